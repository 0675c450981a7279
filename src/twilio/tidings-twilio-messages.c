/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Messages resource: sending, looking, listing, taking back, blanking. */
#include "config.h"

#include "tidings-twilio-private.h"

#define MAX_PAGE_SIZE 1000

static char *
dup_message_url (TidingsTwilio *self,
                 const char    *sid)
{
  g_autofree char *escaped = g_uri_escape_string (sid, NULL, FALSE);
  g_autofree char *resource = g_strconcat ("Messages/", escaped, ".json", NULL);

  return tidings_twilio_dup_account_url (self, resource, NULL);
}

static void
message_replied_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;
  TidingsTwilioMessage *message = NULL;

  if ((body = tidings_twilio_request_finish (TIDINGS_TWILIO (object), result, &error)) == NULL ||
      (message = tidings_twilio_parse_message (body, &error)) == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, message, (GDestroyNotify) tidings_twilio_message_free);
}

/* The shape of all calls that end in one message. */
static void
request_message (TidingsTwilio       *self,
                 const char          *method,
                 const char          *url,
                 const GString       *form,
                 gpointer             tag,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  tidings_twilio_request_async (self, method, url, form, cancellable, message_replied_cb, task);
}

static TidingsTwilioMessage *
finish_message (TidingsTwilio  *self,
                GAsyncResult   *result,
                GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
add_number (GString    *form,
            const char *name,
            guint       number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  if (number > 0)
    tidings_twilio_form_add (form, name, text);
}

static void
add_text (GString    *form,
          const char *name,
          const char *text)
{
  if (text != NULL && *text != '\0')
    tidings_twilio_form_add (form, name, text);
}

/* As the newer products write it: UTC, whole seconds. */
static void
add_instant (GString    *form,
             const char *name,
             gint64      instant)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (instant / 1000);
  g_autofree char *text = date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  tidings_twilio_form_add (form, name, text != NULL ? text : "");
}

void
tidings_twilio_send_async (TidingsTwilio           *self,
                           const TidingsTwilioSend *send,
                           GCancellable            *cancellable,
                           GAsyncReadyCallback      callback,
                           gpointer                 user_data)
{
  g_autofree char *url = NULL;
  g_autoptr(GString) form = g_string_new (NULL);

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (send != NULL && send->to != NULL && (send->from != NULL || send->service != NULL));
  g_return_if_fail (send->send_at == 0 || (send->service != NULL && *send->service != '\0'));

  url = tidings_twilio_dup_account_url (self, "Messages.json", NULL);
  add_text (form, "To", send->to);
  add_text (form, "From", send->from);
  add_text (form, "MessagingServiceSid", send->service);
  add_text (form, "Body", send->body);
  add_text (form, "MediaUrl", send->media_url);
  add_number (form, "ValidityPeriod", send->validity_s);
  add_number (form, "Attempt", send->attempt);
  add_text (form, "StatusCallback", send->status_callback);
  if (send->send_at != 0)
    {
      tidings_twilio_form_add (form, "ScheduleType", "fixed");
      add_instant (form, "SendAt", send->send_at);
    }

  request_message (self, "POST", url, form, tidings_twilio_send_async, cancellable, callback, user_data);
}

TidingsTwilioMessage *
tidings_twilio_send_finish (TidingsTwilio  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  return finish_message (self, result, error);
}

void
tidings_twilio_fetch_message_async (TidingsTwilio       *self,
                                    const char          *sid,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autofree char *url = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (sid != NULL && *sid != '\0');

  url = dup_message_url (self, sid);
  request_message (self, "GET", url, NULL, tidings_twilio_fetch_message_async, cancellable, callback, user_data);
}

TidingsTwilioMessage *
tidings_twilio_fetch_message_finish (TidingsTwilio  *self,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  return finish_message (self, result, error);
}

static void
add_day (GString *query,
         gint64   since)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (since / 1000);
  g_autofree char *day = date != NULL ? g_date_time_format (date, "%Y-%m-%d") : NULL;

  /* The sign belongs to the name; the bound is inclusive and counts GMT days. */
  if (since > 0 && day != NULL)
    tidings_twilio_form_add (query, "DateSent>", day);
}

void
tidings_twilio_list_messages_async (TidingsTwilio       *self,
                                    const char          *to,
                                    const char          *from,
                                    gint64               since,
                                    guint                page_size,
                                    guint                max_rows,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GString) query = g_string_new (NULL);
  g_autofree char *url = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (page_size > 0);

  add_text (query, "To", to);
  add_text (query, "From", from);
  add_day (query, since);
  add_number (query, "PageSize", MIN (page_size, MAX_PAGE_SIZE));
  url = tidings_twilio_dup_account_url (self, "Messages.json", query->str);

  tidings_twilio_list_async (self, url, tidings_twilio_parse_message_page,
                             g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_twilio_message_free),
                             max_rows, cancellable, callback, user_data);
}

GPtrArray *
tidings_twilio_list_messages_finish (TidingsTwilio  *self,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  return tidings_twilio_list_finish (self, result, error);
}

void
tidings_twilio_cancel_message_async (TidingsTwilio       *self,
                                     const char          *sid,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autofree char *url = NULL;
  g_autoptr(GString) form = g_string_new (NULL);

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (sid != NULL && *sid != '\0');

  url = dup_message_url (self, sid);
  tidings_twilio_form_add (form, "Status", "canceled");
  request_message (self, "POST", url, form, tidings_twilio_cancel_message_async, cancellable, callback, user_data);
}

TidingsTwilioMessage *
tidings_twilio_cancel_message_finish (TidingsTwilio  *self,
                                      GAsyncResult   *result,
                                      GError        **error)
{
  return finish_message (self, result, error);
}

void
tidings_twilio_redact_message_async (TidingsTwilio       *self,
                                     const char          *sid,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autofree char *url = NULL;
  g_autoptr(GString) form = g_string_new (NULL);

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (sid != NULL && *sid != '\0');

  url = dup_message_url (self, sid);
  tidings_twilio_form_add (form, "Body", "");
  request_message (self, "POST", url, form, tidings_twilio_redact_message_async, cancellable, callback, user_data);
}

gboolean
tidings_twilio_redact_message_finish (TidingsTwilio  *self,
                                      GAsyncResult   *result,
                                      GError        **error)
{
  g_autoptr(TidingsTwilioMessage) message = finish_message (self, result, error);

  return message != NULL;
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;

  body = tidings_twilio_request_finish (TIDINGS_TWILIO (object), result, &error);
  /* One that is gone already is what was asked for; an answer to an earlier try may have been lost. */
  if (body != NULL || g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
tidings_twilio_delete_message_async (TidingsTwilio       *self,
                                     const char          *sid,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autofree char *url = NULL;
  GTask *task = NULL;

  g_return_if_fail (TIDINGS_IS_TWILIO (self));
  g_return_if_fail (sid != NULL && *sid != '\0');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tidings_twilio_delete_message_async);
  g_task_set_check_cancellable (task, FALSE);
  url = dup_message_url (self, sid);
  tidings_twilio_request_async (self, "DELETE", url, NULL, cancellable, deleted_cb, task);
}

gboolean
tidings_twilio_delete_message_finish (TidingsTwilio  *self,
                                      GAsyncResult   *result,
                                      GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
