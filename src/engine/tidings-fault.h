/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong with a request, as a story keeps it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_fault_dup:
 * @error: (nullable): what a request of ours ended with
 *
 * An error's message is a sentence in the language of this process; whoever reads the story later may speak another one.
 *
 * Returns: (transfer full) (nullable): Twilio's code ("21610"), else a name of tidings-reason.h (`offline`, `lost-answer`,
 *   `no-account`, `twilio`); %NULL without an error
 */
char *tidings_fault_dup (const GError *error);

G_END_DECLS
