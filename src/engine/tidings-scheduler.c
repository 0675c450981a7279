/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders that fall due. */
#include "config.h"

#include "tidings-intake.h"
#include "tidings-moment.h"
#include "tidings-scheduler.h"
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

static gboolean
raise_for_person (TidingsCore      *core,
                  TidingsReminder  *reminder,
                  gint64            person_id,
                  gint64            late,
                  GError          **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(JsonObject) values = json_object_new ();
  g_autofree char *when = NULL;
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, TYPE_ID);
  TidingsRaise raise = { .type = TYPE_ID, .values = values, .source = "reminder" };
  TidingsOutcome *outcome = NULL;

  if ((person = tidings_store_get_person (core->store, person_id, error)) == NULL)
    return FALSE;

  when = tidings_moment_describe (reminder->at, person->zone, person->language);
  json_object_set_string_member (values, "title", reminder->title);
  json_object_set_string_member (values, "when", when);

  outcome = tidings_intake_raise_for (core, person, type, &raise, TRUE, FALSE, late, reminder->id, error);
  if (outcome == NULL)
    return FALSE;
  tidings_outcome_free (outcome);

  return TRUE;
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
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, TYPE_ID);
  gboolean overtaken;
  gint64 late;

  if (reminder == NULL)
    return FALSE;

  overtaken = is_overtaken (reminder, moment->before_s, tidings_core_now (core));
  late = late_at (reminder, moment->before_s, type);
  for (guint i = 0; !overtaken && i < reminder->n_people; i++)
    if (!raise_for_person (core, reminder, reminder->people[i], late, error))
      return FALSE;

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
