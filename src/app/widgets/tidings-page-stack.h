/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages pushed over one another, as AdwNavigationView does in newer libadwaita.
 *
 * Back is a button with the action `page-stack.pop` (TidingsDetail has one), Alt+Left (Alt+Right where text runs from
 * right to left), Esc, the mouse's back button, or a swipe. The focus returns to the widget that had it before. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_PAGE_STACK (tidings_page_stack_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPageStack, tidings_page_stack, TIDINGS, PAGE_STACK, GtkWidget)

/** TidingsPageStack properties: content (GtkWidget): what lies at the bottom; depth (guint, read-only): pages above it */

/** tidings_page_stack_push: shows @page above what is shown now; the stack owns it until it is popped */
void     tidings_page_stack_push        (TidingsPageStack *self,
                                         GtkWidget        *page);
/** tidings_page_stack_pop: goes one level back. Returns: %FALSE at the bottom */
gboolean tidings_page_stack_pop         (TidingsPageStack *self);
/** tidings_page_stack_pop_to_content: goes back to the bottom at once */
void     tidings_page_stack_pop_to_content (TidingsPageStack *self);
/** tidings_page_stack_get_depth: Returns: how many pages are pushed */
guint    tidings_page_stack_get_depth   (TidingsPageStack *self);

G_END_DECLS
