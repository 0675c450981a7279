/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person's page leads to: the alert switches, the last reply, and the questions before looking a number up and
 * before removing somebody. */
#include "config.h"

#include "tidings-person-page-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include "tidings-box-model.h"
#include "tidings-detail.h"
#include "tidings-format.h"
#include "tidings-reply-words.h"
#include "tidings-sender.h"
#include "tidings-store-inbound.h"
#include "tidings-subscription-list.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

GtkWidget *
tidings_person_make_alerts (TidingsClient *client,
                            gint64         person_id)
{
  GtkWidget *list = tidings_subscription_list_new (client, person_id);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_widget_set_margin_top (list, 24);
  gtk_widget_set_margin_bottom (list, 24);
  gtk_widget_set_margin_start (list, 12);
  gtk_widget_set_margin_end (list, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 600);
  adw_clamp_set_child (ADW_CLAMP (clamp), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);

  return scroller;
}

void
tidings_person_page_push_alerts (GtkWidget     *page,
                                 TidingsClient *client,
                                 gint64         person_id)
{
  TidingsPerson *person = tidings_client_find_person (client, person_id);
  g_autofree char *title = NULL;
  GtkWidget *detail = NULL;

  g_return_if_fail (GTK_IS_WIDGET (page));
  if (person == NULL)
    return;

  /* Translators: %s is a person’s name */
  title = g_strdup_printf (_("Alerts for %s"), person->name);
  detail = tidings_detail_new (title);
  tidings_detail_set_child (TIDINGS_DETAIL (detail), tidings_person_make_alerts (client, person_id));
  tidings_push_page (page, detail);
}

gboolean
tidings_person_page_show_reply (GtkWidget     *row,
                                TidingsClient *client,
                                TidingsPerson *person)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  TidingsStore *store = tidings_client_get_store (client);
  TidingsInboundFilter filter = { .from = person != NULL ? person->number : NULL, .limit = 1 };
  g_autoptr(GPtrArray) replies = NULL;
  const TidingsInbound *reply = NULL;
  g_autofree char *text = NULL;
  g_autofree char *effect = NULL;
  g_autofree char *moment = NULL;
  g_autofree char *subtitle = NULL;

  if (store != NULL && person != NULL)
    replies = tidings_store_list_inbound (store, &filter, NULL);
  if (replies == NULL || replies->len == 0)
    return FALSE;

  reply = g_ptr_array_index (replies, 0);
  text = tidings_reply_dup_text (reply, g_settings_get_boolean (settings, "hide-text"));
  effect = tidings_reply_dup_effect (reply);
  moment = tidings_format_moment (reply->at, tidings_clock_get_now (tidings_client_get_clock (client)));
  subtitle = tidings_words_join_facts (moment, effect, NULL);
  tidings_row_set_texts (row, text, subtitle);

  return TRUE;
}

GtkWidget *
tidings_person_page_get_overlay (GtkWidget *page)
{
  GtkWidget *overlay = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (page), NULL);

  overlay = gtk_widget_get_ancestor (page, ADW_TYPE_TOAST_OVERLAY);

  return overlay != NULL ? overlay : page;
}

typedef struct {
  GtkWidget *overlay; /* of the window’s toasts: the page goes with the person */
  TidingsClient *client;
  gint64 person_id;
  char *done;
  GtkCheckButton *with_messages;
} Removal;

static void
removal_free (gpointer  data,
              GClosure *closure)
{
  Removal *removal = data;

  g_object_unref (removal->overlay);
  g_object_unref (removal->client);
  g_free (removal->done);
  g_free (removal);
}

static void
remove_response_cb (AdwMessageDialog *dialog,
                    const char       *response,
                    gpointer          user_data)
{
  Removal *removal = user_data;
  TidingsBusAgent1 *agent = NULL;

  if (!g_str_equal (response, "remove"))
    return;

  agent = tidings_verb_get_agent (removal->client, removal->overlay);
  if (agent != NULL)
    tidings_bus_agent1_call_remove_person (agent, removal->person_id, gtk_check_button_get_active (removal->with_messages),
                                           NULL, tidings_verb_cb, tidings_verb_new (removal->overlay, removal->done));
}

void
tidings_person_page_ask_remove (GtkWidget     *page,
                                TidingsClient *client,
                                TidingsPerson *person)
{
  Removal *removal = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  g_autofree char *also = NULL;
  GtkWidget *dialog = NULL;
  GtkWidget *check = NULL;

  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (TIDINGS_IS_PERSON (person));

  /* Translators: %s is a person’s name, here and in the next two texts */
  heading = g_strdup_printf (_("Remove %s?"), person->name);
  body = g_strdup_printf (_("Scheduled reminders for %s are canceled. The activity log stays."), person->name);
  also = g_strdup_printf (_("Also delete %s’s messages"), person->name);

  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (page)), heading, body);
  check = gtk_check_button_new_with_label (also);
  gtk_widget_set_halign (check, GTK_ALIGN_CENTER);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), check);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");

  removal = g_new0 (Removal, 1);
  removal->overlay = g_object_ref (tidings_person_page_get_overlay (page));
  /* Translators: %s is a person’s name */
  removal->done = g_strdup_printf (_("%s was removed"), person->name);
  removal->client = g_object_ref (client);
  removal->person_id = person->id;
  removal->with_messages = GTK_CHECK_BUTTON (check);
  g_signal_connect_data (dialog, "response", G_CALLBACK (remove_response_cb), removal, removal_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct {
  GtkWidget *page;
  TidingsClient *client;
  gint64 person_id;
} LookUp;

static void
look_up_free (gpointer  data,
              GClosure *closure)
{
  LookUp *look_up = data;

  g_object_unref (look_up->page);
  g_object_unref (look_up->client);
  g_free (look_up);
}

static void
looked_up_cb (GObject      *proxy,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GtkWidget) page = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *type = NULL;
  gboolean is_valid = FALSE;

  tidings_bus_agent1_call_look_up_finish (TIDINGS_BUS_AGENT1 (proxy), &is_valid, NULL, &type, NULL, NULL, NULL, result, &error);
  if (tidings_verb_is_gone (page))
    return;

  if (error != NULL)
    tidings_toast_error (page, error);
  else if (!is_valid)
    tidings_toast (page, _("This number does not exist"));
  else if (*type != '\0' && !tidings_line_takes_texts (type))
    tidings_toast (page, _("This line takes no texts"));
  else
    tidings_toast (page, _("This number can exist"));
}

static void
look_up_response_cb (LookUp     *look_up,
                     const char *response)
{
  TidingsBusAgent1 *agent = NULL;

  if (!g_str_equal (response, "look-up"))
    return;

  agent = tidings_verb_get_agent (look_up->client, look_up->page);
  if (agent != NULL)
    tidings_bus_agent1_call_look_up (agent, look_up->person_id, NULL, looked_up_cb, g_object_ref (look_up->page));
}

void
tidings_person_page_ask_look_up (GtkWidget     *page,
                                 TidingsClient *client,
                                 TidingsPerson *person)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  gboolean is_paid = g_settings_get_boolean (settings, "look-up");
  GtkWidget *dialog = NULL;
  LookUp *look_up = NULL;

  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_PERSON (person));

  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (page)), _("Look Up This Number?"),
                                   is_paid ?
                                   _("Twilio charges for telling the kind of line and the carrier, about one US cent a number. "
                                     "The answer is kept for 30 days and not asked for again.") :
                                   _("Whether the number can exist is told for free. The kind of line and the carrier cost "
                                     "about one US cent a number and are asked for once you allow it in Preferences."));
  look_up = g_new0 (LookUp, 1);
  look_up->page = g_object_ref (page);
  look_up->client = g_object_ref (client);
  look_up->person_id = person->id;
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "look-up", _("_Look Up"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), is_paid ? "cancel" : "look-up");
  g_signal_connect_data (dialog, "response", G_CALLBACK (look_up_response_cb), look_up, look_up_free, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
