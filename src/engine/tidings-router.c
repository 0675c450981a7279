/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text comes from and what it costs, with what the store knows. */
#include "config.h"

#include "tidings-estimate.h"
#include "tidings-money.h"
#include "tidings-router.h"
#include "tidings-store-lines.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-store-senders.h"

void
tidings_choice_free (TidingsChoice *choice)
{
  if (choice == NULL)
    return;

  g_free (choice->sender);
  g_free (choice->service);
  g_free (choice->detail);
  g_free (choice->words);
  g_free (choice);
}

/* What cannot be read counts as not known: then the sender that is set is used. */
static GPtrArray *
list_senders (TidingsCore *core)
{
  g_autoptr(GPtrArray) senders = NULL;
  g_autoptr(GError) error = NULL;

  if (core->settings.account != NULL && (senders = tidings_store_list_senders (core->store, core->settings.account, &error)) != NULL)
    return g_steal_pointer (&senders);
  if (error != NULL)
    g_warning ("The account’s senders cannot be read: %s", error->message);

  return g_ptr_array_new ();
}

TidingsChoice *
tidings_router_choose (TidingsCore      *core,
                       TidingsPerson    *person,
                       TidingsAlertType *type,
                       gboolean          has_picture,
                       gboolean          is_ahead)
{
  g_autoptr(GPtrArray) senders = list_senders (core);
  g_autofree char *last = person->id != 0 ? tidings_store_dup_last_sender (core->store, person->id, person->number) : NULL;
  TidingsRouteQuestion question = {
    .country = person->country,
    .is_one_way = type != NULL && type->is_one_way,
    .has_picture = has_picture,
    .is_ahead = is_ahead,
    .senders = senders,
    .sender = core->settings.sender,
    .service = core->settings.service,
    .name = core->settings.sender_name,
    .last_sender = last,
  };
  TidingsRoute route = tidings_route_choose (&question);
  TidingsChoice *choice = g_new0 (TidingsChoice, 1);

  choice->reason = route.reason;
  choice->sender = g_strdup (route.sender);
  choice->service = g_strdup (route.service);
  choice->kind = route.kind;
  choice->detail = tidings_route_to_string (&route);
  choice->words = tidings_route_describe (&route);

  return choice;
}

gboolean
tidings_router_route (TidingsCore     *core,
                      TidingsMessage  *message,
                      char           **service,
                      GError         **error)
{
  g_autoptr(TidingsPerson) person = tidings_store_get_person (core->store, message->person_id, error);
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, message->type);
  g_autoptr(TidingsChoice) choice = NULL;
  gboolean is_told = FALSE;

  *service = NULL;
  if (person == NULL)
    return FALSE;

  choice = tidings_router_choose (core, person, type, message->media_url != NULL, message->send_at != 0);
  /* The senders have changed since it was let in; Twilio has the last word. */
  if (choice->sender == NULL)
    {
      choice->sender = g_strdup (tidings_core_get_sender (core));
      choice->service = g_strdup (core->settings.service);
      g_free (choice->detail);
      choice->detail = tidings_route_to_string (&(TidingsRoute) {
        .reason = choice->service != NULL ? TIDINGS_ROUTE_SERVICE : TIDINGS_ROUTE_DEFAULT, .sender = choice->sender });
    }

  is_told = g_strcmp0 (message->sender, choice->sender) == 0;
  g_free (message->sender);
  message->sender = g_steal_pointer (&choice->sender);
  *service = g_steal_pointer (&choice->service);

  return is_told ||
         tidings_store_add_event (core->store, message->id, tidings_core_now (core), "route", choice->detail, error);
}

gint64
tidings_router_estimate (TidingsCore       *core,
                         TidingsPerson     *person,
                         TidingsMessage    *message,
                         TidingsSenderKind  kind)
{
  g_autoptr(GPtrArray) tariffs = NULL;
  g_autoptr(TidingsLine) line = NULL;
  g_auto(TidingsMoney) money = { 0 };
  TidingsEstimate estimate;

  message->price_micros = -1;
  message->reserved_micros = -1;
  g_clear_pointer (&message->currency, g_free);
  if (person->country == NULL)
    return -1;

  tariffs = tidings_store_list_prices (core->store, person->country);
  /* Nobody is told a guess, but something is set aside. */
  tidings_money_read (core, &money);
  message->reserved_micros = tidings_estimate_dearest (tariffs, money.currency, message->n_segments);
  if (message->media_url != NULL || (message->channel != NULL && *message->channel != '\0'))
    return -1;

  line = tidings_store_get_line (core->store, person->number);
  if (!tidings_estimate (tariffs, line != NULL ? line->mcc : NULL, line != NULL ? line->mnc : NULL, kind, message->n_segments,
                         &estimate))
    return -1;

  message->price_micros = estimate.high_micros;
  message->reserved_micros = estimate.high_micros;
  message->currency = g_strdup (estimate.currency);

  return estimate.low_micros;
}
