/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row with a switch that unfolds into when quiet hours begin and end. */
#include "config.h"

#include "tidings-quiet-row.h"

#include <glib/gi18n.h>

#include "tidings-time-entry.h"
#include "tidings-widgets.h"

/* What quiet hours are when somebody switches them on: 22:00 to 07:00. */
#define QUIET_FROM (22 * 60)
#define QUIET_TO (7 * 60)

struct _TidingsQuietRow
{
  AdwExpanderRow parent_instance;

  AdwActionRow *to_row;
  TidingsTimeEntry *from;
  TidingsTimeEntry *to;

  guint is_showing : 1;   /* our own change of the controls */
};

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (TidingsQuietRow, tidings_quiet_row, ADW_TYPE_EXPANDER_ROW)

static guint signals[N_SIGNALS];

static void
show_end (TidingsQuietRow *self)
{
  int from = tidings_time_entry_get_minutes (self->from);
  int to = tidings_time_entry_get_minutes (self->to);

  adw_action_row_set_subtitle (self->to_row, to <= from ? _("Ends next day") : "");
}

static void
control_changed_cb (TidingsQuietRow *self)
{
  if (self->is_showing)
    return;

  show_end (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
title_changed_cb (TidingsQuietRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));

  tidings_set_name (GTK_WIDGET (self), title);
  tidings_name_switch (GTK_WIDGET (self), title);
}

static void
tidings_quiet_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TIDINGS_TYPE_QUIET_ROW);

  G_OBJECT_CLASS (tidings_quiet_row_parent_class)->dispose (object);
}

static void
tidings_quiet_row_class_init (TidingsQuietRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_quiet_row_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TIDINGS_TYPE_TIME_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-quiet-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsQuietRow, to_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsQuietRow, from);
  gtk_widget_class_bind_template_child (widget_class, TidingsQuietRow, to);
  gtk_widget_class_bind_template_callback (widget_class, control_changed_cb);
}

static void
tidings_quiet_row_init (TidingsQuietRow *self)
{
  self->is_showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
  tidings_quiet_row_set_window (self, -1, -1);
}

void
tidings_quiet_row_set_window (TidingsQuietRow *self,
                              int              from,
                              int              to)
{
  g_return_if_fail (TIDINGS_IS_QUIET_ROW (self));

  self->is_showing = TRUE;
  tidings_time_entry_set_minutes (self->from, from >= 0 ? from : QUIET_FROM);
  tidings_time_entry_set_minutes (self->to, from >= 0 ? to : QUIET_TO);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), from >= 0);
  show_end (self);
  self->is_showing = FALSE;
}

void
tidings_quiet_row_get_window (TidingsQuietRow *self,
                              int             *from,
                              int             *to)
{
  gboolean is_on;

  g_return_if_fail (TIDINGS_IS_QUIET_ROW (self));
  g_return_if_fail (from != NULL && to != NULL);

  is_on = adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self));
  *from = is_on ? tidings_time_entry_get_minutes (self->from) : -1;
  *to = is_on ? tidings_time_entry_get_minutes (self->to) : -1;
}
