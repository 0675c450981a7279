/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's actions that call the agent or open something. */
#include "config.h"

#include "tidings-window-private.h"

#include <glib/gi18n.h>
#include "tidings-bus-error.h"
#include "tidings-calendar-drop.h"
#include "tidings-help.h"
#include "tidings-linked-text.h"
#include "tidings-pause-dialog.h"
#include "tidings-practice-window.h"
#include "tidings-reminder-dialog.h"
#include "tidings-reminder-quick-dialog.h"
#include "tidings-send-dialog.h"
#include "tidings-setup-window.h"
#include "tidings-widgets.h"

/* A verb without a reply: what it changed arrives by itself, so only failures are told. */
static void
verb_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TidingsWindow) self = user_data;
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;

  reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (object), result, &error);
  if (error == NULL)
    return;

  tidings_toast_error (GTK_WIDGET (tidings_window_get_page_stack (self)), error);
  if (tidings_bus_error_is_unreachable (error))
    tidings_client_refresh_status (tidings_window_get_client (self));
}

static void
call_verb (TidingsWindow *self,
           const char    *method,
           GVariant      *parameters)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (tidings_window_get_client (self));
  g_autoptr(GVariant) owned = parameters != NULL ? g_variant_ref_sink (parameters) : NULL;

  if (agent == NULL)
    return;

  /* People may take their time with the keyring's own dialog. */
  g_dbus_proxy_call (G_DBUS_PROXY (agent), method, owned, G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL,
                     verb_cb, g_object_ref (self));
}

static void
resume_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  call_verb (user_data, "Pause", g_variant_new ("(x)", (gint64) 0));
}

static void
unlock_keyring_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  call_verb (user_data, "UnlockKeyring", NULL);
}

static void
restart_agent_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  tidings_client_restart_agent (tidings_window_get_client (user_data));
}

static void
open_twilio_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  gtk_show_uri (GTK_WINDOW (user_data), "https://console.twilio.com/", GDK_CURRENT_TIME);
}

static void
pause_until (gint64   until,
             gpointer user_data)
{
  call_verb (user_data, "Pause", g_variant_new ("(x)", until));
}

static void
pause_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  TidingsClock *clock = tidings_client_get_clock (tidings_window_get_client (user_data));

  tidings_pause_dialog_ask (GTK_WINDOW (user_data), clock, _("Pause Sending?"),
                            _("Nothing is sent while paused, security alerts included. What comes up meanwhile waits."),
                            pause_until, g_object_ref (user_data), g_object_unref);
}

static void
set_up_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  TidingsWindow *self = user_data;

  tidings_setup_window_present (GTK_WINDOW (self), tidings_window_get_client (self), tidings_window_get_settings (self),
                                g_variant_get_string (parameter, NULL));
}

/* From wherever the person is: the page stays, and so does what is pushed over it. */
static void
new_reminder_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  TidingsWindow *self = user_data;

  tidings_reminder_quick_dialog_present (GTK_WIDGET (tidings_window_get_page_stack (self)), tidings_window_get_client (self));
}

static void
import_calendar_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  TidingsWindow *self = user_data;
  g_autoptr(GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  tidings_calendar_drop_take (GTK_WIDGET (tidings_window_get_page_stack (self)), tidings_window_get_client (self), file);
}

/* There is one practice phone; asking again brings it to the front. */
static void
practice_phone_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  TidingsWindow *self = user_data;
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autoptr(GtkWindowGroup) group = NULL;
  GtkWindow *phone = NULL;

  for (GList *link = gtk_application_get_windows (application); link != NULL; link = link->next)
    {
      if (!TIDINGS_IS_PRACTICE_WINDOW (link->data))
        continue;
      gtk_window_present (link->data);
      return;
    }

  /* A group of its own: it has to take replies while a dialog of the main window is open, such as the one for a code. */
  phone = tidings_practice_window_new (application, tidings_window_get_client (self));
  group = gtk_window_group_new ();
  gtk_window_group_add_window (group, phone);
  gtk_window_present (phone);
}

/* Made when it is asked for. GTK would make it with the main window and keep it hidden, and version 4.8 gives assistive technology,
 * when it asks for a window just as that closes, the last of all windows: of one that was never shown it cannot, and warns. */
static void
show_help_overlay_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource (APP_PATH "/ui/help-overlay.ui");
  GtkWindow *overlay = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (overlay, GTK_WINDOW (user_data));
  gtk_window_present (overlay);
}

static void
practice_now_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  call_verb (user_data, "PracticeNow", NULL);
}

static void
send_text_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  TidingsWindow *self = user_data;
  gint64 person_id = 0;
  const char *text = NULL;

  g_variant_get (parameter, "(x&s)", &person_id, &text);
  tidings_send_dialog_present (GTK_WIDGET (tidings_window_get_page_stack (self)), tidings_window_get_client (self), person_id, text);
}

static void
show_reminder_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  TidingsWindow *self = user_data;
  GListModel *reminders = tidings_client_list_reminders (tidings_window_get_client (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "reminders");
  for (guint i = 0; i < g_list_model_get_n_items (reminders); i++)
    {
      g_autoptr(TidingsReminder) reminder = g_list_model_get_item (reminders, i);

      if (reminder->id != g_variant_get_int64 (parameter))
        continue;
      tidings_reminder_dialog_present (GTK_WIDGET (tidings_window_get_page_stack (self)), tidings_window_get_client (self), reminder);
      return;
    }
}

static void
search_for_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  TidingsWindow *self = user_data;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "activity");
  if (tidings_window_get_page (self) != NULL)
    gtk_widget_activate_action_variant (tidings_window_get_page (self), "activity.search-for", parameter);
}

static void
help_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  tidings_help_show (GTK_WIDGET (user_data), NULL);
}

static void
open_link_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  TidingsWindow *self = user_data;

  tidings_linked_text_open (GTK_WINDOW (self), GTK_WIDGET (tidings_window_get_page_stack (self)), tidings_window_get_client (self),
                            g_variant_get_string (parameter, NULL));
}

static const GActionEntry entries[] = {
  { .name = "pause", .activate = pause_cb },
  { .name = "resume", .activate = resume_cb },
  { .name = "unlock-keyring", .activate = unlock_keyring_cb },
  { .name = "restart-agent", .activate = restart_agent_cb },
  { .name = "open-twilio", .activate = open_twilio_cb },
  { .name = "import-calendar", .parameter_type = "s", .activate = import_calendar_cb },
  { .name = "new-reminder", .activate = new_reminder_cb },
  { .name = "open-link", .parameter_type = "s", .activate = open_link_cb },
  { .name = "help", .activate = help_cb },
  { .name = "show-reminder", .parameter_type = "x", .activate = show_reminder_cb },
  { .name = "search-for", .parameter_type = "s", .activate = search_for_cb },
  { .name = "practice-phone", .activate = practice_phone_cb },
  { .name = "practice-now", .activate = practice_now_cb },
  { .name = "show-help-overlay", .activate = show_help_overlay_cb },
  { .name = "send-text", .parameter_type = "(xs)", .activate = send_text_cb },
  { .name = "set-up", .parameter_type = "s", .activate = set_up_cb },
};

static void
bind_enabled (TidingsWindow *self,
              const char    *action,
              const char    *property)
{
  g_object_bind_property (tidings_window_get_client (self), property,
                          g_action_map_lookup_action (G_ACTION_MAP (self), action), "enabled", G_BINDING_SYNC_CREATE);
}

void
tidings_window_add_actions (TidingsWindow *self)
{
  g_return_if_fail (TIDINGS_IS_WINDOW (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  tidings_calendar_drop_accept (GTK_WIDGET (self), GTK_WIDGET (tidings_window_get_page_stack (self)),
                                tidings_window_get_client (self));
  bind_enabled (self, "pause", "is-ready");
  bind_enabled (self, "resume", "is-ready");
  bind_enabled (self, "unlock-keyring", "is-ready");
  bind_enabled (self, "import-calendar", "is-ready");
  bind_enabled (self, "new-reminder", "is-ready");
  bind_enabled (self, "practice-phone", "is-practice");
  bind_enabled (self, "send-text", "is-ready");
}
