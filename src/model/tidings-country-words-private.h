/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a country's names, folded so that case and accents do not matter. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _TidingsCountryWords TidingsCountryWords;

/**
 * tidings_country_words_new:
 * @names: (array zero-terminated=1): the names, each of which is searched by itself; the same one twice is looked at once
 *
 * Returns: (transfer full): the words of each name
 */
TidingsCountryWords *tidings_country_words_new   (const char * const  *names);

/** tidings_country_words_match: Returns: whether each word of @query is the beginning of a word of one and the same name */
gboolean             tidings_country_words_match (TidingsCountryWords *self,
                                                  const char          *query);

/** tidings_country_words_free: frees @self */
void                 tidings_country_words_free  (TidingsCountryWords *self);

G_END_DECLS
