/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks how long to pause. */
#pragma once

#include <adwaita.h>
#include "tidings-clock.h"

G_BEGIN_DECLS

/**
 * TidingsPauseFunc:
 * @until: UTC milliseconds at which the pause ends by itself, %G_MAXINT64 for when a person ends it
 */
typedef void (*TidingsPauseFunc) (gint64   until,
                                  gpointer user_data);

/**
 * tidings_pause_dialog_ask:
 * @parent: the window it stands over
 * @clock: what time it is
 * @heading: the question
 * @body: what waits meanwhile and what does not
 * @func: called when a length was chosen, also in the window that asks for a time; not when the dialog is closed
 * @user_data: for it
 * @destroy: (nullable): lets go of @user_data
 */
void tidings_pause_dialog_ask (GtkWindow        *parent,
                               TidingsClock     *clock,
                               const char       *heading,
                               const char       *body,
                               TidingsPauseFunc  func,
                               gpointer          user_data,
                               GDestroyNotify    destroy);

/** tidings_pause_get_morning: Returns: UTC milliseconds of eight o'clock on the day after @now, on the computer's clock */
gint64 tidings_pause_get_morning (gint64 now);

G_END_DECLS
