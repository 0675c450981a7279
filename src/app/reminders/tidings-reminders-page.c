/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Reminders. */
#include "config.h"

#include "tidings-reminders-page.h"

#include <glib/gi18n.h>

#include "tidings-agenda-view.h"
#include "tidings-box-model.h"
#include "tidings-missed-row.h"
#include "tidings-reminder-ahead.h"
#include "tidings-reminder-dialog.h"
#include "tidings-reminder-import-dialog.h"
#include "tidings-reminder-missed.h"
#include "tidings-reminder-quick-dialog.h"
#include "tidings-reminder-remove.h"
#include "tidings-reminder-sections.h"
#include "tidings-reminder-verbs.h"
#include "tidings-widgets.h"

/* More rows than this at once are slow, and nobody looks that far. */
#define N_ROWS_SHOWN 100

struct _TidingsRemindersPage
{
  AdwBin parent_instance;

  TidingsClient *client;
  TidingsReminderSections *sections;
  TidingsReminderMissed *missed;

  GtkStack *stack;
  GtkToggleButton *list_button;
  GtkToggleButton *agenda_button;
  GtkStack *view_stack;
  GtkWidget *missed_group;
  GtkListBox *missed_list;
  GtkWidget *soon_group;
  GtkListBox *soon_list;
  GtkWidget *first_import_button;
  GtkWidget *import_button;
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
import_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  TidingsRemindersPage *self = TIDINGS_REMINDERS_PAGE (widget);

  if (self->client != NULL)
    tidings_reminder_import_choose (widget, self->client);
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

static TidingsReminder *
find_reminder (TidingsRemindersPage *self,
               GVariant             *id)
{
  GListModel *reminders = self->client != NULL ? tidings_client_list_reminders (self->client) : NULL;

  for (guint i = 0; reminders != NULL && i < g_list_model_get_n_items (reminders); i++)
    {
      g_autoptr(TidingsReminder) reminder = g_list_model_get_item (reminders, i);

      if (reminder->id == g_variant_get_int64 (id))
        return g_steal_pointer (&reminder);
    }

  /* It went while its menu was open. */
  return NULL;
}

static void
verb_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TidingsRemindersPage *self = TIDINGS_REMINDERS_PAGE (widget);
  g_autoptr(TidingsReminder) reminder = find_reminder (self, parameter);

  if (reminder == NULL)
    return;

  if (g_str_equal (action, "reminder.finish"))
    tidings_reminder_finish (widget, self->client, reminder);
  else if (g_str_equal (action, "reminder.snooze-hour"))
    tidings_reminder_snooze (widget, self->client, reminder, TIDINGS_REMINDER_SNOOZE_HOUR);
  else if (g_str_equal (action, "reminder.snooze-morning"))
    tidings_reminder_snooze (widget, self->client, reminder, TIDINGS_REMINDER_SNOOZE_MORNING);
  else if (g_str_equal (action, "reminder.snooze-week"))
    tidings_reminder_snooze (widget, self->client, reminder, TIDINGS_REMINDER_SNOOZE_WEEK);
  else if (g_str_equal (action, "reminder.move"))
    tidings_reminder_quick_dialog_move (widget, self->client, reminder);
  else if (g_str_equal (action, "reminder.skip"))
    tidings_reminder_skip (widget, self->client, reminder);
  else if (g_str_equal (action, "reminder.remove"))
    tidings_reminder_remove (widget, self->client, reminder);
}

static void
add_verb (GMenu      *menu,
          const char *label,
          const char *action,
          gint64      id)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, g_variant_new_int64 (id));
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (gpointer item)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) verbs = g_menu_new ();
  g_autoptr(GMenu) end = g_menu_new ();
  gint64 id = tidings_reminder_item_get_reminder (item)->id;
  gboolean is_open = FALSE;
  gboolean can_skip = FALSE;

  g_object_get (item, "is-open", &is_open, "can-skip", &can_skip, NULL);
  if (is_open)
    {
      add_verb (verbs, C_("menu", "Done"), "reminder.finish", id);
      add_verb (verbs, _("Text Again in 1 Hour"), "reminder.snooze-hour", id);
      add_verb (verbs, _("Text Again Tomorrow Morning"), "reminder.snooze-morning", id);
      add_verb (verbs, _("Text Again in 1 Week"), "reminder.snooze-week", id);
      add_verb (verbs, can_skip ? _("Move This Time…") : _("Move…"), "reminder.move", id);
    }
  if (can_skip)
    add_verb (verbs, _("Skip This Time"), "reminder.skip", id);
  add_verb (end, C_("menu", "Delete"), "reminder.remove", id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (verbs));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));

  return G_MENU_MODEL (menu);
}

static GtkWidget *
make_menu_button (gpointer    item,
                  const char *title)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr(GMenuModel) menu = make_menu (item);
  /* Translators: %s is what a reminder is about */
  g_autofree char *name = g_strdup_printf (_("More about %s"), title);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_set_tooltip_text (button, _("More"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  tidings_set_name (button, name);

  return button;
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
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_menu_button (item, title));
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
  tidings_set_name (self->past_expander, past);
  gtk_stack_set_visible_child_name (self->stack, n_soon + n_later + n_past > 0 ? "list" : "empty");
}

static GtkWidget *
make_missed_row (gpointer item,
                 gpointer user_data)
{
  TidingsRemindersPage *self = user_data;

  return tidings_missed_row_new (item, self->missed, self->client);
}

static void
missed_changed_cb (TidingsRemindersPage *self,
                   guint                 position,
                   guint                 n_removed,
                   guint                 n_added,
                   GListModel           *texts)
{
  gtk_widget_set_visible (self->missed_group, g_list_model_get_n_items (texts) > 0);
}

static void
bind_missed (TidingsRemindersPage *self)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  GListModel *texts = NULL;

  self->missed = tidings_reminder_missed_new (tidings_client_list_reminders (self->client),
                                              tidings_client_get_clock (self->client), settings);
  texts = tidings_reminder_missed_list (self->missed);
  tidings_list_bind_model (self->missed_list, texts, make_missed_row, self);
  g_signal_connect_object (texts, "items-changed", G_CALLBACK (missed_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
bind_section (TidingsRemindersPage   *self,
              GtkListBox             *list,
              TidingsReminderSection  section)
{
  GListModel *items = tidings_reminder_sections_list (self->sections, section);
  g_autoptr(GtkSliceListModel) slice = gtk_slice_list_model_new (g_object_ref (items), 0, N_ROWS_SHOWN);

  tidings_list_bind_model (list, G_LIST_MODEL (slice), make_row, self);
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
read_texts (TidingsRemindersPage *self)
{
  tidings_reminder_sections_take_ahead (self->sections,
                                        tidings_reminder_find_ahead (tidings_client_get_store (self->client),
                                                                     tidings_client_list_reminders (self->client)));
  tidings_reminder_missed_refresh (self->missed, tidings_client_get_store (self->client));
}

static void
view_toggled_cb (TidingsRemindersPage *self)
{
  gtk_stack_set_visible_child_name (self->view_stack, gtk_toggle_button_get_active (self->agenda_button) ? "agenda" : "list");
}

static void
remember_view (TidingsRemindersPage *self)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);

  gtk_toggle_button_set_active (self->list_button, TRUE);
  g_settings_bind (settings, "reminders-agenda", self->agenda_button, "active", G_SETTINGS_BIND_DEFAULT);
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
  bind_missed (self);
  g_signal_connect_object (client, "changed::messages", G_CALLBACK (read_texts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed::reminders", G_CALLBACK (read_texts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::store", G_CALLBACK (read_texts), self, G_CONNECT_SWAPPED);
  read_texts (self);
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
  g_clear_object (&self->missed);
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

  g_type_ensure (TIDINGS_TYPE_AGENDA_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-reminders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, list_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, agenda_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, view_stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, missed_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, missed_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, soon_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, soon_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, first_import_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, later_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, later_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, past_expander);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, past_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsRemindersPage, past_list);

  gtk_widget_class_bind_template_callback (widget_class, view_toggled_cb);

  gtk_widget_class_install_action (widget_class, "page.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "page.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "reminder.finish", "x", verb_cb);
  gtk_widget_class_install_action (widget_class, "reminder.snooze-hour", "x", verb_cb);
  gtk_widget_class_install_action (widget_class, "reminder.snooze-morning", "x", verb_cb);
  gtk_widget_class_install_action (widget_class, "reminder.snooze-week", "x", verb_cb);
  gtk_widget_class_install_action (widget_class, "reminder.move", "x", verb_cb);
  gtk_widget_class_install_action (widget_class, "reminder.skip", "x", verb_cb);
  gtk_widget_class_install_action (widget_class, "reminder.remove", "x", verb_cb);
}

static void
tidings_reminders_page_init (TidingsRemindersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tidings_wrap_button (self->first_import_button);
  tidings_wrap_button (self->import_button);
  remember_view (self);
  add_delete_key (self, self->soon_list);
  add_delete_key (self, self->later_list);
  add_delete_key (self, self->past_list);
}
