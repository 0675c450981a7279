/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page Activity looks for. */
#include "config.h"

#include "tidings-activity-filter.h"

#include <glib/gi18n-lib.h>

struct _TidingsActivityFilter
{
  GObject parent_instance;

  char *search;
  gint64 person;
  TidingsActivityStates states;
  TidingsActivityPeriod period;
};

enum {
  PROP_0,
  PROP_SEARCH,
  PROP_PERSON,
  PROP_STATES,
  PROP_PERIOD,
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
};

static gboolean
is_filtered (TidingsActivityFilter *self)
{
  return self->person != 0 || self->states != TIDINGS_ACTIVITY_ANY_STATE || self->period != TIDINGS_ACTIVITY_ANY_TIME;
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
set_search (TidingsActivityFilter *self,
            const char            *search)
{
  if (g_strcmp0 (self->search, search) == 0)
    return;

  g_free (self->search);
  self->search = g_strdup (search != NULL ? search : "");
  tell (self, properties[PROP_SEARCH]);
}

static void
tidings_activity_filter_finalize (GObject *object)
{
  g_clear_pointer (&TIDINGS_ACTIVITY_FILTER (object)->search, g_free);

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
    case PROP_STATES:
      g_value_set_uint (value, self->states);
      break;
    case PROP_PERIOD:
      g_value_set_uint (value, self->period);
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
      set_search (self, g_value_get_string (value));
      break;
    case PROP_PERSON:
      if (self->person == g_value_get_int64 (value))
        return;
      self->person = g_value_get_int64 (value);
      tell (self, pspec);
      break;
    case PROP_STATES:
      if (self->states == g_value_get_uint (value))
        return;
      self->states = g_value_get_uint (value);
      tell (self, pspec);
      break;
    case PROP_PERIOD:
      if (self->period == g_value_get_uint (value))
        return;
      self->period = g_value_get_uint (value);
      tell (self, pspec);
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
  properties[PROP_STATES] = g_param_spec_uint ("states", NULL, NULL, 0, TIDINGS_ACTIVITY_STOPPED, 0, both);
  properties[PROP_PERIOD] = g_param_spec_uint ("period", NULL, NULL, 0, TIDINGS_ACTIVITY_MONTH, 0, both);
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
                "states", TIDINGS_ACTIVITY_ANY_STATE,
                "period", TIDINGS_ACTIVITY_ANY_TIME,
                NULL);
}

static gint64
get_since (TidingsActivityFilter *self,
           gint64                 now)
{
  g_autoptr(GDateTime) today = g_date_time_new_from_unix_local (now / 1000);
  g_autoptr(GDateTime) first = NULL;
  g_autoptr(GDateTime) midnight = NULL;

  if (self->period == TIDINGS_ACTIVITY_ANY_TIME)
    return 0;

  first = g_date_time_add_days (today, 1 - periods[self->period].n_days);
  midnight = g_date_time_new_local (g_date_time_get_year (first), g_date_time_get_month (first),
                                    g_date_time_get_day_of_month (first), 0, 0, 0);

  return g_date_time_to_unix (midnight) * 1000;
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
  filter->states = state_sets[self->states].bits;
  filter->since = get_since (self, now);
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
