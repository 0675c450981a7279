/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several texts that become one: the same words, what was held until the same moment, and what waited for a connection. */
#include <string.h>

#include "engine-control.h"
#include "tidings-reason.h"
#include "tidings-store-waiting.h"

#define ANN "+4915123456789"
#define BEN "+447700900123"
#define DAY_MS (24 * HOUR_MS)
#define YEAR_MS (365 * DAY_MS)

static gint64
set_up_ann (Fixture *fixture)
{
  gint64 ann;

  fixture->settings.limits = (TidingsLimits) { 0 };
  fixture_apply (fixture);
  ann = fixture_add_confirmed (fixture, "Ann", ANN);
  fixture_subscribe (fixture, 0);
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);

  return ann;
}

static void
pause_until (Fixture *fixture,
             gint64   until)
{
  fixture->settings.paused_until = until;
  fixture_apply (fixture);
  fixture_settle (fixture);
}

static GPtrArray *
list_all (Fixture *fixture)
{
  TidingsMessageFilter filter = { .type = "job_failed", .limit = 100000 };
  g_autoptr(GError) error = NULL;
  GPtrArray *messages = tidings_store_list_messages (fixture->store, &filter, &error);

  g_assert_no_error (error);

  return messages;
}

/* The newest text, which is the one that says the others if there is one. */
static TidingsMessage *
get_newest (Fixture *fixture)
{
  g_autoptr(GPtrArray) messages = list_all (fixture);

  return g_object_ref (g_ptr_array_index (messages, 0));
}

static char *
dup_detail (Fixture    *fixture,
            gint64      id,
            const char *what)
{
  g_autoptr(GPtrArray) events = tidings_store_list_events (fixture->store, id, NULL);
  char *detail = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      TidingsEvent *event = g_ptr_array_index (events, i);

      if (!g_str_equal (event->what, what))
        continue;
      /* Once at most. */
      g_assert_null (detail);
      detail = g_strdup (event->detail);
    }

  return detail;
}

static gint64
raise_with (Fixture      *fixture,
            const char   *unit,
            TidingsRaise  raise,
            guint         expected)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(GPtrArray) outcomes = NULL;
  g_autoptr(GError) error = NULL;

  json_object_set_string_member (values, "unit", unit);
  raise.type = "job_failed";
  raise.values = values;
  raise.source = "test";
  outcomes = tidings_engine_raise (fixture->engine, &raise, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcomes->len, ==, 1);
  if (expected != G_MAXUINT)
    g_assert_cmpuint (((TidingsOutcome *) g_ptr_array_index (outcomes, 0))->message->state, ==, expected);

  return ((TidingsOutcome *) g_ptr_array_index (outcomes, 0))->message->id;
}

/* The same alert over and over while the first waits: one row, one text, one step of its story. */
static void
test_repeat (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 first;
  g_autoptr(TidingsMessage) message = NULL;
  g_autofree char *detail = NULL;

  set_up_ann (fixture);
  first = fixture_raise_one (fixture, "backup", NULL);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (fixture_raise_one (fixture, "backup", NULL), ==, first);
  g_assert_cmpint (fixture_raise_one (fixture, "mail", NULL), !=, first);

  message = fixture_get (fixture, first);
  g_assert_cmpuint (message->n_repeats, ==, 4);
  g_assert_true (g_str_has_suffix (message->body, "(5x)"));
  detail = dup_detail (fixture, first, "repeated");
  g_assert_cmpstr (detail, ==, "5");

  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  fixture_assert_state (fixture, first, TIDINGS_MESSAGE_DELIVERED, NULL);
  g_assert_cmpuint (fixture_count_texts (fixture, "backup"), ==, 1);
  /* The next one is news. */
  g_assert_cmpint (fixture_raise_one (fixture, "backup", NULL), !=, first);
}

/* What is not the same alert, however much it looks like it. */
static void
test_no_repeat (Fixture       *fixture,
                gconstpointer  unused)
{
  static const char *to_ben[] = { "Ben", NULL };
  static const char *to_ann[] = { "Ann", NULL };
  static const struct { TidingsRaise raise; const char *why; } others[] = {
    { { .dedupe = "one", .to = to_ann }, "a caller's key means this very one" },
    { { .dedupe = "two", .to = to_ann }, "and another key another one" },
    { { .urgency = 1 + TIDINGS_PRIORITY_LOW, .to = to_ann }, "what matters less may be held where the other is not" },
    { { .occurrence_at = FIXTURE_NOW + DAY_MS, .to = to_ann }, "another occurrence is another event" },
    { { .to = to_ben }, "somebody else" },
  };
  gint64 first;

  set_up_ann (fixture);
  fixture_add_confirmed (fixture, "Ben", BEN);
  fixture_subscribe (fixture, 0);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  pause_until (fixture, tidings_clock_get_now (fixture->clock) + DAY_MS);
  first = raise_with (fixture, "backup", (TidingsRaise) { .to = to_ann }, TIDINGS_MESSAGE_HELD);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_test_message ("%s", others[i].why);
      g_assert_cmpint (raise_with (fixture, "backup", others[i].raise, TIDINGS_MESSAGE_HELD), !=, first);
    }
  g_assert_cmpint (raise_with (fixture, "backup", (TidingsRaise) { .to = to_ann }, TIDINGS_MESSAGE_HELD), ==, first);
}

/* The later of two instants counts, and never is the latest. */
static void
test_repeat_late (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 now;
  gint64 id;
  static const struct { gint64 late; gint64 expected; const char *why; } cases[] = {
    { 2 * HOUR_MS, 2 * HOUR_MS, "the first" },
    { HOUR_MS, 2 * HOUR_MS, "an earlier one changes nothing" },
    { 3 * HOUR_MS, 3 * HOUR_MS, "a later one does" },
  };

  set_up_ann (fixture);
  pause_until (fixture, tidings_clock_get_now (fixture->clock) + DAY_MS);
  now = tidings_clock_get_now (fixture->clock);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsMessage) message = NULL;

      id = raise_with (fixture, "backup", (TidingsRaise) { .late_at = now + cases[i].late }, TIDINGS_MESSAGE_HELD);
      message = fixture_get (fixture, id);
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (message->late_at, ==, now + cases[i].expected);
    }
}

/* Ten held texts leave as one, each of them says so, and limits are asked once. */
static void
test_digest (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 ids[10];
  g_autoptr(TidingsMessage) digest = NULL;
  g_autofree char *gathered = NULL;
  g_autofree char *into = NULL;

  set_up_ann (fixture);
  fixture->settings.limits = (TidingsLimits) { .cap_day = 5 };
  pause_until (fixture, tidings_clock_get_now (fixture->clock) + HOUR_MS);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *unit = g_strdup_printf ("job-%u", i);

      ids[i] = fixture_raise_one (fixture, unit, NULL);
      fixture_assert_state (fixture, ids[i], TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PAUSED);
    }
  fixture_advance (fixture, HOUR_MS + 10 * MINUTE_MS, 10 * SECOND_MS);

  digest = get_newest (fixture);
  g_assert_cmpint (digest->state, ==, TIDINGS_MESSAGE_DELIVERED);
  g_assert_cmpstr (digest->source, ==, "tidings");
  g_assert_cmpstr (digest->alert_group, !=, "");
  g_assert_nonnull (strstr (digest->body, "(10)"));
  g_assert_nonnull (strstr (digest->body, "job-9"));
  gathered = dup_detail (fixture, digest->id, "gathered");
  g_assert_cmpstr (gathered, ==, "10");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(TidingsMessage) message = fixture_get (fixture, ids[i]);
      g_autofree char *detail = dup_detail (fixture, ids[i], "merged");
      g_autofree char *wanted = g_strdup_printf ("%" G_GINT64_FORMAT, digest->id);

      fixture_assert_state (fixture, ids[i], TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MERGED);
      g_assert_cmpint (message->merged_into, ==, digest->id);
      g_assert_cmpint (message->price_micros, ==, -1);
      g_assert_cmpstr (detail, ==, wanted);
    }
  g_assert_cmpuint (fixture_count_texts (fixture, "job-9"), ==, 1);
}

/* One alone goes as it is, and what makes no sense any more is left out and told of. */
static void
test_left_out (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 now;
  gint64 late;
  gint64 useful;

  set_up_ann (fixture);
  now = tidings_clock_get_now (fixture->clock);
  pause_until (fixture, now + HOUR_MS);
  late = raise_with (fixture, "late", (TidingsRaise) { .late_at = now + MINUTE_MS }, TIDINGS_MESSAGE_HELD);
  useful = raise_with (fixture, "useful", (TidingsRaise) { .late_at = now + 2 * HOUR_MS }, TIDINGS_MESSAGE_HELD);
  fixture_advance (fixture, HOUR_MS + 10 * MINUTE_MS, 10 * SECOND_MS);

  fixture_assert_state (fixture, late, TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED);
  fixture_assert_state (fixture, useful, TIDINGS_MESSAGE_DELIVERED, NULL);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_MISSED], ==, 1);
  g_assert_cmpuint (fixture_count_texts (fixture, "late"), ==, 0);
}

/* Of different people and types each has its own; a person who asks for one now gets that one alone. */
static void
test_apart (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 ann;
  gint64 ids[4];
  gint64 now;

  ann = set_up_ann (fixture);
  fixture_add_confirmed (fixture, "Ben", BEN);
  fixture_subscribe (fixture, 0);
  fixture_advance (fixture, MINUTE_MS, SECOND_MS);
  now = tidings_clock_get_now (fixture->clock);
  fixture_set_quiet (fixture, ann, 0, 23 * 60 + 59);
  ids[0] = fixture_raise_one (fixture, "one", "Ann");
  ids[1] = fixture_raise_one (fixture, "two", "Ann");
  ids[2] = fixture_raise_one (fixture, "three", "Ann");
  ids[3] = fixture_raise_one (fixture, "four", "Ben");
  fixture_settle (fixture);
  fixture_assert_state (fixture, ids[0], TIDINGS_MESSAGE_HELD, TIDINGS_REASON_QUIET_HOURS);
  g_assert_cmpint (tidings_engine_retry (fixture->engine, ids[1], NULL), ==, ids[1]);
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  fixture_assert_state (fixture, ids[1], TIDINGS_MESSAGE_DELIVERED, NULL);
  fixture_assert_state (fixture, ids[3], TIDINGS_MESSAGE_DELIVERED, NULL);
  fixture_assert_state (fixture, ids[0], TIDINGS_MESSAGE_HELD, TIDINGS_REASON_QUIET_HOURS);

  fixture_advance (fixture, now + 13 * HOUR_MS - tidings_clock_get_now (fixture->clock), 10 * MINUTE_MS);
  fixture_assert_state (fixture, ids[0], TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MERGED);
  fixture_assert_state (fixture, ids[2], TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MERGED);
  g_assert_cmpuint (fixture_count_texts (fixture, "two"), ==, 1);
  g_assert_cmpuint (fixture_count_texts (fixture, "one"), ==, 1);
}

/* Quiet hours that are taken away release at once; the household's pause that is ended too. A rule that still holds is
 * asked once for all, and what it stops ends with its reason. */
static void
test_look_again (Fixture       *fixture,
                 gconstpointer  unused)
{
  gint64 ann = set_up_ann (fixture);
  gint64 ids[3];
  gint64 now = tidings_clock_get_now (fixture->clock);

  fixture_set_quiet (fixture, ann, 0, 23 * 60 + 59);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = fixture_raise_one (fixture, i == 0 ? "one" : i == 1 ? "two" : "three", NULL);

  /* Now the household's pause holds them, whatever the hours say. */
  pause_until (fixture, now + 2 * HOUR_MS);
  fixture_set_quiet (fixture, ann, -1, -1);
  fixture_settle (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(TidingsMessage) message = fixture_get (fixture, ids[i]);

      fixture_assert_state (fixture, ids[i], TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PAUSED);
      g_assert_cmpint (message->until, ==, now + 2 * HOUR_MS);
    }

  fixture->settings.limits = (TidingsLimits) { .cap_day = 1 };
  pause_until (fixture, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    fixture_assert_state (fixture, ids[i], TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_CAP_DAY);
  g_assert_cmpuint (fixture->n_notices[TIDINGS_NOTICE_LIMIT], ==, 3);
  g_assert_cmpuint (fixture_count_texts (fixture, "one"), ==, 0);
}

/* Ten thousand held texts: one digest, in slices with turns of the main loop in between. */
static void
test_many (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 ann = set_up_ann (fixture);
  gint64 now = tidings_clock_get_now (fixture->clock);
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsMessage) digest = NULL;
  guint n = 0;
  guint n_turns = 0;
  gint64 start;
  gint64 longest = 0;

  tidings_store_begin (fixture->store, NULL);
  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr(TidingsMessage) message = tidings_message_new ();

      message->person_id = ann;
      message->to = g_strdup (ANN);
      message->type = g_strdup ("job_failed");
      message->body = g_strdup_printf ("number %u", i % 5000);
      message->n_segments = 1;
      message->source = g_strdup ("test");
      message->state = TIDINGS_MESSAGE_HELD;
      message->reason = g_strdup (TIDINGS_REASON_PAUSED);
      message->created_at = message->updated_at = now;
      message->next_at = message->until = now;
      tidings_store_add_message (fixture->store, message, &error);
      g_assert_no_error (error);
    }
  tidings_store_commit (fixture->store, NULL);
  tidings_engine_wake (fixture->engine);

  start = g_get_monotonic_time ();
  do
    {
      gint64 before = g_get_monotonic_time ();

      g_main_context_iteration (NULL, FALSE);
      longest = MAX (longest, g_get_monotonic_time () - before);
      n = tidings_store_count_messages_in (fixture->store, 1u << TIDINGS_MESSAGE_HELD);
      n_turns++;
    }
  while (n > 0 && n_turns < 5000);
  g_test_message ("%u turns, %d ms in all, %d ms the longest", n_turns, (int) ((g_get_monotonic_time () - start) / 1000),
                  (int) (longest / 1000));
  /* The first slice goes with the digest itself; two may share a turn of the main loop. */
  g_assert_cmpuint (n_turns, >=, 10);

  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  digest = get_newest (fixture);
  g_assert_cmpint (digest->state, ==, TIDINGS_MESSAGE_DELIVERED);
  g_assert_nonnull (strstr (digest->body, "(10000)"));
  g_assert_nonnull (strstr (digest->body, "number 4999 (2x)"));
}

/* The process ends in the midst of it, after each turn that there is: still one digest, each alert in it. */
static void
test_killed (Fixture       *fixture,
             gconstpointer  unused)
{
  set_up_ann (fixture);
  for (guint n_turns = 0; n_turns < 12; n_turns++)
    {
      g_autofree char *word = g_strdup_printf ("round-%u-", n_turns);
      gint64 ids[3];

      pause_until (fixture, tidings_clock_get_now (fixture->clock) + HOUR_MS);
      for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
        {
          g_autofree char *unit = g_strdup_printf ("%s%u", word, i);

          ids[i] = fixture_raise_one (fixture, unit, NULL);
        }
      tidings_test_clock_advance (fixture->clock, HOUR_MS);
      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      fixture_kill (fixture);
      fixture_restart (fixture);
      fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
      g_assert_cmpuint (fixture_count_texts (fixture, word), ==, 1);
      for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
        fixture_assert_state (fixture, ids[i], TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MERGED);
    }
}

/* A digest that was canceled takes what it said along. */
static void
test_canceled (Fixture       *fixture,
               gconstpointer  unused)
{
  gint64 ids[2];
  g_autoptr(TidingsMessage) digest = NULL;

  set_up_ann (fixture);
  pause_until (fixture, tidings_clock_get_now (fixture->clock) + HOUR_MS);
  ids[0] = fixture_raise_one (fixture, "one", NULL);
  ids[1] = fixture_raise_one (fixture, "two", NULL);
  fixture_connect (fixture, NULL);
  fixture_apply (fixture);
  fixture_advance (fixture, 2 * HOUR_MS, MINUTE_MS);
  digest = get_newest (fixture);
  fixture_assert_state (fixture, digest->id, TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_NO_ACCOUNT);
  g_assert_true (tidings_engine_cancel (fixture->engine, digest->id, NULL));
  fixture_connect (fixture, TIDINGS_SIMULATOR_TOKEN);
  fixture_apply (fixture);
  fixture_advance (fixture, 10 * MINUTE_MS, 10 * SECOND_MS);
  fixture_assert_state (fixture, ids[0], TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MERGED);
  g_assert_cmpuint (fixture_count_texts (fixture, "one"), ==, 0);
}

/* More of one type in ten minutes than are wanted: the rest is one text when the ten minutes are over. */
static void
test_burst (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 ids[8];

  set_up_ann (fixture);
  fixture->settings.limits = (TidingsLimits) { .burst = 3 };
  fixture_apply (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *unit = g_strdup_printf ("burst-%u", i);

      ids[i] = fixture_raise_one (fixture, unit, NULL);
    }
  fixture_advance (fixture, 9 * MINUTE_MS, SECOND_MS);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      if (i < 3)
        fixture_assert_state (fixture, ids[i], TIDINGS_MESSAGE_DELIVERED, NULL);
      else
        fixture_assert_state (fixture, ids[i], TIDINGS_MESSAGE_HELD, TIDINGS_REASON_FLOOD);
    }
  g_assert_cmpuint (fixture_count_texts (fixture, "burst-"), ==, 3);

  fixture_advance (fixture, 2 * MINUTE_MS, SECOND_MS);
  for (guint i = 3; i < G_N_ELEMENTS (ids); i++)
    fixture_assert_state (fixture, ids[i], TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MERGED);
  g_assert_cmpuint (fixture_count_texts (fixture, "burst-"), ==, 4);
}

/* What is late gathers for a moment; alone it goes as it is. */
static void
test_gathers (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 ids[3];
  gint64 alone;

  set_up_ann (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = raise_with (fixture, i == 0 ? "late-a" : i == 1 ? "late-b" : "late-c", (TidingsRaise) { .gathers = TRUE }, TIDINGS_MESSAGE_HELD);
  fixture_advance (fixture, 10 * MINUTE_MS, SECOND_MS);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    fixture_assert_state (fixture, ids[i], TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MERGED);
  g_assert_cmpuint (fixture_count_texts (fixture, "late-"), ==, 1);

  alone = raise_with (fixture, "alone", (TidingsRaise) { .gathers = TRUE }, TIDINGS_MESSAGE_HELD);
  fixture_advance (fixture, 10 * MINUTE_MS, SECOND_MS);
  fixture_assert_state (fixture, alone, TIDINGS_MESSAGE_DELIVERED, NULL);
}

/* The clock jumps by years around what is held, what was merged and what has gone: nothing goes twice, nothing waits for years. */
static void
test_jumps (Fixture       *fixture,
            gconstpointer  unused)
{
  static const gint64 jumps[] = { 3 * YEAR_MS, -3 * YEAR_MS };

  for (guint i = 0; i < G_N_ELEMENTS (jumps); i++)
    {
      g_autofree char *word = g_strdup_printf ("jump-%u-", i);
      gint64 ids[3];
      gint64 ann = i == 0 ? set_up_ann (fixture) : 1;

      fixture_set_quiet (fixture, ann, 0, 23 * 60 + 59);
      for (guint k = 0; k < G_N_ELEMENTS (ids); k++)
        {
          g_autofree char *unit = g_strdup_printf ("%s%u", word, k);

          ids[k] = raise_with (fixture, unit, (TidingsRaise) { 0 }, TIDINGS_MESSAGE_HELD);
        }
      tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) + jumps[i]);
      fixture_advance (fixture, 2 * DAY_MS, HOUR_MS);
      g_assert_cmpuint (fixture_count_texts (fixture, word), <=, 1);
      for (guint k = 0; k < G_N_ELEMENTS (ids); k++)
        {
          g_autoptr(TidingsMessage) message = fixture_get (fixture, ids[k]);

          /* Forward it is late by then; back it goes as soon as the hours allow. */
          g_assert_cmpint (message->state, ==, TIDINGS_MESSAGE_SKIPPED);
          g_assert_cmpstr (message->reason, ==, jumps[i] > 0 ? TIDINGS_REASON_MISSED : TIDINGS_REASON_MERGED);
        }

      /* And back to where it was: what has ended has ended. */
      tidings_test_clock_set (fixture->clock, tidings_clock_get_now (fixture->clock) - jumps[i]);
      fixture_advance (fixture, 2 * DAY_MS, HOUR_MS);
      g_assert_cmpuint (fixture_count_texts (fixture, word), ==, jumps[i] > 0 ? 0 : 1);
      fixture_set_quiet (fixture, ann, -1, -1);
      fixture_settle (fixture);
    }
}

/* Follows what became of an alert through the texts that say it. */
static TidingsMessage *
follow (Fixture *fixture,
        gint64   id)
{
  TidingsMessage *message = fixture_get (fixture, id);

  while (message->merged_into != 0)
    {
      gint64 next = message->merged_into;

      g_assert_cmpint (message->state, ==, TIDINGS_MESSAGE_SKIPPED);
      g_assert_cmpstr (message->reason, ==, TIDINGS_REASON_MERGED);
      g_object_unref (message);
      message = fixture_get (fixture, next);
    }

  return message;
}

static void
do_something (Fixture *fixture,
              gint64   ann,
              GArray  *ids)
{
  gint64 now = tidings_clock_get_now (fixture->clock);
  gint32 what = g_test_rand_int_range (0, 20);
  gint64 id = 0;

  if (what < 12)
    {
      g_autofree char *unit = g_strdup_printf ("r%d", g_test_rand_int_range (0, 12));

      id = raise_with (fixture, unit, (TidingsRaise) {
        .late_at = g_test_rand_int_range (0, 3) == 0 ? now + g_test_rand_int_range (1, 6 * 3600) * SECOND_MS : 0,
        .gathers = g_test_rand_int_range (0, 3) == 0,
        .urgency = g_test_rand_int_range (0, 3) == 0 ? 1 + TIDINGS_PRIORITY_LOW : 0,
      }, G_MAXUINT);
      g_array_append_val (ids, id);
    }
  else if (what < 14)
    fixture_advance (fixture, g_test_rand_int_range (1, 200) * MINUTE_MS, 20 * MINUTE_MS);
  else if (what == 14)
    pause_until (fixture, g_test_rand_int_range (0, 2) == 0 ? 0 : now + g_test_rand_int_range (1, 300) * MINUTE_MS);
  else if (what == 15)
    fixture_set_quiet (fixture, ann, g_test_rand_int_range (0, 720), g_test_rand_int_range (721, 1439));
  else if (what == 16)
    fixture_set_quiet (fixture, ann, -1, -1);
  else if (what == 17)
    {
      for (gint32 n = g_test_rand_int_range (0, 8); n > 0; n--)
        g_main_context_iteration (NULL, FALSE);
      fixture_kill (fixture);
      fixture_restart (fixture);
    }
  else
    tidings_test_clock_set (fixture->clock, now + (gint64) (g_test_rand_int_range (-30, 60)) * DAY_MS / 10);
}

/* Whatever happens in whatever order: each alert was sent once, alone or as part of one text, or not, with a reason. */
static void
test_random (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 ann = set_up_ann (fixture);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) all = NULL;
  guint n_with_sid = 0;
  guint n_sent = 0;

  fixture->settings.limits = (TidingsLimits) { .burst = 4, .rate_day = 40 };
  fixture_apply (fixture);
  for (guint i = 0; i < 250; i++)
    do_something (fixture, ann, ids);

  pause_until (fixture, 0);
  fixture_set_quiet (fixture, ann, -1, -1);
  fixture_advance (fixture, 10 * DAY_MS, 2 * HOUR_MS);

  all = list_all (fixture);
  for (guint i = 0; i < all->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (all, i);

      /* What Twilio has is on its way; the simulator's clock jumps along, and may have put it off. */
      if (!tidings_message_state_is_final (message->state) && message->state != TIDINGS_MESSAGE_IN_DOUBT && message->sid == NULL)
        g_error ("Message %" G_GINT64_FORMAT " is still %s (%s), looked at in %" G_GINT64_FORMAT " s, changed %" G_GINT64_FORMAT " s ago",
                 message->id, tidings_message_state_to_string (message->state), message->reason,
                 (message->next_at - tidings_clock_get_now (fixture->clock)) / 1000,
                 (tidings_clock_get_now (fixture->clock) - message->updated_at) / 1000);
      n_with_sid += message->sid != NULL;
    }
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(TidingsMessage) end = follow (fixture, g_array_index (ids, gint64, i));

      n_sent += end->sid != NULL;
      g_assert_true (end->sid != NULL || (end->reason != NULL && *end->reason != '\0'));
    }
  g_test_message ("%u alerts, %u of them sent, as %u texts", ids->len, n_sent, n_with_sid);
  g_assert_cmpuint (n_sent, >, 0);
  {
    g_autoptr(GPtrArray) texts = fixture_list_texts_to (fixture, ANN);

    /* Twilio has one for each that says so, and the confirmation code. A kill may lose an answer for good; then it is in doubt. */
    g_assert_cmpuint (texts->len, >=, n_with_sid);
    g_assert_cmpuint (texts->len, <=, n_with_sid + 1 + tidings_store_count_messages_in (fixture->store, 1u << TIDINGS_MESSAGE_IN_DOUBT));
  }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/engine/gather/repeat", test_repeat);
  ADD ("/engine/gather/no-repeat", test_no_repeat);
  ADD ("/engine/gather/repeat-late", test_repeat_late);
  ADD ("/engine/gather/digest", test_digest);
  ADD ("/engine/gather/left-out", test_left_out);
  ADD ("/engine/gather/apart", test_apart);
  ADD ("/engine/gather/look-again", test_look_again);
  ADD ("/engine/gather/many", test_many);
  ADD ("/engine/gather/killed", test_killed);
  ADD ("/engine/gather/canceled", test_canceled);
  ADD ("/engine/gather/burst", test_burst);
  ADD ("/engine/gather/gathers", test_gathers);
  ADD ("/engine/gather/jumps", test_jumps);
  ADD ("/engine/gather/random", test_random);

  return g_test_run ();
}
