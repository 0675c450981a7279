/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trying out an alert: what it would say and cost, then one text with sample values to a chosen person. */
#pragma once

#include <gtk/gtk.h>
#include "tidings-alert-type.h"
#include "tidings-client.h"

G_BEGIN_DECLS

/** tidings_test_dialog_present: asks over the window that @widget is in; how it went is told in a toast there */
void tidings_test_dialog_present (GtkWidget        *widget,
                                  TidingsClient    *client,
                                  TidingsAlertType *type);

G_END_DECLS
