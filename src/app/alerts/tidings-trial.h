/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An alert with values to try it with. */
#pragma once

#include "tidings-alert-type.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_TRIAL (tidings_trial_get_type ())
G_DECLARE_FINAL_TYPE (TidingsTrial, tidings_trial, TIDINGS, TRIAL, GObject)

/**
 * TidingsTrial properties, read-only:
 *   command (string): what a program runs to raise the alert with these values: "tidings alert disk_full disk=/home percent=95"
 */

/** tidings_trial_new: Returns: (transfer full): @type with a typical value for each of its fields */
TidingsTrial *tidings_trial_new        (TidingsAlertType *type);

/** tidings_trial_get_value: @field: as the type has it. Returns: (transfer none): its value, "" for one that is left out */
const char   *tidings_trial_get_value  (TidingsTrial     *self,
                                        const char       *field);
/** tidings_trial_set_value: gives a field another value */
void          tidings_trial_set_value  (TidingsTrial     *self,
                                        const char       *field,
                                        const char       *value);
/** tidings_trial_dup_values: Returns: (transfer floating): a{sv} as the agent takes it; what is empty is left out */
GVariant     *tidings_trial_dup_values (TidingsTrial     *self);

G_END_DECLS
