/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said while a number is being confirmed: tries that are left, and when another code can be sent. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_code_words_send_label:
 * @resend_at: UTC milliseconds from which another code can be sent
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): "Send Again", or "Send Again in 0:24" while that has to wait
 */
char *tidings_code_words_send_label (gint64      resend_at,
                                     gint64      now);

/**
 * tidings_code_words_later:
 * @sentence: with one %s for a clock time
 * @now_words: what is said when that time has come
 * @resend_at: UTC milliseconds, the time
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): @sentence with the time in it, or @now_words
 */
char *tidings_code_words_later      (const char *sentence,
                                     const char *now_words,
                                     gint64      resend_at,
                                     gint64      now);

/**
 * tidings_code_words_state:
 * @state: of the code after a wrong try, as the agent tells it: `sent`, `used-up`, or one that no longer counts
 * @n_left: tries that are left
 * @resend_at: UTC milliseconds from which another code can be sent
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): what was wrong and what to do, as a sentence
 */
char *tidings_code_words_state      (const char *state,
                                     guint       n_left,
                                     gint64      resend_at,
                                     gint64      now);

G_END_DECLS
