/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Twilio's webhooks carry. */
#include "config.h"

#include <string.h>

#include "tidings-twilio-private.h"
#include "tidings-webhook-form.h"

/* Twilio sends some thirty, and may add some any day. */
#define MAX_PAIRS 200

#define SID_LENGTH 34
#define MAX_WORD 64       /* numbers, names, ids */
#define MAX_BODY 6400     /* 1600 characters of at most four bytes */

struct _TidingsWebhookForm {
  GArray *pairs;          /* of TidingsSignedPair */
  GStringChunk *strings;
};

static TidingsWebhookForm *
form_new (void)
{
  TidingsWebhookForm *form = g_new0 (TidingsWebhookForm, 1);

  form->pairs = g_array_new (FALSE, FALSE, sizeof (TidingsSignedPair));
  form->strings = g_string_chunk_new (1024);

  return form;
}

void
tidings_webhook_form_free (TidingsWebhookForm *form)
{
  g_array_unref (form->pairs);
  g_string_chunk_free (form->strings);
  g_free (form);
}

static void
add_pair (TidingsWebhookForm *form,
          const char         *name,
          const char         *value)
{
  TidingsSignedPair pair = {
    .name = g_string_chunk_insert (form->strings, name),
    .value = g_string_chunk_insert (form->strings, value),
  };

  g_array_append_val (form->pairs, pair);
}

static char *
decode (const char *text,
        gsize       n_bytes)
{
  g_autoptr(GString) decoded = g_string_sized_new (n_bytes);

  for (gsize i = 0; i < n_bytes; i++)
    {
      char c = text[i] == '+' ? ' ' : text[i];

      if (c == '%')
        {
          if (i + 2 >= n_bytes || !g_ascii_isxdigit (text[i + 1]) || !g_ascii_isxdigit (text[i + 2]))
            return NULL;
          c = g_ascii_xdigit_value (text[i + 1]) << 4 | g_ascii_xdigit_value (text[i + 2]);
          i += 2;
        }
      if (c == '\0')
        return NULL;
      g_string_append_c (decoded, c);
    }
  if (!g_utf8_validate_len (decoded->str, decoded->len, NULL))
    return NULL;

  return g_string_free (g_steal_pointer (&decoded), FALSE);
}

static gboolean
parse_pair (TidingsWebhookForm *form,
            const char         *text,
            gsize               n_bytes)
{
  const char *equals = memchr (text, '=', n_bytes);
  gsize n_name = equals != NULL ? (gsize) (equals - text) : n_bytes;
  g_autofree char *name = decode (text, n_name);
  g_autofree char *value = equals != NULL ? decode (equals + 1, n_bytes - n_name - 1) : g_strdup ("");

  if (name == NULL || value == NULL || form->pairs->len >= MAX_PAIRS)
    return FALSE;
  add_pair (form, name, value);

  return TRUE;
}

TidingsWebhookForm *
tidings_webhook_form_parse (const char *text,
                            gsize       n_bytes)
{
  g_autoptr(TidingsWebhookForm) form = form_new ();
  const char *end = text + n_bytes;

  for (const char *p = text; p < end;)
    {
      const char *next = memchr (p, '&', end - p);
      gsize n = (next != NULL ? next : end) - p;

      if (n > 0 && !parse_pair (form, p, n))
        return NULL;
      p += n + 1;
    }

  return g_steal_pointer (&form);
}

/* The value of a member as the form would carry it; NULL for objects, lists and the like, which no parameter of ours is. */
static char *
dup_value (JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

  return NULL;
}

TidingsWebhookForm *
tidings_webhook_form_parse_json (GBytes *body)
{
  g_autoptr(JsonObject) object = tidings_twilio_parse_object (body);
  g_autoptr(TidingsWebhookForm) form = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return NULL;

  form = form_new ();
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      g_autofree char *value = dup_value (node);

      /* An escaped half of a surrogate pair comes out as no UTF-8. */
      if (value != NULL && g_utf8_validate (value, -1, NULL) && form->pairs->len < MAX_PAIRS)
        add_pair (form, name, value);
    }

  return g_steal_pointer (&form);
}

const TidingsSignedPair *
tidings_webhook_form_get_pairs (TidingsWebhookForm *form,
                                gsize              *n_pairs)
{
  *n_pairs = form->pairs->len;

  return (const TidingsSignedPair *) (gpointer) form->pairs->data;
}

const char *
tidings_webhook_form_get (TidingsWebhookForm *form,
                          const char         *name)
{
  const char *value = NULL;

  for (guint i = 0; i < form->pairs->len; i++)
    {
      const TidingsSignedPair *pair = &g_array_index (form->pairs, TidingsSignedPair, i);

      if (!g_str_equal (pair->name, name))
        continue;
      if (value != NULL && !g_str_equal (value, pair->value))
        return NULL;
      value = pair->value;
    }

  return value;
}

static gboolean
has (TidingsWebhookForm *form,
     const char         *name)
{
  for (guint i = 0; i < form->pairs->len; i++)
    if (g_str_equal (g_array_index (form->pairs, TidingsSignedPair, i).name, name))
      return TRUE;

  return FALSE;
}

static const char *
get_word (TidingsWebhookForm *form,
          const char         *name)
{
  const char *value = tidings_webhook_form_get (form, name);

  return value != NULL && *value != '\0' && strlen (value) <= MAX_WORD ? value : NULL;
}

static const char *
get_sid (TidingsWebhookForm *form)
{
  const char *sid = get_word (form, "MessageSid");

  if (sid == NULL || strlen (sid) != SID_LENGTH || (!g_str_has_prefix (sid, "SM") && !g_str_has_prefix (sid, "MM")))
    return NULL;

  return strspn (sid + 2, "0123456789abcdef") == SID_LENGTH - 2 ? sid : NULL;
}

static guint
get_count (TidingsWebhookForm *form,
           const char         *name)
{
  const char *value = get_word (form, name);
  guint64 count = 0;

  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT, &count, NULL))
    return 0;

  return (guint) count;
}

static TidingsTwilioMessage *
message_new (TidingsWebhookForm  *form,
             TidingsTwilioStatus  status)
{
  TidingsTwilioMessage *message = g_new0 (TidingsTwilioMessage, 1);

  message->sid = g_strdup (get_sid (form));
  message->status = status;
  message->to = g_strdup (get_word (form, "To"));
  message->from = g_strdup (get_word (form, "From"));
  message->service = g_strdup (get_word (form, "MessagingServiceSid"));
  message->price_micros = -1;

  return message;
}

TidingsTwilioMessage *
tidings_webhook_form_to_report (TidingsWebhookForm *form)
{
  const char *word = get_word (form, "MessageStatus");
  TidingsTwilioStatus status = word != NULL ? tidings_twilio_status_from_string (word) : TIDINGS_TWILIO_STATUS_UNKNOWN;
  TidingsTwilioMessage *report;

  if (get_sid (form) == NULL || status == TIDINGS_TWILIO_STATUS_UNKNOWN || status == TIDINGS_TWILIO_STATUS_RECEIVING ||
      status == TIDINGS_TWILIO_STATUS_RECEIVED)
    return NULL;

  report = message_new (form, status);
  report->error_code = get_count (form, "ErrorCode");

  return report;
}

TidingsTwilioMessage *
tidings_webhook_form_to_inbound (TidingsWebhookForm *form,
                                 gint64              now)
{
  const char *body = tidings_webhook_form_get (form, "Body");
  TidingsTwilioMessage *text;

  /* Twilio says `received`; a status of an own text at the wrong address is none that came in. */
  if (get_sid (form) == NULL || get_word (form, "From") == NULL || get_word (form, "To") == NULL ||
      g_strcmp0 (get_word (form, "SmsStatus"), "received") != 0 ||
      (body == NULL && has (form, "Body")) || (body != NULL && strlen (body) > MAX_BODY))
    return NULL;

  text = message_new (form, TIDINGS_TWILIO_STATUS_RECEIVED);
  text->is_inbound = TRUE;
  text->body = g_strdup (body != NULL ? body : "");
  text->n_media = get_count (form, "NumMedia");
  text->n_segments = get_count (form, "NumSegments");
  text->created_at = now;
  text->sent_at = now;

  return text;
}
