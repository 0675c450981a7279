/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loaded before the window: lets GTK believe that its language is written from right to left, while every sentence stays
 * as the tests know it. GTK 4.8 asks its own catalog for the direction, later versions ask for the scripts of the
 * language. */
#include <dlfcn.h>

#include <pango/pango.h>

typedef const char *(*Translate) (const char *domain, const char *text);

const char *
g_dgettext (const char *domain,
            const char *text)
{
  Translate translate = (Translate) dlsym (RTLD_NEXT, "g_dgettext");

  if (g_str_equal (text, "default:LTR"))
    return "default:RTL";

  return translate (domain, text);
}

PangoLanguage *
pango_language_get_default (void)
{
  return pango_language_from_string ("ar");
}
