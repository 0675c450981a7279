/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has raised alerts, in words, as a list. */
#pragma once

#include "tidings-client.h"
#include "tidings-store-sources.h"

G_BEGIN_DECLS

/** TidingsProgramItem properties, read-only: title (string: who), subtitle (string: last time, texts and cost this month, kinds of alerts) */
#define TIDINGS_TYPE_PROGRAM_ITEM (tidings_program_item_get_type ())
G_DECLARE_FINAL_TYPE (TidingsProgramItem, tidings_program_item, TIDINGS, PROGRAM_ITEM, GObject)

/**
 * tidings_program_item_new:
 * @program: what is known of it
 * @currency: ISO 4217, "" if unknown: then money is left out
 * @now: UTC milliseconds, for "Yesterday"
 *
 * Returns: (transfer full): the words
 */
TidingsProgramItem *tidings_program_item_new (const TidingsSource *program,
                                              const char           *currency,
                                              gint64                now);

#define TIDINGS_TYPE_PROGRAMS (tidings_programs_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPrograms, tidings_programs, TIDINGS, PROGRAMS, GObject)

/** tidings_programs_new: Returns: (transfer full): a #GListModel of #TidingsProgramItem, who raised last first; it follows the store */
TidingsPrograms    *tidings_programs_new     (TidingsClient        *client);

G_END_DECLS
