/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which the wording of an alert is written, one language at a time. */
#pragma once

#include <adwaita.h>
#include "tidings-alert-type.h"
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_WORDING_DIALOG (tidings_wording_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsWordingDialog, tidings_wording_dialog, TIDINGS, WORDING_DIALOG, AdwWindow)

/** tidings_wording_dialog_present: shows the editor over the window that @widget is in, beginning with @language */
void  tidings_wording_dialog_present      (GtkWidget        *widget,
                                           TidingsClient    *client,
                                           TidingsAlertType *type,
                                           const char       *language);

G_END_DECLS
