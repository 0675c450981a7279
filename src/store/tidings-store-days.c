/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about days: what was sent on each and what it cost, and when a phone was last reached. */
#include "config.h"

#include "tidings-store-days.h"
#include "tidings-store-sums-private.h"

/* One day at a time, so that each is a short walk along the index of what counts. */
static gboolean
sum_day (TidingsStore      *self,
         TidingsStatement  *statement,
         gint64             since,
         gint64             until,
         TidingsDaySum     *sum,
         GError           **error)
{
  sqlite3_reset (statement);
  sqlite3_bind_int64 (statement, 1, since);
  sqlite3_bind_int64 (statement, 2, until);
  if (!tidings_store_next_row (self, statement, error))
    return FALSE;

  sum->n_texts = sqlite3_column_int64 (statement, 0);
  sum->billed_micros = sqlite3_column_int64 (statement, 1);
  sum->pending_micros = sqlite3_column_int64 (statement, 2);

  return TRUE;
}

#define IS_OURS "(?3 = '' OR currency IS NULL OR currency = ?3)"

gboolean
tidings_store_sum_days (TidingsStore   *self,
                        const gint64   *starts,
                        guint           n_days,
                        const char     *currency,
                        TidingsDaySum  *sums,
                        GError        **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (starts != NULL && sums != NULL, FALSE);

  statement = tidings_store_prepare (self,
                                     "SELECT count (*), "
                                     "coalesce (sum (" TIDINGS_STORE_BILLED ") FILTER (WHERE is_settled AND " IS_OURS "), 0), "
                                     "coalesce (sum (" TIDINGS_STORE_PENDING ") FILTER (WHERE NOT is_settled AND " IS_OURS "), 0) "
                                     "FROM message WHERE is_counted AND queued_at >= ?1 AND queued_at < ?2",
                                     error);
  if (statement == NULL)
    return FALSE;

  tidings_statement_bind_word (statement, 3, currency);
  for (guint i = 0; i < n_days; i++)
    if (!sum_day (self, statement, starts[i], starts[i + 1], &sums[i], error))
      return FALSE;

  return TRUE;
}

gint64
tidings_store_get_last_delivered_at (TidingsStore *self,
                                     const char   *number)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);
  g_return_val_if_fail (number != NULL, 0);

  /* From the newest of the number's texts back to the first that arrived (7): seldom more than a few rows. The plus keeps
   * SQLite from walking through all that ever arrived instead. */
  statement = tidings_store_prepare_or_warn (self, "SELECT updated_at FROM message WHERE number = ?1 AND +state = 7 "
                                                   "ORDER BY id DESC LIMIT 1");
  if (statement != NULL)
    tidings_statement_bind_text (statement, 1, number);

  return tidings_store_ask_number (self, statement, 0, 0);
}
