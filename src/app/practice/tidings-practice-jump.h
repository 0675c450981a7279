/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the practice phone shows of practice time: where it stands, where a jump is on its way to, and where one may go. */
#pragma once

#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_PRACTICE_JUMP (tidings_practice_jump_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPracticeJump, tidings_practice_jump, TIDINGS, PRACTICE_JUMP, GObject)

/**
 * TidingsPracticeJump properties, all read-only:
 *   title (string: "Practice time: tomorrow 09:00", "" in the present), is-ahead (bool), is-going (bool: a jump is under way),
 *   going (string: where to, "" while there is none), progress (double, 0 to 1), next (string: what is due next and when, "" for
 *   nothing), can-go (bool: the agent is there and no jump is under way), can-go-next (bool: and something is due)
 */

/** tidings_practice_jump_new: Returns: (transfer full): practice time as @client knows it; followed */
TidingsPracticeJump *tidings_practice_jump_new          (TidingsClient *client);
/** tidings_practice_jump_get_hour: Returns: UTC milliseconds, an hour ahead of @now */
gint64               tidings_practice_jump_get_hour     (gint64         now);
/** tidings_practice_jump_get_morning: Returns: UTC milliseconds of the next eight in the morning by this computer's zone */
gint64               tidings_practice_jump_get_morning  (gint64         now);

G_END_DECLS
