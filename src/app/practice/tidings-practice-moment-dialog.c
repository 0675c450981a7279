/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a person chooses the moment that practice time goes ahead to. */
#include "config.h"

#include "tidings-practice-moment-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "tidings-time-entry.h"
#include "tidings-widgets.h"

#define TIDINGS_TYPE_PRACTICE_MOMENT_DIALOG (tidings_practice_moment_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPracticeMomentDialog, tidings_practice_moment_dialog, TIDINGS, PRACTICE_MOMENT_DIALOG, AdwWindow)

struct _TidingsPracticeMomentDialog
{
  AdwWindow parent_instance;

  gint64 now;
  TidingsPracticeMomentFunc chosen;
  gpointer user_data;

  GtkCalendar *calendar;
  TidingsTimeEntry *time_entry;
  GtkLabel *error_label;
};

G_DEFINE_FINAL_TYPE (TidingsPracticeMomentDialog, tidings_practice_moment_dialog, ADW_TYPE_WINDOW)

/* By this computer's zone; a time that the day does not have is the one after the gap. */
static gint64
read_instant (TidingsPracticeMomentDialog *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);
  int minutes = tidings_time_entry_get_minutes (self->time_entry);
  g_autoptr(GDateTime) moment = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                                       g_date_time_get_day_of_month (day), minutes / 60, minutes % 60, 0);

  return moment != NULL ? g_date_time_to_unix (moment) * 1000 : 0;
}

static void
changed_cb (TidingsPracticeMomentDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_STATE_INVALID);
}

static void
go_cb (TidingsPracticeMomentDialog *self)
{
  gint64 instant = read_instant (self);

  if (instant > self->now)
    {
      self->chosen (instant, self->user_data);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  tidings_announce (self->error_label, _("Practice time only goes ahead. Choose a later moment"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

static void
tidings_practice_moment_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TIDINGS_TYPE_PRACTICE_MOMENT_DIALOG);

  G_OBJECT_CLASS (tidings_practice_moment_dialog_parent_class)->dispose (object);
}

static void
tidings_practice_moment_dialog_class_init (TidingsPracticeMomentDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_practice_moment_dialog_dispose;

  g_type_ensure (TIDINGS_TYPE_TIME_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-practice-moment-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeMomentDialog, calendar);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeMomentDialog, time_entry);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeMomentDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_cb);
}

static void
tidings_practice_moment_dialog_init (TidingsPracticeMomentDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tidings_name_calendar (GTK_WIDGET (self->calendar));
}

void
tidings_practice_moment_dialog_present (GtkWindow                 *parent,
                                        gint64                     now,
                                        TidingsPracticeMomentFunc  chosen,
                                        gpointer                   user_data)
{
  TidingsPracticeMomentDialog *self = NULL;
  g_autoptr(GDateTime) instant = g_date_time_new_from_unix_local (now / 1000);
  g_autoptr(GDateTime) tomorrow = g_date_time_add_days (instant, 1);

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (chosen != NULL);

  self = g_object_new (TIDINGS_TYPE_PRACTICE_MOMENT_DIALOG, "transient-for", parent, NULL);
  self->now = now;
  self->chosen = chosen;
  self->user_data = user_data;
  gtk_calendar_select_day (self->calendar, tomorrow);
  tidings_time_entry_set_minutes (self->time_entry, 9 * 60);
  gtk_window_present (GTK_WINDOW (self));
}
