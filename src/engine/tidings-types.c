/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alert types that people make, change and remove, while alerts of them may be on their way. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-engine-private.h"
#include "tidings-reason.h"
#include "tidings-store-types.h"
#include "tidings-types.h"

/* More are no household's, and each is a row in every list. */
#define MAX_OWN_TYPES 500

/* Comma list in the store's meta: ids of private types that are gone. Texts of them may still have to be erased. */
#define META_REMOVED_PRIVATE "removed-private-types"

void
tidings_types_load (TidingsCore *core)
{
  g_autoptr(GError) error = NULL;

  if (!tidings_store_load_types (core->store, core->catalog, &error))
    g_warning ("%s", error->message);
}

static guint
count_own (TidingsCore *core)
{
  GListModel *types = tidings_catalog_list_types (core->catalog);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);

      n += type->is_own;
    }

  return n;
}

static gboolean
check_count (TidingsCore  *core,
             const char   *id,
             GError      **error)
{
  if (tidings_catalog_lookup (core->catalog, id) != NULL || count_own (core) < MAX_OWN_TYPES)
    return TRUE;

  g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                       _("There are 500 alert types of your own already; remove one first"));

  return FALSE;
}

gboolean
tidings_types_put (TidingsCore             *core,
                   const TidingsTypeDraft  *draft,
                   GError                 **error)
{
  GError *local_error = NULL;
  g_autoptr(TidingsAlertType) type = tidings_type_draft_finish (draft, core->catalog, &local_error);

  if (type == NULL)
    {
      g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, local_error->message);
      g_error_free (local_error);
      return FALSE;
    }
  if (!check_count (core, type->id, error))
    return FALSE;
  if (!tidings_store_put_type (core->store, type, tidings_core_now (core), &local_error))
    {
      tidings_core_take_error (error, local_error);
      return FALSE;
    }

  tidings_types_load (core);
  tidings_core_changed (core, "types");

  return TRUE;
}

static gboolean
remove_type (TidingsCore       *core,
             TidingsAlertType  *type,
             GError           **error)
{
  return tidings_core_cancel_type (core, type->id, TIDINGS_REASON_REMOVED, error) &&
         (!type->is_private || tidings_core_list_add (core, META_REMOVED_PRIVATE, type->id, error)) &&
         tidings_store_remove_type (core->store, type->id, error);
}

static TidingsAlertType *
find_own (TidingsCore  *core,
          const char   *id,
          GError      **error)
{
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, id);

  if (type == NULL)
    g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NOT_FOUND,
                 /* Translators: %s is what was typed for an alert type's id */
                 _("There is no alert type “%s”. “tidings types” lists them"), id);
  else if (!type->is_own)
    g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                 /* Translators: %s is the id of an alert type */
                 _("“%s” comes with Tidings and cannot be removed; switch it off"), id);

  return type != NULL && type->is_own ? type : NULL;
}

gboolean
tidings_types_remove (TidingsCore  *core,
                      const char   *id,
                      GError      **error)
{
  TidingsAlertType *type = find_own (core, id, error);
  GError *local_error = NULL;

  if (type == NULL)
    return FALSE;

  if (tidings_core_begin (core, &local_error))
    {
      if (!remove_type (core, type, &local_error))
        tidings_core_rollback (core);
      else
        tidings_core_commit (core, &local_error);
    }
  if (local_error != NULL)
    {
      tidings_core_take_error (error, local_error);
      return FALSE;
    }

  tidings_types_load (core);
  tidings_core_changed (core, "types");
  tidings_core_changed (core, "people");
  tidings_core_changed (core, "messages");
  tidings_core_changed (core, "reminders");
  tidings_core_wake (core);

  return TRUE;
}

gboolean
tidings_types_is_private (TidingsCore *core,
                          const char  *id)
{
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, id);
  g_auto(GStrv) removed = NULL;

  if (type != NULL)
    return type->is_private;
  removed = tidings_core_list_get (core, META_REMOVED_PRIVATE);

  return g_strv_contains ((const char * const *) removed, id);
}

TidingsTypeDraft *
tidings_engine_draft_type (TidingsEngine *self,
                           const char    *id)
{
  TidingsAlertType *type;
  TidingsTypeDraft *draft;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  type = tidings_catalog_lookup (tidings_engine_get_core (self)->catalog, id);
  if (type != NULL && type->is_own)
    return tidings_type_draft_new_for_type (type);

  draft = tidings_type_draft_new ();
  draft->id = g_strdup (id);

  return draft;
}

gboolean
tidings_engine_put_type (TidingsEngine           *self,
                         const TidingsTypeDraft  *draft,
                         GError                 **error)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (draft != NULL, FALSE);

  return tidings_types_put (tidings_engine_get_core (self), draft, error);
}

gboolean
tidings_engine_remove_type (TidingsEngine  *self,
                            const char     *id,
                            GError        **error)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return tidings_types_remove (tidings_engine_get_core (self), id, error);
}
