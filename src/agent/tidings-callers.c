/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has called. */
#include "config.h"

#include "tidings-callers.h"

/* Connections that are known at once. Most call once and end, so that it is no loss to begin anew. */
#define MOST 200

struct _TidingsCallers {
  GDBusConnection *bus;
  GHashTable *callers;   /* unique name → TidingsCaller, both owned */
};

TidingsCallers *
tidings_callers_new (GDBusConnection *bus)
{
  TidingsCallers *self = g_new0 (TidingsCallers, 1);

  self->bus = g_object_ref (bus);
  self->callers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tidings_caller_free);

  return self;
}

void
tidings_callers_free (TidingsCallers *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->callers);
  g_object_unref (self->bus);
  g_free (self);
}

const TidingsCaller *
tidings_callers_get (TidingsCallers *self,
                     const char     *sender)
{
  const char *key = sender != NULL ? sender : "";
  TidingsCaller *caller = g_hash_table_lookup (self->callers, key);

  if (caller != NULL)
    return caller;

  if (g_hash_table_size (self->callers) >= MOST)
    g_hash_table_remove_all (self->callers);
  caller = tidings_caller_new (self->bus, sender);
  g_hash_table_insert (self->callers, g_strdup (key), caller);

  return caller;
}
