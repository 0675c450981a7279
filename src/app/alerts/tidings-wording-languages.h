/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The languages that texts are worded in. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** tidings_wording_dup_window_language: Returns: (transfer full): the language of the window as people have languages: `en`, `pt_BR` */
char  *tidings_wording_dup_window_language (void);

/**
 * tidings_wording_list_languages:
 * @people: a #GListModel of #TidingsPerson
 *
 * Returns: (transfer full) (array zero-terminated=1): those that came with Tidings, and those that somebody gets texts in
 */
GStrv  tidings_wording_list_languages      (GListModel         *people);

/** tidings_wording_find_language: Returns: index of @language in @languages, else of one that it is a variety of (`de` for `de_AT`), else 0 */
guint  tidings_wording_find_language       (const char * const *languages,
                                            const char         *language);

G_END_DECLS
