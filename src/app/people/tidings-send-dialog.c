/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which a text is written to a person. */
#include "config.h"

#include "tidings-send-dialog.h"

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-person-words.h"
#include "tidings-send-draft.h"
#include "tidings-widgets.h"

/* Long enough to get there with the keyboard or a screen reader. */
#define TOAST_S 10

struct _TidingsSendDialog
{
  AdwWindow parent_instance;

  TidingsClient *client;
  TidingsSendDraft *draft;
  GtkWidget *opener;       /* weak: a widget of the window below, for the news and its actions */

  GtkWidget *send_button;
  GtkSpinner *spinner;
  GtkLabel *failure_label;
  GtkWidget *person_row;
  AdwComboRow *who_row;
  GtkTextView *text_view;
  GtkLabel *problem_label;
  GtkLabel *count_label;
  GtkLabel *note_label;
  GtkWidget *verdict_box;
  GtkImage *verdict_icon;
  GtkLabel *verdict_label;

  guint is_done : 1;       /* sent or discarded: nothing is lost any more */
  guint is_showing : 1;    /* our own change of the controls */
};

enum {
  SENT,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (TidingsSendDialog, tidings_send_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

static void
show_label (GtkLabel   *label,
            const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
  tidings_announce (label, text);
}

/* Two texts cost twice as much, which is worth a colour; the words say it too. */
static void
show_count (TidingsSendDialog *self)
{
  static const char * const kinds[] = { "warning", "dim-label", NULL };
  g_autofree char *count = NULL;
  g_autofree char *note = NULL;
  guint n_texts = 0;

  g_object_get (self->draft, "count", &count, "n-texts", &n_texts, "note", &note, NULL);
  tidings_set_kind (GTK_WIDGET (self->count_label), kinds, n_texts > 1 ? "warning" : "dim-label");
  gtk_label_set_label (self->count_label, count);
  show_label (self->note_label, note);
}

static void
show_verdict (TidingsSendDialog *self)
{
  static const char * const kinds[] = { "error", "dim-label", NULL };
  g_autofree char *verdict = NULL;
  gboolean is_stopped = FALSE;

  g_object_get (self->draft, "verdict", &verdict, "is-stopped", &is_stopped, NULL);
  gtk_widget_set_visible (self->verdict_box, *verdict != '\0');
  gtk_image_set_from_icon_name (self->verdict_icon, is_stopped ? "tidings-stopped-symbolic" : "tidings-clock-symbolic");
  tidings_set_kind (GTK_WIDGET (self->verdict_icon), kinds, is_stopped ? "error" : "dim-label");
  tidings_announce (self->verdict_label, verdict);
}

static void
show_problem (TidingsSendDialog *self)
{
  g_autofree char *problem = NULL;

  g_object_get (self->draft, "problem", &problem, NULL);
  show_label (self->problem_label, problem);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_STATE_INVALID,
                               *problem != '\0' ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
draft_changed_cb (TidingsSendDialog *self)
{
  g_autofree char *failure = NULL;
  gboolean is_busy = FALSE;

  g_object_get (self->draft, "failure", &failure, "is-busy", &is_busy, NULL);
  show_count (self);
  show_verdict (self);
  show_problem (self);
  show_label (self->failure_label, failure);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->text_view), !is_busy);
}

static void
send_clicked_cb (TidingsSendDialog *self)
{
  gboolean is_written = FALSE;

  tidings_send_draft_send (self->draft);
  g_object_get (self->draft, "is-written", &is_written, NULL);
  if (!is_written)
    gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

/* A text is one line for phones, so Return is free to send it, as on a phone; pasted lines are joined on the way. */
static gboolean
key_pressed_cb (TidingsSendDialog *self,
                guint              keyval,
                guint              keycode,
                GdkModifierType    state)
{
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;

  if (gtk_widget_get_sensitive (self->send_button))
    gtk_widget_activate (self->send_button);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));

  return GDK_EVENT_STOP;
}

static void
sent_cb (TidingsSendDialog *self,
         gint64             message_id,
         const char        *words)
{
  g_autofree char *markup = g_markup_escape_text (words, -1);
  GtkWidget *overlay = self->opener != NULL ? gtk_widget_get_ancestor (self->opener, ADW_TYPE_TOAST_OVERLAY) : NULL;
  AdwToast *toast = NULL;

  if (overlay != NULL)
    {
      toast = adw_toast_new (markup);
      adw_toast_set_button_label (toast, _("_View"));
      adw_toast_set_timeout (toast, TOAST_S);
      adw_toast_set_action_name (toast, "win.show-message");
      adw_toast_set_action_target (toast, "x", message_id);
      adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
    }

  self->is_done = TRUE;
  g_signal_emit (self, signals[SENT], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
who_selected_cb (TidingsSendDialog *self)
{
  TidingsPerson *person = adw_combo_row_get_selected_item (self->who_row);

  if (!self->is_showing && self->draft != NULL && person != NULL)
    g_object_set (self->draft, "person-id", person->id, NULL);
}

/* Somebody who changes gets a new item in the list, so the row is told again whom it is about. */
static void
show_person (TidingsSendDialog *self)
{
  GListModel *people = tidings_client_list_people (self->client);
  gint64 id = 0;

  g_object_get (self->draft, "person-id", &id, NULL);
  self->is_showing = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);
      g_autofree char *subtitle = NULL;

      if (person->id != id)
        continue;

      subtitle = tidings_person_words_subtitle (person, tidings_clock_get_now (tidings_client_get_clock (self->client)));
      tidings_row_set_texts (self->person_row, person->name, subtitle);
      adw_combo_row_set_selected (self->who_row, i);
    }
  self->is_showing = FALSE;
}

static void
discard (GtkWindow *window)
{
  TIDINGS_SEND_DIALOG (window)->is_done = TRUE;
  gtk_window_close (window);
}

static gboolean
tidings_send_dialog_close_request (GtkWindow *window)
{
  TidingsSendDialog *self = TIDINGS_SEND_DIALOG (window);
  gboolean is_written = FALSE;

  g_object_get (self->draft, "is-written", &is_written, NULL);
  if (self->is_done || !is_written)
    return GTK_WINDOW_CLASS (tidings_send_dialog_parent_class)->close_request (window);

  tidings_ask_discard (window, _("The text was not sent"), discard);

  return TRUE;
}

static void
tidings_send_dialog_dispose (GObject *object)
{
  TidingsSendDialog *self = TIDINGS_SEND_DIALOG (object);

  g_clear_weak_pointer (&self->opener);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_SEND_DIALOG);
  g_clear_object (&self->draft);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_send_dialog_parent_class)->dispose (object);
}

static void
tidings_send_dialog_class_init (TidingsSendDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_send_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = tidings_send_dialog_close_request;

  signals[SENT] = g_signal_new ("sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-send-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsSendDialog, send_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsSendDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, TidingsSendDialog, failure_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsSendDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsSendDialog, who_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsSendDialog, text_view);
  gtk_widget_class_bind_template_child (widget_class, TidingsSendDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsSendDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsSendDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsSendDialog, verdict_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsSendDialog, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, TidingsSendDialog, verdict_label);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, who_selected_cb);
}

static void
tidings_send_dialog_init (TidingsSendDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
bind_draft (TidingsSendDialog *self)
{
  const GBindingFlags both = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_object_bind_property (self->draft, "text", gtk_text_view_get_buffer (self->text_view), "text", both);
  g_object_bind_property (self->draft, "can-send", self->send_button, "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->draft, "sent", G_CALLBACK (sent_cb), self, G_CONNECT_SWAPPED);
  /* All that is said of a text is told together, and this comes last. */
  g_signal_connect_object (self->draft, "notify::is-written", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  draft_changed_cb (self);
}

static void
show_people (TidingsSendDialog *self,
             gboolean           is_choice)
{
  GListModel *people = tidings_client_list_people (self->client);
  g_autoptr(GtkExpression) name = gtk_property_expression_new (TIDINGS_TYPE_PERSON, NULL, "name");

  self->is_showing = TRUE;
  adw_combo_row_set_expression (self->who_row, name);
  adw_combo_row_set_model (self->who_row, people);
  self->is_showing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->who_row), is_choice);
  gtk_widget_set_visible (self->person_row, !is_choice);
  g_signal_connect_object (people, "items-changed", G_CALLBACK (show_person), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  show_person (self);
}

GtkWindow *
tidings_send_dialog_present (GtkWidget     *widget,
                             TidingsClient *client,
                             gint64         person_id,
                             const char    *text)
{
  TidingsSendDialog *self = NULL;
  g_autoptr(TidingsPerson) first = NULL;
  gboolean is_choice = FALSE;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  if ((first = g_list_model_get_item (tidings_client_list_people (client), 0)) == NULL)
    {
      tidings_toast (widget, _("Add somebody first, then a text can be sent"));
      return NULL;
    }
  is_choice = tidings_client_find_person (client, person_id) == NULL;

  self = g_object_new (TIDINGS_TYPE_SEND_DIALOG, "transient-for", gtk_widget_get_root (widget), NULL);
  self->client = g_object_ref (client);
  g_set_weak_pointer (&self->opener, widget);
  self->draft = tidings_send_draft_new (client);
  g_object_set (self->draft, "person-id", is_choice ? first->id : person_id, "text", text != NULL ? text : "", NULL);
  show_people (self, is_choice);
  bind_draft (self);

  /* Shown first: a focus that comes before makes GTK 4.8 tell assistive technology that this is no window. */
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));

  return GTK_WINDOW (self);
}
