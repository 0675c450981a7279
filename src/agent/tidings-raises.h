/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alerts that programs raise at the same time: one commit for all of them, and an answer for each after it. */
#pragma once

#include <gio/gio.h>
#include "tidings-engine.h"

G_BEGIN_DECLS

/**
 * TidingsRaiseCall:
 * @request: what the engine is asked; it borrows from the others
 * @options: owned, its strings are the request's
 * @values: (nullable): owned
 * @type: (nullable): owned
 * @program: (nullable): owned
 * @to: (nullable): owned; its strings are those of @options
 *
 * A request of a program, for as long as it waits.
 */
typedef struct {
  TidingsRaise request;
  GVariant *options;
  JsonObject *values;
  char *type;
  char *program;
  const char **to;
} TidingsRaiseCall;

/** tidings_raise_call_new: Returns: (transfer full): an empty request that keeps @options */
TidingsRaiseCall *tidings_raise_call_new  (GVariant              *options);
void              tidings_raise_call_free (TidingsRaiseCall      *call);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsRaiseCall, tidings_raise_call_free)

typedef struct _TidingsRaises TidingsRaises;

/**
 * TidingsRaisesFunc:
 * @invocation: (transfer full): a call
 * @outcomes: (nullable): what it came to
 * @error: (transfer full) (nullable): why it failed
 */
typedef void (*TidingsRaisesFunc) (GDBusMethodInvocation *invocation,
                                   GPtrArray             *outcomes,
                                   GError                *error);

/** tidings_raises_new: @engine is borrowed. Returns: (transfer full): nothing waits yet; @answer is called for each call once what it raised is on disk */
TidingsRaises    *tidings_raises_new      (TidingsEngine         *engine,
                                           TidingsRaisesFunc      answer);
/** tidings_raises_free: raises what waits still */
void              tidings_raises_free     (TidingsRaises         *self);
/** tidings_raises_add: @call: (transfer full); @invocation: (transfer full). Raises it in the next turn of the main loop, with what comes in until then */
void              tidings_raises_add      (TidingsRaises         *self,
                                           TidingsRaiseCall      *call,
                                           GDBusMethodInvocation *invocation);
/** tidings_raises_flush: raises all that waits at once, because something else is asked that comes after it */
void              tidings_raises_flush    (TidingsRaises         *self);

G_END_DECLS
