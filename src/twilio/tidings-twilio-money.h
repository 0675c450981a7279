/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage and prices (reference, section 6). The balance is in tidings-twilio.h. */
#pragma once

#include "tidings-twilio.h"

G_BEGIN_DECLS

/** TidingsUsagePeriod: the GMT day or month that a usage record covers */
typedef enum {
  TIDINGS_USAGE_TODAY,
  TIDINGS_USAGE_THIS_MONTH,
} TidingsUsagePeriod;

/**
 * TidingsUsage:
 * @n_messages: texts, -1 while unknown
 * @n_segments: parts billed, -1 while unknown
 * @price_micros: what they cost (positive), -1 while unknown
 * @currency: (nullable): ISO 4217, upper case
 *
 * The one record `sms-outbound`, which includes its children; nothing is added to it.
 */
typedef struct {
  gint64 n_messages;
  gint64 n_segments;
  gint64 price_micros;
  char *currency;
} TidingsUsage;

void           tidings_usage_free               (TidingsUsage        *usage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsUsage, tidings_usage_free)

/** tidings_twilio_get_usage_async: GET …/Usage/Records/{period}.json?Category=sms-outbound */
void           tidings_twilio_get_usage_async   (TidingsTwilio       *self,
                                                 TidingsUsagePeriod   period,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
/** tidings_twilio_get_usage_finish: Returns: (transfer full) (nullable): zeros when there was none */
TidingsUsage  *tidings_twilio_get_usage_finish  (TidingsTwilio       *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);

/**
 * TidingsPrice:
 * @mcc: mobile country code, "" if the row names none
 * @mnc: mobile network code, "" if the row names none
 * @number_type: `local`, `mobile`, `toll free`, …: what the text leaves from
 * @micros: millionths for one part, as it is charged now
 * @currency: ISO 4217
 */
typedef struct {
  char *mcc;
  char *mnc;
  char *number_type;
  gint64 micros;
  char *currency;
} TidingsPrice;

void           tidings_price_free               (TidingsPrice        *price);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsPrice, tidings_price_free)

/** tidings_twilio_list_prices_async: GET pricing.twilio.com/v1/Messaging/Countries/{ISO}; @country: ISO 3166-1 alpha-2 */
void           tidings_twilio_list_prices_async  (TidingsTwilio       *self,
                                                  const char          *country,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
/** tidings_twilio_list_prices_finish: Returns: (transfer full) (element-type TidingsPrice) (nullable): of outbound texts, as listed */
GPtrArray     *tidings_twilio_list_prices_finish (TidingsTwilio       *self,
                                                  GAsyncResult        *result,
                                                  GError             **error);

G_END_DECLS
