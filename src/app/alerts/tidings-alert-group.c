/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group of alert types and how many of them somebody gets. */
#include "config.h"

#include "tidings-alert-item.h"

#include <glib/gi18n-lib.h>

struct _TidingsAlertGroup
{
  GObject parent_instance;

  char *title;
  GListStore *items;
  guint is_always_on : 1;
  guint is_addressed : 1;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_SUMMARY,
  PROP_IS_ALWAYS_ON,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsAlertGroup, tidings_alert_group, G_TYPE_OBJECT)

static char *
dup_summary (TidingsAlertGroup *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint n_on = 0;

  if (self->is_always_on)
    return g_strdup (_("Always On"));
  /* What goes only to the person it is for has no switch to count. */
  if (self->is_addressed)
    return g_strdup ("");

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(TidingsAlertItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      gboolean is_on = FALSE;

      g_object_get (item, "is-on", &is_on, NULL);
      n_on += is_on;
    }

  if (n_on == 0)
    return g_strdup (C_("group of alerts", "Off"));

  /* Translators: alerts of a group; %1$u are switched on for somebody, %2$u is all of them */
  return g_strdup_printf (ngettext ("%1$u of %2$u on", "%1$u of %2$u on", n_items), n_on, n_items);
}

static void
item_notify_cb (TidingsAlertItem  *item,
                GParamSpec        *pspec,
                TidingsAlertGroup *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
tidings_alert_group_finalize (GObject *object)
{
  TidingsAlertGroup *self = TIDINGS_ALERT_GROUP (object);

  g_clear_object (&self->items);
  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (tidings_alert_group_parent_class)->finalize (object);
}

static void
tidings_alert_group_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TidingsAlertGroup *self = TIDINGS_ALERT_GROUP (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUMMARY:
      g_value_take_string (value, dup_summary (self));
      break;
    case PROP_IS_ALWAYS_ON:
      g_value_set_boolean (value, self->is_always_on);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_alert_group_class_init (TidingsAlertGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_alert_group_finalize;
  object_class->get_property = tidings_alert_group_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, read);
  properties[PROP_IS_ALWAYS_ON] = g_param_spec_boolean ("is-always-on", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_alert_group_init (TidingsAlertGroup *self)
{
  self->items = g_list_store_new (TIDINGS_TYPE_ALERT_ITEM);
  self->is_always_on = TRUE;
  self->is_addressed = TRUE;
}

TidingsAlertGroup *
tidings_alert_group_new (TidingsCatalog *catalog,
                         const char     *id,
                         GListModel     *people)
{
  TidingsAlertGroup *self = NULL;
  GListModel *types = NULL;

  g_return_val_if_fail (TIDINGS_IS_CATALOG (catalog), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (TIDINGS_TYPE_ALERT_GROUP, NULL);
  self->title = tidings_catalog_dup_group_title (catalog, id);

  types = tidings_catalog_list_types (catalog);
  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);
      g_autoptr(TidingsAlertItem) item = NULL;

      if (g_strcmp0 (type->group, id) != 0)
        continue;

      item = tidings_alert_item_new (type, people);
      g_signal_connect_object (item, "notify::is-on", G_CALLBACK (item_notify_cb), self, 0);
      g_list_store_append (self->items, item);
      self->is_always_on &= type->always_on;
      self->is_addressed &= type->addressed;
    }

  return self;
}

GListModel *
tidings_alert_group_list_items (TidingsAlertGroup *self)
{
  g_return_val_if_fail (TIDINGS_IS_ALERT_GROUP (self), NULL);

  return G_LIST_MODEL (self->items);
}

gboolean
tidings_alert_group_get_is_always_on (TidingsAlertGroup *self)
{
  g_return_val_if_fail (TIDINGS_IS_ALERT_GROUP (self), FALSE);

  return self->is_always_on;
}
