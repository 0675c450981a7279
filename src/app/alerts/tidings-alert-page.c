/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One kind of alert. */
#include "config.h"

#include "tidings-alert-page.h"

#include <glib/gi18n.h>

#include "tidings-alert-receivers.h"
#include "tidings-alert-rules.h"
#include "tidings-box-model.h"
#include "tidings-command-group.h"
#include "tidings-detail.h"
#include "tidings-language.h"
#include "tidings-own-dialog.h"
#include "tidings-page-stack.h"
#include "tidings-store-people.h"
#include "tidings-test-dialog.h"
#include "tidings-trial.h"
#include "tidings-widgets.h"
#include "tidings-wording-dialog.h"
#include "tidings-wording-draft.h"
#include "tidings-wording-languages.h"

struct _TidingsAlertPage
{
  AdwBin parent_instance;

  TidingsClient *client;
  TidingsAlertType *type;
  GStrv languages;  /* of the preview, as in its row */
  GPtrArray *rules; /* borrowed GtkWidget: rows of the group */

  GtkWidget *detail;
  GtkLabel *description_label;
  AdwBin *who_bin;
  GtkLabel *preview_label;
  GtkLabel *count_label;
  GtkWidget *edit_button;
  GtkWidget *test_child;
  GtkWidget *test_button;
  AdwComboRow *language_row;
  AdwPreferencesGroup *rules_group;
  TidingsCommandGroup *command_group;
  GtkWidget *own_box;
};

G_DEFINE_FINAL_TYPE (TidingsAlertPage, tidings_alert_page, ADW_TYPE_BIN)

static const char *
get_language (TidingsAlertPage *self)
{
  guint selected = adw_combo_row_get_selected (self->language_row);

  return selected < g_strv_length (self->languages) ? self->languages[selected] : "en";
}

static void
show_preview (TidingsAlertPage *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  g_autofree char *own = store != NULL ? tidings_store_dup_wording (store, self->type->id, get_language (self)) : NULL;
  g_autofree char *wording = own != NULL ? g_strdup (own) : tidings_alert_type_dup_template (self->type, get_language (self));
  g_autofree char *filled = tidings_wording_fill (self->type, wording);
  g_autofree char *count = NULL;

  /* A wording that an older version kept may have become unreadable; then it is shown as it is. */
  if (filled == NULL)
    filled = g_strdup (wording);

  count = tidings_wording_count (filled, NULL);
  gtk_label_set_label (self->preview_label, filled);
  gtk_label_set_label (self->count_label, count);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->language_row),
                               own != NULL ? _("Your own wording") :
                               self->type->is_own ? _("Text of the alert, for all languages") : _("As it came with Tidings"));
}

static void
language_chosen_cb (TidingsAlertPage *self)
{
  /* The template tells of it before anything else is there. */
  if (self->languages != NULL)
    show_preview (self);
}

static void
fill_languages (TidingsAlertPage *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *language = tidings_wording_dup_window_language ();
  g_auto(GStrv) languages = tidings_wording_list_languages (tidings_client_list_people (self->client));

  for (guint i = 0; languages[i] != NULL; i++)
    gtk_string_list_take (names, tidings_language_dup_name (languages[i]));

  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  self->languages = g_steal_pointer (&languages);
  adw_combo_row_set_selected (self->language_row,
                              tidings_wording_find_language ((const char * const *) self->languages, language));
}

static void
show_rules (TidingsAlertPage *self)
{
  g_auto(GStrv) rules = tidings_alert_type_list_rules (self->type);

  for (guint i = 0; i < self->rules->len; i++)
    adw_preferences_group_remove (self->rules_group, g_ptr_array_index (self->rules, i));
  g_ptr_array_set_size (self->rules, 0);
  for (guint i = 0; rules[i] != NULL; i++)
    {
      GtkWidget *row = tidings_row_new (rules[i], NULL);

      adw_preferences_group_add (self->rules_group, row);
      g_ptr_array_add (self->rules, row);
    }
}

/* What goes to people who are named is not raised by its name. */
static void
show_command (TidingsAlertPage *self)
{
  g_autoptr(TidingsTrial) trial = tidings_trial_new (self->type);
  g_autofree char *command = NULL;

  g_object_get (trial, "command", &command, NULL);
  g_object_set (self->command_group, "command", self->type->addressed ? "" : command, NULL);
}

static void
edit_clicked_cb (TidingsAlertPage *self)
{
  tidings_wording_dialog_present (GTK_WIDGET (self), self->client, self->type, get_language (self));
}

static void
test_clicked_cb (TidingsAlertPage *self)
{
  tidings_test_dialog_present (GTK_WIDGET (self), self->client, self->type);
}

static void
edit_own_clicked_cb (TidingsAlertPage *self)
{
  tidings_own_dialog_present (GTK_WIDGET (self), self->client, self->type);
}

static void
remove_own_clicked_cb (TidingsAlertPage *self)
{
  tidings_own_dialog_ask_remove (GTK_WIDGET (self), self->client, self->type);
}

static void
show_type (TidingsAlertPage *self)
{
  TidingsAlertType *type = self->type;
  g_autofree char *title = tidings_alert_type_dup_title (type, NULL);
  g_autofree char *description = tidings_alert_type_dup_description (type, NULL);

  g_object_set (self->detail, "title", title, NULL);
  gtk_label_set_label (self->description_label, description != NULL ? description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description_label), description != NULL && *description != '\0');
  gtk_widget_set_visible (self->own_box, type->is_own);
  show_preview (self);
  show_rules (self);
  show_command (self);
}

/* An own alert that was changed is another object; one that was removed has no page any more. */
static void
types_changed_cb (TidingsAlertPage *self)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), self->type->id);
  GtkWidget *page_stack = gtk_widget_get_ancestor (GTK_WIDGET (self), TIDINGS_TYPE_PAGE_STACK);

  if (type == self->type)
    {
      show_preview (self);
      return;
    }
  if (type != NULL)
    {
      g_set_object (&self->type, type);
      adw_bin_set_child (self->who_bin, tidings_alert_receivers_new (self->client, type));
      show_type (self);
      return;
    }

  if (page_stack != NULL)
    tidings_page_stack_pop_to_content (TIDINGS_PAGE_STACK (page_stack));
}

static void
tidings_alert_page_dispose (GObject *object)
{
  TidingsAlertPage *self = TIDINGS_ALERT_PAGE (object);

  /* The bin's child is also bound by the template, which would take it away behind the bin's back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_ALERT_PAGE);
  g_clear_object (&self->type);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_alert_page_parent_class)->dispose (object);
}

static void
tidings_alert_page_finalize (GObject *object)
{
  TidingsAlertPage *self = TIDINGS_ALERT_PAGE (object);

  g_strfreev (self->languages);
  g_ptr_array_unref (self->rules);

  G_OBJECT_CLASS (tidings_alert_page_parent_class)->finalize (object);
}

static void
tidings_alert_page_class_init (TidingsAlertPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_alert_page_dispose;
  object_class->finalize = tidings_alert_page_finalize;

  g_type_ensure (TIDINGS_TYPE_COMMAND_GROUP);
  g_type_ensure (TIDINGS_TYPE_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-alert-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertPage, detail);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertPage, description_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertPage, who_bin);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertPage, preview_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertPage, test_child);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertPage, test_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertPage, language_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertPage, rules_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertPage, command_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertPage, own_box);
  gtk_widget_class_bind_template_callback (widget_class, language_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_own_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_own_clicked_cb);
}

static void
tidings_alert_page_init (TidingsAlertPage *self)
{
  self->rules = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tidings_alert_page_new (TidingsClient    *client,
                        TidingsAlertType *type)
{
  TidingsAlertPage *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);
  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type), NULL);

  self = g_object_new (TIDINGS_TYPE_ALERT_PAGE, NULL);
  self->client = g_object_ref (client);
  self->type = g_object_ref (type);
  fill_languages (self);

  /* What is addressed to somebody has nobody to choose, and a code cannot be tried out: it would confirm a number. */
  if (!type->addressed)
    adw_bin_set_child (self->who_bin, tidings_alert_receivers_new (client, type));
  gtk_widget_set_visible (GTK_WIDGET (self->who_bin), !type->addressed);
  gtk_widget_set_visible (self->test_child, !type->addressed || g_str_equal (type->id, "delivery_test"));

  g_object_bind_property (client, "is-ready", self->edit_button, "sensitive", G_BINDING_SYNC_CREATE);
  g_object_bind_property (client, "is-ready", self->test_button, "sensitive", G_BINDING_SYNC_CREATE);
  g_object_bind_property (client, "is-ready", self->own_box, "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (client, "changed::types", G_CALLBACK (types_changed_cb), self, G_CONNECT_SWAPPED);
  show_type (self);

  return GTK_WIDGET (self);
}
