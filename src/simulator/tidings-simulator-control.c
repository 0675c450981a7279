/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator's own paths, by which tests and people outside the process make things happen. */
#include "config.h"

#include <string.h>

#include "tidings-phone-number.h"
#include "tidings-simulator-private.h"

static void
refuse (SimRequest *request,
        const char *name)
{
  sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 20001, "The parameter '%s' is missing or wrong", name);
}

/* FALSE if it is there and no number. */
static gboolean
read_count (SimRequest *request,
            const char *name,
            guint64     absent,
            guint      *count)
{
  const char *text = sim_request_get_form (request, name);
  guint64 value = absent;

  if (text && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &value, NULL))
    return FALSE;

  *count = value;
  return TRUE;
}

static void
post_faults (SimRequest *request)
{
  const char *method = sim_request_get_form (request, "Method");
  TidingsSimulatorFault fault = TIDINGS_SIMULATOR_FAULT_NONE;
  guint amount = 0;
  guint n_times = 0;

  if (!sim_fault_from_string (sim_request_get_form (request, "Fault"), &fault))
    refuse (request, "Fault");
  else if (!read_count (request, "Amount", 0, &amount))
    refuse (request, "Amount");
  else if (!read_count (request, "Times", 1, &n_times))
    refuse (request, "Times");
  else
    {
      tidings_simulator_push_fault (request->simulator, method && *method ? method : NULL, fault, amount, n_times);
      sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
    }
}

/* A number as Twilio would write it, NULL if it is none. */
static char *
dup_number (const char *text)
{
  g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (text ? text : "", NULL);

  return tidings_number_verdict_blocks (check->verdict) ? NULL : g_strdup (check->e164);
}

static void
post_phones (SimRequest *request)
{
  g_autofree char *number = dup_number (sim_request_get_form (request, "Number"));
  SimPhone phone = SIM_PHONE_NORMAL;

  if (!number)
    refuse (request, "Number");
  else if (!sim_phone_from_string (sim_request_get_form (request, "Behaviour"), &phone) || phone == SIM_PHONE_LANDLINE)
    refuse (request, "Behaviour");
  else
    {
      tidings_simulator_set_phone (request->simulator, number, (TidingsSimulatorPhone) phone);
      sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
    }
}

static void
post_replies (SimRequest *request)
{
  g_autofree char *from = dup_number (sim_request_get_form (request, "From"));
  const char *to = sim_request_get_form (request, "To");
  const char *body = sim_request_get_form (request, "Body");

  if (!from)
    refuse (request, "From");
  else if (to && *to && strcmp (to, TIDINGS_SIMULATOR_SENDER) != 0)
    refuse (request, "To");
  else if (!body)
    refuse (request, "Body");
  else
    {
      tidings_simulator_reply (request->simulator, from, to && *to ? to : NULL, body);
      sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
    }
}

static void
get_inbox (SimRequest *request)
{
  g_autoptr(GPtrArray) inbox = tidings_simulator_list_inbox (request->simulator);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < inbox->len; i++)
    {
      const TidingsSimulatorText *text = g_ptr_array_index (inbox, i);
      JsonObject *object = json_object_new ();
      g_autofree char *at = sim_date_iso8601 (text->at);

      json_object_set_string_member (object, "to", text->to);
      json_object_set_string_member (object, "from", text->from);
      json_object_set_string_member (object, "body", text->body);
      json_object_set_string_member (object, "at", at);
      json_object_set_string_member (object, "sid", text->sid);
      json_array_add_object_element (array, object);
    }

  json_node_take_array (node, array);
  sim_reply_node (request, SOUP_STATUS_OK, node);
}

/* These paths ask for no password, so a page in someone's browser must not reach them: it cannot hide its Origin when it
 * posts, and it cannot fake the Host when a name of its own was made to point here. */
static gboolean
is_from_a_page (SimRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *host = soup_message_headers_get_one (headers, "Host");

  if (soup_message_headers_get_one (headers, "Origin"))
    return TRUE;

  return !host || strcmp (host, request->simulator->origin + strlen ("http://")) != 0;
}

gboolean
sim_control (SimRequest *request)
{
  static const struct { const char *method; const char *path; SimHandler handler; } paths[] = {
    { "POST", "/faults", post_faults },
    { "POST", "/phones", post_phones },
    { "POST", "/replies", post_replies },
    { "GET", "/inbox", get_inbox },
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      if (strcmp (request->path, paths[i].path) != 0)
        continue;

      if (is_from_a_page (request))
        sim_reply_error (request, SOUP_STATUS_FORBIDDEN, 20403, "Only for programs on this computer");
      else if (strcmp (request->method, paths[i].method) != 0)
        sim_reply_error (request, SOUP_STATUS_METHOD_NOT_ALLOWED, 20004, "Method not allowed");
      else
        paths[i].handler (request);
      return TRUE;
    }

  return FALSE;
}
