/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small things every page needs: telling, announcing, pushing, and calling the agent's errors by their words. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * tidings_toast:
 * @widget: any widget inside a window with a toast overlay
 * @text: one sentence, plain text
 *
 * Says something for a moment, in the window that @widget is in.
 */
void tidings_toast       (GtkWidget    *widget,
                          const char   *text);
/** tidings_toast_now: the same at once, before what still waits to be said: the answer to what was just done */
void tidings_toast_now   (GtkWidget    *widget,
                          const char   *text);
/** tidings_toast_error: says the sentence of an error of a call to the agent; cancellations are silent */
void tidings_toast_error (GtkWidget    *widget,
                          const GError *error);
/** tidings_push_page: pushes @page (usually a #TidingsDetail or a widget around one) over the window that @widget is in */
void tidings_push_page   (GtkWidget    *widget,
                          GtkWidget    *page);
/**
 * tidings_announce:
 * @label: a label that is shown
 * @text: what it says now
 *
 * Sets the text of a label whose changes matter (verdict, price, sent, failed) and makes screen readers say it: with
 * gtk_accessible_announce() where GTK has it (4.14), otherwise through the label's accessible description and its role.
 */
void tidings_announce    (GtkLabel     *label,
                          const char   *text);
/** tidings_set_name: gives a widget its accessible name; needed wherever no visible text does (a tooltip is no name) */
void tidings_set_name    (GtkWidget    *widget,
                          const char   *name);
/** tidings_name_switch: gives the switch inside an AdwExpanderRow, which libadwaita leaves without one, its accessible name */
void tidings_name_switch (GtkWidget    *expander,
                          const char   *name);
/** tidings_name_button: the same for the last button inside a row, such as the eye of an AdwPasswordEntryRow */
void tidings_name_button (GtkWidget    *row,
                          const char   *name);
/** tidings_name_calendar: gives the four arrows of a GtkCalendar, which GTK 4.8 leaves without one, their accessible names */
void tidings_name_calendar (GtkWidget  *calendar);
/** tidings_wrap_button: lets the words of a button break, where large text or another language need more than a line */
void tidings_wrap_button (GtkWidget    *button);
/**
 * tidings_ask_discard:
 * @window: a dialog that is about to close
 * @body: what was not saved, one sentence
 * @discard: what to do with what was typed, called with @window when it may go
 *
 * Asks whether to discard changes; closing the question keeps them.
 */
void tidings_ask_discard (GtkWindow          *window,
                          const char         *body,
                          void              (*discard) (GtkWindow *window));
/** tidings_set_kind: exchanges the style class out of @kinds (%NULL-terminated) that a widget has for @kind, or none */
void tidings_set_kind    (GtkWidget          *widget,
                          const char * const *kinds,
                          const char         *kind);

G_END_DECLS
