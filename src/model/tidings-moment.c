/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A moment in a person's own language and time zone. */
#include "config.h"

#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "tidings-format.h"
#include "tidings-moment.h"
#include "tidings-reminder.h"

#define SKELETON u"EEEdMMMjm"

/* ICU puts narrow and fixed spaces into times; each of them would make the whole text UCS-2. */
static void
use_plain_spaces (UChar *text)
{
  for (; *text != 0; text++)
    if (*text == 0x00a0 || *text == 0x202f || *text == 0x2009)
      *text = ' ';
}

static gboolean
format (gint64       instant,
        const char  *zone,
        const char  *locale,
        UChar       *text,
        int32_t      n)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar pattern[128] = { 0 };
  UChar tz[128] = { 0 };
  UDateTimePatternGenerator *generator = udatpg_open (locale, &status);
  UDateFormat *format = NULL;

  udatpg_getBestPattern (generator, SKELETON, -1, pattern, G_N_ELEMENTS (pattern) - 1, &status);
  udatpg_close (generator);
  u_strFromUTF8 (tz, G_N_ELEMENTS (tz) - 1, NULL, zone, -1, &status);
  format = udat_open (UDAT_PATTERN, UDAT_PATTERN, locale, tz, -1, pattern, -1, &status);
  if (U_SUCCESS (status))
    udat_format (format, instant, text, n - 1, NULL, &status);
  if (format != NULL)
    udat_close (format);

  return U_SUCCESS (status);
}

char *
tidings_moment_describe (gint64      instant,
                         const char *zone,
                         const char *language)
{
  g_autofree char *local = zone == NULL ? tidings_zone_dup_local () : NULL;
  char locale[ULOC_FULLNAME_CAPACITY] = "en";
  UErrorCode status = U_ZERO_ERROR;
  UChar text[256] = { 0 };
  char *utf8;

  if (language != NULL)
    uloc_canonicalize (language, locale, sizeof locale, &status);
  if (U_FAILURE (status) || !format (instant, zone != NULL ? zone : local, locale, text, G_N_ELEMENTS (text)))
    return tidings_format_iso (instant);

  use_plain_spaces (text);
  utf8 = g_utf16_to_utf8 (text, -1, NULL, NULL, NULL);

  return utf8 != NULL ? utf8 : tidings_format_iso (instant);
}
