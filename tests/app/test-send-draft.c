/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that is written to a person: counted and priced while it is typed, and what would stop or hold it is said before. */
#include "config.h"

#include <locale.h>
#include "desk.h"
#include "tidings-bus-error.h"
#include "tidings-send-draft.h"

#define HOUR G_GINT64_CONSTANT (3600000)

typedef struct {
  Desk desk;
  TidingsSendDraft *draft;
  gint64 person;
  const char *state;   /* what Preview answers */
  const char *reason;
  char *asked;         /* the text of the latest question */
  gint64 sent;
  char *words;
} Fixture;

static gboolean
preview_cb (TidingsBusAgent1      *skeleton,
            GDBusMethodInvocation *invocation,
            const char            *type,
            GVariant              *values,
            GVariant              *options,
            Fixture               *fixture)
{
  GVariantBuilder previews = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(xssssussssss)"));

  g_assert_cmpstr (type, ==, "message");
  g_clear_pointer (&fixture->asked, g_free);
  g_assert_true (g_variant_lookup (values, "text", "s", &fixture->asked));
  if (g_str_equal (fixture->state, "error"))
    {
      g_variant_builder_clear (&previews);
      g_dbus_method_invocation_return_error (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_NO_ACCOUNT, "No account is connected");
      return TRUE;
    }

  g_variant_builder_add (&previews, "(xssssussssss)", fixture->person, "Ben", fixture->state, fixture->reason, fixture->asked, 1,
                         "GSM-7", "0.0079", "USD", "", "", "");
  tidings_bus_agent1_complete_preview (skeleton, invocation, g_variant_builder_end (&previews));

  return TRUE;
}

static void
sent_cb (Fixture    *fixture,
         gint64      id,
         const char *words)
{
  fixture->sent = id;
  fixture->words = g_strdup (words);
}

static void
setup (Fixture       *fixture,
       gconstpointer  data)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();

  fixture->state = "queued";
  fixture->reason = "";
  person->name = g_strdup ("Ben");
  person->number = g_strdup ("+447700900456");
  person->country = g_strdup ("GB");
  person->language = g_strdup ("en");
  person->verified_at = DESK_NOW;
  /* It is nine in the morning. */
  tidings_quiet_hours_set_every_day (&person->quiet, 8 * 60, 11 * 60);
  desk_set_up (&fixture->desk);
  g_variant_dict_insert (fixture->desk.agent->status, "mode", "s", "account");
  g_variant_dict_insert (fixture->desk.agent->status, "paused-until", "x", DESK_NOW + 5 * HOUR);
  desk_keep (&fixture->desk, person);
  fixture->person = person->id;
  desk_open (&fixture->desk);
  g_signal_connect (fixture->desk.agent->skeleton, "handle-preview", G_CALLBACK (preview_cb), fixture);
  fixture->draft = tidings_send_draft_new (fixture->desk.client);
  g_signal_connect_swapped (fixture->draft, "sent", G_CALLBACK (sent_cb), fixture);
}

static void
teardown (Fixture       *fixture,
          gconstpointer  data)
{
  g_assert_finalize_object (fixture->draft);
  desk_tear_down (&fixture->desk);
  g_free (fixture->asked);
  g_free (fixture->words);
}

static char *
dup_text (Fixture    *fixture,
          const char *property)
{
  char *value = NULL;

  g_object_get (fixture->draft, property, &value, NULL);

  return value;
}

static gboolean
get_flag (Fixture    *fixture,
          const char *property)
{
  gboolean value = FALSE;

  g_object_get (fixture->draft, property, &value, NULL);

  return value;
}

static void
assert_says (Fixture    *fixture,
             const char *property,
             const char *words)
{
  g_autofree char *actual = dup_text (fixture, property);

  g_assert_cmpstr (actual, ==, words);
}

static void
type (Fixture    *fixture,
      const char *text)
{
  g_object_set (fixture->draft, "person-id", fixture->person, "text", text, NULL);
}

typedef struct {
  Fixture *fixture;
  const char *property;
  const char *words;
} Wanted;

static gboolean
says (gpointer data)
{
  Wanted *wanted = data;
  g_autofree char *actual = dup_text (wanted->fixture, wanted->property);

  return g_str_equal (actual, wanted->words);
}

/* The test's own timeout ends what never comes. */
static void
await (Fixture    *fixture,
       const char *property,
       const char *words)
{
  iterate_until (says, &(Wanted) { fixture, property, words });
}

static gboolean
is_answered (gpointer data)
{
  return ((Fixture *) data)->asked != NULL;
}

static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  type (fixture, "I will be home at seven.");
  /* The count does not wait for the agent, the price does. */
  assert_says (fixture, "count", "24 characters · 1 text");
  await (fixture, "count", "24 characters · 1 text · about $0.01");
  assert_says (fixture, "verdict", "");
  g_assert_true (get_flag (fixture, "can-send"));
  g_assert_true (get_flag (fixture, "is-written"));
}

static void
test_notes (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct {
    const char *text;
    guint n_texts;
    const char *note;
    const char *why;
  } cases[] = {
    { "Home at seven.", 1, "", "nothing to tell" },
    { "Home at seven 😀 and then we cook something good, as we did on Sunday when all were there to eat", 2,
      "“😀” makes this 2 texts instead of 1", "what is dear is named" },
    { "“Home at seven” is what she said, and then we cook something good, as we did on Sunday, when all were here", 1,
      "Curly quotes and dashes are sent straight", "look-alikes are told" },
    { "“Home”", 1, "", "they take no place where that saves nothing" },
    { "one\n\ntwo", 1, "", "lines are joined on the way" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_texts = 0;

      g_test_message ("%s", cases[i].why);
      type (fixture, cases[i].text);
      g_object_get (fixture->draft, "n-texts", &n_texts, NULL);
      g_assert_cmpuint (n_texts, ==, cases[i].n_texts);
      assert_says (fixture, "note", cases[i].note);
    }
}

static void
test_verdicts (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct {
    const char *state;
    const char *reason;
    const char *verdict;
    gboolean is_stopped;
    const char *why;
  } cases[] = {
    { "held", "quiet-hours", "Will wait until 11:00: Quiet hours", FALSE, "the end of the person’s own hours" },
    { "held", "paused", "Will wait until 14:00: Sending is paused", FALSE, "the end of the household’s pause" },
    { "held", "flood", NULL, FALSE, "a rule whose end nobody knows yet still has its words" },
    { "skipped", "opted-out", NULL, TRUE, "a STOP" },
    { "skipped", "not-verified", NULL, TRUE, "not confirmed" },
    { "skipped", "rate-hour", NULL, TRUE, "a limit" },
    { "error", "", "No account is connected", TRUE, "what cannot be asked cannot be sent" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("Try %u", i);
      g_autofree char *verdict = NULL;

      g_test_message ("%s", cases[i].why);
      fixture->state = cases[i].state;
      fixture->reason = cases[i].reason;
      g_object_set (fixture->draft, "person-id", (gint64) 0, NULL);
      assert_says (fixture, "verdict", "");
      g_assert_false (get_flag (fixture, "can-send"));
      type (fixture, text);
      while (verdict == NULL || *verdict == '\0')
        {
          g_main_context_iteration (NULL, TRUE);
          g_free (verdict);
          verdict = dup_text (fixture, "verdict");
        }
      if (cases[i].verdict != NULL)
        g_assert_cmpstr (verdict, ==, cases[i].verdict);
      /* In words, never by its name. */
      g_assert_true (*cases[i].reason == '\0' || strstr (verdict, "-") == NULL);
      g_assert_cmpint (get_flag (fixture, "is-stopped"), ==, cases[i].is_stopped);
      g_assert_cmpint (get_flag (fixture, "can-send"), ==, !cases[i].is_stopped);
    }
}

/* What stands in the way of any text is said before one is written. */
static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  fixture->state = "skipped";
  fixture->reason = "opted-out";
  type (fixture, "");
  iterate_until (is_answered, fixture);
  g_assert_cmpstr (fixture->asked, !=, "");
  while (!get_flag (fixture, "is-stopped"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (get_flag (fixture, "is-written"));
}

static void
test_follows (Fixture       *fixture,
              gconstpointer  data)
{
  type (fixture, "Home at seven");
  await (fixture, "count", "13 characters · 1 text · about $0.01");

  /* A STOP comes while the dialog is open. */
  fixture->state = "skipped";
  fixture->reason = "opted-out";
  tidings_bus_agent1_emit_changed (fixture->desk.agent->skeleton, "people");
  while (!get_flag (fixture, "is-stopped"))
    g_main_context_iteration (NULL, TRUE);
  assert_says (fixture, "count", "13 characters · 1 text");
  g_assert_false (get_flag (fixture, "can-send"));
}

static void
test_problems (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *long_text = g_strnfill (1600, 'a');

  /* No red before somebody tried. */
  type (fixture, "  ");
  assert_says (fixture, "problem", "");
  g_assert_true (get_flag (fixture, "can-send"));
  tidings_send_draft_send (fixture->draft);
  assert_says (fixture, "problem", "Write what the text says");
  g_assert_cmpuint (fixture->desk.agent->n_raised, ==, 0);
  type (fixture, "Yes");
  assert_says (fixture, "problem", "");

  /* Nothing that somebody typed is cut without their knowing. */
  type (fixture, long_text);
  assert_says (fixture, "problem", "Too long: it counts as more than 10 texts");
  g_assert_false (get_flag (fixture, "can-send"));
  tidings_send_draft_send (fixture->draft);
  g_assert_cmpuint (fixture->desk.agent->n_raised, ==, 0);
}

static gboolean
is_sent (gpointer data)
{
  return ((Fixture *) data)->sent != 0;
}

static gboolean
is_idle (gpointer data)
{
  return !get_flag (data, "is-busy");
}

static void
answer_raise (Fixture    *fixture,
              gint64      id,
              const char *state,
              const char *reason)
{
  GVariantBuilder verdicts = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(xxss)"));

  g_clear_pointer (&fixture->desk.agent->verdicts, g_variant_unref);
  g_variant_builder_add (&verdicts, "(xxss)", id, fixture->person, state, reason);
  fixture->desk.agent->verdicts = g_variant_ref_sink (g_variant_builder_end (&verdicts));
}

static void
test_sent (Fixture       *fixture,
           gconstpointer  held)
{
  answer_raise (fixture, 42, held != NULL ? "held" : "queued", held != NULL ? "quiet-hours" : "");
  type (fixture, "Home at seven");
  tidings_send_draft_send (fixture->draft);
  g_assert_true (get_flag (fixture, "is-busy"));
  g_assert_false (get_flag (fixture, "can-send"));
  iterate_until (is_sent, fixture);
  g_assert_cmpint (fixture->sent, ==, 42);
  g_assert_cmpstr (fixture->words, ==, held != NULL ? "The text to Ben waits until 11:00" : "The text to Ben is on its way");
  g_assert_cmpuint (fixture->desk.agent->n_raised, ==, 1);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *failure = NULL;

  answer_raise (fixture, 7, "skipped", "opted-out");
  type (fixture, "Home at seven");
  tidings_send_draft_send (fixture->draft);
  iterate_until (is_idle, fixture);
  failure = dup_text (fixture, "failure");
  g_assert_nonnull (strstr (failure, "Ben"));
  g_assert_cmpint (fixture->sent, ==, 0);

  /* What was typed stays, and can be tried again. */
  assert_says (fixture, "text", "Home at seven");
  fixture->desk.agent->refuses = "Daily limit of 50 reached";
  tidings_send_draft_send (fixture->draft);
  iterate_until (is_idle, fixture);
  assert_says (fixture, "failure", "Daily limit of 50 reached");

  type (fixture, "Home at eight");
  assert_says (fixture, "failure", "");
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GTestDBus) bus = NULL;
  int status = 0;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

#define ADD(name, data, func) g_test_add ("/app/send-draft/" name, Fixture, data, setup, func, teardown)
  ADD ("counts", NULL, test_counts);
  ADD ("notes", NULL, test_notes);
  ADD ("verdicts", NULL, test_verdicts);
  ADD ("empty", NULL, test_empty);
  ADD ("follows", NULL, test_follows);
  ADD ("problems", NULL, test_problems);
  ADD ("sent", NULL, test_sent);
  ADD ("held", "held", test_sent);
  ADD ("refused", NULL, test_refused);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
