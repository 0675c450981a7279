/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that were missed together: one notification for all of them. */
#include "config.h"

#include "tidings-missed.h"

struct _TidingsMissed {
  TidingsMissedFunc show;
  gpointer user_data;
  GPtrArray *messages;
  guint count;
  guint idle_id;
};

static void
show (TidingsMissed *self)
{
  g_autoptr(GPtrArray) messages = g_steal_pointer (&self->messages);
  guint count = self->count;

  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->count = 0;
  self->show (messages, count, self->user_data);
}

static gboolean
idle_cb (gpointer user_data)
{
  TidingsMissed *self = user_data;

  self->idle_id = 0;
  show (self);

  return G_SOURCE_REMOVE;
}

void
tidings_missed_add (TidingsMissed  *self,
                    TidingsMessage *message)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (TIDINGS_IS_MESSAGE (message));

  self->count++;
  if (self->messages->len < TIDINGS_MISSED_NAMED)
    g_ptr_array_add (self->messages, g_object_ref (message));
  /* A week without power is worked off in many turns; below all of them. */
  if (self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self, NULL);
}

TidingsMissed *
tidings_missed_new (TidingsMissedFunc  func,
                    gpointer           user_data)
{
  TidingsMissed *self;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (TidingsMissed, 1);
  self->show = func;
  self->user_data = user_data;
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

void
tidings_missed_free (TidingsMissed *self)
{
  if (self == NULL)
    return;

  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->count > 0)
    show (self);
  g_ptr_array_unref (self->messages);
  g_free (self);
}
