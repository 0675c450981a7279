/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where requests go: Twilio's hosts by product and region, this computer in their place, and nowhere else. */
#include "config.h"

#include <string.h>

#include <libsoup/soup.h>

#include "tidings-twilio-private.h"

#define HOST_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-"
#define TWILIO ".twilio.com"

void
tidings_twilio_form_add (GString    *form,
                         const char *name,
                         const char *value)
{
  if (form->len > 0)
    g_string_append_c (form, '&');
  g_string_append_uri_escaped (form, name, NULL, FALSE);
  g_string_append_c (form, '=');
  g_string_append_uri_escaped (form, value, NULL, FALSE);
}

static gboolean
is_in_ireland (TidingsTwilioProduct product)
{
  return product == TIDINGS_TWILIO_PRODUCT_API || product == TIDINGS_TWILIO_PRODUCT_MESSAGING ||
         product == TIDINGS_TWILIO_PRODUCT_LOOKUPS;
}

static gboolean
is_in_australia (TidingsTwilioProduct product)
{
  return product == TIDINGS_TWILIO_PRODUCT_API || product == TIDINGS_TWILIO_PRODUCT_MESSAGING;
}

gboolean
tidings_twilio_is_elsewhere (TidingsTwilioProduct product,
                             const char          *region)
{
  if (g_strcmp0 (region, "ie1") == 0)
    return !is_in_ireland (product);
  if (g_strcmp0 (region, "au1") == 0)
    return !is_in_australia (product);

  return FALSE;
}

/* Regions need one of their edges in the name since April 2026. */
static const char *
get_host_suffix (TidingsTwilioProduct  product,
                 const char           *region)
{
  if (g_strcmp0 (region, "ie1") == 0 && is_in_ireland (product))
    return ".dublin.ie1.twilio.com";
  if (g_strcmp0 (region, "au1") == 0 && is_in_australia (product))
    return ".sydney.au1.twilio.com";

  return ".twilio.com";
}

char *
tidings_twilio_build_url (const char           *origin,
                          TidingsTwilioProduct  product,
                          const char           *region,
                          const char           *path,
                          const char           *query)
{
  static const char *const labels[] = { "api", "messaging", "lookups", "verify", "pricing", "accounts" };
  const char *mark = query != NULL && *query != '\0' ? "?" : "";

  g_assert (*path == '/');

  if (origin != NULL)
    return g_strconcat (origin, path, mark, query, NULL);

  return g_strconcat ("https://", labels[product], get_host_suffix (product, region), path, mark, query, NULL);
}

static gboolean
is_loopback_host (const char *host)
{
  g_autoptr(GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

char *
tidings_twilio_normalize_origin (const char *origin)
{
  g_autoptr(GUri) uri = g_uri_parse (origin, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);

  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "http") || !is_loopback_host (g_uri_get_host (uri)) ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL ||
      (*g_uri_get_path (uri) != '\0' && !g_str_equal (g_uri_get_path (uri), "/")))
    return NULL;

  return g_uri_join (G_URI_FLAGS_NONE, "http", NULL, g_uri_get_host (uri), g_uri_get_port (uri), "", NULL, NULL);
}

/* Whether it is the same computer and port as the address that stands for Twilio. */
static gboolean
is_at_origin (GUri       *uri,
              const char *origin)
{
  g_autoptr(GUri) own = g_uri_parse (origin, SOUP_HTTP_URI_FLAGS, NULL);

  return own != NULL && is_loopback_host (g_uri_get_host (uri)) &&
         g_ascii_strcasecmp (g_uri_get_host (own), g_uri_get_host (uri)) == 0 &&
         g_uri_get_port (own) == g_uri_get_port (uri);
}

static gboolean
is_at_twilio (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  gsize length = strlen (host);
  int port = g_uri_get_port (uri);

  /* What is escaped in a host comes out here as it is, and could hide where the host ends. */
  return g_str_equal (g_uri_get_scheme (uri), "https") && (port == -1 || port == 443) &&
         strspn (host, HOST_CHARACTERS) == length && length > strlen (TWILIO) &&
         g_ascii_strcasecmp (host + length - strlen (TWILIO), TWILIO) == 0;
}

gboolean
tidings_twilio_is_allowed_url (const char *origin,
                               const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_userinfo (uri) != NULL)
    return FALSE;

  return origin != NULL ? is_at_origin (uri, origin) : is_at_twilio (uri);
}

char *
tidings_twilio_resolve_page (const char *base,
                             const char *next)
{
  g_autoptr(GUri) from = g_uri_parse (base, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr(GUri) to = from != NULL ? g_uri_parse_relative (from, next, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  if (to == NULL || g_uri_get_userinfo (to) != NULL || g_uri_get_host (to) == NULL ||
      !g_str_equal (g_uri_get_scheme (to), g_uri_get_scheme (from)) ||
      !g_str_equal (g_uri_get_host (to), g_uri_get_host (from)) ||
      g_uri_get_port (to) != g_uri_get_port (from))
    return NULL;

  return g_uri_to_string (to);
}
