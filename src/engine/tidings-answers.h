/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one text that came in does: STOP and START, DONE and LATER, or nothing but to be read. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

/** TidingsHearing: what was made of a text */
typedef enum {
  TIDINGS_HEARING_NOTHING,     /* none to keep, or known already */
  TIDINGS_HEARING_IGNORED,     /* kept without its words: of a stranger, of an own sender, of a machine */
  TIDINGS_HEARING_HEARD,       /* somebody talks */
} TidingsHearing;

/**
 * tidings_answers_take:
 * @core: what the parts share
 * @text: what came in, however it was learned of
 * @hearing: (out): what was made of it
 * @error: return location
 *
 * Takes in one text, whole or not at all, once by its id. Call it inside a transaction, for several in the order in which
 * they were said. Nothing is ever sent in answer to it at once, so two machines cannot talk to each other through us.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_answers_take (TidingsCore           *core,
                               TidingsTwilioMessage  *text,
                               TidingsHearing        *hearing,
                               GError               **error);

G_END_DECLS
