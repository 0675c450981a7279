/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people answer to a text, understood from its words alone. */
#include "config.h"

#include <string.h>

#include "tidings-answer.h"

/* A number that nobody types by mistake for something else. */
#define MAX_DIGITS 9

/* Longer answers are letters, not commands. */
#define MAX_WORDS 6

static const struct { const char *word; TidingsAnswerKind kind; } carrier_words[] = {
  { "STOP", TIDINGS_ANSWER_STOP }, { "STOPALL", TIDINGS_ANSWER_STOP }, { "UNSUBSCRIBE", TIDINGS_ANSWER_STOP },
  { "CANCEL", TIDINGS_ANSWER_STOP }, { "END", TIDINGS_ANSWER_STOP }, { "QUIT", TIDINGS_ANSWER_STOP },
  { "REVOKE", TIDINGS_ANSWER_STOP }, { "OPTOUT", TIDINGS_ANSWER_STOP },
  { "START", TIDINGS_ANSWER_START }, { "YES", TIDINGS_ANSWER_START }, { "UNSTOP", TIDINGS_ANSWER_START },
  { "HELP", TIDINGS_ANSWER_HELP }, { "INFO", TIDINGS_ANSWER_HELP },
};

/* Folded: small letters without accents. */
static const char * const done_words[] = {
  "done", "fertig", "erledigt", "gemacht", "fait", "termine", "hecho", "listo", "fatto", "klaar", "gedaan", "feito", "pronto",
  "zrobione", "gotowe", "klar", "klart", "fardig", "færdig", "ferdig", "valmis", "hotovo", "bitti", "tamam", "сделано", "готово",
  "зроблено", "gata", "kesz", "εγινε", "完了", "完成", NULL
};
static const char * const later_words[] = {
  "later", "snooze", "spater", "spaeter", "plus tard", "mas tarde", "despues", "luego", "dopo", "piu tardi", "straks", "depois",
  "mais tarde", "pozniej", "senare", "senere", "myohemmin", "pozdeji", "sonra", "позже", "пізніше", "mai tarziu", "kesobb",
  "αργοτερα", "後で", "稍后", NULL
};
static const char * const polite_words[] = {
  "please", "thanks", "thx", "ty", "danke", "bitte", "merci", "gracias", "grazie", "obrigado", "obrigada", "bedankt", "tak",
  "tack", "takk", "kiitos", "dziekuje", "diky", "dekuji", "ok", "okay", "all", "its", "and", NULL
};

/* Words with which people want no more of it, whatever Twilio makes of them. */
static const char * const stop_words[] = {
  "stop", "stopp", "stopall", "unsubscribe", "optout", "unstopp", "abmelden", "abbestellen", "arret", "arreter", "desabonner",
  "baja", "parar", "sair", "basta", "afmelden", "avsluta", "stoppa", "стоп", NULL
};
static const char * const text_words[] = {
  "text", "texts", "texting", "message", "messages", "messaging", "sms", "nachricht", "nachrichten", "sending", "writing", NULL
};
#define LONGEST_WISH 4

/* Small letters without accents; the accents stand behind their letters once these are taken apart. */
static char *
fold (const char *text)
{
  g_autofree char *small = g_utf8_casefold (text, -1);
  g_autofree char *apart = g_utf8_normalize (small, -1, G_NORMALIZE_ALL);
  GString *plain = g_string_new (NULL);

  for (const char *p = apart; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (plain, g_utf8_get_char (p));

  return g_string_free (plain, FALSE);
}

/* Words of letters and of digits, everything else between them gone: "DONE#12!" is "done", "12". */
static GPtrArray *
split (const char *folded)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const char *start = NULL;
  gboolean was_digit = FALSE;

  for (const char *p = folded;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_word = c != 0 && g_unichar_isalnum (c);
      gboolean is_digit = c != 0 && g_unichar_isdigit (c);

      if (start != NULL && (!is_word || is_digit != was_digit))
        {
          g_ptr_array_add (words, g_strndup (start, p - start));
          start = NULL;
        }
      if (is_word && start == NULL)
        start = p;
      was_digit = is_digit;
      if (c == 0)
        break;
    }

  return words;
}

static gboolean
is_number (const char *word)
{
  gsize n = strlen (word);

  return n > 0 && n <= MAX_DIGITS && strspn (word, "0123456789") == n;
}

static gboolean
is_one_of (const char         *word,
           const char * const *words)
{
  return g_strv_contains (words, word);
}

/* What Twilio knows: the whole body, blanks around it aside. */
static gboolean
find_carrier_word (const char    *body,
                   TidingsAnswer *answer)
{
  g_autofree char *clean = g_strstrip (g_strdup (body));

  for (guint i = 0; i < G_N_ELEMENTS (carrier_words); i++)
    if (g_ascii_strcasecmp (clean, carrier_words[i].word) == 0)
      {
        answer->kind = carrier_words[i].kind;
        answer->word = carrier_words[i].word;
        return TRUE;
      }

  return FALSE;
}

static gboolean
wants_stop (GPtrArray *words)
{
  gboolean has_stop = FALSE;
  gboolean has_no_more = FALSE;
  gboolean has_text = FALSE;
  const char *before = "";

  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      gboolean is_at_end = i == 0 || i + 1 == words->len;

      if (is_one_of (word, stop_words) && is_at_end && words->len <= LONGEST_WISH)
        return TRUE;
      if (g_str_equal (word, "unsubscribe") || (g_str_equal (before, "opt") && g_str_equal (word, "out")))
        return TRUE;
      has_stop |= g_str_equal (word, "stop") || g_str_equal (word, "stopp");
      has_no_more |= (g_str_equal (before, "no") && g_str_equal (word, "more")) || g_str_equal (word, "keine");
      has_text |= is_one_of (word, text_words);
      before = word;
    }

  return has_text && (has_stop || has_no_more);
}

/* Takes thanks and the number out; what is left is joined again. */
static char *
join_rest (GPtrArray *words,
           gint64    *number,
           guint     *n_numbers)
{
  GString *rest = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (is_number (word))
        {
          *number = g_ascii_strtoll (word, NULL, 10);
          (*n_numbers)++;
        }
      else if (!is_one_of (word, polite_words))
        {
          g_string_append_printf (rest, "%s%s", rest->len > 0 ? " " : "", word);
        }
    }

  return g_string_free (rest, FALSE);
}

static void
find_command (const char    *body,
              GPtrArray     *words,
              TidingsAnswer *answer)
{
  g_autofree char *rest = NULL;
  gint64 number = 0;
  guint n_numbers = 0;

  if (words->len == 0 || words->len > MAX_WORDS || strchr (body, '?') != NULL)
    return;

  rest = join_rest (words, &number, &n_numbers);
  if (n_numbers > 1 || (n_numbers == 1 && number == 0))
    return;

  if (is_one_of (rest, done_words))
    answer->kind = TIDINGS_ANSWER_DONE;
  else if (is_one_of (rest, later_words))
    answer->kind = TIDINGS_ANSWER_LATER;
  else
    return;

  answer->number = number;
}

TidingsAnswer
tidings_answer_parse (const char *body)
{
  TidingsAnswer answer = { .kind = TIDINGS_ANSWER_NONE };
  g_autofree char *valid = NULL;
  g_autofree char *folded = NULL;
  g_autoptr(GPtrArray) words = NULL;

  if (body == NULL || find_carrier_word (body, &answer))
    return answer;

  valid = g_utf8_make_valid (body, -1);
  folded = fold (valid);
  words = split (folded);
  if (wants_stop (words))
    answer.kind = TIDINGS_ANSWER_WANTS_STOP;
  else
    find_command (valid, words, &answer);

  return answer;
}

gboolean
tidings_answer_is_cancel (const char *word)
{
  return g_strcmp0 (word, "CANCEL") == 0;
}

/* Whether a word in capitals stands in a wording, outside the braces of its values. */
static gboolean
has_word (const char *wording,
          gsize       length,
          const char *word)
{
  gsize n = strlen (word);
  int depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (wording[i] == '{')
        depth++;
      else if (wording[i] == '}')
        depth = MAX (depth - 1, 0);
      if (depth > 0 || i + n > length || strncmp (wording + i, word, n) != 0)
        continue;
      if ((i == 0 || !g_ascii_isalnum (wording[i - 1])) && (i + n == length || !g_ascii_isalnum (wording[i + n])))
        return TRUE;
    }

  return FALSE;
}

gboolean
tidings_answer_asks_for_cancel (const char *wording)
{
  return wording != NULL && has_word (wording, strlen (wording), "CANCEL");
}

gboolean
tidings_answer_asks_for_done (const char *wording)
{
  return wording != NULL && has_word (wording, strlen (wording), "DONE");
}

/* Where the sentence that begins here ends, behind its point and blanks; a point inside braces ends nothing. */
static gsize
sentence_length (const char *text)
{
  int depth = 0;

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      gboolean is_end = FALSE;

      if (text[i] == '{')
        depth++;
      else if (text[i] == '}')
        depth = MAX (depth - 1, 0);
      is_end = depth == 0 && (text[i] == '\n' || (strchr (".!?", text[i]) != NULL && (text[i + 1] == ' ' || text[i + 1] == '\n')));
      if (is_end)
        return i + 1 + strspn (text + i + 1, " \n");
    }

  return strlen (text);
}

char *
tidings_answer_drop_requests (const char *wording)
{
  g_autoptr(GString) rest = g_string_new (NULL);

  g_return_val_if_fail (wording != NULL, NULL);

  for (const char *p = wording; *p != '\0';)
    {
      gsize length = sentence_length (p);

      if (!has_word (p, length, "DONE") && !has_word (p, length, "LATER") && !has_word (p, length, "STOP"))
        g_string_append_len (rest, p, length);
      p += length;
    }

  g_strchomp (rest->str);

  return g_strdup (*rest->str != '\0' ? rest->str : wording);
}
