/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random bytes as requests: nothing breaks, nothing is accepted by chance, and an honest request is answered afterwards. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "simulator-fixture.h"

#define SEED 20260412
#define N_ROUNDS 300

/* Mostly bytes that mean something, so that the parsers get behind their first line. */
static GByteArray *
make_bytes (GRand *random,
            guint  max_length)
{
  static const char *words[] = {
    "To=", "From=", "Body=", "&", "=", "%", "%2B", "%00", "%FF", "+", "ScheduleType=fixed", "SendAt=", "2026-04-12T12:00:00Z",
    "MessagingServiceSid=", TIDINGS_SIMULATOR_SERVICE, "+15005550006", "4915123456789", "MediaUrl=http://", "ValidityPeriod=-1",
    "StatusCallback=http://[", "SmartEncoded=true", "\xf0\x9f\x98\x80", "Status=canceled",
  };
  GByteArray *bytes = g_byte_array_new ();
  guint length = g_rand_int_range (random, 0, max_length);

  while (bytes->len < length)
    {
      guint8 byte = g_rand_int_range (random, 0, 256);
      const char *word = words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))];

      if (g_rand_boolean (random))
        g_byte_array_append (bytes, &byte, 1);
      else
        g_byte_array_append (bytes, (const guint8 *) word, strlen (word));
    }

  return bytes;
}

static char *
escape (GByteArray *bytes)
{
  return bytes->len > 0 ? g_uri_escape_bytes (bytes->data, bytes->len, NULL) : g_strdup ("");
}

static void
test_bodies (Fixture       *f,
             gconstpointer  data)
{
  static const char *paths[] = { MESSAGES, BASE "/Messages/SM00000000000000000000000000000001.json", "/faults", "/phones", "/replies" };
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED);
  g_autofree char *sid = NULL;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr(GByteArray) bytes = make_bytes (random, 200);
      g_autoptr(GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      g_autoptr(Answer) answer = ask_bytes (f, "POST", paths[i % G_N_ELEMENTS (paths)],
                                            "application/x-www-form-urlencoded", body);

      g_assert_cmpuint (answer->status, >=, 400);
      g_assert_cmpuint (answer->status, <, 500);
      get_error (answer);
    }

  sid = send_text (f, ANN, "Still well");
}

static void
test_queries (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED + 1);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      static const char *names[] = { "To", "From", "DateSent%3E", "PageSize", "Page", "PageToken", "%zz", "" };
      g_autoptr(GByteArray) bytes = make_bytes (random, 40);
      g_autofree char *value = escape (bytes);
      g_autofree char *path = g_strdup_printf (MESSAGES "?%s=%s", names[i % G_N_ELEMENTS (names)], value);
      g_autoptr(Answer) answer = ask (f, "GET", path, NULL);

      /* libsoup itself refuses an address that is none, without a word. */
      g_assert_true (answer->status == 200 || answer->status == 400);
      g_assert_true (answer->json || (answer->status == 400 && !*answer->text));
    }
}

static void
test_segments (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED + 2);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      static const char *fronts[] = { "/", BASE "/Messages/", "/v1/Services/", "/v2/PhoneNumbers/", "/v1/Messaging/Countries/" };
      g_autoptr(GByteArray) bytes = make_bytes (random, 40);
      g_autofree char *segment = escape (bytes);
      g_autofree char *path = g_strconcat (fronts[i % G_N_ELEMENTS (fronts)], segment, NULL);
      g_autoptr(Answer) answer = ask (f, "GET", path, NULL);

      /* Lookup takes any digits and says that they are no number; a zero byte libsoup refuses itself, without a word. */
      if (strstr (segment, "%00"))
        {
          g_assert_cmpuint (answer->status, ==, 400);
          continue;
        }
      g_assert_true (answer->status == 404 || (answer->status == 200 && i % G_N_ELEMENTS (fronts) == 3) ||
                     g_str_equal (segment, TIDINGS_SIMULATOR_SERVICE));
      g_assert_nonnull (answer->json);
    }
}

/* What means something under each name. */
static const struct {
  const char *name;
  const char *values;
} meant[] = {
  { "Number", "%2B4915123456789 %2B15005550006 %2B447400000001 %2B18885550100 22395" },
  { "From", "%2B4915123456789 %2B447400123456" },
  { "To", "%2B15005550006 %2B447400000001" },
  { "Body", "STOP START HELP Hello %F0%9F%98%80" },
  { "Country", "DE US DE,GB all" },
  { "Name", "Freezer Ann" },
  { "Senders", "%2B15005550006 Freezer %2B15005550006,Freezer" },
  { "Kind", "Full Trial Main Standard Restricted" },
  { "State", "active suspended" },
  { "Permissions", "messages/create balance/read,services/read" },
  { "Capabilities", "voice sms,mms voice,sms" },
  { "Type", "local tollfree shortcode mobile landline" },
  { "Campaign", "NONE VERIFIED FAILED" },
  { "Behaviour", "off normal slow fraud" },
  { "Statuses", "sent,delivered:3 sent@5,queued:30008@900 undelivered:30003" },
  { "ErrorCode", "0 30007 21610 60600 14107" },
  { "Price", "0.25 -1 0" },
  { "Balance", "0.25 -1 12" },
  { "Owner", "AC000000000000000000000000000000aa" },
  { "Sid", TIDINGS_SIMULATOR_SERVICE " " TIDINGS_SIMULATOR_VERIFY " " TIDINGS_SIMULATOR_KEY_SID },
  { "Public", "https%3A%2F%2Fexample.com%2F" },
};

static const char *anything[] = {
  "", "true", "false", "0", "1", "5", "-1", "99999999999", "POST", "http%3A%2F%2F127.0.0.1%3A1%2Fx%23rc=3%26rp=all", "262", "07",
};

static char *
dup_value (GRand      *random,
           const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (meant); i++)
    if (strcmp (meant[i].name, name) == 0)
      {
        g_auto(GStrv) values = g_strsplit (meant[i].values, " ", -1);

        return g_strdup (values[g_rand_int_range (random, 0, g_strv_length (values))]);
      }

  return g_strdup (anything[g_rand_int_range (random, 0, G_N_ELEMENTS (anything))]);
}

/* A form with some of the names that a line of the help gives. */
static char *
make_form (GRand      *random,
           const char *line)
{
  g_auto(GStrv) names = g_strsplit (line, " ", -1);
  guint n_names = g_strv_length (names);
  GString *form = g_string_new (NULL);
  gboolean is_first = TRUE;

  for (guint i = 0; i < n_names; i++)
    {
      g_autofree char *value = dup_value (random, names[i]);

      /* The first is often the one that must be there. */
      if (!*names[i] || (!is_first && g_rand_int_range (random, 0, n_names) > 2))
        continue;
      is_first = FALSE;
      g_string_append_printf (form, "%s%s=%s", form->len > 0 ? "&" : "", names[i], value);
    }

  return g_string_free (form, FALSE);
}

/* Whatever the world has become, each question has an answer. */
static void
ask_all (Fixture *f)
{
  static const struct { const char *method; const char *path; const char *form; } cases[] = {
    { "POST", MESSAGES, "To=%2B4915123456789&From=%2B15005550006&Body=x&StatusCallback=http%3A%2F%2F127.0.0.1%3A1%2F" },
    { "POST", MESSAGES, "To=%2B14155552671&MessagingServiceSid=" TIDINGS_SIMULATOR_SERVICE "&Body=x" },
    { "POST", MESSAGES, "To=%2B447400123456&From=22395&Body=x" },
    { "POST", "/v2/Services/" TIDINGS_SIMULATOR_VERIFY "/Verifications", "To=%2B4915123456789&Channel=sms" },
    { "POST", BASE "/OutgoingCallerIds.json", "PhoneNumber=%2B4915123456789" },
    { "GET", MESSAGES, NULL },
    { "GET", BASE ".json", NULL },
    { "GET", BASE "/Balance.json", NULL },
    { "GET", BASE "/IncomingPhoneNumbers.json", NULL },
    { "GET", BASE "/SMS/ShortCodes.json", NULL },
    { "GET", BASE "/Usage/Records/ThisMonth.json", NULL },
    { "GET", "/v1/Services", NULL },
    { "GET", "/v1/Services/" TIDINGS_SIMULATOR_SERVICE "/AlphaSenders", NULL },
    { "GET", "/v1/Tollfree/Verifications", NULL },
    { "GET", "/v1/Messaging/Countries/DE", NULL },
    { "GET", "/v1/Messaging/GeoPermissions?CountryCode=DE", NULL },
    { "GET", "/v2/PhoneNumbers/%2B4915123456789?Fields=line_type_intelligence", NULL },
    { "GET", "/texts", NULL },
    { "GET", "/inbox", NULL },
    { "GET", "/webhooks", NULL },
    { "GET", "/calls", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Answer) answer = ask (f, cases[i].method, cases[i].path, cases[i].form);

      g_assert_cmpuint (answer->status, >=, 200);
      g_assert_cmpuint (answer->status, <, 500);
      g_assert_nonnull (answer->json);
    }
}

/* The simulator's own paths with their own names: no world that can be made breaks it. */
static void
test_worlds (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED + 4);
  g_autofree char *controls = tidings_simulator_dup_controls ();
  g_auto(GStrv) lines = g_strsplit (controls, "\n", -1);
  guint n_agreed = 0;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      const char *line = lines[g_rand_int_range (random, 0, g_strv_length (lines))];
      char path[32] = "";
      g_autofree char *form = NULL;
      g_autoptr(Answer) answer = NULL;

      /* Faults spoil the very answers that are looked at here. */
      if (sscanf (line, " POST %31s", path) != 1 || strcmp (path, "/faults") == 0)
        continue;

      form = make_form (random, strstr (line, path) + strlen (path));
      answer = ask (f, "POST", path, form);
      g_assert_cmpuint (answer->status, <, 500);
      n_agreed += answer->status < 400;
      if (i % 10 == 0)
        ask_all (f);
      tidings_test_clock_advance (f->clock, 1000);
    }

  /* Otherwise the forms mean nothing, and this tests nothing. */
  g_assert_cmpuint (n_agreed, >, N_ROUNDS / 10);
}

/* Not even HTTP: straight into the socket. */
static void
test_raw (Fixture       *f,
          gconstpointer  data)
{
  static const char *begins[] = { "", "GET ", "POST " MESSAGES " HTTP/1.1\r\nHost: x\r\n", "GET / HTTP/1.1\r\nAuthorization: Basic ",
                                  "GET \xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n", "CONNECT x:1 HTTP/1.1\r\n\r\n", "OPTIONS * HTTP/1.1\r\n\r\n",
                                  "GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n" };
  const char *port = strrchr (tidings_simulator_get_origin (f->simulator), ':') + 1;
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED + 3);
  g_autofree char *sid = NULL;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      const char *begin = begins[i % G_N_ELEMENTS (begins)];
      g_autoptr(GByteArray) bytes = make_bytes (random, 300);
      g_autoptr(GSocketClient) client = g_socket_client_new ();
      g_autoptr(GError) error = NULL;
      g_autoptr(GSocketConnection) connection = NULL;
      GOutputStream *output = NULL;

      connection = g_socket_client_connect_to_host (client, "127.0.0.1", atoi (port), NULL, &error);
      g_assert_no_error (error);
      output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
      g_output_stream_write_all (output, begin, strlen (begin), NULL, NULL, NULL);
      g_output_stream_write_all (output, bytes->data, bytes->len, NULL, NULL, NULL);
      while (g_main_context_iteration (NULL, FALSE))
        continue;
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      while (g_main_context_iteration (NULL, FALSE))
        continue;
    }

  sid = send_text (f, ANN, "Still well");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/simulator/random/bodies", Fixture, NULL, fixture_setup, test_bodies, fixture_teardown);
  g_test_add ("/simulator/random/queries", Fixture, NULL, fixture_setup, test_queries, fixture_teardown);
  g_test_add ("/simulator/random/segments", Fixture, NULL, fixture_setup, test_segments, fixture_teardown);
  g_test_add ("/simulator/random/worlds", Fixture, NULL, fixture_setup, test_worlds, fixture_teardown);
  g_test_add ("/simulator/random/raw", Fixture, NULL, fixture_setup, test_raw, fixture_teardown);

  return g_test_run ();
}
