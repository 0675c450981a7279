/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A moment in a person's own language and time zone, whatever the language of the desktop. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_moment_describe:
 * @instant: UTC milliseconds
 * @zone: (nullable): IANA time zone, %NULL for the computer's
 * @language: (nullable): POSIX or BCP 47 name, %NULL for English
 *
 * Weekday, day, month and time as CLDR orders them in the language ("Fri, Nov 21, 9:30 AM"), with plain spaces only, so
 * that a text stays in GSM-7 where the language does. Any thread.
 *
 * Returns: (transfer full): the words
 */
char *tidings_moment_describe (gint64      instant,
                               const char *zone,
                               const char *language);

G_END_DECLS
