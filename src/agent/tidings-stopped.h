/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that a limit stopped: one notification for each limit, which counts. */
#pragma once

#include "tidings-clock.h"
#include "tidings-message.h"

G_BEGIN_DECLS

typedef struct _TidingsStopped TidingsStopped;

/**
 * TidingsStoppedFunc:
 * @reason: the limit (tidings-reason.h)
 * @count: texts that it has stopped since it was quiet for an hour
 * @last: the last of them
 * @is_urgent: one of them was critical
 * @user_data: as given to tidings_stopped_new()
 *
 * Shows the notification of a limit, in place of the one before.
 */
typedef void (*TidingsStoppedFunc) (const char     *reason,
                                    guint           count,
                                    TidingsMessage *last,
                                    gboolean        is_urgent,
                                    gpointer        user_data);

/** tidings_stopped_new: Returns: (transfer full): nothing stopped yet; @show is called while it lives */
TidingsStopped *tidings_stopped_new  (TidingsClock       *clock,
                                      TidingsStoppedFunc  show,
                                      gpointer            user_data);
/** tidings_stopped_free: shows what was not shown yet */
void            tidings_stopped_free (TidingsStopped     *self);
/**
 * tidings_stopped_add:
 * @self: what was stopped so far
 * @message: a text that a limit has stopped
 *
 * The first is shown at once; while more come, their number is shown again after two seconds, four, and so on up to a minute, so
 * that ten thousand cost a handful of notifications.
 */
void            tidings_stopped_add  (TidingsStopped     *self,
                                      TidingsMessage     *message);

G_END_DECLS
