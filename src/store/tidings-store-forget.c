/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking people out of the store. */
#include "config.h"

#include <string.h>

#include "tidings-message.h"
#include "tidings-store-audit.h"
#include "tidings-store-forget.h"
#include "tidings-store-forget-private.h"
#include "tidings-store-people.h"
#include "tidings-store-private.h"

/* What stays of a number is kept under a name made of it and this, so that no table of all numbers fits every store. */
#define META_SALT "forgotten-salt"
#define NAME_PREFIX "forgotten:"

/* Twilio deletes nothing that is on its way. */
#define ON_ITS_WAY_MS "60000"

/* In the store's memory, never on disk: whose and what is being forgotten. */
#define SCRATCH \
  "CREATE TEMP TABLE IF NOT EXISTS forgotten_number (number TEXT PRIMARY KEY); " \
  "CREATE TEMP TABLE IF NOT EXISTS forgotten_text (id INTEGER PRIMARY KEY); " \
  "DELETE FROM temp.forgotten_number; DELETE FROM temp.forgotten_text"

#define NUMBERS_OF \
  "SELECT number FROM (SELECT number FROM person WHERE id = ?1 UNION SELECT number FROM message WHERE person_id = ?1 " \
  "UNION SELECT number FROM audit WHERE person_id = ?1 EXCEPT SELECT number FROM person WHERE id <> ?1) WHERE number <> ''"

static gboolean
run_with (TidingsStore  *self,
          const char    *sql,
          gint64         first,
          gint64         second,
          const char    *text,
          guint         *n,
          GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  int n_values = 0;

  if (!(statement = tidings_store_prepare (self, sql, error)))
    return FALSE;

  n_values = sqlite3_bind_parameter_count (statement);
  if (n_values >= 1)
    sqlite3_bind_int64 (statement, 1, first);
  if (n_values >= 2)
    sqlite3_bind_int64 (statement, 2, second);
  if (n_values >= 3)
    tidings_statement_bind_word (statement, 3, text);
  if (!tidings_store_run (self, statement, error))
    return FALSE;

  if (n)
    *n += (guint) sqlite3_changes (self->db);
  return TRUE;
}

static gboolean
run (TidingsStore  *self,
     const char    *sql,
     GError       **error)
{
  return run_with (self, sql, 0, 0, NULL, NULL, error);
}

/* Not from the cache: the scripts are several statements each. */
static gboolean
clear_scratch (TidingsStore  *self,
               GError       **error)
{
  if (sqlite3_exec (self->db, SCRATCH, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  tidings_store_set_error (self, error);
  return FALSE;
}

char **
tidings_store_list_numbers_of (TidingsStore  *self,
                               gint64         person,
                               GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GStrvBuilder) numbers = g_strv_builder_new ();
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  if (!(statement = tidings_store_prepare (self, NUMBERS_OF, error)))
    return NULL;

  sqlite3_bind_int64 (statement, 1, person);
  while (tidings_store_next_row (self, statement, &failure))
    g_strv_builder_add (numbers, (const char *) sqlite3_column_text (statement, 0));

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_strv_builder_end (numbers);
}

/* What is listed in the scratch table, wherever it goes. */
static gboolean
forget_texts (TidingsStore   *self,
              TidingsForget  *forget,
              GError        **error)
{
  return
    run_with (self,
              "INSERT INTO erasure (sid, account, message_id, number, deletes, n_tries, next_at) "
              "SELECT sid, ?3, id, '', 1, 0, ?1 + CASE WHEN state < ?2 THEN " ON_ITS_WAY_MS " ELSE 0 END FROM message "
              "WHERE id IN (SELECT id FROM temp.forgotten_text) AND sid IS NOT NULL AND channel = '' AND erasure <> 4 "
              "ON CONFLICT (sid) DO UPDATE SET number = '', deletes = 1, next_at = excluded.next_at",
              forget->now, TIDINGS_MESSAGE_DELIVERED, forget->account, &forget->n_at_twilio, error) &&
    /* Failed (9) without an id of Twilio's would not count, and what is on its way would never end. */
    run_with (self,
              "UPDATE message SET person_id = NULL, number = '', type = '', body = '', "
              "state = CASE WHEN state = 9 THEN 8 WHEN state < ?2 THEN 7 ELSE state END, reason = NULL, error_code = 0, until = 0, "
              "sid = NULL, sender = NULL, source = '', dedupe = NULL, media_url = NULL, reminder_id = 0, next_at = 0, "
              "merged_into = 0, fingerprint = 0, occurrence_at = 0, moment_at = 0, moment_wall = NULL, erasure = 0 "
              "WHERE id IN (SELECT id FROM temp.forgotten_text) AND is_counted AND queued_at >= ?1",
              forget->counted_since, TIDINGS_MESSAGE_DELIVERED, NULL, &forget->n_texts, error) &&
    run (self,
         "DELETE FROM event WHERE message_id IN (SELECT m.id FROM message AS m JOIN temp.forgotten_text AS f ON f.id = m.id "
         "WHERE m.number = '')", error) &&
    run (self, "DELETE FROM temp.forgotten_text WHERE id IN (SELECT id FROM message WHERE number = '')", error) &&
    run_with (self, "DELETE FROM message WHERE id IN (SELECT id FROM temp.forgotten_text)", 0, 0, NULL, &forget->n_texts, error) &&
    tidings_store_set_meta (self, TIDINGS_META_SCRUB, TIDINGS_SCRUB_BEGIN, error);
}

static gboolean
forget_answers (TidingsStore   *self,
                TidingsForget  *forget,
                GError        **error)
{
  return
    run_with (self,
              "INSERT INTO erasure (sid, account, message_id, number, deletes, n_tries, next_at) "
              "SELECT sid, ?3, -1, '', 1, 0, ?1 FROM inbound WHERE \"from\" IN (SELECT number FROM temp.forgotten_number) AND ?2 = 0 "
              "ON CONFLICT (sid) DO UPDATE SET message_id = -1, number = '', deletes = 1, next_at = excluded.next_at",
              forget->now, 0, forget->account, &forget->n_at_twilio, error) &&
    run (self, "DELETE FROM inbound WHERE \"from\" IN (SELECT number FROM temp.forgotten_number)", error) &&
    /* What waits for the end of a doubt about the number waits no longer: it is not known any more whose it is. */
    run_with (self,
              "UPDATE erasure SET number = '', next_at = CASE next_at WHEN 0 THEN ?1 ELSE next_at END "
              "WHERE number IN (SELECT number FROM temp.forgotten_number)",
              forget->now, 0, NULL, NULL, error);
}

/* The name under which what stays of a number is kept; %NULL with @error set. */
static char *
dup_name_of (TidingsStore  *self,
             const char    *number,
             gboolean       makes_salt,
             GError       **error)
{
  g_autofree char *salt = tidings_store_dup_meta (self, META_SALT);
  g_autofree char *salted = NULL;
  g_autofree char *sum = NULL;

  if (!salt && !makes_salt)
    return g_strdup ("");
  if (!salt)
    {
      guint8 random[16];

      sqlite3_randomness (sizeof random, random);
      salt = g_compute_checksum_for_data (G_CHECKSUM_SHA256, random, sizeof random);
      if (!tidings_store_set_meta (self, META_SALT, salt, error))
        return NULL;
    }

  salted = g_strconcat (salt, number, NULL);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, salted, -1);

  return g_strconcat (NAME_PREFIX, sum, NULL);
}

static gboolean
rename_number (TidingsStore  *self,
               const char    *sql,
               const char    *from,
               const char    *to,
               guint         *n,
               GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  if (!(statement = tidings_store_prepare (self, sql, error)))
    return FALSE;

  tidings_statement_bind_text (statement, 1, from);
  if (sqlite3_bind_parameter_count (statement) > 1)
    tidings_statement_bind_text (statement, 2, to);
  if (!tidings_store_run (self, statement, error))
    return FALSE;

  if (n)
    *n += (guint) sqlite3_changes (self->db);
  return TRUE;
}

static gboolean
move_what_stays (TidingsStore  *self,
                 const char    *from,
                 const char    *to,
                 guint         *n_stops,
                 GError       **error)
{
  /* One that was said meanwhile, and is on file under its own name, wins. */
  return rename_number (self, "UPDATE OR IGNORE opt_out SET number = ?2 WHERE number = ?1", from, to, n_stops, error) &&
         rename_number (self, "DELETE FROM opt_out WHERE number = ?1", from, to, NULL, error) &&
         rename_number (self, "UPDATE code_sent SET number = ?2 WHERE number = ?1", from, to, NULL, error);
}

static gboolean
hide_numbers (TidingsStore   *self,
              char          **numbers,
              TidingsForget  *forget,
              GError        **error)
{
  guint n_stops = 0;

  for (char **number = numbers; *number; number++)
    {
      g_autofree char *name = dup_name_of (self, *number, TRUE, error);

      if (!name || !move_what_stays (self, *number, name, &n_stops, error))
        return FALSE;
    }

  forget->keeps_stop = n_stops > 0;
  return run (self, "DELETE FROM line WHERE number IN (SELECT number FROM temp.forgotten_number)", error) &&
         run (self, "DELETE FROM arrival WHERE number IN (SELECT number FROM temp.forgotten_number)", error);
}

gboolean
tidings_store_remember_number (TidingsStore  *self,
                               const char    *number,
                               GError       **error)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (number, FALSE);

  if (!(name = dup_name_of (self, number, FALSE, error)))
    return FALSE;

  return *name == '\0' || move_what_stays (self, name, number, NULL, error);
}

static gboolean
is_word_end (const char *text,
             const char *at)
{
  return at == text || *at == '\0' || !g_unichar_isalnum (g_utf8_get_char (at));
}

/* @words where they stand for themselves, not as a part of another word, become an ellipsis. */
static char *
take_out (const char *text,
          const char *words)
{
  g_autoptr(GString) left = g_string_new (NULL);
  const char *at = text;

  while (*at)
    {
      gboolean begins = at == text || is_word_end (text, g_utf8_prev_char (at));

      if (begins && g_str_has_prefix (at, words) && is_word_end (text, at + strlen (words)))
        {
          g_string_append (left, "…");
          at += strlen (words);
        }
      else
        {
          g_string_append_unichar (left, g_utf8_get_char (at));
          at = g_utf8_next_char (at);
        }
    }

  return g_string_free (g_steal_pointer (&left), FALSE);
}

static gboolean
list_naming (TidingsStore  *self,
             const char    *words,
             GArray        *ids,
             GPtrArray     *details,
             GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;

  if (!(statement = tidings_store_prepare (self, "SELECT id, detail FROM event WHERE instr (detail, ?1) > 0", error)))
    return FALSE;

  tidings_statement_bind_text (statement, 1, words);
  while (tidings_store_next_row (self, statement, &failure))
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
      g_ptr_array_add (details, g_strdup ((const char *) sqlite3_column_text (statement, 1)));
    }

  if (failure)
    g_propagate_error (error, g_steal_pointer (&failure));
  return !failure;
}

/* In the stories of other people's texts. */
static gboolean
take_out_of_stories (TidingsStore  *self,
                     const char    *words,
                     GError       **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) details = g_ptr_array_new_with_free_func (g_free);

  if (!list_naming (self, words, ids, details, error))
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(TidingsStatement) statement = NULL;
      g_autofree char *left = take_out (g_ptr_array_index (details, i), words);

      if (!(statement = tidings_store_prepare (self, "UPDATE event SET detail = ?2 WHERE id = ?1", error)))
        return FALSE;
      sqlite3_bind_int64 (statement, 1, g_array_index (ids, gint64, i));
      tidings_statement_bind_text (statement, 2, left);
      if (!tidings_store_run (self, statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_out_of_all_stories (TidingsStore  *self,
                         const char    *name,
                         char         **numbers,
                         GError       **error)
{
  for (char **number = numbers; *number; number++)
    if (!take_out_of_stories (self, *number, error))
      return FALSE;

  return take_out_of_stories (self, name, error);
}

static gboolean
forget_person (TidingsStore   *self,
               TidingsPerson  *person,
               TidingsForget  *forget,
               GError        **error)
{
  g_auto(GStrv) numbers = tidings_store_list_numbers_of (self, person->id, error);
  gint64 id = person->id;

  return
    numbers && clear_scratch (self, error) &&
    run_with (self, "INSERT INTO temp.forgotten_number " NUMBERS_OF, id, 0, NULL, NULL, error) &&
    run_with (self, "INSERT INTO temp.forgotten_text SELECT id FROM message WHERE person_id = ?1", id, 0, NULL, NULL, error) &&
    run (self,
         "INSERT OR IGNORE INTO temp.forgotten_text SELECT id FROM message "
         "WHERE number IN (SELECT number FROM temp.forgotten_number) AND person_id IS NULL", error) &&
    /* Only what Twilio answers tells whether it has them. */
    run_with (self,
              "UPDATE message SET person_id = NULL, erasure = 6 WHERE id IN (SELECT id FROM temp.forgotten_text) "
              "AND (state = ?1 OR (state = ?2 AND next_at > 0))",
              TIDINGS_MESSAGE_SENDING, TIDINGS_MESSAGE_IN_DOUBT, NULL, &forget->n_waiting, error) &&
    run (self, "DELETE FROM temp.forgotten_text WHERE id IN (SELECT id FROM message WHERE erasure = 6)", error) &&
    forget_texts (self, forget, error) &&
    forget_answers (self, forget, error) &&
    hide_numbers (self, numbers, forget, error) &&
    run_with (self,
              "DELETE FROM reminder WHERE id IN (SELECT reminder_id FROM reminder_person WHERE person_id = ?1) "
              "AND NOT EXISTS (SELECT 1 FROM reminder_person AS other WHERE other.reminder_id = reminder.id AND other.person_id <> ?1)",
              id, 0, NULL, NULL, error) &&
    tidings_store_reduce_audit (self, id, error) &&
    run_with (self, "DELETE FROM person WHERE id = ?1", id, 0, NULL, NULL, error) &&
    take_out_of_all_stories (self, person->name, numbers, error) &&
    clear_scratch (self, error);
}

gboolean
tidings_store_forget_person (TidingsStore   *self,
                             gint64          id,
                             TidingsForget  *forget,
                             GError        **error)
{
  g_autoptr(TidingsPerson) person = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (forget && forget->account, FALSE);

  if (!(person = tidings_store_get_person (self, id, error)) || !tidings_store_begin (self, error))
    return FALSE;

  forget->n_texts = forget->n_at_twilio = forget->n_waiting = 0;
  forget->keeps_stop = FALSE;
  if (!forget_person (self, person, forget, error))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  return tidings_store_commit (self, error);
}

gboolean
tidings_store_forget_text (TidingsStore   *self,
                           gint64          message,
                           TidingsForget  *forget,
                           GError        **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (forget && forget->account, FALSE);

  if (!tidings_store_begin (self, error))
    return FALSE;

  if (!clear_scratch (self, error) ||
      !run_with (self, "INSERT INTO temp.forgotten_text SELECT id FROM message WHERE id = ?1", message, 0, NULL, NULL, error) ||
      !forget_texts (self, forget, error) ||
      !clear_scratch (self, error))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  return tidings_store_commit (self, error);
}

gboolean
tidings_store_is_forgotten (TidingsStore *self,
                            gint64        message)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  if ((statement = tidings_store_prepare_or_warn (self, "SELECT erasure = ?2 FROM message WHERE id = ?1")))
    {
      sqlite3_bind_int64 (statement, 1, message);
      sqlite3_bind_int (statement, 2, TIDINGS_ERASURE_FORGET);
    }

  return tidings_store_ask_number (self, statement, 0, 0) != 0;
}
