/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The switches of one person. */
#include "config.h"

#include "tidings-subscription-list.h"

#include <glib/gi18n.h>
#include "tidings-alert-item.h"
#include "tidings-alert-type.h"
#include "tidings-box-model.h"
#include "tidings-widgets.h"

struct _TidingsSubscriptionList {
  AdwBin parent_instance;

  TidingsClient *client;
  gint64 person_id;
  GCancellable *cancellable;

  GtkWidget *box;
  GtkWidget *hindrance;     /* label: why no switch can be used */
  GPtrArray *switches;      /* Switch */
  GPtrArray *expanders;     /* AdwExpanderRow, each with its group's id as data */
};

enum {
  PROP_0,
  PROP_CLIENT,
  PROP_PERSON_ID,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TidingsSubscriptionList, tidings_subscription_list, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];

/* One switch. Calls that are under way hold their own reference, so that an answer may come after the list is gone. */
typedef struct {
  TidingsSubscriptionList *list;
  TidingsAlertType *type;
  GtkWidget *widget;
  guint n_pending;
} Switch;

static void
switch_free (gpointer data)
{
  Switch *item = data;

  g_object_unref (item->type);
}

static void
switch_unref (gpointer data)
{
  g_rc_box_release_full (data, switch_free);
}

static TidingsPerson *
get_person (TidingsSubscriptionList *self)
{
  return tidings_client_find_person (self->client, self->person_id);
}

static void set_state (Switch   *item,
                       gboolean  is_on);

static void
show_person_state (Switch        *item,
                   TidingsPerson *person)
{
  /* What a person has just chosen wins over what the store still says; the answer to the call settles it. */
  if (item->n_pending == 0)
    set_state (item, tidings_person_has_type (person, item->type->id));
}

static void
subscription_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Switch *item = user_data;
  g_autoptr(GError) error = NULL;
  TidingsPerson *person = NULL;

  tidings_bus_agent1_call_set_subscription_finish (TIDINGS_BUS_AGENT1 (object), result, &error);
  item->n_pending--;

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      person = get_person (item->list);
      if (person != NULL)
        show_person_state (item, person);
      tidings_toast_error (GTK_WIDGET (item->list), error);
    }

  switch_unref (item);
}

static void
switched_cb (Switch *item)
{
  TidingsSubscriptionList *self = item->list;
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);
  TidingsPerson *person = get_person (self);

  if (agent == NULL)
    {
      if (person != NULL)
        set_state (item, tidings_person_has_type (person, item->type->id));
      return;
    }

  item->n_pending++;
  tidings_bus_agent1_call_set_subscription (agent, self->person_id, item->type->id,
                                            gtk_switch_get_active (GTK_SWITCH (item->widget)),
                                            self->cancellable, subscription_cb, g_rc_box_acquire (item));
}

static void
set_state (Switch   *item,
           gboolean  is_on)
{
  g_signal_handlers_block_by_func (item->widget, switched_cb, item);
  gtk_switch_set_active (GTK_SWITCH (item->widget), is_on);
  g_signal_handlers_unblock_by_func (item->widget, switched_cb, item);
}

/* The row names the switch when it becomes the row's activatable widget. */
static GtkWidget *
make_switch (TidingsSubscriptionList *self,
             TidingsAlertType        *type)
{
  Switch *item = g_rc_box_new0 (Switch);

  item->list = self;
  item->type = g_object_ref (type);
  item->widget = gtk_switch_new ();
  gtk_widget_set_valign (item->widget, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (item->widget, "notify::active", G_CALLBACK (switched_cb), item);
  g_ptr_array_add (self->switches, item);

  return item->widget;
}

static GtkWidget *
make_lock (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), tidings_icon_new ("tidings-lock-symbolic"));
  gtk_box_append (GTK_BOX (box), gtk_label_new (C_("alert", "Always on")));
  gtk_widget_add_css_class (box, "dim-label");

  return box;
}

static GtkWidget *
make_row (TidingsSubscriptionList *self,
          TidingsAlertType        *type)
{
  g_autofree char *title = tidings_alert_type_dup_title (type, NULL);
  g_autofree char *description = tidings_alert_type_dup_description (type, NULL);
  GtkWidget *row = tidings_row_new (title, description);
  GtkWidget *control = NULL;

  if (type->always_on)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_lock ());
      return row;
    }

  control = make_switch (self, type);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);

  return row;
}

static void
count_group (TidingsPerson *person,
             const char    *group,
             guint         *n_on,
             guint         *n_all)
{
  GListModel *types = tidings_catalog_list_types (tidings_catalog_get_default ());

  *n_on = *n_all = 0;
  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);

      if (type->addressed || (group != NULL && !g_str_equal (type->group, group)))
        continue;

      *n_all += 1;
      if (type->always_on || tidings_person_has_type (person, type->id))
        *n_on += 1;
    }
}

static gboolean
is_always_on (const char *group)
{
  GListModel *types = tidings_catalog_list_types (tidings_catalog_get_default ());

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);

      if (g_str_equal (type->group, group) && !type->addressed && !type->always_on)
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_rows (const char *group)
{
  GListModel *types = tidings_catalog_list_types (tidings_catalog_get_default ());

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);

      if (g_str_equal (type->group, group) && !type->addressed)
        return TRUE;
    }

  return FALSE;
}

static void
add_rows (TidingsSubscriptionList *self,
          const char              *group,
          GtkWidget               *parent)
{
  GListModel *types = tidings_catalog_list_types (tidings_catalog_get_default ());

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);

      if (!g_str_equal (type->group, group) || type->addressed)
        continue;

      if (ADW_IS_EXPANDER_ROW (parent))
        adw_expander_row_add_row (ADW_EXPANDER_ROW (parent), make_row (self, type));
      else
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (parent), make_row (self, type));
    }
}

static GtkWidget *
make_expander (TidingsSubscriptionList *self,
               const char              *group)
{
  g_autofree char *title = tidings_catalog_dup_group_title (tidings_catalog_get_default (), group);
  GtkWidget *expander = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  g_object_set_data_full (G_OBJECT (expander), "group", g_strdup (group), g_free);
  add_rows (self, group, expander);
  g_ptr_array_add (self->expanders, expander);

  return expander;
}

/* Groups that are always on are open and on top, the others fold up. */
static void
build (TidingsSubscriptionList *self)
{
  TidingsCatalog *catalog = tidings_catalog_get_default ();
  const char * const *groups = tidings_catalog_list_groups (catalog);
  GtkWidget *folded = adw_preferences_group_new ();

  tidings_set_name (folded, _("Alerts"));
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *title = tidings_catalog_dup_group_title (catalog, groups[i]);
      g_autofree char *markup = g_markup_escape_text (title, -1);
      GtkWidget *open = NULL;

      if (!has_rows (groups[i]))
        continue;

      if (!is_always_on (groups[i]))
        {
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (folded), make_expander (self, groups[i]));
          continue;
        }

      open = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (open), markup);
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (open), _("Also arrives in quiet hours"));
      add_rows (self, groups[i], open);
      gtk_box_append (GTK_BOX (self->box), open);
    }

  tidings_set_name (folded, _("Alerts"));
  gtk_box_append (GTK_BOX (self->box), folded);
}

static void
show_summaries (TidingsSubscriptionList *self,
                TidingsPerson           *person)
{
  for (guint i = 0; i < self->expanders->len; i++)
    {
      AdwExpanderRow *expander = g_ptr_array_index (self->expanders, i);
      g_autofree char *summary = NULL;
      g_autofree char *name = NULL;
      guint n_on = 0;
      guint n_all = 0;

      count_group (person, g_object_get_data (G_OBJECT (expander), "group"), &n_on, &n_all);
      /* Translators: how many alerts of a group are switched on: “2 of 6 on” */
      summary = g_strdup_printf (_("%u of %u on"), n_on, n_all);
      adw_expander_row_set_subtitle (expander, summary);
      name = g_strdup_printf ("%s, %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (expander)), summary);
      tidings_set_name (GTK_WIDGET (expander), name);
    }
}

static void
show_person (TidingsSubscriptionList *self)
{
  TidingsPerson *person = get_person (self);
  g_autofree char *hindrance = NULL;
  gboolean is_ready = FALSE;
  gboolean can_switch = FALSE;

  if (person == NULL)
    return;

  hindrance = tidings_person_dup_alert_hindrance (person, tidings_clock_get_now (tidings_client_get_clock (self->client)));
  g_object_get (self->client, "is-ready", &is_ready, NULL);
  can_switch = is_ready && hindrance == NULL;

  tidings_announce (GTK_LABEL (self->hindrance), hindrance);
  gtk_widget_set_visible (self->hindrance, hindrance != NULL);
  for (guint i = 0; i < self->switches->len; i++)
    {
      Switch *item = g_ptr_array_index (self->switches, i);

      gtk_widget_set_sensitive (item->widget, can_switch);
      show_person_state (item, person);
    }
  show_summaries (self, person);
}

static void
tidings_subscription_list_constructed (GObject *object)
{
  TidingsSubscriptionList *self = TIDINGS_SUBSCRIPTION_LIST (object);

  G_OBJECT_CLASS (tidings_subscription_list_parent_class)->constructed (object);

  build (self);
  g_signal_connect_object (tidings_client_list_people (self->client), "items-changed", G_CALLBACK (show_person), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client, "notify::is-ready", G_CALLBACK (show_person), self, G_CONNECT_SWAPPED);
  show_person (self);
}

static void
tidings_subscription_list_dispose (GObject *object)
{
  TidingsSubscriptionList *self = TIDINGS_SUBSCRIPTION_LIST (object);

  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < self->switches->len; i++)
    {
      Switch *item = g_ptr_array_index (self->switches, i);

      g_signal_handlers_disconnect_by_data (item->widget, item);
    }
  g_ptr_array_set_size (self->expanders, 0);

  G_OBJECT_CLASS (tidings_subscription_list_parent_class)->dispose (object);
}

static void
tidings_subscription_list_finalize (GObject *object)
{
  TidingsSubscriptionList *self = TIDINGS_SUBSCRIPTION_LIST (object);

  g_ptr_array_unref (self->switches);
  g_ptr_array_unref (self->expanders);
  g_object_unref (self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_subscription_list_parent_class)->finalize (object);
}

static void
tidings_subscription_list_get_property (GObject    *object,
                                        guint       prop_id,
                                        GValue     *value,
                                        GParamSpec *pspec)
{
  TidingsSubscriptionList *self = TIDINGS_SUBSCRIPTION_LIST (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_PERSON_ID:
      g_value_set_int64 (value, self->person_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_subscription_list_set_property (GObject      *object,
                                        guint         prop_id,
                                        const GValue *value,
                                        GParamSpec   *pspec)
{
  TidingsSubscriptionList *self = TIDINGS_SUBSCRIPTION_LIST (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    case PROP_PERSON_ID:
      self->person_id = g_value_get_int64 (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_subscription_list_class_init (TidingsSubscriptionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = tidings_subscription_list_constructed;
  object_class->dispose = tidings_subscription_list_dispose;
  object_class->finalize = tidings_subscription_list_finalize;
  object_class->get_property = tidings_subscription_list_get_property;
  object_class->set_property = tidings_subscription_list_set_property;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT, flags);
  properties[PROP_PERSON_ID] = g_param_spec_int64 ("person-id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_subscription_list_init (TidingsSubscriptionList *self)
{
  self->cancellable = g_cancellable_new ();
  self->switches = g_ptr_array_new_with_free_func (switch_unref);
  self->expanders = g_ptr_array_new ();

  self->hindrance = g_object_new (GTK_TYPE_LABEL,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                                  "wrap", TRUE, "xalign", 0.0f, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->hindrance, "warning");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_box_append (GTK_BOX (self->box), self->hindrance);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

GtkWidget *
tidings_subscription_list_new (TidingsClient *client,
                               gint64         person_id)
{
  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  return g_object_new (TIDINGS_TYPE_SUBSCRIPTION_LIST, "client", client, "person-id", person_id, NULL);
}

char *
tidings_subscription_dup_summary (TidingsPerson *person)
{
  guint n_on = 0;
  guint n_all = 0;

  g_return_val_if_fail (TIDINGS_IS_PERSON (person), NULL);

  count_group (person, NULL, &n_on, &n_all);

  /* Translators: the first number is how many alerts a person gets, the second how many there are */
  return g_strdup_printf (ngettext ("Receives %u of %u alert", "Receives %u of %u alerts", n_all), n_on, n_all);
}
