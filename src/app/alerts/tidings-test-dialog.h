/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which an alert is tried out: to whom, with which values, for how much, and what became of it. */
#pragma once

#include <adwaita.h>
#include "tidings-alert-type.h"
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_TEST_DIALOG (tidings_test_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsTestDialog, tidings_test_dialog, TIDINGS, TEST_DIALOG, AdwWindow)

/** tidings_test_dialog_present: asks what to send a test of @type with, over the window that @widget is in; says so if there is nobody to send to */
void tidings_test_dialog_present (GtkWidget        *widget,
                                  TidingsClient    *client,
                                  TidingsAlertType *type);

G_END_DECLS
