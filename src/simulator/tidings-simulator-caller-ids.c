/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that people verified by a call, which alone a trial account may text (reference, section 1.6). */
#include "config.h"

#include <string.h>

#include "tidings-phone-number.h"
#include "tidings-simulator-private.h"

#define MAX_NAME 64
#define MAX_DELAY_S 60

/* How long the person takes to answer and to key in the code. */
#define ANSWER_MS 2000

static JsonObject *
to_resource (SimRequest *request,
             gpointer    row)
{
  const SimCallerId *caller_id = row;
  JsonObject *object = json_object_new ();
  g_autofree char *uri = g_strdup_printf ("/2010-04-01/Accounts/%s/OutgoingCallerIds/%s.json",
                                          TIDINGS_SIMULATOR_ACCOUNT_SID, caller_id->sid);

  json_object_set_string_member (object, "sid", caller_id->sid);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "phone_number", caller_id->number);
  json_object_set_string_member (object, "friendly_name", caller_id->name);
  sim_set_created (request->simulator, object, caller_id->listed_at, TRUE);
  json_object_set_string_member (object, "uri", uri);

  return object;
}

static const char *
get_sid (gpointer row)
{
  return ((const SimCallerId *) row)->sid;
}

static int
compare_sids (gconstpointer a,
              gconstpointer b)
{
  return strcmp ((*(SimCallerId * const *) a)->sid, (*(SimCallerId * const *) b)->sid);
}

void
sim_caller_ids_list (SimRequest *request)
{
  GPtrArray *all = request->simulator->world->caller_ids;
  const char *pattern = sim_request_get_query (request, "PhoneNumber");
  const char *name = sim_request_get_query (request, "FriendlyName");
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      SimCallerId *caller_id = g_ptr_array_index (all, i);

      if (caller_id->listed_at <= request->now && sim_number_fits (caller_id->number, pattern) &&
          (!name || strcmp (name, caller_id->name) == 0))
        g_ptr_array_add (rows, caller_id);
    }

  g_ptr_array_sort (rows, compare_sids);
  sim_reply_page_2010 (request, &(SimList) { "outgoing_caller_ids", rows, get_sid, to_resource, NULL });
}

static gboolean
refuse (SimRequest *request,
        int         code,
        const char *sentence)
{
  sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, code, "%s", sentence);

  return FALSE;
}

static gboolean
check_order (SimRequest         *request,
             TidingsNumberCheck *check,
             guint              *delay_s)
{
  SimWorld *world = request->simulator->world;
  const SimCallerId *known = check->e164 ? sim_world_find_caller_id (world, check->e164) : NULL;
  const char *name = sim_request_get_form (request, "FriendlyName");

  if (tidings_number_verdict_blocks (check->verdict))
    return refuse (request, 21401, "The phone number is not valid.");
  if (sim_world_find_number (world, check->e164))
    return refuse (request, 21449, "The phone number can be used already.");
  if (known && known->listed_at <= request->now)
    return refuse (request, 21450, "The phone number is already verified for your account.");
  if (!sim_read_count (request, "CallDelay", 0, delay_s) || *delay_s > MAX_DELAY_S)
    return refuse (request, 21454, "The call delay must be from 0 to 60 seconds.");
  if (name && g_utf8_strlen (name, -1) > MAX_NAME)
    return refuse (request, 20001, "The friendly name is too long.");

  return TRUE;
}

SimCallerId *
sim_keep_caller_id (TidingsSimulator *self,
                    const char       *number,
                    const char       *name,
                    gint64            listed_at)
{
  SimWorld *world = self->world;
  SimCallerId *known = sim_world_find_caller_id (world, number);
  SimCallerId *caller_id = g_new0 (SimCallerId, 1);

  caller_id->sid = sim_dup_sid (self, "PN");
  caller_id->number = g_strdup (number);
  caller_id->name = g_strdup (name && *name ? name : number);
  caller_id->listed_at = listed_at;
  if (known)
    g_ptr_array_remove (world->caller_ids, known);
  g_ptr_array_add (world->caller_ids, caller_id);

  return caller_id;
}

void
sim_caller_ids_create (SimRequest *request)
{
  TidingsSimulator *self = request->simulator;
  const char *typed = sim_request_get_form (request, "PhoneNumber");
  g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (typed ? typed : "", NULL);
  const SimCallerId *caller_id = NULL;
  guint delay_s = 0;
  JsonObject *object = NULL;
  g_autofree char *call = NULL;
  g_autofree char *code = NULL;

  if (!check_order (request, check, &delay_s))
    return;

  caller_id = sim_keep_caller_id (self, check->e164, sim_request_get_form (request, "FriendlyName"),
                                  request->now + ANSWER_MS + (gint64) delay_s * 1000);
  call = sim_dup_sid (self, "CA");
  code = sim_dup_digits (self, 6);
  object = json_object_new ();
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "call_sid", call);
  json_object_set_string_member (object, "friendly_name", caller_id->name);
  json_object_set_string_member (object, "phone_number", caller_id->number);
  json_object_set_string_member (object, "validation_code", code);
  /* 200 and not 201: what is created is the call. */
  sim_reply (request, SOUP_STATUS_OK, object);
}

static SimCallerId *
find_caller_id (SimRequest *request)
{
  SimCallerId *caller_id = sim_world_find_caller_id (request->simulator->world, request->arguments[1]);

  if (caller_id && caller_id->listed_at <= request->now && strcmp (caller_id->sid, request->arguments[1]) == 0)
    return caller_id;

  sim_reply_not_found (request);
  return NULL;
}

void
sim_caller_ids_fetch (SimRequest *request)
{
  SimCallerId *caller_id = find_caller_id (request);

  if (caller_id)
    sim_reply (request, SOUP_STATUS_OK, to_resource (request, caller_id));
}

void
sim_caller_ids_update (SimRequest *request)
{
  SimCallerId *caller_id = find_caller_id (request);
  const char *name = sim_request_get_form (request, "FriendlyName");

  if (!caller_id)
    return;

  if (name && g_utf8_strlen (name, -1) > MAX_NAME)
    {
      refuse (request, 20001, "The friendly name is too long.");
      return;
    }
  if (name)
    {
      g_free (caller_id->name);
      caller_id->name = g_strdup (name);
    }

  sim_reply (request, SOUP_STATUS_OK, to_resource (request, caller_id));
}

void
sim_caller_ids_delete (SimRequest *request)
{
  SimCallerId *caller_id = find_caller_id (request);

  if (!caller_id)
    return;

  g_ptr_array_remove (request->simulator->world->caller_ids, caller_id);
  sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
}
