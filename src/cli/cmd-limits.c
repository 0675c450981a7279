/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many texts and how much money there are: `tidings limits`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-json.h"
#include "tidings-cli-print.h"

#define GROUP_PREFIX "budget-group:"
#define ZONE "zone"

typedef enum {
  KIND_TEXTS,
  KIND_MONEY,
} Kind;

static const struct {
  const char *name;
  Kind kind;
  const char *title;
} limits[] = {
  { "rate-hour", KIND_TEXTS, N_("texts a person gets in an hour") },
  { "rate-day", KIND_TEXTS, N_("texts a person gets in 24 hours") },
  { "cap-day", KIND_TEXTS, N_("texts of all in a day") },
  { "cap-month", KIND_TEXTS, N_("texts of all in a month") },
  { "burst", KIND_TEXTS, N_("texts of one kind a person gets in ten minutes, before the rest become one") },
  { "budget-day", KIND_MONEY, N_("money for texts in a day") },
  { "budget-month", KIND_MONEY, N_("money for texts in a month") },
};

static JsonObject *
limits_to_json (GVariant *values)
{
  g_autoptr(GVariant) groups = g_variant_lookup_value (values, "budget-groups", G_VARIANT_TYPE ("a{ss}"));
  JsonObject *object = json_object_new ();
  JsonObject *budgets = json_object_new ();
  const char *text = NULL;
  const char *group = NULL;
  GVariantIter iter;

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *key = g_strdelimit (g_strdup (limits[i].name), "-", '_');
      guint count = 0;

      text = NULL;
      g_variant_lookup (values, limits[i].name, limits[i].kind == KIND_TEXTS ? "u" : "&s",
                        limits[i].kind == KIND_TEXTS ? (gpointer) &count : (gpointer) &text);
      /* No limit is no number. */
      if (count > 0)
        json_object_set_int_member (object, key, count);
      else
        tidings_json_set_text (object, key, text);
    }

  if (groups != NULL)
    {
      g_variant_iter_init (&iter, groups);
      while (g_variant_iter_next (&iter, "{&s&s}", &group, &text))
        tidings_json_set_text (budgets, group, text);
    }
  json_object_set_object_member (object, "budget_groups", budgets);
  text = NULL;
  g_variant_lookup (values, ZONE, "&s", &text);
  tidings_json_set_text (object, ZONE, text);

  return object;
}

static void
add_row (TidingsTable *table,
         const char   *name,
         const char   *value,
         const char   *title)
{
  const char *cells[] = { name, value, title };

  tidings_table_add (table, cells);
}

static void
add_groups (TidingsTable *table,
            GVariant     *values)
{
  g_autoptr(GVariant) groups = g_variant_lookup_value (values, "budget-groups", G_VARIANT_TYPE ("a{ss}"));
  const char *group = NULL;
  const char *text = NULL;
  GVariantIter iter;

  if (groups == NULL)
    return;

  g_variant_iter_init (&iter, groups);
  while (g_variant_iter_next (&iter, "{&s&s}", &group, &text))
    {
      g_autofree char *name = g_strconcat (GROUP_PREFIX, group, NULL);

      add_row (table, name, text, _("money for texts of these alerts in a month"));
    }
}

static void
print_limits (GVariant *values)
{
  /* Translators: headings of a table: a limit's name to type, its number, and what it counts */
  g_autoptr(TidingsTable) table = tidings_table_new (C_("limit", "Name"), C_("limit", "Value"), C_("limit", "Of"), NULL);
  const char *zone = "";

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      guint count = 0;
      const char *money = "";
      g_autofree char *value = NULL;

      if (limits[i].kind == KIND_TEXTS)
        g_variant_lookup (values, limits[i].name, "u", &count);
      else
        g_variant_lookup (values, limits[i].name, "&s", &money);
      value = count > 0 ? g_strdup_printf ("%u", count) : g_strdup (money);
      /* Translators: stands where the number of a limit does */
      add_row (table, limits[i].name, *value != '\0' ? value : C_("limit", "none"), _(limits[i].title));
    }

  add_groups (table, values);
  g_variant_lookup (values, ZONE, "&s", &zone);
  /* Translators: stands where a time zone does */
  add_row (table, ZONE, *zone != '\0' ? zone : C_("limit", "this computer’s"), _("time zone whose days and months count"));
  tidings_table_print (table);
}

static void
show (GVariant *values,
      gboolean  json)
{
  if (json)
    tidings_cli_print_object (limits_to_json (values));
  else
    print_limits (values);
}

static TidingsExit
run_show (TidingsCli           *cli,
          const TidingsCommand *command,
          char                **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GVariant) values = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    tidings_bus_agent1_call_get_limits_sync (agent, &values, NULL, &error);
  while (values == NULL && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  if (values == NULL)
    return tidings_cli_fail (error);

  show (values, json);

  return TIDINGS_EXIT_DONE;
}

/* "off" and "none" are what people type for no limit. */
static gboolean
is_none (const char *text)
{
  return g_str_equal (text, "off") || g_str_equal (text, "none");
}

static GVariant *
make_texts (const char  *name,
            const char  *text,
            GError     **error)
{
  guint64 count = 0;

  if (!is_none (text) && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &count, NULL))
    {
      /* Translators: the first %s is what was typed, the second the name of a limit such as "cap-day" */
      tidings_cli_set_usage (error, _("“%s” is no number of texts for “%s”; 0 is no limit"), text, name);
      return NULL;
    }

  return g_variant_new_uint32 (count);
}

/* What SetLimits takes. Returns: (transfer floating) (nullable) */
static GVariant *
make_options (const char  *name,
              const char  *text,
              GError     **error)
{
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);
  GVariant *value = NULL;

  if (g_str_has_prefix (name, GROUP_PREFIX))
    {
      GVariantBuilder groups;

      g_variant_builder_init (&groups, G_VARIANT_TYPE ("a{ss}"));
      g_variant_builder_add (&groups, "{ss}", name + strlen (GROUP_PREFIX), is_none (text) ? "" : text);
      g_variant_dict_insert_value (&options, "budget-groups", g_variant_builder_end (&groups));

      return g_variant_dict_end (&options);
    }

  if (g_str_equal (name, ZONE))
    value = g_variant_new_string (is_none (text) ? "" : text);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (g_str_equal (name, limits[i].name))
      value = limits[i].kind == KIND_TEXTS ? make_texts (name, text, error) : g_variant_new_string (is_none (text) ? "" : text);

  if (value == NULL)
    {
      g_variant_dict_clear (&options);
      if (error != NULL && *error == NULL)
        /* Translators: %s is what was typed for the name of a limit */
        tidings_cli_set_usage (error, _("There is no limit “%s”; “tidings limits” lists them"), name);
      return NULL;
    }
  g_variant_dict_insert_value (&options, name, value);

  return g_variant_dict_end (&options);
}

static TidingsExit
run_set (TidingsCli           *cli,
         const TidingsCommand *command,
         char                **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GVariant) options = NULL;
  g_autoptr(GVariant) values = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  options = make_options (arguments[0], arguments[1], &error);
  if (options == NULL)
    return tidings_cli_fail (error);
  g_variant_ref_sink (options);
  if ((agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    tidings_bus_agent1_call_set_limits_sync (agent, options, &values, NULL, &error);
  while (values == NULL && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  if (values == NULL)
    return tidings_cli_fail_lost (error, "tidings limits");

  show (values, json);

  return TIDINGS_EXIT_DONE;
}

static const TidingsCommand verbs[] = {
  { .name = "limits show", .summary = N_("Show the limits"), .n_max = 0, .run = run_show },
  { .name = "limits set", .arguments = N_("NAME VALUE"), .summary = N_("Set a limit; 0 is none"),
    .details = N_("NAME is rate-hour, rate-day, cap-day, cap-month, burst, budget-day, budget-month, budget-group:GROUP or zone. "
                  "Money is an amount in the account’s currency, such as 2.50."),
    .n_min = 2, .n_max = 2, .run = run_set },
  { NULL },
};

const TidingsCommand tidings_command_limits = {
  .name = "limits",
  .arguments = N_("[show|set NAME VALUE]"),
  .summary = N_("Show or set how many texts and how much money there are"),
  .verbs = verbs,
};
