/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removing a reminder, with a way back. */
#pragma once

#include <gtk/gtk.h>
#include "tidings-client.h"
#include "tidings-reminder.h"

G_BEGIN_DECLS

/**
 * tidings_reminder_remove:
 * @widget: where to tell, to ask or to offer Undo
 * @client: the client
 * @reminder: what to remove
 *
 * Removes a reminder at once, with Undo in a toast; one that is over cannot come back, so for it people are asked first.
 */
void tidings_reminder_remove (GtkWidget       *widget,
                              TidingsClient   *client,
                              TidingsReminder *reminder);

G_END_DECLS
