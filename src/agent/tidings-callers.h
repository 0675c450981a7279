/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has called: each connection is looked at once, however often it calls. */
#pragma once

#include "tidings-caller.h"

G_BEGIN_DECLS

typedef struct _TidingsCallers TidingsCallers;

/** tidings_callers_new: Returns: (transfer full): nobody is known yet */
TidingsCallers      *tidings_callers_new  (GDBusConnection *bus);
void                 tidings_callers_free (TidingsCallers  *self);

/**
 * tidings_callers_get:
 * @self: callers
 * @sender: (nullable): the unique name a call came from, which the bus gives nobody else as long as it runs
 *
 * Returns: (transfer none): who that is, see tidings_caller_new(); until the next one is asked for
 */
const TidingsCaller *tidings_callers_get  (TidingsCallers  *self,
                                           const char      *sender);

G_END_DECLS
