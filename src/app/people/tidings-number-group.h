/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a number is entered: country, digits, and what becomes of them. */
#pragma once

#include <adwaita.h>
#include "tidings-number-entry.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_NUMBER_GROUP (tidings_number_group_get_type ())
G_DECLARE_FINAL_TYPE (TidingsNumberGroup, tidings_number_group, TIDINGS, NUMBER_GROUP, AdwPreferencesGroup)

/**
 * TidingsNumberGroup properties: country, text, taken-by (read-write), e164, verdict, can-continue (read-only), all as
 *   #TidingsNumberEntry has them.
 * TidingsNumberGroup::show-taken: the person asks who already has the number; the button is there while somebody listens
 *
 * Return in the field activates the window's default widget.
 */

/** tidings_number_group_new: Returns: (transfer floating): an empty group in the locale's country, if it names one */
GtkWidget          *tidings_number_group_new       (void);
/** tidings_number_group_get_entry: Returns: (transfer none): what the group shows */
TidingsNumberEntry *tidings_number_group_get_entry (TidingsNumberGroup *self);

/**
 * tidings_number_group_insist:
 * @self: a group
 *
 * For Next and Return: if something blocks, shows it as an error and puts the focus where it can be mended.
 *
 * Returns: whether nothing blocks
 */
gboolean            tidings_number_group_insist    (TidingsNumberGroup *self);

/** tidings_number_group_focus: puts the focus where the next thing is to be entered: the country if there is none, else the number */
void                tidings_number_group_focus     (TidingsNumberGroup *self);

G_END_DECLS
