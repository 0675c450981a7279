/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One bar of a chart: a solid part from the ground up and a hatched one upon it. Also the little samples of a legend. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_CHART_BAR (tidings_chart_bar_get_type ())
G_DECLARE_FINAL_TYPE (TidingsChartBar, tidings_chart_bar, TIDINGS, CHART_BAR, GtkWidget)

/** TidingsChartBar properties: solid, hatched (double, 0 to 1: shares of its height) */

/** tidings_chart_bar_new: Returns: (transfer floating): an empty bar that takes the focus, for a list */
GtkWidget *tidings_chart_bar_new        (void);
/** tidings_chart_bar_set_shares: @solid and @hatched: shares of the height, together at most 1 */
void       tidings_chart_bar_set_shares (TidingsChartBar *self,
                                         double           solid,
                                         double           hatched);

G_END_DECLS
