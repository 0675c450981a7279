/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which quiet hours are set for each day of the week. */
#pragma once

#include <adwaita.h>
#include "tidings-quiet-hours.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_QUIET_DIALOG (tidings_quiet_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsQuietDialog, tidings_quiet_dialog, TIDINGS, QUIET_DIALOG, AdwWindow)

/**
 * tidings_quiet_dialog_new:
 * @parent: the window it stands over
 * @hours: what is set now
 *
 * Signal `saved`: a person pressed Save; tidings_quiet_dialog_get_hours() has what they set. The window closes by itself.
 *
 * Returns: (transfer floating): the window, to be presented
 */
GtkWidget *tidings_quiet_dialog_new       (GtkWindow               *parent,
                                           const TidingsQuietHours *hours);
/** tidings_quiet_dialog_get_hours: fills @hours with what is shown */
void       tidings_quiet_dialog_get_hours (TidingsQuietDialog      *self,
                                           TidingsQuietHours       *hours);

G_END_DECLS
