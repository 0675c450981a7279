/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that asks for texts. */
#include "config.h"

#include <string.h>

#include <gio/gdesktopappinfo.h>
#include <glib/gi18n-lib.h>

#include "tidings-program.h"

static const char * const states[] = {
  [TIDINGS_PROGRAM_NEW] = "new", [TIDINGS_PROGRAM_ALLOWED] = "allowed", [TIDINGS_PROGRAM_BLOCKED] = "blocked",
};

const char *
tidings_program_state_to_string (TidingsProgramState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (states), states[TIDINGS_PROGRAM_NEW]);

  return states[state];
}

gboolean
tidings_program_state_from_string (const char          *text,
                                   TidingsProgramState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (text, states[i]) == 0)
      {
        *state = i;
        return TRUE;
      }

  return FALSE;
}

TidingsProgram *
tidings_program_new (const char *identity)
{
  TidingsProgram *self = g_new0 (TidingsProgram, 1);

  self->identity = g_strdup (identity);
  self->label = g_strdup ("");
  self->per_day = TIDINGS_PROGRAM_NO_LIMIT;

  return self;
}

void
tidings_program_free (TidingsProgram *self)
{
  if (self == NULL)
    return;

  g_free (self->identity);
  g_free (self->label);
  g_free (self);
}

int
tidings_program_get_allowance (const TidingsProgram *self,
                               guint                 of_new)
{
  g_return_val_if_fail (self != NULL, 0);

  switch (self->state)
    {
    case TIDINGS_PROGRAM_ALLOWED:
      return self->per_day;
    case TIDINGS_PROGRAM_NEW:
      return of_new;
    case TIDINGS_PROGRAM_BLOCKED:
    default:
      return 0;
    }
}

/* What stands behind the kind; %NULL if it is none of those that have something there. */
static const char *
get_name (const char *identity)
{
  static const char * const kinds[] = { TIDINGS_PROGRAM_FLATPAK, TIDINGS_PROGRAM_UNIT, TIDINGS_PROGRAM_FILE };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (identity, kinds[i]))
      return identity + strlen (kinds[i]);

  return NULL;
}

gboolean
tidings_program_is_identity (const char *text)
{
  const char *name = text != NULL ? get_name (text) : NULL;

  if (g_strcmp0 (text, TIDINGS_PROGRAM_OTHERS) == 0)
    return TRUE;
  if (name == NULL || *name == '\0' || strlen (text) > TIDINGS_MAX_PROGRAM || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  if (g_str_has_prefix (text, TIDINGS_PROGRAM_FILE) ? *name != '/' : strchr (name, '/') != NULL)
    return FALSE;

  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return FALSE;

  return TRUE;
}

/* The name in the application's desktop entry; %NULL where none is to be seen, as from inside a sandbox. */
static char *
dup_entry_name (const char *id)
{
  g_autofree char *file = g_strconcat (id, ".desktop", NULL);
  g_autoptr(GDesktopAppInfo) entry = g_desktop_app_info_new (file);

  return entry != NULL ? g_strdup (g_app_info_get_display_name (G_APP_INFO (entry))) : NULL;
}

char *
tidings_program_dup_title (const char *identity)
{
  const char *name;
  char *title = NULL;

  g_return_val_if_fail (identity != NULL, NULL);

  name = get_name (identity);
  if (name == NULL)
    return g_strdup (_("Other Programs"));
  if (g_str_has_prefix (identity, TIDINGS_PROGRAM_FILE))
    return g_path_get_basename (name);
  if (g_str_has_prefix (identity, TIDINGS_PROGRAM_FLATPAK))
    title = dup_entry_name (name);

  return title != NULL ? title : g_strdup (name);
}
