/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newest few messages of some states, as items for rows. */
#pragma once

#include <gio/gio.h>
#include "tidings-clock.h"
#include "tidings-message-item.h"
#include "tidings-store.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_SHORT_LIST (tidings_short_list_get_type ())
G_DECLARE_FINAL_TYPE (TidingsShortList, tidings_short_list, TIDINGS, SHORT_LIST, GObject)

/** TidingsShortList properties: hide-text (bool, read-write) */

/**
 * tidings_short_list_new:
 * @clock: what "yesterday" is, and how long something has been waiting
 * @states: bit (1 << state) for each state wanted, 0 for all
 * @n_items: how many at most
 *
 * Where states are wanted, what has only just been queued is left out for some seconds: mostly it is gone by then, and a list that
 * comes and goes with each text is none to look at.
 *
 * Returns: (transfer full): the list, empty until tidings_short_list_look()
 */
TidingsShortList *tidings_short_list_new  (TidingsClock     *clock,
                                           guint             states,
                                           guint             n_items);
/** tidings_short_list_look: reads @store (nullable) anew; items that stay are the objects they were. A store that cannot be read leaves what is shown */
void              tidings_short_list_look (TidingsShortList *self,
                                           TidingsStore     *store);
/** tidings_short_list_list: Returns: (transfer none): a #GListModel of #TidingsMessageItem, newest first */
GListModel       *tidings_short_list_list (TidingsShortList *self);

G_END_DECLS
