/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which characters make a text dear, and what to write in their place. */
#include "config.h"

#include <string.h>
#include <unicode/uchar.h>

#include "tidings-cheaper.h"
#include "tidings-clusters-private.h"
#include "tidings-web-address.h"

/* Look-alikes that Smart Encoding does not know: what its table has for their neighbours. */
static const struct { const char *result; const char *replaced; } more_look_alikes[] = {
  { "-", "\u2011\u2012\u2212" },             /* hyphen that does not break, figure dash, minus */
  { "'", "\u2032" },                         /* feet and minutes */
  { "\"", "\u2033" },                        /* inches and seconds */
  { "->", "\u2192\u21d2\u279c\u2794" },
  { "<-", "\u2190\u21d0" },
  { "<=", "\u2264" },
  { ">=", "\u2265" },
  { "x", "\u00d7" },
  { ".", "\u00b7" },                         /* middle dot */
  { "...", "\u22ef" },
  { "", "\u00ad\u200c\u200d\u200e\u200f" },  /* what nobody sees: soft hyphens, joiners, directions */
};

/* Letters and signs that do not come apart into a letter and its mark. Hungarian's long ones are next to letters that are free. */
static const struct { const char *letter; const char *result; } letters[] = {
  { "\u0150", "\u00d6" }, { "\u0151", "\u00f6" }, { "\u0170", "\u00dc" }, { "\u0171", "\u00fc" },
  { "\u0141", "L" }, { "\u0142", "l" }, { "\u0110", "D" }, { "\u0111", "d" }, { "\u00d0", "D" }, { "\u00f0", "d" },
  { "\u0152", "OE" }, { "\u0153", "oe" }, { "\u0131", "i" }, { "\u0126", "H" }, { "\u0127", "h" }, { "\u0166", "T" },
  { "\u0167", "t" }, { "\u00de", "Th" }, { "\u00fe", "th" }, { "\u017f", "s" }, { "\u1e9e", "SS" }, { "\u0132", "IJ" },
  { "\u0133", "ij" }, { "\u014a", "Ng" }, { "\u014b", "ng" }, { "\u0138", "k" },
  { "\u00aa", "a" }, { "\u00ba", "o" }, { "\u00b9", "1" }, { "\u00b2", "2" }, { "\u00b3", "3" }, { "\u2116", "No." },
  { "\u2122", "TM" }, { "\u00ae", "(R)" }, { "\u00a9", "(C)" }, { "\u00a2", "c" }, { "\u2030", "o/oo" },
};

/* How far a search goes. */
typedef enum {
  LEVEL_LOOK_ALIKES,
  LEVEL_LOSE,
} Level;

void
tidings_cheaper_clear (TidingsCheaper *cheaper)
{
  g_clear_pointer (&cheaper->text, g_free);
  g_clear_pointer (&cheaper->costly, g_strfreev);
}

static gboolean
is_free (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (tidings_gsm7_has (g_utf8_get_char (text)) == 0)
      return FALSE;

  return TRUE;
}

/* Directions and joiners that belong to scripts without look-alikes are never asked about: their letters end the search. */
static const char *
find_more (gunichar character)
{
  for (guint i = 0; i < G_N_ELEMENTS (more_look_alikes); i++)
    if (g_utf8_strchr (more_look_alikes[i].replaced, -1, character) != NULL)
      return more_look_alikes[i].result;

  return NULL;
}

/* Each character of the cluster as itself, by Twilio's table, or by ours; %NULL if one has no look-alike. */
static char *
dup_look_alike (const char *cluster)
{
  g_autofree char *plain = tidings_gsm7_look_alikes (cluster);
  g_autoptr(GString) result = g_string_new (NULL);

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *more = find_more (g_utf8_get_char (p));

      if (more != NULL)
        g_string_append (result, more);
      else
        g_string_append_len (result, p, g_utf8_next_char (p) - p);
    }

  return is_free (result->str) ? g_string_free (g_steal_pointer (&result), FALSE) : NULL;
}

/* Pictures: emoji, flags, and the signs that stood for them before. */
static gboolean
is_picture (gunichar character)
{
  if (character >= 0x1f1e6 && character <= 0x1f1ff)
    return TRUE;
  if (u_hasBinaryProperty (character, UCHAR_EXTENDED_PICTOGRAPHIC))
    return TRUE;

  return g_unichar_type (character) == G_UNICODE_OTHER_SYMBOL && ((character >= 0x2600 && character <= 0x27bf) ||
                                                                (character >= 0x2b00 && character <= 0x2bff));
}

static const char *
find_letter (gunichar character)
{
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (g_utf8_get_char (letters[i].letter) == character)
      return letters[i].result;

  return NULL;
}

/* A Latin letter without its marks, and a key without its cap; %NULL for what is no Latin letter. */
static char *
dup_folded (const char *cluster)
{
  g_autofree char *composed = g_utf8_normalize (cluster, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autofree char *apart = NULL;
  g_autoptr(GString) result = NULL;
  const char *letter = find_letter (g_utf8_get_char (composed));

  if (letter != NULL)
    return g_strdup (letter);

  apart = g_utf8_normalize (cluster, -1, G_NORMALIZE_DEFAULT);
  if (g_ascii_isgraph (*apart))
    result = g_string_new_len (apart, 1);
  else if ((letter = find_letter (g_utf8_get_char (apart))) != NULL)
    result = g_string_new (letter);
  else
    return NULL;

  for (const char *p = g_utf8_next_char (apart); *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      return NULL;

  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* What takes the place of a cluster: itself if it is free, "" for a picture that goes; %NULL if nothing can. */
static char *
dup_replacement (const char *cluster,
                 Level       level)
{
  char *result = is_free (cluster) ? g_strdup (cluster) : dup_look_alike (cluster);

  if (result != NULL || level == LEVEL_LOOK_ALIKES)
    return result;
  if ((result = dup_folded (cluster)) != NULL)
    return result;

  return is_picture (g_utf8_get_char (cluster)) ? g_strdup ("") : NULL;
}

/* A picture that goes takes one blank along, so that none are doubled or left before the end of a sentence. */
static void
close_gap (GString    *text,
           const char *rest)
{
  if (text->len == 0 || text->str[text->len - 1] != ' ')
    return;
  if (*rest == '\0' || strchr (" \n.,;:!?)", *rest) != NULL)
    g_string_truncate (text, text->len - 1);
}

/* Appends what takes the place of the text from @start to @end. */
static gboolean
replace_words (GString    *text,
               const char *start,
               const char *end,
               Level       level)
{
  g_autofree char *words = g_strndup (start, end - start);
  g_auto(TidingsClusters) clusters = tidings_clusters_open (words);
  int from = ubrk_first (clusters.iterator);
  int to = 0;

  for (; (to = ubrk_next (clusters.iterator)) != UBRK_DONE; from = to)
    {
      g_autofree char *cluster = g_strndup (words + from, to - from);
      g_autofree char *replacement = dup_replacement (cluster, level);

      if (replacement == NULL)
        return FALSE;
      /* The first blank behind a picture that stood in front goes with it. */
      if (text->len == 0 && from > 0 && g_str_equal (cluster, " ") && start[0] != ' ')
        continue;
      g_string_append (text, replacement);
      if (*replacement == '\0' && level == LEVEL_LOSE && is_picture (g_utf8_get_char (cluster)))
        close_gap (text, start + to);
    }

  return TRUE;
}

/* The text in GSM-7; %NULL if one of its characters has no place there. */
static char *
dup_cheap (const char *body,
           Level       level)
{
  g_autoptr(GString) text = g_string_sized_new (strlen (body));
  const char *end = NULL;

  for (const char *p = body; *p != '\0'; p = end)
    {
      const char *address = tidings_web_address_find (p, &end);

      if (address == NULL)
        address = end = p + strlen (p);
      if (!replace_words (text, p, address, level))
        return NULL;
      g_string_append_len (text, address, end - address);
    }

  return is_free (text->str) ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static gboolean
says_something (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return TRUE;

  return FALSE;
}

char *
tidings_cheaper_dup_text (const char *body,
                          gboolean    may_lose)
{
  g_autofree char *valid = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (body != NULL, NULL);

  valid = g_utf8_make_valid (body, -1);
  text = dup_cheap (valid, LEVEL_LOOK_ALIKES);
  if (text == NULL && may_lose)
    text = dup_cheap (valid, LEVEL_LOSE);

  return text != NULL && says_something (text) ? g_steal_pointer (&text) : NULL;
}

static char **
list_costly (const char *body)
{
  g_auto(TidingsClusters) clusters = tidings_clusters_open (body);
  g_autoptr(GPtrArray) costly = g_ptr_array_new_with_free_func (g_free);
  int from = ubrk_first (clusters.iterator);
  int to = 0;

  for (; (to = ubrk_next (clusters.iterator)) != UBRK_DONE; from = to)
    {
      g_autofree char *cluster = g_strndup (body + from, to - from);

      if (!is_free (cluster) && !g_ptr_array_find_with_equal_func (costly, cluster, g_str_equal, NULL))
        g_ptr_array_add (costly, g_steal_pointer (&cluster));
    }
  g_ptr_array_add (costly, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&costly), FALSE);
}

/* Takes @text if it is one and wins a part. */
static gboolean
try_text (TidingsCheaper *cheaper,
          char           *text,
          gboolean        is_lossless)
{
  g_autofree char *own = text;
  TidingsSegments then = { 0 };

  if (own == NULL || !says_something (own))
    return FALSE;
  then = tidings_segments_count (own);
  if (then.n_segments >= cheaper->now.n_segments)
    return FALSE;

  g_free (cheaper->text);
  cheaper->text = g_steal_pointer (&own);
  cheaper->then = then;
  cheaper->is_lossless = is_lossless;

  return TRUE;
}

gboolean
tidings_cheaper_find (const char      *body,
                      gboolean         may_lose,
                      TidingsCheaper  *cheaper)
{
  g_return_val_if_fail (body != NULL, FALSE);
  g_return_val_if_fail (cheaper != NULL, FALSE);

  *cheaper = (TidingsCheaper) { .text = g_utf8_make_valid (body, -1), .is_lossless = TRUE };
  cheaper->now = cheaper->then = tidings_segments_count (cheaper->text);
  cheaper->costly = list_costly (cheaper->text);
  if (*cheaper->costly == NULL)
    return FALSE;

  return try_text (cheaper, dup_cheap (cheaper->text, LEVEL_LOOK_ALIKES), TRUE) ||
         (may_lose && try_text (cheaper, dup_cheap (cheaper->text, LEVEL_LOSE), FALSE));
}

char *
tidings_cheaper_name (const char *costly)
{
  g_autoptr(GString) name = g_string_new (NULL);

  g_return_val_if_fail (costly != NULL, NULL);

  for (const char *p = costly; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isgraph (g_utf8_get_char (p)) && !g_unichar_ismark (g_utf8_get_char (p)))
      return g_strdup (costly);
    else
      g_string_append_printf (name, "%sU+%04X", name->len > 0 ? " " : "", g_utf8_get_char (p));

  return g_string_free (g_steal_pointer (&name), FALSE);
}
