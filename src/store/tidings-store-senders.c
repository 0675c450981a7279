/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about what an account can send from. */
#include "config.h"

#include "tidings-store-private.h"
#include "tidings-store-senders.h"

static gboolean
clear_senders (TidingsStore  *self,
               const char    *account,
               GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  if (!(statement = tidings_store_prepare (self, "DELETE FROM sender WHERE account = ?1", error)))
    return FALSE;

  tidings_statement_bind_text (statement, 1, account);
  return tidings_store_run (self, statement, error);
}

static gboolean
insert_sender (TidingsStore         *self,
               const char           *account,
               const TidingsSender  *sender,
               gint64                at,
               GError              **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  statement = tidings_store_prepare (self,
                                     "INSERT INTO sender (account, id, kind, sid, service, country, name, can_text, can_mms, at) "
                                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                                     error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_text (statement, 1, account);
  tidings_statement_bind_text (statement, 2, sender->id);
  sqlite3_bind_int (statement, 3, sender->kind);
  tidings_statement_bind_text (statement, 4, sender->sid);
  tidings_statement_bind_text (statement, 5, sender->service);
  tidings_statement_bind_text (statement, 6, sender->country);
  tidings_statement_bind_text (statement, 7, sender->name);
  sqlite3_bind_int (statement, 8, sender->can_text);
  sqlite3_bind_int (statement, 9, sender->can_mms);
  sqlite3_bind_int64 (statement, 10, at);

  return tidings_store_run (self, statement, error);
}

static gboolean
insert_senders (TidingsStore  *self,
                const char    *account,
                GPtrArray     *senders,
                gint64         at,
                GError       **error)
{
  for (guint i = 0; i < senders->len; i++)
    if (!insert_sender (self, account, g_ptr_array_index (senders, i), at, error))
      return FALSE;

  return TRUE;
}

gboolean
tidings_store_put_senders (TidingsStore  *self,
                           const char    *account,
                           GPtrArray     *senders,
                           gint64         at,
                           GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (account && senders, FALSE);

  if (!tidings_store_begin (self, error))
    return FALSE;

  if (!clear_senders (self, account, error) || !insert_senders (self, account, senders, at, error))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  return tidings_store_commit (self, error);
}

/* Columns as in the query of tidings_store_list_senders(). */
static TidingsSender *
read_sender (TidingsStatement *row)
{
  TidingsSender *sender = g_new0 (TidingsSender, 1);

  tidings_statement_take_text (row, 0, &sender->id);
  sender->kind = sqlite3_column_int (row, 1);
  tidings_statement_take_text (row, 2, &sender->sid);
  tidings_statement_take_text (row, 3, &sender->service);
  tidings_statement_take_text (row, 4, &sender->country);
  tidings_statement_take_text (row, 5, &sender->name);
  sender->can_text = sqlite3_column_int (row, 6) != 0;
  sender->can_mms = sqlite3_column_int (row, 7) != 0;

  return sender;
}

GPtrArray *
tidings_store_list_senders (TidingsStore  *self,
                            const char    *account,
                            GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GPtrArray) senders = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_sender_free);
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (account, NULL);

  statement = tidings_store_prepare (self,
                                     "SELECT id, kind, sid, service, country, name, can_text, can_mms FROM sender "
                                     "WHERE account = ?1 ORDER BY id",
                                     error);
  if (!statement)
    return NULL;

  tidings_statement_bind_text (statement, 1, account);
  while (tidings_store_next_row (self, statement, &failure))
    g_ptr_array_add (senders, read_sender (statement));

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&senders);
}

char *
tidings_store_dup_last_sender (TidingsStore *self,
                               gint64        person,
                               const char   *number)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) error = NULL;
  char *sender = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (number, NULL);

  /* By person, for which there is an index; the rows come in the order of their ids. */
  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT sender FROM message WHERE person_id = ?1 AND number = ?2 "
                                             "AND sid IS NOT NULL AND sender IS NOT NULL ORDER BY id DESC LIMIT 1");
  if (!statement)
    return NULL;

  sqlite3_bind_int64 (statement, 1, person);
  tidings_statement_bind_text (statement, 2, number);
  if (tidings_store_next_row (self, statement, &error))
    tidings_statement_take_text (statement, 0, &sender);
  if (error)
    g_warning ("%s", error->message);

  return sender;
}
