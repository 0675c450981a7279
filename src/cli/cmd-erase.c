/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasing somebody with everything that names them, or everything: `tidings erase`. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"

typedef struct {
  guint n_texts;
  guint n_at_twilio;
  guint n_waiting;
  gboolean keeps_stop;
} Erased;

/* Whether the person at the terminal says yes, in their language or in English. */
static gboolean
ask (TidingsPerson *person)
{
  char line[64] = "";
  g_autofree char *typed = NULL;
  /* Translators: what is typed for yes at a question that shows “[y/N]”: its first letter, in lower case */
  const char *yes = C_("answer", "y");

  /* Translators: %s is a person’s name; leave [y/N] as it is, or put your letter for yes in place of the y */
  tidings_cli_tell (_("Erase %s, all their texts and answers, here and at Twilio? This cannot be undone. [y/N]"), person->name);
  if (fgets (line, sizeof line, stdin) == NULL)
    return FALSE;

  typed = g_utf8_strdown (g_strstrip (line), -1);

  return *typed != '\0' && (g_str_has_prefix (typed, yes) || *typed == 'y');
}

static void
print_erased (TidingsPerson *person,
              const Erased  *erased)
{
  /* Translators: %s is a person’s name */
  tidings_cli_print (_("%s was erased"), person->name);
  tidings_cli_print ("\n");
  if (erased->n_at_twilio > 0)
    {
      tidings_cli_print (ngettext ("%u text is being deleted at Twilio", "%u texts are being deleted at Twilio", erased->n_at_twilio),
                         erased->n_at_twilio);
      tidings_cli_print ("\n");
    }
  if (erased->n_waiting > 0)
    {
      tidings_cli_print (ngettext ("%u text is on its way and goes as soon as Twilio says what became of it",
                                   "%u texts are on their way and go as soon as Twilio says what became of them", erased->n_waiting),
                         erased->n_waiting);
      tidings_cli_print ("\n");
    }
  if (erased->keeps_stop)
    tidings_cli_print ("%s\n", _("Their STOP stays in force, without the number being readable: nothing is sent if it is ever added again"));
}

static void
print_json (TidingsPerson *person,
            const Erased  *erased)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", person->id);
  json_object_set_int_member (object, "texts", erased->n_texts);
  json_object_set_int_member (object, "at_twilio", erased->n_at_twilio);
  json_object_set_int_member (object, "waiting", erased->n_waiting);
  json_object_set_boolean_member (object, "keeps_stop", erased->keeps_stop);
  tidings_cli_print_object (object);
}

/* What was deleted cannot be brought back by a key pressed too soon. */
static gboolean
ask_all (void)
{
  char line[64] = "";
  /* Translators: the word that has to be typed to delete everything, in lower case */
  const char *word = C_("word to type", "delete");

  tidings_cli_tell ("%s", _("All people, texts, answers, reminders and settings on this computer are deleted, the account’s secret "
                            "too. What Twilio keeps for later is called back; what it has on record stays in your account there."));
  /* Translators: %s is the word that has to be typed */
  tidings_cli_tell (_("Type “%s” to go on; anything else keeps all as it is."), word);

  return fgets (line, sizeof line, stdin) != NULL && g_str_equal (g_strstrip (line), word);
}

static void
print_all (guint    n_left,
           gboolean json)
{
  JsonObject *object = NULL;

  if (json)
    {
      object = json_object_new ();
      json_object_set_int_member (object, "left", n_left);
      tidings_cli_print_object (object);
      return;
    }

  tidings_cli_print ("%s\n", _("Everything of Tidings on this computer was deleted"));
  if (n_left == 0)
    return;
  tidings_cli_print (ngettext ("%u text that Twilio keeps for later could not be called back, and arrives",
                               "%u texts that Twilio keeps for later could not be called back, and arrive", n_left), n_left);
  tidings_cli_print ("\n");
}

static TidingsExit
erase_all (TidingsCli           *cli,
           const TidingsCommand *command,
           gboolean              yes,
           gboolean              json)
{
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  guint n_left = 0;
  gboolean is_done = FALSE;

  if (!yes && !isatty (STDIN_FILENO))
    return tidings_command_usage (command, _("This cannot be undone; add --yes"));
  if (!yes && !ask_all ())
    {
      tidings_cli_tell ("%s", _("Nothing was erased"));
      return TIDINGS_EXIT_FAILED;
    }
  if ((agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  /* A person may be asked to unlock the keyring. */
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (agent), G_MAXINT);
  do
    is_done = tidings_bus_agent1_call_erase_all_sync (agent, &n_left, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));
  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings status");

  print_all (n_left, json);

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
run_erase (TidingsCli           *cli,
           const TidingsCommand *command,
           char                **argv)
{
  gboolean all = FALSE;
  gboolean yes = FALSE;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_("Delete everything of Tidings on this computer"), NULL },
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &yes, N_("Do not ask"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  Erased erased = { 0 };
  gboolean is_done = FALSE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (all != (arguments[0] == NULL))
    return tidings_command_usage (command, _("Say who is to be erased, or --all for everything"));
  if (all)
    return erase_all (cli, command, yes, json);
  if ((person = tidings_cli_find_person (cli, arguments[0], &error)) == NULL)
    return tidings_cli_fail (error);
  if (!yes && !isatty (STDIN_FILENO))
    return tidings_command_usage (command, _("This cannot be undone; add --yes"));
  if (!yes && !ask (person))
    {
      tidings_cli_tell ("%s", _("Nothing was erased"));
      return TIDINGS_EXIT_FAILED;
    }
  if ((agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_erase_sync (agent, person->id, &erased.n_texts, &erased.n_at_twilio, &erased.n_waiting,
                                                  &erased.keeps_stop, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings people");

  if (json)
    print_json (person, &erased);
  else
    print_erased (person, &erased);

  return TIDINGS_EXIT_DONE;
}

const TidingsCommand tidings_command_erase = {
  .name = "erase",
  .arguments = N_("[WHO]"),
  .summary = N_("Erase somebody with all their texts, here and at Twilio, or everything"),
  .details = N_("Everything that names them goes: texts and answers, codes, what is known of their line, their places in reminders, "
                "and reminders that were for them alone. Of the trail of consent the facts stay, without name and number. What "
                "others were sent stays, also where it mentions them. A STOP stays in force without the number being readable. "
                "Copies that you exported or backed up are yours to delete. With --all everything of Tidings on this computer is "
                "deleted, the account’s secret and all settings too; what Twilio keeps for later is called back, and what it "
                "has on record stays there."),
  .n_max = 1,
  .run = run_erase,
};
