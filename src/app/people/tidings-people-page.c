/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page People. */
#include "config.h"

#include "tidings-people-page.h"

#include <glib/gi18n.h>
#include "tidings-box-model.h"
#include "tidings-page-stack.h"
#include "tidings-people-menu.h"
#include "tidings-person-dialog.h"
#include "tidings-person-words.h"
#include "tidings-widgets.h"

/* From so many people on, looking through the list takes longer than typing. */
#define SEARCH_FROM 8

struct _TidingsPeoplePage {
  AdwBin parent_instance;

  TidingsClient *client;
  GtkFilterListModel *filtered;
  GtkCustomFilter *filter;
  gint64 last_opened;
  gboolean search_mode;

  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkStack *stack;
  GtkListBox *list_box;
  GtkWidget *menu;         /* of the row it was last opened for */
};

enum {
  PROP_0,
  PROP_CLIENT,
  PROP_SEARCH_MODE,
  PROP_CAN_SEARCH,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TidingsPeoplePage, tidings_people_page, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];

static guint
count_people (TidingsPeoplePage *self)
{
  return self->client != NULL ? g_list_model_get_n_items (tidings_client_list_people (self->client)) : 0;
}

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  TidingsPeoplePage *self = user_data;

  return !self->search_mode || tidings_person_matches (item, gtk_editable_get_text (self->search_entry));
}

static void
show_count (TidingsPeoplePage *self)
{
  if (count_people (self) == 0)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) == 0)
    gtk_stack_set_visible_child_name (self->stack, "no-results");
  else
    gtk_stack_set_visible_child_name (self->stack, "list");

  gtk_search_bar_set_key_capture_widget (self->search_bar, count_people (self) >= SEARCH_FROM ? GTK_WIDGET (self) : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SEARCH]);
}

static void
search_changed_cb (TidingsPeoplePage *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static gint64
get_row_person (GtkListBoxRow *row)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "person");

  return *id;
}

static void
row_activated_cb (TidingsPeoplePage *self,
                  GtkListBoxRow     *row)
{
  self->last_opened = get_row_person (row);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-person", "x", self->last_opened);
}

/* The row that led to a page is made anew when the person changes there, so the page stack cannot find it again. */
static void
depth_cb (TidingsPeoplePage *self,
          GParamSpec        *pspec,
          TidingsPageStack  *page_stack)
{
  if (tidings_page_stack_get_depth (page_stack) > 0 || self->last_opened == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  for (int i = 0; gtk_list_box_get_row_at_index (self->list_box, i) != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list_box, i);

      if (get_row_person (row) == self->last_opened)
        gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  self->last_opened = 0;
}

/* The menu belongs to the page: a row is made anew whenever its person changes. */
static void
open_menu (TidingsPeoplePage *self,
           GtkListBoxRow     *row,
           const GdkRectangle *at)
{
  TidingsPerson *person = tidings_client_find_person (self->client, get_row_person (row));
  g_autoptr(GMenuModel) items = NULL;

  if (person == NULL)
    return;

  items = tidings_people_menu_new (person, TRUE);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), items);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pressed_cb (TidingsPeoplePage *self,
            double             x,
            double             y)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list_box, (int) y);
  GdkRectangle at = { 0, 0, 1, 1 };
  double page_x = 0, page_y = 0;

  if (row == NULL || !gtk_widget_translate_coordinates (GTK_WIDGET (self->list_box), GTK_WIDGET (self), x, y, &page_x, &page_y))
    return;

  at.x = (int) page_x;
  at.y = (int) page_y;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  open_menu (self, row, &at);
}

static void
button_pressed_cb (TidingsPeoplePage *self,
                   int                n_press,
                   double             x,
                   double             y)
{
  pressed_cb (self, x, y);
}

/* The row that has the keyboard, or in which something has it. */
static GtkListBoxRow *
get_focus_row (TidingsPeoplePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self->list_box)) ? GTK_LIST_BOX_ROW (row) : NULL;
}

static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  TidingsPeoplePage *self = TIDINGS_PEOPLE_PAGE (widget);
  GtkListBoxRow *row = get_focus_row (self);
  graphene_rect_t bounds;
  GdkRectangle at;

  if (row == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (row), widget, &bounds))
    return FALSE;

  at = (GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width, (int) bounds.size.height };
  open_menu (self, row, &at);

  return TRUE;
}

static gboolean
delete_key_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  GtkListBoxRow *row = get_focus_row (TIDINGS_PEOPLE_PAGE (widget));

  return row != NULL && gtk_widget_activate_action (widget, "person.remove", "x", get_row_person (row));
}

static void
confirm_clicked_cb (GtkButton *button)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (button), TIDINGS_TYPE_PEOPLE_PAGE);
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);
  TidingsPeoplePage *self = TIDINGS_PEOPLE_PAGE (page);

  tidings_person_dialog_present_confirm (GTK_WIDGET (self), self->client, get_row_person (GTK_LIST_BOX_ROW (row)));
}

static GtkWidget *
make_confirm_button (TidingsPerson *person)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Confirm…"));
  g_autofree char *name = NULL;

  /* Translators: %s is a person’s name */
  name = g_strdup_printf (_("Confirm the number of %s"), person->name);
  tidings_set_name (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (confirm_clicked_cb), NULL);

  return button;
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  TidingsPeoplePage *self = user_data;
  TidingsPerson *person = item;
  gint64 now = tidings_clock_get_now (tidings_client_get_clock (self->client));
  g_autofree char *subtitle = tidings_person_words_subtitle (person, now);
  GtkWidget *row = tidings_row_new (person->name, subtitle);
  GtkWidget *avatar = adw_avatar_new (40, person->name, TRUE);
  const char *style = NULL;
  GtkWidget *state = tidings_icon_new (tidings_person_words_icon (person, now, &style));

  g_object_set_data_full (G_OBJECT (row), "person", g_memdup2 (&person->id, sizeof person->id), g_free);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  gtk_widget_add_css_class (state, style);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  if (person->opted_out_at == 0 && person->verified_at == 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_confirm_button (person));
  tidings_row_add_next (row);

  return row;
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  TidingsPeoplePage *self = TIDINGS_PEOPLE_PAGE (widget);

  tidings_person_dialog_present_add (widget, self->client, NULL);
}

static void
set_client (TidingsPeoplePage *self,
            TidingsClient     *client)
{
  if (!g_set_object (&self->client, client))
    return;

  if (client != NULL)
    tidings_people_menu_install_actions (GTK_WIDGET (self), client);
  gtk_filter_list_model_set_model (self->filtered, client != NULL ? tidings_client_list_people (client) : NULL);
  show_count (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT]);
}

static void
set_search_mode (TidingsPeoplePage *self,
                 gboolean           search_mode)
{
  if (self->search_mode == search_mode)
    return;

  self->search_mode = search_mode;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE]);
}

static void
tidings_people_page_realize (GtkWidget *widget)
{
  GtkWidget *page_stack = NULL;

  GTK_WIDGET_CLASS (tidings_people_page_parent_class)->realize (widget);

  page_stack = gtk_widget_get_ancestor (widget, TIDINGS_TYPE_PAGE_STACK);
  if (page_stack != NULL)
    g_signal_connect_object (page_stack, "notify::depth", G_CALLBACK (depth_cb), widget, G_CONNECT_SWAPPED);
}

static void
tidings_people_page_unrealize (GtkWidget *widget)
{
  GtkWidget *page_stack = gtk_widget_get_ancestor (widget, TIDINGS_TYPE_PAGE_STACK);

  if (page_stack != NULL)
    g_signal_handlers_disconnect_by_func (page_stack, depth_cb, widget);

  GTK_WIDGET_CLASS (tidings_people_page_parent_class)->unrealize (widget);
}

static void
tidings_people_page_dispose (GObject *object)
{
  TidingsPeoplePage *self = TIDINGS_PEOPLE_PAGE (object);

  if (self->list_box != NULL)
    gtk_list_box_bind_model (self->list_box, NULL, NULL, NULL, NULL);
  if (self->filtered != NULL)
    g_signal_handlers_disconnect_by_data (self->filtered, self);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_PEOPLE_PAGE);
  g_clear_object (&self->filtered);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_people_page_parent_class)->dispose (object);
}

static void
tidings_people_page_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TidingsPeoplePage *self = TIDINGS_PEOPLE_PAGE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, self->search_mode);
      break;
    case PROP_CAN_SEARCH:
      g_value_set_boolean (value, count_people (self) >= SEARCH_FROM);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_people_page_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  TidingsPeoplePage *self = TIDINGS_PEOPLE_PAGE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      set_client (self, g_value_get_object (value));
      break;
    case PROP_SEARCH_MODE:
      set_search_mode (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_people_page_class_init (TidingsPeoplePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_people_page_dispose;
  object_class->get_property = tidings_people_page_get_property;
  object_class->set_property = tidings_people_page_set_property;
  widget_class->realize = tidings_people_page_realize;
  widget_class->unrealize = tidings_people_page_unrealize;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT, flags);
  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_SEARCH] = g_param_spec_boolean ("can-search", NULL, NULL, FALSE,
                                                      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsPeoplePage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TidingsPeoplePage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TidingsPeoplePage, stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsPeoplePage, list_box);
  gtk_widget_class_bind_template_callback (widget_class, button_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_install_action (widget_class, "page.add", NULL, add_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, 0, delete_key_cb, NULL);
}

static void
tidings_people_page_init (TidingsPeoplePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* It stands in a clamp, where the bar does not find it by itself. */
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  self->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));

  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, GTK_FILTER (self->filter));
  gtk_list_box_bind_model (self->list_box, G_LIST_MODEL (self->filtered), make_row, self, NULL);
  g_signal_connect_swapped (self->filtered, "items-changed", G_CALLBACK (show_count), self);
  show_count (self);
}
