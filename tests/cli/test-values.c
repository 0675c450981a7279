/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as they are typed on the command line. */
#include "config.h"

#include "tidings-cli.h"
#include "tidings-cli-values.h"
#include "tidings-message.h"

/* 2026-11-21 08:30 UTC, a Saturday */
#define NOW G_GINT64_CONSTANT (1795249800000)

static void
test_data (void)
{
  static const struct { const char *data; const char *pair; const char *expected; const char *why; } cases[] = {
    { "{}", NULL, "@a{sv} {}", "nothing is nothing" },
    { "{\"unit\": \"backup\"}", NULL, "{'unit': <'backup'>}", "a text stays a text" },
    { "{\"n\": 3}", NULL, "{'n': <int64 3>}", "a whole number" },
    { "{\"n\": 1.5}", NULL, "{'n': <1.5>}", "a number with a fraction" },
    { "{\"ok\": true}", NULL, "{'ok': <true>}", "a truth value" },
    { "{\"order\": {\"number\": \"7\", \"to\": {\"town\": \"Ulm\"}}}", NULL,
      "{'order.number': <'7'>, 'order.to.town': <'Ulm'>}", "nested objects become dotted paths" },
    { "{\"gone\": null, \"a\": \"b\"}", NULL, "{'a': <'b'>}", "null is a missing value" },
    { "{\"unit\": \"backup\"}", "unit=photos", "{'unit': <'photos'>}", "what stands on the line wins" },
    { "{\"n\": 3}", "n=4", "{'n': <'4'>}", "and is a text" },
    { NULL, "a=b=c", "{'a': <'b=c'>}", "the first sign of equality divides" },
    { NULL, "a=", "{'a': <''>}", "an empty value is one; the agent says what it thinks of it" },
    { "[1]", NULL, NULL, "a list is no object" },
    { "{\"a\": [1]}", NULL, "{'a': <@as []>}", "a list goes along as one: whole objects may be piped in" },
    { "{\"a\": {\"b\": 1}}", "a.b=2", "{'a.b': <'2'>}", "a dotted name on the line means the nested value" },
    { "{\"a\": 1, \"a\": 2}", NULL, NULL, "one name twice" },
    { "{\"a\": NaN}", NULL, NULL, "not a number" },
    { "{\"a\": ", NULL, NULL, "broken JSON" },
    { "", NULL, NULL, "nothing at all is no object" },
    { NULL, "plain", NULL, "no sign of equality" },
    { NULL, "=x", NULL, "no name" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GHashTable) values = tidings_cli_values_new ();
      g_autoptr(GVariant) variant = NULL;
      g_autofree char *text = NULL;
      g_autoptr(GError) error = NULL;
      gboolean is_good = (cases[i].data == NULL || tidings_cli_values_from_data (values, cases[i].data, &error)) &&
                         (cases[i].pair == NULL || tidings_cli_values_from_pair (values, cases[i].pair, &error));

      g_test_message ("%s", cases[i].why);
      if (cases[i].expected == NULL)
        {
          g_assert_error (error, TIDINGS_CLI_ERROR, TIDINGS_CLI_ERROR_USAGE);
          g_assert_false (is_good);
          continue;
        }

      g_assert_no_error (error);
      variant = g_variant_ref_sink (tidings_cli_values_to_variant (values));
      text = g_variant_print (variant, TRUE);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_span (void)
{
  static const struct { const char *text; gint64 ms; const char *why; } cases[] = {
    { "90s", 90000, "seconds" },
    { "30m", 1800000, "minutes" },
    { "2h", 7200000, "hours" },
    { "3d", 259200000, "days" },
    { "0m", 0, "nothing is a span, too; who asks decides" },
    { "2", -1, "two of what" },
    { "h", -1, "how many" },
    { "", -1, "nothing" },
    { "-2h", -1, "backwards" },
    { "2h ", -1, "blanks mean that something else was meant" },
    { "2H", -1, "units are small letters" },
    { "99999999999h", -1, "longer than anybody means" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_cli_parse_span (cases[i].text), ==, cases[i].ms);
    }
}

static void
test_since (void)
{
  static const struct { const char *text; const char *zone; gint64 expected; const char *why; } cases[] = {
    { "2h", "UTC", NOW - 2 * 3600000, "two hours ago" },
    { "30m", "UTC", NOW - 30 * 60000, "half an hour ago" },
    { "7d", "UTC", NOW - 7 * G_GINT64_CONSTANT (86400000), "a week ago" },
    { "2026-11-20", "UTC", 1795132800000, "a day begins at midnight" },
    { "2026-11-20", "Europe/Berlin", 1795132800000 - 3600000, "at midnight over there" },
    { "2026-11-20T08:30", "UTC", NOW - 86400000, "a moment" },
    { "2026-11-20 08:30", "UTC", NOW - 86400000, "with a blank" },
    { "today", "UTC", 1795219200000, "since midnight" },
    { "yesterday", "UTC", 1795132800000, "since the midnight before" },
    { "today", "Pacific/Kiritimati", 1795219200000 - 14 * 3600000, "where it is today already" },
    { "soon", "UTC", -1, "no date" },
    { "03/04", "UTC", -1, "could be two days" },
    { "", "UTC", -1, "nothing" },
    { "h", "UTC", -1, "no number" },
    { "2026-02-30", "UTC", -1, "no such day" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s: %s", cases[i].text, cases[i].why);
      g_assert_cmpint (tidings_cli_parse_since (cases[i].text, NOW, cases[i].zone, &error), ==, cases[i].expected);
      if (cases[i].expected < 0)
        g_assert_error (error, TIDINGS_CLI_ERROR, TIDINGS_CLI_ERROR_USAGE);
    }
}

static void
test_states (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (tidings_cli_parse_states ("failed", &error), ==, 1u << TIDINGS_MESSAGE_FAILED);
  g_assert_cmpuint (tidings_cli_parse_states ("in-doubt, held", &error), ==,
                    1u << TIDINGS_MESSAGE_IN_DOUBT | 1u << TIDINGS_MESSAGE_HELD);
  g_assert_no_error (error);

  /* One wrong name makes the whole list wrong: a log that lacks what was asked for would mislead. */
  g_assert_cmpuint (tidings_cli_parse_states ("held,lost", &error), ==, 0);
  g_assert_error (error, TIDINGS_CLI_ERROR, TIDINGS_CLI_ERROR_USAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/values/data", test_data);
  g_test_add_func ("/cli/values/span", test_span);
  g_test_add_func ("/cli/values/since", test_since);
  g_test_add_func ("/cli/values/states", test_states);

  return g_test_run ();
}
