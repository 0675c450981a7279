/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about the alert types that people made. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-store-private.h"
#include "tidings-store-types.h"
#include "tidings-type-draft.h"

#define SCRATCH "list"

/* Lists are written as the catalog's key file writes them, whatever signs they hold. */
static char *
join_list (const char * const *list)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();

  g_key_file_set_string_list (file, SCRATCH, SCRATCH, list, g_strv_length ((char **) list));

  return g_key_file_get_value (file, SCRATCH, SCRATCH, NULL);
}

static char **
split_list (const char *text)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  char **list = NULL;

  g_key_file_set_value (file, SCRATCH, SCRATCH, text);
  list = g_key_file_get_string_list (file, SCRATCH, SCRATCH, NULL, NULL);

  return list != NULL ? list : g_new0 (char *, 1);
}

static char **
take_list (TidingsStatement *row,
           int               column)
{
  g_autofree char *text = NULL;

  tidings_statement_take_text (row, column, &text);

  return split_list (text);
}

/* Columns as in tidings_store_load_types(). */
static TidingsAlertType *
read_type (TidingsStatement  *row,
           GError           **error)
{
  g_autoptr(TidingsTypeDraft) draft = tidings_type_draft_new ();

  tidings_statement_take_text (row, 0, &draft->id);
  tidings_statement_take_text (row, 1, &draft->group);
  tidings_statement_take_text (row, 2, &draft->title);
  tidings_statement_take_text (row, 3, &draft->description);
  tidings_statement_take_text (row, 4, &draft->template);
  tidings_statement_take_text (row, 5, &draft->subject);
  draft->fields = take_list (row, 6);
  draft->samples = take_list (row, 7);
  draft->priority = CLAMP (sqlite3_column_int (row, 8), TIDINGS_PRIORITY_LOW, TIDINGS_PRIORITY_CRITICAL);
  draft->cooldown_s = sqlite3_column_int (row, 9);
  tidings_statement_take_text (row, 10, &draft->dedupe_field);
  draft->late_s = sqlite3_column_int (row, 11);
  draft->max_segments = sqlite3_column_int (row, 12);
  draft->is_private = sqlite3_column_int (row, 13) != 0;
  draft->is_one_way = sqlite3_column_int (row, 14) != 0;

  return tidings_type_draft_read (draft, error);
}

gboolean
tidings_store_load_types (TidingsStore    *self,
                          TidingsCatalog  *catalog,
                          GError         **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GPtrArray) types = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (TIDINGS_IS_CATALOG (catalog), FALSE);

  statement = tidings_store_prepare (self,
                                     "SELECT id, alert_group, title, description, template, subject, fields, samples, priority, "
                                     "cooldown_s, dedupe_field, late_s, max_segments, is_private, is_one_way "
                                     "FROM alert_type ORDER BY created_at, id", error);
  if (statement == NULL)
    return FALSE;

  while (tidings_store_next_row (self, statement, &failure))
    {
      g_autoptr(GError) fault = NULL;
      TidingsAlertType *type = read_type (statement, &fault);

      /* One that no version of Tidings can have written does not take the others along. */
      if (type != NULL)
        g_ptr_array_add (types, type);
      else
        g_warning ("An alert type cannot be read: %s", fault->message);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  tidings_catalog_set_own_types (catalog, types);

  return TRUE;
}

static void
bind_type (TidingsStatement *statement,
           TidingsAlertType *type,
           gint64            now)
{
  g_autoptr(TidingsTypeDraft) draft = tidings_type_draft_new_for_type (type);
  g_autofree char *fields = join_list ((const char * const *) draft->fields);
  g_autofree char *samples = join_list ((const char * const *) draft->samples);

  tidings_statement_bind_text (statement, 1, draft->id);
  tidings_statement_bind_text (statement, 2, draft->group);
  tidings_statement_bind_text (statement, 3, draft->title);
  tidings_statement_bind_word (statement, 4, draft->description);
  tidings_statement_bind_text (statement, 5, draft->template);
  tidings_statement_bind_text (statement, 6, draft->subject);
  tidings_statement_bind_text (statement, 7, fields);
  tidings_statement_bind_text (statement, 8, samples);
  sqlite3_bind_int (statement, 9, draft->priority);
  sqlite3_bind_int (statement, 10, draft->cooldown_s);
  tidings_statement_bind_text (statement, 11, draft->dedupe_field);
  sqlite3_bind_int (statement, 12, draft->late_s);
  sqlite3_bind_int (statement, 13, draft->max_segments);
  sqlite3_bind_int (statement, 14, draft->is_private);
  sqlite3_bind_int (statement, 15, draft->is_one_way);
  sqlite3_bind_int64 (statement, 16, now);
}

gboolean
tidings_store_put_type (TidingsStore      *self,
                        TidingsAlertType  *type,
                        gint64             now,
                        GError           **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type) && type->is_own, FALSE);

  statement = tidings_store_prepare (self,
                                     "INSERT INTO alert_type (id, alert_group, title, description, template, subject, fields, "
                                     "samples, priority, cooldown_s, dedupe_field, late_s, max_segments, is_private, is_one_way, "
                                     "created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) "
                                     "ON CONFLICT (id) DO UPDATE SET alert_group = ?2, title = ?3, description = ?4, "
                                     "template = ?5, subject = ?6, fields = ?7, samples = ?8, priority = ?9, cooldown_s = ?10, "
                                     "dedupe_field = ?11, late_s = ?12, max_segments = ?13, is_private = ?14, is_one_way = ?15",
                                     error);
  if (statement == NULL)
    return FALSE;
  bind_type (statement, type, now);

  return tidings_store_run (self, statement, error);
}

static gboolean
run_for (TidingsStore  *self,
         const char    *sql,
         const char    *id,
         GError       **error)
{
  g_autoptr(TidingsStatement) statement = tidings_store_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  tidings_statement_bind_text (statement, 1, id);

  return tidings_store_run (self, statement, error);
}

static gboolean
remove_type (TidingsStore  *self,
             const char    *id,
             GError       **error)
{
  if (!run_for (self, "DELETE FROM alert_type WHERE id = ?1", id, error))
    return FALSE;
  if (sqlite3_changes (self->db) == 0)
    {
      g_set_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND,
                   /* Translators: %s is the id of an alert type */
                   _("There is no alert type “%s” of your own"), id);
      return FALSE;
    }

  return run_for (self, "DELETE FROM subscription WHERE type = ?1", id, error) &&
         run_for (self, "DELETE FROM wording WHERE type = ?1", id, error) &&
         run_for (self, "UPDATE reminder SET type = 'reminder' WHERE type = ?1", id, error);
}

gboolean
tidings_store_remove_type (TidingsStore  *self,
                           const char    *id,
                           GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (!tidings_store_begin (self, error))
    return FALSE;
  if (!remove_type (self, id, error))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  return tidings_store_commit (self, error);
}
