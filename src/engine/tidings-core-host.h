/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts may ask of the engine that holds them; implemented in tidings-engine.c, used by tidings-core.c alone. */
#pragma once

#include "tidings-engine.h"

G_BEGIN_DECLS

/** tidings_engine_host_changed: collects the subject for the end of this turn */
void tidings_engine_host_changed (TidingsEngine  *self,
                                  const char     *subject);
/** tidings_engine_host_notice: emits the signal `notice` */
void tidings_engine_host_notice  (TidingsEngine  *self,
                                  TidingsNotice   kind,
                                  TidingsMessage *message,
                                  TidingsPerson  *person,
                                 gint64          reminder,
                                  const char     *text);
/** tidings_engine_host_wake: looks at what is due in the next turn */
void tidings_engine_host_wake    (TidingsEngine  *self);

G_END_DECLS
