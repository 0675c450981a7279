/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the account's money is, as Twilio said it last. */
#pragma once

#include "tidings-core.h"
#include "tidings-twilio-money.h"

G_BEGIN_DECLS

/** tidings_money_read: see tidings_engine_get_money() */
void     tidings_money_read         (TidingsCore         *core,
                                     TidingsMoney        *money);
/** tidings_money_note_balance: keeps the balance, and tells the desktop once when it is below the household's mark */
void     tidings_money_note_balance (TidingsCore         *core,
                                     gint64               micros,
                                     const char          *currency);
/** tidings_money_note_usage: keeps what was used in this GMT day or month */
void     tidings_money_note_usage   (TidingsCore         *core,
                                     TidingsUsagePeriod   period,
                                     const TidingsUsage  *usage);
/** tidings_money_forget: another account has other money. Returns: %FALSE with @error set */
gboolean tidings_money_forget       (TidingsCore         *core,
                                     GError             **error);

G_END_DECLS
