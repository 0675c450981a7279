/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about when a phone last truly received something, and from which sender. */
#include "config.h"

#include "tidings-store-arrivals.h"
#include "tidings-store-private.h"

void
tidings_arrival_free (TidingsArrival *arrival)
{
  g_free (arrival->number);
  g_free (arrival->sender);
  g_free (arrival);
}

gboolean
tidings_store_note_arrival (TidingsStore  *self,
                            const char    *number,
                            const char    *sender,
                            gint64         at,
                            gint64         message_id,
                            GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (number && sender, FALSE);

  /* Receipts and answers come in any order. */
  statement = tidings_store_prepare (self,
                                     "INSERT INTO arrival (number, sender, at, message_id) VALUES (?1, ?2, ?3, ?4) "
                                     "ON CONFLICT (number, sender) DO UPDATE SET at = excluded.at, "
                                     "message_id = excluded.message_id WHERE excluded.at >= at",
                                     error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_text (statement, 1, number);
  tidings_statement_bind_text (statement, 2, sender);
  sqlite3_bind_int64 (statement, 3, at);
  sqlite3_bind_int64 (statement, 4, message_id);

  return tidings_store_run (self, statement, error);
}

TidingsArrival *
tidings_store_get_last_arrival (TidingsStore *self,
                                const char   *number,
                                const char   *sender)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(TidingsArrival) arrival = NULL;
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (number, NULL);

  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT number, sender, at, message_id FROM arrival "
                                             "WHERE number = ?1 AND (?2 IS NULL OR sender = ?2) ORDER BY at DESC LIMIT 1");
  if (!statement)
    return NULL;

  tidings_statement_bind_text (statement, 1, number);
  tidings_statement_bind_text (statement, 2, sender);
  if (!tidings_store_next_row (self, statement, &error))
    {
      if (error)
        g_warning ("%s", error->message);
      return NULL;
    }

  arrival = g_new0 (TidingsArrival, 1);
  tidings_statement_take_text (statement, 0, &arrival->number);
  tidings_statement_take_text (statement, 1, &arrival->sender);
  arrival->at = sqlite3_column_int64 (statement, 2);
  arrival->message_id = sqlite3_column_int64 (statement, 3);

  return g_steal_pointer (&arrival);
}

gint64
tidings_store_get_last_answer_at (TidingsStore *self,
                                  const char   *sender)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);
  g_return_val_if_fail (sender, 0);

  statement = tidings_store_prepare_or_warn (self, "SELECT max (at) FROM inbound WHERE \"to\" = ?1");
  if (statement)
    tidings_statement_bind_text (statement, 1, sender);

  return tidings_store_ask_number (self, statement, 0, 0);
}
