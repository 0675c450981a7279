/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What time is it, and wake me then: the only door to the wall clock and to timers in the whole house.
 *
 * A room of its own below all others (the plan names the clock inside the engine), because the simulator, the window's
 * countdowns and the tests need the same door and may not enter the engine. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_CLOCK (tidings_clock_get_type ())
G_DECLARE_DERIVABLE_TYPE (TidingsClock, tidings_clock, TIDINGS, CLOCK, GObject)

typedef void (*TidingsClockFunc) (gpointer user_data);

/**
 * TidingsClockClass:
 * @get_now: UTC milliseconds since 1970
 * @get_offset: how far the wall clock is ahead of the time that has passed in this era, milliseconds
 * @get_era: name of the span in which offsets can be compared
 * @get_ahead: how far it was put ahead on purpose, milliseconds
 * @arm: makes the clock call tidings_clock_fire() at @instant (UTC milliseconds, -1 for never); replaces what was armed
 */
struct _TidingsClockClass {
  GObjectClass parent_class;

  gint64      (*get_now)    (TidingsClock *self);
  gint64      (*get_offset) (TidingsClock *self);
  const char *(*get_era)    (TidingsClock *self);
  gint64      (*get_ahead)  (TidingsClock *self);
  void        (*arm)        (TidingsClock *self,
                             gint64        instant);
};

/**
 * tidings_clock_get_now:
 * Returns: UTC milliseconds since 1970
 */
gint64        tidings_clock_get_now   (TidingsClock     *self);

/**
 * tidings_clock_get_offset:
 * @self: a clock
 *
 * How far the wall clock is ahead of the time that has truly passed since the era began. It changes only when somebody sets the
 * clock, by exactly as much: neither sleep nor switching off, a change of zone or a slow correction does.
 *
 * Returns: milliseconds, to be compared with others of the same era
 */
gint64        tidings_clock_get_offset (TidingsClock    *self);

/**
 * tidings_clock_get_era:
 * @self: a clock
 *
 * Between two eras (the computer was started anew) nobody knows how much time has passed but the wall clock.
 *
 * Returns: (transfer none): a name without blanks, the same for all processes of the era
 */
const char   *tidings_clock_get_era    (TidingsClock    *self);

/**
 * tidings_clock_get_ahead:
 * @self: a clock
 *
 * How far ahead of the computer's clock a person has put it to see what will happen, see tidings_practice_clock_new(). It is part of
 * tidings_clock_get_now() and of tidings_clock_get_offset(); what must not be lost because of a time that was only tried out
 * subtracts it.
 *
 * Returns: milliseconds, 0 for every other clock
 */
gint64        tidings_clock_get_ahead (TidingsClock     *self);

/** tidings_clock_get_next: Returns: UTC milliseconds of the earliest call that waits, -1 for none */
gint64        tidings_clock_get_next  (TidingsClock     *self);

/**
 * tidings_clock_call_at:
 * @self: a clock
 * @instant: UTC milliseconds; a past one means: in the next turn of the main loop, never from inside this call
 * @func: what to call, once, in the thread that made the clock
 * @user_data: for @func
 *
 * Wakes once. All calls share the clock's one alarm, armed for the earliest.
 *
 * Returns: an id for tidings_clock_cancel(), never 0
 */
guint         tidings_clock_call_at   (TidingsClock     *self,
                                       gint64            instant,
                                       TidingsClockFunc  func,
                                       gpointer          user_data);

/** tidings_clock_cancel: forgets a call; an id that was called already is ignored */
void          tidings_clock_cancel    (TidingsClock     *self,
                                       guint             id);

/** tidings_clock_fire: for clocks: calls all that is due now, in order of their instants, and arms for what is left */
void          tidings_clock_fire      (TidingsClock     *self);

/**
 * TidingsClock::jumped:
 *
 * The wall clock was set, or the computer resumed: what was due meanwhile has been called before this signal.
 */

/** tidings_real_clock_new: Returns: (transfer full): the computer's clock, on a timerfd of CLOCK_REALTIME in the thread-default main context */
TidingsClock *tidings_real_clock_new  (void);

#define TIDINGS_TYPE_PRACTICE_CLOCK (tidings_practice_clock_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPracticeClock, tidings_practice_clock, TIDINGS, PRACTICE_CLOCK, TidingsClock)

/**
 * tidings_practice_clock_new:
 * @base: the clock to follow; its jumps are this one's, too
 *
 * Returns: (transfer full) (type TidingsPracticeClock): a clock that shows what @base shows until it is put ahead
 */
TidingsClock *tidings_practice_clock_new (TidingsClock  *base);
/** tidings_practice_clock_set_ahead: puts the clock @ahead_ms ahead of its base, in either direction, as a person who sets a clock does */
void          tidings_practice_clock_set_ahead (TidingsPracticeClock *self,
                                                gint64                ahead_ms);
/** tidings_practice_clock_pass: goes @ms further ahead as if so long had passed: what is due by then is called, and nothing says that the clock jumped */
void          tidings_practice_clock_pass (TidingsPracticeClock *self,
                                           gint64                ms);

/** tidings_test_clock_new: Returns: (transfer full): a clock that stands at @now until it is moved */
TidingsClock *tidings_test_clock_new  (gint64            now);

/**
 * tidings_test_clock_advance:
 * @self: a clock of tidings_test_clock_new()
 * @ms: milliseconds to go forward
 *
 * Steps from one armed moment to the next, runs the default main context dry at each, and ends at now + @ms.
 */
void          tidings_test_clock_advance (TidingsClock  *self,
                                          gint64         ms);

/** tidings_test_clock_set: jumps to @now, in either direction, as a person who sets the clock does: no time has passed */
void          tidings_test_clock_set  (TidingsClock     *self,
                                       gint64            now);

/** tidings_test_clock_reboot: begins another era at @now, as a computer that was switched off does; nothing is called before it is waited for */
void          tidings_test_clock_reboot (TidingsClock   *self,
                                         gint64          now);

G_END_DECLS
