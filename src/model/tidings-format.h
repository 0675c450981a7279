/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments and money as words, for the window and the command line alike. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** tidings_format_iso: Returns: (transfer full) (nullable): `2026-11-21T08:30:00Z` for UTC milliseconds; %NULL for 0 */
char *tidings_format_iso     (gint64 instant);

/**
 * tidings_format_moment:
 * @instant: UTC milliseconds
 * @now: UTC milliseconds to be near or far from
 *
 * Returns: (transfer full): local time as short as it stays clear: "14:05", "yesterday 14:05", "Fri 14:05", "3 Nov 14:05", "3 Nov 2025 14:05", by locale
 */
char *tidings_format_moment  (gint64 instant,
                              gint64 now);

/** tidings_format_date: Returns: (transfer full): the local day alone, "3 Nov", as it stands under charts and in tables */
char *tidings_format_date    (gint64 instant);

/** tidings_format_weekday: Returns: (transfer full): the local weekday alone, "Fri" */
char *tidings_format_weekday (gint64 instant);

/** tidings_format_day: Returns: (transfer full): "Today", "Yesterday", "Tomorrow" or the day in words, as a heading */
char *tidings_format_day     (gint64 instant,
                              gint64 now);

/**
 * tidings_format_money:
 * @micros: millionths of the currency's unit
 * @currency: ISO 4217
 * @n_decimals: digits after the point at least; more are shown when the amount would read as zero (up to four)
 *
 * Returns: (transfer full): by locale, "$0.0079"
 */
char *tidings_format_money   (gint64      micros,
                              const char *currency,
                              guint       n_decimals);

/** tidings_format_decimal: Returns: (transfer full): micros as a plain decimal for programs, "0.0079" */
char *tidings_format_decimal (gint64 micros);

/**
 * tidings_parse_decimal:
 * @text: "12.345" or "-0.00830"
 * @micros: (out): millionths, rounded half away from zero
 *
 * Returns: whether @text is a decimal number that fits. Never goes through binary floating point.
 */
gboolean tidings_parse_decimal (const char *text,
                                gint64     *micros);

G_END_DECLS
