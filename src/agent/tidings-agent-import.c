/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's methods about calendar files. */
#include "config.h"

#include <gio/gunixfdlist.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-import.h"

#define MAX_TYPE 100
#define MAX_UID 4096

static const TidingsArgument import_options[] = {
  { "people", "ax", 0 },
  { "before", "ax", 0 },
  { "type", "s", MAX_TYPE },
  { "uids", "as", MAX_UID },
};

/* The import that runs; there is one at a time, so that two do not race for the same event. */
typedef struct {
  TidingsAgent *agent;
  GDBusMethodInvocation *invocation;
  GCancellable *cancellable;
  guint watch_id;
} Importing;

static Importing *running;

static void
importing_free (Importing *self)
{
  running = NULL;
  g_bus_unwatch_name (self->watch_id);
  g_object_unref (self->cancellable);
  tidings_agent_release (self->agent);
  g_object_unref (self->agent);
  g_free (self);
}

/* To the caller alone: nobody else asked. */
static void
progress_cb (guint    n_done,
             guint    n_total,
             gpointer user_data)
{
  Importing *self = user_data;

  g_dbus_connection_emit_signal (g_dbus_method_invocation_get_connection (self->invocation),
                                 g_dbus_method_invocation_get_sender (self->invocation),
                                 AGENT_PATH, g_dbus_method_invocation_get_interface_name (self->invocation), "ImportProgress",
                                 g_variant_new ("(uu)", n_done, n_total), NULL);
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Importing *self = user_data;
  GError *error = NULL;
  g_autoptr(TidingsImportResult) outcome = tidings_engine_import_finish (TIDINGS_ENGINE (object), result, &error);

  if (outcome == NULL)
    tidings_agent_take_error (self->invocation, error);
  else
    tidings_bus_agent1_complete_import_reminders (NULL, self->invocation, NULL, outcome->n_added, outcome->n_changed,
                                                  outcome->n_unchanged, outcome->n_unusable, outcome->is_whole,
                                                  (const char * const *) outcome->problems);
  importing_free (self);
}

/* Whoever is gone reads no answer, and has pressed Ctrl-C. */
static void
vanished_cb (GDBusConnection *bus,
             const char      *name,
             gpointer         user_data)
{
  Importing *self = user_data;

  g_cancellable_cancel (self->cancellable);
}

static int
take_fd (GUnixFDList *fds,
         GVariant    *file)
{
  int index = g_variant_get_handle (file);

  if (fds == NULL || index < 0 || index >= g_unix_fd_list_get_length (fds))
    return -1;

  return g_unix_fd_list_get (fds, index, NULL);
}

static gboolean
check_call (GVariant  *options,
            int        fd,
            GError   **error)
{
  g_autoptr(GVariant) people = NULL;

  if (!tidings_arguments_check (options, import_options, G_N_ELEMENTS (import_options), error))
    return FALSE;
  people = g_variant_lookup_value (options, "people", G_VARIANT_TYPE ("ax"));
  if (people == NULL || g_variant_n_children (people) == 0 || fd < 0)
    {
      g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
                           fd < 0 ? _("No file was handed over") : _("Choose who is reminded"));
      return FALSE;
    }
  if (running != NULL)
    {
      g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_TRY_LATER,
                           _("Another calendar file is being imported. Wait until it is in"));
      return FALSE;
    }

  return TRUE;
}

static void
start (TidingsAgent          *agent,
       TidingsEngine         *engine,
       GDBusMethodInvocation *invocation,
       int                    fd,
       GVariant              *options)
{
  g_autoptr(GInputStream) file = g_unix_input_stream_new (fd, TRUE);
  g_autoptr(GVariant) people = g_variant_lookup_value (options, "people", G_VARIANT_TYPE ("ax"));
  g_autoptr(GVariant) given = g_variant_lookup_value (options, "before", G_VARIANT_TYPE ("ax"));
  g_autoptr(GVariant) before = given != NULL && g_variant_n_children (given) > 0
                                 ? g_variant_ref (given)
                                 : g_settings_get_value (tidings_agent_get_settings (agent), "reminder-before");
  g_autofree const char **uids = NULL;
  TidingsImportOptions values = { .type = "reminder" };
  gsize n_people = 0;
  gsize n_before = 0;

  values.people = g_variant_get_fixed_array (people, &n_people, sizeof (gint64));
  values.before_s = g_variant_get_fixed_array (before, &n_before, sizeof (gint64));
  values.n_people = n_people;
  values.n_before = n_before;
  g_variant_lookup (options, "type", "&s", &values.type);
  if (g_variant_lookup (options, "uids", "^a&s", &uids))
    values.uids = uids;

  running = g_new0 (Importing, 1);
  running->agent = g_object_ref (agent);
  running->invocation = invocation;
  running->cancellable = g_cancellable_new ();
  running->watch_id = g_bus_watch_name_on_connection (g_dbus_method_invocation_get_connection (invocation),
                                                      g_dbus_method_invocation_get_sender (invocation),
                                                      G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, vanished_cb, running, NULL);
  tidings_agent_hold (agent);
  tidings_engine_import_async (engine, file, &values, progress_cb, running, running->cancellable, imported_cb, running);
}

static gboolean
handle_import_reminders_cb (TidingsBusAgent1      *face,
                            GDBusMethodInvocation *invocation,
                            GUnixFDList           *fds,
                            GVariant              *file,
                            GVariant              *options,
                            gpointer               user_data)
{
  TidingsAgent *agent = user_data;
  TidingsEngine *engine = tidings_agent_check_not_blocked (agent, invocation);
  int fd = -1;
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;

  fd = take_fd (fds, file);
  if (!check_call (options, fd, &error))
    {
      if (fd >= 0)
        g_close (fd, NULL);
      tidings_agent_take_error (invocation, error);
    }
  else
    start (agent, engine, invocation, fd, options);

  return TRUE;
}

static gboolean
handle_cancel_import_cb (TidingsBusAgent1      *face,
                         GDBusMethodInvocation *invocation,
                         gpointer               user_data)
{
  if (tidings_agent_check (user_data, invocation) == NULL)
    return TRUE;

  if (running != NULL)
    g_cancellable_cancel (running->cancellable);
  tidings_bus_agent1_complete_cancel_import (face, invocation);

  return TRUE;
}

void
tidings_agent_connect_import (TidingsAgent     *self,
                              TidingsBusAgent1 *face)
{
  g_signal_connect (face, "handle-import-reminders", G_CALLBACK (handle_import_reminders_cb), self);
  g_signal_connect (face, "handle-cancel-import", G_CALLBACK (handle_cancel_import_cb), self);
}
