/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan of what Twilio is given ahead of time. */
#include "config.h"

#include "tidings-ahead-private.h"
#include "tidings-occurrences.h"
#include "tidings-reason.h"
#include "tidings-rewind.h"
#include "tidings-scheduler.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-store-reminders.h"
#include "tidings-turns.h"

/* Looked at in one turn, so that the bus is answered in between. */
#define BATCH 20

/* Texts that may wait to be given away at once, so that an alert does not stand behind a month of reminders. */
#define MAX_WAITING 20

/* Time for a text to get from the plan to Twilio before it is too late to be given away. */
#define ON_THE_WAY_MS (30 * G_GINT64_CONSTANT (1000))

/* A moment that was is forgotten after this; nothing asks for it any more. */
#define FORGET_MS (14 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static gboolean
may_plan (TidingsCore *core)
{
  return tidings_core_can_send (core) && core->settings.service != NULL && core->settings.schedules_ahead;
}

/* Now by Twilio's clock: its window is measured there. */
static gint64
get_server_now (TidingsCore *core)
{
  return tidings_core_now (core) + (core->twilio != NULL ? tidings_twilio_get_server_skew (core->twilio) : 0);
}

/* The reminder and person of a handover; %NULL where they are gone. */
static gboolean
read_both (TidingsCore      *core,
           gint64            reminder_id,
           gint64            person_id,
           TidingsReminder **reminder,
           TidingsPerson   **person,
           GError          **error)
{
  GError *local_error = NULL;

  *reminder = tidings_store_get_reminder (core->store, reminder_id, &local_error);
  if (g_error_matches (local_error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
    g_clear_error (&local_error);
  if (local_error == NULL)
    *person = tidings_store_get_person (core->store, person_id, &local_error);
  if (g_error_matches (local_error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
    g_clear_error (&local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

/* Of a chore that takes turns only whose turn it is gets the text. */
static gboolean
is_for (TidingsCore      *core,
        TidingsReminder  *reminder,
        const char       *wall,
        gint64            person,
        gboolean         *is_theirs,
        GError          **error)
{
  gint64 turn = person;

  if (reminder->takes_turns && !tidings_turns_find (core, reminder, wall, &turn, error))
    return FALSE;
  *is_theirs = turn == person;

  return TRUE;
}

/* Why what Twilio has is no longer what it would be given now; %NULL if it still is. */
static const char *
find_difference (TidingsCore      *core,
                 TidingsHandover  *handover,
                 TidingsMessage   *message,
                 GError          **error)
{
  g_autoptr(TidingsReminder) reminder = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(TidingsMessage) wanted = NULL;
  TidingsDueMoment moment;
  gboolean is_theirs = FALSE;

  if (!read_both (core, handover->reminder_id, handover->person_id, &reminder, &person, error))
    return NULL;
  if (reminder == NULL || person == NULL || reminder->state == TIDINGS_REMINDER_DONE || !tidings_reminder_tells (reminder, person->id))
    return TIDINGS_REASON_REMOVED;
  if (!tidings_store_find_text_moment (core->store, reminder->id, handover->wall, handover->due_at, &moment, error))
    return NULL;
  if (!tidings_occurrences_is_open (reminder, handover->wall))
    return TIDINGS_REASON_SKIPPED;
  if (moment.reminder_id == 0 || !g_str_equal (person->number, message->to))
    return TIDINGS_REASON_REPLANNED;
  if (!is_for (core, reminder, handover->wall, person->id, &is_theirs, error))
    return NULL;
  if (!is_theirs)
    return TIDINGS_REASON_REPLANNED;
  if (!core->settings.schedules_ahead || g_strcmp0 (handover->service, core->settings.service) != 0)
    return TIDINGS_REASON_REPLANNED;

  if ((wanted = tidings_scheduler_hand_over (core, reminder, &moment, person, TRUE, error)) == NULL)
    return NULL;
  if (wanted->state != TIDINGS_MESSAGE_QUEUED)
    return g_intern_string (wanted->reason);

  return wanted->send_at == message->send_at && g_str_equal (wanted->body, message->body) ? NULL : TIDINGS_REASON_REPLANNED;
}

static gboolean
review_one (TidingsCore      *core,
            TidingsHandover  *handover,
            GError          **error)
{
  g_autoptr(TidingsMessage) message = NULL;
  const char *difference;
  GError *local_error = NULL;

  if (handover->recall != NULL)
    return TRUE;
  if (!tidings_handover_get_message (core, handover, &message, error))
    return FALSE;
  if (message == NULL)
    {
      /* Its person was removed with all texts; what Twilio has of them is called back without one. */
      if (handover->sid == NULL || handover->due_at < tidings_core_now (core) - FORGET_MS)
        return TRUE;
      handover->recall = g_strdup (TIDINGS_REASON_REMOVED);
      handover->next_at = tidings_core_now (core);
      return tidings_store_put_handover (core->store, handover, error);
    }
  if (tidings_message_state_is_final (message->state) || message->send_at <= tidings_core_now (core))
    return TRUE;

  difference = find_difference (core, handover, message, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  return difference == NULL || tidings_ahead_call_back (core, message, difference, error);
}

/* Returns whether all were looked at. */
static gboolean
review (TidingsAhead  *self,
        GError       **error)
{
  g_autoptr(GPtrArray) handovers = tidings_store_list_handovers (self->core->store, self->reviewed, BATCH, error);

  if (handovers == NULL || !tidings_core_begin (self->core, error))
    return FALSE;
  for (guint i = 0; i < handovers->len; i++)
    if (!review_one (self->core, g_ptr_array_index (handovers, i), error))
      {
        tidings_core_rollback (self->core);
        return FALSE;
      }
  if (!tidings_core_commit (self->core, error))
    return FALSE;

  if (handovers->len > 0)
    self->reviewed = ((TidingsHandover *) g_ptr_array_index (handovers, handovers->len - 1))->id;

  return handovers->len < BATCH;
}

/* The moment's row and its text are one transaction, so that a crash leaves both or none. */
static gboolean
plan_one (TidingsCore              *core,
          const TidingsFreeMoment  *free,
          GError                  **error)
{
  g_autoptr(TidingsReminder) reminder = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(TidingsMessage) message = NULL;
  TidingsHandover handover = { .reminder_id = free->reminder_id, .due_at = free->due_at, .person_id = free->person_id };
  TidingsDueMoment moment = { .reminder_id = free->reminder_id, .before_s = free->before_s, .at = free->at, .due_at = free->due_at };
  gboolean is_theirs = FALSE;
  gboolean was_told = FALSE;

  g_strlcpy (moment.wall, free->wall, sizeof moment.wall);
  if (!read_both (core, free->reminder_id, free->person_id, &reminder, &person, error))
    return FALSE;
  if (reminder == NULL || person == NULL)
    return TRUE;
  if (!is_for (core, reminder, moment.wall, person->id, &is_theirs, error))
    return FALSE;
  /* A clock that was put back may have brought back what has left. */
  if (is_theirs && !tidings_rewind_was_told (core, &moment, person->id, &was_told, error))
    return FALSE;
  if (!is_theirs || was_told)
    return TRUE;
  if ((message = tidings_scheduler_hand_over (core, reminder, &moment, person, FALSE, error)) == NULL)
    return FALSE;
  /* The rules say no for that moment; they are asked again when it has come. */
  if (message->id == 0)
    return TRUE;

  handover.wall = moment.wall;
  handover.message_id = message->id;
  handover.service = (char *) core->settings.service;

  return tidings_store_put_handover (core->store, &handover, error);
}

static void
end_pass (TidingsAhead *self)
{
  gint64 horizon = get_server_now (self->core) + TIDINGS_AHEAD_MOST_MS - ON_THE_WAY_MS;
  gint64 beyond = may_plan (self->core) ? tidings_store_get_moment_after (self->core->store, horizon) : 0;

  self->is_planning = FALSE;
  /* A second later than need be, so that a moment is surely inside when it is looked for. */
  self->plan_at = beyond != 0 ? beyond - (horizon - tidings_core_now (self->core)) + 1000 : 0;
}

static gboolean
plan (TidingsAhead  *self,
      GError       **error)
{
  TidingsCore *core = self->core;
  gint64 now = get_server_now (core);
  g_autoptr(GArray) moments = NULL;
  gboolean is_extended = FALSE;

  /* Texts of several occurrences may lie in the window. */
  if (!tidings_occurrences_extend (core, now + TIDINGS_AHEAD_MOST_MS - ON_THE_WAY_MS, BATCH, &is_extended, error))
    return FALSE;
  if (!is_extended)
    {
      tidings_core_wake (core);
      return TRUE;
    }

  moments = tidings_store_list_free_moments (core->store, now + TIDINGS_AHEAD_LEAST_MS + ON_THE_WAY_MS,
                                             now + TIDINGS_AHEAD_MOST_MS - ON_THE_WAY_MS, &self->planned, BATCH, error);
  if (moments == NULL || !tidings_core_begin (core, error))
    return FALSE;
  for (guint i = 0; i < moments->len; i++)
    if (!plan_one (core, &g_array_index (moments, TidingsFreeMoment, i), error))
      {
        tidings_core_rollback (core);
        return FALSE;
      }
  if (!tidings_core_commit (core, error))
    return FALSE;

  if (moments->len > 0)
    {
      self->planned = g_array_index (moments, TidingsFreeMoment, moments->len - 1);
      tidings_core_changed (core, "messages");
    }
  if (moments->len < BATCH)
    end_pass (self);
  tidings_core_wake (core);

  return TRUE;
}

static void
begin_pass (TidingsAhead *self)
{
  g_autoptr(GError) error = NULL;

  self->core->is_plan_stale = FALSE;
  self->is_planning = TRUE;
  self->reviewed = 0;
  self->planned = (TidingsFreeMoment) { 0 };
  self->plan_at = 0;
  if (!tidings_store_drop_handovers (self->core->store, tidings_rewind_get_sure_now (self->core) - FORGET_MS, &error))
    g_warning ("Old moments stay in the store: %s", error->message);
}

static void
go_on (TidingsAhead *self)
{
  TidingsCore *core = self->core;
  g_autoptr(GError) error = NULL;
  gboolean is_reviewed = self->reviewed == G_MAXINT64;

  if (!is_reviewed)
    {
      if (review (self, &error))
        self->reviewed = G_MAXINT64;
      tidings_core_wake (core);
    }
  else if (!may_plan (core))
    {
      end_pass (self);
    }
  else if (tidings_store_count_messages_in (core->store, 1u << TIDINGS_MESSAGE_QUEUED) < MAX_WAITING)
    {
      plan (self, &error);
    }

  if (error != NULL)
    {
      /* Whatever changes next, or the next start, begins anew. */
      g_warning ("What Twilio is given ahead of time cannot be planned: %s", error->message);
      self->is_planning = FALSE;
    }
}

/* A request that an earlier process had on its way has no answer any more. */
static void
begin (TidingsAhead *self)
{
  g_autoptr(GError) error = NULL;

  self->has_begun = TRUE;
  if (!tidings_store_hurry_handovers (self->core->store, tidings_core_now (self->core), &error))
    g_warning ("What is called back waits for its turn: %s", error->message);
}

void
tidings_ahead_work (TidingsAhead *self)
{
  gint64 now = tidings_core_now (self->core);

  if (!self->has_begun)
    begin (self);
  tidings_recall_work (self);
  if (self->core->is_taking_over)
    return;
  if (self->core->is_plan_stale || (self->plan_at != 0 && self->plan_at <= now))
    begin_pass (self);
  if (self->is_planning)
    go_on (self);
}

gint64
tidings_ahead_get_next_at (TidingsAhead *self)
{
  gint64 recall_at = tidings_core_can_send (self->core) && self->n_asking == 0 ?
                     tidings_store_get_next_handover_at (self->core->store) : 0;

  if (recall_at == 0 || self->plan_at == 0)
    return MAX (recall_at, self->plan_at);

  return MIN (recall_at, self->plan_at);
}

gboolean
tidings_ahead_is_busy (TidingsAhead *self)
{
  return self->n_asking > 0;
}

TidingsAhead *
tidings_ahead_new (TidingsCore   *core,
                   TidingsOutbox *outbox)
{
  TidingsAhead *self = g_new0 (TidingsAhead, 1);

  self->core = core;
  self->outbox = outbox;
  core->is_plan_stale = TRUE;

  return self;
}

void
tidings_ahead_free (TidingsAhead *self)
{
  /* Answers that are still to come find the mark, and the last one frees it. */
  self->is_gone = TRUE;
  if (self->n_asking == 0)
    g_free (self);
}
