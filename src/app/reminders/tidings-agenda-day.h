/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day of the agenda: its name and what is sent on it. */
#pragma once

#include "tidings-agenda-line.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_AGENDA_DAY (tidings_agenda_day_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAgendaDay, tidings_agenda_day, TIDINGS, AGENDA_DAY, GObject)

/** TidingsAgendaDay properties, read-only: title ("Tomorrow") */

/** tidings_agenda_day_new: Returns: (transfer full): the local day of @instant, named as at @now (both UTC milliseconds), with no lines */
TidingsAgendaDay *tidings_agenda_day_new        (gint64             instant,
                                                 gint64             now);
/** tidings_agenda_day_covers: Returns: whether @instant, UTC milliseconds, is on that day */
gboolean          tidings_agenda_day_covers     (TidingsAgendaDay  *self,
                                                 gint64             instant);
/** tidings_agenda_day_add: @line comes last */
void              tidings_agenda_day_add        (TidingsAgendaDay  *self,
                                                 TidingsAgendaLine *line);
/** tidings_agenda_day_list_lines: Returns: (transfer none): a #GListModel of #TidingsAgendaLine, earliest first */
GListModel       *tidings_agenda_day_list_lines (TidingsAgendaDay  *self);
/** tidings_agenda_day_follow: becomes what @wanted, of the same day, is; lines that stay are not replaced */
void              tidings_agenda_day_follow     (TidingsAgendaDay  *self,
                                                 TidingsAgendaDay  *wanted);

/** tidings_agenda_day_get_key: for tidings_list_sync(). Returns: a number that only that day has */
gint64            tidings_agenda_day_get_key    (gpointer           day);
/** tidings_agenda_day_is_same: for tidings_list_sync(). Returns: %TRUE, as a day follows what it holds by itself */
gboolean          tidings_agenda_day_is_same    (gpointer           day,
                                                 gpointer           other);

G_END_DECLS
