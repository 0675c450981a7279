/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about the trail of consent and numbers. */
#include "config.h"

#include "tidings-store-audit.h"
#include "tidings-store-private.h"

#define AUDIT_COLUMNS "id, at, person_id, name, number, what, how, by, detail FROM audit "

void
tidings_audit_entry_free (TidingsAuditEntry *entry)
{
  g_free (entry->name);
  g_free (entry->number);
  g_free (entry->what);
  g_free (entry->how);
  g_free (entry->by);
  g_free (entry->detail);
  g_free (entry);
}

gboolean
tidings_store_add_audit (TidingsStore             *self,
                         const TidingsAuditEntry  *entry,
                         GError                  **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (entry && entry->what, FALSE);

  statement = tidings_store_prepare (self,
                                     "INSERT INTO audit (at, person_id, name, number, what, how, by, detail) "
                                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                                     error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, entry->at);
  sqlite3_bind_int64 (statement, 2, entry->person_id);
  tidings_statement_bind_word (statement, 3, entry->name);
  tidings_statement_bind_word (statement, 4, entry->number);
  tidings_statement_bind_word (statement, 5, entry->what);
  tidings_statement_bind_word (statement, 6, entry->how);
  tidings_statement_bind_word (statement, 7, entry->by);
  tidings_statement_bind_word (statement, 8, entry->detail);

  return tidings_store_run (self, statement, error);
}

/* Columns as in AUDIT_COLUMNS. */
static TidingsAuditEntry *
read_entry (TidingsStatement *row)
{
  TidingsAuditEntry *entry = g_new0 (TidingsAuditEntry, 1);

  entry->id = sqlite3_column_int64 (row, 0);
  entry->at = sqlite3_column_int64 (row, 1);
  entry->person_id = sqlite3_column_int64 (row, 2);
  tidings_statement_take_text (row, 3, &entry->name);
  tidings_statement_take_text (row, 4, &entry->number);
  tidings_statement_take_text (row, 5, &entry->what);
  tidings_statement_take_text (row, 6, &entry->how);
  tidings_statement_take_text (row, 7, &entry->by);
  tidings_statement_take_text (row, 8, &entry->detail);

  return entry;
}

GPtrArray *
tidings_store_list_audit (TidingsStore  *self,
                          gint64         person,
                          GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_audit_entry_free);
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  /* In the order in which it was told: the clock may have been set back meanwhile. */
  statement = tidings_store_prepare (self,
                                     person == 0 ? "SELECT " AUDIT_COLUMNS "ORDER BY id"
                                                 : "SELECT " AUDIT_COLUMNS "WHERE person_id = ?1 OR (person_id = 0 AND number IN "
                                                   "(SELECT number FROM audit WHERE person_id = ?1 AND number <> '')) ORDER BY id",
                                     error);
  if (!statement)
    return NULL;

  if (person != 0)
    sqlite3_bind_int64 (statement, 1, person);
  while (tidings_store_next_row (self, statement, &failure))
    g_ptr_array_add (entries, read_entry (statement));

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&entries);
}

gboolean
tidings_store_reduce_audit (TidingsStore  *self,
                            gint64         person,
                            GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (person != 0, FALSE);

  if (!tidings_store_begin (self, error))
    return FALSE;

  /* By number first: afterwards the person's own rows do not know them any more. A number that somebody else has now is
   * theirs, and so is what stands in their trail. */
  if (!tidings_store_run_by_id (self,
                                "UPDATE audit SET name = '', number = '', detail = '' WHERE number IN "
                                "(SELECT number FROM audit WHERE person_id = ?1 AND number <> '') "
                                "AND person_id NOT IN (SELECT id FROM person WHERE id <> ?1)",
                                person, error) ||
      !tidings_store_run_by_id (self, "UPDATE audit SET name = '', number = '', detail = '' WHERE person_id = ?1", person, error))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  return tidings_store_commit (self, error);
}
