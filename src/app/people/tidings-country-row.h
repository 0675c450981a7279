/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the choice of countries. */
#pragma once

#include <adwaita.h>
#include "tidings-country-choices.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_COUNTRY_ROW (tidings_country_row_get_type ())
G_DECLARE_FINAL_TYPE (TidingsCountryRow, tidings_country_row, TIDINGS, COUNTRY_ROW, AdwBin)

/** tidings_country_row_new: Returns: (transfer floating): an empty row */
GtkWidget *tidings_country_row_new  (void);
/** tidings_country_row_show: shows @choice; rows are used again for others */
void       tidings_country_row_show (TidingsCountryRow    *self,
                                     TidingsCountryChoice *choice);

G_END_DECLS
