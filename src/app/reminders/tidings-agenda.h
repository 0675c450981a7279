/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reminders send in the next two weeks, by day: to whom, when and for how much. */
#pragma once

#include "tidings-agenda-day.h"
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_AGENDA (tidings_agenda_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAgenda, tidings_agenda, TIDINGS, AGENDA, GObject)

/**
 * TidingsAgenda properties:
 *   read-write: is-active (bool: somebody looks at it; nothing is computed and nobody asked for prices before);
 *   read-only: has-more (bool: there are more lines than are shown)
 */

/**
 * tidings_agenda_new:
 * @client: whose reminders
 *
 * Follows reminders, people, texts and the clock while it is active. A text stands on the day on which it arrives.
 *
 * Returns: (transfer full): an agenda that is not active
 */
TidingsAgenda *tidings_agenda_new            (TidingsClient    *client);
/** tidings_agenda_list_days: Returns: (transfer none): a #GListModel of #TidingsAgendaDay; days and lines that stay are never replaced */
GListModel    *tidings_agenda_list_days      (TidingsAgenda    *self);
/** tidings_agenda_show_more: lets it have a hundred lines more */
void           tidings_agenda_show_more      (TidingsAgenda    *self);

G_END_DECLS
