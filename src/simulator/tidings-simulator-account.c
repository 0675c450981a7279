/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account and its money (reference, sections 1.3 and 6). */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

void
sim_set_created (TidingsSimulator *self,
                 JsonObject       *object,
                 gint64            created_at,
                 gboolean          is_2010)
{
  g_autofree char *created = is_2010 ? sim_date_rfc2822 (self, created_at) : sim_date_iso8601 (self, created_at);

  json_object_set_string_member (object, "date_created", created);
  json_object_set_string_member (object, "date_updated", created);
}

void
sim_account_fetch (SimRequest *request)
{
  static const char *path = "/2010-04-01/Accounts/" TIDINGS_SIMULATOR_ACCOUNT_SID;
  static const struct { const char *name; const char *suffix; } links[] = {
    { "messages", "/Messages.json" },
    { "incoming_phone_numbers", "/IncomingPhoneNumbers.json" },
    { "outgoing_caller_ids", "/OutgoingCallerIds.json" },
    { "usage", "/Usage.json" },
    { "balance", "/Balance.json" },
  };
  const SimAccount *account = &request->simulator->world->account;
  JsonObject *object = json_object_new ();
  JsonObject *resources = json_object_new ();
  g_autofree char *uri = g_strconcat (path, ".json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *link = g_strconcat (path, links[i].suffix, NULL);

      json_object_set_string_member (resources, links[i].name, link);
    }

  json_object_set_string_member (object, "sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "owner_account_sid", account->owner ? account->owner : TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "friendly_name", account->name);
  json_object_set_string_member (object, "type", account->kind);
  json_object_set_string_member (object, "status", account->state);
  json_object_set_string_member (object, "auth_token", TIDINGS_SIMULATOR_TOKEN);
  sim_set_created (request->simulator, object, SIM_ACCOUNT_CREATED_AT, TRUE);
  json_object_set_string_member (object, "uri", uri);
  json_object_set_object_member (object, "subresource_uris", resources);
  sim_reply (request, SOUP_STATUS_OK, object);
}

/* A text that was deleted has been paid for all the same. */
void
sim_balance_fetch (SimRequest *request)
{
  SimWorld *world = request->simulator->world;
  GPtrArray *texts = request->simulator->texts;
  gint64 micros = world->account.first_micros - (gint64) world->paid_lookups->len * SIM_LOOKUP_MICROS;
  JsonObject *object = NULL;
  g_autofree char *balance = NULL;

  /* The money is the owner's. */
  if (world->account.owner)
    {
      sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 20001, "Balance is not available for subaccounts");
      return;
    }

  for (guint i = 0; i < texts->len; i++)
    micros += sim_text_get_state (g_ptr_array_index (texts, i), request->now).price_micros;

  balance = sim_decimal (micros, 2);
  object = json_object_new ();
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "balance", balance);
  json_object_set_string_member (object, "currency", world->account.currency);
  sim_reply (request, SOUP_STATUS_OK, object);
}
