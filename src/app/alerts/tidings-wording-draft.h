/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wordings of an alert while they are written, one for each language: what they would say, and what is wrong with them. */
#pragma once

#include <glib-object.h>
#include "tidings-alert-type.h"
#include "tidings-wording-cost.h"
#include "tidings-wording-marks.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_WORDING_DRAFT (tidings_wording_draft_get_type ())
G_DECLARE_FINAL_TYPE (TidingsWordingDraft, tidings_wording_draft, TIDINGS, WORDING_DRAFT, GObject)

/**
 * TidingsWordingDraft properties:
 *   read-write: text (string): the template;
 *   read-only, of the language that is written: preview (string: filled with samples, "" while broken), count ("118 characters · 1
 *   text"), n-texts (uint), n-texts-cheaper (uint: how many with only the costly characters replaced, 0 if that would win nothing),
 *   is-removal (bool: nothing can stand for them, they would go), note (string: why it takes more than one text, or what is changed on
 *   the way), problem (string: why it cannot be kept), origin (string: whose words these are), is-own (bool: other than what came with
 *   Tidings);
 *   read-only, of all languages: elsewhere (string: what is wrong with one that was changed in another language), can-save (bool),
 *   is-changed (bool: other than when it was loaded)
 */

/** tidings_wording_draft_new: Returns: (transfer full): an empty draft; load it before use */
TidingsWordingDraft *tidings_wording_draft_new  (TidingsAlertType    *type);

/**
 * tidings_wording_draft_load:
 * @self: a draft
 * @language: language of the wording
 * @own: (nullable): the household's own wording for it, %NULL for what came with Tidings
 *
 * Goes on with another language. What was changed in it before stands there again; otherwise it begins with a wording that counts as
 * unchanged.
 */
void                 tidings_wording_draft_load (TidingsWordingDraft *self,
                                                 const char          *language,
                                                 const char          *own);

/** tidings_wording_draft_restore: puts the wording that came with Tidings in its place */
void                 tidings_wording_draft_restore (TidingsWordingDraft *self);

/** tidings_wording_draft_cheapen: puts the wording of which `n-texts-cheaper` tells in its place; nothing without one */
void                 tidings_wording_draft_cheapen (TidingsWordingDraft *self);

/** tidings_wording_draft_list_marks: Returns: (transfer full) (element-type TidingsWordingMark): tidings_wording_list_marks() of the text */
GArray              *tidings_wording_draft_list_marks (TidingsWordingDraft *self);

/** tidings_wording_draft_list_changed: Returns: (transfer full) (array zero-terminated=1): the languages whose wordings were changed */
GStrv                tidings_wording_draft_list_changed (TidingsWordingDraft *self);

/** tidings_wording_draft_dup_result: Returns: (transfer full): what the agent keeps for a language that was loaded: "" for the wording that came with Tidings */
char                *tidings_wording_draft_dup_result (TidingsWordingDraft *self,
                                                       const char          *language);

G_END_DECLS
