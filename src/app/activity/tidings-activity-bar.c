/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page Activity looks for, as buttons. */
#include "config.h"

#include "tidings-activity-bar.h"

#include <glib/gi18n.h>

#include "tidings-alert-type.h"
#include "tidings-box-model.h"
#include "tidings-format.h"
#include "tidings-widgets.h"

/* Which property a pill takes back. */
#define PILL_KEY "tidings-filter"

struct _TidingsActivityBar
{
  AdwBin parent_instance;

  TidingsClient *client;
  TidingsActivityFilter *filter;
  GPtrArray *types; /* TidingsAlertType, as the choice lists them after the first row */

  GtkWidget *filter_button;
  GtkDropDown *person_choice;
  GtkDropDown *type_choice;
  GtkDropDown *state_choice;
  GtkDropDown *period_choice;
  GtkWidget *between_box;
  GtkMenuButton *from_button;
  GtkMenuButton *to_button;
  GtkPopover *from_popover;
  GtkPopover *to_popover;
  GtkCalendar *from_calendar;
  GtkCalendar *to_calendar;
  GtkFlowBox *pills;

  guint is_filling : 1; /* a list of choices is being exchanged */
};

G_DEFINE_FINAL_TYPE (TidingsActivityBar, tidings_activity_bar, ADW_TYPE_BIN)

static gint64
get_now (TidingsActivityBar *self)
{
  return tidings_clock_get_now (tidings_client_get_clock (self->client));
}

static void
take_back (TidingsActivityFilter *filter,
           const char            *property)
{
  if (g_str_equal (property, "person"))
    g_object_set (filter, "person", (gint64) 0, NULL);
  else if (g_str_equal (property, "type"))
    g_object_set (filter, "type", "", NULL);
  else if (g_str_equal (property, "states"))
    g_object_set (filter, "states", TIDINGS_ACTIVITY_ANY_STATE, NULL);
  else
    g_object_set (filter, "period", TIDINGS_ACTIVITY_ANY_TIME, "from", (gint64) 0, "to", (gint64) 0, NULL);
}

static void
pill_clicked_cb (TidingsActivityBar *self,
                 GtkWidget          *pill)
{
  /* The pill goes away with its filter; whoever is at the keyboard is not to be lost with it. */
  gtk_widget_child_focus (self->filter_button, GTK_DIR_TAB_FORWARD);
  take_back (self->filter, g_object_get_data (G_OBJECT (pill), PILL_KEY));
}

static void
add_pill (TidingsActivityBar *self,
          const char         *property,
          const char         *words)
{
  GtkWidget *pill = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (words);
  /* Translators: %s is what is looked for, such as a name or a state */
  g_autofree char *name = g_strdup_printf (_("Remove Filter “%s”"), words);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), tidings_icon_new ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (pill), box);
  gtk_widget_set_tooltip_text (pill, name);
  tidings_set_name (pill, name);
  g_object_set_data (G_OBJECT (pill), PILL_KEY, (gpointer) property);
  g_signal_connect_object (pill, "clicked", G_CALLBACK (pill_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_flow_box_append (self->pills, pill);
  gtk_widget_set_focusable (gtk_widget_get_parent (pill), FALSE);
}

static void
show_pills (TidingsActivityBar *self)
{
  TidingsPerson *person = NULL;
  TidingsAlertType *type = NULL;
  g_autofree char *type_id = NULL;
  gint64 id = 0;
  guint states = 0, period = 0;

  while (gtk_flow_box_get_child_at_index (self->pills, 0) != NULL)
    gtk_flow_box_remove (self->pills, GTK_WIDGET (gtk_flow_box_get_child_at_index (self->pills, 0)));

  g_object_get (self->filter, "person", &id, "type", &type_id, "states", &states, "period", &period, NULL);
  person = id != 0 ? tidings_client_find_person (self->client, id) : NULL;
  type = tidings_catalog_lookup (tidings_catalog_get_default (), type_id);
  if (person != NULL)
    add_pill (self, "person", person->name);
  if (type != NULL)
    {
      g_autofree char *title = tidings_alert_type_dup_title (type, NULL);

      add_pill (self, "type", title);
    }
  if (states != TIDINGS_ACTIVITY_ANY_STATE)
    add_pill (self, "states", tidings_activity_states_get_word (states));
  if (period != TIDINGS_ACTIVITY_ANY_TIME)
    {
      g_autofree char *words = tidings_activity_filter_dup_period_words (self->filter, get_now (self));

      add_pill (self, "period", words);
    }
}

static void
name_day (TidingsActivityBar *self,
          GtkMenuButton      *button,
          const char         *property,
          const char         *empty,
          const char         *title)
{
  gint64 instant = 0;
  g_autofree char *day = NULL;
  g_autofree char *name = NULL;

  g_object_get (self->filter, property, &instant, NULL);
  day = instant != 0 ? tidings_format_day (instant, get_now (self)) : g_strdup (empty);
  name = g_strdup_printf ("%s, %s", title, day);
  gtk_menu_button_set_label (button, day);
  tidings_set_name (GTK_WIDGET (button), name);
}

static void
filter_changed_cb (TidingsActivityBar *self)
{
  guint period = 0;
  gint64 person = 0;
  g_autofree char *type = NULL;

  g_object_get (self->filter, "person", &person, "type", &type, "period", &period, NULL);
  if (person == 0)
    gtk_drop_down_set_selected (self->person_choice, 0);
  if (*type == '\0')
    gtk_drop_down_set_selected (self->type_choice, 0);
  gtk_widget_set_visible (self->between_box, period == TIDINGS_ACTIVITY_BETWEEN);
  name_day (self, self->from_button, "from", _("First Day…"), _("First day"));
  name_day (self, self->to_button, "to", _("Last Day…"), _("Last day"));
  show_pills (self);
}

static void
person_chosen_cb (TidingsActivityBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->person_choice);
  g_autoptr(TidingsPerson) person = NULL;

  if (self->client == NULL || self->is_filling)
    return;

  if (selected > 0 && selected != GTK_INVALID_LIST_POSITION)
    person = g_list_model_get_item (tidings_client_list_people (self->client), selected - 1);
  g_object_set (self->filter, "person", person != NULL ? person->id : (gint64) 0, NULL);
}

static void
type_chosen_cb (TidingsActivityBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->type_choice);
  TidingsAlertType *type = NULL;

  if (self->client == NULL || self->is_filling)
    return;

  if (selected > 0 && selected <= self->types->len)
    type = g_ptr_array_index (self->types, selected - 1);
  g_object_set (self->filter, "type", type != NULL ? type->id : "", NULL);
}

/* Noon of the day: it belongs to the same day whatever the clocks do that night. */
static gint64
get_day (GtkCalendar *calendar)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (calendar);
  g_autoptr(GDateTime) noon = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                                     g_date_time_get_day_of_month (day), 12, 0, 0);

  return g_date_time_to_unix (noon) * 1000;
}

static void
from_selected_cb (TidingsActivityBar *self)
{
  g_object_set (self->filter, "from", get_day (self->from_calendar), NULL);
  gtk_popover_popdown (self->from_popover);
}

static void
to_selected_cb (TidingsActivityBar *self)
{
  g_object_set (self->filter, "to", get_day (self->to_calendar), NULL);
  gtk_popover_popdown (self->to_popover);
}

static void
fill_choice (TidingsActivityBar *self,
             GtkDropDown        *choice,
             GtkStringList      *words,
             guint               selected,
             const char         *name)
{
  self->is_filling = TRUE;
  gtk_drop_down_set_model (choice, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (choice, selected);
  tidings_drop_down_set_name (choice, name);
  self->is_filling = FALSE;
}

static void
people_changed_cb (TidingsActivityBar *self)
{
  GListModel *people = tidings_client_list_people (self->client);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;
  gint64 id = 0;

  g_object_get (self->filter, "person", &id, NULL);
  gtk_string_list_append (names, _("Everyone"));
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      gtk_string_list_append (names, person->name);
      if (person->id == id)
        selected = i + 1;
    }

  fill_choice (self, self->person_choice, names, selected, _("Person"));
  person_chosen_cb (self);
  show_pills (self);
}

static void
types_changed_cb (TidingsActivityBar *self)
{
  GListModel *types = tidings_catalog_list_types (tidings_catalog_get_default ());
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  g_autofree char *id = NULL;
  guint selected = 0;

  g_object_get (self->filter, "type", &id, NULL);
  g_ptr_array_set_size (self->types, 0);
  gtk_string_list_append (titles, _("All Alerts"));
  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      TidingsAlertType *type = g_list_model_get_item (types, i);
      g_autofree char *title = tidings_alert_type_dup_title (type, NULL);

      g_ptr_array_add (self->types, type);
      gtk_string_list_append (titles, title);
      if (g_str_equal (type->id, id))
        selected = i + 1;
    }

  fill_choice (self, self->type_choice, titles, selected, _("Alert"));
  type_chosen_cb (self);
  show_pills (self);
}

static void
fill_states_and_periods (TidingsActivityBar *self)
{
  g_autoptr(GtkStringList) states = gtk_string_list_new (NULL);
  g_autoptr(GtkStringList) periods = gtk_string_list_new (NULL);

  for (guint i = TIDINGS_ACTIVITY_ANY_STATE; i <= TIDINGS_ACTIVITY_STOPPED; i++)
    gtk_string_list_append (states, tidings_activity_states_get_word (i));
  for (guint i = TIDINGS_ACTIVITY_ANY_TIME; i <= TIDINGS_ACTIVITY_BETWEEN; i++)
    gtk_string_list_append (periods, tidings_activity_period_get_word (i));

  fill_choice (self, self->state_choice, states, 0, _("State"));
  fill_choice (self, self->period_choice, periods, 0, _("Period"));
  g_object_bind_property (self->filter, "states", self->state_choice, "selected", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->filter, "period", self->period_choice, "selected", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

static void
tidings_activity_bar_dispose (GObject *object)
{
  TidingsActivityBar *self = TIDINGS_ACTIVITY_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_ACTIVITY_BAR);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_object (&self->filter);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_activity_bar_parent_class)->dispose (object);
}

static void
tidings_activity_bar_class_init (TidingsActivityBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_activity_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-activity-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityBar, filter_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityBar, person_choice);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityBar, type_choice);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityBar, state_choice);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityBar, period_choice);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityBar, between_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityBar, from_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityBar, to_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityBar, from_popover);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityBar, to_popover);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityBar, from_calendar);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityBar, to_calendar);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityBar, pills);
  gtk_widget_class_bind_template_callback (widget_class, person_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, type_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, from_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, to_selected_cb);
}

static void
tidings_activity_bar_init (TidingsActivityBar *self)
{
  self->types = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  tidings_name_calendar (GTK_WIDGET (self->from_calendar));
  tidings_name_calendar (GTK_WIDGET (self->to_calendar));
}

void
tidings_activity_bar_set_filter (TidingsActivityBar    *self,
                                 TidingsClient         *client,
                                 TidingsActivityFilter *filter)
{
  g_return_if_fail (TIDINGS_IS_ACTIVITY_BAR (self));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_ACTIVITY_FILTER (filter));

  g_set_object (&self->client, client);
  g_set_object (&self->filter, filter);
  fill_states_and_periods (self);
  g_signal_connect_object (filter, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed::types", G_CALLBACK (types_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tidings_client_list_people (client), "items-changed", G_CALLBACK (people_changed_cb), self,
                           G_CONNECT_SWAPPED);
  people_changed_cb (self);
  types_changed_cb (self);
  filter_changed_cb (self);
}
