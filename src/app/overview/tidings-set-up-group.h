/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first steps, until they are done: each row leads to its step. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_SET_UP_GROUP (tidings_set_up_group_get_type ())
G_DECLARE_FINAL_TYPE (TidingsSetUpGroup, tidings_set_up_group, TIDINGS, SET_UP_GROUP, AdwPreferencesGroup)

/** TidingsSetUpGroup properties: client (#TidingsClient, writable). It hides itself when all is done. */

G_END_DECLS
