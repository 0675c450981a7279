/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An alert of one's own while it is made or changed: what is wrong with each of its parts, and what its text would say. */
#pragma once

#include <glib-object.h>
#include "tidings-alert-type.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_OWN_DRAFT (tidings_own_draft_get_type ())
G_DECLARE_FINAL_TYPE (TidingsOwnDraft, tidings_own_draft, TIDINGS, OWN_DRAFT, GObject)

/**
 * TidingsOwnDraft properties:
 *   read-write: title (string), text (string: the template; what it names are the values that an alert brings), group (uint:
 *   index in tidings_own_draft_get_groups()), priority (uint, #TidingsPriority), cooldown (double: minutes in which the same is sent once, 0
 *   for as often as it comes);
 *   read-only: title-problem, text-problem, cooldown-problem (strings: what cannot be, "" while it can; of a field that nobody
 *   has written into yet, nothing is said), preview (string: filled with samples, "" while broken), count ("118 characters ·
 *   1 text"), n-texts (uint), command (string: how a program raises it, "" while broken), can-save (bool), is-changed (bool)
 */

/** tidings_own_draft_new: @type: (nullable): an own type to change, %NULL for a new one. Returns: (transfer full): a draft of it */
TidingsOwnDraft     *tidings_own_draft_new           (TidingsCatalog   *catalog,
                                                      TidingsAlertType *type);
/** tidings_own_draft_get_groups: Returns: (transfer none) (array zero-terminated=1): ids of the groups that it may be in */
const char * const  *tidings_own_draft_get_groups    (TidingsOwnDraft  *self);
/** tidings_own_draft_list_fields: Returns: (transfer full) (array zero-terminated=1): names of the values that the text asks for, in its order */
GStrv                tidings_own_draft_list_fields   (TidingsOwnDraft  *self);
/** tidings_own_draft_dup_sample: Returns: (transfer full): a value that @field typically has, for previews and tests; "" while the text is broken */
char                *tidings_own_draft_dup_sample    (TidingsOwnDraft  *self,
                                                      const char       *field);
/** tidings_own_draft_set_sample: gives another typical value; "" for a made-up one */
void                 tidings_own_draft_set_sample    (TidingsOwnDraft  *self,
                                                      const char       *field,
                                                      const char       *sample);
/** tidings_own_draft_get_kind: Returns: what @field has to be */
TidingsFieldKind     tidings_own_draft_get_kind      (TidingsOwnDraft  *self,
                                                      const char       *field);
/** tidings_own_draft_set_kind: says what @field has to be */
void                 tidings_own_draft_set_kind      (TidingsOwnDraft  *self,
                                                      const char       *field,
                                                      TidingsFieldKind  kind);
/** tidings_own_draft_dup_value_problem: Returns: (transfer full): why the typical value of @field cannot be, "" if it can */
char                *tidings_own_draft_dup_value_problem (TidingsOwnDraft *self,
                                                          const char      *field);
/** tidings_own_draft_show_problems: from now on, empty fields count as wrong too: somebody wants to save. Returns: whether it can be kept */
gboolean             tidings_own_draft_show_problems (TidingsOwnDraft  *self);
/** tidings_own_draft_dup_id: Returns: (transfer full): the type's id; a new one's is made of its title, and nobody has it yet */
char                *tidings_own_draft_dup_id        (TidingsOwnDraft  *self);
/** tidings_own_draft_dup_values: Returns: (transfer floating): a{sv}, as the agent's PutType takes it */
GVariant            *tidings_own_draft_dup_values    (TidingsOwnDraft  *self);

G_END_DECLS
