/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of a limit: title, words, bar and note in one row. */
#pragma once

#include <adwaita.h>
#include "tidings-quota.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_QUOTA_ROW (tidings_quota_row_get_type ())
G_DECLARE_FINAL_TYPE (TidingsQuotaRow, tidings_quota_row, TIDINGS, QUOTA_ROW, AdwPreferencesRow)

/** TidingsQuotaRow properties: quota (#TidingsQuota, writable); bar-name (string, writable): accessible name of the bar, "Remaining today" */

G_END_DECLS
