/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text may come from: numbers, short codes, names and services, and where each may go (reference, 2.1, 3, 12). */
#include "config.h"

#include <string.h>

#include "tidings-sender.h"
#include "tidings-simulator-private.h"

static gboolean
is_sid (const char *text,
        const char *prefix)
{
  return g_str_has_prefix (text, prefix) && strlen (text) == 34 && strspn (text + 2, "0123456789abcdefABCDEF") == 32;
}

gboolean
sim_check_service (SimRequest *request,
                   SimOrder   *order)
{
  const char *sid = sim_request_get_form (request, "MessagingServiceSid");

  if (!sid || !*sid)
    return TRUE;

  if (!is_sid (sid, "MG"))
    return sim_refuse_order (request, 21705, "The Messaging Service Sid is invalid.");

  order->service = request->is_test ? NULL : sim_world_find_service (request->simulator->world, sid);
  if (!order->service)
    return sim_refuse_order (request, 21701, "The Messaging Service does not exist.");
  if (order->from && !sim_service_has_sender (order->service, order->from))
    return sim_refuse_order (request, 21711, "The 'From' number is not in the Messaging Service's sender pool.");
  if (order->service->numbers->len == 0 && order->service->names->len == 0)
    return sim_refuse_order (request, 21704, "The Messaging Service contains no phone numbers.");

  return TRUE;
}

static gboolean
check_name (SimRequest *request,
            const char *name)
{
  if (!tidings_sender_is_name (name))
    return sim_refuse_order (request, 21212, "The 'From' name or number is not valid.");
  if (sim_world_is_trial (request->simulator->world))
    return sim_refuse_order (request, 21212, "Trial accounts cannot send from a name.");

  return TRUE;
}

/* A number or short code, though not one of the account. */
static gboolean
is_somebodys (const char *sender)
{
  const char *digits = *sender == '+' ? sender + 1 : sender;

  return strspn (digits, G_CSET_DIGITS) == strlen (digits) && *digits && (digits != sender || strlen (digits) <= 8);
}

gboolean
sim_check_from (SimRequest *request,
                SimOrder   *order)
{
  static const struct { const char *number; int code; const char *sentence; } magic[] = {
    { "+15005550001", 21212, "The 'From' number +15005550001 is not a valid phone number." },
    { "+15005550007", 21606, "The 'From' phone number provided is not a valid, message-capable number of your account." },
    { "+15005550008", 21611, "This 'From' number has exceeded the maximum number of queued messages." },
  };
  const SimNumber *number = NULL;

  if (!order->from)
    return TRUE;

  number = request->is_test ? NULL : sim_world_find_number (request->simulator->world, order->from);
  if (number && strcmp (number->number, order->from) == 0 && number->can_text)
    return TRUE;
  if (request->is_test && strcmp (order->from, TIDINGS_SIMULATOR_SENDER) == 0)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (magic); i++)
    if (strcmp (order->from, magic[i].number) == 0)
      return sim_refuse_order (request, magic[i].code, magic[i].sentence);

  if (request->is_test)
    return sim_refuse_order (request, 21606, "The 'From' phone number provided cannot be used with test credentials.");
  if (is_somebodys (order->from))
    return sim_refuse_order (request, 21606, magic[1].sentence);

  return check_name (request, order->from);
}

static gboolean
may_use_name (SimRequest     *request,
              const SimOrder *order)
{
  return tidings_name_rule_of_country (order->country) != TIDINGS_NAME_REFUSED &&
         !sim_world_is_trial (request->simulator->world) && order->n_media == 0;
}

static gboolean
is_short_code_there (const SimNumber *number,
                     const char      *country)
{
  return number->type == SIM_NUMBER_SHORT_CODE && g_strcmp0 (number->country, country) == 0;
}

static gboolean
is_number_there (const SimNumber *number,
                 const char      *country)
{
  return number->type != SIM_NUMBER_SHORT_CODE && g_strcmp0 (number->country, country) == 0;
}

static gboolean
is_number (const SimNumber *number,
           const char      *country)
{
  return number->type != SIM_NUMBER_SHORT_CODE;
}

static const char *
find_in_pool (const SimOrder *order,
              gboolean      (*fits) (const SimNumber *number, const char *country))
{
  for (guint i = 0; i < order->service->numbers->len; i++)
    {
      const SimNumber *number = g_ptr_array_index (order->service->numbers, i);

      if (number->can_text && (order->n_media == 0 || number->can_mms) && fits (number, order->country))
        return number->number;
    }

  return NULL;
}

/* The same sender as the last time, where it is still in the pool. */
static const char *
find_sticky (SimRequest     *request,
             const SimOrder *order)
{
  GPtrArray *texts = request->simulator->texts;

  if (!order->service->is_sticky || order->service->numbers->len + order->service->names->len < 2 || order->n_media > 0)
    return NULL;

  for (guint i = texts->len; i > 0; i--)
    {
      const SimText *text = g_ptr_array_index (texts, i - 1);

      if (text->chosen && g_strcmp0 (text->service, order->service->sid) == 0 && strcmp (text->to, order->to) == 0)
        return sim_service_has_sender (order->service, text->chosen) ? text->chosen : NULL;
    }

  return NULL;
}

/* Short code of the country, name where it may be, number of the country, any number. */
static const char *
choose (SimRequest     *request,
        const SimOrder *order)
{
  const char *sender = find_sticky (request, order);

  if (!sender)
    sender = find_in_pool (order, is_short_code_there);
  if (!sender && order->service->names->len > 0 && may_use_name (request, order))
    sender = ((SimName *) g_ptr_array_index (order->service->names, 0))->name;
  if (!sender)
    sender = find_in_pool (order, is_number_there);
  if (!sender)
    sender = find_in_pool (order, is_number);

  return sender;
}

/* A campaign of the number's own, or the one of its service. */
static gboolean
is_registered (SimRequest      *request,
               const SimNumber *number)
{
  const SimService *service = sim_world_find_service_of (request->simulator->world, number);

  return number->is_registered && (!service || g_strcmp0 (service->campaign, "VERIFIED") == 0);
}

static gboolean
is_north_american (const char *country)
{
  return g_strcmp0 (country, "US") == 0 || g_strcmp0 (country, "CA") == 0;
}

static gboolean
check_number_way (SimRequest      *request,
                  SimOrder        *order,
                  const SimNumber *number)
{
  /* To a number of the +1 plan whose country nobody knows, too. */
  gboolean to_north_america = is_north_american (order->country) || order->check->calling_code == 1;

  if (number->type == SIM_NUMBER_SHORT_CODE && g_strcmp0 (number->country, order->country) != 0)
    return sim_refuse_order (request, 21612, "The 'To' phone number is not reachable from this short code.");
  if (number->type == SIM_NUMBER_TOLL_FREE && !to_north_america)
    return sim_refuse_order (request, 21612, "The 'To' phone number is not reachable from a toll-free number.");

  if (order->n_media > 0 && !number->can_mms)
    return sim_refuse_order (request, 21621, "The 'From' number has not been enabled for picture messaging.");
  if (order->n_media > 0 && !is_north_american (order->country) && g_strcmp0 (order->country, "AU") != 0)
    order->error_code = 30011;

  if (number->type == SIM_NUMBER_TOLL_FREE && g_strcmp0 (number->toll_free, "TWILIO_APPROVED") != 0)
    order->error_code = 30032;
  else if (number->type == SIM_NUMBER_LOCAL && to_north_america && is_north_american (number->country) &&
           !is_registered (request, number))
    order->error_code = 30034;

  return TRUE;
}

static gboolean
check_name_way (SimRequest *request,
                SimOrder   *order)
{
  g_autofree char *registration = g_strconcat (order->sender, " ", order->country, NULL);
  TidingsNameRule rule = tidings_name_rule_of_country (order->country);

  if (rule == TIDINGS_NAME_REFUSED)
    return sim_refuse_order (request, 21612, "The 'To' phone number is not reachable by a name as 'From'.");
  if (order->n_media > 0)
    return sim_refuse_order (request, 21621, "A name cannot send pictures.");
  if (rule == TIDINGS_NAME_REGISTERED &&
      !g_hash_table_contains (request->simulator->world->registered_names, registration))
    order->error_code = 30040;

  return TRUE;
}

gboolean
sim_check_way (SimRequest *request,
               SimOrder   *order)
{
  const char *sender = order->from ? order->from : choose (request, order);
  const SimNumber *number = NULL;

  if (!sender)
    return sim_refuse_order (request, 21703, "The Messaging Service has no sender for this 'To' number.");

  order->sender = g_strdup (sender);
  if (request->is_test)
    return TRUE;

  number = sim_world_find_number (request->simulator->world, sender);

  return number ? check_number_way (request, order, number) : check_name_way (request, order);
}
