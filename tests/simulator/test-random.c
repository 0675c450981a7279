/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random bytes as requests: nothing breaks, nothing is accepted by chance, and an honest request is answered afterwards. */
#include "config.h"

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
  g_test_add ("/simulator/random/raw", Fixture, NULL, fixture_setup, test_raw, fixture_teardown);

  return g_test_run ();
}
