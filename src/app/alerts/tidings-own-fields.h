/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of an alert of one's own: what kind each is, and a typical one. */
#pragma once

#include <adwaita.h>
#include "tidings-own-draft.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_OWN_FIELDS (tidings_own_fields_get_type ())
G_DECLARE_FINAL_TYPE (TidingsOwnFields, tidings_own_fields, TIDINGS, OWN_FIELDS, AdwPreferencesGroup)

/** tidings_own_fields_follow: shows the values that the text of @draft asks for, and changes what it knows of them; hidden while there are none. Called once */
void     tidings_own_fields_follow        (TidingsOwnFields *self,
                                           TidingsOwnDraft  *draft);
/** tidings_own_fields_focus_problem: moves the focus to the first that cannot be. Returns: whether there is one */
gboolean tidings_own_fields_focus_problem (TidingsOwnFields *self);

G_END_DECLS
