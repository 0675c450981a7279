/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of this computer is watched, as the rows of the preferences show it. */
#include "config.h"

#include "tidings-watch-list.h"

#include <glib/gi18n-lib.h>

#include "tidings-alert-type.h"
#include "tidings-bus-error.h"

struct _TidingsWatchItem
{
  GObject parent_instance;

  char *name;
  char *subtitle;
  guint is_on : 1;
  guint is_available : 1;
};

enum {
  ITEM_PROP_0,
  ITEM_PROP_NAME,
  ITEM_PROP_TITLE,
  ITEM_PROP_SUBTITLE,
  ITEM_PROP_IS_ON,
  ITEM_PROP_CAN_SWITCH,
  N_ITEM_PROPS
};

static GParamSpec *item_properties[N_ITEM_PROPS];

G_DEFINE_FINAL_TYPE (TidingsWatchItem, tidings_watch_item, G_TYPE_OBJECT)

/* What it is called, and what it tells. */
static const struct { const char *name; const char *title; const char *what; } words[] = {
  { "logins", N_("Sign-ins"), N_("Somebody signs in to this computer, here or from elsewhere") },
  { "battery", N_("Battery"), N_("It runs low, once until it is charged") },
  { "disk", N_("Disks"), N_("One is almost full, once until there is room again") },
  { "units", N_("Services"), N_("A service of your own has failed") },
};

static const char *
get_title (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].name, name))
      return _(words[i].title);

  return name;
}

static char *
dup_subtitle (const char *name,
              gboolean    is_on,
              const char *why,
              const char *type,
              guint       n_receivers)
{
  TidingsAlertType *known = tidings_catalog_lookup (tidings_catalog_get_default (), type);
  g_autofree char *title = known != NULL ? tidings_alert_type_dup_title (known, NULL) : g_strdup (type);

  if (*why != '\0')
    return g_strdup (why);
  if (is_on && n_receivers == 0)
    /* Translators: %s is the title of a kind of alert; Alerts is a page of the window */
    return g_strdup_printf (_("Nobody gets “%s” yet. Switch it on under Alerts"), title);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].name, name))
      return g_strdup (_(words[i].what));

  return g_steal_pointer (&title);
}

static void
tidings_watch_item_finalize (GObject *object)
{
  TidingsWatchItem *self = TIDINGS_WATCH_ITEM (object);

  g_free (self->name);
  g_free (self->subtitle);

  G_OBJECT_CLASS (tidings_watch_item_parent_class)->finalize (object);
}

static void
tidings_watch_item_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  TidingsWatchItem *self = TIDINGS_WATCH_ITEM (object);

  switch (prop_id)
    {
    case ITEM_PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case ITEM_PROP_TITLE:
      g_value_set_string (value, get_title (self->name));
      break;
    case ITEM_PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case ITEM_PROP_IS_ON:
      g_value_set_boolean (value, self->is_on);
      break;
    case ITEM_PROP_CAN_SWITCH:
      g_value_set_boolean (value, self->is_available || self->is_on);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_watch_item_class_init (TidingsWatchItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_watch_item_finalize;
  object_class->get_property = tidings_watch_item_get_property;

  item_properties[ITEM_PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", read);
  item_properties[ITEM_PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", read);
  item_properties[ITEM_PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, "", read);
  item_properties[ITEM_PROP_IS_ON] = g_param_spec_boolean ("is-on", NULL, NULL, FALSE, read);
  item_properties[ITEM_PROP_CAN_SWITCH] = g_param_spec_boolean ("can-switch", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, N_ITEM_PROPS, item_properties);
}

static void
tidings_watch_item_init (TidingsWatchItem *self)
{
}

struct _TidingsWatchList
{
  GObject parent_instance;

  TidingsClient *client;
  GCancellable *cancellable;
  GListStore *items;
  char *problem;
  guint is_busy : 1;
  guint reads_again : 1;
};

enum {
  PROP_0,
  PROP_N_ON,
  PROP_WATCHES_DISKS,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return TIDINGS_TYPE_WATCH_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (TIDINGS_WATCH_LIST (model)->items));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (TIDINGS_WATCH_LIST (model)->items), position);
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TidingsWatchList, tidings_watch_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
items_changed_cb (TidingsWatchList *self,
                  guint             position,
                  guint             n_removed,
                  guint             n_added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* The items stay where they are, so that a reader keeps its place; a watcher that is new to this window is added. */
static TidingsWatchItem *
find_item (TidingsWatchList *self,
           const char       *name)
{
  g_autoptr(TidingsWatchItem) added = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(TidingsWatchItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_str_equal (item->name, name))
        return item;
    }

  added = g_object_new (TIDINGS_TYPE_WATCH_ITEM, NULL);
  added->name = g_strdup (name);
  added->subtitle = g_strdup ("");
  g_list_store_append (self->items, added);

  return added;
}

static void
take_watch (TidingsWatchList *self,
            GVariant         *watches,
            gsize             i)
{
  const char *name = NULL;
  const char *why = NULL;
  const char *type = NULL;
  gboolean is_on = FALSE;
  gboolean is_available = FALSE;
  guint n_receivers = 0;
  TidingsWatchItem *item = NULL;

  g_variant_get_child (watches, i, "(&sbb&s&su)", &name, &is_on, &is_available, &why, &type, &n_receivers);
  item = find_item (self, name);
  item->is_on = is_on;
  item->is_available = is_available;
  g_free (item->subtitle);
  item->subtitle = dup_subtitle (name, is_on, why, type, n_receivers);
  for (guint p = ITEM_PROP_0 + 1; p < N_ITEM_PROPS; p++)
    g_object_notify_by_pspec (G_OBJECT (item), item_properties[p]);
}

static void
read_cb (GObject      *proxy,
         GAsyncResult *result,
         gpointer      user_data)
{
  TidingsWatchList *self = user_data;
  g_autoptr(GVariant) watches = NULL;
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_get_watches_finish (TIDINGS_BUS_AGENT1 (proxy), &watches, NULL, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->is_busy = FALSE;
  if (error != NULL)
    g_message ("What is watched is not known: %s", error->message);
  for (gsize i = 0; watches != NULL && i < g_variant_n_children (watches); i++)
    take_watch (self, watches, i);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ON]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATCHES_DISKS]);
  if (self->reads_again)
    tidings_watch_list_read (self);
}

void
tidings_watch_list_read (TidingsWatchList *self)
{
  TidingsBusAgent1 *agent = NULL;

  g_return_if_fail (TIDINGS_IS_WATCH_LIST (self));

  agent = tidings_client_get_agent (self->client);
  self->reads_again = self->is_busy;
  if (agent == NULL || self->is_busy)
    return;

  self->is_busy = TRUE;
  tidings_bus_agent1_call_get_watches (agent, self->cancellable, read_cb, self);
}

static void
set_problem (TidingsWatchList *self,
             char             *problem)
{
  g_free (self->problem);
  self->problem = problem;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
set_cb (GObject      *proxy,
        GAsyncResult *result,
        gpointer      user_data)
{
  TidingsWatchList *self = user_data;
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_set_watch_finish (TIDINGS_BUS_AGENT1 (proxy), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_problem (self, error != NULL ? tidings_bus_error_dup_words (error) : g_strdup (""));
  tidings_watch_list_read (self);
}

void
tidings_watch_list_set (TidingsWatchList *self,
                        TidingsWatchItem *item,
                        gboolean          is_on)
{
  TidingsBusAgent1 *agent = NULL;

  g_return_if_fail (TIDINGS_IS_WATCH_LIST (self));
  g_return_if_fail (TIDINGS_IS_WATCH_ITEM (item));

  agent = tidings_client_get_agent (self->client);
  if (agent != NULL)
    tidings_bus_agent1_call_set_watch (agent, item->name, is_on, g_variant_new ("a{sv}", NULL), self->cancellable, set_cb, self);
  else
    {
      set_problem (self, g_strdup (_("Sending service is not running")));
      g_object_notify_by_pspec (G_OBJECT (item), item_properties[ITEM_PROP_IS_ON]);
    }
}

/* Who gets the texts may be different. */
static void
people_changed_cb (TidingsWatchList *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0)
    tidings_watch_list_read (self);
}

static guint
count_on (TidingsWatchList *self,
          const char       *name)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(TidingsWatchItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      n += item->is_on && (name == NULL || g_str_equal (item->name, name));
    }

  return n;
}

static void
tidings_watch_list_dispose (GObject *object)
{
  TidingsWatchList *self = TIDINGS_WATCH_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (tidings_watch_list_parent_class)->dispose (object);
}

static void
tidings_watch_list_finalize (GObject *object)
{
  TidingsWatchList *self = TIDINGS_WATCH_LIST (object);

  g_object_unref (self->cancellable);
  g_free (self->problem);

  G_OBJECT_CLASS (tidings_watch_list_parent_class)->finalize (object);
}

static void
tidings_watch_list_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  TidingsWatchList *self = TIDINGS_WATCH_LIST (object);

  switch (prop_id)
    {
    case PROP_N_ON:
      g_value_set_uint (value, count_on (self, NULL));
      break;
    case PROP_WATCHES_DISKS:
      g_value_set_boolean (value, count_on (self, "disk") > 0);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_watch_list_class_init (TidingsWatchListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_watch_list_dispose;
  object_class->finalize = tidings_watch_list_finalize;
  object_class->get_property = tidings_watch_list_get_property;

  properties[PROP_N_ON] = g_param_spec_uint ("n-on", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_WATCHES_DISKS] = g_param_spec_boolean ("watches-disks", NULL, NULL, FALSE, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, "", read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_watch_list_init (TidingsWatchList *self)
{
  self->cancellable = g_cancellable_new ();
  self->problem = g_strdup ("");
  self->items = g_list_store_new (TIDINGS_TYPE_WATCH_ITEM);
  g_signal_connect_object (self->items, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
}

TidingsWatchList *
tidings_watch_list_new (TidingsClient *client)
{
  TidingsWatchList *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_WATCH_LIST, NULL);
  self->client = g_object_ref (client);
  g_signal_connect_object (client, "changed::people", G_CALLBACK (people_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed::types", G_CALLBACK (people_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}
