/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders that fall due. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

/** tidings_scheduler_fire: raises what is due by now, or records it as missed; each moment once. Returns: %FALSE with @error set */
gboolean tidings_scheduler_fire (TidingsCore  *core,
                                 GError      **error);

G_END_DECLS
