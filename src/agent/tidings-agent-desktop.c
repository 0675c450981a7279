/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notifications on the desktop, and what their buttons do.
 *
 * A desktop that shows the notifications of an application by itself (GNOME) activates their actions at the window's program,
 * which has actions of the same names (tidings-desktop-actions.c); any other tells the sender, which is the agent. */
#include "config.h"

#include "tidings-agent-private.h"

#define SNOOZE_MS (60 * 60 * G_GINT64_CONSTANT (1000))

GNotification *
tidings_agent_make_notification (const char *title,
                                 const char *body,
                                 gboolean    is_urgent,
                                 const char *action,
                                 GVariant   *target)
{
  GNotification *notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, is_urgent ? G_NOTIFICATION_PRIORITY_HIGH : G_NOTIFICATION_PRIORITY_NORMAL);
  g_notification_set_default_action_and_target_value (notification, action, target);

  return notification;
}

void
tidings_agent_send_notification (TidingsAgent  *self,
                                 const char    *id,
                                 GNotification *notification)
{
  g_application_send_notification (tidings_agent_get_desktop (self), id, notification);
  g_object_unref (notification);
}

void
tidings_agent_withdraw (TidingsAgent *self,
                        const char   *id)
{
  g_application_withdraw_notification (tidings_agent_get_desktop (self), id);
}

/* The window is another program; the bus starts or raises it. */
static void
show_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GDBusConnection *bus = g_application_get_dbus_connection (tidings_agent_get_desktop (user_data));

  g_dbus_connection_call (bus, APP_ID, APP_PATH, "org.freedesktop.Application", "Activate",
                          g_variant_new ("(@a{sv})", g_variant_new ("a{sv}", NULL)), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          NULL, NULL);
}

/* What is to be seen, the window shows. */
static void
forward_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  GDBusConnection *bus = g_application_get_dbus_connection (tidings_agent_get_desktop (user_data));
  GVariantBuilder parameters;

  g_variant_builder_init (&parameters, G_VARIANT_TYPE ("av"));
  g_variant_builder_add (&parameters, "v", parameter);
  g_dbus_connection_call (bus, APP_ID, APP_PATH, "org.freedesktop.Application", "ActivateAction",
                          g_variant_new ("(sav@a{sv})", g_action_get_name (G_ACTION (action)), &parameters,
                                         g_variant_new ("a{sv}", NULL)),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

/* Nobody waits for an answer, so the window shows what became of it. */
static void
tell_trouble (TidingsAgent *self,
              GError       *error)
{
  GNotification *notification = NULL;

  if (error == NULL)
    return;

  notification = tidings_agent_make_notification (error->message, "", FALSE, "app.show", NULL);
  tidings_agent_send_notification (self, "trouble", notification);
  g_error_free (error);
}

static void
retry_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  TidingsEngine *engine = tidings_agent_get_engine (user_data);
  GError *error = NULL;

  if (engine != NULL && tidings_engine_retry (engine, g_variant_get_int64 (parameter), &error) != 0)
    {
      tidings_agent_notice_done (user_data, "failed", g_variant_get_int64 (parameter));
      tidings_agent_notice_done (user_data, "missed", g_variant_get_int64 (parameter));
    }
  tell_trouble (user_data, error);
}

static void
finish_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  TidingsEngine *engine = tidings_agent_get_engine (user_data);
  GError *error = NULL;

  if (engine != NULL)
    tidings_engine_finish_reminder (engine, g_variant_get_int64 (parameter), &error);
  tell_trouble (user_data, error);
}

static void
snooze_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  TidingsEngine *engine = tidings_agent_get_engine (user_data);
  GError *error = NULL;

  if (engine != NULL)
    tidings_engine_snooze_reminder (engine, g_variant_get_int64 (parameter),
                                    tidings_clock_get_now (tidings_agent_get_clock (user_data)) + SNOOZE_MS, &error);
  tell_trouble (user_data, error);
}

/* Buttons carry the program's identity. */
static void
decide (TidingsAgent        *self,
        GVariant            *parameter,
        TidingsProgramState  state)
{
  GError *error = NULL;

  if (tidings_agent_get_engine (self) != NULL)
    tidings_agent_put_program (self, g_variant_get_string (parameter, NULL), state, TIDINGS_PROGRAM_NO_LIMIT, &error);
  tell_trouble (self, error);
}

static void
allow_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  decide (user_data, parameter, TIDINGS_PROGRAM_ALLOWED);
}

static void
block_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  decide (user_data, parameter, TIDINGS_PROGRAM_BLOCKED);
}

static void
dismiss_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  tidings_agent_withdraw (user_data, g_variant_get_string (parameter, NULL));
}

/* GApplication shows these actions to the whole bus, where nobody asks who calls: a program could allow itself. Notifications
 * need none of that: their buttons come back in a signal, or go to the window. It runs in the thread of the connection. */
static GDBusMessage *
refuse_calls_cb (GDBusConnection *bus,
                 GDBusMessage    *message,
                 gboolean         is_incoming,
                 gpointer         user_data)
{
  g_autoptr(GDBusMessage) refusal = NULL;

  if (!is_incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL ||
      g_strcmp0 (g_dbus_message_get_path (message), APP_PATH) != 0)
    return message;

  if ((g_dbus_message_get_flags (message) & G_DBUS_MESSAGE_FLAGS_NO_REPLY_EXPECTED) == 0)
    {
      refusal = g_dbus_message_new_method_error_literal (message, "org.freedesktop.DBus.Error.AccessDenied",
                                                         "The window has this object");
      g_dbus_connection_send_message (bus, refusal, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
    }
  g_object_unref (message);

  return NULL;
}

void
tidings_agent_connect_desktop (TidingsAgent *self)
{
  static const GActionEntry entries[] = {
    { .name = "show", .activate = show_cb },
    { .name = "show-message", .parameter_type = "x", .activate = forward_cb },
    { .name = "show-person", .parameter_type = "x", .activate = forward_cb },
    { .name = "show-page", .parameter_type = "s", .activate = forward_cb },
    { .name = "show-preferences", .parameter_type = "s", .activate = forward_cb },
    { .name = "retry-message", .parameter_type = "x", .activate = retry_cb },
    { .name = "finish-reminder", .parameter_type = "x", .activate = finish_cb },
    { .name = "snooze-reminder", .parameter_type = "x", .activate = snooze_cb },
    { .name = "allow-program", .parameter_type = "s", .activate = allow_cb },
    { .name = "block-program", .parameter_type = "s", .activate = block_cb },
    { .name = "dismiss", .parameter_type = "s", .activate = dismiss_cb },
  };

  g_dbus_connection_add_filter (tidings_agent_get_bus (self), refuse_calls_cb, NULL, NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (tidings_agent_get_desktop (self)), entries, G_N_ELEMENTS (entries), self);
}
