/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Activity. */
#include "config.h"

#include "tidings-activity-page.h"

#include <glib/gi18n.h>

#include "tidings-activity-filter.h"
#include "tidings-attention.h"
#include "tidings-box-model.h"
#include "tidings-message-days.h"
#include "tidings-message-row.h"
#include "tidings-store-messages.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

struct _TidingsActivityPage
{
  AdwBin parent_instance;

  TidingsClient *client;
  GSettings *settings;
  TidingsActivityFilter *filter;
  TidingsMessageList *messages;
  TidingsMessageDays *days;
  TidingsAttention *attention;

  GtkWidget *search_bar;
  GtkEditable *search_entry;
  GtkDropDown *person_choice;
  GtkDropDown *state_choice;
  GtkDropDown *period_choice;
  GtkWidget *filter_line;
  GtkLabel *filter_label;
  GtkStack *stack;
  GtkLabel *failed_label;
  GtkBox *days_box;
  GtkWidget *older_button;
  AdwStatusPage *error_page;

  guint search_mode : 1;
  guint is_filling : 1; /* the list of people for the filter is being exchanged */
};

enum {
  PROP_0,
  PROP_CLIENT,
  PROP_SEARCH_MODE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsActivityPage, tidings_activity_page, ADW_TYPE_BIN)

static gint64
get_now (TidingsActivityPage *self)
{
  return tidings_clock_get_now (tidings_client_get_clock (self->client));
}

static GtkWidget *
make_message_row (gpointer item,
                  gpointer user_data)
{
  TidingsActivityPage *self = user_data;

  return tidings_message_row_new (item, self->client, FALSE);
}

static void
title_changed_cb (TidingsMessageDay *day,
                  GParamSpec        *pspec,
                  GtkWidget         *list)
{
  g_autofree char *title = NULL;

  g_object_get (day, "title", &title, NULL);
  tidings_set_name (list, title);
}

static GtkWidget *
make_day (gpointer item,
          gpointer user_data)
{
  TidingsMessageDay *day = item;
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  g_object_bind_property (day, "title", group, "title", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (day, "notify::title", G_CALLBACK (title_changed_cb), list, 0);
  title_changed_cb (day, NULL, list);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_bind_model (GTK_LIST_BOX (list), tidings_message_day_list_items (day), make_message_row, user_data, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);

  return group;
}

static void
show_error (TidingsActivityPage *self,
            const GError        *error)
{
  g_autofree char *words = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->error_page, words);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
show_outcome (TidingsActivityPage *self)
{
  gboolean is_active = FALSE;

  g_object_get (self->filter, "is-active", &is_active, NULL);
  gtk_widget_set_visible (self->older_button, self->messages != NULL && tidings_message_list_get_has_more (self->messages));

  if (self->messages != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->messages)) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (self->messages != NULL && is_active)
    gtk_stack_set_visible_child_name (self->stack, "no-results");
  else
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
look_anew (TidingsActivityPage *self)
{
  g_autoptr(GError) error = NULL;
  TidingsMessageFilter filter = { 0 };

  if (self->messages == NULL)
    {
      show_outcome (self);
      return;
    }

  tidings_activity_filter_fill (self->filter, get_now (self), &filter);
  if (tidings_message_list_set_filter (self->messages, &filter, &error))
    show_outcome (self);
  else
    show_error (self, error);
}

/* What is said aloud where the badge of the switcher is silent. */
static void
tell_failed (TidingsActivityPage *self)
{
  g_autofree char *words = NULL;
  guint n_failed = 0;

  g_object_get (self->attention, "count", &n_failed, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->failed_label), n_failed > 0);
  if (n_failed == 0)
    return;

  words = g_strdup_printf (ngettext ("%u text failed since you last looked", "%u texts failed since you last looked", n_failed),
                           n_failed);
  tidings_announce (self->failed_label, words);
}

static void
messages_changed_cb (TidingsActivityPage *self)
{
  g_autoptr(GError) error = NULL;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    tidings_attention_note_seen (self->attention);

  if (self->messages == NULL)
    return;

  if (tidings_message_list_refresh (self->messages, &error))
    show_outcome (self);
  else
    show_error (self, error);
}

static void
store_changed_cb (TidingsActivityPage *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);

  tidings_box_bind_model (self->days_box, NULL, NULL, NULL);
  g_clear_object (&self->days);
  g_clear_object (&self->messages);

  if (store != NULL)
    {
      self->messages = tidings_message_list_new (store);
      self->days = tidings_message_days_new (G_LIST_MODEL (self->messages), tidings_client_get_clock (self->client));
      g_settings_bind (self->settings, "hide-text", self->days, "hide-text", G_SETTINGS_BIND_GET);
      tidings_box_bind_model (self->days_box, tidings_message_days_list (self->days), make_day, self);
    }

  look_anew (self);
}

static void
add_word (GPtrArray  *words,
          const char *word)
{
  g_ptr_array_add (words, g_strdup (word));
}

static void
filter_changed_cb (TidingsActivityPage *self)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *line = NULL;
  gint64 id = 0;
  guint states = 0, period = 0;
  TidingsPerson *person = NULL;

  g_object_get (self->filter, "person", &id, "states", &states, "period", &period, NULL);
  person = id != 0 ? tidings_client_find_person (self->client, id) : NULL;
  if (person != NULL)
    add_word (words, person->name);
  if (states != TIDINGS_ACTIVITY_ANY_STATE)
    add_word (words, tidings_activity_states_get_word (states));
  if (period != TIDINGS_ACTIVITY_ANY_TIME)
    add_word (words, tidings_activity_period_get_word (period));
  gtk_widget_set_visible (self->filter_line, words->len > 0);
  g_ptr_array_add (words, NULL);

  line = g_strjoinv (" · ", (char **) words->pdata);
  gtk_label_set_label (self->filter_label, line);

  look_anew (self);
}

static void
search_changed_cb (TidingsActivityPage *self)
{
  g_object_set (self->filter, "search", gtk_editable_get_text (self->search_entry), NULL);
}

static void
person_chosen_cb (TidingsActivityPage *self)
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
remove_filters_cb (TidingsActivityPage *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_drop_down_set_selected (self->person_choice, 0);
  tidings_activity_filter_clear (self->filter);
}

static void
older_clicked_cb (TidingsActivityPage *self)
{
  g_autoptr(GError) error = NULL;

  if (tidings_message_list_grow (self->messages, &error))
    show_outcome (self);
  else
    show_error (self, error);
}

static void
try_again_cb (TidingsActivityPage *self)
{
  look_anew (self);
}

static void
people_changed_cb (TidingsActivityPage *self)
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

  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->person_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->person_choice, selected);
  tidings_drop_down_set_name (self->person_choice, _("Person"));
  self->is_filling = FALSE;
  person_chosen_cb (self);
}

static void
set_client (TidingsActivityPage *self,
            TidingsClient       *client)
{
  if (!g_set_object (&self->client, client))
    return;

  self->attention = tidings_attention_new (client, self->settings);
  g_signal_connect_object (client, "changed::messages", G_CALLBACK (messages_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::store", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tidings_client_list_people (client), "items-changed", G_CALLBACK (people_changed_cb), self,
                           G_CONNECT_SWAPPED);
  people_changed_cb (self);
  store_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT]);
}

static void
tidings_activity_page_map (GtkWidget *widget)
{
  TidingsActivityPage *self = TIDINGS_ACTIVITY_PAGE (widget);

  GTK_WIDGET_CLASS (tidings_activity_page_parent_class)->map (widget);

  if (self->client == NULL)
    return;
  tell_failed (self);
  tidings_attention_note_seen (self->attention);
}

static void
tidings_activity_page_dispose (GObject *object)
{
  TidingsActivityPage *self = TIDINGS_ACTIVITY_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_ACTIVITY_PAGE);
  g_clear_object (&self->days);
  g_clear_object (&self->messages);
  g_clear_object (&self->filter);
  g_clear_object (&self->attention);
  g_clear_object (&self->settings);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_activity_page_parent_class)->dispose (object);
}

static void
tidings_activity_page_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  TidingsActivityPage *self = TIDINGS_ACTIVITY_PAGE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, self->search_mode);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_activity_page_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  TidingsActivityPage *self = TIDINGS_ACTIVITY_PAGE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      set_client (self, g_value_get_object (value));
      break;
    case PROP_SEARCH_MODE:
      if (self->search_mode == g_value_get_boolean (value))
        return;
      self->search_mode = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, person_choice);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, state_choice);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, period_choice);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, filter_line);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, filter_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, failed_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, days_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, older_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsActivityPage, error_page);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_filters_cb);
  gtk_widget_class_bind_template_callback (widget_class, older_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
}

static void
tidings_activity_page_class_init (TidingsActivityPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_activity_page_dispose;
  object_class->get_property = tidings_activity_page_get_property;
  object_class->set_property = tidings_activity_page_set_property;
  widget_class->map = tidings_activity_page_map;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT, both);
  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE, both);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
}

static void
fill_choices (TidingsActivityPage *self)
{
  g_autoptr(GtkStringList) states = gtk_string_list_new (NULL);
  g_autoptr(GtkStringList) periods = gtk_string_list_new (NULL);

  for (guint i = TIDINGS_ACTIVITY_ANY_STATE; i <= TIDINGS_ACTIVITY_STOPPED; i++)
    gtk_string_list_append (states, tidings_activity_states_get_word (i));
  for (guint i = TIDINGS_ACTIVITY_ANY_TIME; i <= TIDINGS_ACTIVITY_MONTH; i++)
    gtk_string_list_append (periods, tidings_activity_period_get_word (i));

  gtk_drop_down_set_model (self->state_choice, G_LIST_MODEL (states));
  gtk_drop_down_set_model (self->period_choice, G_LIST_MODEL (periods));
  tidings_drop_down_set_name (self->state_choice, _("State"));
  tidings_drop_down_set_name (self->period_choice, _("Period"));
  g_object_bind_property (self->filter, "states", self->state_choice, "selected", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->filter, "period", self->period_choice, "selected", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

static void
tidings_activity_page_init (TidingsActivityPage *self)
{
  self->settings = g_settings_new (APP_ID);
  self->filter = tidings_activity_filter_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_set_key_capture_widget (GTK_SEARCH_BAR (self->search_bar), GTK_WIDGET (self));
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->search_bar), self->search_entry);
  fill_choices (self);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
}
