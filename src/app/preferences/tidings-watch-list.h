/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of this computer is watched, as the rows of the preferences show it. */
#pragma once

#include "tidings-client.h"

G_BEGIN_DECLS

/**
 * TidingsWatchItem properties, read-only:
 *   name (string): of the watcher
 *   title (string)
 *   subtitle (string): what it tells, or why it cannot, or that nobody hears it
 *   is-on (bool): as the agent said last; notified also when it stays, so that a switch goes back
 *   can-switch (bool): it can watch here, or is on although it cannot
 */
#define TIDINGS_TYPE_WATCH_ITEM (tidings_watch_item_get_type ())
G_DECLARE_FINAL_TYPE (TidingsWatchItem, tidings_watch_item, TIDINGS, WATCH_ITEM, GObject)

#define TIDINGS_TYPE_WATCH_LIST (tidings_watch_list_get_type ())
G_DECLARE_FINAL_TYPE (TidingsWatchList, tidings_watch_list, TIDINGS, WATCH_LIST, GObject)

/**
 * TidingsWatchList, a #GListModel of #TidingsWatchItem whose items stay; properties, read-only:
 *   n-on (uint): how many are on
 *   watches-disks (bool): the watcher of the disks is on
 *   problem (string): why the last change did not come about, one sentence; "" otherwise
 */

/** tidings_watch_list_new: Returns: (transfer full): empty before tidings_watch_list_read() */
TidingsWatchList *tidings_watch_list_new  (TidingsClient    *client);
/** tidings_watch_list_read: looks anew; without the agent it does nothing */
void              tidings_watch_list_read (TidingsWatchList *self);
/** tidings_watch_list_set: asks for it; what came of it is read back */
void              tidings_watch_list_set  (TidingsWatchList *self,
                                           TidingsWatchItem *item,
                                           gboolean          is_on);

G_END_DECLS
