/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kinds of alerts there are: one type, read from the catalog. */
#include "config.h"

#include <string.h>

#include "tidings-alert-type-private.h"
#include "tidings-field.h"
#include "tidings-template.h"

G_DEFINE_FINAL_TYPE (TidingsAlertType, tidings_alert_type, G_TYPE_OBJECT)

static const char * const priorities[] = { "low", "normal", "high", "critical" };

static const char * const known_keys[] = {
  "Group", "Title", "Description", "Template", "Subject", "Fields", "Samples", "Priority", "AlwaysOn", "Addressed",
  "CooldownSeconds", "DedupeField", "LateSeconds", "MaxSegments", "Private", "OneWay", "Burst", NULL
};

static void
tidings_alert_type_finalize (GObject *object)
{
  TidingsAlertType *self = TIDINGS_ALERT_TYPE (object);

  g_free (self->id);
  g_free (self->group);
  g_strfreev (self->fields);
  g_free (self->kinds);
  g_strfreev (self->samples);
  g_free (self->dedupe_field);
  g_clear_pointer (&self->key_file, g_key_file_unref);

  G_OBJECT_CLASS (tidings_alert_type_parent_class)->finalize (object);
}

static void
tidings_alert_type_class_init (TidingsAlertTypeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tidings_alert_type_finalize;
}

static void
tidings_alert_type_init (TidingsAlertType *self)
{
  self->priority = TIDINGS_PRIORITY_NORMAL;
  self->max_segments = 1;
}

static gboolean
fail (GError     **error,
      const char  *id,
      const char  *key,
      const char  *fault)
{
  g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE, "[%s] %s: %s", id, key, fault);

  return FALSE;
}

/* A misspelt key would be a rule that silently does not hold. */
static gboolean
check_keys (GKeyFile    *key_file,
            const char  *id,
            GError     **error)
{
  g_auto(GStrv) keys = g_key_file_get_keys (key_file, id, NULL, error);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *plain = g_strndup (keys[i], strcspn (keys[i], "["));

      if (!g_strv_contains (known_keys, plain))
        return fail (error, id, keys[i], "unknown key");
    }

  return keys != NULL;
}

static gboolean
read_boolean (GKeyFile    *key_file,
              const char  *id,
              const char  *key,
              gboolean    *value,
              GError     **error)
{
  GError *local_error = NULL;

  if (!g_key_file_has_key (key_file, id, key, NULL))
    return TRUE;
  *value = g_key_file_get_boolean (key_file, id, key, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);

  return FALSE;
}

static gboolean
read_number (GKeyFile    *key_file,
             const char  *id,
             const char  *key,
             int          smallest,
             guint       *value,
             GError     **error)
{
  GError *local_error = NULL;
  int number = 0;

  if (!g_key_file_has_key (key_file, id, key, NULL))
    return TRUE;
  number = g_key_file_get_integer (key_file, id, key, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (number < smallest)
    return fail (error, id, key, "too small");
  *value = number;

  return TRUE;
}

static gboolean
read_priority (TidingsAlertType  *self,
               GError           **error)
{
  g_autofree char *name = g_key_file_get_string (self->key_file, self->id, "Priority", NULL);

  return name == NULL || tidings_priority_from_string (name, &self->priority) ||
         fail (error, self->id, "Priority", "is low, normal, high or critical");
}

/* A number, or `any` for no end. */
static gboolean
read_burst (TidingsAlertType  *self,
            GError           **error)
{
  g_autofree char *text = g_key_file_get_string (self->key_file, self->id, "Burst", NULL);

  if (g_strcmp0 (text, "any") != 0)
    return read_number (self->key_file, self->id, "Burst", 1, &self->burst, error);
  self->burst = G_MAXUINT;

  return TRUE;
}

static gboolean
read_numbers (TidingsAlertType  *self,
              GError           **error)
{
  return read_boolean (self->key_file, self->id, "AlwaysOn", &self->always_on, error) &&
         read_boolean (self->key_file, self->id, "Addressed", &self->addressed, error) &&
         read_boolean (self->key_file, self->id, "Private", &self->is_private, error) &&
         read_boolean (self->key_file, self->id, "OneWay", &self->is_one_way, error) &&
         read_number (self->key_file, self->id, "CooldownSeconds", 0, &self->cooldown_s, error) &&
         read_number (self->key_file, self->id, "LateSeconds", 0, &self->late_s, error) &&
         read_number (self->key_file, self->id, "MaxSegments", 1, &self->max_segments, error) &&
         read_burst (self, error);
}

/* What a raise must bring and what the texts ask for are two lists of the same names; here they are held together. */
static gboolean
check_fields (TidingsAlertType  *self,
              const char        *key,
              const char        *template,
              GError           **error)
{
  g_auto(GStrv) paths = tidings_template_list_paths (template, error);

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autofree char *name = tidings_field_dup_name (paths[i]);
      g_autofree char *fault = NULL;

      if (g_str_equal (name, TIDINGS_FIELD_PERSON) || g_strv_contains ((const char * const *) self->fields, paths[i]) ||
          g_strv_contains ((const char * const *) self->fields, name))
        continue;
      fault = g_strdup_printf ("“%s” is not among the fields", paths[i]);
      return fail (error, self->id, key, fault);
    }
  if (paths == NULL)
    g_prefix_error (error, "[%s] %s: ", self->id, key);

  return paths != NULL;
}

static gboolean
read_field (TidingsAlertType  *self,
            guint              i,
            GError           **error)
{
  g_autofree char *text = g_steal_pointer (&self->fields[i]);
  g_autofree char *fault = NULL;

  if (!tidings_field_parse (text, &self->fields[i], &self->kinds[i]))
    {
      self->fields[i] = g_steal_pointer (&text);
      fault = g_strdup_printf ("“%s” is no field", self->fields[i]);
      return fail (error, self->id, "Fields", fault);
    }
  if (!tidings_field_takes_text (self->kinds[i], self->samples[i]))
    {
      fault = g_strdup_printf ("“%s” is not a %s", self->samples[i], tidings_field_kind_to_string (self->kinds[i]));
      return fail (error, self->id, "Samples", fault);
    }

  return TRUE;
}

static gboolean
read_fields (TidingsAlertType  *self,
             GError           **error)
{
  gsize n = 0;

  if (!(self->fields = g_key_file_get_string_list (self->key_file, self->id, "Fields", &n, error)) ||
      !(self->samples = g_key_file_get_string_list (self->key_file, self->id, "Samples", NULL, error)))
    return FALSE;

  if (g_strv_length (self->fields) != g_strv_length (self->samples))
    return fail (error, self->id, "Samples", "is not as long as Fields");

  self->kinds = g_new0 (TidingsFieldKind, n);
  for (guint i = 0; i < n; i++)
    if (!read_field (self, i, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_texts (TidingsAlertType  *self,
            GError           **error)
{
  g_autofree char *title = g_key_file_get_string (self->key_file, self->id, "Title", error);
  g_autofree char *description = NULL;
  g_autofree char *template = NULL;
  g_autofree char *subject = g_key_file_get_string (self->key_file, self->id, "Subject", NULL);

  if (title == NULL ||
      !(description = g_key_file_get_string (self->key_file, self->id, "Description", error)) ||
      !(template = g_key_file_get_string (self->key_file, self->id, "Template", error)))
    return FALSE;

  return check_fields (self, "Template", template, error) &&
         (subject == NULL || check_fields (self, "Subject", subject, error));
}

TidingsAlertType *
tidings_alert_type_new_from_key_file (GKeyFile    *key_file,
                                      const char  *id,
                                      GError     **error)
{
  g_autoptr(TidingsAlertType) self = g_object_new (TIDINGS_TYPE_ALERT_TYPE, NULL);

  g_return_val_if_fail (key_file != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self->key_file = g_key_file_ref (key_file);
  self->id = g_strdup (id);
  self->dedupe_field = g_key_file_get_string (key_file, id, "DedupeField", NULL);

  if (!check_keys (key_file, id, error) ||
      !(self->group = g_key_file_get_string (key_file, id, "Group", error)) ||
      !read_fields (self, error) || !read_priority (self, error) ||
      !read_numbers (self, error) || !read_texts (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

gboolean
tidings_alert_type_equal (TidingsAlertType *a,
                          TidingsAlertType *b)
{
  g_autofree char *text_a = g_key_file_to_data (a->key_file, NULL, NULL);
  g_autofree char *text_b = g_key_file_to_data (b->key_file, NULL, NULL);

  return a->is_own && b->is_own && g_str_equal (text_a, text_b) && g_str_equal (a->group, b->group);
}

char *
tidings_alert_type_dup_locale_string (GKeyFile   *key_file,
                                      const char *section,
                                      const char *key,
                                      const char *language)
{
  g_autofree char *locale = NULL;

  if (language == NULL)
    return g_key_file_get_locale_string (key_file, section, key, NULL, NULL);

  /* Key files know POSIX names only. */
  locale = g_strdelimit (g_strdup (language), "-", '_');

  return g_key_file_get_locale_string (key_file, section, key, locale, NULL);
}

const char *
tidings_priority_to_string (TidingsPriority priority)
{
  g_return_val_if_fail ((guint) priority < G_N_ELEMENTS (priorities), NULL);

  return priorities[priority];
}

gboolean
tidings_priority_from_string (const char      *text,
                              TidingsPriority *priority)
{
  g_return_val_if_fail (text != NULL && priority != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (priorities); i++)
    {
      if (!g_str_equal (text, priorities[i]))
        continue;
      *priority = i;
      return TRUE;
    }

  return FALSE;
}

char *
tidings_alert_type_dup_title (TidingsAlertType *self,
                              const char       *language)
{
  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (self), NULL);

  return tidings_alert_type_dup_locale_string (self->key_file, self->id, "Title", language);
}

char *
tidings_alert_type_dup_description (TidingsAlertType *self,
                                    const char       *language)
{
  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (self), NULL);

  return tidings_alert_type_dup_locale_string (self->key_file, self->id, "Description", language);
}

char *
tidings_alert_type_dup_template (TidingsAlertType *self,
                                 const char       *language)
{
  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (self), NULL);

  return tidings_alert_type_dup_locale_string (self->key_file, self->id, "Template", language);
}

char *
tidings_alert_type_dup_subject (TidingsAlertType *self,
                                const char       *language)
{
  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (self), NULL);

  return tidings_alert_type_dup_locale_string (self->key_file, self->id, "Subject", language);
}

JsonObject *
tidings_alert_type_dup_samples (TidingsAlertType *self)
{
  g_autoptr(JsonObject) samples = json_object_new ();

  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (self), NULL);

  for (guint i = 0; self->fields[i] != NULL; i++)
    {
      g_autofree char *name = tidings_field_dup_name (self->fields[i]);

      json_object_set_string_member (samples, name, self->samples[i]);
    }

  return g_steal_pointer (&samples);
}
