/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which quiet hours are set for each day of the week. */
#include "config.h"

#include "tidings-quiet-dialog.h"

#include <langinfo.h>

#include <glib/gi18n.h>

#include "tidings-quiet-row.h"

#define N_DAYS 7

struct _TidingsQuietDialog
{
  AdwWindow parent_instance;

  AdwPreferencesGroup *days_group;
  GtkLabel *words_label;
  TidingsQuietRow *rows[N_DAYS];   /* Monday first */
};

enum {
  SAVED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (TidingsQuietDialog, tidings_quiet_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

/* What it comes to, in the same words as everywhere. */
static void
row_changed_cb (TidingsQuietDialog *self)
{
  TidingsQuietHours hours = TIDINGS_QUIET_HOURS_NONE;
  g_autofree char *words = NULL;

  tidings_quiet_dialog_get_hours (self, &hours);
  words = tidings_quiet_hours_describe (&hours);
  gtk_label_set_label (self->words_label, words);
}

static void
save_clicked_cb (TidingsQuietDialog *self)
{
  g_signal_emit (self, signals[SAVED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tidings_quiet_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TIDINGS_TYPE_QUIET_DIALOG);

  G_OBJECT_CLASS (tidings_quiet_dialog_parent_class)->dispose (object);
}

static void
tidings_quiet_dialog_class_init (TidingsQuietDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_quiet_dialog_dispose;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-quiet-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsQuietDialog, days_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsQuietDialog, words_label);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
add_day (TidingsQuietDialog *self,
         guint               day)
{
  /* The first of langinfo's days is Sunday. */
  const char *name = nl_langinfo (DAY_1 + (day + 1) % N_DAYS);

  self->rows[day] = g_object_new (TIDINGS_TYPE_QUIET_ROW, "use-markup", FALSE, "title", name, NULL);
  g_signal_connect_object (self->rows[day], "changed", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->days_group, GTK_WIDGET (self->rows[day]));
}

static void
tidings_quiet_dialog_init (TidingsQuietDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint day = 0; day < N_DAYS; day++)
    add_day (self, day);
}

GtkWidget *
tidings_quiet_dialog_new (GtkWindow               *parent,
                          const TidingsQuietHours *hours)
{
  TidingsQuietDialog *self = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (hours != NULL, NULL);

  self = g_object_new (TIDINGS_TYPE_QUIET_DIALOG, "transient-for", parent, NULL);
  for (guint day = 0; day < N_DAYS; day++)
    tidings_quiet_row_set_window (self->rows[day], hours->from[day], hours->to[day]);
  row_changed_cb (self);

  return GTK_WIDGET (self);
}

void
tidings_quiet_dialog_get_hours (TidingsQuietDialog *self,
                                TidingsQuietHours  *hours)
{
  g_return_if_fail (TIDINGS_IS_QUIET_DIALOG (self));
  g_return_if_fail (hours != NULL);

  for (guint day = 0; day < N_DAYS; day++)
    {
      int from = -1;
      int to = -1;

      tidings_quiet_row_get_window (self->rows[day], &from, &to);
      hours->from[day] = from;
      hours->to[day] = to;
    }
}
