/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The buttons of notifications, where the desktop presses them at the window's program. */
#include "config.h"

#include "tidings-desktop-actions.h"

#include "tidings-program.h"
#include "tidings-window.h"

#define SNOOZE_MS (60 * 60 * G_GINT64_CONSTANT (1000))

/* One press; holds the program until it is done. */
typedef struct {
  GtkApplication *application;
  TidingsClient *client;
  const char *name;
  GVariant *parameter;
  gboolean shows;
  gulong handler;
} Press;

static void
press_free (Press *press)
{
  if (press->handler != 0)
    g_signal_handler_disconnect (press->client, press->handler);
  g_application_release (G_APPLICATION (press->application));
  g_object_unref (press->application);
  g_object_unref (press->client);
  g_variant_unref (press->parameter);
  g_free (press);
}

/* What cannot be done without a window is to be seen in one. */
static void
end (Press        *press,
     const GError *error)
{
  if (error != NULL)
    g_application_activate (G_APPLICATION (press->application));
  press_free (press);
}

static void
retried_cb (GObject      *agent,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_retry_finish (TIDINGS_BUS_AGENT1 (agent), NULL, result, &error);
  end (user_data, error);
}

static void
finished_cb (GObject      *agent,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_finish_reminder_finish (TIDINGS_BUS_AGENT1 (agent), result, &error);
  end (user_data, error);
}

static void
snoozed_cb (GObject      *agent,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_snooze_reminder_finish (TIDINGS_BUS_AGENT1 (agent), result, &error);
  end (user_data, error);
}

static void
decided_cb (GObject      *agent,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_put_program_finish (TIDINGS_BUS_AGENT1 (agent), result, &error);
  end (user_data, error);
}

/* Buttons carry the program's identity; any number of texts a day may be made fewer in Preferences. */
static void
decide (Press            *press,
        TidingsBusAgent1 *agent,
        const char       *state)
{
  tidings_bus_agent1_call_put_program (agent, g_variant_get_string (press->parameter, NULL), state, TIDINGS_PROGRAM_NO_LIMIT, NULL,
                                       decided_cb, press);
}

static void
show (Press *press)
{
  GtkWindow *window = tidings_window_find (press->application);

  if (window != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (window), press->name, press->parameter);
  press_free (press);
}

static void
do_press (Press *press)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (press->client);
  gint64 id = 0;

  if (g_variant_is_of_type (press->parameter, G_VARIANT_TYPE_INT64))
    id = g_variant_get_int64 (press->parameter);

  if (g_str_equal (press->name, "retry-message"))
    tidings_bus_agent1_call_retry (agent, id, NULL, retried_cb, press);
  else if (g_str_equal (press->name, "finish-reminder"))
    tidings_bus_agent1_call_finish_reminder (agent, id, NULL, finished_cb, press);
  else if (g_str_equal (press->name, "snooze-reminder"))
    tidings_bus_agent1_call_snooze_reminder (agent, id,
                                             tidings_clock_get_now (tidings_client_get_clock (press->client)) + SNOOZE_MS,
                                             NULL, snoozed_cb, press);
  else if (g_str_equal (press->name, "allow-program"))
    decide (press, agent, "allowed");
  else if (g_str_equal (press->name, "block-program"))
    decide (press, agent, "blocked");
  else
    show (press);
}

/* What is to be shown is in the store, which is opened beside the agent's first answer. */
static void
client_notify_cb (TidingsClient *client,
                  GParamSpec    *pspec,
                  Press         *press)
{
  int state = TIDINGS_AGENT_CONNECTING;
  int store_state = TIDINGS_STORE_STATE_WAITING;

  g_object_get (client, "agent-state", &state, "store-state", &store_state, NULL);
  if (state == TIDINGS_AGENT_CONNECTING || (press->shows && store_state == TIDINGS_STORE_STATE_WAITING))
    return;

  g_signal_handler_disconnect (client, press->handler);
  press->handler = 0;
  if (state == TIDINGS_AGENT_READY && tidings_client_get_agent (client) != NULL)
    {
      do_press (press);
      return;
    }

  g_application_activate (G_APPLICATION (press->application));
  press_free (press);
}

static void
pressed_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  GtkApplication *application = user_data;
  TidingsClient *client = g_object_get_data (G_OBJECT (action), "client");
  const char *shown = g_object_get_data (G_OBJECT (action), "shown");
  Press *press = g_new0 (Press, 1);

  g_application_hold (G_APPLICATION (application));
  press->application = g_object_ref (application);
  press->client = g_object_ref (client);
  press->name = shown != NULL ? shown : g_intern_string (g_action_get_name (G_ACTION (action)));
  press->parameter = g_variant_ref (parameter);
  press->shows = shown != NULL;
  if (shown != NULL)
    g_application_activate (G_APPLICATION (application));

  press->handler = g_signal_connect (client, "notify", G_CALLBACK (client_notify_cb), press);
  client_notify_cb (client, NULL, press);
}

static void
show_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  g_application_activate (user_data);
}

static void
dismiss_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  g_application_withdraw_notification (user_data, g_variant_get_string (parameter, NULL));
}

void
tidings_desktop_actions_add (GtkApplication *application,
                             TidingsClient  *client)
{
  static const struct {
    const char *name;
    const char *type;
    const char *shown;     /* the window's action that shows it; NULL for what needs no window */
  } presses[] = {
    { "show-message", "x", "win.show-message" },
    { "show-person", "x", "win.show-person" },
    { "show-page", "s", "win.show-page" },
    { "show-reminder", "x", "win.show-reminder" },
    { "search", "s", "win.search-for" },
    { "retry-message", "x", NULL },
    { "finish-reminder", "x", NULL },
    { "snooze-reminder", "x", NULL },
    { "allow-program", "s", NULL },
    { "block-program", "s", NULL },
  };
  static const GActionEntry entries[] = {
    { .name = "show", .activate = show_cb },
    { .name = "dismiss", .parameter_type = "s", .activate = dismiss_cb },
  };

  g_return_if_fail (GTK_IS_APPLICATION (application));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  for (guint i = 0; i < G_N_ELEMENTS (presses); i++)
    {
      g_autoptr(GSimpleAction) action = g_simple_action_new (presses[i].name, G_VARIANT_TYPE (presses[i].type));

      g_object_set_data_full (G_OBJECT (action), "client", g_object_ref (client), g_object_unref);
      g_object_set_data (G_OBJECT (action), "shown", (gpointer) presses[i].shown);
      g_signal_connect (action, "activate", G_CALLBACK (pressed_cb), application);
      g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
    }
}
