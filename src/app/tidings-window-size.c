/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The size of the main window, which it has again when it is opened the next time. */
#include "config.h"

#include "tidings-window-private.h"

void
tidings_window_restore_size (TidingsWindow *self)
{
  GSettings *settings = NULL;

  g_return_if_fail (TIDINGS_IS_WINDOW (self));

  settings = tidings_window_get_settings (self);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

void
tidings_window_keep_size (TidingsWindow *self)
{
  GSettings *settings = NULL;

  g_return_if_fail (TIDINGS_IS_WINDOW (self));

  settings = tidings_window_get_settings (self);
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_SET);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_SET);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_SET);
}
