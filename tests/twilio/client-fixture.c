/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the client share. */
#include "config.h"

#include <string.h>

#include "client-fixture.h"

TidingsTwilio *
make_client (const char *origin)
{
  g_autoptr(GError) error = NULL;
  TidingsTwilio *client = tidings_twilio_new (origin, &error);

  g_assert_no_error (error);
  tidings_twilio_set_credentials (client, ACCOUNT, NULL, "secret", NULL);

  return client;
}

void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

void
assert_contains (const char *haystack,
                 const char *needle)
{
  if (strstr (haystack, needle) == NULL)
    g_error ("“%s” is not in:\n%s", needle, haystack);
}

void
assert_lacks (const char *haystack,
              const char *needle)
{
  if (strstr (haystack, needle) != NULL)
    g_error ("“%s” is in:\n%s", needle, haystack);
}

void
assert_request (TestServer *server,
                guint       i,
                const char *line,
                const char *body)
{
  const char *request = test_server_get_request (server, i);
  const char *end = strstr (request, "\r\n\r\n");
  g_autofree char *first = g_strndup (request, strcspn (request, "\r"));
  g_autofree char *expected = g_strconcat (line, " HTTP/1.1", NULL);

  g_assert_cmpstr (first, ==, expected);
  g_assert_nonnull (end);
  g_assert_cmpstr (end + strlen ("\r\n\r\n"), ==, body != NULL ? body : "");
}
