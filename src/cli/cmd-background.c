/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether sending begins at login: `tidings background`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-json.h"
#include "tidings-cli-print.h"

static void
print_background (gboolean    login,
                  const char *way,
                  gboolean    json)
{
  JsonObject *object = NULL;

  if (!json)
    {
      tidings_cli_print ("%s\n", login ? _("The agent starts at login, without a window, and sends what falls due")
                                       : _("The agent does not start at login: what falls due is sent once Tidings is used"));
      return;
    }

  object = json_object_new ();
  json_object_set_boolean_member (object, "login", login);
  tidings_json_set_text (object, "way", way);
  tidings_cli_print_object (object);
}

/* Also after a change: what is shown is read back. */
static TidingsExit
show (TidingsCli       *cli,
      TidingsBusAgent1 *agent,
      gboolean          json)
{
  g_autofree char *way = NULL;
  g_autoptr(GError) error = NULL;
  gboolean login = FALSE;
  gboolean is_done = FALSE;

  do
    is_done = tidings_bus_agent1_call_get_background_sync (agent, &login, &way, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));
  if (!is_done)
    return tidings_cli_fail (error);

  print_background (login, way, json);

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
set (TidingsCli       *cli,
     TidingsBusAgent1 *agent,
     gboolean          on,
     gboolean          json)
{
  g_autoptr(GError) error = NULL;
  gboolean now = FALSE;
  gboolean is_done = FALSE;

  /* The desktop may ask the person, who takes as long as they like. */
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (agent), G_MAXINT);
  do
    is_done = tidings_bus_agent1_call_set_background_sync (agent, on, &now, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  return is_done ? show (cli, agent, json) : tidings_cli_fail_lost (error, "tidings background");
}

static TidingsExit
run_background (TidingsCli           *cli,
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
  if (arguments[0] != NULL && !g_str_equal (arguments[0], "on") && !g_str_equal (arguments[0], "off"))
    return tidings_command_usage (command, _("Say “on” or “off”, or nothing to see how it is"));
  if ((agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  return arguments[0] == NULL ? show (cli, agent, json) : set (cli, agent, g_str_equal (arguments[0], "on"), json);
}

const TidingsCommand tidings_command_background = {
  .name = "background",
  .arguments = N_("[on|off]"),
  .summary = N_("Show or set whether sending begins at login"),
  .details = N_("When on, the agent alone is started at login; it sends what has fallen due and stays while something is pending. "
                "Inside a sandbox the desktop is asked and may refuse; elsewhere an entry is put into the autostart folder. When "
                "off, the agent starts as soon as anything uses Tidings."),
  .n_max = 1,
  .run = run_background,
};
