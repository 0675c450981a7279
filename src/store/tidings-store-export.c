/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the store knows, as a file for programs. */
#include "config.h"

#include <string.h>

#include "tidings-format.h"
#include "tidings-store-audit.h"
#include "tidings-store-export.h"
#include "tidings-store-forget.h"
#include "tidings-store-json.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-store-private.h"
#include "tidings-store-reminders.h"

/* Texts that are in memory at once. */
#define PAGE 200

typedef struct {
  TidingsStore *store;
  const TidingsExport *wanted;
  GOutputStream *stream;
  GCancellable *cancellable;
  TidingsPerson *person;   /* NULL for everyone */
  guint64 n_done;
  guint64 n_total;
  gboolean is_first;       /* of the list that is being written */
} Writer;

static gboolean
write_text (Writer      *self,
            const char  *text,
            GError     **error)
{
  return g_output_stream_write_all (self->stream, text, strlen (text), NULL, self->cancellable, error);
}

static gboolean
write_node (Writer    *self,
            JsonNode  *node,
            GError   **error)
{
  g_autofree char *text = json_to_string (node, FALSE);

  json_node_unref (node);
  return write_text (self, text, error);
}

/* @object: (transfer full) */
static gboolean
write_object (Writer      *self,
              JsonObject  *object,
              GError     **error)
{
  gboolean is_first = self->is_first;
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);
  self->is_first = FALSE;
  if (!write_text (self, is_first ? "\n    " : ",\n    ", error))
    {
      json_node_unref (node);
      return FALSE;
    }

  return write_node (self, node, error);
}

static gboolean
begin_list (Writer      *self,
            const char  *key,
            GError     **error)
{
  g_autofree char *text = g_strdup_printf (",\n  \"%s\": [", key);

  self->is_first = TRUE;
  return write_text (self, text, error);
}

static gboolean
end_list (Writer  *self,
          GError **error)
{
  return write_text (self, self->is_first ? "]" : "\n  ]", error);
}

static gboolean
write_member (Writer      *self,
              const char  *separator,
              const char  *key,
              const char  *value,
              GError     **error)
{
  g_autofree char *text = g_strdup_printf ("%s\n  \"%s\": ", separator, key);
  JsonNode *node = json_node_alloc ();

  if (value)
    json_node_init_string (node, value);
  else
    json_node_init_null (node);
  if (!write_text (self, text, error))
    {
      json_node_unref (node);
      return FALSE;
    }

  return write_node (self, node, error);
}

static gboolean
write_head (Writer  *self,
            GError **error)
{
  g_autofree char *now = tidings_format_iso (self->wanted->now);

  return write_text (self, "{", error) &&
         write_member (self, "", "exported_at", now, error) &&
         write_member (self, ",", "version", self->wanted->version, error) &&
         write_member (self, ",", "person", self->person ? self->person->name : NULL, error);
}

static gboolean
write_people (Writer  *self,
              GError **error)
{
  g_autoptr(GPtrArray) people = NULL;

  if (self->person)
    return write_object (self, tidings_person_to_json (self->person), error);

  if (!(people = tidings_store_list_people (self->store, error)))
    return FALSE;

  for (guint i = 0; i < people->len; i++)
    if (!write_object (self, tidings_person_to_json (g_ptr_array_index (people, i)), error))
      return FALSE;

  return TRUE;
}

static gboolean
write_message_json (Writer          *self,
                    TidingsMessage  *message,
                    GError         **error)
{
  g_autoptr(GPtrArray) story = tidings_store_list_events (self->store, message->id, error);

  return story && write_object (self, tidings_message_to_json (message, story), error);
}

/* A cell, quoted where it has to be. @is_word: somebody may have written it as a formula */
static void
append_cell (GString    *line,
             const char *text,
             gboolean    is_word)
{
  gboolean is_formula = is_word && text && *text && strchr ("=+-@\t\r", *text);
  gboolean is_quoted = text && strpbrk (text, ",\"\r\n");

  if (line->len > 0)
    g_string_append_c (line, ',');
  if (is_quoted)
    g_string_append_c (line, '"');
  if (is_formula)
    g_string_append_c (line, '\'');
  for (const char *c = text ? text : ""; *c; c++)
    {
      if (*c == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *c);
    }
  if (is_quoted)
    g_string_append_c (line, '"');
}

static gboolean
write_message_csv (Writer          *self,
                   TidingsMessage  *message,
                   GError         **error)
{
  g_autoptr(GString) line = g_string_new (NULL);
  g_autofree char *created = tidings_format_iso (message->created_at);
  g_autofree char *updated = tidings_format_iso (message->updated_at);
  g_autofree char *price = message->price_micros >= 0 ? tidings_format_decimal (message->price_micros) : NULL;

  g_string_append_printf (line, "%" G_GINT64_FORMAT, message->id);
  append_cell (line, created, FALSE);
  append_cell (line, message->person, TRUE);
  append_cell (line, message->to, FALSE);
  append_cell (line, message->type, TRUE);
  append_cell (line, tidings_message_state_to_string (message->state), FALSE);
  append_cell (line, message->reason, TRUE);
  append_cell (line, message->body, TRUE);
  g_string_append_printf (line, ",%u", message->n_segments);
  append_cell (line, tidings_encoding_to_string (message->encoding), FALSE);
  append_cell (line, price, FALSE);
  append_cell (line, message->currency, FALSE);
  append_cell (line, message->sid, FALSE);
  append_cell (line, message->source, TRUE);
  append_cell (line, updated, FALSE);
  g_string_append (line, "\r\n");

  return write_text (self, line->str, error);
}

static gboolean
write_message (Writer          *self,
               TidingsMessage  *message,
               GError         **error)
{
  if (!(self->wanted->format == TIDINGS_EXPORT_CSV ? write_message_csv (self, message, error)
                                                   : write_message_json (self, message, error)))
    return FALSE;

  self->n_done++;
  return TRUE;
}

/* Oldest first would need the whole list; the newest first is how all lists of texts are. */
static gboolean
write_messages (Writer  *self,
                GError **error)
{
  TidingsMessageFilter filter = { .person_id = self->wanted->person };
  guint n = PAGE;

  if (self->wanted->messages)
    filter = *self->wanted->messages;
  filter.limit = PAGE;

  while (n == PAGE)
    {
      g_autoptr(GPtrArray) page = tidings_store_list_messages (self->store, &filter, error);

      if (!page)
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        if (!write_message (self, g_ptr_array_index (page, i), error))
          return FALSE;

      n = page->len;
      if (n > 0)
        filter.before_id = ((TidingsMessage *) g_ptr_array_index (page, n - 1))->id;
      if (self->wanted->progress)
        self->wanted->progress (self->n_done, self->n_total, self->wanted->user_data);
    }

  return TRUE;
}

/* Columns as texts, with their names as keys; those named `at` are instants. */
static JsonObject *
row_to_json (TidingsStatement *row)
{
  JsonObject *object = json_object_new ();

  for (int i = 0; i < sqlite3_column_count (row); i++)
    if (g_str_equal (sqlite3_column_name (row, i), "at"))
      tidings_json_set_instant (object, "at", sqlite3_column_int64 (row, i));
    else if (sqlite3_column_type (row, i) == SQLITE_INTEGER)
      json_object_set_int_member (object, sqlite3_column_name (row, i), sqlite3_column_int64 (row, i));
    else
      tidings_json_set_text (object, sqlite3_column_name (row, i), (const char *) sqlite3_column_text (row, i));

  return object;
}

static gboolean
write_rows (Writer      *self,
            const char  *sql,
            const char  *text,
            GError     **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;

  if (!(statement = tidings_store_prepare (self->store, sql, error)))
    return FALSE;

  if (sqlite3_bind_parameter_count (statement) > 0)
    tidings_statement_bind_text (statement, 1, text);
  while (tidings_store_next_row (self->store, statement, &failure))
    if (!write_object (self, row_to_json (statement), error))
      return FALSE;

  if (failure)
    g_propagate_error (error, g_steal_pointer (&failure));
  return !failure;
}

#define ANSWER_COLUMNS "sid, \"from\", \"to\", body, at, nullif (message_id, 0) AS message_id, effect FROM inbound "
/* What stays of the number of somebody who was erased cannot be read, and is no number. */
#define OPT_OUT_COLUMNS "CASE WHEN number LIKE '+%' THEN number END AS number, at, by, sender FROM opt_out "

/* All rows, or those of each number that was the person's. */
static gboolean
write_by_number (Writer      *self,
                 const char  *all,
                 const char  *of_one,
                 GError     **error)
{
  g_auto(GStrv) numbers = NULL;

  if (!self->person)
    return write_rows (self, all, NULL, error);

  if (!(numbers = tidings_store_list_numbers_of (self->store, self->person->id, error)))
    return FALSE;

  for (char **number = numbers; *number; number++)
    if (!write_rows (self, of_one, *number, error))
      return FALSE;

  return TRUE;
}

static gboolean
write_answers (Writer  *self,
               GError **error)
{
  return write_by_number (self, "SELECT " ANSWER_COLUMNS "ORDER BY at", "SELECT " ANSWER_COLUMNS "WHERE \"from\" = ?1 ORDER BY at",
                          error);
}

static gboolean
write_opt_outs (Writer  *self,
                GError **error)
{
  return write_by_number (self, "SELECT " OPT_OUT_COLUMNS "ORDER BY at", "SELECT " OPT_OUT_COLUMNS "WHERE number = ?1", error);
}

static char **
dup_names (Writer           *self,
           TidingsReminder  *reminder)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < reminder->n_people; i++)
    {
      g_autoptr(TidingsPerson) person = tidings_store_get_person (self->store, reminder->people[i], NULL);

      if (person)
        g_strv_builder_add (names, person->name);
    }

  return g_strv_builder_end (names);
}

/* Who else is told, and whose turn it is, is not the one person's to know. */
static void
leave_only (TidingsReminder *reminder,
            gint64           person)
{
  tidings_reminder_set_people (reminder, &person, 1);
  if (reminder->turn != person)
    reminder->turn = 0;
  for (guint i = 0; i < reminder->exceptions->len; i++)
    {
      TidingsOccurrence *occurrence = g_ptr_array_index (reminder->exceptions, i);

      if (occurrence->turn != person)
        occurrence->turn = 0;
    }
}

static gboolean
write_reminders (Writer  *self,
                 GError **error)
{
  g_autoptr(GPtrArray) reminders = tidings_store_list_reminders (self->store, TRUE, error);

  if (!reminders)
    return FALSE;

  for (guint i = 0; i < reminders->len; i++)
    {
      TidingsReminder *reminder = g_ptr_array_index (reminders, i);
      g_auto(GStrv) names = NULL;

      if (self->person && !tidings_reminder_tells (reminder, self->person->id))
        continue;
      if (self->person)
        leave_only (reminder, self->person->id);
      names = dup_names (self, reminder);
      if (!write_object (self, tidings_reminder_to_json (reminder, (const char * const *) names), error))
        return FALSE;
    }

  return TRUE;
}

/* The ones that people made; those that Tidings brings along are the program's, not the household's. */
static gboolean
write_types (Writer  *self,
             GError **error)
{
  GListModel *types = tidings_catalog_list_types (tidings_catalog_get_default ());

  for (guint i = 0; !self->person && i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);
      g_autofree char *template = type->is_own ? tidings_alert_type_dup_template (type, NULL) : NULL;

      if (type->is_own && !write_object (self, tidings_alert_type_to_json (type, template, TIDINGS_SWITCH_NONE), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_wordings (Writer  *self,
                GError **error)
{
  return self->person || write_rows (self, "SELECT type, language, text FROM wording ORDER BY type, language", NULL, error);
}

static gboolean
write_audit (Writer  *self,
             GError **error)
{
  g_autoptr(GPtrArray) entries = tidings_store_list_audit (self->store, self->wanted->person, error);

  for (guint i = 0; entries && i < entries->len; i++)
    if (!write_object (self, tidings_audit_to_json (g_ptr_array_index (entries, i)), error))
      return FALSE;

  return entries != NULL;
}

/* What programs may is the household's matter, and tells nothing of one person. States are those of TidingsProgramState. */
static gboolean
write_programs (Writer  *self,
                GError **error)
{
  return self->person ||
         write_rows (self, "SELECT identity AS id, label, CASE state WHEN 0 THEN 'new' WHEN 1 THEN 'allowed' ELSE 'blocked' END AS state, "
                     "CASE WHEN state = 1 AND per_day >= 0 THEN per_day END AS per_day, last_at AS at FROM program ORDER BY identity",
                     NULL, error);
}

static gboolean
write_json (Writer  *self,
            GError **error)
{
  static const struct { const char *key; gboolean (*write) (Writer *self, GError **error); } lists[] = {
    { "people", write_people }, { "messages", write_messages }, { "answers", write_answers }, { "reminders", write_reminders },
    { "types", write_types }, { "wordings", write_wordings }, { "audit", write_audit }, { "opt_outs", write_opt_outs },
    { "programs", write_programs },
  };

  if (!write_head (self, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!begin_list (self, lists[i].key, error) || !lists[i].write (self, error) || !end_list (self, error))
      return FALSE;

  return write_text (self, "\n}\n", error);
}

/* Only texts, as the log prints them. */
static gboolean
write_list (Writer  *self,
            GError **error)
{
  self->is_first = TRUE;

  return write_text (self, "[", error) && write_messages (self, error) &&
         write_text (self, self->is_first ? "]\n" : "\n]\n", error);
}

static gboolean
write_csv (Writer  *self,
           GError **error)
{
  return write_text (self, "id,created,person,to,type,state,reason,body,segments,encoding,price,currency,sid,source,updated\r\n", error) &&
         write_messages (self, error);
}

gboolean
tidings_export_format_from_name (const char          *name,
                                 TidingsExportFormat *format)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (name && format, FALSE);

  lower = g_ascii_strdown (name, -1);
  *format = g_str_has_suffix (lower, ".csv") ? TIDINGS_EXPORT_CSV : TIDINGS_EXPORT_JSON;

  return g_str_has_suffix (lower, ".csv") || g_str_has_suffix (lower, ".json");
}

static gint64
count_messages (Writer *self)
{
  TidingsStatement *statement = NULL;

  statement = tidings_store_prepare_or_warn (self->store,
                                             self->person ? "SELECT count (*) FROM message WHERE person_id = ?1"
                                                          : "SELECT count (*) FROM message");
  if (statement && self->person)
    sqlite3_bind_int64 (statement, 1, self->person->id);

  return tidings_store_ask_number (self->store, statement, 0, 0);
}

/* A transaction that only reads: everything in it is of one moment. */
static gboolean
begin_reading (TidingsStore  *self,
               GError       **error)
{
  if (sqlite3_exec (self->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  tidings_store_set_error (self, error);
  return FALSE;
}

gboolean
tidings_store_export (TidingsStore         *self,
                      const TidingsExport  *export,
                      GOutputStream        *stream,
                      GCancellable         *cancellable,
                      GError              **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  Writer writer = { .store = self, .wanted = export, .stream = stream, .cancellable = cancellable };
  gboolean is_done = FALSE;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (self->is_read_only, FALSE);
  g_return_val_if_fail (export && export->version && G_IS_OUTPUT_STREAM (stream), FALSE);

  if (!begin_reading (self, error))
    return FALSE;

  if (export->person == 0 || (person = tidings_store_get_person (self, export->person, error)))
    {
      writer.person = person;
      writer.n_total = export->messages ? 0 : (guint64) count_messages (&writer);
      if (export->format == TIDINGS_EXPORT_CSV)
        is_done = write_csv (&writer, error);
      else
        is_done = export->messages ? write_list (&writer, error) : write_json (&writer, error);
    }
  sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);

  return is_done;
}
