/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the preferences say of the account and of limits, as functions of values. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_account_words_state:
 * @kind: `Trial`, `Full` or "", as Twilio says
 * @state: `active`, `suspended`, `closed` or ""
 *
 * Returns: (transfer full): "Trial account · Texts reach only numbers confirmed at Twilio", "Suspended: …"; "" if nothing is known
 */
char *tidings_account_words_state   (const char *kind,
                                     const char *state);
/**
 * tidings_account_words_replace:
 * @n_waiting: texts that wait here
 * @n_scheduled: texts that Twilio keeps for later
 *
 * Returns: (transfer full): what becomes of everything when another account takes the place of this one
 */
char *tidings_account_words_replace (guint       n_waiting,
                                     guint       n_scheduled);
/** tidings_account_words_disconnect: Returns: (transfer full): the same for when none does */
char *tidings_account_words_disconnect (guint    n_waiting,
                                        guint    n_scheduled);
/**
 * tidings_limit_words_texts:
 * @limit: texts, 0 for no limit
 * @used: texts that count against it so far
 * @is_month: of the month, not of the day
 * @otherwise: what is said while it is not reached
 *
 * Returns: (transfer full): "Already reached today: 7 texts", or @otherwise
 */
char *tidings_limit_words_texts     (guint       limit,
                                     guint       used,
                                     gboolean    is_month,
                                     const char *otherwise);
/**
 * tidings_limit_words_money:
 * @limit: amount, 0 for no limit
 * @used: decimal string of what was spent or set aside, "" if unknown
 * @currency: ISO 4217, "" if unknown
 *
 * Returns: (transfer full): the same for money
 */
char *tidings_limit_words_money     (double      limit,
                                     const char *used,
                                     const char *currency,
                                     gboolean    is_month,
                                     const char *otherwise);

G_END_DECLS
