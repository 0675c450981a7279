/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands between a person and their texts after STOP, and the only way back. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_STOP_CARD (tidings_stop_card_get_type ())
G_DECLARE_FINAL_TYPE (TidingsStopCard, tidings_stop_card, TIDINGS, STOP_CARD, AdwBin)

/** tidings_stop_card_new: Returns: (transfer floating): a card that shows nobody yet */
GtkWidget *tidings_stop_card_new        (void);

/**
 * tidings_stop_card_set_person:
 * @self: a card
 * @client: the client, for the sender and the time
 * @person: (nullable): who opted out; %NULL or somebody who did not hides the card
 *
 * Says since when and by what the person is opted out, and offers START as a code for the phone's camera, where there is a
 * number to send it to.
 */
void       tidings_stop_card_set_person (TidingsStopCard *self,
                                         TidingsClient   *client,
                                         TidingsPerson   *person);

G_END_DECLS
