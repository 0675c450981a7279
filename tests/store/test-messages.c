/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages in the store: what is kept, what is due, what counts, and their stories. */
#include "config.h"

#include "store-fixture.h"
#include "tidings-store-purse.h"

#define BIT(state) (1u << TIDINGS_MESSAGE_##state)

static TidingsMessage *
get (Fixture *fixture,
     gint64   id)
{
  g_autoptr(GError) error = NULL;
  TidingsMessage *message = tidings_store_get_message (fixture->store, id, &error);

  g_assert_no_error (error);
  return message;
}

static void
update (Fixture        *fixture,
        TidingsMessage *message)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_update_message (fixture->store, message, &error));
  g_assert_no_error (error);
}

static void
assert_same (TidingsMessage *a,
             TidingsMessage *b)
{
  g_assert_cmpint (a->id, ==, b->id);
  g_assert_cmpint (a->person_id, ==, b->person_id);
  g_assert_cmpstr (a->to, ==, b->to);
  g_assert_cmpstr (a->type, ==, b->type);
  g_assert_cmpstr (a->body, ==, b->body);
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_cmpstr (a->reason, ==, b->reason);
  g_assert_cmpint (a->error_code, ==, b->error_code);
  g_assert_cmpint (a->until, ==, b->until);
  g_assert_cmpstr (a->sid, ==, b->sid);
  g_assert_cmpstr (a->sender, ==, b->sender);
  g_assert_cmpuint (a->n_segments, ==, b->n_segments);
  g_assert_cmpint (a->encoding, ==, b->encoding);
  g_assert_cmpint (a->price_micros, ==, b->price_micros);
  g_assert_cmpstr (a->currency, ==, b->currency);
  g_assert_cmpint (a->is_settled, ==, b->is_settled);
  g_assert_cmpuint (a->n_attempts, ==, b->n_attempts);
  g_assert_cmpuint (a->n_looks, ==, b->n_looks);
  g_assert_cmpstr (a->source, ==, b->source);
  g_assert_cmpstr (a->dedupe, ==, b->dedupe);
  g_assert_cmpint (a->priority, ==, b->priority);
  g_assert_cmpint (a->reminder_id, ==, b->reminder_id);
  g_assert_cmpstr (a->media_url, ==, b->media_url);
  g_assert_cmpstr (a->channel != NULL ? a->channel : "", ==, b->channel != NULL ? b->channel : "");
  g_assert_cmpint (a->send_at, ==, b->send_at);
  g_assert_cmpint (a->reserved_micros, ==, b->reserved_micros);
  g_assert_cmpint (a->merged_into, ==, b->merged_into);
  g_assert_cmpuint (a->n_repeats, ==, b->n_repeats);
  g_assert_cmpint (a->fingerprint, ==, b->fingerprint);
  g_assert_cmpstr (a->alert_group != NULL ? a->alert_group : "", ==, b->alert_group != NULL ? b->alert_group : "");
  g_assert_cmpint (a->occurrence_at, ==, b->occurrence_at);
  g_assert_cmpint (a->late_at, ==, b->late_at);
  g_assert_cmpint (a->created_at, ==, b->created_at);
  g_assert_cmpint (a->queued_at, ==, b->queued_at);
  g_assert_cmpint (a->sending_at, ==, b->sending_at);
  g_assert_cmpint (a->updated_at, ==, b->updated_at);
  g_assert_cmpint (a->next_at, ==, b->next_at);
}

static TidingsMessage *
make_full_message (gint64 person)
{
  TidingsMessage *message = tidings_message_new ();

  message->person_id = person;
  fixture_set_text (&message->to, "+4915123456789");
  fixture_set_text (&message->type, "reminder");
  fixture_set_text (&message->body, "Dentist at 9:00");
  message->state = TIDINGS_MESSAGE_HELD;
  fixture_set_text (&message->reason, "quiet-hours");
  message->error_code = 30003;
  message->until = 11;
  fixture_set_text (&message->sid, "SM1");
  fixture_set_text (&message->sender, "+15005550006");
  message->n_segments = 2;
  message->encoding = TIDINGS_ENCODING_UCS2;
  message->price_micros = 75000;
  fixture_set_text (&message->currency, "EUR");
  message->is_settled = TRUE;
  message->n_attempts = 3;
  message->n_looks = 4;
  fixture_set_text (&message->source, "reminder");
  fixture_set_text (&message->dedupe, "key");
  message->priority = TIDINGS_PRIORITY_HIGH;
  message->reminder_id = 5;
  fixture_set_text (&message->media_url, "https://example.com/a.png");
  fixture_set_text (&message->channel, "verify-call");
  message->send_at = 17;
  message->reserved_micros = 80000;
  message->merged_into = 21;
  message->n_repeats = 22;
  message->fingerprint = G_MININT64 + 23;
  fixture_set_text (&message->alert_group, "home");
  message->occurrence_at = 24;
  message->late_at = 12;
  message->created_at = 13;
  message->queued_at = 14;
  message->sending_at = 15;
  message->updated_at = 16;
  message->next_at = G_GINT64_CONSTANT (4102444800000);

  return message;
}

static void
test_every_field (Fixture       *fixture,
                  gconstpointer  data)
{
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
  g_autoptr(TidingsMessage) message = make_full_message (ann);
  g_autoptr(TidingsMessage) plain = tidings_message_new ();
  g_autoptr(TidingsMessage) kept = NULL;
  g_autoptr(TidingsMessage) emptied = NULL;
  g_autoptr(TidingsMessage) by_sid = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_store_add_message (fixture->store, message, &error));
  g_assert_no_error (error);
  fixture_reopen (fixture);

  kept = get (fixture, message->id);
  assert_same (kept, message);
  g_assert_cmpstr (kept->person, ==, "Ann");
  by_sid = tidings_store_find_message_by_sid (fixture->store, "SM1");
  assert_same (by_sid, message);
  g_assert_null (tidings_store_find_message_by_sid (fixture->store, "SM2"));

  /* Everything that may change, to what it is in an empty message; the rest stays what it was. */
  plain->id = message->id;
  fixture_set_text (&plain->to, "+447700900123");
  fixture_set_text (&plain->body, "");
  plain->updated_at = 99;
  update (fixture, plain);
  plain->person_id = ann;
  fixture_set_text (&plain->type, "reminder");
  fixture_set_text (&plain->source, "reminder");
  plain->reminder_id = 5;
  plain->created_at = 13;
  emptied = get (fixture, message->id);
  assert_same (emptied, plain);
}

static void
test_not_found (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(TidingsMessage) message = make_full_message (0);
  g_autoptr(GError) error = NULL;

  g_assert_null (tidings_store_get_message (fixture->store, 1, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  message->id = 1;
  g_assert_false (tidings_store_update_message (fixture->store, message, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  message->person_id = 77;
  g_assert_false (tidings_store_add_message (fixture->store, message, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_false (tidings_store_add_event (fixture->store, 1, 1, "raised", "", &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND);
}

static void
test_sid_is_unique (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(TidingsMessage) first = fixture_add_message (fixture, 0, "first");
  g_autoptr(TidingsMessage) second = fixture_add_message (fixture, 0, "second");
  g_autoptr(GError) error = NULL;

  /* One text of Twilio's cannot be two of ours. */
  fixture_set_text (&first->sid, "SM1");
  fixture_set_text (&second->sid, "SM1");
  update (fixture, first);
  g_assert_false (tidings_store_update_message (fixture->store, second, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_CONFLICT);
}

static char *
dup_bodies (GPtrArray *messages)
{
  g_autoptr(GString) bodies = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    g_string_append_printf (bodies, "%s ", ((TidingsMessage *) g_ptr_array_index (messages, i))->body);

  return g_string_free (g_steal_pointer (&bodies), FALSE);
}

static void
test_due (Fixture       *fixture,
          gconstpointer  data)
{
  static const struct { const char *body; gint64 next_at; TidingsPriority priority; const char *type; } rows[] = {
    { "late", 30, TIDINGS_PRIORITY_CRITICAL, "disk_full" },
    { "low", 20, TIDINGS_PRIORITY_LOW, "job_failed" },
    { "critical", 20, TIDINGS_PRIORITY_CRITICAL, "disk_full" },
    { "code", 20, TIDINGS_PRIORITY_NORMAL, "verification_code" },
    { "low-too", 20, TIDINGS_PRIORITY_LOW, "job_failed" },
    { "first", 10, TIDINGS_PRIORITY_LOW, "job_failed" },
    { "never", 0, TIDINGS_PRIORITY_CRITICAL, "disk_full" },
  };
  static const struct { gint64 now; guint limit; const char *expected; const char *why; } cases[] = {
    { 9, 100, "", "nothing yet" },
    { 10, 100, "first ", "due exactly now" },
    { 20, 100, "first code critical low low-too ", "codes before critical ones before others, then as they came" },
    { 99, 100, "first code critical low low-too late ", "time before priority" },
    { 99, 3, "first code critical ", "no more than asked for" },
  };

  g_assert_cmpint (tidings_store_get_next_message_at (fixture->store), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(TidingsMessage) typed = tidings_message_new ();
      g_autoptr(GError) error = NULL;

      typed->next_at = rows[i].next_at;
      typed->priority = rows[i].priority;
      fixture_set_text (&typed->to, "+4915123456789");
      fixture_set_text (&typed->type, rows[i].type);
      fixture_set_text (&typed->body, rows[i].body);
      fixture_set_text (&typed->source, "test");
      g_assert_true (tidings_store_add_message (fixture->store, typed, &error));
    }

  g_assert_cmpint (tidings_store_get_next_message_at (fixture->store), ==, 10);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) due = tidings_store_list_due_messages (fixture->store, cases[i].now, cases[i].limit, &error);
      g_autofree char *bodies = NULL;

      g_assert_no_error (error);
      g_test_message ("%s", cases[i].why);
      bodies = dup_bodies (due);
      g_assert_cmpstr (bodies, ==, cases[i].expected);
    }
}

static void
test_merged (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(TidingsMessage) into = fixture_add_message (fixture, 0, "into");
  g_autoptr(TidingsMessage) first = fixture_add_message (fixture, 0, "first");
  g_autoptr(TidingsMessage) other = fixture_add_message (fixture, 0, "other");
  g_autoptr(TidingsMessage) second = fixture_add_message (fixture, 0, "second");
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) one = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autofree char *bodies = NULL;

  first->merged_into = into->id;
  second->merged_into = into->id;
  update (fixture, first);
  update (fixture, second);

  all = tidings_store_list_merged (fixture->store, into->id, 10, NULL);
  bodies = dup_bodies (all);
  g_assert_cmpstr (bodies, ==, "first second ");
  one = tidings_store_list_merged (fixture->store, into->id, 1, NULL);
  g_assert_cmpuint (one->len, ==, 1);
  /* What is merged into nothing is no answer to a question about nothing. */
  none = tidings_store_list_merged (fixture->store, 0, 10, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) waiting = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autofree char *bodies = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < TIDINGS_MESSAGE_N_STATES * 2; i++)
    {
      g_autofree char *body = g_strdup_printf ("%u", i);
      g_autoptr(TidingsMessage) message = fixture_add_message (fixture, 0, body);

      message->state = (TIDINGS_MESSAGE_N_STATES * 2 - 1 - i) % TIDINGS_MESSAGE_N_STATES;
      update (fixture, message);
    }

  waiting = tidings_store_list_messages_in (fixture->store, BIT (HELD) | BIT (QUEUED) | BIT (SKIPPED), &error);
  bodies = dup_bodies (waiting);
  g_assert_cmpstr (bodies, ==, "0 10 11 12 22 23 ");
  g_assert_cmpuint (tidings_store_count_messages_in (fixture->store, BIT (HELD) | BIT (QUEUED) | BIT (SKIPPED)), ==, 6);
  g_assert_cmpuint (tidings_store_count_messages_in (fixture->store, ~0u), ==, TIDINGS_MESSAGE_N_STATES * 2);
  g_assert_cmpuint (tidings_store_count_messages_in (fixture->store, 0), ==, 0);
  none = tidings_store_list_messages_in (fixture->store, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_in_doubt (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { TidingsMessageState state; gint64 next_at; gboolean expected; const char *why; } cases[] = {
    { TIDINGS_MESSAGE_QUEUED, 5, FALSE, "has not left" },
    { TIDINGS_MESSAGE_SENDING, 5, TRUE, "is leaving" },
    { TIDINGS_MESSAGE_IN_DOUBT, 5, TRUE, "may have left" },
    { TIDINGS_MESSAGE_IN_DOUBT, 0, FALSE, "nobody looks for it any more" },
    { TIDINGS_MESSAGE_ACCEPTED, 5, FALSE, "is known to have arrived there" },
  };
  g_autoptr(TidingsMessage) message = fixture_add_message (fixture, 0, "text");
  g_autoptr(TidingsMessage) other = fixture_add_message (fixture, 0, "another");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      message->state = cases[i].state;
      message->next_at = cases[i].next_at;
      update (fixture, message);
      g_assert_cmpint (tidings_store_has_in_doubt (fixture->store, message->to, other->id), ==, cases[i].expected);
      g_assert_false (tidings_store_has_in_doubt (fixture->store, message->to, message->id));
      g_assert_false (tidings_store_has_in_doubt (fixture->store, "+447700900123", other->id));
    }
}

static void
test_duplicates (Fixture       *fixture,
                 gconstpointer  data)
{
  static const struct { TidingsMessageState state; gboolean counts; } states[] = {
    { TIDINGS_MESSAGE_HELD, TRUE }, { TIDINGS_MESSAGE_QUEUED, TRUE }, { TIDINGS_MESSAGE_IN_DOUBT, TRUE },
    { TIDINGS_MESSAGE_DELIVERED, TRUE }, { TIDINGS_MESSAGE_UNDELIVERED, TRUE }, { TIDINGS_MESSAGE_FAILED, FALSE },
    { TIDINGS_MESSAGE_CANCELED, FALSE }, { TIDINGS_MESSAGE_SKIPPED, FALSE },
  };
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
  gint64 bea = fixture_add_person (fixture, "Bea", "+4915123456788");
  g_autoptr(TidingsMessage) message = fixture_add_message (fixture, ann, "text");

  g_assert_cmpint (tidings_store_find_duplicate (fixture->store, ann, "job_failed", "backup", 0), ==, 0);
  fixture_set_text (&message->dedupe, "backup");

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      message->state = states[i].state;
      update (fixture, message);
      g_test_message ("state %s", tidings_message_state_to_string (states[i].state));
      g_assert_cmpint (tidings_store_find_duplicate (fixture->store, ann, "job_failed", "backup", 1000), ==,
                       states[i].counts ? 1000 : 0);
    }

  message->state = TIDINGS_MESSAGE_SENT;
  update (fixture, message);
  g_assert_cmpint (tidings_store_find_duplicate (fixture->store, ann, "job_failed", "backup", 1001), ==, 0);
  g_assert_cmpint (tidings_store_find_duplicate (fixture->store, ann, "job_failed", "other", 0), ==, 0);
  g_assert_cmpint (tidings_store_find_duplicate (fixture->store, ann, "disk_full", "backup", 0), ==, 0);
  g_assert_cmpint (tidings_store_find_duplicate (fixture->store, bea, "job_failed", "backup", 0), ==, 0);
}

static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    TidingsMessageState state; const char *sid; const char *reason; gint64 queued_at; guint expected; const char *why;
  } cases[] = {
    { TIDINGS_MESSAGE_HELD, NULL, "quiet-hours", 0, 0, "held and not yet counted" },
    { TIDINGS_MESSAGE_QUEUED, NULL, NULL, 1000, 1, "queued" },
    { TIDINGS_MESSAGE_QUEUED, NULL, NULL, 999, 0, "queued before" },
    { TIDINGS_MESSAGE_IN_DOUBT, NULL, "lost-answer", 1000, 1, "may have left" },
    { TIDINGS_MESSAGE_DELIVERED, "SM1", NULL, 1000, 1, "arrived" },
    { TIDINGS_MESSAGE_UNDELIVERED, "SM1", "twilio", 1000, 1, "left in vain" },
    { TIDINGS_MESSAGE_FAILED, NULL, "twilio", 1000, 0, "Twilio did not take it" },
    { TIDINGS_MESSAGE_FAILED, "SM1", "twilio", 1000, 1, "Twilio took it" },
    { TIDINGS_MESSAGE_FAILED, NULL, "lost-answer", 1000, 1, "nobody knows whether it left" },
    { TIDINGS_MESSAGE_FAILED, NULL, NULL, 1000, 0, "never left, for no reason given" },
    { TIDINGS_MESSAGE_CANCELED, NULL, "canceled", 1000, 0, "taken back" },
    { TIDINGS_MESSAGE_SKIPPED, NULL, "cap-day", 1000, 0, "stopped by a rule" },
  };
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
  gint64 bea = fixture_add_person (fixture, "Bea", "+4915123456788");
  g_autoptr(TidingsMessage) message = fixture_add_message (fixture, ann, "text");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 settled = -1;
      gint64 reserved = -1;

      g_test_message ("%s", cases[i].why);
      message->state = cases[i].state;
      message->queued_at = cases[i].queued_at;
      fixture_set_text (&message->sid, cases[i].sid);
      fixture_set_text (&message->reason, cases[i].reason);
      message->price_micros = 75000;
      update (fixture, message);

      g_assert_cmpuint (tidings_store_count_texts (fixture->store, 0, 1000), ==, cases[i].expected);
      g_assert_cmpuint (tidings_store_count_texts (fixture->store, ann, 1000), ==, cases[i].expected);
      g_assert_cmpuint (tidings_store_count_texts (fixture->store, bea, 1000), ==, 0);
      tidings_store_sum_prices_between (fixture->store, NULL, 1000, G_MAXINT64, &settled, &reserved);
      g_assert_cmpint (settled, ==, 0);
      g_assert_cmpint (reserved, ==, 75000 * cases[i].expected);
    }
}

static void
test_uncount (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
  g_autoptr(TidingsMessage) kept = NULL;
  g_autoptr(GError) error = NULL;
  gint64 settled = 0;

  g_assert_cmpint (tidings_store_get_last_message_id (fixture->store, &error), ==, 0);
  kept = fixture_add_message (fixture, ann, "kept");
  g_assert_cmpint (tidings_store_get_last_message_id (fixture->store, &error), ==, kept->id);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(TidingsMessage) message = fixture_add_message (fixture, ann, "rehearsal");

      message->price_micros = 75000;
      message->is_settled = TRUE;
      update (fixture, message);
    }

  g_assert_true (tidings_store_uncount_texts (fixture->store, kept->id, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tidings_store_count_texts (fixture->store, 0, 0), ==, 1);
  g_assert_cmpuint (tidings_store_count_texts (fixture->store, ann, 0), ==, 1);
  tidings_store_sum_prices_between (fixture->store, NULL, 0, G_MAXINT64, &settled, NULL);
  g_assert_cmpint (settled, ==, 0);
}

static void
test_move_future (Fixture       *fixture,
                  gconstpointer  data)
{
  static const struct { gint64 queued_at; guint at_500; guint at_501; const char *why; } cases[] = {
    { 0, 0, 0, "not counted" },
    { 499, 0, 0, "of the past" },
    { 500, 1, 0, "of now" },
    { 501, 1, 0, "of the future, now of now" },
    { G_MAXINT64 / 2, 1, 0, "far in the future" },
  };
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
  TidingsCode code = { .person_id = ann, .number = (char *) "+4915123456789", .created_at = 10000, .expires_at = 10600, .n_tries_left = 3 };
  g_autoptr(TidingsCode) moved = NULL;
  g_autoptr(GArray) sent = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsMessage) message = fixture_add_message (fixture, ann, "text");

      g_test_message ("%s", cases[i].why);
      message->queued_at = cases[i].queued_at;
      update (fixture, message);
      g_assert_true (tidings_store_move_future (fixture->store, 500, &error));
      g_assert_cmpuint (tidings_store_count_texts (fixture->store, ann, 500), ==, cases[i].at_500);
      g_assert_cmpuint (tidings_store_count_texts (fixture->store, ann, 501), ==, cases[i].at_501);
      message->queued_at = 0;
      update (fixture, message);
    }

  g_assert_true (tidings_store_put_code (fixture->store, &code, &error));
  g_assert_true (tidings_store_note_code_sent (fixture->store, code.number, 10000, &error));
  g_assert_true (tidings_store_move_future (fixture->store, 500, &error));
  moved = tidings_store_get_code (fixture->store, ann);
  g_assert_cmpint (moved->created_at, ==, 500);
  g_assert_cmpint (moved->expires_at, ==, 1100);
  sent = tidings_store_list_codes_sent (fixture->store, code.number, 0);
  g_assert_cmpuint (sent->len, ==, 1);
  g_assert_cmpint (g_array_index (sent, gint64, 0), ==, 500);
}

static void
test_prices (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct { gint64 price_micros; gboolean is_settled; gint64 queued_at; } rows[] = {
    { 75000, TRUE, 1000 }, { 7500, TRUE, 2000 }, { 80000, FALSE, 2000 }, { -1, FALSE, 2000 }, { 1, FALSE, 2000 },
    { 999999, TRUE, 500 }, { 999999, FALSE, 500 },
  };
  gint64 settled = 0;
  gint64 reserved = 0;

  tidings_store_sum_prices_between (fixture->store, NULL, 0, G_MAXINT64, &settled, &reserved);
  g_assert_cmpint (settled, ==, 0);
  g_assert_cmpint (reserved, ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(TidingsMessage) message = fixture_add_message (fixture, 0, "text");

      message->price_micros = rows[i].price_micros;
      message->is_settled = rows[i].is_settled;
      message->queued_at = rows[i].queued_at;
      update (fixture, message);
    }

  tidings_store_sum_prices_between (fixture->store, NULL, 1000, G_MAXINT64, &settled, &reserved);
  g_assert_cmpint (settled, ==, 82500);
  g_assert_cmpint (reserved, ==, 80001);
  tidings_store_sum_prices_between (fixture->store, NULL, 1001, G_MAXINT64, &settled, NULL);
  g_assert_cmpint (settled, ==, 7500);
}

static void
test_story (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { gint64 at; const char *what; const char *detail; const char *kept; } steps[] = {
    { 10, "raised", "cli", "cli" },
    { 11, "queued", NULL, "" },
    { 5, "sending", "the clock was set back meanwhile", "the clock was set back meanwhile" },
  };
  g_autoptr(TidingsMessage) message = fixture_add_message (fixture, 0, "text");
  g_autoptr(TidingsMessage) other = fixture_add_message (fixture, 0, "other");
  g_autoptr(GPtrArray) story = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (tidings_store_add_event (fixture->store, message->id, steps[i].at, steps[i].what, steps[i].detail, &error));
      g_assert_true (tidings_store_add_event (fixture->store, other->id, 1, "other", "", &error));
    }

  story = tidings_store_list_events (fixture->store, message->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (story->len, ==, G_N_ELEMENTS (steps));
  for (guint i = 0; i < story->len; i++)
    {
      TidingsEvent *event = g_ptr_array_index (story, i);

      g_assert_cmpint (event->at, ==, steps[i].at);
      g_assert_cmpstr (event->what, ==, steps[i].what);
      g_assert_cmpstr (event->detail, ==, steps[i].kept);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/messages/every-field", test_every_field);
  FIXTURE_TEST ("/messages/not-found", test_not_found);
  FIXTURE_TEST ("/messages/sid-is-unique", test_sid_is_unique);
  FIXTURE_TEST ("/messages/due", test_due);
  FIXTURE_TEST ("/messages/merged", test_merged);
  FIXTURE_TEST ("/messages/states", test_states);
  FIXTURE_TEST ("/messages/in-doubt", test_in_doubt);
  FIXTURE_TEST ("/messages/duplicates", test_duplicates);
  FIXTURE_TEST ("/messages/counts", test_counts);
  FIXTURE_TEST ("/messages/uncount", test_uncount);
  FIXTURE_TEST ("/messages/move-future", test_move_future);
  FIXTURE_TEST ("/messages/prices", test_prices);
  FIXTURE_TEST ("/messages/story", test_story);

  return g_test_run ();
}
