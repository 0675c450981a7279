/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the day and time at which a pause ends. */
#include "config.h"

#include "tidings-pause-time.h"

#include "tidings-format.h"
#include "tidings-pause-words.h"
#include "tidings-time-entry.h"
#include "tidings-widgets.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define DAY_MS (24 * HOUR_MS)
/* A month away; who goes for longer resumes by hand. */
#define N_DAYS 31

#define TIDINGS_TYPE_PAUSE_TIME (tidings_pause_time_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPauseTime, tidings_pause_time, TIDINGS, PAUSE_TIME, AdwWindow)

struct _TidingsPauseTime
{
  AdwWindow parent_instance;

  TidingsClock *clock;
  TidingsPauseTimeFunc func;
  gpointer user_data;
  GDestroyNotify destroy;

  AdwComboRow *day_row;
  TidingsTimeEntry *time_entry;
  GtkLabel *words_label;
  GtkWidget *pause_button;
};

G_DEFINE_FINAL_TYPE (TidingsPauseTime, tidings_pause_time, ADW_TYPE_WINDOW)

static gint64
get_until (TidingsPauseTime *self)
{
  return tidings_pause_words_get_moment (tidings_clock_get_now (self->clock), adw_combo_row_get_selected (self->day_row),
                                         tidings_time_entry_get_minutes (self->time_entry));
}

static void
changed_cb (TidingsPauseTime *self)
{
  static const char * const kinds[] = { "error", NULL };
  gint64 now;
  gint64 until;
  g_autofree char *words = NULL;

  if (self->clock == NULL)
    return;

  now = tidings_clock_get_now (self->clock);
  until = get_until (self);
  words = tidings_pause_words_choice (until, now);
  tidings_announce (self->words_label, words);
  tidings_set_kind (GTK_WIDGET (self->words_label), kinds, until <= now ? "error" : NULL);
  gtk_widget_set_sensitive (self->pause_button, until > now);
}

static void
pause_clicked_cb (TidingsPauseTime *self)
{
  gint64 until = get_until (self);

  /* The moment may have passed while the window was open. */
  if (until <= tidings_clock_get_now (self->clock))
    {
      changed_cb (self);
      return;
    }

  self->func (until, self->user_data);
  gtk_window_close (GTK_WINDOW (self));
}

/* Days from now on, and the next full hour. */
static void
fill (TidingsPauseTime *self)
{
  g_autoptr(GtkStringList) days = gtk_string_list_new (NULL);
  gint64 now = tidings_clock_get_now (self->clock);
  gint64 hour = now + 2 * HOUR_MS - now % HOUR_MS;
  gint64 today = tidings_pause_words_get_moment (now, 0, 0);

  for (guint i = 0; i < N_DAYS; i++)
    {
      g_autofree char *day = tidings_format_day (tidings_pause_words_get_moment (now, i, 12 * 60), now);

      gtk_string_list_append (days, day);
    }
  adw_combo_row_set_model (self->day_row, G_LIST_MODEL (days));
  adw_combo_row_set_selected (self->day_row, (hour - today) / DAY_MS);
  tidings_time_entry_set_minutes (self->time_entry, (hour - today) % DAY_MS / 60000);
  changed_cb (self);
}

static void
tidings_pause_time_dispose (GObject *object)
{
  TidingsPauseTime *self = TIDINGS_PAUSE_TIME (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_PAUSE_TIME);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  self->destroy = NULL;
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tidings_pause_time_parent_class)->dispose (object);
}

static void
tidings_pause_time_class_init (TidingsPauseTimeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_pause_time_dispose;

  g_type_ensure (TIDINGS_TYPE_TIME_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-pause-time.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsPauseTime, day_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPauseTime, time_entry);
  gtk_widget_class_bind_template_child (widget_class, TidingsPauseTime, words_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsPauseTime, pause_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_clicked_cb);
}

static void
tidings_pause_time_init (TidingsPauseTime *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tidings_pause_time_ask (GtkWindow            *parent,
                        TidingsClock         *clock,
                        TidingsPauseTimeFunc  func,
                        gpointer              user_data,
                        GDestroyNotify        destroy)
{
  TidingsPauseTime *self = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (TIDINGS_IS_CLOCK (clock));
  g_return_if_fail (func != NULL && destroy != NULL);

  self = g_object_new (TIDINGS_TYPE_PAUSE_TIME, "transient-for", parent, NULL);
  self->clock = g_object_ref (clock);
  self->func = func;
  self->user_data = user_data;
  self->destroy = destroy;
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
}
