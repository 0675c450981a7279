/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine has to look at, and in which order. */
#include "config.h"

#include "store-fixture.h"

static gint64
add (Fixture             *fixture,
     const char          *body,
     const char          *type,
     TidingsPriority      priority,
     TidingsMessageState  state,
     const char          *sid,
     gint64               next_at)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  fixture_set_text (&message->to, "+4915123456789");
  fixture_set_text (&message->body, body);
  fixture_set_text (&message->type, type);
  fixture_set_text (&message->source, "test");
  fixture_set_text (&message->sid, sid);
  message->priority = priority;
  message->state = state;
  message->next_at = next_at;
  message->server_at = 4711;
  g_assert_true (tidings_store_add_message (fixture->store, message, &error));
  g_assert_no_error (error);

  return message->id;
}

static void
fill (Fixture *fixture)
{
  add (fixture, "old", "job_failed", TIDINGS_PRIORITY_NORMAL, TIDINGS_MESSAGE_QUEUED, NULL, 10);
  add (fixture, "new", "job_failed", TIDINGS_PRIORITY_NORMAL, TIDINGS_MESSAGE_QUEUED, NULL, 30);
  add (fixture, "fire", "smoke", TIDINGS_PRIORITY_CRITICAL, TIDINGS_MESSAGE_QUEUED, NULL, 40);
  add (fixture, "code", "verification_code", TIDINGS_PRIORITY_NORMAL, TIDINGS_MESSAGE_QUEUED, NULL, 50);
  add (fixture, "later", "job_failed", TIDINGS_PRIORITY_NORMAL, TIDINGS_MESSAGE_QUEUED, NULL, 90);
  add (fixture, "never", "job_failed", TIDINGS_PRIORITY_NORMAL, TIDINGS_MESSAGE_QUEUED, NULL, 0);
  add (fixture, "held", "job_failed", TIDINGS_PRIORITY_NORMAL, TIDINGS_MESSAGE_HELD, NULL, 20);
  add (fixture, "lost", "job_failed", TIDINGS_PRIORITY_NORMAL, TIDINGS_MESSAGE_IN_DOUBT, NULL, 15);
  add (fixture, "sent", "job_failed", TIDINGS_PRIORITY_NORMAL, TIDINGS_MESSAGE_SENT, "SM1", 12);
  add (fixture, "price", "job_failed", TIDINGS_PRIORITY_NORMAL, TIDINGS_MESSAGE_DELIVERED, "SM2", 11);
  add (fixture, "over", "job_failed", TIDINGS_PRIORITY_NORMAL, TIDINGS_MESSAGE_DELIVERED, "SM3", 0);
  add (fixture, "paused", "job_failed", TIDINGS_PRIORITY_NORMAL, TIDINGS_MESSAGE_SENT, "SM4", TIDINGS_MESSAGE_PAUSED);
}

static void
assert_bodies (GPtrArray  *messages,
               const char *expected,
               const char *why)
{
  g_autoptr(GString) bodies = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    g_string_append_printf (bodies, "%s%s", i > 0 ? " " : "", ((TidingsMessage *) g_ptr_array_index (messages, i))->body);
  g_test_message ("%s", why);
  g_assert_cmpstr (bodies->str, ==, expected);
}

static void
test_lists (Fixture       *fixture,
            gconstpointer  data)
{
  typedef GPtrArray *(*List) (TidingsStore *, gint64, guint, GError **);
  static const struct { List list; gint64 until; guint limit; const char *bodies; const char *why; } cases[] = {
    { tidings_store_list_due_queued, 60, 100, "code fire old new", "codes first, then what is urgent, then the oldest" },
    { tidings_store_list_due_queued, 100, 100, "code fire old new later", "as much as is due" },
    { tidings_store_list_due_queued, 60, 2, "code fire", "the first of it" },
    { tidings_store_list_due_queued, 20, 100, "old", "a code that is not due is not" },
    { tidings_store_list_due_queued, 5, 100, "", "nothing is due" },
    { tidings_store_list_due_others, 60, 100, "price sent lost", "all that does not wait here, by time" },
    { tidings_store_list_due_others, 60, 1, "price", "the first of it" },
    { tidings_store_list_followed, 60, 100, "price sent", "what Twilio has and is asked about" },
    { tidings_store_list_followed, TIDINGS_MESSAGE_PAUSED, 100, "price sent paused", "also what waits for a connection" },
  };

  fill (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) messages = cases[i].list (fixture->store, cases[i].until, cases[i].limit, &error);

      g_assert_no_error (error);
      assert_bodies (messages, cases[i].bodies, cases[i].why);
      for (guint k = 0; k < messages->len; k++)
        g_assert_cmpint (((TidingsMessage *) g_ptr_array_index (messages, k))->server_at, ==, 4711);
    }
}

static void
test_next (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct { gint64 after; gint64 next; } cases[] = {
    { 0, 10 }, { 10, 11 }, { 50, 90 }, { 90, 0 },
  };

  g_assert_cmpint (tidings_store_get_next_message_at (fixture->store), ==, 0);
  g_assert_false (tidings_store_has_open (fixture->store));
  /* What has ended, or waits for nothing, keeps nobody. */
  add (fixture, "over", "job_failed", TIDINGS_PRIORITY_NORMAL, TIDINGS_MESSAGE_DELIVERED, "SM9", 5);
  add (fixture, "gone", "job_failed", TIDINGS_PRIORITY_NORMAL, TIDINGS_MESSAGE_SENT, "SM8", 0);
  g_assert_false (tidings_store_has_open (fixture->store));
  /* What waits for a connection does, but wakes nobody. */
  add (fixture, "paused", "job_failed", TIDINGS_PRIORITY_NORMAL, TIDINGS_MESSAGE_SENT, "SM7", TIDINGS_MESSAGE_PAUSED);
  g_assert_true (tidings_store_has_open (fixture->store));
  g_assert_cmpint (tidings_store_get_next_message_after (fixture->store, 5), ==, 0);

  fill (fixture);
  g_assert_cmpint (tidings_store_get_next_message_at (fixture->store), ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (cases[i].after > 0)
      g_assert_cmpint (tidings_store_get_next_message_after (fixture->store, cases[i].after), ==, cases[i].next);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/due/lists", test_lists);
  FIXTURE_TEST ("/due/next", test_next);

  return g_test_run ();
}
