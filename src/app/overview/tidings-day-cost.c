/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One day's texts and what they cost. */
#include "config.h"

#include "tidings-day-cost.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"

struct _TidingsDayCost
{
  GObject parent_instance;

  gint64 start;
  TidingsDaySum sum;
  char *currency;
  guint is_today : 1;
  guint is_week : 1;
};

enum {
  PROP_0,
  PROP_START,
  PROP_N_TEXTS,
  PROP_BILLED,
  PROP_PENDING,
  PROP_IS_TODAY,
  PROP_NAME,
  PROP_DAY,
  PROP_TICK,
  PROP_TEXTS,
  PROP_COST,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsDayCost, tidings_day_cost, G_TYPE_OBJECT)

static char *
dup_money (TidingsDayCost *self,
           gint64          micros)
{
  return tidings_format_money (micros, self->currency, 2);
}

static char *
dup_texts (TidingsDayCost *self)
{
  return g_strdup_printf (ngettext ("%u text", "%u texts", self->sum.n_texts), self->sum.n_texts);
}

static char *
dup_cost (TidingsDayCost *self)
{
  g_autofree char *total = dup_money (self, self->sum.billed_micros + self->sum.pending_micros);
  g_autofree char *pending = dup_money (self, self->sum.pending_micros);

  if (self->sum.n_texts == 0)
    return g_strdup (C_("no cost", "–"));
  if (self->sum.pending_micros == 0)
    return g_steal_pointer (&total);
  if (self->sum.billed_micros == 0)
    /* Translators: %s is an amount of money, an estimate */
    return g_strdup_printf (_("about %s, not billed yet"), total);

  /* Translators: a day's money: %1$s is all of it, %2$s the part that is an estimate */
  return g_strdup_printf (_("about %1$s, %2$s of it not billed yet"), total, pending);
}

static char *
dup_name (TidingsDayCost *self)
{
  g_autofree char *date = tidings_format_date (self->start);
  /* Translators: the day that is not over yet; %s is “22 Nov” */
  g_autofree char *day = self->is_today ? g_strdup_printf (_("Today, %s"), date) : g_steal_pointer (&date);
  g_autofree char *total = dup_money (self, self->sum.billed_micros + self->sum.pending_micros);
  g_autofree char *texts = dup_texts (self);
  g_autofree char *pending = dup_money (self, self->sum.pending_micros);

  if (self->sum.n_texts == 0)
    /* Translators: %s is “22 Nov” or “Today, 22 Nov” */
    return g_strdup_printf (_("%s: no texts"), day);
  if (self->sum.pending_micros == 0)
    /* Translators: a bar of a chart: %1$s is “22 Nov”, %2$s an amount of money, %3$s “5 texts” */
    return g_strdup_printf (_("%1$s: %2$s, %3$s"), day, total, texts);
  if (self->sum.billed_micros == 0)
    /* Translators: a bar of a chart: %1$s is “22 Nov”, %2$s an amount of money, %3$s “5 texts” */
    return g_strdup_printf (_("%1$s: about %2$s, %3$s, not billed yet"), day, total, texts);

  /* Translators: a bar of a chart: %1$s is “22 Nov”, %2$s an amount of money, %3$s “5 texts”, %4$s the part of the money that is an estimate */
  return g_strdup_printf (_("%1$s: about %2$s, %3$s, %4$s of it not billed yet"), day, total, texts, pending);
}

static char *
dup_tick (TidingsDayCost *self)
{
  if (self->is_today)
    return g_strdup (C_("day", "Today"));

  return self->is_week ? tidings_format_weekday (self->start) : tidings_format_date (self->start);
}

static void
tidings_day_cost_finalize (GObject *object)
{
  g_free (TIDINGS_DAY_COST (object)->currency);

  G_OBJECT_CLASS (tidings_day_cost_parent_class)->finalize (object);
}

static void
tidings_day_cost_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TidingsDayCost *self = TIDINGS_DAY_COST (object);

  switch (prop_id)
    {
    case PROP_START:
      g_value_set_int64 (value, self->start);
      break;
    case PROP_N_TEXTS:
      g_value_set_uint (value, self->sum.n_texts);
      break;
    case PROP_BILLED:
      g_value_set_int64 (value, self->sum.billed_micros);
      break;
    case PROP_PENDING:
      g_value_set_int64 (value, self->sum.pending_micros);
      break;
    case PROP_IS_TODAY:
      g_value_set_boolean (value, self->is_today);
      break;
    case PROP_NAME:
      g_value_take_string (value, dup_name (self));
      break;
    case PROP_DAY:
      g_value_take_string (value, self->is_today ? g_strdup (C_("day", "Today")) : tidings_format_date (self->start));
      break;
    case PROP_TICK:
      g_value_take_string (value, dup_tick (self));
      break;
    case PROP_TEXTS:
      g_value_take_string (value, dup_texts (self));
      break;
    case PROP_COST:
      g_value_take_string (value, dup_cost (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_day_cost_class_init (TidingsDayCostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_day_cost_finalize;
  object_class->get_property = tidings_day_cost_get_property;

  properties[PROP_START] = g_param_spec_int64 ("start", NULL, NULL, G_MININT64, G_MAXINT64, 0, read);
  properties[PROP_N_TEXTS] = g_param_spec_uint ("n-texts", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_BILLED] = g_param_spec_int64 ("billed", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_PENDING] = g_param_spec_int64 ("pending", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_IS_TODAY] = g_param_spec_boolean ("is-today", NULL, NULL, FALSE, read);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, read);
  properties[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, NULL, read);
  properties[PROP_TICK] = g_param_spec_string ("tick", NULL, NULL, NULL, read);
  properties[PROP_TEXTS] = g_param_spec_string ("texts", NULL, NULL, NULL, read);
  properties[PROP_COST] = g_param_spec_string ("cost", NULL, NULL, NULL, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_day_cost_init (TidingsDayCost *self)
{
  self->currency = g_strdup ("");
}

TidingsDayCost *
tidings_day_cost_new (gint64 start)
{
  TidingsDayCost *self = g_object_new (TIDINGS_TYPE_DAY_COST, NULL);

  self->start = start;

  return self;
}

void
tidings_day_cost_update (TidingsDayCost      *self,
                         const TidingsDaySum *sum,
                         const char          *currency,
                         gboolean             is_today,
                         gboolean             is_week)
{
  g_autofree char *previous = NULL;

  g_return_if_fail (TIDINGS_IS_DAY_COST (self));
  g_return_if_fail (sum != NULL && currency != NULL);

  if (self->sum.n_texts == sum->n_texts && self->sum.billed_micros == sum->billed_micros &&
      self->sum.pending_micros == sum->pending_micros && self->is_today == !!is_today && self->is_week == !!is_week &&
      g_str_equal (self->currency, currency))
    return;

  self->sum = *sum;
  previous = g_steal_pointer (&self->currency);
  self->currency = g_strdup (currency);
  self->is_today = !!is_today;
  self->is_week = !!is_week;

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = PROP_N_TEXTS; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

gint64
tidings_day_cost_get_start (TidingsDayCost *self)
{
  g_return_val_if_fail (TIDINGS_IS_DAY_COST (self), 0);

  return self->start;
}
