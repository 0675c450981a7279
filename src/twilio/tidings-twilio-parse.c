/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twilio's JSON as values. Nothing in here trusts the other side: it grows new fields and words any day. */
#include "config.h"

#include <libsoup/soup.h>

#include "tidings-twilio-json-private.h"
#include "tidings-twilio-private.h"

/* By value of the enum; the first word is for what is not known yet. */
static const char *const status_words[] = {
  "unknown", "accepted", "scheduled", "queued", "sending", "sent", "delivered",
  "undelivered", "failed", "canceled", "read", "receiving", "received",
};

const char *
tidings_twilio_status_to_string (TidingsTwilioStatus status)
{
  g_return_val_if_fail ((guint) status < G_N_ELEMENTS (status_words), status_words[0]);

  return status_words[status];
}

TidingsTwilioStatus
tidings_twilio_status_from_string (const char *text)
{
  for (guint i = 1; text != NULL && i < G_N_ELEMENTS (status_words); i++)
    if (g_str_equal (text, status_words[i]))
      return (TidingsTwilioStatus) i;

  return TIDINGS_TWILIO_STATUS_UNKNOWN;
}

void
tidings_twilio_message_free (TidingsTwilioMessage *message)
{
  if (message == NULL)
    return;

  g_free (message->sid);
  g_free (message->to);
  g_free (message->from);
  g_free (message->service);
  g_free (message->body);
  g_free (message->currency);
  g_free (message->error_message);
  g_free (message);
}

void
tidings_twilio_account_free (TidingsTwilioAccount *account)
{
  if (account == NULL)
    return;

  g_free (account->sid);
  g_free (account->owner);
  g_free (account->name);
  g_free (account->kind);
  g_free (account->state);
  g_free (account);
}

gint64
tidings_twilio_parse_date (const char *text)
{
  g_autoptr(GDateTime) date = NULL;
  gint64 instant = 0;

  if (text == NULL || *text == '\0')
    return 0;

  /* An ISO date begins with the year, an RFC 2822 one with a weekday. */
  if (g_ascii_isdigit (*text))
    {
      g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

      date = g_date_time_new_from_iso8601 (text, utc);
    }
  else
    date = soup_date_time_new_from_http_string (text);

  if (date == NULL)
    return 0;
  instant = g_date_time_to_unix (date) * 1000 + g_date_time_get_microsecond (date) / 1000;

  return MAX (instant, 0);
}

/* What a message cost. Twilio gives charges as negative amounts; here a cost is positive. */
static gint64
get_price (JsonObject *object)
{
  gint64 micros = 0;

  return tidings_json_get_micros (object, "price", &micros) ? ABS (micros) : -1;
}

static TidingsTwilioMessage *
read_message (JsonObject *object)
{
  g_autoptr(TidingsTwilioMessage) message = NULL;
  g_autofree char *sid = tidings_json_dup_string (object, "sid");
  g_autofree char *status = tidings_json_dup_string (object, "status");
  g_autofree char *direction = tidings_json_dup_string (object, "direction");

  if (sid == NULL || *sid == '\0')
    return NULL;

  message = g_new0 (TidingsTwilioMessage, 1);
  message->sid = g_steal_pointer (&sid);
  message->status = tidings_twilio_status_from_string (status);
  message->is_inbound = g_strcmp0 (direction, "inbound") == 0;
  message->to = tidings_json_dup_string_or_empty (object, "to");
  message->from = tidings_json_dup_string (object, "from");
  message->service = tidings_json_dup_string (object, "messaging_service_sid");
  message->body = tidings_json_dup_string (object, "body");
  message->n_segments = (guint) tidings_json_get_count (object, "num_segments");
  message->price_micros = get_price (object);
  message->currency = tidings_json_dup_currency (object, "price_unit");
  message->error_code = tidings_json_get_count (object, "error_code");
  message->error_message = tidings_json_dup_word (object, "error_message");
  message->n_media = (guint) tidings_json_get_count (object, "num_media");
  message->created_at = tidings_json_get_date (object, "date_created");
  message->updated_at = tidings_json_get_date (object, "date_updated");
  message->sent_at = tidings_json_get_date (object, "date_sent");

  return g_steal_pointer (&message);
}

TidingsTwilioMessage *
tidings_twilio_parse_message (GBytes  *body,
                              GError **error)
{
  g_autoptr(JsonObject) object = tidings_twilio_parse_object (body);
  TidingsTwilioMessage *message = object != NULL ? read_message (object) : NULL;

  if (message == NULL)
    g_propagate_error (error, tidings_twilio_error_new_unreadable ());

  return message;
}

/* The 2010 API names the next page beside the rows, the newer products in an object of its own. */
static char *
dup_next_page (JsonObject *page)
{
  JsonObject *meta = tidings_json_get_object (page, "meta");

  return meta != NULL ? tidings_json_dup_word (meta, "next_page_url") : tidings_json_dup_word (page, "next_page_uri");
}

gboolean
tidings_twilio_read_page (GBytes                *body,
                          const char            *key,
                          TidingsTwilioRowFunc   read_row,
                          GPtrArray             *rows,
                          GHashTable            *seen,
                          char                 **next,
                          GError               **error)
{
  g_autoptr(JsonObject) page = tidings_twilio_parse_object (body);
  JsonArray *array = page != NULL ? tidings_json_get_array (page, key) : NULL;

  /* A broken page is not taken for an empty one. */
  if (array == NULL)
    {
      g_propagate_error (error, tidings_twilio_error_new_unreadable ());
      return FALSE;
    }

  *next = dup_next_page (page);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *row = tidings_json_get_row (array, i);

      if (row != NULL)
        read_row (row, rows, seen);
    }

  return TRUE;
}

static void
read_message_row (JsonObject *row,
                  GPtrArray  *rows,
                  GHashTable *seen)
{
  g_autoptr(TidingsTwilioMessage) message = read_message (row);

  if (message != NULL && g_hash_table_add (seen, g_strdup (message->sid)))
    g_ptr_array_add (rows, g_steal_pointer (&message));
}

gboolean
tidings_twilio_parse_message_page (GBytes      *body,
                                   GPtrArray   *rows,
                                   GHashTable  *seen,
                                   char       **next,
                                   GError     **error)
{
  return tidings_twilio_read_page (body, "messages", read_message_row, rows, seen, next, error);
}

static void
read_sender_row (JsonObject *row,
                 GPtrArray  *rows,
                 GHashTable *seen)
{
  JsonObject *capabilities = tidings_json_get_object (row, "capabilities");
  g_autofree char *number = tidings_json_dup_word (row, "phone_number");

  if (number != NULL && capabilities != NULL && tidings_json_get_flag (capabilities, "sms") &&
      g_hash_table_add (seen, g_strdup (number)))
    g_ptr_array_add (rows, g_steal_pointer (&number));
}

gboolean
tidings_twilio_parse_sender_page (GBytes      *body,
                                  GPtrArray   *rows,
                                  GHashTable  *seen,
                                  char       **next,
                                  GError     **error)
{
  return tidings_twilio_read_page (body, "incoming_phone_numbers", read_sender_row, rows, seen, next, error);
}

TidingsTwilioAccount *
tidings_twilio_parse_account (GBytes  *body,
                              GError **error)
{
  g_autoptr(JsonObject) object = tidings_twilio_parse_object (body);
  g_autofree char *sid = object != NULL ? tidings_json_dup_word (object, "sid") : NULL;
  g_autofree char *owner = object != NULL ? tidings_json_dup_word (object, "owner_account_sid") : NULL;
  TidingsTwilioAccount *account = NULL;

  if (sid == NULL)
    {
      g_propagate_error (error, tidings_twilio_error_new_unreadable ());
      return NULL;
    }

  account = g_new0 (TidingsTwilioAccount, 1);
  /* An account of its own is its own owner. */
  if (g_strcmp0 (owner, sid) != 0)
    account->owner = g_steal_pointer (&owner);
  account->sid = g_steal_pointer (&sid);
  account->name = tidings_json_dup_string_or_empty (object, "friendly_name");
  account->kind = tidings_json_dup_string_or_empty (object, "type");
  account->state = tidings_json_dup_string_or_empty (object, "status");

  return account;
}

gboolean
tidings_twilio_parse_balance (GBytes  *body,
                              gint64  *micros,
                              char   **currency,
                              GError **error)
{
  g_autoptr(JsonObject) object = tidings_twilio_parse_object (body);
  g_autofree char *unit = object != NULL ? tidings_json_dup_currency (object, "currency") : NULL;

  if (unit == NULL || !tidings_json_get_micros (object, "balance", micros))
    {
      g_propagate_error (error, tidings_twilio_error_new_unreadable ());
      return FALSE;
    }

  *currency = g_steal_pointer (&unit);

  return TRUE;
}

char *
tidings_twilio_parse_service (GBytes  *body,
                              GError **error)
{
  g_autoptr(JsonObject) object = tidings_twilio_parse_object (body);
  g_autofree char *sid = object != NULL ? tidings_json_dup_string (object, "sid") : NULL;

  if (sid == NULL || *sid == '\0')
    {
      g_propagate_error (error, tidings_twilio_error_new_unreadable ());
      return NULL;
    }

  return tidings_json_dup_string_or_empty (object, "friendly_name");
}

void
tidings_twilio_parse_problem (GBytes  *body,
                              int     *code,
                              char   **words)
{
  g_autoptr(JsonObject) object = tidings_twilio_parse_object (body);

  *code = object != NULL ? tidings_json_get_count (object, "code") : 0;
  *words = object != NULL ? tidings_json_dup_string (object, "message") : NULL;

  /* Newer products follow RFC 9457. */
  if (object != NULL && *words == NULL)
    *words = tidings_json_dup_string (object, "detail");
}
