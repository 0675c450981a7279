/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phone numbers as people type them and as networks want them; libphonenumber behind a C door. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * TidingsNumberVerdict:
 * @TIDINGS_NUMBER_GOOD: a line that takes texts, as far as its numbering plan tells
 * @TIDINGS_NUMBER_EMPTY: nothing but separators was typed
 * @TIDINGS_NUMBER_NO_COUNTRY: national digits, and no country to read them in
 * @TIDINGS_NUMBER_UNKNOWN_CODE: starts with + or 00, but no country has that calling code
 * @TIDINGS_NUMBER_NOT_A_NUMBER: letters or signs that no phone number has
 * @TIDINGS_NUMBER_TOO_SHORT: digits are missing, see n_digits_off
 * @TIDINGS_NUMBER_TOO_LONG: digits are too many, see n_digits_off
 * @TIDINGS_NUMBER_UNUSUAL: of a possible length, but in no range that the plan knows
 * @TIDINGS_NUMBER_NO_TEXTS: valid, but of a kind that seldom takes texts (fixed line, pager, premium rate, …)
 *
 * What a typed number is worth. Everything up to %TIDINGS_NUMBER_TOO_LONG blocks, the rest may be kept
 * (the window's guide, section 5).
 */
typedef enum {
  TIDINGS_NUMBER_GOOD,
  TIDINGS_NUMBER_EMPTY,
  TIDINGS_NUMBER_NO_COUNTRY,
  TIDINGS_NUMBER_UNKNOWN_CODE,
  TIDINGS_NUMBER_NOT_A_NUMBER,
  TIDINGS_NUMBER_TOO_SHORT,
  TIDINGS_NUMBER_TOO_LONG,
  TIDINGS_NUMBER_UNUSUAL,
  TIDINGS_NUMBER_NO_TEXTS,
} TidingsNumberVerdict;

/**
 * TidingsNumberCheck:
 * @verdict: what the number is worth
 * @e164: (nullable): the number as networks want it (ITU-T E.164: + and at most 15 digits); %NULL when the verdict blocks
 * @country: (nullable): ISO 3166-1 alpha-2 code the number belongs to; the country asked for while the calling code is
 *   the same (a Guernsey number looks British), another one after + or 00 with another code; %NULL if unknown
 * @calling_code: calling code without +, 0 if unknown
 * @n_digits_off: digits missing or too many for the two length verdicts, otherwise 0
 * @typed_code: the digits of the unknown code for %TIDINGS_NUMBER_UNKNOWN_CODE (at most three), otherwise %NULL
 * @suggestion: (nullable): E.164 of what was probably meant when the + was forgotten ("4915112345678" typed in DE)
 *
 * The outcome of tidings_phone_number_check().
 */
typedef struct {
  TidingsNumberVerdict verdict;
  char *e164;
  char *country;
  guint calling_code;
  guint n_digits_off;
  char *typed_code;
  char *suggestion;
} TidingsNumberCheck;

/**
 * tidings_phone_number_check:
 * @text: what was typed or pasted, UTF-8: any script's digits, spaces, hyphens, brackets, dots, `tel:`, `(0)`, + or 00
 * @country: (nullable): ISO 3166-1 alpha-2 code to read national digits in
 *
 * Reads a number as libphonenumber understands it. Any thread.
 *
 * Returns: (transfer full): never %NULL
 */
TidingsNumberCheck *tidings_phone_number_check       (const char *text,
                                                      const char *country);

/**
 * tidings_number_check_free:
 * @check: (nullable): the outcome to free
 */
void                tidings_number_check_free        (TidingsNumberCheck *check);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsNumberCheck, tidings_number_check_free)

/**
 * tidings_number_verdict_blocks:
 * @verdict: a verdict
 *
 * Returns: whether a number with this verdict cannot be kept
 */
gboolean            tidings_number_verdict_blocks    (TidingsNumberVerdict verdict);

/**
 * tidings_number_check_describe:
 * @check: an outcome
 *
 * The words of the window's guide for a verdict, in the current locale: one sentence without a period.
 *
 * Returns: (transfer full) (nullable): %NULL for %TIDINGS_NUMBER_GOOD
 */
char               *tidings_number_check_describe    (const TidingsNumberCheck *check);

/**
 * tidings_phone_number_format:
 * @e164: a number in E.164
 *
 * Returns: (transfer full): with spaces for people, "+44 7700 900123"; @e164 itself if it cannot be read
 */
char               *tidings_phone_number_format      (const char *e164);

/**
 * tidings_phone_number_format_national:
 * @e164: a number in E.164
 *
 * Returns: (transfer full): as people inside the country write it, "07700 900123"
 */
char               *tidings_phone_number_format_national (const char *e164);

/**
 * tidings_phone_number_shorten:
 * @e164: a number in E.164, or anything else
 *
 * Hides the middle of a number, for logs: "+49 151 …67". Never shows more than the calling code, three digits and the last two.
 *
 * Returns: (transfer full): the shortened number
 */
char               *tidings_phone_number_shorten     (const char *e164);

/**
 * tidings_phone_number_format_typed:
 * @text: what stands in the entry so far
 * @country: (nullable): ISO 3166-1 alpha-2 code
 *
 * Groups half-typed digits as the country does, by inserting spaces only: no typed character is removed or reordered
 * (spaces that an earlier call inserted may move when a digit is added).
 * National digits without the trunk zero are grouped as after the calling code. Text that holds the person's own
 * separators in other places than ours is given back as it is.
 *
 * Returns: (transfer full): the text to show
 */
char               *tidings_phone_number_format_typed (const char *text,
                                                       const char *country);

/**
 * tidings_phone_number_example:
 * @country: ISO 3166-1 alpha-2 code
 *
 * Returns: (transfer full) (nullable): a mobile number that nobody has, in national form, as libphonenumber's metadata give it
 */
char               *tidings_phone_number_example     (const char *country);

/**
 * tidings_phone_number_calling_code:
 * @country: ISO 3166-1 alpha-2 code
 *
 * Returns: the calling code without +, or 0 for a country without one
 */
guint               tidings_phone_number_calling_code (const char *country);

/**
 * tidings_phone_number_dup_main_country:
 * @calling_code: calling code without +
 *
 * Returns: (transfer full) (nullable): ISO 3166-1 alpha-2 code of the country that has most of the code's numbers (US for 1);
 *   %NULL if no country has that code
 */
char               *tidings_phone_number_dup_main_country (guint calling_code);

/**
 * tidings_phone_number_list_countries:
 *
 * Returns: (transfer full) (array zero-terminated=1): the ISO codes of all countries that have phone numbers, sorted by code
 */
char              **tidings_phone_number_list_countries (void);

/**
 * tidings_phone_number_is_typable:
 * @text: UTF-8 text
 *
 * Returns: whether @text has nothing but what phone numbers are written with: any script's digits, +, separators
 */
gboolean            tidings_phone_number_is_typable (const char *text);

/**
 * tidings_phone_number_ascii_digits:
 * @text: UTF-8 text
 *
 * Replaces every script's decimal digits (Unicode category Nd) by ASCII ones and leaves all else alone.
 *
 * Returns: (transfer full): the text
 */
char               *tidings_phone_number_ascii_digits (const char *text);

G_END_DECLS
