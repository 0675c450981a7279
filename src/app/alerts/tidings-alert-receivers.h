/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The switches of one kind of alert: everyone, and each person. */
#pragma once

#include <adwaita.h>
#include "tidings-alert-type.h"
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_ALERT_RECEIVERS (tidings_alert_receivers_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAlertReceivers, tidings_alert_receivers, TIDINGS, ALERT_RECEIVERS, AdwPreferencesGroup)

/**
 * tidings_alert_receivers_new:
 * @client: the client
 * @type: the kind of alert, which is not one that is addressed to somebody
 *
 * Always-on types show that instead of switches. Who cannot get alerts has an insensitive row that says why.
 *
 * Returns: (transfer floating): the group; it follows the list of people
 */
GtkWidget *tidings_alert_receivers_new (TidingsClient    *client,
                                        TidingsAlertType *type);

G_END_DECLS
