/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each of the last days cost, as a table to read. */
#pragma once

#include <gtk/gtk.h>
#include "tidings-daily-cost.h"

G_BEGIN_DECLS

/** tidings_cost_table_new: Returns: (transfer floating): a page to push, with a row for each day, the newest first, that follows @costs */
GtkWidget *tidings_cost_table_new (TidingsDailyCost *costs);

G_END_DECLS
