/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about one-time codes, how often they were sent, and people's own wordings. */
#include "config.h"

#include <string.h>

#include "tidings-store-people.h"
#include "tidings-store-private.h"

/* How long it is remembered that a code went to a number. */
#define CODE_SENT_KEPT_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

gboolean
tidings_store_set_wording (TidingsStore  *self,
                           const char    *type,
                           const char    *language,
                           const char    *text,
                           GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (type, FALSE);

  statement = tidings_store_prepare (self,
                                     text ? "INSERT INTO wording (type, language, text) VALUES (?1, ?2, ?3) "
                                            "ON CONFLICT (type, language) DO UPDATE SET text = excluded.text"
                                          : "DELETE FROM wording WHERE type = ?1 AND language = ?2",
                                     error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_text (statement, 1, type);
  tidings_statement_bind_word (statement, 2, language);
  if (text)
    tidings_statement_bind_text (statement, 3, text);

  return tidings_store_run (self, statement, error);
}

char *
tidings_store_dup_wording (TidingsStore *self,
                           const char   *type,
                           const char   *language)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *base = NULL;
  char *text = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (type, NULL);

  /* The longest name that fits is the most exact one; the wording for all languages has the empty name. Names are written as
   * POSIX or as the web does. */
  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT text FROM wording WHERE type = ?1 AND replace (language, '-', '_') IN (?2, ?3, '') "
                                             "ORDER BY length (language) DESC LIMIT 1");
  if (!statement)
    return NULL;

  name = g_strdelimit (g_strndup (language ? language : "", language ? strcspn (language, ".@") : 0), "-", '_');
  base = g_strndup (language ? language : "", language ? strcspn (language, "_-.@") : 0);
  tidings_statement_bind_text (statement, 1, type);
  tidings_statement_bind_text (statement, 2, name);
  tidings_statement_bind_text (statement, 3, base);

  if (tidings_store_next_row (self, statement, &error))
    tidings_statement_take_text (statement, 0, &text);
  else if (error)
    g_warning ("%s", error->message);

  return text;
}

void
tidings_code_free (TidingsCode *code)
{
  g_free (code->number);
  g_free (code->verify_sid);
  g_free (code);
}

TidingsCode *
tidings_store_get_code (TidingsStore *self,
                        gint64        person)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(TidingsCode) code = NULL;
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT person_id, number, salt, hash, created_at, expires_at, n_tries_left, message_id, "
                                             "verify_sid FROM code WHERE person_id = ?1");
  if (!statement)
    return NULL;

  sqlite3_bind_int64 (statement, 1, person);
  if (!tidings_store_next_row (self, statement, &error))
    {
      if (error)
        g_warning ("%s", error->message);
      return NULL;
    }

  code = g_new0 (TidingsCode, 1);
  code->person_id = sqlite3_column_int64 (statement, 0);
  tidings_statement_take_text (statement, 1, &code->number);
  /* The schema holds both to their lengths. */
  memcpy (code->salt, sqlite3_column_blob (statement, 2), sizeof code->salt);
  memcpy (code->hash, sqlite3_column_blob (statement, 3), sizeof code->hash);
  code->created_at = sqlite3_column_int64 (statement, 4);
  code->expires_at = sqlite3_column_int64 (statement, 5);
  code->n_tries_left = sqlite3_column_int64 (statement, 6);
  code->message_id = sqlite3_column_int64 (statement, 7);
  tidings_statement_take_text (statement, 8, &code->verify_sid);

  return g_steal_pointer (&code);
}

gboolean
tidings_store_put_code (TidingsStore       *self,
                        const TidingsCode  *code,
                        GError            **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (code, FALSE);

  statement = tidings_store_prepare (self,
                                     "INSERT OR REPLACE INTO code (person_id, number, salt, hash, created_at, expires_at, "
                                     "n_tries_left, message_id, verify_sid) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                                     error);
  if (!statement)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, code->person_id);
  tidings_statement_bind_word (statement, 2, code->number);
  sqlite3_bind_blob (statement, 3, code->salt, sizeof code->salt, SQLITE_TRANSIENT);
  sqlite3_bind_blob (statement, 4, code->hash, sizeof code->hash, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 5, code->created_at);
  sqlite3_bind_int64 (statement, 6, code->expires_at);
  sqlite3_bind_int64 (statement, 7, code->n_tries_left);
  sqlite3_bind_int64 (statement, 8, code->message_id);
  tidings_statement_bind_text (statement, 9, code->verify_sid);

  return tidings_store_run (self, statement, error);
}

gboolean
tidings_store_remove_code (TidingsStore  *self,
                           gint64         person,
                           GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  return tidings_store_run_by_id (self, "DELETE FROM code WHERE person_id = ?1", person, error);
}

static gboolean
insert_code_sent (TidingsStore  *self,
                  const char    *number,
                  gint64         at,
                  GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  if (!(statement = tidings_store_prepare (self, "INSERT INTO code_sent (number, at) VALUES (?1, ?2)", error)))
    return FALSE;

  tidings_statement_bind_text (statement, 1, number);
  sqlite3_bind_int64 (statement, 2, at);

  return tidings_store_run (self, statement, error);
}

gboolean
tidings_store_note_code_sent (TidingsStore  *self,
                              const char    *number,
                              gint64         at,
                              GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (number, FALSE);

  if (!tidings_store_begin (self, error))
    return FALSE;

  if (!tidings_store_run_by_id (self, "DELETE FROM code_sent WHERE at < ?1", at - CODE_SENT_KEPT_MS, error) ||
      !insert_code_sent (self, number, at, error))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  return tidings_store_commit (self, error);
}

gboolean
tidings_store_forget_code_sent (TidingsStore  *self,
                                const char    *number,
                                gint64         at,
                                GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (number, FALSE);

  statement = tidings_store_prepare (self, "DELETE FROM code_sent WHERE number = ?1 AND at = ?2", error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_text (statement, 1, number);
  sqlite3_bind_int64 (statement, 2, at);

  return tidings_store_run (self, statement, error);
}

GArray *
tidings_store_list_codes_sent (TidingsStore *self,
                               const char   *number,
                               gint64        since)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GArray) instants = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (number, NULL);

  statement = tidings_store_prepare_or_warn (self, "SELECT at FROM code_sent WHERE number = ?1 AND at >= ?2 ORDER BY at");
  if (!statement)
    return g_steal_pointer (&instants);

  tidings_statement_bind_text (statement, 1, number);
  sqlite3_bind_int64 (statement, 2, since);

  while (tidings_store_next_row (self, statement, &error))
    {
      gint64 at = sqlite3_column_int64 (statement, 0);

      g_array_append_val (instants, at);
    }

  if (error)
    g_warning ("%s", error->message);

  return g_steal_pointer (&instants);
}
