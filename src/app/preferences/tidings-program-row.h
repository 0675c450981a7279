/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program in Preferences: what it sent and spent, and what it may. */
#pragma once

#include <adwaita.h>
#include "tidings-allowances.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_PROGRAM_ROW (tidings_program_row_get_type ())
G_DECLARE_FINAL_TYPE (TidingsProgramRow, tidings_program_row, TIDINGS, PROGRAM_ROW, AdwExpanderRow)

/** tidings_program_row_new: Returns: (transfer floating): a row that follows @allowance; what is chosen in it is asked of the agent */
GtkWidget *tidings_program_row_new (TidingsClient    *client,
                                    TidingsAllowance *allowance);

G_END_DECLS
