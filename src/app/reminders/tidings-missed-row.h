/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a text that was missed, with Send Now and Dismiss. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"
#include "tidings-reminder-missed.h"

G_BEGIN_DECLS

/**
 * tidings_missed_row_new:
 * @text: what was missed
 * @missed: the list that it is dismissed from
 * @client: sends it
 *
 * Returns: (transfer floating): the row, for a #GtkListBox
 */
GtkWidget *tidings_missed_row_new (TidingsMissedText     *text,
                                   TidingsReminderMissed *missed,
                                   TidingsClient         *client);

G_END_DECLS
