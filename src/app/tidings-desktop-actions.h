/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop may ask of the program from outside its window: the buttons of notifications. */
#pragma once

#include <gtk/gtk.h>
#include "tidings-client.h"

G_BEGIN_DECLS

/**
 * tidings_desktop_actions_add:
 * @application: the program, before its window
 * @client: its client, which may still be looking for the agent
 *
 * Adds the actions of the agent's notifications (the names of tidings-agent-desktop.c). Those that show something open the
 * window; those that do something do it without one. Each waits until the agent answers.
 */
void tidings_desktop_actions_add (GtkApplication *application,
                                  TidingsClient  *client);

G_END_DECLS
