/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which occurrences of a reminder that comes again have moments. */
#include "config.h"

#include "tidings-occurrences.h"
#include "tidings-recurrence.h"
#include "tidings-rewind.h"
#include "tidings-scheduler.h"
#include "tidings-store-reminders.h"

#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))
#define DAY_MS (24 * 60 * MINUTE_MS)

/* Wall clocks asked for at once. */
#define CHUNK 12

/* What a rule may have between two looks backward; rules come at most once in an hour, see tidings-reminders.c. */
#define LOOK_BACK 1000

/* What happened to moments and occurrences is forgotten after this; nothing asks for it any more. */
#define FORGET_MOMENTS_MS (14 * DAY_MS)
#define FORGET_OCCURRENCES_MS (60 * DAY_MS)

gboolean
tidings_occurrences_repeats (TidingsReminder *reminder)
{
  return *reminder->rule != '\0';
}

/* A zone that is no longer known is better read as UTC than not at all. */
static gint64
to_instant (TidingsReminder *reminder,
            const char      *wall)
{
  g_autoptr(GError) error = NULL;
  gint64 at = tidings_wall_clock_to_instant (wall, reminder->zone, &error);

  return error == NULL ? at : tidings_wall_clock_to_instant (wall, "UTC", NULL);
}

static char *
to_wall (TidingsReminder *reminder,
         gint64           instant)
{
  g_autoptr(GTimeZone) zone = tidings_zone_new (reminder->zone);
  g_autoptr(GDateTime) utc = NULL;
  gint64 wall = zone != NULL ? tidings_zone_to_wall (zone, instant) : instant;

  utc = g_date_time_new_from_unix_utc (wall / 1000);

  return g_date_time_format (utc, "%Y-%m-%dT%H:%M");
}

gint64
tidings_occurrences_get_instant (TidingsReminder *reminder,
                                 const char      *wall)
{
  TidingsOccurrence *occurrence = tidings_reminder_find_occurrence (reminder, wall);

  return to_instant (reminder, occurrence != NULL && occurrence->moved_to != NULL ? occurrence->moved_to : wall);
}

gboolean
tidings_occurrences_is_open (TidingsReminder *reminder,
                             const char      *wall)
{
  TidingsOccurrence *occurrence = tidings_reminder_find_occurrence (reminder, wall);

  return occurrence == NULL ||
         (occurrence->state != TIDINGS_OCCURRENCE_DONE && occurrence->state != TIDINGS_OCCURRENCE_SKIPPED);
}

/* The wall clock a minute earlier: what comes after it may be at @wall itself. */
static char *
dup_just_before (const char *wall)
{
  gint64 instant = tidings_wall_clock_to_instant (wall, "UTC", NULL);
  g_autoptr(GDateTime) before = g_date_time_new_from_unix_utc ((instant - MINUTE_MS) / 1000);

  return g_date_time_format (before, "%Y-%m-%dT%H:%M");
}

gboolean
tidings_occurrences_has (TidingsReminder *reminder,
                         const char      *wall)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_auto(GStrv) walls = NULL;

  if (tidings_wall_clock_to_instant (wall, "UTC", &error) < 0 && error != NULL)
    return FALSE;
  if (!tidings_occurrences_repeats (reminder))
    return g_str_equal (wall, reminder->wall);

  before = dup_just_before (wall);
  walls = tidings_recurrence_list (reminder->rule, reminder->wall, before, 1);

  return walls[0] != NULL && g_str_equal (walls[0], wall);
}

/* Offsets are kept in descending order. */
static gint64
get_earliest (TidingsReminder *reminder,
              gint64           at)
{
  return at - (reminder->n_before > 0 ? reminder->before_s[0] : 0) * 1000;
}

static gint64
get_latest (TidingsReminder *reminder,
            gint64           at)
{
  return at - (reminder->n_before > 0 ? reminder->before_s[reminder->n_before - 1] : 0) * 1000;
}

/* One reminder while its occurrences are gone through. */
typedef struct {
  TidingsCore *core;
  TidingsReminder *reminder;
  GHashTable *known;      /* when it is planned anew: what became of its texts */
  gboolean is_anew;
  gint64 now;
  gint64 horizon;
  char *after;            /* the last occurrence that was gone through, NULL before the first */
  gint64 planned_at;
} Walk;

static void
walk_clear (Walk *walk)
{
  g_free (walk->after);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static void
set_after (Walk       *walk,
           const char *wall)
{
  g_free (walk->after);
  walk->after = g_strdup (wall);
}

static gboolean
was_told (Walk   *walk,
          gint64  at)
{
  for (guint i = 0; walk->known != NULL && i < walk->reminder->n_before; i++)
    {
      gint64 due_at = at - walk->reminder->before_s[i] * 1000;
      gpointer state = NULL;

      if (g_hash_table_lookup_extended (walk->known, &due_at, NULL, &state) &&
          GPOINTER_TO_INT (state) != TIDINGS_MOMENT_PASSED)
        return TRUE;
    }

  return FALSE;
}

/* One that was moved to an earlier day had its turn then, and its moments may be forgotten already. */
static gboolean
is_long_over (Walk   *walk,
              gint64  at)
{
  return at < walk->now - FORGET_MOMENTS_MS + DAY_MS;
}

static gboolean
plan_occurrence (Walk        *walk,
                 const char  *wall,
                 GError     **error)
{
  TidingsReminder *reminder = walk->reminder;
  TidingsOccurrence *occurrence = tidings_reminder_find_occurrence (reminder, wall);
  gint64 at = tidings_occurrences_get_instant (reminder, wall);
  gboolean is_moved = occurrence != NULL && occurrence->moved_to != NULL;

  set_after (walk, wall);
  if (!tidings_occurrences_is_open (reminder, wall) || (is_moved && is_long_over (walk, at)))
    return TRUE;
  if (walk->is_anew && get_latest (reminder, at) <= walk->now && !was_told (walk, at))
    return TRUE;

  if (!tidings_store_plan_occurrence (walk->core->store, reminder, wall, at, walk->is_anew ? walk->now : 0, walk->known, error))
    return FALSE;
  /* One that was moved says nothing about those that come after it. */
  if (!is_moved && get_earliest (reminder, at) > walk->horizon)
    walk->planned_at = get_earliest (reminder, at);

  return TRUE;
}

/* The latest occurrence that has begun, NULL if none has since @after. */
static char *
dup_latest_begun (Walk *walk)
{
  static const gint64 spans_ms[] = { 2 * DAY_MS, 40 * DAY_MS, 400 * DAY_MS, 1500 * DAY_MS };
  g_autofree char *latest = NULL;

  for (guint i = 0; i <= G_N_ELEMENTS (spans_ms) && latest == NULL; i++)
    {
      g_autofree char *from = i < G_N_ELEMENTS (spans_ms) ? to_wall (walk->reminder, walk->now - spans_ms[i]) : NULL;
      g_auto(GStrv) walls = NULL;

      if (from == NULL || g_strcmp0 (from, walk->after) < 0)
        from = (g_free (from), g_strdup (walk->after));
      walls = tidings_recurrence_list (walk->reminder->rule, walk->reminder->wall, from, LOOK_BACK);
      for (guint j = 0; walls[j] != NULL && to_instant (walk->reminder, walls[j]) <= walk->now; j++)
        {
          g_free (latest);
          latest = g_strdup (walls[j]);
        }
    }

  return g_steal_pointer (&latest);
}

/* So many went by that a row for each would only bury the log: one row for all but the latest. */
static gboolean
leap (Walk    *walk,
      GError **error)
{
  g_auto(GStrv) walls = tidings_recurrence_list (walk->reminder->rule, walk->reminder->wall, walk->after, TIDINGS_MISSED_COUNT + 1);
  g_autofree char *latest = dup_latest_begun (walk);
  TidingsDueMoment last = { .reminder_id = walk->reminder->id };
  guint n_missed = 0;

  if (latest == NULL)
    return TRUE;
  for (guint i = 0; n_missed < TIDINGS_MISSED_COUNT && walls[i] != NULL && g_strcmp0 (walls[i], latest) < 0; i++)
    {
      n_missed += tidings_occurrences_is_open (walk->reminder, walls[i]);
      g_strlcpy (last.wall, walls[i], sizeof last.wall);
    }

  last.at = tidings_occurrences_get_instant (walk->reminder, last.wall);
  if (n_missed > 0 && !tidings_scheduler_record_missed (walk->core, walk->reminder, &last, n_missed, error))
    return FALSE;

  return plan_occurrence (walk, latest, error);
}

static gboolean
went_by (Walk   *walk,
         char  **walls,
         guint   n)
{
  for (guint i = 0; i < n; i++)
    if (walls[i] == NULL || to_instant (walk->reminder, walls[i]) > walk->now)
      return FALSE;

  return TRUE;
}

/* Goes on until an occurrence lies beyond the horizon, or the rule has no more. */
static gboolean
go_through (Walk    *walk,
            GError **error)
{
  gboolean has_more = TRUE;

  while (has_more && walk->planned_at == 0)
    {
      g_auto(GStrv) walls = tidings_recurrence_list (walk->reminder->rule, walk->reminder->wall, walk->after, CHUNK);

      if (!walk->is_anew && went_by (walk, walls, TIDINGS_MISSED_ROWS + 1))
        {
          if (!leap (walk, error))
            return FALSE;
          continue;
        }
      has_more = walls[0] != NULL;
      for (guint i = 0; walls[i] != NULL && walk->planned_at == 0; i++)
        if (!plan_occurrence (walk, walls[i], error))
          return FALSE;
    }

  return TRUE;
}

/* Those that were moved wait where they are now, wherever the rule had them. */
static gboolean
plan_moved (Walk    *walk,
            GError **error)
{
  TidingsReminder *reminder = walk->reminder;

  for (guint i = 0; i < reminder->exceptions->len; i++)
    {
      TidingsOccurrence *occurrence = g_ptr_array_index (reminder->exceptions, i);
      gint64 at;

      if (occurrence->moved_to == NULL || !tidings_occurrences_is_open (reminder, occurrence->wall))
        continue;
      at = tidings_occurrences_get_instant (reminder, occurrence->wall);
      if (get_latest (reminder, at) > walk->now &&
          !tidings_store_plan_occurrence (walk->core->store, reminder, occurrence->wall, at, walk->now, walk->known, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
forget (Walk    *walk,
        GError **error)
{
  gint64 now = tidings_rewind_get_sure_now (walk->core);
  g_autofree char *before = to_wall (walk->reminder, now - FORGET_OCCURRENCES_MS);

  return tidings_store_drop_moments (walk->core->store, walk->reminder->id, now - FORGET_MOMENTS_MS, error) &&
         tidings_store_drop_occurrences (walk->core->store, walk->reminder->id, before, error);
}

static gboolean
end_walk (Walk    *walk,
          GError **error)
{
  TidingsStore *store = walk->core->store;

  return forget (walk, error) &&
         tidings_store_set_planned (store, walk->reminder->id, walk->after != NULL ? walk->after : "", walk->planned_at, error) &&
         tidings_store_follow_moments (store, walk->reminder->id, error);
}

gboolean
tidings_occurrences_plan (TidingsCore      *core,
                          TidingsReminder  *reminder,
                          GHashTable       *known,
                          GError          **error)
{
  gint64 now = tidings_core_now (core);
  /* Longer than any offset between a wall clock and UTC, and than an occurrence stays open. */
  gint64 from = now - 2 * DAY_MS - reminder->overdue_s * 1000;
  g_auto(Walk) walk = { .core = core, .reminder = reminder, .known = known, .is_anew = TRUE, .now = now, .horizon = now };
  g_autofree char *after = to_wall (reminder, from);

  if (g_strcmp0 (after, reminder->wall) >= 0)
    set_after (&walk, after);

  return go_through (&walk, error) && plan_moved (&walk, error) && end_walk (&walk, error);
}

gboolean
tidings_occurrences_extend_one (TidingsCore  *core,
                                gint64        reminder_id,
                                gint64        horizon,
                                GError      **error)
{
  g_autoptr(TidingsReminder) reminder = tidings_store_get_reminder (core->store, reminder_id, error);
  gint64 now = tidings_core_now (core);
  g_auto(Walk) walk = { .core = core, .reminder = reminder, .now = now, .horizon = MAX (horizon, now) };

  if (reminder == NULL)
    return FALSE;
  if (!tidings_occurrences_repeats (reminder) || reminder->state == TIDINGS_REMINDER_DONE)
    return tidings_store_set_planned (core->store, reminder_id, reminder->wall, 0, error);
  /* Written down, and not planned yet. */
  if (*reminder->planned_wall == '\0')
    return tidings_occurrences_plan (core, reminder, NULL, error);

  set_after (&walk, reminder->planned_wall);

  return go_through (&walk, error) && end_walk (&walk, error);
}

gboolean
tidings_occurrences_extend (TidingsCore  *core,
                            gint64        horizon,
                            guint         limit,
                            gboolean     *is_done,
                            GError      **error)
{
  g_autoptr(GArray) ids = tidings_store_list_unplanned (core->store, horizon, limit);

  *is_done = ids->len < limit;
  if (ids->len == 0)
    return TRUE;
  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!tidings_rewind_note (core, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  for (guint i = 0; i < ids->len; i++)
    if (!tidings_occurrences_extend_one (core, g_array_index (ids, gint64, i), horizon, error))
      {
        tidings_core_rollback (core);
        return FALSE;
      }
  if (!tidings_core_commit (core, error))
    return FALSE;

  tidings_core_changed (core, "reminders");

  return TRUE;
}

gboolean
tidings_occurrences_find_present (TidingsCore       *core,
                                  TidingsReminder   *reminder,
                                  TidingsDueMoment  *moment,
                                  GError           **error)
{
  g_autoptr(GArray) moments = tidings_store_list_moments (core->store, reminder->id, error);
  const TidingsDueMoment *told = NULL;
  const TidingsDueMoment *next = NULL;
  /* What was sent while the clock was ahead is not what people mean; a clock is corrected by seconds all the time. */
  gint64 latest = tidings_core_now (core) + MINUTE_MS;

  *moment = (TidingsDueMoment) { 0 };
  if (moments == NULL)
    return FALSE;

  for (guint i = 0; i < moments->len; i++)
    {
      const TidingsDueMoment *candidate = &g_array_index (moments, TidingsDueMoment, i);

      if (candidate->state == TIDINGS_MOMENT_FIRED && candidate->due_at <= latest && (told == NULL || candidate->at > told->at))
        told = candidate;
    }
  if (told != NULL && tidings_occurrences_is_open (reminder, told->wall))
    {
      *moment = *told;
      return TRUE;
    }

  for (guint i = 0; i < moments->len; i++)
    {
      const TidingsDueMoment *candidate = &g_array_index (moments, TidingsDueMoment, i);

      if (candidate->state == TIDINGS_MOMENT_WAITS && (next == NULL || candidate->at < next->at))
        next = candidate;
    }
  if (next != NULL)
    *moment = *next;

  return TRUE;
}
