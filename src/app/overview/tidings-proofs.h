/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When each confirmed phone last took a text: the proof that the next alert has somewhere to go. */
#pragma once

#include <gio/gio.h>
#include "tidings-clock.h"
#include "tidings-store.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_PROOF (tidings_proof_get_type ())
G_DECLARE_FINAL_TYPE (TidingsProof, tidings_proof, TIDINGS, PROOF, GObject)

/** TidingsProof properties, read-only: person-id (int64), title (the person's name), subtitle ("Last text arrived: yesterday 14:05", "No text has arrived yet") */

#define TIDINGS_TYPE_PROOFS (tidings_proofs_get_type ())
G_DECLARE_FINAL_TYPE (TidingsProofs, tidings_proofs, TIDINGS, PROOFS, GObject)

/** tidings_proofs_new: @people: a #GListModel of #TidingsPerson that is followed. Returns: (transfer full): the phones, none until tidings_proofs_look() */
TidingsProofs *tidings_proofs_new  (GListModel    *people,
                                    TidingsClock  *clock);
/** tidings_proofs_look: reads @store (nullable) anew */
void           tidings_proofs_look (TidingsProofs *self,
                                    TidingsStore  *store);
/** tidings_proofs_list: Returns: (transfer none): a #GListModel of #TidingsProof in the order of the people; those that stay are never replaced */
GListModel    *tidings_proofs_list (TidingsProofs *self);

G_END_DECLS
