/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something of this computer that is looked after, and raises an alert when it happens: what all of them share. */
#include "config.h"

#include "tidings-watch.h"
#include "tidings-watch-rules.h"

/* More than these are no list of things that happen on one computer. */
#define MAX_TOLD 500
#define MAX_HOST 40

typedef struct {
  TidingsClock *clock;
  TidingsWatchRaise raise;
  gpointer raise_data;
  GHashTable *told;     /* a set */
  char *why;
  TidingsWatchState state;
  gboolean is_on;
  gboolean is_first;
} TidingsWatchPrivate;

enum {
  CHANGED,
  TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TidingsWatch, tidings_watch, G_TYPE_OBJECT)

static TidingsWatchPrivate *
get (TidingsWatch *self)
{
  return tidings_watch_get_instance_private (self);
}

void
tidings_watch_set_up (TidingsWatch      *self,
                      TidingsClock      *clock,
                      TidingsWatchRaise  raise,
                      gpointer           user_data)
{
  g_return_if_fail (TIDINGS_IS_WATCH (self));
  g_return_if_fail (get (self)->clock == NULL);

  get (self)->clock = g_object_ref (clock);
  get (self)->raise = raise;
  get (self)->raise_data = user_data;
}

const char *
tidings_watch_get_name (TidingsWatch *self)
{
  return TIDINGS_WATCH_GET_CLASS (self)->name;
}

const char *
tidings_watch_get_setting (TidingsWatch *self)
{
  return TIDINGS_WATCH_GET_CLASS (self)->setting;
}

const char *
tidings_watch_get_alert (TidingsWatch *self)
{
  return TIDINGS_WATCH_GET_CLASS (self)->type;
}

TidingsClock *
tidings_watch_get_clock (TidingsWatch *self)
{
  return get (self)->clock;
}

gboolean
tidings_watch_is_on (TidingsWatch *self)
{
  return get (self)->is_on;
}

gboolean
tidings_watch_is_first (TidingsWatch *self)
{
  return get (self)->is_first;
}

TidingsWatchState
tidings_watch_get_state (TidingsWatch *self)
{
  return get (self)->state;
}

const char *
tidings_watch_get_why (TidingsWatch *self)
{
  return get (self)->why != NULL ? get (self)->why : "";
}

static void
set_state (TidingsWatch      *self,
           TidingsWatchState  state,
           const char        *why)
{
  TidingsWatchPrivate *private = get (self);

  if (private->state == state && g_strcmp0 (private->why, why) == 0)
    return;

  g_free (private->why);
  private->why = g_strdup (why);
  private->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
tidings_watch_set_ready (TidingsWatch *self)
{
  TidingsWatchPrivate *private = get (self);
  gboolean was_first = private->is_first;

  private->is_first = FALSE;
  /* Also that there was nothing has to be kept. */
  if (was_first && private->is_on)
    g_signal_emit (self, signals[TOLD], 0);
  set_state (self, TIDINGS_WATCH_READY, NULL);
}

void
tidings_watch_set_unavailable (TidingsWatch *self,
                               const char   *why)
{
  set_state (self, TIDINGS_WATCH_UNAVAILABLE, why);
}

void
tidings_watch_start (TidingsWatch       *self,
                     gboolean            is_on,
                     const char * const *told)
{
  TidingsWatchPrivate *private = get (self);

  g_return_if_fail (TIDINGS_IS_WATCH (self));
  g_return_if_fail (private->state == TIDINGS_WATCH_IDLE);

  private->is_on = is_on;
  private->is_first = told == NULL;
  g_hash_table_remove_all (private->told);
  for (guint i = 0; told != NULL && told[i] != NULL; i++)
    g_hash_table_add (private->told, g_strdup (told[i]));
  private->state = TIDINGS_WATCH_ASKING;
  TIDINGS_WATCH_GET_CLASS (self)->start (self);
}

void
tidings_watch_stop (TidingsWatch *self)
{
  g_return_if_fail (TIDINGS_IS_WATCH (self));

  if (get (self)->state == TIDINGS_WATCH_IDLE)
    return;

  TIDINGS_WATCH_GET_CLASS (self)->stop (self);
  get (self)->is_on = FALSE;
  set_state (self, TIDINGS_WATCH_IDLE, NULL);
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char **) a, *(const char **) b);
}

char **
tidings_watch_dup_told (TidingsWatch *self)
{
  g_autofree char **keys = (char **) g_hash_table_get_keys_as_array (get (self)->told, NULL);

  qsort (keys, g_strv_length (keys), sizeof *keys, compare_words);

  return g_strdupv (keys);
}

gboolean
tidings_watch_was_told (TidingsWatch *self,
                        const char   *key)
{
  return g_hash_table_contains (get (self)->told, key);
}

void
tidings_watch_note (TidingsWatch *self,
                    const char   *key)
{
  TidingsWatchPrivate *private = get (self);

  if (!private->is_on || g_hash_table_size (private->told) >= MAX_TOLD || !g_hash_table_add (private->told, g_strdup (key)))
    return;
  g_signal_emit (self, signals[TOLD], 0);
}

void
tidings_watch_forget (TidingsWatch *self,
                      const char   *key)
{
  if (g_hash_table_remove (get (self)->told, key))
    g_signal_emit (self, signals[TOLD], 0);
}

void
tidings_watch_keep (TidingsWatch *self,
                    GHashTable   *keys)
{
  GHashTableIter iter;
  gpointer key = NULL;
  guint n_forgotten = 0;

  g_hash_table_iter_init (&iter, get (self)->told);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (keys, key))
      {
        g_hash_table_iter_remove (&iter);
        n_forgotten++;
      }
  if (n_forgotten > 0)
    g_signal_emit (self, signals[TOLD], 0);
}

void
tidings_watch_tell (TidingsWatch *self,
                    const char   *key,
                    const char   *dedupe,
                    JsonObject   *values,
                    gboolean      is_event)
{
  TidingsWatchPrivate *private = get (self);

  if (!private->is_on || tidings_watch_was_told (self, key))
    return;
  /* On disk first: what is raised twice after a crash in between is found by its key. */
  if (private->raise (self, dedupe, values, private->raise_data) || is_event)
    tidings_watch_note (self, key);
}

char *
tidings_watch_dup_host (void)
{
  g_autofree char *host = tidings_watch_dup_clean (g_get_host_name (), ".-_", MAX_HOST);

  return *host != '\0' ? g_steal_pointer (&host) : g_strdup ("localhost");
}

static void
tidings_watch_dispose (GObject *object)
{
  tidings_watch_stop (TIDINGS_WATCH (object));

  G_OBJECT_CLASS (tidings_watch_parent_class)->dispose (object);
}

static void
tidings_watch_finalize (GObject *object)
{
  TidingsWatchPrivate *private = get (TIDINGS_WATCH (object));

  g_clear_object (&private->clock);
  g_hash_table_unref (private->told);
  g_free (private->why);

  G_OBJECT_CLASS (tidings_watch_parent_class)->finalize (object);
}

static void
tidings_watch_class_init (TidingsWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tidings_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = tidings_watch_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tidings_watch_init (TidingsWatch *self)
{
  get (self)->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
