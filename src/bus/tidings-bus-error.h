/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors as they cross the bus: registered names, so that every caller can tell them apart. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TIDINGS_BUS_ERROR (tidings_bus_error_quark ())
GQuark tidings_bus_error_quark (void);

/** TidingsBusError: see the interface's XML for when each is given; the names on the bus are org.tidings.Tidings.Error.* */
typedef enum {
  TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
  TIDINGS_BUS_ERROR_NOT_FOUND,
  TIDINGS_BUS_ERROR_REFUSED,
  TIDINGS_BUS_ERROR_WRONG_CODE,
  TIDINGS_BUS_ERROR_TRY_LATER,
  TIDINGS_BUS_ERROR_NO_ACCOUNT,
  TIDINGS_BUS_ERROR_KEYRING_LOCKED,
  TIDINGS_BUS_ERROR_TWILIO,
  TIDINGS_BUS_ERROR_STORAGE,
} TidingsBusError;

/**
 * tidings_bus_error_is_unreachable:
 * @error: an error of a call to the agent
 *
 * Returns: whether no agent answered, so that nothing is known of the call (exit status 5 of the command line)
 */
gboolean    tidings_bus_error_is_unreachable (const GError *error);

/**
 * tidings_bus_error_dup_words:
 * @error: an error of a call to the agent
 *
 * Returns: (transfer full): the sentence for people, without the bus's own prefix
 */
char       *tidings_bus_error_dup_words      (const GError *error);

/**
 * tidings_bus_error_get_rule:
 * @error: an error of a call to the agent
 *
 * Returns: (transfer full) (nullable): the name of the rule that refused ("not-verified"), for REFUSED errors
 */
char       *tidings_bus_error_dup_rule       (const GError *error);

G_END_DECLS
