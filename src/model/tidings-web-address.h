/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of pages in running text: what must stay as it is, letter by letter. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_web_address_find:
 * @text: UTF-8 text
 * @end: (out): where the address ends
 *
 * Finds the first address that begins with `http://` or `https://`, in any case, at the start of a word. It goes on to the next
 * blank, without the signs of the sentence around it: full stops, commas, closing brackets and quotes. Any thread.
 *
 * Returns: (transfer none) (nullable): where it begins in @text; %NULL if there is none
 */
const char *tidings_web_address_find (const char  *text,
                                      const char **end);

/** tidings_web_address_is: Returns: whether @text is such an address and nothing else */
gboolean    tidings_web_address_is   (const char  *text);

G_END_DECLS
