/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account's money in words. */
#include "config.h"

#include "tidings-money.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-words.h"

enum {
  PROP_0,
  PROP_BALANCE,
  PROP_CURRENCY,
  PROP_SPENT,
  PROP_RESERVED,
  PROP_USAGE_TODAY_PRICE,
  PROP_USAGE_MONTH_PRICE,
  PROP_FORECAST_WHAT,
  PROP_FORECAST_PRICE,
  PROP_BALANCE_AT,
  PROP_NOW,
  PROP_USAGE_AT,
  PROP_USAGE_TODAY_TEXTS,
  PROP_USAGE_MONTH_TEXTS,
  PROP_FORECAST_AT,
  PROP_FORECAST_TEXTS,
  PROP_PACE,
  PROP_IS_BALANCE_HIDDEN,
  PROP_BALANCE_WORDS,
  PROP_AGE_WORDS,
  PROP_LASTS_WORDS,
  PROP_SPENT_WORDS,
  PROP_USAGE_WORDS,
  PROP_IS_ENDING,
  PROP_FORECAST_WORDS,
  N_PROPS
};

struct _TidingsMoney
{
  GObject parent_instance;

  char *texts[PROP_FORECAST_PRICE + 1]; /* by property */
  gint64 balance_at;
  gint64 now;
  gint64 usage_at;
  gint64 today_texts;
  gint64 month_texts;
  gint64 forecast_at;
  gint64 forecast_texts;
  gint64 pace;
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsMoney, tidings_money, G_TYPE_OBJECT)

/* Twilio accounts count in dollars unless they say otherwise. */
static const char *
get_currency (TidingsMoney *self)
{
  return *self->texts[PROP_CURRENCY] != '\0' ? self->texts[PROP_CURRENCY] : "USD";
}

/* An amount in the account's currency; NULL if it is not known. */
static char *
dup_amount (TidingsMoney *self,
            guint         prop,
            gint64       *micros)
{
  gint64 amount = 0;

  if (*self->texts[prop] == '\0' || !tidings_parse_decimal (self->texts[prop], &amount))
    return NULL;

  if (micros != NULL)
    *micros = amount;

  return tidings_format_money (amount, get_currency (self), 2);
}

static char *
dup_balance_words (TidingsMoney *self)
{
  char *amount = dup_amount (self, PROP_BALANCE, NULL);

  if (amount != NULL)
    return amount;

  return g_strdup (self->balance_at > 0 ? _("Not visible to this key") : _("Not known yet"));
}

/* With what is not billed yet: it is spent all the same. */
static char *
dup_spent_words (TidingsMoney *self)
{
  gint64 billed = 0;
  gint64 pending = 0;
  g_autofree char *spent = dup_amount (self, PROP_SPENT, &billed);
  g_autofree char *reserved = dup_amount (self, PROP_RESERVED, &pending);
  g_autofree char *total = NULL;

  if (spent == NULL)
    return g_strdup (_("Nothing yet"));
  if (reserved == NULL || pending == 0)
    return g_steal_pointer (&spent);

  total = tidings_format_money (billed + pending, get_currency (self), 2);

  /* Translators: %s is the money of this month, in part an estimate */
  return g_strdup_printf (_("about %s"), total);
}

/* "3 texts, $0.05"; NULL if it is not known. */
static char *
dup_usage (TidingsMoney *self,
           gint64        n_texts,
           guint         price)
{
  g_autofree char *texts = NULL;
  g_autofree char *money = NULL;

  if (self->usage_at == 0 || n_texts < 0)
    return NULL;

  texts = g_strdup_printf (ngettext ("%u text", "%u texts", (gulong) n_texts), (guint) n_texts);
  money = dup_amount (self, price, NULL);
  if (money == NULL)
    return g_steal_pointer (&texts);

  /* Translators: %1$s is "3 texts", %2$s an amount of money */
  return g_strdup_printf (C_("usage", "%1$s, %2$s"), texts, money);
}

static char *
dup_usage_words (TidingsMoney *self)
{
  g_autofree char *today = dup_usage (self, self->today_texts, PROP_USAGE_TODAY_PRICE);
  g_autofree char *month = dup_usage (self, self->month_texts, PROP_USAGE_MONTH_PRICE);
  g_autofree char *today_words = NULL;
  g_autofree char *month_words = NULL;

  if (today != NULL)
    /* Translators: %s is what Twilio counted, "3 texts, $0.05" */
    today_words = g_strdup_printf (_("Today: %s"), today);
  if (month != NULL)
    /* Translators: %s is what Twilio counted, "20 texts, $0.40" */
    month_words = g_strdup_printf (_("This month: %s"), month);

  return tidings_words_join_facts (today_words, month_words, NULL);
}

/* When the first limit of the month is reached. */
static char *
dup_end_words (TidingsMoney *self)
{
  gboolean is_money = g_str_equal (self->texts[PROP_FORECAST_WHAT], "money");
  g_autofree char *moment = NULL;

  if (self->forecast_at <= self->now)
    return g_strdup (is_money ? _("The money of this month is used up, but for critical alerts") :
                                _("The texts of this month are used up, but for critical alerts"));

  moment = tidings_format_moment (self->forecast_at, self->now);
  if (is_money)
    /* Translators: %s is a day and a time */
    return g_strdup_printf (_("At this pace the money of this month lasts until %s"), moment);

  /* Translators: %s is a day and a time */
  return g_strdup_printf (_("At this pace the texts of this month last until %s"), moment);
}

static char *
dup_forecast_words (TidingsMoney *self)
{
  g_autofree char *price = NULL;

  if (self->forecast_at != 0)
    return dup_end_words (self);
  if (self->forecast_texts <= 0)
    return g_strdup ("");

  price = dup_amount (self, PROP_FORECAST_PRICE, NULL);
  if (price == NULL)
    return g_strdup_printf (ngettext ("About %u text by the end of the month", "About %u texts by the end of the month",
                                      (gulong) self->forecast_texts), (guint) self->forecast_texts);

  /* Translators: %1$s is an amount of money, %2$u the number of texts that cost it */
  return g_strdup_printf (ngettext ("About %1$s for %2$u text by the end of the month",
                                    "About %1$s for %2$u texts by the end of the month", (gulong) self->forecast_texts),
                          price, (guint) self->forecast_texts);
}

/* Days are counted up to two weeks, weeks up to a quarter; farther away nobody knows it by the month. */
static char *
dup_lasts_words (TidingsMoney *self)
{
  gint64 balance = 0;
  gint64 days = 0;
  g_autofree char *known = dup_amount (self, PROP_BALANCE, &balance);

  if (known == NULL || balance <= 0 || self->pace <= 0)
    return g_strdup ("");

  days = balance / self->pace;
  if (days == 0)
    return g_strdup (_("Lasts less than a day"));
  if (days < 14)
    return g_strdup_printf (ngettext ("Lasts about %u day", "Lasts about %u days", (gulong) days), (guint) days);
  if (days < 92)
    return g_strdup_printf (ngettext ("Lasts about %u week", "Lasts about %u weeks", (gulong) (days + 3) / 7),
                            (guint) (days + 3) / 7);
  if (days < 730)
    return g_strdup_printf (ngettext ("Lasts about %u month", "Lasts about %u months", (gulong) (days + 15) / 30),
                            (guint) (days + 15) / 30);

  return g_strdup (_("Lasts more than two years"));
}

static char *
dup_age_words (TidingsMoney *self)
{
  return self->balance_at > 0 ? tidings_words_age (self->balance_at, self->now) : g_strdup ("");
}

static void
tell (TidingsMoney *self,
      GParamSpec   *pspec)
{
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
  for (guint i = PROP_IS_BALANCE_HIDDEN; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
tidings_money_finalize (GObject *object)
{
  TidingsMoney *self = TIDINGS_MONEY (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (tidings_money_parent_class)->finalize (object);
}

static void
tidings_money_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  TidingsMoney *self = TIDINGS_MONEY (object);

  switch (prop_id)
    {
    case PROP_BALANCE_AT:
      g_value_set_int64 (value, self->balance_at);
      break;
    case PROP_NOW:
      g_value_set_int64 (value, self->now);
      break;
    case PROP_USAGE_AT:
      g_value_set_int64 (value, self->usage_at);
      break;
    case PROP_USAGE_TODAY_TEXTS:
      g_value_set_int64 (value, self->today_texts);
      break;
    case PROP_USAGE_MONTH_TEXTS:
      g_value_set_int64 (value, self->month_texts);
      break;
    case PROP_USAGE_WORDS:
      g_value_take_string (value, dup_usage_words (self));
      break;
    case PROP_FORECAST_AT:
      g_value_set_int64 (value, self->forecast_at);
      break;
    case PROP_FORECAST_TEXTS:
      g_value_set_int64 (value, self->forecast_texts);
      break;
    case PROP_PACE:
      g_value_set_int64 (value, self->pace);
      break;
    case PROP_IS_BALANCE_HIDDEN:
      g_value_set_boolean (value, *self->texts[PROP_BALANCE] == '\0' && self->balance_at > 0);
      break;
    case PROP_LASTS_WORDS:
      g_value_take_string (value, dup_lasts_words (self));
      break;
    case PROP_IS_ENDING:
      g_value_set_boolean (value, self->forecast_at != 0);
      break;
    case PROP_FORECAST_WORDS:
      g_value_take_string (value, dup_forecast_words (self));
      break;
    case PROP_BALANCE_WORDS:
      g_value_take_string (value, dup_balance_words (self));
      break;
    case PROP_AGE_WORDS:
      g_value_take_string (value, dup_age_words (self));
      break;
    case PROP_SPENT_WORDS:
      g_value_take_string (value, dup_spent_words (self));
      break;
    default:
      g_assert (prop_id < G_N_ELEMENTS (self->texts));
      g_value_set_string (value, self->texts[prop_id]);
    }
}

static void
set_number (TidingsMoney *self,
             gint64       *place,
             gint64        number,
             GParamSpec   *pspec)
{
  if (*place == number)
    return;

  *place = number;
  tell (self, pspec);
}

static void
tidings_money_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  TidingsMoney *self = TIDINGS_MONEY (object);
  const char *text = NULL;

  switch (prop_id)
    {
    case PROP_BALANCE_AT:
      set_number (self, &self->balance_at, g_value_get_int64 (value), pspec);
      break;
    case PROP_NOW:
      set_number (self, &self->now, g_value_get_int64 (value), pspec);
      break;
    case PROP_USAGE_AT:
      set_number (self, &self->usage_at, g_value_get_int64 (value), pspec);
      break;
    case PROP_USAGE_TODAY_TEXTS:
      set_number (self, &self->today_texts, g_value_get_int64 (value), pspec);
      break;
    case PROP_FORECAST_AT:
      set_number (self, &self->forecast_at, g_value_get_int64 (value), pspec);
      break;
    case PROP_FORECAST_TEXTS:
      set_number (self, &self->forecast_texts, g_value_get_int64 (value), pspec);
      break;
    case PROP_PACE:
      set_number (self, &self->pace, g_value_get_int64 (value), pspec);
      break;
    case PROP_USAGE_MONTH_TEXTS:
      set_number (self, &self->month_texts, g_value_get_int64 (value), pspec);
      break;
    default:
      g_assert (prop_id < G_N_ELEMENTS (self->texts));
      text = g_value_get_string (value) != NULL ? g_value_get_string (value) : "";
      if (g_str_equal (self->texts[prop_id], text))
        return;
      g_free (self->texts[prop_id]);
      self->texts[prop_id] = g_strdup (text);
      tell (self, pspec);
    }
}

static void
tidings_money_class_init (TidingsMoneyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_money_finalize;
  object_class->get_property = tidings_money_get_property;
  object_class->set_property = tidings_money_set_property;

  properties[PROP_BALANCE] = g_param_spec_string ("balance", NULL, NULL, "", both);
  properties[PROP_CURRENCY] = g_param_spec_string ("currency", NULL, NULL, "", both);
  properties[PROP_SPENT] = g_param_spec_string ("spent", NULL, NULL, "", both);
  properties[PROP_RESERVED] = g_param_spec_string ("reserved", NULL, NULL, "", both);
  properties[PROP_BALANCE_AT] = g_param_spec_int64 ("balance-at", NULL, NULL, 0, G_MAXINT64, 0, both);
  properties[PROP_NOW] = g_param_spec_int64 ("now", NULL, NULL, 0, G_MAXINT64, 0, both);
  properties[PROP_USAGE_TODAY_PRICE] = g_param_spec_string ("usage-today-price", NULL, NULL, "", both);
  properties[PROP_USAGE_MONTH_PRICE] = g_param_spec_string ("usage-month-price", NULL, NULL, "", both);
  properties[PROP_USAGE_AT] = g_param_spec_int64 ("usage-at", NULL, NULL, 0, G_MAXINT64, 0, both);
  properties[PROP_USAGE_TODAY_TEXTS] = g_param_spec_int64 ("usage-today-texts", NULL, NULL, G_MININT64, G_MAXINT64, -1, both);
  properties[PROP_USAGE_MONTH_TEXTS] = g_param_spec_int64 ("usage-month-texts", NULL, NULL, G_MININT64, G_MAXINT64, -1, both);
  properties[PROP_FORECAST_WHAT] = g_param_spec_string ("forecast-what", NULL, NULL, "", both);
  properties[PROP_FORECAST_PRICE] = g_param_spec_string ("forecast-price", NULL, NULL, "", both);
  properties[PROP_FORECAST_AT] = g_param_spec_int64 ("forecast-at", NULL, NULL, 0, G_MAXINT64, 0, both);
  properties[PROP_FORECAST_TEXTS] = g_param_spec_int64 ("forecast-texts", NULL, NULL, G_MININT64, G_MAXINT64, -1, both);
  properties[PROP_PACE] = g_param_spec_int64 ("pace", NULL, NULL, -1, G_MAXINT64, -1, both);
  properties[PROP_IS_BALANCE_HIDDEN] = g_param_spec_boolean ("is-balance-hidden", NULL, NULL, FALSE, read);
  properties[PROP_IS_ENDING] = g_param_spec_boolean ("is-ending", NULL, NULL, FALSE, read);
  properties[PROP_LASTS_WORDS] = g_param_spec_string ("lasts-words", NULL, NULL, NULL, read);
  properties[PROP_FORECAST_WORDS] = g_param_spec_string ("forecast-words", NULL, NULL, NULL, read);
  properties[PROP_USAGE_WORDS] = g_param_spec_string ("usage-words", NULL, NULL, NULL, read);
  properties[PROP_BALANCE_WORDS] = g_param_spec_string ("balance-words", NULL, NULL, NULL, read);
  properties[PROP_AGE_WORDS] = g_param_spec_string ("age-words", NULL, NULL, NULL, read);
  properties[PROP_SPENT_WORDS] = g_param_spec_string ("spent-words", NULL, NULL, NULL, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_money_init (TidingsMoney *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    self->texts[i] = g_strdup ("");
  self->today_texts = -1;
  self->month_texts = -1;
  self->forecast_texts = -1;
  self->pace = -1;
}

TidingsMoney *
tidings_money_new (void)
{
  return g_object_new (TIDINGS_TYPE_MONEY, NULL);
}
