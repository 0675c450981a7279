/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The process: on the bus while something is pending, gone when nothing is. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_AGENT (tidings_agent_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAgent, tidings_agent, TIDINGS, AGENT, GObject)

/* With nothing pending the agent stays this long after the last call, so that a row of commands meets one process. */
#define TIDINGS_AGENT_LINGER_MS 10000

/**
 * tidings_agent_new:
 * @linger_ms: milliseconds to stay when nothing is pending any more
 * @error: return location: no session bus
 *
 * Opens the store and connects to the session bus. A store that cannot be opened does not end the agent: it then answers
 * every call with the reason.
 *
 * Returns: (transfer full) (nullable): the agent, not on the bus yet
 */
TidingsAgent *tidings_agent_new (guint          linger_ms,
                                 GError       **error);

/**
 * tidings_agent_run:
 * @self: an agent
 *
 * Takes the name and serves until nothing is pending, a signal ends it, or the bus goes away.
 *
 * Returns: exit status: 0, or 1 if another agent has the name
 */
int           tidings_agent_run (TidingsAgent  *self);

G_END_DECLS
