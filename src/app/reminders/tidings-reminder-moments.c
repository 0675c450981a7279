/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When texts of a reminder go, while that is chosen. */
#include "config.h"

#include "tidings-reminder-moments.h"

struct _TidingsReminderMoments
{
  GObject parent_instance;

  TidingsClock *clock;
  TidingsReminderTold *told;
  GListStore *moments;
  GArray *upcoming; /* gint64 */
  char *zone;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TidingsReminderMoments, tidings_reminder_moments, G_TYPE_OBJECT)

static TidingsReminderMoment *
get_nth (TidingsReminderMoments *self,
         guint                   position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->moments), position);
}

static guint
count (TidingsReminderMoments *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->moments));
}

/* The next occurrence whose text is still ahead. */
static gint64
find_event (GArray *upcoming,
            gint64  before_s,
            gint64  now)
{
  gint64 at = -1;

  for (guint i = 0; i < upcoming->len; i++)
    {
      at = g_array_index (upcoming, gint64, i);
      if (at - before_s * 1000 > now)
        break;
    }

  return at;
}

static void
follow (TidingsReminderMoments *self)
{
  gint64 now = tidings_clock_get_now (self->clock);

  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr(TidingsReminderMoment) moment = get_nth (self, i);

      tidings_reminder_moment_set_event (moment, find_event (self->upcoming, tidings_reminder_moment_get_before (moment), now),
                                         now, self->zone, self->told);
    }
}

static void
is_on_cb (TidingsReminderMoments *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static int
compare_moments (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  gint64 left = tidings_reminder_moment_get_before ((gpointer) a);
  gint64 right = tidings_reminder_moment_get_before ((gpointer) b);

  return left > right ? -1 : left < right;
}

static void
tidings_reminder_moments_finalize (GObject *object)
{
  TidingsReminderMoments *self = TIDINGS_REMINDER_MOMENTS (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->told);
  g_clear_object (&self->moments);
  g_clear_pointer (&self->upcoming, g_array_unref);
  g_clear_pointer (&self->zone, g_free);

  G_OBJECT_CLASS (tidings_reminder_moments_parent_class)->finalize (object);
}

static void
tidings_reminder_moments_class_init (TidingsReminderMomentsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tidings_reminder_moments_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tidings_reminder_moments_init (TidingsReminderMoments *self)
{
  self->moments = g_list_store_new (TIDINGS_TYPE_REMINDER_MOMENT);
  self->upcoming = g_array_new (FALSE, FALSE, sizeof (gint64));
}

TidingsReminderMoments *
tidings_reminder_moments_new (TidingsClock        *clock,
                              TidingsReminderTold *told)
{
  TidingsReminderMoments *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (TIDINGS_IS_REMINDER_TOLD (told), NULL);

  self = g_object_new (TIDINGS_TYPE_REMINDER_MOMENTS, NULL);
  self->clock = g_object_ref (clock);
  self->told = g_object_ref (told);
  /* Others have other quiet hours. */
  g_signal_connect_object (told, "notify::n-people", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);

  return self;
}

GListModel *
tidings_reminder_moments_list (TidingsReminderMoments *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_MOMENTS (self), NULL);

  return G_LIST_MODEL (self->moments);
}

void
tidings_reminder_moments_put (TidingsReminderMoments *self,
                              gint64                  before_s,
                              gboolean                is_on)
{
  g_autoptr(TidingsReminderMoment) moment = NULL;

  g_return_if_fail (TIDINGS_IS_REMINDER_MOMENTS (self));
  g_return_if_fail (before_s >= 0);

  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr(TidingsReminderMoment) other = get_nth (self, i);

      if (tidings_reminder_moment_get_before (other) != before_s)
        continue;
      if (is_on)
        g_object_set (other, "is-on", TRUE, NULL);
      return;
    }

  moment = tidings_reminder_moment_new (before_s, is_on);
  g_signal_connect_object (moment, "notify::is-on", G_CALLBACK (is_on_cb), self, G_CONNECT_SWAPPED);
  g_list_store_insert_sorted (self->moments, moment, compare_moments, NULL);
  follow (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
tidings_reminder_moments_follow (TidingsReminderMoments *self,
                                 GArray                 *upcoming,
                                 const char             *zone)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_MOMENTS (self));

  g_array_set_size (self->upcoming, 0);
  if (upcoming != NULL)
    g_array_append_vals (self->upcoming, upcoming->data, upcoming->len);
  g_free (self->zone);
  self->zone = g_strdup (zone);
  follow (self);
}

gboolean
tidings_reminder_moments_have_open (TidingsReminderMoments *self,
                                    gboolean               *has_any)
{
  gboolean has_open = FALSE;

  g_return_val_if_fail (TIDINGS_IS_REMINDER_MOMENTS (self), FALSE);
  g_return_val_if_fail (has_any != NULL, FALSE);

  *has_any = FALSE;
  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr(TidingsReminderMoment) moment = get_nth (self, i);

      if (!tidings_reminder_moment_get_is_on (moment))
        continue;
      *has_any = TRUE;
      has_open |= !tidings_reminder_moment_get_is_passed (moment);
    }

  return has_open;
}

GVariant *
tidings_reminder_moments_get_before (TidingsReminderMoments *self)
{
  GVariantBuilder builder;

  g_return_val_if_fail (TIDINGS_IS_REMINDER_MOMENTS (self), NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("ax"));
  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr(TidingsReminderMoment) moment = get_nth (self, i);

      /* Passed ones stay part of the reminder: moved to a later day, they count again. */
      if (tidings_reminder_moment_get_is_on (moment))
        g_variant_builder_add (&builder, "x", tidings_reminder_moment_get_before (moment));
    }

  return g_variant_builder_end (&builder);
}
