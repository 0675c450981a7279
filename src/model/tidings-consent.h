/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trail of consent and numbers: entries as the store keeps them, told to people in their language. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_consent_describe:
 * @what: what happened (`added`, `confirmed`, `opted-out`, …); unknown words are shown as they are
 * @how: (nullable): by which way (`code`, `call`, `reply`, `carrier`, `person`, `practice`)
 * @detail: (nullable): an alert type's id, an old number, shortened, or `practice`
 *
 * Returns: (transfer full): the entry as a sentence without a period, in the process's language
 */
char *tidings_consent_describe (const char *what,
                                const char *how,
                                const char *detail);

/** tidings_consent_describe_asker: @by: as the store keeps it. Returns: (transfer full): who asked for it, in the process's language; "" if that is not known */
char *tidings_consent_describe_asker (const char *by);

G_END_DECLS
