/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of the account now and then: its senders, its money, prices, and the lines of phones. */
#pragma once

#include "tidings-core.h"
#include "tidings-store-lines.h"

G_BEGIN_DECLS

/**
 * tidings_upkeep_new:
 * @core: what the parts share; it outlives the upkeep
 *
 * One request at a time, when one is wanted: at a new account everything; senders and money again when they are a day old and
 * the engine is awake anyway; prices and lines when a text needs them and they are older than 30 days; money after a text's
 * price came, at most once in five minutes. What Twilio refused is not asked again for ten minutes. A refusal here is no
 * refusal of the credentials: a key may text and see nothing else.
 *
 * Returns: (transfer full): an upkeep that asks nothing before tidings_upkeep_work()
 */
TidingsUpkeep *tidings_upkeep_new              (TidingsCore          *core);
void           tidings_upkeep_free             (TidingsUpkeep        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsUpkeep, tidings_upkeep_free)

/** tidings_upkeep_work: begins the next request, if one is wanted, none is on its way, and settings and credentials allow it */
void           tidings_upkeep_work             (TidingsUpkeep        *self);
/** tidings_upkeep_forget: another account comes: it was never asked. Returns: %FALSE with @error set */
gboolean       tidings_upkeep_forget           (TidingsCore          *core,
                                                GError              **error);
/** tidings_upkeep_restart: another account: what was wanted of the last one is dropped */
void           tidings_upkeep_restart          (TidingsUpkeep        *self);
/** tidings_upkeep_is_busy: Returns: whether something is asked, or would be in the next turn */
gboolean       tidings_upkeep_is_busy          (TidingsUpkeep        *self);
/** tidings_upkeep_get_next_at: Returns: UTC milliseconds at which money is asked for again after a price came, 0 for never; no reason to stay */
gint64         tidings_upkeep_get_next_at      (TidingsUpkeep        *self);
/** tidings_upkeep_go_on: there may be a connection again: what failed is asked for again when it is wanted */
void           tidings_upkeep_go_on            (TidingsUpkeep        *self);

/* All of these may be called at any time, with @self %NULL, too; what is known and young enough is not asked for again. */

/** tidings_upkeep_note_refusal: Twilio refused a text: if it was for its sender or for the credentials, the senders are listed anew; @error_code: Twilio's */
void           tidings_upkeep_note_refusal     (TidingsUpkeep        *self,
                                                int                   error_code);
/** tidings_upkeep_want_prices: @country: (nullable): ISO 3166-1 alpha-2 */
void           tidings_upkeep_want_prices      (TidingsUpkeep        *self,
                                                const char           *country);
/** tidings_upkeep_want_line: @number: E.164; validity, which is free, and line type and carrier if the settings allow that */
void           tidings_upkeep_want_line        (TidingsUpkeep        *self,
                                                const char           *number);
/** tidings_upkeep_want_money: a text's price came: balance and usage are not what they were */
void           tidings_upkeep_want_money       (TidingsUpkeep        *self);

/** tidings_upkeep_look_up_async: asks what a number is, also if it is known, unless it was paid for in the last 30 days; @number: E.164 */
void           tidings_upkeep_look_up_async    (TidingsUpkeep        *self,
                                                const char           *number,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/** tidings_upkeep_look_up_finish: Returns: (transfer full) (nullable): what is known now; an error of #TIDINGS_ENGINE_ERROR or #TIDINGS_TWILIO_ERROR */
TidingsLine   *tidings_upkeep_look_up_finish   (TidingsUpkeep        *self,
                                                GAsyncResult         *result,
                                                GError              **error);

/** tidings_upkeep_refresh_async: senders, balance and usage anew */
void           tidings_upkeep_refresh_async    (TidingsUpkeep        *self,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/** tidings_upkeep_refresh_finish: Returns: %FALSE if nothing was learned */
gboolean       tidings_upkeep_refresh_finish   (TidingsUpkeep        *self,
                                                GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
