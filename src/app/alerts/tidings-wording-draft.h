/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wording of an alert while it is written: what it would say, how many texts that takes, and what is wrong with it. */
#pragma once

#include <glib-object.h>
#include "tidings-alert-type.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_WORDING_DRAFT (tidings_wording_draft_get_type ())
G_DECLARE_FINAL_TYPE (TidingsWordingDraft, tidings_wording_draft, TIDINGS, WORDING_DRAFT, GObject)

/**
 * TidingsWordingDraft properties:
 *   read-write: text (string): the template;
 *   read-only: preview (string: filled with samples, "" while broken), count ("118 characters · 1 text"), n-texts (uint), n-texts-cheaper
 *   (uint: how many with only the costly characters replaced, 0 if that would win nothing), costly (strv: what makes it dear), note
 *   (string: why it takes more than one text, or what is changed on the way), problem (string: why it cannot be kept),
 *   can-save (bool), is-changed (bool: other than when it was loaded), is-own (bool: other than what came with Tidings)
 */

/** tidings_wording_draft_new: Returns: (transfer full): an empty draft; load it before use */
TidingsWordingDraft *tidings_wording_draft_new  (TidingsAlertType    *type);

/**
 * tidings_wording_draft_load:
 * @self: a draft
 * @language: language of the wording
 * @own: (nullable): the household's own wording for it, %NULL for what came with Tidings
 *
 * Begins with a wording; it counts as unchanged.
 */
void                 tidings_wording_draft_load (TidingsWordingDraft *self,
                                                 const char          *language,
                                                 const char          *own);

/** tidings_wording_draft_restore: puts the wording that came with Tidings in its place */
void                 tidings_wording_draft_restore (TidingsWordingDraft *self);

/** tidings_wording_draft_cheapen: puts the wording of which `n-texts-cheaper` tells in its place; nothing without one */
void                 tidings_wording_draft_cheapen (TidingsWordingDraft *self);

/** tidings_wording_draft_dup_result: Returns: (transfer full): what the agent keeps: "" for the wording that came with Tidings */
char                *tidings_wording_draft_dup_result (TidingsWordingDraft *self);

/**
 * tidings_wording_fill:
 * @type: an alert type
 * @template: a wording of it
 *
 * Returns: (transfer full) (nullable): @template with the type's samples in it; %NULL if it is broken
 */
char                *tidings_wording_fill       (TidingsAlertType    *type,
                                                 const char          *template);

/** tidings_wording_count: Returns: (transfer full): "118 characters · 1 text" for a text as it leaves; @n_texts: (out) (optional): how many texts */
char                *tidings_wording_count      (const char          *body,
                                                 guint               *n_texts);

/**
 * tidings_wording_describe_costly:
 * @costly: (array zero-terminated=1): characters that make a text take more parts, one at least
 * @n_texts: how many texts it takes with them
 * @n_then: how many it would take without them
 *
 * Returns: (transfer full): "“ş” and “ğ” make this 2 texts instead of 1"
 */
char                *tidings_wording_describe_costly (GStrv            costly,
                                                      guint            n_texts,
                                                      guint            n_then);

/** tidings_wording_get_samples: Returns: (transfer floating): a{sv}, made-up values for all placeholders of a type, as the agent takes them */
GVariant *tidings_wording_get_samples (TidingsAlertType *type);

G_END_DECLS
