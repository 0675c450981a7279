/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Getting what was forgotten out of the file, and forgetting what has become old. */
#include "config.h"

#include "tidings-message.h"
#include "tidings-store-forget.h"
#include "tidings-store-forget-private.h"
#include "tidings-store-private.h"

/* Pages of the index that one step merges: some milliseconds. */
#define PAGES_A_STEP "500"

gboolean
tidings_store_needs_scrub (TidingsStore *self)
{
  g_autofree char *stage = tidings_store_dup_meta (self, TIDINGS_META_SCRUB);

  return stage != NULL;
}

static TidingsScrub
go_to (TidingsStore  *self,
       const char    *stage,
       GError       **error)
{
  return tidings_store_set_meta (self, TIDINGS_META_SCRUB, stage, error) ? TIDINGS_SCRUB_MORE : TIDINGS_SCRUB_FAILED;
}

/* The index of words only notes that a text is gone; its words stand there until the parts that hold them are written anew as
 * one, which its documentation calls merging with a negative number, and then on with a positive one until nothing changes. */
static TidingsScrub
merge_words (TidingsStore  *self,
             gboolean       is_first,
             GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  int before = sqlite3_total_changes (self->db);

  statement = tidings_store_prepare (self,
                                     is_first ? "INSERT INTO message_search (message_search, rank) VALUES ('merge', -" PAGES_A_STEP ")"
                                              : "INSERT INTO message_search (message_search, rank) VALUES ('merge', " PAGES_A_STEP ")",
                                     error);
  if (!statement || !tidings_store_run (self, statement, error))
    return TIDINGS_SCRUB_FAILED;

  if (is_first)
    return go_to (self, TIDINGS_SCRUB_WORDS, error);
  return sqlite3_total_changes (self->db) - before < 2 ? go_to (self, TIDINGS_SCRUB_LOG, error) : TIDINGS_SCRUB_MORE;
}

/* What was overwritten in the file still stands in the write-ahead log until that is emptied, for which nobody may be reading. */
static gboolean
empty_log (TidingsStore  *self,
           GError       **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  gboolean is_empty = FALSE;

  if (sqlite3_prepare_v2 (self->db, "PRAGMA wal_checkpoint (TRUNCATE)", -1, &statement, NULL) != SQLITE_OK)
    {
      tidings_store_set_error (self, error);
      return FALSE;
    }

  /* The caller comes again; the whole agent does not wait for a reader. */
  sqlite3_busy_timeout (self->db, 0);
  is_empty = sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_int (statement, 0) == 0;
  sqlite3_busy_timeout (self->db, self->patience_ms);

  return is_empty;
}

TidingsScrub
tidings_store_scrub (TidingsStore  *self,
                     GError       **error)
{
  g_autofree char *stage = NULL;
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), TIDINGS_SCRUB_FAILED);
  g_return_val_if_fail (self->depth == 0, TIDINGS_SCRUB_FAILED);

  stage = tidings_store_dup_meta (self, TIDINGS_META_SCRUB);
  if (!stage)
    return TIDINGS_SCRUB_DONE;
  if (!g_str_equal (stage, TIDINGS_SCRUB_LOG))
    return merge_words (self, g_str_equal (stage, TIDINGS_SCRUB_BEGIN), error);

  if (!empty_log (self, &failure))
    {
      if (!failure)
        return TIDINGS_SCRUB_BUSY;
      g_propagate_error (error, g_steal_pointer (&failure));
      return TIDINGS_SCRUB_FAILED;
    }

  return go_to (self, NULL, error) == TIDINGS_SCRUB_FAILED ? TIDINGS_SCRUB_FAILED : TIDINGS_SCRUB_DONE;
}

/* A text that still does something here or there is not old. */
#define IS_OLD \
  "updated_at < ?1 AND state >= ?5 AND NOT (is_counted AND queued_at >= ?2) " \
  "AND next_at = 0 AND erasure NOT IN (1, 3, 6) AND (dedupe IS NULL OR created_at < ?3)"

/* In the order of the index by creation; nothing has ended before it was raised. */
static gboolean
find_slice (TidingsStore  *self,
            gint64         bound,
            guint          limit,
            gint64         after,
            gint64        *last,
            GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;
  guint n = 0;

  *last = 0;
  statement = tidings_store_prepare (self,
                                     "SELECT created_at FROM message WHERE created_at > ?1 AND created_at < ?2 "
                                     "ORDER BY created_at LIMIT ?3",
                                     error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, after);
  sqlite3_bind_int64 (statement, 2, bound);
  sqlite3_bind_int64 (statement, 3, limit);
  while (tidings_store_next_row (self, statement, &failure))
    {
      *last = sqlite3_column_int64 (statement, 0);
      n++;
    }
  if (n < limit && !failure)
    *last = 0;

  if (failure)
    g_propagate_error (error, g_steal_pointer (&failure));
  return !failure;
}

static gboolean
delete_slice (TidingsStore  *self,
              const char    *sql,
              const gint64  *values,
              guint          n_values,
              guint         *n,
              GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  if (!(statement = tidings_store_prepare (self, sql, error)))
    return FALSE;

  for (guint i = 0; i < n_values; i++)
    sqlite3_bind_int64 (statement, (int) i + 1, values[i]);
  if (!tidings_store_run (self, statement, error))
    return FALSE;

  *n += (guint) sqlite3_changes (self->db);
  return TRUE;
}

gboolean
tidings_store_forget_old (TidingsStore  *self,
                          gint64         before,
                          gint64         counted_since,
                          gint64         keyed_since,
                          guint          limit,
                          gint64        *after,
                          guint         *n,
                          GError       **error)
{
  gint64 last = 0;
  guint n_answers = 0;
  guint n_counts = 0;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (limit > 0 && after && n, FALSE);

  *n = 0;
  if (!tidings_store_begin (self, error))
    return FALSE;

  /* Of those who were erased only counts are left. */
  if (!delete_slice (self, "DELETE FROM message WHERE number = '' AND NOT (is_counted AND queued_at >= ?1)", &counted_since, 1,
                     &n_counts, error) ||
      !find_slice (self, before, limit, *after, &last, error) ||
      !delete_slice (self,
                     "DELETE FROM message WHERE created_at > ?4 AND created_at <= ?6 AND " IS_OLD,
                     (const gint64[]) { before, counted_since, keyed_since, *after, TIDINGS_MESSAGE_DELIVERED,
                                        last != 0 ? last : before - 1 },
                     6, n, error) ||
      (last == 0 && !delete_slice (self, "DELETE FROM inbound WHERE at < ?1", &before, 1, &n_answers, error)))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  *after = last;
  return tidings_store_commit (self, error);
}
