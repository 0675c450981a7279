/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the day and time at which a pause ends. */
#pragma once

#include <adwaita.h>
#include "tidings-clock.h"

G_BEGIN_DECLS

/** TidingsPauseTimeFunc: @until: UTC milliseconds, later than now */
typedef void (*TidingsPauseTimeFunc) (gint64   until,
                                      gpointer user_data);

/**
 * tidings_pause_time_ask:
 * @parent: the window it stands over
 * @clock: what time it is
 * @func: called when a moment to come was chosen; not when the window is closed
 * @user_data: for it
 * @destroy: lets go of @user_data
 */
void tidings_pause_time_ask (GtkWindow            *parent,
                             TidingsClock         *clock,
                             TidingsPauseTimeFunc  func,
                             gpointer              user_data,
                             GDestroyNotify        destroy);

G_END_DECLS
