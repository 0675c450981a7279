/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of pages in running text. */
#include "config.h"

#include <string.h>

#include "tidings-web-address.h"

/* Signs that stand behind an address and are not of it, as phones see it, too. */
#define SIGNS_BEHIND ".,;:!?)]}>'\"’”»›…"

/* The length of the scheme at @text, 0 if there is none. */
static gsize
get_scheme (const char *text)
{
  static const char * const schemes[] = { "https://", "http://" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0)
      return strlen (schemes[i]);

  return 0;
}

/* Nobody writes an address into the middle of a word. */
static gboolean
is_word_start (const char *text,
               const char *p)
{
  return p == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (p)));
}

static const char *
find_end (const char *start)
{
  const char *end = start;

  while (*end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  while (end > start && g_utf8_strchr (SIGNS_BEHIND, -1, g_utf8_get_char (g_utf8_prev_char (end))) != NULL)
    end = g_utf8_prev_char (end);

  return end;
}

const char *
tidings_web_address_find (const char  *text,
                          const char **end)
{
  g_return_val_if_fail (text != NULL && end != NULL, NULL);

  for (const char *p = text; (p = strpbrk (p, "hH")) != NULL; p++)
    {
      gsize scheme = get_scheme (p);

      if (scheme == 0 || !is_word_start (text, p))
        continue;
      *end = find_end (p);
      if (*end > p + scheme)
        return p;
    }

  return NULL;
}

gboolean
tidings_web_address_is (const char *text)
{
  const char *end = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  return tidings_web_address_find (text, &end) == text && *end == '\0';
}
