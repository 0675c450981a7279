/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at JSON from outside before it is read: the reader descends as deep as it is told and forgives what it should not. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-json-lint.h"
#include "tidings-values.h"

#define DIGITS "0123456789"
#define MAX_DIGITS 18

typedef struct {
  const char *start;
  const char *at;
  guint depth;
} Lint;

static guint
get_line (const Lint *lint)
{
  guint line = 1;

  for (const char *c = lint->start; c < lint->at; c++)
    line += *c == '\n';

  return line;
}

/* @format has one %u, for the line. */
static gboolean
fail (const Lint  *lint,
      const char  *format,
      GError     **error)
{
  g_autofree char *line = g_strdup_printf ("%u", get_line (lint));
  g_auto(GStrv) parts = g_strsplit (format, "%u", 2);
  g_autofree char *words = g_strjoinv (line, parts);

  g_set_error_literal (error, TIDINGS_VALUES_ERROR, TIDINGS_VALUES_ERROR_INVALID, words);

  return FALSE;
}

static gboolean
fail_json (const Lint  *lint,
           GError     **error)
{
  /* Translators: %u is the number of a line */
  return fail (lint, _("The data is not JSON: see line %u"), error);
}

/* Four digits of an escape, -1 if they are none. */
static int
read_hex (const char *text)
{
  int value = 0;

  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;
      value = value * 16 + g_ascii_xdigit_value (text[i]);
    }

  return value;
}

/* At the backslash; stays at the last sign of the escape. */
static gboolean
pass_escape (Lint    *lint,
             GError **error)
{
  int unit;

  lint->at++;
  if (*lint->at == '\0' || strchr ("\"\\/bfnrtu", *lint->at) == NULL)
    return fail_json (lint, error);
  if (*lint->at != 'u')
    return TRUE;

  unit = read_hex (lint->at + 1);
  if (unit < 0)
    return fail_json (lint, error);
  lint->at += 4;
  if (unit == 0)
    /* Translators: %u is the number of a line */
    return fail (lint, _("The data holds a character NUL, which no text can have: see line %u"), error);
  if (unit < 0xd800 || unit > 0xdfff)
    return TRUE;

  if (unit > 0xdbff || lint->at[1] != '\\' || lint->at[2] != 'u')
    return fail_json (lint, error);
  unit = read_hex (lint->at + 3);
  if (unit < 0xdc00 || unit > 0xdfff)
    return fail_json (lint, error);
  lint->at += 6;

  return TRUE;
}

/* At the opening quote; goes behind the closing one. */
static gboolean
pass_string (Lint    *lint,
             GError **error)
{
  for (lint->at++; *lint->at != '"'; lint->at++)
    {
      if ((guchar) *lint->at < 0x20 || *lint->at == 0x7f)
        return fail_json (lint, error);
      if (*lint->at == '\\' && !pass_escape (lint, error))
        return FALSE;
    }
  lint->at++;

  return TRUE;
}

static gboolean
pass_number (Lint    *lint,
             GError **error)
{
  gsize n_whole;
  gsize n;

  lint->at += *lint->at == '-' ? 1 : 0;
  n_whole = strspn (lint->at, DIGITS);
  if (n_whole == 0 || (n_whole > 1 && *lint->at == '0'))
    return fail_json (lint, error);
  if (n_whole > MAX_DIGITS)
    /* Translators: %u is the number of a line */
    return fail (lint, _("The data holds a number of more than 18 digits; write it as a text: see line %u"), error);
  lint->at += n_whole;

  if (*lint->at == '.')
    {
      n = strspn (lint->at + 1, DIGITS);
      if (n == 0)
        return fail_json (lint, error);
      lint->at += 1 + n;
    }
  if (*lint->at == 'e' || *lint->at == 'E')
    {
      lint->at++;
      lint->at += *lint->at == '-' || *lint->at == '+' ? 1 : 0;
      n = strspn (lint->at, DIGITS);
      if (n == 0)
        return fail_json (lint, error);
      lint->at += n;
    }

  return TRUE;
}

static gboolean
pass_word (Lint    *lint,
           GError **error)
{
  static const char * const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (!g_str_has_prefix (lint->at, words[i]))
        continue;
      lint->at += strlen (words[i]);
      return TRUE;
    }

  return fail_json (lint, error);
}

static gboolean
pass_sign (Lint    *lint,
           guint    max_depth,
           GError **error)
{
  if (*lint->at == '{' || *lint->at == '[')
    {
      lint->depth++;
      if (lint->depth > max_depth)
        /* Translators: %u is the number of a line */
        return fail (lint, _("The data is nested too deep: see line %u"), error);
    }
  else if (*lint->at == '}' || *lint->at == ']')
    {
      if (lint->depth == 0)
        return fail_json (lint, error);
      lint->depth--;
    }
  lint->at++;

  return TRUE;
}

gboolean
tidings_json_lint (const char  *text,
                   guint        max_depth,
                   GError     **error)
{
  Lint lint = { text, text, 0 };
  gboolean is_good = TRUE;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_utf8_validate (text, -1, &lint.at))
    return fail_json (&lint, error);

  lint.at = text;
  while (is_good && *lint.at != '\0')
    {
      if (*lint.at == '"')
        is_good = pass_string (&lint, error);
      else if (*lint.at == '-' || g_ascii_isdigit (*lint.at))
        is_good = pass_number (&lint, error);
      else if (g_ascii_isalpha (*lint.at))
        is_good = pass_word (&lint, error);
      else if (strchr ("{}[]:, \t\r\n", *lint.at) != NULL)
        is_good = pass_sign (&lint, max_depth, error);
      else
        is_good = fail_json (&lint, error);
    }

  return is_good;
}
