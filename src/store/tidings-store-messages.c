/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about single messages, what is due of them, and what was counted. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-store-messages-private.h"

/* Answer of the counting functions when the store cannot be read: larger than any limit, and still safe to add to. */
#define UNREADABLE_COUNT (G_MAXINT / 2)

TidingsMessage *
tidings_store_read_message (TidingsStatement *row)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();

  message->id = sqlite3_column_int64 (row, 0);
  message->person_id = sqlite3_column_int64 (row, 1);
  tidings_statement_take_text (row, 2, &message->person);
  tidings_statement_take_text (row, 3, &message->to);
  tidings_statement_take_text (row, 4, &message->type);
  tidings_statement_take_text (row, 5, &message->body);
  message->state = sqlite3_column_int (row, 6);
  tidings_statement_take_text (row, 7, &message->reason);
  message->error_code = sqlite3_column_int (row, 8);
  message->until = sqlite3_column_int64 (row, 9);
  tidings_statement_take_text (row, 10, &message->sid);
  tidings_statement_take_text (row, 11, &message->sender);
  message->n_segments = sqlite3_column_int64 (row, 12);
  message->encoding = sqlite3_column_int (row, 13);
  message->price_micros = sqlite3_column_int64 (row, 14);
  tidings_statement_take_text (row, 15, &message->currency);
  message->is_settled = sqlite3_column_int (row, 16) != 0;
  message->n_attempts = sqlite3_column_int64 (row, 17);
  message->n_looks = sqlite3_column_int64 (row, 18);
  tidings_statement_take_text (row, 19, &message->source);
  tidings_statement_take_text (row, 20, &message->dedupe);
  message->priority = sqlite3_column_int (row, 21);
  message->reminder_id = sqlite3_column_int64 (row, 22);
  tidings_statement_take_text (row, 23, &message->media_url);
  message->late_at = sqlite3_column_int64 (row, 24);
  message->created_at = sqlite3_column_int64 (row, 25);
  message->queued_at = sqlite3_column_int64 (row, 26);
  message->sending_at = sqlite3_column_int64 (row, 27);
  message->updated_at = sqlite3_column_int64 (row, 28);
  message->next_at = sqlite3_column_int64 (row, 29);
  tidings_statement_take_text (row, 30, &message->channel);
  message->send_at = sqlite3_column_int64 (row, 31);
  message->erasure = sqlite3_column_int (row, 32);
  message->reserved_micros = sqlite3_column_int64 (row, 33);
  message->server_at = sqlite3_column_int64 (row, 34);
  message->merged_into = sqlite3_column_int64 (row, 35);
  message->n_repeats = sqlite3_column_int64 (row, 36);
  message->fingerprint = sqlite3_column_int64 (row, 37);
  tidings_statement_take_text (row, 38, &message->alert_group);
  message->occurrence_at = sqlite3_column_int64 (row, 39);
  message->moment_at = sqlite3_column_int64 (row, 40);
  tidings_statement_take_text (row, 41, &message->moment_wall);
  message->program_id = sqlite3_column_int64 (row, 42);

  return g_steal_pointer (&message);
}

GPtrArray *
tidings_store_read_messages (TidingsStore      *self,
                             TidingsStatement  *statement,
                             GError           **error)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) failure = NULL;

  while (tidings_store_next_row (self, statement, &failure))
    g_ptr_array_add (messages, tidings_store_read_message (statement));

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&messages);
}

/* Values ?1 to ?34, which both statements that write a message have in common. */
static void
bind_message (TidingsStatement *statement,
              TidingsMessage   *message)
{
  tidings_statement_bind_word (statement, 1, message->to);
  tidings_statement_bind_word (statement, 2, message->body);
  sqlite3_bind_int (statement, 3, message->state);
  tidings_statement_bind_text (statement, 4, message->reason);
  sqlite3_bind_int (statement, 5, message->error_code);
  sqlite3_bind_int64 (statement, 6, message->until);
  tidings_statement_bind_text (statement, 7, message->sid);
  tidings_statement_bind_text (statement, 8, message->sender);
  sqlite3_bind_int64 (statement, 9, message->n_segments);
  sqlite3_bind_int (statement, 10, message->encoding);
  sqlite3_bind_int64 (statement, 11, message->price_micros);
  tidings_statement_bind_text (statement, 12, message->currency);
  sqlite3_bind_int (statement, 13, message->is_settled);
  sqlite3_bind_int64 (statement, 14, message->n_attempts);
  sqlite3_bind_int64 (statement, 15, message->n_looks);
  tidings_statement_bind_text (statement, 16, message->dedupe);
  sqlite3_bind_int (statement, 17, message->priority);
  tidings_statement_bind_text (statement, 18, message->media_url);
  sqlite3_bind_int64 (statement, 19, message->late_at);
  sqlite3_bind_int64 (statement, 20, message->queued_at);
  sqlite3_bind_int64 (statement, 21, message->sending_at);
  sqlite3_bind_int64 (statement, 22, message->updated_at);
  sqlite3_bind_int64 (statement, 23, message->next_at);
  tidings_statement_bind_word (statement, 24, message->channel);
  sqlite3_bind_int64 (statement, 25, message->send_at);
  sqlite3_bind_int64 (statement, 26, message->reserved_micros);
  sqlite3_bind_int64 (statement, 27, message->server_at);
  sqlite3_bind_int64 (statement, 28, message->merged_into);
  sqlite3_bind_int64 (statement, 29, message->n_repeats);
  sqlite3_bind_int64 (statement, 30, message->fingerprint);
  tidings_statement_bind_word (statement, 31, message->alert_group);
  sqlite3_bind_int64 (statement, 32, message->occurrence_at);
  sqlite3_bind_int64 (statement, 33, message->moment_at);
  tidings_statement_bind_text (statement, 34, message->moment_wall);
}

gboolean
tidings_store_add_message (TidingsStore    *self,
                           TidingsMessage  *message,
                           GError         **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), FALSE);

  statement = tidings_store_prepare (self,
                                     "INSERT INTO message (number, body, state, reason, error_code, until, sid, sender, "
                                     "n_segments, encoding, price_micros, currency, is_settled, n_attempts, n_looks, dedupe, "
                                     "priority, media_url, late_at, queued_at, sending_at, updated_at, next_at, "
                                     "channel, send_at, reserved_micros, server_at, "
                                     "merged_into, n_repeats, fingerprint, alert_group, occurrence_at, moment_at, moment_wall, "
                                     "person_id, type, source, reminder_id, created_at, program) "
                                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
                                     "?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40)",
                                     error);
  if (!statement)
    return FALSE;

  bind_message (statement, message);
  tidings_statement_bind_row (statement, 35, message->person_id);
  tidings_statement_bind_word (statement, 36, message->type);
  tidings_statement_bind_word (statement, 37, message->source);
  sqlite3_bind_int64 (statement, 38, message->reminder_id);
  sqlite3_bind_int64 (statement, 39, message->created_at);
  sqlite3_bind_int64 (statement, 40, message->program_id);

  if (!tidings_store_run (self, statement, error))
    return FALSE;

  message->id = sqlite3_last_insert_rowid (self->db);
  return TRUE;
}

static void
set_not_found (GError **error)
{
  g_set_error_literal (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND, _("There is no such message"));
}

gboolean
tidings_store_update_message (TidingsStore    *self,
                              TidingsMessage  *message,
                              GError         **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), FALSE);

  statement = tidings_store_prepare (self,
                                     "UPDATE message SET number = ?1, body = ?2, state = ?3, reason = ?4, error_code = ?5, "
                                     "until = ?6, sid = ?7, sender = ?8, n_segments = ?9, encoding = ?10, price_micros = ?11, "
                                     "currency = ?12, is_settled = ?13, n_attempts = ?14, n_looks = ?15, dedupe = ?16, "
                                     "priority = ?17, media_url = ?18, late_at = ?19, queued_at = ?20, sending_at = ?21, "
                                     "updated_at = ?22, next_at = ?23, channel = ?24, send_at = ?25, "
                                     "reserved_micros = ?26, server_at = ?27, merged_into = ?28, n_repeats = ?29, "
                                     "fingerprint = ?30, alert_group = ?31, occurrence_at = ?32, moment_at = ?33, moment_wall = ?34 "
                                     "WHERE id = ?35",
                                     error);
  if (!statement)
    return FALSE;

  bind_message (statement, message);
  sqlite3_bind_int64 (statement, 35, message->id);

  if (!tidings_store_run (self, statement, error))
    return FALSE;

  if (sqlite3_changes (self->db) == 0)
    {
      set_not_found (error);
      return FALSE;
    }

  return TRUE;
}

TidingsMessage *
tidings_store_get_message (TidingsStore  *self,
                           gint64         id,
                           GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  if (!(statement = tidings_store_prepare (self, MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.id = ?1", error)))
    return NULL;

  sqlite3_bind_int64 (statement, 1, id);
  if (tidings_store_next_row (self, statement, &failure))
    return tidings_store_read_message (statement);

  if (failure)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    set_not_found (error);

  return NULL;
}

TidingsMessage *
tidings_store_find_message_by_sid (TidingsStore *self,
                                   const char   *sid)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (sid, NULL);

  if (!(statement = tidings_store_prepare_or_warn (self, MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.sid = ?1")))
    return NULL;

  tidings_statement_bind_text (statement, 1, sid);
  if (tidings_store_next_row (self, statement, &error))
    return tidings_store_read_message (statement);

  if (error)
    g_warning ("%s", error->message);

  return NULL;
}

GPtrArray *
tidings_store_list_due_messages (TidingsStore  *self,
                                 gint64         now,
                                 guint          limit,
                                 GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  /* The order is that of the index message_due, so that the first rows cost the same among ten or a million. */
  statement = tidings_store_prepare (self,
                                     MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.next_at > 0 AND m.next_at <= ?1 "
                                     "ORDER BY m.next_at, (m.type = 'verification_code') DESC, m.priority DESC, m.id LIMIT ?2",
                                     error);
  if (!statement)
    return NULL;

  sqlite3_bind_int64 (statement, 1, now);
  sqlite3_bind_int64 (statement, 2, limit);

  return tidings_store_read_messages (self, statement, error);
}

/* Conditions must be written as the indices of what is queued and what is followed have them. */
static GPtrArray *
list_until (TidingsStore  *self,
            const char    *query,
            gint64         until,
            guint          limit,
            GError       **error)
{
  g_autoptr(TidingsStatement) statement = tidings_store_prepare (self, query, error);

  if (!statement)
    return NULL;

  sqlite3_bind_int64 (statement, 1, until);
  sqlite3_bind_int64 (statement, 2, limit);

  return tidings_store_read_messages (self, statement, error);
}

GPtrArray *
tidings_store_list_merged (TidingsStore  *self,
                           gint64         into,
                           guint          limit,
                           GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  /* "> 0" lets SQLite take the index message_merged, which has no other rows. */
  statement = tidings_store_prepare (self,
                                     MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.merged_into = ?1 AND m.merged_into > 0 "
                                     "ORDER BY m.id LIMIT ?2",
                                     error);
  if (!statement)
    return NULL;

  sqlite3_bind_int64 (statement, 1, into);
  sqlite3_bind_int64 (statement, 2, limit);

  return tidings_store_read_messages (self, statement, error);
}

GPtrArray *
tidings_store_list_due_queued (TidingsStore  *self,
                               gint64         now,
                               guint          limit,
                               GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  /* Of itself SQLite would find them by another index and sort all that is queued, each time. */
  return list_until (self,
                     MESSAGE_SELECT "FROM message AS m INDEXED BY message_queue LEFT JOIN person AS p ON p.id = m.person_id "
                     "WHERE m.state = 1 AND m.next_at > 0 AND m.next_at <= ?1 "
                     "ORDER BY (m.type = 'verification_code') DESC, m.priority DESC, m.next_at, m.id LIMIT ?2",
                     now, limit, error);
}

GPtrArray *
tidings_store_list_due_others (TidingsStore  *self,
                               gint64         now,
                               guint          limit,
                               GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  return list_until (self,
                     MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.next_at > 0 AND m.state <> 1 AND m.next_at <= ?1 "
                     "AND m.state <> 0 ORDER BY m.next_at, m.id LIMIT ?2",
                     now, limit, error);
}

GPtrArray *
tidings_store_list_followed (TidingsStore  *self,
                             gint64         until,
                             guint          limit,
                             GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  return list_until (self,
                     MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.next_at > 0 AND m.state <> 1 AND m.sid IS NOT NULL "
                     "AND m.next_at <= ?1 ORDER BY m.next_at, m.id LIMIT ?2",
                     until, limit, error);
}

gint64
tidings_store_get_next_message_after (TidingsStore *self,
                                      gint64        after)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);

  statement = tidings_store_prepare_or_warn (self, "SELECT min (next_at) FROM message "
                                                   "WHERE next_at > 0 AND next_at > ?1 AND next_at < ?2");
  if (statement)
    {
      sqlite3_bind_int64 (statement, 1, after);
      sqlite3_bind_int64 (statement, 2, TIDINGS_MESSAGE_PAUSED);
    }

  return tidings_store_ask_number (self, statement, 0, 0);
}

gint64
tidings_store_get_next_message_at (TidingsStore *self)
{
  return tidings_store_get_next_message_after (self, 0);
}

gboolean
tidings_store_has_open (TidingsStore *self)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), TRUE);

  statement = tidings_store_prepare_or_warn (self, "SELECT 1 FROM message WHERE next_at > 0 AND state < ?1 LIMIT 1");
  if (statement)
    sqlite3_bind_int (statement, 1, TIDINGS_MESSAGE_DELIVERED);

  return tidings_store_ask_number (self, statement, 0, 1) != 0;
}

gboolean
tidings_store_has_in_doubt (TidingsStore *self,
                            const char   *number,
                            gint64        except_id)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), TRUE);
  g_return_val_if_fail (number, TRUE);

  /* Few are on their way at any time; one number may have years of texts. */
  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT 1 FROM message INDEXED BY message_by_state "
                                             "WHERE state IN (?1, ?2) AND number = ?3 AND id <> ?4 "
                                             "AND next_at > 0 LIMIT 1");
  if (statement)
    {
      sqlite3_bind_int (statement, 1, TIDINGS_MESSAGE_SENDING);
      sqlite3_bind_int (statement, 2, TIDINGS_MESSAGE_IN_DOUBT);
      tidings_statement_bind_text (statement, 3, number);
      sqlite3_bind_int64 (statement, 4, except_id);
    }

  /* Unreadable: wait rather than send twice. */
  return tidings_store_ask_number (self, statement, 0, 1) != 0;
}

gint64
tidings_store_find_duplicate (TidingsStore *self,
                              gint64        person,
                              const char   *type,
                              const char   *dedupe,
                              gint64        since)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);
  g_return_val_if_fail (type && dedupe, 0);

  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT created_at FROM message WHERE person_id = ?1 AND type = ?2 AND dedupe = ?3 "
                                             "AND created_at >= ?4 AND state NOT IN (?5, ?6, ?7) "
                                             "ORDER BY created_at DESC LIMIT 1");
  if (statement)
    {
      sqlite3_bind_int64 (statement, 1, person);
      tidings_statement_bind_text (statement, 2, type);
      tidings_statement_bind_text (statement, 3, dedupe);
      sqlite3_bind_int64 (statement, 4, since);
      sqlite3_bind_int (statement, 5, TIDINGS_MESSAGE_SKIPPED);
      sqlite3_bind_int (statement, 6, TIDINGS_MESSAGE_FAILED);
      sqlite3_bind_int (statement, 7, TIDINGS_MESSAGE_CANCELED);
    }

  return tidings_store_ask_number (self, statement, 0, 0);
}

guint
tidings_store_count_texts_between (TidingsStore *self,
                                   gint64        person,
                                   gint64        since,
                                   gint64        until)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), UNREADABLE_COUNT);

  /* is_counted is the schema's word for what counts; both indexes hold only such rows. */
  statement = tidings_store_prepare_or_warn (self,
                                             person ? "SELECT count (*) FROM message WHERE is_counted AND queued_at >= ?1 "
                                                      "AND queued_at < ?2 AND person_id = ?3"
                                                    : "SELECT count (*) FROM message WHERE is_counted AND queued_at >= ?1 "
                                                      "AND queued_at < ?2");
  if (statement)
    {
      sqlite3_bind_int64 (statement, 1, since);
      sqlite3_bind_int64 (statement, 2, until);
      if (person)
        sqlite3_bind_int64 (statement, 3, person);
    }

  return tidings_store_ask_number (self, statement, 0, UNREADABLE_COUNT);
}

guint
tidings_store_count_texts (TidingsStore *self,
                           gint64        person,
                           gint64        since)
{
  return tidings_store_count_texts_between (self, person, since, G_MAXINT64);
}

gint64
tidings_store_get_last_message_id (TidingsStore  *self,
                                   GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), -1);

  if (!(statement = tidings_store_prepare (self, "SELECT coalesce (max (id), 0) FROM message", error)) ||
      !tidings_store_next_row (self, statement, error))
    return -1;

  return sqlite3_column_int64 (statement, 0);
}

gboolean
tidings_store_uncount_texts (TidingsStore  *self,
                             gint64         after_id,
                             GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  return tidings_store_run_by_id (self, "UPDATE message SET queued_at = 0 WHERE id > ?1 AND queued_at <> 0", after_id, error);
}

gboolean
tidings_store_move_future (TidingsStore  *self,
                           gint64         now,
                           GError       **error)
{
  static const char * const moves[] = {
    "UPDATE message SET queued_at = ?1 WHERE is_counted AND queued_at > ?1 AND send_at = 0",
    "UPDATE code_sent SET at = ?1 WHERE at > ?1",
    "UPDATE code SET expires_at = expires_at - created_at + ?1, created_at = ?1 WHERE created_at > ?1",
  };

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  if (!tidings_store_begin (self, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (!tidings_store_run_by_id (self, moves[i], now, error))
      {
        tidings_store_rollback (self);
        return FALSE;
      }

  return tidings_store_commit (self, error);
}
