/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking the agent for something and telling how it went, as all pages do. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

/**
 * tidings_verb_get_agent:
 * @client: the client
 * @widget: where to say that nobody answers
 *
 * Returns: (transfer none) (nullable): the agent's proxy; %NULL after a toast if it is not there
 */
TidingsBusAgent1 *tidings_verb_get_agent (TidingsClient *client,
                                          GtkWidget     *widget);

typedef struct _TidingsVerb TidingsVerb;

/**
 * tidings_verb_new:
 * @widget: where to tell; kept alive until the answer
 * @done: (nullable): toast when it worked
 *
 * Returns: (transfer full): user data for tidings_verb_cb(), which frees it
 */
TidingsVerb      *tidings_verb_new       (GtkWidget     *widget,
                                          const char    *done);

/** tidings_verb_cb: a #GAsyncReadyCallback for any method of the agent whose results nobody needs */
void              tidings_verb_cb        (GObject       *proxy,
                                          GAsyncResult  *result,
                                          gpointer       verb);

/**
 * tidings_verb_is_gone:
 * @widget: who asked
 *
 * Returns: whether the widget has left its window meanwhile, so that there is nothing to update
 */
gboolean          tidings_verb_is_gone   (GtkWidget     *widget);

G_END_DECLS
