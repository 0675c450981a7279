/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a person chooses the moment that practice time goes ahead to. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** TidingsPracticeMomentFunc: @instant: UTC milliseconds */
typedef void (*TidingsPracticeMomentFunc) (gint64   instant,
                                           gpointer user_data);

/**
 * tidings_practice_moment_dialog_present:
 * @parent: the window it belongs to
 * @now: UTC milliseconds of the household's clock; only later moments are taken
 * @chosen: called once, when a moment was chosen
 * @user_data: (transfer none): for @chosen; an object that outlives the dialog
 */
void tidings_practice_moment_dialog_present (GtkWindow                 *parent,
                                             gint64                     now,
                                             TidingsPracticeMomentFunc  chosen,
                                             gpointer                   user_data);

G_END_DECLS
