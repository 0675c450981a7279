/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lookup: what Twilio knows of a phone number. */
#include "config.h"

#include <string.h>

#include "tidings-twilio-json-private.h"
#include "tidings-twilio-lookup.h"
#include "tidings-twilio-private.h"

/* What cannot be a number has no page. */
#define CODE_NOT_FOUND 20404

void
tidings_lookup_free (TidingsLookup *lookup)
{
  if (lookup == NULL)
    return;

  g_free (lookup->number);
  g_free (lookup->country);
  g_free (lookup->type);
  g_free (lookup->carrier);
  g_free (lookup->mcc);
  g_free (lookup->mnc);
  g_free (lookup);
}

/* Network codes are texts: a leading zero counts. */
static char *
dup_digits (JsonObject *object,
            const char *name,
            gsize       min_length)
{
  g_autofree char *text = tidings_json_dup_string (object, name);
  gsize length = text != NULL ? strlen (text) : 0;

  if (length < min_length || length > 3 || strspn (text, "0123456789") != length)
    return NULL;

  return g_steal_pointer (&text);
}

static void
read_line (TidingsLookup *lookup,
           JsonObject    *line)
{
  lookup->type = tidings_json_dup_word (line, "type");
  lookup->carrier = tidings_json_dup_word (line, "carrier_name");
  lookup->mcc = dup_digits (line, "mobile_country_code", 3);
  lookup->mnc = dup_digits (line, "mobile_network_code", 2);
  lookup->error_code = tidings_json_get_count (line, "error_code");

  if (g_strcmp0 (lookup->type, "unknown") == 0)
    g_clear_pointer (&lookup->type, g_free);
}

static gpointer
read_lookup (JsonObject *object)
{
  JsonObject *line = tidings_json_get_object (object, "line_type_intelligence");
  TidingsLookup *lookup = NULL;

  /* Without its word on validity it is no answer to the question. */
  if (!json_object_has_member (object, "valid"))
    return NULL;

  lookup = g_new0 (TidingsLookup, 1);
  lookup->number = tidings_json_dup_word (object, "phone_number");
  lookup->is_valid = tidings_json_get_flag (object, "valid");
  lookup->country = tidings_json_dup_country (object, "country_code");
  if (line != NULL)
    read_line (lookup, line);

  return lookup;
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  TidingsLookup *lookup = tidings_twilio_call_finish (TIDINGS_TWILIO (object), result, &error);

  if (lookup == NULL && (!g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND) ||
                         tidings_twilio_error_get_code (error) != CODE_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (lookup == NULL)
    lookup = g_new0 (TidingsLookup, 1);
  if (lookup->number == NULL)
    lookup->number = g_strdup (g_task_get_task_data (task));
  g_task_return_pointer (task, lookup, (GDestroyNotify) tidings_lookup_free);
}

void
tidings_twilio_lookup_async (TidingsTwilio       *self,
                             const char          *number,
                             gboolean             with_line,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autofree char *path = NULL;
  GTask *task = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (number != NULL && *number == '+');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tidings_twilio_lookup_async);
  g_task_set_task_data (task, g_strdup (number), g_free);
  path = tidings_twilio_dup_path ("/v2/PhoneNumbers/%s", number);
  tidings_twilio_call_async (self,
                             &(TidingsTwilioCall) { .product = TIDINGS_TWILIO_PRODUCT_LOOKUPS,
                                                    .path = path,
                                                    .query = with_line ? "Fields=line_type_intelligence" : NULL,
                                                    .read = read_lookup,
                                                    .free_value = (GDestroyNotify) tidings_lookup_free },
                             tidings_twilio_lookup_async, cancellable, looked_up_cb, task);
}

TidingsLookup *
tidings_twilio_lookup_finish (TidingsTwilio  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
