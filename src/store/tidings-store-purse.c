/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about what takes from the limits. Every condition is written as the indexes of counted texts have it. */
#include "config.h"

#include "tidings-store-purse.h"
#include "tidings-store-sums-private.h"

/* Answers when the store cannot be read: larger than any limit, and still safe to add to. */
#define UNREADABLE_COUNT (G_MAXINT / 2)
#define UNREADABLE_SUM (G_MAXINT64 / 4)

guint
tidings_store_count_texts_of_type (TidingsStore *self,
                                   gint64        person,
                                   const char   *type,
                                   gint64        since,
                                   gint64        until,
                                   gint64       *first_at)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) error = NULL;
  guint count = UNREADABLE_COUNT;
  gint64 first = 0;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), UNREADABLE_COUNT);
  g_return_val_if_fail (type, UNREADABLE_COUNT);

  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT count (*), coalesce (min (queued_at), 0) FROM message WHERE is_counted "
                                             "AND person_id = ?1 AND type = ?2 AND queued_at >= ?3 AND queued_at < ?4");
  if (statement)
    {
      sqlite3_bind_int64 (statement, 1, person);
      tidings_statement_bind_text (statement, 2, type);
      sqlite3_bind_int64 (statement, 3, since);
      sqlite3_bind_int64 (statement, 4, until);
      if (tidings_store_next_row (self, statement, &error))
        {
          count = sqlite3_column_int64 (statement, 0);
          first = sqlite3_column_int64 (statement, 1);
        }
      else
        {
          g_warning ("%s", error->message);
        }
    }

  if (first_at)
    *first_at = first;

  return count;
}

#define SUMS \
  "SELECT coalesce (sum (" TIDINGS_STORE_BILLED ") FILTER (WHERE is_settled), 0), " \
  "coalesce (sum (" TIDINGS_STORE_PENDING ") FILTER (WHERE NOT is_settled), 0) " \
  "FROM message WHERE is_counted AND queued_at >= ?1 AND queued_at < ?2"

void
tidings_store_sum_prices_between (TidingsStore *self,
                                  const char   *group,
                                  gint64        since,
                                  gint64        until,
                                  gint64       *settled_micros,
                                  gint64       *reserved_micros)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) error = NULL;
  gint64 settled = UNREADABLE_SUM;
  gint64 reserved = UNREADABLE_SUM;

  g_return_if_fail (TIDINGS_IS_STORE (self));

  statement = tidings_store_prepare_or_warn (self, group ? SUMS " AND alert_group = ?3" : SUMS);
  if (statement)
    {
      sqlite3_bind_int64 (statement, 1, since);
      sqlite3_bind_int64 (statement, 2, until);
      if (group)
        tidings_statement_bind_text (statement, 3, group);
      if (tidings_store_next_row (self, statement, &error))
        {
          settled = sqlite3_column_int64 (statement, 0);
          reserved = sqlite3_column_int64 (statement, 1);
        }
      else
        {
          g_warning ("%s", error->message);
        }
    }

  if (settled_micros)
    *settled_micros = settled;
  if (reserved_micros)
    *reserved_micros = reserved;
}

gint64
tidings_store_get_first_counted_at (TidingsStore *self,
                                    gint64        since)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);

  statement = tidings_store_prepare_or_warn (self, "SELECT min (queued_at) FROM message WHERE is_counted AND queued_at >= ?1");
  if (statement)
    sqlite3_bind_int64 (statement, 1, since);

  return tidings_store_ask_number (self, statement, 0, 0);
}

static gboolean
move (TidingsStore  *self,
      const char    *sql,
      gint64         since,
      gint64         by_ms,
      GError       **error)
{
  g_autoptr(TidingsStatement) statement = tidings_store_prepare (self, sql, error);

  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, since);
  sqlite3_bind_int64 (statement, 2, by_ms);

  return tidings_store_run (self, statement, error);
}

gboolean
tidings_store_move_counted (TidingsStore  *self,
                            gint64         since,
                            gint64         by_ms,
                            GError       **error)
{
  /* An instant that would fall before 1970 would say that the text was never counted. */
  static const char * const moves[] = {
    "UPDATE message SET queued_at = max (queued_at + ?2, 1) WHERE is_counted AND queued_at >= ?1 AND send_at = 0",
    "UPDATE code_sent SET at = at + ?2 WHERE at >= ?1",
    "UPDATE code SET created_at = created_at + ?2, expires_at = expires_at + ?2 WHERE created_at >= ?1",
  };

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  if (!tidings_store_begin (self, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (!move (self, moves[i], since, by_ms, error))
      {
        tidings_store_rollback (self);
        return FALSE;
      }

  return tidings_store_commit (self, error);
}
