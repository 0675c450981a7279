/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message as a list shows it: a line, a state in icon, word and colour, and the one next step. */
#pragma once

#include "tidings-message.h"

G_BEGIN_DECLS

/**
 * TidingsStep:
 *
 * The one thing a person can do about a message that is not a success (the window's guide, section 10).
 */
typedef enum {
  TIDINGS_STEP_NONE,
  TIDINGS_STEP_RETRY,
  TIDINGS_STEP_ASK_AGAIN,        /* it may have arrived: ask before sending again */
  TIDINGS_STEP_LEAVE,            /* it may have arrived: nothing more is done about it */
  TIDINGS_STEP_SEND_NOW,         /* out of quiet hours */
  TIDINGS_STEP_CANCEL,
  TIDINGS_STEP_RESUME,
  TIDINGS_STEP_CONFIRM,
  TIDINGS_STEP_HOW_TO_UNDO,
  TIDINGS_STEP_ALERT_SETTINGS,
  TIDINGS_STEP_SHOW_PERSON,      /* their page, where what stopped it is set */
  TIDINGS_STEP_SHOW_OTHER,       /* the text that says it */
  TIDINGS_STEP_CHANGE_LIMITS,
  TIDINGS_STEP_EDIT_NUMBER,
  TIDINGS_STEP_EDIT_WORDING,
  TIDINGS_STEP_OPEN_TWILIO,
  TIDINGS_STEP_READ_MORE,
  TIDINGS_STEP_CHECK_SENDING,
  TIDINGS_STEP_CHECK_ACCOUNT,
  TIDINGS_STEP_EXPLANATION,
} TidingsStep;

#define TIDINGS_TYPE_MESSAGE_ITEM (tidings_message_item_get_type ())
G_DECLARE_FINAL_TYPE (TidingsMessageItem, tidings_message_item, TIDINGS, MESSAGE_ITEM, GObject)

/**
 * TidingsMessageItem properties, all read-only, notified by tidings_message_item_update():
 *   title (first line of the text; never a code; the kind of alert when texts are hidden), text (the whole of it, under the
 *   same rules), who (name, or the number of somebody removed), subtitle ("Amina · 14:05 · Delivered"), day-subtitle (the same
 *   for lists without headings: "Amina · yesterday 14:05 · Delivered"), state-line ("Not delivered: …"), icon-name, style-class (`dim-label`, `success`, `warning` or `error`), day (heading), step (int,
 *   #TidingsStep), step-label (with a mnemonic; "" for none), other-step and other-label (a second way, where there are two),
 *   note (what else is good to know about the state; "" for nothing), cost, setting (where the rule that stopped or holds it is
 *   set, "Preferences ▸ Limits ▸ …"; "" where no setting did), setting-title (what that row is called)
 */

/**
 * tidings_message_item_new:
 * @message: the message to show
 * @now: UTC milliseconds, for "Today" and "tomorrow"
 * @hide_text: whether the text stays hidden
 *
 * Returns: (transfer full): the item
 */
TidingsMessageItem *tidings_message_item_new         (TidingsMessage     *message,
                                                      gint64              now,
                                                      gboolean            hide_text);

/**
 * tidings_message_item_update:
 * @self: an item
 * @message: the same message as it is now
 * @now: UTC milliseconds
 * @hide_text: whether the text stays hidden
 *
 * Shows how the message has gone on. The row stays where it is, with its focus.
 */
void                tidings_message_item_update      (TidingsMessageItem *self,
                                                      TidingsMessage     *message,
                                                      gint64              now,
                                                      gboolean            hide_text);

/** tidings_message_item_get_message: Returns: (transfer none): the message it shows */
TidingsMessage     *tidings_message_item_get_message (TidingsMessageItem *self);

/** tidings_message_get_step: Returns: the next step for a message */
TidingsStep         tidings_message_get_step         (TidingsMessage     *message);

/** tidings_message_get_other_step: Returns: what can be done instead of the next step, mostly nothing */
TidingsStep         tidings_message_get_other_step   (TidingsMessage     *message);

/**
 * tidings_message_get_setting_step:
 * @message: a message
 *
 * Returns: what opens the place where the rule that stopped or holds it is set; %TIDINGS_STEP_NONE where there is no such place
 */
TidingsStep         tidings_message_get_setting_step (TidingsMessage *message);

/** tidings_message_is_lost: Returns: whether its answer was lost and is not looked for any more, so that somebody has to decide */
gboolean            tidings_message_is_lost          (TidingsMessage     *message);

/** tidings_message_can_ask: Returns: whether Twilio can be asked about it: it has it, or may have it */
gboolean            tidings_message_can_ask          (TidingsMessage     *message);

/** tidings_message_can_send_again: Returns: whether the agent may be asked to send this text again (codes never: a new one is sent instead) */
gboolean            tidings_message_can_send_again   (TidingsMessage     *message);

/** tidings_message_can_cancel: Returns: whether it has not left yet */
gboolean            tidings_message_can_cancel       (TidingsMessage     *message);

/** tidings_message_can_delete: Returns: whether it has ended, so that it may be taken out */
gboolean            tidings_message_can_delete       (TidingsMessage     *message);

/** tidings_message_is_code: Returns: whether the text carries a confirmation code and must not be shown */
gboolean            tidings_message_is_code          (TidingsMessage     *message);

G_END_DECLS
