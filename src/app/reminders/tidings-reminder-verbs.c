/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said about a reminder without opening it: done, later, not this time. */
#include "config.h"

#include "tidings-reminder-verbs.h"

#include <glib/gi18n.h>

#include "tidings-format.h"
#include "tidings-undo.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"

/* An occurrence that was skipped, until nobody can take that back any more. */
typedef struct {
  GtkWidget *widget;
  TidingsClient *client;
  gint64 id;
  char *wall;
  char *words;
} Skipped;

static void
skipped_free (gpointer data)
{
  Skipped *skipped = data;

  g_object_unref (skipped->widget);
  g_object_unref (skipped->client);
  g_free (skipped->wall);
  g_free (skipped->words);
  g_free (skipped);
}

static void
bring_back (gpointer data)
{
  Skipped *skipped = data;
  TidingsBusAgent1 *agent = tidings_verb_get_agent (skipped->client, skipped->widget);

  if (agent != NULL)
    tidings_bus_agent1_call_skip_occurrence (agent, skipped->id, skipped->wall, FALSE, NULL, tidings_verb_cb,
                                             tidings_verb_new (skipped->widget, NULL));
}

static void
skipped_cb (GObject      *proxy,
            GAsyncResult *result,
            gpointer      user_data)
{
  Skipped *skipped = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (proxy), result, &error);

  if (reply != NULL && !tidings_verb_is_gone (skipped->widget))
    {
      tidings_toast_undo (skipped->widget, skipped->words, bring_back, skipped, skipped_free);
      return;
    }
  if (reply == NULL && !tidings_verb_is_gone (skipped->widget))
    tidings_toast_error (skipped->widget, error);
  skipped_free (skipped);
}

void
tidings_reminder_finish (GtkWidget       *widget,
                         TidingsClient   *client,
                         TidingsReminder *reminder)
{
  TidingsBusAgent1 *agent = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_REMINDER (reminder));

  if ((agent = tidings_verb_get_agent (client, widget)) == NULL)
    return;

  tidings_bus_agent1_call_finish_reminder (agent, reminder->id, NULL, tidings_verb_cb,
                                           tidings_verb_new (widget, *reminder->rule != '\0' ? _("Done for this time")
                                                                                             : _("Reminder done")));
}

void
tidings_reminder_snooze (GtkWidget            *widget,
                         TidingsClient        *client,
                         TidingsReminder      *reminder,
                         TidingsReminderSnooze snooze)
{
  TidingsBusAgent1 *agent = NULL;
  g_autofree char *moment = NULL;
  g_autofree char *words = NULL;
  gint64 now, until;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_REMINDER (reminder));

  if ((agent = tidings_verb_get_agent (client, widget)) == NULL)
    return;

  now = tidings_clock_get_now (tidings_client_get_clock (client));
  until = tidings_reminder_snooze_until (snooze, now);
  moment = tidings_format_moment (until, now);
  /* Translators: %s is a moment inside a sentence, “15:05” or “tomorrow 09:00” */
  words = g_strdup_printf (_("One more text goes %s"), moment);
  tidings_bus_agent1_call_snooze_reminder (agent, reminder->id, until, NULL, tidings_verb_cb, tidings_verb_new (widget, words));
}

void
tidings_reminder_skip (GtkWidget       *widget,
                       TidingsClient   *client,
                       TidingsReminder *reminder)
{
  TidingsBusAgent1 *agent = NULL;
  Skipped *skipped = NULL;
  g_autofree char *moment = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_REMINDER (reminder));

  if (reminder->next_wall == NULL || (agent = tidings_verb_get_agent (client, widget)) == NULL)
    return;

  skipped = g_new0 (Skipped, 1);
  skipped->widget = g_object_ref (widget);
  skipped->client = g_object_ref (client);
  skipped->id = reminder->id;
  skipped->wall = g_strdup (reminder->next_wall);
  moment = tidings_format_moment (reminder->at, tidings_clock_get_now (tidings_client_get_clock (client)));
  /* Translators: %s is a moment inside a sentence, “tomorrow 18:30” or “Tue 18:30” */
  skipped->words = g_strdup_printf (_("Skipped %s"), moment);
  tidings_bus_agent1_call_skip_occurrence (agent, reminder->id, reminder->next_wall, TRUE, NULL, skipped_cb, skipped);
}
