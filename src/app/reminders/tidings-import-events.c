/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The events of a calendar file. */
#include "config.h"

#include "tidings-import-events.h"

#include <glib/gi18n-lib.h>

#include "tidings-calendar.h"
#include "tidings-format.h"
#include "tidings-recurrence.h"
#include "tidings-when.h"
#include "tidings-words.h"
#include "tidings-zone.h"

#define CHUNK_BYTES (64 * 1024)

struct _TidingsImportEvent
{
  GObject parent_instance;

  char *uid;
  char *title;
  char *words;
  guint can_import : 1;
  guint is_wanted : 1;
};

/* What a thread reads. */
typedef struct {
  GFile *file;
  gint64 now;
} Reading;

enum {
  PROP_0,
  PROP_TITLE,
  PROP_WORDS,
  PROP_CAN_IMPORT,
  PROP_IS_WANTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsImportEvent, tidings_import_event, G_TYPE_OBJECT)

static void
set_is_wanted (TidingsImportEvent *self,
               gboolean            is_wanted)
{
  is_wanted = is_wanted && self->can_import;
  if (self->is_wanted == is_wanted)
    return;

  self->is_wanted = is_wanted;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WANTED]);
}

static void
tidings_import_event_finalize (GObject *object)
{
  TidingsImportEvent *self = TIDINGS_IMPORT_EVENT (object);

  g_free (self->uid);
  g_free (self->title);
  g_free (self->words);

  G_OBJECT_CLASS (tidings_import_event_parent_class)->finalize (object);
}

static void
tidings_import_event_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  TidingsImportEvent *self = TIDINGS_IMPORT_EVENT (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_WORDS:
      g_value_set_string (value, self->words);
      break;
    case PROP_CAN_IMPORT:
      g_value_set_boolean (value, self->can_import);
      break;
    case PROP_IS_WANTED:
      g_value_set_boolean (value, self->is_wanted);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_import_event_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_IS_WANTED:
      set_is_wanted (TIDINGS_IMPORT_EVENT (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_import_event_class_init (TidingsImportEventClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_import_event_finalize;
  object_class->get_property = tidings_import_event_get_property;
  object_class->set_property = tidings_import_event_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, read);
  properties[PROP_CAN_IMPORT] = g_param_spec_boolean ("can-import", NULL, NULL, FALSE, read);
  properties[PROP_IS_WANTED] = g_param_spec_boolean ("is-wanted", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_import_event_init (TidingsImportEvent *self)
{
}

/* The next time that it takes place, as an instant; -1 if there is none any more. */
static gint64
find_next (const TidingsCalendarEvent *event,
           gint64                      now)
{
  g_autofree char *here = event->zone == NULL ? tidings_zone_dup_local () : NULL;
  const char *name = here != NULL ? here : event->zone;
  g_autoptr(GTimeZone) zone = tidings_zone_new (name);
  g_autoptr(GDateTime) moment = NULL;
  g_autofree char *after = NULL;
  g_auto(GStrv) walls = NULL;

  if (zone == NULL)
    return -1;
  moment = g_date_time_new_from_unix_utc (tidings_zone_to_wall (zone, now) / 1000);
  after = g_date_time_format (moment, "%Y-%m-%dT%H:%M");
  walls = tidings_recurrence_list (event->rule, event->wall, after, 1);

  return walls[0] != NULL ? tidings_wall_clock_to_instant (walls[0], name, NULL) : -1;
}

static TidingsImportEvent *
event_new (const TidingsCalendarEvent *event,
           gint64                      now)
{
  TidingsImportEvent *self = g_object_new (TIDINGS_TYPE_IMPORT_EVENT, NULL);
  gint64 next = event->is_usable ? find_next (event, now) : -1;
  g_autofree char *near = next >= 0 ? tidings_format_moment (next, now) : NULL;
  g_autofree char *moment = near != NULL ? tidings_words_begin (near) : NULL;
  g_autofree char *repeat = event->is_usable ? tidings_recurrence_describe (event->rule, event->wall) : NULL;

  self->uid = g_strdup (event->uid);
  self->title = g_strdup (*event->title != '\0' ? event->title : _("Event without a title"));
  /* What was canceled takes away what was made of it earlier, so it is passed on like the others. */
  self->can_import = event->is_canceled || next >= 0;
  self->is_wanted = self->can_import;
  if (event->is_canceled)
    self->words = g_strdup (_("Canceled: its reminder goes, if there is one"));
  else if (next < 0)
    self->words = g_strdup (event->is_usable ? _("Past") : event->problem != NULL ? event->problem : _("Cannot be used"));
  else
    self->words = tidings_words_join_facts (moment, repeat, event->problem);

  return self;
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->file);
  g_free (reading);
}

/* One byte more than is allowed is enough for the parser to say so. */
static GBytes *
read_bytes (GFile         *file,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr(GByteArray) data = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gssize n = 1;

  if (stream == NULL)
    return NULL;
  while (n > 0 && data->len <= TIDINGS_CALENDAR_MAX_BYTES)
    {
      n = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK_BYTES, cancellable, error);
      if (n > 0)
        g_byte_array_append (data, chunk, n);
    }

  return n >= 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&data)) : NULL;
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const Reading *reading = task_data;
  GError *error = NULL;
  g_autoptr(GBytes) data = read_bytes (reading->file, cancellable, &error);
  g_autoptr(GPtrArray) parsed = data != NULL ? tidings_calendar_parse (data, cancellable, &error) : NULL;
  GPtrArray *events = NULL;

  if (parsed == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  events = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < parsed->len; i++)
    g_ptr_array_add (events, event_new (g_ptr_array_index (parsed, i), reading->now));
  g_task_return_pointer (task, events, (GDestroyNotify) g_ptr_array_unref);
}

const char *
tidings_import_event_get_uid (TidingsImportEvent *self)
{
  g_return_val_if_fail (TIDINGS_IS_IMPORT_EVENT (self), NULL);

  return self->uid;
}

gboolean
tidings_import_event_get_is_wanted (TidingsImportEvent *self)
{
  g_return_val_if_fail (TIDINGS_IS_IMPORT_EVENT (self), FALSE);

  return self->is_wanted;
}

gboolean
tidings_import_event_get_can_import (TidingsImportEvent *self)
{
  g_return_val_if_fail (TIDINGS_IS_IMPORT_EVENT (self), FALSE);

  return self->can_import;
}

void
tidings_import_events_read_async (GFile               *file,
                                  gint64               now,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Reading *reading = NULL;

  g_return_if_fail (G_IS_FILE (file));

  reading = g_new0 (Reading, 1);
  reading->file = g_object_ref (file);
  reading->now = now;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, tidings_import_events_read_async);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_in_thread);
}

GPtrArray *
tidings_import_events_read_finish (GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
