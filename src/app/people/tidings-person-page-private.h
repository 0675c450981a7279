/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person's page leads to. */
#pragma once

#include <gtk/gtk.h>
#include "tidings-client.h"

G_BEGIN_DECLS

/** tidings_person_make_alerts: Returns: (transfer floating): the person's alert switches, scrolling */
GtkWidget *tidings_person_make_alerts (TidingsClient *client,
                                       gint64         person_id);
/** tidings_person_page_push_alerts: pushes the person's alert switches over @page */
void tidings_person_page_push_alerts (GtkWidget     *page,
                                      TidingsClient *client,
                                      gint64         person_id);
/** tidings_person_page_show_reply: shows in an action row what @person (nullable) said last. Returns: whether there is anything to show */
gboolean tidings_person_page_show_reply (GtkWidget     *row,
                                         TidingsClient *client,
                                         TidingsPerson *person);
/** tidings_person_page_get_overlay: Returns: (transfer none): what shows the toasts of the window that @page is in, and stays when the page goes */
GtkWidget *tidings_person_page_get_overlay (GtkWidget *page);
/** tidings_person_page_ask_remove: asks whether to remove the person, and does it */
void tidings_person_page_ask_remove  (GtkWidget     *page,
                                      TidingsClient *client,
                                      TidingsPerson *person);

/** tidings_person_page_push_history: pushes the person's trail of consent and numbers over @page */
void tidings_person_page_push_history (GtkWidget     *page,
                                       TidingsClient *client,
                                       TidingsPerson *person);
/** tidings_person_page_show_consent: shows in an action row what the person last agreed to, or that they wanted no more */
void tidings_person_page_show_consent (GtkWidget     *row,
                                       TidingsClient *client,
                                       gint64         person_id);
/** tidings_person_page_ask_erase: asks whether to erase the person with all that names them, says what that means, and does it */
void tidings_person_page_ask_erase   (GtkWidget     *page,
                                      TidingsClient *client,
                                      TidingsPerson *person);

/** tidings_person_page_ask_look_up: says what it costs, looks the number up, and tells what came of it */
void tidings_person_page_ask_look_up (GtkWidget     *page,
                                      TidingsClient *client,
                                      TidingsPerson *person);

G_END_DECLS
