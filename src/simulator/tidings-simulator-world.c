/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated account as it begins – what practice needs – and how its parts are found. */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

#define FIRST_BALANCE_MICROS (20 * G_USEC_PER_SEC)
#define CODE_LIFETIME_MS (G_GINT64_CONSTANT (10) * 60 * 1000)
#define CODE_LENGTH 6
#define MAX_SCHEDULED 500000

static const struct {
  const char *name;
  const char *price;
} types[SIM_N_NUMBER_TYPES] = {
  [SIM_NUMBER_LOCAL] = { "local", "local" },
  [SIM_NUMBER_MOBILE] = { "mobile", "mobile" },
  [SIM_NUMBER_NATIONAL] = { "national", "national" },
  [SIM_NUMBER_TOLL_FREE] = { "tollfree", "toll free" },
  [SIM_NUMBER_SHORT_CODE] = { "shortcode", "short code" },
};

const char *
sim_number_type_to_string (SimNumberType type)
{
  g_assert (type < SIM_N_NUMBER_TYPES);

  return types[type].name;
}

const char *
sim_number_type_to_price (SimNumberType type)
{
  g_assert (type < SIM_N_NUMBER_TYPES);

  return types[type].price;
}

gboolean
sim_number_type_from_string (const char    *text,
                             SimNumberType *type)
{
  for (guint i = 0; i < SIM_N_NUMBER_TYPES; i++)
    if (g_strcmp0 (types[i].name, text) == 0)
      {
        *type = i;
        return TRUE;
      }

  return FALSE;
}

void
sim_key_free (SimKey *key)
{
  g_free (key->sid);
  g_free (key->secret);
  g_strfreev (key->permissions);
  g_free (key);
}

void
sim_number_free (SimNumber *number)
{
  g_free (number->sid);
  g_free (number->number);
  g_free (number->name);
  g_free (number->country);
  g_free (number->toll_free);
  g_free (number->rejection_reason);
  g_free (number->sms_url);
  g_free (number->sms_method);
  g_free (number->fallback_url);
  g_free (number->status_callback);
  g_free (number);
}

void
sim_name_free (SimName *name)
{
  g_free (name->sid);
  g_free (name->name);
  g_free (name);
}

void
sim_service_free (SimService *service)
{
  g_free (service->sid);
  g_free (service->name);
  g_ptr_array_unref (service->numbers);
  g_ptr_array_unref (service->names);
  g_free (service->inbound_url);
  g_free (service->inbound_method);
  g_free (service->fallback_url);
  g_free (service->status_callback);
  g_free (service->campaign);
  g_free (service->campaign_error);
  g_free (service);
}

void
sim_line_free (SimLine *line)
{
  g_free (line->type);
  g_free (line->carrier);
  g_free (line->mcc);
  g_free (line->mnc);
  g_free (line);
}

void
sim_price_free (SimPrice *price)
{
  g_free (price->country);
  g_free (price->carrier);
  g_free (price->mcc);
  g_free (price->mnc);
  g_free (price->number_type);
  g_free (price);
}

void
sim_caller_id_free (SimCallerId *caller_id)
{
  g_free (caller_id->sid);
  g_free (caller_id->number);
  g_free (caller_id->name);
  g_free (caller_id);
}

void
sim_verify_service_free (SimVerifyService *service)
{
  g_free (service->sid);
  g_free (service->name);
  g_free (service);
}

static void
account_clear (SimAccount *account)
{
  g_free (account->kind);
  g_free (account->state);
  g_free (account->owner);
  g_free (account->name);
  g_free (account->region);
  g_free (account->host_region);
  g_free (account->currency);
}

SimNumber *
sim_world_add_number (SimWorld      *world,
                      char          *sid,
                      const char    *number,
                      const char    *country,
                      SimNumberType  type)
{
  SimNumber *row = g_new0 (SimNumber, 1);

  row->sid = sid;
  row->number = g_strdup (number);
  row->name = g_strdup (number);
  row->country = g_strdup (country);
  row->type = type;
  row->can_voice = type != SIM_NUMBER_SHORT_CODE;
  row->can_text = TRUE;
  row->can_mms = TRUE;
  row->is_registered = TRUE;
  row->toll_free = type == SIM_NUMBER_TOLL_FREE ? g_strdup ("TWILIO_APPROVED") : NULL;
  row->sms_url = g_strdup ("");
  row->sms_method = g_strdup ("POST");
  row->fallback_url = g_strdup ("");
  row->status_callback = g_strdup ("");
  g_ptr_array_add (world->numbers, row);

  return row;
}

void
sim_world_remove_number (SimWorld  *world,
                         SimNumber *number)
{
  for (guint i = 0; i < world->services->len; i++)
    g_ptr_array_remove (((SimService *) g_ptr_array_index (world->services, i))->numbers, number);

  g_ptr_array_remove (world->numbers, number);
}

SimNumber *
sim_world_find_number (SimWorld   *world,
                       const char *id)
{
  for (guint i = 0; i < world->numbers->len; i++)
    {
      SimNumber *number = g_ptr_array_index (world->numbers, i);

      if (g_strcmp0 (number->number, id) == 0 || g_strcmp0 (number->sid, id) == 0)
        return number;
    }

  return NULL;
}

SimService *
sim_world_add_service (SimWorld *world,
                       char     *sid)
{
  SimService *service = g_new0 (SimService, 1);

  service->sid = sid;
  service->name = g_strdup ("Practice service");
  service->numbers = g_ptr_array_new ();
  service->names = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_name_free);
  service->inbound_method = g_strdup ("POST");
  /* Without this Twilio would not log what comes in for the pool. */
  service->uses_number_webhook = TRUE;
  service->is_sticky = TRUE;
  service->campaign = g_strdup ("VERIFIED");
  g_ptr_array_add (world->services, service);

  return service;
}

SimService *
sim_world_find_service (SimWorld   *world,
                        const char *sid)
{
  for (guint i = 0; i < world->services->len; i++)
    {
      SimService *service = g_ptr_array_index (world->services, i);

      if (g_strcmp0 (service->sid, sid) == 0)
        return service;
    }

  return NULL;
}

SimService *
sim_world_find_service_of (SimWorld        *world,
                           const SimNumber *number)
{
  for (guint i = 0; i < world->services->len; i++)
    {
      SimService *service = g_ptr_array_index (world->services, i);

      if (g_ptr_array_find (service->numbers, number, NULL))
        return service;
    }

  return NULL;
}

gboolean
sim_service_has_sender (const SimService *service,
                        const char       *id)
{
  for (guint i = 0; i < service->numbers->len; i++)
    if (strcmp (((SimNumber *) g_ptr_array_index (service->numbers, i))->number, id) == 0)
      return TRUE;

  for (guint i = 0; i < service->names->len; i++)
    if (strcmp (((SimName *) g_ptr_array_index (service->names, i))->name, id) == 0)
      return TRUE;

  return FALSE;
}

SimKey *
sim_world_find_key (SimWorld   *world,
                    const char *sid)
{
  for (guint i = 0; i < world->keys->len; i++)
    {
      SimKey *key = g_ptr_array_index (world->keys, i);

      if (g_strcmp0 (key->sid, sid) == 0)
        return key;
    }

  return NULL;
}

const SimLine *
sim_world_find_line (SimWorld   *world,
                     const char *number)
{
  return g_hash_table_lookup (world->lines, number);
}

SimCallerId *
sim_world_find_caller_id (SimWorld   *world,
                          const char *id)
{
  for (guint i = 0; i < world->caller_ids->len; i++)
    {
      SimCallerId *caller_id = g_ptr_array_index (world->caller_ids, i);

      if (g_strcmp0 (caller_id->number, id) == 0 || g_strcmp0 (caller_id->sid, id) == 0)
        return caller_id;
    }

  return NULL;
}

SimVerifyService *
sim_world_find_verify_service (SimWorld   *world,
                               const char *sid)
{
  for (guint i = 0; i < world->verify_services->len; i++)
    {
      SimVerifyService *service = g_ptr_array_index (world->verify_services, i);

      if (g_strcmp0 (service->sid, sid) == 0)
        return service;
    }

  return NULL;
}

gboolean
sim_world_is_trial (SimWorld *world)
{
  return strcmp (world->account.kind, "Trial") == 0;
}

/* What is named must be equal; a row that names no network is for all of them. */
static gboolean
price_fits (const SimPrice *price,
            const char     *country,
            const SimLine  *line,
            const char     *number_type)
{
  if (price->is_inbound || g_strcmp0 (price->country, country) != 0)
    return FALSE;
  if (price->number_type && strcmp (price->number_type, number_type) != 0)
    return FALSE;
  if (!price->mcc)
    return TRUE;

  return line && g_strcmp0 (price->mcc, line->mcc) == 0 && g_strcmp0 (price->mnc, line->mnc) == 0;
}

gint64
sim_world_get_price (SimWorld      *world,
                     const char    *country,
                     const SimLine *line,
                     const char    *sender)
{
  const SimNumber *number = sim_world_find_number (world, sender);
  const char *number_type = number ? types[number->type].price : "mobile";
  const SimPrice *best = NULL;

  for (guint i = 0; i < world->prices->len; i++)
    {
      const SimPrice *price = g_ptr_array_index (world->prices, i);

      if (price_fits (price, country, line, number_type) && (!best || (price->mcc && !best->mcc)))
        best = price;
    }

  return best ? best->micros : SIM_OUTBOUND_MICROS;
}

static void
fill_account (SimAccount *account)
{
  account->kind = g_strdup ("Full");
  account->state = g_strdup ("active");
  account->name = g_strdup ("Practice");
  account->region = g_strdup ("us1");
  account->host_region = g_strdup ("us1");
  account->currency = g_strdup ("USD");
  account->first_micros = FIRST_BALANCE_MICROS;
  account->scheduled_limit = MAX_SCHEDULED;
}

/* What practice begins with: one sender, one line that only speaks, one service, one key, one Verify service. */
static void
fill (SimWorld *world)
{
  SimNumber *sender = sim_world_add_number (world, g_strdup (SIM_SENDER_SID), TIDINGS_SIMULATOR_SENDER, "US", SIM_NUMBER_LOCAL);
  SimNumber *voice = sim_world_add_number (world, g_strdup (SIM_VOICE_SID), SIM_VOICE_NUMBER, "US", SIM_NUMBER_LOCAL);
  SimService *service = sim_world_add_service (world, g_strdup (TIDINGS_SIMULATOR_SERVICE));
  SimKey *key = g_new0 (SimKey, 1);
  SimVerifyService *verify = g_new0 (SimVerifyService, 1);

  g_free (sender->name);
  sender->name = g_strdup ("Practice sender");
  g_free (voice->name);
  voice->name = g_strdup ("Practice voice line");
  voice->can_text = FALSE;
  voice->can_mms = FALSE;
  g_ptr_array_add (service->numbers, sender);

  key->sid = g_strdup (TIDINGS_SIMULATOR_KEY_SID);
  key->secret = g_strdup (TIDINGS_SIMULATOR_KEY_SECRET);
  key->kind = SIM_KEY_STANDARD;
  g_ptr_array_add (world->keys, key);

  verify->sid = g_strdup (TIDINGS_SIMULATOR_VERIFY);
  verify->name = g_strdup ("Practice");
  verify->code_length = CODE_LENGTH;
  verify->lifetime_ms = CODE_LIFETIME_MS;
  g_ptr_array_add (world->verify_services, verify);
}

SimWorld *
sim_world_new (void)
{
  SimWorld *world = g_new0 (SimWorld, 1);

  fill_account (&world->account);
  world->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_key_free);
  world->numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_number_free);
  world->services = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_service_free);
  world->closed_countries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->locked_countries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->registered_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sim_line_free);
  world->prices = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_price_free);
  world->caller_ids = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_caller_id_free);
  world->verify_services = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_verify_service_free);
  world->paid_lookups = g_array_new (FALSE, FALSE, sizeof (gint64));
  fill (world);

  return world;
}

void
sim_world_free (SimWorld *world)
{
  account_clear (&world->account);
  g_ptr_array_unref (world->keys);
  g_ptr_array_unref (world->services);
  g_ptr_array_unref (world->numbers);
  g_hash_table_unref (world->closed_countries);
  g_hash_table_unref (world->locked_countries);
  g_hash_table_unref (world->registered_names);
  g_hash_table_unref (world->lines);
  g_ptr_array_unref (world->prices);
  g_ptr_array_unref (world->caller_ids);
  g_ptr_array_unref (world->verify_services);
  g_array_unref (world->paid_lookups);
  g_free (world);
}
