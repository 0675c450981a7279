/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all exports of the window have in common: where to, and how it goes. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * tidings_export_chooser_new:
 * @widget: who exports; its window is the parent
 * @title: of the dialog
 * @json: what a file ending in .json is for
 * @csv: what a file ending in .csv is for
 * @name: the proposed name of the file
 *
 * Returns: (transfer full): a modal question where to, not shown yet
 */
GtkFileChooserNative *tidings_export_chooser_new  (GtkWidget             *widget,
                                                   const char            *title,
                                                   const char            *json,
                                                   const char            *csv,
                                                   const char            *name);
/** tidings_export_chooser_take: ends the question @chooser, which is cleared. Returns: (transfer full) (nullable): the file, %NULL if none was chosen */
GFile                *tidings_export_chooser_take (GtkFileChooserNative **chooser,
                                                   int                    response);
/**
 * tidings_export_tell:
 * @exporter: with the properties words and is-running
 * @box: is shown while there are words
 * @label: inside of it, says them; a screen reader hears how it ended, not of each percent
 */
void                  tidings_export_tell         (GObject               *exporter,
                                                   GtkWidget             *box,
                                                   GtkLabel              *label);

G_END_DECLS
