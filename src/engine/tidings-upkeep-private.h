/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the upkeep's two subjects share: what is wanted when (tidings-upkeep.c), and what was answered (tidings-upkeep-answers.c). */
#pragma once

#include "tidings-upkeep.h"

G_BEGIN_DECLS

#define TIDINGS_UPKEEP_META_SENDERS_AT "upkeep-senders-at"
#define TIDINGS_UPKEEP_META_MONEY_AT "upkeep-money-at"

/* In the order in which they are asked: somebody may wait for a line, and a price is wanted before the next text. */
typedef enum {
  TIDINGS_UPKEEP_LINE,
  TIDINGS_UPKEEP_PRICES,
  TIDINGS_UPKEEP_SENDERS,
  TIDINGS_UPKEEP_BALANCE,
  TIDINGS_UPKEEP_USAGE_TODAY,
  TIDINGS_UPKEEP_USAGE_MONTH,
} TidingsUpkeepKind;

/* @key: number or country, "" for the others; @waiters: (element-type GTask): who is told of the end */
typedef struct {
  TidingsUpkeepKind kind;
  char *key;
  GPtrArray *waiters;
} TidingsUpkeepJob;

struct _TidingsUpkeep {
  TidingsCore *core;
  GPtrArray *jobs;
  TidingsUpkeepJob *job;      /* on its way */
  GCancellable *cancellable;  /* of the job on its way */
  GPtrArray *listed;          /* senders that were listed so far */
  GPtrArray *refreshers;      /* GTask */
  GHashTable *failures;       /* "kind key" → gint64 */
  gint64 senders_at;
  gint64 money_at;
  gint64 money_due_at;
  guint ticket;               /* of the job on its way */
  gboolean was_paid;          /* the lookup on its way asks for the line */
  gboolean is_loaded;
  gboolean has_seen_people;
  gboolean has_learned;       /* since somebody waits for a refresh */
  gboolean is_gone;
};

/** tidings_upkeep_begin_job: @job: (transfer full): sends its request */
void              tidings_upkeep_begin_job     (TidingsUpkeep        *self,
                                                TidingsUpkeepJob     *job);
/** tidings_upkeep_end_job: ends the request on its way; @error: (nullable): how. Returns: (transfer full) (nullable): its job; %NULL if its answer is not this account's or nobody's any more: then @self may be gone */
TidingsUpkeepJob *tidings_upkeep_end_job       (TidingsUpkeep        *self,
                                                const GError         *error);
/** tidings_upkeep_finish_job: @job: (transfer full): tells those who still wait for it how it ended */
void              tidings_upkeep_finish_job    (TidingsUpkeep        *self,
                                                TidingsUpkeepJob     *job,
                                                const GError         *error);
/** tidings_upkeep_note_failure: the same is not wanted again for a while */
void              tidings_upkeep_note_failure  (TidingsUpkeep          *self,
                                                const TidingsUpkeepJob *job);
/** tidings_upkeep_write_instant: remembers in the store's meta when something was asked; failing is no harm */
void              tidings_upkeep_write_instant (TidingsCore          *core,
                                                const char           *key,
                                                gint64                instant);

G_END_DECLS
