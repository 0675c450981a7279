/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasing people, here and at Twilio, and forgetting what has become old. */
#pragma once

#include "tidings-core.h"
#include "tidings-store-forget.h"

G_BEGIN_DECLS

/**
 * TidingsForgetting:
 *
 * What erasing leaves to be done afterwards, also by a later process: getting the words out of the file in slices, so that
 * nobody waits for it. Once a day, while the engine is awake anyway, it deletes what is older than the household keeps.
 */
typedef struct _TidingsForgetting TidingsForgetting;

/** tidings_forgetting_new: Returns: (transfer full): @core outlives it */
TidingsForgetting *tidings_forgetting_new  (TidingsCore         *core);
void               tidings_forgetting_free (TidingsForgetting   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsForgetting, tidings_forgetting_free)

/**
 * tidings_forgetting_erase:
 * @core: what the parts share
 * @person: row id
 * @forget: (out): what came of it
 * @error: return location
 *
 * Erases a person in one transaction: see tidings_store_forget_person(). What waits for them is canceled first, and called back
 * where Twilio has it for later.
 *
 * Returns: %FALSE with @error set
 */
gboolean           tidings_forgetting_erase (TidingsCore        *core,
                                             gint64              person,
                                             TidingsForget      *forget,
                                             GError            **error);
/**
 * tidings_forgetting_settle:
 * @core: what the parts share, in the transaction that has written @message
 * @message: a text whose request was on its way, or that was looked for
 * @error: return location
 *
 * If its person was erased meanwhile and it is known now what became of it, it goes: @message is marked as
 * %TIDINGS_ERASURE_FORGET, and nothing is to be done with it any more.
 *
 * Returns: %FALSE with @error set
 */
gboolean           tidings_forgetting_settle (TidingsCore       *core,
                                              TidingsMessage    *message,
                                              GError           **error);

/**
 * tidings_forgetting_delete:
 * @core: what the parts share
 * @message: row id of a text that has ended
 * @error: return location
 *
 * Takes one text out as a person's are: see tidings_store_forget_text().
 *
 * Returns: %FALSE with @error set
 */
gboolean           tidings_forgetting_delete (TidingsCore        *core,
                                              gint64              message,
                                              GError            **error);

/** tidings_forgetting_when_clean: calls @callback (in a later turn) once nothing of what was erased is left in the file, or somebody keeps reading it */
void               tidings_forgetting_when_clean (TidingsForgetting *self,
                                                  GTask             *task);
/** tidings_forgetting_work: takes the next step of what is to be done */
void               tidings_forgetting_work (TidingsForgetting   *self);
/** tidings_forgetting_get_next_at: Returns: UTC milliseconds of the next step, 0 if nobody has to wake for one */
gint64             tidings_forgetting_get_next_at (TidingsForgetting *self);

G_END_DECLS
