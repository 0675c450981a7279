/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said about a reminder without opening it: done, later, not this time. */
#include "config.h"

#include "tidings-reminder-verbs.h"

#include <glib/gi18n.h>

#include "tidings-format.h"
#include "tidings-undo.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"

/* What was said about a reminder, until nobody can take it back any more. */
typedef struct _Said Said;
struct _Said {
  GtkWidget *widget;
  TidingsClient *client;
  gint64 id;
  char *wall;   /* of the occurrence, where it matters */
  char *back;   /* where it was before it was moved */
  char *words;  /* what the toast says */
  void (*undo) (Said *said, TidingsBusAgent1 *agent);
};

static Said *
said_new (GtkWidget       *widget,
          TidingsClient   *client,
          TidingsReminder *reminder,
          void           (*undo) (Said *said, TidingsBusAgent1 *agent))
{
  Said *said = g_new0 (Said, 1);

  said->widget = g_object_ref (widget);
  said->client = g_object_ref (client);
  said->id = reminder->id;
  said->undo = undo;

  return said;
}

static void
said_free (gpointer data)
{
  Said *said = data;

  g_object_unref (said->widget);
  g_object_unref (said->client);
  g_free (said->wall);
  g_free (said->back);
  g_free (said->words);
  g_free (said);
}

static void
take_back (gpointer data)
{
  Said *said = data;
  TidingsBusAgent1 *agent = tidings_verb_get_agent (said->client, said->widget);

  if (agent != NULL)
    said->undo (said, agent);
}

/* The answer to any of the calls: told with Undo, or why not. */
static void
said_cb (GObject      *proxy,
         GAsyncResult *result,
         gpointer      user_data)
{
  Said *said = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (proxy), result, &error);

  if (reply != NULL && !tidings_verb_is_gone (said->widget))
    {
      tidings_toast_undo (said->widget, said->words, take_back, said, said_free);
      return;
    }
  if (reply == NULL && !tidings_verb_is_gone (said->widget))
    tidings_toast_error (said->widget, error);
  said_free (said);
}

static void
reopen (Said             *said,
        TidingsBusAgent1 *agent)
{
  tidings_bus_agent1_call_reopen_reminder (agent, said->id, NULL, tidings_verb_cb, tidings_verb_new (said->widget, NULL));
}

static void
drop_snoozed (Said             *said,
              TidingsBusAgent1 *agent)
{
  tidings_bus_agent1_call_snooze_reminder (agent, said->id, 0, NULL, tidings_verb_cb, tidings_verb_new (said->widget, NULL));
}

static void
bring_back (Said             *said,
            TidingsBusAgent1 *agent)
{
  tidings_bus_agent1_call_skip_occurrence (agent, said->id, said->wall, FALSE, NULL, tidings_verb_cb,
                                           tidings_verb_new (said->widget, NULL));
}

static void
move_back (Said             *said,
           TidingsBusAgent1 *agent)
{
  tidings_bus_agent1_call_move_occurrence (agent, said->id, said->wall, said->back, NULL, tidings_verb_cb,
                                           tidings_verb_new (said->widget, NULL));
}

static char *
dup_moment (TidingsClient *client,
            gint64         instant)
{
  return tidings_format_moment (instant, tidings_clock_get_now (tidings_client_get_clock (client)));
}

void
tidings_reminder_finish (GtkWidget       *widget,
                         TidingsClient   *client,
                         TidingsReminder *reminder)
{
  TidingsBusAgent1 *agent = NULL;
  Said *said = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_REMINDER (reminder));

  if ((agent = tidings_verb_get_agent (client, widget)) == NULL)
    return;

  said = said_new (widget, client, reminder, reopen);
  said->words = g_strdup (*reminder->rule != '\0' ? _("Done for this time") : _("Reminder done"));
  tidings_bus_agent1_call_finish_reminder (agent, reminder->id, NULL, said_cb, said);
}

void
tidings_reminder_snooze (GtkWidget            *widget,
                         TidingsClient        *client,
                         TidingsReminder      *reminder,
                         TidingsReminderSnooze snooze)
{
  TidingsBusAgent1 *agent = NULL;
  Said *said = NULL;
  g_autofree char *moment = NULL;
  gint64 until;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_REMINDER (reminder));

  if ((agent = tidings_verb_get_agent (client, widget)) == NULL)
    return;

  until = tidings_reminder_snooze_until (snooze, tidings_clock_get_now (tidings_client_get_clock (client)));
  moment = dup_moment (client, until);
  said = said_new (widget, client, reminder, drop_snoozed);
  /* Translators: %s is a moment inside a sentence, “15:05” or “tomorrow 09:00” */
  said->words = g_strdup_printf (_("One more text goes %s"), moment);
  tidings_bus_agent1_call_snooze_reminder (agent, reminder->id, until, NULL, said_cb, said);
}

void
tidings_reminder_skip (GtkWidget       *widget,
                       TidingsClient   *client,
                       TidingsReminder *reminder)
{
  TidingsBusAgent1 *agent = NULL;
  Said *said = NULL;
  g_autofree char *moment = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_REMINDER (reminder));

  if (reminder->next_wall == NULL || (agent = tidings_verb_get_agent (client, widget)) == NULL)
    return;

  moment = dup_moment (client, reminder->at);
  said = said_new (widget, client, reminder, bring_back);
  said->wall = g_strdup (reminder->next_wall);
  /* Translators: %s is a moment inside a sentence, “tomorrow 18:30” or “Tue 18:30” */
  said->words = g_strdup_printf (_("Skipped %s"), moment);
  tidings_bus_agent1_call_skip_occurrence (agent, reminder->id, reminder->next_wall, TRUE, NULL, said_cb, said);
}

/* Where it stands now, and how that is undone: one that comes once has no place of its own to go back to. */
static void
note_way_back (Said            *said,
               TidingsReminder *reminder,
               const char      *wall,
               const char      *to)
{
  TidingsOccurrence *occurrence = tidings_reminder_find_occurrence (reminder, wall);
  gboolean repeats = *reminder->rule != '\0';

  said->wall = g_strdup (repeats ? wall : to);
  if (!repeats)
    said->back = g_strdup (wall);
  else
    said->back = g_strdup (occurrence != NULL && occurrence->moved_to != NULL ? occurrence->moved_to : "");
}

void
tidings_reminder_move (GtkWidget       *widget,
                       TidingsClient   *client,
                       TidingsReminder *reminder,
                       const char      *to)
{
  TidingsBusAgent1 *agent = NULL;
  Said *said = NULL;
  g_autofree char *moment = NULL;
  const char *wall = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_REMINDER (reminder));
  g_return_if_fail (to != NULL);

  wall = *reminder->rule != '\0' ? reminder->next_wall : reminder->wall;
  if (wall == NULL || (agent = tidings_verb_get_agent (client, widget)) == NULL)
    return;

  moment = dup_moment (client, tidings_wall_clock_to_instant (to, reminder->zone, NULL));
  said = said_new (widget, client, reminder, move_back);
  note_way_back (said, reminder, wall, to);
  /* Translators: %s is a moment inside a sentence, “tomorrow 18:30” or “Tue 18:30” */
  said->words = g_strdup_printf (_("Takes place %s"), moment);
  tidings_bus_agent1_call_move_occurrence (agent, reminder->id, wall, to, NULL, said_cb, said);
}
