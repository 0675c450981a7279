/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes next for a number that a link wants to have texted. */
#pragma once

#include <gio/gio.h>
#include "tidings-person.h"

G_BEGIN_DECLS

/**
 * TidingsLinkStep:
 * @TIDINGS_LINK_STEP_WRITE: somebody has the number: the text can be written
 * @TIDINGS_LINK_STEP_ADD: nobody has it: ask whether to add somebody
 * @TIDINGS_LINK_STEP_WAIT: somebody was added for it, but the number is not confirmed yet
 * @TIDINGS_LINK_STEP_NEVER: it is no number that a text could go to
 * @TIDINGS_LINK_STEP_LEAVE: it was asked, and nobody was added
 */
typedef enum {
  TIDINGS_LINK_STEP_WRITE,
  TIDINGS_LINK_STEP_ADD,
  TIDINGS_LINK_STEP_WAIT,
  TIDINGS_LINK_STEP_NEVER,
  TIDINGS_LINK_STEP_LEAVE,
} TidingsLinkStep;

/**
 * tidings_link_step:
 * @people: (element-type TidingsPerson): everybody
 * @number: as the link has it; national digits are also read in each person's own country
 * @country: (nullable): ISO code to read national digits in
 * @asked_after: -1 while nobody was asked to add a person for it; then the largest row id that a person had before, so that one
 *   who was added with another number, because the link's was wrong, gets the text as well
 * @person: (out) (transfer full) (nullable): who has the number
 *
 * Somebody who was here before and is not confirmed gets the dialog all the same: it says what stops the text.
 *
 * Returns: what to do now
 */
TidingsLinkStep tidings_link_step (GListModel     *people,
                                   const char     *number,
                                   const char     *country,
                                   gint64          asked_after,
                                   TidingsPerson **person);

G_END_DECLS
