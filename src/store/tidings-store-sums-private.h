/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text costs, as the sums of money in all queries count it. */
#pragma once

#include "tidings-store-private.h"

G_BEGIN_DECLS

/* Of what is settled. */
#define TIDINGS_STORE_BILLED "max (price_micros, 0)"

/* Of what is not. What nobody knows the price of counts with what was set aside for it, unless it has failed (9) without a doubt:
 * then a small fee at most is due. */
#define TIDINGS_STORE_PENDING \
  "CASE WHEN price_micros >= 0 THEN price_micros " \
  "WHEN state <> 9 OR reason IS 'lost-answer' THEN max (reserved_micros, 0) ELSE 0 END"

G_END_DECLS
