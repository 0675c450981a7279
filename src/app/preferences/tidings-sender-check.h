/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether texts can reach a phone: the agent's check, line by line as it learns them. */
#pragma once

#include "tidings-client.h"

G_BEGIN_DECLS

/**
 * TidingsCheckStep:
 *
 * Where the window can take somebody who is to do something about a line.
 */
typedef enum {
  TIDINGS_CHECK_STEP_NONE,
  TIDINGS_CHECK_STEP_CONNECT,      /* the assistant's page for the account */
  TIDINGS_CHECK_STEP_OPEN_TWILIO,
} TidingsCheckStep;

#define TIDINGS_TYPE_CHECK_LINE (tidings_check_line_get_type ())
G_DECLARE_FINAL_TYPE (TidingsCheckLine, tidings_check_line, TIDINGS, CHECK_LINE, GObject)

/**
 * TidingsCheckLine properties, read-only:
 *   title (string): what was looked at, in words
 *   text (string): how it is and, on a line of its own, the one next step
 *   verdict (string): "Good", "Needs attention" or "Not known", for those who do not see the icon
 *   icon-name, style-class (string): `success`, `error` or `warning`
 *   step (int): #TidingsCheckStep
 *   step-label (string): with a mnemonic; "" for none
 *   help-topic (string): page of the help about what is bad; "" for none
 */

#define TIDINGS_TYPE_SENDER_CHECK (tidings_sender_check_get_type ())
G_DECLARE_FINAL_TYPE (TidingsSenderCheck, tidings_sender_check, TIDINGS, SENDER_CHECK, GObject)

/**
 * TidingsSenderCheck properties, read-only:
 *   is-busy (bool): it runs
 *   words (string): how it stands, a sentence; "" before the first start
 *   has-failed (bool): it could not be done at all, the words say why; there are no lines then
 *   proof (string): what the check says of the proof, which only a real text gives; "" while unknown
 */

/** tidings_sender_check_new: Returns: (transfer full): a check that has not begun */
TidingsSenderCheck *tidings_sender_check_new        (TidingsClient      *client);

/** tidings_sender_check_list_lines: Returns: (transfer none): a #GListModel of #TidingsCheckLine, in the order in which they became known; the proof is none of them */
GListModel         *tidings_sender_check_list_lines (TidingsSenderCheck *self);

/** tidings_sender_check_start: begins anew, with no line; does nothing while it runs */
void                tidings_sender_check_start      (TidingsSenderCheck *self);

/** tidings_sender_check_cancel: stops it; the lines that are known stay */
void                tidings_sender_check_cancel     (TidingsSenderCheck *self);

G_END_DECLS
