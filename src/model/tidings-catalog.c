/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalog of alert types: a key file whose sections are the types, in the order in which they are shown. */
#include "config.h"

#include <string.h>

#include "tidings-alert-type-private.h"
#include "tidings-model-resources.h"

#define GROUP_PREFIX "group "
#define RESOURCE_PATH APP_PATH "/alert-types.ini"

struct _TidingsCatalog {
  GObject parent_instance;

  GKeyFile *key_file;
  GListStore *types;
  GHashTable *types_by_id;
  GPtrArray *groups;
};

G_DEFINE_FINAL_TYPE (TidingsCatalog, tidings_catalog, G_TYPE_OBJECT)

static void
tidings_catalog_finalize (GObject *object)
{
  TidingsCatalog *self = TIDINGS_CATALOG (object);

  g_clear_pointer (&self->key_file, g_key_file_unref);
  g_clear_object (&self->types);
  g_clear_pointer (&self->types_by_id, g_hash_table_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (tidings_catalog_parent_class)->finalize (object);
}

static void
tidings_catalog_class_init (TidingsCatalogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tidings_catalog_finalize;
}

static void
tidings_catalog_init (TidingsCatalog *self)
{
  self->key_file = g_key_file_new ();
  self->types = g_list_store_new (TIDINGS_TYPE_ALERT_TYPE);
  /* Keys belong to the types, which the list keeps. */
  self->types_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->groups = g_ptr_array_new_with_free_func (g_free);
}

static gboolean
is_id (const char *text)
{
  return *text != '\0' && text[strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static gboolean
add_group (TidingsCatalog  *self,
           const char      *section,
           GError         **error)
{
  g_autofree char *title = g_key_file_get_string (self->key_file, section, "Title", error);

  if (title == NULL)
    return FALSE;
  g_ptr_array_add (self->groups, g_strdup (section + strlen (GROUP_PREFIX)));

  return TRUE;
}

static gboolean
add_type (TidingsCatalog  *self,
          const char      *section,
          GError         **error)
{
  g_autoptr(TidingsAlertType) type = NULL;

  if (!is_id (section))
    {
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_PARSE, "[%s] is not an id", section);
      return FALSE;
    }
  if (!(type = tidings_alert_type_new_from_key_file (self->key_file, section, error)))
    return FALSE;
  if (!g_ptr_array_find_with_equal_func (self->groups, type->group, g_str_equal, NULL))
    {
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND,
                   "[%s] is in group “%s”, which does not come before it", section, type->group);
      return FALSE;
    }

  g_list_store_append (self->types, type);
  g_hash_table_insert (self->types_by_id, type->id, type);

  return TRUE;
}

TidingsCatalog *
tidings_catalog_new_for_data (GBytes  *data,
                              GError **error)
{
  g_autoptr(TidingsCatalog) self = g_object_new (TIDINGS_TYPE_CATALOG, NULL);
  g_auto(GStrv) sections = NULL;

  g_return_val_if_fail (data != NULL, NULL);

  if (!g_key_file_load_from_bytes (self->key_file, data, G_KEY_FILE_KEEP_TRANSLATIONS, error))
    return NULL;

  sections = g_key_file_get_groups (self->key_file, NULL);
  for (guint i = 0; sections[i] != NULL; i++)
    if (g_str_has_prefix (sections[i], GROUP_PREFIX) ? !add_group (self, sections[i], error)
                                                     : !add_type (self, sections[i], error))
      return NULL;
  g_ptr_array_add (self->groups, NULL);

  return g_steal_pointer (&self);
}

TidingsCatalog *
tidings_catalog_get_default (void)
{
  static gsize catalog = 0;

  if (g_once_init_enter (&catalog))
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) data = NULL;
      TidingsCatalog *made = NULL;

      /* Named here, because a linker drops what registers itself in a static library and is named nowhere. */
      tidings_model_register_resource ();
      data = g_resources_lookup_data (RESOURCE_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
      if (data == NULL || !(made = tidings_catalog_new_for_data (data, &error)))
        g_error ("The catalog of alert types does not load: %s", error->message);

      g_once_init_leave (&catalog, (gsize) made);
    }

  return (TidingsCatalog *) catalog;
}

GListModel *
tidings_catalog_list_types (TidingsCatalog *self)
{
  g_return_val_if_fail (TIDINGS_IS_CATALOG (self), NULL);

  return G_LIST_MODEL (self->types);
}

TidingsAlertType *
tidings_catalog_lookup (TidingsCatalog *self,
                        const char     *id)
{
  g_return_val_if_fail (TIDINGS_IS_CATALOG (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->types_by_id, id);
}

const char * const *
tidings_catalog_list_groups (TidingsCatalog *self)
{
  g_return_val_if_fail (TIDINGS_IS_CATALOG (self), NULL);

  return (const char * const *) self->groups->pdata;
}

char *
tidings_catalog_dup_group_title (TidingsCatalog *self,
                                 const char     *group)
{
  g_autofree char *section = NULL;

  g_return_val_if_fail (TIDINGS_IS_CATALOG (self), NULL);
  g_return_val_if_fail (group != NULL, NULL);

  section = g_strconcat (GROUP_PREFIX, group, NULL);

  return tidings_alert_type_dup_locale_string (self->key_file, section, "Title", NULL);
}
