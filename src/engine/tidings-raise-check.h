/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an alert that somebody raises is one: its type, its values, its options. Without store, clock and network. */
#pragma once

#include "tidings-alert-type.h"
#include "tidings-engine.h"

G_BEGIN_DECLS

/**
 * tidings_raise_dup_value:
 * @values: an alert's values
 * @path: (nullable): a dotted path; the caller may have nested the value or named the member by the whole path
 *
 * Returns: (transfer full) (nullable): the value there as text; %NULL if there is none or it is no scalar
 */
char             *tidings_raise_dup_value (JsonObject          *values,
                                           const char          *path);

/**
 * tidings_raise_check:
 * @catalog: the types there are
 * @raise: what somebody raises
 * @error: return location, NOT_FOUND or INVALID with a sentence that names what is wrong
 *
 * Returns: (transfer none) (nullable): its type, if it can be raised
 */
TidingsAlertType *tidings_raise_check     (TidingsCatalog      *catalog,
                                           const TidingsRaise  *raise,
                                           GError             **error);

G_END_DECLS
