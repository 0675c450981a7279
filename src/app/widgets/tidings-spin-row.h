/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row in which a number is set: what AdwSpinRow is in newer versions of libadwaita. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * TidingsSpinRow:
 *
 * Properties: `value` (double), `lower` (double, 0 if not set), `upper` (double), `digits` (uint, after the point), `step` (double). Its title
 * is also the accessible name of the number.
 */
#define TIDINGS_TYPE_SPIN_ROW (tidings_spin_row_get_type ())
G_DECLARE_FINAL_TYPE (TidingsSpinRow, tidings_spin_row, TIDINGS, SPIN_ROW, AdwActionRow)

/**
 * tidings_spin_row_bind:
 * @self: a row
 * @settings: the household's settings
 * @key: a key of type `u` or `d`
 *
 * Shows and changes the setting for as long as both live.
 */
void tidings_spin_row_bind (TidingsSpinRow *self,
                            GSettings      *settings,
                            const char     *key);

G_END_DECLS
