/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that a limit stopped: one notification for each limit, which counts. */
#include "config.h"

#include "tidings-stopped.h"

#define FIRST_WAIT_MS (2 * G_GINT64_CONSTANT (1000))
#define LAST_WAIT_MS (60 * G_GINT64_CONSTANT (1000))
/* After so long without one the number begins anew. */
#define QUIET_MS (60 * 60 * G_GINT64_CONSTANT (1000))

struct _TidingsStopped {
  TidingsClock *clock;
  TidingsStoppedFunc show;
  gpointer user_data;
  GHashTable *limits;
};

typedef struct {
  TidingsStopped *owner;
  char *reason;
  guint count;
  guint n_shown;
  gboolean is_urgent;
  TidingsMessage *last;
  gint64 last_at;
  gint64 wait_ms;
  guint timer;
} Limit;

static void
show (Limit *limit)
{
  limit->n_shown = limit->count;
  limit->owner->show (limit->reason, limit->count, limit->last, limit->is_urgent, limit->owner->user_data);
}

static void
limit_free (gpointer data)
{
  Limit *limit = data;

  if (limit->timer != 0)
    tidings_clock_cancel (limit->owner->clock, limit->timer);
  if (limit->n_shown < limit->count)
    show (limit);
  g_clear_object (&limit->last);
  g_free (limit->reason);
  g_free (limit);
}

static void wait_cb (gpointer user_data);

static void
wait_for_more (Limit *limit)
{
  TidingsClock *clock = limit->owner->clock;

  limit->timer = tidings_clock_call_at (clock, tidings_clock_get_now (clock) + limit->wait_ms, wait_cb, limit);
}

static void
wait_cb (gpointer user_data)
{
  Limit *limit = user_data;

  limit->timer = 0;
  if (limit->n_shown == limit->count)
    {
      limit->wait_ms = FIRST_WAIT_MS;
      return;
    }

  show (limit);
  limit->wait_ms = MIN (limit->wait_ms * 2, LAST_WAIT_MS);
  wait_for_more (limit);
}

static Limit *
get_limit (TidingsStopped *self,
           const char     *reason)
{
  Limit *limit = g_hash_table_lookup (self->limits, reason);

  if (limit != NULL)
    return limit;

  limit = g_new0 (Limit, 1);
  limit->owner = self;
  limit->reason = g_strdup (reason);
  limit->wait_ms = FIRST_WAIT_MS;
  g_hash_table_insert (self->limits, limit->reason, limit);

  return limit;
}

void
tidings_stopped_add (TidingsStopped *self,
                     TidingsMessage *message)
{
  gint64 now;
  Limit *limit;

  g_return_if_fail (self != NULL);
  g_return_if_fail (TIDINGS_IS_MESSAGE (message) && message->reason != NULL);

  now = tidings_clock_get_now (self->clock);
  limit = get_limit (self, message->reason);
  if (ABS (now - limit->last_at) >= QUIET_MS)
    {
      limit->count = 0;
      limit->n_shown = 0;
      limit->is_urgent = FALSE;
    }
  limit->count++;
  limit->last_at = now;
  limit->is_urgent |= message->priority == TIDINGS_PRIORITY_CRITICAL;
  g_set_object (&limit->last, message);

  if (limit->timer != 0)
    return;
  show (limit);
  wait_for_more (limit);
}

TidingsStopped *
tidings_stopped_new (TidingsClock       *clock,
                     TidingsStoppedFunc  func,
                     gpointer            user_data)
{
  TidingsStopped *self;

  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (TidingsStopped, 1);
  self->clock = g_object_ref (clock);
  self->show = func;
  self->user_data = user_data;
  self->limits = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, limit_free);

  return self;
}

void
tidings_stopped_free (TidingsStopped *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->limits);
  g_object_unref (self->clock);
  g_free (self);
}
