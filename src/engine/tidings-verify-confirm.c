/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes of Twilio's Verify that come back. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-arrivals.h"
#include "tidings-store-messages.h"
#include "tidings-verification.h"
#include "tidings-verify-private.h"

#define CODE_TOO_MANY_TRIES 60202

/**
 * Confirming:
 * @digits: wiped at the end
 * @asker: (nullable): who typed them
 */
typedef struct {
  TidingsVerify *verify;
  GTask *task;
  TidingsPerson *person;
  TidingsCode *code;
  char *service;
  char *digits;
  char *asker;
} Confirming;

static void
confirming_free (Confirming *self)
{
  explicit_bzero (self->digits, strlen (self->digits));
  g_free (self->digits);
  g_free (self->asker);
  g_free (self->service);
  tidings_code_free (self->code);
  g_object_unref (self->person);
  g_object_unref (self->task);
  g_free (self);
}

/* Consumes both. */
static void
fail (Confirming *self,
      GError     *error)
{
  g_task_return_error (self->task, error);
  confirming_free (self);
}

static void
fail_with (Confirming         *self,
           TidingsEngineError  code,
           const char         *words)
{
  fail (self, g_error_new_literal (TIDINGS_ENGINE_ERROR, code, words));
}

/* The digits came back, so they were on the phone. */
static gboolean
mark_delivered (TidingsCore  *core,
                gint64        id,
                GError      **error)
{
  g_autoptr(TidingsMessage) message = tidings_store_get_message (core->store, id, NULL);

  /* The log may have been emptied meanwhile. */
  if (message == NULL || tidings_message_state_is_final (message->state))
    return TRUE;

  message->next_at = 0;
  message->until = 0;
  if (!tidings_core_set_state (core, message, TIDINGS_MESSAGE_DELIVERED, NULL, "delivered", NULL, error))
    return FALSE;
  tidings_arrivals_note_delivered (core, message);

  return TRUE;
}

static void
succeed (Confirming *self)
{
  TidingsCore *core = self->verify->core;
  g_autoptr(TidingsPerson) person = NULL;
  GError *error = NULL;

  /* As it is now: the number may be another since the code was typed. */
  person = tidings_store_get_person (core->store, self->person->id, &error);
  if (person == NULL)
    {
      fail (self, error);
      return;
    }
  if (!g_str_equal (person->number, self->code->number))
    {
      fail_with (self, TIDINGS_ENGINE_ERROR_TRY_LATER, _("No code is on its way. Send one first"));
      return;
    }

  if (tidings_core_begin (core, &error))
    {
      if (!mark_delivered (core, self->code->message_id, &error) || !tidings_verification_keep (core, person, self->asker, &error))
        tidings_core_rollback (core);
      else
        tidings_core_commit (core, &error);
    }
  if (error != NULL)
    {
      fail (self, error);
      return;
    }

  tidings_core_changed (core, "people");
  g_task_return_boolean (self->task, TRUE);
  confirming_free (self);
}

/* Twilio keeps it no longer. */
static void
run_out (Confirming *self,
         const char *words)
{
  TidingsCore *core = self->verify->core;
  GError *error = NULL;

  self->code->expires_at = MIN (self->code->expires_at, tidings_core_now (core));
  if (!tidings_store_put_code (core->store, self->code, &error))
    fail (self, error);
  else
    fail_with (self, TIDINGS_ENGINE_ERROR_TRY_LATER, words);
}

/* Until its life is over Twilio takes no new one. */
static void
use_up (Confirming *self,
        guint       wait_s)
{
  TidingsVerify *verify = self->verify;
  gint64 now = tidings_core_now (verify->core);
  gint64 until = wait_s > 0 ? now + wait_s * G_GINT64_CONSTANT (1000) : self->code->expires_at;
  GError *error = NULL;

  tidings_verify_keep_wait (verify, self->code->number, until);
  self->code->n_tries_left = 0;
  if (!tidings_store_put_code (verify->core->store, self->code, &error))
    fail (self, error);
  else
    fail_with (self, TIDINGS_ENGINE_ERROR_TRY_LATER, _("Too many tries. Send a new code"));
}

static void
wrong (Confirming *self)
{
  GError *error = NULL;

  tidings_verification_use_up_try (self->verify->core, self->code, &error);
  fail (self, error);
}

static void
take_state (Confirming                *self,
            TidingsTwilioVerification *verification)
{
  if (verification->state == TIDINGS_VERIFY_APPROVED || verification->is_valid)
    succeed (self);
  else if (verification->state == TIDINGS_VERIFY_USED_UP)
    use_up (self, 0);
  else if (verification->state == TIDINGS_VERIFY_PENDING || verification->state == TIDINGS_VERIFY_UNKNOWN)
    wrong (self);
  else
    run_out (self, _("This code has run out. Send a new one"));
}

/* After an answer that was lost: an approval can only have come from the right digits. */
static void
looked_again_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Confirming *self = user_data;
  GError *error = NULL;
  g_autoptr(TidingsTwilioVerification) verification =
    tidings_twilio_fetch_verification_finish (TIDINGS_TWILIO (object), result, &error);

  if (!tidings_verify_end (self->verify))
    {
      g_clear_error (&error);
      fail_with (self, TIDINGS_ENGINE_ERROR_TRY_LATER, _("Type the code again"));
    }
  else if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND))
    {
      /* Most likely it was right; but only Twilio could say so, and it has forgotten. */
      g_error_free (error);
      run_out (self, _("Twilio’s answer was lost, and this code cannot be checked again. Send a new one"));
    }
  else if (verification == NULL)
    fail (self, error);
  else if (verification->state == TIDINGS_VERIFY_PENDING)
    /* Perhaps the digits never came to Twilio; a try is not taken for that. */
    fail_with (self, TIDINGS_ENGINE_ERROR_TRY_LATER, _("Twilio’s answer was lost. Type the code again"));
  else
    take_state (self, verification);
}

static void
look_again (Confirming *self)
{
  TidingsCore *core = self->verify->core;

  tidings_verify_begin (self->verify);
  tidings_twilio_fetch_verification_async (core->twilio, self->service, self->code->verify_sid, core->cancellable,
                                           looked_again_cb, self);
}

static void
check_failed (Confirming *self,
              GError     *error)
{
  gboolean is_lost = g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN);

  if (is_lost && tidings_core_can_send (self->verify->core))
    {
      g_error_free (error);
      look_again (self);
    }
  else if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND))
    {
      g_error_free (error);
      run_out (self, _("This code has run out. Send a new one"));
    }
  else if (tidings_twilio_error_get_code (error) == CODE_TOO_MANY_TRIES)
    {
      guint wait_s = tidings_twilio_error_get_retry_after (error);

      g_error_free (error);
      use_up (self, wait_s);
    }
  else
    fail (self, error);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Confirming *self = user_data;
  GError *error = NULL;
  g_autoptr(TidingsTwilioVerification) verification =
    tidings_twilio_check_verification_finish (TIDINGS_TWILIO (object), result, &error);

  if (!tidings_verify_end (self->verify))
    {
      g_clear_error (&error);
      fail_with (self, TIDINGS_ENGINE_ERROR_TRY_LATER, _("Type the code again"));
    }
  else if (verification == NULL)
    check_failed (self, error);
  else
    take_state (self, verification);
}

static void
check (Confirming *self)
{
  TidingsCore *core = self->verify->core;

  tidings_verify_begin (self->verify);
  tidings_twilio_check_verification_async (core->twilio, self->service, self->code->verify_sid, self->digits,
                                           core->cancellable, checked_cb, self);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Confirming *self = user_data;
  GError *error = NULL;
  g_autoptr(TidingsTwilioVerification) verification =
    tidings_twilio_fetch_verification_finish (TIDINGS_TWILIO (object), result, &error);

  if (!tidings_verify_end (self->verify))
    {
      g_clear_error (&error);
      fail_with (self, TIDINGS_ENGINE_ERROR_TRY_LATER, _("Type the code again"));
    }
  else if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND) ||
           (verification != NULL && verification->state != TIDINGS_VERIFY_PENDING))
    {
      g_clear_error (&error);
      fail_with (self, TIDINGS_ENGINE_ERROR_TRY_LATER, _("No code is on its way. Send one first"));
    }
  else if (verification == NULL || !tidings_verify_adopt (self->verify, self->code, verification, &error))
    fail (self, error);
  else
    check (self);
}

void
tidings_verify_confirm_async (TidingsVerify       *self,
                              TidingsPerson       *person,
                              const char          *digits,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  TidingsCore *core = self->core;
  Confirming *confirming = g_new0 (Confirming, 1);

  confirming->verify = self;
  confirming->task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (confirming->task, tidings_verify_confirm_async);
  confirming->person = g_object_ref (person);
  confirming->code = tidings_store_get_code (core->store, person->id);
  confirming->service = g_strdup (core->settings.verify_service);
  confirming->digits = g_strdup (digits);
  confirming->asker = g_strdup (core->asker);

  g_assert (confirming->code != NULL && confirming->code->verify_sid != NULL);

  if (!tidings_core_can_send (core) || confirming->service == NULL)
    {
      fail_with (confirming, TIDINGS_ENGINE_ERROR_NO_ACCOUNT,
                 _("This code can be checked only with the account and the Verify service that it came from"));
      return;
    }
  if (*confirming->code->verify_sid != '\0')
    {
      check (confirming);
      return;
    }

  /* Its start got no answer, and yet it has arrived. */
  tidings_verify_begin (self);
  tidings_twilio_fetch_verification_async (core->twilio, confirming->service, person->number, core->cancellable, found_cb,
                                           confirming);
}

gboolean
tidings_verify_confirm_finish (TidingsVerify  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
