/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Practice time: the household's clock put ahead, step by step, and back into the present. */
#pragma once

#include "tidings-clock.h"
#include "tidings-engine.h"
#include "tidings-simulator.h"
#include "tidings-store.h"

G_BEGIN_DECLS

/* How far ahead of the present practice may go. */
#define TIDINGS_PRACTICE_MAX_MS (366 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

#define TIDINGS_TYPE_PRACTICE_TIME (tidings_practice_time_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPracticeTime, tidings_practice_time, TIDINGS, PRACTICE_TIME, GObject)

/**
 * tidings_practice_time_new:
 * @timer: the computer's clock, which paces the steps
 * @clock: the household's clock, a #TidingsPracticeClock on @timer
 * @store: where the time is kept
 * @engine: whose clock it is
 *
 * Puts @clock where an earlier process left it. The engine must not run yet.
 *
 * Returns: (transfer full): practice time
 */
TidingsPracticeTime *tidings_practice_time_new        (TidingsClock         *timer,
                                                       TidingsClock         *clock,
                                                       TidingsStore         *store,
                                                       TidingsEngine        *engine);
/** tidings_practice_time_get_ahead: Returns: milliseconds that the household's clock is ahead, 0 in the present */
gint64               tidings_practice_time_get_ahead  (TidingsPracticeTime  *self);
/** tidings_practice_time_get_until: Returns: UTC milliseconds that a jump is on its way to, 0 while there is none */
gint64               tidings_practice_time_get_until  (TidingsPracticeTime  *self);

/**
 * tidings_practice_time_go_async:
 * @self: practice time
 * @until: UTC milliseconds, later than the household's now and at most %TIDINGS_PRACTICE_MAX_MS ahead of the present
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Goes from one thing that is due to the next and lets each happen, so that it is as if the time had passed. The main loop turns
 * in between. Where it has come to is on disk before anything happens there, so that a process that is killed on the way leaves
 * the next one at that point. No second jump may be asked for meanwhile.
 */
void                 tidings_practice_time_go_async   (TidingsPracticeTime  *self,
                                                       gint64                until,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
/** tidings_practice_time_go_finish: @now: (out): UTC milliseconds it is there. Returns: %FALSE with @error set: the way could not be kept, or it was called back (CANCELLED) */
gboolean             tidings_practice_time_go_finish  (TidingsPracticeTime  *self,
                                                       GAsyncResult         *result,
                                                       gint64               *now,
                                                       GError              **error);
/**
 * tidings_practice_time_return:
 * @self: practice time
 * @simulator: (nullable): the practice network
 * @error: return location
 *
 * Goes back to the present; a jump that is under way ends. See tidings_engine_return_to().
 *
 * Returns: %FALSE with @error set; then it is where it was
 */
gboolean             tidings_practice_time_return     (TidingsPracticeTime  *self,
                                                       TidingsSimulator     *simulator,
                                                       GError              **error);
/** tidings_practice_time_leave: as tidings_practice_time_return() where texts will go to real phones: the clock shows the present afterwards, come what may */
void                 tidings_practice_time_leave      (TidingsPracticeTime  *self,
                                                       TidingsSimulator     *simulator);

/** tidings_practice_time_stop: ends a jump that is under way; what was to be answered is CANCELLED, and the next process goes on from where it got to */
void                 tidings_practice_time_stop       (TidingsPracticeTime  *self);

/**
 * TidingsPracticeTime::changed:
 *
 * It is another time, or a jump began or ended.
 */

G_END_DECLS
