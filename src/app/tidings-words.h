/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small sentences that several pages of the window share: lists of names, lead times, ages. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_words_join_names:
 * @names: (array zero-terminated=1): names in the order to show
 *
 * Returns: (transfer full): "Amina", "Amina and Ben" or "Amina, Ben and Carla" as the language joins them; "" for none
 */
char *tidings_words_join_names  (const char * const *names);

/**
 * tidings_words_join_facts:
 * @first: (nullable): a short fact
 * @second: (nullable): another
 * @third: (nullable): another
 *
 * Puts the facts that are neither %NULL nor empty beside each other with a dot between, as subtitles do.
 *
 * Returns: (transfer full): "Ben · 13:40 · Delivered"
 */
char *tidings_words_join_facts  (const char *first,
                                 const char *second,
                                 const char *third);

/**
 * tidings_words_before:
 * @before_s: seconds before the event, 0 or more
 *
 * Returns: (transfer full): "1 day before", "2 hours before", "At the time"
 */
char *tidings_words_before      (gint64 before_s);

/**
 * tidings_words_before_list:
 * @before_s: (array length=n_before): seconds before the event
 * @n_before: how many
 *
 * Returns: (transfer full): "1 day and 1 hour before", "At the time", "1 hour before and at the time"; "" for none
 */
char *tidings_words_before_list (const gint64 *before_s,
                                 guint         n_before);

/**
 * tidings_words_age:
 * @instant: UTC milliseconds, not 0
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): "Updated just now", "Updated 5 minutes ago", "Updated 3 hours ago" or "Updated 2 days ago"
 */
char *tidings_words_age         (gint64 instant,
                                 gint64 now);

/**
 * tidings_words_waiting:
 * @n_held: texts that wait for quiet hours or a pause to end
 * @n_queued: texts that wait for their turn
 * @n_in_doubt: texts whose answer was lost
 *
 * Returns: (transfer full): "2 held · 1 waiting to send"; "" when nothing waits
 */
char *tidings_words_waiting     (guint n_held,
                                 guint n_queued,
                                 guint n_in_doubt);

/**
 * tidings_words_first_line:
 * @text: UTF-8 text
 *
 * Returns: (transfer full): its first line that is not empty, without blanks around it
 */
char *tidings_words_first_line  (const char *text);

/**
 * tidings_words_begin:
 * @words: words that stand inside a sentence ("tomorrow 18:30")
 *
 * Returns: (transfer full): the same as they begin one: "Tomorrow 18:30"
 */
char *tidings_words_begin       (const char *words);

/**
 * tidings_words_isolate:
 * @text: a number, code or clock time that runs from left to right whatever the sentence does
 *
 * Returns: (transfer full): @text between U+2066 and U+2069
 */
char *tidings_words_isolate     (const char *text);

/**
 * tidings_words_isolate_numbers:
 * @text: a sentence
 *
 * Returns: (transfer full): @text with each phone number that begins with its plus isolated, so that the plus stays in
 *     front of it where the sentence runs from right to left
 */
char *tidings_words_isolate_numbers (const char *text);

G_END_DECLS
