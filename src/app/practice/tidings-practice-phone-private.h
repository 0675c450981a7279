/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the inbox fills the phones. */
#pragma once

#include "tidings-practice-phone.h"

G_BEGIN_DECLS

/** tidings_practice_text_new: Returns: (transfer full): a text, its parts counted */
TidingsPracticeText  *tidings_practice_text_new        (const char           *sid,
                                                        const char           *sender,
                                                        const char           *body,
                                                        gint64                at,
                                                        gboolean              is_reply);
/** tidings_practice_phone_new: Returns: (transfer full): a phone without texts */
TidingsPracticePhone *tidings_practice_phone_new       (const char           *number);
/** tidings_practice_phone_set_name: whose it is, %NULL for nobody in the house */
void                  tidings_practice_phone_set_name  (TidingsPracticePhone *self,
                                                        const char           *name);
/** tidings_practice_phone_set_behaviour: as PracticeSet takes it */
void                  tidings_practice_phone_set_behaviour (TidingsPracticePhone *self,
                                                        const char           *behaviour);
/** tidings_practice_phone_set_texts: @texts: (element-type TidingsPracticeText): oldest first; rows that stay are left alone */
void                  tidings_practice_phone_set_texts (TidingsPracticePhone *self,
                                                        GPtrArray            *texts);

G_END_DECLS
