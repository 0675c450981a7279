/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The switches of one person: which alerts they get, by group, with the always-on ones shown as such. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_SUBSCRIPTION_LIST (tidings_subscription_list_get_type ())
G_DECLARE_FINAL_TYPE (TidingsSubscriptionList, tidings_subscription_list, TIDINGS, SUBSCRIPTION_LIST, AdwBin)

/** TidingsSubscriptionList properties: client (TidingsClient, construct-only); person-id (int64, construct-only) */

/** tidings_subscription_list_new: Returns: (transfer floating): the list, to be put into something that scrolls */
GtkWidget *tidings_subscription_list_new   (TidingsClient *client,
                                            gint64         person_id);

/**
 * tidings_subscription_dup_summary:
 * @person: somebody
 *
 * Returns: (transfer full): "Receives 6 of 14 alerts", always-on ones included
 */
char      *tidings_subscription_dup_summary (TidingsPerson *person);

G_END_DECLS
