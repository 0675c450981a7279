/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front door: alerts and messages. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-forgetting.h"
#include "tidings-ahead.h"
#include "tidings-engine-private.h"
#include "tidings-intake.h"
#include "tidings-programs.h"
#include "tidings-reason.h"
#include "tidings-release.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"

#define CODE_TYPE "verification_code"

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

void
tidings_engine_raise_all (TidingsEngine       *self,
                          const TidingsRaise  *raises,
                          guint                n,
                          GPtrArray          **outcomes,
                          GError             **errors)
{
  g_return_if_fail (TIDINGS_IS_ENGINE (self));
  g_return_if_fail (raises != NULL || n == 0);

  tidings_intake_raise_all (tidings_engine_get_core (self), raises, n, outcomes, errors);
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
  message->moment_at = old->moment_at;
  message->moment_wall = g_strdup (old->moment_wall);
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

/* A text that ended stays as it ended; another row with the same text goes its own way. @program: (nullable): who wants it; what
 * a person sends by hand is the household's own, whoever asked for it first. */
static gboolean
send_copy (TidingsCore           *core,
           TidingsMessage        *old,
           const TidingsProgram  *program,
           gint64                *new_id,
           GError               **error)
{
  g_autoptr(TidingsMessage) message = copy_for_retry (old, tidings_core_now (core));
  g_autofree char *detail = g_strdup_printf ("%" G_GINT64_FORMAT, old->id);

  if (old->state == TIDINGS_MESSAGE_IN_DOUBT &&
      !tidings_core_set_state (core, old, TIDINGS_MESSAGE_FAILED, TIDINGS_REASON_LOST_ANSWER, "failed", NULL, error))
    return FALSE;
  message->program_id = program != NULL ? program->id : 0;
  if (!tidings_store_add_message (core->store, message, error) ||
      !tidings_store_add_event (core->store, message->id, message->created_at, "sent-again", detail, error) ||
      !tidings_release_one (core, message, program == NULL, error))
    return FALSE;
  if (message->state == TIDINGS_MESSAGE_SKIPPED)
    return refuse_retry (message, error);

  *new_id = message->id;

  return TRUE;
}

static gboolean
hurry (TidingsCore     *core,
       TidingsMessage  *message,
       gboolean         is_forced,
       GError         **error)
{
  /* What the rules would stop now stays held as it is. */
  if (message->state == TIDINGS_MESSAGE_HELD)
    return tidings_release_one (core, message, is_forced, error) &&
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

/* @identity: (nullable): the program that wants it; %NULL for a person */
static gboolean
send_again (TidingsCore     *core,
            TidingsMessage  *message,
            const char      *identity,
            gint64          *new_id,
            GError         **error)
{
  /* The text's source is what another called itself. */
  const TidingsRaise raise = { .program = identity };
  g_autoptr(TidingsProgram) program = NULL;

  if (!tidings_programs_meet (core, &raise, FALSE, &program, error))
    return FALSE;
  if (message->state == TIDINGS_MESSAGE_HELD || message->state == TIDINGS_MESSAGE_QUEUED)
    return hurry (core, message, program == NULL, error);

  return send_copy (core, message, program, new_id, error);
}

static gint64
retry (TidingsEngine  *self,
       gint64          id,
       const char     *identity,
       GError        **error)
{
  TidingsCore *core;
  g_autoptr(TidingsMessage) message = NULL;
  GError *local_error = NULL;
  gint64 new_id = id;

  core = tidings_engine_get_core (self);
  if ((message = get_message (core, id, error)) == NULL || !check_retry (self, message, error))
    return 0;

  if (tidings_core_begin (core, &local_error))
    {
      if (!send_again (core, message, identity, &new_id, &local_error))
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

gint64
tidings_engine_retry (TidingsEngine  *self,
                      gint64          id,
                      GError        **error)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), 0);

  return retry (self, id, NULL, error);
}

gint64
tidings_engine_retry_for_program (TidingsEngine  *self,
                                  gint64          id,
                                  const char     *program,
                                  GError        **error)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), 0);
  g_return_val_if_fail (program != NULL, 0);

  return retry (self, id, program, error);
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

gboolean
tidings_engine_delete_message (TidingsEngine  *self,
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
  if (!tidings_message_state_is_final (message->state))
    {
      g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                           _("This text has not ended yet and cannot be deleted"));
      return FALSE;
    }

  if (tidings_forgetting_delete (core, id, &local_error))
    return TRUE;

  tidings_core_take_error (error, local_error);

  return FALSE;
}
