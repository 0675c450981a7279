/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking the agent for something and telling how it went. */
#include "config.h"

#include "tidings-verb.h"

#include <glib/gi18n.h>

#include "tidings-widgets.h"

struct _TidingsVerb
{
  GtkWidget *widget;
  char *done;
};

TidingsBusAgent1 *
tidings_verb_get_agent (TidingsClient *client,
                        GtkWidget     *widget)
{
  TidingsBusAgent1 *agent = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  agent = tidings_client_get_agent (client);
  if (agent == NULL)
    tidings_toast (widget, _("Sending service is not running"));

  return agent;
}

TidingsVerb *
tidings_verb_new (GtkWidget  *widget,
                  const char *done)
{
  TidingsVerb *verb = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  verb = g_new0 (TidingsVerb, 1);
  verb->widget = g_object_ref (widget);
  verb->done = g_strdup (done);

  return verb;
}

void
tidings_verb_cb (GObject      *proxy,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  TidingsVerb *verb = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (proxy), result, &error);

  if (!tidings_verb_is_gone (verb->widget))
    {
      if (reply == NULL)
        tidings_toast_error (verb->widget, error);
      else if (verb->done != NULL)
        tidings_toast (verb->widget, verb->done);
    }

  g_object_unref (verb->widget);
  g_free (verb->done);
  g_free (verb);
}

gboolean
tidings_verb_is_gone (GtkWidget *widget)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), TRUE);

  return gtk_widget_get_root (widget) == NULL;
}
