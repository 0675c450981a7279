/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twilio's JSON as values: what it says, what it may say one day, and what a broken or hostile server may say. */
#include "config.h"

#include <string.h>

#include "tidings-twilio-private.h"

/* 14 April 2026, 09:26:42 UTC */
#define INSTANT G_GINT64_CONSTANT (1776158802000)

static const char whole_message[] =
  "{\"sid\":\"SM00000000000000000000000000000001\",\"account_sid\":\"AC00000000000000000000000000000001\","
  "\"api_version\":\"2010-04-01\",\"body\":\"Freezer 3 is at -9 \\u00b0C\",\"from\":\"+14155550199\",\"to\":\"+14155550123\","
  "\"messaging_service_sid\":null,\"direction\":\"outbound-api\",\"status\":\"undelivered\",\"num_segments\":\"2\","
  "\"num_media\":\"0\",\"price\":\"-0.00830\",\"price_unit\":\"USD\",\"error_code\":30003,\"error_message\":null,"
  "\"date_created\":\"Tue, 14 Apr 2026 09:26:42 +0000\",\"date_updated\":\"Tue, 14 Apr 2026 09:26:43 +0000\","
  "\"date_sent\":\"Tue, 14 Apr 2026 11:26:42 +0200\",\"uri\":\"/2010-04-01/x.json\",\"subresource_uris\":{\"media\":\"/x\"}}";

static GBytes *
make_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static TidingsTwilioMessage *
parse (const char *text)
{
  g_autoptr(GBytes) bytes = make_bytes (text);
  g_autoptr(GError) error = NULL;
  TidingsTwilioMessage *message = tidings_twilio_parse_message (bytes, &error);

  if (message == NULL)
    g_assert_error (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN);
  else
    g_assert_no_error (error);

  return message;
}

static void
test_message (void)
{
  g_autoptr(TidingsTwilioMessage) message = parse (whole_message);

  g_assert_nonnull (message);
  g_assert_cmpstr (message->sid, ==, "SM00000000000000000000000000000001");
  g_assert_cmpint (message->status, ==, TIDINGS_TWILIO_STATUS_UNDELIVERED);
  g_assert_false (message->is_inbound);
  g_assert_cmpstr (message->to, ==, "+14155550123");
  g_assert_cmpstr (message->from, ==, "+14155550199");
  g_assert_null (message->service);
  g_assert_cmpstr (message->body, ==, "Freezer 3 is at -9 °C");
  g_assert_cmpuint (message->n_segments, ==, 2);
  g_assert_cmpint (message->price_micros, ==, 8300);
  g_assert_cmpstr (message->currency, ==, "USD");
  g_assert_cmpint (message->error_code, ==, 30003);
  g_assert_null (message->error_message);
  g_assert_cmpuint (message->n_media, ==, 0);
  g_assert_cmpint (message->updated_at, ==, INSTANT + 1000);
  g_assert_cmpint (message->created_at, ==, INSTANT);
  g_assert_cmpint (message->sent_at, ==, INSTANT);
}

static void
test_message_tolerance (void)
{
  g_autoptr(TidingsTwilioMessage) bare = parse ("{\"sid\":\"SM1\"}");
  g_autoptr(TidingsTwilioMessage) odd = parse (
    "{\"sid\":\"SM1\",\"status\":\"teleported\",\"direction\":\"inbound\",\"num_segments\":3,\"price\":-0.0083,\"price_unit\":\"usd\","
    "\"error_code\":\"30008\",\"error_message\":\"Unknown error\",\"num_media\":\"2\",\"body\":\"\",\"from\":12345,\"to\":null,\"date_created\":\"2026-04-14T09:26:42Z\",\"date_sent\":null,"
    "\"new\":{\"deep\":[1,2,{\"x\":null}]}}");
  g_autoptr(TidingsTwilioMessage) wrong = parse (
    "{\"sid\":\"SM1\",\"status\":7,\"direction\":[],\"num_segments\":{},\"price\":true,\"price_unit\":\"dollars\","
    "\"error_code\":1.5,\"body\":[\"x\"],\"from\":{},\"to\":false,\"date_created\":42,\"date_sent\":\"yesterday\"}");
  g_autoptr(TidingsTwilioMessage) half = parse ("{\"sid\":\"SM1\",\"body\":\"a\\ud83d b\"}");

  g_assert_cmpint (bare->status, ==, TIDINGS_TWILIO_STATUS_UNKNOWN);
  g_assert_cmpstr (bare->to, ==, "");
  g_assert_null (bare->from);
  g_assert_null (bare->body);
  g_assert_cmpint (bare->price_micros, ==, -1);
  g_assert_cmpint (bare->created_at, ==, 0);

  g_assert_cmpint (odd->status, ==, TIDINGS_TWILIO_STATUS_UNKNOWN);
  g_assert_true (odd->is_inbound);
  g_assert_cmpuint (odd->n_segments, ==, 3);
  g_assert_cmpint (odd->price_micros, ==, 8300);
  g_assert_cmpstr (odd->currency, ==, "USD");
  g_assert_cmpint (odd->error_code, ==, 30008);
  g_assert_cmpstr (odd->error_message, ==, "Unknown error");
  g_assert_cmpuint (odd->n_media, ==, 2);
  g_assert_cmpstr (odd->body, ==, "");
  g_assert_cmpstr (odd->from, ==, "12345");
  g_assert_cmpint (odd->created_at, ==, INSTANT);

  g_assert_cmpint (wrong->price_micros, ==, -1);
  g_assert_null (wrong->currency);
  g_assert_cmpuint (wrong->n_segments, ==, 0);
  g_assert_null (wrong->body);
  g_assert_cmpint (wrong->sent_at, ==, 0);

  /* Half a surrogate pair is legal JSON and no text; json-glib refuses it from 1.10 on. */
  g_assert_true (half == NULL || g_utf8_validate (half->body, -1, NULL));
}

static void
test_price (void)
{
  static const struct { const char *price; gint64 micros; const char *why; } cases[] = {
    { "\"-0.00830\"", 8300, "as it comes" },
    { "\"0.00830\"", 8300, "the sign is dropped either way" },
    { "\"-0.0000005\"", 1, "half of a millionth counts as one" },
    { "\"0\"", 0, "free is not unknown" },
    { "-1", 1000000, "an integer" },
    { "null", -1, "not billed yet" },
    { "\"\"", -1, "nothing" },
    { "\"free\"", -1, "no number" },
    { "\"1e3\"", -1, "not how money is written" },
    { "\"99999999999999999999\"", -1, "more than there is" },
    { "1e300", -1, "the same as a number" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"sid\":\"SM1\",\"price\":%s}", cases[i].price);
      g_autoptr(TidingsTwilioMessage) message = parse (text);

      g_test_message ("%s: %s", cases[i].price, cases[i].why);
      g_assert_cmpint (message->price_micros, ==, cases[i].micros);
    }
}

static void
test_statuses (void)
{
  for (guint i = 0; i <= TIDINGS_TWILIO_STATUS_RECEIVED; i++)
    g_assert_cmpint (tidings_twilio_status_from_string (tidings_twilio_status_to_string (i)), ==, i);

  g_assert_cmpstr (tidings_twilio_status_to_string (TIDINGS_TWILIO_STATUS_ACCEPTED), ==, "accepted");
  g_assert_cmpstr (tidings_twilio_status_to_string (TIDINGS_TWILIO_STATUS_CANCELED), ==, "canceled");
  g_assert_cmpstr (tidings_twilio_status_to_string (TIDINGS_TWILIO_STATUS_RECEIVED), ==, "received");
  g_assert_cmpint (tidings_twilio_status_from_string (NULL), ==, TIDINGS_TWILIO_STATUS_UNKNOWN);
  g_assert_cmpint (tidings_twilio_status_from_string ("Delivered"), ==, TIDINGS_TWILIO_STATUS_UNKNOWN);
}

static void
test_dates (void)
{
  static const struct { const char *text; gint64 instant; const char *why; } cases[] = {
    { "Tue, 14 Apr 2026 09:26:42 +0000", INSTANT, "the 2010 API" },
    { "Tue, 14 Apr 2026 09:26:42 GMT", INSTANT, "a header" },
    { "Tue, 14 Apr 2026 02:26:42 -0700", INSTANT, "another zone" },
    { "2026-04-14T09:26:42Z", INSTANT, "v1 and v2" },
    { "2026-04-14T09:26:42.250Z", INSTANT + 250, "with milliseconds" },
    { "2026-04-14T09:26:42+00:00", INSTANT, "with a zone" },
    { "2026-04-14T09:26:42", INSTANT, "without one" },
    { "Wed, 31 Dec 1969 23:00:00 GMT", 0, "before the epoch counts as missing" },
    { "2026-13-14T09:26:42Z", 0, "no such month" },
    { "Tue, 99 Apr 2026 09:26:42 +0000", 0, "no such day" },
    { "tomorrow", 0, "no date" },
    { "", 0, "nothing" },
    { NULL, 0, "null" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].text, cases[i].why);
      g_assert_cmpint (tidings_twilio_parse_date (cases[i].text), ==, cases[i].instant);
    }
}

/* What cannot be a reply, and must neither be taken for one nor bring the agent down. */
static void
test_hostile (void)
{
  static const char *const texts[] = {
    "", " ", "null", "[]", "7", "\"x\"", "{", "}", "{}", "{\"sid\":null}", "{\"sid\":\"\"}", "{\"sid\":[]}",
    "{\"sid\":\"SM1\"", "{\"sid\":\"SM1\"}}", "{\"sid\":\"SM1", "{\"sid\":\"SM1\\", "{\"sid\" \"SM1\"}", "{sid:\"SM1\"}",
    "<html>", "{\"sid\":'SM1'}", "// {\n{\"sid\":\"SM1\"}", "/* \" */ {\"sid\":\"SM1\"}", "var x = {\"sid\":\"SM1\"};",
    "\xef\xbb\xbf{\"sid\":\"SM1\"}", "{\"sid\":\"SM\xff\"}", "{\"sid\":\"SM1\"} trailing", "%s%n",
    /* json-glib takes the last of several values. */
    "7{\"sid\":\"SM1\"}", "[]{\"sid\":\"SM1\"}", "{}\n{\"sid\":\"SM1\"}", "\"x\" {\"sid\":\"SM1\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(TidingsTwilioMessage) message = NULL;

      g_test_message ("text %u", i);
      message = parse (texts[i]);
      g_assert_null (message);
    }
}

static char *
make_nested (guint depth,
             char  open,
             char  close)
{
  g_autofree char *opens = g_strnfill (depth, open);
  g_autofree char *closes = g_strnfill (depth, close);

  return g_strconcat ("{\"sid\":\"SM1\",\"x\":", opens, closes, "}", NULL);
}

static void
test_depth (void)
{
  g_autofree char *deep_enough = make_nested (TIDINGS_TWILIO_MAX_DEPTH - 1, '[', ']');
  g_autofree char *too_deep = make_nested (TIDINGS_TWILIO_MAX_DEPTH, '[', ']');
  g_autofree char *abyss = make_nested (2000000, '[', ']');
  g_autofree char *in_text = g_strdup_printf ("{\"sid\":\"SM1\",\"body\":\"%s \\\" %s\"}",
                                              "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                                              "{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{");
  g_autoptr(TidingsTwilioMessage) good = parse (deep_enough);
  g_autoptr(TidingsTwilioMessage) quoted = parse (in_text);

  g_assert_nonnull (good);
  g_assert_null (parse (too_deep));
  g_assert_null (parse (abyss));
  /* Brackets that people write are no nesting. */
  g_assert_nonnull (quoted);
}

static void
test_length (void)
{
  g_autofree char *filler = g_strnfill (TIDINGS_TWILIO_MAX_BODY - strlen ("{\"sid\":\"SM1\"}"), ' ');
  g_autofree char *full = g_strconcat ("{\"sid\":\"SM1\"}", filler, NULL);
  g_autofree char *over = g_strconcat (full, " ", NULL);
  g_autoptr(TidingsTwilioMessage) message = parse (full);

  g_assert_nonnull (message);
  g_assert_null (parse (over));
}

static void
test_embedded_nul (void)
{
  static const char text[] = "{\"sid\":\"SM1\"}\0{";
  g_autoptr(GBytes) bytes = g_bytes_new (text, sizeof text - 1);

  g_assert_null (tidings_twilio_parse_object (bytes));
}

static gboolean
parse_page (const char  *text,
            GPtrArray   *rows,
            char       **next)
{
  g_autoptr(GBytes) bytes = make_bytes (text);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GError) error = NULL;
  gboolean is_page = tidings_twilio_parse_message_page (bytes, rows, seen, next, &error);

  g_assert_true (is_page == (error == NULL));

  return is_page;
}

static void
test_page (void)
{
  static const struct { const char *text; gboolean is_page; guint n_rows; const char *next; const char *why; } cases[] = {
    { "{\"messages\":[{\"sid\":\"SM1\"},{\"sid\":\"SM2\"}],\"next_page_uri\":\"/n\"}", TRUE, 2, "/n", "a page" },
    { "{\"messages\":[],\"next_page_uri\":null}", TRUE, 0, NULL, "an empty one" },
    { "{\"messages\":[]}", TRUE, 0, NULL, "the last one may leave it out" },
    { "{\"messages\":[{\"sid\":\"SM1\"},null,7,[],{},{\"sid\":\"SM1\"}],\"next_page_uri\":\"\"}", TRUE, 1, NULL,
      "what is no message is passed over, and a SID counts once" },
    { "{\"messages\":{}}", FALSE, 0, NULL, "an object is no list" },
    { "{\"messages\":null}", FALSE, 0, NULL, "nor is null" },
    { "{}", FALSE, 0, NULL, "nor is nothing" },
    { "nonsense", FALSE, 0, NULL, "nor is this" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_twilio_message_free);
      g_autofree char *next = NULL;

      g_test_message ("%s", cases[i].why);
      g_assert_true (parse_page (cases[i].text, rows, &next) == cases[i].is_page);
      g_assert_cmpuint (rows->len, ==, cases[i].n_rows);
      g_assert_cmpstr (next, ==, cases[i].next);
    }
}

static void
test_resolve_page (void)
{
  static const struct { const char *next; const char *url; const char *why; } cases[] = {
    { "/2010-04-01/M.json?Page=1&PageToken=PASM1%2B", "https://api.twilio.com/2010-04-01/M.json?Page=1&PageToken=PASM1%2B",
      "as the 2010 API gives it, its encoding untouched" },
    { "https://api.twilio.com/v1/x", "https://api.twilio.com/v1/x", "as v1 gives it" },
    { "https://API.twilio.com/v1/x", NULL, "not even another spelling" },
    { "http://api.twilio.com/v1/x", NULL, "without TLS" },
    { "https://api.twilio.com:8443/v1/x", NULL, "another port" },
    { "https://api.twilio.com.evil.example/x", NULL, "another host" },
    { "https://api.twilio.com@evil.example/x", NULL, "another host behind a name" },
    { "//evil.example/x", NULL, "another host without a scheme" },
    { "\\\\evil.example/x", "https://api.twilio.com/2010-04-01/%5C%5Cevil.example/x", "backslashes are no slashes" },
    { "javascript:alert(1)", NULL, "another scheme" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = tidings_twilio_resolve_page ("https://api.twilio.com/2010-04-01/Messages.json?PageSize=2",
                                                          cases[i].next);

      g_test_message ("%s: %s", cases[i].next, cases[i].why);
      if (cases[i].url == NULL || strstr (cases[i].next, "\\") == NULL)
        g_assert_cmpstr (url, ==, cases[i].url);
      else
        g_assert_true (url == NULL || g_str_has_prefix (url, "https://api.twilio.com/"));
    }
}

static void
test_senders (void)
{
  g_autoptr(GBytes) bytes = make_bytes (
    "{\"incoming_phone_numbers\":["
    "{\"phone_number\":\"+1\",\"capabilities\":{\"sms\":true,\"voice\":false}},"
    "{\"phone_number\":\"+2\",\"capabilities\":{\"sms\":false}},"
    "{\"phone_number\":\"+3\",\"capabilities\":null},"
    "{\"phone_number\":\"+4\"},"
    "{\"phone_number\":null,\"capabilities\":{\"sms\":true}},"
    "{\"phone_number\":\"+5\",\"capabilities\":{\"sms\":\"true\"}},"
    "{\"phone_number\":\"+1\",\"capabilities\":{\"sms\":true}},"
    "null]}");
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *next = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (tidings_twilio_parse_sender_page (bytes, rows, seen, &next, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (rows, 0), ==, "+1");
  g_assert_cmpstr (g_ptr_array_index (rows, 1), ==, "+5");
}

static void
test_balance (void)
{
  static const struct { const char *text; gboolean is_balance; gint64 micros; const char *why; } cases[] = {
    { "{\"balance\":\"12.345\",\"currency\":\"USD\"}", TRUE, 12345000, "as it comes" },
    { "{\"balance\":\"-0.5\",\"currency\":\"eur\"}", TRUE, -500000, "a debt stays one" },
    { "{\"balance\":12.5,\"currency\":\"USD\"}", TRUE, 12500000, "a number" },
    { "{\"balance\":null,\"currency\":\"USD\"}", FALSE, 0, "no amount" },
    { "{\"balance\":\"12\"}", FALSE, 0, "twelve of what?" },
    { "{\"balance\":\"12\",\"currency\":\"Dollars\"}", FALSE, 0, "no code of ISO 4217" },
    { "{\"balance\":\"lots\",\"currency\":\"USD\"}", FALSE, 0, "no number" },
    { "[]", FALSE, 0, "no object" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = make_bytes (cases[i].text);
      g_autofree char *currency = NULL;
      g_autoptr(GError) error = NULL;
      gint64 micros = 0;

      g_test_message ("%s", cases[i].why);
      g_assert_true (tidings_twilio_parse_balance (bytes, &micros, &currency, &error) == cases[i].is_balance);
      g_assert_true ((error == NULL) == cases[i].is_balance);
      if (cases[i].is_balance)
        g_assert_cmpint (micros, ==, cases[i].micros);
    }
}

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
digest (GBytes *bytes)
{
  g_autoptr(TidingsTwilioMessage) message = tidings_twilio_parse_message (bytes, NULL);
  g_autoptr(TidingsTwilioAccount) account = tidings_twilio_parse_account (bytes, NULL);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_twilio_message_free);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *next = NULL;
  g_autofree char *words = NULL;
  int code = 0;

  tidings_twilio_parse_message_page (bytes, rows, seen, &next, NULL);
  tidings_twilio_parse_problem (bytes, &code, &words);
  check_text (words);
  check_text (next);
  g_assert_cmpint (code, >=, 0);
  if (message == NULL)
    return;

  check_text (message->sid);
  check_text (message->to);
  check_text (message->from);
  check_text (message->body);
  check_text (message->currency);
  g_assert_cmpint (message->price_micros, >=, -1);
  g_assert_cmpint (message->created_at, >=, 0);
}

/* Valid JSON with bytes changed, dropped, doubled and inserted. The same every time: a failure can be had again. */
static void
test_mutations (void)
{
  static const char marks[] = "{}[]\",:\\/0123456789-+.eEunltrfas \n\t\xff\xc3\x80";
  g_autoptr(GRand) random = g_rand_new_with_seed (20260414);

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr(GByteArray) text = g_byte_array_new ();
      g_autoptr(GBytes) bytes = NULL;

      g_byte_array_append (text, (const guint8 *) whole_message, sizeof whole_message - 1);
      for (int n = g_rand_int_range (random, 1, 6); n > 0 && text->len > 1; n--)
        {
          guint at = (guint) g_rand_int_range (random, 0, (gint32) text->len);
          guint length = (guint) g_rand_int_range (random, 1, 9);
          guint8 mark = (guint8) marks[g_rand_int_range (random, 0, sizeof marks)];

          switch (g_rand_int_range (random, 0, 4))
            {
            case 0:
              text->data[at] = mark;
              break;
            case 1:
              g_byte_array_remove_range (text, at, MIN (length, text->len - at));
              break;
            case 2:
              g_byte_array_set_size (text, at);
              break;
            default:
              g_byte_array_append (text, &mark, 1);
              memmove (text->data + at + 1, text->data + at, text->len - at - 1);
              text->data[at] = mark;
              break;
            }
        }

      bytes = g_byte_array_free_to_bytes (g_steal_pointer (&text));
      digest (bytes);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/twilio/parse/message", test_message);
  g_test_add_func ("/twilio/parse/message-tolerance", test_message_tolerance);
  g_test_add_func ("/twilio/parse/price", test_price);
  g_test_add_func ("/twilio/parse/statuses", test_statuses);
  g_test_add_func ("/twilio/parse/dates", test_dates);
  g_test_add_func ("/twilio/parse/hostile", test_hostile);
  g_test_add_func ("/twilio/parse/depth", test_depth);
  g_test_add_func ("/twilio/parse/length", test_length);
  g_test_add_func ("/twilio/parse/embedded-nul", test_embedded_nul);
  g_test_add_func ("/twilio/parse/page", test_page);
  g_test_add_func ("/twilio/parse/resolve-page", test_resolve_page);
  g_test_add_func ("/twilio/parse/senders", test_senders);
  g_test_add_func ("/twilio/parse/balance", test_balance);
  g_test_add_func ("/twilio/parse/mutations", test_mutations);

  return g_test_run ();
}
