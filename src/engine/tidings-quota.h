/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was used of the household's limits: counts, sums, and what is told of them. */
#pragma once

#include "tidings-core.h"
#include "tidings-forecast.h"
#include "tidings-window.h"

G_BEGIN_DECLS

/**
 * tidings_quota_read_facts:
 * @core: what the parts share
 * @person: who would get it
 * @type: what it is
 * @dedupe: (nullable): dedupe key
 * @window_s: seconds in which the same key is sent once
 * @at: UTC milliseconds at which the text would go: now, or the moment of one that Twilio is given ahead of time
 * @facts: (out): everything the policy asks, for that moment; inside a transaction it holds until the commit
 */
void     tidings_quota_read_facts      (TidingsCore      *core,
                                        TidingsPerson    *person,
                                        TidingsAlertType *type,
                                        const char       *dedupe,
                                        guint             window_s,
                                        gint64            at,
                                        TidingsFacts     *facts);
/** tidings_quota_count_day: Returns: texts of the account that count on the owner's day of @at */
guint    tidings_quota_count_day       (TidingsCore      *core,
                                        gint64            at);
/** tidings_quota_count_month: Returns: texts of the account that count in the owner's month of @at */
guint    tidings_quota_count_month     (TidingsCore      *core,
                                        gint64            at);
/** tidings_quota_sum: Returns: millionths settled and reserved in @window; @group: (nullable): of one alert group */
gint64   tidings_quota_sum             (TidingsCore         *core,
                                        const TidingsWindow *window,
                                        const char          *group);
/** tidings_quota_get_group_budget: Returns: millionths a month for an alert group, 0 for no limit */
gint64   tidings_quota_get_group_budget (TidingsCore     *core,
                                         const char      *group);
/** tidings_quota_forecast: fills @forecast with how long this month's limits last at the present pace */
void     tidings_quota_forecast        (TidingsCore      *core,
                                        TidingsForecast  *forecast);
/** tidings_quota_is_invalid: Returns: whether a lookup said that there cannot be such a number; @number: E.164 */
gboolean tidings_quota_is_invalid      (TidingsCore      *core,
                                        const char       *number);

/** tidings_quota_tell_if_near: gives the notice that nine tenths of a cap or budget are used, once for each of its days or months */
void     tidings_quota_tell_if_near    (TidingsCore      *core);
/** tidings_quota_forget_notices: lets that notice be given again. Returns: %FALSE with @error set */
gboolean tidings_quota_forget_notices  (TidingsCore      *core,
                                        GError          **error);

G_END_DECLS
