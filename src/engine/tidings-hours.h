/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows when the hours of a person change in which they are not to be disturbed. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

/** tidings_hours_changed: another pause or other quiet hours: asks the rules again about what those held. Not inside a transaction; faults are only logged */
void tidings_hours_changed (TidingsCore *core,
                            gint64       person);

G_END_DECLS
