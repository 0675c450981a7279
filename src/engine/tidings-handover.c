/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has a reminder's moment: Twilio, or this computer. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-ahead-private.h"
#include "tidings-reason.h"
#include "tidings-scheduler.h"
#include "tidings-store-messages.h"

static gboolean
is_waiting_here (TidingsMessage *message)
{
  return message->state == TIDINGS_MESSAGE_HELD || message->state == TIDINGS_MESSAGE_QUEUED;
}

static gboolean
is_scheduled (TidingsMessage *message)
{
  return message->state == TIDINGS_MESSAGE_SENDING || message->state == TIDINGS_MESSAGE_IN_DOUBT ||
         message->state == TIDINGS_MESSAGE_SCHEDULED;
}

gboolean
tidings_handover_get_message (TidingsCore      *core,
                              TidingsHandover  *handover,
                              TidingsMessage  **message,
                              GError          **error)
{
  GError *local_error = NULL;

  *message = handover->message_id != 0 ? tidings_store_get_message (core->store, handover->message_id, &local_error) : NULL;
  if (local_error != NULL && !g_error_matches (local_error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  g_clear_error (&local_error);

  return TRUE;
}

gboolean
tidings_handover_let_go (TidingsCore      *core,
                         TidingsHandover  *handover,
                         gboolean          for_here,
                         GError          **error)
{
  handover->message_id = 0;
  g_clear_pointer (&handover->sid, g_free);
  g_clear_pointer (&handover->recall, g_free);
  handover->n_tries = 0;
  handover->next_at = 0;
  if (for_here ? !tidings_store_put_handover (core->store, handover, error) :
                 !tidings_store_remove_handover (core->store, handover->id, error))
    return FALSE;

  tidings_core_replan (core);

  return tidings_scheduler_raise_again (core, handover, error);
}

/* Ends a text that will not go; what it took from the limits comes back. */
static gboolean
end_message (TidingsCore     *core,
             TidingsMessage  *message,
             const char      *reason,
             const char      *fault,
             GError         **error)
{
  message->queued_at = 0;
  message->next_at = 0;

  return tidings_core_set_state (core, message, TIDINGS_MESSAGE_CANCELED, reason, "canceled", fault, error);
}

gboolean
tidings_ahead_is_away (TidingsCore             *core,
                       const TidingsDueMoment  *moment,
                       gint64                   person,
                       gboolean                *is_away,
                       GError                 **error)
{
  g_autoptr(TidingsHandover) handover = NULL;
  g_autoptr(TidingsMessage) message = NULL;

  *is_away = FALSE;
  if (!tidings_store_find_handover (core->store, moment->reminder_id, moment->wall, moment->due_at, person, &handover, error))
    return FALSE;
  if (handover == NULL || handover->message_id == 0)
    return TRUE;
  if (!tidings_handover_get_message (core, handover, &message, error))
    return FALSE;

  *is_away = message == NULL || !is_waiting_here (message);
  if (*is_away)
    return TRUE;

  return end_message (core, message, TIDINGS_REASON_NOT_AHEAD, TIDINGS_REASON_NOT_AHEAD, error) &&
         tidings_handover_let_go (core, handover, FALSE, error);
}

gboolean
tidings_ahead_call_back (TidingsCore     *core,
                         TidingsMessage  *message,
                         const char      *reason,
                         GError         **error)
{
  g_autoptr(TidingsHandover) handover = NULL;
  gboolean is_for_good = g_str_equal (reason, TIDINGS_REASON_CANCELED);

  if (message->send_at == 0)
    return TRUE;
  if (!tidings_store_find_handover_of (core->store, message->id, &handover, error))
    return FALSE;
  if (handover == NULL || !(is_waiting_here (message) || is_scheduled (message)))
    return TRUE;

  if (is_waiting_here (message))
    return end_message (core, message, reason, reason, error) &&
           (is_for_good || tidings_handover_let_go (core, handover, FALSE, error));

  /* It is being called back already; a person's word outweighs any other reason. */
  if (handover->recall != NULL && !is_for_good)
    return TRUE;

  g_free (handover->recall);
  handover->recall = g_strdup (reason);
  handover->n_tries = 0;
  handover->next_at = handover->sid != NULL ? tidings_core_now (core) : 0;
  if (!tidings_store_put_handover (core->store, handover, error) ||
      !tidings_store_add_event (core->store, message->id, tidings_core_now (core), "calling-back", reason, error))
    return FALSE;

  tidings_core_changed (core, "messages");
  tidings_core_wake (core);

  return TRUE;
}

/* In one transaction of its own: the text ends, and its moment is somebody else's. */
static gboolean
end_and_let_go (TidingsCore      *core,
                TidingsHandover  *handover,
                TidingsMessage   *message,
                const char       *reason,
                const char       *fault,
                GError          **error)
{
  gboolean is_over = g_str_equal (reason, TIDINGS_REASON_CANCELED);
  gboolean for_here = g_str_equal (reason, TIDINGS_REASON_NOT_AHEAD);

  if (!tidings_core_begin (core, error))
    return FALSE;

  if (is_over)
    {
      /* The row stays, so that nothing goes in its place. */
      g_clear_pointer (&handover->recall, g_free);
      handover->next_at = 0;
    }
  if ((message != NULL && !tidings_message_state_is_final (message->state) &&
       !end_message (core, message, reason, fault, error)) ||
      !(is_over ? tidings_store_put_handover (core->store, handover, error) :
                  tidings_handover_let_go (core, handover, for_here, error)))
    {
      tidings_core_rollback (core);
      return FALSE;
    }

  return tidings_core_commit (core, error);
}

gboolean
tidings_ahead_may_leave (TidingsCore     *core,
                         TidingsMessage  *message,
                         gboolean        *may_leave,
                         GError         **error)
{
  g_autoptr(TidingsHandover) handover = NULL;
  gint64 skew = core->twilio != NULL ? tidings_twilio_get_server_skew (core->twilio) : 0;
  gint64 lead = message->send_at - (tidings_core_now (core) + skew);

  if (!tidings_store_find_handover_of (core->store, message->id, &handover, error))
    return FALSE;

  /* Looked for at Twilio, not found there, and no longer wanted. */
  if (handover != NULL && handover->recall != NULL)
    {
      g_autofree char *reason = g_strdup (handover->recall);

      *may_leave = FALSE;
      return end_and_let_go (core, handover, message, reason, reason, error);
    }

  *may_leave = handover != NULL && core->settings.service != NULL && core->settings.schedules_ahead &&
               g_str_equal (handover->service, core->settings.service) &&
               lead >= TIDINGS_AHEAD_LEAST_MS && lead <= TIDINGS_AHEAD_MOST_MS;
  if (*may_leave)
    return TRUE;
  if (handover != NULL)
    return end_and_let_go (core, handover, message, TIDINGS_REASON_REPLANNED, TIDINGS_REASON_REPLANNED, error);

  return end_message (core, message, TIDINGS_REASON_REPLANNED, TIDINGS_REASON_REPLANNED, error);
}

gboolean
tidings_ahead_give_back (TidingsCore     *core,
                         TidingsMessage  *message,
                         const char      *fault,
                         GError         **error)
{
  g_autoptr(TidingsHandover) handover = NULL;

  if (!tidings_store_find_handover_of (core->store, message->id, &handover, error))
    return FALSE;
  if (handover == NULL)
    return end_message (core, message, TIDINGS_REASON_NOT_AHEAD, fault, error);
  if (handover->recall != NULL)
    {
      g_autofree char *reason = g_strdup (handover->recall);

      return end_and_let_go (core, handover, message, reason, fault, error);
    }

  return end_and_let_go (core, handover, message, TIDINGS_REASON_NOT_AHEAD, fault, error);
}

gboolean
tidings_handover_confirm (TidingsCore      *core,
                          TidingsHandover  *handover,
                          const char       *reason,
                          GError          **error)
{
  g_autoptr(TidingsMessage) message = NULL;
  g_autofree char *why = g_strdup (reason);

  if (!tidings_handover_get_message (core, handover, &message, error) ||
      !end_and_let_go (core, handover, message, why, why, error))
    return FALSE;

  if (g_str_equal (why, TIDINGS_REASON_NOT_AHEAD) && message != NULL)
    tidings_core_notice (core, TIDINGS_NOTICE_NOT_AHEAD, message, NULL,
                         _("Twilio did not keep it for later. This computer has to be on to send it in time"));

  return TRUE;
}

gboolean
tidings_handover_has_left (TidingsCore      *core,
                           TidingsHandover  *handover,
                           GError          **error)
{
  g_autoptr(TidingsMessage) message = NULL;
  gboolean is_too_early = g_strcmp0 (handover->recall, TIDINGS_REASON_NOT_AHEAD) == 0;

  if (!tidings_handover_get_message (core, handover, &message, error))
    return FALSE;

  g_clear_pointer (&handover->recall, g_free);
  handover->next_at = 0;
  if (!tidings_core_begin (core, error))
    return FALSE;
  if (message != NULL && !tidings_message_state_is_final (message->state))
    message->next_at = tidings_core_now (core);
  if (!tidings_store_put_handover (core->store, handover, error) ||
      (message != NULL && !tidings_core_set_state (core, message, message->state, message->reason, "left-anyway", NULL, error)))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  if (!tidings_core_commit (core, error))
    return FALSE;

  if (is_too_early && message != NULL)
    tidings_core_notice (core, TIDINGS_NOTICE_NOT_AHEAD, message, NULL,
                         _("Twilio did not keep it for later and sent it at once"));

  return TRUE;
}

/* What Twilio said of a text that was to be kept. */
static gboolean
note (TidingsCore           *core,
      TidingsMessage        *message,
      TidingsTwilioMessage  *answer,
      GError               **error)
{
  g_autoptr(TidingsHandover) handover = NULL;
  gint64 now = tidings_core_now (core);
  gboolean is_first;

  if (!tidings_store_find_handover_of (core->store, message->id, &handover, error))
    return FALSE;
  if (handover == NULL)
    return TRUE;

  is_first = handover->sid == NULL;
  if (is_first)
    handover->sid = g_strdup (answer->sid);
  /* One that was found late has had its moment. */
  if (is_first && answer->status != TIDINGS_TWILIO_STATUS_SCHEDULED && now < message->send_at &&
      !tidings_message_state_is_final (message->state))
    {
      if (handover->recall == NULL)
        handover->recall = g_strdup (TIDINGS_REASON_NOT_AHEAD);
      if (!tidings_store_add_event (core->store, message->id, now, "not-scheduled",
                                    tidings_twilio_status_to_string (answer->status), error))
        return FALSE;
    }
  if (!is_first)
    return TRUE;
  if (handover->recall != NULL)
    {
      handover->next_at = now;
      tidings_core_wake (core);
    }

  return tidings_store_put_handover (core->store, handover, error);
}

void
tidings_ahead_note_answer (TidingsCore          *core,
                           TidingsMessage       *message,
                           TidingsTwilioMessage *answer)
{
  g_autoptr(GError) error = NULL;

  if (message->send_at == 0 || answer->sid == NULL)
    return;
  if (!note (core, message, answer, &error))
    g_warning ("Could not keep who has message %" G_GINT64_FORMAT ": %s", message->id, error->message);
}

static gboolean
forget_one (TidingsCore      *core,
            TidingsHandover  *handover,
            gboolean          is_rehearsal,
            GError          **error)
{
  g_autoptr(TidingsMessage) message = NULL;

  if (!tidings_handover_get_message (core, handover, &message, error))
    return FALSE;

  /* What has not left, and what only a practice phone would get, is planned again with the new account. */
  if (message != NULL && (is_waiting_here (message) || (is_rehearsal && is_scheduled (message))))
    return end_message (core, message, TIDINGS_REASON_REPLANNED, TIDINGS_REASON_REPLANNED, error) &&
           tidings_handover_let_go (core, handover, FALSE, error);

  if (handover->recall == NULL && handover->next_at == 0)
    return TRUE;
  g_clear_pointer (&handover->recall, g_free);
  handover->next_at = 0;

  return tidings_store_put_handover (core->store, handover, error);
}

gboolean
tidings_ahead_forget_account (TidingsCore  *core,
                              gboolean      is_rehearsal,
                              GError      **error)
{
  g_autoptr(GPtrArray) handovers = tidings_store_list_handovers (core->store, 0, G_MAXINT, error);

  if (handovers == NULL)
    return FALSE;
  for (guint i = 0; i < handovers->len; i++)
    if (!forget_one (core, g_ptr_array_index (handovers, i), is_rehearsal, error))
      return FALSE;

  return TRUE;
}
