/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The switches of what of this computer is watched. */
#pragma once

#include <adwaita.h>

#include "tidings-client.h"
#include "tidings-login.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_WATCH_GROUP (tidings_watch_group_get_type ())
G_DECLARE_FINAL_TYPE (TidingsWatchGroup, tidings_watch_group, TIDINGS, WATCH_GROUP, AdwPreferencesGroup)

/** tidings_watch_group_bind: once; @login: whether watching begins at login */
void tidings_watch_group_bind (TidingsWatchGroup *self,
                               TidingsClient     *client,
                               GSettings         *settings,
                               TidingsLogin      *login);
/** tidings_watch_group_look: looks anew what can be watched; before it is bound it does nothing */
void tidings_watch_group_look (TidingsWatchGroup *self);

G_END_DECLS
