/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text comes from. */
#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "tidings-phone-number.h"
#include "tidings-route.h"
#include "tidings-story.h"

#define MAX_ADDRESS 2000

static gboolean
is_country (const char *country,
            const char *code)
{
  return country != NULL && g_ascii_strcasecmp (country, code) == 0;
}

gboolean
tidings_country_takes_pictures (const char *country)
{
  return is_country (country, "US") || is_country (country, "CA") || is_country (country, "AU");
}

/* Whether the sender can do what the text needs, wherever it goes. */
static gboolean
is_able (const TidingsRouteQuestion *question,
         const TidingsSender        *sender)
{
  if (sender->kind == TIDINGS_SENDER_NAME || sender->kind == TIDINGS_SENDER_SERVICE || !sender->can_text)
    return FALSE;
  if (question->has_picture && !sender->can_mms)
    return FALSE;

  return !question->is_ahead || (question->service != NULL && g_strcmp0 (sender->service, question->service) == 0);
}

static gboolean
is_at_home (const TidingsRouteQuestion *question,
            const TidingsSender        *sender)
{
  /* One toll-free number serves both countries. */
  if (sender->kind == TIDINGS_SENDER_TOLL_FREE)
    return is_country (question->country, "US") || is_country (question->country, "CA");

  return sender->country != NULL && is_country (question->country, sender->country);
}

/* A number outside the pool has no campaign, so US carriers would refuse what comes from it (30034). */
static gboolean
is_registered_there (const TidingsRouteQuestion *question,
                     const TidingsSender        *sender)
{
  return question->service == NULL || !is_country (question->country, "US") || sender->kind != TIDINGS_SENDER_NUMBER ||
         g_strcmp0 (sender->service, question->service) == 0;
}

/* Among senders that do equally well: the one the person knows, the one that is set, a short code as it is the fastest. */
static guint
get_preference (const TidingsRouteQuestion *question,
                const TidingsSender        *sender)
{
  if (g_strcmp0 (sender->id, question->last_sender) == 0)
    return 4;
  if (question->service == NULL && g_strcmp0 (sender->id, question->sender) == 0)
    return 3;

  return sender->kind == TIDINGS_SENDER_SHORT_CODE ? 2 : sender->kind == TIDINGS_SENDER_NUMBER ? 1 : 0;
}

/* @at_home: only numbers of the recipient's country; otherwise any but short codes, which work nowhere else */
static const TidingsSender *
find_number (const TidingsRouteQuestion *question,
             gboolean                    at_home)
{
  const TidingsSender *best = NULL;

  for (guint i = 0; i < question->senders->len; i++)
    {
      const TidingsSender *sender = g_ptr_array_index (question->senders, i);

      if (!is_able (question, sender) ||
          !(at_home ? is_at_home (question, sender) && is_registered_there (question, sender)
                    : sender->kind == TIDINGS_SENDER_NUMBER))
        continue;
      if (best == NULL || get_preference (question, sender) > get_preference (question, best))
        best = sender;
    }

  return best;
}

static const TidingsSender *
find_sender (const TidingsRouteQuestion *question,
             const char                 *id)
{
  for (guint i = 0; i < question->senders->len; i++)
    {
      const TidingsSender *sender = g_ptr_array_index (question->senders, i);

      if (g_str_equal (sender->id, id))
        return sender;
    }

  return NULL;
}

static TidingsRoute
make_route (TidingsRouteReason  reason,
            const char         *sender,
            const char         *service)
{
  TidingsRoute route = { reason, sender, service, TIDINGS_SENDER_NUMBER };

  if (sender != NULL)
    route.kind = tidings_sender_kind_of (sender);

  return route;
}

static TidingsRoute
through_number (const TidingsRouteQuestion *question,
                TidingsRouteReason          reason,
                const TidingsSender        *sender)
{
  gboolean is_in_pool = question->service != NULL && g_strcmp0 (sender->service, question->service) == 0;

  if (reason == TIDINGS_ROUTE_OWN_NUMBER && g_strcmp0 (sender->id, question->last_sender) == 0)
    reason = TIDINGS_ROUTE_SAME_NUMBER;

  /* Through its service, so that STOP, campaign and settings of the pool hold for it. */
  return make_route (reason, sender->id, is_in_pool ? question->service : NULL);
}

/* A pool that is not known may hold a number for pictures. */
static gboolean
service_can (const TidingsRouteQuestion *question)
{
  gboolean is_known = FALSE;

  if (!question->has_picture)
    return TRUE;

  for (guint i = 0; i < question->senders->len; i++)
    {
      const TidingsSender *sender = g_ptr_array_index (question->senders, i);

      if (g_strcmp0 (sender->service, question->service) != 0)
        continue;
      if (sender->can_mms)
        return TRUE;
      is_known = TRUE;
    }

  return !is_known;
}

static gboolean
name_can (const TidingsRouteQuestion *question)
{
  return question->name != NULL && question->is_one_way && !question->has_picture && !question->is_ahead &&
         tidings_sender_is_name (question->name) &&
         tidings_name_rule_of_country (question->country) == TIDINGS_NAME_FREE;
}

/* Whether the sender that is set may do it: only what is certain speaks against it. */
static gboolean
default_can (const TidingsRouteQuestion *question)
{
  const TidingsSender *sender = find_sender (question, question->sender);

  switch (tidings_sender_kind_of (question->sender))
    {
    case TIDINGS_SENDER_NAME:
      return !question->has_picture && question->is_one_way &&
             tidings_name_rule_of_country (question->country) != TIDINGS_NAME_REFUSED;
    case TIDINGS_SENDER_SHORT_CODE:
    case TIDINGS_SENDER_TOLL_FREE:
      return sender == NULL || (is_able (question, sender) && is_at_home (question, sender));
    case TIDINGS_SENDER_NUMBER:
    case TIDINGS_SENDER_SERVICE:
    default:
      return sender == NULL || is_able (question, sender);
    }
}

static TidingsRoute
choose_default (const TidingsRouteQuestion *question)
{
  const TidingsSender *other = NULL;

  if (question->sender == NULL)
    return make_route (TIDINGS_ROUTE_NO_SENDER, NULL, NULL);
  if (default_can (question))
    return make_route (TIDINGS_ROUTE_DEFAULT, question->sender, NULL);
  if ((other = find_number (question, FALSE)) != NULL)
    return through_number (question, TIDINGS_ROUTE_OTHER_NUMBER, other);
  if (question->has_picture)
    return make_route (TIDINGS_ROUTE_NO_PICTURES, NULL, NULL);

  /* Nothing better is known; Twilio has the last word. */
  return make_route (TIDINGS_ROUTE_DEFAULT, question->sender, NULL);
}

TidingsRoute
tidings_route_choose (const TidingsRouteQuestion *question)
{
  const TidingsSender *own = NULL;

  g_return_val_if_fail (question != NULL && question->senders != NULL, make_route (TIDINGS_ROUTE_NO_SENDER, NULL, NULL));

  if (question->sender == NULL && question->service == NULL)
    return make_route (TIDINGS_ROUTE_NO_SENDER, NULL, NULL);
  if (question->has_picture && !tidings_country_takes_pictures (question->country))
    return make_route (TIDINGS_ROUTE_NO_PICTURES_THERE, NULL, NULL);
  if ((own = find_number (question, TRUE)) != NULL)
    return through_number (question, TIDINGS_ROUTE_OWN_NUMBER, own);
  if (question->service != NULL)
    return service_can (question) ? make_route (TIDINGS_ROUTE_SERVICE, question->service, question->service)
                                  : make_route (TIDINGS_ROUTE_NO_PICTURES, NULL, NULL);
  if (name_can (question))
    return make_route (TIDINGS_ROUTE_NAME, question->name, NULL);

  return choose_default (question);
}

gboolean
tidings_route_can_go (const TidingsRoute *route)
{
  return route->sender != NULL;
}

char *
tidings_route_to_string (const TidingsRoute *route)
{
  static const char * const names[] = {
    [TIDINGS_ROUTE_NO_SENDER] = "no-sender",
    [TIDINGS_ROUTE_OWN_NUMBER] = "own-number",
    [TIDINGS_ROUTE_SAME_NUMBER] = "same-number",
    [TIDINGS_ROUTE_SERVICE] = "service",
    [TIDINGS_ROUTE_NAME] = "name",
    [TIDINGS_ROUTE_DEFAULT] = "default",
    [TIDINGS_ROUTE_OTHER_NUMBER] = "other-number",
    [TIDINGS_ROUTE_NO_PICTURES_THERE] = "no-pictures-there",
    [TIDINGS_ROUTE_NO_PICTURES] = "no-pictures",
  };

  return route->sender != NULL ? g_strdup_printf ("%s %s", names[route->reason], route->sender) : g_strdup (names[route->reason]);
}

char *
tidings_route_describe (const TidingsRoute *route)
{
  g_autofree char *detail = tidings_route_to_string (route);

  return tidings_story_describe_route (detail);
}

/* Names that only this computer or its network can resolve (RFC 6761, RFC 6762, RFC 8375). */
static gboolean
is_local_name (const char *host)
{
  static const char * const suffixes[] = { ".localhost", ".local", ".internal", ".home.arpa", ".lan", ".test", ".invalid", ".onion" };
  g_autofree char *name = g_ascii_strdown (host, -1);
  gsize length = strlen (name);

  if (length > 0 && name[length - 1] == '.')
    name[--length] = '\0';
  if (strchr (name, '.') == NULL)
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (name, suffixes[i]))
      return TRUE;

  return FALSE;
}

/* 100.64.0.0/10 is shared by a provider's customers (RFC 6598), fc00::/7 is for one site (RFC 4193); GLib knows the rest. */
static gboolean
is_local_address (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);
  gboolean is_v4 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4;

  return g_inet_address_get_is_any (address) || g_inet_address_get_is_loopback (address) ||
         g_inet_address_get_is_link_local (address) || g_inet_address_get_is_site_local (address) ||
         g_inet_address_get_is_multicast (address) ||
         (is_v4 ? bytes[0] == 0 || (bytes[0] == 100 && (bytes[1] & 0xc0) == 64) || bytes[0] >= 240 : (bytes[0] & 0xfe) == 0xfc);
}

/* A v4 address in v6 clothes is the v4 address. */
static GInetAddress *
parse_address (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);
  const guint8 *bytes = address != NULL ? g_inet_address_to_bytes (address) : NULL;
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };

  if (address != NULL && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 && memcmp (bytes, mapped, sizeof mapped) == 0)
    return g_inet_address_new_from_bytes (bytes + sizeof mapped, G_SOCKET_FAMILY_IPV4);

  return g_steal_pointer (&address);
}

/* Forms that some programs read as an address of this computer, like 127.1 or 0x7f000001. */
static gboolean
is_odd_number (const char *host)
{
  const char *last = strrchr (host, '.');

  return g_ascii_isdigit (last != NULL ? last[1] : *host);
}

const char *
tidings_picture_check (const char *url)
{
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GInetAddress) address = NULL;
  const char *host = NULL;

  g_return_val_if_fail (url != NULL, NULL);

  if (strlen (url) > MAX_ADDRESS)
    return _("The picture’s address is too long. It may have 2000 characters");
  uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL || *host == '\0' ||
      (!g_str_equal (g_uri_get_scheme (uri), "https") && !g_str_equal (g_uri_get_scheme (uri), "http")))
    return _("A picture needs a public address that begins with https://");
  if (g_uri_get_userinfo (uri) != NULL)
    return _("A picture’s address must not hold a user name or password. Twilio keeps it in its log");

  address = parse_address (host);
  if (address != NULL ? is_local_address (address) : is_local_name (host) || is_odd_number (host))
    return _("Twilio cannot reach this picture’s address from outside. Put the picture on a public server");

  return NULL;
}
