/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alerts that programs raise at the same time: one commit for all of them, and an answer for each after it. */
#include "config.h"

#include "tidings-raises.h"

/* So that others are answered in between, however many come. */
#define AT_ONCE 50

struct _TidingsRaises {
  TidingsEngine *engine;
  TidingsRaisesFunc answer;
  GQueue calls;         /* TidingsRaiseCall */
  GQueue invocations;   /* of each */
  guint idle_id;
};

TidingsRaiseCall *
tidings_raise_call_new (GVariant *options)
{
  TidingsRaiseCall *call = g_new0 (TidingsRaiseCall, 1);

  call->options = g_variant_ref (options);

  return call;
}

void
tidings_raise_call_free (TidingsRaiseCall *call)
{
  if (call == NULL)
    return;

  g_free (call->to);
  g_free (call->type);
  g_free (call->program);
  g_clear_pointer (&call->values, json_object_unref);
  g_variant_unref (call->options);
  g_free (call);
}

static void
raise_some (TidingsRaises *self)
{
  guint n = MIN (g_queue_get_length (&self->calls), AT_ONCE);
  g_autofree TidingsRaise *raises = g_new (TidingsRaise, n);
  g_autofree GPtrArray **outcomes = g_new (GPtrArray *, n);
  g_autofree GError **errors = g_new (GError *, n);
  g_autoptr(GPtrArray) calls = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_raise_call_free);

  for (guint i = 0; i < n; i++)
    {
      TidingsRaiseCall *call = g_queue_pop_head (&self->calls);

      raises[i] = call->request;
      g_ptr_array_add (calls, call);
    }
  tidings_engine_raise_all (self->engine, raises, n, outcomes, errors);
  for (guint i = 0; i < n; i++)
    {
      self->answer (g_queue_pop_head (&self->invocations), outcomes[i], errors[i]);
      g_clear_pointer (&outcomes[i], g_ptr_array_unref);
    }
}

static gboolean
idle_cb (gpointer user_data)
{
  TidingsRaises *self = user_data;

  raise_some (self);
  if (!g_queue_is_empty (&self->calls))
    return G_SOURCE_CONTINUE;
  self->idle_id = 0;

  return G_SOURCE_REMOVE;
}

void
tidings_raises_add (TidingsRaises         *self,
                    TidingsRaiseCall      *call,
                    GDBusMethodInvocation *invocation)
{
  g_queue_push_tail (&self->calls, call);
  g_queue_push_tail (&self->invocations, invocation);
  /* As urgent as the calls themselves: none of them waits longer for this than for another call. */
  if (self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_DEFAULT, idle_cb, self, NULL);
}

void
tidings_raises_flush (TidingsRaises *self)
{
  while (!g_queue_is_empty (&self->calls))
    raise_some (self);
  g_clear_handle_id (&self->idle_id, g_source_remove);
}

TidingsRaises *
tidings_raises_new (TidingsEngine     *engine,
                    TidingsRaisesFunc  answer)
{
  TidingsRaises *self = g_new0 (TidingsRaises, 1);

  self->engine = engine;
  self->answer = answer;
  g_queue_init (&self->calls);
  g_queue_init (&self->invocations);

  return self;
}

void
tidings_raises_free (TidingsRaises *self)
{
  if (self == NULL)
    return;

  tidings_raises_flush (self);
  g_free (self);
}
