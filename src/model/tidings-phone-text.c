/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first look at a typed or pasted number: which characters count, before anything is known of numbering plans. */
#include "config.h"

#include <string.h>

#include "tidings-phone-number.h"
#include "tidings-phone-text-private.h"

/* More digits than any number has; what follows cannot change the verdict, so it need not be kept. */
#define MAX_DIGITS 40

typedef enum {
  KIND_DIGIT,
  KIND_PLUS,
  KIND_SEPARATOR,
  KIND_NOTHING,
  KIND_SIGN,
  KIND_WORD,
} Kind;

static Kind
kind_of (gunichar c)
{
  /* ASCII, its full-width twins (U+FF01…), and what is put between digits in one country or another. */
  static const gunichar separators[] = {
    '(', ')', '[', ']', '.', '/', '~', 0x00b7, 0x2022, 0x2027, 0x2212, 0x223c, 0x30fb, 0x30fc,
    0xff08, 0xff09, 0xff0e, 0xff0f, 0xff3b, 0xff3d, 0xff5e,
  };

  if (c == '+' || c == 0xff0b || c == 0xfe62)
    return KIND_PLUS;
  if (c == '#' || c == '*')
    return KIND_SIGN;
  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    if (c == separators[i])
      return KIND_SEPARATOR;

  switch (g_unichar_type (c))
    {
    case G_UNICODE_DECIMAL_NUMBER:
      return KIND_DIGIT;
    case G_UNICODE_DASH_PUNCTUATION:
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return KIND_SEPARATOR;
    case G_UNICODE_FORMAT:
    case G_UNICODE_NON_SPACING_MARK:
      return KIND_NOTHING;
    default:
      return g_unichar_isspace (c) ? KIND_SEPARATOR : KIND_WORD;
    }
}

/* Takes the parameters of a tel: address off (";ext=12"), and puts the context of a local one before it. */
static char *
resolve_address (const char *address)
{
  static const char context_key[] = ";phone-context=";
  g_autofree char *unescaped = g_uri_unescape_string (address, NULL);
  const char *number = unescaped != NULL ? unescaped : address;
  const char *end = strpbrk (number, ";?");
  const char *context = strstr (number, context_key);
  g_autofree char *local = end != NULL ? g_strndup (number, end - number) : g_strdup (number);
  g_autofree char *code = NULL;

  if (context == NULL || context[strlen (context_key)] != '+')
    return g_steal_pointer (&local);

  context += strlen (context_key);
  code = g_strndup (context, 1 + strspn (context + 1, "0123456789"));
  return g_strconcat (code, " ", local, NULL);
}

/* An extension belongs to a switchboard; texts go to the number before it. */
static char *
cut_extension (const char *text)
{
  static GRegex *pattern;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      pattern = g_regex_new ("(?<=[0-9)])[ ,;]*(?:extension|extn|ext|x)[.:=]*[ ]*[0-9]{1,7}[ ]*$",
                             G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&once, 1);
    }
  return g_regex_replace_literal (pattern, text, -1, 0, "", 0, NULL);
}

static char *
prepare (const char *text,
         gboolean   *has_extension)
{
  g_autofree char *plain = tidings_phone_number_ascii_digits (text);
  g_autofree char *cut = NULL;

  g_strstrip (plain);
  if (g_ascii_strncasecmp (plain, "tel:", 4) == 0 || g_ascii_strncasecmp (plain, "sms:", 4) == 0)
    return resolve_address (plain + 4);

  cut = cut_extension (plain);
  *has_extension = !g_str_equal (cut, plain);
  return g_steal_pointer (&cut);
}

TidingsPhoneText *
tidings_phone_text_read (const char *text)
{
  TidingsPhoneText *self = g_new0 (TidingsPhoneText, 1);
  gboolean has_extension = FALSE;
  g_autofree char *plain = prepare (text, &has_extension);
  g_autoptr(GString) digits = g_string_new (NULL);
  gboolean is_over = FALSE;

  self->is_clear = TRUE;
  self->has_words = has_extension;
  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    switch (kind_of (g_utf8_get_char (p)))
      {
      case KIND_DIGIT:
        /* Digits again after a word: two numbers, or letters in the middle of one. */
        self->is_clear = self->is_clear && !is_over;
        if (digits->len < MAX_DIGITS)
          g_string_append_c (digits, *p);
        break;
      case KIND_PLUS:
        self->is_clear = self->is_clear && digits->len == 0;
        self->has_plus = TRUE;
        break;
      case KIND_SIGN:
        self->is_clear = FALSE;
        break;
      case KIND_WORD:
        self->has_words = TRUE;
        is_over = digits->len > 0;
        break;
      case KIND_SEPARATOR:
      case KIND_NOTHING:
      default:
        break;
      }

  self->digits = g_string_free (g_steal_pointer (&digits), FALSE);
  return self;
}

void
tidings_phone_text_free (TidingsPhoneText *self)
{
  if (self == NULL)
    return;
  g_free (self->digits);
  g_free (self);
}

gboolean
tidings_phone_number_is_typable (const char *text)
{
  g_autofree char *valid = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  valid = g_utf8_make_valid (text, -1);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    if (kind_of (g_utf8_get_char (p)) >= KIND_SIGN)
      return FALSE;
  return TRUE;
}

char *
tidings_phone_number_ascii_digits (const char *text)
{
  g_autofree char *valid = NULL;
  GString *plain = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  plain = g_string_sized_new (strlen (valid));
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_type (c) == G_UNICODE_DECIMAL_NUMBER)
        g_string_append_c (plain, '0' + g_unichar_digit_value (c));
      else
        g_string_append_unichar (plain, c);
    }
  return g_string_free (plain, FALSE);
}
