/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about prices: what one part of a text costs, by country and network. */
#pragma once

#include "tidings-store.h"

G_BEGIN_DECLS

/**
 * TidingsTariff:
 * @mcc: mobile country code, "" if the row is for all networks
 * @mnc: mobile network code, ""
 * @number_type: `local`, `mobile`, `toll free`, …: what the text leaves from
 * @micros: millionths for one part
 * @currency: ISO 4217
 */
typedef struct {
  char *mcc;
  char *mnc;
  char *number_type;
  gint64 micros;
  char *currency;
} TidingsTariff;

/** tidings_tariff_new: Returns: (transfer full): a copy of the values */
TidingsTariff *tidings_tariff_new           (const char      *mcc,
                                             const char      *mnc,
                                             const char      *number_type,
                                             gint64           micros,
                                             const char      *currency);
void           tidings_tariff_free          (TidingsTariff   *tariff);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsTariff, tidings_tariff_free)

/**
 * tidings_store_put_prices:
 * @self: a store
 * @country: ISO 3166-1 alpha-2
 * @tariffs: (element-type TidingsTariff): all of the country's, may be empty: then it is known that there are none
 * @at: UTC milliseconds at which they were listed
 * @error: return location
 *
 * Replaces the country's prices in one transaction. Of two rows for the same network and number the dearer one stays.
 *
 * Returns: %FALSE with @error set; nothing has changed then
 */
gboolean       tidings_store_put_prices     (TidingsStore    *self,
                                             const char      *country,
                                             GPtrArray       *tariffs,
                                             gint64           at,
                                             GError         **error);
/** tidings_store_list_prices: Returns: (transfer full) (element-type TidingsTariff): the country's, empty if none are known */
GPtrArray     *tidings_store_list_prices    (TidingsStore    *self,
                                             const char      *country);
/** tidings_store_get_prices_at: Returns: UTC milliseconds at which the country's prices were listed last, 0 if never */
gint64         tidings_store_get_prices_at  (TidingsStore    *self,
                                             const char      *country);
/** tidings_store_forget_prices: forgets all, as another account has its own. Returns: %FALSE with @error set */
gboolean       tidings_store_forget_prices  (TidingsStore    *self,
                                             GError         **error);

G_END_DECLS
