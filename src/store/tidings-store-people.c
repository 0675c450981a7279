/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about people: who there is, what is switched on for them, and which numbers want no texts. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-phone-number.h"
#include "tidings-store-forget.h"
#include "tidings-store-people.h"
#include "tidings-store-private.h"

#define PERSON_COLUMNS \
  "person.id, name, person.number, country, verified_at, coalesce (opt_out.at, 0), opt_out.by, language, zone, " \
  "quiet, paused_until, rate_hour, rate_day, enabled, line_type, carrier, created_at, opt_out.sender " \
  "FROM person LEFT JOIN opt_out ON opt_out.number = person.number "

static gboolean
read_types (TidingsStore   *self,
            TidingsPerson  *person,
            GError        **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GStrvBuilder) types = g_strv_builder_new ();
  g_autoptr(GError) failure = NULL;

  if (!(statement = tidings_store_prepare (self, "SELECT type FROM subscription WHERE person_id = ?1 ORDER BY type", error)))
    return FALSE;

  sqlite3_bind_int64 (statement, 1, person->id);
  while (tidings_store_next_row (self, statement, &failure))
    g_strv_builder_add (types, (const char *) sqlite3_column_text (statement, 0));

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  g_strfreev (person->types);
  person->types = g_strv_builder_end (types);
  return TRUE;
}

/* What cannot be read is none: texts that arrive are better than texts that wait for nobody knows what. */
static void
read_quiet (TidingsStatement *row,
            int               column,
            TidingsPerson    *person)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  tidings_statement_take_text (row, column, &text);
  if (text && !tidings_quiet_hours_parse (text, &person->quiet, &error))
    g_warning ("The quiet hours of person %" G_GINT64_FORMAT " cannot be read", person->id);
}

/* Columns as in PERSON_COLUMNS. */
static TidingsPerson *
read_person (TidingsStore      *self,
             TidingsStatement  *row,
             GError           **error)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();

  person->id = sqlite3_column_int64 (row, 0);
  tidings_statement_take_text (row, 1, &person->name);
  tidings_statement_take_text (row, 2, &person->number);
  tidings_statement_take_text (row, 3, &person->country);
  person->verified_at = sqlite3_column_int64 (row, 4);
  person->opted_out_at = sqlite3_column_int64 (row, 5);
  tidings_statement_take_text (row, 6, &person->opted_out_by);
  tidings_statement_take_text (row, 7, &person->language);
  tidings_statement_take_text (row, 8, &person->zone);
  read_quiet (row, 9, person);
  person->paused_until = sqlite3_column_int64 (row, 10);
  person->rate_hour = sqlite3_column_int (row, 11);
  person->rate_day = sqlite3_column_int (row, 12);
  person->enabled = sqlite3_column_int (row, 13) != 0;
  tidings_statement_take_text (row, 14, &person->line_type);
  tidings_statement_take_text (row, 15, &person->carrier);
  person->created_at = sqlite3_column_int64 (row, 16);
  tidings_statement_take_text (row, 17, &person->opted_out_sender);

  return read_types (self, person, error) ? g_steal_pointer (&person) : NULL;
}

/* Case, width and ways to write an accent do not tell names apart. */
static char *
fold_name (const char *name)
{
  g_autofree char *normal = g_utf8_normalize (name, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (normal ? normal : "", -1);
}

static int
compare_by_name (gconstpointer a,
                 gconstpointer b)
{
  const TidingsPerson *left = *(TidingsPerson * const *) a;
  const TidingsPerson *right = *(TidingsPerson * const *) b;
  g_autofree char *left_name = fold_name (left->name);
  g_autofree char *right_name = fold_name (right->name);
  int order = g_utf8_collate (left_name, right_name);

  return order != 0 ? order : (left->id > right->id) - (left->id < right->id);
}

GPtrArray *
tidings_store_list_people (TidingsStore  *self,
                           GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  if (!(statement = tidings_store_prepare (self, "SELECT " PERSON_COLUMNS, error)))
    return NULL;

  while (tidings_store_next_row (self, statement, &failure))
    {
      TidingsPerson *person = read_person (self, statement, error);

      if (!person)
        return NULL;

      g_ptr_array_add (people, person);
    }

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  g_ptr_array_sort (people, compare_by_name);
  return g_steal_pointer (&people);
}

static void
set_not_found (GError **error)
{
  g_set_error_literal (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND, _("This person is no longer there"));
}

TidingsPerson *
tidings_store_get_person (TidingsStore  *self,
                          gint64         id,
                          GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  if (!(statement = tidings_store_prepare (self, "SELECT " PERSON_COLUMNS "WHERE person.id = ?1", error)))
    return NULL;

  sqlite3_bind_int64 (statement, 1, id);
  if (tidings_store_next_row (self, statement, &failure))
    return read_person (self, statement, error);

  if (failure)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    set_not_found (error);

  return NULL;
}

TidingsPerson *
tidings_store_find_person_by_number (TidingsStore *self,
                                     const char   *number)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) error = NULL;
  TidingsPerson *person = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (number, NULL);

  if (!(statement = tidings_store_prepare_or_warn (self, "SELECT " PERSON_COLUMNS "WHERE person.number = ?1")))
    return NULL;

  tidings_statement_bind_text (statement, 1, number);
  if (tidings_store_next_row (self, statement, &error))
    person = read_person (self, statement, &error);
  if (error)
    g_warning ("%s", error->message);

  return person;
}

static gboolean
has_name (TidingsPerson *person,
          const char    *who,
          const char    *country)
{
  g_autofree char *name = fold_name (person->name);

  return g_str_equal (name, who);
}

static gboolean
has_number (TidingsPerson *person,
            const char    *who,
            const char    *country)
{
  g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (who, country ? country : person->country);

  return g_strcmp0 (check->e164, person->number) == 0;
}

/* Everybody that @matches says yes to. */
static GPtrArray *
pick (GPtrArray    *people,
      gboolean    (*matches) (TidingsPerson *person, const char *who, const char *country),
      const char   *who,
      const char   *country)
{
  g_autoptr(GPtrArray) picked = g_ptr_array_new ();

  for (guint i = 0; i < people->len; i++)
    {
      TidingsPerson *person = g_ptr_array_index (people, i);

      if (matches (person, who, country))
        g_ptr_array_add (picked, person);
    }

  return g_steal_pointer (&picked);
}

static TidingsPerson *
take_only (GPtrArray   *picked,
           const char  *who,
           GError     **error)
{
  g_autoptr(GString) ids = g_string_new (NULL);

  if (picked->len == 1)
    return g_object_ref (g_ptr_array_index (picked, 0));

  for (guint i = 0; i < picked->len; i++)
    {
      TidingsPerson *person = g_ptr_array_index (picked, i);

      g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i > 0 ? ", " : "", person->id);
    }

  g_set_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_CONFLICT,
               /* Translators: the first %s is what was typed, the second a list of numbers such as "3, 7". */
               _("“%s” could be several people; say which by the id: %s"), who, ids->str);
  return NULL;
}

static TidingsPerson *
pick_by_id (GPtrArray  *people,
            const char *who)
{
  guint64 id = 0;

  if (!g_ascii_string_to_unsigned (who, 10, 1, G_MAXINT64, &id, NULL))
    return NULL;

  for (guint i = 0; i < people->len; i++)
    {
      TidingsPerson *person = g_ptr_array_index (people, i);

      if (person->id == (gint64) id)
        return g_object_ref (person);
    }

  return NULL;
}

static GPtrArray *
pick_by_number (GPtrArray  *people,
                const char *who,
                const char *country)
{
  g_autoptr(GPtrArray) picked = NULL;

  /* In the country that was asked for first; then everybody's own number may be written as at their home. */
  if (country && (picked = pick (people, has_number, who, country))->len > 0)
    return g_steal_pointer (&picked);

  g_clear_pointer (&picked, g_ptr_array_unref);
  return pick (people, has_number, who, NULL);
}

static void
set_unknown_error (const char  *who,
                   GError     **error)
{
  g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (who, NULL);
  g_autofree char *shown = check->e164 ? tidings_phone_number_shorten (check->e164) : g_strdup (who);

  g_set_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND,
               /* Translators: %s is a name, number or id as it was typed. */
               _("There is no person called “%s”"), shown);
}

TidingsPerson *
tidings_store_find_person (TidingsStore  *self,
                           const char    *who,
                           const char    *country,
                           GError       **error)
{
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GPtrArray) picked = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  TidingsPerson *person = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (who, NULL);

  if (!(people = tidings_store_list_people (self, error)))
    return NULL;

  text = g_strstrip (g_utf8_make_valid (who, -1));
  name = fold_name (text);

  picked = pick (people, has_name, name, NULL);
  if (picked->len == 0)
    {
      if ((person = pick_by_id (people, text)))
        return person;

      g_ptr_array_unref (picked);
      picked = pick_by_number (people, text, country);
    }

  if (picked->len > 0)
    return take_only (picked, text, error);

  set_unknown_error (text, error);
  return NULL;
}

/* Values ?1 to ?14 of the two statements that write a person. */
static void
bind_person (TidingsStatement *statement,
             TidingsPerson    *person)
{
  g_autofree char *quiet = tidings_quiet_hours_to_string (&person->quiet);

  tidings_statement_bind_word (statement, 1, person->name);
  tidings_statement_bind_word (statement, 2, person->number);
  tidings_statement_bind_word (statement, 3, person->country);
  sqlite3_bind_int64 (statement, 4, person->verified_at);
  tidings_statement_bind_word (statement, 5, person->language);
  tidings_statement_bind_text (statement, 6, person->zone);
  tidings_statement_bind_word (statement, 7, quiet);
  sqlite3_bind_int64 (statement, 8, person->paused_until);
  sqlite3_bind_int (statement, 9, person->rate_hour);
  sqlite3_bind_int (statement, 10, person->rate_day);
  sqlite3_bind_int (statement, 11, person->enabled);
  tidings_statement_bind_text (statement, 12, person->line_type);
  tidings_statement_bind_text (statement, 13, person->carrier);
  sqlite3_bind_int64 (statement, 14, person->created_at);
}

/* Asked before writing and not left to the UNIQUE constraint, so that the words can say who has the number, and so that
 * so common a mistake does not end a transaction that the caller has open. Nobody else writes in between. */
static gboolean
check_number_is_free (TidingsStore   *self,
                      TidingsPerson  *person,
                      GError        **error)
{
  g_autoptr(TidingsPerson) other = tidings_store_find_person_by_number (self, person->number);

  if (!other || other->id == person->id)
    return TRUE;

  g_set_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_CONFLICT,
               /* Translators: %s is a person's name. */
               _("%s already has this number"), other->name);
  return FALSE;
}

static gboolean
insert_person (TidingsStore   *self,
               TidingsPerson  *person,
               gint64         *id,
               GError        **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  statement = tidings_store_prepare (self,
                                     "INSERT INTO person (name, number, country, verified_at, language, zone, quiet, "
                                     "paused_until, rate_hour, rate_day, enabled, line_type, carrier, created_at) "
                                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                                     error);
  if (!statement)
    return FALSE;

  bind_person (statement, person);
  if (!tidings_store_run (self, statement, error))
    return FALSE;

  *id = sqlite3_last_insert_rowid (self->db);
  return TRUE;
}

static gboolean
insert_types (TidingsStore   *self,
              gint64          id,
              TidingsPerson  *person,
              GError        **error)
{
  for (guint i = 0; person->types && person->types[i]; i++)
    if (!tidings_store_set_subscription (self, id, person->types[i], TRUE, error))
      return FALSE;

  return TRUE;
}

gboolean
tidings_store_add_person (TidingsStore   *self,
                          TidingsPerson  *person,
                          GError        **error)
{
  gint64 id = 0;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (TIDINGS_IS_PERSON (person) && person->number, FALSE);

  if (!check_number_is_free (self, person, error) || !tidings_store_begin (self, error))
    return FALSE;

  if (!insert_person (self, person, &id, error) || !insert_types (self, id, person, error) ||
      !tidings_store_remember_number (self, person->number, error))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  if (!tidings_store_commit (self, error))
    return FALSE;

  person->id = id;
  return TRUE;
}

gboolean
tidings_store_update_person (TidingsStore   *self,
                             TidingsPerson  *person,
                             GError        **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (TIDINGS_IS_PERSON (person) && person->number, FALSE);

  if (!check_number_is_free (self, person, error))
    return FALSE;

  statement = tidings_store_prepare (self,
                                     "UPDATE person SET name = ?1, number = ?2, country = ?3, verified_at = ?4, language = ?5, "
                                     "zone = ?6, quiet = ?7, paused_until = ?8, rate_hour = ?9, rate_day = ?10, enabled = ?11, line_type = ?12, "
                                     "carrier = ?13, created_at = ?14 WHERE id = ?15",
                                     error);
  if (!statement)
    return FALSE;

  bind_person (statement, person);
  sqlite3_bind_int64 (statement, 15, person->id);

  if (!tidings_store_run (self, statement, error))
    return FALSE;

  if (sqlite3_changes (self->db) == 0)
    {
      set_not_found (error);
      return FALSE;
    }

  return tidings_store_remember_number (self, person->number, error);
}

gboolean
tidings_store_remove_person (TidingsStore  *self,
                             gint64         id,
                             gboolean       with_messages,
                             GError       **error)
{
  g_autoptr(TidingsPerson) person = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  if (!(person = tidings_store_get_person (self, id, error)) || !tidings_store_begin (self, error))
    return FALSE;

  if ((with_messages && !tidings_store_run_by_id (self, "DELETE FROM message WHERE person_id = ?1", id, error)) ||
      !tidings_store_run_by_id (self, "DELETE FROM person WHERE id = ?1", id, error))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  return tidings_store_commit (self, error);
}

gboolean
tidings_store_set_opt_out (TidingsStore  *self,
                           const char    *number,
                           gint64         at,
                           const char    *by,
                           const char    *sender,
                           GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (number && by, FALSE);

  statement = tidings_store_prepare (self,
                                     "INSERT INTO opt_out (number, at, by, sender) VALUES (?1, ?2, ?3, ?4) "
                                     "ON CONFLICT (number) DO UPDATE SET at = min (at, excluded.at), "
                                     "by = CASE WHEN excluded.at < at THEN excluded.by ELSE by END, "
                                     "sender = CASE WHEN sender = '' OR (excluded.at < at AND excluded.sender <> '') "
                                     "THEN excluded.sender ELSE sender END",
                                     error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_text (statement, 1, number);
  sqlite3_bind_int64 (statement, 2, at);
  tidings_statement_bind_text (statement, 3, by);
  tidings_statement_bind_word (statement, 4, sender);

  return tidings_store_run (self, statement, error);
}

gint64
tidings_store_get_opt_out_at (TidingsStore *self,
                              const char   *number)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);
  g_return_val_if_fail (number, 0);

  if ((statement = tidings_store_prepare_or_warn (self, "SELECT at FROM opt_out WHERE number = ?1")))
    tidings_statement_bind_text (statement, 1, number);

  return tidings_store_ask_number (self, statement, 0, 0);
}

gboolean
tidings_store_clear_opt_out (TidingsStore  *self,
                             const char    *number,
                             GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (number, FALSE);

  if (!(statement = tidings_store_prepare (self, "DELETE FROM opt_out WHERE number = ?1", error)))
    return FALSE;

  tidings_statement_bind_text (statement, 1, number);
  return tidings_store_run (self, statement, error);
}

gboolean
tidings_store_has_opt_out (TidingsStore *self,
                           const char   *number)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), TRUE);
  g_return_val_if_fail (number, TRUE);

  if ((statement = tidings_store_prepare_or_warn (self, "SELECT 1 FROM opt_out WHERE number = ?1")))
    tidings_statement_bind_text (statement, 1, number);

  /* Who cannot be asked has said no. */
  return tidings_store_ask_number (self, statement, 0, 1) != 0;
}

gboolean
tidings_store_set_subscription (TidingsStore  *self,
                                gint64         person,
                                const char    *type,
                                gboolean       on,
                                GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  const char *sql = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (type, FALSE);

  if (person == 0)
    sql = on ? "INSERT INTO subscription (person_id, type) SELECT id, ?1 FROM person WHERE TRUE ON CONFLICT DO NOTHING"
             : "DELETE FROM subscription WHERE type = ?1";
  else
    sql = on ? "INSERT INTO subscription (person_id, type) VALUES (?2, ?1) ON CONFLICT DO NOTHING"
             : "DELETE FROM subscription WHERE type = ?1 AND person_id = ?2";

  if (!(statement = tidings_store_prepare (self, sql, error)))
    return FALSE;

  tidings_statement_bind_text (statement, 1, type);
  if (person != 0)
    sqlite3_bind_int64 (statement, 2, person);

  return tidings_store_run (self, statement, error);
}
