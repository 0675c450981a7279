/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who calls: the program at the other end of the bus, for the trail of consent and numbers. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * tidings_caller_dup_name:
 * @bus: where the call came in
 * @invocation: a call
 *
 * Asks the bus for the caller's process, and the system for its program. It is what the program says of itself, no proof.
 *
 * Returns: (transfer full): `window`, `cli`, the program's name, or `bus` if it cannot be told (it is gone, or in a sandbox)
 */
char *tidings_caller_dup_name (GDBusConnection       *bus,
                               GDBusMethodInvocation *invocation);

G_END_DECLS
