/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many segments a text takes on the air, and how to make it take fewer (3GPP TS 23.038, TS 23.040). */
#include "config.h"

#include <string.h>

#include "tidings-clusters-private.h"
#include "tidings-segments.h"
#include "tidings-web-address.h"

/* A part has 140 octets; the header that puts split parts together again takes six of them. */
#define GSM7_SINGLE 160
#define GSM7_SPLIT 153
#define UCS2_SINGLE 70
#define UCS2_SPLIT 67
/* Far beyond what any network takes. */
#define MAX_SEARCHED 1000

/* 3GPP TS 23.038, section 6.2.1, and its extension table, section 6.2.1.1. */
static const char gsm7_default[] =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
static const char gsm7_extension[] = "\f^{}\\[~]|€";

/* Twilio's Smart Encoding, by what takes the place. Three things differ from its table, because a person reads the
 * outcome: every kind of blank becomes one blank, single guillemets keep their direction, and combining marks stay with
 * their letter (after composing, what is left of them belongs to letters that GSM-7 does not have anyway). */
static const struct { const char *result; const char *replaced; } look_alikes[] = {
  { "\"", "«»“”„‟ʺˮ❝❞〝〞＂" },
  { "'", "‘’‛ʹʻʼʽˈˊˋ´`❛❜︐︑＇" },
  { "-", "‐–—―•⁃⎼⎽﹣－" },
  { "...", "…" },
  { "!!", "‼" },
  { "!", "ǃ︕﹗！" },
  { "/", "÷⁄∕⧸／" },
  { "\\", "⧵⧹﹨＼" },
  { "1/4", "¼" },
  { "1/2", "½" },
  { "3/4", "¾" },
  { ",", "‚、﹐﹑，､" },
  { ".", "。﹒．｡" },
  { "*", "⁎∗⊛✢✣✤✥✱✲✳✺✻✼✽❃❉❊❋⧆﹡＊" },
  { "(", "❨❪⟮⦅﹙（" },
  { ")", "❩❫⟯⦆﹚）" },
  { "{", "❴﹛｛" },
  { "}", "❵﹜｝" },
  { "[", "［" },
  { "]", "］" },
  { "<", "‹﹤＜" },
  { ">", "›﹥＞" },
  { "=", "꞊﹦＝" },
  { ":", "ː˸⦂꞉︓：" },
  { ";", "⁏︔﹔；" },
  { "?", "︖﹖？" },
  { "_", "‗＿" },
  { "|", "∣⎸⎹⏐⎜⎟｜" },
  { "^", "ˆ＾" },
  { "~", "˜˷∼～" },
  { "+", "˖﹢＋" },
  { "@", "﹫＠" },
  { "$", "﹩＄" },
  { "#", "﹟＃" },
  { "%", "﹪％" },
  { "&", "﹠＆" },
  { " ", "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
         /* C1 controls, which C has no universal names for */
         "\302\200\302\215\302\220\302\233\302\237" },
  { "", "\u200b\u2060\ufeff" "\003\004\020\021\022\023\024\027\031" },
};

/* Small capitals, as some phones and websites offer them for decoration, in the order of the alphabet (there is no small
 * capital Q or X). */
static const char small_capitals[] = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ";
static const char capitals[] = "ABCDEFGHIJKLMNOPRSTUVWYZ";

/* A part is filled as far as it goes, and a unit that does not fit opens the next. */
typedef struct {
  guint n_parts;
  guint room;
  guint used;
} Filling;

static void
fill (Filling *filling,
      guint    n_units)
{
  if (filling->n_parts == 0 || filling->used + n_units > filling->room)
    {
      filling->n_parts++;
      filling->used = 0;
    }
  filling->used += n_units;
}

static guint
count_utf16 (const char *start,
             const char *end)
{
  guint n_units = 0;

  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    n_units += g_utf8_get_char (p) > 0xffff ? 2 : 1;

  return n_units;
}

static void
fill_gsm7 (Filling    *filling,
           const char *body)
{
  for (const char *p = body; *p != '\0'; p = g_utf8_next_char (p))
    fill (filling, tidings_gsm7_has (g_utf8_get_char (p)));
}

static void
fill_ucs2 (Filling    *filling,
           const char *body)
{
  g_auto(TidingsClusters) clusters = tidings_clusters_open (body);
  int start = ubrk_first (clusters.iterator);
  int end = 0;

  for (; (end = ubrk_next (clusters.iterator)) != UBRK_DONE; start = end)
    {
      guint n_units = count_utf16 (body + start, body + end);

      if (n_units <= filling->room)
        {
          fill (filling, n_units);
          continue;
        }
      /* A tower of marks that fits nowhere is divided between its characters. */
      for (const char *p = body + start; p < body + end; p = g_utf8_next_char (p))
        fill (filling, count_utf16 (p, g_utf8_next_char (p)));
    }
}

static guint
get_room (TidingsEncoding encoding,
          gboolean        is_split)
{
  if (encoding == TIDINGS_ENCODING_GSM7)
    return is_split ? GSM7_SPLIT : GSM7_SINGLE;

  return is_split ? UCS2_SPLIT : UCS2_SINGLE;
}

/* Encoding, units and characters, not yet the parts. */
static TidingsSegments
measure (const char *body)
{
  TidingsSegments segments = { TIDINGS_ENCODING_GSM7, 0, 0, 0, 0 };

  for (const char *p = body; *p != '\0'; p = g_utf8_next_char (p), segments.n_characters++)
    {
      guint n_septets = tidings_gsm7_has (g_utf8_get_char (p));

      segments.n_units += n_septets;
      if (n_septets == 0)
        segments.encoding = TIDINGS_ENCODING_UCS2;
    }
  if (segments.encoding == TIDINGS_ENCODING_UCS2)
    segments.n_units = count_utf16 (body, body + strlen (body));

  return segments;
}

TidingsSegments
tidings_segments_count (const char *body)
{
  g_autofree char *valid = NULL;
  TidingsSegments segments = { TIDINGS_ENCODING_GSM7, 0, 0, 0, 0 };
  Filling filling = { 0, 0, 0 };
  guint single = 0;

  g_return_val_if_fail (body != NULL, segments);

  if (!g_utf8_validate (body, -1, NULL))
    body = valid = g_utf8_make_valid (body, -1);

  segments = measure (body);
  single = get_room (segments.encoding, FALSE);
  if (segments.n_units <= single)
    {
      segments.n_segments = segments.n_units > 0;
      segments.n_units_left = single - segments.n_units;
      return segments;
    }

  filling.room = get_room (segments.encoding, TRUE);
  if (segments.encoding == TIDINGS_ENCODING_GSM7)
    fill_gsm7 (&filling, body);
  else
    fill_ucs2 (&filling, body);
  segments.n_segments = filling.n_parts;
  segments.n_units_left = filling.room - filling.used;

  return segments;
}

const char *
tidings_encoding_to_string (TidingsEncoding encoding)
{
  return encoding == TIDINGS_ENCODING_GSM7 ? "GSM-7" : "UCS-2";
}

guint
tidings_gsm7_has (gunichar character)
{
  if (character == 0)
    return 0;
  /* Most of what is counted is ASCII, whose bytes stand in no other character. */
  if (character < 0x80)
    return strchr (gsm7_default, (int) character) != NULL ? 1 : strchr (gsm7_extension, (int) character) != NULL ? 2 : 0;
  if (g_utf8_strchr (gsm7_default, -1, character) != NULL)
    return 1;

  return g_utf8_strchr (gsm7_extension, -1, character) != NULL ? 2 : 0;
}

/* The look-alike of a character, or %NULL if it stays. @buffer holds it where the table does not. */
static const char *
find_look_alike (gunichar  character,
                 char      buffer[2])
{
  const char *small = NULL;

  /* Most characters of most texts need none. */
  if (tidings_gsm7_has (character) > 0)
    return NULL;
  buffer[1] = '\0';
  if ((character >= 0xff10 && character <= 0xff19) || (character >= 0xff21 && character <= 0xff3a))
    {
      /* Full-width digits and capitals stand in ASCII's order. */
      buffer[0] = (char) (character - 0xff00 + 0x20);
      return buffer;
    }
  if ((small = g_utf8_strchr (small_capitals, -1, character)) != NULL)
    {
      buffer[0] = capitals[g_utf8_pointer_to_offset (small_capitals, small)];
      return buffer;
    }

  for (guint i = 0; i < G_N_ELEMENTS (look_alikes); i++)
    if (g_utf8_strchr (look_alikes[i].replaced, -1, character) != NULL)
      return look_alikes[i].result;

  return NULL;
}

char *
tidings_gsm7_look_alikes (const char *body)
{
  g_autofree char *valid = NULL;
  g_autofree char *composed = NULL;
  g_autoptr(GString) replaced = NULL;

  g_return_val_if_fail (body != NULL, NULL);

  /* Some systems write ü as u with a mark; together they are a letter that GSM-7 has. */
  valid = g_utf8_make_valid (body, -1);
  composed = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  replaced = g_string_sized_new (strlen (composed));

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      char buffer[2] = { 0 };
      const char *look_alike = find_look_alike (g_utf8_get_char (p), buffer);

      if (look_alike != NULL)
        g_string_append (replaced, look_alike);
      else
        g_string_append_len (replaced, p, g_utf8_next_char (p) - p);
    }

  return g_string_free (g_steal_pointer (&replaced), FALSE);
}

/* Dots right behind an address would become part of it. */
static gboolean
ends_with_address (const char *text)
{
  const char *end = text;

  for (const char *p = text; (p = tidings_web_address_find (p, &end)) != NULL; p = end)
    if (*end == '\0')
      return TRUE;

  return FALSE;
}

/* The first @length bytes of @body with an ellipsis and no blanks before it, and a blank and @end, if there is one, behind
 * it. Nothing of @body with an @end is @end alone. */
static char *
dup_cut (const char *body,
         gsize       length,
         const char *end)
{
  g_autofree char *start = g_strchomp (g_strndup (body, length));
  g_autofree char *kept = g_strconcat (start, end, NULL);
  gboolean is_gsm7 = measure (kept).encoding == TIDINGS_ENCODING_GSM7;

  if (*start == '\0' && end != NULL)
    return g_strdup (end);

  return g_strconcat (start, ends_with_address (start) ? " " : "", is_gsm7 ? "..." : "…", end != NULL ? " " : NULL, end, NULL);
}

static gboolean
cut_fits (const char *body,
          gsize       length,
          const char *end,
          guint       max_segments)
{
  g_autofree char *text = dup_cut (body, length, end);
  TidingsSegments segments = measure (text);

  /* What is too long even without a unit lost between the parts need not be filled into them. */
  if (segments.n_units > MAX (get_room (segments.encoding, FALSE), get_room (segments.encoding, TRUE) * MIN (max_segments, MAX_SEARCHED)))
    return FALSE;

  return tidings_segments_count (text).n_segments <= max_segments;
}

/* Whether a word ends before @p: the last thing before a blank or the end. */
static gboolean
is_word_end (const char *body,
             const char *p)
{
  if (p == body || g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (p))))
    return FALSE;

  return *p == '\0' || g_unichar_isspace (g_utf8_get_char (p));
}

static const char *
find_word_start (const char *p)
{
  while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return p;
}

static const char *
find_word_end (const char *p)
{
  while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return p;
}

/* The longest start of @body, from @least bytes on, that ends between two clusters and fits. */
static gsize
find_cluster_end (const char *body,
                  gsize       least,
                  gsize       most,
                  const char *end,
                  guint       max_segments)
{
  g_auto(TidingsClusters) clusters = tidings_clusters_open (body);
  int boundary = ubrk_preceding (clusters.iterator, (int) most + 1);

  while (boundary != UBRK_DONE && (gsize) boundary > least && !cut_fits (body, boundary, end, max_segments))
    boundary = ubrk_previous (clusters.iterator);

  return boundary != UBRK_DONE ? MAX ((gsize) boundary, least) : least;
}

static char *
cut (const char *body,
     const char *end,
     guint       max_segments)
{
  const char *most = body;
  const char *last = NULL;
  const char *word = NULL;
  g_autofree char *rest = NULL;

  /* No more characters than septets can fit, so the search is as short as what it finds. */
  for (guint n = 0; n < MIN (max_segments, MAX_SEARCHED) * GSM7_SINGLE && *most != '\0'; n++)
    most = g_utf8_next_char (most);

  for (last = most; last > body; last = g_utf8_prev_char (last))
    if (is_word_end (body, last) && cut_fits (body, last - body, end, max_segments))
      break;

  /* A word that is too long even for a text of its own is cut where it stands; but half an address leads nowhere. */
  word = find_word_start (last);
  rest = g_strndup (word, find_word_end (word) - word);
  if (*rest == '\0' || cut_fits (rest, strlen (rest), end, max_segments) ||
      (last > body && tidings_web_address_is (rest)))
    return dup_cut (body, last - body, end);

  return dup_cut (body, find_cluster_end (body, last - body, most - body, end, max_segments), end);
}

char *
tidings_segments_cut (const char *body,
                      guint       max_segments)
{
  g_return_val_if_fail (body != NULL, NULL);
  g_return_val_if_fail (g_utf8_validate (body, -1, NULL), NULL);
  g_return_val_if_fail (max_segments > 0, NULL);

  if (tidings_segments_count (body).n_segments <= max_segments)
    return g_strdup (body);

  return cut (body, NULL, max_segments);
}

char *
tidings_segments_cut_before (const char *body,
                             const char *end,
                             guint       max_segments)
{
  g_return_val_if_fail (body != NULL && g_utf8_validate (body, -1, NULL), NULL);
  g_return_val_if_fail (end != NULL && g_utf8_validate (end, -1, NULL), NULL);
  g_return_val_if_fail (max_segments > 0, NULL);

  return cut (body, end, max_segments);
}
