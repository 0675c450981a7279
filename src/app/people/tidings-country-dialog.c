/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a country is chosen. */
#include "config.h"

#include "tidings-country-dialog.h"

#include <glib/gi18n.h>
#include "tidings-country-choices.h"
#include "tidings-country-row.h"
#include "tidings-widgets.h"

struct _TidingsCountryDialog
{
  AdwWindow parent_instance;

  GSettings *settings;
  TidingsCountryChoices *choices;

  GtkWidget *search_entry;
  GtkStack *stack;
  GtkListView *list_view;
};

enum {
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (TidingsCountryDialog, tidings_country_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

static void
choose (TidingsCountryDialog *self,
        guint                 position)
{
  g_autoptr(TidingsCountryChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), position);
  g_auto(GStrv) recent = g_settings_get_strv (self->settings, "recent-countries");
  g_auto(GStrv) remembered = NULL;
  const char *code = NULL;

  if (choice == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }

  code = tidings_country_get_code (choice->country);
  remembered = tidings_country_choices_remember ((const char * const *) recent, code);
  g_settings_set_strv (self->settings, "recent-countries", (const char * const *) remembered);
  g_signal_emit (self, signals[CHOSEN], 0, code);
  gtk_window_close (GTK_WINDOW (self));
}

static void
activate_cb (TidingsCountryDialog *self,
             guint                 position)
{
  choose (self, position);
}

static void
search_activate_cb (TidingsCountryDialog *self)
{
  choose (self, 0);
}

static void
stop_search_cb (TidingsCountryDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
search_changed_cb (TidingsCountryDialog *self)
{
  guint n_hits = 0;

  if (self->choices == NULL)
    return;

  tidings_country_choices_search (self->choices, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  n_hits = g_list_model_get_n_items (G_LIST_MODEL (self->choices));
  gtk_stack_set_visible_child_name (self->stack, n_hits > 0 ? "list" : "none");
  if (n_hits > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", 0);
}

/* Down leads from the search into the list; there the arrows are the list's own. */
static gboolean
key_pressed_cb (TidingsCountryDialog *self,
                guint                 keyval)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_child_focus (GTK_WIDGET (self->list_view), GTK_DIR_TAB_FORWARD);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  gtk_list_item_set_child (item, tidings_country_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  tidings_country_row_show (TIDINGS_COUNTRY_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
tidings_country_dialog_dispose (GObject *object)
{
  TidingsCountryDialog *self = TIDINGS_COUNTRY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_COUNTRY_DIALOG);
  g_clear_object (&self->choices);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tidings_country_dialog_parent_class)->dispose (object);
}

static void
tidings_country_dialog_class_init (TidingsCountryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_country_dialog_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-country-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsCountryDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TidingsCountryDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsCountryDialog, list_view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tidings_country_dialog_init (TidingsCountryDialog *self)
{
  GtkListItemFactory *factory = NULL;
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_settings_new (APP_ID);
  tidings_set_name (self->search_entry, _("Search countries"));
  tidings_set_name (GTK_WIDGET (self->list_view), _("Countries and regions"));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry), GTK_WIDGET (self));

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->search_entry, keys);

  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->list_view, factory);
  g_object_unref (factory);
}

GtkWidget *
tidings_country_dialog_new (GtkWindow  *parent,
                            const char *current)
{
  TidingsCountryDialog *self = g_object_new (TIDINGS_TYPE_COUNTRY_DIALOG, "transient-for", parent, NULL);
  g_auto(GStrv) recent = g_settings_get_strv (self->settings, "recent-countries");
  GtkNoSelection *selection = NULL;

  self->choices = tidings_country_choices_new (current, (const char * const *) recent);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->choices)));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);

  /* The search has the keyboard as the first widget. To take it before the window is shown would make GTK 4.8 tell
   * assistive technology that this is no window. */
  return GTK_WIDGET (self);
}
