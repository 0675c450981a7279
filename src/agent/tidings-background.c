/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the agent is started at login: the desktop's portal decides inside a sandbox, an autostart entry elsewhere. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <libportal/portal.h>
#include <libportal/background.h>

#include "tidings-autostart.h"
#include "tidings-background.h"
#include "tidings-portals.h"

#define SETTING "start-at-login"

struct _TidingsBackground {
  GObject parent_instance;

  GSettings *settings;
  char *program;
  XdpPortal *portal;      /* NULL outside a sandbox, and before it is needed */
  gboolean uses_portal;
};

G_DEFINE_FINAL_TYPE (TidingsBackground, tidings_background, G_TYPE_OBJECT)

/* The portal's own words are for programmers. */
static void
return_refused (GTask        *task,
                const GError *why)
{
  if (why == NULL || g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "%s", _("Not allowed by system settings"));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             /* Translators: %s is what the desktop says, in English */
                             _("This desktop cannot start programs at login: %s"), why->message);
}

static void
granted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TidingsBackground *self = g_task_get_source_object (task);
  gboolean wanted = GPOINTER_TO_INT (g_task_get_task_data (task));
  g_autoptr(GError) error = NULL;
  gboolean is_granted = xdp_portal_request_background_finish (XDP_PORTAL (object), result, &error);

  /* A desktop that does not answer now has taken nothing back. */
  if (is_granted || error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_settings_set_boolean (self->settings, SETTING, wanted && is_granted);
  /* To run without a window may be forbidden all the while; starting at login is off all the same. */
  if (is_granted || (!wanted && error == NULL))
    g_task_return_boolean (task, wanted);
  else
    return_refused (task, error);
}

static void
ask_portal (TidingsBackground *self,
            GTask             *task,
            gboolean           is_on)
{
  g_autoptr(GPtrArray) command = g_ptr_array_new_with_free_func (g_free);

  if (self->portal == NULL)
    self->portal = xdp_portal_new ();

  g_ptr_array_add (command, g_strdup (self->program));
  g_task_set_task_data (task, GINT_TO_POINTER (is_on), NULL);
  xdp_portal_request_background (self->portal, NULL, (char *) _("Reminders and alerts are sent while no window is open"), command,
                                 is_on ? XDP_BACKGROUND_FLAG_AUTOSTART : XDP_BACKGROUND_FLAG_NONE, NULL, granted_cb, task);
}

const char *
tidings_background_get_way (TidingsBackground *self)
{
  g_return_val_if_fail (TIDINGS_IS_BACKGROUND (self), "file");

  return self->uses_portal ? "portal" : "file";
}

void
tidings_background_read_async (TidingsBackground   *self,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *path = tidings_autostart_dup_path ();

  g_return_if_fail (TIDINGS_IS_BACKGROUND (self));

  g_task_set_source_tag (task, tidings_background_read_async);
  if (!self->uses_portal)
    g_task_return_boolean (task, tidings_autostart_is_on (path));
  else if (!g_settings_get_boolean (self->settings, SETTING))
    g_task_return_boolean (task, FALSE);
  else
    ask_portal (self, g_steal_pointer (&task), TRUE);
}

void
tidings_background_set_async (TidingsBackground   *self,
                              gboolean             is_on,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *path = tidings_autostart_dup_path ();
  GError *error = NULL;

  g_return_if_fail (TIDINGS_IS_BACKGROUND (self));

  g_task_set_source_tag (task, tidings_background_set_async);
  if (self->uses_portal)
    ask_portal (self, g_steal_pointer (&task), is_on);
  else if (is_on ? tidings_autostart_write (path, self->program, &error) : tidings_autostart_remove (path, &error))
    /* What counts is what a desktop will read there. */
    g_task_return_boolean (task, tidings_autostart_is_on (path));
  else
    g_task_return_error (task, error);
}

gboolean
tidings_background_finish (TidingsBackground  *self,
                           GAsyncResult       *result,
                           gboolean           *is_on,
                           GError            **error)
{
  GError *failure = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *is_on = g_task_propagate_boolean (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);

  return FALSE;
}

static void
tidings_background_dispose (GObject *object)
{
  TidingsBackground *self = TIDINGS_BACKGROUND (object);

  g_clear_object (&self->portal);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tidings_background_parent_class)->dispose (object);
}

static void
tidings_background_finalize (GObject *object)
{
  g_free (TIDINGS_BACKGROUND (object)->program);

  G_OBJECT_CLASS (tidings_background_parent_class)->finalize (object);
}

static void
tidings_background_class_init (TidingsBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tidings_background_dispose;
  G_OBJECT_CLASS (klass)->finalize = tidings_background_finalize;
}

static void
tidings_background_init (TidingsBackground *self)
{
  self->uses_portal = tidings_portals_are_for_us ();
}

TidingsBackground *
tidings_background_new (GSettings  *settings,
                        const char *program)
{
  TidingsBackground *self = NULL;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (program != NULL, NULL);

  self = g_object_new (TIDINGS_TYPE_BACKGROUND, NULL);
  self->settings = g_object_ref (settings);
  self->program = g_strdup (program);

  return self;
}
