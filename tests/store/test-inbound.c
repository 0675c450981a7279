/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that came in: kept once, in order, and found again. */
#include "config.h"

#include "store-fixture.h"
#include "tidings-store-inbound.h"

#define ANN "+4915123456789"
#define BEA "+4915123456788"

static gboolean
put (Fixture    *fixture,
     const char *sid,
     const char *from,
     const char *body,
     const char *effect,
     gint64      message,
     gint64      at)
{
  TidingsInbound inbound = {
    .sid = (char *) sid, .from = (char *) from, .to = (char *) "+15005550006", .body = (char *) body, .at = at,
    .message_id = message, .effect = (char *) effect, .n_media = 2,
  };
  g_autoptr(GError) error = NULL;
  gboolean is_new = FALSE;

  g_assert_true (tidings_store_put_inbound (fixture->store, &inbound, &is_new, &error));
  g_assert_no_error (error);

  return is_new;
}

static void
assert_list (Fixture                    *fixture,
             const TidingsInboundFilter *filter,
             const char                 *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = tidings_store_list_inbound (fixture->store, filter, &error);
  g_autoptr(GString) sids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (sids, "%s%s", i > 0 ? " " : "", ((TidingsInbound *) g_ptr_array_index (list, i))->sid);
  g_assert_cmpstr (sids->str, ==, expected);
}

static void
test_once (Fixture       *fixture,
           gconstpointer  data)
{
  TidingsInboundFilter all = { 0 };
  g_autoptr(GPtrArray) list = NULL;
  TidingsInbound *kept = NULL;

  g_assert_cmpint (tidings_store_get_last_inbound_at (fixture->store), ==, 0);
  g_assert_false (tidings_store_has_inbound (fixture->store, "SM1"));
  g_assert_true (put (fixture, "SM1", ANN, "DONE", "done", 7, 200));

  /* Twilio tells of a text again and again; it is one text. */
  g_assert_false (put (fixture, "SM1", ANN, "STOP", "stop", 8, 900));
  g_assert_true (tidings_store_has_inbound (fixture->store, "SM1"));
  g_assert_cmpint (tidings_store_get_last_inbound_at (fixture->store), ==, 200);

  list = tidings_store_list_inbound (fixture->store, &all, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  kept = g_ptr_array_index (list, 0);
  g_assert_cmpstr (kept->from, ==, ANN);
  g_assert_cmpstr (kept->to, ==, "+15005550006");
  g_assert_cmpstr (kept->body, ==, "DONE");
  g_assert_cmpstr (kept->effect, ==, "done");
  g_assert_cmpint (kept->message_id, ==, 7);
  g_assert_cmpuint (kept->n_media, ==, 2);
  g_assert_cmpint (kept->at, ==, 200);
}

static void
test_filter (Fixture       *fixture,
             gconstpointer  data)
{
  put (fixture, "SM3", ANN, "c", "", 7, 300);
  put (fixture, "SM1", ANN, "a", "stop", 0, 100);
  put (fixture, "SM2", BEA, "b", "start", 7, 200);
  put (fixture, "SM4", "+4915100000000", "", "unknown", 0, 400);
  put (fixture, "SM5", "+15005550006", "", "own", 0, 500);

  assert_list (fixture, &(TidingsInboundFilter) { 0 }, "SM1 SM2 SM3");
  assert_list (fixture, &(TidingsInboundFilter) { .with_strangers = TRUE }, "SM1 SM2 SM3 SM4 SM5");
  assert_list (fixture, &(TidingsInboundFilter) { .from = ANN }, "SM1 SM3");
  assert_list (fixture, &(TidingsInboundFilter) { .message_id = 7 }, "SM2 SM3");
  assert_list (fixture, &(TidingsInboundFilter) { .since = 200 }, "SM2 SM3");
  /* The newest, but told from the oldest on. */
  assert_list (fixture, &(TidingsInboundFilter) { .limit = 2 }, "SM2 SM3");

  g_assert_cmpuint (tidings_store_count_inbound (fixture->store, ANN, 100), ==, 2);
  g_assert_cmpuint (tidings_store_count_inbound (fixture->store, ANN, 101), ==, 1);
  g_assert_cmpint (tidings_store_get_last_wish_at (fixture->store, ANN), ==, 100);
  g_assert_cmpint (tidings_store_get_last_inbound_within (fixture->store, ANN, 50, 300), ==, 300);
  g_assert_cmpint (tidings_store_get_last_inbound_within (fixture->store, ANN, 50, 100), ==, 100);
  g_assert_cmpint (tidings_store_get_last_inbound_within (fixture->store, ANN, 101, 100), ==, -1);
  g_assert_cmpint (tidings_store_get_last_wish_at (fixture->store, BEA), ==, 200);
  g_assert_cmpint (tidings_store_get_last_wish_at (fixture->store, "+4915100000000"), ==, 0);
}

static void
leave (Fixture             *fixture,
       TidingsMessage      *message,
       gint64               sending_at,
       gint64               send_at,
       TidingsMessageState  state)
{
  g_autoptr(GError) error = NULL;

  message->sending_at = sending_at;
  message->send_at = send_at;
  message->state = state;
  fixture_set_text (&message->sender, "+15005550006");
  g_assert_true (tidings_store_update_message (fixture->store, message, &error));
  g_assert_no_error (error);
}

static void
test_texts_to (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { const char *body; gint64 sending_at; gint64 send_at; TidingsMessageState state; } texts[] = {
    { "first", 2000, 0, TIDINGS_MESSAGE_DELIVERED },
    { "ahead", 1500, 9000, TIDINGS_MESSAGE_SCHEDULED },
    { "second", 3000, 0, TIDINGS_MESSAGE_SENT },
    { "canceled", 3500, 0, TIDINGS_MESSAGE_CANCELED },
    { "waits", 0, 0, TIDINGS_MESSAGE_QUEUED },
  };
  gint64 ann = fixture_add_person (fixture, "Ann", ANN);
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GPtrArray) later = NULL;
  g_auto(GStrv) senders = NULL;

  g_assert_false (tidings_store_has_texted (fixture->store, ANN));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(TidingsMessage) message = fixture_add_message (fixture, ann, texts[i].body);

      fixture_set_text (&message->to, ANN);
      leave (fixture, message, texts[i].sending_at, texts[i].send_at, texts[i].state);
    }
  g_assert_true (tidings_store_has_texted (fixture->store, ANN));
  g_assert_false (tidings_store_has_texted (fixture->store, BEA));

  /* Newest first; what has not left its scheduled place yet is not there to be answered. */
  list = tidings_store_list_texts_to (fixture->store, ANN, 0, 8999, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((TidingsMessage *) g_ptr_array_index (list, 0))->body, ==, "second");
  later = tidings_store_list_texts_to (fixture->store, ANN, 3000, 9000, NULL);
  g_assert_cmpuint (later->len, ==, 2);
  g_assert_cmpstr (((TidingsMessage *) g_ptr_array_index (later, 0))->body, ==, "ahead");

  senders = tidings_store_list_used_senders (fixture->store, 0);
  g_assert_cmpuint (g_strv_length (senders), ==, 1);
  g_assert_cmpstr (senders[0], ==, "+15005550006");
  fixture_exec (fixture, "INSERT INTO sender (account, id, kind, can_text, can_mms, at) VALUES ('AC', '+15005550009', 0, 1, 0, 1)");
  g_assert_true (tidings_store_is_own_sender (fixture->store, "+15005550009"));
  g_assert_false (tidings_store_is_own_sender (fixture->store, ANN));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/inbound/once", test_once);
  FIXTURE_TEST ("/inbound/filter", test_filter);
  FIXTURE_TEST ("/inbound/texts-to", test_texts_to);

  return g_test_run ();
}
