/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences of what the household may send and spend. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_LIMITS_PAGE (tidings_limits_page_get_type ())
G_DECLARE_FINAL_TYPE (TidingsLimitsPage, tidings_limits_page, TIDINGS, LIMITS_PAGE, AdwPreferencesPage)

/** tidings_limits_page_bind: once, before it is shown: every row shows and changes its setting */
void tidings_limits_page_bind (TidingsLimitsPage *self,
                               GSettings         *settings);

/** tidings_limits_page_follow: says at a limit that it is reached already; once, after tidings_limits_page_bind() */
void tidings_limits_page_follow (TidingsLimitsPage *self,
                                 TidingsClient     *client);

G_END_DECLS
