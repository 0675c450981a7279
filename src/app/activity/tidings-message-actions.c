/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doing the next step of a message. */
#include "config.h"

#include "tidings-message-actions.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "tidings-alert-page.h"
#include "tidings-check-dialog.h"
#include "tidings-help.h"
#include "tidings-help-topics.h"
#include "tidings-reason.h"
#include "tidings-stop-card.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"

/* What a question needs until it is answered. */
typedef struct {
  GtkWidget *widget;
  TidingsClient *client;
  gint64 id;
} Question;

static Question *
question_new (GtkWidget      *widget,
              TidingsClient  *client,
              TidingsMessage *message)
{
  Question *question = g_new0 (Question, 1);

  question->widget = g_object_ref (widget);
  question->client = g_object_ref (client);
  question->id = message->id;

  return question;
}

static void
question_free (Question *question)
{
  g_object_unref (question->widget);
  g_object_unref (question->client);
  g_free (question);
}

static void
retry (GtkWidget     *widget,
       TidingsClient *client,
       gint64         id)
{
  TidingsBusAgent1 *agent = tidings_verb_get_agent (client, widget);

  if (agent != NULL)
    tidings_bus_agent1_call_retry (agent, id, NULL, tidings_verb_cb, tidings_verb_new (widget, _("Sending again")));
}

static void
cancel (GtkWidget     *widget,
        TidingsClient *client,
        gint64         id)
{
  TidingsBusAgent1 *agent = tidings_verb_get_agent (client, widget);

  if (agent != NULL)
    tidings_bus_agent1_call_cancel (agent, id, NULL, tidings_verb_cb, tidings_verb_new (widget, _("Text canceled")));
}

/* What may have arrived is canceled here alone: nothing is looked for and nothing is sent any more. */
static void
leave (GtkWidget     *widget,
       TidingsClient *client,
       gint64         id)
{
  TidingsBusAgent1 *agent = tidings_verb_get_agent (client, widget);

  if (agent != NULL)
    tidings_bus_agent1_call_cancel (agent, id, NULL, tidings_verb_cb, tidings_verb_new (widget, _("Left as it is")));
}

static GtkWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
again_response_cb (Question   *question,
                   const char *response)
{
  if (g_str_equal (response, "send"))
    retry (question->widget, question->client, question->id);
}

static void
question_gone_cb (gpointer  user_data,
                  GClosure *closure)
{
  question_free (user_data);
}

static void
ask_again (GtkWidget      *widget,
           TidingsClient  *client,
           TidingsMessage *message)
{
  GtkWidget *dialog = adw_message_dialog_new (get_window (widget), _("Send Again?"),
                                              _("This text may have arrived. If it has, it will be there twice."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "send", _("_Send Again"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (again_response_cb), question_new (widget, client, message),
                         question_gone_cb, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
delete_response_cb (Question   *question,
                    const char *response)
{
  TidingsBusAgent1 *agent = NULL;

  if (!g_str_equal (response, "delete") || (agent = tidings_verb_get_agent (question->client, question->widget)) == NULL)
    return;

  tidings_bus_agent1_call_delete_message (agent, question->id, NULL, tidings_verb_cb,
                                          tidings_verb_new (question->widget, _("Text deleted")));
}

void
tidings_message_ask_delete (GtkWidget      *widget,
                            TidingsClient  *client,
                            TidingsMessage *message)
{
  GtkWidget *dialog = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_MESSAGE (message));

  dialog = adw_message_dialog_new (get_window (widget), _("Delete This Text?"),
                                   _("It goes with its story, here and at Twilio. What it cost still counts. "
                                     "This cannot be undone."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (delete_response_cb), question_new (widget, client, message),
                         question_gone_cb, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
tidings_message_copy (GtkWidget      *widget,
                      TidingsMessage *message)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_MESSAGE (message));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), message->body != NULL ? message->body : "");
  tidings_toast (widget, _("Text copied"));
}

void
tidings_message_ask_twilio (GtkWidget      *widget,
                            TidingsClient  *client,
                            TidingsMessage *message)
{
  TidingsBusAgent1 *agent = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_MESSAGE (message));

  agent = tidings_verb_get_agent (client, widget);
  if (agent != NULL)
    tidings_bus_agent1_call_refresh_message (agent, message->id, NULL, tidings_verb_cb,
                                             tidings_verb_new (widget, _("Twilio has answered")));
}

static void
tell_how_to_undo (GtkWidget      *widget,
                  TidingsClient  *client,
                  TidingsMessage *message)
{
  TidingsPerson *person = tidings_client_find_person (client, message->person_id);
  GtkWidget *dialog = adw_message_dialog_new (get_window (widget), _("How to Undo STOP"), NULL);
  GtkWidget *card = NULL;

  if (person != NULL && person->opted_out_at != 0)
    {
      card = tidings_stop_card_new ();
      tidings_stop_card_set_person (TIDINGS_STOP_CARD (card), client, person);
      adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), card);
    }
  else
    adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), _("Nobody is opted out any more. The text can be sent again"));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_alert (GtkWidget      *widget,
            TidingsClient  *client,
            TidingsMessage *message)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), message->type);

  if (type != NULL)
    tidings_push_page (widget, tidings_alert_page_new (client, type));
}

/* A person's own limits are on their page, the household's and those of programs in Preferences. */
static void
show_limits (GtkWidget      *widget,
             TidingsClient  *client,
             TidingsMessage *message)
{
  TidingsPerson *person = tidings_client_find_person (client, message->person_id);
  gboolean is_hour = g_strcmp0 (message->reason, TIDINGS_REASON_RATE_HOUR) == 0;
  gboolean is_day = g_strcmp0 (message->reason, TIDINGS_REASON_RATE_DAY) == 0;
  gboolean is_program = g_strcmp0 (message->reason, TIDINGS_REASON_PROGRAM_OFF) == 0 ||
                        g_strcmp0 (message->reason, TIDINGS_REASON_PROGRAM_DAY) == 0;

  if (person != NULL && ((is_hour && person->rate_hour >= 0) || (is_day && person->rate_day >= 0)))
    gtk_widget_activate_action (widget, "win.show-person", "x", person->id);
  else
    gtk_widget_activate_action (widget, "app.show-preferences", "s", is_program ? "programs" : "limits");
}

static void
resume (GtkWidget     *widget,
        TidingsClient *client)
{
  TidingsBusAgent1 *agent = tidings_verb_get_agent (client, widget);

  if (agent != NULL)
    tidings_bus_agent1_call_pause (agent, 0, NULL, tidings_verb_cb, tidings_verb_new (widget, _("Sending goes on")));
}

static void
open_explanation (GtkWidget      *widget,
                  TidingsMessage *message)
{
  g_autofree char *address = g_strdup_printf ("https://www.twilio.com/docs/errors/%d", message->error_code);

  gtk_show_uri (get_window (widget), address, GDK_CURRENT_TIME);
}

void
tidings_message_perform (GtkWidget      *widget,
                         TidingsClient  *client,
                         TidingsMessage *message,
                         TidingsStep     step)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_MESSAGE (message));

  switch (step)
    {
    case TIDINGS_STEP_RETRY:
    case TIDINGS_STEP_SEND_NOW:
      retry (widget, client, message->id);
      break;
    case TIDINGS_STEP_ASK_AGAIN:
      ask_again (widget, client, message);
      break;
    case TIDINGS_STEP_LEAVE:
      leave (widget, client, message->id);
      break;
    case TIDINGS_STEP_CANCEL:
      cancel (widget, client, message->id);
      break;
    case TIDINGS_STEP_RESUME:
      resume (widget, client);
      break;
    case TIDINGS_STEP_CONFIRM:
    case TIDINGS_STEP_EDIT_NUMBER:
    case TIDINGS_STEP_SHOW_PERSON:
      gtk_widget_activate_action (widget, "win.show-person", "x", message->person_id);
      break;
    case TIDINGS_STEP_SHOW_OTHER:
      gtk_widget_activate_action (widget, "win.show-message", "x", message->merged_into);
      break;
    case TIDINGS_STEP_HOW_TO_UNDO:
      tell_how_to_undo (widget, client, message);
      break;
    case TIDINGS_STEP_ALERT_SETTINGS:
    case TIDINGS_STEP_EDIT_WORDING:
      show_alert (widget, client, message);
      break;
    case TIDINGS_STEP_CHANGE_LIMITS:
      show_limits (widget, client, message);
      break;
    case TIDINGS_STEP_OPEN_TWILIO:
      gtk_widget_activate_action (widget, "win.open-twilio", NULL);
      break;
    case TIDINGS_STEP_CHECK_SENDING:
    case TIDINGS_STEP_CHECK_ACCOUNT:
      tidings_check_dialog_present (get_window (widget), client);
      break;
    case TIDINGS_STEP_READ_MORE:
      tidings_help_show (widget, TIDINGS_HELP_TRIAL);
      break;
    case TIDINGS_STEP_EXPLANATION:
      open_explanation (widget, message);
      break;
    case TIDINGS_STEP_NONE:
    default:
      g_return_if_reached ();
    }
}
