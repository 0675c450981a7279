/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of a limit, in numbers for a bar and in words for people. */
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
 *   used (uint, read-write), cap (uint, read-write, 0 for no limit);
 *   read-only, derived from them: left (uint), fraction (double: left of cap, 0 to 1), is-limited (bool), is-low (bool: a
 *   fifth or less is left), words ("6 of 20 left"), value-text ("6 of 20 texts", for the bar), note (what was used, when it
 *   starts again, and what is kept for critical alerts)
 */

/** tidings_quota_new: Returns: (transfer full): a quota without a limit, nothing used */
TidingsQuota *tidings_quota_new (TidingsQuotaPeriod period);

G_END_DECLS
