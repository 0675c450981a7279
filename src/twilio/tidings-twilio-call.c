/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request whose reply is one value: the way most resources go. */
#include "config.h"

#include <stdarg.h>

#include "tidings-twilio-private.h"

typedef struct
{
  TidingsTwilioProduct product;
  TidingsTwilioReadFunc read;
  GDestroyNotify free_value;
} Reading;

char *
tidings_twilio_dup_path (const char *format,
                         ...)
{
  g_auto(GStrv) parts = g_strsplit (format, "%s", -1);
  GString *path = g_string_new (parts[0]);
  va_list arguments;

  va_start (arguments, format);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      g_string_append_uri_escaped (path, va_arg (arguments, const char *), NULL, FALSE);
      g_string_append (path, parts[i]);
    }
  va_end (arguments);

  return g_string_free (path, FALSE);
}

static void
replied_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  TidingsTwilio *self = TIDINGS_TWILIO (object);
  g_autoptr(GTask) task = user_data;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(JsonObject) reply = NULL;
  g_autoptr(GError) error = NULL;
  const Reading *reading = g_task_get_task_data (task);
  gpointer value = NULL;

  body = tidings_twilio_request_finish (self, result, &error);
  if (body == NULL)
    {
      if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN) &&
          tidings_twilio_is_elsewhere (reading->product, tidings_twilio_get_region (self)))
        g_task_return_error (task, tidings_twilio_error_new_elsewhere (error));
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  reply = tidings_twilio_parse_object (body);
  value = reply != NULL ? reading->read (reply) : NULL;
  if (value == NULL)
    g_task_return_error (task, tidings_twilio_error_new_unreadable ());
  else
    g_task_return_pointer (task, value, reading->free_value);
}

void
tidings_twilio_call_async (TidingsTwilio           *self,
                           const TidingsTwilioCall *call,
                           gpointer                 tag,
                           GCancellable            *cancellable,
                           GAsyncReadyCallback      callback,
                           gpointer                 user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *url = tidings_twilio_dup_url (self, call->product, call->path, call->query);
  Reading *reading = g_new0 (Reading, 1);

  reading->product = call->product;
  reading->read = call->read;
  reading->free_value = call->free_value;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, reading, g_free);
  /* As with messages: an answer that came counts. */
  g_task_set_check_cancellable (task, FALSE);
  tidings_twilio_request_async (self, call->form != NULL ? "POST" : "GET", url, call->form, cancellable, replied_cb, task);
}

gpointer
tidings_twilio_call_finish (TidingsTwilio  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
