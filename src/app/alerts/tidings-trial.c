/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An alert with values to try it with. */
#include "config.h"

#include "tidings-trial.h"

#include <string.h>

#include "tidings-field.h"

/* What a shell reads as it stands, besides letters of any language and digits. */
#define PLAIN_SIGNS "_-./:,@%+="

struct _TidingsTrial
{
  GObject parent_instance;

  TidingsAlertType *type;
  GPtrArray *values; /* char *, one for each of the type's fields */
};

enum {
  PROP_0,
  PROP_COMMAND,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsTrial, tidings_trial, G_TYPE_OBJECT)

static gboolean
is_plain (const char *value)
{
  for (const char *c = value; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (!g_unichar_isalnum (letter) && (letter >= 0x80 || strchr (PLAIN_SIGNS, (int) letter) == NULL))
        return FALSE;
    }

  return *value != '\0';
}

static char *
dup_command (TidingsTrial *self)
{
  g_autoptr(GString) command = g_string_new ("tidings alert ");

  g_string_append (command, self->type->id);
  for (guint i = 0; i < self->values->len; i++)
    {
      const char *value = g_ptr_array_index (self->values, i);
      g_autofree char *name = tidings_field_dup_name (self->type->fields[i]);
      g_autofree char *quoted = is_plain (value) ? g_strdup (value) : g_shell_quote (value);

      if (*value != '\0')
        g_string_append_printf (command, " %s=%s", name, quoted);
    }

  return g_string_free (g_steal_pointer (&command), FALSE);
}

static int
find_field (TidingsTrial *self,
            const char   *field)
{
  g_autofree char *name = tidings_field_dup_name (field);

  return tidings_field_find (self->type->fields, name);
}

static void
tidings_trial_finalize (GObject *object)
{
  TidingsTrial *self = TIDINGS_TRIAL (object);

  g_clear_object (&self->type);
  g_ptr_array_unref (self->values);

  G_OBJECT_CLASS (tidings_trial_parent_class)->finalize (object);
}

static void
tidings_trial_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COMMAND:
      g_value_take_string (value, dup_command (TIDINGS_TRIAL (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_trial_class_init (TidingsTrialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tidings_trial_finalize;
  object_class->get_property = tidings_trial_get_property;

  properties[PROP_COMMAND] = g_param_spec_string ("command", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_trial_init (TidingsTrial *self)
{
  self->values = g_ptr_array_new_with_free_func (g_free);
}

TidingsTrial *
tidings_trial_new (TidingsAlertType *type)
{
  TidingsTrial *self = NULL;
  g_autoptr(JsonObject) samples = NULL;

  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type), NULL);

  self = g_object_new (TIDINGS_TYPE_TRIAL, NULL);
  self->type = g_object_ref (type);
  samples = tidings_alert_type_dup_samples (type);
  for (guint i = 0; type->fields != NULL && type->fields[i] != NULL; i++)
    {
      g_autofree char *name = tidings_field_dup_name (type->fields[i]);

      g_ptr_array_add (self->values, g_strdup (json_object_get_string_member_with_default (samples, name, "")));
    }

  return self;
}

const char *
tidings_trial_get_value (TidingsTrial *self,
                         const char   *field)
{
  int i = 0;

  g_return_val_if_fail (TIDINGS_IS_TRIAL (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  i = find_field (self, field);

  return i >= 0 ? g_ptr_array_index (self->values, i) : "";
}

void
tidings_trial_set_value (TidingsTrial *self,
                         const char   *field,
                         const char   *value)
{
  int i = 0;

  g_return_if_fail (TIDINGS_IS_TRIAL (self));
  g_return_if_fail (field != NULL && value != NULL);

  i = find_field (self, field);
  g_return_if_fail (i >= 0);
  if (g_strcmp0 (g_ptr_array_index (self->values, i), value) == 0)
    return;

  g_free (g_ptr_array_index (self->values, i));
  g_ptr_array_index (self->values, i) = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMMAND]);
}

GVariant *
tidings_trial_dup_values (TidingsTrial *self)
{
  GVariantBuilder builder;

  g_return_val_if_fail (TIDINGS_IS_TRIAL (self), NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  for (guint i = 0; i < self->values->len; i++)
    {
      const char *value = g_ptr_array_index (self->values, i);
      g_autofree char *name = tidings_field_dup_name (self->type->fields[i]);

      if (*value != '\0')
        g_variant_builder_add (&builder, "{sv}", name, g_variant_new_string (value));
    }

  return g_variant_builder_end (&builder);
}
