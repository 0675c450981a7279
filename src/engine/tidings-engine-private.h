/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the front door share. */
#pragma once

#include "tidings-core.h"
#include "tidings-outbox.h"

G_BEGIN_DECLS

TidingsCore   *tidings_engine_get_core   (TidingsEngine *self);
TidingsOutbox *tidings_engine_get_outbox (TidingsEngine *self);

G_END_DECLS
