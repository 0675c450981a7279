/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a wording, and what to mark in it. */
#include "config.h"

#include "tidings-wording-marks.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-field.h"
#include "tidings-template.h"
#include "tidings-wording-cost.h"

/* A wording with more different costly characters than this is in a script of its own. */
#define N_COSTLY_MARKED 8

static char *
dup_path_problem (TidingsAlertType *type,
                  const char       *path)
{
  g_autofree char *bare = tidings_field_dup_name (path);
  int i = tidings_field_find (type->fields, bare);

  /* Who gets it may stand in every wording. */
  if (i < 0 && g_str_equal (bare, TIDINGS_FIELD_PERSON))
    return NULL;
  if (i < 0)
    /* Translators: %s is the name of a placeholder that the alert does not have */
    return g_strdup_printf (_("Unknown: {{ %s }}"), bare);
  if (tidings_field_is_optional (type->fields[i]) && !tidings_field_is_optional (path))
    /* Translators: %1$s is the name of a placeholder */
    return g_strdup_printf (_("{{ %1$s }} is not always known. Write {{ %1$s? }}"), bare);

  return NULL;
}

/* The first problem with what @text names; NULL if there is none. */
static char *
dup_placeholder_problem (TidingsAlertType *type,
                         const char       *text)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) paths = tidings_template_list_paths (text, &error);
  char *problem = NULL;

  if (paths == NULL)
    return g_strdup (error->message);

  for (guint i = 0; paths[i] != NULL && problem == NULL; i++)
    problem = dup_path_problem (type, paths[i]);

  return problem;
}

char *
tidings_wording_dup_problem (TidingsAlertType *type,
                             const char       *text)
{
  g_autofree char *stripped = NULL;
  char *problem = NULL;

  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  stripped = g_strstrip (g_strdup (text));
  if (*stripped == '\0')
    return g_strdup (_("Write what the text says"));
  problem = dup_placeholder_problem (type, text);

  return problem != NULL ? problem : g_strdup ("");
}

static void
add_mark (GArray                 *marks,
          TidingsWordingMarkKind  kind,
          const char             *text,
          const char             *start,
          const char             *end)
{
  TidingsWordingMark mark = { kind, g_utf8_pointer_to_offset (text, start), g_utf8_pointer_to_offset (text, end) };

  g_array_append_val (marks, mark);
}

/* Where a placeholder that begins at @start ends; of one without an end the line does. */
static const char *
find_end (const char *start)
{
  const char *end = strstr (start, "}}");

  return end != NULL ? end + 2 : start + strcspn (start, "\n");
}

static void
mark_wrong (TidingsAlertType *type,
            const char       *text,
            GArray           *marks)
{
  const char *end = NULL;

  for (const char *start = strstr (text, "{{"); start != NULL; start = strstr (end, "{{"))
    {
      g_autofree char *placeholder = NULL;
      g_autofree char *problem = NULL;

      end = find_end (start);
      placeholder = g_strndup (start, end - start);
      problem = dup_placeholder_problem (type, placeholder);
      if (problem != NULL)
        add_mark (marks, TIDINGS_WORDING_MARK_WRONG, text, start, end);
    }
}

/* Everywhere outside of placeholders, whose braces nobody pays for. */
static void
mark_characters (const char             *text,
                 char                  **characters,
                 TidingsWordingMarkKind  kind,
                 GArray                 *marks)
{
  const char *c = text;

  while (*c != '\0')
    {
      if (g_str_has_prefix (c, "{{"))
        {
          c = find_end (c);
          continue;
        }
      for (guint i = 0; characters[i] != NULL; i++)
        {
          if (*characters[i] != '\0' && g_str_has_prefix (c, characters[i]))
            add_mark (marks, kind, text, c, c + strlen (characters[i]));
        }
      c = g_utf8_next_char (c);
    }
}

GArray *
tidings_wording_list_marks (TidingsAlertType *type,
                            const char       *text)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (TidingsWordingMark));
  g_auto(GStrv) costly = NULL;
  g_auto(GStrv) doubles = NULL;

  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type), marks);
  g_return_val_if_fail (text != NULL, marks);

  mark_wrong (type, text, marks);
  costly = tidings_wording_list_costly (type, text);
  doubles = tidings_wording_list_doubles (type, text);
  if (costly != NULL && g_strv_length (costly) <= N_COSTLY_MARKED)
    mark_characters (text, costly, TIDINGS_WORDING_MARK_COSTLY, marks);
  mark_characters (text, doubles, TIDINGS_WORDING_MARK_DOUBLE, marks);

  return marks;
}
