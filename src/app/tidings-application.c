/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program with the window. */
#include "config.h"

#include "tidings-application.h"

#include <glib/gi18n.h>
#include "tidings-desktop-actions.h"
#include "tidings-help.h"
#include "tidings-preferences-window.h"
#include "tidings-window.h"

struct _TidingsApplication {
  AdwApplication parent_instance;

  TidingsClock *clock;
  TidingsClient *client;
  GSettings *settings;

  /* Interned name of an action that waits for the agent, or NULL. */
  const char *pending;
};

G_DEFINE_FINAL_TYPE (TidingsApplication, tidings_application, ADW_TYPE_APPLICATION)

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GtkApplication *application = GTK_APPLICATION (user_data);
  GList *windows = g_list_copy (gtk_application_get_windows (application));

  /* Windows are closed, not just dropped, so that each can save what is being typed. */
  for (GList *link = windows; link != NULL; link = link->next)
    gtk_window_close (link->data);

  g_list_free (windows);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (user_data)),
                         "application-name", _("Tidings"),
                         "application-icon", APP_ID,
                         "version", PACKAGE_VERSION,
                         "developer-name", _("The Tidings contributors"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _("Sends text alerts through your own Twilio account. "
                                       "Tidings is not affiliated with Twilio."),
                         /* Translators: put your names here, one a line, with <mail@example.org> if you like */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static void
show_preferences (TidingsApplication *self,
                  const char         *page)
{
  GtkWindow *parent = NULL;
  GtkWindow *preferences = NULL;

  /* A notification may ask when no window is left. */
  if (tidings_window_find (GTK_APPLICATION (self)) == NULL)
    g_application_activate (G_APPLICATION (self));
  parent = tidings_window_find (GTK_APPLICATION (self));

  preferences = tidings_preferences_window_new (parent, self->client, self->settings);
  if (page != NULL)
    tidings_preferences_window_show_page (TIDINGS_PREFERENCES_WINDOW (preferences), page);
  gtk_window_present (preferences);
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  show_preferences (TIDINGS_APPLICATION (user_data), NULL);
}

static void
show_preferences_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  show_preferences (TIDINGS_APPLICATION (user_data), g_variant_get_string (parameter, NULL));
}

/* What the desktop's menu of the application offers may come before the agent has answered, so it waits for that. */
static void
do_pending (TidingsApplication *self)
{
  GtkWindow *window = tidings_window_find (GTK_APPLICATION (self));
  const char *pending = g_steal_pointer (&self->pending);
  gboolean is_ready = FALSE;

  g_object_get (self->client, "is-ready", &is_ready, NULL);
  if (window == NULL || pending == NULL)
    return;
  if (!is_ready)
    {
      self->pending = pending;
      return;
    }

  if (g_str_equal (pending, "new-reminder"))
    gtk_widget_activate_action (GTK_WIDGET (window), "win.new-reminder", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (window), "win.pause", NULL);
}

static void
desktop_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  TidingsApplication *self = user_data;

  g_application_activate (G_APPLICATION (self));
  self->pending = g_intern_string (g_action_get_name (G_ACTION (action)));
  do_pending (self);
}

static const GActionEntry app_actions[] = {
  { .name = "quit", .activate = quit_cb },
  { .name = "about", .activate = about_cb },
  { .name = "new-reminder", .activate = desktop_cb },
  { .name = "pause-sending", .activate = desktop_cb },
  { .name = "preferences", .activate = preferences_cb },
  { .name = "show-preferences", .parameter_type = "s", .activate = show_preferences_cb },
};

static const struct {
  const char *action;
  const char *accels[3];
} keys[] = {
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "window.close", { "<Control>w" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "win.show-page::overview", { "<Alt>1" } },
  { "win.show-page::people", { "<Alt>2" } },
  { "win.show-page::alerts", { "<Alt>3" } },
  { "win.show-page::reminders", { "<Alt>4" } },
  { "win.show-page::activity", { "<Alt>5" } },
  { "win.previous-page", { "<Control>Page_Up" } },
  { "win.next-page", { "<Control>Page_Down" } },
  { "win.add", { "<Control>n" } },
  { "win.new-reminder", { "<Control><Shift>n" } },
  { "win.search", { "<Control>f" } },
  { "win.refresh", { "<Control>r", "F5" } },
};

static void
tidings_application_startup (GApplication *application)
{
  TidingsApplication *self = TIDINGS_APPLICATION (application);

  G_APPLICATION_CLASS (tidings_application_parent_class)->startup (application);

  self->settings = g_settings_new (APP_ID);
  self->clock = tidings_real_clock_new ();
  self->client = tidings_client_new (self->clock);
  g_signal_connect_object (self->client, "notify::is-ready", G_CALLBACK (do_pending), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  tidings_help_watch ();
  tidings_desktop_actions_add (GTK_APPLICATION (self), self->client);
  g_action_map_add_action_entries (G_ACTION_MAP (self), app_actions, G_N_ELEMENTS (app_actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].accels);
}

static void
tidings_application_activate (GApplication *application)
{
  TidingsApplication *self = TIDINGS_APPLICATION (application);
  GtkWindow *window = tidings_window_find (GTK_APPLICATION (self));

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }

  gtk_window_present (GTK_WINDOW (tidings_window_new (self)));
}

/* What the desktop starts or calls us with when somebody clicks on a link. */
static void
tidings_application_open (GApplication  *application,
                          GFile        **files,
                          int            n_files,
                          const char    *hint)
{
  g_autofree char *uri = NULL;

  g_application_activate (application);
  if (n_files < 1)
    return;

  /* One click is one link; of more, the first: each text is written by hand. */
  uri = g_file_get_uri (files[0]);
  gtk_widget_activate_action (GTK_WIDGET (tidings_window_find (GTK_APPLICATION (application))), "win.open-link", "s", uri);
}

static void
tidings_application_dispose (GObject *object)
{
  TidingsApplication *self = TIDINGS_APPLICATION (object);

  g_clear_object (&self->client);
  g_clear_object (&self->clock);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tidings_application_parent_class)->dispose (object);
}

static void
tidings_application_class_init (TidingsApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tidings_application_dispose;
  G_APPLICATION_CLASS (klass)->startup = tidings_application_startup;
  G_APPLICATION_CLASS (klass)->activate = tidings_application_activate;
  G_APPLICATION_CLASS (klass)->open = tidings_application_open;
}

static void
tidings_application_init (TidingsApplication *self)
{
}

TidingsApplication *
tidings_application_new (void)
{
  return g_object_new (TIDINGS_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "resource-base-path", APP_PATH,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

TidingsClient *
tidings_application_get_client (TidingsApplication *self)
{
  g_return_val_if_fail (TIDINGS_IS_APPLICATION (self), NULL);

  return self->client;
}

GSettings *
tidings_application_get_settings (TidingsApplication *self)
{
  g_return_val_if_fail (TIDINGS_IS_APPLICATION (self), NULL);

  return self->settings;
}
