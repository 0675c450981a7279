/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Name, number and language of somebody, and handing them to the agent. Used by the dialogs of People and by the assistant. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_PERSON_FORM (tidings_person_form_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPersonForm, tidings_person_form, TIDINGS, PERSON_FORM, AdwBin)

/**
 * TidingsPersonForm properties:
 *   client (TidingsClient, construct-only)
 *   person-id (int64): whose number is changed; 0 while somebody new is added; set after saving
 *   name (string), name-title (string): what the name's field holds and is called
 *   description (string): a sentence above the fields
 *   with-language (bool): whether the language of texts is asked for
 *   is-busy (bool, read-only): the agent has been asked
 * TidingsPersonForm::saved: the agent has them; person-id is set
 * TidingsPersonForm::show-person (int64): somebody wants to see who has the number already
 *
 * Of somebody who exists only the number is shown.
 */

/** tidings_person_form_new: Returns: (transfer floating): an empty form, or with the number of the person @person_id */
GtkWidget *tidings_person_form_new    (TidingsClient     *client,
                                       gint64             person_id);
/** tidings_person_form_submit: checks everything, shows what is missing, or asks the agent to keep it */
void       tidings_person_form_submit (TidingsPersonForm *self);
/** tidings_person_form_set_number: fills in a number as people write it; with a plus it brings its country */
void       tidings_person_form_set_number (TidingsPersonForm *self,
                                           const char        *number);
/** tidings_person_form_focus: puts the focus in the first empty field */
void       tidings_person_form_focus  (TidingsPersonForm *self);

G_END_DECLS
