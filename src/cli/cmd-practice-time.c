/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Practice time: `tidings practice show`, `ahead` and `now`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cmd-practice-private.h"
#include "tidings-cli-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-values.h"
#include "tidings-format.h"
#include "tidings-when.h"

static void
print_json (GVariant *status,
            gboolean  is_on,
            gint64    now)
{
  JsonObject *object = json_object_new ();
  JsonObject *next = json_object_new ();
  const char *what = "";
  gint64 ahead_ms = 0;
  gint64 next_at = 0;

  g_variant_lookup (status, "practice-ahead", "x", &ahead_ms);
  g_variant_lookup (status, "practice-next", "x", &next_at);
  g_variant_lookup (status, "practice-next-what", "&s", &what);
  json_object_set_boolean_member (object, "practice", is_on);
  tidings_json_set_instant (object, "now", now);
  json_object_set_int_member (object, "ahead_s", ahead_ms / 1000);
  tidings_json_set_instant (next, "at", next_at);
  tidings_json_set_text (next, "what", *what != '\0' ? what : NULL);
  json_object_set_object_member (object, "next", next);
  tidings_cli_print_object (object);
}

static void
print_time (GVariant *status,
            gint64    now)
{
  gint64 ahead_ms = 0;
  g_autofree char *when = NULL;

  if (!g_variant_lookup (status, "practice-ahead", "x", &ahead_ms) || ahead_ms == 0)
    return;

  when = tidings_format_moment (now, now - ahead_ms);
  /* Translators: %s is a moment, such as “tomorrow 09:00” */
  tidings_cli_print (_("Practice time: %s. “tidings practice now” goes back to the present"), when);
  tidings_cli_print ("\n");
}

static TidingsExit
report (TidingsCli *cli,
        gboolean    json)
{
  g_autoptr(GVariant) status = NULL;
  g_autoptr(GError) error = NULL;
  const char *mode = "";
  gint64 ahead_ms = 0;
  gboolean is_on;

  if ((status = tidings_cli_ask_status (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  is_on = g_variant_lookup (status, "mode", "&s", &mode) && g_str_equal (mode, "practice");
  g_variant_lookup (status, "practice-ahead", "x", &ahead_ms);
  tidings_cli_set_ahead (cli, ahead_ms);
  if (json)
    {
      print_json (status, is_on, tidings_cli_get_now (cli));
      return TIDINGS_EXIT_DONE;
    }

  tidings_cli_print ("%s\n", is_on ? _("Practice is on: texts go to the practice phone on this computer")
                                   : _("Practice is off: texts go through your Twilio account"));
  print_time (status, tidings_cli_get_now (cli));

  return TIDINGS_EXIT_DONE;
}

TidingsExit
tidings_practice_run_show (TidingsCli           *cli,
                           const TidingsCommand *command,
                           char                **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  TidingsExit end = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &end))
    return end;

  return report (cli, json);
}

/* How long, or when. 0 for what is due next, -1 with @error set. */
static gint64
read_moment (const char  *text,
             gboolean     is_next,
             gint64       now,
             GError     **error)
{
  gint64 seconds = 0;

  if (is_next && text == NULL)
    return 0;
  if (is_next || text == NULL)
    {
      tidings_cli_set_usage (error, _("Give how far to go, such as 24h, or a moment, such as “tomorrow 9:00”, or --next"));
      return -1;
    }
  if ((seconds = tidings_duration_parse (text, NULL)) > 0)
    return now + seconds * 1000;

  return tidings_cli_parse_moment (text, now, error);
}

/* A way of months takes longer than a call usually may. */
static gboolean
go_ahead (TidingsCli  *cli,
          gint64       until,
          GError     **error)
{
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, error);
  gboolean is_done = FALSE;

  if (agent == NULL)
    return FALSE;

  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (agent), G_MAXINT);
  do
    is_done = tidings_bus_agent1_call_practice_ahead_sync (agent, until, NULL, NULL, error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, error));
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (agent), -1);

  return is_done;
}

TidingsExit
tidings_practice_run_ahead (TidingsCli           *cli,
                            const TidingsCommand *command,
                            char                **argv)
{
  gboolean json = FALSE;
  gboolean is_next = FALSE;
  const GOptionEntry entries[] = {
    { "next", 'n', 0, G_OPTION_ARG_NONE, &is_next, N_("Go to the next thing that is due"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit end = TIDINGS_EXIT_DONE;
  gint64 until = 0;

  if (!tidings_command_parse (command, entries, argv, &arguments, &end))
    return end;
  if ((until = read_moment (arguments[0], is_next, tidings_cli_get_now (cli), &error)) < 0)
    return tidings_cli_fail (error);
  if (!go_ahead (cli, until, &error))
    return tidings_cli_fail_lost (error, "tidings practice show");

  return report (cli, json);
}

TidingsExit
tidings_practice_run_now (TidingsCli           *cli,
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
  TidingsExit end = TIDINGS_EXIT_DONE;
  gboolean is_done = FALSE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &end))
    return end;
  if ((agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_practice_now_sync (agent, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));
  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings practice show");

  return report (cli, json);
}
