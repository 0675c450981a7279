/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phone numbers as people type them and as networks want them; libphonenumber behind a C door. */
#include "config.h"

#include <cstring>
#include <set>
#include <string>

#include <glib/gi18n-lib.h>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include "tidings-phone-number.h"
#include "tidings-phone-text-private.h"

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

/* The longest number that libphonenumber reads; the plan of ITU-T E.164 stops at 15 with the calling code. */
static const size_t max_nsn = 17;
static const size_t max_e164 = 15;

/* How a text was read: the number, and in whose plan. */
struct Reading
{
  TidingsNumberVerdict verdict;
  PhoneNumber number;
  guint n_digits_off;
  std::string typed_code;
};

/* Its tables are read from the library at the first call (about 5 ms), so nothing here may call it before it is needed. */
static const PhoneNumberUtil &
util (void)
{
  return *PhoneNumberUtil::GetInstance ();
}

/* The country in the form the library wants, or nothing if it has no phone numbers. */
static std::string
region_of (const char *country)
{
  g_autofree char *upper = country != nullptr ? g_ascii_strup (country, -1) : nullptr;

  if (upper == nullptr || strlen (upper) != 2 || util ().GetCountryCodeForRegion (upper) == 0)
    return std::string ();
  return upper;
}

static PhoneNumber
number_of (int                calling_code,
           const std::string &nsn)
{
  PhoneNumber number;
  size_t n_zeros = nsn.find_first_not_of ('0');

  if (n_zeros == std::string::npos)
    n_zeros = nsn.empty () ? 0 : nsn.size () - 1;
  number.set_country_code (calling_code);
  number.set_national_number (g_ascii_strtoull (nsn.c_str (), nullptr, 10));
  if (n_zeros > 0)
    {
      number.set_italian_leading_zero (true);
      number.set_number_of_leading_zeros (static_cast<int> (n_zeros));
    }
  return number;
}

static std::string
nsn_of (const PhoneNumber &number)
{
  std::string nsn;

  util ().GetNationalSignificantNumber (number, &nsn);
  return nsn;
}

static bool
takes_texts (const PhoneNumber &number)
{
  switch (util ().GetNumberType (number))
    {
    case PhoneNumberUtil::MOBILE:
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
      return true;
    default:
      return false;
    }
}

static bool
is_possible (const PhoneNumber &number)
{
  return util ().IsPossibleNumberWithReason (number) == PhoneNumberUtil::IS_POSSIBLE;
}

/* A mobile number's digits as the country's plan gives them for an example. */
static std::string
example_nsn (int calling_code)
{
  std::string region;
  PhoneNumber example;

  util ().GetRegionCodeForCountryCode (calling_code, &region);
  if (!util ().GetExampleNumberForType (region, PhoneNumberUtil::MOBILE, &example))
    return std::string ();
  return nsn_of (example);
}

/* How many digits have to follow until it is a mobile number; 0 if none of that kind begins so. The library does not tell
 * the lengths of its plans, so digits are tried: ranges are told by their first digits, the rest is any. */
static guint
count_missing_mobile (const PhoneNumber &number,
                      const std::string &nsn)
{
  std::string example = example_nsn (number.country_code ());

  for (size_t k = 1; nsn.size () + k <= max_e164; k++)
    {
      if (nsn.size () + k == example.size () &&
          takes_texts (number_of (number.country_code (), nsn + example.substr (nsn.size ()))))
        return k;
      for (char fill = '0'; fill <= '9'; fill++)
        if (takes_texts (number_of (number.country_code (), nsn + std::string (k, fill))))
          return k;
    }
  return 0;
}

static guint
count_surplus_mobile (const PhoneNumber &number,
                      const std::string &nsn)
{
  for (size_t k = 1; k < nsn.size (); k++)
    if (takes_texts (number_of (number.country_code (), nsn.substr (0, nsn.size () - k))))
      return k;
  return 0;
}

static guint
count_missing_any (const PhoneNumber &number,
                   const std::string &nsn)
{
  for (size_t k = 1; nsn.size () + k <= max_nsn; k++)
    if (is_possible (number_of (number.country_code (), nsn + std::string (k, '2'))))
      return k;
  return 0;
}

static guint
count_surplus_any (const PhoneNumber &number,
                   const std::string &nsn)
{
  for (size_t k = 1; k < nsn.size (); k++)
    if (is_possible (number_of (number.country_code (), nsn.substr (0, nsn.size () - k))))
      return k;
  return 0;
}

/* Only a number that its plan does not know is looked at here. Where its first digits are those of mobile numbers, these
 * have a length, and the other lengths that the country knows (its shorter fixed lines) prove nothing. */
static void
judge_length (Reading           &reading,
              const std::string &nsn)
{
  guint n_off = 0;

  if ((n_off = count_missing_mobile (reading.number, nsn)) > 0)
    reading.verdict = TIDINGS_NUMBER_TOO_SHORT;
  else if ((n_off = count_surplus_mobile (reading.number, nsn)) > 0)
    reading.verdict = TIDINGS_NUMBER_TOO_LONG;
  else if (is_possible (reading.number))
    reading.verdict = TIDINGS_NUMBER_UNUSUAL;
  else if ((n_off = count_missing_any (reading.number, nsn)) > 0)
    reading.verdict = TIDINGS_NUMBER_TOO_SHORT;
  else
    {
      n_off = count_surplus_any (reading.number, nsn);
      reading.verdict = TIDINGS_NUMBER_TOO_LONG;
    }
  reading.n_digits_off = n_off;
}

/* Takes a trunk zero off that the library left because it could not tell the number (it does so only for known ones). */
static std::string
nsn_without_trunk (const PhoneNumber &number)
{
  std::string nsn = nsn_of (number);
  std::string region;
  std::string trunk;

  util ().GetRegionCodeForCountryCode (number.country_code (), &region);
  util ().GetNddPrefixForRegion (region, true, &trunk);
  if (trunk[0] == '0' && nsn.compare (0, trunk.size (), trunk) == 0)
    return nsn.substr (trunk.size ());
  return nsn;
}

static void
judge (Reading &reading)
{
  std::string e164;

  if (util ().GetNumberType (reading.number) == PhoneNumberUtil::UNKNOWN)
    {
      std::string nsn = nsn_without_trunk (reading.number);

      reading.number = number_of (reading.number.country_code (), nsn);
      judge_length (reading, nsn);
    }
  else
    reading.verdict = takes_texts (reading.number) ? TIDINGS_NUMBER_GOOD : TIDINGS_NUMBER_NO_TEXTS;

  if (tidings_number_verdict_blocks (reading.verdict))
    return;

  /* Some plans know numbers that are too long for international networks (Germany). */
  util ().Format (reading.number, PhoneNumberUtil::E164, &e164);
  if (e164.size () - 1 > max_e164)
    {
      reading.verdict = TIDINGS_NUMBER_TOO_LONG;
      reading.n_digits_off = e164.size () - 1 - max_e164;
    }
}

/* What the library refuses to read is too short or too long for it; count against the plan all the same. */
static void
judge_unread (Reading           &reading,
              int                calling_code,
              const std::string &digits)
{
  size_t n_over = digits.size () > max_nsn ? digits.size () - max_nsn : 0;
  std::string nsn = digits.substr (0, max_nsn);

  reading.number = number_of (calling_code, nsn);
  judge_length (reading, nsn);
  if (n_over > 0)
    {
      reading.n_digits_off = n_over + (reading.verdict == TIDINGS_NUMBER_TOO_LONG ? reading.n_digits_off : 0);
      reading.verdict = TIDINGS_NUMBER_TOO_LONG;
    }
  else if (!tidings_number_verdict_blocks (reading.verdict))
    {
      reading.verdict = TIDINGS_NUMBER_TOO_SHORT;
      reading.n_digits_off = count_missing_any (reading.number, nsn);
    }
}

/* Calling codes are prefix-free (ITU-T E.164, annex list): the first one that fits is the one. 0 while it may still become
 * one, -1 if no code begins so; n_used is how many digits decided it. */
static int
find_calling_code (const std::string &digits,
                   size_t            &n_used)
{
  std::set<int> codes;
  bool may_become = true;

  util ().GetSupportedCallingCodes (&codes);
  for (n_used = 1; n_used <= 3 && n_used <= digits.size () && may_become; n_used++)
    {
      int code = std::stoi (digits.substr (0, n_used));
      int low = code;
      int high = code + 1;

      if (digits[0] != '0' && codes.count (code) > 0)
        return code;
      may_become = false;
      for (size_t n = n_used; n < 3 && digits[0] != '0'; n++)
        {
          low *= 10;
          high *= 10;
          may_become = may_become || codes.lower_bound (low) != codes.lower_bound (high);
        }
    }
  n_used--;
  return may_become ? 0 : -1;
}

/* Mexico gave up the 1 between its code and the number of a mobile phone in August 2019 (plan of the IFT); people go on
 * writing it. libphonenumber took it away until 8.13, and calls such a number a wrong one since. */
static bool
parse (const std::string &digits,
       const std::string &region,
       PhoneNumber       &number)
{
  const guint64 old_mobile = G_GUINT64_CONSTANT (10000000000);

  if (util ().Parse (digits, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR)
    return false;

  if (number.country_code () == 52 && number.national_number () / old_mobile == 1)
    number.set_national_number (number.national_number () % old_mobile);
  return true;
}

static Reading
read_international (const std::string &digits)
{
  Reading reading = { TIDINGS_NUMBER_EMPTY, PhoneNumber (), 0, std::string () };
  size_t n_used = 0;
  int code = 0;

  if (digits.empty ())
    return reading;

  code = find_calling_code (digits, n_used);
  if (code < 0)
    {
      reading.verdict = TIDINGS_NUMBER_UNKNOWN_CODE;
      reading.typed_code = digits.substr (0, n_used);
    }
  else if (code == 0)
    reading.verdict = TIDINGS_NUMBER_TOO_SHORT;
  else if (parse ("+" + digits, "ZZ", reading.number))
    judge (reading);
  else
    judge_unread (reading, code, digits.substr (n_used));
  return reading;
}

static Reading
read_national (const std::string &digits,
               const std::string &region)
{
  Reading reading = { TIDINGS_NUMBER_EMPTY, PhoneNumber (), 0, std::string () };
  int code = util ().GetCountryCodeForRegion (region);
  std::string trunk;

  if (parse (digits, region, reading.number))
    {
      judge (reading);
      return reading;
    }

  util ().GetNddPrefixForRegion (region, true, &trunk);
  if (!trunk.empty () && digits.compare (0, trunk.size (), trunk) == 0)
    judge_unread (reading, code, digits.substr (trunk.size ()));
  else
    judge_unread (reading, code, digits);
  return reading;
}

/* 00 is the way out in most countries, but not in all: 0011 in Australia, and Brazil puts a carrier's number after it.
 * A whole number decides; without one, 00 means what it means to most. */
static Reading
read_after_00 (const std::string &digits,
               const std::string &region)
{
  Reading as_plus = read_international (digits.substr (2));
  Reading as_there = { TIDINGS_NUMBER_EMPTY, PhoneNumber (), 0, std::string () };

  if (region.empty () || as_plus.verdict == TIDINGS_NUMBER_GOOD || as_plus.verdict == TIDINGS_NUMBER_NO_TEXTS)
    return as_plus;

  as_there = read_national (digits, region);
  if (as_there.verdict == TIDINGS_NUMBER_GOOD || as_there.verdict == TIDINGS_NUMBER_NO_TEXTS)
    return as_there;
  return as_plus;
}

static Reading
read_digits (const TidingsPhoneText *text,
             const std::string      &region)
{
  std::string digits = text->digits;
  Reading reading = { TIDINGS_NUMBER_NO_COUNTRY, PhoneNumber (), 0, std::string () };
  bool has_00 = digits.compare (0, 2, "00") == 0;

  if (text->has_plus)
    return read_international (has_00 ? digits.substr (2) : digits);
  if (has_00)
    return read_after_00 (digits, region);
  if (region.empty ())
    return reading;
  return read_national (digits, region);
}

/* The library says ZZ for nowhere and 001 for numbers of the whole world. */
static bool
is_country (const std::string &region)
{
  return region.size () == 2 && region != "ZZ";
}

/* The chosen country stays while the calling code does; a number that nobody can place belongs to its code's main country. */
static std::string
country_of (const PhoneNumber &number,
            const std::string &region)
{
  std::string found;

  if (number.country_code () == 0 ||
      (!region.empty () && util ().GetCountryCodeForRegion (region) == number.country_code ()))
    return region;

  util ().GetRegionCodeForNumber (number, &found);
  if (!is_country (found))
    util ().GetRegionCodeForCountryCode (number.country_code (), &found);
  return is_country (found) ? found : std::string ();
}

/* National digits that begin with the country's own code: was the + forgotten? Only a mobile number is worth the question. */
static char *
suggest (const TidingsPhoneText   *text,
         const std::string        &region,
         const TidingsNumberCheck *check)
{
  std::string code = std::to_string (util ().GetCountryCodeForRegion (region));
  PhoneNumber number;
  std::string e164;

  if (region.empty () || text->has_plus || check->verdict == TIDINGS_NUMBER_GOOD ||
      strncmp (text->digits, code.c_str (), code.size ()) != 0)
    return nullptr;
  if (!parse ("+" + std::string (text->digits), "ZZ", number) || !takes_texts (number))
    return nullptr;

  util ().Format (number, PhoneNumberUtil::E164, &e164);
  return g_strcmp0 (e164.c_str (), check->e164) != 0 ? g_strdup (e164.c_str ()) : nullptr;
}

static void
fill_check (TidingsNumberCheck     *check,
            const TidingsPhoneText *text,
            const std::string      &region)
{
  Reading reading = read_digits (text, region);
  std::string country = country_of (reading.number, region);
  std::string e164;

  check->verdict = reading.verdict;
  check->n_digits_off = reading.n_digits_off;
  check->calling_code = reading.number.country_code ();
  if (!reading.typed_code.empty ())
    check->typed_code = g_strdup (reading.typed_code.c_str ());
  if (!country.empty () && reading.verdict != TIDINGS_NUMBER_UNKNOWN_CODE)
    check->country = g_strdup (country.c_str ());
  if (!tidings_number_verdict_blocks (reading.verdict))
    {
      util ().Format (reading.number, PhoneNumberUtil::E164, &e164);
      check->e164 = g_strdup (e164.c_str ());
    }
  check->suggestion = suggest (text, region, check);
}

TidingsNumberCheck *
tidings_phone_number_check (const char *text,
                            const char *country)
{
  TidingsNumberCheck *check = nullptr;
  g_autoptr(TidingsPhoneText) typed = nullptr;
  std::string region;

  g_return_val_if_fail (text != nullptr, nullptr);

  check = g_new0 (TidingsNumberCheck, 1);
  typed = tidings_phone_text_read (text);
  region = region_of (country);

  if (!typed->is_clear || (typed->has_words && typed->digits[0] == '\0'))
    check->verdict = TIDINGS_NUMBER_NOT_A_NUMBER;
  else if (typed->digits[0] == '\0')
    check->verdict = TIDINGS_NUMBER_EMPTY;
  else
    fill_check (check, typed, region);

  /* Words are forgiven around a whole number, as it is copied from a page; around less than that they were meant. */
  if (typed->has_words && (check->verdict == TIDINGS_NUMBER_TOO_SHORT || check->verdict == TIDINGS_NUMBER_TOO_LONG))
    {
      check->verdict = TIDINGS_NUMBER_NOT_A_NUMBER;
      check->n_digits_off = 0;
    }
  if (check->country == nullptr && check->calling_code == 0 && !region.empty () &&
      check->verdict != TIDINGS_NUMBER_UNKNOWN_CODE)
    {
      check->country = g_strdup (region.c_str ());
      check->calling_code = util ().GetCountryCodeForRegion (region);
    }
  return check;
}

void
tidings_number_check_free (TidingsNumberCheck *check)
{
  if (check == nullptr)
    return;
  g_free (check->e164);
  g_free (check->country);
  g_free (check->typed_code);
  g_free (check->suggestion);
  g_free (check);
}

gboolean
tidings_number_verdict_blocks (TidingsNumberVerdict verdict)
{
  return verdict != TIDINGS_NUMBER_GOOD && verdict <= TIDINGS_NUMBER_TOO_LONG;
}

static char *
describe_short (guint n_digits)
{
  if (n_digits == 0)
    return g_strdup (_("More digits needed"));
  /* Translators: while a phone number is being typed */
  return g_strdup_printf (ngettext ("%u more digit needed", "%u more digits needed", n_digits), n_digits);
}

char *
tidings_number_check_describe (const TidingsNumberCheck *check)
{
  g_return_val_if_fail (check != nullptr, nullptr);

  switch (check->verdict)
    {
    case TIDINGS_NUMBER_EMPTY:
      return g_strdup (_("Enter a mobile number"));
    case TIDINGS_NUMBER_NO_COUNTRY:
      return g_strdup (_("Choose a country first"));
    case TIDINGS_NUMBER_UNKNOWN_CODE:
      /* Translators: %s is digits, such as 999 */
      return g_strdup_printf (_("+%s is not a country code"), check->typed_code);
    case TIDINGS_NUMBER_NOT_A_NUMBER:
      return g_strdup (_("This is not a phone number"));
    case TIDINGS_NUMBER_TOO_SHORT:
      return describe_short (check->n_digits_off);
    case TIDINGS_NUMBER_TOO_LONG:
      return g_strdup_printf (ngettext ("%u digit too many", "%u digits too many", check->n_digits_off),
                              check->n_digits_off);
    case TIDINGS_NUMBER_UNUSUAL:
      return g_strdup (_("This number looks unusual. Check it once more"));
    case TIDINGS_NUMBER_NO_TEXTS:
      return g_strdup (_("This may be a landline. Texts might not arrive"));
    case TIDINGS_NUMBER_GOOD:
    default:
      return nullptr;
    }
}

guint
tidings_phone_number_calling_code (const char *country)
{
  std::string region = region_of (country);

  return region.empty () ? 0 : util ().GetCountryCodeForRegion (region);
}

char *
tidings_phone_number_dup_main_country (guint calling_code)
{
  std::string region;

  util ().GetRegionCodeForCountryCode (calling_code, &region);
  return is_country (region) ? g_strdup (region.c_str ()) : nullptr;
}

char **
tidings_phone_number_list_countries (void)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  std::set<std::string> regions;

  util ().GetSupportedRegions (&regions);
  for (const std::string &region : regions)
    g_strv_builder_add (builder, region.c_str ());
  return g_strv_builder_end (builder);
}
