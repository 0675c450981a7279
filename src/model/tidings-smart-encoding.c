/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Twilio's Smart Encoding makes of a text: exactly its table, to know a text again that came back from there. */
#include "config.h"

#include <string.h>

#include "tidings-segments.h"
#include "tidings-smart-encoding.h"

/* Where Twilio's table differs from our own look-alikes; all else is the same in both. */
static const struct { gunichar first; gunichar last; const char *result; } differences[] = {
  { 0x0009, 0x0009, "       " },
  { 0x0080, 0x0080, "  " },
  { 0x008d, 0x008d, "  " },
  { 0x0090, 0x0090, "  " },
  { 0x009b, 0x009b, "  " },
  { 0x009f, 0x00a0, "  " },
  { 0x0302, 0x0302, "^" },
  { 0x0303, 0x0303, "~" },
  { 0x0313, 0x0314, "'" },
  { 0x0326, 0x0326, "," },
  { 0x0330, 0x0330, "~" },
  { 0x0332, 0x0332, "_" },
  { 0x0334, 0x0334, "~" },
  { 0x0337, 0x0338, "/" },
  { 0x0347, 0x0347, "=" },
  { 0x1dcd, 0x1dcd, "^" },
  { 0x2000, 0x2000, "  " },
  { 0x2001, 0x2001, " " },
  { 0x2002, 0x200a, "  " },
  { 0x2028, 0x2029, " " },
  { 0x202f, 0x202f, "  " },
  { 0x2039, 0x2039, ">" },
  { 0x203a, 0x203a, "<" },
  { 0x205f, 0x205f, "  " },
  { 0x20d2, 0x20d3, "|" },
  { 0x20e5, 0x20e5, "\\" },
  { 0x3000, 0x3000, "  " },
};

static const char *
find_difference (gunichar character)
{
  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    if (character >= differences[i].first && character <= differences[i].last)
      return differences[i].result;

  return NULL;
}

static void
append_replaced (GString    *text,
                 const char *start,
                 const char *end)
{
  gunichar character = g_utf8_get_char (start);
  const char *result = find_difference (character);
  g_autofree char *alone = NULL;
  g_autofree char *look_alike = NULL;

  if (result != NULL)
    {
      g_string_append (text, result);
      return;
    }
  if (tidings_gsm7_has (character) > 0)
    {
      g_string_append_len (text, start, end - start);
      return;
    }

  alone = g_strndup (start, end - start);
  look_alike = tidings_gsm7_look_alikes (alone);
  /* What is only spelled in another way stays as it came. */
  if (tidings_segments_count (look_alike).encoding == TIDINGS_ENCODING_GSM7)
    g_string_append (text, look_alike);
  else
    g_string_append_len (text, start, end - start);
}

char *
tidings_smart_encode (const char *body)
{
  g_autofree char *valid = NULL;
  GString *text;

  g_return_val_if_fail (body != NULL, NULL);

  valid = g_utf8_make_valid (body, -1);
  text = g_string_sized_new (strlen (valid));
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    append_replaced (text, p, g_utf8_next_char (p));

  return g_string_free (text, FALSE);
}
