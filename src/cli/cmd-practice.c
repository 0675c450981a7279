/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice phone: `tidings practice`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cmd-practice-private.h"
#include "tidings-cli-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-format.h"

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
             gboolean  with_replies,
             gboolean  json,
             gint64    now)
{
  JsonArray *array = json_array_new ();
  GVariantIter iter;
  const char *number = NULL;
  const char *other = NULL;
  const char *body = NULL;
  const char *sid = NULL;
  gboolean is_reply = FALSE;
  gint64 at = 0;

  g_variant_iter_init (&iter, texts);
  while (g_variant_iter_next (&iter, "(&s&sb&sx&s)", &number, &other, &is_reply, &body, &at, &sid))
    {
      if (is_reply && !with_replies)
        continue;
      if (json)
        json_array_add_object_element (array, text_to_json (is_reply ? other : number, is_reply ? number : other, body, at, sid));
      else
        print_text (is_reply ? other : number, body, at, now);
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
  gboolean with_replies = FALSE;
  const GOptionEntry entries[] = {
    { "replies", 'r', 0, G_OPTION_ARG_NONE, &with_replies, N_("Also show what the practice phones have sent"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GVariant) texts = NULL;
  g_autoptr(GVariant) behaviours = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    tidings_bus_agent1_call_practice_phones_sync (agent, &texts, &behaviours, NULL, &error);
  while (texts == NULL && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  if (texts == NULL)
    return tidings_cli_fail (error);

  print_inbox (texts, with_replies, json, tidings_cli_get_now (cli));

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

static void
print_behaviour_json (TidingsPerson *person,
                      const char    *behaviour)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "person_id", person->id);
  tidings_json_set_text (object, "person", person->name);
  tidings_json_set_text (object, "number", person->number);
  tidings_json_set_text (object, "behaviour", behaviour);
  tidings_cli_print_object (object);
}

/* How the phone behaves now. */
static TidingsExit
print_behaviour (TidingsCli       *cli,
                 TidingsBusAgent1 *agent,
                 TidingsPerson    *person,
                 gboolean          json)
{
  g_autoptr(GVariant) texts = NULL;
  g_autoptr(GVariant) behaviours = NULL;
  g_autoptr(GError) error = NULL;
  const char *behaviour = "normal";

  do
    tidings_bus_agent1_call_practice_phones_sync (agent, &texts, &behaviours, NULL, &error);
  while (behaviours == NULL && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));
  if (behaviours == NULL)
    return tidings_cli_fail (error);

  g_variant_lookup (behaviours, person->number, "&s", &behaviour);
  if (json)
    print_behaviour_json (person, behaviour);
  else
    tidings_cli_print ("%s\n", behaviour);

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
run_phone (TidingsCli           *cli,
           const TidingsCommand *command,
           char                **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gboolean is_done = FALSE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((person = tidings_cli_find_person (cli, arguments[0], &error)) == NULL ||
      (agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);
  if (arguments[1] == NULL)
    return print_behaviour (cli, agent, person, json);

  do
    is_done = tidings_bus_agent1_call_practice_set_sync (agent, person->number, arguments[1], NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  return is_done ? TIDINGS_EXIT_DONE : tidings_cli_fail (error);
}

static const TidingsCommand verbs[] = {
  { .name = "practice show", .summary = N_("Say whether practice is on, and what time it is there"), .n_max = 0,
    .run = tidings_practice_run_show },
  { .name = "practice on", .summary = N_("Send texts to the practice phone"), .n_max = 0, .run = run_on },
  { .name = "practice off", .summary = N_("Send texts through the connected account"), .n_max = 0, .run = run_off },
  { .name = "practice inbox", .summary = N_("Show what the practice phone has received, the newest last"),
    .n_max = 0, .run = run_inbox },
  { .name = "practice reply", .arguments = N_("WHO TEXT"), .summary = N_("Answer from somebody’s practice phone"),
    .n_min = 2, .n_max = 2, .run = run_reply },
  { .name = "practice phone", .arguments = N_("WHO [BEHAVIOUR]"),
    .summary = N_("Say or set how somebody’s practice phone behaves, to see what fails"), .n_min = 1, .n_max = 2, .run = run_phone },
  { .name = "practice ahead", .arguments = N_("[DURATION|TIME]"),
    .summary = N_("Let time pass in practice: reminders leave, quiet hours end"), .n_max = 1, .run = tidings_practice_run_ahead },
  { .name = "practice now", .summary = N_("Go back to the present"), .n_max = 0, .run = tidings_practice_run_now },
  { NULL },
};

const TidingsCommand tidings_command_practice = {
  .name = "practice",
  .arguments = N_("[on|off|inbox|reply|phone|ahead|now]"),
  .summary = N_("Use the practice phone"),
  .verbs = verbs,
};
