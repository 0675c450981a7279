/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Someone whose phone gets texts. */
#include "config.h"

#include "tidings-person.h"

typedef enum {
  PROP_ID = 1,
  PROP_NAME,
  PROP_NUMBER,
  PROP_COUNTRY,
  PROP_LANGUAGE,
  PROP_ZONE,
  PROP_IS_VERIFIED,
  PROP_IS_OPTED_OUT,
} TidingsPersonProperty;

G_DEFINE_FINAL_TYPE (TidingsPerson, tidings_person, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_IS_OPTED_OUT + 1];

static void
tidings_person_finalize (GObject *object)
{
  TidingsPerson *self = TIDINGS_PERSON (object);

  g_free (self->name);
  g_free (self->number);
  g_free (self->country);
  g_free (self->opted_out_by);
  g_free (self->opted_out_sender);
  g_free (self->language);
  g_free (self->zone);
  g_free (self->line_type);
  g_free (self->carrier);
  g_strfreev (self->types);

  G_OBJECT_CLASS (tidings_person_parent_class)->finalize (object);
}

static void
tidings_person_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TidingsPerson *self = TIDINGS_PERSON (object);

  switch ((TidingsPersonProperty) property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_NUMBER:
      g_value_set_string (value, self->number);
      break;
    case PROP_COUNTRY:
      g_value_set_string (value, self->country);
      break;
    case PROP_LANGUAGE:
      g_value_set_string (value, self->language);
      break;
    case PROP_ZONE:
      g_value_set_string (value, self->zone);
      break;
    case PROP_IS_VERIFIED:
      g_value_set_boolean (value, self->verified_at != 0);
      break;
    case PROP_IS_OPTED_OUT:
      g_value_set_boolean (value, self->opted_out_at != 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tidings_person_class_init (TidingsPersonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_person_finalize;
  object_class->get_property = tidings_person_get_property;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_NUMBER] = g_param_spec_string ("number", NULL, NULL, NULL, flags);
  properties[PROP_COUNTRY] = g_param_spec_string ("country", NULL, NULL, NULL, flags);
  properties[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, NULL, flags);
  properties[PROP_ZONE] = g_param_spec_string ("zone", NULL, NULL, NULL, flags);
  properties[PROP_IS_VERIFIED] = g_param_spec_boolean ("is-verified", NULL, NULL, FALSE, flags);
  properties[PROP_IS_OPTED_OUT] = g_param_spec_boolean ("is-opted-out", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
tidings_person_init (TidingsPerson *self)
{
  self->quiet = (TidingsQuietHours) TIDINGS_QUIET_HOURS_NONE;
  self->rate_hour = -1;
  self->rate_day = -1;
  self->enabled = TRUE;
  self->types = g_new0 (char *, 1);
}

TidingsPerson *
tidings_person_new (void)
{
  return g_object_new (TIDINGS_TYPE_PERSON, NULL);
}

gboolean
tidings_person_has_type (TidingsPerson *self,
                         const char    *type)
{
  g_return_val_if_fail (TIDINGS_IS_PERSON (self), FALSE);
  g_return_val_if_fail (type != NULL, FALSE);

  return self->types != NULL && g_strv_contains ((const char * const *) self->types, type);
}
