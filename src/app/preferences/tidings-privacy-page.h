/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences of what is kept, shown and taken along. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_PRIVACY_PAGE (tidings_privacy_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPrivacyPage, tidings_privacy_page, TIDINGS, PRIVACY_PAGE, AdwPreferencesPage)

/** tidings_privacy_page_bind: shows and changes the settings and what @client knows, for as long as it lives; once */
void tidings_privacy_page_bind (TidingsPrivacyPage *self,
                                TidingsClient      *client,
                                GSettings          *settings);

G_END_DECLS
