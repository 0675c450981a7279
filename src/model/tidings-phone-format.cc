/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phone numbers as people read them: whole, shortened for logs, and while they are being typed. */
#include "config.h"

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <phonenumbers/asyoutypeformatter.h>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include "tidings-phone-number.h"

using i18n::phonenumbers::AsYouTypeFormatter;
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

/* More digits than any number has are left as they are. */
static const size_t max_grouped = 40;

static const PhoneNumberUtil &
util (void)
{
  return *PhoneNumberUtil::GetInstance ();
}

static bool
read_e164 (const char  *e164,
           PhoneNumber &number)
{
  return e164[0] == '+' && util ().Parse (e164, "ZZ", &number) == PhoneNumberUtil::NO_PARSING_ERROR;
}

char *
tidings_phone_number_format (const char *e164)
{
  PhoneNumber number;
  std::string written;
  std::string spaced;

  g_return_val_if_fail (e164 != nullptr, nullptr);

  if (!read_e164 (e164, number))
    return g_utf8_make_valid (e164, -1);

  /* ITU-T E.123 wants spaces only between the groups; the library follows some countries' hyphens. */
  util ().Format (number, PhoneNumberUtil::INTERNATIONAL, &written);
  for (char c : written)
    if (c == '+' || g_ascii_isdigit (c))
      spaced += c;
    else if (!spaced.empty () && spaced.back () != ' ')
      spaced += ' ';
  return g_strdup (spaced.c_str ());
}

char *
tidings_phone_number_format_national (const char *e164)
{
  PhoneNumber number;
  std::string written;

  g_return_val_if_fail (e164 != nullptr, nullptr);

  if (!read_e164 (e164, number))
    return g_utf8_make_valid (e164, -1);
  util ().Format (number, PhoneNumberUtil::NATIONAL, &written);
  return g_strdup (written.c_str ());
}

/* The length of a calling code by its first digits (ITU-T E.164: zones 1 and 7, the codes of two digits, all others three).
 * Written out here because processes that only log should not load the numbering plans for it. */
static size_t
calling_code_length (const std::string &digits)
{
  static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 "
                            "60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";

  if (digits[0] == '1' || digits[0] == '7')
    return 1;
  return strstr (two, digits.substr (0, 2).c_str ()) != nullptr ? 2 : 3;
}

char *
tidings_phone_number_shorten (const char *e164)
{
  g_autofree char *plain = nullptr;
  std::string digits;
  std::string shown;
  std::string rest;

  g_return_val_if_fail (e164 != nullptr, nullptr);

  plain = tidings_phone_number_ascii_digits (e164);
  for (const char *p = plain; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      digits += *p;

  rest = digits;
  if (plain[0] == '+' && digits.size () > 4)
    {
      size_t n_code = calling_code_length (digits);

      shown = "+" + digits.substr (0, n_code) + " ";
      rest = digits.substr (n_code);
    }
  /* Of a short number the three digits and the last two would be nearly all of it. */
  if (rest.size () >= 8)
    shown += rest.substr (0, 3) + " ";
  shown += "…";
  if (rest.size () >= 5)
    shown += rest.substr (rest.size () - 2);
  return g_strdup (shown.c_str ());
}

/* Where the formatter would put something between two digits: after how many of them. Empty if it adds or drops digits. */
static std::vector<bool>
find_gaps (const std::string &typed,
           const std::string &region)
{
  std::unique_ptr<AsYouTypeFormatter> formatter (util ().GetAsYouTypeFormatter (region));
  std::vector<bool> gaps (typed.size () + 1, false);
  std::string written;
  std::string kept;

  for (char c : typed)
    formatter->InputDigit (c, &written);
  for (char c : written)
    if (c == '+' || g_ascii_isdigit (c))
      kept += c;
    else if (!kept.empty ())
      gaps[MIN (kept.size (), typed.size ())] = true;

  gaps[0] = gaps[typed.size ()] = false;
  if (kept != typed)
    gaps.assign (typed.size () + 1, false);
  return gaps;
}

/* The gaps of what follows a beginning that is only fed to the formatter, not shown. */
static std::vector<bool>
find_gaps_after (const std::string &fed,
                 const std::string &typed)
{
  std::vector<bool> gaps = find_gaps (fed + typed, "ZZ");

  gaps.erase (gaps.begin (), gaps.begin () + fed.size ());
  gaps[0] = false;
  return gaps;
}

static std::vector<bool>
find_gaps_in (const std::string &typed,
              const char        *country)
{
  g_autofree char *region = country != nullptr ? g_ascii_strup (country, -1) : nullptr;
  int code = region != nullptr ? util ().GetCountryCodeForRegion (region) : 0;
  std::vector<bool> gaps;
  std::string trunk;

  if (typed[0] == '+')
    return find_gaps (typed, "ZZ");
  if (typed.compare (0, 2, "00") == 0)
    {
      gaps = find_gaps ("+" + typed.substr (2), "ZZ");
      gaps.insert (gaps.begin (), false);
      return gaps;
    }
  if (code == 0)
    return std::vector<bool> (typed.size () + 1, false);

  util ().GetNddPrefixForRegion (region, true, &trunk);
  if (!trunk.empty () && typed.compare (0, trunk.size (), trunk) == 0)
    return find_gaps (typed, region);
  return find_gaps_after ("+" + std::to_string (code), typed);
}

/* The typed characters without spaces, in ASCII, and after which of them a space stands. */
static bool
take_apart (const char        *text,
            std::string       &typed,
            std::vector<bool> &spaces)
{
  g_autofree char *plain = tidings_phone_number_ascii_digits (text);

  spaces.assign (1, false);
  for (const char *p = plain; *p != '\0'; p++)
    {
      if (*p == ' ')
        {
          if (spaces.back () || p[1] == '\0')
            return false;
          spaces.back () = true;
          continue;
        }
      if (!g_ascii_isdigit (*p) && (*p != '+' || p != plain))
        return false;
      typed += *p;
      spaces.push_back (false);
    }
  return !typed.empty () && typed.size () <= max_grouped;
}

/* Whether the spaces are ours: where we put them now, or where we put them before the last digit came (with more digits
 * some countries group the first ones differently). Others are the person's own. */
static bool
are_ours (const std::vector<bool> &spaces,
          const std::vector<bool> &gaps,
          const std::string       &typed,
          const char              *country)
{
  std::vector<bool> before;

  for (size_t i = 0; i < spaces.size (); i++)
    if (spaces[i] && !gaps[i])
      {
        before = find_gaps_in (typed.substr (0, typed.size () - 1), country);
        before.push_back (false);
        return before == spaces;
      }
  return true;
}

char *
tidings_phone_number_format_typed (const char *text,
                                   const char *country)
{
  g_autofree char *valid = nullptr;
  std::vector<bool> spaces;
  std::vector<bool> gaps;
  std::string typed;
  std::string shown;
  size_t n_typed = 0;

  g_return_val_if_fail (text != nullptr, nullptr);

  valid = g_utf8_make_valid (text, -1);
  if (!take_apart (valid, typed, spaces))
    return g_steal_pointer (&valid);

  gaps = find_gaps_in (typed, country);
  if (!are_ours (spaces, gaps, typed, country))
    return g_steal_pointer (&valid);

  /* The characters themselves are taken from the text: they may be another script's digits. */
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p == ' ')
        continue;
      if (gaps[n_typed])
        shown += ' ';
      shown.append (p, g_utf8_next_char (p) - p);
      n_typed++;
    }
  return g_strdup (shown.c_str ());
}

char *
tidings_phone_number_example (const char *country)
{
  g_autofree char *region = nullptr;
  PhoneNumber number;
  std::string written;

  g_return_val_if_fail (country != nullptr, nullptr);

  region = g_ascii_strup (country, -1);
  if (!util ().GetExampleNumberForType (region, PhoneNumberUtil::MOBILE, &number) &&
      !util ().GetExampleNumber (region, &number))
    return nullptr;
  util ().Format (number, PhoneNumberUtil::NATIONAL, &written);
  return g_strdup (written.c_str ());
}
