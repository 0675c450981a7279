/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random replies of Twilio: whatever they are, reading them ends, leaks nothing, and gives text that is text. */
#include "config.h"

#include <stdint.h>

#include "tidings-twilio-private.h"

static void
check (const char *text)
{
  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    g_error ("What was read is no text");
}

static void
read_message (GBytes *bytes)
{
  g_autoptr(TidingsTwilioMessage) message = tidings_twilio_parse_message (bytes, NULL);

  if (message == NULL)
    return;

  check (message->sid);
  check (message->to);
  check (message->from);
  check (message->body);
  check (message->currency);
  check (message->error_message);
  g_assert (message->price_micros >= -1 && message->created_at >= 0 && message->error_code >= 0);
}

static void
read_page (GBytes                *bytes,
           TidingsTwilioPageFunc  parse,
           GDestroyNotify         free_row)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *next = NULL;
  g_autofree char *url = NULL;

  if (!parse (bytes, rows, seen, &next, NULL) || next == NULL)
    return;

  check (next);
  url = tidings_twilio_resolve_page ("https://api.twilio.com/2010-04-01/Messages.json", next);
  if (url != NULL)
    g_assert (tidings_twilio_is_allowed_url (NULL, url));
}

static void
read_error (GBytes *bytes)
{
  g_autoptr(GError) error = tidings_twilio_error_new_reply (400, NULL, NULL, bytes);

  check (error->message);
}

static void
read_others (GBytes *bytes)
{
  g_autoptr(TidingsTwilioAccount) account = tidings_twilio_parse_account (bytes, NULL);
  g_autofree char *service = tidings_twilio_parse_service (bytes, NULL);
  g_autofree char *currency = NULL;
  gint64 micros = 0;

  check (service);
  if (account != NULL)
    check (account->owner);
  tidings_twilio_parse_balance (bytes, &micros, &currency, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *text = g_strndup ((const char *) data, size);

  read_message (bytes);
  read_page (bytes, tidings_twilio_parse_message_page, (GDestroyNotify) tidings_twilio_message_free);
  read_page (bytes, tidings_twilio_parse_sender_page, g_free);
  read_error (bytes);
  read_others (bytes);
  g_assert (tidings_twilio_parse_date (text) >= 0);

  return 0;
}
