/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first look at a typed or pasted number: which characters count, before anything is known of numbering plans. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TidingsPhoneText:
 * @digits: the digits in ASCII, without anything between them; never %NULL
 * @has_plus: whether a + stands before the first digit
 * @has_words: whether words stand around the number ("Call me at …")
 * @is_clear: %FALSE if it cannot be one number: letters between digits, a + in the middle, signs like # or *
 */
typedef struct {
  char *digits;
  gboolean has_plus;
  gboolean has_words;
  gboolean is_clear;
} TidingsPhoneText;

/**
 * tidings_phone_text_read:
 * @text: any bytes; what is not UTF-8 counts as a word
 *
 * Understands `tel:` addresses (RFC 3966, with phone-context), leaves out an extension, and takes invisible characters
 * that come along when copying (direction marks, soft hyphens) for nothing.
 *
 * Returns: (transfer full): never %NULL
 */
TidingsPhoneText *tidings_phone_text_read (const char       *text);

/** tidings_phone_text_free: frees @self, which may be %NULL */
void              tidings_phone_text_free (TidingsPhoneText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsPhoneText, tidings_phone_text_free)

G_END_DECLS
