/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about reminders' moments that Twilio was given ahead of time. */
#pragma once

#include "tidings-store-moments.h"

G_BEGIN_DECLS

/**
 * TidingsHandover:
 * @id: row id, 0 before it is stored
 * @reminder_id: whose moment; the reminder may be gone
 * @wall: the rule's wall clock of the moment's occurrence
 * @due_at: UTC milliseconds of the moment
 * @person_id: for whom; the person may be gone
 * @message_id: the text that stands for the moment, 0 when it goes from this computer after all
 * @service: MG… that it is given to
 * @sid: (nullable): Twilio's id of the text, once known
 * @recall: (nullable): why it is to be canceled at Twilio; %NULL while it is not
 * @n_tries: requests to cancel it that failed so far
 * @next_at: UTC milliseconds of the next request to cancel it, 0 for none
 *
 * One moment of one person that was given away. There is at most one for each, so that a moment never has two texts.
 */
typedef struct {
  gint64 id;
  gint64 reminder_id;
  char *wall;
  gint64 due_at;
  gint64 person_id;
  gint64 message_id;
  char *service;
  char *sid;
  char *recall;
  guint n_tries;
  gint64 next_at;
} TidingsHandover;

void             tidings_handover_free              (TidingsHandover  *handover);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsHandover, tidings_handover_free)

/** tidings_store_put_handover: adds it (id 0; sets the id) or writes all its fields. Returns: %FALSE with @error set, CONFLICT if the moment was given away already */
gboolean         tidings_store_put_handover         (TidingsStore           *self,
                                                     TidingsHandover        *handover,
                                                     GError                **error);
/** tidings_store_remove_handover: the moment is this computer's again */
gboolean         tidings_store_remove_handover      (TidingsStore           *self,
                                                     gint64                  id,
                                                     GError                **error);
/** tidings_store_find_handover: Returns: %FALSE with @error set; @handover: (out) (transfer full) (nullable): the moment's, %NULL if it was not given away */
gboolean         tidings_store_find_handover        (TidingsStore           *self,
                                                     gint64                  reminder,
                                                     const char             *wall,
                                                     gint64                  due_at,
                                                     gint64                  person,
                                                     TidingsHandover       **handover,
                                                     GError                **error);
/** tidings_store_find_handover_of: Returns: %FALSE with @error set; @handover: (out) (transfer full) (nullable): the one that @message stands for */
gboolean         tidings_store_find_handover_of     (TidingsStore           *self,
                                                     gint64                  message,
                                                     TidingsHandover       **handover,
                                                     GError                **error);
/** tidings_store_get_handover: Returns: %FALSE with @error set; @handover: (out) (transfer full) (nullable): by row id */
gboolean         tidings_store_get_handover         (TidingsStore           *self,
                                                     gint64                  id,
                                                     TidingsHandover       **handover,
                                                     GError                **error);
/** tidings_store_list_handovers: Returns: (transfer full) (element-type TidingsHandover) (nullable): those with a message and a larger row id than @after, by row id, at most @limit */
GPtrArray       *tidings_store_list_handovers       (TidingsStore           *self,
                                                     gint64                  after,
                                                     guint                   limit,
                                                     GError                **error);
/** tidings_store_list_due_handovers: Returns: (transfer full) (element-type TidingsHandover) (nullable): those that are to be canceled by @now, earliest first */
GPtrArray       *tidings_store_list_due_handovers   (TidingsStore           *self,
                                                     gint64                  now,
                                                     guint                   limit,
                                                     GError                **error);
/** tidings_store_get_next_handover_at: Returns: UTC milliseconds of the earliest request to cancel one, 0 if none */
gint64           tidings_store_get_next_handover_at (TidingsStore           *self);
/** tidings_store_hurry_handovers: none of those that are to be canceled waits longer than until @now: whoever asked last is gone */
gboolean         tidings_store_hurry_handovers      (TidingsStore           *self,
                                                     gint64                  now,
                                                     GError                **error);
/** tidings_store_drop_handovers: forgets those whose moment is before @before and that are not to be canceled any more */
gboolean         tidings_store_drop_handovers       (TidingsStore           *self,
                                                     gint64                  before,
                                                     GError                **error);

/**
 * TidingsFreeMoment:
 * @due_at: UTC milliseconds
 * @reminder_id: whose
 * @person_id: for whom
 * @wall: the rule's wall clock of its occurrence
 * @before_s: which of the reminder's offsets
 * @at: UTC milliseconds of the occurrence
 *
 * A text of one person that nobody was given yet; its first four fields are its place in the list.
 */
typedef struct {
  gint64 due_at;
  gint64 reminder_id;
  gint64 person_id;
  char wall[TIDINGS_WALL_SIZE];
  gint64 before_s;
  gint64 at;
} TidingsFreeMoment;

/** tidings_store_list_free_moments: Returns: (transfer full) (element-type TidingsFreeMoment) (nullable): that are due later than @from and not later than @until, in order, behind @after (nullable), at most @limit */
GArray          *tidings_store_list_free_moments    (TidingsStore            *self,
                                                     gint64                   from,
                                                     gint64                   until,
                                                     const TidingsFreeMoment *after,
                                                     guint                    limit,
                                                     GError                 **error);
/** tidings_store_list_ahead: Returns: (transfer full) (element-type TidingsMessage) (nullable): the texts of a reminder that Twilio keeps for later, the next first */
GPtrArray       *tidings_store_list_ahead           (TidingsStore            *self,
                                                     gint64                   reminder,
                                                     GError                 **error);
/** tidings_store_get_moment_after: Returns: UTC milliseconds of the earliest moment not fired yet that is due later than @at, 0 if none */
gint64           tidings_store_get_moment_after     (TidingsStore            *self,
                                                     gint64                   at);
/** tidings_store_find_text_moment: @moment: (out): the reminder's text of that occurrence and instant, with the reminder_id 0 if there is none any more. Returns: %FALSE with @error set */
gboolean         tidings_store_find_text_moment     (TidingsStore            *self,
                                                     gint64                   reminder,
                                                     const char              *wall,
                                                     gint64                   due_at,
                                                     TidingsDueMoment        *moment,
                                                     GError                 **error);

G_END_DECLS
