/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates with {{ dotted.path }}: values go in, nothing is ever executed. */
#include "config.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-template.h"
#include "tidings-web-address.h"

G_DEFINE_QUARK (tidings-template-error-quark, tidings_template_error)

/* A piece of a template: plain text, or the path of a placeholder. */
typedef struct {
  char *text;
  gboolean is_path;
  gboolean is_optional;
} Piece;

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_free (piece->text);
  g_free (piece);
}

static void
add_piece (GPtrArray *pieces,
           char      *text,
           gboolean   is_path)
{
  Piece *piece = g_new0 (Piece, 1);

  piece->text = text;
  piece->is_path = is_path;
  if (is_path && g_str_has_suffix (text, "?"))
    {
      piece->is_optional = TRUE;
      text[strlen (text) - 1] = '\0';
    }
  g_ptr_array_add (pieces, piece);
}

/* Words of ASCII letters, digits, _ and - between single dots, with at most one question mark at the end. */
static gboolean
is_path (const char *text)
{
  gboolean is_word_open = FALSE;

  for (; *text != '\0' && *text != '?'; text++)
    {
      if (*text == '.' && !is_word_open)
        return FALSE;
      if (*text != '.' && *text != '_' && *text != '-' && !g_ascii_isalnum (*text))
        return FALSE;
      is_word_open = *text != '.';
    }

  return is_word_open && (*text == '\0' || text[1] == '\0');
}

static gboolean
fail_syntax (GError     **error,
             const char  *placeholder)
{
  /* At most this much of a template without an end is worth showing. */
  g_autofree char *shown = g_utf8_substring (placeholder, 0, MIN (g_utf8_strlen (placeholder, -1), 40));

  g_set_error (error, TIDINGS_TEMPLATE_ERROR, TIDINGS_TEMPLATE_ERROR_SYNTAX,
               /* Translators: %s is a broken placeholder of a wording; the example stays as it is */
               _("“%s” is not a placeholder. Write it as {{ order.number }}"), shown);

  return FALSE;
}

/* Plain text may hold single braces, but a pair that closes nothing is a placeholder that lost its start. */
static gboolean
add_plain (GPtrArray   *pieces,
           const char  *start,
           const char  *end,
           GError     **error)
{
  const char *closing = g_strstr_len (start, end - start, "}}");

  if (closing != NULL)
    return fail_syntax (error, closing);
  if (end > start)
    add_piece (pieces, g_strndup (start, end - start), FALSE);

  return TRUE;
}

static GPtrArray *
parse (const char  *template,
       GError     **error)
{
  g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func (piece_free);
  const char *opening = NULL;

  if (!g_utf8_validate (template, -1, NULL))
    {
      g_set_error_literal (error, TIDINGS_TEMPLATE_ERROR, TIDINGS_TEMPLATE_ERROR_SYNTAX, _("This wording is not readable text"));
      return NULL;
    }

  while ((opening = strstr (template, "{{")) != NULL)
    {
      const char *closing = strstr (opening, "}}");
      g_autofree char *path = NULL;

      if (closing == NULL)
        return fail_syntax (error, opening), NULL;
      path = g_strstrip (g_strndup (opening + 2, closing - opening - 2));
      if (!is_path (path))
        {
          g_autofree char *placeholder = g_strndup (opening, closing + 2 - opening);

          return fail_syntax (error, placeholder), NULL;
        }
      if (!add_plain (pieces, template, opening, error))
        return NULL;
      add_piece (pieces, g_steal_pointer (&path), TRUE);
      template = closing + 2;
    }

  if (!add_plain (pieces, template, template + strlen (template), error))
    return NULL;

  return g_steal_pointer (&pieces);
}

/* A member with the whole path as its name wins: command lines give `order.number=7` without building objects. */
static JsonNode *
find_value (JsonObject *values,
            const char *path)
{
  g_auto(GStrv) names = NULL;
  JsonNode *node = NULL;

  if (json_object_has_member (values, path))
    return json_object_get_member (values, path);

  names = g_strsplit (path, ".", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!json_object_has_member (values, names[i]))
        return NULL;
      node = json_object_get_member (values, names[i]);
      if (names[i + 1] == NULL)
        return node;
      if (!JSON_NODE_HOLDS_OBJECT (node))
        return NULL;
      values = json_node_get_object (node);
    }

  return NULL;
}

gboolean
tidings_template_turns_direction (gunichar character)
{
  return (character >= 0x202a && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069);
}

/* Control characters and every kind of blank become single blanks, so that no value can start a line of its own. */
static char *
clean (const char *value)
{
  /* At most six bytes make a character, so the rest of a megabyte need not be looked at. */
  g_autofree char *start = g_strndup (value, 6 * (TIDINGS_TEMPLATE_MAX_VALUE + 1));
  g_autofree char *valid = g_utf8_make_valid (start, -1);
  g_autoptr(GString) cleaned = g_string_sized_new (strlen (valid));
  guint n_characters = 0;

  for (const char *p = valid; *p != '\0' && n_characters < TIDINGS_TEMPLATE_MAX_VALUE; p = g_utf8_next_char (p), n_characters++)
    {
      gunichar character = g_utf8_get_char (p);

      if (tidings_template_turns_direction (character))
        continue;
      if (!g_unichar_iscntrl (character) && !g_unichar_isspace (character))
        g_string_append_unichar (cleaned, character);
      else if (cleaned->len > 0 && cleaned->str[cleaned->len - 1] != ' ')
        g_string_append_c (cleaned, ' ');
    }

  return g_strchomp (g_string_free (g_steal_pointer (&cleaned), FALSE));
}

/* Digits with their point moved to where the exponent says: 1.5e+07 is 15000000, 2e-05 is 0.00002. */
static char *
write_out (const char *text)
{
  const char *mark = strchr (text, 'e');
  gboolean is_negative = *text == '-';
  g_autofree char *digits = g_strndup (text + is_negative, mark - text - is_negative);
  const char *point = strchr (digits, '.');
  int place = (int) (point != NULL ? point - digits : (gssize) strlen (digits)) + (int) g_ascii_strtoll (mark + 1, NULL, 10);
  g_autoptr(GString) number = g_string_new (NULL);

  for (const char *p = digits; *p != '\0'; p++)
    if (*p != '.')
      g_string_append_c (number, *p);
  for (; place < 1; place++)
    g_string_prepend_c (number, '0');
  while ((int) number->len < place)
    g_string_append_c (number, '0');
  if ((int) number->len > place)
    g_string_insert_c (number, place, '.');
  if (is_negative)
    g_string_prepend_c (number, '-');

  return g_string_free (g_steal_pointer (&number), FALSE);
}

/* The shortest text that reads back as the same number: 0.1 and not 0.10000000000000001. */
static char *
format_double (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE] = { 0 };

  if (!isfinite (number))
    return NULL;
  g_ascii_formatd (text, sizeof text, "%.15g", number);
  if (g_ascii_strtod (text, NULL) != number)
    g_ascii_formatd (text, sizeof text, "%.17g", number);

  return strchr (text, 'e') != NULL ? write_out (text) : g_strdup (text);
}

/* The text of a scalar, %NULL for anything else; empty for null. */
static char *
dup_text (JsonNode                   *node,
          const TidingsTemplateWords *words)
{
  if (JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return clean (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? words->yes : words->no);
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return format_double (json_node_get_double (node));

  return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

static char *
look_up (JsonObject                  *values,
         const Piece                 *piece,
         const TidingsTemplateWords  *words,
         GError                     **error)
{
  JsonNode *node = find_value (values, piece->text);
  g_autofree char *text = node != NULL ? dup_text (node, words) : g_strdup ("");

  if (text == NULL)
    g_set_error (error, TIDINGS_TEMPLATE_ERROR, TIDINGS_TEMPLATE_ERROR_MISSING,
                 /* Translators: %s is the name of a value that a program must give, such as order.number */
                 _("The value “%s” is not a text or a number"), piece->text);
  else if (*text == '\0' && !piece->is_optional)
    g_set_error (error, TIDINGS_TEMPLATE_ERROR, TIDINGS_TEMPLATE_ERROR_MISSING,
                 /* Translators: %s is the name of a value that a program must give, such as order.number */
                 _("The value “%s” is missing"), piece->text);
  else if (tidings_web_address_is (text) && g_utf8_strlen (text, -1) >= TIDINGS_TEMPLATE_MAX_VALUE)
    g_set_error (error, TIDINGS_TEMPLATE_ERROR, TIDINGS_TEMPLATE_ERROR_TOO_LONG,
                 /* Translators: %s is the name of a value that a program must give, such as link */
                 _("The value “%s” is an address that is too long for a text"), piece->text);
  else
    return g_steal_pointer (&text);

  return NULL;
}

static gboolean
is_at_line_start (GString *text)
{
  return text->len == 0 || text->str[text->len - 1] == '\n';
}

/* Appends plain text; @is_after_hole: an optional value before it was absent. */
static void
append_plain (GString    *text,
              const char *plain,
              gboolean    is_after_hole)
{
  /* A hole at the start of a line has no blank before it, so it takes the one behind it. */
  if (is_after_hole && is_at_line_start (text) && *plain == ' ')
    plain++;
  g_string_append (text, plain);
}

char *
tidings_template_render_with (const char                  *template,
                              JsonObject                  *values,
                              const TidingsTemplateWords  *words,
                              GError                     **error)
{
  static const TidingsTemplateWords plain_words = { "true", "false" };
  g_autoptr(GPtrArray) pieces = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean is_after_hole = FALSE;

  g_return_val_if_fail (template != NULL, NULL);
  g_return_val_if_fail (values != NULL, NULL);

  if (!(pieces = parse (template, error)))
    return NULL;

  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = g_ptr_array_index (pieces, i);
      g_autofree char *value = NULL;

      if (!piece->is_path)
        {
          append_plain (text, piece->text, is_after_hole);
          is_after_hole = FALSE;
          continue;
        }
      if (!(value = look_up (values, piece, words != NULL ? words : &plain_words, error)))
        return NULL;
      is_after_hole = *value == '\0';
      if (is_after_hole && g_str_has_suffix (text->str, " "))
        g_string_truncate (text, text->len - 1);
      g_string_append (text, value);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
tidings_template_render (const char  *template,
                         JsonObject  *values,
                         GError     **error)
{
  return tidings_template_render_with (template, values, NULL, error);
}

char **
tidings_template_list_paths (const char  *template,
                             GError     **error)
{
  g_autoptr(GPtrArray) pieces = NULL;
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (template != NULL, NULL);

  if (!(pieces = parse (template, error)))
    return NULL;

  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = g_ptr_array_index (pieces, i);
      g_autofree char *path = g_strconcat (piece->text, piece->is_optional ? "?" : NULL, NULL);

      if (piece->is_path && !g_ptr_array_find_with_equal_func (paths, path, g_str_equal, NULL))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  g_ptr_array_add (paths, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&paths), FALSE);
}
