/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each of the last days cost.
 *
 * A busy household's month is some thousand rows, which would be felt if it were read between two frames; so it is read in a
 * thread. */
#include "config.h"

#include "tidings-daily-cost.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-list-sync.h"
#include "tidings-zone.h"

#define N_DAYS TIDINGS_DAILY_COST_DAYS
#define WEEK 7

struct _TidingsDailyCost
{
  GObject parent_instance;

  char *path;
  TidingsClock *clock;
  GCancellable *cancellable;
  GListStore *days;
  guint midnight_call;

  gint64 starts[N_DAYS + 1];
  TidingsDaySum sums[N_DAYS];
  guint n_days;
  char *currency;
  guint is_practice : 1;
  guint is_loaded : 1;
  guint is_busy : 1;
  guint look_again : 1;
};

enum {
  PROP_0,
  PROP_N_DAYS,
  PROP_CURRENCY,
  PROP_IS_PRACTICE,
  PROP_IS_LOADED,
  PROP_IS_BUSY,
  PROP_IS_EMPTY,
  PROP_HAS_PENDING,
  PROP_TITLE,
  PROP_SUMMARY,
  PROP_EMPTY_WORDS,
  PROP_PACE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsDailyCost, tidings_daily_cost, G_TYPE_OBJECT)

/* One reading of the store. */
typedef struct {
  char *path;
  char *currency;
  gint64 starts[N_DAYS + 1];
  TidingsDaySum sums[N_DAYS];
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->path);
  g_free (look->currency);
  g_free (look);
}

/* Twilio accounts count in dollars unless they say otherwise. */
static const char *
get_currency (TidingsDailyCost *self)
{
  return *self->currency != '\0' ? self->currency : "USD";
}

/* Of the days that are shown. */
static TidingsDaySum
get_total (TidingsDailyCost *self)
{
  TidingsDaySum total = { 0 };

  for (guint i = N_DAYS - self->n_days; i < N_DAYS; i++)
    {
      total.n_texts += self->sums[i].n_texts;
      total.billed_micros += self->sums[i].billed_micros;
      total.pending_micros += self->sums[i].pending_micros;
    }

  return total;
}

static gboolean
get_is_empty (TidingsDailyCost *self)
{
  TidingsDaySum total = get_total (self);

  return total.billed_micros == 0 && total.pending_micros == 0;
}

static char *
dup_summary (TidingsDailyCost *self)
{
  TidingsDaySum total = get_total (self);
  gint64 micros = total.billed_micros + total.pending_micros;
  g_autofree char *money = tidings_daily_cost_dup_money (self, micros);
  g_autofree char *each = tidings_daily_cost_dup_money (self, total.n_texts > 0 ? micros / total.n_texts : 0);

  if (get_is_empty (self))
    return g_strdup ("");
  if (self->is_practice)
    /* Translators: %1$s is what all texts of some days cost, %2$s one of them on average */
    return g_strdup_printf (_("%1$s – about %2$s a text. Practice money: nothing is billed"), money, each);

  /* Translators: %1$s is what all texts of some days cost, %2$s one of them on average */
  return g_strdup_printf (_("%1$s – about %2$s a text"), money, each);
}

static char *
dup_empty_words (TidingsDailyCost *self)
{
  TidingsDaySum total = get_total (self);

  if (total.n_texts == 0)
    return g_strdup (_("No cost yet"));

  return g_strdup_printf (ngettext ("No cost yet, for %u text", "No cost yet, for %u texts", total.n_texts), total.n_texts);
}

static gint64
get_pace (TidingsDailyCost *self)
{
  gint64 micros = 0;
  guint first = N_DAYS;

  for (guint i = N_DAYS; i > 0; i--)
    {
      if (self->sums[i - 1].n_texts > 0)
        first = i - 1;
      micros += self->sums[i - 1].billed_micros + self->sums[i - 1].pending_micros;
    }

  return N_DAYS - first < WEEK ? -1 : micros / (N_DAYS - first);
}

static gint64
day_get_key (gpointer item)
{
  return tidings_day_cost_get_start (item);
}

static gboolean
day_is_same (gpointer item,
             gpointer other)
{
  return TRUE;
}

/* The days that are shown follow what was read. Those that stay are the objects they were, so that the bar with the focus keeps it. */
static void
show_days (TidingsDailyCost *self)
{
  g_autoptr(GPtrArray) days = g_ptr_array_new_with_free_func (g_object_unref);
  guint first = N_DAYS - self->n_days;

  for (guint i = first; i < N_DAYS; i++)
    g_ptr_array_add (days, tidings_day_cost_new (self->starts[i]));
  tidings_list_sync (self->days, days, day_get_key, day_is_same);

  for (guint i = first; i < N_DAYS; i++)
    {
      g_autoptr(TidingsDayCost) day = g_list_model_get_item (G_LIST_MODEL (self->days), i - first);

      tidings_day_cost_update (day, &self->sums[i], get_currency (self), i == N_DAYS - 1, self->n_days <= WEEK);
    }

  for (guint i = PROP_IS_EMPTY; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
set_is_busy (TidingsDailyCost *self,
             gboolean          is_busy)
{
  if (self->is_busy == !!is_busy)
    return;

  self->is_busy = !!is_busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BUSY]);
}

static void
work_cb (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  Look *look = data;
  g_autoptr(TidingsStore) store = NULL;
  g_autoptr(GError) error = NULL;

  if ((store = tidings_store_open_read_only (look->path, &error)) != NULL &&
      tidings_store_sum_days (store, look->starts, N_DAYS, look->currency, look->sums, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  TidingsDailyCost *self = TIDINGS_DAILY_COST (object);
  Look *look = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;

  /* A store that is not there yet has no texts; one that cannot be read is told of on the page Activity, and what was read last
   * stays. */
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      memcpy (self->sums, look->sums, sizeof self->sums);
      memcpy (self->starts, look->starts, sizeof self->starts);
      self->is_loaded = TRUE;
      show_days (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADED]);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else if (!g_error_matches (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_MISSING))
    g_message ("Cannot read what the last days cost: %s", error->message);

  set_is_busy (self, FALSE);
  if (!self->look_again)
    return;
  self->look_again = FALSE;
  tidings_daily_cost_look (self);
}

static void
find_days (TidingsDailyCost *self,
           gint64           *starts)
{
  g_autoptr(GTimeZone) zone = tidings_zone_new (NULL);
  gint64 now = tidings_clock_get_now (self->clock);

  for (int i = 0; i <= N_DAYS; i++)
    starts[i] = tidings_zone_get_midnight (zone, now, i + 1 - N_DAYS);
}

static void await_midnight (TidingsDailyCost *self);

static void
midnight_cb (gpointer user_data)
{
  TidingsDailyCost *self = user_data;

  self->midnight_call = 0;
  await_midnight (self);
  tidings_daily_cost_look (self);
}

static void
await_midnight (TidingsDailyCost *self)
{
  g_autoptr(GTimeZone) zone = tidings_zone_new (NULL);

  self->midnight_call = tidings_clock_call_at (self->clock, tidings_zone_get_midnight (zone, tidings_clock_get_now (self->clock), 1),
                                               midnight_cb, self);
}

/* The clock was set: today may be another day, and its end may be farther away. */
static void
jumped_cb (TidingsDailyCost *self)
{
  tidings_clock_cancel (self->clock, self->midnight_call);
  await_midnight (self);
  tidings_daily_cost_look (self);
}

static void
tidings_daily_cost_dispose (GObject *object)
{
  TidingsDailyCost *self = TIDINGS_DAILY_COST (object);

  g_cancellable_cancel (self->cancellable);
  if (self->midnight_call != 0)
    tidings_clock_cancel (self->clock, self->midnight_call);
  self->midnight_call = 0;
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tidings_daily_cost_parent_class)->dispose (object);
}

static void
tidings_daily_cost_finalize (GObject *object)
{
  TidingsDailyCost *self = TIDINGS_DAILY_COST (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->days);
  g_free (self->path);
  g_free (self->currency);

  G_OBJECT_CLASS (tidings_daily_cost_parent_class)->finalize (object);
}

static void
tidings_daily_cost_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  TidingsDailyCost *self = TIDINGS_DAILY_COST (object);

  switch (prop_id)
    {
    case PROP_N_DAYS:
      g_value_set_uint (value, self->n_days);
      break;
    case PROP_CURRENCY:
      g_value_set_string (value, self->currency);
      break;
    case PROP_IS_PRACTICE:
      g_value_set_boolean (value, self->is_practice);
      break;
    case PROP_IS_LOADED:
      g_value_set_boolean (value, self->is_loaded);
      break;
    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->is_busy);
      break;
    case PROP_IS_EMPTY:
      g_value_set_boolean (value, get_is_empty (self));
      break;
    case PROP_HAS_PENDING:
      g_value_set_boolean (value, get_total (self).pending_micros > 0);
      break;
    case PROP_TITLE:
      g_value_take_string (value, g_strdup_printf (ngettext ("Cost in the Last %u Day", "Cost in the Last %u Days", self->n_days),
                                                   self->n_days));
      break;
    case PROP_SUMMARY:
      g_value_take_string (value, dup_summary (self));
      break;
    case PROP_EMPTY_WORDS:
      g_value_take_string (value, dup_empty_words (self));
      break;
    case PROP_PACE:
      g_value_set_int64 (value, get_pace (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_currency (TidingsDailyCost *self,
              const char       *currency)
{
  const char *wanted = currency != NULL ? currency : "";

  if (g_str_equal (self->currency, wanted))
    return;

  g_free (self->currency);
  self->currency = g_strdup (wanted);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENCY]);
  /* What was summed was another currency's. */
  if (self->is_loaded || self->is_busy)
    tidings_daily_cost_look (self);
}

static void
tidings_daily_cost_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  TidingsDailyCost *self = TIDINGS_DAILY_COST (object);

  switch (prop_id)
    {
    case PROP_N_DAYS:
      if (self->n_days == g_value_get_uint (value))
        return;
      self->n_days = g_value_get_uint (value);
      show_days (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_CURRENCY:
      set_currency (self, g_value_get_string (value));
      break;
    case PROP_IS_PRACTICE:
      if (self->is_practice == g_value_get_boolean (value))
        return;
      self->is_practice = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      g_object_notify_by_pspec (object, properties[PROP_SUMMARY]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_daily_cost_class_init (TidingsDailyCostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_daily_cost_dispose;
  object_class->finalize = tidings_daily_cost_finalize;
  object_class->get_property = tidings_daily_cost_get_property;
  object_class->set_property = tidings_daily_cost_set_property;

  properties[PROP_N_DAYS] = g_param_spec_uint ("n-days", NULL, NULL, 1, N_DAYS, N_DAYS, both);
  properties[PROP_CURRENCY] = g_param_spec_string ("currency", NULL, NULL, "", both);
  properties[PROP_IS_PRACTICE] = g_param_spec_boolean ("is-practice", NULL, NULL, FALSE, both);
  properties[PROP_IS_LOADED] = g_param_spec_boolean ("is-loaded", NULL, NULL, FALSE, read);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, read);
  properties[PROP_IS_EMPTY] = g_param_spec_boolean ("is-empty", NULL, NULL, TRUE, read);
  properties[PROP_HAS_PENDING] = g_param_spec_boolean ("has-pending", NULL, NULL, FALSE, read);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, read);
  properties[PROP_EMPTY_WORDS] = g_param_spec_string ("empty-words", NULL, NULL, NULL, read);
  properties[PROP_PACE] = g_param_spec_int64 ("pace", NULL, NULL, -1, G_MAXINT64, -1, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_daily_cost_init (TidingsDailyCost *self)
{
  self->cancellable = g_cancellable_new ();
  self->days = g_list_store_new (TIDINGS_TYPE_DAY_COST);
  self->n_days = N_DAYS;
  self->currency = g_strdup ("");
}

TidingsDailyCost *
tidings_daily_cost_new (const char   *path,
                        TidingsClock *clock)
{
  TidingsDailyCost *self = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);

  self = g_object_new (TIDINGS_TYPE_DAILY_COST, NULL);
  self->path = g_strdup (path);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (clock, "jumped", G_CALLBACK (jumped_cb), self, G_CONNECT_SWAPPED);
  find_days (self, self->starts);
  show_days (self);
  await_midnight (self);

  return self;
}

void
tidings_daily_cost_look (TidingsDailyCost *self)
{
  g_autoptr(GTask) task = NULL;
  Look *look = NULL;

  g_return_if_fail (TIDINGS_IS_DAILY_COST (self));

  if (self->is_busy)
    {
      self->look_again = TRUE;
      return;
    }

  look = g_new0 (Look, 1);
  look->path = g_strdup (self->path);
  look->currency = g_strdup (get_currency (self));
  find_days (self, look->starts);

  set_is_busy (self, TRUE);
  task = g_task_new (self, self->cancellable, done_cb, NULL);
  g_task_set_source_tag (task, tidings_daily_cost_look);
  g_task_set_task_data (task, look, look_free);
  g_task_run_in_thread (task, work_cb);
}

GListModel *
tidings_daily_cost_list_days (TidingsDailyCost *self)
{
  g_return_val_if_fail (TIDINGS_IS_DAILY_COST (self), NULL);

  return G_LIST_MODEL (self->days);
}

char *
tidings_daily_cost_dup_money (TidingsDailyCost *self,
                              gint64            micros)
{
  g_return_val_if_fail (TIDINGS_IS_DAILY_COST (self), NULL);

  return tidings_format_money (micros, get_currency (self), 2);
}
