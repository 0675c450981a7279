/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people say about the values of an alert of their own. */
#include "config.h"

#include "tidings-own-values.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-field.h"

struct _TidingsOwnValues
{
  GHashTable *said; /* name of the field → Said */
};

typedef struct {
  gboolean has_kind;
  TidingsFieldKind kind;
  char *sample; /* NULL while nobody has written one */
} Said;

static void
said_free (gpointer data)
{
  Said *said = data;

  g_free (said->sample);
  g_free (said);
}

TidingsOwnValues *
tidings_own_values_new (void)
{
  TidingsOwnValues *self = g_new0 (TidingsOwnValues, 1);

  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, said_free);

  return self;
}

void
tidings_own_values_free (TidingsOwnValues *self)
{
  g_hash_table_unref (self->said);
  g_free (self);
}

static Said *
ensure_said (TidingsOwnValues *self,
             const char       *field)
{
  g_autofree char *name = tidings_field_dup_name (field);
  Said *said = g_hash_table_lookup (self->said, name);

  if (said == NULL)
    {
      said = g_new0 (Said, 1);
      g_hash_table_insert (self->said, g_steal_pointer (&name), said);
    }

  return said;
}

void
tidings_own_values_set_kind (TidingsOwnValues *self,
                             const char       *field,
                             TidingsFieldKind  kind)
{
  Said *said = NULL;

  g_return_if_fail (self != NULL && field != NULL);

  said = ensure_said (self, field);
  said->has_kind = TRUE;
  said->kind = kind;
}

void
tidings_own_values_set_sample (TidingsOwnValues *self,
                               const char       *field,
                               const char       *sample)
{
  Said *said = NULL;

  g_return_if_fail (self != NULL && field != NULL && sample != NULL);

  said = ensure_said (self, field);
  g_free (said->sample);
  said->sample = g_strdup (sample);
}

static void
apply_one (Said  *said,
           char **field,
           char **sample)
{
  g_autofree char *path = NULL;
  TidingsFieldKind kind = TIDINGS_FIELD_TEXT;

  if (!tidings_field_parse (*field, &path, &kind))
    return;
  if (said->has_kind)
    kind = said->kind;

  g_free (*field);
  *field = tidings_field_format (path, kind);
  if (said->sample != NULL && *said->sample != '\0' && tidings_field_takes_text (kind, said->sample))
    {
      g_free (*sample);
      *sample = g_strdup (said->sample);
    }
  else if (!tidings_field_takes_text (kind, *sample))
    {
      g_free (*sample);
      *sample = tidings_field_dup_sample (path, kind);
    }
}

void
tidings_own_values_apply (TidingsOwnValues *self,
                          TidingsTypeDraft *draft)
{
  g_return_if_fail (self != NULL && draft != NULL);

  for (guint i = 0; draft->fields != NULL && draft->samples != NULL && draft->fields[i] != NULL; i++)
    {
      g_autofree char *name = g_strndup (draft->fields[i], strcspn (draft->fields[i], ":?"));
      Said *said = g_hash_table_lookup (self->said, name);

      if (said != NULL)
        apply_one (said, &draft->fields[i], &draft->samples[i]);
    }
}

char *
tidings_own_values_dup_problem (TidingsOwnValues *self,
                                const char       *field)
{
  g_autofree char *name = NULL;
  Said *said = NULL;

  g_return_val_if_fail (self != NULL && field != NULL, NULL);

  name = tidings_field_dup_name (field);
  said = g_hash_table_lookup (self->said, name);
  if (said == NULL || said->sample == NULL || *said->sample == '\0' || tidings_field_takes_text (said->kind, said->sample))
    return g_strdup ("");

  switch (said->kind)
    {
    case TIDINGS_FIELD_NUMBER:
      return g_strdup (_("Write a number such as 3 or 2.5"));
    case TIDINGS_FIELD_INTEGER:
      return g_strdup (_("Write a whole number such as 3"));
    case TIDINGS_FIELD_BOOLEAN:
      return g_strdup (_("Write true or false"));
    case TIDINGS_FIELD_LINK:
      return g_strdup (_("Write a web address such as https://example.org"));
    case TIDINGS_FIELD_TEXT:
    default:
      return g_strdup (_("Write one line"));
    }
}
