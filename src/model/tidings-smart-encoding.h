/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Twilio's Smart Encoding makes of a text: exactly its table, to know a text again that came back from there. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_smart_encode:
 * @body: UTF-8 text; what is not valid is replaced
 *
 * Replaces character by character as the table of Twilio's calculator says (Twilio reference, section 11), with its oddities:
 * single guillemets come out swapped, most blanks become two, a tab seven, and combining marks become the sign they look like.
 * What we make of our own texts is tidings_gsm7_look_alikes(), which is kinder to readers.
 *
 * Applied twice it changes nothing more, so both sides of a comparison may be put through it.
 *
 * Returns: (transfer full): the text
 */
char *tidings_smart_encode (const char *body);

G_END_DECLS
