/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watches who signs in to this computer, here or from elsewhere, as logind sees it (org.freedesktop.login1(5)). */
#include "config.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "tidings-peer.h"
#include "tidings-watch.h"
#include "tidings-watch-rules.h"

#define NAME "org.freedesktop.login1"
#define PATH "/org/freedesktop/login1"
#define MANAGER NAME ".Manager"
#define SESSION NAME ".Session"
/* Nobody has more of them open; the rest of a longer list is not looked at. */
#define MAX_SESSIONS 200

struct _TidingsLoginWatch {
  TidingsWatch parent_instance;

  TidingsPeer *peer;
  GPtrArray *open;        /* TidingsSignIn: the sessions that are known */
  guint round;            /* of lists: logind may be started anew */
  guint n_asked;          /* sessions of the list whose answers are still to come */
  gboolean is_listening;
};

/* A question about a session. */
typedef struct {
  TidingsLoginWatch *self;
  guint round;            /* of the list that it is of, 0 for a session that was opened just now */
} Asking;

G_DEFINE_FINAL_TYPE (TidingsLoginWatch, tidings_login_watch, TIDINGS_TYPE_WATCH)

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->self);
  g_free (asking);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
tell (TidingsWatch        *watch,
      const TidingsSignIn *session,
      const char          *key)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(GDateTime) at = g_date_time_new_from_unix_local (session->at / 1000);
  g_autofree char *when = at != NULL && session->at > 0 ? g_date_time_format (at, "%H:%M") : NULL;
  g_autofree char *host = tidings_watch_dup_host ();
  g_autofree char *who = session->service != NULL ? g_strdup_printf ("%s (%s)", session->user, session->service)
                                                  : g_strdup (session->user);

  json_object_set_string_member (values, "service", host);
  json_object_set_string_member (values, "device", who);
  if (session->place != NULL)
    json_object_set_string_member (values, "place", session->place);
  if (when != NULL)
    json_object_set_string_member (values, "when", when);
  tidings_watch_tell (watch, key, key, values, TRUE);
}

/* At the beginning the household's own session at a seat is the one in which this is switched on, or which has just started
 * the agent: no news to who sits there. One from elsewhere may well be, unless it was open before this was switched on. */
static gboolean
is_news (TidingsLoginWatch   *self,
         const TidingsSignIn *session,
         gboolean             is_of_list)
{
  if (is_of_list && (tidings_watch_is_first (TIDINGS_WATCH (self)) || (session->seat != NULL && session->uid == getuid ())))
    return FALSE;

  return tidings_sign_in_is_new (session, self->open);
}

static void
take_session (TidingsLoginWatch *self,
              TidingsSignIn     *session,
              gboolean           is_of_list)
{
  g_autofree char *key = tidings_sign_in_dup_key (session);

  if (is_news (self, session, is_of_list))
    tell (TIDINGS_WATCH (self), session, key);
  else if (session->is_person)
    tidings_watch_note (TIDINGS_WATCH (self), key);
  g_ptr_array_add (self->open, session);
}

/* Of sessions that are closed nothing needs to be known; nor of those of an earlier start of the computer. */
static void
end_beginning (TidingsLoginWatch *self)
{
  g_autoptr(GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->open->len; i++)
    g_hash_table_add (keys, tidings_sign_in_dup_key (g_ptr_array_index (self->open, i)));
  tidings_watch_keep (TIDINGS_WATCH (self), keys);
  tidings_watch_set_ready (TIDINGS_WATCH (self));
}

static void
got_session_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(Asking) asking = user_data;
  TidingsLoginWatch *self = asking->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = tidings_peer_call_finish (result, &error);
  g_autoptr(GVariant) properties = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
  TidingsSignIn *session = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || (asking->round != 0 && asking->round != self->round))
    return;
  /* It may be closed already. */
  if (properties != NULL)
    session = tidings_sign_in_read (properties);
  if (session != NULL)
    take_session (self, session, asking->round != 0);
  if (asking->round != 0 && --self->n_asked == 0)
    end_beginning (self);
}

static void
ask (TidingsLoginWatch *self,
     const char        *path,
     guint              round)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->self = g_object_ref (self);
  asking->round = round;
  tidings_peer_call_async (self->peer, path, "org.freedesktop.DBus.Properties", "GetAll", g_variant_new ("(s)", SESSION),
                           "(a{sv})", got_session_cb, asking);
}

static void
got_list_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TidingsLoginWatch) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = tidings_peer_call_finish (result, &error);
  g_autoptr(GVariant) list = NULL;
  const char *path = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL)
    {
      tidings_watch_set_unavailable (TIDINGS_WATCH (self), _("The system does not say who signs in"));
      return;
    }

  list = g_variant_get_child_value (reply, 0);
  self->n_asked = (guint) MIN (g_variant_n_children (list), MAX_SESSIONS);
  for (guint i = 0; i < self->n_asked; i++)
    {
      g_variant_get_child (list, i, "(&su&s&s&o)", NULL, NULL, NULL, NULL, &path);
      ask (self, path, self->round);
    }
  if (self->n_asked == 0)
    end_beginning (self);
}

static void
session_new_cb (const char *path,
                GVariant   *parameters,
                gpointer    user_data)
{
  const char *session = NULL;

  g_variant_get (parameters, "(&s&o)", NULL, &session);
  ask (user_data, session, 0);
}

static void
session_removed_cb (const char *path,
                    GVariant   *parameters,
                    gpointer    user_data)
{
  TidingsLoginWatch *self = user_data;
  const char *id = NULL;

  g_variant_get (parameters, "(&s&o)", &id, NULL);
  for (guint i = self->open->len; i > 0; i--)
    {
      TidingsSignIn *session = g_ptr_array_index (self->open, i - 1);
      g_autofree char *key = NULL;

      if (!g_str_equal (session->id, id))
        continue;
      key = tidings_sign_in_dup_key (session);
      tidings_watch_forget (TIDINGS_WATCH (self), key);
      g_ptr_array_remove_index (self->open, i - 1);
    }
}

static void
peer_changed_cb (TidingsPeer *peer,
                 gpointer     user_data)
{
  TidingsLoginWatch *self = user_data;

  if (!tidings_peer_is_there (peer))
    {
      tidings_watch_set_unavailable (user_data, _("Who signs in cannot be seen here: there is no logind, or a sandbox hides it"));
      return;
    }

  if (!self->is_listening)
    {
      tidings_peer_listen (peer, PATH, MANAGER, "SessionNew", NULL, "(so)", session_new_cb, self);
      tidings_peer_listen (peer, PATH, MANAGER, "SessionRemoved", NULL, "(so)", session_removed_cb, self);
    }
  self->is_listening = TRUE;
  self->round++;
  g_ptr_array_set_size (self->open, 0);
  tidings_peer_call_async (peer, PATH, MANAGER, "ListSessions", NULL, "(a(susso))", got_list_cb, g_object_ref (self));
}

static void
tidings_login_watch_start (TidingsWatch *watch)
{
  TidingsLoginWatch *self = TIDINGS_LOGIN_WATCH (watch);

  self->open = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_sign_in_free);
  self->peer = tidings_peer_new (G_BUS_TYPE_SYSTEM, NAME);
  g_signal_connect_object (self->peer, "changed", G_CALLBACK (peer_changed_cb), self, 0);
}

static void
tidings_login_watch_stop (TidingsWatch *watch)
{
  TidingsLoginWatch *self = TIDINGS_LOGIN_WATCH (watch);

  tidings_peer_close (self->peer);
  g_clear_object (&self->peer);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  self->is_listening = FALSE;
}

static void
tidings_login_watch_class_init (TidingsLoginWatchClass *klass)
{
  TidingsWatchClass *watch_class = TIDINGS_WATCH_CLASS (klass);

  watch_class->name = "logins";
  watch_class->setting = "watch-logins";
  watch_class->type = "new_login";
  watch_class->start = tidings_login_watch_start;
  watch_class->stop = tidings_login_watch_stop;
}

static void
tidings_login_watch_init (TidingsLoginWatch *self)
{
}
