/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether sending begins at login, as the switch of it shows. */
#pragma once

#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_LOGIN (tidings_login_get_type ())
G_DECLARE_FINAL_TYPE (TidingsLogin, tidings_login, TIDINGS, LOGIN, GObject)

/**
 * TidingsLogin properties, all read-only:
 *   is-on (bool): the agent starts at login, as it said last
 *   is-known (bool): it has said so, and the switch may be moved
 *   problem (string): why the last change did not come about, one sentence; "" otherwise
 */

/** tidings_login_new: Returns: (transfer full): knows nothing before tidings_login_read() */
TidingsLogin *tidings_login_new  (TidingsClient *client);
/** tidings_login_read: looks anew; without the agent, or while something is under way, it does nothing */
void          tidings_login_read (TidingsLogin  *self);
/** tidings_login_set: asks for it; `is-on` goes to what came of it, and is notified also when that is what it was */
void          tidings_login_set  (TidingsLogin  *self,
                                  gboolean       is_on);

G_END_DECLS
