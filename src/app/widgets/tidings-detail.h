/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of a pushed page: header with Back, a title, and room for a menu or buttons at the end.
 *
 * In a template:
 *   <object class="TidingsDetail">
 *     <property name="title">…</property>
 *     <child type="end">a button for the header</child>
 *     <child>what is shown</child>
 *   </object> */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_DETAIL (tidings_detail_get_type ())
G_DECLARE_FINAL_TYPE (TidingsDetail, tidings_detail, TIDINGS, DETAIL, GtkWidget)

/** TidingsDetail properties: title, subtitle (strings): shown in the header, the title is also the page's accessible name */

/** tidings_detail_new: Returns: (transfer floating): an empty frame */
GtkWidget *tidings_detail_new       (const char    *title);
/** tidings_detail_set_child: what is shown below the header */
void       tidings_detail_set_child (TidingsDetail *self,
                                     GtkWidget     *child);
/** tidings_detail_pack_end: puts a widget at the end of the header */
void       tidings_detail_pack_end  (TidingsDetail *self,
                                     GtkWidget     *child);

G_END_DECLS
