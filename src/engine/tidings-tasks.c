/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What DONE and LATER are about: reminders, and chores that an alert told of. */
#include "config.h"

#include "tidings-answer.h"
#include "tidings-format.h"
#include "tidings-occurrences.h"
#include "tidings-reason.h"
#include "tidings-reminders.h"
#include "tidings-store-inbound.h"
#include "tidings-store-messages.h"
#include "tidings-store-reminders.h"
#include "tidings-tasks.h"

/* A text that comes again less than this before the event helps nobody. */
#define LEAST_SNOOZE_MS (5 * 60 * G_GINT64_CONSTANT (1000))

/* How long a text that was put off makes sense after its new moment, where its type does not say. */
#define GRACE_MS (60 * 60 * G_GINT64_CONSTANT (1000))

#define MAX_TITLE 60

void
tidings_task_free (TidingsTask *task)
{
  if (task == NULL)
    return;

  g_clear_object (&task->message);
  g_clear_object (&task->reminder);
  g_free (task->title);
  g_free (task);
}

/* The first words of a text, where there is no title; what it asks for is not what it is about. */
static char *
dup_beginning (const char *body)
{
  g_autofree char *rest = tidings_answer_drop_requests (body);
  g_autofree char *line = g_strndup (rest, strcspn (rest, "\n"));

  if (g_utf8_strlen (line, -1) > MAX_TITLE)
    {
      g_autofree char *cut = g_utf8_substring (line, 0, MAX_TITLE - 1);

      return g_strconcat (cut, "…", NULL);
    }

  return g_steal_pointer (&line);
}

static TidingsTask *
task_new (TidingsMessage  *message,
          TidingsReminder *reminder)
{
  TidingsTask *task = g_new0 (TidingsTask, 1);

  task->message = g_object_ref (message);
  if (reminder != NULL)
    task->reminder = g_object_ref (reminder);
  task->title = reminder != NULL ? g_strdup (reminder->title) : dup_beginning (message->body);

  return task;
}

/* The rule's wall clock of the occurrence that a text was about; %NULL of what comes only once, or is too long ago. */
static gboolean
read_wall (TidingsCore      *core,
           TidingsReminder  *reminder,
           TidingsMessage   *message,
           char            **wall,
           GError          **error)
{
  GError *local_error = NULL;

  *wall = NULL;
  if (tidings_occurrences_repeats (reminder))
    *wall = tidings_reminders_find_wall (core, reminder->id, message->occurrence_at, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

/* The reminder if it is still open for the person, NULL otherwise. */
static gboolean
read_open_reminder (TidingsCore      *core,
                    gint64            id,
                    gint64            person,
                    TidingsReminder **reminder,
                    GError          **error)
{
  GError *local_error = NULL;

  *reminder = tidings_store_get_reminder (core->store, id, &local_error);
  if (local_error != NULL && !g_error_matches (local_error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  g_clear_error (&local_error);
  if (*reminder != NULL && ((*reminder)->state == TIDINGS_REMINDER_DONE || !tidings_reminder_tells (*reminder, person)))
    g_clear_object (reminder);

  return TRUE;
}

static gboolean
was_finished (TidingsCore *core,
              gint64       message)
{
  g_autoptr(GPtrArray) events = tidings_store_list_events (core->store, message, NULL);

  for (guint i = 0; events != NULL && i < events->len; i++)
    if (g_str_equal (((TidingsEvent *) g_ptr_array_index (events, i))->what, "done"))
      return TRUE;

  return FALSE;
}

/* Whether a text told of something that is open; a chore's says so itself, because it asks for DONE. */
static gboolean
look_at (TidingsCore     *core,
         TidingsMessage  *message,
         TidingsPerson   *person,
         TidingsTask    **task,
         GError         **error)
{
  g_autoptr(TidingsReminder) reminder = NULL;
  g_autofree char *wall = NULL;

  if (message->reminder_id != 0)
    {
      if (!read_open_reminder (core, message->reminder_id, person->id, &reminder, error) ||
          (reminder != NULL && !read_wall (core, reminder, message, &wall, error)))
        return FALSE;
      /* Another occurrence may be open, but this text was not about it. */
      if (reminder != NULL && (wall == NULL ? !tidings_occurrences_repeats (reminder) :
                                              tidings_occurrences_is_open (reminder, wall)))
        *task = task_new (message, reminder);
    }
  else if (tidings_answer_asks_for_done (message->body) && !was_finished (core, message->id))
    {
      *task = task_new (message, NULL);
    }

  return TRUE;
}

gboolean
tidings_tasks_find (TidingsCore    *core,
                    TidingsPerson  *person,
                    gint64          number,
                    gint64          at,
                    TidingsTask   **task,
                    GError        **error)
{
  g_autoptr(GPtrArray) texts = NULL;

  *task = NULL;
  texts = tidings_store_list_texts_to (core->store, person->number, at - TIDINGS_TASK_MS, at, error);
  if (texts == NULL)
    return FALSE;

  /* People know a reminder's number from its list; a text's from the log. */
  for (guint pass = number != 0 ? 0 : 2; pass < 3 && *task == NULL; pass++)
    for (guint i = 0; i < texts->len && *task == NULL; i++)
      {
        TidingsMessage *message = g_ptr_array_index (texts, i);

        if ((pass == 0 && message->reminder_id != number) || (pass == 1 && message->id != number) || (pass == 2 && number != 0))
          continue;
        if (!look_at (core, message, person, task, error))
          return FALSE;
      }

  return TRUE;
}

/* The copy that LATER holds, NULL if there is none. */
static TidingsMessage *
find_snoozed (TidingsCore *core,
              TidingsTask *task)
{
  g_autoptr(GPtrArray) held = tidings_store_list_messages_in (core->store, 1u << TIDINGS_MESSAGE_HELD, NULL);

  for (guint i = 0; held != NULL && i < held->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (held, i);

      if (g_strcmp0 (message->reason, TIDINGS_REASON_SNOOZED) == 0 && g_str_equal (message->to, task->message->to) &&
          message->reminder_id == task->message->reminder_id && message->occurrence_at == task->message->occurrence_at &&
          (message->reminder_id != 0 || g_str_equal (message->body, task->message->body)))
        return g_object_ref (message);
    }

  return NULL;
}

gboolean
tidings_tasks_finish (TidingsCore  *core,
                      TidingsTask  *task,
                      GError      **error)
{
  g_autoptr(TidingsMessage) snoozed = NULL;
  g_autofree char *wall = NULL;

  if (task->reminder != NULL)
    {
      if (!read_wall (core, task->reminder, task->message, &wall, error) ||
          !tidings_reminders_finish (core, task->reminder, wall, error))
        return FALSE;
    }
  else if ((snoozed = find_snoozed (core, task)) != NULL)
    {
      snoozed->next_at = 0;
      if (!tidings_core_set_state (core, snoozed, TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_DONE, "canceled", TIDINGS_REASON_DONE, error))
        return FALSE;
    }

  return tidings_store_add_event (core->store, task->message->id, tidings_core_now (core), "done", task->title, error);
}

static TidingsMessage *
copy (TidingsMessage *old,
      gint64          now)
{
  TidingsMessage *message = tidings_message_new ();

  message->person_id = old->person_id;
  message->person = g_strdup (old->person);
  message->to = g_strdup (old->to);
  message->type = g_strdup (old->type);
  message->body = g_strdup (old->body);
  message->n_segments = old->n_segments;
  message->encoding = old->encoding;
  message->source = g_strdup ("answer");
  message->priority = old->priority;
  message->alert_group = g_strdup (old->alert_group);
  message->reminder_id = old->reminder_id;
  message->occurrence_at = old->occurrence_at;
  message->moment_at = old->moment_at;
  message->moment_wall = g_strdup (old->moment_wall);
  message->media_url = g_strdup (old->media_url);
  message->created_at = now;
  message->updated_at = now;

  return message;
}

/* An hour later, or when the event begins; 0 if neither makes sense any more. @late_at: (out): until when it does then. */
static gint64
plan_snooze (TidingsCore *core,
             TidingsTask *task,
             gint64       at,
             gint64      *late_at)
{
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, task->message->type);
  gint64 grace_ms = type != NULL && type->late_s > 0 ? type->late_s * G_GINT64_CONSTANT (1000) : GRACE_MS;
  gint64 now = tidings_core_now (core);
  gint64 until = at + TIDINGS_SNOOZE_MS;
  gint64 event_at = task->message->occurrence_at;

  if (task->reminder != NULL && !tidings_occurrences_repeats (task->reminder))
    event_at = task->reminder->at;

  /* A word that was heard late is obeyed at once, as long as that still is of use. */
  *late_at = until + grace_ms;
  if (task->reminder != NULL && at < event_at)
    {
      until = MIN (until, event_at);
      *late_at = until < event_at ? event_at : until + grace_ms;
      if (until - at < LEAST_SNOOZE_MS)
        return 0;
    }
  until = MAX (until, now);

  return until <= *late_at ? until : 0;
}

gboolean
tidings_tasks_snooze (TidingsCore  *core,
                      TidingsTask  *task,
                      gint64        at,
                      gint64       *until,
                      GError      **error)
{
  g_autoptr(TidingsMessage) snoozed = find_snoozed (core, task);
  gint64 now = tidings_core_now (core);
  gint64 late_at = 0;
  gboolean is_first = snoozed == NULL;
  g_autofree char *when = NULL;
  g_autofree char *detail = g_strdup_printf ("%" G_GINT64_FORMAT, task->message->id);

  *until = plan_snooze (core, task, at, &late_at);
  if (*until == 0)
    return tidings_store_add_event (core->store, task->message->id, now, "not-snoozed", task->title, error);

  if (is_first)
    snoozed = copy (task->message, now);
  snoozed->until = *until;
  snoozed->next_at = *until;
  snoozed->late_at = late_at;
  snoozed->state = TIDINGS_MESSAGE_HELD;
  g_free (snoozed->reason);
  snoozed->reason = g_strdup (TIDINGS_REASON_SNOOZED);
  when = tidings_format_iso (*until);

  if (is_first && (!tidings_store_add_message (core->store, snoozed, error) ||
                   !tidings_store_add_event (core->store, snoozed->id, now, "sent-again", detail, error)))
    return FALSE;

  tidings_core_changed (core, "messages");
  tidings_core_wake (core);

  return tidings_store_update_message (core->store, snoozed, error) &&
         tidings_store_add_event (core->store, snoozed->id, now, "held", TIDINGS_REASON_SNOOZED, error) &&
         tidings_store_add_event (core->store, task->message->id, now, "snoozed", when, error);
}
