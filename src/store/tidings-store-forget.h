/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking people, and what has become old, out of the store. */
#pragma once

#include "tidings-store.h"

G_BEGIN_DECLS

/**
 * TidingsForget:
 * @account: whose texts they are, for what is erased at Twilio
 * @now: UTC milliseconds
 * @counted_since: UTC milliseconds; of texts that were counted since, the count and the price stay, and nothing else
 * @n_texts: (out): texts that are gone here
 * @n_at_twilio: (out): texts and answers that are still to be deleted at Twilio
 * @n_waiting: (out): texts that go as soon as it is known what became of them
 * @keeps_stop: (out): whether a STOP of one of their numbers stays on file
 *
 * What is to be forgotten, and what came of it.
 */
typedef struct {
  const char *account;
  gint64 now;
  gint64 counted_since;
  guint n_texts;
  guint n_at_twilio;
  guint n_waiting;
  gboolean keeps_stop;
} TidingsForget;

/** tidings_store_list_numbers_of: Returns: (transfer full) (array zero-terminated=1) (nullable): a person's number and those that their texts and their trail name, unless somebody else has it now */
char    **tidings_store_list_numbers_of (TidingsStore   *self,
                                         gint64          person,
                                         GError        **error);

/**
 * tidings_store_forget_person:
 * @self: a store
 * @person: row id
 * @forget: (inout): see there
 * @error: return location: NOT_FOUND
 *
 * Takes out the person with their texts (also those of an earlier entry with the same number), answers, codes, switches, what is
 * known of their lines, their places in reminders, and reminders that were for them alone. The trail is reduced to when, what,
 * how and by whom; steps of other people's texts that name them lose the name. What Twilio has of them is put into the list of
 * what is to be deleted there. A STOP and the count of codes stay under a number that nobody can read, until the same number is
 * written down again. A text whose request is on its way, or whose answer was lost and is looked for, stays as
 * %TIDINGS_ERASURE_FORGET until tidings_store_forget_text(). Words stay in the file until tidings_store_scrub() is done.
 *
 * Returns: %FALSE with @error set
 */
gboolean  tidings_store_forget_person   (TidingsStore   *self,
                                         gint64          person,
                                         TidingsForget  *forget,
                                         GError        **error);
/** tidings_store_forget_text: takes out one text in the same way. Returns: %FALSE with @error set */
gboolean  tidings_store_forget_text     (TidingsStore   *self,
                                         gint64          message,
                                         TidingsForget  *forget,
                                         GError        **error);
/** tidings_store_is_forgotten: Returns: whether the text goes as soon as it is known what became of it */
gboolean  tidings_store_is_forgotten    (TidingsStore   *self,
                                         gint64          message);
/** tidings_store_remember_number: gives back to a number that is written down again what stayed of it. Returns: %FALSE with @error set */
gboolean  tidings_store_remember_number (TidingsStore   *self,
                                         const char     *number,
                                         GError        **error);

/**
 * TidingsScrub:
 * @TIDINGS_SCRUB_FAILED: an error was set
 * @TIDINGS_SCRUB_DONE: nothing of what was forgotten is left in the file
 * @TIDINGS_SCRUB_MORE: another step has to follow
 * @TIDINGS_SCRUB_BUSY: another step has to follow, a little later: somebody is reading
 */
typedef enum {
  TIDINGS_SCRUB_FAILED,
  TIDINGS_SCRUB_DONE,
  TIDINGS_SCRUB_MORE,
  TIDINGS_SCRUB_BUSY,
} TidingsScrub;

/** tidings_store_scrub: a step of getting the words of what was forgotten out of index and log; outside a transaction. Returns: how it goes on */
TidingsScrub tidings_store_scrub        (TidingsStore   *self,
                                         GError        **error);
/** tidings_store_needs_scrub: Returns: whether tidings_store_scrub() has something to do, also from an earlier process */
gboolean  tidings_store_needs_scrub     (TidingsStore   *self);

/**
 * tidings_store_forget_old:
 * @self: a store
 * @before: UTC milliseconds; 0 for none but the counts of what was forgotten
 * @counted_since: as in #TidingsForget
 * @keyed_since: UTC milliseconds; texts with a dedupe key that were raised since stay, because the key still keeps others away
 * @limit: rows looked at
 * @after: (inout): where the last slice ended, 0 at first; 0 again when all was looked through
 * @n: (out): texts that were deleted
 * @error: return location
 *
 * Deletes a slice of texts that ended before @before, with their steps. Those that still count, whose price is still asked for,
 * or that are to be erased at Twilio stay. When the texts are through, answers of that
 * age go.
 *
 * Returns: %FALSE with @error set
 */
gboolean  tidings_store_forget_old      (TidingsStore   *self,
                                         gint64          before,
                                         gint64          counted_since,
                                         gint64          keyed_since,
                                         guint           limit,
                                         gint64         *after,
                                         guint          *n,
                                         GError        **error);

G_END_DECLS
