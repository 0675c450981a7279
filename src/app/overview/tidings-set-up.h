/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the first steps have come: account, own number, test text. */
#pragma once

#include <glib-object.h>
#include "tidings-store.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_SET_UP (tidings_set_up_get_type ())
G_DECLARE_FINAL_TYPE (TidingsSetUp, tidings_set_up, TIDINGS, SET_UP, GObject)

/**
 * TidingsSetUp properties:
 *   read-write: has-account (bool: one is connected, or practice was chosen); read-only: has-number (bool: somebody’s number
 *   is confirmed), has-test (bool: a text other than a code has reached somebody), is-done (bool: all of them)
 */

/** tidings_set_up_new: @people: a #GListModel of #TidingsPerson that is followed. Returns: (transfer full): the steps */
TidingsSetUp *tidings_set_up_new      (GListModel   *people);
/** tidings_set_up_look: @store: (nullable): looks for texts that arrived; once there was one, it stays true */
void          tidings_set_up_look     (TidingsSetUp *self,
                                       TidingsStore *store);

G_END_DECLS
