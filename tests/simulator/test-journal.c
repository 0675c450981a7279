/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator's memory: another one goes on where this one ended, also after SIGKILL and with a torn last line. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "simulator-fixture.h"

typedef struct {
  Fixture base;
  char *folder;
  char *path;
} JournalFixture;

/* The old one ends as a process does, without a word; only its hold on the file goes. */
static void
start_again (JournalFixture *f)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&f->base.simulator);
  f->base.simulator = tidings_simulator_new (f->base.clock, f->path, &error);
  g_assert_no_error (error);
  g_assert_true (tidings_simulator_listen (f->base.simulator, 0, &error));
  g_assert_no_error (error);
}

static void
journal_setup (JournalFixture *f,
               gconstpointer   data)
{
  g_autoptr(GError) error = NULL;

  fixture_setup (&f->base, data);
  f->folder = g_dir_make_tmp ("tidings-journal-XXXXXX", &error);
  g_assert_no_error (error);
  f->path = g_build_filename (f->folder, "journal", NULL);
  start_again (f);
}

static void
journal_teardown (JournalFixture *f,
                  gconstpointer   data)
{
  fixture_teardown (&f->base, data);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static char *
read_journal (JournalFixture *f)
{
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (f->path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
write_journal (JournalFixture *f,
               const char     *text,
               gsize           length)
{
  FILE *file = g_fopen (f->path, "w");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (text, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

static Answer *
change (JournalFixture *f,
        const char     *method,
        const char     *sid,
        const char     *form)
{
  g_autofree char *path = g_strconcat (BASE "/Messages/", sid, ".json", NULL);

  return ask (&f->base, method, path, form);
}

/* Everything that can be asked for, as one text to compare. */
static char *
describe (JournalFixture *f)
{
  g_autoptr(Answer) list = ask (&f->base, "GET", MESSAGES "?PageSize=1000", NULL);
  g_autoptr(Answer) inbox = ask (&f->base, "GET", "/inbox", NULL);
  g_autoptr(Answer) balance = ask (&f->base, "GET", BASE "/Balance.json", NULL);

  return g_strjoin ("\n", list->text, inbox->text, balance->text, NULL);
}

static void
test_everything (JournalFixture *f,
                 gconstpointer   data)
{
  g_autofree char *redacted = send_text (&f->base, ANN, "Line\nbreak, \"quotes\" and caf\u00e9 \U0001F600");
  g_autofree char *deleted = send_text (&f->base, BOB, "Deleted");
  g_autofree char *canceled = send_scheduled (&f->base, 600);
  g_autofree char *waiting = send_scheduled (&f->base, 600);
  g_autofree char *off = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *later = NULL;
  g_autoptr(Answer) emptied = NULL;
  g_autoptr(Answer) removed = NULL;
  g_autoptr(Answer) stopped = NULL;
  g_autoptr(Answer) blocked = NULL;
  g_autoptr(GPtrArray) inbox = NULL;
  g_autofree char *still_off = NULL;
  g_autoptr(Answer) final = NULL;

  tidings_simulator_set_phone (f->base.simulator, BOB, TIDINGS_SIMULATOR_PHONE_OFF);
  off = send_text (&f->base, BOB, "Nobody home");
  tidings_test_clock_advance (f->base.clock, 10000);
  emptied = change (f, "POST", redacted, "Body=");
  removed = change (f, "DELETE", deleted, NULL);
  stopped = change (f, "POST", canceled, "Status=canceled");
  g_assert_cmpuint (emptied->status, ==, 200);
  g_assert_cmpuint (removed->status, ==, 204);
  g_assert_cmpuint (stopped->status, ==, 200);
  tidings_simulator_reply (f->base.simulator, ANN, NULL, "STOP");

  before = describe (f);
  start_again (f);
  after = describe (f);
  g_assert_cmpstr (after, ==, before);

  /* The block, the phone and the schedule hold as well. */
  blocked = ask (&f->base, "POST", MESSAGES, "To=%2B4915123456789&From=%2B15005550006&Body=x");
  g_assert_cmpint (get_error (blocked), ==, 21610);
  still_off = send_text (&f->base, BOB, "Still nobody home");
  tidings_test_clock_advance (f->base.clock, 600 * 1000);
  final = fetch (&f->base, still_off);
  g_assert_cmpstr (get_string (final, "status"), ==, "undelivered");
  inbox = tidings_simulator_list_inbox (f->base.simulator);
  g_assert_cmpuint (inbox->len, ==, 4);   /* redacted, deleted, waiting, and Twilio's answer to STOP */
}

static void
count_cb (TidingsSimulator *simulator,
          guint            *n_calls)
{
  ++*n_calls;
}

static void
test_arrival_after_restart (JournalFixture *f,
                            gconstpointer   data)
{
  g_autofree char *past = send_text (&f->base, BOB, "Now");
  g_autofree char *canceled = send_scheduled (&f->base, 600);
  g_autofree char *waiting = send_scheduled (&f->base, 900);
  g_autoptr(Answer) answer = change (f, "POST", canceled, "Status=canceled");
  guint n_calls = 0;

  tidings_test_clock_advance (f->base.clock, 1000);
  start_again (f);
  g_signal_connect (f->base.simulator, "text-arrived", G_CALLBACK (count_cb), &n_calls);
  tidings_test_clock_advance (f->base.clock, 700 * 1000);
  g_assert_cmpuint (n_calls, ==, 0);   /* neither the one that has arrived nor the one that never will */
  tidings_test_clock_advance (f->base.clock, 200 * 1000);
  g_assert_cmpuint (n_calls, ==, 1);
}

/* Cut anywhere in the last line, the rest holds, and what comes next is kept cleanly. */
static void
test_torn (JournalFixture *f,
           gconstpointer   data)
{
  g_autofree char *first = send_text (&f->base, ANN, "First");
  g_autofree char *whole = read_journal (f);
  gsize first_length = strlen (whole);
  g_autofree char *second = send_text (&f->base, ANN, "Second");
  g_autofree char *both = read_journal (f);
  gsize length = strlen (both);

  g_assert_cmpuint (length, >, first_length + 10);
  for (gsize cut = first_length; cut < length; cut += 7)
    {
      g_autofree char *third = NULL;
      g_autofree char *text = NULL;
      g_autoptr(GPtrArray) inbox = NULL;

      g_clear_object (&f->base.simulator);
      write_journal (f, both, cut);
      start_again (f);
      third = send_text (&f->base, ANN, "Third");
      start_again (f);
      inbox = tidings_simulator_list_inbox (f->base.simulator);
      g_assert_cmpuint (inbox->len, ==, 2);
      g_assert_cmpstr (((TidingsSimulatorText *) inbox->pdata[0])->body, ==, "First");
      g_assert_cmpstr (((TidingsSimulatorText *) inbox->pdata[1])->body, ==, "Third");
      text = read_journal (f);
      g_assert_true (g_str_has_prefix (text, whole));
    }
}

/* A text with its length, zeros in it included. */
#define BYTES(text) text, sizeof text - 1

static void
test_damage (JournalFixture *f,
             gconstpointer   data)
{
  static const struct { const char *text; gsize length; gboolean opens; const char *why; } cases[] = {
    { BYTES (""), TRUE, "empty" },
    { BYTES ("\n"), TRUE, "an empty last line was never answered" },
    { BYTES ("\0\0\0\0\n"), TRUE, "zeros as the last line, as a power cut leaves them" },
    { BYTES ("\0\0\0\0"), TRUE, "zeros without an end" },
    { BYTES ("{\"what\":\"phone\"}\n"), TRUE, "a last line without its middle" },
    { BYTES ("hello\n{\"what\":\"phone\",\"number\":\"+4915123456789\",\"behaviour\":\"off\"}\n"), FALSE, "nonsense with a line behind it" },
    { BYTES ("[]\n{\"what\":\"phone\",\"number\":\"+4915123456789\",\"behaviour\":\"off\"}\n"), FALSE, "no object" },
    { BYTES ("{\"what\":\"cake\"}\n{\"what\":\"phone\",\"number\":\"+4915123456789\",\"behaviour\":\"off\"}\n"), FALSE, "nothing known" },
    { BYTES ("{\"what\":5}\n\n"), FALSE, "a member of another type" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *after = NULL;

      g_test_message ("%s", cases[i].why);
      g_clear_object (&f->base.simulator);
      write_journal (f, cases[i].text, cases[i].length);
      f->base.simulator = tidings_simulator_new (f->base.clock, f->path, &error);
      if (cases[i].opens)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      after = read_journal (f);
      g_assert_cmpstr (after, ==, cases[i].text);   /* it is left as it was found */
    }

  g_clear_object (&f->base.simulator);
  write_journal (f, "", 0);
  start_again (f);
}

static void
test_mode (JournalFixture *f,
           gconstpointer   data)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (f->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);

  g_clear_object (&f->base.simulator);
  g_assert_cmpint (g_chmod (f->path, 0644), ==, 0);
  start_again (f);
  g_assert_cmpint (g_stat (f->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

static void
test_two (JournalFixture *f,
          gconstpointer   data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsSimulator) other = tidings_simulator_new (f->base.clock, f->path, &error);

  g_assert_null (other);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
}

static void
test_no_place (JournalFixture *f,
               gconstpointer   data)
{
  g_autofree char *path = g_build_filename (f->folder, "missing", "journal", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (tidings_simulator_new (f->base.clock, path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* The disk is full in the middle of a line: 500, nothing accepted, and the journal is as it was. */
static void
test_full (JournalFixture *f,
           gconstpointer   data)
{
  g_autofree char *first = send_text (&f->base, ANN, "First");
  g_autofree char *before = read_journal (f);
  g_autofree char *after = NULL;
  g_autofree char *last = NULL;
  g_autoptr(Answer) refused = NULL;
  g_autoptr(GPtrArray) inbox = NULL;
  struct rlimit limit;
  struct rlimit small;

  /* A limit on the size of files stands for the full disk; its signal must not end the test. */
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  small = limit;
  small.rlim_cur = strlen (before) + 20;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*journal*");
  refused = ask (&f->base, "POST", MESSAGES, "To=%2B4915123456789&From=%2B15005550006&Body=Refused");
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_test_assert_expected_messages ();

  g_assert_cmpuint (refused->status, ==, 500);
  g_assert_cmpint (get_error (refused), ==, 20500);
  after = read_journal (f);
  g_assert_cmpstr (after, ==, before);

  last = send_text (&f->base, ANN, "Last");
  start_again (f);
  inbox = tidings_simulator_list_inbox (f->base.simulator);
  g_assert_cmpuint (inbox->len, ==, 2);
}

typedef struct {
  GSubprocess *process;
  char *origin;
} Program;

static void
program_clear (Program *program)
{
  g_clear_object (&program->process);
  g_clear_pointer (&program->origin, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Program, program_clear)

static void
program_start (Program    *program,
               const char *journal)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDataInputStream) output = NULL;

  program->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("TIDINGS_TEST_SIMULATOR"),
                                       "--journal", journal, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (program->process));
  program->origin = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (program->origin, "http://127.0.0.1:"));
}

static char *
program_ask (Program    *program,
             const char *method,
             const char *path,
             const char *form,
             guint      *status)
{
  g_autofree char *address = g_strconcat (program->origin, path, NULL);
  g_autofree char *credentials = g_base64_encode ((const guchar *) TIDINGS_SIMULATOR_ACCOUNT_SID ":" TIDINGS_SIMULATOR_TOKEN,
                                                  strlen (TIDINGS_SIMULATOR_ACCOUNT_SID ":" TIDINGS_SIMULATOR_TOKEN));
  g_autofree char *header = g_strconcat ("Basic ", credentials, NULL);
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(SoupMessage) message = soup_message_new (method, address);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = form ? g_bytes_new (form, strlen (form)) : NULL;
  g_autoptr(GBytes) answer = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", header);
  if (body)
    soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  *status = soup_message_get_status (message);

  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

static void
test_kill (JournalFixture *f,
           gconstpointer   data)
{
  g_clear_object (&f->base.simulator);

  for (guint i = 0; i < 3; i++)
    {
      g_auto(Program) program = { NULL, NULL };
      g_autoptr(GError) error = NULL;
      g_autofree char *answer = NULL;
      g_autofree char *inbox = NULL;
      g_autoptr(JsonNode) rows = NULL;
      guint status = 0;

      program_start (&program, f->path);
      answer = program_ask (&program, "POST", MESSAGES, "To=%2B4915123456789&From=%2B15005550006&Body=Hello", &status);
      g_assert_cmpuint (status, ==, 201);
      inbox = program_ask (&program, "GET", "/inbox", NULL, &status);
      rows = json_from_string (inbox, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (json_array_get_length (json_node_get_array (rows)), ==, i + 1);

      g_subprocess_force_exit (program.process);
      g_subprocess_wait (program.process, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_get_if_signaled (program.process));
    }

  start_again (f);
}

static void
test_program_ends (JournalFixture *f,
                   gconstpointer   data)
{
  static const int ends[] = { SIGTERM, SIGINT };

  g_clear_object (&f->base.simulator);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_auto(Program) program = { NULL, NULL };
      g_autoptr(GError) error = NULL;

      program_start (&program, f->path);
      g_subprocess_send_signal (program.process, ends[i]);
      g_assert_true (g_subprocess_wait_check (program.process, NULL, &error));
      g_assert_no_error (error);
    }

  start_again (f);
}

static void
test_program_usage (void)
{
  static const struct { const char *option; const char *value; int status; const char *why; } cases[] = {
    { "--help", NULL, 0, "help is no error" },
    { "--port", "70000", 2, "no such port" },
    { "--port", "x", 2, "no number" },
    { "--colour", "red", 2, "no such option" },
    { "hello", NULL, 2, "nothing else is understood" },
    { "--journal", "/nonexistent/journal", 1, "no such place" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GSubprocess) process = NULL;

      g_test_message ("%s", cases[i].why);
      process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                                  g_getenv ("TIDINGS_TEST_SIMULATOR"), cases[i].option, cases[i].value, NULL);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_wait (process, NULL, &error));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, cases[i].status);
    }
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*test) (JournalFixture *f, gconstpointer data); } tests[] = {
    { "/simulator/journal/everything", test_everything },
    { "/simulator/journal/arrival-after-restart", test_arrival_after_restart },
    { "/simulator/journal/torn", test_torn },
    { "/simulator/journal/damage", test_damage },
    { "/simulator/journal/mode", test_mode },
    { "/simulator/journal/two", test_two },
    { "/simulator/journal/no-place", test_no_place },
    { "/simulator/journal/full", test_full },
    { "/simulator/journal/kill", test_kill },
    { "/simulator/journal/program-ends", test_program_ends },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, JournalFixture, NULL, journal_setup, tests[i].test, journal_teardown);
  g_test_add_func ("/simulator/journal/program-usage", test_program_usage);

  return g_test_run ();
}
