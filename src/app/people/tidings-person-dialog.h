/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding somebody, confirming their number, and choosing their alerts: three steps in one dialog. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_PERSON_DIALOG (tidings_person_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPersonDialog, tidings_person_dialog, TIDINGS, PERSON_DIALOG, AdwWindow)

/** tidings_person_dialog_present_add: asks for name and number, then the code, then the alerts. @parent: a widget of the window below; @number: (nullable): what stands in its field at first */
void tidings_person_dialog_present_add           (GtkWidget     *parent,
                                                  TidingsClient *client,
                                                  const char    *number);
/** tidings_person_dialog_present_confirm: the same from the code on */
void tidings_person_dialog_present_confirm       (GtkWidget     *parent,
                                                  TidingsClient *client,
                                                  gint64         person_id);
/** tidings_person_dialog_present_change_number: asks for another number, then its code */
void tidings_person_dialog_present_change_number (GtkWidget     *parent,
                                                  TidingsClient *client,
                                                  gint64         person_id);

G_END_DECLS
