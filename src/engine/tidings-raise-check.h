/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an alert that somebody raises is one: its type, its values, its options. Without store, clock and network. */
#pragma once

#include "tidings-alert-type.h"
#include "tidings-engine.h"

G_BEGIN_DECLS

/* Characters of a dedupe key. */
#define TIDINGS_MAX_DEDUPE 200

/**
 * tidings_raise_check:
 * @catalog: the types there are
 * @raise: what somebody raises
 * @now: UTC milliseconds
 * @error: return location, NOT_FOUND or INVALID with a sentence that names what is wrong
 *
 * Values that the type does not know are allowed and do nothing, because programs send whole objects; those that it knows
 * must be there and of their kind. The urgency may only be lower than the type's, and the moment until which it makes sense
 * must be to come.
 *
 * Returns: (transfer none) (nullable): its type, if it can be raised
 */
TidingsAlertType *tidings_raise_check (TidingsCatalog      *catalog,
                                       const TidingsRaise  *raise,
                                       gint64               now,
                                       GError             **error);

G_END_DECLS
