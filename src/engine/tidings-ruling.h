/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules say of a message, and what follows from it for its row. */
#pragma once

#include "tidings-core.h"
#include "tidings-router.h"

G_BEGIN_DECLS

/* The one type whose texts are codes. */
#define TIDINGS_RULING_CODE_TYPE "verification_code"
/* And the one whose texts try the way to a phone. */
#define TIDINGS_RULING_TEST_TYPE "delivery_test"

/**
 * TidingsRulingCase:
 * @dedupe: (nullable): dedupe key
 * @window_s: seconds in which the same key is sent once, 0 for no such rule
 * @program: (nullable): who asks for it, if that may not be stored yet; without, whose text the message is
 * @is_forced: a person at the computer asked for this very text to be sent now
 * @gathers: it is late and may have company
 *
 * What the rules want to know of a case beside person, type and message; zeroed memory is a text that is released.
 */
typedef struct {
  const char *dedupe;
  guint window_s;
  const TidingsProgram *program;
  gboolean is_forced;
  gboolean gathers;
} TidingsRulingCase;

/**
 * tidings_ruling_ask:
 * @core: what the parts share
 * @person: who would get it
 * @type: what it is
 * @message: the text; its price, channel and priority count
 * @own_case: the rest
 *
 * Asks the rules at this moment. Inside a transaction the answer holds until the commit.
 *
 * Returns: the verdict
 */
TidingsVerdict tidings_ruling_ask       (TidingsCore             *core,
                                         TidingsPerson           *person,
                                         TidingsAlertType        *type,
                                         TidingsMessage          *message,
                                         const TidingsRulingCase *own_case);
/** tidings_ruling_apply: puts a verdict's outcome into the message; what is queued counts from @now (UTC milliseconds) on */
void           tidings_ruling_apply     (TidingsMessage          *message,
                                         const TidingsVerdict    *verdict,
                                         gint64                   now);
/** tidings_ruling_note_missing_account: a queued text that cannot leave for want of an account says so from the start */
void           tidings_ruling_note_missing_account (TidingsCore    *core,
                                                    TidingsMessage *message);
/** tidings_ruling_estimate: sets the message's price as far as it is known, and asks for one that is not. Returns: what it costs at least, millionths, -1 if unknown */
gint64         tidings_ruling_estimate  (TidingsCore             *core,
                                         TidingsPerson           *person,
                                         TidingsMessage          *message,
                                         const TidingsChoice     *choice);
/** tidings_ruling_set_route: a text that goes its way has a sender; only one that is counted sets money aside */
void           tidings_ruling_set_route (TidingsMessage          *message,
                                         const TidingsChoice     *choice);
/** tidings_ruling_keep_route: adds the sender's reason to the story of a queued text. Returns: %FALSE with @error set */
gboolean       tidings_ruling_keep_route (TidingsCore            *core,
                                          TidingsMessage         *message,
                                          TidingsChoice          *choice,
                                          GError                **error);
/** tidings_ruling_dup_size: Returns: (transfer full): how long a text is, what it is estimated to cost and what was given up so that it fits (@note: (nullable)), as its story keeps it: "2 GSM-7 0.15 USD;cut" */
char          *tidings_ruling_dup_size   (TidingsMessage         *message,
                                          const char             *note);
/** tidings_ruling_keep_trace: adds what the rules saw to the story of message @id. Returns: %FALSE with @error set */
gboolean       tidings_ruling_keep_trace (TidingsCore            *core,
                                          gint64                  id,
                                          const TidingsVerdict   *verdict,
                                          GError                **error);
/** tidings_ruling_judge_late: Returns: the verdict on a text that made sense until @late_at (UTC milliseconds), which has passed */
TidingsVerdict tidings_ruling_judge_late (gint64                  late_at);
/** tidings_ruling_is_limit: Returns: whether the reason is a limit in texts or money, which the desktop is told of */
gboolean       tidings_ruling_is_limit  (const char              *reason);
/** tidings_ruling_tell: tells the desktop of a text that a limit stopped, or that makes no sense any more; @person: (nullable) */
void           tidings_ruling_tell      (TidingsCore             *core,
                                         TidingsMessage          *message,
                                         TidingsPerson           *person);
/** tidings_ruling_is_text: Returns: whether it is a text of ours and no code of Twilio's Verify */
gboolean       tidings_ruling_is_text   (TidingsMessage          *message);

G_END_DECLS
