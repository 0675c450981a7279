/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every clock shares: the calls that wait, in order of their instants, behind one alarm. */
#include "config.h"

#include "tidings-clock-private.h"

typedef struct {
  guint id;
  gint64 instant;
  TidingsClockFunc func;
  gpointer user_data;
  GSequenceIter *place;   /* NULL once it is being called */
} Call;

typedef struct {
  GHashTable *calls;      /* id → owned Call */
  GSequence *queue;       /* borrowed Calls, earliest first */
  guint last_id;
  gint64 armed;           /* what the alarm stands at, -1 for never */
} TidingsClockPrivate;

enum {
  JUMPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TidingsClock, tidings_clock, G_TYPE_OBJECT)

static int
compare_calls (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const Call *left = a;
  const Call *right = b;

  if (left->instant != right->instant)
    return left->instant < right->instant ? -1 : 1;

  return left->id < right->id ? -1 : left->id > right->id;
}

static Call *
peek_earliest (TidingsClockPrivate *priv)
{
  GSequenceIter *first = g_sequence_get_begin_iter (priv->queue);

  return g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
}

static void
arm_for_earliest (TidingsClock *self)
{
  TidingsClockPrivate *priv = tidings_clock_get_instance_private (self);
  Call *earliest = peek_earliest (priv);
  gint64 instant = earliest ? MAX (earliest->instant, 0) : -1;

  if (priv->armed == instant)
    return;

  priv->armed = instant;
  TIDINGS_CLOCK_GET_CLASS (self)->arm (self, instant);
}

/* Takes what is due out of the queue, but keeps it findable by its id, so that a callback can still cancel the next one. */
static GArray *
take_due_ids (TidingsClock *self)
{
  TidingsClockPrivate *priv = tidings_clock_get_instance_private (self);
  GArray *due = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 now = tidings_clock_get_now (self);
  Call *call = NULL;

  while ((call = peek_earliest (priv)) && call->instant <= now)
    {
      g_array_append_val (due, call->id);
      g_sequence_remove (g_steal_pointer (&call->place));
    }

  return due;
}

static void
tidings_clock_finalize (GObject *object)
{
  TidingsClockPrivate *priv = tidings_clock_get_instance_private (TIDINGS_CLOCK (object));

  g_clear_pointer (&priv->queue, g_sequence_free);
  g_clear_pointer (&priv->calls, g_hash_table_unref);

  G_OBJECT_CLASS (tidings_clock_parent_class)->finalize (object);
}

/* A clock that nobody can set. */
static gint64
tidings_clock_real_get_offset (TidingsClock *self)
{
  return 0;
}

static const char *
tidings_clock_real_get_era (TidingsClock *self)
{
  return "always";
}

static gint64
tidings_clock_real_get_ahead (TidingsClock *self)
{
  return 0;
}

static void
tidings_clock_class_init (TidingsClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tidings_clock_finalize;

  klass->get_offset = tidings_clock_real_get_offset;
  klass->get_era = tidings_clock_real_get_era;
  klass->get_ahead = tidings_clock_real_get_ahead;

  signals[JUMPED] = g_signal_new ("jumped", TIDINGS_TYPE_CLOCK, G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tidings_clock_init (TidingsClock *self)
{
  TidingsClockPrivate *priv = tidings_clock_get_instance_private (self);

  priv->calls = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  priv->queue = g_sequence_new (NULL);
  priv->armed = -1;
}

gint64
tidings_clock_get_now (TidingsClock *self)
{
  g_return_val_if_fail (TIDINGS_IS_CLOCK (self), 0);

  return TIDINGS_CLOCK_GET_CLASS (self)->get_now (self);
}

gint64
tidings_clock_get_offset (TidingsClock *self)
{
  g_return_val_if_fail (TIDINGS_IS_CLOCK (self), 0);

  return TIDINGS_CLOCK_GET_CLASS (self)->get_offset (self);
}

const char *
tidings_clock_get_era (TidingsClock *self)
{
  g_return_val_if_fail (TIDINGS_IS_CLOCK (self), NULL);

  return TIDINGS_CLOCK_GET_CLASS (self)->get_era (self);
}

gint64
tidings_clock_get_ahead (TidingsClock *self)
{
  g_return_val_if_fail (TIDINGS_IS_CLOCK (self), 0);

  return TIDINGS_CLOCK_GET_CLASS (self)->get_ahead (self);
}

gint64
tidings_clock_get_next (TidingsClock *self)
{
  Call *earliest = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLOCK (self), -1);

  earliest = peek_earliest (tidings_clock_get_instance_private (self));

  return earliest != NULL ? earliest->instant : -1;
}

guint
tidings_clock_call_at (TidingsClock     *self,
                       gint64            instant,
                       TidingsClockFunc  func,
                       gpointer          user_data)
{
  TidingsClockPrivate *priv = tidings_clock_get_instance_private (self);
  Call *call = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLOCK (self), 0);
  g_return_val_if_fail (func != NULL, 0);

  /* After four thousand million calls the ids begin again; those that still wait keep theirs. */
  do
    priv->last_id++;
  while (priv->last_id == 0 || g_hash_table_contains (priv->calls, GUINT_TO_POINTER (priv->last_id)));

  call = g_new0 (Call, 1);
  call->id = priv->last_id;
  call->instant = instant;
  call->func = func;
  call->user_data = user_data;
  call->place = g_sequence_insert_sorted (priv->queue, call, compare_calls, NULL);
  g_hash_table_insert (priv->calls, GUINT_TO_POINTER (call->id), call);
  arm_for_earliest (self);

  return call->id;
}

void
tidings_clock_cancel (TidingsClock *self,
                      guint         id)
{
  TidingsClockPrivate *priv = tidings_clock_get_instance_private (self);
  Call *call = NULL;

  g_return_if_fail (TIDINGS_IS_CLOCK (self));

  call = g_hash_table_lookup (priv->calls, GUINT_TO_POINTER (id));
  if (!call)
    return;

  g_clear_pointer (&call->place, g_sequence_remove);
  g_hash_table_remove (priv->calls, GUINT_TO_POINTER (id));
  arm_for_earliest (self);
}

void
tidings_clock_fire (TidingsClock *self)
{
  TidingsClockPrivate *priv = tidings_clock_get_instance_private (self);
  g_autoptr(TidingsClock) alive = NULL;
  g_autoptr(GArray) due = NULL;

  g_return_if_fail (TIDINGS_IS_CLOCK (self));

  alive = g_object_ref (self);
  due = take_due_ids (self);

  /* The alarm may have been used up, so what is left is armed even if it stood at the same instant; and before anyone
   * is called, because a callback may run a main loop of its own. */
  priv->armed = -1;
  TIDINGS_CLOCK_GET_CLASS (self)->arm (self, -1);
  arm_for_earliest (self);

  for (guint i = 0; i < due->len; i++)
    {
      gpointer key = GUINT_TO_POINTER (g_array_index (due, guint, i));
      g_autofree Call *call = NULL;

      if (g_hash_table_steal_extended (priv->calls, key, NULL, (gpointer *) &call))
        call->func (call->user_data);
    }
}

void
tidings_clock_jump (TidingsClock *self)
{
  g_autoptr(TidingsClock) alive = NULL;

  g_return_if_fail (TIDINGS_IS_CLOCK (self));

  alive = g_object_ref (self);
  tidings_clock_fire (self);
  g_signal_emit (self, signals[JUMPED], 0);
}
