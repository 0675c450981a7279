/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each of the last days cost: a list of days for a chart and a table, and what they say together. */
#pragma once

#include <gio/gio.h>
#include "tidings-clock.h"
#include "tidings-day-cost.h"

G_BEGIN_DECLS

/* The most days that can be shown, and how many are read. */
#define TIDINGS_DAILY_COST_DAYS 30

#define TIDINGS_TYPE_DAILY_COST (tidings_daily_cost_get_type ())
G_DECLARE_FINAL_TYPE (TidingsDailyCost, tidings_daily_cost, TIDINGS, DAILY_COST, GObject)

/**
 * TidingsDailyCost properties:
 *   read-write: n-days (uint, 1 to 30: how many days are shown, 30 at first), currency (string, ISO 4217: the account's; "" counts
 *   as USD), is-practice (bool: the money is not real);
 *   read-only: is-loaded (bool: the store was read once), is-busy (bool: it is being read), is-empty (bool: nothing cost anything
 *   in these days), has-pending (bool: some of it is not billed yet), title ("Cost in the Last 30 Days"), summary ("$3.42 – about
 *   $0.02 a text", and whether it is real money), empty-words ("No cost yet", and how many texts there were), pace (int64,
 *   millionths a day over all days since the first text, at most 30; -1 while there is less than a week to go by)
 */

/**
 * tidings_daily_cost_new:
 * @path: (type filename): where the store is, or will be; it is read in a thread, through a connection of its own
 * @clock: what day it is; the days move on at midnight by themselves
 *
 * Returns: (transfer full): the days, without texts until tidings_daily_cost_look()
 */
TidingsDailyCost *tidings_daily_cost_new       (const char       *path,
                                                TidingsClock     *clock);
/** tidings_daily_cost_look: reads the store anew; asked again while it reads, it reads once more */
void              tidings_daily_cost_look      (TidingsDailyCost *self);
/** tidings_daily_cost_list_days: Returns: (transfer none): a #GListModel of #TidingsDayCost, the oldest first; days that stay are never replaced */
GListModel       *tidings_daily_cost_list_days (TidingsDailyCost *self);
/** tidings_daily_cost_dup_money: Returns: (transfer full): an amount (millionths) in the account's currency, "$0.24" */
char             *tidings_daily_cost_dup_money (TidingsDailyCost *self,
                                                gint64            micros);

G_END_DECLS
