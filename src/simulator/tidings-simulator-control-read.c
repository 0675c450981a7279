/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the simulator's own paths read their parameters. */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

#define MICROS_DIGITS 6

void
sim_refuse (SimRequest *request,
            const char *name)
{
  sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 20001, "The parameter '%s' is missing or wrong", name);
}

gboolean
sim_read_count (SimRequest *request,
                const char *name,
                guint64     absent,
                guint      *count)
{
  const char *text = sim_request_get_form (request, name);
  guint64 value = absent;

  if (text && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &value, NULL))
    return FALSE;

  *count = value;
  return TRUE;
}

gboolean
sim_read_flag (SimRequest *request,
               const char *name,
               gboolean   *flag)
{
  const char *text = sim_request_get_form (request, name);

  if (!text)
    return TRUE;

  if (strcmp (text, "true") != 0 && strcmp (text, "false") != 0)
    {
      sim_refuse (request, name);
      return FALSE;
    }

  *flag = strcmp (text, "true") == 0;
  return TRUE;
}

gboolean
sim_read_word (SimRequest  *request,
               const char  *name,
               const char  *words,
               char       **word)
{
  const char *text = sim_request_get_form (request, name);
  g_auto(GStrv) known = words ? g_strsplit (words, " ", -1) : NULL;

  if (!text)
    return TRUE;

  if (known && !g_strv_contains ((const char * const *) known, text))
    {
      sim_refuse (request, name);
      return FALSE;
    }

  g_free (*word);
  *word = *text ? g_strdup (text) : NULL;
  return TRUE;
}

gboolean
sim_read_micros (SimRequest *request,
                 const char *name,
                 gint64     *micros)
{
  const char *text = sim_request_get_form (request, name);
  const char *digits = text && *text == '-' ? text + 1 : text;
  const char *point = text ? strchr (digits, '.') : NULL;
  g_autofree char *whole = NULL;
  gint64 value = 0;

  if (!text)
    return TRUE;

  /* As a number of millionths, without a detour through a binary fraction. */
  whole = g_strdup_printf ("%.*s%s", (int) (point ? point - digits : (gssize) strlen (digits)), digits, point ? point + 1 : "");
  if (strspn (whole, G_CSET_DIGITS) != strlen (whole) || !*whole || strlen (whole) > 15 ||
      (point && strlen (point + 1) > MICROS_DIGITS))
    {
      sim_refuse (request, name);
      return FALSE;
    }

  value = g_ascii_strtoll (whole, NULL, 10);
  for (gsize i = point ? strlen (point + 1) : 0; i < MICROS_DIGITS; i++)
    value *= 10;

  *micros = *text == '-' ? -value : value;
  return TRUE;
}

/* Numbers that people do not have – made-up ones for tests – are good enough if they look like numbers. */
char *
sim_read_number (SimRequest *request,
                 const char *name)
{
  const char *text = sim_request_get_form (request, name);
  g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (text ? text : "", NULL);

  if (!tidings_number_verdict_blocks (check->verdict))
    return g_strdup (check->e164);

  sim_refuse (request, name);
  return NULL;
}

gboolean
sim_is_true (SimRequest *request,
             const char *name)
{
  return g_strcmp0 (sim_request_get_form (request, name), "true") == 0;
}
