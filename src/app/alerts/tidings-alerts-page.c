/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Alerts. */
#include "config.h"

#include "tidings-alerts-page.h"

#include <glib/gi18n.h>

#include "tidings-alert-item.h"
#include "tidings-alert-page.h"
#include "tidings-box-model.h"
#include "tidings-own-dialog.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

struct _TidingsAlertsPage
{
  AdwBin parent_instance;

  TidingsClient *client;
  GPtrArray *sections; /* Section */

  GtkWidget *search_bar;
  GtkEditable *search_entry;
  GtkStack *stack;
  GtkBox *groups_box;
  GtkWidget *new_button;
  AdwPreferencesGroup *expander_group; /* borrowed: the group that holds all folded ones */

  guint search_mode : 1;
  guint was_searching : 1; /* at the last change of the query */
};

/* A group of the catalog and its widgets, which the page's box owns. */
typedef struct {
  const char *id;          /* of the catalog */
  TidingsAlertGroup *group;
  GtkWidget *widget;       /* AdwPreferencesGroup or AdwExpanderRow */
  GPtrArray *rows;         /* borrowed GtkWidget, one for each item */
  guint was_expanded : 1;  /* before a search opened it */
} Section;

enum {
  PROP_0,
  PROP_CLIENT,
  PROP_SEARCH_MODE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsAlertsPage, tidings_alerts_page, ADW_TYPE_BIN)

#define ITEM_KEY "tidings-alert-item"

static void
section_free (gpointer data)
{
  Section *section = data;

  g_object_unref (section->group);
  g_ptr_array_unref (section->rows);
  g_free (section);
}

static void
row_activated_cb (TidingsAlertsPage *self,
                  AdwActionRow      *row)
{
  TidingsAlertItem *item = g_object_get_data (G_OBJECT (row), ITEM_KEY);

  tidings_push_page (GTK_WIDGET (row), tidings_alert_page_new (self->client, tidings_alert_item_get_kind (item)));
}

static void
item_changed_cb (TidingsAlertItem *item,
                 GParamSpec       *pspec,
                 GtkWidget        *row)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  g_object_get (item, "title", &title, "subtitle", &subtitle, NULL);
  tidings_row_set_texts (row, title, subtitle);
}

static GtkWidget *
make_row (TidingsAlertsPage *self,
          TidingsAlertItem  *item)
{
  GtkWidget *row = tidings_row_new (NULL, NULL);

  tidings_row_add_next (row);
  g_object_set_data_full (G_OBJECT (row), ITEM_KEY, g_object_ref (item), g_object_unref);
  g_signal_connect_object (item, "notify::subtitle", G_CALLBACK (item_changed_cb), row, 0);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  item_changed_cb (item, NULL, row);

  return row;
}

static GtkWidget *
make_always_on_mark (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_("Always On"));

  /* At twice the size it stands in two lines beside the title. */
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), tidings_icon_new ("tidings-lock-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "dim-label");

  return box;
}

/* Security stands open on top: it cannot be switched off, and that is said at once. */
static void
add_open_section (TidingsAlertsPage *self,
                  Section           *section,
                  const char        *title)
{
  section->widget = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (section->widget), title);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (section->widget), make_always_on_mark ());
  for (guint i = 0; i < section->rows->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (section->widget), g_ptr_array_index (section->rows, i));

  gtk_box_prepend (self->groups_box, section->widget);
}

static void
summary_changed_cb (TidingsAlertGroup *group,
                    GParamSpec        *pspec,
                    AdwExpanderRow    *row)
{
  g_autofree char *title = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *name = NULL;

  g_object_get (group, "title", &title, "summary", &summary, NULL);
  adw_expander_row_set_subtitle (row, summary);
  name = tidings_words_join_facts (title, summary, NULL);
  tidings_set_name (GTK_WIDGET (row), name);
}

static void
add_folded_section (TidingsAlertsPage *self,
                    Section           *section,
                    const char        *title)
{
  section->widget = adw_expander_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (section->widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (section->widget), title);
  g_signal_connect_object (section->group, "notify::summary", G_CALLBACK (summary_changed_cb), section->widget, 0);
  summary_changed_cb (section->group, NULL, ADW_EXPANDER_ROW (section->widget));
  for (guint i = 0; i < section->rows->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (section->widget), g_ptr_array_index (section->rows, i));

  if (self->expander_group == NULL)
    {
      self->expander_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      tidings_set_name (GTK_WIDGET (self->expander_group), _("Alerts"));
      gtk_box_append (self->groups_box, GTK_WIDGET (self->expander_group));
    }
  adw_preferences_group_add (self->expander_group, section->widget);
}

/* A group without any type, as people's own is at first, has no section. */
static void
add_section (TidingsAlertsPage *self,
             const char        *id)
{
  g_autoptr(TidingsAlertGroup) group = tidings_alert_group_new (tidings_catalog_get_default (), id,
                                                                tidings_client_list_people (self->client));
  GListModel *items = tidings_alert_group_list_items (group);
  Section *section = NULL;
  g_autofree char *title = NULL;

  if (g_list_model_get_n_items (items) == 0)
    return;

  section = g_new0 (Section, 1);
  section->id = id;
  section->group = g_steal_pointer (&group);
  section->rows = g_ptr_array_new ();
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(TidingsAlertItem) item = g_list_model_get_item (items, i);

      g_ptr_array_add (section->rows, make_row (self, item));
    }

  g_object_get (section->group, "title", &title, NULL);
  if (tidings_alert_group_get_is_always_on (section->group))
    add_open_section (self, section, title);
  else
    add_folded_section (self, section, title);
  g_ptr_array_add (self->sections, section);
}

static guint
filter_section (Section    *section,
                const char *query)
{
  guint n_hits = 0;

  for (guint i = 0; i < section->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (section->rows, i);
      gboolean is_hit = tidings_alert_item_matches (g_object_get_data (G_OBJECT (row), ITEM_KEY), query);

      gtk_widget_set_visible (row, is_hit);
      n_hits += is_hit;
    }

  gtk_widget_set_visible (section->widget, n_hits > 0);

  return n_hits;
}

/* A search opens what has hits; afterwards all is as it was. */
static void
unfold_section (Section  *section,
                gboolean  was_searching,
                gboolean  is_searching)
{
  AdwExpanderRow *row = NULL;

  if (!ADW_IS_EXPANDER_ROW (section->widget))
    return;

  row = ADW_EXPANDER_ROW (section->widget);
  if (is_searching && !was_searching)
    section->was_expanded = adw_expander_row_get_expanded (row);
  adw_expander_row_set_expanded (row, is_searching || section->was_expanded);
}

static void
search_changed_cb (TidingsAlertsPage *self)
{
  const char *query = gtk_editable_get_text (self->search_entry);
  gboolean is_searching = *query != '\0';
  guint n_hits = 0;

  for (guint i = 0; i < self->sections->len; i++)
    {
      Section *section = g_ptr_array_index (self->sections, i);

      n_hits += filter_section (section, query);
      if (is_searching || self->was_searching)
        unfold_section (section, self->was_searching, is_searching);
    }

  self->was_searching = is_searching;
  gtk_stack_set_visible_child_name (self->stack, n_hits > 0 ? "list" : "no-results");
}

static gboolean
is_expanded (Section *section)
{
  return ADW_IS_EXPANDER_ROW (section->widget) && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (section->widget));
}

/* What was open in the sections before is open again. */
static void
expand_again (TidingsAlertsPage *self,
              GPtrArray         *open_ids)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      Section *section = g_ptr_array_index (self->sections, i);

      if (ADW_IS_EXPANDER_ROW (section->widget) && g_ptr_array_find (open_ids, section->id, NULL))
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (section->widget), TRUE);
    }
}

static Section *
find_section (TidingsAlertsPage *self,
              const char        *id)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      Section *section = g_ptr_array_index (self->sections, i);

      if (g_str_equal (section->id, id))
        return section;
    }

  return NULL;
}

static guint
count_own (TidingsAlertsPage *self)
{
  Section *own = find_section (self, TIDINGS_GROUP_OWN);

  return own != NULL ? own->rows->len : 0;
}

static void
build_sections (TidingsAlertsPage *self)
{
  const char * const *groups = tidings_catalog_list_groups (tidings_catalog_get_default ());
  g_autoptr(GPtrArray) open_ids = g_ptr_array_new ();
  GtkWidget *child = NULL;

  for (guint i = 0; i < self->sections->len; i++)
    {
      Section *section = g_ptr_array_index (self->sections, i);

      if (self->was_searching ? section->was_expanded : is_expanded (section))
        g_ptr_array_add (open_ids, (gpointer) section->id);
    }
  g_ptr_array_set_size (self->sections, 0);
  self->expander_group = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups_box))) != NULL)
    gtk_box_remove (self->groups_box, child);

  for (guint i = 0; groups[i] != NULL; i++)
    add_section (self, groups[i]);
  expand_again (self, open_ids);
  if (self->was_searching)
    {
      self->was_searching = FALSE;
      search_changed_cb (self);
    }
}

/* Who has just made an alert sees it. */
static void
types_changed_cb (TidingsAlertsPage *self)
{
  guint n_own = count_own (self);
  Section *own = NULL;

  build_sections (self);
  own = find_section (self, TIDINGS_GROUP_OWN);
  if (own != NULL && own->rows->len > n_own)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (own->widget), TRUE);
}

static void
new_clicked_cb (TidingsAlertsPage *self)
{
  /* What is made would be hidden by a search for something else. */
  gtk_editable_set_text (self->search_entry, "");
  g_object_set (self, "search-mode", FALSE, NULL);
  tidings_own_dialog_present (GTK_WIDGET (self), self->client, NULL);
}

static void
set_client (TidingsAlertsPage *self,
            TidingsClient     *client)
{
  if (!g_set_object (&self->client, client))
    return;

  build_sections (self);
  g_object_bind_property (client, "is-ready", self->new_button, "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (tidings_catalog_list_types (tidings_catalog_get_default ()), "items-changed",
                           G_CALLBACK (types_changed_cb), self, G_CONNECT_SWAPPED);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT]);
}

static void
tidings_alerts_page_dispose (GObject *object)
{
  TidingsAlertsPage *self = TIDINGS_ALERTS_PAGE (object);

  g_clear_pointer (&self->sections, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_ALERTS_PAGE);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_alerts_page_parent_class)->dispose (object);
}

static void
tidings_alerts_page_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TidingsAlertsPage *self = TIDINGS_ALERTS_PAGE (object);

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
tidings_alerts_page_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  TidingsAlertsPage *self = TIDINGS_ALERTS_PAGE (object);

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
tidings_alerts_page_class_init (TidingsAlertsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_alerts_page_dispose;
  object_class->get_property = tidings_alerts_page_get_property;
  object_class->set_property = tidings_alerts_page_set_property;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT, both);
  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE, both);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-alerts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertsPage, groups_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsAlertsPage, new_button);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_clicked_cb);
}

static void
tidings_alerts_page_init (TidingsAlertsPage *self)
{
  self->sections = g_ptr_array_new_with_free_func (section_free);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_set_key_capture_widget (GTK_SEARCH_BAR (self->search_bar), GTK_WIDGET (self));
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->search_bar), self->search_entry);
}
