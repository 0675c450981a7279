/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the catalog makes its alert types. */
#pragma once

#include "tidings-alert-type.h"

G_BEGIN_DECLS

/**
 * tidings_alert_type_new_from_key_file:
 * @key_file: a catalog
 * @id: the section that describes the type
 * @error: return location in #G_KEY_FILE_ERROR
 *
 * Reads a type and keeps a reference to @key_file for its texts. Every key must be known and every value in range; the
 * template must name nothing that `Fields` does not list.
 *
 * Returns: (transfer full) (nullable): %NULL if a key is missing, unknown or malformed
 */
TidingsAlertType *tidings_alert_type_new_from_key_file (GKeyFile    *key_file,
                                                        const char  *id,
                                                        GError     **error);

/** tidings_alert_type_equal: Returns: whether two own types say the same */
gboolean          tidings_alert_type_equal             (TidingsAlertType *a,
                                                        TidingsAlertType *b);

/**
 * tidings_alert_type_dup_locale_string:
 * @key_file: a catalog
 * @section: its section
 * @key: a translatable key
 * @language: (nullable): POSIX or BCP 47 name; %NULL for the process's language
 *
 * Returns: (transfer full) (nullable): the text in that language, else the file's English; %NULL if the key is missing
 */
char             *tidings_alert_type_dup_locale_string (GKeyFile    *key_file,
                                                        const char  *section,
                                                        const char  *key,
                                                        const char  *language);

G_END_DECLS
