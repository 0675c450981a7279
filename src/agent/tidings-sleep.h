/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The computer's sleep, as logind announces it (org.freedesktop.login1(5), "Inhibitor locks" and PrepareForSleep). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_SLEEP (tidings_sleep_get_type ())
G_DECLARE_FINAL_TYPE (TidingsSleep, tidings_sleep, TIDINGS, SLEEP, GObject)

/** TidingsSleep::changed: it is about to sleep, or has come back; see tidings_sleep_is_near() */

/**
 * tidings_sleep_new:
 *
 * Listens to logind. While the computer is awake a lock delays its sleep until tidings_sleep_allow(), so that requests that are
 * on their way can be answered; logind waits five seconds for it at most. Without logind, or where a sandbox hides it, sleep
 * comes without a word.
 *
 * Returns: (transfer full): awake
 */
TidingsSleep *tidings_sleep_new     (void);
/** tidings_sleep_is_near: Returns: whether nothing new should begin: from the announcement until the computer is back */
gboolean      tidings_sleep_is_near (TidingsSleep *self);
/** tidings_sleep_allow: nothing is on its way any more; the computer may sleep now */
void          tidings_sleep_allow   (TidingsSleep *self);

G_END_DECLS
