/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Up to where a chart goes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_chart_scale_get_top:
 * @largest: the largest amount that is shown, in millionths, 0 or more
 *
 * Returns: an amount that is not less, and of which the whole and the half are short to write: 0.02, 0.04, 0.06, 0.08, 0.1, 0.2 and
 *   so on
 */
gint64 tidings_chart_scale_get_top (gint64 largest);

G_END_DECLS
