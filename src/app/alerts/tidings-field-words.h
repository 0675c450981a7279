/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values that alerts bring, in people's words. */
#pragma once

#include "tidings-alert-type.h"

G_BEGIN_DECLS

/**
 * tidings_field_dup_words:
 * @path: a field such as `order.number`, with or without the `?` of one that may be missing; or `person`
 *
 * Returns: (transfer full): what it means: "Number of the order"; of one that people made, its name: "oven number"
 */
char *tidings_field_dup_words  (const char *path);

/**
 * tidings_field_dup_offer:
 * @path: as above
 * @sample: a typical value, "" for none
 *
 * Returns: (transfer full): how it is offered in a menu: "Name of the computer, if known (studio)"
 */
char *tidings_field_dup_offer  (const char *path,
                                const char *sample);

/** tidings_field_make_menu: Returns: (transfer full): everything that a wording of @type may name, for a menu; items call @action with what stands between the braces */
GMenuModel *tidings_field_make_menu (TidingsAlertType *type,
                                     const char       *action);

G_END_DECLS
