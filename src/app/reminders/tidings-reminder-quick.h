/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reminder of two words: what, and when as people type it. */
#pragma once

#include "tidings-reminder-draft.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_REMINDER_QUICK (tidings_reminder_quick_get_type ())
G_DECLARE_FINAL_TYPE (TidingsReminderQuick, tidings_reminder_quick, TIDINGS, REMINDER_QUICK, GObject)

/**
 * TidingsReminderQuick properties:
 *   read-write: when (string): a moment as tidings_when_parse() takes it, "tomorrow 09:00" to begin with;
 *   read-only: moment-words (what that moment is, in full, "Sunday, 22 November 2026, 09:00"; "" while it is none),
 *   texts-words (when texts go and to whom), problem (why it cannot be added, "" if it can; what to type where @when is no
 *   moment), is-when-wrong (bool: the problem is @when), can-add (bool)
 *
 * What it is about is the title of the draft; its absence makes can-add false without a problem.
 */

/**
 * tidings_reminder_quick_new:
 * @clock: for "tomorrow"
 * @draft: the reminder that is filled in; new, with its usual moments and people
 *
 * A moment that is too near for all of the usual texts gets one at its own time instead, as long as it is that near.
 *
 * Returns: (transfer full): the two words
 */
TidingsReminderQuick *tidings_reminder_quick_new       (TidingsClock         *clock,
                                                        TidingsReminderDraft *draft);
/** tidings_reminder_quick_keep_texts: from now on no moment changes which texts there are, as when a reminder is only moved */
void                  tidings_reminder_quick_keep_texts (TidingsReminderQuick *self);
/** tidings_reminder_quick_get_draft: Returns: (transfer none): the reminder as far as it was understood, for the full editor too */
TidingsReminderDraft *tidings_reminder_quick_get_draft (TidingsReminderQuick *self);

G_END_DECLS
