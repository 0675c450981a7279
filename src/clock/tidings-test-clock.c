/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock that stands still until a test moves it: a week passes in a moment. */
#include "config.h"

#include "tidings-clock-private.h"

#define TIDINGS_TYPE_TEST_CLOCK (tidings_test_clock_get_type ())
G_DECLARE_FINAL_TYPE (TidingsTestClock, tidings_test_clock, TIDINGS, TEST_CLOCK, TidingsClock)

struct _TidingsTestClock {
  TidingsClock parent_instance;

  gint64 now;
  gint64 offset;     /* the sum of all jumps in this era */
  guint era;
  char era_name[32];
  gint64 armed;      /* -1 for never */
  GSource *due;      /* while something is due in the next turn of the main loop */
};

G_DEFINE_FINAL_TYPE (TidingsTestClock, tidings_test_clock, TIDINGS_TYPE_CLOCK)

static void
clear_due (TidingsTestClock *self)
{
  if (self->due)
    g_source_destroy (self->due);
  g_clear_pointer (&self->due, g_source_unref);
}

static gboolean
due_cb (gpointer user_data)
{
  TidingsTestClock *self = user_data;

  clear_due (self);
  tidings_clock_fire (TIDINGS_CLOCK (self));

  return G_SOURCE_REMOVE;
}

static gint64
tidings_test_clock_get_now (TidingsClock *clock)
{
  return TIDINGS_TEST_CLOCK (clock)->now;
}

static gint64
tidings_test_clock_get_offset (TidingsClock *clock)
{
  return TIDINGS_TEST_CLOCK (clock)->offset;
}

static const char *
tidings_test_clock_get_era (TidingsClock *clock)
{
  return TIDINGS_TEST_CLOCK (clock)->era_name;
}

static void
tidings_test_clock_arm (TidingsClock *clock,
                        gint64        instant)
{
  TidingsTestClock *self = TIDINGS_TEST_CLOCK (clock);
  g_autoptr(GMainContext) context = NULL;

  self->armed = instant;
  clear_due (self);

  if (instant < 0 || instant > self->now)
    return;

  context = g_main_context_ref_thread_default ();
  self->due = g_idle_source_new ();
  g_source_set_priority (self->due, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->due, due_cb, self, NULL);
  g_source_attach (self->due, context);
}

static void
tidings_test_clock_finalize (GObject *object)
{
  clear_due (TIDINGS_TEST_CLOCK (object));

  G_OBJECT_CLASS (tidings_test_clock_parent_class)->finalize (object);
}

static void
tidings_test_clock_class_init (TidingsTestClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tidings_test_clock_finalize;

  TIDINGS_CLOCK_CLASS (klass)->get_now = tidings_test_clock_get_now;
  TIDINGS_CLOCK_CLASS (klass)->get_offset = tidings_test_clock_get_offset;
  TIDINGS_CLOCK_CLASS (klass)->get_era = tidings_test_clock_get_era;
  TIDINGS_CLOCK_CLASS (klass)->arm = tidings_test_clock_arm;
}

static void
begin_era (TidingsTestClock *self)
{
  self->era++;
  self->offset = 0;
  g_snprintf (self->era_name, sizeof self->era_name, "test-%u", self->era);
}

static void
tidings_test_clock_init (TidingsTestClock *self)
{
  begin_era (self);
  self->armed = -1;
}

TidingsClock *
tidings_test_clock_new (gint64 now)
{
  TidingsTestClock *self = g_object_new (TIDINGS_TYPE_TEST_CLOCK, NULL);

  self->now = now;

  return TIDINGS_CLOCK (self);
}

void
tidings_test_clock_advance (TidingsClock *clock,
                            gint64        ms)
{
  TidingsTestClock *self = TIDINGS_TEST_CLOCK (clock);
  gint64 target = self->now + ms;

  g_return_if_fail (ms >= 0);

  while (g_main_context_iteration (NULL, FALSE))
    continue;

  while (self->armed >= 0 && self->armed <= target)
    {
      self->now = MAX (self->now, self->armed);
      tidings_clock_fire (clock);
      while (g_main_context_iteration (NULL, FALSE))
        continue;
    }

  self->now = MAX (self->now, target);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

void
tidings_test_clock_set (TidingsClock *clock,
                        gint64        now)
{
  TidingsTestClock *self = TIDINGS_TEST_CLOCK (clock);

  self->offset += now - self->now;
  self->now = now;
  tidings_clock_jump (clock);
}

void
tidings_test_clock_reboot (TidingsClock *clock,
                           gint64        now)
{
  TidingsTestClock *self = TIDINGS_TEST_CLOCK (clock);

  self->now = now;
  begin_era (self);
}
