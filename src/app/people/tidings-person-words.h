/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lists and pages say of a person. */
#pragma once

#include "tidings-person.h"
#include "tidings-store-audit.h"

G_BEGIN_DECLS

/** tidings_person_words_state: Returns: (transfer full): "Confirmed", "Not confirmed", or when they opted out */
char *tidings_person_words_state    (TidingsPerson *person,
                                     gint64         now);
/** tidings_person_words_subtitle: Returns: (transfer full): number and state, "+44 7700 900123 · Confirmed" */
char *tidings_person_words_subtitle (TidingsPerson *person,
                                     gint64         now);

/**
 * tidings_person_words_opt_out:
 * @person: somebody who opted out
 * @sender: (nullable): number or name that texts come from, as it is stored
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): what happened, and how it is undone; by the person alone
 */
char *tidings_person_words_opt_out  (TidingsPerson *person,
                                     const char    *sender,
                                     gint64         now);

/**
 * tidings_person_get_start_number:
 * @person: somebody who opted out
 * @sender: (nullable): number or name that texts come from, as it is stored
 *
 * Returns: (transfer none) (nullable): the number to which START has to be texted: the one that got the STOP, else the sender;
 *   %NULL where neither is known as a number
 */
const char *tidings_person_get_start_number (TidingsPerson *person,
                                             const char    *sender);

/** tidings_person_words_line: Returns: (transfer full): what kind of line the number is and whose, "Mobile phone · Vodafone"; "" while nobody asked */
char       *tidings_person_words_line       (TidingsPerson *person);

/** tidings_person_matches: Returns: whether each word of @query begins a word of the name, or its digits are in the number */
gboolean tidings_person_matches     (TidingsPerson *person,
                                     const char    *query);

/**
 * tidings_person_words_icon:
 * @person: somebody
 * @now: UTC milliseconds
 * @style: (out): style class that goes with it
 *
 * Returns: name of the icon that says the same as tidings_person_words_state()
 */
const char *tidings_person_words_icon (TidingsPerson  *person,
                                       gint64          now,
                                       const char    **style);

/** tidings_person_words_trail: @now: UTC milliseconds. Returns: (transfer full): when it happened, who asked for it and which number it was about: "3 Nov 14:05 · From the window · +49 …" */
char *tidings_person_words_trail (const TidingsAuditEntry *entry,
                                  gint64                   now);

/**
 * tidings_person_words_is_consent:
 * @entry: an entry of the trail
 *
 * Returns: whether it is about the number and what was agreed to for it, and not about a kind of alert
 */
gboolean tidings_person_words_is_consent (const TidingsAuditEntry *entry);

/**
 * tidings_person_words_trail_icon:
 * @entry: an entry of the trail
 * @style: (out): style class that goes with it
 *
 * Returns: name of an icon for what happened
 */
const char *tidings_person_words_trail_icon (const TidingsAuditEntry  *entry,
                                             const char              **style);

/**
 * tidings_person_words_last_consent:
 * @entries: (element-type TidingsAuditEntry): a person's trail in the order in which it was written
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): the latest of the entries that say whether texts may be sent, with when: “Texted START · 14:05”; "" without one
 */
char *tidings_person_words_last_consent (GPtrArray *entries,
                                         gint64     now);

G_END_DECLS
