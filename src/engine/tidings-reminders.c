/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do with reminders. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-occurrences.h"
#include "tidings-recurrence.h"
#include "tidings-reason.h"
#include "tidings-reminders.h"
#include "tidings-rewind.h"
#include "tidings-scheduler.h"
#include "tidings-store-people.h"
#include "tidings-turns.h"

#define MAX_TITLE 200
#define MAX_LEAD_S (10 * 366 * 24 * 60 * 60)
#define MAX_SPAN_S (366 * 24 * 60 * 60)

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* Occurrences in a day: a text costs money. */
#define MAX_A_DAY 24

static gboolean
refuse (GError     **error,
        const char  *words)
{
  g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, words);

  return FALSE;
}

static gboolean
check_people (TidingsCore      *core,
              TidingsReminder  *reminder,
              GError          **error)
{
  if (reminder->n_people == 0)
    return refuse (error, _("Choose who is reminded"));

  for (guint i = 0; i < reminder->n_people; i++)
    {
      g_autoptr(TidingsPerson) person = tidings_store_get_person (core->store, reminder->people[i], error);

      if (person == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_type (TidingsCore      *core,
            TidingsReminder  *reminder,
            GError          **error)
{
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, reminder->type);
  const char *gap = type != NULL ? tidings_scheduler_find_gap (type) : NULL;

  if (type == NULL)
    {
      g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                   /* Translators: %s is what was typed for an alert type's id */
                   _("There is no alert type “%s”. “tidings types” lists them"), reminder->type);
      return FALSE;
    }
  if (gap != NULL)
    {
      g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                   /* Translators: the first %s is an alert type's id, the second the name of a value such as "unit" */
                   _("A reminder cannot be of the type “%s”: it has nothing to give for “%s”"), type->id, gap);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_offsets (TidingsReminder  *reminder,
               GError          **error)
{
  if (reminder->n_before == 0)
    return refuse (error, _("Choose when a text is sent"));

  for (guint i = 0; i < reminder->n_before; i++)
    {
      if (reminder->before_s[i] < 0)
        return refuse (error, _("A text goes before the event or at its time, not after it"));
      if (reminder->before_s[i] > MAX_LEAD_S)
        return refuse (error, _("A text goes at most ten years before the event"));
    }
  if (reminder->overdue_s < 0 || reminder->overdue_s > MAX_SPAN_S || reminder->late_s < -1 || reminder->late_s > MAX_SPAN_S)
    return refuse (error, _("Choose a time of at most a year"));

  return TRUE;
}

/* A rule is read again, so that nothing gets into the store that would be read as never. */
static gboolean
check_rule (TidingsReminder  *reminder,
            GError          **error)
{
  g_autofree char *rule = NULL;
  g_autoptr(GError) local_error = NULL;
  g_auto(GStrv) walls = NULL;

  if (!tidings_occurrences_repeats (reminder))
    return TRUE;
  if ((rule = tidings_recurrence_parse (reminder->rule, reminder->wall, NULL, 0, &local_error)) == NULL)
    return refuse (error, local_error->message);

  g_free (reminder->rule);
  reminder->rule = g_steal_pointer (&rule);
  walls = tidings_recurrence_list (reminder->rule, reminder->wall, NULL, MAX_A_DAY + 1);
  if (g_strv_length (walls) > MAX_A_DAY &&
      tidings_wall_clock_to_instant (walls[MAX_A_DAY], "UTC", NULL) -
      tidings_wall_clock_to_instant (walls[0], "UTC", NULL) < DAY_MS)
    return refuse (error, _("A reminder comes once an hour at most"));

  return TRUE;
}

static gboolean
check (TidingsCore      *core,
       TidingsReminder  *reminder,
       GError          **error)
{
  g_autoptr(GError) local_error = NULL;

  if (reminder->title == NULL || *g_strstrip (reminder->title) == '\0' || g_utf8_strlen (reminder->title, -1) > MAX_TITLE)
    return refuse (error, _("Say what the reminder is about, in at most 200 characters"));
  if (reminder->zone == NULL || *reminder->zone == '\0')
    {
      g_free (reminder->zone);
      reminder->zone = tidings_zone_dup_local ();
    }
  reminder->at = tidings_wall_clock_to_instant (reminder->wall, reminder->zone, &local_error);
  if (local_error != NULL)
    return refuse (error, local_error->message);

  return check_offsets (reminder, error) && check_rule (reminder, error) && check_type (core, reminder, error) &&
         check_people (core, reminder, error);
}

static gboolean
refuse_past (GError **error)
{
  return refuse (error, _("That time has already passed. Choose a later one"));
}

static gboolean
put_once (TidingsCore      *core,
          TidingsReminder  *reminder,
          GError          **error)
{
  gint64 now = tidings_core_now (core);

  /* Offsets are kept in descending order, so the last text is the latest. */
  if (reminder->at - reminder->before_s[reminder->n_before - 1] * 1000 <= now)
    return reminder->at <= now ? refuse_past (error) :
           refuse (error, _("All moments to text have passed already. Choose one closer to the event, or its own time"));

  return tidings_store_put_reminder (core->store, reminder, now, error);
}

static gboolean
put_repeating (TidingsCore      *core,
               TidingsReminder  *reminder,
               GError          **error)
{
  g_autoptr(GHashTable) known = tidings_store_read_known_moments (core->store, reminder->id, error);
  g_autoptr(TidingsReminder) written = NULL;

  if (known == NULL || !tidings_store_put_reminder (core->store, reminder, tidings_core_now (core), error) ||
      !tidings_occurrences_plan (core, reminder, known, error) ||
      (written = tidings_store_get_reminder (core->store, reminder->id, error)) == NULL)
    return FALSE;
  if (written->next_at == 0)
    return refuse_past (error);

  reminder->at = written->at;
  reminder->next_at = written->next_at;
  reminder->state = written->state;

  return TRUE;
}

/* Another rule may not have what was skipped or moved; whose turn it was stays known. */
static void
drop_strangers (TidingsCore     *core,
                TidingsReminder *reminder)
{
  gint64 now = tidings_core_now (core);

  for (guint i = reminder->exceptions->len; i > 0; i--)
    {
      TidingsOccurrence *occurrence = g_ptr_array_index (reminder->exceptions, i - 1);

      if (tidings_wall_clock_to_instant (occurrence->wall, "UTC", NULL) > now &&
          (!tidings_occurrences_repeats (reminder) || !tidings_occurrences_has (reminder, occurrence->wall)))
        g_ptr_array_remove_index (reminder->exceptions, i - 1);
    }
}

gboolean
tidings_reminders_put (TidingsCore      *core,
                       TidingsReminder  *reminder,
                       GError          **error)
{
  gint64 old_id = reminder->id;
  gboolean is_done;

  if (!check (core, reminder, error))
    return FALSE;

  drop_strangers (core, reminder);
  if (reminder->created_at == 0)
    reminder->created_at = tidings_core_now (core);
  /* What the old moments have put on hold belongs to a time that is no longer meant. */
  is_done = tidings_rewind_note (core, error) &&
            (old_id == 0 || tidings_core_cancel_waiting (core, 0, old_id, NULL, TIDINGS_REASON_CANCELED, error)) &&
            (tidings_occurrences_repeats (reminder) ? put_repeating (core, reminder, error) : put_once (core, reminder, error)) &&
            tidings_turns_refresh (core, reminder->id, error);
  if (!is_done)
    reminder->id = old_id;

  tidings_core_changed (core, "reminders");
  tidings_core_replan (core);

  return is_done;
}

/* After an occurrence changed: what else is to come, and what Twilio has. */
static gboolean
follow (TidingsCore      *core,
        TidingsReminder  *reminder,
        const char       *wall,
        GError          **error)
{
  /* The last one that was planned is the one that would have brought up the next. */
  if (tidings_occurrences_repeats (reminder) && g_strcmp0 (wall, reminder->planned_wall) >= 0 &&
      !tidings_occurrences_extend_one (core, reminder->id, tidings_core_now (core), error))
    return FALSE;

  tidings_core_changed (core, "reminders");
  tidings_core_replan (core);

  return tidings_rewind_note (core, error) && tidings_store_follow_moments (core->store, reminder->id, error) &&
         tidings_turns_refresh (core, reminder->id, error);
}

static gboolean
close_occurrence (TidingsCore             *core,
                  TidingsReminder         *reminder,
                  const char              *wall,
                  TidingsOccurrenceState   state,
                  const char              *reason,
                  GError                 **error)
{
  gint64 at = tidings_occurrences_get_instant (reminder, wall);
  TidingsOccurrence *occurrence = NULL;
  gint64 turn = 0;

  /* It was somebody's turn, also when it was done before they were told. */
  if (reminder->takes_turns && state == TIDINGS_OCCURRENCE_DONE && !tidings_turns_find (core, reminder, wall, &turn, error))
    return FALSE;

  occurrence = tidings_reminder_add_occurrence (reminder, wall);
  occurrence->state = state;
  if (turn != 0)
    occurrence->turn = turn;

  return tidings_store_put_occurrence (core->store, reminder->id, occurrence, error) &&
         tidings_store_pass_moments (core->store, reminder->id, wall, error) &&
         tidings_core_cancel_occurrence (core, reminder->id, at, reason, error) &&
         follow (core, reminder, wall, error);
}

gboolean
tidings_reminders_finish (TidingsCore      *core,
                          TidingsReminder  *reminder,
                          const char       *wall,
                          GError          **error)
{
  TidingsDueMoment present = { 0 };

  if (tidings_occurrences_repeats (reminder) && wall == NULL)
    {
      if (!tidings_occurrences_find_present (core, reminder, &present, error))
        return FALSE;
      wall = present.reminder_id != 0 ? present.wall : NULL;
    }
  if (tidings_occurrences_repeats (reminder) && wall != NULL)
    return close_occurrence (core, reminder, wall, TIDINGS_OCCURRENCE_DONE, TIDINGS_REASON_DONE, error);

  tidings_core_changed (core, "reminders");
  tidings_core_replan (core);

  return tidings_store_finish_reminder (core->store, reminder->id, error) &&
         tidings_core_cancel_waiting (core, 0, reminder->id, NULL, TIDINGS_REASON_DONE, error);
}

/* The one that was done last, by the rule's order; NULL if none is. */
static TidingsOccurrence *
find_last_done (TidingsReminder *reminder)
{
  TidingsOccurrence *last = NULL;

  for (guint i = 0; i < reminder->exceptions->len; i++)
    {
      TidingsOccurrence *occurrence = g_ptr_array_index (reminder->exceptions, i);

      if (occurrence->state == TIDINGS_OCCURRENCE_DONE && (last == NULL || g_strcmp0 (occurrence->wall, last->wall) > 0))
        last = occurrence;
    }

  return last;
}

/* A reminder that is done as a whole is open again; what has passed meanwhile passed. */
static gboolean
reopen_whole (TidingsCore      *core,
              TidingsReminder  *reminder,
              GError          **error)
{
  gboolean is_done;

  reminder->state = TIDINGS_REMINDER_ACTIVE;
  is_done = tidings_rewind_note (core, error) &&
            (tidings_occurrences_repeats (reminder)
               ? put_repeating (core, reminder, error)
               : tidings_store_put_reminder (core->store, reminder, tidings_core_now (core), error)) &&
            tidings_turns_refresh (core, reminder->id, error);
  tidings_core_changed (core, "reminders");
  tidings_core_replan (core);

  return is_done;
}

static gboolean
check_occurrence (TidingsReminder  *reminder,
                  const char       *wall,
                  GError          **error)
{
  if (tidings_occurrences_has (reminder, wall))
    return TRUE;

  g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
               /* Translators: %s is a moment, 2026-11-22T09:00 */
               _("The reminder does not come at %s"), wall);

  return FALSE;
}

static gboolean
is_over (TidingsCore     *core,
         TidingsReminder *reminder,
         gint64           at)
{
  return at - (reminder->n_before > 0 ? reminder->before_s[reminder->n_before - 1] : 0) * 1000 <= tidings_core_now (core);
}

/* Plans an occurrence anew where it is now, if the walk through the rule has been there, or will not find it there. */
static gboolean
replan (TidingsCore        *core,
        TidingsReminder    *reminder,
        TidingsOccurrence  *occurrence,
        GError            **error)
{
  gint64 at = tidings_occurrences_get_instant (reminder, occurrence->wall);
  g_autoptr(GHashTable) known = tidings_store_read_known_moments (core->store, reminder->id, error);

  if (known == NULL || !tidings_store_clear_moments (core->store, reminder->id, occurrence->wall, error) ||
      !tidings_store_put_occurrence (core->store, reminder->id, occurrence, error))
    return FALSE;
  if ((occurrence->moved_to != NULL || g_strcmp0 (occurrence->wall, reminder->planned_wall) <= 0) &&
      !tidings_store_plan_occurrence (core->store, reminder, occurrence->wall, at, tidings_core_now (core), known, error))
    return FALSE;

  return follow (core, reminder, occurrence->wall, error);
}

gboolean
tidings_reminders_reopen (TidingsCore      *core,
                          TidingsReminder  *reminder,
                          GError          **error)
{
  TidingsOccurrence *occurrence = NULL;

  if (reminder->state == TIDINGS_REMINDER_DONE)
    return reopen_whole (core, reminder, error);
  if ((occurrence = find_last_done (reminder)) == NULL)
    return refuse (error, _("Nothing of the reminder is done"));
  occurrence->state = TIDINGS_OCCURRENCE_PLANNED;

  return replan (core, reminder, occurrence, error);
}

gboolean
tidings_reminders_skip (TidingsCore      *core,
                        TidingsReminder  *reminder,
                        const char       *wall,
                        gboolean          skip,
                        GError          **error)
{
  TidingsOccurrence *occurrence = NULL;

  if (!tidings_occurrences_repeats (reminder))
    return refuse (error, _("The reminder comes only once. Remove it instead"));
  if (!check_occurrence (reminder, wall, error))
    return FALSE;
  if (skip)
    return close_occurrence (core, reminder, wall, TIDINGS_OCCURRENCE_SKIPPED, TIDINGS_REASON_SKIPPED, error);

  occurrence = tidings_reminder_add_occurrence (reminder, wall);
  if (occurrence->state != TIDINGS_OCCURRENCE_SKIPPED)
    return TRUE;
  occurrence->state = TIDINGS_OCCURRENCE_PLANNED;

  return replan (core, reminder, occurrence, error);
}

gboolean
tidings_reminders_move (TidingsCore      *core,
                        TidingsReminder  *reminder,
                        const char       *wall,
                        const char       *to,
                        GError          **error)
{
  TidingsOccurrence *occurrence = NULL;
  g_autoptr(GError) local_error = NULL;
  gint64 old_at;
  gint64 at;

  if (!check_occurrence (reminder, wall, error))
    return FALSE;
  if (*to == '\0')
    to = wall;
  at = tidings_wall_clock_to_instant (to, reminder->zone, &local_error);
  if (local_error != NULL)
    return refuse (error, local_error->message);
  if (is_over (core, reminder, at))
    return refuse_past (error);

  if (!tidings_occurrences_repeats (reminder))
    {
      g_free (reminder->wall);
      reminder->wall = g_strdup (to);
      return tidings_reminders_put (core, reminder, error);
    }
  if (!tidings_occurrences_is_open (reminder, wall))
    return refuse (error, _("That occurrence is done, or was taken out"));

  old_at = tidings_occurrences_get_instant (reminder, wall);
  occurrence = tidings_reminder_add_occurrence (reminder, wall);
  g_free (occurrence->moved_to);
  occurrence->moved_to = g_str_equal (to, wall) ? NULL : g_strdup (to);
  occurrence->state = TIDINGS_OCCURRENCE_PLANNED;

  return tidings_core_cancel_occurrence (core, reminder->id, old_at, TIDINGS_REASON_SKIPPED, error) &&
         replan (core, reminder, occurrence, error);
}

/* What was asked for once more and waits comes no more. */
static gboolean
drop_snoozed (TidingsCore      *core,
              TidingsReminder  *reminder,
              GError          **error)
{
  g_autoptr(GArray) moments = tidings_store_list_moments (core->store, reminder->id, error);

  if (moments == NULL)
    return FALSE;
  for (guint i = 0; i < moments->len; i++)
    {
      TidingsDueMoment *moment = &g_array_index (moments, TidingsDueMoment, i);

      if (moment->kind != TIDINGS_MOMENT_SNOOZED || moment->state != TIDINGS_MOMENT_WAITS)
        continue;
      moment->state = TIDINGS_MOMENT_PASSED;
      if (!tidings_store_put_moment (core->store, moment, error))
        return FALSE;
    }
  tidings_core_changed (core, "reminders");
  tidings_core_wake (core);

  return tidings_store_follow_moments (core->store, reminder->id, error) &&
         tidings_turns_refresh (core, reminder->id, error);
}

gboolean
tidings_reminders_snooze (TidingsCore      *core,
                          TidingsReminder  *reminder,
                          gint64            until,
                          GError          **error)
{
  gint64 now = tidings_core_now (core);
  TidingsDueMoment moment = { 0 };

  if (reminder->state == TIDINGS_REMINDER_DONE)
    return refuse (error, _("The reminder is done already"));
  if (until == 0)
    return drop_snoozed (core, reminder, error);
  if (until <= now)
    return refuse_past (error);
  if (until - now > MAX_SPAN_S * G_GINT64_CONSTANT (1000))
    return refuse (error, _("Choose a time of at most a year"));
  if (!tidings_occurrences_find_present (core, reminder, &moment, error))
    return FALSE;
  if (moment.reminder_id == 0)
    return refuse (error, _("Nothing of the reminder is open"));

  moment.kind = TIDINGS_MOMENT_SNOOZED;
  moment.before_s = 0;
  moment.due_at = until;
  moment.state = TIDINGS_MOMENT_WAITS;
  tidings_core_changed (core, "reminders");
  tidings_core_wake (core);

  return tidings_store_put_moment (core->store, &moment, error) &&
         tidings_store_follow_moments (core->store, reminder->id, error) &&
         tidings_turns_refresh (core, reminder->id, error);
}

char *
tidings_reminders_find_wall (TidingsCore  *core,
                             gint64        reminder,
                             gint64        at,
                             GError      **error)
{
  g_autoptr(GArray) moments = tidings_store_list_moments (core->store, reminder, error);

  for (guint i = 0; moments != NULL && i < moments->len; i++)
    {
      const TidingsDueMoment *moment = &g_array_index (moments, TidingsDueMoment, i);

      if (moment->at == at)
        return g_strdup (moment->wall);
    }

  return NULL;
}
