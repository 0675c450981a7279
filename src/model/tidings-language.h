/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Languages that texts come in, and what they call themselves. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_language_list:
 *
 * The languages of the default catalog: those that somebody translated its texts to. Any thread.
 *
 * Returns: (transfer full) (array zero-terminated=1): names such as `en`, `de`, `pt_BR`; English, the source, is first
 */
char **tidings_language_list     (void);

/**
 * tidings_language_dup_name:
 * @language: POSIX or BCP 47 name
 *
 * Returns: (transfer full): what the language calls itself, as menus write it ("Deutsch"); @language itself if ICU does not
 *   know it
 */
char  *tidings_language_dup_name (const char *language);

G_END_DECLS
