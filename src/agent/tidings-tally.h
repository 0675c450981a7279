/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to many texts for the same cause: one notification for each cause, which counts. */
#pragma once

#include "tidings-clock.h"
#include "tidings-message.h"

G_BEGIN_DECLS

typedef struct _TidingsTally TidingsTally;

/**
 * TidingsTallyFunc:
 * @cause: as given to tidings_tally_add()
 * @count: texts that it has met since it was quiet
 * @first: row id of the first of them
 * @last: the last of them
 * @is_urgent: one of them was critical
 * @user_data: as given to tidings_tally_new()
 *
 * Shows the notification of a cause, in place of the one before with the same @first.
 */
typedef void (*TidingsTallyFunc) (const char     *cause,
                                  guint           count,
                                  gint64          first,
                                  TidingsMessage *last,
                                  gboolean        is_urgent,
                                  gpointer        user_data);

/**
 * tidings_tally_new:
 * @clock: the computer's
 * @quiet_ms: after so many milliseconds without one, the number of a cause begins anew
 * @show: called while it lives
 * @user_data: for @show
 *
 * Returns: (transfer full): nothing counted yet
 */
TidingsTally *tidings_tally_new  (TidingsClock     *clock,
                                  gint64            quiet_ms,
                                  TidingsTallyFunc  show,
                                  gpointer          user_data);
/** tidings_tally_free: shows what was not shown yet */
void          tidings_tally_free (TidingsTally     *self);
/**
 * tidings_tally_add:
 * @self: what was counted so far
 * @cause: what is counted together
 * @message: a text that met it
 *
 * The first is shown at once; while more come, their number is shown again after two seconds, four, and so on up to a minute, so
 * that ten thousand cost a handful of notifications.
 */
void          tidings_tally_add  (TidingsTally     *self,
                                  const char       *cause,
                                  TidingsMessage   *message);

G_END_DECLS
