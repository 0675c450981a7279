/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda on the page Reminders: what is sent when, to whom and for how much. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_AGENDA_VIEW (tidings_agenda_view_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAgendaView, tidings_agenda_view, TIDINGS, AGENDA_VIEW, AdwBin)

/** TidingsAgendaView properties: client (#TidingsClient, read-write). Nothing is computed while it is not on the screen */

G_END_DECLS
