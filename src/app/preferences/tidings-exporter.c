/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing all that the store knows into a file, in a thread of its own, with progress. */
#include "config.h"

#include "tidings-exporter.h"

#include <glib/gi18n-lib.h>

#include "tidings-store-export.h"

struct _TidingsExporter
{
  GObject parent_instance;

  GCancellable *cancellable; /* while it runs */
  char *words;
  double fraction;
};

enum {
  PROP_0,
  PROP_IS_RUNNING,
  PROP_FRACTION,
  PROP_WORDS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsExporter, tidings_exporter, G_TYPE_OBJECT)

/* What the thread works with; the exporter's own fields are the main thread's. */
typedef struct {
  char *store;
  GFile *file;
  gint64 now;
  TidingsExportFormat format;
  TidingsMessageFilter *messages; /* owns its strings; NULL for everything */
  GTask *task; /* borrowed */
  gint percent;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->store);
  g_object_unref (work->file);
  if (work->messages != NULL)
    {
      g_free ((char *) work->messages->search);
      g_free ((char *) work->messages->type);
      g_free (work->messages);
    }
  g_free (work);
}

static void
tell (TidingsExporter *self,
      double           fraction,
      char            *words)
{
  g_free (self->words);
  self->words = words;
  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORDS]);
}

typedef struct {
  TidingsExporter *exporter;
  gint percent;    /* -1 while nobody knows how many there are */
  guint n_thousands;
} Step;

static gboolean
step_cb (gpointer user_data)
{
  Step *step = user_data;

  /* What was canceled meanwhile says so already. */
  if (step->exporter->cancellable == NULL || g_cancellable_is_cancelled (step->exporter->cancellable))
    return G_SOURCE_REMOVE;

  if (step->percent < 0)
    /* Translators: %u is how many thousands of texts are written; leave the zeros to it */
    tell (step->exporter, 0, g_strdup_printf (_("Exporting: %u,000 texts"), step->n_thousands));
  else
    /* Translators: how much of a file is written, in percent */
    tell (step->exporter, step->percent / 100.0, g_strdup_printf (_("Exporting: %d%%"), step->percent));

  return G_SOURCE_REMOVE;
}

static void
step_free (gpointer data)
{
  Step *step = data;

  g_object_unref (step->exporter);
  g_free (step);
}

/* In the thread. The window hears of each percent once, however many texts there are. */
static void
progress_cb (guint64  n_done,
             guint64  n_total,
             gpointer user_data)
{
  Work *work = user_data;
  gint percent = n_total > 0 ? (gint) (n_done * 100 / n_total) : 0;
  gint step_number = work->messages != NULL ? (gint) (n_done / 1000) : percent;
  Step *step = NULL;

  if (step_number == work->percent || (work->messages != NULL && step_number == 0))
    return;

  work->percent = step_number;
  step = g_new0 (Step, 1);
  step->exporter = g_object_ref (g_task_get_source_object (work->task));
  step->percent = work->messages != NULL ? -1 : percent;
  step->n_thousands = (guint) (n_done / 1000);
  g_main_context_invoke_full (g_task_get_context (work->task), G_PRIORITY_DEFAULT, step_cb, step, step_free);
}

static gboolean
write_file (Work          *work,
            GCancellable  *cancellable,
            GError       **error)
{
  const TidingsExport export = {
    .format = work->format, .now = work->now, .version = PACKAGE_VERSION, .messages = work->messages,
    .progress = progress_cb, .user_data = work,
  };
  g_autoptr(TidingsStore) store = tidings_store_open_read_only (work->store, error);
  g_autoptr(GCancellable) given_up = g_cancellable_new ();
  g_autoptr(GFileOutputStream) stream = NULL;
  gboolean was_there = g_file_query_exists (work->file, cancellable);

  if (store == NULL ||
      !(stream = g_file_replace (work->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error)))
    return FALSE;

  if (tidings_store_export (store, &export, G_OUTPUT_STREAM (stream), cancellable, error) &&
      g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error))
    return TRUE;

  /* Closed as canceled, a stream that replaces leaves the file that was there; a new one has to go. */
  g_cancellable_cancel (given_up);
  g_output_stream_close (G_OUTPUT_STREAM (stream), given_up, NULL);
  if (!was_there)
    g_file_delete (work->file, NULL, NULL);

  return FALSE;
}

static void
work_cb (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  GError *error = NULL;

  if (write_file (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  TidingsExporter *self = TIDINGS_EXPORTER (object);
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_file_get_basename (work->file);
  g_autofree char *shown = g_filename_display_name (name);

  g_clear_object (&self->cancellable);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    /* Translators: %s is the name of a file */
    tell (self, 1, g_strdup_printf (_("Exported to “%s”"), shown));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (self, 0, g_strdup (_("Export canceled")));
  else
    tell (self, 0, g_strdup (error->message));
  g_object_notify_by_pspec (object, properties[PROP_IS_RUNNING]);
}

static void
tidings_exporter_finalize (GObject *object)
{
  TidingsExporter *self = TIDINGS_EXPORTER (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->words, g_free);

  G_OBJECT_CLASS (tidings_exporter_parent_class)->finalize (object);
}

static void
tidings_exporter_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TidingsExporter *self = TIDINGS_EXPORTER (object);

  switch (prop_id)
    {
    case PROP_IS_RUNNING:
      g_value_set_boolean (value, self->cancellable != NULL);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_WORDS:
      g_value_set_string (value, self->words);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_exporter_class_init (TidingsExporterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_exporter_finalize;
  object_class->get_property = tidings_exporter_get_property;

  properties[PROP_IS_RUNNING] = g_param_spec_boolean ("is-running", NULL, NULL, FALSE, read);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, read);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, "", read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_exporter_init (TidingsExporter *self)
{
  self->words = g_strdup ("");
}

TidingsExporter *
tidings_exporter_new (void)
{
  return g_object_new (TIDINGS_TYPE_EXPORTER, NULL);
}

/* @messages: (transfer full) (nullable): only what matches */
static void
start (TidingsExporter      *self,
       const char           *store,
       GFile                *file,
       TidingsMessageFilter *messages,
       gint64                now)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr(GTask) task = NULL;
  Work *work = g_new0 (Work, 1);

  work->store = g_strdup (store);
  work->file = g_object_ref (file);
  work->now = now;
  work->messages = messages;
  if (!tidings_export_format_from_name (name, &work->format))
    {
      work_free (work);
      tell (self, 0, g_strdup (_("Choose a name that ends with .json or .csv")));
      return;
    }

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, done_cb, NULL);
  work->task = task;
  g_task_set_source_tag (task, tidings_exporter_start);
  g_task_set_task_data (task, work, work_free);
  tell (self, 0, g_strdup (_("Exporting…")));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
  g_task_run_in_thread (task, work_cb);
}

void
tidings_exporter_start (TidingsExporter *self,
                        const char      *store,
                        GFile           *file,
                        gint64           now)
{
  g_return_if_fail (TIDINGS_IS_EXPORTER (self));
  g_return_if_fail (store != NULL);
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (self->cancellable == NULL);

  start (self, store, file, NULL, now);
}

void
tidings_exporter_start_messages (TidingsExporter            *self,
                                 const char                 *store,
                                 GFile                      *file,
                                 const TidingsMessageFilter *filter,
                                 gint64                      now)
{
  TidingsMessageFilter *messages = NULL;

  g_return_if_fail (TIDINGS_IS_EXPORTER (self));
  g_return_if_fail (store != NULL && filter != NULL);
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (self->cancellable == NULL);

  messages = g_memdup2 (filter, sizeof *filter);
  messages->search = g_strdup (filter->search);
  messages->type = g_strdup (filter->type);
  start (self, store, file, messages, now);
}

void
tidings_exporter_cancel (TidingsExporter *self)
{
  g_return_if_fail (TIDINGS_IS_EXPORTER (self));

  g_cancellable_cancel (self->cancellable);
}
