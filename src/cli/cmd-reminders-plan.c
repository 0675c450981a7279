/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what is typed about reminders. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cmd-reminders-private.h"
#include "tidings-format.h"
#include "tidings-moment.h"
#include "tidings-person.h"
#include "tidings-recurrence.h"
#include "tidings-zone.h"

#define DEFAULT_BEFORE "24h,1h"

void
tidings_plan_clear (TidingsPlan *plan)
{
  g_free (plan->zone);
  g_free (plan->wall);
  g_free (plan->before_s);
}

void
tidings_series_clear (TidingsSeries *series)
{
  g_free (series->type);
  g_free (series->repeat);
  g_free (series->until);
  g_free (series->count);
  g_free (series->overdue);
  g_free (series->late);
}

GVariant *
tidings_people_to_variant (GPtrArray *people)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ax"));

  for (guint i = 0; i < people->len; i++)
    g_variant_builder_add (&builder, "x", ((TidingsPerson *) g_ptr_array_index (people, i))->id);

  return g_variant_builder_end (&builder);
}

GVariant *
tidings_seconds_to_variant (const gint64 *seconds,
                            guint         n)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, seconds, n, sizeof *seconds);
}

char *
tidings_cli_dup_clocks (gint64      instant,
                        const char *zone,
                        gint64      now)
{
  g_autofree char *local = tidings_zone_dup_local ();
  g_autoptr(GTimeZone) here = tidings_zone_new (local);
  g_autoptr(GTimeZone) there = zone != NULL ? tidings_zone_new (zone) : NULL;
  const char *language = g_get_language_names ()[0];
  g_autofree char *clock_here = tidings_format_moment (instant, now);
  g_autofree char *clock_there = NULL;

  if (here == NULL || there == NULL || tidings_zone_to_wall (here, instant) == tidings_zone_to_wall (there, instant))
    return g_steal_pointer (&clock_here);

  clock_there = tidings_moment_describe (instant, zone, g_str_equal (language, "C") ? NULL : language);

  /* Translators: %1$s is a moment here, such as “tomorrow 09:00”, %2$s the same one elsewhere, such as “Sun, Nov 22, 3:00 AM”,
   * %3$s a time zone, such as “America/New_York” */
  return g_strdup_printf (_("%1$s (%2$s in %3$s)"), clock_here, clock_there, zone);
}

gboolean
tidings_plan_read_when (TidingsPlan  *plan,
                        const char   *when,
                        gint64        now,
                        GError      **error)
{
  g_autofree char *zone = plan->zone != NULL ? g_strdup (plan->zone) : tidings_zone_dup_local ();

  if ((plan->wall = tidings_when_parse (when, now, zone, error)) == NULL ||
      (plan->at = tidings_wall_clock_to_instant (plan->wall, zone, error)) < 0)
    return tidings_cli_make_usage (error);

  return TRUE;
}

/* The setting, where its schema is installed: a command line of its own has none. */
static gboolean
read_usual_before (TidingsPlan *plan)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, APP_ID, TRUE) : NULL;
  g_autoptr(GSettings) settings = NULL;
  g_autoptr(GVariant) before = NULL;
  const gint64 *values = NULL;
  gsize n = 0;

  if (schema == NULL || !g_settings_schema_has_key (schema, "reminder-before"))
    return FALSE;

  settings = g_settings_new_full (schema, NULL, NULL);
  before = g_settings_get_value (settings, "reminder-before");
  values = g_variant_get_fixed_array (before, &n, sizeof (gint64));
  plan->before_s = g_memdup2 (values, n * sizeof (gint64));
  plan->n_before = n;

  return n > 0;
}

gboolean
tidings_plan_read_before (TidingsPlan  *plan,
                          const char   *before,
                          GError      **error)
{
  if (before == NULL && read_usual_before (plan))
    return TRUE;
  plan->before_s = tidings_before_parse (before != NULL ? before : DEFAULT_BEFORE, &plan->n_before, error);
  if (plan->before_s == NULL)
    return tidings_cli_make_usage (error);

  return TRUE;
}

static gboolean
read_span (const char  *text,
           gint64      *seconds,
           GError     **error)
{
  *seconds = g_str_equal (text, "0") ? 0 : tidings_duration_parse (text, error);

  return *seconds >= 0 || tidings_cli_make_usage (error);
}

static gboolean
add_count (const char       *text,
           GVariantBuilder  *options,
           GError          **error)
{
  guint64 count = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 1, 10000, &count, NULL))
    {
      tidings_cli_set_usage (error, _("“%s” is no number of times; write 1 to 10000"), text);
      return FALSE;
    }
  g_variant_builder_add (options, "{sv}", "count", g_variant_new_uint32 (count));

  return TRUE;
}

gboolean
tidings_series_add (const TidingsSeries  *series,
                    GVariantBuilder      *options,
                    GError              **error)
{
  gint64 seconds = 0;

  if (series->type != NULL)
    g_variant_builder_add (options, "{sv}", "type", g_variant_new_string (series->type));
  if (series->repeat != NULL)
    g_variant_builder_add (options, "{sv}", "repeat",
                           g_variant_new_string (g_str_equal (series->repeat, "never") ? "" : series->repeat));
  if (series->until != NULL)
    g_variant_builder_add (options, "{sv}", "until", g_variant_new_string (series->until));
  if (series->count != NULL && !add_count (series->count, options, error))
    return FALSE;
  if (series->turns || series->no_turns)
    g_variant_builder_add (options, "{sv}", "takes-turns", g_variant_new_boolean (series->turns));
  if (series->overdue != NULL)
    {
      if (!read_span (series->overdue, &seconds, error))
        return FALSE;
      g_variant_builder_add (options, "{sv}", "overdue", g_variant_new_int64 (seconds));
    }
  if (series->late != NULL)
    {
      if (!read_span (series->late, &seconds, error))
        return FALSE;
      g_variant_builder_add (options, "{sv}", "late", g_variant_new_int64 (seconds));
    }

  return TRUE;
}

/* `2026-11-22`, and nothing else. */
static gboolean
is_day (const char *text)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *midnight = g_strconcat (text, "T00:00:00", NULL);
  g_autoptr(GDateTime) day = strlen (text) == 10 ? g_date_time_new_from_iso8601 (midnight, utc) : NULL;

  return day != NULL;
}

/* The occurrence of that day, or of that minute: the first one that is not before it. */
static char *
find_from (TidingsReminder *reminder,
           const char      *from,
           gsize            n_equal)
{
  gint64 instant = tidings_wall_clock_to_instant (from, "UTC", NULL) - 60000;
  g_autoptr(GDateTime) before = g_date_time_new_from_unix_utc (instant / 1000);
  g_autofree char *after = g_date_time_format (before, "%Y-%m-%dT%H:%M");
  g_auto(GStrv) walls = NULL;

  /* Where it is now comes first: that is what people see. */
  for (guint i = 0; i < reminder->exceptions->len; i++)
    {
      const TidingsOccurrence *occurrence = g_ptr_array_index (reminder->exceptions, i);

      if (occurrence->moved_to != NULL && strncmp (occurrence->moved_to, from, n_equal) == 0)
        return g_strdup (occurrence->wall);
    }

  walls = tidings_recurrence_list (reminder->rule, reminder->wall, after, 1);

  return walls[0] != NULL && strncmp (walls[0], from, n_equal) == 0 ? g_strdup (walls[0]) : NULL;
}

char *
tidings_cli_read_occurrence (TidingsReminder  *reminder,
                             const char       *text,
                             gint64            now,
                             GError          **error)
{
  g_autofree char *from = NULL;
  char *wall = NULL;
  gboolean whole_day = text != NULL && is_day (text);

  if (text == NULL || g_str_equal (text, "next"))
    return g_strdup (reminder->next_wall != NULL ? reminder->next_wall : reminder->wall);

  from = whole_day ? g_strconcat (text, "T00:00", NULL) : tidings_when_parse (text, now, reminder->zone, error);
  if (from == NULL)
    {
      tidings_cli_make_usage (error);
      return NULL;
    }

  wall = find_from (reminder, from, whole_day ? 10 : strlen (from));
  if (wall == NULL)
    /* Translators: %s is a moment, 2026-11-22T09:00, or a day, 2026-11-22 */
    tidings_cli_set_usage (error, _("The reminder does not come at %s; “tidings reminders show” says when it does"), text);

  return wall;
}
