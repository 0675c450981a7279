/* SPDX-License-Identifier: GPL-3.0-or-later */
/* X-Twilio-Signature: whether a request to us really comes from Twilio (reference, section 9.4). */
#include "config.h"

#include <string.h>

#include "tidings-signature.h"

#define SHA1_SIZE 20
#define BODY_HASH "bodySHA256"

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const TidingsSignedPair *first = *(const TidingsSignedPair *const *) a;
  const TidingsSignedPair *second = *(const TidingsSignedPair *const *) b;
  int order = strcmp (first->name, second->name);

  return order != 0 ? order : strcmp (first->value, second->value);
}

/* Names in the order of their bytes, and of each the different values in theirs. */
static void
append_pairs (GString                 *data,
              const TidingsSignedPair *pairs,
              gsize                    n_pairs)
{
  g_autoptr(GPtrArray) sorted = g_ptr_array_sized_new ((guint) n_pairs);

  for (gsize i = 0; i < n_pairs; i++)
    g_ptr_array_add (sorted, (gpointer) &pairs[i]);
  g_ptr_array_sort (sorted, compare_pairs);

  for (guint i = 0; i < sorted->len; i++)
    {
      const TidingsSignedPair *pair = g_ptr_array_index (sorted, i);

      if (i > 0 && compare_pairs (&sorted->pdata[i - 1], &sorted->pdata[i]) == 0)
        continue;
      g_string_append (data, pair->name);
      g_string_append (data, pair->value);
    }
}

char *
tidings_signature_make (const char              *token,
                        const char              *url,
                        const TidingsSignedPair *pairs,
                        gsize                    n_pairs)
{
  g_autoptr(GString) data = g_string_new (url);
  g_autoptr(GHmac) hmac = NULL;
  guint8 digest[SHA1_SIZE];
  gsize length = sizeof digest;

  g_return_val_if_fail (token != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);

  append_pairs (data, pairs, n_pairs);
  hmac = g_hmac_new (G_CHECKSUM_SHA1, (const guchar *) token, strlen (token));
  g_hmac_update (hmac, (const guchar *) data->str, (gssize) data->len);
  g_hmac_get_digest (hmac, digest, &length);

  return g_base64_encode (digest, length);
}

/* How long it takes tells nothing of where the two differ. */
static gboolean
is_equal (const char *a,
          const char *b,
          gsize       length)
{
  volatile guint8 difference = 0;

  for (gsize i = 0; i < length; i++)
    difference |= (guint8) (a[i] ^ b[i]);

  return difference == 0;
}

/* Where the port begins, with its colon, or would begin; NULL if there is no scheme. @end: behind the host and port. */
static const char *
find_port (const char  *url,
           const char **end)
{
  const char *authority = strstr (url, "://");
  const char *host = NULL;
  const char *port = NULL;

  if (authority == NULL)
    return NULL;

  authority += strlen ("://");
  *end = authority + strcspn (authority, "/?#");
  /* The name of a user may hold a colon too, and so does an address of IPv6 between its brackets. */
  host = g_strrstr_len (authority, *end - authority, "@");
  host = host != NULL ? host + 1 : authority;
  if (*host == '[')
    host = memchr (host, ']', (gsize) (*end - host));
  if (host == NULL)
    return NULL;
  port = memchr (host, ':', (gsize) (*end - host));

  return port != NULL ? port : *end;
}

/* The other way of writing the port: without it where there is one, and otherwise with the scheme's. Which of the two
 * Twilio signs is not settled. */
static char *
dup_other_url (const char *url)
{
  const char *end = NULL;
  const char *port = find_port (url, &end);
  g_autofree char *start = NULL;

  if (port == NULL)
    return NULL;

  start = g_strndup (url, (gsize) (port - url));
  if (port != end)
    return g_strconcat (start, end, NULL);
  if (g_ascii_strncasecmp (url, "https:", strlen ("https:")) == 0)
    return g_strconcat (start, ":443", end, NULL);
  if (g_ascii_strncasecmp (url, "http:", strlen ("http:")) == 0)
    return g_strconcat (start, ":80", end, NULL);

  return NULL;
}

static gboolean
is_signed (const char              *token,
           const char              *signature,
           const char              *url,
           const TidingsSignedPair *pairs,
           gsize                    n_pairs)
{
  g_autofree char *expected = tidings_signature_make (token, url, pairs, n_pairs);

  return strlen (signature) == strlen (expected) && is_equal (signature, expected, strlen (expected));
}

/* Whether the query says what hash the body has, and the body has it. */
static gboolean
is_body (const char *url,
         GBytes     *body)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  const char *p = strchr (url, '?');

  while (p != NULL)
    {
      const char *value = NULL;

      p++;
      if (g_str_has_prefix (p, BODY_HASH "="))
        {
          value = p + strlen (BODY_HASH "=");
          return strcspn (value, "&#") == strlen (hash) && is_equal (value, hash, strlen (hash));
        }
      p = strchr (p, '&');
    }

  return FALSE;
}

gboolean
tidings_signature_check (const char              *token,
                         const char              *signature,
                         const char              *url,
                         const TidingsSignedPair *pairs,
                         gsize                    n_pairs,
                         GBytes                  *body)
{
  g_autofree char *other_url = NULL;
  gboolean is_good = FALSE;

  g_return_val_if_fail (token != NULL, FALSE);
  g_return_val_if_fail (url != NULL, FALSE);

  /* Without a token everyone could sign. */
  if (*token == '\0' || signature == NULL)
    return FALSE;

  other_url = dup_other_url (url);
  is_good = is_signed (token, signature, url, pairs, n_pairs);
  if (other_url != NULL)
    is_good |= is_signed (token, signature, other_url, pairs, n_pairs);

  return is_good && (body == NULL || is_body (url, body));
}
