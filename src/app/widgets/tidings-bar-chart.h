/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart of amounts over time: a bar for each day, three lines with what they stand for, and words under the bars.
 *
 * For the keyboard it is one stop: arrows, Home and End move from bar to bar, in the direction in which time runs on the screen. For
 * a screen reader it is a list. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_BAR_CHART (tidings_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (TidingsBarChart, tidings_bar_chart, TIDINGS, BAR_CHART, GtkWidget)

/** TidingsBarChart properties: caption (string, read-only): the name of the bar with the focus or under the pointer, else of the one that had it last, at first of the last bar */

/**
 * TidingsBarChartTopFunc:
 * @largest: the largest amount in the chart, 0 or more
 *
 * Returns: the amount at the upper end, not less than @largest and more than 0
 */
typedef gint64 (*TidingsBarChartTopFunc)    (gint64   largest);

/**
 * TidingsBarChartFormatFunc:
 * @amount: an amount
 * @user_data: as given to tidings_bar_chart_set_scale()
 *
 * Returns: (transfer full): what stands beside a line
 */
typedef char  *(*TidingsBarChartFormatFunc) (gint64   amount,
                                             gpointer user_data);

/** tidings_bar_chart_new: Returns: (transfer floating): a chart without bars */
GtkWidget *tidings_bar_chart_new       (void);

/**
 * tidings_bar_chart_set_scale:
 * @self: a chart
 * @top: gives the upper end
 * @format: gives the words beside the lines
 * @user_data: for @format; has to outlive the chart
 */
void       tidings_bar_chart_set_scale (TidingsBarChart           *self,
                                        TidingsBarChartTopFunc     top,
                                        TidingsBarChartFormatFunc  format,
                                        gpointer                   user_data);
/**
 * tidings_bar_chart_set_model:
 * @self: a chart
 * @model: (nullable): what it shows, the earliest first: objects with the properties billed and pending (int64, 0 or more: the solid
 *   and the hatched part), name (string: what the bar is called) and tick (string: what stands under it), of which name is notified
 *   whenever one of them changes
 */
void       tidings_bar_chart_set_model (TidingsBarChart *self,
                                        GListModel      *model);
/** tidings_bar_chart_refresh: has the words beside the lines made anew, when @format answers otherwise */
void       tidings_bar_chart_refresh   (TidingsBarChart *self);

G_END_DECLS
