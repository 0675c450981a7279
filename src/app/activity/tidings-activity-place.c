/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place in the list of Activity. */
#include "config.h"

#include "tidings-activity-place.h"

#include "tidings-message-row.h"

struct _TidingsActivityPlace
{
  GObject parent_instance;

  GtkScrolledWindow *scroller;  /* borrowed */
  gint64 anchor;                /* the message whose row is to stay where it is, 0 for none */
  double anchor_y;
  gulong layout_handler;
  GdkFrameClock *frame_clock;   /* it is on; borrowed */
};

G_DEFINE_FINAL_TYPE (TidingsActivityPlace, tidings_activity_place, G_TYPE_OBJECT)

static GtkWidget *
find_row (GtkWidget *widget,
          gint64     id)
{
  GtkWidget *found = NULL;

  if (TIDINGS_IS_MESSAGE_ROW (widget))
    return tidings_message_row_get_id (TIDINGS_MESSAGE_ROW (widget)) == id ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, id);

  return found;
}

static gboolean
get_row_y (TidingsActivityPlace *self,
           GtkWidget            *row,
           double               *y)
{
  return row != NULL && gtk_widget_translate_coordinates (row, GTK_WIDGET (self->scroller), 0, 0, NULL, y);
}

/* The rows have their new places, and nothing of them was painted yet. */
static void
layout_cb (TidingsActivityPlace *self)
{
  GtkWidget *row = tidings_activity_place_find_row (self, self->anchor);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double y = 0;

  if (get_row_y (self, row, &y))
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y - self->anchor_y);
  tidings_activity_place_forget (self);
}

static void
tidings_activity_place_dispose (GObject *object)
{
  tidings_activity_place_forget (TIDINGS_ACTIVITY_PLACE (object));

  G_OBJECT_CLASS (tidings_activity_place_parent_class)->dispose (object);
}

static void
tidings_activity_place_class_init (TidingsActivityPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tidings_activity_place_dispose;
}

static void
tidings_activity_place_init (TidingsActivityPlace *self)
{
}

TidingsActivityPlace *
tidings_activity_place_new (GtkScrolledWindow *scroller)
{
  TidingsActivityPlace *self = NULL;

  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scroller), NULL);

  self = g_object_new (TIDINGS_TYPE_ACTIVITY_PLACE, NULL);
  self->scroller = scroller;

  return self;
}

GtkWidget *
tidings_activity_place_find_row (TidingsActivityPlace *self,
                                 gint64                message)
{
  g_return_val_if_fail (TIDINGS_IS_ACTIVITY_PLACE (self), NULL);

  return message != 0 ? find_row (GTK_WIDGET (self->scroller), message) : NULL;
}

void
tidings_activity_place_keep (TidingsActivityPlace *self,
                             gint64                message)
{
  GtkWidget *row = NULL;

  g_return_if_fail (TIDINGS_IS_ACTIVITY_PLACE (self));

  tidings_activity_place_forget (self);
  row = tidings_activity_place_find_row (self, message);
  if (!get_row_y (self, row, &self->anchor_y) || (self->frame_clock = gtk_widget_get_frame_clock (row)) == NULL)
    return;

  self->anchor = message;
  self->layout_handler = g_signal_connect_object (self->frame_clock, "layout", G_CALLBACK (layout_cb), self,
                                                  G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
tidings_activity_place_forget (TidingsActivityPlace *self)
{
  g_return_if_fail (TIDINGS_IS_ACTIVITY_PLACE (self));

  if (self->layout_handler != 0)
    g_signal_handler_disconnect (self->frame_clock, self->layout_handler);
  self->layout_handler = 0;
  self->anchor = 0;
}
