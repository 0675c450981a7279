/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that were missed together: one notification for all of them. */
#pragma once

#include "tidings-message.h"

G_BEGIN_DECLS

/* How many of them are named. */
#define TIDINGS_MISSED_NAMED 3

typedef struct _TidingsMissed TidingsMissed;

/**
 * TidingsMissedFunc:
 * @messages: (element-type TidingsMessage): the first few
 * @count: how many there are
 * @user_data: as given to tidings_missed_new()
 */
typedef void (*TidingsMissedFunc) (GPtrArray *messages,
                                   guint      count,
                                   gpointer   user_data);

/** tidings_missed_new: Returns: (transfer full): nothing missed yet; @show is called while it lives */
TidingsMissed *tidings_missed_new  (TidingsMissedFunc  show,
                                    gpointer           user_data);
/** tidings_missed_free: shows what was not shown yet */
void           tidings_missed_free (TidingsMissed     *self);
/** tidings_missed_add: shows it as soon as the main loop has nothing else to do, together with those that come until then */
void           tidings_missed_add  (TidingsMissed     *self,
                                    TidingsMessage    *message);

G_END_DECLS
