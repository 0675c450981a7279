/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One notification for each cause, which counts. */
#include "config.h"

#include "tidings-tally.h"

#define FIRST_WAIT_MS (2 * G_GINT64_CONSTANT (1000))
#define LAST_WAIT_MS (60 * G_GINT64_CONSTANT (1000))

struct _TidingsTally {
  TidingsClock *clock;
  gint64 quiet_ms;
  TidingsTallyFunc show;
  gpointer user_data;
  GHashTable *causes;
};

typedef struct {
  TidingsTally *owner;
  char *name;
  gint64 first;
  guint count;
  guint n_shown;
  gboolean is_urgent;
  TidingsMessage *last;
  gint64 last_at;
  gint64 wait_ms;
  guint timer;
} Cause;

static void
show (Cause *cause)
{
  cause->n_shown = cause->count;
  cause->owner->show (cause->name, cause->count, cause->first, cause->last, cause->is_urgent, cause->owner->user_data);
}

static void
cause_free (gpointer data)
{
  Cause *cause = data;

  if (cause->timer != 0)
    tidings_clock_cancel (cause->owner->clock, cause->timer);
  if (cause->n_shown < cause->count)
    show (cause);
  g_clear_object (&cause->last);
  g_free (cause->name);
  g_free (cause);
}

static void wait_cb (gpointer user_data);

static void
wait_for_more (Cause *cause)
{
  TidingsClock *clock = cause->owner->clock;

  cause->timer = tidings_clock_call_at (clock, tidings_clock_get_now (clock) + cause->wait_ms, wait_cb, cause);
}

static void
wait_cb (gpointer user_data)
{
  Cause *cause = user_data;

  cause->timer = 0;
  if (cause->n_shown == cause->count)
    {
      cause->wait_ms = FIRST_WAIT_MS;
      return;
    }

  show (cause);
  cause->wait_ms = MIN (cause->wait_ms * 2, LAST_WAIT_MS);
  wait_for_more (cause);
}

static Cause *
get_cause (TidingsTally *self,
           const char   *name)
{
  Cause *cause = g_hash_table_lookup (self->causes, name);

  if (cause != NULL)
    return cause;

  cause = g_new0 (Cause, 1);
  cause->owner = self;
  cause->name = g_strdup (name);
  cause->wait_ms = FIRST_WAIT_MS;
  g_hash_table_insert (self->causes, cause->name, cause);

  return cause;
}

void
tidings_tally_add (TidingsTally   *self,
                   const char     *name,
                   TidingsMessage *message)
{
  gint64 now;
  Cause *cause;

  g_return_if_fail (self != NULL);
  g_return_if_fail (TIDINGS_IS_MESSAGE (message) && name != NULL);

  now = tidings_clock_get_now (self->clock);
  cause = get_cause (self, name);
  if (ABS (now - cause->last_at) >= self->quiet_ms)
    {
      cause->count = 0;
      cause->n_shown = 0;
      cause->is_urgent = FALSE;
      cause->first = message->id;
    }
  cause->count++;
  cause->last_at = now;
  cause->is_urgent |= message->priority == TIDINGS_PRIORITY_CRITICAL;
  g_set_object (&cause->last, message);

  if (cause->timer != 0)
    return;
  show (cause);
  wait_for_more (cause);
}

TidingsTally *
tidings_tally_new (TidingsClock     *clock,
                   gint64            quiet_ms,
                   TidingsTallyFunc  func,
                   gpointer          user_data)
{
  TidingsTally *self;

  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (TidingsTally, 1);
  self->clock = g_object_ref (clock);
  self->quiet_ms = quiet_ms;
  self->show = func;
  self->user_data = user_data;
  self->causes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, cause_free);

  return self;
}

void
tidings_tally_free (TidingsTally *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->causes);
  g_object_unref (self->clock);
  g_free (self);
}
