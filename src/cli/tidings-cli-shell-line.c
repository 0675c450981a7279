/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line as it is typed into a shell, up to the cursor: its words, and how a word is written so that the shell takes it whole. */
#include "config.h"

#include <string.h>

#include "tidings-cli-shell-line.h"

/* What a word may have beside letters, digits and what is no ASCII, and mean nothing by it. */
#define PLAIN "_-./,:=+@%"

void
tidings_shell_line_clear (TidingsShellLine *self)
{
  g_clear_pointer (&self->words, g_strfreev);
}

/* The word that is being read. */
typedef struct {
  GPtrArray *words;
  GString *word;
  gboolean has_begun;   /* also by quotes with nothing inside */
  char quote;
  gsize quote_start;
  gsize n_cut;
} Reader;

static void
end_word (Reader *reader)
{
  if (reader->has_begun)
    g_ptr_array_add (reader->words, g_strdup (reader->word->str));
  g_string_truncate (reader->word, 0);
  reader->has_begun = FALSE;
  reader->n_cut = 0;
}

static void
add_char (Reader *reader,
          char    character)
{
  g_string_append_c (reader->word, character);
  reader->has_begun = TRUE;
}

/* Within double quotes a backslash protects only what would end or mean something there. */
static gboolean
is_escape (const Reader *reader,
           const char   *at)
{
  if (*at != '\\' || at[1] == '\0' || reader->quote == '\'')
    return FALSE;

  return reader->quote == 0 || strchr ("\"\\$`", at[1]) != NULL;
}

static void
read_plain (Reader     *reader,
            char        character,
            const char *breaks)
{
  if (character == '\'' || character == '"')
    {
      reader->quote = character;
      reader->quote_start = reader->word->len;
      reader->has_begun = TRUE;
    }
  else if (strchr (" \t\n", character) != NULL)
    end_word (reader);
  else
    {
      add_char (reader, character);
      if (strchr (breaks, character) != NULL)
        reader->n_cut = reader->word->len;
    }
}

void
tidings_shell_line_read (TidingsShellLine *self,
                         const char       *line,
                         const char       *breaks)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();
  g_autoptr(GString) word = g_string_new (NULL);
  Reader reader = { .words = words, .word = word };

  for (const char *at = line; *at != '\0'; at++)
    if (is_escape (&reader, at))
      add_char (&reader, *++at);
    else if (reader.quote == 0)
      read_plain (&reader, *at, breaks);
    else if (*at == reader.quote)
      reader.quote = 0;
    else
      add_char (&reader, *at);

  self->quote = reader.quote;
  self->n_cut = reader.quote != 0 ? reader.quote_start : reader.n_cut;
  reader.has_begun = TRUE;
  end_word (&reader);
  g_ptr_array_add (words, NULL);
  self->words = (char **) g_ptr_array_steal (words, NULL);
}

static gboolean
needs_escape (char quote,
              char character)
{
  if (quote == '"')
    return strchr ("\"\\$`", character) != NULL;

  return quote == 0 && !g_ascii_isalnum (character) && (guchar) character < 0x80 && strchr (PLAIN, character) == NULL;
}

char *
tidings_shell_line_dup_quoted (const TidingsShellLine *self,
                               const char             *value)
{
  GString *text = g_string_new (NULL);

  for (const char *at = value + MIN (self->n_cut, strlen (value)); *at != '\0'; at++)
    if (self->quote == '\'' && *at == '\'')
      g_string_append (text, "'\\''");
    else
      {
        if (needs_escape (self->quote, *at))
          g_string_append_c (text, '\\');
        g_string_append_c (text, *at);
      }

  return g_string_free (text, FALSE);
}
