/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the texts of reminders cost, asked of the agent once for each reminder that is on the screen. */
#pragma once

#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_AGENDA_PRICES (tidings_agenda_prices_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAgendaPrices, tidings_agenda_prices, TIDINGS, AGENDA_PRICES, GObject)

/** TidingsAgendaPrices::changed: a price that was asked for is known now */

/** tidings_agenda_prices_new: Returns: (transfer full): knows nothing yet */
TidingsAgendaPrices *tidings_agenda_prices_new       (TidingsClient       *client);
/**
 * tidings_agenda_prices_dup_words:
 * @self: the prices
 * @reminder: whose text it is
 * @people: (array length=n_people): row ids of who gets it
 * @n_people: how many, at least 1
 * @at: UTC milliseconds of the event, for the words in the text
 *
 * Asks the agent if it is not known yet, one reminder after the other; a reminder that was changed is asked for anew.
 *
 * Returns: (transfer full): "2 texts · about $0.02"; "" while it is not known, which TidingsAgendaPrices::changed ends
 */
char                *tidings_agenda_prices_dup_words (TidingsAgendaPrices *self,
                                                      TidingsReminder     *reminder,
                                                      const gint64        *people,
                                                      guint                n_people,
                                                      gint64               at);

G_END_DECLS
