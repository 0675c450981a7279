/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the front door share. */
#pragma once

#include "tidings-core.h"
#include "tidings-forgetting.h"
#include "tidings-outbox.h"

G_BEGIN_DECLS

TidingsCore   *tidings_engine_get_core   (TidingsEngine *self);
TidingsOutbox *tidings_engine_get_outbox (TidingsEngine *self);
TidingsForgetting *tidings_engine_get_forgetting (TidingsEngine *self);
/** tidings_engine_is_asking: Returns: whether a question about replies, a request to erase something, or one to call back what Twilio has ahead of time, is on its way */
gboolean       tidings_engine_is_asking  (TidingsEngine *self);

G_END_DECLS
