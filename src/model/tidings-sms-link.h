/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links that ask for a text to be written: `sms:+4915112345678?body=Hello`. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Longer links are refused; the longest honest one, with every letter of its text percent-encoded, is shorter. */
#define TIDINGS_SMS_LINK_MAX_BYTES 32768
/** Numbers after these are left out. */
#define TIDINGS_SMS_LINK_MAX_NUMBERS 10
/** Letters of the text after these are left out: Twilio takes no more in one message. */
#define TIDINGS_SMS_LINK_MAX_BODY 1600

/**
 * TidingsSmsLink:
 * @numbers: (array zero-terminated=1): as the link has them, with nothing in them but what numbers are written with; may be empty
 * @body: UTF-8 without control characters but line ends, "" if the link has none
 *
 * What a link asks for. Nothing in it was checked to be somebody's number.
 */
typedef struct {
  char **numbers;
  char *body;
} TidingsSmsLink;

/**
 * tidings_sms_link_parse:
 * @uri: what was clicked on; any bytes
 *
 * Reads `sms:` by RFC 5724, with what pages and phones write besides: `sms://`, `&body=` where the question mark belongs, numbers
 * parted by semicolons; and `smsto:`, also as `smsto:NUMBER:TEXT`, which is in many QR codes. A plus in the text is a plus. Fields
 * other than `body` and parameters other than `phone-context` are passed over; of two bodies the first counts. Any thread.
 *
 * Returns: (transfer full) (nullable): %NULL if it is no such link, has neither number nor text, or is no text at all
 */
TidingsSmsLink *tidings_sms_link_parse (const char     *uri);

/** tidings_sms_link_free: @link: (nullable): the link to free */
void            tidings_sms_link_free  (TidingsSmsLink *link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsSmsLink, tidings_sms_link_free)

G_END_DECLS
