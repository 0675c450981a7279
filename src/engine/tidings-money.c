/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the account's money is. Kept in the store, so that an agent that was just started knows it, with its age. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-money.h"

#define META_BALANCE "money-balance"
#define META_LOW_TOLD "money-low-told"
#define N_FIELDS 5

static const char * const usage_keys[] = {
  [TIDINGS_USAGE_TODAY] = "money-usage-today",
  [TIDINGS_USAGE_THIS_MONTH] = "money-usage-month",
};

void
tidings_money_clear (TidingsMoney *money)
{
  g_free (money->currency);
  *money = (TidingsMoney) { .today = { -1, -1, -1 }, .month = { -1, -1, -1 } };
}

/* Each entry is "instant currency number…". Returns the instant, 0 for an entry that is not there. */
static gint64
read_entry (TidingsCore *core,
            const char  *key,
            char       **currency,
            gint64      *numbers,
            guint        n_numbers)
{
  g_autofree char *value = tidings_store_dup_meta (core->store, key);
  g_auto(GStrv) words = g_strsplit (value != NULL ? value : "", " ", N_FIELDS);

  if (g_strv_length (words) != n_numbers + 2)
    return 0;

  if (*currency == NULL && *words[1] != '\0')
    *currency = g_strdup (words[1]);
  for (guint i = 0; i < n_numbers; i++)
    numbers[i] = g_ascii_strtoll (words[i + 2], NULL, 10);

  return g_ascii_strtoll (words[0], NULL, 10);
}

/* What Twilio counts by its own days and months is worth nothing in the next one. */
static gboolean
is_same_period (gint64             a,
                gint64             b,
                TidingsUsagePeriod period)
{
  g_autoptr(GDateTime) left = g_date_time_new_from_unix_utc (a / 1000);
  g_autoptr(GDateTime) right = g_date_time_new_from_unix_utc (b / 1000);

  return g_date_time_get_year (left) == g_date_time_get_year (right) &&
         g_date_time_get_month (left) == g_date_time_get_month (right) &&
         (period == TIDINGS_USAGE_THIS_MONTH ||
          g_date_time_get_day_of_month (left) == g_date_time_get_day_of_month (right));
}

static void
read_usage (TidingsCore        *core,
            TidingsUsagePeriod  period,
            TidingsMoney       *money,
            TidingsUsed        *used)
{
  gint64 numbers[3] = { -1, -1, -1 };
  gint64 at = read_entry (core, usage_keys[period], &money->currency, numbers, G_N_ELEMENTS (numbers));

  if (at == 0 || !is_same_period (at, tidings_core_now (core), period))
    return;

  money->usage_at = at;
  *used = (TidingsUsed) { numbers[0], numbers[1], numbers[2] };
}

void
tidings_money_read (TidingsCore  *core,
                    TidingsMoney *money)
{
  *money = (TidingsMoney) { .today = { -1, -1, -1 }, .month = { -1, -1, -1 } };

  money->balance_at = read_entry (core, META_BALANCE, &money->currency, &money->balance_micros, 1);
  read_usage (core, TIDINGS_USAGE_TODAY, money, &money->today);
  read_usage (core, TIDINGS_USAGE_THIS_MONTH, money, &money->month);
}

/* It is only a memory of what Twilio will say again: when it cannot be written, it is asked for anew some day. */
static void
write_entry (TidingsCore *core,
             const char  *key,
             const char  *value)
{
  g_autoptr(GError) error = NULL;

  if (!tidings_store_set_meta (core->store, key, value, &error))
    g_message ("What Twilio said of the account’s money cannot be remembered: %s", error->message);
}

/* Said once, until the balance was above the mark again. */
static void
tell_if_low (TidingsCore *core,
             gint64       micros,
             const char  *currency)
{
  gint64 mark = core->settings.low_balance_micros;
  g_autofree char *told = tidings_store_dup_meta (core->store, META_LOW_TOLD);
  g_autofree char *money = NULL;
  g_autofree char *text = NULL;

  if (mark == 0 || micros >= mark)
    {
      if (told != NULL)
        write_entry (core, META_LOW_TOLD, NULL);
      return;
    }
  if (told != NULL)
    return;

  write_entry (core, META_LOW_TOLD, "1");
  money = tidings_format_money (micros, currency, 2);
  /* Translators: %s is an amount of money */
  text = g_strdup_printf (_("%s are left in the Twilio account. Add money there before it runs out"), money);
  tidings_core_notice (core, TIDINGS_NOTICE_LOW_BALANCE, NULL, NULL, text);
}

void
tidings_money_note_balance (TidingsCore *core,
                            gint64       micros,
                            const char  *currency)
{
  g_autofree char *value = NULL;

  value = g_strdup_printf ("%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT, tidings_core_now (core),
                           currency != NULL ? currency : "", micros);
  write_entry (core, META_BALANCE, value);
  tell_if_low (core, micros, currency);
  tidings_core_changed (core, "status");
}

void
tidings_money_note_usage (TidingsCore        *core,
                          TidingsUsagePeriod  period,
                          const TidingsUsage *usage)
{
  g_autofree char *value = NULL;

  value = g_strdup_printf ("%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                           tidings_core_now (core), usage->currency != NULL ? usage->currency : "", usage->n_messages,
                           usage->n_segments, usage->price_micros);
  write_entry (core, usage_keys[period], value);
  tidings_core_changed (core, "status");
}

gboolean
tidings_money_forget (TidingsCore  *core,
                      GError      **error)
{
  return tidings_store_set_meta (core->store, META_BALANCE, NULL, error) &&
         tidings_store_set_meta (core->store, META_LOW_TOLD, NULL, error) &&
         tidings_store_set_meta (core->store, usage_keys[TIDINGS_USAGE_TODAY], NULL, error) &&
         tidings_store_set_meta (core->store, usage_keys[TIDINGS_USAGE_THIS_MONTH], NULL, error);
}
