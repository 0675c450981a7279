/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links that ask for a text to be written. What a page puts into them is not to be trusted. */
#include "config.h"

#include "tidings-sms-link.h"

#include <string.h>

#include "tidings-phone-number.h"

/* Digits, separators and a long calling code have room; what is longer is no number. */
#define MAX_NUMBER 40

#define CONTEXT "phone-context="

static const char *
skip_scheme (const char *uri,
             gboolean   *is_smsto)
{
  *is_smsto = g_ascii_strncasecmp (uri, "smsto:", 6) == 0;
  if (*is_smsto)
    return uri + 6;

  return g_ascii_strncasecmp (uri, "sms:", 4) == 0 ? uri + 4 : NULL;
}

/* Percent-decoded; NULL for what is no text then. A percent sign that stands for itself is wrong and common: “100% sure”. */
static char *
decode (const char *part)
{
  g_autoptr(GString) plain = g_string_new (NULL);

  for (const char *c = part; *c != '\0'; c++)
    {
      if (*c == '%' && g_ascii_isxdigit (c[1]) && g_ascii_isxdigit (c[2]))
        {
          g_string_append_c (plain, (char) (g_ascii_xdigit_value (c[1]) * 16 + g_ascii_xdigit_value (c[2])));
          c += 2;
        }
      else
        g_string_append_c (plain, *c);
    }

  return g_utf8_validate (plain->str, plain->len, NULL) ? g_string_free (g_steal_pointer (&plain), FALSE) : NULL;
}

static void
add_number (GPtrArray  *numbers,
            const char *context,
            const char *text)
{
  g_autofree char *number = NULL;

  /* A local number is complete only behind what its parameter says (RFC 3966, 5.1.5); a name of a network is of no use here. */
  if (context != NULL && *context == '+' && *text != '+')
    number = g_strconcat (context, text, NULL);
  else
    number = g_strdup (text);

  g_strstrip (number);
  if (*number != '\0' && strlen (number) <= MAX_NUMBER && tidings_phone_number_is_typable (number) &&
      strpbrk (number, "0123456789") != NULL && numbers->len < TIDINGS_SMS_LINK_MAX_NUMBERS)
    g_ptr_array_add (numbers, g_steal_pointer (&number));
}

/* One place of the list: a number with its parameters, or several numbers, as some phones write them. */
static void
add_numbers (GPtrArray  *numbers,
             const char *part)
{
  g_auto(GStrv) pieces = g_strsplit (part, ";", -1);
  g_autofree char *context = NULL;

  for (guint i = 0; pieces[i] != NULL && context == NULL; i++)
    if (g_ascii_strncasecmp (pieces[i], CONTEXT, strlen (CONTEXT)) == 0)
      context = decode (pieces[i] + strlen (CONTEXT));

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      g_autofree char *plain = strchr (pieces[i], '=') == NULL ? decode (pieces[i]) : NULL;

      if (plain != NULL)
        add_number (numbers, context, plain);
    }
}

static char **
read_numbers (const char *list)
{
  g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) parts = g_strsplit (list, ",", -1);

  for (guint i = 0; parts[i] != NULL && numbers->len < TIDINGS_SMS_LINK_MAX_NUMBERS; i++)
    add_numbers (numbers, parts[i]);
  g_ptr_array_add (numbers, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&numbers), FALSE);
}

/* Control characters would be invisible in the field and are nothing for a phone; a line end may be CR, LF or both. */
static char *
clean (const char *text)
{
  g_autoptr(GString) body = g_string_new (NULL);
  guint n_letters = 0;

  for (const char *c = text; *c != '\0' && n_letters < TIDINGS_SMS_LINK_MAX_BODY; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (letter == '\r')
        letter = c[1] == '\n' ? 0 : '\n';
      if (letter == '\t')
        letter = ' ';
      if (letter == 0 || (letter != '\n' && g_unichar_iscntrl (letter)))
        continue;
      g_string_append_unichar (body, letter);
      n_letters++;
    }

  return g_string_free (g_steal_pointer (&body), FALSE);
}

static char *
read_body (const char *fields)
{
  g_auto(GStrv) parts = g_strsplit (fields, "&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *plain = NULL;

      if (g_ascii_strncasecmp (parts[i], "body=", 5) != 0)
        continue;
      plain = decode (parts[i] + 5);
      return plain != NULL ? clean (plain) : g_strdup ("");
    }

  return g_strdup ("");
}

/* Takes the numbers from the front of @rest. What is behind them: the fields, or in a QR code the text itself. */
static char *
split_body (char     *rest,
            gboolean  is_smsto)
{
  char *end = rest + strcspn (rest, is_smsto ? "?&:" : "?&");
  char sign = *end;
  g_autofree char *plain = NULL;

  if (sign == '\0')
    return g_strdup ("");

  *end = '\0';
  if (sign != ':')
    return read_body (end + 1);

  plain = decode (end + 1);

  return plain != NULL ? clean (plain) : g_strdup ("");
}

TidingsSmsLink *
tidings_sms_link_parse (const char *uri)
{
  g_autoptr(TidingsSmsLink) link = NULL;
  g_autofree char *rest = NULL;
  const char *start = NULL;
  char *fragment = NULL;
  gboolean is_smsto = FALSE;

  g_return_val_if_fail (uri != NULL, NULL);

  if (strlen (uri) > TIDINGS_SMS_LINK_MAX_BYTES || !g_utf8_validate (uri, -1, NULL) ||
      (start = skip_scheme (uri, &is_smsto)) == NULL)
    return NULL;

  while (*start == '/')
    start++;
  rest = g_strdup (start);
  if ((fragment = strchr (rest, '#')) != NULL)
    *fragment = '\0';

  link = g_new0 (TidingsSmsLink, 1);
  link->body = split_body (rest, is_smsto);
  link->numbers = read_numbers (rest);

  return link->numbers[0] != NULL || *link->body != '\0' ? g_steal_pointer (&link) : NULL;
}

void
tidings_sms_link_free (TidingsSmsLink *link)
{
  if (link == NULL)
    return;

  g_strfreev (link->numbers);
  g_free (link->body);
  g_free (link);
}
