/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a kind of alert, in words. */
#pragma once

#include "tidings-alert-type.h"

G_BEGIN_DECLS

/** tidings_priority_get_words: Returns: (transfer none): "Low", "Normal", "High" or "Critical" */
const char *tidings_priority_get_words    (TidingsPriority   priority);

/** tidings_alert_type_list_rules: Returns: (transfer full) (array zero-terminated=1): what holds for its texts besides the rules for all, a sentence each */
GStrv       tidings_alert_type_list_rules (TidingsAlertType *type);

G_END_DECLS
