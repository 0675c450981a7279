/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text on the practice phone's screen. */
#pragma once

#include <gtk/gtk.h>
#include "tidings-practice-phone.h"

G_BEGIN_DECLS

/**
 * tidings_practice_bubble_new:
 * @text: a text or an answer
 * @now: UTC milliseconds to be near or far from
 *
 * Who spoke is told by the side, as on any phone, and by words. The text can be selected.
 *
 * Returns: (transfer floating): a row for the phone's list
 */
GtkWidget *tidings_practice_bubble_new (TidingsPracticeText *text,
                                        gint64               now);

G_END_DECLS
