/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watches the user's own services, as their systemd sees them (org.freedesktop.systemd1(5)). */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-peer.h"
#include "tidings-watch.h"
#include "tidings-watch-rules.h"

#define NAME "org.freedesktop.systemd1"
#define PATH "/org/freedesktop/systemd1"
#define MANAGER NAME ".Manager"
#define UNIT NAME ".Unit"
#define SERVICE NAME ".Service"
#define PROPERTIES "org.freedesktop.DBus.Properties"
/* So many that failed are no list to be read any more. */
#define MAX_UNITS 200

struct _TidingsUnitWatch {
  TidingsWatch parent_instance;

  TidingsPeer *peer;
  GHashTable *failed;     /* a set: keys of the list that is being read */
  guint round;            /* of lists: systemd may be started anew */
  guint n_asked;          /* units of the list whose answers are still to come */
  gboolean is_listening;
};

/* A unit that is asked for more. */
typedef struct {
  TidingsUnitWatch *self;
  TidingsUnitState *state;  /* NULL while it is not known */
  char *path;
  guint round;
} Asking;

G_DEFINE_FINAL_TYPE (TidingsUnitWatch, tidings_unit_watch, TIDINGS_TYPE_WATCH)

static void
asking_free (Asking *asking)
{
  g_clear_pointer (&asking->state, tidings_unit_state_free);
  g_object_unref (asking->self);
  g_free (asking->path);
  g_free (asking);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static Asking *
asking_new (TidingsUnitWatch *self,
            TidingsUnitState *state,
            const char       *path)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->self = g_object_ref (self);
  asking->state = state;
  asking->path = g_strdup (path);

  return asking;
}

static void
tell (TidingsWatch           *watch,
      const TidingsUnitState *state,
      const char             *detail)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autofree char *host = tidings_watch_dup_host ();

  json_object_set_string_member (values, "unit", state->name);
  json_object_set_string_member (values, "host", host);
  if (detail != NULL)
    json_object_set_string_member (values, "detail", detail);
  /* By the type's own key, the unit: a failure that a unit's own OnFailure= has told of is not told again. */
  tidings_watch_tell (watch, state->key, NULL, values, TRUE);
}

static void
got_detail_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(Asking) asking = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = tidings_peer_call_finish (result, &error);
  g_autoptr(GVariant) properties = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
  g_autofree char *detail = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Without an answer it has failed all the same: it may be unloaded already, or be no service. */
  detail = tidings_unit_dup_detail (properties);
  tell (TIDINGS_WATCH (asking->self), asking->state, detail);
}

/* At the end of a session much is ended by force, and nobody wants to hear of that. */
static void
got_system_state_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(Asking) asking = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = tidings_peer_call_finish (result, &error);
  g_autoptr(GVariant) value = NULL;
  TidingsUnitWatch *self = asking->self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply != NULL)
    g_variant_get (reply, "(v)", &value);
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) &&
      g_str_equal (g_variant_get_string (value, NULL), "stopping"))
    return;

  tidings_peer_call_async (self->peer, asking->path, PROPERTIES, "GetAll", g_variant_new ("(s)", SERVICE), "(a{sv})",
                           got_detail_cb, asking);
  asking = NULL;
}

/* Of a unit that is well its earlier failures can be forgotten. */
static void
forget_unit (TidingsWatch *watch,
             const char   *name)
{
  g_autofree char *prefix = g_strconcat (name, " ", NULL);
  g_auto(GStrv) told = tidings_watch_dup_told (watch);

  for (guint i = 0; told[i] != NULL; i++)
    if (g_str_has_prefix (told[i], prefix))
      tidings_watch_forget (watch, told[i]);
}

/* Takes the state. */
static void
take_state (TidingsUnitWatch *self,
            TidingsUnitState *state,
            const char       *path,
            gboolean          is_first)
{
  g_autoptr(TidingsUnitState) owned = state;
  TidingsWatch *watch = TIDINGS_WATCH (self);

  if (state->verdict != TIDINGS_WATCH_TELL)
    forget_unit (watch, state->name);
  else if (is_first)
    tidings_watch_note (watch, state->key);
  else if (!tidings_watch_was_told (watch, state->key))
    tidings_peer_call_async (self->peer, PATH, PROPERTIES, "Get", g_variant_new ("(ss)", MANAGER, "SystemState"), "(v)",
                             got_system_state_cb, asking_new (self, g_steal_pointer (&owned), path));
}

static void
unit_changed_cb (const char *path,
                 GVariant   *parameters,
                 gpointer    user_data)
{
  TidingsUnitWatch *self = user_data;
  g_autoptr(GVariant) properties = g_variant_get_child_value (parameters, 1);
  TidingsUnitState *state = tidings_unit_state_read (path, properties);

  if (state != NULL)
    take_state (self, state, path, FALSE);
}

static void
end_list (TidingsUnitWatch *self)
{
  tidings_watch_keep (TIDINGS_WATCH (self), self->failed);
  tidings_watch_set_ready (TIDINGS_WATCH (self));
}

static void
got_unit_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Asking) asking = user_data;
  TidingsUnitWatch *self = asking->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = tidings_peer_call_finish (result, &error);
  g_autoptr(GVariant) properties = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
  TidingsUnitState *state = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || asking->round != self->round)
    return;
  if (properties != NULL)
    state = tidings_unit_state_read (asking->path, properties);
  if (state != NULL)
    {
      g_hash_table_add (self->failed, g_strdup (state->key));
      take_state (self, state, asking->path, tidings_watch_is_first (TIDINGS_WATCH (self)));
    }
  if (--self->n_asked == 0)
    end_list (self);
}

static void
ask (TidingsUnitWatch *self,
     const char       *path)
{
  Asking *asking = asking_new (self, NULL, path);

  asking->round = self->round;
  tidings_peer_call_async (self->peer, path, PROPERTIES, "GetAll", g_variant_new ("(s)", UNIT), "(a{sv})", got_unit_cb, asking);
}

static void
got_list_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TidingsUnitWatch) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = tidings_peer_call_finish (result, &error);
  g_autoptr(GVariant) list = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL)
    {
      tidings_watch_set_unavailable (TIDINGS_WATCH (self), _("systemd does not say which services have failed"));
      return;
    }

  list = g_variant_get_child_value (reply, 0);
  self->round++;
  self->n_asked = (guint) MIN (g_variant_n_children (list), MAX_UNITS);
  g_hash_table_remove_all (self->failed);
  for (guint i = 0; i < self->n_asked; i++)
    {
      const char *path = NULL;

      g_variant_get_child (list, i, "(&s&s&s&s&s&s&ou&s&o)", NULL, NULL, NULL, NULL, NULL, NULL, &path, NULL, NULL, NULL);
      ask (self, path);
    }
  if (self->n_asked == 0)
    end_list (self);
}

/* Without a subscriber systemd sends no signals at all. Somebody who has subscribed already is told so by an error. */
static void
subscribed_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(TidingsUnitWatch) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = tidings_peer_call_finish (result, &error);
  const char * const failed[] = { "failed", NULL };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  tidings_peer_call_async (self->peer, PATH, MANAGER, "ListUnitsFiltered", g_variant_new ("(^as)", failed), "(a(ssssssouso))",
                           got_list_cb, g_object_ref (self));
}

static void
peer_changed_cb (TidingsPeer *peer,
                 gpointer     user_data)
{
  TidingsUnitWatch *self = user_data;

  if (!tidings_peer_is_there (peer))
    {
      tidings_watch_set_unavailable (user_data, _("Services cannot be seen here: there is no systemd for users, or a sandbox hides it"));
      return;
    }

  if (!self->is_listening)
    tidings_peer_listen (peer, NULL, PROPERTIES, "PropertiesChanged", UNIT, "(sa{sv}as)", unit_changed_cb, self);
  self->is_listening = TRUE;
  tidings_peer_call_async (peer, PATH, MANAGER, "Subscribe", NULL, "()", subscribed_cb, g_object_ref (self));
}

static void
tidings_unit_watch_start (TidingsWatch *watch)
{
  TidingsUnitWatch *self = TIDINGS_UNIT_WATCH (watch);

  self->failed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->peer = tidings_peer_new (G_BUS_TYPE_SESSION, NAME);
  g_signal_connect_object (self->peer, "changed", G_CALLBACK (peer_changed_cb), self, 0);
}

static void
tidings_unit_watch_stop (TidingsWatch *watch)
{
  TidingsUnitWatch *self = TIDINGS_UNIT_WATCH (watch);

  tidings_peer_close (self->peer);
  g_clear_object (&self->peer);
  g_clear_pointer (&self->failed, g_hash_table_unref);
  self->is_listening = FALSE;
}

static void
tidings_unit_watch_class_init (TidingsUnitWatchClass *klass)
{
  TidingsWatchClass *watch_class = TIDINGS_WATCH_CLASS (klass);

  watch_class->name = "units";
  watch_class->setting = "watch-units";
  watch_class->type = "unit_failed";
  watch_class->start = tidings_unit_watch_start;
  watch_class->stop = tidings_unit_watch_stop;
}

static void
tidings_unit_watch_init (TidingsUnitWatch *self)
{
}
