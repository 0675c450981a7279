/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removing a reminder, with a way back. */
#include "config.h"

#include "tidings-reminder-remove.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "tidings-undo.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"

/* What Undo needs, or the answer to a question. */
typedef struct {
  GtkWidget *widget;
  TidingsClient *client;
  TidingsReminder *reminder;
} Removed;

static void
removed_free (gpointer data)
{
  Removed *removed = data;

  g_object_unref (removed->widget);
  g_object_unref (removed->client);
  g_object_unref (removed->reminder);
  g_free (removed);
}

/* What makes it come again as it did. */
static GVariant *
make_options (TidingsReminder *reminder)
{
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "type", "s", reminder->type);
  g_variant_dict_insert (&options, "repeat", "s", reminder->rule);
  g_variant_dict_insert (&options, "takes-turns", "b", reminder->takes_turns);
  g_variant_dict_insert (&options, "overdue", "x", reminder->overdue_s);
  g_variant_dict_insert (&options, "late", "x", reminder->late_s);

  return g_variant_dict_end (&options);
}

/* What had been skipped or moved is so again. What is over stays over, so it need not be told. */
static void
bring_back_occurrences (TidingsBusAgent1 *agent,
                        TidingsReminder  *reminder,
                        gint64            id,
                        gint64            now)
{
  for (guint i = 0; i < reminder->exceptions->len; i++)
    {
      TidingsOccurrence *occurrence = g_ptr_array_index (reminder->exceptions, i);

      if (tidings_wall_clock_to_instant (occurrence->wall, reminder->zone, NULL) <= now)
        continue;
      if (occurrence->state == TIDINGS_OCCURRENCE_SKIPPED)
        tidings_bus_agent1_call_skip_occurrence (agent, id, occurrence->wall, TRUE, NULL, NULL, NULL);
      else if (occurrence->moved_to != NULL)
        tidings_bus_agent1_call_move_occurrence (agent, id, occurrence->wall, occurrence->moved_to, NULL, NULL, NULL);
    }
}

static void
added_again_cb (GObject      *proxy,
                GAsyncResult *result,
                gpointer      user_data)
{
  Removed *removed = user_data;
  g_autoptr(GError) error = NULL;
  gint64 id = 0;

  if (tidings_bus_agent1_call_add_reminder_finish (TIDINGS_BUS_AGENT1 (proxy), &id, result, &error))
    bring_back_occurrences (TIDINGS_BUS_AGENT1 (proxy), removed->reminder, id,
                            tidings_clock_get_now (tidings_client_get_clock (removed->client)));
  else if (!tidings_verb_is_gone (removed->widget))
    tidings_toast_error (removed->widget, error);

  removed_free (removed);
}

static Removed *
removed_new (GtkWidget       *widget,
             TidingsClient   *client,
             TidingsReminder *reminder)
{
  Removed *removed = g_new0 (Removed, 1);

  removed->widget = g_object_ref (widget);
  removed->client = g_object_ref (client);
  removed->reminder = g_object_ref (reminder);

  return removed;
}

static void
add_again (gpointer data)
{
  Removed *removed = data;
  TidingsReminder *reminder = removed->reminder;
  TidingsBusAgent1 *agent = tidings_verb_get_agent (removed->client, removed->widget);
  GVariant *before = g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, reminder->before_s, reminder->n_before, sizeof (gint64));
  GVariant *people = g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, reminder->people, reminder->n_people, sizeof (gint64));

  g_variant_ref_sink (before);
  g_variant_ref_sink (people);
  if (agent != NULL)
    tidings_bus_agent1_call_add_reminder (agent, reminder->title, reminder->wall, reminder->zone, before, people,
                                          make_options (reminder), NULL, added_again_cb,
                                          removed_new (removed->widget, removed->client, reminder));
  g_variant_unref (before);
  g_variant_unref (people);
}

static gboolean
remove_now (Removed *removed)
{
  TidingsBusAgent1 *agent = tidings_verb_get_agent (removed->client, removed->widget);

  if (agent == NULL)
    return FALSE;

  tidings_bus_agent1_call_remove_reminder (agent, removed->reminder->id, NULL, tidings_verb_cb,
                                           tidings_verb_new (removed->widget, NULL));

  return TRUE;
}

static void
response_cb (Removed    *removed,
             const char *response)
{
  if (g_str_equal (response, "delete"))
    remove_now (removed);
}

static void
question_gone_cb (gpointer  data,
                  GClosure *closure)
{
  removed_free (data);
}

static void
ask_first (Removed *removed)
{
  GtkRoot *root = gtk_widget_get_root (removed->widget);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (root), _("Delete Reminder?"),
                                              _("It is over, so that it cannot be brought back. Its texts stay in Activity."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), removed, question_gone_cb, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
tidings_reminder_remove (GtkWidget       *widget,
                         TidingsClient   *client,
                         TidingsReminder *reminder)
{
  Removed *removed = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_REMINDER (reminder));

  removed = removed_new (widget, client, reminder);

  /* The agent takes no reminder of which nothing is left to send, so such a one could not be added again. */
  if (reminder->next_at == 0)
    ask_first (removed);
  else if (remove_now (removed))
    tidings_toast_undo (widget, _("Reminder deleted"), add_again, removed, removed_free);
  else
    removed_free (removed);
}
