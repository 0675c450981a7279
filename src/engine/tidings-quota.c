/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was used of the household's limits. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-quota.h"
#include "tidings-store-messages.h"

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define DAY_MS (24 * HOUR_MS)

#define META_TOLD_DAY "told-near-day"
#define META_TOLD_MONTH "told-near-month"

static GTimeZone *
get_zone (const char *zone)
{
  GTimeZone *found = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;

  return found != NULL ? found : g_time_zone_new_local ();
}

/* A window begins with the first minute of its first day; GLib reads a midnight that a change of the clocks skips as the
 * moment after the gap. */
static gint64
window_start (gint64      now,
              const char *zone,
              gboolean    is_month)
{
  g_autoptr(GTimeZone) tz = get_zone (zone);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (now / 1000);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, tz);
  g_autoptr(GDateTime) start = NULL;

  start = g_date_time_new (tz, g_date_time_get_year (local), g_date_time_get_month (local),
                           is_month ? 1 : g_date_time_get_day_of_month (local), 0, 0, 0);

  return g_date_time_to_unix (start) * 1000;
}

gint64
tidings_quota_get_day_start (gint64      now,
                             const char *zone)
{
  return window_start (now, zone, FALSE);
}

gint64
tidings_quota_get_month_start (gint64      now,
                               const char *zone)
{
  return window_start (now, zone, TRUE);
}

/* A day has 23 to 25 hours, a month 28 to 31 days: this far after its beginning one is surely in the next. */
#define INTO_NEXT_DAY_MS (36 * HOUR_MS)
#define INTO_NEXT_MONTH_MS (40 * DAY_MS)

guint
tidings_quota_count_day (TidingsCore *core,
                         gint64       at)
{
  gint64 start = tidings_quota_get_day_start (at, NULL);

  return tidings_store_count_texts_between (core->store, 0, start,
                                            tidings_quota_get_day_start (start + INTO_NEXT_DAY_MS, NULL));
}

guint
tidings_quota_count_month (TidingsCore *core,
                           gint64       at)
{
  gint64 start = tidings_quota_get_month_start (at, NULL);

  return tidings_store_count_texts_between (core->store, 0, start,
                                            tidings_quota_get_month_start (start + INTO_NEXT_MONTH_MS, NULL));
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

void
tidings_quota_read_facts (TidingsCore      *core,
                          TidingsPerson    *person,
                          TidingsAlertType *type,
                          const char       *dedupe,
                          guint             window_s,
                          gint64            at,
                          TidingsFacts     *facts)
{
  gint64 settled = 0;
  gint64 reserved = 0;

  *facts = (TidingsFacts) {
    .now = at,
    .paused_until = core->settings.paused_until,
    .duplicate_window_s = window_s,
    .price_micros = -1,
    .limits = core->settings.limits,
  };

  if (dedupe != NULL && window_s > 0)
    facts->last_duplicate_at = tidings_store_find_duplicate (core->store, person->id, type->id, dedupe,
                                                             at - window_s * G_GINT64_CONSTANT (1000));

  facts->person_hour = count_around (core, person->id, at, HOUR_MS);
  facts->person_day = count_around (core, person->id, at, DAY_MS);
  facts->account_day = tidings_quota_count_day (core, at);
  facts->account_month = tidings_quota_count_month (core, at);
  tidings_store_sum_prices (core->store, tidings_quota_get_month_start (at, NULL), &settled, &reserved);
  facts->spent_month_micros = settled + reserved;
  facts->is_invalid = tidings_quota_is_invalid (core, person->number);
}

gboolean
tidings_quota_is_invalid (TidingsCore *core,
                          const char  *number)
{
  g_autoptr(TidingsLine) line = tidings_store_get_line (core->store, number);

  return line != NULL && !line->is_valid;
}

static gboolean
is_near (guint used,
         guint cap)
{
  return cap > 0 && used * G_GUINT64_CONSTANT (10) >= cap * G_GUINT64_CONSTANT (9);
}

static void
tell_once (TidingsCore *core,
           const char  *key,
           gint64       window,
           const char  *text)
{
  g_autofree char *told = tidings_store_dup_meta (core->store, key);
  g_autofree char *mark = g_strdup_printf ("%" G_GINT64_FORMAT, window);
  g_autoptr(GError) error = NULL;

  if (g_strcmp0 (told, mark) == 0)
    return;
  if (!tidings_store_set_meta (core->store, key, mark, &error))
    {
      g_warning ("Could not remember a notice: %s", error->message);
      return;
    }

  tidings_core_notice (core, TIDINGS_NOTICE_NEAR_LIMIT, NULL, NULL, text);
}

void
tidings_quota_tell_if_near (TidingsCore *core)
{
  const TidingsLimits *limits = &core->settings.limits;
  gint64 now = tidings_core_now (core);
  gint64 day = tidings_quota_get_day_start (now, NULL);
  gint64 month = tidings_quota_get_month_start (now, NULL);
  guint used_day = limits->cap_day > 0 ? tidings_quota_count_day (core, now) : 0;
  guint used_month = limits->cap_month > 0 ? tidings_quota_count_month (core, now) : 0;

  if (is_near (used_day, limits->cap_day))
    {
      /* Translators: %1$u texts were sent, %2$u is the daily limit */
      g_autofree char *text = g_strdup_printf (_("%1$u of %2$u texts of today are used"), used_day, limits->cap_day);

      tell_once (core, META_TOLD_DAY, day, text);
    }
  if (is_near (used_month, limits->cap_month))
    {
      /* Translators: %1$u texts were sent, %2$u is the monthly limit */
      g_autofree char *text = g_strdup_printf (_("%1$u of %2$u texts of this month are used"), used_month, limits->cap_month);

      tell_once (core, META_TOLD_MONTH, month, text);
    }
}

gboolean
tidings_quota_forget_notices (TidingsCore  *core,
                              GError      **error)
{
  return tidings_store_set_meta (core->store, META_TOLD_DAY, NULL, error) &&
         tidings_store_set_meta (core->store, META_TOLD_MONTH, NULL, error);
}
