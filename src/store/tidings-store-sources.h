/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about the names that go with texts of no program: the household's own, and what is older than programs. */
#pragma once

#include "tidings-store.h"

G_BEGIN_DECLS

/**
 * TidingsSource:
 * @source: the name that goes with its texts, "" for none
 * @last_at: UTC milliseconds of the last text that came of an alert of its
 * @n_texts: texts since the instant that was asked for, as tidings_store_count_texts() counts
 * @micros: what they cost: billed, or estimated where Twilio has not billed yet; millionths
 * @types: (array zero-terminated=1): ids of the alert types since then, in their order
 */
typedef struct {
  char *source;
  gint64 last_at;
  guint n_texts;
  gint64 micros;
  char **types;
} TidingsSource;

void       tidings_source_free        (TidingsSource   *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsSource, tidings_source_free)

/**
 * tidings_store_list_sources:
 * @self: a store
 * @since: UTC milliseconds, inclusive, of created_at
 * @currency: (nullable): ISO 4217: money in another currency is left out; %NULL or "" for all
 * @error: return location
 *
 * Each name is looked up in an index: what it costs grows with the number of names and with the texts since @since, not with
 * all texts there are.
 *
 * Returns: (transfer full) (element-type TidingsSource) (nullable): who raised last comes first
 */
GPtrArray *tidings_store_list_sources (TidingsStore    *self,
                                       gint64           since,
                                       const char      *currency,
                                       GError         **error);

G_END_DECLS
