/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words on the terminal: lines, complaints and tables whose columns stay in line in every script. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <glib/gi18n-lib.h>

#include "tidings-cli-print.h"

#define GAP 2
#define MIN_LAST_COLUMN 12

/* Whether text leaves as UTF-8: the locale says so, or it is the C locale, which says nothing. */
static gboolean
is_output_utf8 (const char **charset)
{
  return g_get_charset (charset) || strstr (*charset, "ANSI_X3.4") != NULL || g_str_equal (*charset, "US-ASCII");
}

static void
write_text (FILE       *stream,
            const char *text)
{
  const char *charset = NULL;
  g_autofree char *converted = NULL;

  if (!is_output_utf8 (&charset))
    converted = g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);

  fputs (converted != NULL ? converted : text, stream);
}

void
tidings_cli_print (const char *format,
                   ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  write_text (stdout, text);
}

void
tidings_cli_print_utf8 (const char *text)
{
  fputs (text, stdout);
  fputc ('\n', stdout);
}

void
tidings_cli_tell (const char *format,
                  ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  /* What was printed before stands before it, wherever both end up in one place. */
  fflush (stdout);
  write_text (stderr, text);
  fputc ('\n', stderr);
}

void
tidings_cli_complain (const char *format,
                      ...)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  line = tidings_cli_clean (text);
  tidings_cli_tell ("tidings: %s", line);
}

gboolean
tidings_cli_close_output (void)
{
  gboolean was_bad = ferror (stdout) != 0;

  errno = 0;
  if (fclose (stdout) == 0 && !was_bad)
    return TRUE;

  return errno == EPIPE;
}

gboolean
tidings_cli_is_output_gone (void)
{
  return fflush (stdout) != 0 || ferror (stdout) != 0;
}

char *
tidings_cli_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *clean = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        g_string_append_c (clean, ' ');
      else
        g_string_append_unichar (clean, c);
    }

  return g_string_free (clean, FALSE);
}

static guint
get_character_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_iswide (c) ? 2 : 1;
}

guint
tidings_cli_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += get_character_width (g_utf8_get_char (p));

  return width;
}

struct _TidingsTable {
  GPtrArray *rows; /* of GStrv; the first holds the headings */
  guint n_columns;
};

TidingsTable *
tidings_table_new (const char *heading,
                   ...)
{
  TidingsTable *self = g_new0 (TidingsTable, 1);
  g_autoptr(GStrvBuilder) headings = g_strv_builder_new ();
  va_list arguments;

  va_start (arguments, heading);
  for (const char *next = heading; next != NULL; next = va_arg (arguments, const char *))
    {
      g_strv_builder_add (headings, next);
      self->n_columns++;
    }
  va_end (arguments);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_ptr_array_add (self->rows, g_strv_builder_end (headings));

  return self;
}

void
tidings_table_free (TidingsTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
tidings_table_add (TidingsTable       *self,
                   const char * const *cells)
{
  char **row = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    row[i] = tidings_cli_clean (cells[i]);

  g_ptr_array_add (self->rows, row);
}

static guint
measure_column (TidingsTable *self,
                guint         column)
{
  guint width = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      char **row = g_ptr_array_index (self->rows, i);

      width = MAX (width, tidings_cli_width (row[column]));
    }

  return width;
}

static void
append_blanks (GString *line,
               guint    n)
{
  while (n-- > 0)
    g_string_append_c (line, ' ');
}

/* As much of @text as @room columns take, with an ellipsis if something is missing. */
static void
append_cut (GString    *line,
            const char *text,
            guint       room)
{
  guint used = 0;

  if (tidings_cli_width (text) <= room)
    {
      g_string_append (line, text);
      return;
    }

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      used += get_character_width (c);
      if (used + 1 > room)
        break;
      g_string_append_unichar (line, c);
    }
  g_string_append (line, "…");
}

static void
append_row (TidingsTable *self,
            GString      *text,
            char        **row,
            const guint  *widths,
            guint         max_width)
{
  guint last = self->n_columns - 1;
  gsize start = text->len;
  guint used = 0;

  for (guint i = 0; i < last; i++)
    {
      g_string_append (text, row[i]);
      append_blanks (text, widths[i] - tidings_cli_width (row[i]) + GAP);
      used += widths[i] + GAP;
    }

  /* A terminal too narrow for the first columns wraps anyway. */
  if (max_width > used + MIN_LAST_COLUMN)
    append_cut (text, row[last], max_width - used);
  else
    g_string_append (text, row[last]);

  while (text->len > start && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
}

char *
tidings_table_to_string (TidingsTable *self,
                         guint         max_width,
                         gboolean      is_bold)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->n_columns; i++)
    widths[i] = measure_column (self, i);

  for (guint i = 0; i < self->rows->len && self->rows->len > 1; i++)
    {
      g_string_append (text, is_bold && i == 0 ? "\033[1m" : "");
      append_row (self, text, g_ptr_array_index (self->rows, i), widths, max_width);
      g_string_append (text, is_bold && i == 0 ? "\033[0m\n" : "\n");
    }

  return g_string_free (text, FALSE);
}

void
tidings_table_print (TidingsTable *self)
{
  struct winsize size = { 0 };
  gboolean is_terminal = isatty (STDOUT_FILENO) == 1;
  const char *no_colour = g_getenv ("NO_COLOR");
  g_autofree char *text = NULL;

  if (is_terminal && ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
    size.ws_col = 0;

  text = tidings_table_to_string (self, is_terminal ? size.ws_col : 0,
                                  is_terminal && (no_colour == NULL || *no_colour == '\0'));
  tidings_cli_print ("%s", text);
}
