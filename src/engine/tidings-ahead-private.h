/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of "ahead of time" share: the plan (tidings-ahead.c), the rows (tidings-handover.c) and the requests that
 * call a text back (tidings-recall.c). */
#pragma once

#include "tidings-ahead.h"
#include "tidings-store-handovers.h"

G_BEGIN_DECLS

/**
 * TidingsAhead:
 * @core: what the parts share
 * @outbox: who asks for the status of the same texts
 * @n_asking: requests that will still end, also when it is gone
 * @has_begun: what an earlier process was asking when it ended is asked again
 * @is_planning: a pass over what Twilio has and may have is under way
 * @reviewed: row id of the last handover that the pass has looked at
 * @planned: the last free moment that the pass has looked at
 * @plan_at: UTC milliseconds at which the next moment comes into Twilio's window, 0 for none
 * @is_gone: freed by its owner
 */
struct _TidingsAhead {
  TidingsCore *core;
  TidingsOutbox *outbox;
  guint n_asking;
  gboolean has_begun;
  gboolean is_planning;
  gint64 reviewed;
  TidingsFreeMoment planned;
  gint64 plan_at;
  gboolean is_gone;
};

/** tidings_recall_work: asks Twilio to cancel what is to be canceled by now */
void     tidings_recall_work        (TidingsAhead     *self);

/** tidings_handover_let_go: the text does not go: the moment is free for another plan, or (@for_here) this computer's for good. Call it inside a transaction. Returns: %FALSE with @error set */
gboolean tidings_handover_let_go    (TidingsCore      *core,
                                     TidingsHandover  *handover,
                                     gboolean          for_here,
                                     GError          **error);
/** tidings_handover_confirm: Twilio has canceled it. @reason: why. Returns: %FALSE with @error set; nothing has changed then */
gboolean tidings_handover_confirm   (TidingsCore      *core,
                                     TidingsHandover  *handover,
                                     const char       *reason,
                                     GError          **error);
/** tidings_handover_has_left: it could not be canceled any more: it counts as the moment's text. Returns: %FALSE with @error set; nothing has changed then */
gboolean tidings_handover_has_left  (TidingsCore      *core,
                                     TidingsHandover  *handover,
                                     GError          **error);
/** tidings_handover_get_message: Returns: %FALSE with @error set; @message: (out) (transfer full) (nullable): its message, %NULL if that was deleted */
gboolean tidings_handover_get_message (TidingsCore      *core,
                                       TidingsHandover  *handover,
                                       TidingsMessage  **message,
                                       GError          **error);

G_END_DECLS
