/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of this computer raises alerts by itself: `tidings watch`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-json.h"
#include "tidings-cli-print.h"

typedef struct {
  const char *name;
  gboolean is_on;
  gboolean is_available;
  const char *why;
  const char *type;
  guint n_receivers;
} Watch;

static Watch
read_watch (GVariant *watches,
            gsize     i)
{
  Watch watch = { NULL };

  g_variant_get_child (watches, i, "(&sbb&s&su)", &watch.name, &watch.is_on, &watch.is_available, &watch.why, &watch.type,
                       &watch.n_receivers);

  return watch;
}

static JsonObject *
to_json (const Watch *watch,
         guint        percent)
{
  JsonObject *object = json_object_new ();

  tidings_json_set_text (object, "name", watch->name);
  json_object_set_boolean_member (object, "on", watch->is_on);
  json_object_set_boolean_member (object, "available", watch->is_available);
  tidings_json_set_text (object, "why", watch->why);
  tidings_json_set_text (object, "type", watch->type);
  if (g_str_equal (watch->name, "disk"))
    json_object_set_int_member (object, "percent", percent);
  json_object_set_int_member (object, "receivers", watch->n_receivers);

  return object;
}

static const char *
get_state (const Watch *watch)
{
  if (!watch->is_available)
    /* Translators: whether something is watched: it is switched on, or off, but cannot be done on this computer */
    return watch->is_on ? C_("watcher", "on, not available here") : C_("watcher", "not available here");

  return watch->is_on ? C_("watcher", "on") : C_("watcher", "off");
}

static char *
dup_what (const Watch *watch,
          guint        percent)
{
  if (g_str_equal (watch->name, "logins"))
    return g_strdup (_("Somebody signs in to this computer"));
  if (g_str_equal (watch->name, "battery"))
    return g_strdup (_("The battery runs low"));
  if (g_str_equal (watch->name, "units"))
    return g_strdup (_("One of your services fails"));
  if (g_str_equal (watch->name, "disk"))
    /* Translators: %u is a number from 1 to 99 */
    return g_strdup_printf (_("A disk is %u%% full"), percent);

  return g_strdup (watch->name);
}

/* What stands in the way of one that is on, or why one cannot be. */
static void
print_hints (const Watch *watch)
{
  if (!watch->is_available)
    tidings_cli_print ("%s: %s\n", watch->name, watch->why);
  if (watch->is_on && watch->n_receivers == 0)
    {
      g_autofree char *command = g_strdup_printf ("tidings types on %s", watch->type);

      /* Translators: %s is a command */
      tidings_cli_print (_("%1$s: Nobody gets these texts yet; “%2$s” changes that"), watch->name, command);
      tidings_cli_print ("\n");
    }
}

static void
print_watches (GVariant *watches,
               guint     percent)
{
  /* Translators: headings of a table: a watcher's name to type, whether it is on, and when it sends a text */
  g_autoptr(TidingsTable) table = tidings_table_new (C_("watcher", "Name"), C_("watcher", "State"), C_("watcher", "Sends a text when"), NULL);
  gsize n = g_variant_n_children (watches);

  for (gsize i = 0; i < n; i++)
    {
      Watch watch = read_watch (watches, i);
      g_autofree char *what = dup_what (&watch, percent);
      const char *cells[] = { watch.name, get_state (&watch), what };

      tidings_table_add (table, cells);
    }
  tidings_table_print (table);
  for (gsize i = 0; i < n; i++)
    {
      Watch watch = read_watch (watches, i);

      print_hints (&watch);
    }
}

static JsonArray *
list_to_json (GVariant *watches,
              guint     percent)
{
  JsonArray *array = json_array_new ();
  gsize n = g_variant_n_children (watches);

  for (gsize i = 0; i < n; i++)
    {
      Watch watch = read_watch (watches, i);

      json_array_add_object_element (array, to_json (&watch, percent));
    }

  return array;
}

/* Also after a change: what is shown is read back. */
static TidingsExit
show (TidingsCli       *cli,
      TidingsBusAgent1 *agent,
      gboolean          json)
{
  g_autoptr(GVariant) watches = NULL;
  g_autoptr(GError) error = NULL;
  guint percent = 0;
  gboolean is_done = FALSE;

  do
    is_done = tidings_bus_agent1_call_get_watches_sync (agent, &watches, &percent, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));
  if (!is_done)
    return tidings_cli_fail (error);

  if (json)
    tidings_cli_print_array (list_to_json (watches, percent));
  else
    print_watches (watches, percent);

  return TIDINGS_EXIT_DONE;
}

/* Who watches while nobody is there wants to know when it begins. */
static void
print_login_hint (TidingsCli       *cli,
                  TidingsBusAgent1 *agent)
{
  gboolean login = FALSE;

  if (tidings_bus_agent1_call_get_background_sync (agent, &login, NULL, NULL, NULL) && !login)
    tidings_cli_print ("%s\n", _("After a restart watching begins once Tidings is used; “tidings background on” has it begin at login"));
}

static TidingsExit
set (TidingsCli       *cli,
     const char       *name,
     gboolean          is_on,
     guint             percent,
     gboolean          json)
{
  TidingsBusAgent1 *agent = NULL;
  g_autoptr(GVariant) options = NULL;
  g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr(GError) error = NULL;
  TidingsExit status;
  gboolean is_done = FALSE;

  if (percent != 0)
    g_variant_dict_insert (&dict, "percent", "u", percent);
  options = g_variant_ref_sink (g_variant_dict_end (&dict));
  if ((agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_set_watch_sync (agent, name, is_on, options, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));
  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings watch");

  status = show (cli, agent, json);
  if (status == TIDINGS_EXIT_DONE && is_on && !json)
    print_login_hint (cli, agent);

  return status;
}

static TidingsExit
run_list (TidingsCli           *cli,
          const TidingsCommand *command,
          char                **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  return show (cli, agent, json);
}

static TidingsExit
run_on (TidingsCli           *cli,
        const TidingsCommand *command,
        char                **argv)
{
  gboolean json = FALSE;
  int percent = -1;
  const GOptionEntry entries[] = {
    { "percent", 'p', 0, G_OPTION_ARG_INT, &percent, N_("With disk: tell when it is so full, in percent"), N_("NUMBER") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (percent != -1 && (percent < 1 || percent > 99))
    return tidings_command_usage (command, _("A percentage is a number from 1 to 99"));

  return set (cli, arguments[0], TRUE, percent > 0 ? (guint) percent : 0, json);
}

static TidingsExit
run_off (TidingsCli           *cli,
         const TidingsCommand *command,
         char                **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;

  return set (cli, arguments[0], FALSE, 0, json);
}

static const TidingsCommand verbs[] = {
  { .name = "watch list", .summary = N_("Show what is watched, and what could be on this computer"), .n_max = 0, .run = run_list },
  { .name = "watch on", .arguments = N_("NAME"), .summary = N_("Watch something: logins, battery, disk or units"),
    .details = N_("While something is watched the agent stays. What is so already is no news of “logins” and “units”; a battery "
                  "that is low and a disk that is full are told of at once. Each is told of once, until it is over."),
    .n_min = 1, .n_max = 1, .run = run_on },
  { .name = "watch off", .arguments = N_("NAME"), .summary = N_("Watch it no longer"), .n_min = 1, .n_max = 1, .run = run_off },
  { NULL },
};

const TidingsCommand tidings_command_watch = {
  .name = "watch",
  .arguments = N_("[list|on|off]"),
  .summary = N_("Have this computer watched: sign-ins, battery, disks, services"),
  .verbs = verbs,
};
