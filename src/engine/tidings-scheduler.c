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
late_at (TidingsReminder  *reminder,
         gint64            before_s,
         TidingsAlertType *type)
{
  gint64 grace_ms = (type->late_s > 0 ? type->late_s : 3600) * G_GINT64_CONSTANT (1000);

  return before_s > 0 ? reminder->at : reminder->at + grace_ms;
}

static JsonObject *
make_values (TidingsReminder *reminder,
             TidingsPerson   *person)
{
  JsonObject *values = json_object_new ();
  g_autofree char *when = tidings_moment_describe (reminder->at, person->zone, person->language);

  json_object_set_string_member (values, "title", reminder->title);
  json_object_set_string_member (values, "when", when);

  return values;
}

static gboolean
raise_for_person (TidingsCore      *core,
                  TidingsReminder  *reminder,
                  gint64            before_s,
                  gint64            person_id,
                  GError          **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(JsonObject) values = NULL;
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, TYPE_ID);
  TidingsRaise raise = { .type = TYPE_ID, .source = "reminder" };
  TidingsOutcome *outcome = NULL;

  if ((person = tidings_store_get_person (core->store, person_id, error)) == NULL)
    return FALSE;

  raise.values = values = make_values (reminder, person);
  outcome = tidings_intake_raise_for (core, person, type, &raise, TRUE, FALSE, late_at (reminder, before_s, type),
                                      reminder->id, error);
  if (outcome == NULL)
    return FALSE;
  tidings_outcome_free (outcome);

  return TRUE;
}

TidingsMessage *
tidings_scheduler_hand_over (TidingsCore      *core,
                             TidingsReminder  *reminder,
                             gint64            before_s,
                             TidingsPerson    *person,
                             gboolean          is_preview,
                             GError          **error)
{
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, TYPE_ID);
  g_autoptr(JsonObject) values = make_values (reminder, person);
  TidingsRaise raise = { .type = TYPE_ID, .values = values, .source = "reminder" };

  return tidings_intake_hand_over (core, person, type, &raise, reminder->at - before_s * 1000,
                                   late_at (reminder, before_s, type), reminder->id, is_preview, error);
}

gboolean
tidings_scheduler_raise_again (TidingsCore  *core,
                               gint64        reminder_id,
                               gint64        due_at,
                               gint64        person_id,
                               GError      **error)
{
  g_autoptr(TidingsReminder) reminder = NULL;
  g_autoptr(GError) local_error = NULL;
  gboolean is_told = FALSE;

  /* The moment has not had its turn, or is no longer meant. */
  if (!tidings_store_has_fired_moment (core->store, reminder_id, due_at))
    return TRUE;

  reminder = tidings_store_get_reminder (core->store, reminder_id, &local_error);
  if (g_error_matches (local_error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
    return TRUE;
  if (reminder == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  for (guint i = 0; i < reminder->n_people; i++)
    is_told |= reminder->people[i] == person_id;
  if (!is_told || reminder->state == TIDINGS_REMINDER_DONE)
    return TRUE;

  return raise_for_person (core, reminder, (reminder->at - due_at) / 1000, person_id, error);
}

/* Whether a later text about the same event is due as well: then that one says it all. */
static gboolean
is_overtaken (TidingsReminder *reminder,
              gint64           before_s,
              gint64           now)
{
  for (guint i = 0; i < reminder->n_before; i++)
    if (reminder->before_s[i] < before_s && reminder->at - reminder->before_s[i] * 1000 <= now)
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

  overtaken = is_overtaken (reminder, moment->before_s, tidings_core_now (core));
  for (guint i = 0; i < reminder->n_people; i++)
    {
      gboolean is_away = FALSE;

      if (!tidings_ahead_is_away (core, moment->reminder_id, moment->due_at, reminder->people[i], &is_away, error) ||
          (!overtaken && !is_away && !raise_for_person (core, reminder, moment->before_s, reminder->people[i], error)))
        return FALSE;
    }

  return tidings_store_mark_moment_fired (core->store, moment->reminder_id, moment->before_s, error);
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
