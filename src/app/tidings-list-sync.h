/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a list up to date with what was read anew, touching only what differs, so that rows keep focus and scroll. */
#pragma once

#include <gio/gio.h>
#include "tidings-person.h"
#include "tidings-reminder.h"

G_BEGIN_DECLS

typedef gint64   (*TidingsListKeyFunc)  (gpointer item);
typedef gboolean (*TidingsListSameFunc) (gpointer item,
                                         gpointer other);

/**
 * tidings_list_sync:
 * @list: the list that is shown
 * @items: (element-type GObject): what it shall hold, in order
 * @get_key: gives an item's identity; no two items of @items have the same
 * @is_same: whether two items with the same key show the same
 *
 * Afterwards @list holds @items, but for those that are the same as before: these stay the objects they were. Each row
 * that was added, removed, moved or replaced gives its own items-changed, and no other does.
 */
void     tidings_list_sync        (GListStore          *list,
                                   GPtrArray           *items,
                                   TidingsListKeyFunc   get_key,
                                   TidingsListSameFunc  is_same);

/** tidings_person_get_key: Returns: the row id */
gint64   tidings_person_get_key   (gpointer item);
/** tidings_person_is_same: Returns: whether every field is equal */
gboolean tidings_person_is_same   (gpointer item,
                                   gpointer other);
/** tidings_reminder_get_key: Returns: the row id */
gint64   tidings_reminder_get_key (gpointer item);
/** tidings_reminder_is_same: Returns: whether every field is equal */
gboolean tidings_reminder_is_same (gpointer item,
                                   gpointer other);

G_END_DECLS
