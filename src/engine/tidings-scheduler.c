/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders that fall due. */
#include "config.h"

#include "tidings-ahead.h"
#include "tidings-intake.h"
#include "tidings-moment.h"
#include "tidings-scheduler.h"
#include "tidings-store-handovers.h"
#include "tidings-store-people.h"
#include "tidings-store-reminders.h"

#define TYPE_ID "reminder"

/* Moments read at once; more are due in the next turn, so that the bus is answered in between. */
#define BATCH 50

/* Until when a text about the event makes sense: before the event until it begins, at the event within the type's grace. */
static gint64
late_at (TidingsReminder         *reminder,
         const TidingsDueMoment  *moment,
         TidingsAlertType        *type)
{
  gint64 grace_ms = (type->late_s > 0 ? type->late_s : 3600) * G_GINT64_CONSTANT (1000);

  return moment->before_s > 0 ? moment->at : moment->at + grace_ms;
}

static JsonObject *
make_values (TidingsReminder         *reminder,
             const TidingsDueMoment  *moment,
             TidingsPerson           *person)
{
  JsonObject *values = json_object_new ();
  g_autofree char *when = tidings_moment_describe (moment->at, person->zone, person->language);

  json_object_set_string_member (values, "title", reminder->title);
  json_object_set_string_member (values, "when", when);

  return values;
}

static gboolean
raise_for_person (TidingsCore             *core,
                  TidingsReminder         *reminder,
                  const TidingsDueMoment  *moment,
                  gint64                   person_id,
                  GError                 **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(JsonObject) values = NULL;
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, TYPE_ID);
  TidingsRaise raise = { .type = TYPE_ID, .source = "reminder", .occurrence_at = moment->at };
  TidingsOutcome *outcome = NULL;

  if ((person = tidings_store_get_person (core->store, person_id, error)) == NULL)
    return FALSE;

  raise.values = values = make_values (reminder, moment, person);
  outcome = tidings_intake_raise_for (core, person, type, &raise, TRUE, FALSE, late_at (reminder, moment, type),
                                      reminder->id, error);
  if (outcome == NULL)
    return FALSE;
  tidings_outcome_free (outcome);

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
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, TYPE_ID);
  g_autoptr(JsonObject) values = make_values (reminder, moment, person);
  TidingsRaise raise = { .type = TYPE_ID, .values = values, .source = "reminder", .occurrence_at = moment->at };

  return tidings_intake_hand_over (core, person, type, &raise, moment->due_at, late_at (reminder, moment, type), reminder->id,
                                   is_preview, error);
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
  if (!tidings_reminder_tells (reminder, handover->person_id) || reminder->state == TIDINGS_REMINDER_DONE)
    return TRUE;

  return raise_for_person (core, reminder, &moment, handover->person_id, error);
}

/* Whether a later text about the same event is due as well: then that one says it all. */
static gboolean
is_overtaken (TidingsReminder         *reminder,
              const TidingsDueMoment  *moment,
              gint64                   now)
{
  for (guint i = 0; i < reminder->n_before; i++)
    if (reminder->before_s[i] < moment->before_s && moment->at - reminder->before_s[i] * 1000 <= now)
      return TRUE;

  return FALSE;
}

static gboolean
fire_moment (TidingsCore             *core,
             const TidingsDueMoment  *moment,
             GError                 **error)
{
  g_autoptr(TidingsReminder) reminder = tidings_store_get_reminder (core->store, moment->reminder_id, error);
  gboolean overtaken;

  if (reminder == NULL)
    return FALSE;

  overtaken = is_overtaken (reminder, moment, tidings_core_now (core));
  for (guint i = 0; i < reminder->n_people; i++)
    {
      gboolean is_away = FALSE;

      if (!tidings_ahead_is_away (core, moment, reminder->people[i], &is_away, error) ||
          (!overtaken && !is_away && !raise_for_person (core, reminder, moment, reminder->people[i], error)))
        return FALSE;
    }

  return tidings_store_mark_moment_fired (core->store, moment, error);
}

gboolean
tidings_scheduler_fire (TidingsCore  *core,
                        GError      **error)
{
  g_autoptr(GArray) due = tidings_store_list_due_moments (core->store, tidings_core_now (core), BATCH);

  if (due->len == 0)
    return TRUE;

  /* The moment and its texts are one transaction, so that a crash repeats neither or both. */
  if (!tidings_core_begin (core, error))
    return FALSE;
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
