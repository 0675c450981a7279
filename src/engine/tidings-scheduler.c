/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders that fall due. */
#include "config.h"

#include "tidings-ahead.h"
#include "tidings-chores.h"
#include "tidings-intake.h"
#include "tidings-moment.h"
#include "tidings-occurrences.h"
#include "tidings-rewind.h"
#include "tidings-scheduler.h"
#include "tidings-store-handovers.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-store-reminders.h"
#include "tidings-turns.h"
#include "tidings-zone-watch.h"

#define DEFAULT_TYPE "reminder"

/* Moments read at once; more are due in the next turn, so that the bus is answered in between. */
#define BATCH 50

/* How long a text at the event makes sense, where neither the reminder nor its type says. */
#define GRACE_S 3600

/* A type that was removed since leaves its reminders as plain ones. */
static TidingsAlertType *
get_type (TidingsCore *core,
          const char  *id)
{
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, id);

  return type != NULL && tidings_scheduler_find_gap (type) == NULL ? type : tidings_catalog_lookup (core->catalog, DEFAULT_TYPE);
}

/* Until when a text about the event makes sense: before the event until it begins, at the event within the type's grace; in
 * both cases longer where the reminder says so. */
static gint64
get_late_at (TidingsReminder         *reminder,
             const TidingsDueMoment  *moment,
             TidingsAlertType        *type)
{
  gint64 grace_s = reminder->late_s >= 0 ? reminder->late_s : type->late_s > 0 ? type->late_s : GRACE_S;

  if (moment->kind == TIDINGS_MOMENT_TEXT && moment->before_s > 0)
    return moment->at + MAX (reminder->late_s, 0) * 1000;

  return MAX (moment->at, moment->due_at) + grace_s * 1000;
}

const char *
tidings_scheduler_find_gap (TidingsAlertType *type)
{
  for (guint i = 0; type->fields != NULL && type->fields[i] != NULL; i++)
    {
      gboolean is_text = type->kinds == NULL || type->kinds[i] == TIDINGS_FIELD_TEXT;

      if (!g_str_has_suffix (type->fields[i], "?") && (!is_text || tidings_reminder_find_value (type->fields[i]) == TIDINGS_REMINDER_VALUE_NONE))
        return type->fields[i];
    }

  return NULL;
}

static void
add_value (JsonObject *values,
           const char *field,
           const char *text)
{
  g_autofree char *path = g_strndup (field, strcspn (field, "?"));

  json_object_set_string_member (values, path, text);
}

static JsonObject *
make_values (TidingsReminder         *reminder,
             TidingsAlertType        *type,
             const TidingsDueMoment  *moment,
             TidingsPerson           *person)
{
  JsonObject *values = json_object_new ();
  g_autofree char *when = tidings_moment_describe (moment->at, person->zone, person->language);

  for (guint i = 0; type->fields != NULL && type->fields[i] != NULL; i++)
    switch (tidings_reminder_find_value (type->fields[i]))
      {
      case TIDINGS_REMINDER_VALUE_TITLE:
        add_value (values, type->fields[i], reminder->title);
        break;
      case TIDINGS_REMINDER_VALUE_WHEN:
        add_value (values, type->fields[i], when);
        break;
      case TIDINGS_REMINDER_VALUE_PERSON:
        add_value (values, type->fields[i], person->name);
        break;
      case TIDINGS_REMINDER_VALUE_NONE:
      default:
        break;
      }

  return values;
}

gboolean
tidings_scheduler_raise (TidingsCore             *core,
                         TidingsReminder         *reminder,
                         const char              *type_id,
                         const TidingsDueMoment  *moment,
                         gint64                   late_at,
                         gint64                   person_id,
                         TidingsOutcome         **outcome,
                         GError                 **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(JsonObject) values = NULL;
  TidingsAlertType *type = get_type (core, type_id != NULL ? type_id : reminder->type);
  TidingsRaise raise = { .type = type->id, .source = "reminder", .occurrence_at = moment->at, .moment_at = moment->due_at,
                         .moment_wall = moment->wall };
  TidingsOutcome *result = NULL;
  gboolean was_told = FALSE;

  if (outcome != NULL)
    *outcome = NULL;
  if (!tidings_rewind_was_told (core, moment, person_id, &was_told, error))
    return FALSE;
  if (was_told)
    return TRUE;
  if ((person = tidings_store_get_person (core->store, person_id, error)) == NULL)
    return FALSE;

  raise.values = values = make_values (reminder, type, moment, person);
  raise.gathers = tidings_core_now (core) - moment->due_at > TIDINGS_LATE_MS;
  result = tidings_intake_raise_for (core, person, type, &raise, TRUE, FALSE, late_at, reminder->id, error);
  if (result == NULL)
    return FALSE;

  if (outcome != NULL)
    *outcome = result;
  else
    tidings_outcome_free (result);

  return TRUE;
}

TidingsMessage *
tidings_scheduler_hand_over (TidingsCore             *core,
                             TidingsReminder         *reminder,
                             const TidingsDueMoment  *moment,
                             TidingsPerson           *person,
                             gboolean                 is_preview,
                             GError                 **error)
{
  TidingsAlertType *type = get_type (core, reminder->type);
  g_autoptr(JsonObject) values = make_values (reminder, type, moment, person);
  TidingsRaise raise = { .type = type->id, .values = values, .source = "reminder", .occurrence_at = moment->at,
                         .moment_at = moment->due_at, .moment_wall = moment->wall };

  return tidings_intake_hand_over (core, person, type, &raise, moment->due_at, get_late_at (reminder, moment, type),
                                   reminder->id, is_preview, error);
}

gboolean
tidings_scheduler_raise_again (TidingsCore            *core,
                               const TidingsHandover  *handover,
                               GError                **error)
{
  g_autoptr(TidingsReminder) reminder = NULL;
  g_autoptr(GError) local_error = NULL;
  TidingsDueMoment moment;

  if (!tidings_store_find_text_moment (core->store, handover->reminder_id, handover->wall, handover->due_at, &moment, error))
    return FALSE;
  /* The moment has not had its turn, or is no longer meant. */
  if (moment.reminder_id == 0 || moment.state != TIDINGS_MOMENT_FIRED)
    return TRUE;

  reminder = tidings_store_get_reminder (core->store, handover->reminder_id, &local_error);
  if (g_error_matches (local_error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
    return TRUE;
  if (reminder == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!tidings_reminder_tells (reminder, handover->person_id) || reminder->state == TIDINGS_REMINDER_DONE ||
      !tidings_occurrences_is_open (reminder, handover->wall))
    return TRUE;

  return tidings_scheduler_raise (core, reminder, NULL, &moment,
                                  get_late_at (reminder, &moment, get_type (core, reminder->type)), handover->person_id, NULL,
                                  error);
}

/* Whom the moment's texts are for: everybody, or whose turn it is. */
static gboolean
list_told (TidingsCore             *core,
           TidingsReminder         *reminder,
           const TidingsDueMoment  *moment,
           GArray                  *told,
           GError                 **error)
{
  gint64 person = 0;

  if (!reminder->takes_turns)
    {
      g_array_append_vals (told, reminder->people, reminder->n_people);
      return TRUE;
    }
  if (!tidings_turns_find (core, reminder, moment->wall, &person, error))
    return FALSE;
  if (person != 0)
    g_array_append_val (told, person);

  return TRUE;
}

gboolean
tidings_scheduler_record_missed (TidingsCore             *core,
                                 TidingsReminder         *reminder,
                                 const TidingsDueMoment  *last,
                                 guint                    n_missed,
                                 GError                 **error)
{
  g_autoptr(GArray) told = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *count = g_strdup_printf (n_missed >= TIDINGS_MISSED_COUNT ? "%u+" : "%u", n_missed);

  if (!list_told (core, reminder, last, told, error))
    return FALSE;

  for (guint i = 0; i < told->len; i++)
    {
      TidingsOutcome *outcome = NULL;
      gboolean is_kept;

      if (!tidings_scheduler_raise (core, reminder, NULL, last, last->at, g_array_index (told, gint64, i), &outcome, error))
        return FALSE;

      outcome->message->n_repeats = n_missed - 1;
      is_kept = tidings_store_update_message (core->store, outcome->message, error) &&
                tidings_store_add_event (core->store, outcome->message->id, tidings_core_now (core), "missed", count, error);
      tidings_outcome_free (outcome);
      if (!is_kept)
        return FALSE;
    }

  return TRUE;
}

typedef enum {
  TURN_NONE,        /* a later text about the same event is due as well: that one says it all */
  TURN_MISSED,      /* the event has begun, and the next one's text is due as well */
  TURN_TELLS,
} Turn;

static Turn
find_turn (const TidingsDueMoment  *moment,
           GArray                  *moments,
           gint64                   now)
{
  Turn turn = TURN_TELLS;

  for (guint i = 0; i < moments->len; i++)
    {
      const TidingsDueMoment *other = &g_array_index (moments, TidingsDueMoment, i);

      if (other->kind != TIDINGS_MOMENT_TEXT || other->state == TIDINGS_MOMENT_PASSED || other->due_at > now)
        continue;
      if (moment->kind == TIDINGS_MOMENT_TEXT && other->at == moment->at && g_str_equal (other->wall, moment->wall) &&
          other->before_s < moment->before_s)
        return TURN_NONE;
      if (other->at > moment->at && moment->at <= now && now - moment->due_at > TIDINGS_LATE_MS)
        turn = TURN_MISSED;
    }

  return turn;
}

/* Of a chore that takes turns, Twilio may have been given the text when it was somebody else's. */
static gboolean
find_away (TidingsCore             *core,
           TidingsReminder         *reminder,
           const TidingsDueMoment  *moment,
           gint64                  *person,
           GError                 **error)
{
  *person = 0;
  for (guint i = 0; i < reminder->n_people; i++)
    {
      gboolean is_away = FALSE;

      if (!tidings_ahead_is_away (core, moment, reminder->people[i], &is_away, error))
        return FALSE;
      if (is_away)
        *person = reminder->people[i];
    }

  return TRUE;
}

static gboolean
tell (TidingsCore             *core,
      TidingsReminder         *reminder,
      const TidingsDueMoment  *moment,
      Turn                     turn,
      GError                 **error)
{
  g_autoptr(GArray) told = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 late_at = get_late_at (reminder, moment, get_type (core, reminder->type));
  gint64 away = 0;

  if (turn == TURN_MISSED)
    late_at = MIN (late_at, moment->at);
  if (reminder->takes_turns && moment->kind == TIDINGS_MOMENT_TEXT)
    {
      if (!find_away (core, reminder, moment, &away, error))
        return FALSE;
      if (away != 0)
        return tidings_turns_keep (core, reminder, moment->wall, away, error);
    }
  if (!list_told (core, reminder, moment, told, error))
    return FALSE;

  for (guint i = 0; i < told->len; i++)
    {
      gint64 person = g_array_index (told, gint64, i);
      gboolean is_away = FALSE;

      if (moment->kind == TIDINGS_MOMENT_TEXT && !tidings_ahead_is_away (core, moment, person, &is_away, error))
        return FALSE;
      if ((turn != TURN_NONE && !is_away &&
           !tidings_scheduler_raise (core, reminder, NULL, moment, late_at, person, NULL, error)) ||
          (reminder->takes_turns && !tidings_turns_keep (core, reminder, moment->wall, person, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
fire_moment (TidingsCore             *core,
             const TidingsDueMoment  *moment,
             GError                 **error)
{
  g_autoptr(TidingsReminder) reminder = tidings_store_get_reminder (core->store, moment->reminder_id, error);
  g_autoptr(GArray) moments = reminder != NULL ? tidings_store_list_moments (core->store, reminder->id, error) : NULL;
  Turn turn;

  if (moments == NULL)
    return FALSE;

  turn = find_turn (moment, moments, tidings_core_now (core));
  if (moment->kind == TIDINGS_MOMENT_OVERDUE ? !tidings_chores_fall_overdue (core, reminder, moment, error) :
                                               !tell (core, reminder, moment, turn, error))
    return FALSE;

  return tidings_store_mark_moment_fired (core->store, moment, error) &&
         (!reminder->takes_turns || tidings_turns_refresh (core, reminder->id, error));
}

static gboolean
fire_due (TidingsCore  *core,
          GError      **error)
{
  g_autoptr(GArray) due = tidings_store_list_due_moments (core->store, tidings_core_now (core), BATCH);

  if (due->len == 0)
    return TRUE;

  /* The moment and its texts are one transaction, so that a crash repeats neither or both. */
  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!tidings_rewind_note (core, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  for (guint i = 0; i < due->len; i++)
    if (!fire_moment (core, &g_array_index (due, TidingsDueMoment, i), error))
      {
        tidings_core_rollback (core);
        return FALSE;
      }
  if (!tidings_core_commit (core, error))
    return FALSE;

  tidings_core_changed (core, "reminders");
  tidings_core_changed (core, "messages");
  tidings_core_wake (core);

  return TRUE;
}

gboolean
tidings_scheduler_fire (TidingsCore  *core,
                        GError      **error)
{
  gboolean is_done = FALSE;

  if (!tidings_zone_watch_work (core, &is_done, error))
    return FALSE;
  if (is_done && !tidings_rewind_work (core, &is_done, error))
    return FALSE;
  if (!is_done)
    {
      tidings_core_wake (core);
      return TRUE;
    }
  /* What went by is known as a whole before any of it has its turn: whether a later one says it all. */
  if (!tidings_occurrences_extend (core, tidings_core_now (core), BATCH, &is_done, error))
    return FALSE;
  if (!is_done)
    {
      tidings_core_wake (core);
      return TRUE;
    }

  return fire_due (core, error);
}
