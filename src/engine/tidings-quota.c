/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was used of the household's limits. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-money.h"
#include "tidings-purse.h"
#include "tidings-quota.h"
#include "tidings-store-messages.h"
#include "tidings-store-purse.h"

#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

/* What burst_used looks back on. */
#define BURST_MS (10 * MINUTE_MS)

static guint
count_window (TidingsCore   *core,
              TidingsPeriod  period,
              gint64         at)
{
  TidingsWindow window = tidings_purse_get_window (core, period, at);

  return tidings_store_count_texts_between (core->store, 0, window.start, window.end);
}

guint
tidings_quota_count_day (TidingsCore *core,
                         gint64       at)
{
  return count_window (core, TIDINGS_PERIOD_DAY, at);
}

guint
tidings_quota_count_month (TidingsCore *core,
                           gint64       at)
{
  return count_window (core, TIDINGS_PERIOD_MONTH, at);
}

gint64
tidings_quota_sum (TidingsCore         *core,
                   const TidingsWindow *window,
                   const char          *group)
{
  gint64 settled = 0;
  gint64 reserved = 0;

  tidings_store_sum_prices_between (core->store, group, window->start, window->end, &settled, &reserved);

  return settled + reserved;
}

gint64
tidings_quota_get_group_budget (TidingsCore *core,
                                const char  *group)
{
  const gint64 *micros = core->settings.group_budgets != NULL && group != NULL ?
                         g_hash_table_lookup (core->settings.group_budgets, group) : NULL;

  return micros != NULL ? *micros : 0;
}

/* Texts that Twilio was given ahead of time count at their own moment, so a window may begin here as well as end here. */
static guint
count_around (TidingsCore *core,
              gint64       person,
              gint64       at,
              gint64       window_ms)
{
  return MAX (tidings_store_count_texts_between (core->store, person, at - window_ms, at + 1),
              tidings_store_count_texts_between (core->store, person, at, at + window_ms));
}

/* A person's own number wins, also when it says that there is no limit. */
static guint
own_or_household (int   own,
                  guint household)
{
  return own >= 0 ? (guint) own : household;
}

static TidingsLimits
get_limits (TidingsCore      *core,
            TidingsPerson    *person,
            TidingsAlertType *type)
{
  TidingsLimits limits = core->settings.limits;

  limits.rate_hour = own_or_household (person->rate_hour, limits.rate_hour);
  limits.rate_day = own_or_household (person->rate_day, limits.rate_day);
  if (type->burst != 0)
    limits.burst = type->burst == G_MAXUINT ? 0 : type->burst;

  return limits;
}

static void
read_money (TidingsCore      *core,
            TidingsAlertType *type,
            gint64            at,
            TidingsFacts     *facts)
{
  TidingsWindow day = tidings_purse_get_window (core, TIDINGS_PERIOD_DAY, at);
  TidingsWindow month = tidings_purse_get_window (core, TIDINGS_PERIOD_MONTH, at);

  facts->account_day = tidings_store_count_texts_between (core->store, 0, day.start, day.end);
  facts->account_month = tidings_store_count_texts_between (core->store, 0, month.start, month.end);
  facts->spent_day_micros = tidings_quota_sum (core, &day, NULL);
  facts->spent_month_micros = tidings_quota_sum (core, &month, NULL);
  facts->budget_group_micros = tidings_quota_get_group_budget (core, type->group);
  if (facts->budget_group_micros != 0)
    facts->spent_group_micros = tidings_quota_sum (core, &month, type->group);
}

static void
read_burst (TidingsCore      *core,
            TidingsPerson    *person,
            TidingsAlertType *type,
            gint64            at,
            TidingsFacts     *facts)
{
  gint64 first_at = 0;

  facts->burst_used = tidings_store_count_texts_of_type (core->store, person->id, type->id, at - BURST_MS + 1, at + 1, &first_at);
  if (first_at != 0)
    facts->burst_ends_at = first_at + BURST_MS;
}

/* A store that cannot be written is told of by whoever has to write; what is read then is more than any limit, or as it was. */
static void
follow_clock (TidingsCore *core)
{
  g_autoptr(GError) error = NULL;

  if (!tidings_purse_follow (core, &error))
    g_warning ("Whether the clock was set cannot be kept: %s", error->message);
}

void
tidings_quota_read_facts (TidingsCore      *core,
                          TidingsPerson    *person,
                          TidingsAlertType *type,
                          const char       *dedupe,
                          guint             window_s,
                          gint64            at,
                          TidingsFacts     *facts)
{
  follow_clock (core);
  *facts = (TidingsFacts) {
    .now = at,
    .paused_until = core->settings.paused_until,
    .duplicate_window_s = window_s,
    .price_micros = -1,
    .limits = get_limits (core, person, type),
  };

  if (dedupe != NULL && window_s > 0)
    facts->last_duplicate_at = tidings_store_find_duplicate (core->store, person->id, type->id, dedupe,
                                                             at - window_s * G_GINT64_CONSTANT (1000));

  facts->person_hour = count_around (core, person->id, at, HOUR_MS);
  facts->person_day = count_around (core, person->id, at, DAY_MS);
  read_money (core, type, at, facts);
  read_burst (core, person, type, at, facts);
  facts->is_invalid = tidings_quota_is_invalid (core, person->number);
}

static TidingsForecastUse
read_use (TidingsCore *core,
          gint64       since,
          gint64       until)
{
  const TidingsWindow window = { since, until };

  return (TidingsForecastUse) {
    .texts = tidings_store_count_texts_between (core->store, 0, since, until),
    .micros = tidings_quota_sum (core, &window, NULL),
  };
}

void
tidings_quota_forecast (TidingsCore     *core,
                        TidingsForecast *forecast)
{
  gint64 now = tidings_core_now (core);
  TidingsWindow month;
  TidingsForecastFacts facts;

  follow_clock (core);
  month = tidings_purse_get_window (core, TIDINGS_PERIOD_MONTH, now);
  facts = (TidingsForecastFacts) {
    .now = now,
    .month_end = month.end,
    .first_at = tidings_store_get_first_counted_at (core->store, now - TIDINGS_FORECAST_HISTORY_MS),
    .used = read_use (core, month.start, now + 1),
    .planned = read_use (core, now + 1, month.end),
    .cap = core->settings.limits.cap_month,
    .budget_micros = core->settings.limits.budget_month_micros,
  };
  /* All there is may be to come. */
  if (facts.first_at > now)
    facts.first_at = 0;
  if (facts.first_at != 0)
    facts.recent = read_use (core, facts.first_at, now + 1);

  tidings_forecast (&facts, forecast);
}

gboolean
tidings_quota_is_invalid (TidingsCore *core,
                          const char  *number)
{
  g_autoptr(TidingsLine) line = tidings_store_get_line (core->store, number);

  return line != NULL && !line->is_valid;
}

static gboolean
is_near (gint64 used,
         gint64 limit)
{
  return limit > 0 && used >= limit - limit / 10;
}

/* Once for each window, and again if the limit itself was changed since. */
static void
tell_once (TidingsCore *core,
           const char  *name,
           gint64       window,
           gint64       limit,
           const char  *text)
{
  g_autoptr(GError) error = NULL;

  if (tidings_purse_was_told (core, name, window, limit))
    return;
  if (!tidings_purse_note_told (core, name, window, limit, &error))
    {
      g_warning ("Could not remember a notice: %s", error->message);
      return;
    }

  tidings_core_notice (core, TIDINGS_NOTICE_NEAR_LIMIT, NULL, NULL, text);
}

static void
tell_texts (TidingsCore         *core,
            const TidingsWindow *day,
            const TidingsWindow *month)
{
  const TidingsLimits *limits = &core->settings.limits;
  guint used_day = limits->cap_day > 0 ? tidings_store_count_texts_between (core->store, 0, day->start, day->end) : 0;
  guint used_month = limits->cap_month > 0 ? tidings_store_count_texts_between (core->store, 0, month->start, month->end) : 0;

  if (is_near (used_day, limits->cap_day))
    {
      /* Translators: %1$u texts were sent, %2$u is the daily limit */
      g_autofree char *text = g_strdup_printf (_("%1$u of %2$u texts of today are used"), used_day, limits->cap_day);

      tell_once (core, "cap-day", day->start, limits->cap_day, text);
    }
  if (is_near (used_month, limits->cap_month))
    {
      /* Translators: %1$u texts were sent, %2$u is the monthly limit */
      g_autofree char *text = g_strdup_printf (_("%1$u of %2$u texts of this month are used"), used_month, limits->cap_month);

      tell_once (core, "cap-month", month->start, limits->cap_month, text);
    }
}

/* The account's currency, as far as Twilio has said it. */
static char *
dup_amount (TidingsCore *core,
            gint64       micros)
{
  g_auto(TidingsMoney) money = { 0 };

  tidings_money_read (core, &money);

  return tidings_format_money (micros, money.currency, 2);
}

static void
tell_money (TidingsCore         *core,
            const char          *name,
            const TidingsWindow *window,
            const char          *group,
            gint64               budget,
            const char          *format)
{
  gint64 spent = budget > 0 ? tidings_quota_sum (core, window, group) : 0;
  g_autofree char *used = NULL;
  g_autofree char *all = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (!is_near (spent, budget) || tidings_purse_was_told (core, name, window->start, budget))
    return;

  used = dup_amount (core, spent);
  all = dup_amount (core, budget);
  title = group != NULL ? tidings_catalog_dup_group_title (core->catalog, group) : NULL;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = title != NULL ? g_strdup_printf (format, used, all, title) : g_strdup_printf (format, used, all);
#pragma GCC diagnostic pop
  tell_once (core, name, window->start, budget, text);
}

static void
tell_groups (TidingsCore         *core,
             const TidingsWindow *month)
{
  const char * const *groups = tidings_catalog_list_groups (core->catalog);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      gint64 budget = tidings_quota_get_group_budget (core, groups[i]);
      g_autofree char *name = g_strconcat ("budget-group:", groups[i], NULL);

      /* Translators: the first two %s are amounts of money, the third is a group of alerts such as “Household” */
      tell_money (core, name, month, groups[i], budget, _("%s of %s for “%s” this month are spent"));
    }
}

void
tidings_quota_tell_if_near (TidingsCore *core)
{
  const TidingsLimits *limits = &core->settings.limits;
  gint64 now = tidings_core_now (core);
  TidingsWindow day;
  TidingsWindow month;

  follow_clock (core);
  day = tidings_purse_get_window (core, TIDINGS_PERIOD_DAY, now);
  month = tidings_purse_get_window (core, TIDINGS_PERIOD_MONTH, now);

  tell_texts (core, &day, &month);
  /* Translators: both %s are amounts of money: what was spent or set aside, and the limit */
  tell_money (core, "budget-day", &day, NULL, limits->budget_day_micros, _("%s of %s for texts of today are spent"));
  /* Translators: both %s are amounts of money: what was spent or set aside, and the limit */
  tell_money (core, "budget-month", &month, NULL, limits->budget_month_micros, _("%s of %s for texts of this month are spent"));
  tell_groups (core, &month);
}

gboolean
tidings_quota_forget_notices (TidingsCore  *core,
                              GError      **error)
{
  return tidings_purse_forget_told (core, error);
}
