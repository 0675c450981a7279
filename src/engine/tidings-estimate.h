/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What will a text cost? Values in, an amount out; no clock, no store, no network. */
#pragma once

#include "tidings-sender.h"
#include "tidings-store-prices.h"

G_BEGIN_DECLS

/**
 * TidingsEstimate:
 * @low_micros: what it costs at least, millionths
 * @high_micros: what it costs at most: networks and kinds of senders may differ
 * @currency: ISO 4217; the tariffs'
 */
typedef struct {
  gint64 low_micros;
  gint64 high_micros;
  const char *currency;
} TidingsEstimate;

/**
 * tidings_estimate:
 * @tariffs: (element-type TidingsTariff): the country's prices of one part
 * @mcc: (nullable): mobile country code of the phone's network, %NULL if unknown
 * @mnc: (nullable): mobile network code
 * @kind: what it leaves from
 * @n_segments: parts
 * @estimate: (out): what it costs
 *
 * Of the prices of the phone's network, or of all networks if that is not known, those for this kind of sender; where none is
 * named for it, all of them. Carrier fees come on top where they exist (reference, section 6). Any thread.
 *
 * Returns: %FALSE if nothing is known: no price, no part, or prices in several currencies
 */
gboolean tidings_estimate (GPtrArray         *tariffs,
                           const char        *mcc,
                           const char        *mnc,
                           TidingsSenderKind  kind,
                           guint              n_segments,
                           TidingsEstimate   *estimate);

/**
 * tidings_estimate_dearest:
 * @tariffs: (element-type TidingsTariff): the country's prices of one part
 * @currency: (nullable): the account's, ISO 4217; %NULL for any
 * @n_segments: parts; 0 counts as one
 *
 * What is set aside for a text that tidings_estimate() knows no price of: a picture, a code that Twilio sends, a country with
 * prices in several currencies. Any thread.
 *
 * Returns: millionths at the dearest price of the country, -1 if there is none
 */
gint64   tidings_estimate_dearest (GPtrArray     *tariffs,
                                   const char    *currency,
                                   guint          n_segments);

G_END_DECLS
