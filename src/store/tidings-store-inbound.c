/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about texts that came in. */
#include "config.h"

#include "tidings-store-inbound.h"
#include "tidings-store-messages-private.h"

/* Texts to one number that are looked at for an answer; more than a person gets in days. */
#define MAX_TEXTS 100
#define DEFAULT_LIMIT 100

void
tidings_inbound_free (TidingsInbound *inbound)
{
  if (inbound == NULL)
    return;

  g_free (inbound->sid);
  g_free (inbound->from);
  g_free (inbound->to);
  g_free (inbound->body);
  g_free (inbound->effect);
  g_free (inbound);
}

gboolean
tidings_store_put_inbound (TidingsStore          *self,
                           const TidingsInbound  *inbound,
                           gboolean              *is_new,
                           GError               **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (inbound && inbound->sid && is_new, FALSE);

  statement = tidings_store_prepare (self,
                                     "INSERT INTO inbound (sid, \"from\", \"to\", body, at, message_id, effect, n_media) "
                                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (sid) DO NOTHING",
                                     error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_text (statement, 1, inbound->sid);
  tidings_statement_bind_word (statement, 2, inbound->from);
  tidings_statement_bind_word (statement, 3, inbound->to);
  tidings_statement_bind_word (statement, 4, inbound->body);
  sqlite3_bind_int64 (statement, 5, inbound->at);
  sqlite3_bind_int64 (statement, 6, inbound->message_id);
  tidings_statement_bind_word (statement, 7, inbound->effect);
  sqlite3_bind_int64 (statement, 8, inbound->n_media);

  if (!tidings_store_run (self, statement, error))
    return FALSE;

  *is_new = sqlite3_changes (self->db) > 0;
  return TRUE;
}

/* Asks for one number about one text value. */
static gint64
ask_about (TidingsStore *self,
           const char   *sql,
           const char   *value)
{
  TidingsStatement *statement = tidings_store_prepare_or_warn (self, sql);

  if (statement)
    tidings_statement_bind_text (statement, 1, value);

  return tidings_store_ask_number (self, statement, 0, 0);
}

gboolean
tidings_store_has_inbound (TidingsStore *self,
                           const char   *sid)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (sid, FALSE);

  return ask_about (self, "SELECT count (*) FROM inbound WHERE sid = ?1", sid) > 0;
}

static TidingsInbound *
read_inbound (TidingsStatement *row)
{
  TidingsInbound *inbound = g_new0 (TidingsInbound, 1);

  tidings_statement_take_text (row, 0, &inbound->sid);
  tidings_statement_take_text (row, 1, &inbound->from);
  tidings_statement_take_text (row, 2, &inbound->to);
  tidings_statement_take_text (row, 3, &inbound->body);
  inbound->at = sqlite3_column_int64 (row, 4);
  inbound->message_id = sqlite3_column_int64 (row, 5);
  tidings_statement_take_text (row, 6, &inbound->effect);
  inbound->n_media = sqlite3_column_int64 (row, 7);

  return inbound;
}

GPtrArray *
tidings_store_list_inbound (TidingsStore                *self,
                            const TidingsInboundFilter  *filter,
                            GError                     **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GPtrArray) inbound = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_inbound_free);
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (filter, NULL);

  /* Each question as it is asked, so that SQLite takes the index for it. */
  g_string_append_printf (sql, "SELECT sid, \"from\", \"to\", body, at, message_id, effect, n_media FROM inbound "
                          "WHERE at >= ?3 AND at < ?6 AND (?4 OR effect NOT IN ('unknown', 'own')) %s%s"
                          "ORDER BY at DESC, sid DESC LIMIT ?5",
                          filter->from ? "AND \"from\" = ?1 " : "",
                          filter->message_id != 0 ? "AND message_id = ?2 AND message_id > 0 " : "");
  statement = tidings_store_prepare (self, sql->str, error);
  if (!statement)
    return NULL;

  if (filter->from)
    tidings_statement_bind_text (statement, 1, filter->from);
  if (filter->message_id != 0)
    sqlite3_bind_int64 (statement, 2, filter->message_id);
  sqlite3_bind_int64 (statement, 3, filter->since);
  sqlite3_bind_int (statement, 4, filter->with_strangers);
  sqlite3_bind_int64 (statement, 5, filter->limit > 0 ? filter->limit : DEFAULT_LIMIT);
  sqlite3_bind_int64 (statement, 6, filter->until != 0 ? filter->until : G_MAXINT64);
  while (tidings_store_next_row (self, statement, &failure))
    g_ptr_array_insert (inbound, 0, read_inbound (statement));

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&inbound);
}

guint
tidings_store_count_inbound (TidingsStore *self,
                             const char   *from,
                             gint64        since)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);
  g_return_val_if_fail (from, 0);

  statement = tidings_store_prepare_or_warn (self, "SELECT count (*) FROM inbound WHERE \"from\" = ?1 AND at >= ?2");
  if (statement)
    {
      tidings_statement_bind_text (statement, 1, from);
      sqlite3_bind_int64 (statement, 2, since);
    }

  return tidings_store_ask_number (self, statement, 0, 0);
}

gint64
tidings_store_get_last_inbound_at (TidingsStore *self)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);

  return tidings_store_ask_number (self, tidings_store_prepare_or_warn (self, "SELECT max (at) FROM inbound"), 0, 0);
}

gint64
tidings_store_get_last_inbound_within (TidingsStore *self,
                                       const char   *from,
                                       gint64        at,
                                       gint64        ms)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), -1);
  g_return_val_if_fail (from, -1);

  statement = tidings_store_prepare_or_warn (self, "SELECT max (at) FROM inbound WHERE \"from\" = ?1 AND at BETWEEN ?2 AND ?3");
  if (statement)
    {
      tidings_statement_bind_text (statement, 1, from);
      sqlite3_bind_int64 (statement, 2, at);
      sqlite3_bind_int64 (statement, 3, at + ms);
    }

  return tidings_store_ask_number (self, statement, -1, -1);
}

gint64
tidings_store_get_last_wish_at (TidingsStore *self,
                                const char   *from)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);
  g_return_val_if_fail (from, 0);

  return ask_about (self, "SELECT max (at) FROM inbound WHERE \"from\" = ?1 AND effect IN ('stop', 'start')", from);
}

gboolean
tidings_store_has_texted (TidingsStore *self,
                          const char   *number)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (number, FALSE);

  return ask_about (self, "SELECT EXISTS (SELECT 1 FROM message WHERE number = ?1 AND sending_at > 0)", number) > 0;
}

GPtrArray *
tidings_store_list_texts_to (TidingsStore  *self,
                             const char    *number,
                             gint64         since,
                             gint64         until,
                             GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (number, NULL);

  /* A text that Twilio was given ahead of time leaves at its own moment, not when it was given away. */
  statement = tidings_store_prepare (self,
                                     MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.number = ?1 "
                                     "AND max (m.sending_at, m.send_at) BETWEEN ?2 AND ?3 AND m.sending_at > 0 "
                                     "AND m.state NOT IN (?4, ?5) ORDER BY max (m.sending_at, m.send_at) DESC, m.id DESC LIMIT ?6",
                                     error);
  if (!statement)
    return NULL;

  tidings_statement_bind_text (statement, 1, number);
  sqlite3_bind_int64 (statement, 2, since);
  sqlite3_bind_int64 (statement, 3, until);
  sqlite3_bind_int (statement, 4, TIDINGS_MESSAGE_CANCELED);
  sqlite3_bind_int (statement, 5, TIDINGS_MESSAGE_SKIPPED);
  sqlite3_bind_int (statement, 6, MAX_TEXTS);

  return tidings_store_read_messages (self, statement, error);
}

gint64
tidings_store_get_awaited_until (TidingsStore *self,
                                 gint64        now,
                                 gint64        most_ms)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);

  /* queued_at is when a text was sent, or the moment at which Twilio sends it: those of the last days are few. The numbers
   * are of states that have left (accepted, scheduled, sent, delivered) and of reminders that are done. */
  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT max (CASE WHEN m.late_at > 0 THEN min (m.late_at, m.queued_at + ?2) "
                                             "ELSE m.queued_at + ?2 END) "
                                             "FROM message m LEFT JOIN reminder r ON r.id = m.reminder_id "
                                             "WHERE m.is_counted AND m.queued_at > ?1 - ?2 AND m.queued_at <= ?1 "
                                             "AND m.state IN (4, 5, 6, 7) "
                                             "AND (m.sender GLOB '[+0-9]*' OR m.sender GLOB 'MG*') "
                                             "AND CASE WHEN m.reminder_id > 0 THEN r.state <> 2 ELSE instr (m.body, 'DONE') > 0 "
                                             "AND NOT EXISTS (SELECT 1 FROM event e WHERE e.message_id = m.id AND e.what = 'done') END");
  if (statement)
    {
      sqlite3_bind_int64 (statement, 1, now);
      sqlite3_bind_int64 (statement, 2, most_ms);
    }

  return tidings_store_ask_number (self, statement, 0, 0);
}

char **
tidings_store_list_used_senders (TidingsStore *self,
                                 gint64        since)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GStrvBuilder) senders = g_strv_builder_new ();
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT DISTINCT sender FROM message WHERE created_at >= ?1 AND sender LIKE '+%' "
                                             "ORDER BY sender");
  if (statement)
    {
      sqlite3_bind_int64 (statement, 1, since);
      while (tidings_store_next_row (self, statement, &error))
        g_strv_builder_add (senders, (const char *) sqlite3_column_text (statement, 0));
      if (error)
        g_warning ("%s", error->message);
    }

  return g_strv_builder_end (senders);
}

gboolean
tidings_store_is_own_sender (TidingsStore *self,
                             const char   *number)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (number, FALSE);

  return ask_about (self, "SELECT count (*) FROM sender WHERE id = ?1", number) > 0;
}
