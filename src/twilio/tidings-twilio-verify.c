/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verify: codes that Twilio makes, sends and checks. */
#include "config.h"

#include <string.h>

#include "tidings-twilio-json-private.h"
#include "tidings-twilio-private.h"
#include "tidings-twilio-verify.h"

/* Verify makes codes of this many digits when a service does not say otherwise. */
#define CODE_LENGTH 6

static const struct { const char *word; TidingsVerifyState state; } states[] = {
  { "pending", TIDINGS_VERIFY_PENDING },
  { "approved", TIDINGS_VERIFY_APPROVED },
  { "canceled", TIDINGS_VERIFY_CANCELED },
  { "max_attempts_reached", TIDINGS_VERIFY_USED_UP },
  { "expired", TIDINGS_VERIFY_EXPIRED },
  { "failed", TIDINGS_VERIFY_FAILED },
  { "deleted", TIDINGS_VERIFY_FAILED },
};

typedef struct
{
  char *name;
  guint code_length;
} Service;

static void
service_free (Service *service)
{
  g_free (service->name);
  g_free (service);
}

void
tidings_twilio_verification_free (TidingsTwilioVerification *verification)
{
  if (verification == NULL)
    return;

  g_free (verification->sid);
  g_free (verification);
}

static TidingsVerifyState
find_state (const char *word)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].word, word))
      return states[i].state;

  return TIDINGS_VERIFY_UNKNOWN;
}

static gpointer
read_verification (JsonObject *object)
{
  JsonArray *sends = tidings_json_get_array (object, "send_code_attempts");
  g_autofree char *sid = tidings_json_dup_word (object, "sid");
  g_autofree char *status = tidings_json_dup_word (object, "status");
  TidingsTwilioVerification *verification = NULL;

  if (sid == NULL)
    return NULL;

  verification = g_new0 (TidingsTwilioVerification, 1);
  verification->sid = g_steal_pointer (&sid);
  verification->state = find_state (status);
  verification->is_valid = tidings_json_get_flag (object, "valid");
  verification->n_sends = sends != NULL ? json_array_get_length (sends) : 0;
  verification->created_at = tidings_json_get_date (object, "date_created");

  return verification;
}

static void
call_verification (TidingsTwilio       *self,
                   const char          *path,
                   const GString       *form,
                   gpointer             tag,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  tidings_twilio_call_async (self,
                             &(TidingsTwilioCall) { .product = TIDINGS_TWILIO_PRODUCT_VERIFY,
                                                    .path = path,
                                                    .form = form,
                                                    .read = read_verification,
                                                    .free_value = (GDestroyNotify) tidings_twilio_verification_free },
                             tag, cancellable, callback, user_data);
}

void
tidings_twilio_start_verification_async (TidingsTwilio       *self,
                                         const char          *service,
                                         const char          *to,
                                         gboolean             by_call,
                                         const char          *locale,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_autoptr(GString) form = g_string_new (NULL);
  g_autofree char *path = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (service != NULL && *service != '\0');
  g_return_if_fail (to != NULL && *to == '+');

  path = tidings_twilio_dup_path ("/v2/Services/%s/Verifications", service);
  tidings_twilio_form_add (form, "To", to);
  tidings_twilio_form_add (form, "Channel", by_call ? "call" : "sms");
  if (locale != NULL && *locale != '\0')
    tidings_twilio_form_add (form, "Locale", locale);
  call_verification (self, path, form, tidings_twilio_start_verification_async, cancellable, callback, user_data);
}

TidingsTwilioVerification *
tidings_twilio_start_verification_finish (TidingsTwilio  *self,
                                          GAsyncResult   *result,
                                          GError        **error)
{
  return tidings_twilio_call_finish (self, result, error);
}

void
tidings_twilio_check_verification_async (TidingsTwilio       *self,
                                         const char          *service,
                                         const char          *sid,
                                         const char          *code,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_autoptr(GString) form = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (service != NULL && *service != '\0');
  g_return_if_fail (sid != NULL && *sid != '\0');
  g_return_if_fail (code != NULL);

  path = tidings_twilio_dup_path ("/v2/Services/%s/VerificationCheck", service);
  /* Large enough from the start, so that no copy stays behind when it grows. */
  form = g_string_sized_new (256);
  tidings_twilio_form_add (form, "VerificationSid", sid);
  tidings_twilio_form_add (form, "Code", code);
  call_verification (self, path, form, tidings_twilio_check_verification_async, cancellable, callback, user_data);
  explicit_bzero (form->str, form->len);
}

TidingsTwilioVerification *
tidings_twilio_check_verification_finish (TidingsTwilio  *self,
                                          GAsyncResult   *result,
                                          GError        **error)
{
  return tidings_twilio_call_finish (self, result, error);
}

void
tidings_twilio_fetch_verification_async (TidingsTwilio       *self,
                                         const char          *service,
                                         const char          *sid,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (service != NULL && *service != '\0');
  g_return_if_fail (sid != NULL && *sid != '\0');

  path = tidings_twilio_dup_path ("/v2/Services/%s/Verifications/%s", service, sid);
  call_verification (self, path, NULL, tidings_twilio_fetch_verification_async, cancellable, callback, user_data);
}

TidingsTwilioVerification *
tidings_twilio_fetch_verification_finish (TidingsTwilio  *self,
                                          GAsyncResult   *result,
                                          GError        **error)
{
  return tidings_twilio_call_finish (self, result, error);
}

static gpointer
read_service (JsonObject *object)
{
  g_autofree char *sid = tidings_json_dup_word (object, "sid");
  int code_length = tidings_json_get_count (object, "code_length");
  Service *service = NULL;

  if (sid == NULL)
    return NULL;

  service = g_new0 (Service, 1);
  service->name = tidings_json_dup_string_or_empty (object, "friendly_name");
  service->code_length = code_length > 0 ? (guint) code_length : CODE_LENGTH;

  return service;
}

void
tidings_twilio_get_verify_service_async (TidingsTwilio       *self,
                                         const char          *service,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (service != NULL && *service != '\0');

  path = tidings_twilio_dup_path ("/v2/Services/%s", service);
  tidings_twilio_call_async (self,
                             &(TidingsTwilioCall) { .product = TIDINGS_TWILIO_PRODUCT_VERIFY,
                                                    .path = path,
                                                    .read = read_service,
                                                    .free_value = (GDestroyNotify) service_free },
                             tidings_twilio_get_verify_service_async, cancellable, callback, user_data);
}

char *
tidings_twilio_get_verify_service_finish (TidingsTwilio  *self,
                                          GAsyncResult   *result,
                                          guint          *code_length,
                                          GError        **error)
{
  Service *service = tidings_twilio_call_finish (self, result, error);
  char *name = NULL;

  if (service == NULL)
    return NULL;

  if (code_length != NULL)
    *code_length = service->code_length;
  name = g_steal_pointer (&service->name);
  service_free (service);

  return name;
}
