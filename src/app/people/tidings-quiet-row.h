/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row with a switch that unfolds into when quiet hours begin and end. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_QUIET_ROW (tidings_quiet_row_get_type ())
G_DECLARE_FINAL_TYPE (TidingsQuietRow, tidings_quiet_row, TIDINGS, QUIET_ROW, AdwExpanderRow)

/**
 * TidingsQuietRow:
 *
 * Signal `changed`: a person has switched it or set another time. Its title also names the switch.
 */

/** tidings_quiet_row_set_window: shows a window of minutes after midnight; a negative @from is off, and keeps the times that are offered */
void tidings_quiet_row_set_window (TidingsQuietRow *self,
                                   int              from,
                                   int              to);
/** tidings_quiet_row_get_window: @from and @to: (out): minutes after midnight, -1 both when it is off */
void tidings_quiet_row_get_window (TidingsQuietRow *self,
                                   int             *from,
                                   int             *to);

G_END_DECLS
