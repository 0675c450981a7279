/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check Sending. */
#include "config.h"

#include "tidings-check-dialog.h"

#include <glib/gi18n.h>

#include "tidings-alert-item.h"
#include "tidings-box-model.h"
#include "tidings-help.h"
#include "tidings-preview.h"
#include "tidings-sender-check.h"
#include "tidings-test-text.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

struct _TidingsCheckDialog
{
  AdwWindow parent_instance;

  TidingsClient *client;
  TidingsSenderCheck *check;
  TidingsTestText *test;
  TidingsPreview *preview;

  GtkWidget *cancel_button;
  GtkWidget *again_button;
  GtkSpinner *spinner;
  GtkLabel *words_label;
  GtkListBox *lines_list;
  AdwPreferencesGroup *proof_group;
  AdwComboRow *person_row;
  GtkWidget *test_box;
  GtkLabel *cost_label;
  GtkWidget *test_button;
  GtkSpinner *test_spinner;
  GtkLabel *test_label;
};

G_DEFINE_FINAL_TYPE (TidingsCheckDialog, tidings_check_dialog, ADW_TYPE_WINDOW)

static const char * const result_kinds[] = { "dim-label", "success", "error", NULL };

/* The assistant stands over the main window, so this one and what it stands on make room. */
static void
connect_account (TidingsCheckDialog *self)
{
  GtkWindow *window = GTK_WINDOW (self);
  GtkWindow *below = NULL;

  while ((below = gtk_window_get_transient_for (window)) != NULL)
    {
      gtk_window_close (window);
      window = below;
    }

  gtk_widget_activate_action (GTK_WIDGET (window), "win.set-up", "s", "connect");
}

static void
step_clicked_cb (TidingsCheckLine *line,
                 GtkWidget        *button)
{
  TidingsCheckDialog *self = TIDINGS_CHECK_DIALOG (gtk_widget_get_root (button));
  TidingsCheckStep step = TIDINGS_CHECK_STEP_NONE;

  g_object_get (line, "step", &step, NULL);
  if (step == TIDINGS_CHECK_STEP_CONNECT)
    connect_account (self);
  else
    gtk_show_uri (GTK_WINDOW (self), "https://console.twilio.com/", GDK_CURRENT_TIME);
}

static GtkWidget *
make_label (TidingsCheckLine *line,
            const char       *property,
            const char       *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  g_object_bind_property (line, property, label, "label", G_BINDING_SYNC_CREATE);

  return label;
}

static GtkWidget *
make_step_button (TidingsCheckLine *line)
{
  g_autofree char *label = NULL;
  GtkWidget *button = NULL;

  g_object_get (line, "step-label", &label, NULL);
  if (*label == '\0')
    return NULL;

  button = gtk_button_new_with_mnemonic (label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (step_clicked_cb), line, G_CONNECT_SWAPPED);

  return button;
}

static void
more_clicked_cb (TidingsCheckLine *line,
                 GtkWidget        *button)
{
  g_autofree char *topic = NULL;

  g_object_get (line, "help-topic", &topic, NULL);
  tidings_help_show (button, topic);
}

static GtkWidget *
make_more_button (TidingsCheckLine *line)
{
  g_autofree char *topic = NULL;
  GtkWidget *button = NULL;

  g_object_get (line, "help-topic", &topic, NULL);
  if (*topic == '\0')
    return NULL;

  button = gtk_button_new_with_mnemonic (_("_Read More"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (more_clicked_cb), line, G_CONNECT_SWAPPED);

  return button;
}

static void
name_row (GtkWidget        *row,
          TidingsCheckLine *line)
{
  g_autofree char *title = NULL;
  g_autofree char *verdict = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  g_object_get (line, "title", &title, "verdict", &verdict, "text", &text, NULL);
  name = tidings_words_join_facts (title, verdict, text);
  tidings_set_name (row, name);
}

/* Not an action row: its button would leave no room for the words on a phone. */
static GtkWidget *
make_row_cb (gpointer item,
             gpointer user_data)
{
  TidingsCheckLine *line = item;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *button = make_step_button (line);
  GtkWidget *more_button = make_more_button (line);
  g_autofree char *icon_name = NULL;
  g_autofree char *style = NULL;
  GtkWidget *icon = NULL;

  g_object_get (line, "icon-name", &icon_name, "style-class", &style, NULL);
  icon = tidings_icon_new (icon_name);
  gtk_widget_add_css_class (icon, style);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), make_label (line, "title", NULL));
  gtk_box_append (GTK_BOX (words), make_label (line, "text", "dim-label"));
  if (button != NULL)
    gtk_box_append (GTK_BOX (words), button);
  if (more_button != NULL)
    gtk_box_append (GTK_BOX (words), more_button);

  gtk_widget_add_css_class (box, "tidings-check-line");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  name_row (row, line);

  return row;
}

static TidingsPerson *
get_person (TidingsCheckDialog *self)
{
  return adw_combo_row_get_selected_item (self->person_row);
}

static void
follow_check (TidingsCheckDialog *self)
{
  GListModel *lines = tidings_sender_check_list_lines (self->check);
  g_autofree char *words = NULL;
  g_autofree char *proof = NULL;
  g_autofree char *markup = NULL;
  gboolean is_busy = FALSE, has_failed = FALSE;

  g_object_get (self->check, "is-busy", &is_busy, "words", &words, "has-failed", &has_failed, "proof", &proof, NULL);
  markup = g_markup_escape_text (proof, -1);

  tidings_announce (self->words_label, words);
  tidings_set_kind (GTK_WIDGET (self->words_label), result_kinds, has_failed ? "error" : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (self->cancel_button, is_busy);
  gtk_widget_set_visible (self->again_button, !is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->lines_list), g_list_model_get_n_items (lines) > 0);
  adw_preferences_group_set_description (self->proof_group, markup);
}

static void
lines_changed_cb (TidingsCheckDialog *self)
{
  GListModel *lines = tidings_sender_check_list_lines (self->check);

  gtk_widget_set_visible (GTK_WIDGET (self->lines_list), g_list_model_get_n_items (lines) > 0);
}

static void
follow_test (TidingsCheckDialog *self)
{
  g_autofree char *words = NULL;
  gboolean is_busy = FALSE, has_arrived = FALSE, has_failed = FALSE, can_send = FALSE;

  g_object_get (self->test, "words", &words, "is-busy", &is_busy, "has-arrived", &has_arrived, "has-failed", &has_failed, NULL);
  g_object_get (self->preview, "can-send", &can_send, NULL);
  tidings_announce (self->test_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->test_label), *words != '\0');
  tidings_set_kind (GTK_WIDGET (self->test_label), result_kinds, has_arrived ? "success" : has_failed ? "error" : "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->test_spinner), is_busy);
  gtk_spinner_set_spinning (self->test_spinner, is_busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->person_row), !is_busy);
  gtk_widget_set_sensitive (self->test_button, !is_busy && can_send);
}

static void
follow_cost (TidingsCheckDialog *self)
{
  g_autofree char *cost = NULL;

  g_object_get (self->preview, "cost", &cost, NULL);
  tidings_announce (self->cost_label, cost);
  follow_test (self);
}

static void
person_chosen_cb (TidingsCheckDialog *self)
{
  TidingsPerson *person = get_person (self);

  if (self->preview == NULL)
    return;

  if (person != NULL)
    tidings_preview_ask (self->preview, TIDINGS_TEST_TEXT_TYPE, g_variant_new ("a{sv}", NULL), person->id);
  else
    tidings_preview_clear (self->preview);
}

static void
people_changed_cb (TidingsCheckDialog *self)
{
  gboolean has_people = g_list_model_get_n_items (adw_combo_row_get_model (self->person_row)) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->person_row), has_people);
  gtk_widget_set_visible (self->test_button, has_people);
  if (!has_people)
    tidings_announce (self->cost_label, _("Confirm somebody’s number first. Texts go to confirmed numbers only"));
}

static void
test_clicked_cb (TidingsCheckDialog *self)
{
  TidingsPerson *person = get_person (self);

  if (person != NULL)
    tidings_test_text_start (self->test, person->id);
}

static void
check (TidingsCheckDialog *self)
{
  tidings_sender_check_start (self->check);
}

static void
cancel_clicked_cb (TidingsCheckDialog *self)
{
  tidings_sender_check_cancel (self->check);
}

static void
tidings_check_dialog_dispose (GObject *object)
{
  TidingsCheckDialog *self = TIDINGS_CHECK_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_CHECK_DIALOG);
  /* Its end is the end of the check too, also of one that still runs. */
  if (self->check != NULL)
    tidings_sender_check_cancel (self->check);
  g_clear_object (&self->check);
  g_clear_object (&self->test);
  g_clear_object (&self->preview);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_check_dialog_parent_class)->dispose (object);
}

static void
tidings_check_dialog_class_init (TidingsCheckDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_check_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-check-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, again_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, words_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, lines_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, proof_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, test_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, cost_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, test_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, test_spinner);
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, test_label);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_clicked_cb);
}

static void
tidings_check_dialog_init (TidingsCheckDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
can_get_test_cb (gpointer item,
                 gpointer user_data)
{
  return tidings_person_can_get_alerts (item);
}

static void
offer_people (TidingsCheckDialog *self)
{
  GListModel *people = tidings_client_list_people (self->client);
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (can_get_test_cb, NULL, NULL));
  g_autoptr(GtkFilterListModel) model = gtk_filter_list_model_new (g_object_ref (people), filter);
  g_autoptr(GtkExpression) name = gtk_property_expression_new (TIDINGS_TYPE_PERSON, NULL, "name");

  adw_combo_row_set_expression (self->person_row, name);
  adw_combo_row_set_model (self->person_row, G_LIST_MODEL (model));
  g_signal_connect_object (model, "items-changed", G_CALLBACK (people_changed_cb), self, G_CONNECT_SWAPPED);
  people_changed_cb (self);
}

static void
set_client (TidingsCheckDialog *self,
            TidingsClient      *client)
{
  self->client = g_object_ref (client);
  self->check = tidings_sender_check_new (client);
  self->test = tidings_test_text_new (client);
  self->preview = tidings_preview_new (client);

  gtk_list_box_bind_model (self->lines_list, tidings_sender_check_list_lines (self->check), (GtkListBoxCreateWidgetFunc) make_row_cb,
                           NULL, NULL);
  g_signal_connect_object (tidings_sender_check_list_lines (self->check), "items-changed", G_CALLBACK (lines_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->check, "notify", G_CALLBACK (follow_check), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->test, "notify::words", G_CALLBACK (follow_test), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->preview, "notify::cost", G_CALLBACK (follow_cost), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->preview, "notify::can-send", G_CALLBACK (follow_test), self, G_CONNECT_SWAPPED);
  offer_people (self);
  follow_test (self);
}

void
tidings_check_dialog_present (GtkWindow     *parent,
                              TidingsClient *client)
{
  TidingsCheckDialog *self = NULL;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));

  self = g_object_new (TIDINGS_TYPE_CHECK_DIALOG, "transient-for", parent, NULL);
  set_client (self, client);
  check (self);
  gtk_window_present (GTK_WINDOW (self));
}
