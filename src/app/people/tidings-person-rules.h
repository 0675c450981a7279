/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a person may be texted, and how often: the rules that are their own. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_PERSON_RULES (tidings_person_rules_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPersonRules, tidings_person_rules, TIDINGS, PERSON_RULES, AdwPreferencesGroup)

/** tidings_person_rules_set_person: shows the rules of the person with that row id, and follows what others change; once */
void tidings_person_rules_set_person (TidingsPersonRules *self,
                                      TidingsClient      *client,
                                      gint64              person_id);

G_END_DECLS
