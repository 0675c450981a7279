/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each answer means to a caller: the table on which "nothing lost, nothing twice" stands. */
#include "config.h"

#include <string.h>

#include "tidings-twilio-private.h"

#define NOT_SENT TIDINGS_TWILIO_ERROR_NOT_SENT
#define UNKNOWN TIDINGS_TWILIO_ERROR_UNKNOWN
#define SIGN_IN TIDINGS_TWILIO_ERROR_SIGN_IN
#define NOT_FOUND TIDINGS_TWILIO_ERROR_NOT_FOUND
#define REFUSED TIDINGS_TWILIO_ERROR_REFUSED

static GError *
make_error (guint       status,
            const char *retry_after,
            const char *date,
            const char *body)
{
  g_autoptr(GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;

  return tidings_twilio_error_new_reply (status, retry_after, date, bytes);
}

static void
test_classes (void)
{
  static const struct { guint status; const char *body; TidingsTwilioErrorCode error; int code; const char *why; } cases[] = {
    { 400, "{\"code\":21211,\"status\":400}", REFUSED, 21211, "a wrong number" },
    { 400, "{\"code\":\"21610\"}", REFUSED, 21610, "a code may come as a string" },
    { 400, "{\"code\":null,\"message\":null}", REFUSED, 0, "nulls are no code" },
    { 400, "{\"code\":{}}", REFUSED, 0, "nor are objects" },
    { 400, "{\"code\":-5}", REFUSED, 0, "nor negative numbers" },
    { 400, "{\"code\":99999999999}", REFUSED, 0, "nor what fits no int" },
    { 400, "<html>", REFUSED, 0, "a page instead of JSON: the status decides" },
    { 400, "", REFUSED, 0, "an empty body too" },
    { 400, NULL, REFUSED, 0, "and none" },
    { 401, "{\"code\":20003}", SIGN_IN, 20003, "wrong credentials" },
    { 401, "", SIGN_IN, 0, "the same without a word" },
    { 403, "{\"code\":20003}", SIGN_IN, 20003, "a key that lacks the right" },
    { 403, "{\"code\":20006}", SIGN_IN, 20006, "a key that may not" },
    { 403, "{\"code\":20008}", SIGN_IN, 20008, "test credentials" },
    { 403, "{\"code\":70051}", SIGN_IN, 70051, "a restricted key" },
    { 403, "{\"code\":60605}", REFUSED, 60605, "forbidden for another reason than the credentials" },
    { 403, "", REFUSED, 0, "forbidden without a reason" },
    { 404, "{\"code\":20404}", NOT_FOUND, 20404, "no such item" },
    { 404, "<html>", NOT_FOUND, 0, "no such page" },
    { 405, "{\"code\":20004}", REFUSED, 20004, "a program fault" },
    { 408, "", UNKNOWN, 0, "a gateway that gave up waiting" },
    { 409, "{\"code\":20009}", REFUSED, 20009, "not now" },
    { 410, "{\"code\":20410}", REFUSED, 20410, "gone" },
    { 429, "{\"code\":20429}", NOT_SENT, 20429, "turned away before processing" },
    { 429, "slow down", NOT_SENT, 0, "whoever says it" },
    { 500, "{\"code\":20500}", UNKNOWN, 20500, "it may have been processed" },
    { 502, "<html>", UNKNOWN, 0, "behind this gateway it may have been" },
    { 503, "{\"code\":20503}", UNKNOWN, 20503, "the same" },
    { 504, "", UNKNOWN, 0, "the same" },
    { 500, "{\"code\":21211}", UNKNOWN, 21211, "a code in a 5xx settles nothing" },
    { 301, "", UNKNOWN, 0, "a redirect is no answer" },
    { 304, "", UNKNOWN, 0, "nor this" },
    { 100, "", UNKNOWN, 0, "nor this" },
    { 599, "", UNKNOWN, 0, "status of the future" },
    { 499, "", REFUSED, 0, "status of the future" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = make_error (cases[i].status, NULL, NULL, cases[i].body);

      g_test_message ("%u: %s", cases[i].status, cases[i].why);
      g_assert_error (error, TIDINGS_TWILIO_ERROR, (int) cases[i].error);
      g_assert_cmpint (tidings_twilio_error_get_code (error), ==, cases[i].code);
      g_assert_cmpuint (tidings_twilio_error_get_status (error), ==, cases[i].status);
      g_assert_cmpstr (error->message, !=, "");
      g_assert_false (g_str_has_suffix (error->message, "."));
    }
}

static void
test_retry_after (void)
{
  static const struct { const char *value; const char *date; guint seconds; const char *why; } cases[] = {
    { NULL, NULL, 0, "not asked" },
    { "7", NULL, 7, "seconds" },
    { "0", NULL, 0, "at once" },
    { "86400", NULL, 86400, "a day" },
    { "86401", NULL, 0, "more than a day is no serious request" },
    { "-3", NULL, 0, "the past" },
    { "7.5", NULL, 0, "not in the grammar" },
    { "soon", NULL, 0, "nor this" },
    { "", NULL, 0, "nor nothing" },
    { "Tue, 14 Apr 2026 09:27:42 GMT", "Tue, 14 Apr 2026 09:26:42 GMT", 60, "a date, measured by the server's own clock" },
    { "Tue, 14 Apr 2026 09:26:42 GMT", "Tue, 14 Apr 2026 09:27:42 GMT", 0, "a date that has passed" },
    { "Tue, 14 Apr 2036 09:26:42 GMT", "Tue, 14 Apr 2026 09:27:42 GMT", 86400, "a far date is cut to a day" },
    { "Tue, 14 Apr 2026 09:27:42 GMT", NULL, 0, "a date and nothing to measure it by" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = make_error (429, cases[i].value, cases[i].date, "{\"code\":20429}");

      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (tidings_twilio_error_get_retry_after (error), ==, cases[i].seconds);
    }
}

static void
test_words (void)
{
  static const struct { guint status; const char *body; const char *words; const char *why; } cases[] = {
    { 400, "{\"code\":19999,\"message\":\"Strange thing.\"}",
      "Twilio says: Strange thing (19999), explained at https://www.twilio.com/docs/errors/19999",
      "a code of the future brings its own sentence" },
    { 400, "{\"code\":19999,\"detail\":\"Strange thing\"}",
      "Twilio says: Strange thing (19999), explained at https://www.twilio.com/docs/errors/19999",
      "as newer products spell it" },
    { 400, "{\"code\":19999}", "Twilio says no (19999). Read why at https://www.twilio.com/docs/errors/19999", "or none" },
    { 400, "{\"code\":19999,\"message\":\"The 'To' number +14155550123 is odd.\"}",
      "Twilio says: The 'To' number +…23 is odd (19999), explained at https://www.twilio.com/docs/errors/19999",
      "numbers of people do not go into logs" },
    { 400, "{\"code\":19999,\"message\":\"%s %n 100%\"}",
      "Twilio says: %s %n 100% (19999), explained at https://www.twilio.com/docs/errors/19999", "no formats from outside" },
    { 503, "<html>", "Twilio has trouble at the moment (status 503)", "no code" },
    { 401, "", "Twilio does not know this SID and secret together", "no code" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = make_error (cases[i].status, NULL, NULL, cases[i].body);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (error->message, ==, cases[i].words);
    }
}

static void
test_known_code_has_own_words (void)
{
  g_autoptr(GError) error = make_error (400, NULL, NULL, "{\"code\":21610,\"message\":\"Attempt to send to unsubscribed\"}");

  /* The words of the model's table, not Twilio's English. */
  g_assert_null (strstr (error->message, "Attempt"));
  g_assert_null (strstr (error->message, "21610"));
}

static void
test_lost (void)
{
  g_autoptr(GError) refused = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "Could not connect to 10.0.0.1");
  g_autoptr(GError) tls = g_error_new_literal (G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "Unacceptable");
  g_autoptr(GError) before = tidings_twilio_error_new_lost (FALSE, refused);
  g_autoptr(GError) handshake = tidings_twilio_error_new_lost (FALSE, tls);
  g_autoptr(GError) after = tidings_twilio_error_new_lost (TRUE, refused);
  g_autoptr(GError) tls_after = tidings_twilio_error_new_lost (TRUE, tls);

  g_assert_error (before, TIDINGS_TWILIO_ERROR, NOT_SENT);
  g_assert_error (handshake, TIDINGS_TWILIO_ERROR, NOT_SENT);
  g_assert_cmpstr (handshake->message, !=, before->message);
  g_assert_error (after, TIDINGS_TWILIO_ERROR, UNKNOWN);
  /* A TLS alert in the middle of a connection says nothing of what was read before it. */
  g_assert_error (tls_after, TIDINGS_TWILIO_ERROR, UNKNOWN);
  g_assert_null (strstr (before->message, "10.0.0.1"));
  g_assert_cmpuint (tidings_twilio_error_get_status (before), ==, 0);
}

static void
test_other_domains (void)
{
  g_autoptr(GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");
  g_autoptr(GError) error = make_error (429, "7", NULL, "{\"code\":20429}");
  g_autoptr(GError) copy = g_error_copy (error);

  g_assert_cmpint (tidings_twilio_error_get_code (other), ==, 0);
  g_assert_cmpuint (tidings_twilio_error_get_status (other), ==, 0);
  g_assert_cmpuint (tidings_twilio_error_get_retry_after (other), ==, 0);
  g_assert_cmpint (tidings_twilio_error_get_code (NULL), ==, 0);

  /* A copy carries what hangs on the error. */
  g_assert_cmpint (tidings_twilio_error_get_code (copy), ==, 20429);
  g_assert_cmpuint (tidings_twilio_error_get_status (copy), ==, 429);
  g_assert_cmpuint (tidings_twilio_error_get_retry_after (copy), ==, 7);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/twilio/errors/classes", test_classes);
  g_test_add_func ("/twilio/errors/retry-after", test_retry_after);
  g_test_add_func ("/twilio/errors/words", test_words);
  g_test_add_func ("/twilio/errors/known-code-has-own-words", test_known_code_has_own_words);
  g_test_add_func ("/twilio/errors/lost", test_lost);
  g_test_add_func ("/twilio/errors/other-domains", test_other_domains);

  return g_test_run ();
}
