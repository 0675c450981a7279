/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about what is still to be erased at Twilio. */
#include "config.h"

#include "tidings-store-erasures.h"
#include "tidings-store-private.h"

void
tidings_erasure_job_free (TidingsErasureJob *job)
{
  g_free (job->sid);
  g_free (job->number);
  g_free (job);
}

gboolean
tidings_store_put_erasure (TidingsStore             *self,
                           const char               *account,
                           const TidingsErasureJob  *job,
                           GError                  **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (account && job->sid && job->number, FALSE);

  statement = tidings_store_prepare (self,
                                     "INSERT OR REPLACE INTO erasure (sid, account, message_id, number, deletes, n_tries, next_at) "
                                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                                     error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_text (statement, 1, job->sid);
  tidings_statement_bind_text (statement, 2, account);
  sqlite3_bind_int64 (statement, 3, job->message_id);
  tidings_statement_bind_text (statement, 4, job->number);
  sqlite3_bind_int (statement, 5, job->deletes);
  sqlite3_bind_int64 (statement, 6, job->n_tries);
  sqlite3_bind_int64 (statement, 7, job->next_at);

  return tidings_store_run (self, statement, error);
}

gboolean
tidings_store_remove_erasure (TidingsStore  *self,
                              const char    *sid,
                              GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (sid, FALSE);

  statement = tidings_store_prepare (self, "DELETE FROM erasure WHERE sid = ?1", error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_text (statement, 1, sid);

  return tidings_store_run (self, statement, error);
}

TidingsErasureJob *
tidings_store_get_due_erasure (TidingsStore *self,
                               const char   *account,
                               gint64        now)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(TidingsErasureJob) job = NULL;
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (account, NULL);

  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT sid, message_id, number, deletes, n_tries, next_at FROM erasure "
                                             "WHERE account = ?1 AND next_at > 0 AND next_at <= ?2 ORDER BY next_at LIMIT 1");
  if (!statement)
    return NULL;

  tidings_statement_bind_text (statement, 1, account);
  sqlite3_bind_int64 (statement, 2, now);
  if (!tidings_store_next_row (self, statement, &error))
    {
      if (error)
        g_warning ("%s", error->message);
      return NULL;
    }

  job = g_new0 (TidingsErasureJob, 1);
  tidings_statement_take_text (statement, 0, &job->sid);
  job->message_id = sqlite3_column_int64 (statement, 1);
  tidings_statement_take_text (statement, 2, &job->number);
  job->deletes = sqlite3_column_int (statement, 3);
  job->n_tries = sqlite3_column_int64 (statement, 4);
  job->next_at = sqlite3_column_int64 (statement, 5);

  return g_steal_pointer (&job);
}

gint64
tidings_store_get_next_erasure_at (TidingsStore *self,
                                   const char   *account)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);
  g_return_val_if_fail (account, 0);

  statement = tidings_store_prepare_or_warn (self, "SELECT min (next_at) FROM erasure WHERE account = ?1 AND next_at > 0");
  if (statement)
    tidings_statement_bind_text (statement, 1, account);

  return tidings_store_ask_number (self, statement, 0, 0);
}

gboolean
tidings_store_hasten_erasure (TidingsStore  *self,
                              const char    *sid,
                              gint64         at,
                              GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (sid, FALSE);

  statement = tidings_store_prepare (self,
                                     "UPDATE erasure SET next_at = ?2 WHERE sid = ?1 AND n_tries = 0 AND next_at > ?2",
                                     error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_text (statement, 1, sid);
  sqlite3_bind_int64 (statement, 2, at);

  return tidings_store_run (self, statement, error);
}

gboolean
tidings_store_release_erasures (TidingsStore  *self,
                                const char    *number,
                                gint64         at,
                                GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  if (number)
    statement = tidings_store_prepare (self, "UPDATE erasure SET next_at = ?1 WHERE next_at = 0 AND number = ?2", error);
  else
    statement = tidings_store_prepare (self,
                                       "UPDATE erasure SET next_at = ?1 WHERE next_at = 0 OR next_at > ?1 + 172800000", error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, at);
  if (number)
    tidings_statement_bind_text (statement, 2, number);

  return tidings_store_run (self, statement, error);
}

gboolean
tidings_store_is_erasing (TidingsStore *self,
                          const char   *sid)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (sid, FALSE);

  if ((statement = tidings_store_prepare_or_warn (self, "SELECT 1 FROM erasure WHERE sid = ?1 AND number = ''")))
    tidings_statement_bind_text (statement, 1, sid);

  return tidings_store_ask_number (self, statement, 0, 0) != 0;
}

gboolean
tidings_store_is_doubted (TidingsStore *self,
                          const char   *number)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), TRUE);
  g_return_val_if_fail (number, TRUE);

  statement = tidings_store_prepare_or_warn (self, "SELECT 1 FROM message WHERE state IN (?1, ?2) AND number = ?3 LIMIT 1");
  if (statement)
    {
      sqlite3_bind_int (statement, 1, TIDINGS_MESSAGE_SENDING);
      sqlite3_bind_int (statement, 2, TIDINGS_MESSAGE_IN_DOUBT);
      tidings_statement_bind_text (statement, 3, number);
    }

  /* Unreadable: what is gone at Twilio could not be compared any more. */
  return tidings_store_ask_number (self, statement, 0, 1) != 0;
}

gboolean
tidings_store_set_erasure (TidingsStore    *self,
                           gint64           message,
                           guint            from,
                           TidingsErasure   to,
                           gboolean        *is_changed,
                           GError         **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  statement = tidings_store_prepare (self, "UPDATE message SET erasure = ?2 WHERE id = ?1 AND (1 << erasure) & ?3", error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, message);
  sqlite3_bind_int (statement, 2, to);
  sqlite3_bind_int64 (statement, 3, from);
  if (!tidings_store_run (self, statement, error))
    return FALSE;

  if (is_changed)
    *is_changed = sqlite3_changes (self->db) > 0;

  return TRUE;
}
