/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that exist: fetched, listed, redacted, canceled, deleted (reference, sections 2.3 to 2.5). */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "tidings-simulator-private.h"

typedef struct {
  const char *to;
  const char *from;
  gint64 sent_from;   /* UTC milliseconds, inclusive; 0 for no bound */
  gint64 sent_to;     /* exclusive; 0 for no bound */
} Filter;

SimText *
sim_find_text (SimRequest *request)
{
  SimText *text = g_hash_table_lookup (request->simulator->texts_by_sid, request->arguments[1]);

  if (!text || text->deleted_at > 0 || text->direction == SIM_CODE)
    {
      sim_reply_not_found (request);
      return NULL;
    }

  return text;
}

void
sim_messages_fetch (SimRequest *request)
{
  SimText *text = sim_find_text (request);

  if (!text)
    return;

  sim_reply (request, SOUP_STATUS_OK, sim_text_to_resource (request->simulator, text, request->now));
  sim_text_look (text, request->now);
}

/* A day in GMT as YYYY-MM-DD, to the letter: more has been seen to work at Twilio, but only this is promised. */
static gboolean
parse_day (const char *text,
           gint64     *begin)
{
  g_autoptr(GDateTime) day = NULL;
  int year = 0;
  int month = 0;
  int n_read = 0;
  int number = 0;

  if (strlen (text) != strlen ("2026-04-14") ||
      sscanf (text, "%4d-%2d-%2d%n", &year, &month, &number, &n_read) != 3 || text[n_read] != '\0')
    return FALSE;

  day = g_date_time_new_utc (year, month, number, 0, 0, 0);
  if (!day)
    return FALSE;

  *begin = g_date_time_to_unix (day) * 1000;
  return TRUE;
}

static gboolean
read_filter (SimRequest *request,
             Filter     *filter)
{
  static const gint64 day_ms = G_GINT64_CONSTANT (24) * 60 * 60 * 1000;
  static const char *names[] = { "DateSent", "DateSent>", "DateSent<" };

  *filter = (Filter) { .to = sim_request_get_query (request, "To"), .from = sim_request_get_query (request, "From") };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = sim_request_get_query (request, names[i]);
      gint64 begin = 0;

      if (!value)
        continue;
      if (!parse_day (value, &begin))
        {
          sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 20001, "The '%s' date must be YYYY-MM-DD", names[i]);
          return FALSE;
        }

      begin -= request->simulator->skew_ms;
      /* Both bounds are inclusive. */
      if (names[i][strlen ("DateSent")] != '<')
        filter->sent_from = MAX (filter->sent_from, begin);
      if (names[i][strlen ("DateSent")] != '>')
        filter->sent_to = filter->sent_to > 0 ? MIN (filter->sent_to, begin + day_ms) : begin + day_ms;
    }

  return TRUE;
}

static gboolean
filter_matches (const Filter  *filter,
                const SimText *text,
                gint64         now)
{
  gint64 sent_at = 0;

  if (text->deleted_at > 0 || text->direction == SIM_CODE)
    return FALSE;
  if (filter->to && strcmp (filter->to, text->to) != 0)
    return FALSE;
  if (filter->from && g_strcmp0 (filter->from, sim_text_get_sender (text, now)) != 0)
    return FALSE;
  if (filter->sent_from == 0 && filter->sent_to == 0)
    return TRUE;

  /* What no carrier has taken yet has no such date and is missed, as a client must expect of Twilio. */
  sent_at = sim_text_get_state (text, now).sent_at;

  return sent_at > 0 && sent_at >= filter->sent_from && (filter->sent_to == 0 || sent_at < filter->sent_to);
}

static const char *
get_sid (gpointer row)
{
  return ((SimText *) row)->sid;
}

static JsonObject *
to_resource (SimRequest *request,
             gpointer    row)
{
  JsonObject *object = sim_text_to_resource (request->simulator, row, request->now);

  sim_text_look (row, request->now);

  return object;
}

/* Newest first, and a text that was deleted meanwhile still has its place. */
static int
compare_to_sid (SimRequest *request,
                gpointer    row,
                const char *sid)
{
  SimText *text = row;
  SimText *other = g_hash_table_lookup (request->simulator->texts_by_sid, sid);

  if (!other)
    return 1;

  return text->position > other->position ? -1 : text->position < other->position;
}

void
sim_messages_list (SimRequest *request)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  GPtrArray *texts = request->simulator->texts;
  Filter filter;

  if (!read_filter (request, &filter))
    return;

  for (guint i = texts->len; i > 0; i--)
    {
      SimText *text = g_ptr_array_index (texts, i - 1);

      if (filter_matches (&filter, text, request->now))
        g_ptr_array_add (rows, text);
    }

  sim_reply_page_2010 (request, &(SimList) { "messages", rows, get_sid, to_resource, compare_to_sid });
}

/* Writes that something happened to a text. FALSE, with the answer set, if it could not be kept. */
static gboolean
remember (SimRequest *request,
          SimText    *text,
          const char *what)
{
  JsonObject *line = json_object_new ();
  g_autoptr(GError) error = NULL;

  json_object_set_string_member (line, "what", what);
  json_object_set_string_member (line, "sid", text->sid);
  json_object_set_int_member (line, "at", request->now);

  if (sim_journal_append (request->simulator->journal, line, &error))
    return TRUE;

  g_warning ("%s", error->message);
  sim_reply_error (request, SOUP_STATUS_INTERNAL_SERVER_ERROR, 20500, "An internal server error has occurred");

  return FALSE;
}

static gboolean
redact (SimRequest *request,
        SimText    *text,
        const char *body)
{
  if (*body)
    {
      sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 20001, "The 'Body' of a message can only be emptied");
      return FALSE;
    }
  if (!sim_text_get_state (text, request->now).is_final)
    {
      sim_reply_error (request, SOUP_STATUS_CONFLICT, 20009, "The message is not final yet");
      return FALSE;
    }
  if (!remember (request, text, "redact"))
    return FALSE;

  text->redacted_at = request->now;
  return TRUE;
}

static gboolean
cancel (SimRequest *request,
        SimText    *text,
        const char *status)
{
  SimState state = { 0 };

  if (strcmp (status, "canceled") != 0)
    {
      sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 20001, "The 'Status' can only be set to canceled");
      return FALSE;
    }
  if (strcmp (sim_text_get_state (text, request->now).status, "scheduled") != 0)
    {
      sim_reply_error (request, SOUP_STATUS_CONFLICT, 30409, "Message is not in a cancelable state");
      return FALSE;
    }
  if (!remember (request, text, "cancel"))
    return FALSE;

  text->canceled_at = request->now;
  tidings_clock_cancel (request->simulator->clock, text->arrival_id);
  sim_webhooks_follow (request->simulator, text);
  state = sim_text_get_state (text, request->now);
  sim_webhooks_tell_status (request->simulator, text, &state);
  return TRUE;
}

void
sim_messages_update (SimRequest *request)
{
  SimText *text = sim_find_text (request);
  const char *body = sim_request_get_form (request, "Body");
  const char *status = sim_request_get_form (request, "Status");

  if (!text)
    return;

  if (body && status)
    {
      sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 30400, "Body and Status cannot be changed together");
      return;
    }
  if (body && !redact (request, text, body))
    return;
  if (status && !cancel (request, text, status))
    return;

  sim_reply (request, SOUP_STATUS_OK, sim_text_to_resource (request->simulator, text, request->now));
}

void
sim_messages_delete (SimRequest *request)
{
  SimText *text = sim_find_text (request);

  if (!text)
    return;

  if (!sim_text_get_state (text, request->now).is_final)
    {
      sim_reply_error (request, SOUP_STATUS_CONFLICT, 20009, "The message is not final yet");
      return;
    }
  if (!remember (request, text, "delete"))
    return;

  text->deleted_at = request->now;
  sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
}
