/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages by day: the list of lists that the page Activity shows. */
#pragma once

#include <gio/gio.h>
#include "tidings-clock.h"
#include "tidings-message-item.h"
#include "tidings-store.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_MESSAGE_DAY (tidings_message_day_get_type ())
G_DECLARE_FINAL_TYPE (TidingsMessageDay, tidings_message_day, TIDINGS, MESSAGE_DAY, GObject)

/** TidingsMessageDay properties, read-only: title ("Today"), which changes at midnight */

/** tidings_message_day_list_items: Returns: (transfer none): a #GListModel of #TidingsMessageItem, newest first */
GListModel         *tidings_message_day_list_items     (TidingsMessageDay  *self);

#define TIDINGS_TYPE_MESSAGE_DAYS (tidings_message_days_get_type ())
G_DECLARE_FINAL_TYPE (TidingsMessageDays, tidings_message_days, TIDINGS, MESSAGE_DAYS, GObject)

/** TidingsMessageDays properties: hide-text (bool, read-write) */

/**
 * tidings_message_days_new:
 * @messages: a #GListModel of #TidingsMessage, newest first, that is followed
 * @clock: for "Today"; the headings change at midnight by themselves
 *
 * Returns: (transfer full): the days
 */
TidingsMessageDays *tidings_message_days_new           (GListModel         *messages,
                                                        TidingsClock       *clock);
/** tidings_message_days_list: Returns: (transfer none): a #GListModel of #TidingsMessageDay; days and items that stay are never replaced */
GListModel         *tidings_message_days_list          (TidingsMessageDays *self);

/**
 * tidings_message_days_show_replies:
 * @self: days
 * @store: (nullable): where replies are read from
 * @shows: whether replies stand among the messages, each at its time (#TidingsReplyItem)
 * @number: (nullable): E.164 of who replies, %NULL for everybody
 *
 * From the next change of the messages on, or tidings_message_days_refresh().
 */
void                tidings_message_days_show_replies (TidingsMessageDays *self,
                                                       TidingsStore       *store,
                                                       gboolean            shows,
                                                       const char         *number);
/** tidings_message_days_refresh: groups anew, with the replies there are now */
void                tidings_message_days_refresh      (TidingsMessageDays *self);

G_END_DECLS
