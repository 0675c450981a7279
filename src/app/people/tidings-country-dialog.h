/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a country is chosen. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_COUNTRY_DIALOG (tidings_country_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsCountryDialog, tidings_country_dialog, TIDINGS, COUNTRY_DIALOG, AdwWindow)

/** TidingsCountryDialog::chosen: (code: ISO 3166-1 alpha-2) a country was chosen; the dialog closes by itself and remembers it among the recent ones */

/**
 * tidings_country_dialog_new:
 * @parent: (nullable): the window it belongs to
 * @current: (nullable): ISO code of the country that is chosen now
 *
 * Returns: (transfer none): the dialog, modal, not shown yet
 */
GtkWidget *tidings_country_dialog_new (GtkWindow  *parent,
                                       const char *current);

G_END_DECLS
