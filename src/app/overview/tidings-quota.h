/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of a limit of texts or of money, in numbers for a bar and in words for people. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** TidingsQuotaPeriod: after which the count starts again */
typedef enum {
  TIDINGS_QUOTA_DAY,
  TIDINGS_QUOTA_MONTH,
} TidingsQuotaPeriod;

#define TIDINGS_TYPE_QUOTA (tidings_quota_get_type ())
G_DECLARE_FINAL_TYPE (TidingsQuota, tidings_quota, TIDINGS, QUOTA, GObject)

/**
 * TidingsQuota properties:
 *   read-write: used (int64, texts, or millionths that are billed), pending (int64, millionths that are set aside and not billed
 *   yet; 0 for texts), cap (int64, texts or millionths, 0 for no limit), currency (string, ISO 4217; "" counts as USD), is-known
 *   (bool: whether the numbers were ever learned; %TRUE at first);
 *   read-only, derived from them: left (int64), fraction (double: left of cap, 0 to 1), is-limited (bool: known, and there is a
 *   limit), is-unlimited (bool: known, and there is none), is-low (bool: a fifth or less is left), words ("6 of 20 left", "Only
 *   3 of 20 left"), value-text ("6 of 20 texts", for the bar), note (what was used, when it starts again, and what is kept for
 *   critical alerts)
 */

/** tidings_quota_new: Returns: (transfer full): a quota of texts without a limit, nothing used */
TidingsQuota *tidings_quota_new       (TidingsQuotaPeriod period);
/** tidings_quota_new_money: Returns: (transfer full): a quota of money without a limit, nothing spent */
TidingsQuota *tidings_quota_new_money (TidingsQuotaPeriod period);

G_END_DECLS
