/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers the desktop's search. */
#include "config.h"

#include "tidings-search-provider.h"

#include "tidings-alert-type.h"
#include "tidings-clock.h"
#include "tidings-screen-lock.h"
#include "tidings-search-results.h"
#include "tidings-shell.h"
#include "tidings-store-types.h"

#define LINGER_MS 10000
/* How long to wait while the agent holds the file. */
#define PATIENCE_MS 200

struct _TidingsSearchProvider {
  GApplication parent_instance;

  TidingsShellSearchProvider2 *skeleton;
  TidingsScreenLock *screen_lock;
  TidingsClock *clock;
  GSettings *settings;
  GMutex catalog_turn;      /* describing brings the catalog up to date */
  GCancellable *search;     /* of the newest search, while it runs */
  TidingsStore *searched;   /* what it searches */
};

G_DEFINE_FINAL_TYPE (TidingsSearchProvider, tidings_search_provider, G_TYPE_APPLICATION)

/* A question, and who waits for the answer. Each opens the store anew, which takes a moment: what was erased or put aside meanwhile
 * must not be found. */
typedef struct {
  GDBusMethodInvocation *invocation;
  TidingsStore *store;
  char **words;             /* terms or ids */
  gint64 now;
  gboolean hide_text;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->store);
  g_strfreev (job->words);
  g_free (job);
}

static void
find_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  char **ids = NULL;

  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    ids = tidings_search_find (job->store, (const char * const *) job->words, job->now, &error);
  if (ids != NULL)
    g_task_return_pointer (task, ids, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  TidingsSearchProvider *self = TIDINGS_SEARCH_PROVIDER (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  const char * const nothing[] = { NULL };
  /* What went wrong is for the window to tell; nothing found is all there is to say here. */
  g_auto(GStrv) ids = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->search == g_task_get_cancellable (G_TASK (result)))
    {
      g_clear_object (&self->search);
      g_clear_object (&self->searched);
    }
  /* Both methods answer alike. */
  tidings_shell_search_provider2_complete_get_initial_result_set (self->skeleton, job->invocation,
                                                                  ids != NULL ? (const char * const *) ids : nothing);
  g_application_release (G_APPLICATION (self));
}

static void
describe_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  TidingsSearchProvider *self = source;
  Job *job = task_data;
  GVariant *metas = NULL;

  g_mutex_lock (&self->catalog_turn);
  tidings_store_load_types (job->store, tidings_catalog_get_default (), NULL);
  metas = tidings_search_describe (job->store, (const char * const *) job->words, job->now, job->hide_text);
  g_mutex_unlock (&self->catalog_turn);

  g_task_return_pointer (task, g_variant_ref_sink (metas), (GDestroyNotify) g_variant_unref);
}

static void
described_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  TidingsSearchProvider *self = TIDINGS_SEARCH_PROVIDER (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr(GVariant) metas = g_task_propagate_pointer (G_TASK (result), NULL);

  tidings_shell_search_provider2_complete_get_result_metas (self->skeleton, job->invocation, metas);
  g_application_release (G_APPLICATION (self));
}

/* NULL where nothing may or can be told. */
static Job *
job_new (TidingsSearchProvider *self,
         GDBusMethodInvocation *invocation,
         const char * const    *words)
{
  g_autofree char *path = tidings_store_dup_default_path ();
  g_autoptr(TidingsStore) store = NULL;
  Job *job = NULL;

  if (tidings_screen_lock_is_active (self->screen_lock) ||
      (store = tidings_store_open_read_only_within (path, PATIENCE_MS, NULL)) == NULL)
    return NULL;

  job = g_new0 (Job, 1);
  job->invocation = invocation;
  job->store = g_steal_pointer (&store);
  job->words = g_strdupv ((char **) words);
  job->now = tidings_clock_get_now (self->clock);
  job->hide_text = g_settings_get_boolean (self->settings, "hide-text");

  return job;
}

/* Who types on has no use for what the shorter word finds. */
static void
end_search (TidingsSearchProvider *self)
{
  if (self->search == NULL)
    return;

  g_cancellable_cancel (self->search);
  tidings_store_interrupt (self->searched);
  g_clear_object (&self->search);
  g_clear_object (&self->searched);
}

static gboolean
find (TidingsSearchProvider *self,
      GDBusMethodInvocation *invocation,
      const char * const    *terms)
{
  const char * const nothing[] = { NULL };
  g_autoptr(GTask) task = NULL;
  Job *job = NULL;

  end_search (self);
  if ((job = job_new (self, invocation, terms)) == NULL)
    {
      tidings_shell_search_provider2_complete_get_initial_result_set (self->skeleton, invocation, nothing);
      return TRUE;
    }

  self->search = g_cancellable_new ();
  self->searched = g_object_ref (job->store);
  task = g_task_new (self, self->search, found_cb, NULL);
  g_task_set_source_tag (task, find);
  g_task_set_task_data (task, job, job_free);
  g_application_hold (G_APPLICATION (self));
  g_task_run_in_thread (task, find_thread);

  return TRUE;
}

static gboolean
get_initial_cb (TidingsShellSearchProvider2 *skeleton,
                GDBusMethodInvocation       *invocation,
                const char * const          *terms,
                TidingsSearchProvider       *self)
{
  return find (self, invocation, terms);
}

/* Searched anew: of what was found before only a few are known. */
static gboolean
get_subsearch_cb (TidingsShellSearchProvider2 *skeleton,
                  GDBusMethodInvocation       *invocation,
                  const char * const          *previous,
                  const char * const          *terms,
                  TidingsSearchProvider       *self)
{
  return find (self, invocation, terms);
}

static gboolean
get_metas_cb (TidingsShellSearchProvider2 *skeleton,
              GDBusMethodInvocation       *invocation,
              const char * const          *ids,
              TidingsSearchProvider       *self)
{
  g_autoptr(GTask) task = NULL;
  Job *job = NULL;

  if ((job = job_new (self, invocation, ids)) == NULL)
    {
      tidings_shell_search_provider2_complete_get_result_metas (skeleton, invocation, g_variant_new ("aa{sv}", NULL));
      return TRUE;
    }

  task = g_task_new (self, NULL, described_cb, NULL);
  g_task_set_source_tag (task, get_metas_cb);
  g_task_set_task_data (task, job, job_free);
  g_application_hold (G_APPLICATION (self));
  g_task_run_in_thread (task, describe_thread);

  return TRUE;
}

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(TidingsSearchProvider) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (reply == NULL)
    g_warning ("The window cannot be opened: %s", error->message);
  g_application_release (G_APPLICATION (self));
}

/* The window's program is asked as a notification asks it; the bus starts it where it does not run. */
static void
ask_window (TidingsSearchProvider *self,
            const char            *action,
            GVariant              *parameter,
            guint32                timestamp)
{
  GVariantBuilder parameters = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  GVariantBuilder platform = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *startup_id = g_strdup_printf ("_TIME%" G_GUINT32_FORMAT, timestamp);

  g_variant_builder_add (&parameters, "v", parameter);
  g_variant_builder_add (&platform, "{sv}", "desktop-startup-id", g_variant_new_string (startup_id));
  g_application_hold (G_APPLICATION (self));
  g_dbus_connection_call (g_application_get_dbus_connection (G_APPLICATION (self)), APP_ID, APP_PATH,
                          "org.freedesktop.Application", "ActivateAction",
                          g_variant_new ("(sava{sv})", action, &parameters, &platform), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          shown_cb, g_object_ref (self));
}

static gboolean
activate_result_cb (TidingsShellSearchProvider2 *skeleton,
                    GDBusMethodInvocation       *invocation,
                    const char                  *id,
                    const char * const          *terms,
                    guint32                      timestamp,
                    TidingsSearchProvider       *self)
{
  static const char * const actions[] = {
    [TIDINGS_SEARCH_PERSON] = "show-person",
    [TIDINGS_SEARCH_REMINDER] = "show-reminder",
    [TIDINGS_SEARCH_MESSAGE] = "show-message",
  };
  TidingsSearchKind kind = TIDINGS_SEARCH_PERSON;
  gint64 row = 0;

  if (tidings_search_parse_id (id, &kind, &row))
    ask_window (self, actions[kind], g_variant_new_int64 (row), timestamp);
  tidings_shell_search_provider2_complete_activate_result (skeleton, invocation);

  return TRUE;
}

static gboolean
launch_search_cb (TidingsShellSearchProvider2 *skeleton,
                  GDBusMethodInvocation       *invocation,
                  const char * const          *terms,
                  guint32                      timestamp,
                  TidingsSearchProvider       *self)
{
  g_autofree char *words = g_strjoinv (" ", (char **) terms);

  ask_window (self, "search", g_variant_new_string (words), timestamp);
  tidings_shell_search_provider2_complete_launch_search (skeleton, invocation);

  return TRUE;
}

static gboolean
tidings_search_provider_dbus_register (GApplication     *application,
                                       GDBusConnection  *bus,
                                       const char       *path,
                                       GError          **error)
{
  TidingsSearchProvider *self = TIDINGS_SEARCH_PROVIDER (application);

  self->screen_lock = tidings_screen_lock_new (bus);

  return G_APPLICATION_CLASS (tidings_search_provider_parent_class)->dbus_register (application, bus, path, error) &&
         g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), bus, path, error);
}

static void
tidings_search_provider_dbus_unregister (GApplication    *application,
                                         GDBusConnection *bus,
                                         const char      *path)
{
  TidingsSearchProvider *self = TIDINGS_SEARCH_PROVIDER (application);

  if (g_dbus_interface_skeleton_has_connection (G_DBUS_INTERFACE_SKELETON (self->skeleton), bus))
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->skeleton));
  G_APPLICATION_CLASS (tidings_search_provider_parent_class)->dbus_unregister (application, bus, path);
}

/* Called by who starts it by hand: there is nothing to show. */
static void
tidings_search_provider_activate (GApplication *application)
{
}

static void
tidings_search_provider_finalize (GObject *object)
{
  TidingsSearchProvider *self = TIDINGS_SEARCH_PROVIDER (object);

  g_clear_pointer (&self->screen_lock, tidings_screen_lock_free);
  g_clear_object (&self->search);
  g_clear_object (&self->searched);
  g_clear_object (&self->skeleton);
  g_clear_object (&self->clock);
  g_clear_object (&self->settings);
  g_mutex_clear (&self->catalog_turn);

  G_OBJECT_CLASS (tidings_search_provider_parent_class)->finalize (object);
}

static void
tidings_search_provider_class_init (TidingsSearchProviderClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tidings_search_provider_finalize;
  application_class->activate = tidings_search_provider_activate;
  application_class->dbus_register = tidings_search_provider_dbus_register;
  application_class->dbus_unregister = tidings_search_provider_dbus_unregister;
}

static void
tidings_search_provider_init (TidingsSearchProvider *self)
{
  g_mutex_init (&self->catalog_turn);
  self->clock = tidings_real_clock_new ();
  self->settings = g_settings_new (APP_ID);
  self->skeleton = tidings_shell_search_provider2_skeleton_new ();
  g_signal_connect (self->skeleton, "handle-get-initial-result-set", G_CALLBACK (get_initial_cb), self);
  g_signal_connect (self->skeleton, "handle-get-subsearch-result-set", G_CALLBACK (get_subsearch_cb), self);
  g_signal_connect (self->skeleton, "handle-get-result-metas", G_CALLBACK (get_metas_cb), self);
  g_signal_connect (self->skeleton, "handle-activate-result", G_CALLBACK (activate_result_cb), self);
  g_signal_connect (self->skeleton, "handle-launch-search", G_CALLBACK (launch_search_cb), self);
}

GApplication *
tidings_search_provider_new (void)
{
  return g_object_new (TIDINGS_TYPE_SEARCH_PROVIDER,
                       "application-id", SEARCH_NAME,
                       "flags", G_APPLICATION_IS_SERVICE,
                       "inactivity-timeout", LINGER_MS,
                       NULL);
}
