/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watches whether the battery runs low, as UPower sees it (org.freedesktop.UPower.Device, of all batteries together). */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-peer.h"
#include "tidings-watch.h"
#include "tidings-watch-rules.h"

#define NAME "org.freedesktop.UPower"
#define PATH "/org/freedesktop/UPower/devices/DisplayDevice"
#define INTERFACE "org.freedesktop.UPower.Device"
#define PROPERTIES "org.freedesktop.DBus.Properties"
#define KEY "low"

struct _TidingsBatteryWatch {
  TidingsWatch parent_instance;

  TidingsPeer *peer;
  gboolean is_listening;
};

G_DEFINE_FINAL_TYPE (TidingsBatteryWatch, tidings_battery_watch, TIDINGS_TYPE_WATCH)

static void
tell (TidingsWatch *watch,
      guint         percent)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autofree char *host = tidings_watch_dup_host ();

  json_object_set_string_member (values, "host", host);
  json_object_set_int_member (values, "percent", percent);
  tidings_watch_tell (watch, KEY, NULL, values, FALSE);
}

static void
got_device_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(TidingsWatch) watch = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = tidings_peer_call_finish (result, &error);
  g_autoptr(GVariant) properties = NULL;
  gboolean is_there = FALSE;
  guint percent = 0;
  TidingsWatchVerdict verdict;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL)
    {
      tidings_watch_set_unavailable (watch, _("UPower does not answer"));
      return;
    }

  properties = g_variant_get_child_value (reply, 0);
  verdict = tidings_battery_judge (properties, &is_there, &percent);
  if (!is_there)
    {
      tidings_watch_set_unavailable (watch, _("This computer has no battery"));
      return;
    }

  if (verdict == TIDINGS_WATCH_TELL)
    tell (watch, percent);
  else if (verdict == TIDINGS_WATCH_OVER)
    tidings_watch_forget (watch, KEY);
  tidings_watch_set_ready (watch);
}

static void
look (TidingsBatteryWatch *self)
{
  tidings_peer_call_async (self->peer, PATH, PROPERTIES, "GetAll", g_variant_new ("(s)", INTERFACE), "(a{sv})", got_device_cb,
                           g_object_ref (self));
}

/* What the signal says is a part; all of it is asked for. */
static void
properties_changed_cb (const char *path,
                       GVariant   *parameters,
                       gpointer    user_data)
{
  look (user_data);
}

static void
peer_changed_cb (TidingsPeer *peer,
                 gpointer     user_data)
{
  TidingsBatteryWatch *self = user_data;

  if (!tidings_peer_is_there (peer))
    {
      tidings_watch_set_unavailable (user_data, _("Batteries cannot be seen here: there is no UPower, or a sandbox hides it"));
      return;
    }

  if (!self->is_listening)
    tidings_peer_listen (peer, PATH, PROPERTIES, "PropertiesChanged", INTERFACE, "(sa{sv}as)", properties_changed_cb, self);
  self->is_listening = TRUE;
  look (self);
}

static void
tidings_battery_watch_start (TidingsWatch *watch)
{
  TidingsBatteryWatch *self = TIDINGS_BATTERY_WATCH (watch);

  self->peer = tidings_peer_new (G_BUS_TYPE_SYSTEM, NAME);
  g_signal_connect_object (self->peer, "changed", G_CALLBACK (peer_changed_cb), self, 0);
}

static void
tidings_battery_watch_stop (TidingsWatch *watch)
{
  TidingsBatteryWatch *self = TIDINGS_BATTERY_WATCH (watch);

  tidings_peer_close (self->peer);
  g_clear_object (&self->peer);
  self->is_listening = FALSE;
}

static void
tidings_battery_watch_class_init (TidingsBatteryWatchClass *klass)
{
  TidingsWatchClass *watch_class = TIDINGS_WATCH_CLASS (klass);

  watch_class->name = "battery";
  watch_class->setting = "watch-battery";
  watch_class->type = "battery_low";
  watch_class->start = tidings_battery_watch_start;
  watch_class->stop = tidings_battery_watch_stop;
}

static void
tidings_battery_watch_init (TidingsBatteryWatch *self)
{
}
