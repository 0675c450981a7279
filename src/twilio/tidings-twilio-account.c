/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What belongs to the account: itself, its balance, its numbers, its Messaging Services. */
#include "config.h"

#include "tidings-twilio-private.h"

#define SENDERS_PAGE_SIZE "1000"
/* Test credentials pass only for sending and buying (Twilio reference, section 1.4). */
#define CODE_TEST_CREDENTIALS 20008
/* A key that is good, and lacks a right. */
#define CODE_NO_RIGHT 20006
#define CODE_NO_PERMISSION 70051

typedef struct
{
  gint64 micros;
  char *currency;
} Balance;

static void
balance_free (Balance *balance)
{
  g_free (balance->currency);
  g_free (balance);
}

/* What a key that is refused the account may still see. */
static const char *const probes[] = { "IncomingPhoneNumbers.json", "Messages.json" };

typedef struct
{
  GError *refusal;
  guint i;
  guint n_seen;
  guint is_known : 1;
} Probing;

static void
probing_free (Probing *probing)
{
  g_clear_error (&probing->refusal);
  g_free (probing);
}

static gboolean
is_test_credentials (const GError *error)
{
  return tidings_twilio_error_get_code (error) == CODE_TEST_CREDENTIALS;
}

/* 401 is said to a wrong key as well as to one that may not; 403 only to one that is known. */
static gboolean
is_refused_right (const GError *error)
{
  int code = tidings_twilio_error_get_code (error);

  return tidings_twilio_error_get_status (error) == 403 || code == CODE_NO_RIGHT || code == CODE_NO_PERMISSION;
}

static void
return_probed (GTask *task)
{
  TidingsTwilio *self = g_task_get_source_object (task);
  Probing *probing = g_task_get_task_data (task);
  TidingsTwilioAccount *account = NULL;

  if (probing->n_seen == 0 && !probing->is_known)
    {
      g_task_return_error (task, g_steal_pointer (&probing->refusal));
      return;
    }

  /* The key is good, it only may not see the account. */
  account = g_new0 (TidingsTwilioAccount, 1);
  account->sid = g_strdup (tidings_twilio_get_account_sid (self));
  account->name = g_strdup ("");
  account->kind = g_strdup ("");
  account->state = g_strdup ("");
  account->key = probing->n_seen == G_N_ELEMENTS (probes) && !probing->is_known ? TIDINGS_KEY_STANDARD : TIDINGS_KEY_RESTRICTED;
  g_task_return_pointer (task, account, (GDestroyNotify) tidings_twilio_account_free);
}

static void probe (GTask *task);

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;
  Probing *probing = g_task_get_task_data (task);

  body = tidings_twilio_request_finish (TIDINGS_TWILIO (object), result, &error);
  if (body != NULL)
    probing->n_seen++;
  else if (is_refused_right (error) && !is_test_credentials (error))
    probing->is_known = TRUE;
  else if (!g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN) || is_test_credentials (error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (++probing->i < G_N_ELEMENTS (probes))
    probe (g_steal_pointer (&task));
  else
    return_probed (task);
}

static void
probe (GTask *task)
{
  TidingsTwilio *self = g_task_get_source_object (task);
  const Probing *probing = g_task_get_task_data (task);
  g_autofree char *url = tidings_twilio_dup_account_url (self, probes[probing->i], "PageSize=1");

  tidings_twilio_request_async (self, "GET", url, NULL, g_task_get_cancellable (task), probed_cb, task);
}

static void
start_probing (GTask  *task,
               GError *refusal)
{
  Probing *probing = g_new0 (Probing, 1);

  probing->refusal = g_error_copy (refusal);
  probing->is_known = is_refused_right (refusal);
  g_task_set_task_data (task, probing, (GDestroyNotify) probing_free);
  probe (task);
}

static void
account_replied_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  TidingsTwilio *self = TIDINGS_TWILIO (object);
  g_autoptr(GTask) task = user_data;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;
  TidingsTwilioAccount *account = NULL;
  gboolean has_key = tidings_twilio_get_key_sid (self) != NULL;

  if ((body = tidings_twilio_request_finish (self, result, &error)) != NULL &&
      (account = tidings_twilio_parse_account (body, &error)) != NULL)
    {
      account->key = has_key ? TIDINGS_KEY_MAIN : TIDINGS_KEY_TOKEN;
      g_task_return_pointer (task, account, (GDestroyNotify) tidings_twilio_account_free);
    }
  else if (has_key && !is_test_credentials (error) &&
           (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN) || is_refused_right (error)))
    /* A Standard key is refused the account although it is good; whether it is shows elsewhere. */
    start_probing (g_steal_pointer (&task), error);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
tidings_twilio_get_account_async (TidingsTwilio       *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autofree char *url = NULL;
  GTask *task = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tidings_twilio_get_account_async);
  url = tidings_twilio_dup_account_url (self, "", NULL);
  tidings_twilio_request_async (self, "GET", url, NULL, cancellable, account_replied_cb, task);
}

TidingsTwilioAccount *
tidings_twilio_get_account_finish (TidingsTwilio  *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
balance_replied_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;
  Balance *balance = g_new0 (Balance, 1);

  if ((body = tidings_twilio_request_finish (TIDINGS_TWILIO (object), result, &error)) != NULL &&
      tidings_twilio_parse_balance (body, &balance->micros, &balance->currency, &error))
    {
      g_task_return_pointer (task, balance, (GDestroyNotify) balance_free);
      return;
    }

  balance_free (balance);
  g_task_return_error (task, g_steal_pointer (&error));
}

void
tidings_twilio_get_balance_async (TidingsTwilio       *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autofree char *url = NULL;
  GTask *task = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tidings_twilio_get_balance_async);
  url = tidings_twilio_dup_account_url (self, "Balance.json", NULL);
  tidings_twilio_request_async (self, "GET", url, NULL, cancellable, balance_replied_cb, task);
}

gboolean
tidings_twilio_get_balance_finish (TidingsTwilio  *self,
                                   GAsyncResult   *result,
                                   gint64         *micros,
                                   char          **currency,
                                   GError        **error)
{
  Balance *balance = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if ((balance = g_task_propagate_pointer (G_TASK (result), error)) == NULL)
    return FALSE;

  if (micros != NULL)
    *micros = balance->micros;
  if (currency != NULL)
    *currency = g_steal_pointer (&balance->currency);
  balance_free (balance);

  return TRUE;
}

void
tidings_twilio_list_senders_async (TidingsTwilio       *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autofree char *url = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));

  url = tidings_twilio_dup_account_url (self, "IncomingPhoneNumbers.json", "PageSize=" SENDERS_PAGE_SIZE);
  tidings_twilio_list_async (self, url, tidings_twilio_parse_sender_page, g_ptr_array_new_with_free_func (g_free), 0,
                             cancellable, callback, user_data);
}

char **
tidings_twilio_list_senders_finish (TidingsTwilio  *self,
                                    GAsyncResult   *result,
                                    GError        **error)
{
  g_autoptr(GPtrArray) numbers = tidings_twilio_list_finish (self, result, error);

  if (numbers == NULL)
    return NULL;

  g_ptr_array_add (numbers, NULL);

  return (char **) g_ptr_array_steal (numbers, NULL);
}

static void
service_replied_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;
  char *name = NULL;

  if ((body = tidings_twilio_request_finish (TIDINGS_TWILIO (object), result, &error)) == NULL ||
      (name = tidings_twilio_parse_service (body, &error)) == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, name, g_free);
}

void
tidings_twilio_get_service_async (TidingsTwilio       *self,
                                  const char          *service,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;
  g_autofree char *url = NULL;
  GTask *task = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (service != NULL && *service != '\0');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tidings_twilio_get_service_async);
  escaped = g_uri_escape_string (service, NULL, FALSE);
  path = g_strconcat ("/v1/Services/", escaped, NULL);
  url = tidings_twilio_dup_url (self, TIDINGS_TWILIO_PRODUCT_MESSAGING, path, NULL);
  tidings_twilio_request_async (self, "GET", url, NULL, cancellable, service_replied_cb, task);
}

char *
tidings_twilio_get_service_finish (TidingsTwilio  *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
