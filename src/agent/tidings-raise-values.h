/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of an alert as the bus brings them. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * tidings_raise_values_read:
 * @values: (a{sv}) values by path, or nested
 * @error: return location: #TidingsValuesError, or one of the bus for a type that no value has
 *
 * Strings, numbers of every width and booleans are values; dictionaries with names nest, ten levels at most. A list is
 * kept as one, so that it is refused where the alert asks for it and passed over elsewhere.
 *
 * Returns: (transfer full) (nullable): a flat object, see tidings_values_add()
 */
JsonObject *tidings_raise_values_read (GVariant  *values,
                                       GError   **error);

G_END_DECLS
