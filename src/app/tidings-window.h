/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: five pages, a banner, and what is pushed over them.
 *
 * What the window expects of a page (all optional but `client`):
 *   property `client` (#TidingsClient, writable): set once, when the page is made
 *   property `search-mode` (gboolean, read-write): shown as the header's search toggle, Ctrl+F
 *   property `can-search` (gboolean, readable): whether the toggle is there; without the property it is
 *   widget action `page.add`: what the header's Add button and Ctrl+N do
 *   widget actions `page.copy`, `page.remove` and `page.menu`, on a row or on the page: what Ctrl+C, Delete and Shift+F10 or the
 *     Menu key do while a row has the focus
 *   widget action `page.refresh`: what Ctrl+R does besides reading the status anew
 *
 * What the window gives to every widget inside it, as actions:
 *   win.show-page (s)     overview, people, alerts, reminders, activity; anything pushed is popped
 *   win.show-person (x)   pushes the person's page
 *   win.show-message (x)  pushes the message's page
 *   win.show-reminder (x) opens the reminder's dialog over the page Reminders
 *   win.search-for (s)    looks for the words on the page Activity
 *   win.send-text (xs)    opens the dialog in which a text is written: to that person (0 to choose), with that beginning
 *   win.open-link (s)     lets the text be written that an `sms:` link asks for
 *   win.practice-phone    shows the practice phone
 *   win.set-up (s)        opens the assistant: "" from its start, or at its step "connect" or "number"
 *   win.pause, win.resume, win.unlock-keyring, win.restart-agent, win.open-twilio
 *   page-stack.pop        goes one level back (tidings-page-stack.h)
 *
 * Details are pushed with tidings_push_page(), short news shown with tidings_toast() (tidings-widgets.h). */
#pragma once

#include <adwaita.h>
#include "tidings-application.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_WINDOW (tidings_window_get_type ())
G_DECLARE_FINAL_TYPE (TidingsWindow, tidings_window, TIDINGS, WINDOW, AdwApplicationWindow)

/** tidings_window_new: Returns: (transfer none): the window, sized as it was left, not shown yet */
TidingsWindow *tidings_window_new        (TidingsApplication *application);
/** tidings_window_get_client: Returns: (transfer none): the client that all pages share */
TidingsClient *tidings_window_get_client (TidingsWindow      *self);

/** tidings_window_find: Returns: (transfer none) (nullable): the main window of @application; the practice phone is a window of it, too */
GtkWindow        *tidings_window_find           (GtkApplication     *application);

G_END_DECLS
