/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Reminders. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_REMINDERS_PAGE (tidings_reminders_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsRemindersPage, tidings_reminders_page, TIDINGS, REMINDERS_PAGE, AdwBin)

/** TidingsRemindersPage properties: client (TidingsClient): what is shown */

G_END_DECLS
