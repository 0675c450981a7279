/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which an alert is tried out. */
#include "config.h"

#include "tidings-test-dialog.h"

#include <glib/gi18n.h>

#include "tidings-alert-item.h"
#include "tidings-field-words.h"
#include "tidings-preview.h"
#include "tidings-test-text.h"
#include "tidings-trial.h"
#include "tidings-widgets.h"
#include "tidings-wording-draft.h"

#define FIELD_KEY "tidings-field"

struct _TidingsTestDialog
{
  AdwWindow parent_instance;

  TidingsClient *client;
  TidingsAlertType *type;
  TidingsTrial *trial;
  TidingsPreview *preview;
  TidingsTestText *test;
  GPtrArray *people; /* TidingsPerson, in the order of the choice */

  GtkButton *close_button;
  GtkWidget *send_button;
  GtkWidget *result_box;
  GtkSpinner *spinner;
  GtkImage *result_icon;
  GtkLabel *result_label;
  AdwComboRow *person_row;
  AdwPreferencesGroup *values_group;
  GtkLabel *body_label;
  GtkLabel *cost_label;

  guint has_begun : 1; /* somebody has typed into a value */
};

G_DEFINE_FINAL_TYPE (TidingsTestDialog, tidings_test_dialog, ADW_TYPE_WINDOW)

static TidingsPerson *
get_person (TidingsTestDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->person_row);

  return selected < self->people->len ? g_ptr_array_index (self->people, selected) : NULL;
}

static void
follow_can_send (TidingsTestDialog *self)
{
  gboolean can_send = FALSE, is_busy = FALSE;

  g_object_get (self->preview, "can-send", &can_send, NULL);
  g_object_get (self->test, "is-busy", &is_busy, NULL);
  gtk_widget_set_sensitive (self->send_button, can_send && !is_busy);
}

static void
show_preview (TidingsTestDialog *self)
{
  g_autofree char *body = NULL;
  g_autofree char *cost = NULL;
  gboolean can_send = FALSE;

  g_object_get (self->preview, "body", &body, "cost", &cost, "can-send", &can_send, NULL);
  if (*body != '\0')
    gtk_label_set_label (self->body_label, body);
  tidings_announce (self->cost_label, cost);
  follow_can_send (self);

  /* Who only wants to see it arrive presses Return; who wants other values has moved on by then. */
  if (can_send && !self->has_begun)
    gtk_window_set_focus (GTK_WINDOW (self), self->send_button);
}

static void
ask (TidingsTestDialog *self)
{
  TidingsPerson *person = get_person (self);

  if (person != NULL)
    tidings_preview_ask (self->preview, self->type->id, tidings_trial_dup_values (self->trial), person->id);
}

static void
person_chosen_cb (TidingsTestDialog *self)
{
  /* The template tells of it before anything else is there. */
  if (self->preview != NULL)
    ask (self);
}

static void
value_changed_cb (TidingsTestDialog *self,
                  GtkEditable       *row)
{
  tidings_trial_set_value (self->trial, g_object_get_data (G_OBJECT (row), FIELD_KEY), gtk_editable_get_text (row));
  self->has_begun = TRUE;
  ask (self);
}

static void
send_clicked_cb (TidingsTestDialog *self)
{
  TidingsPerson *person = get_person (self);
  gboolean is_busy = FALSE;

  g_object_get (self->test, "is-busy", &is_busy, NULL);
  if (person != NULL && !is_busy)
    tidings_test_text_raise (self->test, self->type->id, tidings_trial_dup_values (self->trial), person->id);
}

/* How it goes, in words and by a sign; the button that gave the order may be pressed again when it has ended. */
static void
show_result (TidingsTestDialog *self)
{
  static const char * const kinds[] = { "success", "error", NULL };
  g_autofree char *words = NULL;
  gboolean is_busy = FALSE, has_arrived = FALSE;

  g_object_get (self->test, "words", &words, "is-busy", &is_busy, "has-arrived", &has_arrived, NULL);
  gtk_widget_set_visible (self->result_box, *words != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->result_icon), !is_busy);
  gtk_image_set_from_icon_name (self->result_icon, has_arrived ? "tidings-double-check-symbolic" : "tidings-error-symbolic");
  tidings_set_kind (GTK_WIDGET (self->result_icon), kinds, is_busy ? NULL : has_arrived ? "success" : "error");
  tidings_announce (self->result_label, words);
  gtk_button_set_label (self->close_button, *words != '\0' ? _("_Close") : _("_Cancel"));
  follow_can_send (self);
}

static void
tidings_test_dialog_dispose (GObject *object)
{
  TidingsTestDialog *self = TIDINGS_TEST_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_TEST_DIALOG);
  g_clear_object (&self->test);
  g_clear_object (&self->preview);
  g_clear_object (&self->trial);
  g_clear_object (&self->type);
  g_clear_object (&self->client);
  g_clear_pointer (&self->people, g_ptr_array_unref);

  G_OBJECT_CLASS (tidings_test_dialog_parent_class)->dispose (object);
}

static void
tidings_test_dialog_class_init (TidingsTestDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_test_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-test-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsTestDialog, close_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsTestDialog, send_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsTestDialog, result_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsTestDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, TidingsTestDialog, result_icon);
  gtk_widget_class_bind_template_child (widget_class, TidingsTestDialog, result_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsTestDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsTestDialog, values_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsTestDialog, body_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsTestDialog, cost_label);
  gtk_widget_class_bind_template_callback (widget_class, person_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_clicked_cb);
}

static void
tidings_test_dialog_init (TidingsTestDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->send_button);
}

static GPtrArray *
collect_people (TidingsClient *client)
{
  GListModel *all = tidings_client_list_people (client);
  GPtrArray *people = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (all, i);

      if (tidings_person_can_get_alerts (person))
        g_ptr_array_add (people, g_steal_pointer (&person));
    }

  return people;
}

static void
fill_people (TidingsTestDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->people->len; i++)
    gtk_string_list_append (names, ((TidingsPerson *) g_ptr_array_index (self->people, i))->name);

  adw_combo_row_set_model (self->person_row, G_LIST_MODEL (names));
}

static void
add_value (TidingsTestDialog *self,
           const char        *field)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *words = tidings_field_dup_words (field);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  tidings_set_name (row, words);
  gtk_editable_set_text (GTK_EDITABLE (row), tidings_trial_get_value (self->trial, field));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), FIELD_KEY, g_strdup (field), g_free);
  g_signal_connect_object (row, "changed", G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->values_group, row);
}

/* Until the agent has said exactly what would leave, what came with Tidings stands there: the window then keeps its shape. */
static void
show_guess (TidingsTestDialog *self)
{
  TidingsPerson *person = get_person (self);
  g_autofree char *template = tidings_alert_type_dup_template (self->type, person->language);
  g_autofree char *filled = tidings_wording_fill (self->type, template);
  g_autofree char *count = tidings_wording_count (filled != NULL ? filled : "", NULL);

  gtk_label_set_label (self->body_label, filled != NULL ? filled : template);
  gtk_label_set_label (self->cost_label, count);
}

static void
tell_nobody (GtkWidget *widget)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _("Nobody to Send To"),
                                              _("Confirm somebody’s number first. Texts go to confirmed numbers only"));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
tidings_test_dialog_present (GtkWidget        *widget,
                             TidingsClient    *client,
                             TidingsAlertType *type)
{
  g_autoptr(GPtrArray) people = NULL;
  TidingsTestDialog *self = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_ALERT_TYPE (type));

  people = collect_people (client);
  if (people->len == 0)
    {
      tell_nobody (widget);
      return;
    }

  self = g_object_new (TIDINGS_TYPE_TEST_DIALOG, "transient-for", gtk_widget_get_root (widget), NULL);
  self->client = g_object_ref (client);
  self->type = g_object_ref (type);
  self->people = g_steal_pointer (&people);
  self->trial = tidings_trial_new (type);
  for (guint i = 0; type->fields != NULL && type->fields[i] != NULL; i++)
    add_value (self, type->fields[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->values_group), type->fields != NULL && type->fields[0] != NULL);
  fill_people (self);
  show_guess (self);

  self->test = tidings_test_text_new (client);
  self->preview = tidings_preview_new (client);
  g_signal_connect_object (self->test, "notify::words", G_CALLBACK (show_result), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->preview, "notify::can-send", G_CALLBACK (follow_can_send), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->preview, "notify::cost", G_CALLBACK (show_preview), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self));
  ask (self);
}
