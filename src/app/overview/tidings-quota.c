/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of a limit, in numbers for a bar and in words for people. */
#include "config.h"

#include "tidings-quota.h"

#include <glib/gi18n-lib.h>

#include "tidings-words.h"

struct _TidingsQuota
{
  GObject parent_instance;

  TidingsQuotaPeriod period;
  guint used;
  guint cap;
};

enum {
  PROP_0,
  PROP_USED,
  PROP_CAP,
  PROP_LEFT,
  PROP_FRACTION,
  PROP_IS_LIMITED,
  PROP_IS_LOW,
  PROP_WORDS,
  PROP_VALUE_TEXT,
  PROP_NOTE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsQuota, tidings_quota, G_TYPE_OBJECT)

static guint
get_left (TidingsQuota *self)
{
  return self->used < self->cap ? self->cap - self->used : 0;
}

/* The engine keeps the last tenth of each cap, rounded up, for critical types (architecture, section 4). */
static guint
get_kept (TidingsQuota *self)
{
  return (self->cap + 9) / 10;
}

static char *
dup_words (TidingsQuota *self)
{
  if (self->cap == 0)
    return g_strdup (_("No limit"));

  /* Translators: texts; %1$u is what is left, %2$u the limit */
  return g_strdup_printf (_("%1$u of %2$u left"), get_left (self), self->cap);
}

static char *
dup_value_text (TidingsQuota *self)
{
  if (self->cap == 0)
    return g_strdup (_("No limit"));

  /* Translators: said by the screen reader for the bar; %1$u is what is left, %2$u the limit */
  return g_strdup_printf (ngettext ("%1$u of %2$u text", "%1$u of %2$u texts", self->cap), get_left (self), self->cap);
}

static char *
dup_kept_words (TidingsQuota *self)
{
  if (self->cap == 0 || get_left (self) == 0)
    return NULL;
  if (get_left (self) <= get_kept (self))
    return g_strdup (_("Only critical alerts are sent now"));

  return g_strdup_printf (ngettext ("The last %u is kept for critical alerts",
                                    "The last %u are kept for critical alerts", get_kept (self)), get_kept (self));
}

static char *
dup_note (TidingsQuota *self)
{
  g_autofree char *used = NULL;
  g_autofree char *kept = dup_kept_words (self);
  const char *reset = self->period == TIDINGS_QUOTA_DAY ? _("Resets at midnight") : _("Resets with the month");

  if (self->cap > 0 && self->used >= self->cap)
    used = g_strdup_printf (_("All %u used"), self->cap);
  else
    /* Translators: so many texts */
    used = g_strdup_printf (C_("texts", "%u used"), self->used);

  return tidings_words_join_facts (used, self->cap > 0 ? reset : NULL, kept);
}

static void
notify_derived (TidingsQuota *self)
{
  for (guint i = PROP_LEFT; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
set_number (TidingsQuota *self,
            guint        *place,
            guint         number,
            GParamSpec   *pspec)
{
  if (*place == number)
    return;

  *place = number;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
  notify_derived (self);
}

static void
tidings_quota_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  TidingsQuota *self = TIDINGS_QUOTA (object);

  switch (prop_id)
    {
    case PROP_USED:
      g_value_set_uint (value, self->used);
      break;
    case PROP_CAP:
      g_value_set_uint (value, self->cap);
      break;
    case PROP_LEFT:
      g_value_set_uint (value, get_left (self));
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->cap > 0 ? (double) get_left (self) / self->cap : 1.0);
      break;
    case PROP_IS_LIMITED:
      g_value_set_boolean (value, self->cap > 0);
      break;
    case PROP_IS_LOW:
      g_value_set_boolean (value, self->cap > 0 && (guint64) get_left (self) * 5 <= self->cap);
      break;
    case PROP_WORDS:
      g_value_take_string (value, dup_words (self));
      break;
    case PROP_VALUE_TEXT:
      g_value_take_string (value, dup_value_text (self));
      break;
    case PROP_NOTE:
      g_value_take_string (value, dup_note (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_quota_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  TidingsQuota *self = TIDINGS_QUOTA (object);

  switch (prop_id)
    {
    case PROP_USED:
      set_number (self, &self->used, g_value_get_uint (value), pspec);
      break;
    case PROP_CAP:
      set_number (self, &self->cap, g_value_get_uint (value), pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_quota_class_init (TidingsQuotaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tidings_quota_get_property;
  object_class->set_property = tidings_quota_set_property;

  properties[PROP_USED] = g_param_spec_uint ("used", NULL, NULL, 0, G_MAXUINT, 0, both);
  properties[PROP_CAP] = g_param_spec_uint ("cap", NULL, NULL, 0, G_MAXUINT, 0, both);
  properties[PROP_LEFT] = g_param_spec_uint ("left", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 1, read);
  properties[PROP_IS_LIMITED] = g_param_spec_boolean ("is-limited", NULL, NULL, FALSE, read);
  properties[PROP_IS_LOW] = g_param_spec_boolean ("is-low", NULL, NULL, FALSE, read);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, read);
  properties[PROP_VALUE_TEXT] = g_param_spec_string ("value-text", NULL, NULL, NULL, read);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_quota_init (TidingsQuota *self)
{
}

TidingsQuota *
tidings_quota_new (TidingsQuotaPeriod period)
{
  TidingsQuota *self = g_object_new (TIDINGS_TYPE_QUOTA, NULL);

  self->period = period;

  return self;
}
