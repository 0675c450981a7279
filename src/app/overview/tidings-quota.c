/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of a limit, in numbers for a bar and in words for people. */
#include "config.h"

#include "tidings-quota.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-words.h"

struct _TidingsQuota
{
  GObject parent_instance;

  TidingsQuotaPeriod period;
  gint64 used;
  gint64 pending;
  gint64 cap;
  char *currency;
  guint is_money : 1;
  guint is_known : 1;
};

enum {
  PROP_0,
  PROP_USED,
  PROP_PENDING,
  PROP_CAP,
  PROP_CURRENCY,
  PROP_IS_KNOWN,
  PROP_LEFT,
  PROP_FRACTION,
  PROP_IS_LIMITED,
  PROP_IS_UNLIMITED,
  PROP_IS_LOW,
  PROP_WORDS,
  PROP_VALUE_TEXT,
  PROP_NOTE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsQuota, tidings_quota, G_TYPE_OBJECT)

static gint64
get_left (TidingsQuota *self)
{
  return MAX (0, self->cap - self->used - self->pending);
}

/* The engine keeps the last tenth of each cap, rounded up, for critical types (architecture, section 4). */
static gint64
get_kept (TidingsQuota *self)
{
  return self->cap / 10 + (self->cap % 10 != 0);
}

static gboolean
is_low (TidingsQuota *self)
{
  return self->is_known && self->cap > 0 && get_left (self) <= self->cap / 5;
}

static char *
dup_money (TidingsQuota *self,
           gint64        micros)
{
  /* Twilio accounts count in dollars unless they say otherwise. */
  return tidings_format_money (micros, *self->currency != '\0' ? self->currency : "USD", 2);
}

static char *
dup_words (TidingsQuota *self)
{
  g_autofree char *left = NULL;
  g_autofree char *cap = NULL;

  if (!self->is_known)
    return g_strdup (_("Not known yet"));
  if (self->cap == 0)
    return g_strdup (_("No limit"));

  left = self->is_money ? dup_money (self, get_left (self)) : g_strdup_printf ("%u", (guint) get_left (self));
  cap = self->is_money ? dup_money (self, self->cap) : g_strdup_printf ("%u", (guint) self->cap);
  if (get_left (self) == 0)
    /* Translators: texts or money; %s is the limit */
    return g_strdup_printf (_("None of %s left"), cap);
  if (is_low (self))
    /* Translators: texts or money, a fifth or less; %1$s is what is left, %2$s the limit */
    return g_strdup_printf (_("Only %1$s of %2$s left"), left, cap);

  /* Translators: texts or money; %1$s is what is left, %2$s the limit */
  return g_strdup_printf (_("%1$s of %2$s left"), left, cap);
}

static char *
dup_value_text (TidingsQuota *self)
{
  g_autofree char *left = NULL;
  g_autofree char *cap = NULL;

  if (!self->is_known || self->cap == 0)
    return dup_words (self);
  if (!self->is_money)
    /* Translators: said by the screen reader for the bar; %1$u is what is left, %2$u the limit */
    return g_strdup_printf (ngettext ("%1$u of %2$u text", "%1$u of %2$u texts", (gulong) self->cap), (guint) get_left (self),
                            (guint) self->cap);

  left = dup_money (self, get_left (self));
  cap = dup_money (self, self->cap);

  /* Translators: said by the screen reader for the bar; %1$s is the money that is left, %2$s the limit */
  return g_strdup_printf (C_("money", "%1$s of %2$s"), left, cap);
}

static char *
dup_kept_words (TidingsQuota *self)
{
  g_autofree char *money = NULL;

  if (self->cap == 0 || get_left (self) == 0)
    return NULL;
  if (get_left (self) <= get_kept (self))
    return g_strdup (_("Only critical alerts are sent now"));
  if (!self->is_money)
    return g_strdup_printf (ngettext ("The last %u is kept for critical alerts", "The last %u are kept for critical alerts",
                                      (gulong) get_kept (self)), (guint) get_kept (self));

  money = dup_money (self, get_kept (self));

  /* Translators: %s is an amount of money */
  return g_strdup_printf (_("The last %s are kept for critical alerts"), money);
}

static char *
dup_spent_words (TidingsQuota *self)
{
  g_autofree char *spent = dup_money (self, self->used + self->pending);
  g_autofree char *pending = dup_money (self, self->pending);

  if (self->pending == 0)
    /* Translators: %s is an amount of money */
    return g_strdup_printf (_("%s spent"), spent);

  /* Translators: %1$s is an amount of money, %2$s the part of it that Twilio has not billed yet, an estimate */
  return g_strdup_printf (_("%1$s spent, about %2$s of it not billed yet"), spent, pending);
}

static char *
dup_used_words (TidingsQuota *self)
{
  if (self->is_money)
    return dup_spent_words (self);
  if (self->cap > 0 && get_left (self) == 0)
    return g_strdup_printf (_("All %u used"), (guint) self->cap);

  /* Translators: so many texts */
  return g_strdup_printf (C_("texts", "%u used"), (guint) self->used);
}

static char *
dup_note (TidingsQuota *self)
{
  g_autofree char *used = NULL;
  g_autofree char *kept = NULL;
  const char *reset = self->period == TIDINGS_QUOTA_DAY ? _("Resets at midnight") : _("Resets with the month");

  if (!self->is_known)
    return g_strdup ("");

  used = dup_used_words (self);
  kept = dup_kept_words (self);

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
            gint64       *place,
            gint64        number,
            GParamSpec   *pspec)
{
  if (*place == number)
    return;

  *place = number;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
  notify_derived (self);
}

static void
tidings_quota_finalize (GObject *object)
{
  g_free (TIDINGS_QUOTA (object)->currency);

  G_OBJECT_CLASS (tidings_quota_parent_class)->finalize (object);
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
      g_value_set_int64 (value, self->used);
      break;
    case PROP_PENDING:
      g_value_set_int64 (value, self->pending);
      break;
    case PROP_CAP:
      g_value_set_int64 (value, self->cap);
      break;
    case PROP_CURRENCY:
      g_value_set_string (value, self->currency);
      break;
    case PROP_IS_KNOWN:
      g_value_set_boolean (value, self->is_known);
      break;
    case PROP_LEFT:
      g_value_set_int64 (value, get_left (self));
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->cap > 0 ? (double) get_left (self) / self->cap : 1.0);
      break;
    case PROP_IS_LIMITED:
      g_value_set_boolean (value, self->is_known && self->cap > 0);
      break;
    case PROP_IS_UNLIMITED:
      g_value_set_boolean (value, self->is_known && self->cap == 0);
      break;
    case PROP_IS_LOW:
      g_value_set_boolean (value, is_low (self));
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
set_currency (TidingsQuota *self,
              const char   *currency)
{
  const char *wanted = currency != NULL ? currency : "";

  if (g_str_equal (self->currency, wanted))
    return;

  g_free (self->currency);
  self->currency = g_strdup (wanted);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENCY]);
  notify_derived (self);
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
      set_number (self, &self->used, g_value_get_int64 (value), pspec);
      break;
    case PROP_PENDING:
      set_number (self, &self->pending, g_value_get_int64 (value), pspec);
      break;
    case PROP_CAP:
      set_number (self, &self->cap, g_value_get_int64 (value), pspec);
      break;
    case PROP_CURRENCY:
      set_currency (self, g_value_get_string (value));
      break;
    case PROP_IS_KNOWN:
      if (self->is_known == g_value_get_boolean (value))
        return;
      self->is_known = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      notify_derived (self);
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

  object_class->finalize = tidings_quota_finalize;
  object_class->get_property = tidings_quota_get_property;
  object_class->set_property = tidings_quota_set_property;

  properties[PROP_USED] = g_param_spec_int64 ("used", NULL, NULL, 0, G_MAXINT64, 0, both);
  properties[PROP_PENDING] = g_param_spec_int64 ("pending", NULL, NULL, 0, G_MAXINT64, 0, both);
  properties[PROP_CAP] = g_param_spec_int64 ("cap", NULL, NULL, 0, G_MAXINT64, 0, both);
  properties[PROP_CURRENCY] = g_param_spec_string ("currency", NULL, NULL, "", both);
  properties[PROP_IS_KNOWN] = g_param_spec_boolean ("is-known", NULL, NULL, TRUE, both);
  properties[PROP_LEFT] = g_param_spec_int64 ("left", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 1, read);
  properties[PROP_IS_LIMITED] = g_param_spec_boolean ("is-limited", NULL, NULL, FALSE, read);
  properties[PROP_IS_UNLIMITED] = g_param_spec_boolean ("is-unlimited", NULL, NULL, FALSE, read);
  properties[PROP_IS_LOW] = g_param_spec_boolean ("is-low", NULL, NULL, FALSE, read);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, read);
  properties[PROP_VALUE_TEXT] = g_param_spec_string ("value-text", NULL, NULL, NULL, read);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_quota_init (TidingsQuota *self)
{
  self->currency = g_strdup ("");
  self->is_known = TRUE;
}

TidingsQuota *
tidings_quota_new (TidingsQuotaPeriod period)
{
  TidingsQuota *self = g_object_new (TIDINGS_TYPE_QUOTA, NULL);

  self->period = period;

  return self;
}

TidingsQuota *
tidings_quota_new_money (TidingsQuotaPeriod period)
{
  TidingsQuota *self = tidings_quota_new (period);

  self->is_money = TRUE;

  return self;
}
