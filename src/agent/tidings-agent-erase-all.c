/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's method that deletes everything: first what others keep for us, then all that is ours. */
#include "config.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "tidings-agent-private.h"
#include "tidings-background.h"
#include "tidings-keyring.h"
#include "tidings-store-messages.h"

/* On the agent, while everything is being deleted. */
#define UNDER_WAY "tidings-erasing-all"

/* Who wants to be rid of everything does not wait for a network that is not there. */
#define PATIENCE_MS 10000

typedef struct {
  TidingsAgent *agent;
  TidingsBackground *background;
  GDBusMethodInvocation *invocation;
  char *folder;
  gulong changed_id;
  guint patience_id;
  guint n_left;
} Erasing;

static void
erasing_free (Erasing *self)
{
  g_object_set_data (G_OBJECT (self->agent), UNDER_WAY, NULL);
  g_clear_object (&self->background);
  g_free (self->folder);
  tidings_agent_release (self->agent);
  g_object_unref (self->agent);
  g_free (self);
}

static void
fail (Erasing *self,
      GError  *error)
{
  tidings_agent_take_error (self->invocation, error);
  erasing_free (self);
}

/* All that is in a folder, and the folder. Links go, and not what they lead to. */
static gboolean
remove_folder (const char  *path,
               GError     **error)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      gboolean is_folder = g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK);

      if (is_folder && !remove_folder (child, error))
        return FALSE;
      if (!is_folder && g_unlink (child) != 0)
        {
          g_set_error (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_STORAGE,
                       /* Translators: the first %s is the name of a file, the second what the system says about it */
                       _("“%s” cannot be deleted: %s"), child, g_strerror (errno));
          return FALSE;
        }
    }
  g_rmdir (path);

  return TRUE;
}

static void
reset_settings (GSettings *settings)
{
  g_autoptr(GSettingsSchema) schema = NULL;
  g_auto(GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
  g_settings_sync ();
}

/* From here on a call starts the next agent, instead of meeting one that will never answer it. */
static void
release_name (TidingsAgent *agent)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_connection_call_sync (tidings_agent_get_bus (agent), "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                                           "org.freedesktop.DBus", "ReleaseName", g_variant_new ("(s)", AGENT_NAME),
                                                           G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  if (reply == NULL)
    g_warning ("The name on the bus could not be given back: %s", error->message);
}

static void
ended_cb (gpointer user_data)
{
  Erasing *self = user_data;
  GError *error = NULL;

  if (!remove_folder (self->folder, &error))
    {
      fail (self, error);
      return;
    }
  reset_settings (tidings_agent_get_settings (self->agent));
  release_name (self->agent);
  tidings_bus_agent1_complete_erase_all (NULL, self->invocation, self->n_left);
  erasing_free (self);
}

static void
end (Erasing *self)
{
  TidingsStore *store = tidings_agent_get_store (self->agent);

  if (self->patience_id != 0)
    tidings_clock_cancel (tidings_agent_get_timer (self->agent), self->patience_id);
  self->patience_id = 0;
  g_clear_signal_handler (&self->changed_id, tidings_agent_get_engine (self->agent));
  self->n_left = tidings_store_count_messages_in (store, 1u << TIDINGS_MESSAGE_SCHEDULED);
  tidings_agent_end (self->agent, ended_cb, self);
}

static void
changed_cb (TidingsEngine *engine,
            const char    *subject,
            gpointer       user_data)
{
  if (!tidings_engine_is_calling_back (engine))
    end (user_data);
}

static void
patience_over_cb (gpointer user_data)
{
  Erasing *self = user_data;

  self->patience_id = 0;
  end (self);
}

/* Leaving the account calls back what Twilio has for later. */
static void
leave_account (Erasing *self)
{
  TidingsClock *clock = tidings_agent_get_timer (self->agent);
  TidingsEngine *engine = tidings_agent_get_engine (self->agent);

  tidings_agent_forget_account (self->agent);
  if (!tidings_engine_is_calling_back (engine))
    {
      end (self);
      return;
    }
  self->changed_id = g_signal_connect (engine, "changed", G_CALLBACK (changed_cb), self);
  self->patience_id = tidings_clock_call_at (clock, tidings_clock_get_now (clock) + PATIENCE_MS, patience_over_cb, self);
}

static void
login_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Erasing *self = user_data;
  gboolean is_on = FALSE;
  GError *error = NULL;

  if (tidings_background_finish (self->background, result, &is_on, &error))
    {
      leave_account (self);
      return;
    }
  fail (self, g_error_new (TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_REFUSED, "background: %s", error->message));
  g_error_free (error);
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Erasing *self = user_data;
  GError *error = NULL;

  if (result != NULL && !tidings_keyring_clear_finish (result, &error))
    fail (self, error);
  else if (g_settings_get_boolean (tidings_agent_get_settings (self->agent), "start-at-login") ||
           g_str_equal (tidings_background_get_way (self->background), "file"))
    tidings_background_set_async (self->background, FALSE, login_cb, self);
  else
    leave_account (self);
}

static gboolean
handle_erase_all_cb (TidingsBusAgent1      *face,
                     GDBusMethodInvocation *invocation,
                     gpointer               user_data)
{
  TidingsAgent *agent = user_data;
  g_autofree char *sid = NULL;
  g_autofree char *path = tidings_store_dup_default_path ();
  Erasing *self = NULL;

  if (tidings_agent_check (agent, invocation) == NULL)
    return TRUE;
  if (g_object_get_data (G_OBJECT (agent), UNDER_WAY) != NULL)
    {
      g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_TRY_LATER,
                                                     _("Everything is being deleted already"));
      return TRUE;
    }

  self = g_new0 (Erasing, 1);
  self->agent = g_object_ref (agent);
  self->invocation = invocation;
  self->folder = g_path_get_dirname (path);
  self->background = tidings_background_new (tidings_agent_get_settings (agent), LIBEXECDIR "/tidings-agent");
  tidings_agent_hold (agent);
  g_object_set_data (G_OBJECT (agent), UNDER_WAY, self);
  sid = g_settings_get_string (tidings_agent_get_settings (agent), "account-sid");
  /* As long as the secret is there nothing else goes, so that nobody has to look for it later. */
  if (*sid != '\0')
    tidings_keyring_clear_async (sid, NULL, cleared_cb, self);
  else
    cleared_cb (NULL, NULL, self);

  return TRUE;
}

void
tidings_agent_connect_erase_all (TidingsAgent     *self,
                                 TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-erase-all", G_CALLBACK (handle_erase_all_cb), self, 0);
}
