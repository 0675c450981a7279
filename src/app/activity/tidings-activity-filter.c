/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page Activity looks for. */
#include "config.h"

#include "tidings-activity-filter.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"

struct _TidingsActivityFilter
{
  GObject parent_instance;

  char *search;
  gint64 person;
  char *type;
  guint states; /* TidingsActivityStates */
  guint period; /* TidingsActivityPeriod */
  gint64 from;
  gint64 to;
};

enum {
  PROP_0,
  PROP_SEARCH,
  PROP_PERSON,
  PROP_TYPE,
  PROP_STATES,
  PROP_PERIOD,
  PROP_FROM,
  PROP_TO,
  PROP_IS_ACTIVE,
  PROP_IS_FILTERED,
  N_PROPS
};

enum {
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TidingsActivityFilter, tidings_activity_filter, G_TYPE_OBJECT)

#define BIT(state) (1u << (state))

static const struct {
  const char *word;
  guint bits;
} state_sets[] = {
  [TIDINGS_ACTIVITY_ANY_STATE] = { N_("Any State"), 0 },
  [TIDINGS_ACTIVITY_WAITING] = { N_("Waiting"),
                                 BIT (TIDINGS_MESSAGE_HELD) | BIT (TIDINGS_MESSAGE_QUEUED) | BIT (TIDINGS_MESSAGE_SCHEDULED) },
  [TIDINGS_ACTIVITY_ON_THE_WAY] = { N_("On Its Way"),
                                    BIT (TIDINGS_MESSAGE_SENDING) | BIT (TIDINGS_MESSAGE_IN_DOUBT) |
                                    BIT (TIDINGS_MESSAGE_ACCEPTED) | BIT (TIDINGS_MESSAGE_SENT) },
  [TIDINGS_ACTIVITY_DELIVERED] = { N_("Delivered"), BIT (TIDINGS_MESSAGE_DELIVERED) },
  [TIDINGS_ACTIVITY_FAILED] = { N_("Failed"), BIT (TIDINGS_MESSAGE_UNDELIVERED) | BIT (TIDINGS_MESSAGE_FAILED) },
  [TIDINGS_ACTIVITY_STOPPED] = { N_("Skipped or Canceled"), BIT (TIDINGS_MESSAGE_SKIPPED) | BIT (TIDINGS_MESSAGE_CANCELED) },
};

static const struct {
  const char *word;
  int n_days;
} periods[] = {
  [TIDINGS_ACTIVITY_ANY_TIME] = { N_("Any Time"), 0 },
  [TIDINGS_ACTIVITY_TODAY] = { N_("Today"), 1 },
  [TIDINGS_ACTIVITY_WEEK] = { N_("Last 7 Days"), 7 },
  [TIDINGS_ACTIVITY_MONTH] = { N_("Last 30 Days"), 30 },
  [TIDINGS_ACTIVITY_BETWEEN] = { N_("Between Two Days"), 0 },
};

static gboolean
is_filtered (TidingsActivityFilter *self)
{
  return self->person != 0 || *self->type != '\0' || self->states != TIDINGS_ACTIVITY_ANY_STATE ||
         self->period != TIDINGS_ACTIVITY_ANY_TIME;
}

static void
tell (TidingsActivityFilter *self,
      GParamSpec            *pspec)
{
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_ACTIVE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_FILTERED]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_text (TidingsActivityFilter *self,
          char                 **field,
          const char            *text,
          GParamSpec            *pspec)
{
  const char *wanted = text != NULL ? text : "";

  if (g_str_equal (*field, wanted))
    return;

  g_free (*field);
  *field = g_strdup (wanted);
  tell (self, pspec);
}

static void
set_number (TidingsActivityFilter *self,
             gint64                *field,
             gint64                 instant,
             GParamSpec            *pspec)
{
  if (*field == instant)
    return;

  *field = instant;
  tell (self, pspec);
}

static void
set_choice (TidingsActivityFilter *self,
            guint                 *field,
            guint                  choice,
            GParamSpec            *pspec)
{
  if (*field == choice)
    return;

  *field = choice;
  tell (self, pspec);
}

static void
tidings_activity_filter_finalize (GObject *object)
{
  TidingsActivityFilter *self = TIDINGS_ACTIVITY_FILTER (object);

  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->type, g_free);

  G_OBJECT_CLASS (tidings_activity_filter_parent_class)->finalize (object);
}

static void
tidings_activity_filter_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  TidingsActivityFilter *self = TIDINGS_ACTIVITY_FILTER (object);

  switch (prop_id)
    {
    case PROP_SEARCH:
      g_value_set_string (value, self->search);
      break;
    case PROP_PERSON:
      g_value_set_int64 (value, self->person);
      break;
    case PROP_TYPE:
      g_value_set_string (value, self->type);
      break;
    case PROP_STATES:
      g_value_set_uint (value, self->states);
      break;
    case PROP_PERIOD:
      g_value_set_uint (value, self->period);
      break;
    case PROP_FROM:
      g_value_set_int64 (value, self->from);
      break;
    case PROP_TO:
      g_value_set_int64 (value, self->to);
      break;
    case PROP_IS_ACTIVE:
      g_value_set_boolean (value, is_filtered (self) || *self->search != '\0');
      break;
    case PROP_IS_FILTERED:
      g_value_set_boolean (value, is_filtered (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_activity_filter_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  TidingsActivityFilter *self = TIDINGS_ACTIVITY_FILTER (object);

  switch (prop_id)
    {
    case PROP_SEARCH:
      set_text (self, &self->search, g_value_get_string (value), pspec);
      break;
    case PROP_PERSON:
      set_number (self, &self->person, g_value_get_int64 (value), pspec);
      break;
    case PROP_TYPE:
      set_text (self, &self->type, g_value_get_string (value), pspec);
      break;
    case PROP_STATES:
      set_choice (self, &self->states, g_value_get_uint (value), pspec);
      break;
    case PROP_PERIOD:
      set_choice (self, &self->period, g_value_get_uint (value), pspec);
      break;
    case PROP_FROM:
      set_number (self, &self->from, g_value_get_int64 (value), pspec);
      break;
    case PROP_TO:
      set_number (self, &self->to, g_value_get_int64 (value), pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_activity_filter_class_init (TidingsActivityFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_activity_filter_finalize;
  object_class->get_property = tidings_activity_filter_get_property;
  object_class->set_property = tidings_activity_filter_set_property;

  properties[PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, "", both);
  properties[PROP_PERSON] = g_param_spec_int64 ("person", NULL, NULL, 0, G_MAXINT64, 0, both);
  properties[PROP_TYPE] = g_param_spec_string ("type", NULL, NULL, "", both);
  properties[PROP_STATES] = g_param_spec_uint ("states", NULL, NULL, 0, TIDINGS_ACTIVITY_STOPPED, 0, both);
  properties[PROP_PERIOD] = g_param_spec_uint ("period", NULL, NULL, 0, TIDINGS_ACTIVITY_BETWEEN, 0, both);
  properties[PROP_FROM] = g_param_spec_int64 ("from", NULL, NULL, 0, G_MAXINT64, 0, both);
  properties[PROP_TO] = g_param_spec_int64 ("to", NULL, NULL, 0, G_MAXINT64, 0, both);
  properties[PROP_IS_ACTIVE] = g_param_spec_boolean ("is-active", NULL, NULL, FALSE, read);
  properties[PROP_IS_FILTERED] = g_param_spec_boolean ("is-filtered", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
tidings_activity_filter_init (TidingsActivityFilter *self)
{
  self->search = g_strdup ("");
  self->type = g_strdup ("");
}

TidingsActivityFilter *
tidings_activity_filter_new (void)
{
  return g_object_new (TIDINGS_TYPE_ACTIVITY_FILTER, NULL);
}

void
tidings_activity_filter_clear (TidingsActivityFilter *self)
{
  g_return_if_fail (TIDINGS_IS_ACTIVITY_FILTER (self));

  g_object_set (self,
                "search", "",
                "person", (gint64) 0,
                "type", "",
                "states", TIDINGS_ACTIVITY_ANY_STATE,
                "period", TIDINGS_ACTIVITY_ANY_TIME,
                "from", (gint64) 0,
                "to", (gint64) 0,
                NULL);
}

/* The midnight with which the local day of an instant begins, @n_days later. */
static gint64
get_midnight (gint64 instant,
              int    n_days)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (instant / 1000);
  g_autoptr(GDateTime) day = g_date_time_add_days (moment, n_days);
  g_autoptr(GDateTime) midnight = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                                         g_date_time_get_day_of_month (day), 0, 0, 0);

  return g_date_time_to_unix (midnight) * 1000;
}

static gint64
get_since (TidingsActivityFilter *self,
           gint64                 now)
{
  if (self->period == TIDINGS_ACTIVITY_BETWEEN)
    return self->from != 0 ? get_midnight (self->from, 0) : 0;
  if (self->period == TIDINGS_ACTIVITY_ANY_TIME)
    return 0;

  return get_midnight (now, 1 - periods[self->period].n_days);
}

void
tidings_activity_filter_fill (TidingsActivityFilter *self,
                              gint64                 now,
                              TidingsMessageFilter  *filter)
{
  g_return_if_fail (TIDINGS_IS_ACTIVITY_FILTER (self));
  g_return_if_fail (filter != NULL);

  *filter = (TidingsMessageFilter) { 0 };
  filter->search = *self->search != '\0' ? self->search : NULL;
  filter->person_id = self->person;
  filter->type = *self->type != '\0' ? self->type : NULL;
  filter->states = state_sets[self->states].bits;
  filter->since = get_since (self, now);
  /* The last day belongs to it as a whole. */
  if (self->period == TIDINGS_ACTIVITY_BETWEEN && self->to != 0)
    filter->until = get_midnight (self->to, 1);
}

const char *
tidings_activity_states_get_word (TidingsActivityStates states)
{
  g_return_val_if_fail ((guint) states < G_N_ELEMENTS (state_sets), NULL);

  return _(state_sets[states].word);
}

const char *
tidings_activity_period_get_word (TidingsActivityPeriod period)
{
  g_return_val_if_fail ((guint) period < G_N_ELEMENTS (periods), NULL);

  return _(periods[period].word);
}

char *
tidings_activity_filter_dup_period_words (TidingsActivityFilter *self,
                                          gint64                 now)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  g_return_val_if_fail (TIDINGS_IS_ACTIVITY_FILTER (self), NULL);

  if (self->period != TIDINGS_ACTIVITY_BETWEEN)
    return g_strdup (tidings_activity_period_get_word (self->period));

  from = self->from != 0 ? tidings_format_day (self->from, now) : NULL;
  to = self->to != 0 ? tidings_format_day (self->to, now) : NULL;
  if (from != NULL && to != NULL)
    /* Translators: a filter; both are days, such as "Fri 14 Nov" */
    return g_strdup_printf (_("%1$s to %2$s"), from, to);
  if (from != NULL)
    /* Translators: a filter; %s is a day, such as "Fri 14 Nov" */
    return g_strdup_printf (_("Since %s"), from);
  if (to != NULL)
    /* Translators: a filter; %s is a day, such as "Fri 14 Nov" */
    return g_strdup_printf (_("Until %s"), to);

  return g_strdup (tidings_activity_period_get_word (self->period));
}
