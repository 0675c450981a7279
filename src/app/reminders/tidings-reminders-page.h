/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Reminders: what will be announced, soonest first. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_REMINDERS_PAGE (tidings_reminders_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsRemindersPage, tidings_reminders_page, TIDINGS, REMINDERS_PAGE, AdwBin)

/** TidingsRemindersPage properties: client (TidingsClient): what is shown. Action `page.add` opens the editor. */

G_END_DECLS
