/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of a reminder that are still to come. */
#include "config.h"

#include "tidings-reminder-texts.h"

#include "tidings-recurrence.h"

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define DAY_MS (86400 * SECOND_MS)

/* Occurrences looked at once, and in all: those of a rule that comes every hour, for five weeks. */
#define N_AT_ONCE 50
#define N_IN_ALL 1000

typedef struct {
  TidingsReminder *reminder;
  gint64 after;
  gint64 until;
  GArray *texts;
} Walk;

/* A zone that is no longer known is better read as UTC than not at all. */
static gint64
to_instant (TidingsReminder *reminder,
            const char      *wall)
{
  gint64 at = tidings_wall_clock_to_instant (wall, reminder->zone, NULL);

  return at >= 0 ? at : tidings_wall_clock_to_instant (wall, "UTC", NULL);
}

/* A day earlier than the wall clock says, so that no change of the clocks hides an occurrence. */
static char *
dup_start (Walk *walk)
{
  g_autoptr(GTimeZone) zone = tidings_zone_new (walk->reminder->zone);
  gint64 instant = walk->after - DAY_MS;
  g_autoptr(GDateTime) wall = NULL;

  wall = g_date_time_new_from_unix_utc ((zone != NULL ? tidings_zone_to_wall (zone, instant) : instant) / SECOND_MS);

  return g_date_time_format (wall, "%Y-%m-%dT%H:%M");
}

static void
add_texts (Walk  *walk,
           gint64 at,
           guint  nth)
{
  for (guint i = 0; i < walk->reminder->n_before; i++)
    {
      TidingsReminderText text = { .at = at, .before_s = walk->reminder->before_s[i], .nth = nth };

      text.due_at = at - text.before_s * SECOND_MS;
      if (text.due_at > walk->after && text.due_at <= walk->until)
        g_array_append_val (walk->texts, text);
    }
}

/* Occurrences where the rule has them; FALSE once they lie so late that no text of them is wanted. */
static gboolean
add_occurrence (Walk       *walk,
                const char *wall,
                guint      *nth)
{
  TidingsOccurrence *occurrence = tidings_reminder_find_occurrence (walk->reminder, wall);
  gint64 at = to_instant (walk->reminder, wall);

  if (at - walk->reminder->before_s[0] * SECOND_MS > walk->until)
    return FALSE;
  if (occurrence != NULL && (occurrence->state == TIDINGS_OCCURRENCE_SKIPPED || occurrence->state == TIDINGS_OCCURRENCE_DONE))
    return TRUE;
  if (occurrence == NULL || occurrence->moved_to == NULL)
    add_texts (walk, at, *nth);
  /* The present one and all after it take turns; those before it are over. */
  if (walk->reminder->next_wall != NULL ? g_strcmp0 (wall, walk->reminder->next_wall) >= 0 : at > walk->after)
    (*nth)++;

  return TRUE;
}

static void
add_moved (Walk *walk)
{
  for (guint i = 0; i < walk->reminder->exceptions->len; i++)
    {
      TidingsOccurrence *occurrence = g_ptr_array_index (walk->reminder->exceptions, i);

      if (occurrence->moved_to != NULL && occurrence->state != TIDINGS_OCCURRENCE_SKIPPED &&
          occurrence->state != TIDINGS_OCCURRENCE_DONE)
        add_texts (walk, to_instant (walk->reminder, occurrence->moved_to), 0);
    }
}

static void
add_all (Walk *walk)
{
  g_autofree char *after = *walk->reminder->rule != '\0' ? dup_start (walk) : NULL;
  gboolean goes_on = TRUE;
  guint n_seen = 0;
  guint nth = 0;

  while (goes_on && n_seen < N_IN_ALL)
    {
      g_auto(GStrv) walls = tidings_recurrence_list (walk->reminder->rule, walk->reminder->wall, after, N_AT_ONCE);
      guint n = g_strv_length (walls);

      for (guint i = 0; i < n && goes_on; i++)
        goes_on = add_occurrence (walk, walls[i], &nth);
      goes_on = goes_on && n == N_AT_ONCE;
      n_seen += n;
      g_free (after);
      after = n > 0 ? g_strdup (walls[n - 1]) : NULL;
    }

  add_moved (walk);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  const TidingsReminderText *first = a;
  const TidingsReminderText *second = b;

  return first->due_at < second->due_at ? -1 : first->due_at > second->due_at;
}

GArray *
tidings_reminder_list_texts (TidingsReminder *reminder,
                             gint64           after,
                             gint64           until,
                             guint            limit)
{
  Walk walk = { reminder, after, until, NULL };

  g_return_val_if_fail (TIDINGS_IS_REMINDER (reminder), NULL);
  g_return_val_if_fail (limit > 0, NULL);

  walk.texts = g_array_new (FALSE, FALSE, sizeof (TidingsReminderText));
  if (reminder->state == TIDINGS_REMINDER_ACTIVE && reminder->n_before > 0)
    add_all (&walk);
  g_array_sort (walk.texts, compare_texts);
  if (walk.texts->len > limit)
    g_array_set_size (walk.texts, limit);

  return walk.texts;
}
