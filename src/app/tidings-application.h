/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program with the window: one instance, its actions and keys. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_APPLICATION (tidings_application_get_type ())
G_DECLARE_FINAL_TYPE (TidingsApplication, tidings_application, TIDINGS, APPLICATION, AdwApplication)

/** tidings_application_new: Returns: (transfer full): the application; the client exists from startup on */
TidingsApplication *tidings_application_new          (void);
/** tidings_application_get_client: Returns: (transfer none): the client that all pages share */
TidingsClient      *tidings_application_get_client   (TidingsApplication *self);
/** tidings_application_get_settings: Returns: (transfer none): the settings of Tidings */
GSettings          *tidings_application_get_settings (TidingsApplication *self);

G_END_DECLS
