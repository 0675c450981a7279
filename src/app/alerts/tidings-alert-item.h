/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An alert type with those who get it, and the groups they are shown in. */
#pragma once

#include <gio/gio.h>
#include "tidings-alert-type.h"
#include "tidings-person.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_ALERT_ITEM (tidings_alert_item_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAlertItem, tidings_alert_item, TIDINGS, ALERT_ITEM, GObject)

/**
 * TidingsAlertItem properties, read-only, following the list of people:
 *   title; subtitle (who gets it: "Amina and Ben", "No one"); is-on (bool: somebody gets it); is-for-everyone (bool: all who
 *   can get it do)
 */

/**
 * tidings_alert_item_new:
 * @type: the type
 * @people: a #GListModel of #TidingsPerson that is followed
 *
 * Returns: (transfer full): the item
 */
TidingsAlertItem *tidings_alert_item_new      (TidingsAlertType *type,
                                               GListModel       *people);
/** tidings_alert_item_get_kind: Returns: (transfer none): the alert type */
TidingsAlertType *tidings_alert_item_get_kind (TidingsAlertItem *self);
/** tidings_alert_item_matches: Returns: whether title, description, id and the names of those who get it hold all words of @query; an empty one matches all */
gboolean          tidings_alert_item_matches  (TidingsAlertItem *self,
                                               const char       *query);

/** tidings_person_can_get_alerts: Returns: whether the number is confirmed and did not send STOP */
gboolean          tidings_person_can_get_alerts (TidingsPerson  *person);
/**
 * tidings_person_dup_alert_hindrance:
 * Returns: (transfer full) (nullable): why nobody may switch alerts on for this person: "Confirm the number first", or when
 *   they texted STOP; %NULL if nothing stands in the way
 */
char             *tidings_person_dup_alert_hindrance (TidingsPerson *person,
                                                      gint64         now);

#define TIDINGS_TYPE_ALERT_GROUP (tidings_alert_group_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAlertGroup, tidings_alert_group, TIDINGS, ALERT_GROUP, GObject)

/** TidingsAlertGroup properties, read-only: title; summary ("2 of 6 on", "Always On"); is-always-on (bool) */

/** tidings_alert_group_new: @id: group of @catalog. Returns: (transfer full): the group */
TidingsAlertGroup *tidings_alert_group_new        (TidingsCatalog    *catalog,
                                                   const char        *id,
                                                   GListModel        *people);
/** tidings_alert_group_list_items: Returns: (transfer none): a #GListModel of #TidingsAlertItem */
GListModel        *tidings_alert_group_list_items (TidingsAlertGroup *self);
/** tidings_alert_group_get_is_always_on: Returns: whether all types of the group pass for everyone */
gboolean           tidings_alert_group_get_is_always_on (TidingsAlertGroup *self);

G_END_DECLS
