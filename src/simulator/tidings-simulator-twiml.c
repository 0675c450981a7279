/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a client answers to an inbound text: TwiML with messages, one level deep (reference, section 9.3). */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

#define ERROR_XML 12100
#define ERROR_SCHEMA 12200
#define ERROR_TYPE 12300

typedef struct {
  guint depth;
  gboolean is_response;
  gboolean in_message;
  GString *text;          /* of the message being read */
  GPtrArray *messages;    /* owned strings */
} Reader;

static void
begin_cb (GMarkupParseContext  *context,
          const char           *name,
          const char          **attributes,
          const char          **values,
          gpointer              user_data,
          GError              **error)
{
  static const char *nouns[] = { "Body", "Media", NULL };
  Reader *reader = user_data;

  reader->depth++;
  if (reader->depth == 1 && strcmp (name, "Response") == 0)
    reader->is_response = TRUE;
  else if (reader->depth == 2 && reader->is_response && strcmp (name, "Message") == 0)
    reader->in_message = TRUE;
  else if (reader->depth != 3 || !reader->in_message || !g_strv_contains (nouns, name))
    g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_UNKNOWN_ELEMENT, name);

  /* What stands before the noun is white space. */
  g_string_truncate (reader->text, 0);
}

static void
end_cb (GMarkupParseContext  *context,
        const char           *name,
        gpointer              user_data,
        GError              **error)
{
  Reader *reader = user_data;

  if (reader->depth == 3 && strcmp (name, "Body") == 0)
    g_ptr_array_add (reader->messages, g_strdup (reader->text->str));
  else if (reader->depth == 2 && reader->in_message && *g_strstrip (reader->text->str))
    g_ptr_array_add (reader->messages, g_strdup (reader->text->str));

  if (reader->depth == 2)
    reader->in_message = FALSE;
  g_string_set_size (reader->text, 0);
  reader->depth--;
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  Reader *reader = user_data;

  if (reader->in_message)
    g_string_append_len (reader->text, text, length);
}

/* The code of Twilio's debugger, 0 if all is well. */
static int
read_messages (GBytes    *bytes,
               GPtrArray *messages)
{
  static const GMarkupParser parser = { begin_cb, end_cb, text_cb, NULL, NULL };
  gsize length = 0;
  const char *xml = g_bytes_get_data (bytes, &length);
  g_autoptr(GString) text = g_string_new (NULL);
  Reader reader = { .text = text, .messages = messages };
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
  g_autoptr(GError) error = NULL;

  if (g_markup_parse_context_parse (context, xml, length, &error) && g_markup_parse_context_end_parse (context, &error))
    return reader.is_response ? 0 : ERROR_SCHEMA;

  return g_error_matches (error, G_MARKUP_ERROR, G_MARKUP_ERROR_UNKNOWN_ELEMENT) ? ERROR_SCHEMA : ERROR_XML;
}

int
sim_twiml_obey (TidingsSimulator *self,
                const char       *sid,
                SoupMessage      *message,
                GBytes           *bytes)
{
  const SimText *text = g_hash_table_lookup (self->texts_by_sid, sid);
  const char *type = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_free);
  int code = 0;

  /* 204, or nothing at all: silence. */
  if (g_bytes_get_size (bytes) == 0)
    return 0;
  if (g_strcmp0 (type, "text/xml") != 0 && g_strcmp0 (type, "application/xml") != 0)
    return ERROR_TYPE;

  code = read_messages (bytes, messages);
  for (guint i = 0; text && code == 0 && i < messages->len; i++)
    sim_answer_text (self, text, g_ptr_array_index (messages, i));

  return code;
}
