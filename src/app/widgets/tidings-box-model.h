/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A box that shows a list model, for lists whose items are whole groups, and small makers of rows. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * TidingsMakeWidgetFunc:
 * @item: (transfer none): what to show
 * @user_data: as given to tidings_box_bind_model()
 *
 * Returns: (transfer floating): the widget
 */
typedef GtkWidget *(*TidingsMakeWidgetFunc) (gpointer item,
                                             gpointer user_data);

/**
 * tidings_box_bind_model:
 * @box: an empty box
 * @model: (nullable): what it shows from now on; %NULL ends an earlier binding and empties the box
 * @make: gives the widget of an item
 * @user_data: for @make; has to outlive the box
 *
 * Keeps one child for each item. GtkListBox does the same for rows; a box also takes groups.
 */
void       tidings_box_bind_model (GtkBox                *box,
                                   GListModel            *model,
                                   TidingsMakeWidgetFunc  make,
                                   gpointer               user_data);

/**
 * tidings_list_bind_model:
 * @list: an empty list box
 * @model: what it shows from now on
 * @make: gives the row of an item
 * @user_data: for @make; has to outlive the list
 *
 * As gtk_list_box_bind_model(), which forgets the keyboard when the row that has it is replaced or goes: here the row in its
 * place gets it, or the last one.
 */
void       tidings_list_bind_model (GtkListBox            *list,
                                    GListModel            *model,
                                    TidingsMakeWidgetFunc  make,
                                    gpointer               user_data);

/** tidings_row_new: plain texts, never markup. Returns: (transfer floating): a row whose accessible name are title and subtitle */
GtkWidget *tidings_row_new        (const char            *title,
                                   const char            *subtitle);
/** tidings_row_set_texts: exchanges what a row of tidings_row_new() says */
void       tidings_row_set_texts  (GtkWidget             *row,
                                   const char            *title,
                                   const char            *subtitle);
/** tidings_row_add_next: makes the row activatable and shows the arrow of rows that lead on */
void       tidings_row_add_next   (GtkWidget             *row);
/** tidings_icon_new: Returns: (transfer floating): an image that says nothing more than the words beside it, and is not read aloud */
GtkWidget *tidings_icon_new       (const char            *icon_name);

/** tidings_drop_down_set_name: gives a drop-down its accessible name, and the button inside it, which takes the focus and has none */
void       tidings_drop_down_set_name (GtkDropDown       *drop_down,
                                       const char        *name);

G_END_DECLS
