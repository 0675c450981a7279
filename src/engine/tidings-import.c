/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar file becomes reminders. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-calendar.h"
#include "tidings-engine-private.h"
#include "tidings-import.h"
#include "tidings-occurrences.h"
#include "tidings-reason.h"
#include "tidings-recurrence.h"
#include "tidings-reminders.h"
#include "tidings-store-people.h"

/* Reminders in one transaction, in one turn of the main loop: a tenth of a second on a slow machine. */
#define BATCH 50
#define CHUNK_BYTES (64 * 1024)
#define SECOND_MS G_GINT64_CONSTANT (1000)

/* What an event has come to. */
typedef enum {
  FATE_ADDED,
  FATE_CHANGED,
  FATE_UNCHANGED,
  FATE_UNUSABLE,
  FATE_PAST,
  FATE_CANCELED,
  N_FATES,
} Fate;

typedef struct {
  TidingsEngine *engine;
  GInputStream *file;
  gint64 *people;
  guint n_people;
  gint64 *before_s;
  guint n_before;
  char *type;
  GHashTable *wanted; /* (nullable): uids */
  TidingsImportProgress progress;
  gpointer progress_data;
  GPtrArray *events;
  guint n_done;
  guint counts[N_FATES];
  GPtrArray *problems;
} Import;

static void
import_free (Import *import)
{
  g_object_unref (import->engine);
  g_object_unref (import->file);
  g_free (import->people);
  g_free (import->before_s);
  g_free (import->type);
  g_clear_pointer (&import->wanted, g_hash_table_unref);
  g_clear_pointer (&import->events, g_ptr_array_unref);
  g_ptr_array_unref (import->problems);
  g_free (import);
}

void
tidings_import_result_free (TidingsImportResult *result)
{
  g_strfreev (result->problems);
  g_free (result);
}

static void
add_problem (Import *import,
             char   *problem)
{
  if (import->problems->len < TIDINGS_IMPORT_MAX_PROBLEMS)
    g_ptr_array_add (import->problems, problem);
  else
    g_free (problem);
}

static gboolean
is_error_of_event (const GError *error)
{
  return g_error_matches (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID);
}

/* What the file says of single occurrences, beside what people did with them. */
static void
take_exceptions (TidingsReminder            *reminder,
                 const TidingsCalendarEvent *event)
{
  for (guint i = 0; event->skipped[i] != NULL; i++)
    {
      TidingsOccurrence *occurrence = tidings_reminder_add_occurrence (reminder, event->skipped[i]);

      if (occurrence->state == TIDINGS_OCCURRENCE_PLANNED)
        occurrence->state = TIDINGS_OCCURRENCE_SKIPPED;
    }
  for (guint i = 0; event->moved[i] != NULL; i++)
    {
      g_auto(GStrv) walls = g_strsplit (event->moved[i], " ", 2);
      TidingsOccurrence *occurrence = tidings_reminder_add_occurrence (reminder, walls[0]);

      g_free (occurrence->moved_to);
      occurrence->moved_to = g_strdup (walls[1]);
    }
}

static void
replace (char       **field,
         const char  *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static TidingsReminder *
make_reminder (const Import               *import,
               const TidingsCalendarEvent *event,
               TidingsReminder            *old)
{
  TidingsReminder *reminder = old != NULL ? g_object_ref (old) : tidings_reminder_new ();

  if (old == NULL)
    {
      replace (&reminder->type, import->type);
      tidings_reminder_set_people (reminder, import->people, import->n_people);
      tidings_reminder_set_before (reminder, import->before_s, import->n_before);
      reminder->late_s = -1;
    }
  replace (&reminder->title, event->title);
  replace (&reminder->wall, event->wall);
  replace (&reminder->zone, event->zone != NULL ? event->zone : "");
  replace (&reminder->rule, event->rule);
  replace (&reminder->uid, event->uid);
  replace (&reminder->revision, event->revision);
  if (event->n_before > 0)
    tidings_reminder_set_before (reminder, event->before_s, event->n_before);
  take_exceptions (reminder, event);

  return reminder;
}

/* Whether no text of it is to come. Looking before writing keeps a batch whole where a file goes back for years. */
static gboolean
is_past (TidingsCore     *core,
         TidingsReminder *reminder)
{
  g_autofree char *here = *reminder->zone == '\0' ? tidings_zone_dup_local () : NULL;
  const char *name = here != NULL ? here : reminder->zone;
  g_autoptr(GTimeZone) zone = tidings_zone_new (name);
  gint64 soonest = tidings_core_now (core) + reminder->before_s[reminder->n_before - 1] * SECOND_MS;
  g_autoptr(GDateTime) moment = NULL;
  g_autofree char *after = NULL;
  g_auto(GStrv) walls = NULL;

  if (zone == NULL)
    return FALSE;
  moment = g_date_time_new_from_unix_utc (tidings_zone_to_wall (zone, soonest) / SECOND_MS);
  after = g_date_time_format (moment, "%Y-%m-%dT%H:%M");
  walls = tidings_recurrence_list (reminder->rule, reminder->wall, after, 1);

  return walls[0] == NULL;
}

static gboolean
take_away (TidingsCore      *core,
           TidingsReminder  *reminder,
           GError          **error)
{
  tidings_core_changed (core, "reminders");
  tidings_core_replan (core);

  return tidings_store_remove_reminder (core->store, reminder->id, error) &&
         tidings_core_cancel_waiting (core, 0, reminder->id, NULL, TIDINGS_REASON_REMOVED, error);
}

/* One event, inside a transaction. */
static gboolean
take_event (Import                      *import,
            const TidingsCalendarEvent  *event,
            Fate                        *fate,
            GError                     **error)
{
  TidingsCore *core = tidings_engine_get_core (import->engine);
  g_autoptr(GError) local_error = NULL;
  g_autoptr(TidingsReminder) old = tidings_store_find_reminder_by_uid (core->store, event->uid, &local_error);
  g_autoptr(TidingsReminder) reminder = NULL;

  if (old == NULL && !g_error_matches (local_error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *fate = event->is_canceled ? FATE_CANCELED : FATE_UNUSABLE;
  if (event->is_canceled && old != NULL)
    {
      *fate = FATE_CHANGED;
      return take_away (core, old, error);
    }
  if (event->is_canceled || !event->is_usable)
    return TRUE;

  *fate = FATE_UNCHANGED;
  if (old != NULL && (g_strcmp0 (old->revision, event->revision) == 0 || old->state == TIDINGS_REMINDER_DONE))
    return TRUE;

  reminder = make_reminder (import, event, old);
  if (is_past (core, reminder))
    {
      /* Put forward to a time that has passed: what the old time still has to say would be wrong. */
      gboolean is_misleading = old != NULL && old->next_at != 0;

      *fate = is_misleading ? FATE_CHANGED : FATE_PAST;
      return !is_misleading || take_away (core, old, error);
    }
  *fate = old != NULL ? FATE_CHANGED : FATE_ADDED;

  return tidings_reminders_put (core, reminder, error);
}

/* Whatever cannot be written is remembered in @problem, and the batch is written again without it. */
static gboolean
write_batch (Import  *import,
             guint    n,
             Fate    *fates,
             char   **problems,
             guint   *failed,
             GError **error)
{
  TidingsCore *core = tidings_engine_get_core (import->engine);

  if (!tidings_core_begin (core, error))
    return FALSE;
  for (*failed = 0; *failed < n; (*failed)++)
    {
      if (problems[*failed] != NULL)
        continue;
      if (!take_event (import, g_ptr_array_index (import->events, import->n_done + *failed), &fates[*failed], error))
        {
          tidings_core_rollback (core);
          return FALSE;
        }
    }

  return tidings_core_commit (core, error);
}

static void
count_batch (Import  *import,
             guint    n,
             Fate    *fates,
             char   **problems)
{
  for (guint i = 0; i < n; i++)
    {
      const TidingsCalendarEvent *event = g_ptr_array_index (import->events, import->n_done + i);

      import->counts[fates[i]]++;
      if (problems[i] != NULL)
        /* Translators: the first %s is an event's title, the second a sentence that says why no reminder can be made of it */
        add_problem (import, g_strdup_printf (_("“%s”: %s"), event->title, problems[i]));
      else if (event->problem != NULL && fates[i] != FATE_PAST && fates[i] != FATE_CANCELED && fates[i] != FATE_UNCHANGED)
        add_problem (import, g_strdup (event->problem));
    }
}

/* The next events, each whole or not at all. */
static gboolean
take_batch (Import  *import,
            GError **error)
{
  guint n = MIN (import->events->len - import->n_done, BATCH);
  Fate fates[BATCH] = { 0 };
  char *problems[BATCH] = { NULL };
  gboolean is_done = FALSE;
  gboolean is_lost = FALSE;

  while (!is_done && !is_lost)
    {
      g_autoptr(GError) local_error = NULL;
      guint failed = n;

      is_done = write_batch (import, n, fates, problems, &failed, &local_error);
      if (is_done)
        continue;
      is_lost = failed >= n || !is_error_of_event (local_error);
      if (is_lost)
        {
          GError *copy = g_steal_pointer (&local_error);

          tidings_core_take_error (error, copy);
          continue;
        }
      fates[failed] = FATE_UNUSABLE;
      problems[failed] = g_strdup (local_error->message);
    }
  if (is_done)
    {
      count_batch (import, n, fates, problems);
      import->n_done += n;
    }
  for (guint i = 0; i < n; i++)
    g_free (problems[i]);

  return is_done;
}

static TidingsImportResult *
make_result (Import   *import,
             gboolean  is_whole)
{
  TidingsImportResult *result = g_new0 (TidingsImportResult, 1);
  guint n_past = import->counts[FATE_PAST];
  guint n_canceled = import->counts[FATE_CANCELED];

  if (n_past > 0)
    add_problem (import, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u event is past", "%u events are past", n_past), n_past));
  if (n_canceled > 0)
    add_problem (import, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u event was canceled", "%u events were canceled", n_canceled),
                                          n_canceled));
  g_ptr_array_add (import->problems, NULL);
  result->n_added = import->counts[FATE_ADDED];
  result->n_changed = import->counts[FATE_CHANGED];
  result->n_unchanged = import->counts[FATE_UNCHANGED];
  result->n_unusable = import->counts[FATE_UNUSABLE] + n_past + n_canceled;
  result->is_whole = is_whole;
  result->problems = g_strdupv ((char **) import->problems->pdata);

  return result;
}

static void
tell_progress (Import *import)
{
  if (import->progress != NULL)
    import->progress (import->n_done, import->events->len, import->progress_data);
}

static gboolean
next_batch_cb (gpointer user_data)
{
  GTask *task = user_data;
  Import *import = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      g_task_return_pointer (task, make_result (import, FALSE), (GDestroyNotify) tidings_import_result_free);
      return G_SOURCE_REMOVE;
    }
  if (!take_batch (import, &error))
    {
      g_task_return_error (task, error);
      return G_SOURCE_REMOVE;
    }
  tell_progress (import);
  if (import->n_done < import->events->len)
    return G_SOURCE_CONTINUE;

  g_task_return_pointer (task, make_result (import, TRUE), (GDestroyNotify) tidings_import_result_free);

  return G_SOURCE_REMOVE;
}

static GBytes *
read_file (GInputStream  *file,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(GByteArray) data = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gssize n;

  /* One byte more than is allowed is enough for the parser to say so. */
  while (data->len <= TIDINGS_CALENDAR_MAX_BYTES)
    {
      n = g_input_stream_read (file, chunk, CHUNK_BYTES, cancellable, error);
      if (n < 0)
        return NULL;
      if (n == 0)
        break;
      g_byte_array_append (data, chunk, n);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

static void
read_in_thread (GTask        *reading,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr(GBytes) data = read_file (task_data, cancellable, &error);
  GPtrArray *events = data != NULL ? tidings_calendar_parse (data, cancellable, &error) : NULL;

  if (events == NULL)
    g_task_return_error (reading, error);
  else
    g_task_return_pointer (reading, events, (GDestroyNotify) g_ptr_array_unref);
}

/* Events that nobody chose are as if they were not in the file. */
static void
drop_unwanted (Import *import)
{
  for (guint i = import->events->len; import->wanted != NULL && i > 0; i--)
    {
      const TidingsCalendarEvent *event = g_ptr_array_index (import->events, i - 1);

      if (!g_hash_table_contains (import->wanted, event->uid))
        g_ptr_array_remove_index (import->events, i - 1);
    }
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *import = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSource) source = NULL;

  import->events = g_task_propagate_pointer (G_TASK (result), &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_pointer (task, make_result (import, FALSE), (GDestroyNotify) tidings_import_result_free);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    {
      g_task_return_new_error (task, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, "%s", error->message);
      return;
    }
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  drop_unwanted (import);
  tell_progress (import);
  /* Below whatever else the loop has to do: callers are answered between two batches. */
  source = g_idle_source_new ();
  g_source_set_static_name (source, "tidings-import");
  g_source_set_callback (source, next_batch_cb, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static gboolean
check_options (TidingsCore                 *core,
               const TidingsImportOptions  *options,
               GError                     **error)
{
  for (guint i = 0; i < options->n_people; i++)
    {
      g_autoptr(TidingsPerson) person = tidings_store_get_person (core->store, options->people[i], error);

      if (person == NULL)
        return FALSE;
    }
  if (options->n_people > 0 && options->n_before > 0)
    return TRUE;
  g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                       options->n_people == 0 ? _("Choose who is reminded") : _("Choose when a text is sent"));

  return FALSE;
}

void
tidings_engine_import_async (TidingsEngine              *engine,
                             GInputStream               *file,
                             const TidingsImportOptions *options,
                             TidingsImportProgress       progress,
                             gpointer                    progress_data,
                             GCancellable               *cancellable,
                             GAsyncReadyCallback         callback,
                             gpointer                    user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) reading = NULL;
  GError *error = NULL;
  Import *import;

  g_return_if_fail (TIDINGS_IS_ENGINE (engine));
  g_return_if_fail (G_IS_INPUT_STREAM (file));

  task = g_task_new (engine, cancellable, callback, user_data);
  g_task_set_source_tag (task, tidings_engine_import_async);
  /* Canceled is an outcome with numbers, not an error. */
  g_task_set_check_cancellable (task, FALSE);
  if (!check_options (tidings_engine_get_core (engine), options, &error))
    {
      GError *taken = NULL;

      tidings_core_take_error (&taken, error);
      g_task_return_error (task, taken);
      return;
    }

  import = g_new0 (Import, 1);
  import->engine = g_object_ref (engine);
  import->file = g_object_ref (file);
  import->people = g_memdup2 (options->people, options->n_people * sizeof *options->people);
  import->n_people = options->n_people;
  import->before_s = g_memdup2 (options->before_s, options->n_before * sizeof *options->before_s);
  import->n_before = options->n_before;
  import->type = g_strdup (options->type);
  if (options->uids != NULL)
    import->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; options->uids != NULL && options->uids[i] != NULL; i++)
    g_hash_table_add (import->wanted, g_strdup (options->uids[i]));
  import->progress = progress;
  import->progress_data = progress_data;
  import->problems = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, import, (GDestroyNotify) import_free);

  reading = g_task_new (NULL, cancellable, read_cb, g_object_ref (task));
  g_task_set_task_data (reading, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (reading, read_in_thread);
}

TidingsImportResult *
tidings_engine_import_finish (TidingsEngine  *engine,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
