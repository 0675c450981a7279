/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deleting everything, after a shown word was typed. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_DELETE_DIALOG (tidings_delete_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsDeleteDialog, tidings_delete_dialog, TIDINGS, DELETE_DIALOG, AdwWindow)

/** TidingsDeleteDialog::deleted: everything is gone; the dialog has closed */

/** tidings_delete_dialog_present: shows the dialog over @parent. Returns: (transfer none): the dialog */
TidingsDeleteDialog *tidings_delete_dialog_present (GtkWindow     *parent,
                                                    TidingsClient *client);

G_END_DECLS
