/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for what people answer: often while somebody talks, seldom while something is awaited, otherwise never. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

typedef struct _TidingsInbox TidingsInbox;

TidingsInbox  *tidings_inbox_new         (TidingsCore  *core);
void           tidings_inbox_free        (TidingsInbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsInbox, tidings_inbox_free)

/** tidings_inbox_check: asks Twilio for new texts, for one own number after the other; one round at a time */
void           tidings_inbox_check       (TidingsInbox *self);
/** tidings_inbox_take: takes in one text, however it was learned of; see tidings_engine_take_inbound() */
gboolean       tidings_inbox_take        (TidingsInbox         *self,
                                          TidingsTwilioMessage *text,
                                          GError              **error);
/** tidings_inbox_expect: something was sent at @now, so answers are looked for each minute during the next ten */
void           tidings_inbox_expect      (TidingsInbox *self,
                                          gint64        now);
/** tidings_inbox_clock_changed: no look is planned further away than it would be from @now */
void           tidings_inbox_clock_changed (TidingsInbox *self,
                                            gint64        now);
/** tidings_inbox_get_next_at: Returns: UTC milliseconds of the next look, 0 for none */
gint64         tidings_inbox_get_next_at (TidingsInbox *self);
/** tidings_inbox_is_busy: Returns: whether a question is on its way */
gboolean       tidings_inbox_is_busy     (TidingsInbox *self);

G_END_DECLS
