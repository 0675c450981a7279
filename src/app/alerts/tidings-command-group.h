/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command, to read and to copy. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** TidingsCommandGroup properties: command (string): what it shows; without one it is hidden */
#define TIDINGS_TYPE_COMMAND_GROUP (tidings_command_group_get_type ())
G_DECLARE_FINAL_TYPE (TidingsCommandGroup, tidings_command_group, TIDINGS, COMMAND_GROUP, AdwPreferencesGroup)

G_END_DECLS
