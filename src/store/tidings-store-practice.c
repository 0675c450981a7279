/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about practice time. */
#include "config.h"

#include "tidings-store-messages.h"
#include "tidings-store-practice.h"
#include "tidings-store-private.h"

#define META_AHEAD "practice-ahead"

gint64
tidings_store_get_practice_ahead (TidingsStore *self)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);

  value = tidings_store_dup_meta (self, META_AHEAD);

  return value != NULL ? MAX (g_ascii_strtoll (value, NULL, 10), 0) : 0;
}

gboolean
tidings_store_set_practice_ahead (TidingsStore  *self,
                                  gint64         ahead_ms,
                                  GError       **error)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  if (ahead_ms != 0)
    value = g_strdup_printf ("%" G_GINT64_FORMAT, ahead_ms);

  return tidings_store_set_meta (self, META_AHEAD, value, error);
}

gint64
tidings_store_get_next_waiting (TidingsStore *self,
                                gint64        now)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);

  /* Held (0) and queued (1). */
  statement = tidings_store_prepare_or_warn (self, "SELECT min (next_at) FROM message WHERE state IN (0, 1) AND next_at > ?1 "
                                                   "AND next_at < ?2");
  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, now);
      sqlite3_bind_int64 (statement, 2, TIDINGS_MESSAGE_PAUSED);
    }

  return tidings_store_ask_number (self, statement, 0, 0);
}

/* In this order: what a later one changes is asked for by an earlier one. Held is 0, queued 1; of an occurrence 0 is
 * planned and 2 done, of a reminder 0 active and 2 done. */
static const char * const returns[] = {
  /* Done by a practice phone before its time. */
  "UPDATE occurrence SET state = 0 WHERE state = 2 AND EXISTS (SELECT 1 FROM inbound JOIN message AS m ON m.id = inbound.message_id "
  "WHERE inbound.at > ?1 AND inbound.effect = 'done' AND m.reminder_id = occurrence.reminder_id "
  "AND m.moment_wall = occurrence.wall AND m.occurrence_at > ?1)",
  "UPDATE reminder SET state = 0 WHERE state = 2 AND rule = '' AND id IN (SELECT m.reminder_id FROM inbound "
  "JOIN message AS m ON m.id = inbound.message_id WHERE inbound.at > ?1 AND inbound.effect = 'done' AND m.occurrence_at > ?1)",
  /* A text that left before its time says nothing about it. One that waits is canceled by whoever puts the clock back, and so
   * is what it says for others. */
  "UPDATE message SET moment_at = 0, moment_wall = NULL WHERE moment_at > ?1 AND updated_at > ?1 AND state NOT IN (0, 1) "
  "AND NOT EXISTS (SELECT 1 FROM message AS whole WHERE whole.id = message.merged_into AND message.merged_into > 0 "
  "AND whole.state IN (0, 1))",
  "UPDATE message SET queued_at = 0 WHERE queued_at > ?1 AND state <> 1",
  "UPDATE message SET next_at = ?1 WHERE next_at > ?1 AND updated_at > ?1",
  "UPDATE message SET created_at = min (created_at, ?1), queued_at = min (queued_at, ?1), sending_at = min (sending_at, ?1), "
  "updated_at = ?1, server_at = min (server_at, ?1) WHERE updated_at > ?1",
  "UPDATE event SET at = ?1 WHERE at > ?1",
  "UPDATE inbound SET at = ?1 WHERE at > ?1",
  "UPDATE audit SET at = ?1 WHERE at > ?1",
  "UPDATE opt_out SET at = ?1 WHERE at > ?1",
  "UPDATE person SET created_at = min (created_at, ?1), verified_at = min (verified_at, ?1) WHERE created_at > ?1 OR verified_at > ?1",
  "UPDATE reminder SET created_at = ?1 WHERE created_at > ?1",
  "UPDATE alert_type SET created_at = ?1 WHERE created_at > ?1",
  "UPDATE arrival SET at = ?1 WHERE at > ?1",
  "UPDATE line SET at = ?1 WHERE at > ?1",
  "UPDATE sender SET at = ?1 WHERE at > ?1",
  "UPDATE price SET at = ?1 WHERE at > ?1",
};

gboolean
tidings_store_return_to (TidingsStore  *self,
                         gint64         now,
                         GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  if (!tidings_store_begin (self, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (returns); i++)
    if (!tidings_store_run_by_id (self, returns[i], now, error))
      {
        tidings_store_rollback (self);
        return FALSE;
      }
  if (!tidings_store_move_future (self, now, error) || !tidings_store_set_practice_ahead (self, 0, error))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  return tidings_store_commit (self, error);
}
