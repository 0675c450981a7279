/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an account can send from: its numbers and short codes, its Messaging Services and their pools, its confirmed numbers. */
#include "config.h"

#include "tidings-twilio-json-private.h"
#include "tidings-twilio-private.h"
#include "tidings-twilio-senders.h"

#define PAGE_SIZE_2010 "PageSize=1000"
/* A household has few of what the newer products list. */
#define PAGE_SIZE_V1 "PageSize=100"

void
tidings_service_free (TidingsService *service)
{
  if (service == NULL)
    return;

  g_free (service->sid);
  g_free (service->name);
  g_free (service);
}

/* --- Rows --- */

/* The sender named by @key; NULL if it has no name or came before. */
static TidingsSender *
read_sender (JsonObject *row,
             const char *key,
             GHashTable *seen)
{
  g_autofree char *id = tidings_json_dup_word (row, key);
  g_autofree char *country = tidings_json_dup_country (row, "country_code");
  TidingsSender *sender = NULL;

  if (id == NULL || !g_hash_table_add (seen, g_strdup (id)))
    return NULL;

  sender = tidings_sender_new (id);
  sender->sid = tidings_json_dup_word (row, "sid");
  sender->name = tidings_json_dup_word (row, "friendly_name");
  if (country != NULL)
    {
      g_free (sender->country);
      sender->country = g_steal_pointer (&country);
    }

  return sender;
}

/* The account's numbers tell what they can do as an object of flags, the rows of a pool as an array of words. */
static gboolean
has_capability (JsonObject *row,
                const char *name)
{
  JsonObject *flags = tidings_json_get_object (row, "capabilities");
  JsonArray *words = tidings_json_get_array (row, "capabilities");

  for (guint i = 0; words != NULL && i < json_array_get_length (words); i++)
    {
      JsonNode *word = json_array_get_element (words, i);

      if (JSON_NODE_HOLDS_VALUE (word) && json_node_get_value_type (word) == G_TYPE_STRING &&
          g_ascii_strcasecmp (json_node_get_string (word), name) == 0)
        return TRUE;
    }

  return flags != NULL && tidings_json_get_flag (flags, name);
}

static void
read_number_row (JsonObject *row,
                 GPtrArray  *rows,
                 GHashTable *seen)
{
  TidingsSender *sender = read_sender (row, "phone_number", seen);

  if (sender == NULL)
    return;

  sender->can_text = has_capability (row, "sms");
  sender->can_mms = has_capability (row, "mms");
  g_ptr_array_add (rows, sender);
}

/* A short code is for texts; only in a pool it says what else it can. */
static void
read_short_code_row (JsonObject *row,
                     GPtrArray  *rows,
                     GHashTable *seen)
{
  TidingsSender *sender = read_sender (row, "short_code", seen);

  if (sender == NULL)
    return;

  sender->can_text = TRUE;
  sender->can_mms = has_capability (row, "mms");
  g_ptr_array_add (rows, sender);
}

static void
read_name_row (JsonObject *row,
               GPtrArray  *rows,
               GHashTable *seen)
{
  TidingsSender *sender = read_sender (row, "alpha_sender", seen);

  if (sender == NULL)
    return;

  sender->can_text = TRUE;
  g_ptr_array_add (rows, sender);
}

static gboolean
read_number_page (GBytes      *body,
                  GPtrArray   *rows,
                  GHashTable  *seen,
                  char       **next,
                  GError     **error)
{
  return tidings_twilio_read_page (body, "incoming_phone_numbers", read_number_row, rows, seen, next, error);
}

static gboolean
read_short_code_page (GBytes      *body,
                      GPtrArray   *rows,
                      GHashTable  *seen,
                      char       **next,
                      GError     **error)
{
  return tidings_twilio_read_page (body, "short_codes", read_short_code_row, rows, seen, next, error);
}

static gboolean
read_pool_number_page (GBytes      *body,
                       GPtrArray   *rows,
                       GHashTable  *seen,
                       char       **next,
                       GError     **error)
{
  return tidings_twilio_read_page (body, "phone_numbers", read_number_row, rows, seen, next, error);
}

static gboolean
read_name_page (GBytes      *body,
                GPtrArray   *rows,
                GHashTable  *seen,
                char       **next,
                GError     **error)
{
  return tidings_twilio_read_page (body, "alpha_senders", read_name_row, rows, seen, next, error);
}

/* --- Several lists, one after another --- */

typedef struct
{
  char *url;
  TidingsTwilioPageFunc parse;
  gboolean may_be_refused;
} Part;

typedef struct
{
  GArray *parts;
  guint i;
  char *service;
  GPtrArray *senders;
} Gathering;

static void
part_clear (Part *part)
{
  g_free (part->url);
}

static Gathering *
gathering_new (const char *service)
{
  Gathering *gathering = g_new0 (Gathering, 1);

  gathering->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (gathering->parts, (GDestroyNotify) part_clear);
  gathering->service = g_strdup (service);
  gathering->senders = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_sender_free);

  return gathering;
}

static void
gathering_free (Gathering *gathering)
{
  g_clear_pointer (&gathering->parts, g_array_unref);
  g_clear_pointer (&gathering->senders, g_ptr_array_unref);
  g_free (gathering->service);
  g_free (gathering);
}

static void
gathering_add (Gathering             *gathering,
               char                  *url,
               TidingsTwilioPageFunc  parse,
               gboolean               may_be_refused)
{
  Part part = { url, parse, may_be_refused };

  g_array_append_val (gathering->parts, part);
}

static void
gathering_take (Gathering *gathering,
                GPtrArray *senders)
{
  for (guint i = 0; i < senders->len; i++)
    {
      TidingsSender *sender = g_ptr_array_index (senders, i);

      sender->service = g_strdup (gathering->service);
    }

  g_ptr_array_extend_and_steal (gathering->senders, g_ptr_array_ref (senders));
}

/* A definite no, for this list alone. */
static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN) ||
         g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND) ||
         g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_REFUSED);
}

static void get_part (GTask *task);

static void
part_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Gathering *gathering = g_task_get_task_data (task);
  const Part *part = &g_array_index (gathering->parts, Part, gathering->i);
  g_autoptr(GPtrArray) senders = tidings_twilio_list_finish (TIDINGS_TWILIO (object), result, &error);

  if (senders == NULL && !(part->may_be_refused && is_refusal (error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (senders != NULL)
    gathering_take (gathering, senders);
  if (++gathering->i < gathering->parts->len)
    get_part (g_steal_pointer (&task));
  else
    g_task_return_pointer (task, g_steal_pointer (&gathering->senders), (GDestroyNotify) g_ptr_array_unref);
}

static void
get_part (GTask *task)
{
  Gathering *gathering = g_task_get_task_data (task);
  const Part *part = &g_array_index (gathering->parts, Part, gathering->i);

  tidings_twilio_list_async (g_task_get_source_object (task), part->url, part->parse,
                             g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_sender_free), 0,
                             g_task_get_cancellable (task), part_cb, task);
}

static void
gather (TidingsTwilio       *self,
        Gathering           *gathering,
        gpointer             tag,
        GCancellable        *cancellable,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, gathering, (GDestroyNotify) gathering_free);
  get_part (task);
}

void
tidings_twilio_list_numbers_async (TidingsTwilio       *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  Gathering *gathering = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));

  gathering = gathering_new (NULL);
  gathering_add (gathering, tidings_twilio_dup_account_url (self, "IncomingPhoneNumbers.json", PAGE_SIZE_2010),
                 read_number_page, FALSE);
  gathering_add (gathering, tidings_twilio_dup_account_url (self, "SMS/ShortCodes.json", PAGE_SIZE_2010),
                 read_short_code_page, TRUE);
  gather (self, gathering, tidings_twilio_list_numbers_async, cancellable, callback, user_data);
}

GPtrArray *
tidings_twilio_list_numbers_finish (TidingsTwilio  *self,
                                    GAsyncResult   *result,
                                    GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
tidings_twilio_list_pool_async (TidingsTwilio       *self,
                                const char          *service,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  static const struct { const char *name; TidingsTwilioPageFunc parse; } lists[] = {
    { "PhoneNumbers", read_pool_number_page },
    { "ShortCodes", read_short_code_page },
    { "AlphaSenders", read_name_page },
  };
  Gathering *gathering = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (service != NULL && *service != '\0');

  gathering = gathering_new (service);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *path = tidings_twilio_dup_path ("/v1/Services/%s/%s", service, lists[i].name);

      gathering_add (gathering, tidings_twilio_dup_url (self, TIDINGS_TWILIO_PRODUCT_MESSAGING, path, PAGE_SIZE_V1),
                     lists[i].parse, FALSE);
    }
  gather (self, gathering, tidings_twilio_list_pool_async, cancellable, callback, user_data);
}

GPtrArray *
tidings_twilio_list_pool_finish (TidingsTwilio  *self,
                                 GAsyncResult   *result,
                                 GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Messaging Services --- */

static gpointer
read_service (JsonObject *object)
{
  g_autofree char *sid = tidings_json_dup_word (object, "sid");
  g_autofree char *inbound = tidings_json_dup_word (object, "inbound_request_url");
  TidingsService *service = NULL;

  if (sid == NULL)
    return NULL;

  service = g_new0 (TidingsService, 1);
  service->sid = g_steal_pointer (&sid);
  service->name = tidings_json_dup_string_or_empty (object, "friendly_name");
  /* With neither, what comes in for the pool is not even logged (Twilio reference, section 3). */
  service->logs_inbound = inbound != NULL || tidings_json_get_flag (object, "use_inbound_webhook_on_number");
  service->smart_encoding = tidings_json_get_flag (object, "smart_encoding");
  service->sticky_sender = tidings_json_get_flag (object, "sticky_sender");
  service->is_registered_us = tidings_json_get_flag (object, "us_app_to_person_registered");

  return service;
}

static void
read_service_row (JsonObject *row,
                  GPtrArray  *rows,
                  GHashTable *seen)
{
  g_autoptr(TidingsService) service = read_service (row);

  if (service != NULL && g_hash_table_add (seen, g_strdup (service->sid)))
    g_ptr_array_add (rows, g_steal_pointer (&service));
}

static gboolean
read_service_page (GBytes      *body,
                   GPtrArray   *rows,
                   GHashTable  *seen,
                   char       **next,
                   GError     **error)
{
  return tidings_twilio_read_page (body, "services", read_service_row, rows, seen, next, error);
}

void
tidings_twilio_list_services_async (TidingsTwilio       *self,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autofree char *url = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));

  url = tidings_twilio_dup_url (self, TIDINGS_TWILIO_PRODUCT_MESSAGING, "/v1/Services", PAGE_SIZE_V1);
  tidings_twilio_list_async (self, url, read_service_page,
                             g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_service_free), 0,
                             cancellable, callback, user_data);
}

GPtrArray *
tidings_twilio_list_services_finish (TidingsTwilio  *self,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  return tidings_twilio_list_finish (self, result, error);
}

void
tidings_twilio_fetch_service_async (TidingsTwilio       *self,
                                    const char          *service,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (service != NULL && *service != '\0');

  path = tidings_twilio_dup_path ("/v1/Services/%s", service);
  tidings_twilio_call_async (self,
                             &(TidingsTwilioCall) { .product = TIDINGS_TWILIO_PRODUCT_MESSAGING,
                                                    .path = path,
                                                    .read = read_service,
                                                    .free_value = (GDestroyNotify) tidings_service_free },
                             tidings_twilio_fetch_service_async, cancellable, callback, user_data);
}

TidingsService *
tidings_twilio_fetch_service_finish (TidingsTwilio  *self,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  return tidings_twilio_call_finish (self, result, error);
}

/* --- Confirmed numbers of other people --- */

static void
read_caller_id_row (JsonObject *row,
                    GPtrArray  *rows,
                    GHashTable *seen)
{
  g_autofree char *number = tidings_json_dup_word (row, "phone_number");

  if (number != NULL && g_hash_table_add (seen, g_strdup (number)))
    g_ptr_array_add (rows, g_steal_pointer (&number));
}

static gboolean
read_caller_id_page (GBytes      *body,
                     GPtrArray   *rows,
                     GHashTable  *seen,
                     char       **next,
                     GError     **error)
{
  return tidings_twilio_read_page (body, "outgoing_caller_ids", read_caller_id_row, rows, seen, next, error);
}

void
tidings_twilio_list_caller_ids_async (TidingsTwilio       *self,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autofree char *url = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));

  url = tidings_twilio_dup_account_url (self, "OutgoingCallerIds.json", PAGE_SIZE_2010);
  tidings_twilio_list_async (self, url, read_caller_id_page, g_ptr_array_new_with_free_func (g_free), 0,
                             cancellable, callback, user_data);
}

char **
tidings_twilio_list_caller_ids_finish (TidingsTwilio  *self,
                                       GAsyncResult   *result,
                                       GError        **error)
{
  g_autoptr(GPtrArray) numbers = tidings_twilio_list_finish (self, result, error);

  if (numbers == NULL)
    return NULL;

  g_ptr_array_add (numbers, NULL);

  return (char **) g_ptr_array_steal (numbers, NULL);
}
