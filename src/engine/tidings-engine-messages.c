/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front door: alerts, messages and reminders. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-ahead.h"
#include "tidings-engine-private.h"
#include "tidings-intake.h"
#include "tidings-reason.h"
#include "tidings-release.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-store-reminders.h"

#define CODE_TYPE "verification_code"
#define MAX_TITLE 200

/* As tidings_before_parse() has it, and far from any overflow. */
#define MAX_LEAD_S (G_GINT64_CONSTANT (3660) * 86400)

GPtrArray *
tidings_engine_raise (TidingsEngine       *self,
                      const TidingsRaise  *raise,
                      gboolean             is_preview,
                      GError             **error)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), NULL);
  g_return_val_if_fail (raise != NULL && raise->type != NULL && raise->values != NULL, NULL);

  return tidings_intake_raise (tidings_engine_get_core (self), raise, is_preview, error);
}

static TidingsMessage *
get_message (TidingsCore  *core,
             gint64        id,
             GError      **error)
{
  GError *local_error = NULL;
  TidingsMessage *message = tidings_store_get_message (core->store, id, &local_error);

  if (message == NULL)
    tidings_core_take_error (error, local_error);

  return message;
}

static TidingsMessage *
copy_for_retry (TidingsMessage *old,
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
  message->source = g_strdup (old->source);
  message->dedupe = g_strdup (old->dedupe);
  message->priority = old->priority;
  message->alert_group = g_strdup (old->alert_group);
  message->reminder_id = old->reminder_id;
  message->occurrence_at = old->occurrence_at;
  message->media_url = g_strdup (old->media_url);
  message->created_at = now;
  message->updated_at = now;

  return message;
}

static gboolean
refuse_retry (TidingsMessage  *message,
              GError         **error)
{
  g_autofree char *words = tidings_reason_describe (message->reason, 0, message->person);

  g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_REFUSED, "%s: %s", message->reason, words);

  return FALSE;
}

/* A text that ended stays as it ended; another row with the same text goes its own way. */
static gboolean
send_copy (TidingsCore     *core,
           TidingsMessage  *old,
           gint64          *new_id,
           GError         **error)
{
  g_autoptr(TidingsMessage) message = copy_for_retry (old, tidings_core_now (core));
  g_autofree char *detail = g_strdup_printf ("%" G_GINT64_FORMAT, old->id);

  if (old->state == TIDINGS_MESSAGE_IN_DOUBT &&
      !tidings_core_set_state (core, old, TIDINGS_MESSAGE_FAILED, TIDINGS_REASON_LOST_ANSWER, "failed", NULL, error))
    return FALSE;
  if (!tidings_store_add_message (core->store, message, error) ||
      !tidings_store_add_event (core->store, message->id, message->created_at, "sent-again", detail, error) ||
      !tidings_release_one (core, message, TRUE, error))
    return FALSE;
  if (message->state == TIDINGS_MESSAGE_SKIPPED)
    return refuse_retry (message, error);

  *new_id = message->id;

  return TRUE;
}

static gboolean
hurry (TidingsCore     *core,
       TidingsMessage  *message,
       GError         **error)
{
  /* What the rules would stop now stays held as it is. */
  if (message->state == TIDINGS_MESSAGE_HELD)
    return tidings_release_one (core, message, TRUE, error) &&
           (message->state == TIDINGS_MESSAGE_QUEUED || refuse_retry (message, error));

  message->next_at = tidings_core_now (core);
  message->until = 0;

  return tidings_core_set_state (core, message, TIDINGS_MESSAGE_QUEUED, NULL, "retry", NULL, error);
}

/* Whether somebody still finds out what becomes of it. */
static gboolean
is_followed (TidingsEngine  *self,
             TidingsMessage *message)
{
  TidingsOutbox *outbox = tidings_engine_get_outbox (self);

  if (tidings_outbox_has (outbox, message->id))
    return TRUE;

  switch (message->state)
    {
    case TIDINGS_MESSAGE_SENDING:
      return TRUE;
    case TIDINGS_MESSAGE_IN_DOUBT:
      return tidings_outbox_is_looking (outbox, message);
    case TIDINGS_MESSAGE_ACCEPTED:
    case TIDINGS_MESSAGE_SCHEDULED:
    case TIDINGS_MESSAGE_SENT:
      return g_strcmp0 (message->reason, TIDINGS_REASON_NO_RECEIPT) != 0;
    default:
      return FALSE;
    }
}

static gboolean
check_retry (TidingsEngine   *self,
             TidingsMessage  *message,
             GError         **error)
{
  if (g_str_equal (message->type, CODE_TYPE))
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                         _("A code is not sent again. Send a new one"));
  else if (message->state == TIDINGS_MESSAGE_DELIVERED)
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, _("This text has arrived"));
  else if (is_followed (self, message))
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, _("This text is still on its way"));
  else
    return TRUE;

  return FALSE;
}

gint64
tidings_engine_retry (TidingsEngine  *self,
                      gint64          id,
                      GError        **error)
{
  TidingsCore *core;
  g_autoptr(TidingsMessage) message = NULL;
  GError *local_error = NULL;
  gint64 new_id = id;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), 0);

  core = tidings_engine_get_core (self);
  if ((message = get_message (core, id, error)) == NULL || !check_retry (self, message, error))
    return 0;

  if (tidings_core_begin (core, &local_error))
    {
      gboolean is_done = message->state == TIDINGS_MESSAGE_HELD || message->state == TIDINGS_MESSAGE_QUEUED ?
                         hurry (core, message, &local_error) : send_copy (core, message, &new_id, &local_error);

      if (!is_done)
        tidings_core_rollback (core);
      else
        tidings_core_commit (core, &local_error);
    }
  if (local_error != NULL)
    {
      tidings_core_take_error (error, local_error);
      return 0;
    }

  tidings_core_wake (core);

  return new_id;
}

/* What Twilio keeps for later is canceled there, and nothing goes in its place. */
static gboolean
call_back (TidingsCore     *core,
           TidingsMessage  *message,
           GError         **error)
{
  GError *local_error = NULL;

  if (tidings_core_begin (core, &local_error))
    {
      if (tidings_ahead_call_back (core, message, TIDINGS_REASON_CANCELED, &local_error))
        tidings_core_commit (core, &local_error);
      else
        tidings_core_rollback (core);
    }
  if (local_error == NULL)
    return TRUE;

  tidings_core_take_error (error, local_error);

  return FALSE;
}

static gboolean
refuse_cancel (TidingsMessage  *message,
               GError         **error)
{
  if (message->state == TIDINGS_MESSAGE_IN_DOUBT)
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                         _("Twilio is still being asked whether it has this text. Try again in a few minutes"));
  else
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                         tidings_message_state_is_final (message->state) ?
                         _("This text has ended; there is nothing to cancel") :
                         _("This text has left already and cannot be called back"));

  return FALSE;
}

/* Somebody has decided about what may have arrived: nobody is asked any more. It stays counted, as it may be billed. */
static gboolean
leave (TidingsCore     *core,
       TidingsMessage  *message,
       GError         **error)
{
  message->next_at = 0;

  return tidings_core_set_state (core, message, TIDINGS_MESSAGE_FAILED, TIDINGS_REASON_LOST_ANSWER, "left", NULL, error);
}

gboolean
tidings_engine_cancel (TidingsEngine  *self,
                       gint64          id,
                       GError        **error)
{
  TidingsCore *core;
  g_autoptr(TidingsMessage) message = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  core = tidings_engine_get_core (self);
  if ((message = get_message (core, id, error)) == NULL)
    return FALSE;
  if (message->state == TIDINGS_MESSAGE_SCHEDULED && message->send_at > tidings_core_now (core))
    return call_back (core, message, error);
  if (message->state == TIDINGS_MESSAGE_IN_DOUBT && !is_followed (self, message))
    {
      leave (core, message, &local_error);
    }
  else if (message->state == TIDINGS_MESSAGE_HELD || message->state == TIDINGS_MESSAGE_QUEUED)
    {
      message->queued_at = 0;
      tidings_core_set_state (core, message, TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_CANCELED, "canceled", NULL, &local_error);
    }
  else
    {
      return refuse_cancel (message, error);
    }

  if (local_error == NULL)
    return TRUE;

  tidings_core_take_error (error, local_error);

  return FALSE;
}

static gboolean
check_people (TidingsCore      *core,
              TidingsReminder  *reminder,
              GError          **error)
{
  if (reminder->n_people == 0)
    {
      g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, _("Choose who is reminded"));
      return FALSE;
    }

  for (guint i = 0; i < reminder->n_people; i++)
    {
      GError *local_error = NULL;
      g_autoptr(TidingsPerson) person = tidings_store_get_person (core->store, reminder->people[i], &local_error);

      if (person == NULL)
        {
          tidings_core_take_error (error, local_error);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_reminder (TidingsCore      *core,
                TidingsReminder  *reminder,
                GError          **error)
{
  g_autoptr(GError) local_error = NULL;
  gint64 last;

  if (reminder->title == NULL || *g_strstrip (reminder->title) == '\0' || g_utf8_strlen (reminder->title, -1) > MAX_TITLE)
    {
      g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                           _("Say what the reminder is about, in at most 200 characters"));
      return FALSE;
    }
  if (reminder->zone == NULL || *reminder->zone == '\0')
    {
      g_free (reminder->zone);
      reminder->zone = tidings_zone_dup_local ();
    }
  reminder->at = tidings_wall_clock_to_instant (reminder->wall, reminder->zone, &local_error);
  if (local_error != NULL)
    {
      g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, local_error->message);
      return FALSE;
    }
  if (reminder->n_before == 0)
    {
      g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, _("Choose when a text is sent"));
      return FALSE;
    }
  for (guint i = 0; i < reminder->n_before; i++)
    if (reminder->before_s[i] < 0 || reminder->before_s[i] > MAX_LEAD_S)
      {
        g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, reminder->before_s[i] < 0 ?
                             _("A text goes before the event or at its time, not after it") :
                             _("A text goes at most ten years before the event"));
        return FALSE;
      }

  /* Offsets are kept in descending order, so the last text is the latest. */
  last = reminder->at - reminder->before_s[reminder->n_before - 1] * 1000;
  if (last <= tidings_core_now (core))
    {
      g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                           _("That time has already passed. Choose a later one"));
      return FALSE;
    }

  return check_people (core, reminder, error);
}

gboolean
tidings_engine_put_reminder (TidingsEngine    *self,
                             TidingsReminder  *reminder,
                             GError          **error)
{
  TidingsCore *core;
  GError *local_error = NULL;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (TIDINGS_IS_REMINDER (reminder), FALSE);

  core = tidings_engine_get_core (self);
  if (!check_reminder (core, reminder, error))
    return FALSE;

  /* What the old moments have put on hold belongs to a time that is no longer meant. */
  if (tidings_core_begin (core, &local_error))
    {
      if ((reminder->id != 0 &&
           !tidings_core_cancel_waiting (core, 0, reminder->id, NULL, TIDINGS_REASON_CANCELED, &local_error)) ||
          !tidings_store_put_reminder (core->store, reminder, tidings_core_now (core), &local_error))
        tidings_core_rollback (core);
      else
        tidings_core_commit (core, &local_error);
    }
  if (local_error != NULL)
    {
      tidings_core_take_error (error, local_error);
      return FALSE;
    }

  tidings_core_changed (core, "reminders");
  tidings_core_replan (core);

  return TRUE;
}

TidingsReminder *
tidings_engine_get_reminder (TidingsEngine  *self,
                             gint64          id,
                             GError        **error)
{
  GError *local_error = NULL;
  TidingsReminder *reminder;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), NULL);

  reminder = tidings_store_get_reminder (tidings_engine_get_core (self)->store, id, &local_error);
  if (reminder == NULL)
    tidings_core_take_error (error, local_error);

  return reminder;
}

static gboolean
end_reminder (TidingsEngine  *self,
              gint64          id,
              gboolean        remove,
              GError        **error)
{
  TidingsCore *core = tidings_engine_get_core (self);
  GError *local_error = NULL;

  if (tidings_core_begin (core, &local_error))
    {
      gboolean is_done = remove ? tidings_store_remove_reminder (core->store, id, &local_error) :
                                  tidings_store_finish_reminder (core->store, id, &local_error);

      if (!is_done || !tidings_core_cancel_waiting (core, 0, id, NULL, TIDINGS_REASON_REMOVED, &local_error))
        tidings_core_rollback (core);
      else
        tidings_core_commit (core, &local_error);
    }
  if (local_error != NULL)
    {
      tidings_core_take_error (error, local_error);
      return FALSE;
    }

  tidings_core_changed (core, "reminders");
  tidings_core_replan (core);

  return TRUE;
}

gboolean
tidings_engine_finish_reminder (TidingsEngine  *self,
                                gint64          id,
                                GError        **error)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  return end_reminder (self, id, FALSE, error);
}

gboolean
tidings_engine_remove_reminder (TidingsEngine  *self,
                                gint64          id,
                                GError        **error)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  return end_reminder (self, id, TRUE, error);
}
