/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The household's limits on the bus: what they are, and setting them all or none. */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-format.h"
#include "tidings-zone.h"

#define GROUPS "budget-groups"
#define ZONE "zone"

/* What a limit counts, and so how it is written on the bus. */
typedef enum {
  LIMIT_TEXTS,
  LIMIT_MONEY,
} LimitKind;

/* Named as their settings are. */
static const struct {
  const char *key;
  LimitKind kind;
} limits[] = {
  { "rate-hour", LIMIT_TEXTS },
  { "rate-day", LIMIT_TEXTS },
  { "cap-day", LIMIT_TEXTS },
  { "cap-month", LIMIT_TEXTS },
  { "burst", LIMIT_TEXTS },
  { "allowance-new", LIMIT_TEXTS },
  { "budget-day", LIMIT_MONEY },
  { "budget-month", LIMIT_MONEY },
};

static const TidingsArgument known[] = {
  { "rate-hour", "u", 0 },
  { "rate-day", "u", 0 },
  { "cap-day", "u", 0 },
  { "cap-month", "u", 0 },
  { "burst", "u", 0 },
  { "allowance-new", "u", 0 },
  { "budget-day", "s", 64 },
  { "budget-month", "s", 64 },
  { GROUPS, "a{ss}", 0 },
  { ZONE, "s", 64 },
};

static char *
dup_money (double amount)
{
  return amount > 0 ? tidings_format_decimal (llround (amount * 1e6)) : g_strdup ("");
}

static GVariant *
get_groups (GSettings *settings)
{
  g_autoptr(GVariant) budgets = g_settings_get_value (settings, GROUPS);
  GVariantBuilder groups;
  GVariantIter iter;
  const char *group = NULL;
  double amount = 0;

  g_variant_builder_init (&groups, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, budgets);
  while (g_variant_iter_next (&iter, "{&sd}", &group, &amount))
    {
      g_autofree char *text = dup_money (amount);

      if (*text != '\0')
        g_variant_builder_add (&groups, "{ss}", group, text);
    }

  return g_variant_builder_end (&groups);
}

static GVariant *
describe (GSettings *settings)
{
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *zone = g_settings_get_string (settings, ZONE);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *money = NULL;

      if (limits[i].kind == LIMIT_TEXTS)
        {
          g_variant_dict_insert (&dict, limits[i].key, "u", g_settings_get_uint (settings, limits[i].key));
          continue;
        }
      money = dup_money (g_settings_get_double (settings, limits[i].key));
      g_variant_dict_insert (&dict, limits[i].key, "s", money);
    }
  g_variant_dict_insert_value (&dict, GROUPS, get_groups (settings));
  g_variant_dict_insert (&dict, ZONE, "s", zone);

  return g_variant_dict_end (&dict);
}

static void
set_invalid (GError     **error,
             const char  *key,
             const char  *text)
{
  g_set_error (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
               /* Translators: the first %s is what was typed, the second the name of a limit such as "budget-day" */
               _("“%s” cannot be used for “%s”"), text, key);
}

static gboolean
parse_money (const char  *key,
             const char  *text,
             double      *amount,
             GError     **error)
{
  gint64 micros = 0;

  if (*text == '\0')
    *amount = 0;
  else if (tidings_parse_decimal (text, &micros) && micros >= 0)
    *amount = micros / 1e6;
  else
    {
      set_invalid (error, key, text);
      return FALSE;
    }

  return TRUE;
}

/* Puts the changes to single groups into what there is; an empty amount or 0 takes a budget away. */
static GVariant *
merge_groups (GSettings  *settings,
              GVariant   *changes,
              GError    **error)
{
  g_autoptr(GVariant) old = g_settings_get_value (settings, GROUPS);
  const char * const *groups = tidings_catalog_list_groups (tidings_catalog_get_default ());
  g_auto(GVariantDict) merged = G_VARIANT_DICT_INIT (NULL);
  g_autoptr(GVariant) all = NULL;
  GVariantBuilder result;
  GVariantIter iter;
  const char *group = NULL;
  const char *text = NULL;
  GVariant *value = NULL;
  double amount = 0;

  g_variant_iter_init (&iter, old);
  while (g_variant_iter_next (&iter, "{&sd}", &group, &amount))
    g_variant_dict_insert (&merged, group, "d", amount);

  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_next (&iter, "{&s&s}", &group, &text))
    {
      if (!g_strv_contains (groups, group))
        {
          g_set_error (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
                       /* Translators: %s is what was typed for the id of a group of alerts */
                       _("There is no group of alerts “%s”. “tidings types” shows them"), group);
          return NULL;
        }
      if (!parse_money (GROUPS, text, &amount, error))
        return NULL;
      if (amount > 0)
        g_variant_dict_insert (&merged, group, "d", amount);
      else
        g_variant_dict_remove (&merged, group);
    }

  g_variant_builder_init (&result, G_VARIANT_TYPE ("a{sd}"));
  all = g_variant_ref_sink (g_variant_dict_end (&merged));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_loop (&iter, "{&sv}", &group, &value))
    g_variant_builder_add (&result, "{sd}", group, g_variant_get_double (value));

  return g_variant_builder_end (&result);
}

/* What the setting will hold. Returns: (transfer floating) (nullable) */
static GVariant *
convert (GSettings   *settings,
         const char  *key,
         GVariant    *value,
         GError     **error)
{
  double amount = 0;
  const char *text = NULL;
  g_autoptr(GTimeZone) zone = NULL;

  if (g_str_equal (key, GROUPS))
    return merge_groups (settings, value, error);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    return g_variant_new_uint32 (g_variant_get_uint32 (value));

  text = g_variant_get_string (value, NULL);
  if (!g_str_equal (key, ZONE))
    return parse_money (key, text, &amount, error) ? g_variant_new_double (amount) : NULL;

  zone = *text != '\0' ? tidings_zone_new (text) : NULL;
  if (*text == '\0' || zone != NULL)
    return g_variant_new_string (text);
  set_invalid (error, key, text);

  return NULL;
}

static gboolean
check_setting (GSettings   *settings,
               const char  *key,
               GVariant    *value,
               GError     **error)
{
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettingsSchemaKey) schema_key = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);
  if (!g_settings_schema_key_range_check (schema_key, value))
    {
      g_autofree char *shown = g_variant_print (value, FALSE);

      set_invalid (error, key, shown);
      return FALSE;
    }
  if (g_settings_is_writable (settings, key))
    return TRUE;

  g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_STORAGE,
                       _("The settings of Tidings cannot be changed on this computer"));

  return FALSE;
}

/* All are checked before the first is set. */
static GPtrArray *
convert_all (GSettings  *settings,
             GVariant   *options,
             GError    **error)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  gsize n = g_variant_n_children (options);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GVariant) value = NULL;
      GVariant *converted;
      const char *key = NULL;

      g_variant_get_child (options, i, "{&sv}", &key, &value);
      converted = convert (settings, key, value, error);
      if (converted == NULL)
        return NULL;
      g_ptr_array_add (values, g_variant_ref_sink (converted));
      if (!check_setting (settings, key, converted, error))
        return NULL;
    }

  return g_steal_pointer (&values);
}

static gboolean
set_all (GSettings  *settings,
         GVariant   *options,
         GError    **error)
{
  g_autoptr(GPtrArray) values = NULL;

  if (!tidings_arguments_check (options, known, G_N_ELEMENTS (known), error) ||
      (values = convert_all (settings, options, error)) == NULL)
    return FALSE;

  /* The link follows the settings and tells the engine. */
  for (guint i = 0; i < values->len; i++)
    {
      const char *key = NULL;

      g_variant_get_child (options, i, "{&sv}", &key, NULL);
      g_settings_set_value (settings, key, g_ptr_array_index (values, i));
    }

  return TRUE;
}

static gboolean
handle_get_limits_cb (TidingsBusAgent1      *face,
                      GDBusMethodInvocation *invocation,
                      gpointer               user_data)
{
  if (tidings_agent_check (user_data, invocation) != NULL)
    tidings_bus_agent1_complete_get_limits (face, invocation, describe (tidings_agent_get_settings (user_data)));

  return TRUE;
}

static gboolean
handle_set_limits_cb (TidingsBusAgent1      *face,
                      GDBusMethodInvocation *invocation,
                      GVariant              *options,
                      gpointer               user_data)
{
  TidingsAgent *self = user_data;
  GSettings *settings = tidings_agent_get_settings (self);
  g_autoptr(GVariant) allowance = g_variant_lookup_value (options, "allowance-new", NULL);
  GError *error = NULL;

  /* A program could give itself more. */
  if ((allowance != NULL ? tidings_agent_check_person (self, invocation) : tidings_agent_check (self, invocation)) == NULL)
    return TRUE;

  if (!set_all (settings, options, &error))
    {
      tidings_agent_take_error (invocation, error);
      return TRUE;
    }

  tidings_agent_changed (self, "status");
  tidings_bus_agent1_complete_set_limits (face, invocation, describe (settings));

  return TRUE;
}

void
tidings_agent_connect_limits (TidingsAgent     *self,
                              TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-get-limits", G_CALLBACK (handle_get_limits_cb), self, 0);
  g_signal_connect_object (face, "handle-set-limits", G_CALLBACK (handle_set_limits_cb), self, 0);
}
