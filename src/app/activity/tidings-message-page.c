/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All about one message. */
#include "config.h"

#include "tidings-message-page.h"

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-detail.h"
#include "tidings-format.h"
#include "tidings-message-actions.h"
#include "tidings-message-item.h"
#include "tidings-message-story.h"
#include "tidings-page-stack.h"
#include "tidings-phone-number.h"
#include "tidings-reply-words.h"
#include "tidings-store-inbound.h"
#include "tidings-store-messages.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

#define OTHER_KEY "tidings-other-message"
/* A storm may have put thousands into one; the others are found in the list. */
#define N_SAYS_SHOWN 50

struct _TidingsMessagePage
{
  AdwBin parent_instance;

  TidingsClient *client;
  TidingsMessageItem *item;
  GSettings *settings;

  GtkWidget *detail;
  GtkWidget *state_icon;
  GtkLabel *state_label;
  GtkLabel *who_label;
  GtkLabel *note_label;
  GtkWidget *steps_box;
  GtkWidget *step_button;
  GtkWidget *other_button;
  GtkLabel *text_label;
  GtkWidget *show_button;
  GtkWidget *setting_group;
  GtkWidget *setting_row;
  GtkWidget *setting_next;
  AdwPreferencesGroup *says_group;
  GtkListBox *says_list;
  GtkWidget *replies_group;
  GtkListBox *replies_list;
  GtkListBox *story_list;
  GtkWidget *cost_row;
  GtkWidget *sid_row;
  GtkWidget *to_row;
  GtkWidget *sender_row;
  GtkWidget *kind_row;
  GtkWidget *source_row;
  GtkWidget *parts_row;
  GtkWidget *code_row;

  guint is_shown : 1; /* the person asked to see a hidden text */
  guint is_gone : 1;  /* deleted meanwhile */
};

G_DEFINE_FINAL_TYPE (TidingsMessagePage, tidings_message_page, ADW_TYPE_BIN)

static gint64
get_now (TidingsMessagePage *self)
{
  return tidings_clock_get_now (tidings_client_get_clock (self->client));
}

static gboolean
is_hidden (TidingsMessagePage *self)
{
  return !self->is_shown && g_settings_get_boolean (self->settings, "hide-text");
}

/* A row of the details; what is not known is left out. */
static void
show_detail (GtkWidget  *row,
             const char *text)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autofree char *name = tidings_words_join_facts (title, text, NULL);

  gtk_widget_set_visible (row, text != NULL && *text != '\0');
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text != NULL ? text : "");
  tidings_set_name (row, name);
}

static char *
dup_number (const char *number)
{
  g_autofree char *shown = NULL;

  if (number == NULL)
    return NULL;

  shown = tidings_phone_number_format (number);

  return tidings_words_isolate (shown);
}

static char *
dup_parts (TidingsMessage *message)
{
  if (message->n_segments == 0)
    return NULL;

  /* Translators: how a text travels: %1$u parts, %2$s is an encoding such as GSM-7 */
  return g_strdup_printf (ngettext ("%1$u part, %2$s", "%1$u parts, %2$s", message->n_segments), message->n_segments,
                          tidings_encoding_to_string (message->encoding));
}

static void
show_details (TidingsMessagePage *self,
              TidingsMessage     *message)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), message->type);
  g_autofree char *kind = type != NULL ? tidings_alert_type_dup_title (type, NULL) : g_strdup (message->type);
  g_autofree char *to = dup_number (message->to);
  g_autofree char *sender = dup_number (message->sender);
  g_autofree char *parts = dup_parts (message);
  g_autofree char *code = message->error_code != 0 ? g_strdup_printf ("%d", message->error_code) : NULL;

  show_detail (self->sid_row, message->sid);
  show_detail (self->to_row, to);
  show_detail (self->sender_row, sender);
  show_detail (self->kind_row, kind);
  show_detail (self->source_row, message->source);
  show_detail (self->parts_row, parts);
  show_detail (self->code_row, code);
  g_object_set (self->detail, "title", kind, NULL);
}

static char *
dup_second (gint64 instant,
            gint64 now)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (instant / 1000);
  g_autofree char *day = tidings_format_day (instant, now);
  /* Translators: a clock time to the second, for g_date_time_format() */
  g_autofree char *time = g_date_time_format (moment, C_("clock time", "%H:%M:%S"));
  g_autofree char *shown = tidings_words_isolate (time);

  return tidings_words_join_facts (day, shown, NULL);
}

static void
empty (GtkListBox *list)
{
  while (gtk_widget_get_first_child (GTK_WIDGET (list)) != NULL)
    gtk_list_box_remove (list, gtk_widget_get_first_child (GTK_WIDGET (list)));
}

static GtkWidget *
make_reply_row (TidingsMessagePage   *self,
                const TidingsInbound *reply)
{
  g_autofree char *text = tidings_reply_dup_text (reply, is_hidden (self));
  g_autofree char *effect = tidings_reply_dup_effect (reply);
  g_autofree char *moment = tidings_format_moment (reply->at, get_now (self));
  g_autofree char *subtitle = tidings_words_join_facts (moment, effect, NULL);
  GtkWidget *row = tidings_row_new (text, subtitle);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), tidings_icon_new ("tidings-reply-symbolic"));

  return row;
}

static void
show_replies (TidingsMessagePage *self,
              TidingsMessage     *message)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  TidingsInboundFilter filter = { .message_id = message->id };
  g_autoptr(GPtrArray) replies = store != NULL ? tidings_store_list_inbound (store, &filter, NULL) : NULL;

  empty (self->replies_list);
  gtk_widget_set_visible (self->replies_group, replies != NULL && replies->len > 0);
  for (guint i = 0; replies != NULL && i < replies->len; i++)
    gtk_list_box_append (self->replies_list, make_reply_row (self, g_ptr_array_index (replies, i)));
}

static void
other_activated_cb (GtkWidget *row,
                    gpointer   user_data)
{
  gint64 id = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), OTHER_KEY));

  gtk_widget_activate_action (row, "win.show-message", "x", id);
}

/* The row leads to another message, as long as that is there. */
static void
link_other (TidingsMessagePage *self,
            GtkWidget          *row,
            gint64              id)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  g_autoptr(TidingsMessage) other = store != NULL && id > 0 ? tidings_store_get_message (store, id, NULL) : NULL;

  if (other == NULL)
    return;

  g_object_set_data (G_OBJECT (row), OTHER_KEY, GSIZE_TO_POINTER ((gsize) id));
  tidings_row_add_next (row);
  g_signal_connect (row, "activated", G_CALLBACK (other_activated_cb), NULL);
}

/* What it says for others, which were not sent themselves. */
static void
show_says (TidingsMessagePage *self,
           TidingsMessage     *message)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  g_autoptr(GPtrArray) merged = store != NULL ? tidings_store_list_merged (store, message->id, N_SAYS_SHOWN, NULL) : NULL;
  guint n_merged = merged != NULL ? merged->len : 0;
  g_autofree char *title = g_strdup_printf (ngettext ("Says %u Alert", "Says %u Alerts", n_merged), n_merged);

  empty (self->says_list);
  gtk_widget_set_visible (GTK_WIDGET (self->says_group), n_merged > 0);
  adw_preferences_group_set_title (self->says_group, title);
  for (guint i = 0; i < n_merged; i++)
    {
      TidingsMessage *one = g_ptr_array_index (merged, i);
      g_autoptr(TidingsMessageItem) item = tidings_message_item_new (one, get_now (self), is_hidden (self));
      g_autofree char *line = NULL;
      g_autofree char *when = dup_second (one->created_at, get_now (self));
      GtkWidget *row = NULL;

      g_object_get (item, "title", &line, NULL);
      row = tidings_row_new (line, when);
      link_other (self, row, one->id);
      gtk_list_box_append (self->says_list, row);
    }
}

/* Which rule has it, and the way to where that is set. */
static void
show_setting (TidingsMessagePage *self,
              TidingsMessage     *message)
{
  g_autofree char *setting = NULL;
  g_autofree char *title = NULL;
  gboolean leads_on = tidings_message_get_setting_step (message) != TIDINGS_STEP_NONE;

  g_object_get (self->item, "setting", &setting, "setting-title", &title, NULL);
  gtk_widget_set_visible (self->setting_group, *setting != '\0');
  tidings_row_set_texts (self->setting_row, title, setting);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->setting_row), leads_on);
  gtk_widget_set_visible (self->setting_next, leads_on);
}

static void
setting_activated_cb (TidingsMessagePage *self)
{
  TidingsMessage *message = tidings_message_item_get_message (self->item);

  tidings_message_perform (GTK_WIDGET (self), self->client, message, tidings_message_get_setting_step (message));
}

static void
show_story (TidingsMessagePage *self,
            TidingsMessage     *message)
{
  static const char * const links[] = { "merged", "sent-again", NULL };
  TidingsStore *store = tidings_client_get_store (self->client);
  g_autoptr(GPtrArray) events = NULL;

  empty (self->story_list);

  if (store != NULL)
    events = tidings_store_list_events (store, message->id, NULL);
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const TidingsEvent *event = g_ptr_array_index (events, i);
      g_autofree char *words = tidings_event_dup_words (event);
      g_autofree char *detail = tidings_event_dup_detail (event, message->person);
      g_autofree char *when = dup_second (event->at, get_now (self));
      g_autofree char *subtitle = tidings_words_join_facts (when, detail, NULL);

      GtkWidget *row = tidings_row_new (words, subtitle);

      if (g_strv_contains (links, event->what) && event->detail != NULL)
        link_other (self, row, g_ascii_strtoll (event->detail, NULL, 10));
      gtk_list_box_append (self->story_list, row);
    }
}

static void
show_card (TidingsMessagePage *self,
           TidingsMessage     *message)
{
  static const char * const kinds[] = { "dim-label", "success", "warning", "error", NULL };
  g_autofree char *icon = NULL;
  g_autofree char *style = NULL;
  g_autofree char *line = NULL;
  g_autofree char *who = NULL;
  g_autofree char *label = NULL;
  g_autofree char *other_label = NULL;
  g_autofree char *note = NULL;
  g_autofree char *moment = tidings_format_moment (message->created_at, get_now (self));
  g_autofree char *who_and_when = NULL;

  g_object_get (self->item, "icon-name", &icon, "style-class", &style, "state-line", &line, "who", &who,
                "step-label", &label, "other-label", &other_label, "note", &note, NULL);
  who_and_when = tidings_words_join_facts (who, moment, NULL);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->state_icon), icon);
  tidings_set_kind (self->state_icon, kinds, style);
  tidings_announce (self->state_label, line);
  gtk_label_set_label (self->who_label, who_and_when);
  gtk_button_set_label (GTK_BUTTON (self->step_button), label);
  gtk_widget_set_visible (self->step_button, *label != '\0');
  gtk_button_set_label (GTK_BUTTON (self->other_button), other_label);
  gtk_widget_set_visible (self->other_button, *other_label != '\0');
  gtk_widget_set_visible (self->steps_box, *label != '\0' || *other_label != '\0');
  gtk_label_set_label (self->note_label, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), *note != '\0');
}

static void
show_message (TidingsMessagePage *self)
{
  TidingsMessage *message = tidings_message_item_get_message (self->item);
  g_autofree char *text = NULL;
  g_autofree char *cost = NULL;
  gboolean is_code = tidings_message_is_code (message);

  g_object_get (self->item, "text", &text, "cost", &cost, NULL);

  show_card (self, message);
  gtk_label_set_label (self->text_label, text);
  gtk_widget_set_visible (self->show_button, is_hidden (self) && !is_code);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->cost_row), cost);
  tidings_set_name (self->cost_row, cost);
  show_details (self, message);
  show_replies (self, message);
  show_setting (self, message);
  show_says (self, message);
  show_story (self, message);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.copy", !is_code);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.copy-sid", message->sid != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.again", tidings_message_can_send_again (message));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.cancel", tidings_message_can_cancel (message));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.ask", tidings_message_can_ask (message));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.remove", tidings_message_can_delete (message) && !self->is_gone);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.explain", message->error_code != 0);
}

/* Of what was deleted there is nothing to read. */
static void
leave (TidingsMessagePage *self)
{
  GtkWidget *stack = gtk_widget_get_ancestor (GTK_WIDGET (self), TIDINGS_TYPE_PAGE_STACK);

  if (self->is_gone)
    return;

  self->is_gone = TRUE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.remove", FALSE);
  if (stack != NULL)
    tidings_page_stack_pop (TIDINGS_PAGE_STACK (stack));
}

static void
reload (TidingsMessagePage *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  TidingsMessage *shown = tidings_message_item_get_message (self->item);
  g_autoptr(TidingsMessage) message = NULL;
  g_autoptr(GError) error = NULL;

  /* Without a store the last that was known stays readable. */
  if (store != NULL)
    message = tidings_store_get_message (store, shown->id, &error);
  /* Erased ones are kept as a number that counts. */
  if (g_error_matches (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND) ||
      (message != NULL && message->to != NULL && *message->to == '\0'))
    {
      leave (self);
      return;
    }

  tidings_message_item_update (self->item, message != NULL ? message : shown, get_now (self), is_hidden (self));
  show_message (self);
}

static void
step_clicked_cb (TidingsMessagePage *self)
{
  TidingsMessage *message = tidings_message_item_get_message (self->item);

  tidings_message_perform (GTK_WIDGET (self), self->client, message, tidings_message_get_step (message));
}

static void
other_clicked_cb (TidingsMessagePage *self)
{
  TidingsMessage *message = tidings_message_item_get_message (self->item);

  tidings_message_perform (GTK_WIDGET (self), self->client, message, tidings_message_get_other_step (message));
}

static void
show_clicked_cb (TidingsMessagePage *self)
{
  self->is_shown = TRUE;
  reload (self);
}

static void
copy_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TidingsMessagePage *self = TIDINGS_MESSAGE_PAGE (widget);

  tidings_message_copy (widget, tidings_message_item_get_message (self->item));
}

static void
copy_sid_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  TidingsMessagePage *self = TIDINGS_MESSAGE_PAGE (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), tidings_message_item_get_message (self->item)->sid);
  tidings_toast (widget, _("Twilio ID copied"));
}

static void
again_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  TidingsMessagePage *self = TIDINGS_MESSAGE_PAGE (widget);

  tidings_message_perform (widget, self->client, tidings_message_item_get_message (self->item), TIDINGS_STEP_ASK_AGAIN);
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  TidingsMessagePage *self = TIDINGS_MESSAGE_PAGE (widget);

  tidings_message_perform (widget, self->client, tidings_message_item_get_message (self->item), TIDINGS_STEP_CANCEL);
}

static void
delete_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  TidingsMessagePage *self = TIDINGS_MESSAGE_PAGE (widget);

  tidings_message_ask_delete (widget, self->client, tidings_message_item_get_message (self->item));
}

static void
ask_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  TidingsMessagePage *self = TIDINGS_MESSAGE_PAGE (widget);

  tidings_message_ask_twilio (widget, self->client, tidings_message_item_get_message (self->item));
}

static void
explain_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  TidingsMessagePage *self = TIDINGS_MESSAGE_PAGE (widget);

  tidings_message_perform (widget, self->client, tidings_message_item_get_message (self->item), TIDINGS_STEP_EXPLANATION);
}

static void
tidings_message_page_dispose (GObject *object)
{
  TidingsMessagePage *self = TIDINGS_MESSAGE_PAGE (object);

  /* The bin's child is also bound by the template, which would take it away behind the bin's back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_MESSAGE_PAGE);
  g_clear_object (&self->item);
  g_clear_object (&self->client);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tidings_message_page_parent_class)->dispose (object);
}

static void
tidings_message_page_class_init (TidingsMessagePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_message_page_dispose;

  g_type_ensure (TIDINGS_TYPE_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-message-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, detail);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, state_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, who_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, note_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, steps_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, step_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, other_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, text_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, show_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, setting_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, setting_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, setting_next);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, says_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, says_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, replies_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, replies_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, story_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, cost_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, sid_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, to_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, sender_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, source_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, parts_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsMessagePage, code_row);
  gtk_widget_class_bind_template_callback (widget_class, step_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, setting_activated_cb);

  gtk_widget_class_install_action (widget_class, "page.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "message.copy-sid", NULL, copy_sid_cb);
  gtk_widget_class_install_action (widget_class, "message.again", NULL, again_cb);
  gtk_widget_class_install_action (widget_class, "message.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "message.ask", NULL, ask_cb);
  gtk_widget_class_install_action (widget_class, "page.remove", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "message.explain", NULL, explain_cb);
}

static void
tidings_message_page_init (TidingsMessagePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (APP_ID);
}

GtkWidget *
tidings_message_page_new (TidingsClient  *client,
                          TidingsMessage *message)
{
  TidingsMessagePage *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);
  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), NULL);

  self = g_object_new (TIDINGS_TYPE_MESSAGE_PAGE, NULL);
  self->client = g_object_ref (client);
  self->item = tidings_message_item_new (message, get_now (self), is_hidden (self));
  g_signal_connect_object (client, "changed::messages", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_object_bind_property (client, "is-ready", self->steps_box, "sensitive", G_BINDING_SYNC_CREATE);
  show_message (self);

  return GTK_WIDGET (self);
}
