/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the clocks of this room share with each other and nobody else. */
#pragma once

#include "tidings-clock.h"

G_BEGIN_DECLS

/**
 * tidings_clock_jump:
 * @self: a clock whose time was set
 *
 * Calls all that is due by the new time, arms for what is left, then emits TidingsClock::jumped.
 */
void tidings_clock_jump (TidingsClock *self);

G_END_DECLS
