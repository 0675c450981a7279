/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message's story in words: the store keeps names of steps for programs, people read sentences. */
#pragma once

#include "tidings-store-messages.h"

G_BEGIN_DECLS

/** tidings_event_dup_words: Returns: (transfer full): what happened; an unknown step as it is */
char *tidings_event_dup_words  (const TidingsEvent *event);

/**
 * tidings_event_dup_detail:
 * @event: a step
 * @person: (nullable): name to use in sentences
 *
 * Returns: (transfer full): more about it: who raised it, which rule stopped it, what it cost; "" where nothing would help a
 *   person, such as ids
 */
char *tidings_event_dup_detail (const TidingsEvent *event,
                                const char         *person);

G_END_DECLS
