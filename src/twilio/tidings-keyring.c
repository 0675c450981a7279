/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account's secret in the Secret Service, or in libsecret's own encrypted file inside a sandbox. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
/* libsecret 0.20 installs, exports and documents this header, and forgot it in the one that includes all. */
#ifndef __SECRET_BACKEND_H__
#define __SECRET_INSIDE_HEADER__
#include <libsecret/secret-backend.h>
#undef __SECRET_INSIDE_HEADER__
#endif

#include "tidings-credential.h"
#include "tidings-keyring.h"

G_DEFINE_QUARK (tidings-keyring-error-quark, tidings_keyring_error)

static const SecretSchema schema = {
  APP_ID, SECRET_SCHEMA_NONE, { { "account", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/* One call on its way. `secret` is what a store must find again, in memory that is never swapped out. `backend` is never
 * released: the reference that libsecret 0.20 gives to who asks first is also that of its own cache, against its
 * documentation, and the backend lives as long as the process anyway. */
typedef struct
{
  char *account;
  SecretValue *secret;
  SecretBackend *backend;
  guint may_unlock : 1;
  guint did_unlock : 1;
} Job;

static void
job_free (Job *job)
{
  g_free (job->account);
  g_clear_pointer (&job->secret, secret_value_unref);
  g_free (job);
}

static GTask *
job_start (const char          *account,
           gboolean             may_unlock,
           gpointer             tag,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->account = g_strdup (account);
  job->may_unlock = !!may_unlock;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);

  return task;
}

static GHashTable *
make_attributes (Job *job)
{
  GHashTable *attributes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (attributes, (gpointer) "account", job->account);

  return attributes;
}

static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED) ||
         (error->domain == G_DBUS_ERROR && error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED &&
          error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

/* A service that was never unlocked has no default collection at all, and says that there is no such object. */
static gboolean
is_locked (const GError *error)
{
  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ||
         g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD);
}

static void
fail (GTask               *task,
      TidingsKeyringError  code)
{
  static const char *const words[] = {
    [TIDINGS_KEYRING_ERROR_LOCKED] = N_("The keyring is locked"),
    [TIDINGS_KEYRING_ERROR_MISSING] = N_("No keyring on this computer"),
    [TIDINGS_KEYRING_ERROR_EMPTY] = N_("The keyring holds no secret for this account"),
    [TIDINGS_KEYRING_ERROR_FAILED] = N_("The keyring did not give back what was put into it"),
  };

  g_task_return_error (task, g_error_new_literal (TIDINGS_KEYRING_ERROR, code, _(words[code])));
}

/* Who keeps a secret where there is no keyring has to know what else there is. */
static void
fail_missing (GTask *task)
{
  if (g_task_get_source_tag (task) == tidings_keyring_store_async)
    g_task_return_new_error (task, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_MISSING, "%s",
                             _("No keyring on this computer. Without a desktop systemd can keep the secret: see “MACHINES WITHOUT A "
                               "DESKTOP” in the manual page tidings(1)"));
  else if (g_task_get_source_tag (task) == tidings_keyring_clear_async && tidings_credential_is_given ())
    /* It was never here. */
    g_task_return_boolean (task, TRUE);
  else
    fail (task, TIDINGS_KEYRING_ERROR_MISSING);
}

static void
fail_with (GTask        *task,
           const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else if (is_missing (error))
    fail_missing (task);
  else if (is_locked (error))
    fail (task, TIDINGS_KEYRING_ERROR_LOCKED);
  else
    /* Translators: the placeholder is the keyring’s own sentence */
    g_task_return_new_error (task, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_FAILED, _("The keyring says: %s"),
                             error->message);
}

/* What was found, given to the caller, or compared with what was to be stored. */
static void
return_found (GTask *task,
              char  *found)
{
  Job *job = g_task_get_task_data (task);
  const char *wanted = job->secret != NULL ? secret_value_get_text (job->secret) : NULL;

  if (job->secret == NULL)
    {
      g_task_return_pointer (task, found, (GDestroyNotify) secret_password_free);
      return;
    }

  if (g_strcmp0 (found, wanted) == 0)
    g_task_return_boolean (task, TRUE);
  else
    fail (task, TIDINGS_KEYRING_ERROR_FAILED);
  secret_password_free (found);
}

/* Nothing was found, and nothing is locked: what was to be unlocked or forgotten is, what was to be there is not. */
static void
return_empty (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  gpointer tag = g_task_get_source_tag (task);

  if (tag == tidings_keyring_unlock_async || tag == tidings_keyring_clear_async)
    g_task_return_boolean (task, TRUE);
  else
    fail (task, job->secret != NULL ? TIDINGS_KEYRING_ERROR_FAILED : TIDINGS_KEYRING_ERROR_EMPTY);
}

/* --- The backend: the desktop's service, or the sandbox's file, which has no locks --- */

typedef void (*BackendFunc) (GTask *task);

static void
backend_opened_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Job *job = g_task_get_task_data (task);
  BackendFunc next = (BackendFunc) g_object_get_data (G_OBJECT (task), "next");

  job->backend = secret_backend_get_finish (result, &error);
  if (job->backend != NULL)
    next (g_steal_pointer (&task));
  else if (error->domain == G_IO_ERROR && error->code != G_IO_ERROR_CANCELLED)
    /* There is not even a bus to ask on. */
    fail_missing (task);
  else
    fail_with (task, error);
}

/* Goes on with @next, which takes @task, once there is a backend. */
static void
open_backend (GTask       *task,
              BackendFunc  next)
{
  g_object_set_data (G_OBJECT (task), "next", (gpointer) next);
  secret_backend_get (SECRET_BACKEND_OPEN_SESSION, g_task_get_cancellable (task), backend_opened_cb, task);
}

/* --- What systemd has given in the place of a keyring --- */

/* Whether @task has ended here: a service with a credential needs no keyring, and one whose credential cannot be used is told so
 * and not given another secret. */
static gboolean
return_credential (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  char *secret = tidings_credential_read (&error);

  if (secret == NULL && error == NULL)
    return FALSE;

  if (error != NULL)
    g_task_return_new_error (task, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_FAILED, "%s", error->message);
  else if (job->secret == NULL || g_strcmp0 (secret, secret_value_get_text (job->secret)) == 0)
    return_found (task, g_steal_pointer (&secret));
  else
    g_task_return_new_error (task, TIDINGS_KEYRING_ERROR, TIDINGS_KEYRING_ERROR_FAILED, "%s",
                             _("This is not the secret that systemd gives as the credential “tidings-secret”. Put this one there first"));
  secret_password_free (secret);

  return TRUE;
}

/* --- Is the default collection locked, and may it be unlocked? --- */

static void search_service (GTask *task);

static void
unlocked_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Job *job = g_task_get_task_data (task);
  int n_unlocked = secret_service_unlock_finish (SECRET_SERVICE (object), result, NULL, &error);

  job->did_unlock = TRUE;
  if (error != NULL)
    fail_with (task, error);
  else if (n_unlocked == 0)
    fail (task, TIDINGS_KEYRING_ERROR_LOCKED);
  else if (g_task_get_source_tag (task) == tidings_keyring_unlock_async)
    g_task_return_boolean (task, TRUE);
  else
    search_service (g_steal_pointer (&task));
}

static void
collection_found_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SecretCollection) collection = secret_collection_for_alias_finish (result, &error);
  Job *job = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GList objects = { .data = collection };

  if (error != NULL)
    fail_with (task, error);
  else if (collection == NULL || !secret_collection_get_locked (collection))
    return_empty (task);
  else if (!job->may_unlock || job->did_unlock)
    fail (task, TIDINGS_KEYRING_ERROR_LOCKED);
  else
    secret_service_unlock (SECRET_SERVICE (job->backend), &objects, cancellable, unlocked_cb, g_steal_pointer (&task));
}

static void
ask_collection (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  secret_collection_for_alias (SECRET_SERVICE (job->backend), SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                               g_task_get_cancellable (task), collection_found_cb, task);
}

/* --- Looking for the secret --- */

/* The secret of the first item that is open; @any_locked tells of the others. */
static char *
take_secret (GList    *items,
             gboolean *any_locked)
{
  for (GList *l = items; l != NULL; l = l->next)
    {
      SecretValue *value = NULL;

      if (secret_item_get_locked (l->data))
        *any_locked = TRUE;
      else if ((value = secret_item_get_secret (l->data)) != NULL)
        {
          char *secret = secret_value_unref_to_password (value, NULL);

          if (secret != NULL)
            return secret;
        }
    }

  return NULL;
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  GList *items = secret_service_search_finish (SECRET_SERVICE (object), result, &error);
  gboolean any_locked = FALSE;
  char *secret = take_secret (items, &any_locked);

  g_list_free_full (items, g_object_unref);

  if (error != NULL)
    fail_with (task, error);
  else if (secret != NULL)
    return_found (task, secret);
  else if (any_locked)
    fail (task, TIDINGS_KEYRING_ERROR_LOCKED);
  else
    /* A locked collection may hide even that it has the item. */
    ask_collection (g_steal_pointer (&task));
}

static void
search_service (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  g_autoptr(GHashTable) attributes = make_attributes (job);
  SecretSearchFlags flags = SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS;

  if (job->may_unlock)
    flags |= SECRET_SEARCH_UNLOCK;
  secret_service_search (SECRET_SERVICE (job->backend), &schema, attributes, flags, g_task_get_cancellable (task),
                         searched_cb, task);
}

static void
file_looked_up_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  char *secret = secret_password_lookup_nonpageable_finish (result, &error);

  if (error != NULL)
    fail_with (task, error);
  else if (secret != NULL)
    return_found (task, secret);
  else
    return_empty (task);
}

static void
search (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  if (SECRET_IS_SERVICE (job->backend))
    search_service (task);
  else
    secret_password_lookup (&schema, g_task_get_cancellable (task), file_looked_up_cb, task,
                            "account", job->account, NULL);
}

void
tidings_keyring_lookup_async (const char          *account_sid,
                              gboolean             unlock,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (account_sid != NULL);

  task = job_start (account_sid, unlock, tidings_keyring_lookup_async, cancellable, callback, user_data);
  if (!return_credential (task))
    open_backend (g_steal_pointer (&task), search);
}

char *
tidings_keyring_lookup_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, tidings_keyring_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
tidings_keyring_secret_free (char *secret)
{
  secret_password_free (secret);
}

/* --- Storing --- */

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    search (g_steal_pointer (&task));
  else if (error != NULL)
    fail_with (task, error);
  else
    fail (task, TIDINGS_KEYRING_ERROR_LOCKED);
}

static void
store (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  /* Translators: what the desktop’s password manager shows; the placeholder is the account’s id, AC and 32 digits */
  g_autofree char *label = g_strdup_printf (_("Tidings: secret of Twilio account %s"), job->account);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret_value_get_text (job->secret),
                         g_task_get_cancellable (task), stored_cb, task, "account", job->account, NULL);
}

void
tidings_keyring_store_async (const char          *account_sid,
                             const char          *secret,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Job *job = NULL;

  g_return_if_fail (account_sid != NULL);
  g_return_if_fail (secret != NULL);

  task = job_start (account_sid, FALSE, tidings_keyring_store_async, cancellable, callback, user_data);
  job = g_task_get_task_data (task);
  job->secret = secret_value_new (secret, -1, "text/plain");
  if (!return_credential (task))
    open_backend (g_steal_pointer (&task), store);
}

gboolean
tidings_keyring_store_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, tidings_keyring_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Forgetting --- */

static void
remains_searched_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  GList *items = secret_service_search_finish (SECRET_SERVICE (object), result, &error);

  if (error != NULL)
    fail_with (task, error);
  else if (items != NULL)
    fail (task, TIDINGS_KEYRING_ERROR_LOCKED);
  else
    ask_collection (g_steal_pointer (&task));

  g_list_free_full (items, g_object_unref);
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Job *job = g_task_get_task_data (task);
  g_autoptr(GHashTable) attributes = make_attributes (job);
  GCancellable *cancellable = g_task_get_cancellable (task);

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    fail_with (task, error);
  else if (SECRET_IS_SERVICE (job->backend))
    /* Clearing passes by what is locked without a word. */
    secret_service_search (SECRET_SERVICE (job->backend), &schema, attributes, SECRET_SEARCH_ALL, cancellable,
                           remains_searched_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
clear (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  secret_password_clear (&schema, g_task_get_cancellable (task), cleared_cb, task, "account", job->account, NULL);
}

void
tidings_keyring_clear_async (const char          *account_sid,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (account_sid != NULL);

  open_backend (job_start (account_sid, FALSE, tidings_keyring_clear_async, cancellable, callback, user_data), clear);
}

gboolean
tidings_keyring_clear_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, tidings_keyring_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Unlocking --- */

static void
unlock_backend (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  if (SECRET_IS_SERVICE (job->backend))
    ask_collection (task);
  else
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

void
tidings_keyring_unlock_async (GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  open_backend (job_start (NULL, TRUE, tidings_keyring_unlock_async, cancellable, callback, user_data), unlock_backend);
}

gboolean
tidings_keyring_unlock_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, tidings_keyring_unlock_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
