/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's methods about starting at login. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-background.h"

typedef struct {
  TidingsAgent *agent;
  TidingsBackground *background;
  GDBusMethodInvocation *invocation;
} Asking;

static void
asking_free (Asking *asking)
{
  tidings_agent_release (asking->agent);
  g_object_unref (asking->agent);
  g_object_unref (asking->background);
  g_free (asking);
}

/* Each call has one of its own: it keeps nothing that is not on disk. */
static Asking *
asking_new (TidingsAgent          *agent,
            GDBusMethodInvocation *invocation)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->agent = g_object_ref (agent);
  asking->background = tidings_background_new (tidings_agent_get_settings (agent), LIBEXECDIR "/tidings-agent");
  asking->invocation = invocation;
  tidings_agent_hold (agent);

  return asking;
}

static void
fail (GDBusMethodInvocation *invocation,
      GError                *error)
{
  GError *words = NULL;

  if (error->domain == G_IO_ERROR)
    /* For programs the rule's name stands in front, as in every refusal. */
    words = g_error_new (TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_REFUSED, "background: %s", error->message);
  else
    words = g_error_new (TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_STORAGE,
                         /* Translators: %s says why, in the words of the system */
                         _("The entry for starting at login cannot be changed: %s"), error->message);
  g_error_free (error);
  tidings_agent_take_error (invocation, words);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Asking *asking = user_data;
  gboolean is_on = FALSE;
  g_autoptr(GError) error = NULL;

  /* Who asks wants to know how it is; that the desktop refuses means that it is off. */
  if (!tidings_background_finish (asking->background, result, &is_on, &error))
    g_message ("Starting at login: %s", error->message);
  tidings_bus_agent1_complete_get_background (NULL, asking->invocation, is_on, tidings_background_get_way (asking->background));
  asking_free (asking);
}

static gboolean
handle_get_background_cb (TidingsBusAgent1      *face,
                          GDBusMethodInvocation *invocation,
                          gpointer               user_data)
{
  Asking *asking = NULL;

  if (tidings_agent_check (user_data, invocation) == NULL)
    return TRUE;

  asking = asking_new (user_data, invocation);
  tidings_background_read_async (asking->background, read_cb, asking);

  return TRUE;
}

static void
set_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  Asking *asking = user_data;
  gboolean is_on = FALSE;
  GError *error = NULL;

  if (tidings_background_finish (asking->background, result, &is_on, &error))
    tidings_bus_agent1_complete_set_background (NULL, asking->invocation, is_on);
  else
    fail (asking->invocation, error);
  tidings_agent_changed (asking->agent, "status");
  asking_free (asking);
}

static gboolean
handle_set_background_cb (TidingsBusAgent1      *face,
                          GDBusMethodInvocation *invocation,
                          gboolean               login,
                          gpointer               user_data)
{
  Asking *asking = NULL;

  if (tidings_agent_check (user_data, invocation) == NULL)
    return TRUE;

  asking = asking_new (user_data, invocation);
  tidings_background_set_async (asking->background, login, set_cb, asking);

  return TRUE;
}

void
tidings_agent_connect_background (TidingsAgent     *self,
                                  TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-get-background", G_CALLBACK (handle_get_background_cb), self, 0);
  g_signal_connect_object (face, "handle-set-background", G_CALLBACK (handle_set_background_cb), self, 0);
}
