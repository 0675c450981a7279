/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a wording would say with typical values, how many texts that takes, and which of its characters make it dear. */
#pragma once

#include "tidings-alert-type.h"

G_BEGIN_DECLS

/**
 * tidings_wording_fill:
 * @type: an alert type
 * @template: a wording of it
 *
 * Returns: (transfer full) (nullable): @template with the type's samples in it; %NULL if it is broken
 */
char     *tidings_wording_fill         (TidingsAlertType  *type,
                                        const char        *template);

/** tidings_wording_count: Returns: (transfer full): "118 characters · 1 text" for a text as it leaves; @n_texts: (out) (optional): how many texts */
char     *tidings_wording_count        (const char        *body,
                                        guint             *n_texts);

/** tidings_wording_get_samples: Returns: (transfer floating): a{sv}, made-up values for all placeholders of a type, as the agent takes them */
GVariant *tidings_wording_get_samples  (TidingsAlertType  *type);

/**
 * tidings_wording_dup_cheaper:
 * @type: an alert type
 * @text: a wording of it
 * @n_texts: (out): how many texts it takes then
 *
 * Returns: (transfer full) (nullable): the wording with look-alikes, or if they are not enough without accents and emoji; %NULL where
 *   that wins nothing
 */
char     *tidings_wording_dup_cheaper  (TidingsAlertType  *type,
                                        const char        *text,
                                        guint             *n_texts);

/** tidings_wording_list_costly: Returns: (transfer full) (array zero-terminated=1): what of the filled text keeps it out of the GSM alphabet, as a person sees it */
GStrv     tidings_wording_list_costly  (TidingsAlertType  *type,
                                        const char        *text);

/** tidings_wording_list_doubles: Returns: (transfer full) (array zero-terminated=1): characters of the filled text that count twice (€, [, ~, …); none where the whole is not in the GSM alphabet */
GStrv     tidings_wording_list_doubles (TidingsAlertType  *type,
                                        const char        *text);

/**
 * tidings_wording_is_removal:
 * @costly: (array zero-terminated=1): what makes a text dear
 *
 * Returns: whether nothing can stand for any of it, so that only taking it out helps (emoji)
 */
gboolean  tidings_wording_is_removal   (const char * const *costly);

/**
 * tidings_wording_describe_costly:
 * @costly: (array zero-terminated=1): characters that make a text take more parts, one at least
 * @n_texts: how many texts it takes with them
 * @n_then: how many it would take without them
 *
 * Returns: (transfer full): "“ş” and “ğ” make this 2 texts instead of 1"
 */
char     *tidings_wording_describe_costly (GStrv           costly,
                                           guint           n_texts,
                                           guint           n_then);

/**
 * tidings_wording_dup_note:
 * @type: an alert type
 * @text: a wording of it
 *
 * Returns: (transfer full): why it takes as many texts as it does and what is changed on the way, a line for each; "" if nothing is to
 *   be told, or the wording is broken
 */
char     *tidings_wording_dup_note     (TidingsAlertType  *type,
                                        const char        *text);

G_END_DECLS
