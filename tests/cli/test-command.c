/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding commands, reading their options and arguments, and the exit status of errors. */
#include "config.h"

#include "tidings-cli-command.h"
#include "tidings-cli-raise.h"
#include "tidings-cli-store.h"

static const TidingsCommand table[] = {
  { .name = "send" }, { .name = "people" }, { .name = "remind" }, { .name = "reminders" }, { .name = "log" }, { NULL },
};

static void
test_find (void)
{
  static const TidingsCommand verbs[] = { { .name = "people add" }, { NULL } };

  g_assert_true (tidings_command_find (table, "log") == &table[4]);
  g_assert_true (tidings_command_find (verbs, "add") == &verbs[0]);
  /* A verb is found by its last word only. */
  g_assert_null (tidings_command_find (verbs, "people add"));
  g_assert_null (tidings_command_find (table, "Log"));
}

static void
test_nearest (void)
{
  static const struct { const char *typed; const char *meant; const char *why; } cases[] = {
    { "poeple", "people", "two letters changed places" },
    { "peolpe", "people", "two others did" },
    { "sned", "send", "a swap is one slip" },
    { "lgo", "log", "also in a short word" },
    { "rem", "remind", "the beginning of two: the first" },
    { "reminder", "reminders", "the beginning of one" },
    { "export", NULL, "nothing like it" },
    { "x", NULL, "two slips would make any short word of it" },
    { "", NULL, "nothing is no beginning" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TidingsCommand *nearest = tidings_command_find_nearest (table, cases[i].typed);

      g_test_message ("%s: %s", cases[i].typed, cases[i].why);
      g_assert_cmpstr (nearest != NULL ? nearest->name : NULL, ==, cases[i].meant);
    }
}

static void
test_parse (void)
{
  static const TidingsCommand command = { .name = "send", .arguments = "WHO TEXT", .summary = "Send", .n_min = 2, .n_max = 2 };
  static const struct { const char *line; const char *expected; gboolean wait; const char *why; } cases[] = {
    { "send Ann Hello", "Ann|Hello", FALSE, "two arguments" },
    { "send --wait Ann Hello", "Ann|Hello", TRUE, "an option before them" },
    { "send Ann Hello --wait", "Ann|Hello", TRUE, "and after them" },
    { "send Ann -- --wait", "Ann|--wait", FALSE, "what stands after -- is no option" },
    { "send -- Ann Hello", "Ann|Hello", FALSE, "also in front" },
    { "send Ann -", "Ann|-", FALSE, "a single - is standard input, no option" },
    { "send Ann ''", "Ann|", FALSE, "an empty argument is one" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean wait = FALSE;
      const GOptionEntry entries[] = { { "wait", 'w', 0, G_OPTION_ARG_NONE, &wait, "Wait", NULL }, { NULL } };
      g_auto(GStrv) argv = NULL;
      g_auto(GStrv) arguments = NULL;
      g_autofree char *joined = NULL;
      TidingsExit status = TIDINGS_EXIT_FAILED;

      g_test_message ("%s", cases[i].why);
      g_assert_true (g_shell_parse_argv (cases[i].line, NULL, &argv, NULL));
      g_assert_true (tidings_command_parse (&command, entries, argv, &arguments, &status));
      joined = g_strjoinv ("|", arguments);
      g_assert_cmpstr (joined, ==, cases[i].expected);
      g_assert_cmpint (wait, ==, cases[i].wait);
    }
}

static void
test_exit (void)
{
  static const struct { int code; TidingsExit expected; const char *why; } cases[] = {
    { TIDINGS_BUS_ERROR_INVALID_ARGUMENT, TIDINGS_EXIT_USAGE, "what was typed cannot be used" },
    { TIDINGS_BUS_ERROR_NOT_FOUND, TIDINGS_EXIT_USAGE, "nor what does not exist" },
    { TIDINGS_BUS_ERROR_REFUSED, TIDINGS_EXIT_REFUSED, "a rule" },
    { TIDINGS_BUS_ERROR_WRONG_CODE, TIDINGS_EXIT_FAILED, "a wrong code is no rule" },
    { TIDINGS_BUS_ERROR_TRY_LATER, TIDINGS_EXIT_FAILED, "nor is waiting" },
    { TIDINGS_BUS_ERROR_NO_ACCOUNT, TIDINGS_EXIT_NO_ACCOUNT, "no account" },
    { TIDINGS_BUS_ERROR_KEYRING_LOCKED, TIDINGS_EXIT_NO_ACCOUNT, "no secret" },
    { TIDINGS_BUS_ERROR_TWILIO, TIDINGS_EXIT_FAILED, "Twilio said no" },
    { TIDINGS_BUS_ERROR_STORAGE, TIDINGS_EXIT_FAILED, "the disk said no" },
  };
  g_autoptr(GError) unknown = g_error_new_literal (G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN, "");
  g_autoptr(GError) nobody = g_error_new_literal (TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND, "");
  g_autoptr(GError) future = g_error_new_literal (TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FUTURE, "");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (TIDINGS_BUS_ERROR, cases[i].code, "");

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_cli_get_exit (error), ==, cases[i].expected);
    }

  g_assert_cmpint (tidings_cli_get_exit (unknown), ==, TIDINGS_EXIT_UNREACHABLE);
  /* A row that was asked for by what was typed. */
  g_assert_false (tidings_cli_take_store_error (&nobody));
  g_assert_cmpint (tidings_cli_get_exit (nobody), ==, TIDINGS_EXIT_USAGE);
  g_assert_false (tidings_cli_take_store_error (&future));
  g_assert_cmpint (tidings_cli_get_exit (future), ==, TIDINGS_EXIT_FAILED);
}

static void
test_repeat (void)
{
  static const struct { int code; TidingsRepeat repeat; gboolean expected; const char *why; } cases[] = {
    { G_DBUS_ERROR_SERVICE_UNKNOWN, TIDINGS_REPEAT_UNREACHED, TRUE, "no agent got it" },
    { G_DBUS_ERROR_NAME_HAS_NO_OWNER, TIDINGS_REPEAT_UNREACHED, TRUE, "nor here" },
    { G_DBUS_ERROR_NO_REPLY, TIDINGS_REPEAT_UNREACHED, FALSE, "an agent may have got it: never twice" },
    { G_DBUS_ERROR_NO_REPLY, TIDINGS_REPEAT_LOST, TRUE, "it may, and twice does no harm" },
    { G_DBUS_ERROR_SPAWN_CHILD_EXITED, TIDINGS_REPEAT_LOST, FALSE, "an agent that does not start" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsCli) cli = tidings_cli_new ();
      GError *error = g_error_new_literal (G_DBUS_ERROR, cases[i].code, "");

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_cli_may_repeat (cli, cases[i].repeat, &error), ==, cases[i].expected);
      g_assert_cmpint (error == NULL, ==, cases[i].expected);
      if (error == NULL)
        error = g_error_new_literal (G_DBUS_ERROR, cases[i].code, "");
      /* Once is a race, twice is a fault. */
      g_assert_false (tidings_cli_may_repeat (cli, cases[i].repeat, &error));
      g_clear_error (&error);
    }
}

static void
test_messages_exit (void)
{
  static const struct { const char *states; TidingsExit expected; const char *why; } cases[] = {
    { "queued", TIDINGS_EXIT_DONE, "accepted" },
    { "skipped,queued", TIDINGS_EXIT_DONE, "accepted for one of two" },
    { "held", TIDINGS_EXIT_DONE, "kept for later" },
    { "sent", TIDINGS_EXIT_DONE, "gone, no receipt" },
    { "skipped,skipped", TIDINGS_EXIT_REFUSED, "refused for all" },
    { "", TIDINGS_EXIT_REFUSED, "nobody there" },
    { "delivered,failed", TIDINGS_EXIT_FAILED, "one failed" },
    { "undelivered", TIDINGS_EXIT_FAILED, "did not arrive" },
    { "canceled", TIDINGS_EXIT_FAILED, "nor did this" },
    { "skipped,failed", TIDINGS_EXIT_FAILED, "a failure counts more than a rule" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
      g_auto(GStrv) states = g_strsplit (cases[i].states, ",", -1);

      for (char **state = states; *state != NULL; state++)
        {
          TidingsMessage *message = tidings_message_new ();

          g_assert_true (tidings_message_state_from_string (*state, &message->state));
          g_ptr_array_add (messages, message);
        }
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_messages_get_exit (messages), ==, cases[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/command/find", test_find);
  g_test_add_func ("/cli/command/nearest", test_nearest);
  g_test_add_func ("/cli/command/parse", test_parse);
  g_test_add_func ("/cli/command/exit", test_exit);
  g_test_add_func ("/cli/command/repeat", test_repeat);
  g_test_add_func ("/cli/command/messages-exit", test_messages_exit);

  return g_test_run ();
}
