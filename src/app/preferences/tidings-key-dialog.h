/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another token or API key for the account that is connected. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_KEY_DIALOG (tidings_key_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsKeyDialog, tidings_key_dialog, TIDINGS, KEY_DIALOG, AdwWindow)

/** tidings_key_dialog_present: shows the dialog over @parent; @settings name the account and its sender, which stay */
void tidings_key_dialog_present (GtkWindow     *parent,
                                 TidingsClient *client,
                                 GSettings     *settings);

G_END_DECLS
