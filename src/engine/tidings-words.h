/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words a person gets: the household's or the catalog's, in that person's language. */
#pragma once

#include "tidings-composer.h"
#include "tidings-core.h"
#include "tidings-engine.h"

G_BEGIN_DECLS

/**
 * tidings_words_compose:
 * @core: the core
 * @person: who gets it; `{{ person }}` is their name unless the values bring one
 * @type: what it is
 * @raise: the values, and a subject that may take the place of the type's
 * @sender: (nullable): what it will leave from; %NULL when nothing can leave now
 * @error: return location in #TIDINGS_ENGINE_ERROR: INVALID names the value that is missing or wrong
 *
 * The wording is the household's own for exactly the person's language, else for the language without its region, else the
 * household's for all languages, else the catalog's for the language, else the catalog's English. Requests for an answer are left
 * out where @sender cannot be answered. How to unsubscribe is said where the household wants it and @sender can be answered, but
 * not in codes and test texts.
 *
 * Returns: (transfer full) (nullable): the text
 */
TidingsText *tidings_words_compose (TidingsCore         *core,
                                    TidingsPerson       *person,
                                    TidingsAlertType    *type,
                                    const TidingsRaise  *raise,
                                    const char          *sender,
                                    GError             **error);

/**
 * tidings_words_wants_stop:
 * @core: the core
 * @type: (nullable): what is sent; %NULL for several
 * @sender: (nullable): what it will leave from
 *
 * Returns: whether a text says how to unsubscribe, if it fits
 */
gboolean     tidings_words_wants_stop (TidingsCore         *core,
                                       TidingsAlertType    *type,
                                       const char          *sender);

G_END_DECLS
