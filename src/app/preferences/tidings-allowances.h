/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs that ask for texts, with what they may, sent and spent, as a list. */
#pragma once

#include "tidings-client.h"
#include "tidings-store-programs.h"

G_BEGIN_DECLS

/** TidingsAllowanceSpan: what is summed */
typedef enum {
  TIDINGS_ALLOWANCE_TODAY,
  TIDINGS_ALLOWANCE_MONTH,
  TIDINGS_ALLOWANCE_ALL,
  TIDINGS_ALLOWANCE_N_SPANS,
} TidingsAllowanceSpan;

/**
 * TidingsAllowance:
 *
 * A program. Properties, read-only, that change while it is in a list: `title` (string: who, for people), `subtitle` (string: what
 * it may, today and this month), `total` (string: what it sent and spent in all), `state` (int: #TidingsProgramState), `per-day`
 * (int: texts a day once it is allowed, -1 for any number).
 */
#define TIDINGS_TYPE_ALLOWANCE (tidings_allowance_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAllowance, tidings_allowance, TIDINGS, ALLOWANCE, GObject)

/** tidings_allowance_get_id: Returns: the program's row id */
gint64              tidings_allowance_get_id       (TidingsAllowance        *self);
/** tidings_allowance_get_identity: Returns: (transfer none): what it is known by */
const char         *tidings_allowance_get_identity (TidingsAllowance        *self);

/** tidings_allowance_new: Returns: (transfer full): a program that says nothing yet */
TidingsAllowance   *tidings_allowance_new          (gint64                   id,
                                                    const char              *identity);

/**
 * tidings_allowance_show:
 * @self: a program
 * @program: what is known of it
 * @uses: (array fixed-size=3): what it sent and spent, by #TidingsAllowanceSpan
 * @of_new: texts a day of new programs
 * @currency: ISO 4217, "" if unknown: then money is left out
 * @now: UTC milliseconds, for "Yesterday"
 */
void                tidings_allowance_show         (TidingsAllowance        *self,
                                                    const TidingsProgram    *program,
                                                    const TidingsProgramUse *uses,
                                                    guint                    of_new,
                                                    const char              *currency,
                                                    gint64                   now);

#define TIDINGS_TYPE_ALLOWANCES (tidings_allowances_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAllowances, tidings_allowances, TIDINGS, ALLOWANCES, GObject)

/** tidings_allowances_new: Returns: (transfer full): follows the store and the setting for new programs */
TidingsAllowances  *tidings_allowances_new         (TidingsClient           *client,
                                                    GSettings               *settings);
/** tidings_allowances_get_list: Returns: (transfer none): a #GListModel of #TidingsAllowance, the newest acquaintance first; a program stays the same object as long as it is known */
GListModel         *tidings_allowances_get_list    (TidingsAllowances       *self);

G_END_DECLS
