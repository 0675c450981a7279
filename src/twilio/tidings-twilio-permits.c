/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be permitted before texts go: registrations for the US, and countries that are switched on. */
#include "config.h"

#include <string.h>

#include "tidings-twilio-json-private.h"
#include "tidings-twilio-private.h"
#include "tidings-twilio-senders.h"

/* One that can send is enough, so of several the best one counts. By value of the enum. */
static const guint merits[] = {
  [TIDINGS_REGISTRATION_NONE] = 0,
  [TIDINGS_REGISTRATION_REFUSED] = 1,
  [TIDINGS_REGISTRATION_UNKNOWN] = 2,
  [TIDINGS_REGISTRATION_PENDING] = 3,
  [TIDINGS_REGISTRATION_GOOD] = 4,
};

static const struct { const char *word; TidingsRegistration registration; } words[] = {
  { "VERIFIED", TIDINGS_REGISTRATION_GOOD },
  { "IN_PROGRESS", TIDINGS_REGISTRATION_PENDING },
  { "FAILED", TIDINGS_REGISTRATION_REFUSED },
  { "TWILIO_APPROVED", TIDINGS_REGISTRATION_GOOD },
  { "PENDING_REVIEW", TIDINGS_REGISTRATION_PENDING },
  { "IN_REVIEW", TIDINGS_REGISTRATION_PENDING },
  { "TWILIO_REJECTED", TIDINGS_REGISTRATION_REFUSED },
};

typedef struct
{
  TidingsRegistration registration;
  char *reason;
} Registration;

static void
registration_free (Registration *registration)
{
  g_free (registration->reason);
  g_free (registration);
}

static TidingsRegistration
find_registration (const char *word)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, word))
      return words[i].registration;

  return TIDINGS_REGISTRATION_UNKNOWN;
}

static char *
dup_reason (JsonObject *row)
{
  JsonArray *reasons = tidings_json_get_array (row, "rejection_reasons");
  JsonObject *first = reasons != NULL && json_array_get_length (reasons) > 0 ? tidings_json_get_row (reasons, 0) : NULL;
  char *reason = tidings_json_dup_word (row, "rejection_reason");

  return reason == NULL && first != NULL ? tidings_json_dup_word (first, "reason") : reason;
}

static void
read_registration_row (GPtrArray  *rows,
                       JsonObject *row,
                       const char *key)
{
  g_autofree char *word = tidings_json_dup_word (row, key);
  Registration *registration = g_new0 (Registration, 1);

  registration->registration = find_registration (word);
  if (registration->registration == TIDINGS_REGISTRATION_REFUSED)
    registration->reason = dup_reason (row);
  g_ptr_array_add (rows, registration);
}

static void
read_campaign_row (JsonObject *row,
                   GPtrArray  *rows,
                   GHashTable *seen)
{
  read_registration_row (rows, row, "campaign_status");
}

static void
read_toll_free_row (JsonObject *row,
                    GPtrArray  *rows,
                    GHashTable *seen)
{
  read_registration_row (rows, row, "status");
}

static gboolean
read_campaign_page (GBytes      *body,
                    GPtrArray   *rows,
                    GHashTable  *seen,
                    char       **next,
                    GError     **error)
{
  return tidings_twilio_read_page (body, "compliance", read_campaign_row, rows, seen, next, error);
}

static gboolean
read_toll_free_page (GBytes      *body,
                     GPtrArray   *rows,
                     GHashTable  *seen,
                     char       **next,
                     GError     **error)
{
  return tidings_twilio_read_page (body, "verifications", read_toll_free_row, rows, seen, next, error);
}

static gboolean
finish_registration (TidingsTwilio        *self,
                     GAsyncResult         *result,
                     TidingsRegistration  *registration,
                     char                **reason,
                     GError              **error)
{
  g_autoptr(GPtrArray) rows = tidings_twilio_list_finish (self, result, error);
  Registration none = { TIDINGS_REGISTRATION_NONE, NULL };
  const Registration *best = &none;

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const Registration *row = g_ptr_array_index (rows, i);

      if (merits[row->registration] > merits[best->registration])
        best = row;
    }

  *registration = best->registration;
  if (reason != NULL)
    *reason = g_strdup (best->reason);

  return TRUE;
}

static void
list_registrations (TidingsTwilio         *self,
                    const char            *path,
                    const char            *query,
                    TidingsTwilioPageFunc  parse,
                    GCancellable          *cancellable,
                    GAsyncReadyCallback    callback,
                    gpointer               user_data)
{
  g_autofree char *url = tidings_twilio_dup_url (self, TIDINGS_TWILIO_PRODUCT_MESSAGING, path, query);

  tidings_twilio_list_async (self, url, parse, g_ptr_array_new_with_free_func ((GDestroyNotify) registration_free), 0,
                             cancellable, callback, user_data);
}

void
tidings_twilio_get_campaign_async (TidingsTwilio       *self,
                                   const char          *service,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (service != NULL && *service != '\0');

  path = tidings_twilio_dup_path ("/v1/Services/%s/Compliance/Usa2p", service);
  list_registrations (self, path, NULL, read_campaign_page, cancellable, callback, user_data);
}

gboolean
tidings_twilio_get_campaign_finish (TidingsTwilio        *self,
                                    GAsyncResult         *result,
                                    TidingsRegistration  *registration,
                                    GError              **error)
{
  g_return_val_if_fail (registration != NULL, FALSE);

  return finish_registration (self, result, registration, NULL, error);
}

void
tidings_twilio_get_toll_free_async (TidingsTwilio       *self,
                                    const char          *number_sid,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GString) query = g_string_new (NULL);

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (number_sid != NULL && *number_sid != '\0');

  tidings_twilio_form_add (query, "TollfreePhoneNumberSid", number_sid);
  list_registrations (self, "/v1/Tollfree/Verifications", query->str, read_toll_free_page, cancellable, callback, user_data);
}

gboolean
tidings_twilio_get_toll_free_finish (TidingsTwilio        *self,
                                     GAsyncResult         *result,
                                     TidingsRegistration  *registration,
                                     char                **reason,
                                     GError              **error)
{
  g_return_val_if_fail (registration != NULL, FALSE);

  return finish_registration (self, result, registration, reason, error);
}

/* The rows of all countries that were asked for, which is one. */
static gpointer
read_permissions (JsonObject *object)
{
  JsonArray *rows = tidings_json_get_array (object, "permissions");
  GHashTable *permissions = NULL;

  if (rows == NULL)
    return NULL;

  permissions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = tidings_json_get_row (rows, i);
      g_autofree char *country = row != NULL ? tidings_json_dup_country (row, "country_code") : NULL;

      if (country != NULL && tidings_json_get_count (row, "error_code") == 0)
        g_hash_table_insert (permissions, g_steal_pointer (&country), GINT_TO_POINTER (tidings_json_get_flag (row, "enabled")));
    }

  return permissions;
}

static void
permissions_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) permissions = tidings_twilio_call_finish (TIDINGS_TWILIO (object), result, &error);
  gpointer is_allowed = NULL;

  if (permissions == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!g_hash_table_lookup_extended (permissions, g_task_get_task_data (task), NULL, &is_allowed))
    g_task_return_error (task, tidings_twilio_error_new_unreadable ());
  else
    g_task_return_int (task, GPOINTER_TO_INT (is_allowed));
}

void
tidings_twilio_is_country_allowed_async (TidingsTwilio       *self,
                                         const char          *country,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_autoptr(GString) query = g_string_new (NULL);
  GTask *task = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (country != NULL && strlen (country) == 2);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tidings_twilio_is_country_allowed_async);
  g_task_set_task_data (task, g_ascii_strup (country, -1), g_free);
  tidings_twilio_form_add (query, "CountryCode", g_task_get_task_data (task));
  tidings_twilio_call_async (self,
                             &(TidingsTwilioCall) { .product = TIDINGS_TWILIO_PRODUCT_ACCOUNTS,
                                                    .path = "/v1/Messaging/GeoPermissions",
                                                    .query = query->str,
                                                    .read = read_permissions,
                                                    .free_value = (GDestroyNotify) g_hash_table_unref },
                             tidings_twilio_is_country_allowed_async, cancellable, permissions_cb, task);
}

gboolean
tidings_twilio_is_country_allowed_finish (TidingsTwilio  *self,
                                          GAsyncResult   *result,
                                          gboolean       *is_allowed,
                                          GError        **error)
{
  g_autoptr(GError) inner = NULL;
  gssize value = 0;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (is_allowed != NULL, FALSE);

  value = g_task_propagate_int (G_TASK (result), &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  *is_allowed = value != 0;

  return TRUE;
}
