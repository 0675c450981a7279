/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the banner over the pages says now: the notice that is true, as properties to bind to. */
#pragma once

#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_HEADLINE (tidings_headline_get_type ())
G_DECLARE_FINAL_TYPE (TidingsHeadline, tidings_headline, TIDINGS, HEADLINE, GObject)

/**
 * TidingsHeadline properties, read-only (see #TidingsNotice):
 *   is-shown (bool): whether there is anything to tell; while there is not, the others stay what they were
 *   title, button-label, button-action, kind (string; nullable: button-label and button-action)
 */

/** tidings_headline_new: Returns: (transfer full): what is to be told about @client, now and whenever it changes */
TidingsHeadline *tidings_headline_new (TidingsClient *client);

G_END_DECLS
