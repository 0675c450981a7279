/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences of the account. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_ACCOUNT_PAGE (tidings_account_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAccountPage, tidings_account_page, TIDINGS, ACCOUNT_PAGE, AdwPreferencesPage)

/** tidings_account_page_bind: shows and changes the settings and what @client knows, for as long as it lives; once */
void tidings_account_page_bind (TidingsAccountPage *self,
                                TidingsClient      *client,
                                GSettings          *settings);

G_END_DECLS
