/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of this computer is watched: all watchers, as the settings have them. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-alert-type.h"
#include "tidings-bus-error.h"
#include "tidings-store-people.h"
#include "tidings-watch.h"
#include "tidings-watches.h"

#define TOLD "watch-told"
#define PERCENT "watch-disk-percent"
/* Who asks what could be watched waits so long for services that do not answer. */
#define PATIENCE_MS 3000

struct _TidingsWatches {
  GObject parent_instance;

  TidingsEngine *engine;
  TidingsStore *store;
  GSettings *settings;
  TidingsClock *clock;
  GPtrArray *watches;   /* TidingsWatch */
  GPtrArray *lists;     /* GTask: who asked for the list */
  guint patience_id;
  gboolean is_started;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TidingsWatches, tidings_watches, G_TYPE_OBJECT)

static gboolean
has_text (GPtrArray *outcomes)
{
  for (guint i = 0; i < outcomes->len; i++)
    {
      const TidingsOutcome *outcome = g_ptr_array_index (outcomes, i);

      if (outcome->message->id != 0)
        return TRUE;
    }

  return FALSE;
}

/* A TidingsWatchRaise. */
static gboolean
raise_cb (TidingsWatch *watch,
          const char   *dedupe,
          JsonObject   *values,
          gpointer      user_data)
{
  TidingsWatches *self = user_data;
  const TidingsRaise raise = {
    .type = tidings_watch_get_alert (watch),
    .values = values,
    .dedupe = dedupe,
    .source = tidings_watch_get_setting (watch),
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) outcomes = tidings_engine_raise (self->engine, &raise, FALSE, &error);

  if (outcomes == NULL)
    g_warning ("What the watcher “%s” has seen was not kept: %s", tidings_watch_get_name (watch), error->message);

  return outcomes != NULL && has_text (outcomes);
}

/* Once it was kept there is a list, be it empty; without one it was off. */
static char **
dup_told (TidingsWatches *self,
          TidingsWatch   *watch)
{
  g_autoptr(GVariant) all = g_settings_get_value (self->settings, TOLD);
  char **keys = NULL;

  return g_variant_lookup (all, tidings_watch_get_name (watch), "^as", &keys) ? keys : NULL;
}

static void
keep_told (TidingsWatches *self,
           const char     *name,
           char          **keys)
{
  g_autoptr(GVariant) all = g_settings_get_value (self->settings, TOLD);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other = NULL;
  GVariant *list = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sas}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_loop (&iter, "{&s@as}", &other, &list))
    if (!g_str_equal (other, name))
      g_variant_builder_add (&builder, "{s@as}", other, list);
  if (keys != NULL)
    g_variant_builder_add (&builder, "{s^as}", name, keys);
  g_settings_set_value (self->settings, TOLD, g_variant_builder_end (&builder));
}

static void
told_cb (TidingsWatch *watch,
         gpointer      user_data)
{
  g_auto(GStrv) keys = tidings_watch_dup_told (watch);

  keep_told (user_data, tidings_watch_get_name (watch), keys);
}

static gboolean
is_wanted (TidingsWatches *self,
           TidingsWatch   *watch)
{
  return g_settings_get_boolean (self->settings, tidings_watch_get_setting (watch));
}

static gboolean
is_settled (TidingsWatches *self)
{
  for (guint i = 0; i < self->watches->len; i++)
    if (tidings_watch_get_state (g_ptr_array_index (self->watches, i)) <= TIDINGS_WATCH_ASKING)
      return FALSE;

  return TRUE;
}

/* How many people's switch for it is on. Who has not confirmed yet is one of them: that is another matter. */
static guint
count_receivers (GPtrArray  *people,
                 const char *id)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), id);
  guint n = 0;

  for (guint i = 0; people != NULL && i < people->len; i++)
    if ((type != NULL && type->always_on) || tidings_person_has_type (g_ptr_array_index (people, i), id))
      n++;

  return n;
}

static GVariant *
make_list (TidingsWatches *self)
{
  g_autoptr(GPtrArray) people = tidings_store_list_people (self->store, NULL);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sbbssu)"));
  for (guint i = 0; i < self->watches->len; i++)
    {
      TidingsWatch *watch = g_ptr_array_index (self->watches, i);
      TidingsWatchState state = tidings_watch_get_state (watch);
      const char *why = state == TIDINGS_WATCH_ASKING ? _("The system does not answer") : tidings_watch_get_why (watch);

      g_variant_builder_add (&builder, "(sbbssu)", tidings_watch_get_name (watch), is_wanted (self, watch),
                             state == TIDINGS_WATCH_READY, why, tidings_watch_get_alert (watch),
                             count_receivers (people, tidings_watch_get_alert (watch)));
    }

  return g_variant_builder_end (&builder);
}

/* Answers who asked; what was looked at for them alone is left alone again. */
static void
end_lists (TidingsWatches *self)
{
  g_autoptr(GPtrArray) lists = g_steal_pointer (&self->lists);

  self->lists = g_ptr_array_new_with_free_func (g_object_unref);
  if (self->patience_id != 0)
    tidings_clock_cancel (self->clock, self->patience_id);
  self->patience_id = 0;
  for (guint i = 0; i < lists->len; i++)
    g_task_return_pointer (g_ptr_array_index (lists, i), g_variant_ref_sink (make_list (self)), (GDestroyNotify) g_variant_unref);
  for (guint i = 0; i < self->watches->len; i++)
    if (!tidings_watch_is_on (g_ptr_array_index (self->watches, i)))
      tidings_watch_stop (g_ptr_array_index (self->watches, i));
}

static void
patience_over_cb (gpointer user_data)
{
  TidingsWatches *self = user_data;

  self->patience_id = 0;
  end_lists (self);
}

static gboolean
end_lists_cb (gpointer user_data)
{
  TidingsWatches *self = user_data;

  if (self->lists->len > 0 && is_settled (self))
    end_lists (self);

  return G_SOURCE_REMOVE;
}

/* Not from inside what a watcher has just learned: it may be stopped here. */
static void
end_lists_soon (TidingsWatches *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, end_lists_cb, g_object_ref (self), g_object_unref);
}

static void
watch_changed_cb (TidingsWatch *watch,
                  gpointer      user_data)
{
  TidingsWatches *self = user_data;

  if (self->lists->len > 0 && is_settled (self))
    end_lists_soon (self);
  if (!tidings_watch_is_on (watch))
    return;
  if (tidings_watch_get_state (watch) == TIDINGS_WATCH_UNAVAILABLE)
    g_message ("Nothing is told of %s: %s", tidings_watch_get_name (watch), tidings_watch_get_why (watch));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Watches it, or does not, as the settings say. */
static void
follow (TidingsWatches *self,
        TidingsWatch   *watch)
{
  gboolean is_on = is_wanted (self, watch);
  g_auto(GStrv) told = NULL;

  if (is_on == tidings_watch_is_on (watch))
    return;

  tidings_watch_stop (watch);
  if (is_on)
    {
      told = dup_told (self, watch);
      tidings_watch_start (watch, TRUE, (const char * const *) told);
    }
  else
    keep_told (self, tidings_watch_get_name (watch), NULL);
  /* Somebody waits to hear whether it could be watched. */
  if (!is_on && self->lists->len > 0)
    tidings_watch_start (watch, FALSE, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
follow_settings (TidingsWatches *self)
{
  for (guint i = 0; i < self->watches->len; i++)
    {
      TidingsWatch *watch = g_ptr_array_index (self->watches, i);

      if (TIDINGS_IS_DISK_WATCH (watch))
        tidings_disk_watch_set_limit (TIDINGS_DISK_WATCH (watch), g_settings_get_uint (self->settings, PERCENT));
      follow (self, watch);
    }
}

static void
settings_changed_cb (GSettings  *settings,
                     const char *key,
                     gpointer    user_data)
{
  if (g_str_has_prefix (key, "watch-") && !g_str_equal (key, TOLD))
    follow_settings (user_data);
}

void
tidings_watches_start (TidingsWatches *self)
{
  g_return_if_fail (TIDINGS_IS_WATCHES (self));

  if (self->is_started)
    return;
  self->is_started = TRUE;
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (settings_changed_cb), self, 0);
  follow_settings (self);
}

gboolean
tidings_watches_are_needed (TidingsWatches *self)
{
  g_return_val_if_fail (TIDINGS_IS_WATCHES (self), FALSE);

  for (guint i = 0; i < self->watches->len; i++)
    {
      TidingsWatchState state = tidings_watch_get_state (g_ptr_array_index (self->watches, i));

      if (state == TIDINGS_WATCH_ASKING || (state == TIDINGS_WATCH_READY && tidings_watch_is_on (g_ptr_array_index (self->watches, i))))
        return TRUE;
    }

  return FALSE;
}

static TidingsWatch *
find (TidingsWatches *self,
      const char     *name)
{
  for (guint i = 0; i < self->watches->len; i++)
    if (g_str_equal (tidings_watch_get_name (g_ptr_array_index (self->watches, i)), name))
      return g_ptr_array_index (self->watches, i);

  return NULL;
}

gboolean
tidings_watches_set (TidingsWatches  *self,
                     const char      *name,
                     gboolean         is_on,
                     guint            percent,
                     GError         **error)
{
  TidingsWatch *watch = NULL;

  g_return_val_if_fail (TIDINGS_IS_WATCHES (self), FALSE);

  if ((watch = find (self, name)) == NULL)
    g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_NOT_FOUND,
                         _("There is no such watcher. There are logins, battery, disk and units"));
  else if (percent != 0 && !TIDINGS_IS_DISK_WATCH (watch))
    g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, _("Only “disk” has a percentage"));
  else if (percent > 99)
    g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, _("A percentage is a number from 1 to 99"));
  else if ((percent != 0 && !g_settings_set_uint (self->settings, PERCENT, percent)) ||
           !g_settings_set_boolean (self->settings, tidings_watch_get_setting (watch), is_on))
    g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_STORAGE,
                         _("The settings of Tidings cannot be changed on this computer"));
  else
    return TRUE;

  return FALSE;
}

void
tidings_watches_list_async (TidingsWatches      *self,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (TIDINGS_IS_WATCHES (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, tidings_watches_list_async);
  g_ptr_array_add (self->lists, task);
  for (guint i = 0; i < self->watches->len; i++)
    if (tidings_watch_get_state (g_ptr_array_index (self->watches, i)) == TIDINGS_WATCH_IDLE)
      tidings_watch_start (g_ptr_array_index (self->watches, i), FALSE, NULL);
  if (self->patience_id == 0)
    self->patience_id = tidings_clock_call_at (self->clock, tidings_clock_get_now (self->clock) + PATIENCE_MS, patience_over_cb, self);
  if (is_settled (self))
    end_lists_soon (self);
}

GVariant *
tidings_watches_list_finish (TidingsWatches *self,
                             GAsyncResult   *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
tidings_watches_describe (TidingsWatches *self,
                          GVariantDict   *status)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; i < self->watches->len; i++)
    {
      TidingsWatch *watch = g_ptr_array_index (self->watches, i);

      if (is_wanted (self, watch))
        g_variant_builder_add (&builder, "{ss}", tidings_watch_get_name (watch), tidings_watch_get_why (watch));
    }
  g_variant_dict_insert_value (status, "watches", g_variant_builder_end (&builder));
}

static void
tidings_watches_dispose (GObject *object)
{
  TidingsWatches *self = TIDINGS_WATCHES (object);

  if (self->watches != NULL)
    for (guint i = 0; i < self->watches->len; i++)
      {
        g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->watches, i), self);
        tidings_watch_stop (g_ptr_array_index (self->watches, i));
      }
  g_clear_pointer (&self->watches, g_ptr_array_unref);
  if (self->patience_id != 0)
    tidings_clock_cancel (self->clock, self->patience_id);
  self->patience_id = 0;
  g_clear_object (&self->engine);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tidings_watches_parent_class)->dispose (object);
}

static void
tidings_watches_finalize (GObject *object)
{
  g_ptr_array_unref (TIDINGS_WATCHES (object)->lists);

  G_OBJECT_CLASS (tidings_watches_parent_class)->finalize (object);
}

static void
tidings_watches_class_init (TidingsWatchesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tidings_watches_dispose;
  G_OBJECT_CLASS (klass)->finalize = tidings_watches_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tidings_watches_init (TidingsWatches *self)
{
  self->watches = g_ptr_array_new_with_free_func (g_object_unref);
  self->lists = g_ptr_array_new_with_free_func (g_object_unref);
}

TidingsWatches *
tidings_watches_new (TidingsEngine *engine,
                     TidingsStore  *store,
                     GSettings     *settings,
                     TidingsClock  *clock)
{
  const GType kinds[] = { TIDINGS_TYPE_LOGIN_WATCH, TIDINGS_TYPE_BATTERY_WATCH, TIDINGS_TYPE_DISK_WATCH, TIDINGS_TYPE_UNIT_WATCH };
  TidingsWatches *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (TIDINGS_TYPE_WATCHES, NULL);
  self->engine = g_object_ref (engine);
  self->store = g_object_ref (store);
  self->settings = g_object_ref (settings);
  self->clock = g_object_ref (clock);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      TidingsWatch *watch = g_object_new (kinds[i], NULL);

      tidings_watch_set_up (watch, clock, raise_cb, self);
      g_signal_connect (watch, "changed", G_CALLBACK (watch_changed_cb), self);
      g_signal_connect (watch, "told", G_CALLBACK (told_cb), self);
      g_ptr_array_add (self->watches, watch);
    }

  return self;
}
