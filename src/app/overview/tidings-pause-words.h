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

G_END_DECLS
