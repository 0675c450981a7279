/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice phone: `tidings practice`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-format.h"

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
  g_autoptr(GVariant) status = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit end = TIDINGS_EXIT_DONE;
  const char *mode = "";
  gboolean is_on = FALSE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &end))
    return end;
  if ((status = tidings_cli_ask_status (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  is_on = g_variant_lookup (status, "mode", "&s", &mode) && g_str_equal (mode, "practice");
  if (json)
    {
      JsonObject *object = json_object_new ();

      json_object_set_boolean_member (object, "practice", is_on);
      tidings_cli_print_object (object);
    }
  else
    tidings_cli_print ("%s\n", is_on ? _("Practice is on: texts go to the practice phone on this computer")
                                     : _("Practice is off: texts go through your Twilio account"));

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
set_practice (TidingsCli           *cli,
              const TidingsCommand *command,
              char                **argv,
              gboolean              on)
{
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gboolean is_done = FALSE;

  if (!tidings_command_parse (command, NULL, argv, &arguments, &status))
    return status;
  if ((agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_set_practice_sync (agent, on, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings practice");

  tidings_cli_print ("%s\n", on ? _("Practice is on: texts go to the practice phone on this computer")
                                : _("Practice is off: texts go through your Twilio account"));

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
run_on (TidingsCli           *cli,
        const TidingsCommand *command,
        char                **argv)
{
  return set_practice (cli, command, argv, TRUE);
}

static TidingsExit
run_off (TidingsCli           *cli,
         const TidingsCommand *command,
         char                **argv)
{
  return set_practice (cli, command, argv, FALSE);
}

static JsonObject *
text_to_json (const char *to,
              const char *from,
              const char *body,
              gint64      at,
              const char *sid)
{
  JsonObject *object = json_object_new ();

  tidings_json_set_text (object, "to", to);
  tidings_json_set_text (object, "from", from);
  json_object_set_string_member (object, "body", body);
  tidings_json_set_instant (object, "at", at);
  tidings_json_set_text (object, "sid", sid);

  return object;
}

/* The number stands in one piece, for a group of six digits in it would look like a confirmation code to a script. */
static void
print_text (const char *to,
            const char *body,
            gint64      at,
            gint64      now)
{
  g_autofree char *when = tidings_format_moment (at, now);
  g_autofree char *number = tidings_cli_clean (to);
  g_autofree char *text = tidings_cli_clean (body);

  tidings_cli_print ("%s  %s  %s\n", when, number, text);
}

static void
print_inbox (GVariant *texts,
             gboolean  json,
             gint64    now)
{
  JsonArray *array = json_array_new ();
  GVariantIter iter;
  const char *to = NULL;
  const char *from = NULL;
  const char *body = NULL;
  const char *sid = NULL;
  gint64 at = 0;

  g_variant_iter_init (&iter, texts);
  while (g_variant_iter_next (&iter, "(&s&s&sx&s)", &to, &from, &body, &at, &sid))
    {
      if (json)
        json_array_add_object_element (array, text_to_json (to, from, body, at, sid));
      else
        print_text (to, body, at, now);
    }

  if (json)
    tidings_cli_print_array (json_array_ref (array));
  json_array_unref (array);
}

static TidingsExit
run_inbox (TidingsCli           *cli,
           const TidingsCommand *command,
           char                **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GVariant) texts = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    tidings_bus_agent1_call_practice_inbox_sync (agent, &texts, NULL, &error);
  while (texts == NULL && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  if (texts == NULL)
    return tidings_cli_fail (error);

  print_inbox (texts, json, tidings_cli_get_now (cli));

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
run_reply (TidingsCli           *cli,
           const TidingsCommand *command,
           char                **argv)
{
  g_auto(GStrv) arguments = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gboolean is_done = FALSE;

  if (!tidings_command_parse (command, NULL, argv, &arguments, &status))
    return status;
  if ((person = tidings_cli_find_person (cli, arguments[0], &error)) == NULL ||
      (agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_practice_reply_sync (agent, person->number, arguments[1], NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings practice inbox");

  /* Translators: %s is a person’s name */
  tidings_cli_print (_("%s answered from the practice phone"), person->name);
  tidings_cli_print ("\n");

  return TIDINGS_EXIT_DONE;
}

static const TidingsCommand verbs[] = {
  { .name = "practice show", .summary = N_("Say whether practice is on"), .n_max = 0, .run = run_show },
  { .name = "practice on", .summary = N_("Send texts to the practice phone"), .n_max = 0, .run = run_on },
  { .name = "practice off", .summary = N_("Send texts through the connected account"), .n_max = 0, .run = run_off },
  { .name = "practice inbox", .summary = N_("Show what the practice phone has received, the newest last"),
    .n_max = 0, .run = run_inbox },
  { .name = "practice reply", .arguments = N_("WHO TEXT"), .summary = N_("Answer from somebody’s practice phone"),
    .n_min = 2, .n_max = 2, .run = run_reply },
  { NULL },
};

const TidingsCommand tidings_command_practice = {
  .name = "practice",
  .arguments = N_("[on|off|inbox|reply]"),
  .summary = N_("Use the practice phone"),
  .verbs = verbs,
};
