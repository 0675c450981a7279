/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences of what stands around a text, and of new reminders. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_TEXTS_PAGE (tidings_texts_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsTextsPage, tidings_texts_page, TIDINGS, TEXTS_PAGE, AdwPreferencesPage)

/** tidings_texts_page_bind: once, before it is shown: every row shows and changes its setting */
void tidings_texts_page_bind (TidingsTextsPage *self,
                              GSettings        *settings);

G_END_DECLS
