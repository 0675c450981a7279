/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs that ask for texts: met for the first time, and what the rules want to know of them. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

/**
 * tidings_programs_meet:
 * @core: what the parts share
 * @raise: an alert
 * @is_preview: write nothing
 * @program: (out) (transfer full) (nullable): who asks for it; %NULL for the household's own. Its id is 0 if nobody knows it yet
 *   and nothing was written
 * @error: return location
 *
 * Notes that a program has asked; of one that never did before the desktop is told, once. Call it inside a transaction.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_programs_meet       (TidingsCore           *core,
                                      const TidingsRaise    *raise,
                                      gboolean               is_preview,
                                      TidingsProgram       **program,
                                      GError               **error);
/** tidings_programs_read_facts: fills in what the rules ask about @program at the instant @at; inside a transaction it holds until the commit */
void     tidings_programs_read_facts (TidingsCore           *core,
                                      const TidingsProgram  *program,
                                      gint64                 at,
                                      TidingsFacts          *facts);
/** tidings_programs_read_facts_of: the same by a row id, 0 for the household's own; one that was forgotten meanwhile is as a new one */
void     tidings_programs_read_facts_of (TidingsCore        *core,
                                         gint64              id,
                                         gint64              at,
                                         TidingsFacts       *facts);

G_END_DECLS
