/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program as it is called: help, wrong usage, and reading from the store. */
#include "config.h"

#include <string.h>

#include "fixture.h"

static const char * const commands[] = {
  "status", "send", "alert", "types", "types list", "types show", "types on", "types off", "types template", "types add",
  "types edit", "types remove", "people",
  "people list", "people add", "people edit", "people remove", "pause", "verify", "remind", "reminders", "reminders list",
  "reminders show", "reminders done", "reminders skip", "reminders move", "reminders snooze", "reminders edit", "reminders remove", "log", "costs", "retry", "cancel", "account", "account show",
  "account set", "account check", "account privacy", "account webhook", "account clear", "export", "erase", "reminders import", "practice", "practice show", "practice on", "practice off",
  "practice inbox", "practice reply", "practice phone", "practice ahead", "practice now",
};

static void
test_help (Fixture       *fixture,
           gconstpointer  user_data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *line = g_strdup_printf ("%s --help", commands[i]);
      g_autofree char *same = g_strdup_printf ("help %s", commands[i]);
      g_autofree char *usage = g_strdup_printf ("tidings %s", commands[i]);
      g_autofree char *help = NULL;

      fixture_run (fixture, line, NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      g_assert_cmpstr (fixture->err, ==, "");
      assert_has (fixture->out, "Usage:");
      assert_has (fixture->out, usage);
      assert_has (fixture->out, "Exit status:");

      help = g_steal_pointer (&fixture->out);
      fixture_run (fixture, same, NULL);
      g_assert_cmpstr (fixture->out, ==, help);
    }
}

static void
test_general_help (Fixture       *fixture,
                   gconstpointer  user_data)
{
  static const char * const lines[] = { "help", "--help", "-h" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      fixture_run (fixture, lines[i], NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      assert_has (fixture->out, "practice");
    }

  fixture_run (fixture, "--version", NULL);
  g_assert_cmpstr (fixture->out, ==, "tidings " PACKAGE_VERSION "\n");
}

static void
test_usage (Fixture       *fixture,
            gconstpointer  user_data)
{
  static const struct { const char *line; const char *part; const char *why; } cases[] = {
    { "poeple", "people", "the nearest command is suggested" },
    { "types lits", "types list", "also within a group" },
    { "--wait", "--help", "an option is no command" },
    { "send", "WHO TEXT", "arguments are missing" },
    { "send Ann a b", "quotes", "too many: most probably quotes are" },
    { "send Nobody Hello", "people add", "nobody is there at all" },
    { "send Ann ' '", "people add", "nor for an empty text" },
    { "alert", "TYPE", "no type" },
    { "alert job_failed unit", "unit=backup", "no value" },
    { "alert job_failed unit=x --until yesterday", "in 2h", "no moment to come" },
    { "alert job_failed unit=x --until 2001-01-01T09:00", "passed", "a moment long ago" },
    { "alert job_failed --data /nonexistent/file", "/nonexistent/file", "no file" },
    { "retry x", "id", "no id" },
    { "cancel 0", "id", "no row has this one" },
    { "types show nothing", "tidings types", "no such type" },
    { "types template nothing Text", "tidings types", "nor here" },
    { "types add tank", "--title", "a type needs words" },
    { "types add tank --title T --text Low --cooldown soon", "30m", "no length of time" },
    { "types add tank --title T --text Low --late 1h,2h", "30m", "two lengths of time" },
    { "types add tank --title T --text Low --private maybe", "--private", "neither yes nor no" },
    { "types add tank --title T --text Low --max-segments many", "many", "no number" },
    { "types edit tank", "what to change", "nothing to change" },
    { "types edit tank --title T", "tidings types", "no such type" },
    { "people add Ann", "NAME NUMBER", "no number" },
    { "people add Ann 12 --country DE", "digit", "too short a number" },
    { "people add Ann 015123456789", "--country DE", "no country in this locale" },
    { "people add Ann 015123456789 --country Mars", "DE", "no such country" },
    { "people add Ann +4915123456789 --quiet 25:00-26:00", "22:00-07:00", "no such hours" },
    { "remind Ann tomorrow Dentist", "people add", "nobody is there" },
    { "reminders done x", "id", "no id" },
    { "reminders show x", "id", "no id" },
    { "reminders skip 1", "no reminder yet", "nothing to skip" },
    { "reminders move 1 next", "ID WHEN TO", "moved to nowhere" },
    { "reminders snooze 1", "ID FOR", "put off for ever" },
    { "log --state lost", "in-doubt", "no such state; those that exist are listed" },
    { "log --limit 0", "1", "nothing to show" },
    { "log --limit many", "many", "no number" },
    { "log --since soon", "today", "no date" },
    { "log 1", "", "no such message" },
    { "account set", "--sid", "no account" },
    { "account set --sid AC00000000000000000000000000000000", "--from", "no sender" },
    { "account set --sid AC1 --from +15005550006", "--sid", "no Account SID" },
    { "account set --sid AC00000000000000000000000000000000 --from A --service MG00000000000000000000000000000000",
      "--service", "two senders" },
    { "account set --sid AC00000000000000000000000000000000 --from +15005550006", "secret", "no secret on standard input" },
    { "practice reply Ann", "WHO TEXT", "no text" },
    { "account privacy some", "private", "neither private nor all" },
    { "account privacy --delete maybe", "--delete", "neither on nor off" },
    { "account webhook maybe", "on", "neither on nor off" },
    { "account webhook --url https://a.example.com", "on", "an address without a switch" },
    { "account webhook on --port 0", "--port", "no port" },
    { "account webhook on --port 65536", "--port", "beyond all ports" },
    { "account set --token abc", "--token", "a secret has no place in argv" },
    { "account set --secret abc", "--secret", "under no name" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].line, cases[i].why);
      fixture_run (fixture, cases[i].line, "");
      g_assert_cmpint (fixture->status, ==, 2);
      g_assert_cmpstr (fixture->out, ==, "");
      assert_one_line (fixture->err, "tidings: ");
      assert_has (fixture->err, cases[i].part);
    }
}

static void
test_no_store (Fixture       *fixture,
               gconstpointer  user_data)
{
  static const char * const lines[] = { "people", "log", "reminders", "reminders list --all", "people list", "log --who 1" };
  g_autofree char *calls = NULL;

  /* The last one asks for somebody, and there is nobody. */
  for (gsize i = 0; i < G_N_ELEMENTS (lines) - 1; i++)
    {
      g_autofree char *json = g_strdup_printf ("%s --json", lines[i]);

      fixture_run (fixture, lines[i], NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      g_assert_cmpstr (fixture->out, ==, "");
      fixture_run (fixture, json, NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      g_assert_cmpstr (fixture->out, ==, "[]\n");
    }
  fixture_run (fixture, lines[G_N_ELEMENTS (lines) - 1], NULL);
  g_assert_cmpint (fixture->status, ==, 2);

  calls = fixture_dup_calls (fixture);
  g_assert_cmpstr (calls, ==, "");
}

static void
test_people (Fixture       *fixture,
             gconstpointer  user_data)
{
  fixture_add_person (fixture, "Zoë", "+447700900123");
  fixture_add_person (fixture, "林小", "+4915123456789");

  fixture_run (fixture, "people", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "Id  Name  Number");
  assert_has (fixture->out, "1   Zoë   +44 7700 900123   not confirmed");
  assert_has (fixture->out, "2   林小  +49 1512 3456789  not confirmed");
  /* No colours without a terminal. */
  g_assert_null (strchr (fixture->out, '\033'));

  fixture_run (fixture, "people --json", NULL);
  assert_has (fixture->out, "\"number\" : \"+447700900123\"");
}

static void
test_types (Fixture       *fixture,
            gconstpointer  user_data)
{
  fixture_run (fixture, "types", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "job_failed");
  assert_has (fixture->out, "always on");

  fixture_run (fixture, "types show job_failed --json", NULL);
  assert_has (fixture->out, "\"id\" : \"job_failed\"");

  fixture_run (fixture, "types template job_failed", NULL);
  assert_has (fixture->out, "{{ unit }}");
  fixture_run (fixture, "types template job_failed --language de", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "{{ unit }}");
}

static void
test_log (Fixture       *fixture,
          gconstpointer  user_data)
{
  const char *first = NULL;
  const char *second = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_message (fixture, 1, "Backup failed", "delivered");
  fixture_add_message (fixture, 1, "Photos\033[2J failed", "failed");

  fixture_run (fixture, "log", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  first = strstr (fixture->out, "Backup");
  second = strstr (fixture->out, "Photos");
  /* The newest stands last, like in a log. */
  g_assert_true (first != NULL && second != NULL && first < second);
  g_assert_null (strchr (fixture->out, '\033'));

  fixture_run (fixture, "log --state failed --json", NULL);
  g_assert_null (strstr (fixture->out, "Backup"));
  assert_has (fixture->out, "\"state\" : \"failed\"");

  fixture_run (fixture, "log --search back", NULL);
  g_assert_null (strstr (fixture->out, "Photos"));
  assert_has (fixture->out, "Backup");

  fixture_run (fixture, "log --limit 1", NULL);
  g_assert_null (strstr (fixture->out, "Backup"));

  fixture_run (fixture, "log --since 2026-11-22", NULL);
  g_assert_cmpstr (fixture->out, ==, "");

  fixture_run (fixture, "log 1", NULL);
  assert_has (fixture->out, "+49 1512 3456789");
  assert_has (fixture->out, "Raised: From the command line");
  fixture_run (fixture, "log 1 --json", NULL);
  assert_has (fixture->out, "\"story\" : [");
}

/* What the filters of the window narrow down is narrowed down here as well. */
static void
test_log_filters (Fixture       *fixture,
                  gconstpointer  user_data)
{
  static const struct { const char *line; int status; gboolean is_found; const char *why; } cases[] = {
    { "log --type job_failed", 0, TRUE, "its type" },
    { "log -t disk_full", 0, FALSE, "another type" },
    { "log --type job_faild", 2, FALSE, "no type, and nothing was ever sent of one" },
    { "log --until 2026-11-22", 0, TRUE, "the day before" },
    { "log --until 2026-11-21", 0, FALSE, "that day is not before itself" },
    { "log --since 2026-11-21 --until 2026-11-22", 0, TRUE, "one day" },
    { "log --since 2026-11-22 --until 2026-11-21", 2, FALSE, "the wrong way round" },
    { "log --until 2026-11-21 --since 2026-11-21", 2, FALSE, "no time at all" },
    { "log --until soon", 2, FALSE, "no date" },
  };

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_message (fixture, 1, "Backup failed", "delivered");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].line, cases[i].why);
      fixture_run (fixture, cases[i].line, NULL);
      g_assert_cmpint (fixture->status, ==, cases[i].status);
      g_assert_cmpint (strstr (fixture->out, "Backup") != NULL, ==, cases[i].is_found);
      if (cases[i].status != 0)
        assert_one_line (fixture->err, "tidings: ");
    }
}

/* Reads the next line that the running program prints. */
static char *
read_line (GDataInputStream *lines)
{
  g_autoptr(GError) error = NULL;
  char *line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);

  return line;
}

static void
test_follow (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autofree char *before = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *last = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_message (fixture, 1, "Backup failed", "queued");
  fixture_steps (fixture, "1 sending\nstop\n1 delivered\nstop\n");
  fixture_reply (fixture, "PracticeSet", "()");

  process = fixture_start (fixture, "log --follow --json");
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  before = read_line (lines);
  assert_has (before, "\"state\":\"queued\"");

  /* It had nothing to show since; only a signal can tell it of what follows. */
  fixture_go_on (fixture);
  changed = read_line (lines);
  assert_has (changed, "\"state\":\"sending\"");
  fixture_go_on (fixture);
  last = read_line (lines);
  assert_has (last, "\"state\":\"delivered\"");

  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
}

static void
test_follow_state (Fixture       *fixture,
                   gconstpointer  user_data)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autofree char *before = NULL;
  g_autofree char *changed = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_message (fixture, 1, "Backup", "queued");
  fixture_add_message (fixture, 1, "Photos", "failed");
  fixture_steps (fixture, "1 sending\n1 failed\nstop\n");
  fixture_reply (fixture, "PracticeSet", "()");

  process = fixture_start (fixture, "log --follow --json --state failed");
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  before = read_line (lines);
  assert_has (before, "Photos");

  /* An older row that comes into the state belongs to it too, and its way there does not. */
  fixture_go_on (fixture);
  changed = read_line (lines);
  assert_has (changed, "Backup");
  assert_has (changed, "\"state\":\"failed\"");

  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
}

static void
test_ambiguous (Fixture       *fixture,
                gconstpointer  user_data)
{
  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_person (fixture, "ann", "+4915123456780");

  fixture_run (fixture, "send Ann Hello", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  assert_one_line (fixture->err, "tidings: ");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/cli/run/help", test_help);
  ADD ("/cli/run/general-help", test_general_help);
  ADD ("/cli/run/usage", test_usage);
  ADD ("/cli/run/no-store", test_no_store);
  ADD ("/cli/run/people", test_people);
  ADD ("/cli/run/types", test_types);
  ADD ("/cli/run/log", test_log);
  ADD ("/cli/run/log-filters", test_log_filters);
  ADD ("/cli/run/follow", test_follow);
  ADD ("/cli/run/follow-state", test_follow_state);
  ADD ("/cli/run/ambiguous", test_ambiguous);

  return g_test_run ();
}
