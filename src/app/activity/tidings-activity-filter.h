/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page Activity looks for. */
#pragma once

#include <glib-object.h>
#include "tidings-store-messages.h"

G_BEGIN_DECLS

/** TidingsActivityStates: states as people ask for them */
typedef enum {
  TIDINGS_ACTIVITY_ANY_STATE,
  TIDINGS_ACTIVITY_WAITING,     /* held, queued, scheduled */
  TIDINGS_ACTIVITY_ON_THE_WAY,  /* sending, in doubt, at Twilio, sent */
  TIDINGS_ACTIVITY_DELIVERED,
  TIDINGS_ACTIVITY_FAILED,      /* not delivered, not sent */
  TIDINGS_ACTIVITY_STOPPED,     /* skipped, canceled */
} TidingsActivityStates;

/** TidingsActivityPeriod: how far back */
typedef enum {
  TIDINGS_ACTIVITY_ANY_TIME,
  TIDINGS_ACTIVITY_TODAY,
  TIDINGS_ACTIVITY_WEEK,        /* today and the six days before */
  TIDINGS_ACTIVITY_MONTH,       /* today and the 29 days before */
  TIDINGS_ACTIVITY_BETWEEN,     /* from one day to another, either of which may be open */
} TidingsActivityPeriod;

#define TIDINGS_TYPE_ACTIVITY_FILTER (tidings_activity_filter_get_type ())
G_DECLARE_FINAL_TYPE (TidingsActivityFilter, tidings_activity_filter, TIDINGS, ACTIVITY_FILTER, GObject)

/**
 * TidingsActivityFilter properties:
 *   read-write: search (string), person (int64, row id, 0 for everyone), type (string, alert type id, "" for all), states (uint,
 *   #TidingsActivityStates), period (uint, #TidingsActivityPeriod), from and to (int64: any instant of the first and of the last
 *   local day, for that period; 0 for open);
 *   read-only: is-active (bool: anything is looked for), is-filtered (bool: beside the search)
 * TidingsActivityFilter::changed: one of them changed
 */

/** tidings_activity_filter_new: Returns: (transfer full): a filter that lets everything through */
TidingsActivityFilter *tidings_activity_filter_new   (void);
/** tidings_activity_filter_clear: lets everything through again */
void                   tidings_activity_filter_clear (TidingsActivityFilter *self);
/**
 * tidings_activity_filter_fill:
 * @self: a filter
 * @now: UTC milliseconds
 * @filter: (out): what the store takes; its strings are borrowed from @self
 */
void                   tidings_activity_filter_fill  (TidingsActivityFilter *self,
                                                      gint64                 now,
                                                      TidingsMessageFilter  *filter);
/** tidings_activity_states_get_word: Returns: (transfer none): the choice in words */
const char            *tidings_activity_states_get_word (TidingsActivityStates states);
/** tidings_activity_period_get_word: Returns: (transfer none): the choice in words */
const char            *tidings_activity_period_get_word (TidingsActivityPeriod period);
/** tidings_activity_filter_dup_period_words: Returns: (transfer full): the period in words, "Since yesterday"; @now: UTC milliseconds */
char                  *tidings_activity_filter_dup_period_words (TidingsActivityFilter *self,
                                                                 gint64                 now);

G_END_DECLS
