/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making reminders of a calendar file. */
#include "config.h"

#include "tidings-reminder-import.h"

#include <errno.h>
#include <fcntl.h>

#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "tidings-bus-error.h"
#include "tidings-import-events.h"

struct _TidingsReminderImport
{
  GObject parent_instance;

  TidingsClient *client;
  GFile *file;
  TidingsReminderTold *told;
  GListStore *events;
  GCancellable *cancellable; /* of reading */
  TidingsBusAgent1 *agent;  /* the one that runs it */
  GStrv problems;
  char *result;
  TidingsImportState state;
  guint n_done;
  guint n_total;
};

enum {
  PROP_0,
  PROP_STATE,
  PROP_CAN_START,
  PROP_CHOICE_WORDS,
  PROP_FRACTION,
  PROP_PROGRESS_WORDS,
  PROP_RESULT_WORDS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsReminderImport, tidings_reminder_import, G_TYPE_OBJECT)

static guint
count_told (TidingsReminderImport *self)
{
  guint n = 0;

  g_object_get (self->told, "n-people", &n, NULL);

  return n;
}

/* Of those that can be imported; @n_all: (out): how many these are */
static guint
count_wanted (TidingsReminderImport *self,
              guint                 *n_all)
{
  guint n = 0;

  *n_all = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->events)); i++)
    {
      g_autoptr(TidingsImportEvent) event = g_list_model_get_item (G_LIST_MODEL (self->events), i);

      *n_all += tidings_import_event_get_can_import (event);
      n += tidings_import_event_get_is_wanted (event);
    }

  return n;
}

static gboolean
can_start (TidingsReminderImport *self)
{
  guint n_all = 0;

  return self->state == TIDINGS_IMPORT_CHOOSING && count_told (self) > 0 && count_wanted (self, &n_all) > 0;
}

static void
choice_changed_cb (TidingsReminderImport *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_START]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOICE_WORDS]);
}

static void
set_state (TidingsReminderImport *self,
           TidingsImportState     state,
           char                  *result)
{
  g_free (self->result);
  self->result = result;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULT_WORDS]);
  /* First what can be pressed, so that who hears of the state can give it the keyboard. */
  choice_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
progress_cb (TidingsReminderImport *self,
             guint                  done,
             guint                  total)
{
  self->n_done = done;
  self->n_total = total;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS_WORDS]);
}

static void
take_fact (GPtrArray *facts,
           guint      n,
           char      *fact)
{
  if (n > 0)
    g_ptr_array_add (facts, fact);
  else
    g_free (fact);
}

/* A line for each thing that happened; nothing is said about what did not. */
static char *
dup_result (guint    added,
            guint    changed,
            guint    unchanged,
            guint    unusable,
            gboolean is_complete)
{
  g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);

  if (!is_complete)
    g_ptr_array_add (facts, g_strdup (_("Canceled. What is in stays in, and importing the file again goes on from there")));
  take_fact (facts, added, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u reminder added", "%u reminders added", added),
                                            added));
  take_fact (facts, changed, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u reminder changed", "%u reminders changed",
                                                           changed), changed));
  take_fact (facts, unchanged, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u event is as it was",
                                                             "%u events are as they were", unchanged), unchanged));
  take_fact (facts, unusable, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u event cannot be used",
                                                            "%u events cannot be used", unusable), unusable));
  if (facts->len == 0)
    g_ptr_array_add (facts, g_strdup (_("There is no event in this file")));
  g_ptr_array_add (facts, NULL);

  return g_strjoinv ("\n", (GStrv) facts->pdata);
}

static void
imported_cb (GObject      *proxy,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(TidingsReminderImport) self = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) problems = NULL;
  guint added = 0, changed = 0, unchanged = 0, unusable = 0;
  gboolean is_complete = FALSE;

  g_signal_handlers_disconnect_by_func (self->agent, progress_cb, self);
  if (!tidings_bus_agent1_call_import_reminders_finish (TIDINGS_BUS_AGENT1 (proxy), &added, &changed, &unchanged, &unusable,
                                                        &is_complete, &problems, NULL, result, &error))
    {
      set_state (self, TIDINGS_IMPORT_FAILED, tidings_bus_error_dup_words (error));
      return;
    }

  g_strfreev (self->problems);
  self->problems = g_steal_pointer (&problems);
  set_state (self, TIDINGS_IMPORT_DONE, dup_result (added, changed, unchanged, unusable, is_complete));
}

/* NULL with the reason in @why. */
static GUnixFDList *
open_file (GFile  *file,
           char  **why)
{
  const char *path = g_file_peek_path (file);
  g_autoptr(GUnixFDList) list = g_unix_fd_list_new ();
  g_autoptr(GError) error = NULL;
  int fd;

  if (path == NULL)
    {
      *why = g_strdup (_("The file is not on this computer. Save it here first"));
      return NULL;
    }

  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    {
      /* Translators: %s is why, as the system says it */
      *why = g_strdup_printf (_("The file cannot be read: %s"), g_strerror (errno));
      return NULL;
    }
  if (g_unix_fd_list_append (list, fd, &error) < 0)
    *why = g_strdup (error->message);
  g_close (fd, NULL);

  return *why == NULL ? g_steal_pointer (&list) : NULL;
}

/* Only where somebody left events out: a file of a hundred thousand is not named one by one. */
static void
add_wanted (TidingsReminderImport *self,
            GVariantDict          *options)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) uids = NULL;
  guint n_all = 0;

  if (count_wanted (self, &n_all) == n_all)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->events)); i++)
    {
      g_autoptr(TidingsImportEvent) event = g_list_model_get_item (G_LIST_MODEL (self->events), i);

      if (tidings_import_event_get_is_wanted (event))
        g_strv_builder_add (builder, tidings_import_event_get_uid (event));
    }
  uids = g_strv_builder_end (builder);
  g_variant_dict_insert (options, "uids", "^as", uids);
}

static void
call_agent (TidingsReminderImport *self,
            GUnixFDList           *list)
{
  GDBusProxy *proxy = G_DBUS_PROXY (self->agent);
  int usual = g_dbus_proxy_get_default_timeout (proxy);
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert_value (&options, "people", tidings_reminder_told_get_ids (self->told));
  g_signal_connect_object (self->agent, "import-progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  add_wanted (self, &options);
  /* A large file takes longer than the bus usually waits for an answer. */
  g_dbus_proxy_set_default_timeout (proxy, G_MAXINT);
  tidings_bus_agent1_call_import_reminders (self->agent, g_variant_new_handle (0), g_variant_dict_end (&options), list, NULL,
                                            imported_cb, g_object_ref (self));
  g_dbus_proxy_set_default_timeout (proxy, usual);
}

static void
tidings_reminder_import_finalize (GObject *object)
{
  TidingsReminderImport *self = TIDINGS_REMINDER_IMPORT (object);

  g_clear_object (&self->client);
  g_clear_object (&self->file);
  g_clear_object (&self->agent);
  g_clear_object (&self->told);
  g_clear_object (&self->events);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->problems, g_strfreev);
  g_clear_pointer (&self->result, g_free);

  G_OBJECT_CLASS (tidings_reminder_import_parent_class)->finalize (object);
}

static char *
dup_progress_words (TidingsReminderImport *self)
{
  if (self->n_total == 0)
    return g_strdup ("");

  /* Translators: events of a calendar file that were looked at, and how many there are */
  return g_strdup_printf (_("%u of %u events"), self->n_done, self->n_total);
}

static char *
dup_choice_words (TidingsReminderImport *self)
{
  guint n_all = 0;
  guint n = count_wanted (self, &n_all);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->events)) == 0)
    return g_strdup ("");

  /* Translators: %1$u is how many events of a calendar file are chosen, %2$u how many could be */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$u of %2$u event", "%1$u of %2$u events", n_all), n, n_all);
}

static void
tidings_reminder_import_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  TidingsReminderImport *self = TIDINGS_REMINDER_IMPORT (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_CAN_START:
      g_value_set_boolean (value, can_start (self));
      break;
    case PROP_CHOICE_WORDS:
      g_value_take_string (value, dup_choice_words (self));
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->n_total > 0 ? (double) self->n_done / self->n_total : 0);
      break;
    case PROP_PROGRESS_WORDS:
      g_value_take_string (value, dup_progress_words (self));
      break;
    case PROP_RESULT_WORDS:
      g_value_set_string (value, self->result);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_import_class_init (TidingsReminderImportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_reminder_import_finalize;
  object_class->get_property = tidings_reminder_import_get_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, TIDINGS_IMPORT_READING, TIDINGS_IMPORT_FAILED,
                                             TIDINGS_IMPORT_READING, read);
  properties[PROP_CAN_START] = g_param_spec_boolean ("can-start", NULL, NULL, FALSE, read);
  properties[PROP_CHOICE_WORDS] = g_param_spec_string ("choice-words", NULL, NULL, "", read);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, read);
  properties[PROP_PROGRESS_WORDS] = g_param_spec_string ("progress-words", NULL, NULL, "", read);
  properties[PROP_RESULT_WORDS] = g_param_spec_string ("result-words", NULL, NULL, "", read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_reminder_import_init (TidingsReminderImport *self)
{
  self->events = g_list_store_new (TIDINGS_TYPE_IMPORT_EVENT);
  self->cancellable = g_cancellable_new ();
  self->problems = g_new0 (char *, 1);
  self->result = g_strdup ("");
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TidingsReminderImport) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) events = tidings_import_events_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (events == NULL)
    {
      set_state (self, TIDINGS_IMPORT_FAILED, g_strdup (error->message));
      return;
    }

  for (guint i = 0; i < events->len; i++)
    g_signal_connect_object (g_ptr_array_index (events, i), "notify::is-wanted", G_CALLBACK (choice_changed_cb), self,
                             G_CONNECT_SWAPPED);
  g_list_store_splice (self->events, 0, 0, events->pdata, events->len);
  set_state (self, TIDINGS_IMPORT_CHOOSING, g_strdup (""));
}

TidingsReminderImport *
tidings_reminder_import_new (TidingsClient *client,
                             GFile         *file)
{
  TidingsReminderImport *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (TIDINGS_TYPE_REMINDER_IMPORT, NULL);
  self->client = g_object_ref (client);
  self->file = g_object_ref (file);
  self->told = tidings_reminder_told_new (tidings_client_list_people (client));
  tidings_reminder_told_choose_first (self->told);
  g_signal_connect_object (self->told, "notify::n-people", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
  tidings_import_events_read_async (file, tidings_clock_get_now (tidings_client_get_clock (client)), self->cancellable, read_cb,
                                    g_object_ref (self));

  return self;
}

TidingsReminderTold *
tidings_reminder_import_get_told (TidingsReminderImport *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_IMPORT (self), NULL);

  return self->told;
}

GListModel *
tidings_reminder_import_list_events (TidingsReminderImport *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_IMPORT (self), NULL);

  return G_LIST_MODEL (self->events);
}

void
tidings_reminder_import_want_all (TidingsReminderImport *self,
                                  gboolean               wanted)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_IMPORT (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->events)); i++)
    {
      g_autoptr(TidingsImportEvent) event = g_list_model_get_item (G_LIST_MODEL (self->events), i);

      g_object_set (event, "is-wanted", wanted, NULL);
    }
}

void
tidings_reminder_import_start (TidingsReminderImport *self)
{
  TidingsBusAgent1 *agent = NULL;
  g_autoptr(GUnixFDList) list = NULL;
  char *why = NULL;

  g_return_if_fail (TIDINGS_IS_REMINDER_IMPORT (self));

  if (!can_start (self))
    return;

  if ((agent = tidings_client_get_agent (self->client)) == NULL)
    why = g_strdup (_("Sending service is not running"));
  else
    list = open_file (self->file, &why);
  if (list == NULL)
    {
      set_state (self, TIDINGS_IMPORT_FAILED, why);
      return;
    }

  self->agent = g_object_ref (agent);
  set_state (self, TIDINGS_IMPORT_RUNNING, g_strdup (""));
  call_agent (self, list);
}

void
tidings_reminder_import_cancel (TidingsReminderImport *self)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_IMPORT (self));

  g_cancellable_cancel (self->cancellable);
  /* The answer to the import itself says what came of it. */
  if (self->state == TIDINGS_IMPORT_RUNNING)
    tidings_bus_agent1_call_cancel_import (self->agent, NULL, NULL, NULL);
}

const char * const *
tidings_reminder_import_list_problems (TidingsReminderImport *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_IMPORT (self), NULL);

  return (const char * const *) self->problems;
}
