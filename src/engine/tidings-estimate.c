/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text will cost. */
#include "config.h"

#include "tidings-estimate.h"

/* No part costs so much that this many parts of it would not fit. */
#define MAX_SEGMENTS 10000
#define MAX_PART_MICROS (G_MAXINT64 / MAX_SEGMENTS)

/* How well a tariff fits; the best of all fits count. */
typedef enum {
  FIT_ANY,
  FIT_ALL_NETWORKS,
  FIT_NETWORK,
} NetworkFit;

static NetworkFit
fit_network (const TidingsTariff *tariff,
             const char          *mcc,
             const char          *mnc)
{
  if (mcc == NULL || mnc == NULL)
    return FIT_ANY;
  if (g_str_equal (tariff->mcc, mcc) && g_str_equal (tariff->mnc, mnc))
    return FIT_NETWORK;

  return *tariff->mcc == '\0' && *tariff->mnc == '\0' ? FIT_ALL_NETWORKS : FIT_ANY;
}

/* The spelling with or without blanks is not settled (reference, section 14). */
static gboolean
is_word (const char *text,
         const char *word)
{
  for (; *text != '\0'; text++)
    {
      if (*text == ' ' || *text == '-' || *text == '_')
        continue;
      if (*word == '\0' || g_ascii_tolower (*text) != *word)
        return FALSE;
      word++;
    }

  return *word == '\0';
}

static gboolean
is_for_kind (const TidingsTariff *tariff,
             TidingsSenderKind    kind)
{
  const char *type = tariff->number_type;

  switch (kind)
    {
    case TIDINGS_SENDER_NUMBER:
      return is_word (type, "local") || is_word (type, "mobile") || is_word (type, "national");
    case TIDINGS_SENDER_TOLL_FREE:
      return is_word (type, "tollfree");
    case TIDINGS_SENDER_SHORT_CODE:
      return is_word (type, "shortcode");
    case TIDINGS_SENDER_NAME:
      return is_word (type, "alphanumeric") || is_word (type, "alphanumericsenderid") || is_word (type, "alphasender");
    /* Nobody knows what a service will choose. */
    case TIDINGS_SENDER_SERVICE:
    default:
      return TRUE;
    }
}

/* The fit in one number: the network counts more than the kind. */
static guint
fit (const TidingsTariff *tariff,
     const char          *mcc,
     const char          *mnc,
     TidingsSenderKind    kind)
{
  return 2 * fit_network (tariff, mcc, mnc) + is_for_kind (tariff, kind);
}

gboolean
tidings_estimate (GPtrArray         *tariffs,
                  const char        *mcc,
                  const char        *mnc,
                  TidingsSenderKind  kind,
                  guint              n_segments,
                  TidingsEstimate   *estimate)
{
  guint best = 0;

  g_return_val_if_fail (tariffs != NULL && estimate != NULL, FALSE);

  *estimate = (TidingsEstimate) { G_MAXINT64, -1, NULL };
  for (guint i = 0; i < tariffs->len; i++)
    best = MAX (best, fit (g_ptr_array_index (tariffs, i), mcc, mnc, kind));

  for (guint i = 0; i < tariffs->len; i++)
    {
      const TidingsTariff *tariff = g_ptr_array_index (tariffs, i);

      if (tariff->micros < 0 || tariff->micros > MAX_PART_MICROS || fit (tariff, mcc, mnc, kind) != best)
        continue;
      if (estimate->currency != NULL && !g_str_equal (estimate->currency, tariff->currency))
        return FALSE;
      estimate->currency = tariff->currency;
      estimate->low_micros = MIN (estimate->low_micros, tariff->micros);
      estimate->high_micros = MAX (estimate->high_micros, tariff->micros);
    }

  if (estimate->currency == NULL || n_segments == 0 || n_segments > MAX_SEGMENTS)
    return FALSE;
  estimate->low_micros *= n_segments;
  estimate->high_micros *= n_segments;

  return TRUE;
}

gint64
tidings_estimate_dearest (GPtrArray  *tariffs,
                          const char *currency,
                          guint       n_segments)
{
  gint64 dearest = -1;

  g_return_val_if_fail (tariffs != NULL, -1);

  for (guint i = 0; i < tariffs->len; i++)
    {
      const TidingsTariff *tariff = g_ptr_array_index (tariffs, i);

      if (tariff->micros <= MAX_PART_MICROS && (currency == NULL || g_str_equal (tariff->currency, currency)))
        dearest = MAX (dearest, tariff->micros);
    }

  return dearest < 0 ? -1 : dearest * CLAMP (n_segments, 1, MAX_SEGMENTS);
}
