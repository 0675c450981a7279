/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding messages: by words, states, person, type and time, a page at a time. */
#include "config.h"

#include <string.h>

#include "tidings-store-messages-private.h"

#define DEFAULT_LIMIT 100
/* Letters of the longest beginnings that FTS5 has an index of. */
#define LONGEST_INDEXED 3
/* Words that a beginning may stand for before it is left to FTS5. */
#define MAX_TERMS 100
/* Texts that filters may leave before the words are asked first: looking for the words in one text costs as much as walking
 * past a hundred that have them. */
#define FEW 300
#define ALL_STATES ((1u << TIDINGS_MESSAGE_N_STATES) - 1)

/* The same value has the same number in every shape of the query; the states wanted come from ?9 on. */
enum {
  BIND_BEFORE_ID = 1,
  BIND_AFTER_ID,
  BIND_LIMIT,
  BIND_PERSON,
  BIND_TYPE,
  BIND_SINCE,
  BIND_UNTIL,
  BIND_SEARCH,
  BIND_STATES,
};

/* Whether FTS5 takes the word for one that stands in its index as it is, once its letters are small. */
static gboolean
is_plain_word (const char *word)
{
  for (const char *c = word; *c; c++)
    if (!g_ascii_isalnum (*c))
      return FALSE;

  return TRUE;
}

/* All words that begin with @word, as "one" OR "other": FTS5 reads these from their ends, and stops after a page, while a
 * beginning longer than its own index of beginnings has it gather every text first. %FALSE if there are too many. */
static gboolean
append_terms (TidingsStore *self,
              GString      *match,
              const char   *word)
{
  g_autofree char *lower = g_ascii_strdown (word, -1);
  g_autofree char *from = g_strdup (lower);
  g_autoptr(GString) terms = g_string_new ("(");
  guint n_terms = 0;

  for (;;)
    {
      g_autoptr(TidingsStatement) statement = NULL;
      g_autoptr(GError) error = NULL;
      const char *term = NULL;

      if (!(statement = tidings_store_prepare (self, "SELECT term FROM message_term WHERE term >= ?1 LIMIT 1", &error)))
        return FALSE;
      tidings_statement_bind_text (statement, 1, from);
      if (!tidings_store_next_row (self, statement, &error))
        {
          if (error)
            return FALSE;
          break;
        }
      term = (const char *) sqlite3_column_text (statement, 0);
      if (!term || !g_str_has_prefix (term, lower))
        break;
      if (++n_terms > MAX_TERMS)
        return FALSE;

      g_string_append_printf (terms, "%s\"%s\"", n_terms > 1 ? " OR " : "", term);
      /* The next one there can be: with "greater than", all places of this one would be passed. */
      g_free (from);
      from = g_strconcat (term, "\001", NULL);
    }

  /* What no text has is a query as well. */
  if (n_terms == 0)
    g_string_append_printf (terms, "\"%s\"", lower);
  g_string_append_printf (match, "%s) ", terms->str);
  return TRUE;
}

static void
append_beginning (GString    *match,
                  const char *word)
{
  g_auto(GStrv) parts = g_strsplit (word, "\"", -1);
  g_autofree char *escaped = g_strjoinv ("\"\"", parts);

  g_string_append_printf (match, "\"%s\"* ", escaped);
}

/* What was typed as a query of FTS5: every word a quoted string, in which nothing has a meaning of its own, and the
 * beginning of one that is looked for. %NULL if there is nothing in it. */
static char *
build_match (TidingsStore *self,
             const char   *search)
{
  g_autofree char *text = g_utf8_make_valid (search ? search : "", -1);
  g_autoptr(GString) match = g_string_new (NULL);
  g_auto(GStrv) words = NULL;
  gboolean is_plain = TRUE;

  /* U+FFFD stands where something was no text. */
  for (char *c = text; *c; c = g_utf8_next_char (c))
    if (g_unichar_isspace (g_utf8_get_char (c)) || g_utf8_get_char (c) == 0xfffd)
      memset (c, ' ', g_utf8_next_char (c) - c);

  words = g_strsplit (text, " ", -1);
  for (guint i = 0; words[i]; i++)
    is_plain = is_plain && is_plain_word (words[i]);

  for (guint i = 0; words[i]; i++)
    {
      if (!*words[i])
        continue;

      /* FTS5 passes over a word without letters only between words that are joined by nothing, which groups cannot be. */
      if (is_plain && match->len > 0)
        g_string_append (match, "AND ");
      if (!is_plain || strlen (words[i]) <= LONGEST_INDEXED || !append_terms (self, match, words[i]))
        append_beginning (match, words[i]);
    }

  return match->len > 0 ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
}

/* Conditions on the message itself, each only where it is asked for, so that SQLite can choose the index for it. */
static void
append_conditions (GString                    *sql,
                   const TidingsMessageFilter *filter)
{
  /* Of somebody who was erased only the count is left, which is no text. */
  g_string_append (sql, "AND m.number <> '' ");
  if (filter->person_id != 0)
    g_string_append_printf (sql, "AND m.person_id = ?%d ", BIND_PERSON);
  if (filter->type)
    g_string_append_printf (sql, "AND m.type = ?%d ", BIND_TYPE);
  if (filter->since != 0)
    g_string_append_printf (sql, "AND m.created_at >= ?%d ", BIND_SINCE);
  if (filter->until != 0)
    g_string_append_printf (sql, "AND m.created_at < ?%d ", BIND_UNTIL);
}

static void
append_states (GString *sql,
               guint    states)
{
  const char *separator = "";

  if (states == 0)
    return;

  g_string_append (sql, "AND m.state IN (");
  for (guint i = 0, n = 0; i < TIDINGS_MESSAGE_N_STATES; i++, separator = n > 0 ? ", " : "")
    if (states & (1u << i))
      g_string_append_printf (sql, "%s?%u", separator, BIND_STATES + n++);
  g_string_append (sql, ") ");
}

static void
append_found (GString                    *sql,
              const TidingsMessageFilter *filter,
              guint                       states)
{
  /* From the words to the messages, in the order of the index; the states are looked at on the way. */
  g_string_append_printf (sql,
                          "SELECT message_search.rowid AS id FROM message_search CROSS JOIN message AS m "
                          "ON m.id = message_search.rowid WHERE message_search MATCH ?%d "
                          "AND message_search.rowid < ?%d AND message_search.rowid > ?%d ",
                          BIND_SEARCH, BIND_BEFORE_ID, BIND_AFTER_ID);
  append_conditions (sql, filter);
  append_states (sql, states);
}

static void
append_all (GString                    *sql,
            const TidingsMessageFilter *filter)
{
  g_string_append_printf (sql, "SELECT m.id AS id FROM message AS m WHERE m.id < ?%d AND m.id > ?%d ",
                          BIND_BEFORE_ID, BIND_AFTER_ID);
  append_conditions (sql, filter);
}

/* One query per state, which SQLite merges row by row: each is in order by itself, while an IN over all states would
 * be read to the end and sorted, and a walk over all messages could go far for a rare state. */
static void
append_in_states (GString                    *sql,
                  const TidingsMessageFilter *filter,
                  guint                       states)
{
  for (guint i = 0, n = 0; i < TIDINGS_MESSAGE_N_STATES; i++)
    {
      if (!(states & (1u << i)))
        continue;

      if (n > 0)
        g_string_append (sql, "UNION ALL ");
      append_all (sql, filter);
      g_string_append_printf (sql, "AND m.state = ?%u ", BIND_STATES + n++);
    }
}

/* What the filters leave, one by one asked for the words. */
static void
append_few (GString                    *sql,
            const TidingsMessageFilter *filter,
            guint                       states)
{
  g_string_append (sql, "SELECT k.id AS id FROM (");
  if (states != 0)
    append_in_states (sql, filter, states);
  else
    append_all (sql, filter);
  g_string_append_printf (sql,
                          "ORDER BY id %s) AS k CROSS JOIN message_search ON message_search.rowid = k.id "
                          "WHERE message_search MATCH ?%d ", filter->oldest_first ? "ASC" : "DESC", BIND_SEARCH);
}

static char *
build_query (const TidingsMessageFilter *filter,
             const char                 *match,
             guint                       states,
             gboolean                    are_few)
{
  g_autoptr(GString) sql = g_string_new (MESSAGE_SELECT "FROM (");
  const char *order = filter->oldest_first ? "ASC" : "DESC";

  if (match && are_few)
    append_few (sql, filter, states);
  else if (match)
    append_found (sql, filter, states);
  else if (states != 0)
    append_in_states (sql, filter, states);
  else
    append_all (sql, filter);

  g_string_append_printf (sql,
                          "ORDER BY id %s LIMIT ?%d) AS k CROSS JOIN message AS m ON m.id = k.id "
                          "LEFT JOIN person AS p ON p.id = m.person_id ORDER BY k.id %s", order, BIND_LIMIT, order);

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static void
bind_states (TidingsStatement *statement,
             int               index,
             guint             states)
{
  for (guint i = 0; i < TIDINGS_MESSAGE_N_STATES; i++)
    if (states & (1u << i))
      sqlite3_bind_int (statement, index++, i);
}

static void
bind_filter (TidingsStatement           *statement,
             const TidingsMessageFilter *filter,
             const char                 *match,
             guint                       states)
{
  sqlite3_bind_int64 (statement, BIND_BEFORE_ID, filter->before_id != 0 ? filter->before_id : G_MAXINT64);
  sqlite3_bind_int64 (statement, BIND_AFTER_ID, filter->after_id);
  sqlite3_bind_int64 (statement, BIND_LIMIT, filter->limit != 0 ? filter->limit : DEFAULT_LIMIT);

  /* Values of conditions that this shape of the query does not have are beyond its last number, or simply unused. */
  if (filter->person_id != 0)
    sqlite3_bind_int64 (statement, BIND_PERSON, filter->person_id);
  if (filter->type)
    tidings_statement_bind_text (statement, BIND_TYPE, filter->type);
  if (filter->since != 0)
    sqlite3_bind_int64 (statement, BIND_SINCE, filter->since);
  if (filter->until != 0)
    sqlite3_bind_int64 (statement, BIND_UNTIL, filter->until);
  if (match)
    tidings_statement_bind_text (statement, BIND_SEARCH, match);

  bind_states (statement, BIND_STATES, states);
}

static gint64
ask_id_at (TidingsStore *self,
           const char   *sql,
           gint64        at,
           gint64        if_none)
{
  TidingsStatement *statement = NULL;

  if ((statement = tidings_store_prepare_or_warn (self, sql)))
    sqlite3_bind_int64 (statement, 1, at);

  return tidings_store_ask_number (self, statement, if_none, if_none);
}

/* Ids and instants are in the same order, but for what was stored with the clock set back. */
#define IS_AHEAD "NOT EXISTS (SELECT 1 FROM message_behind AS b WHERE b.id = message.id) "

/* Turns the bounds of time into bounds of ids, because the pages go by ids: otherwise a page of last year would walk
 * through all of this one. The instants are still looked at as well. */
static void
narrow_ids (TidingsStore         *self,
            TidingsMessageFilter *filter)
{
  gint64 id = 0;
  gint64 behind = 0;

  if (filter->since != 0)
    {
      id = ask_id_at (self, "SELECT id FROM message WHERE created_at >= ?1 AND " IS_AHEAD "ORDER BY created_at, id LIMIT 1",
                      filter->since, G_MAXINT64);
      behind = ask_id_at (self, "SELECT min (id) FROM message_behind WHERE created_at >= ?1", filter->since, G_MAXINT64);
      filter->after_id = MAX (filter->after_id, MIN (id, behind) - 1);
    }

  if (filter->until != 0)
    {
      id = ask_id_at (self, "SELECT id FROM message WHERE created_at < ?1 AND " IS_AHEAD "ORDER BY created_at DESC, id DESC LIMIT 1",
                      filter->until, 0);
      behind = ask_id_at (self, "SELECT max (id) FROM message_behind WHERE created_at < ?1", filter->until, 0);
      id = MAX (id, behind);
      filter->before_id = filter->before_id != 0 ? MIN (filter->before_id, id + 1) : id + 1;
    }
}

/* Whether so few messages pass the filters that each of them can be asked for the words. */
static gboolean
leaves_few (TidingsStore               *self,
            const TidingsMessageFilter *filter,
            guint                       states)
{
  g_autoptr(GString) sql = g_string_new ("SELECT count (*) FROM (");
  TidingsMessageFilter probe = *filter;
  TidingsStatement *statement = NULL;

  if (states == 0 && filter->person_id == 0 && !filter->type && filter->since == 0 && filter->until == 0)
    return FALSE;

  if (states != 0)
    append_in_states (sql, filter, states);
  else
    append_all (sql, filter);
  g_string_append_printf (sql, "LIMIT ?%d) AS k", BIND_LIMIT);

  probe.limit = FEW + 1;
  if ((statement = tidings_store_prepare_or_warn (self, sql->str)))
    bind_filter (statement, &probe, NULL, states);

  return tidings_store_ask_number (self, statement, 0, G_MAXINT64) <= FEW;
}

GPtrArray *
tidings_store_list_messages (TidingsStore                *self,
                             const TidingsMessageFilter  *filter,
                             GError                     **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autofree char *match = NULL;
  g_autofree char *sql = NULL;
  TidingsMessageFilter narrow = { 0 };
  guint states = 0;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (filter, NULL);

  narrow = *filter;
  match = build_match (self, filter->search);
  states = (filter->states & ALL_STATES) == ALL_STATES ? 0 : filter->states & ALL_STATES;

  /* Only states that do not exist: nothing is in them. */
  if (filter->states != 0 && (filter->states & ALL_STATES) == 0)
    return g_ptr_array_new_with_free_func (g_object_unref);

  narrow_ids (self, &narrow);
  sql = build_query (&narrow, match, states, match && leaves_few (self, &narrow, states));
  if (!(statement = tidings_store_prepare (self, sql, error)))
    return NULL;

  bind_filter (statement, &narrow, match, states);
  return tidings_store_read_messages (self, statement, error);
}

GPtrArray *
tidings_store_list_messages_in (TidingsStore  *self,
                                guint          states,
                                GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GString) sql = g_string_new (MESSAGE_SELECT "FROM " MESSAGE_TABLES "WHERE m.state IN (");
  const char *separator = "";

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  for (guint i = 0, n = 0; i < TIDINGS_MESSAGE_N_STATES; i++, separator = n > 0 ? ", " : "")
    if (states & (1u << i))
      g_string_append_printf (sql, "%s?%u", separator, ++n);

  g_string_append (sql, ") ORDER BY m.id");
  if (!(statement = tidings_store_prepare (self, sql->str, error)))
    return NULL;

  bind_states (statement, 1, states);
  return tidings_store_read_messages (self, statement, error);
}

guint
tidings_store_count_messages_in (TidingsStore *self,
                                 guint         states)
{
  guint n_messages = 0;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);

  for (guint i = 0; i < TIDINGS_MESSAGE_N_STATES; i++)
    {
      TidingsStatement *statement = NULL;

      if (!(states & (1u << i)))
        continue;

      if ((statement = tidings_store_prepare_or_warn (self, "SELECT count (*) FROM message WHERE state = ?1")))
        sqlite3_bind_int (statement, 1, i);
      n_messages += tidings_store_ask_number (self, statement, 0, 0);
    }

  return n_messages;
}

guint
tidings_store_count_failed_since (TidingsStore *self,
                                  gint64        since)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);

  /* The newest of each state are found by the index of states, so old failures cost nothing. */
  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT count (*) FROM ("
                                             "SELECT * FROM (SELECT updated_at FROM message WHERE state = 8 "
                                             "ORDER BY id DESC LIMIT 100) UNION ALL "
                                             "SELECT * FROM (SELECT updated_at FROM message WHERE state = 9 "
                                             "ORDER BY id DESC LIMIT 100)) AS k WHERE updated_at > ?1");
  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, since);

  return tidings_store_ask_number (self, statement, 0, 0);
}
