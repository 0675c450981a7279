/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock that follows another one and can be ahead of it, for a person who wants to see what will happen. */
#include "config.h"

#include "tidings-clock-private.h"

struct _TidingsPracticeClock {
  TidingsClock parent_instance;

  TidingsClock *base;
  gint64 ahead_ms;
  guint base_id;     /* the base's call for what is armed here, 0 for none */
};

G_DEFINE_FINAL_TYPE (TidingsPracticeClock, tidings_practice_clock, TIDINGS_TYPE_CLOCK)

static void
fire_cb (gpointer user_data)
{
  TidingsPracticeClock *self = user_data;

  self->base_id = 0;
  tidings_clock_fire (TIDINGS_CLOCK (self));
}

/* The base has called what was due here before it says so. */
static void
base_jumped_cb (TidingsPracticeClock *self)
{
  tidings_clock_jump (TIDINGS_CLOCK (self));
}

static gint64
tidings_practice_clock_get_now (TidingsClock *clock)
{
  TidingsPracticeClock *self = TIDINGS_PRACTICE_CLOCK (clock);

  return tidings_clock_get_now (self->base) + self->ahead_ms;
}

/* The time that was skipped has not passed. */
static gint64
tidings_practice_clock_get_offset (TidingsClock *clock)
{
  TidingsPracticeClock *self = TIDINGS_PRACTICE_CLOCK (clock);

  return tidings_clock_get_offset (self->base) + self->ahead_ms;
}

static gint64
tidings_practice_clock_get_ahead (TidingsClock *clock)
{
  TidingsPracticeClock *self = TIDINGS_PRACTICE_CLOCK (clock);

  return tidings_clock_get_ahead (self->base) + self->ahead_ms;
}

static const char *
tidings_practice_clock_get_era (TidingsClock *clock)
{
  return tidings_clock_get_era (TIDINGS_PRACTICE_CLOCK (clock)->base);
}

static void
tidings_practice_clock_arm (TidingsClock *clock,
                            gint64        instant)
{
  TidingsPracticeClock *self = TIDINGS_PRACTICE_CLOCK (clock);

  if (self->base_id != 0)
    tidings_clock_cancel (self->base, self->base_id);
  self->base_id = instant < 0 ? 0 : tidings_clock_call_at (self->base, instant - self->ahead_ms, fire_cb, self);
}

static void
tidings_practice_clock_dispose (GObject *object)
{
  TidingsPracticeClock *self = TIDINGS_PRACTICE_CLOCK (object);

  if (self->base_id != 0)
    tidings_clock_cancel (self->base, self->base_id);
  self->base_id = 0;

  G_OBJECT_CLASS (tidings_practice_clock_parent_class)->dispose (object);
}

static void
tidings_practice_clock_finalize (GObject *object)
{
  g_clear_object (&TIDINGS_PRACTICE_CLOCK (object)->base);

  G_OBJECT_CLASS (tidings_practice_clock_parent_class)->finalize (object);
}

static void
tidings_practice_clock_class_init (TidingsPracticeClockClass *klass)
{
  TidingsClockClass *clock_class = TIDINGS_CLOCK_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_practice_clock_dispose;
  G_OBJECT_CLASS (klass)->finalize = tidings_practice_clock_finalize;
  clock_class->get_now = tidings_practice_clock_get_now;
  clock_class->get_offset = tidings_practice_clock_get_offset;
  clock_class->get_ahead = tidings_practice_clock_get_ahead;
  clock_class->get_era = tidings_practice_clock_get_era;
  clock_class->arm = tidings_practice_clock_arm;
}

static void
tidings_practice_clock_init (TidingsPracticeClock *self)
{
}

TidingsClock *
tidings_practice_clock_new (TidingsClock *base)
{
  TidingsPracticeClock *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLOCK (base), NULL);

  self = g_object_new (TIDINGS_TYPE_PRACTICE_CLOCK, NULL);
  self->base = g_object_ref (base);
  g_signal_connect_object (base, "jumped", G_CALLBACK (base_jumped_cb), self, G_CONNECT_SWAPPED);

  return TIDINGS_CLOCK (self);
}

void
tidings_practice_clock_set_ahead (TidingsPracticeClock *self,
                                  gint64                ahead_ms)
{
  g_return_if_fail (TIDINGS_IS_PRACTICE_CLOCK (self));

  if (self->ahead_ms == ahead_ms)
    return;

  self->ahead_ms = ahead_ms;
  tidings_clock_jump (TIDINGS_CLOCK (self));
}

void
tidings_practice_clock_pass (TidingsPracticeClock *self,
                             gint64                ms)
{
  g_return_if_fail (TIDINGS_IS_PRACTICE_CLOCK (self));
  g_return_if_fail (ms >= 0);

  self->ahead_ms += ms;
  tidings_clock_fire (TIDINGS_CLOCK (self));
}
