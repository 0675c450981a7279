/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Practice time. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-engine-practice.h"
#include "tidings-practice-time.h"
#include "tidings-store-practice.h"

/* While a text is on its way the next step waits; the practice network answers within parts of a millisecond. */
#define LOOK_AGAIN_MS 1

struct _TidingsPracticeTime {
  GObject parent_instance;

  TidingsClock *timer;
  TidingsClock *clock;
  TidingsStore *store;
  TidingsEngine *engine;
  GTask *task;        /* of the jump under way */
  gint64 until;
  guint step_id;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TidingsPracticeTime, tidings_practice_time, G_TYPE_OBJECT)

static void step_cb (gpointer user_data);

static void
arm (TidingsPracticeTime *self,
     gint64               ms)
{
  self->step_id = tidings_clock_call_at (self->timer, tidings_clock_get_now (self->timer) + ms, step_cb, self);
}

/* Ends the jump, which belongs to whoever asked for it from here on. */
static GTask *
end_jump (TidingsPracticeTime *self)
{
  if (self->step_id != 0)
    tidings_clock_cancel (self->timer, self->step_id);
  self->step_id = 0;
  self->until = 0;
  g_signal_emit (self, signals[CHANGED], 0);

  return g_steal_pointer (&self->task);
}

/* The time is kept before anything happens in it: what is in the store is never ahead of it. */
static gboolean
go_to (TidingsPracticeTime  *self,
       gint64                instant,
       GError              **error)
{
  gint64 ms = MAX (instant - tidings_clock_get_now (self->clock), 0);

  if (!tidings_store_set_practice_ahead (self->store, tidings_clock_get_ahead (self->clock) + ms, error))
    return FALSE;

  tidings_practice_clock_pass (TIDINGS_PRACTICE_CLOCK (self->clock), ms);
  g_signal_emit (self, signals[CHANGED], 0);

  return TRUE;
}

static void
step_cb (gpointer user_data)
{
  TidingsPracticeTime *self = user_data;
  g_autoptr(TidingsPracticeTime) keep = g_object_ref (self);
  gint64 now = tidings_clock_get_now (self->clock);
  gint64 next = tidings_clock_get_next (self->clock);
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;

  self->step_id = 0;
  if (!tidings_engine_is_at_rest (self->engine))
    arm (self, LOOK_AGAIN_MS);
  else if (now >= self->until)
    {
      task = end_jump (self);
      g_task_return_boolean (task, TRUE);
    }
  else if (go_to (self, next > 0 ? MIN (next, self->until) : self->until, &error))
    {
      /* Whoever was called there may have ended the jump. */
      if (self->task != NULL && self->step_id == 0)
        arm (self, 0);
    }
  else
    {
      task = end_jump (self);
      g_task_return_error (task, error);
    }
}

gint64
tidings_practice_time_get_ahead (TidingsPracticeTime *self)
{
  g_return_val_if_fail (TIDINGS_IS_PRACTICE_TIME (self), 0);

  return tidings_clock_get_ahead (self->clock);
}

gint64
tidings_practice_time_get_until (TidingsPracticeTime *self)
{
  g_return_val_if_fail (TIDINGS_IS_PRACTICE_TIME (self), 0);

  return self->until;
}

void
tidings_practice_time_go_async (TidingsPracticeTime *self,
                                gint64               until,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (TIDINGS_IS_PRACTICE_TIME (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, tidings_practice_time_go_async);
  self->until = until;
  g_signal_emit (self, signals[CHANGED], 0);
  arm (self, 0);
}

gboolean
tidings_practice_time_go_finish (TidingsPracticeTime  *self,
                                 GAsyncResult         *result,
                                 gint64               *now,
                                 GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *now = tidings_clock_get_now (self->clock);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tidings_practice_time_stop (TidingsPracticeTime *self)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (TIDINGS_IS_PRACTICE_TIME (self));

  if (self->task == NULL)
    return;

  task = end_jump (self);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("Somebody went back to now meanwhile"));
}

static void
show_present (TidingsPracticeTime *self,
              TidingsSimulator    *simulator)
{
  if (simulator != NULL)
    tidings_simulator_return_to (simulator, tidings_clock_get_now (self->timer));
  tidings_practice_clock_set_ahead (TIDINGS_PRACTICE_CLOCK (self->clock), 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
tidings_practice_time_return (TidingsPracticeTime  *self,
                              TidingsSimulator     *simulator,
                              GError              **error)
{
  g_return_val_if_fail (TIDINGS_IS_PRACTICE_TIME (self), FALSE);

  tidings_practice_time_stop (self);
  if (tidings_clock_get_ahead (self->clock) == 0)
    return TRUE;
  if (!tidings_engine_return_to (self->engine, tidings_clock_get_now (self->timer), error))
    return FALSE;

  show_present (self, simulator);

  return TRUE;
}

void
tidings_practice_time_leave (TidingsPracticeTime *self,
                             TidingsSimulator    *simulator)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (TIDINGS_IS_PRACTICE_TIME (self));

  if (tidings_practice_time_return (self, simulator, &error))
    return;

  g_warning ("What was tried out ahead of now cannot be taken back: %s", error->message);
  show_present (self, simulator);
}

static void
tidings_practice_time_dispose (GObject *object)
{
  TidingsPracticeTime *self = TIDINGS_PRACTICE_TIME (object);

  if (self->step_id != 0)
    tidings_clock_cancel (self->timer, self->step_id);
  self->step_id = 0;

  G_OBJECT_CLASS (tidings_practice_time_parent_class)->dispose (object);
}

static void
tidings_practice_time_finalize (GObject *object)
{
  TidingsPracticeTime *self = TIDINGS_PRACTICE_TIME (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_object (&self->timer);

  G_OBJECT_CLASS (tidings_practice_time_parent_class)->finalize (object);
}

static void
tidings_practice_time_class_init (TidingsPracticeTimeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tidings_practice_time_dispose;
  object_class->finalize = tidings_practice_time_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
tidings_practice_time_init (TidingsPracticeTime *self)
{
}

TidingsPracticeTime *
tidings_practice_time_new (TidingsClock  *timer,
                           TidingsClock  *clock,
                           TidingsStore  *store,
                           TidingsEngine *engine)
{
  TidingsPracticeTime *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLOCK (timer), NULL);
  g_return_val_if_fail (TIDINGS_IS_PRACTICE_CLOCK (clock), NULL);
  g_return_val_if_fail (TIDINGS_IS_STORE (store), NULL);
  g_return_val_if_fail (TIDINGS_IS_ENGINE (engine), NULL);

  self = g_object_new (TIDINGS_TYPE_PRACTICE_TIME, NULL);
  self->timer = g_object_ref (timer);
  self->clock = g_object_ref (clock);
  self->store = g_object_ref (store);
  self->engine = g_object_ref (engine);
  tidings_practice_clock_set_ahead (TIDINGS_PRACTICE_CLOCK (clock), tidings_store_get_practice_ahead (store));

  return self;
}
