/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors as they cross the bus: every name there and back, and what of them is for whom. */
#include "config.h"

#include "tidings-bus-error.h"

static void
test_names (void)
{
  static const struct { TidingsBusError code; const char *name; } cases[] = {
    { TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "org.tidings.Tidings.Error.InvalidArgument" },
    { TIDINGS_BUS_ERROR_NOT_FOUND, "org.tidings.Tidings.Error.NotFound" },
    { TIDINGS_BUS_ERROR_REFUSED, "org.tidings.Tidings.Error.Refused" },
    { TIDINGS_BUS_ERROR_WRONG_CODE, "org.tidings.Tidings.Error.WrongCode" },
    { TIDINGS_BUS_ERROR_TRY_LATER, "org.tidings.Tidings.Error.TryLater" },
    { TIDINGS_BUS_ERROR_NO_ACCOUNT, "org.tidings.Tidings.Error.NoAccount" },
    { TIDINGS_BUS_ERROR_KEYRING_LOCKED, "org.tidings.Tidings.Error.KeyringLocked" },
    { TIDINGS_BUS_ERROR_TWILIO, "org.tidings.Tidings.Error.Twilio" },
    { TIDINGS_BUS_ERROR_STORAGE, "org.tidings.Tidings.Error.Storage" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) sent = g_error_new_literal (TIDINGS_BUS_ERROR, cases[i].code, "words");
      g_autofree char *name = g_dbus_error_encode_gerror (sent);
      g_autoptr(GError) received = g_dbus_error_new_for_dbus_error (cases[i].name, "words");

      g_assert_cmpstr (name, ==, cases[i].name);
      g_assert_error (received, TIDINGS_BUS_ERROR, (int) cases[i].code);
    }
}

static void
test_words (void)
{
  static const struct { const char *name; const char *message; const char *words; const char *rule; const char *why; } cases[] = {
    { "org.tidings.Tidings.Error.Refused", "not-verified: Confirm the number", "Confirm the number", "not-verified", "a rule and its words" },
    { "org.tidings.Tidings.Error.Refused", "paused: until 9:00: really", "until 9:00: really", "paused", "only the first colon is ours" },
    { "org.tidings.Tidings.Error.Refused", "no rule at all", "no rule at all", NULL, "without a rule" },
    { "org.tidings.Tidings.Error.Refused", "", "", NULL, "without anything" },
    { "org.tidings.Tidings.Error.InvalidArgument", "unit: too long", "unit: too long", NULL, "other errors have no rule" },
    { "org.example.Other", "words", "words", NULL, "an error of somebody else" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = g_dbus_error_new_for_dbus_error (cases[i].name, cases[i].message);
      g_autofree char *words = NULL;
      g_autofree char *rule = NULL;

      g_test_message ("%s", cases[i].why);
      /* Registered, or the names above are nobody's. */
      g_assert_cmpuint (TIDINGS_BUS_ERROR, !=, 0);
      words = tidings_bus_error_dup_words (error);
      rule = tidings_bus_error_dup_rule (error);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpstr (rule, ==, cases[i].rule);
    }
}

static void
test_unreachable (void)
{
  static const struct { GQuark (*domain) (void); int code; gboolean expected; const char *why; } cases[] = {
    { g_dbus_error_quark, G_DBUS_ERROR_SERVICE_UNKNOWN, TRUE, "nobody has the name" },
    { g_dbus_error_quark, G_DBUS_ERROR_NAME_HAS_NO_OWNER, TRUE, "nobody has it any more" },
    { g_dbus_error_quark, G_DBUS_ERROR_NO_REPLY, TRUE, "it died" },
    { g_dbus_error_quark, G_DBUS_ERROR_DISCONNECTED, TRUE, "the bus died" },
    { g_dbus_error_quark, G_DBUS_ERROR_TIMED_OUT, TRUE, "it does not answer" },
    { g_dbus_error_quark, G_DBUS_ERROR_SPAWN_EXEC_FAILED, TRUE, "it cannot be started" },
    { g_dbus_error_quark, G_DBUS_ERROR_SPAWN_CHILD_EXITED, TRUE, "it ended at its start" },
    { g_dbus_error_quark, G_DBUS_ERROR_SPAWN_NO_MEMORY, TRUE, "no memory to start it" },
    { g_dbus_error_quark, G_DBUS_ERROR_UNKNOWN_METHOD, FALSE, "it answered: another version" },
    { g_dbus_error_quark, G_DBUS_ERROR_INVALID_ARGS, FALSE, "it answered" },
    { tidings_bus_error_quark, TIDINGS_BUS_ERROR_STORAGE, FALSE, "it answered" },
    { g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, TRUE, "no bus" },
    { g_io_error_quark, G_IO_ERROR_CANCELLED, FALSE, "nobody wanted to know any more" },
  };

  g_assert_false (tidings_bus_error_is_unreachable (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (cases[i].domain (), cases[i].code, "words");

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_bus_error_is_unreachable (error), ==, cases[i].expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bus-error/names", test_names);
  g_test_add_func ("/bus-error/words", test_words);
  g_test_add_func ("/bus-error/unreachable", test_unreachable);

  return g_test_run ();
}
