/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the account said of itself last: name, kind, balance. Kept in the store, so that an agent that was just started knows
 * it, with its age. */
#pragma once

#include "tidings-clock.h"
#include "tidings-store.h"
#include "tidings-twilio.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_ACCOUNT_INFO (tidings_account_info_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAccountInfo, tidings_account_info, TIDINGS, ACCOUNT_INFO, GObject)

/**
 * TidingsAccountInfo:
 * @name: (nullable): the account's name
 * @kind: (nullable): `Trial` or `Full`, empty when the key may not see it
 * @state: (nullable): `active`, `suspended` or `closed`
 * @balance: (nullable): decimal string
 * @currency: (nullable): ISO 4217
 * @at: UTC milliseconds of the answer, 0 if there was none
 *
 * Its fields are read directly and changed by the functions below.
 */
struct _TidingsAccountInfo {
  GObject parent_instance;

  char *name;
  char *kind;
  char *state;
  char *balance;
  char *currency;
  gint64 at;

  /*< private >*/
  TidingsStore *store;
  TidingsClock *clock;
};

/** tidings_account_info_new: Returns: (transfer full): what the store remembers */
TidingsAccountInfo *tidings_account_info_new      (TidingsStore        *store,
                                                   TidingsClock        *clock);
/** tidings_account_info_is_stale: Returns: whether the last answer is older than a minute */
gboolean            tidings_account_info_is_stale (TidingsAccountInfo  *self);
/** tidings_account_info_forget: the account is another one */
void                tidings_account_info_forget   (TidingsAccountInfo  *self);
/**
 * tidings_account_info_take:
 * @self: what is known
 * @account: what the account has said of itself
 * @micros: its balance, in millionths of @currency
 * @currency: (nullable): ISO 4217; %NULL when the balance was not told, and the old one stays
 *
 * Takes over what somebody else has asked for.
 */
void                tidings_account_info_take     (TidingsAccountInfo         *self,
                                                   const TidingsTwilioAccount *account,
                                                   gint64                      micros,
                                                   const char                 *currency);
/** tidings_account_info_refresh_async: asks for account and balance; a failure keeps what was known */
void                tidings_account_info_refresh_async  (TidingsAccountInfo  *self,
                                                         TidingsTwilio       *twilio,
                                                         GCancellable        *cancellable,
                                                         GAsyncReadyCallback  callback,
                                                         gpointer             user_data);
/** tidings_account_info_refresh_finish: Returns: %FALSE with @error set if nothing was learned */
gboolean            tidings_account_info_refresh_finish (TidingsAccountInfo  *self,
                                                         GAsyncResult        *result,
                                                         GError             **error);

G_END_DECLS
