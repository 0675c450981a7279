/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days, months and times of a rule as lists of words, for sentences about it. */
#pragma once

#include "tidings-rule-private.h"

G_BEGIN_DECLS

/** tidings_rule_get_weekday_name: @weekday: 1 (Monday) to 7. Returns: the language's own name */
const char *tidings_rule_get_weekday_name (int                weekday);
/** tidings_rule_get_month_name: @month: 1 to 12. Returns: the language's own name */
const char *tidings_rule_get_month_name   (int                month);
/** tidings_rule_dup_weekdays: @days: bit (1 << (weekday - 1)) for each. Returns: (transfer full): "Monday, Wednesday and Friday" */
char       *tidings_rule_dup_weekdays     (guint              days);
/** tidings_rule_dup_days: Returns: (transfer full): the values of @part (days of the month or weekdays): "day 1 and the last day", "the first Monday and each Friday" */
char       *tidings_rule_dup_days         (const TidingsRule *rule,
                                           TidingsRulePart    part);
/** tidings_rule_dup_condition: Returns: (transfer full): the same as a condition: "a Monday or a Friday" */
char       *tidings_rule_dup_condition    (const TidingsRule *rule,
                                           TidingsRulePart    part);
/** tidings_rule_dup_months: Returns: (transfer full): "May, June and July" */
char       *tidings_rule_dup_months       (const TidingsRule *rule);
/** tidings_rule_dup_weeks: Returns: (transfer full): "week 10 and week 20" */
char       *tidings_rule_dup_weeks        (const TidingsRule *rule);
/** tidings_rule_dup_year_days: Returns: (transfer full): "day 100 and the last day" */
char       *tidings_rule_dup_year_days    (const TidingsRule *rule);
/** tidings_rule_dup_positions: Returns: (transfer full): places in a set of days: "the first and the last" */
char       *tidings_rule_dup_positions    (const TidingsRule *rule);
/** tidings_rule_dup_times: Returns: (transfer full): every hour of the resolved @rule with each of its minutes: "09:00 and 17:30" */
char       *tidings_rule_dup_times        (const TidingsRule *rule);

G_END_DECLS
