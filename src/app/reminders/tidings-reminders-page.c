/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Reminders. */
#include "config.h"

#include "tidings-reminders-page.h"

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-reminder-ahead.h"
#include "tidings-reminder-dialog.h"
#include "tidings-reminder-remove.h"
#include "tidings-reminder-sections.h"
#include "tidings-widgets.h"

/* More rows than this at once are slow, and nobody looks that far. */
#define N_ROWS_SHOWN 100

struct _TidingsRemindersPage
{
  AdwBin parent_instance;

  TidingsClient *client;
  TidingsReminderSections *sections;

  GtkStack *stack;
  GtkWidget *soon_group;
  GtkListBox *soon_list;
  GtkWidget *later_group;
  GtkListBox *later_list;
  GtkWidget *past_expander;
  GtkLabel *past_label;
  GtkListBox *past_list;
};

enum {
  PROP_0,
  PROP_CLIENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsRemindersPage, tidings_reminders_page, ADW_TYPE_BIN)

#define REMINDER_KEY "tidings-reminder"

static void
add_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  TidingsRemindersPage *self = TIDINGS_REMINDERS_PAGE (widget);

  if (self->client != NULL)
    tidings_reminder_dialog_present (widget, self->client, NULL);
}

static void
row_activated_cb (TidingsRemindersPage *self,
                  AdwActionRow         *row)
{
  tidings_reminder_dialog_present (GTK_WIDGET (self), self->client, g_object_get_data (G_OBJECT (row), REMINDER_KEY));
}

static gboolean
delete_key_cb (GtkWidget *list,
               GVariant  *args,
               gpointer   user_data)
{
  TidingsRemindersPage *self = user_data;
  GtkWidget *row = gtk_widget_get_focus_child (list);

  if (row == NULL)
    return FALSE;

  tidings_reminder_remove (GTK_WIDGET (self), self->client, g_object_get_data (G_OBJECT (row), REMINDER_KEY));

  return TRUE;
}

static GtkWidget *
make_ahead_icon (void)
{
  GtkWidget *icon = tidings_icon_new ("tidings-clock-cloud-symbolic");

  gtk_widget_add_css_class (icon, "dim-label");

  return icon;
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  TidingsRemindersPage *self = user_data;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  gboolean is_ahead = FALSE;
  GtkWidget *row = NULL;

  g_object_get (item, "title", &title, "subtitle", &subtitle, "is-ahead", &is_ahead, NULL);
  row = tidings_row_new (title, subtitle);
  if (is_ahead)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_ahead_icon ());
  tidings_row_add_next (row);
  g_object_set_data_full (G_OBJECT (row), REMINDER_KEY, g_object_ref (tidings_reminder_item_get_reminder (item)),
                          g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static guint
count (TidingsRemindersPage  *self,
       TidingsReminderSection section)
{
  return g_list_model_get_n_items (tidings_reminder_sections_list (self->sections, section));
}

static void
sections_changed_cb (TidingsRemindersPage *self)
{
  guint n_soon = count (self, TIDINGS_REMINDER_SECTION_SOON);
  guint n_later = count (self, TIDINGS_REMINDER_SECTION_LATER);
  guint n_past = count (self, TIDINGS_REMINDER_SECTION_PAST);
  g_autofree char *past = g_strdup_printf (ngettext ("%u Past", "%u Past", n_past), n_past);

  gtk_widget_set_visible (self->soon_group, n_soon > 0);
  gtk_widget_set_visible (self->later_group, n_later > 0);
  gtk_widget_set_visible (self->past_expander, n_past > 0);
  gtk_label_set_label (self->past_label, past);
  gtk_stack_set_visible_child_name (self->stack, n_soon + n_later + n_past > 0 ? "list" : "empty");
}

static void
bind_section (TidingsRemindersPage   *self,
              GtkListBox             *list,
              TidingsReminderSection  section)
{
  GListModel *items = tidings_reminder_sections_list (self->sections, section);
  g_autoptr(GtkSliceListModel) slice = gtk_slice_list_model_new (g_object_ref (items), 0, N_ROWS_SHOWN);

  gtk_list_box_bind_model (list, G_LIST_MODEL (slice), make_row, self, NULL);
  g_signal_connect_object (items, "items-changed", G_CALLBACK (sections_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
add_delete_key (TidingsRemindersPage *self,
                GtkListBox           *list)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0),
                                            gtk_callback_action_new (delete_key_cb, self, NULL));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (list), controller);
}

static void
look_ahead (TidingsRemindersPage *self)
{
  tidings_reminder_sections_take_ahead (self->sections,
                                        tidings_reminder_find_ahead (tidings_client_get_store (self->client),
                                                                     tidings_client_list_reminders (self->client)));
}

static void
set_client (TidingsRemindersPage *self,
            TidingsClient        *client)
{
  if (!g_set_object (&self->client, client))
    return;

  self->sections = tidings_reminder_sections_new (tidings_client_list_reminders (client), tidings_client_list_people (client),
                                                  tidings_client_get_clock (client));
  bind_section (self, self->soon_list, TIDINGS_REMINDER_SECTION_SOON);
  bind_section (self, self->later_list, TIDINGS_REMINDER_SECTION_LATER);
  bind_section (self, self->past_list, TIDINGS_REMINDER_SECTION_PAST);
  g_signal_connect_object (client, "changed::messages", G_CALLBACK (look_ahead), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed::reminders", G_CALLBACK (look_ahead), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::store", G_CALLBACK (look_ahead), self, G_CONNECT_SWAPPED);
  look_ahead (self);
  sections_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT]);
}

static void
tidings_reminders_page_dispose (GObject *object)
{
  TidingsRemindersPage *self = TIDINGS_REMINDERS_PAGE (object);

  /* The bin's child is also bound by the template, which would take it away behind the bin's back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_REMINDERS_PAGE);
  g_clear_object (&self->sections);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_reminders_page_parent_class)->dispose (object);
}

static void
tidings_reminders_page_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, TIDINGS_REMINDERS_PAGE (object)->client);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminders_page_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CLIENT:
      set_client (TIDINGS_REMINDERS_PAGE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminders_page_class_init (TidingsRemindersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_reminders_page_dispose;
  object_class->get_property = tidings_reminders_page_get_property;
  object_class->set_property = tidings_reminders_page_set_property;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-reminders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, soon_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, soon_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, later_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, later_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, past_expander);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, past_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, past_list);

  gtk_widget_class_install_action (widget_class, "page.add", NULL, add_cb);
}

static void
tidings_reminders_page_init (TidingsRemindersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_delete_key (self, self->soon_list);
  add_delete_key (self, self->later_list);
  add_delete_key (self, self->past_list);
}
