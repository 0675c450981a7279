/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's methods about what of this computer is watched. */
#include "config.h"

#include "tidings-agent-private.h"

#define MAX_NAME 100

typedef struct {
  TidingsAgent *agent;
  GDBusMethodInvocation *invocation;
} Waiting;

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Waiting *waiting = user_data;
  g_autoptr(TidingsAgent) self = waiting->agent;
  g_autoptr(GVariant) list = tidings_watches_list_finish (TIDINGS_WATCHES (object), result);

  tidings_bus_agent1_complete_get_watches (NULL, waiting->invocation, list,
                                           g_settings_get_uint (tidings_agent_get_settings (self), "watch-disk-percent"));
  tidings_agent_release (self);
}

static gboolean
handle_get_watches_cb (TidingsBusAgent1      *face,
                       GDBusMethodInvocation *invocation,
                       gpointer               user_data)
{
  Waiting *waiting = NULL;

  if (tidings_agent_check (user_data, invocation) == NULL)
    return TRUE;

  waiting = g_new0 (Waiting, 1);
  waiting->agent = g_object_ref (user_data);
  waiting->invocation = invocation;
  tidings_agent_hold (waiting->agent);
  tidings_watches_list_async (tidings_agent_get_watches (waiting->agent), listed_cb, waiting);

  return TRUE;
}

static gboolean
handle_set_watch_cb (TidingsBusAgent1      *face,
                     GDBusMethodInvocation *invocation,
                     const char            *name,
                     gboolean               is_on,
                     GVariant              *options,
                     gpointer               user_data)
{
  static const TidingsArgument known[] = { { "percent", "u", 0 } };
  TidingsAgent *self = user_data;
  guint percent = 0;
  GError *error = NULL;

  if (tidings_agent_check (self, invocation) == NULL)
    return TRUE;

  if (tidings_arguments_check_text ("name", name, MAX_NAME, &error) &&
      tidings_arguments_check (options, known, G_N_ELEMENTS (known), &error))
    {
      /* Nothing is as full as that, so it is refused below. */
      if (g_variant_lookup (options, "percent", "u", &percent) && percent == 0)
        percent = G_MAXUINT;
      tidings_watches_set (tidings_agent_get_watches (self), name, is_on, percent, &error);
    }
  if (error != NULL)
    {
      tidings_agent_take_error (invocation, error);
      return TRUE;
    }

  tidings_agent_changed (self, "status");
  tidings_bus_agent1_complete_set_watch (face, invocation);

  return TRUE;
}

void
tidings_agent_connect_watch (TidingsAgent     *self,
                             TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-get-watches", G_CALLBACK (handle_get_watches_cb), self, 0);
  g_signal_connect_object (face, "handle-set-watch", G_CALLBACK (handle_set_watch_cb), self, 0);
}
