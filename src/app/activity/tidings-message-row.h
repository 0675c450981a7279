/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message in a list: state, text, person, time, and Retry where that helps. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"
#include "tidings-message-item.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_MESSAGE_ROW (tidings_message_row_get_type ())
G_DECLARE_FINAL_TYPE (TidingsMessageRow, tidings_message_row, TIDINGS, MESSAGE_ROW, AdwActionRow)

/** TidingsMessageRow properties: item (#TidingsMessageItem, construct-only); shows-day (bool, construct-only). Activating the row opens the message's page. */

/** tidings_message_row_new: @shows_day: for lists without headings. Returns: (transfer floating): a row that follows @item */
GtkWidget *tidings_message_row_new (TidingsMessageItem *item,
                                    TidingsClient      *client,
                                    gboolean            shows_day);
/** tidings_message_row_get_id: Returns: row id of the message that it shows */
gint64     tidings_message_row_get_id (TidingsMessageRow *self);

G_END_DECLS
