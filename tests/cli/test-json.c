/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys that programs rely on, and what stands under them. */
#include "config.h"

#include <string.h>

#include "tidings-cli-json.h"
#include "tidings-store-json.h"
#include "tidings-cli-opt-in.h"
#include "tidings-cli-replies.h"
#include "tidings-cli-status.h"
#include "tidings-reason.h"
#include "tidings-store-inbound.h"
#include "tidings-store-messages.h"

/* 2026-11-21 08:30 UTC */
#define NOW G_GINT64_CONSTANT (1795249800000)

/* Asserts the member's JSON, or that it is there at all for a NULL. */
static void
assert_member (JsonObject *object,
               const char *key,
               const char *expected)
{
  JsonNode *node = json_object_get_member (object, key);
  g_autofree char *text = NULL;

  if (node == NULL)
    g_error ("there is no key “%s”", key);
  text = json_to_string (node, FALSE);
  if (expected != NULL)
    g_assert_cmpstr (text, ==, expected);
}

typedef struct {
  const char *key;
  const char *expected;
} Member;

static void
assert_members (JsonObject   *object,
                const Member *members,
                gsize         n_members)
{
  for (gsize i = 0; i < n_members; i++)
    {
      g_test_message ("%s", members[i].key);
      assert_member (object, members[i].key, members[i].expected);
    }
}

static void
test_message (void)
{
  static const Member members[] = {
    { "id", "12" }, { "person", "\"Ann\"" }, { "to", "\"+4915123456789\"" }, { "type", "\"job_failed\"" },
    { "body", "\"Backup failed\"" }, { "state", "\"held\"" }, { "reason", "\"quiet-hours\"" },
    { "until", "\"2026-11-21T08:30:00Z\"" }, { "sid", "null" }, { "segments", "1" }, { "encoding", "\"GSM-7\"" },
    { "price", "null" }, { "currency", "null" }, { "error_code", "null" }, { "attempts", "0" },
    { "source", "\"cli\"" }, { "created", "\"2026-11-21T08:30:00Z\"" }, { "updated", "\"2026-11-21T08:30:00Z\"" },
    { "reason_text", NULL },
  };
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(JsonObject) object = NULL;

  message->id = 12;
  message->person = g_strdup ("Ann");
  message->to = g_strdup ("+4915123456789");
  message->type = g_strdup ("job_failed");
  message->body = g_strdup ("Backup failed");
  message->state = TIDINGS_MESSAGE_HELD;
  message->reason = g_strdup (TIDINGS_REASON_QUIET_HOURS);
  message->n_segments = 1;
  message->source = g_strdup ("cli");
  message->until = message->created_at = message->updated_at = NOW;

  object = tidings_message_to_json (message, NULL);
  assert_members (object, members, G_N_ELEMENTS (members));
  g_assert_false (json_object_has_member (object, "story"));
}

static void
test_failed_message (void)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GPtrArray) story = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_event_free);
  TidingsEvent *event = g_new0 (TidingsEvent, 1);
  g_autoptr(JsonObject) object = NULL;
  g_autofree char *words = tidings_reason_describe (TIDINGS_REASON_TWILIO, 30003, NULL);

  event->at = NOW;
  event->what = g_strdup ("raised");
  g_ptr_array_add (story, event);
  message->state = TIDINGS_MESSAGE_UNDELIVERED;
  message->reason = g_strdup (TIDINGS_REASON_TWILIO);
  message->error_code = 30003;
  message->price_micros = 8300;
  message->currency = g_strdup ("USD");

  object = tidings_message_to_json (message, story);
  /* Twilio's failures have no name of ours, so the words stand in its place. */
  g_assert_cmpstr (json_object_get_string_member (object, "reason"), ==, words);
  g_assert_cmpstr (json_object_get_string_member (object, "reason_text"), ==, words);
  assert_member (object, "error_code", "30003");
  assert_member (object, "price", "\"0.0083\"");
  assert_member (object, "currency", "\"USD\"");
  assert_member (object, "id", "null");
  assert_member (object, "story", "[{\"at\":\"2026-11-21T08:30:00Z\",\"what\":\"raised\",\"detail\":null,\"words\":\"Raised\"}]");
}

static void
test_ahead (void)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(JsonObject) scheduled = NULL;
  g_autoptr(JsonObject) sent = NULL;

  message->state = TIDINGS_MESSAGE_SCHEDULED;
  message->send_at = NOW;
  scheduled = tidings_message_to_json (message, NULL);
  assert_member (scheduled, "send_at", "\"2026-11-21T08:30:00Z\"");
  assert_member (scheduled, "ahead", "true");

  /* Once it has left it is a text like any other. */
  message->state = TIDINGS_MESSAGE_SENT;
  sent = tidings_message_to_json (message, NULL);
  assert_member (sent, "ahead", "false");
}

static void
test_replies (void)
{
  static const struct { const char *body; const char *effect; const char *expected; const char *words; const char *why; } cases[] = {
    { "On my way", "", "null", NULL, "something to read" },
    { "DONE", "done", "\"done\"", "done", "obeyed" },
    { "STOP", "stop", "\"stop\"", "stopped", "obeyed" },
    { "Cancel", "stop", "\"stop\"", "CANCEL", "obeyed, but perhaps not meant" },
    { "Stop please", "wants-stop", "\"wants-stop\"", "STOP", "not obeyed, and said" },
    { "hm", "of-the-future", "\"of-the-future\"", NULL, "written by a newer agent" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) replies = g_ptr_array_new ();
      TidingsInbound inbound = { .sid = (char *) "SM1", .from = (char *) "+4915123456789", .to = (char *) "+15005550006",
                                 .body = (char *) cases[i].body, .effect = (char *) cases[i].effect, .at = NOW };
      g_autoptr(JsonArray) array = NULL;
      JsonObject *object = NULL;
      const char *words = NULL;

      g_test_message ("%s", cases[i].why);
      g_ptr_array_add (replies, &inbound);
      array = tidings_cli_replies_to_json (replies);
      object = json_array_get_object_element (array, 0);
      assert_member (object, "at", "\"2026-11-21T08:30:00Z\"");
      assert_member (object, "from", "\"+4915123456789\"");
      assert_member (object, "effect", cases[i].expected);
      words = json_object_get_null_member (object, "explanation") ? NULL : json_object_get_string_member (object, "explanation");
      g_assert_cmpint (words != NULL, ==, cases[i].words != NULL);
      g_assert_true (words == NULL || strstr (words, cases[i].words) != NULL);
    }
}

/* What a camera sees: two modules in each character, and light all around. */
static void
test_blocks (void)
{
  g_autoptr(TidingsQr) qr = tidings_qr_new ("sms:+14155550100?body=START");
  g_autofree char *blocks = tidings_cli_dup_blocks (qr);
  g_auto(GStrv) lines = g_strsplit (blocks, "\n", -1);
  guint width = qr->size + 2 * TIDINGS_QR_MARGIN;

  g_assert_cmpuint (g_strv_length (lines), ==, (width + 1) / 2 + 1);
  for (guint i = 0; i < (width + 1) / 2; i++)
    {
      g_assert_cmpint (g_utf8_strlen (lines[i], -1), ==, width);
      for (guint x = 0; x < width; x++)
        {
          gunichar c = g_utf8_get_char (g_utf8_offset_to_pointer (lines[i], x));
          gboolean is_up = tidings_qr_is_dark (qr, (int) x - TIDINGS_QR_MARGIN, (int) (2 * i) - TIDINGS_QR_MARGIN);
          gboolean is_low = tidings_qr_is_dark (qr, (int) x - TIDINGS_QR_MARGIN, (int) (2 * i) + 1 - TIDINGS_QR_MARGIN);

          g_assert_cmpint (c, ==, is_up && is_low ? 0x2588 : is_up ? 0x2580 : is_low ? 0x2584 : ' ');
        }
    }
}

#define WORKDAY "{\"from\":\"22:00\",\"to\":\"07:00\"}"

static void
test_person (void)
{
  static const Member members[] = {
    { "id", "3" }, { "name", "\"Ann\"" }, { "number", "\"+4915123456789\"" }, { "country", "\"DE\"" },
    { "verified", "true" }, { "opted_out", "null" }, { "language", "\"de\"" }, { "zone", "null" },
    { "quiet", "{\"from\":\"22:00\",\"to\":\"07:00\",\"days\":[" WORKDAY "," WORKDAY "," WORKDAY "," WORKDAY "," WORKDAY ","
               "{\"from\":\"00:00\",\"to\":\"00:00\"},null],\"text\":\"mo-fr 22:00-07:00 sa 00:00-24:00\"}" },
    { "paused", "false" }, { "paused_until", "null" }, { "rate_hour", "null" }, { "rate_day", "0" }, { "types", "[\"job_failed\"]" },
    { "line", "{\"type\":\"mobile\",\"carrier\":null}" },
  };
  g_autoptr(TidingsPerson) person = tidings_person_new ();
  g_autoptr(TidingsPerson) other = tidings_person_new ();
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(JsonObject) bare = NULL;

  person->id = 3;
  person->name = g_strdup ("Ann");
  person->number = g_strdup ("+4915123456789");
  person->country = g_strdup ("DE");
  person->language = g_strdup ("de");
  person->verified_at = NOW;
  g_assert_true (tidings_quiet_hours_parse ("mo-fr 22:00-07:00 sa 00:00-24:00", &person->quiet, NULL));
  person->rate_day = 0;
  g_strfreev (person->types);
  person->types = g_strsplit ("job_failed", ",", -1);
  person->line_type = g_strdup ("mobile");

  object = tidings_person_to_json (person);
  assert_members (object, members, G_N_ELEMENTS (members));

  other->opted_out_at = NOW;
  other->opted_out_by = g_strdup ("reply");
  other->opted_out_sender = g_strdup ("+15005550006");
  other->paused_until = NOW + 60000;
  bare = tidings_person_to_json (other);
  assert_member (bare, "paused", "true");
  assert_member (bare, "paused_until", "\"2026-11-21T08:31:00Z\"");
  assert_member (bare, "opted_out", "{\"at\":\"2026-11-21T08:30:00Z\",\"by\":\"reply\",\"sender\":\"+15005550006\"}");
  assert_member (bare, "quiet", "null");
  assert_member (bare, "types", "[]");
  /* Never looked up is not the same as looked up and unknown. */
  assert_member (bare, "line", "null");
}

static void
test_type (void)
{
  static const Member members[] = {
    { "id", "\"job_failed\"" }, { "group", "\"computer\"" }, { "title", NULL }, { "priority", "\"high\"" },
    { "always_on", "false" }, { "template", "\"Oh no\"" }, { "on", "true" },
    { "own", "false" }, { "description", NULL }, { "subject", "null" }, { "cooldown", "0" }, { "dedupe_field", "null" },
    { "late", "86400" }, { "max_segments", "1" }, { "private", "false" }, { "one_way", "true" },
    { "fields", "[{\"name\":\"unit\",\"kind\":\"text\",\"optional\":false,\"sample\":\"backup\"},"
                "{\"name\":\"host\",\"kind\":\"text\",\"optional\":true,\"sample\":\"studio\"},"
                "{\"name\":\"detail\",\"kind\":\"text\",\"optional\":true,\"sample\":\"Exit status 1\"}]" },
  };
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), "job_failed");
  g_autoptr(JsonObject) on = tidings_alert_type_to_json (type, "Oh no", TIDINGS_SWITCH_ON);
  g_autoptr(JsonObject) off = tidings_alert_type_to_json (type, "Oh no", TIDINGS_SWITCH_OFF);
  g_autoptr(JsonObject) mixed = tidings_alert_type_to_json (type, "Oh no", TIDINGS_SWITCH_MIXED);

  assert_members (on, members, G_N_ELEMENTS (members));
  assert_member (off, "on", "false");
  assert_member (mixed, "on", "null");
}

static void
test_reminder (void)
{
  static const gint64 before[] = { 86400, 3600, 0 };
  static const gint64 people[] = { 1, 2 };
  static const Member members[] = {
    { "id", "4" }, { "title", "\"Dentist\"" }, { "when", "\"2026-11-21T08:30:00Z\"" }, { "zone", "\"Europe/Berlin\"" },
    { "repeat", "null" }, { "before", "[\"24h\",\"1h\",\"0\"]" }, { "people", "[\"Ann\",\"Ben\"]" }, { "next", "null" },
    { "state", "\"active\"" },
  };
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(JsonObject) object = NULL;

  reminder->id = 4;
  g_free (reminder->title);
  reminder->title = g_strdup ("Dentist");
  g_free (reminder->zone);
  reminder->zone = g_strdup ("Europe/Berlin");
  reminder->at = NOW;
  tidings_reminder_set_before (reminder, before, G_N_ELEMENTS (before));
  tidings_reminder_set_people (reminder, people, G_N_ELEMENTS (people));

  object = tidings_reminder_to_json (reminder, (const char *[]) { "Ann", "Ben", NULL });
  assert_members (object, members, G_N_ELEMENTS (members));
}

static void
test_status (void)
{
  static const Member members[] = {
    { "mode", "\"practice\"" },
    { "quota", "{\"day\":{\"used\":3,\"cap\":50,\"spent\":\"0.02\",\"budget\":null},\"month\":{\"used\":12,\"cap\":null},"
               "\"budget\":{\"spent\":\"1.20\",\"reserved\":\"0.01\",\"cap\":null,\"currency\":\"USD\"},"
               "\"groups\":{\"home\":{\"spent\":\"0.5\",\"budget\":\"2\"},\"money\":{\"spent\":\"0.7\",\"budget\":null}},"
               "\"forecast\":{\"at\":\"2026-11-21T08:30:00Z\",\"what\":\"texts\",\"texts\":40,\"price\":\"3.5\",\"currency\":\"USD\"},"
               "\"balance\":\"12.35\"}" },
    { "next", "{\"at\":\"2026-11-21T08:30:00Z\",\"what\":\"Dentist\"}" },
    { "waiting", "{\"held\":1,\"queued\":2,\"in_doubt\":0}" },
    { "paused", "false" },
  };
  g_autoptr(GVariant) status = g_variant_ref_sink (g_variant_new_parsed (
    "{'mode': <'practice'>, 'account-sid': <''>, 'day-used': <uint32 3>, 'day-cap': <uint32 50>, 'month-used': <uint32 12>,"
    " 'month-cap': <uint32 0>, 'spent': <'1.20'>, 'reserved': <'0.01'>, 'budget': <'0'>, 'currency': <'USD'>,"
    " 'balance': <'12.35'>, 'next-at': <int64 1795249800000>, 'next-what': <'Dentist'>, 'held': <uint32 1>,"
    " 'queued': <uint32 2>, 'in-doubt': <uint32 0>, 'paused-until': <int64 0>, 'account-kind': <'Trial'>,"
    " 'day-spent': <'0.02'>, 'day-budget': <''>, 'groups': <{'home': ('0.5', '2'), 'money': ('0.7', '')}>,"
    " 'forecast-at': <int64 1795249800000>, 'forecast-what': <'texts'>, 'forecast-texts': <int64 40>,"
    " 'forecast-price': <'3.5'>}"));
  g_autoptr(JsonObject) object = tidings_cli_status_to_json (status);
  JsonObject *account = json_object_get_object_member (object, "account");

  assert_members (object, members, G_N_ELEMENTS (members));
  assert_member (account, "sid", "null");
  assert_member (account, "kind", "\"Trial\"");
  assert_member (account, "state", "null");
  assert_member (account, "sender", "null");
}

/* An agent that says nothing of money and the pace: all of it is null, and no group is listed. */
static void
test_quota_unknown (void)
{
  static const Member members[] = {
    { "day", "{\"used\":0,\"cap\":null,\"spent\":null,\"budget\":null}" },
    { "groups", "{}" },
    { "forecast", "{\"at\":null,\"what\":null,\"texts\":null,\"price\":null,\"currency\":null}" },
  };
  g_autoptr(GVariant) status = g_variant_ref_sink (g_variant_new_parsed (
    "{'day-used': <uint32 0>, 'forecast-at': <int64 0>, 'forecast-what': <''>, 'forecast-texts': <int64 -1>, 'forecast-price': <''>}"));
  g_autoptr(JsonObject) object = tidings_cli_status_to_json (status);

  assert_members (json_object_get_object_member (object, "quota"), members, G_N_ELEMENTS (members));
}

static void
test_paused (void)
{
  g_autoptr(GVariant) status = g_variant_ref_sink (g_variant_new_parsed ("{'paused-until': <int64 9223372036854775807>}"));
  g_autoptr(JsonObject) object = tidings_cli_status_to_json (status);

  /* For ever is no moment. */
  assert_member (object, "paused", "true");
  assert_member (object, "paused_until", "null");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/json/message", test_message);
  g_test_add_func ("/cli/json/failed-message", test_failed_message);
  g_test_add_func ("/cli/json/ahead", test_ahead);
  g_test_add_func ("/cli/json/replies", test_replies);
  g_test_add_func ("/cli/json/blocks", test_blocks);
  g_test_add_func ("/cli/json/person", test_person);
  g_test_add_func ("/cli/json/type", test_type);
  g_test_add_func ("/cli/json/reminder", test_reminder);
  g_test_add_func ("/cli/json/status", test_status);
  g_test_add_func ("/cli/json/quota-unknown", test_quota_unknown);
  g_test_add_func ("/cli/json/paused", test_paused);

  return g_test_run ();
}
