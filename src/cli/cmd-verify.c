/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proving that a number is theirs: `tidings verify`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-print.h"
#include "tidings-cli-raise.h"
#include "tidings-cli-store.h"
#include "tidings-cli-watch.h"
#include "tidings-format.h"
#include "tidings-message.h"
#include "tidings-phone-number.h"

/* How long the code is watched until Twilio has it; then it is only said that it is on its way. */
#define WATCH_MS 15000

/* A code whose answer was lost is looked for this long. */
#define LOST_MS 60000

static void
print_sent (TidingsCli    *cli,
            TidingsPerson *person,
            gint64         expires_at,
            gboolean       is_call)
{
  g_autofree char *number = tidings_phone_number_format (person->number);
  g_autofree char *until = tidings_format_moment (expires_at, tidings_cli_get_now (cli));

  if (is_call)
    /* Translators: %1$s is a name, %2$s a phone number, %3$s a time */
    tidings_cli_print (_("A voice calls %2$s and says the code for %1$s; it is good until %3$s"), person->name, number, until);
  else
    /* Translators: %1$s is a name, %2$s a phone number, %3$s a time */
    tidings_cli_print (_("A code for %1$s is on its way to %2$s; it is good until %3$s"), person->name, number, until);
  tidings_cli_print ("\n");
}

static gboolean
is_in_doubt (GPtrArray *messages)
{
  return messages != NULL && messages->len > 0 &&
         ((TidingsMessage *) g_ptr_array_index (messages, 0))->state == TIDINGS_MESSAGE_IN_DOUBT;
}

/* Nobody knows whether it left. Sending again repeats the same code, so that is safe to say. */
static TidingsExit
fail_lost (TidingsPerson *person)
{
  /* Translators: %s is a person’s name */
  tidings_cli_complain (_("Twilio’s answer was lost, so the code may be on its way. If it does not come, “tidings verify %s” sends "
                          "it again"), person->name);

  return TIDINGS_EXIT_FAILED;
}

/* A code that did not leave is a failure of this command, so that nobody waits for it. One that did is on the practice
 * phone when this returns. */
static TidingsExit
watch_code (TidingsCli    *cli,
            TidingsPerson *person,
            gint64         message_id,
            gint64         expires_at,
            gboolean       is_call)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) messages = NULL;
  g_autofree char *line = NULL;
  gint64 now = tidings_cli_get_now (cli);

  g_array_append_val (ids, message_id);
  messages = tidings_cli_wait_messages (cli, ids, tidings_message_has_left, now + WATCH_MS, NULL);
  if (is_in_doubt (messages))
    {
      g_ptr_array_unref (messages);
      messages = tidings_cli_wait_messages (cli, ids, tidings_message_has_left, now + LOST_MS, NULL);
    }
  if (is_in_doubt (messages))
    return fail_lost (person);
  if (messages == NULL || messages->len == 0 || tidings_messages_get_exit (messages) == TIDINGS_EXIT_DONE)
    {
      print_sent (cli, person, expires_at, is_call);
      return TIDINGS_EXIT_DONE;
    }

  line = tidings_message_to_line (g_ptr_array_index (messages, 0), now);
  tidings_cli_tell ("%s", line);

  return tidings_messages_get_exit (messages);
}

static TidingsExit
send_code (TidingsCli    *cli,
           TidingsPerson *person,
           gboolean       is_call)
{
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);
  g_autoptr(GVariant) channel = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, &error);
  gint64 message_id = 0;
  gint64 expires_at = 0;
  gint64 resend_at = 0;
  gboolean is_done = FALSE;

  if (agent == NULL)
    return tidings_cli_fail (error);

  if (is_call)
    g_variant_dict_insert (&options, "channel", "s", "call");
  channel = g_variant_ref_sink (g_variant_dict_end (&options));
  do
    is_done = tidings_bus_agent1_call_send_code_sync (agent, person->id, channel, &message_id, &expires_at, &resend_at, NULL,
                                                      &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings log");

  return watch_code (cli, person, message_id, expires_at, is_call);
}

/* A wrong code: how many tries are left is what the person needs to know. */
static TidingsExit
fail_code (TidingsCli    *cli,
           TidingsPerson *person,
           const GError  *error)
{
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, NULL);
  g_autofree char *state = NULL;
  guint tries_left = 0;

  if (!g_error_matches (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_WRONG_CODE) ||
      !tidings_bus_agent1_call_get_code_state_sync (agent, person->id, &state, &tries_left, NULL, NULL, NULL, NULL, NULL))
    return tidings_cli_fail_lost (error, "tidings people");

  if (tries_left > 0)
    tidings_cli_complain (ngettext ("This is not the code that was sent; %u try is left",
                                    "This is not the code that was sent; %u tries are left", tries_left), tries_left);
  else
    /* Translators: %s is a person’s name */
    tidings_cli_complain (_("This is not the code that was sent, and no try is left; send a new one with “tidings verify %s”"),
                          person->name);

  return TIDINGS_EXIT_FAILED;
}

static TidingsExit
confirm_code (TidingsCli    *cli,
              TidingsPerson *person,
              const char    *code)
{
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, &error);
  gboolean is_done = FALSE;

  if (agent == NULL)
    return tidings_cli_fail (error);

  /* Twilio may be asked, twice if an answer is lost. */
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (agent), G_MAXINT);
  do
    is_done = tidings_bus_agent1_call_confirm_code_sync (agent, person->id, code, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  if (!is_done)
    return fail_code (cli, person, error);

  /* Translators: %s is a person’s name */
  tidings_cli_print (_("The number of %s is confirmed"), person->name);
  tidings_cli_print ("\n");

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
run_verify (TidingsCli           *cli,
            const TidingsCommand *command,
            char                **argv)
{
  gboolean is_call = FALSE;
  const GOptionEntry entries[] = {
    { "call", 'c', 0, G_OPTION_ARG_NONE, &is_call, N_("Let a voice say the code; needs a Verify service"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (is_call && arguments[0] != NULL && arguments[1] != NULL)
    return tidings_command_usage (command, _("Give either a code or --call"));
  if ((person = tidings_cli_find_person (cli, arguments[0], &error)) == NULL)
    return tidings_cli_fail (error);
  if (arguments[1] != NULL)
    return confirm_code (cli, person, arguments[1]);
  if (person->verified_at == 0)
    return send_code (cli, person, is_call);

  /* Translators: %s is a person’s name */
  tidings_cli_print (_("The number of %s is confirmed already"), person->name);
  tidings_cli_print ("\n");

  return TIDINGS_EXIT_DONE;
}

const TidingsCommand tidings_command_verify = {
  .name = "verify",
  .arguments = N_("WHO [CODE]"),
  .summary = N_("Confirm a number by a code"),
  .details = N_("Without CODE a text with a code is sent to the number, or a voice calls it. With CODE, the digits of that text, "
                "the number is confirmed. A wrong code uses up a try and ends with exit status 1."),
  .n_min = 1,
  .n_max = 2,
  .run = run_verify,
};
