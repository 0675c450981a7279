/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which minutes of a day are quiet. */
#include "config.h"

#include "tidings-day-spans.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-words.h"
#include "tidings-zone.h"

#define N_DAYS 7
#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define DAY_MS (TIDINGS_DAY_MINUTES * MINUTE_MS)

/* The epoch was a Thursday. */
#define EPOCH_DAY 3

static gboolean
has_window (const TidingsQuietHours *hours,
            guint                    day)
{
  return hours->from[day] >= 0 && hours->to[day] >= 0;
}

/* Where the window that began the day before ends on this one, 0 if it does not reach over midnight. */
static int
get_left_over (const TidingsQuietHours *hours,
               guint                    day)
{
  guint before = (day + N_DAYS - 1) % N_DAYS;

  if (!has_window (hours, before) || hours->to[before] > hours->from[before])
    return 0;

  return hours->to[before];
}

guint
tidings_day_spans_list (const TidingsQuietHours *hours,
                        guint                    day,
                        TidingsDaySpan           spans[TIDINGS_DAY_MAX_SPANS])
{
  int left_over = 0;
  int from = 0;
  int to = 0;
  guint n = 0;

  g_return_val_if_fail (hours != NULL && spans != NULL, 0);
  g_return_val_if_fail (day < N_DAYS, 0);

  if ((left_over = get_left_over (hours, day)) > 0)
    spans[n++] = (TidingsDaySpan) { 0, left_over };
  if (!has_window (hours, day))
    return n;

  from = hours->from[day];
  to = hours->to[day] > from ? hours->to[day] : TIDINGS_DAY_MINUTES;
  if (n > 0 && from <= left_over)
    spans[0].to = MAX (left_over, to);
  else
    spans[n++] = (TidingsDaySpan) { from, to };

  return n;
}

int
tidings_day_spans_locate (const char *zone,
                          gint64      now,
                          guint      *day)
{
  g_autoptr(GTimeZone) time_zone = tidings_zone_new (zone);
  gint64 wall = 0;

  g_return_val_if_fail (day != NULL, 0);

  if (time_zone == NULL)
    time_zone = tidings_zone_new (NULL);
  wall = tidings_zone_to_wall (time_zone, MAX (now, 0));
  /* West of Greenwich the first hours of the epoch are before it on the wall. */
  wall = MAX (wall, 0);
  *day = (guint) ((wall / DAY_MS + EPOCH_DAY) % N_DAYS);

  return (int) (wall % DAY_MS / MINUTE_MS);
}

char *
tidings_day_spans_describe_now (const TidingsQuietHours *hours,
                                const char              *zone,
                                gint64                   now)
{
  gint64 end = 0;
  guint day = 0;
  int minute = 0;
  g_autofree char *moment = NULL;
  g_autofree char *state = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *isolated = NULL;
  g_autofree char *there = NULL;

  g_return_val_if_fail (hours != NULL, NULL);

  if ((end = tidings_quiet_hours_get_end (hours, zone, now)) > 0)
    {
      moment = tidings_format_moment (end, now);
      /* Translators: %s is a clock time such as 07:00, with the day when it is another one */
      state = g_strdup_printf (_("Quiet now, until %s"), moment);
    }
  else
    state = g_strdup (_("Not quiet now"));
  if (zone == NULL)
    return g_steal_pointer (&state);

  minute = tidings_day_spans_locate (zone, now, &day);
  clock = g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
  isolated = tidings_words_isolate (clock);
  /* Translators: %s is the clock time in another time zone */
  there = g_strdup_printf (_("It is %s there"), isolated);

  return tidings_words_join_facts (state, there, NULL);
}

int
tidings_day_spans_hour_step (int width,
                             int label_width)
{
  static const int steps[] = { 3, 6, 12 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      int n_labels = 24 / steps[i] + 1;

      /* Half a label of air between two of them. */
      if (n_labels * label_width + (n_labels - 1) * label_width / 2 <= width)
        return steps[i];
    }

  return 24;
}
