/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether texts are sent now, in words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_pause_words_subtitle:
 * @until: UTC milliseconds at which the pause ends, 0 for none, %G_MAXINT64 for when a person ends it
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): "Texts are sent as they come", "Paused until 18:00; what comes up meanwhile waits"
 */
char *tidings_pause_words_subtitle (gint64 until,
                                    gint64 now);

/**
 * tidings_pause_words_get_moment:
 * @now: UTC milliseconds
 * @n_days: days after the one that @now is in
 * @minutes: minutes after midnight, on the computer's clock
 *
 * Returns: UTC milliseconds
 */
gint64 tidings_pause_words_get_moment (gint64 now,
                                       guint  n_days,
                                       int    minutes);

/**
 * tidings_pause_words_choice:
 * @until: a moment of tidings_pause_words_get_moment()
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): "Until tomorrow 07:30", or that the moment has passed
 */
char  *tidings_pause_words_choice     (gint64 until,
                                       gint64 now);

G_END_DECLS
