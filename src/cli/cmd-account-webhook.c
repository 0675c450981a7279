/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Twilio tells by itself, and what it keeps: `tidings account webhook` and `tidings account privacy`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cmd-account-private.h"
#include "tidings-cli-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-status.h"

static const char *
get_text (GVariant   *values,
          const char *key)
{
  const char *text = "";

  g_variant_lookup (values, key, "&s", &text);

  return text;
}

static void
print_row (const char *label,
           const char *value)
{
  guint width = tidings_cli_width (label);
  g_autofree char *clean = tidings_cli_clean (value);

  if (*clean != '\0')
    tidings_cli_print ("%s%*s%s\n", label, width < 14 ? (int) (14 - width) : 1, "", clean);
}

static void
print_webhook (GVariant *state)
{
  const char *word = get_text (state, "webhook");
  gboolean is_on = g_str_equal (word, "on");

  if (is_on)
    print_row (_("Receiver"), _("on"));
  else if (g_str_equal (word, "stopped"))
    print_row (_("Receiver"), _("on, but it does not listen"));
  else
    print_row (_("Receiver"), _("off; Twilio is asked from time to time"));
  print_row (_("Why"), get_text (state, "webhook-trouble"));
  print_row (_("Listens on"), is_on ? get_text (state, "webhook-listen") : "");
  print_row (_("Public address"), get_text (state, "webhook-url"));
  if (!is_on)
    return;

  /* Statuses are asked for with each text; who tells of texts that come in is set at Twilio. */
  tidings_cli_print ("\n%s\n  %s\n", _("So that answers come at once, enter this in Twilio’s console as the webhook of your number, for “A message comes in”:"),
                     get_text (state, "webhook-inbound-url"));
}

static void
show_webhook (GVariant *state,
              gboolean  json)
{
  if (json)
    tidings_cli_print_object (tidings_cli_webhook_to_json (state));
  else
    print_webhook (state);
}

/* “on” or “off”. Returns: FALSE for anything else */
static gboolean
parse_switch (const char *text,
              gboolean   *is_on)
{
  *is_on = g_str_equal (text, "on");

  return *is_on || g_str_equal (text, "off");
}

static gboolean
add_port (GVariantBuilder  *options,
          const char       *text,
          GError          **error)
{
  guint64 port = 0;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL))
    {
      tidings_cli_set_usage (error, _("--port takes a number from 1 to 65535"));
      return FALSE;
    }
  g_variant_builder_add (options, "{sv}", "port", g_variant_new_uint32 ((guint32) port));

  return TRUE;
}

static void
add_text (GVariantBuilder *options,
          const char      *key,
          const char      *text)
{
  if (text != NULL)
    g_variant_builder_add (options, "{sv}", key, g_variant_new_string (text));
}

static TidingsExit
set_webhook (TidingsCli *cli,
             gboolean    is_on,
             GVariant   *options,
             gboolean    json)
{
  g_autoptr(GVariant) state = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, &error);

  if (agent == NULL)
    return tidings_cli_fail (error);

  do
    tidings_bus_agent1_call_set_webhook_sync (agent, is_on, options, &state, NULL, &error);
  while (state == NULL && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  if (state == NULL)
    return tidings_cli_fail_lost (error, "tidings account webhook");
  show_webhook (state, json);

  return TIDINGS_EXIT_DONE;
}

TidingsExit
tidings_account_run_webhook (TidingsCli            *cli,
                             const TidingsCommand  *command,
                             char                 **argv)
{
  g_autofree char *url = NULL;
  g_autofree char *port = NULL;
  g_autofree char *address = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "url", 0, 0, G_OPTION_ARG_FILENAME, &url, N_("Public address under which Twilio reaches this computer"), N_("https://…") },
    { "port", 0, 0, G_OPTION_ARG_FILENAME, &port, N_("Port to listen on (8790)"), N_("N") },
    { "address", 0, 0, G_OPTION_ARG_FILENAME, &address, N_("Address of this computer to listen on (127.0.0.1: only a proxy or tunnel on this computer reaches it)"), N_("A") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr(GVariant) options = NULL;
  g_autoptr(GVariant) status = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit end = TIDINGS_EXIT_DONE;
  gboolean is_on = FALSE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &end))
    return end;
  if (arguments[0] == NULL && (url != NULL || port != NULL || address != NULL))
    return tidings_command_usage (command, _("Say whether the receiver is to be on or off"));
  if (arguments[0] != NULL && !parse_switch (arguments[0], &is_on))
    return tidings_command_usage (command, _("The receiver is “on” or “off”"));
  if (!add_port (&builder, port, &error))
    return tidings_cli_fail (error);

  add_text (&builder, "url", url);
  add_text (&builder, "address", address);
  options = g_variant_ref_sink (g_variant_builder_end (&builder));
  if (arguments[0] != NULL)
    return set_webhook (cli, is_on, options, json);

  if ((status = tidings_cli_ask_status (cli, &error)) == NULL)
    return tidings_cli_fail (error);
  show_webhook (status, json);

  return TIDINGS_EXIT_DONE;
}

static void
show_privacy (GVariant *status,
              gboolean  json)
{
  gboolean is_all = g_str_equal (get_text (status, "erase"), "all");
  gboolean deletes = FALSE;

  g_variant_lookup (status, "delete", "b", &deletes);
  if (json)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "erase", get_text (status, "erase"));
      json_object_set_boolean_member (object, "delete", deletes);
      tidings_cli_print_object (object);
      return;
    }

  print_row (_("Erased"), is_all ? _("all texts and answers, once they have ended and their price is known")
                                 : _("private texts, once they have ended and their price is known"));
  print_row (_("How"), deletes ? _("the whole record is deleted at Twilio") : _("the words go; number, price and dates stay at Twilio"));
}

static TidingsExit
set_privacy (TidingsCli *cli,
             GVariant   *options,
             gboolean    json)
{
  g_autoptr(GVariant) status = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, &error);
  gboolean is_done = FALSE;

  if (agent == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_set_privacy_sync (agent, options, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings account privacy");
  if ((status = tidings_cli_ask_status (cli, &error)) == NULL)
    return tidings_cli_fail (error);
  show_privacy (status, json);

  return TIDINGS_EXIT_DONE;
}

TidingsExit
tidings_account_run_privacy (TidingsCli            *cli,
                             const TidingsCommand  *command,
                             char                 **argv)
{
  g_autofree char *delete = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "delete", 0, 0, G_OPTION_ARG_FILENAME, &delete, N_("Whether the whole record goes and not the words alone"), N_("on|off") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr(GVariant) options = NULL;
  g_autoptr(GVariant) status = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit end = TIDINGS_EXIT_DONE;
  gboolean deletes = FALSE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &end))
    return end;
  if (arguments[0] != NULL && !g_str_equal (arguments[0], "private") && !g_str_equal (arguments[0], "all"))
    return tidings_command_usage (command, _("What is erased is “private” texts or “all”"));
  if (delete != NULL && !parse_switch (delete, &deletes))
    return tidings_command_usage (command, _("--delete takes “on” or “off”"));

  add_text (&builder, "erase", arguments[0]);
  if (delete != NULL)
    g_variant_builder_add (&builder, "{sv}", "delete", g_variant_new_boolean (deletes));
  options = g_variant_ref_sink (g_variant_builder_end (&builder));
  if (g_variant_n_children (options) > 0)
    return set_privacy (cli, options, json);

  if ((status = tidings_cli_ask_status (cli, &error)) == NULL)
    return tidings_cli_fail (error);
  show_privacy (status, json);

  return TIDINGS_EXIT_DONE;
}
