/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalog of alert types: a key file whose sections are the types, in the order in which they are shown. */
#include "config.h"

#include <string.h>

#include "tidings-alert-type-private.h"
#include "tidings-model-resources.h"
#include "tidings-template.h"

#define GROUP_PREFIX "group "
#define PHRASE_PREFIX "phrase "
#define RESOURCE_PATH APP_PATH "/alert-types.ini"

struct _TidingsCatalog {
  GObject parent_instance;

  GKeyFile *key_file;
  GPtrArray *built_in;
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
  g_clear_pointer (&self->built_in, g_ptr_array_unref);
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
  self->built_in = g_ptr_array_new_with_free_func (g_object_unref);
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
fail_phrase (GError     **error,
             const char  *section,
             const char  *fault)
{
  g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE, "[%s] %s", section, fault);

  return FALSE;
}

/* A phrase has no object of its own: it is asked for by its id, and only its words must be sound. */
static gboolean
check_phrase (TidingsCatalog  *self,
              const char      *section,
              GError         **error)
{
  static const char * const known_keys[] = { "Template", "Fields", NULL };
  g_auto(GStrv) keys = g_key_file_get_keys (self->key_file, section, NULL, NULL);
  g_auto(GStrv) fields = g_key_file_get_string_list (self->key_file, section, "Fields", NULL, NULL);
  g_autofree char *template = g_key_file_get_string (self->key_file, section, "Template", error);
  g_auto(GStrv) paths = template != NULL ? tidings_template_list_paths (template, error) : NULL;

  if (paths == NULL)
    return FALSE;
  if (!is_id (section + strlen (PHRASE_PREFIX)))
    return fail_phrase (error, section, "is not an id");
  if (fields == NULL)
    return fail_phrase (error, section, "has no Fields");

  for (char **key = keys; *key != NULL; key++)
    {
      g_autofree char *plain = g_strndup (*key, strcspn (*key, "["));

      if (!g_strv_contains (known_keys, plain))
        return fail_phrase (error, section, "has an unknown key");
    }
  for (char **path = paths; *path != NULL; path++)
    if (!g_strv_contains ((const char * const *) fields, *path))
      return fail_phrase (error, section, "uses a value that is not among its Fields");

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
  g_ptr_array_add (self->built_in, g_object_ref (type));

  return TRUE;
}

static gboolean
add_section (TidingsCatalog  *self,
             const char      *section,
             GError         **error)
{
  if (g_str_has_prefix (section, GROUP_PREFIX))
    return add_group (self, section, error);
  if (g_str_has_prefix (section, PHRASE_PREFIX))
    return check_phrase (self, section, error);

  return add_type (self, section, error);
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
    if (!add_section (self, sections[i], error))
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

char *
tidings_catalog_dup_phrase (TidingsCatalog *self,
                            const char     *id,
                            const char     *language)
{
  g_autofree char *section = NULL;
  g_autofree char *phrase = NULL;

  g_return_val_if_fail (TIDINGS_IS_CATALOG (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  section = g_strconcat (PHRASE_PREFIX, id, NULL);
  phrase = tidings_alert_type_dup_locale_string (self->key_file, section, "Template", language);
  g_return_val_if_fail (phrase != NULL, NULL);

  return g_steal_pointer (&phrase);
}

static gboolean
has_group (TidingsCatalog *self,
           const char     *group)
{
  for (guint i = 0; g_ptr_array_index (self->groups, i) != NULL; i++)
    if (g_str_equal (g_ptr_array_index (self->groups, i), group))
      return TRUE;

  return FALSE;
}

/* The own types that can be had: none with the id of a built-in one or of another, each as the object that it was if it has
 * not changed, so that nobody draws a list anew for nothing. */
static GPtrArray *
pick_own (TidingsCatalog *self,
          GPtrArray      *types)
{
  GPtrArray *own = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < types->len; i++)
    {
      TidingsAlertType *type = g_ptr_array_index (types, i);
      TidingsAlertType *former = g_hash_table_lookup (self->types_by_id, type->id);

      if ((former != NULL && !former->is_own) || !g_hash_table_add (seen, type->id))
        continue;
      if (!has_group (self, type->group))
        {
          g_free (type->group);
          type->group = g_strdup (TIDINGS_GROUP_OWN);
        }
      g_ptr_array_add (own, g_object_ref (former != NULL && tidings_alert_type_equal (former, type) ? former : type));
    }

  return own;
}

/* All types in their order: the own ones of a group follow its last built-in one; those of a group without any are last. */
static GPtrArray *
arrange (TidingsCatalog *self,
         GPtrArray      *own)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < self->built_in->len; i++)
    {
      TidingsAlertType *type = g_ptr_array_index (self->built_in, i);
      TidingsAlertType *next = i + 1 < self->built_in->len ? g_ptr_array_index (self->built_in, i + 1) : NULL;

      g_ptr_array_add (all, type);
      if (next != NULL && g_str_equal (next->group, type->group))
        continue;
      for (guint j = 0; j < own->len; j++)
        if (g_str_equal (((TidingsAlertType *) g_ptr_array_index (own, j))->group, type->group))
          g_ptr_array_add (all, g_ptr_array_index (own, j));
    }
  for (guint i = 0; i < own->len; i++)
    if (!g_ptr_array_find (all, g_ptr_array_index (own, i), NULL))
      g_ptr_array_add (all, g_ptr_array_index (own, i));

  return all;
}

static gboolean
is_at (TidingsCatalog *self,
       guint           position,
       gpointer        type)
{
  g_autoptr(TidingsAlertType) there = g_list_model_get_item (G_LIST_MODEL (self->types), position);

  return there == type;
}

/* Only what is different between the first and the last change is taken out and put in. */
static void
replace_list (TidingsCatalog *self,
              GPtrArray      *all)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->types));
  guint n_same = 0;
  guint n_tail = 0;

  while (n_same < MIN (n_old, all->len) && is_at (self, n_same, g_ptr_array_index (all, n_same)))
    n_same++;
  while (n_tail < MIN (n_old, all->len) - n_same &&
         is_at (self, n_old - 1 - n_tail, g_ptr_array_index (all, all->len - 1 - n_tail)))
    n_tail++;

  if (n_same + n_tail < MAX (n_old, all->len))
    g_list_store_splice (self->types, n_same, n_old - n_same - n_tail, all->pdata + n_same, all->len - n_same - n_tail);
}

void
tidings_catalog_set_own_types (TidingsCatalog *self,
                               GPtrArray      *types)
{
  g_autoptr(GPtrArray) own = NULL;
  g_autoptr(GPtrArray) all = NULL;

  g_return_if_fail (TIDINGS_IS_CATALOG (self));
  g_return_if_fail (types != NULL);

  own = pick_own (self, types);
  all = arrange (self, own);
  /* First who is found by name: whoever hears of the list looks there. */
  g_hash_table_remove_all (self->types_by_id);
  for (guint i = 0; i < all->len; i++)
    {
      TidingsAlertType *type = g_ptr_array_index (all, i);

      g_hash_table_insert (self->types_by_id, type->id, type);
    }
  replace_list (self, all);
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
