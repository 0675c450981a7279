/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check Sending: what was looked at and how it is, one row each. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_CHECK_DIALOG (tidings_check_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsCheckDialog, tidings_check_dialog, TIDINGS, CHECK_DIALOG, AdwWindow)

/** tidings_check_dialog_present: @parent: (nullable): window to stand over. Begins to check at once. */
void tidings_check_dialog_present (GtkWindow     *parent,
                                   TidingsClient *client);

G_END_DECLS
