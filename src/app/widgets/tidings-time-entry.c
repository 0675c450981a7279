/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a time of day is entered. */
#include "config.h"

#include "tidings-time-entry.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include "tidings-widgets.h"

#define DAY_MINUTES 1440

struct _TidingsTimeEntry {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *hours;
  GtkWidget *minutes;
  GtkWidget *half;        /* NULL where the clock has 24 hours */
  int value;

  guint is_afternoon : 1;
  guint is_showing : 1;   /* our own change of the spin buttons */
};

enum {
  PROP_0,
  PROP_MINUTES,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TidingsTimeEntry, tidings_time_entry, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

/* The locale's own time format tells: POSIX has no other sign of a twelve-hour clock. */
static gboolean
has_twelve_hours (void)
{
  const char *format = nl_langinfo (T_FMT);

  return strstr (format, "%r") != NULL || strstr (format, "%I") != NULL || strstr (format, "%l") != NULL ||
         strstr (format, "%p") != NULL;
}

static void
show (TidingsTimeEntry *self)
{
  int hour = self->value / 60;

  self->is_showing = TRUE;
  self->is_afternoon = hour >= 12;
  if (self->half != NULL)
    {
      gtk_button_set_label (GTK_BUTTON (self->half), nl_langinfo (self->is_afternoon ? PM_STR : AM_STR));
      hour = hour % 12 == 0 ? 12 : hour % 12;
    }
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->hours), hour);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->minutes), self->value % 60);
  self->is_showing = FALSE;
}

static void
spin_changed_cb (TidingsTimeEntry *self)
{
  int hour = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->hours));
  int minute = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->minutes));

  if (self->is_showing)
    return;

  if (self->half != NULL)
    hour = hour % 12 + (self->is_afternoon ? 12 : 0);

  tidings_time_entry_set_minutes (self, hour * 60 + minute);
}

static void
half_clicked_cb (TidingsTimeEntry *self)
{
  tidings_time_entry_set_minutes (self, (self->value + DAY_MINUTES / 2) % DAY_MINUTES);
}

static gboolean
output_cb (GtkSpinButton *spin,
           gpointer       user_data)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (spin));

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (spin)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);

  return TRUE;
}

static GtkWidget *
make_spin (TidingsTimeEntry *self,
           int               lowest,
           int               highest,
           const char       *name)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (lowest, highest, 1);

  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_spin_button_set_wrap (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 2);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (spin), 2);
  gtk_widget_add_css_class (spin, "numeric");
  gtk_widget_set_tooltip_text (spin, name);
  tidings_set_name (spin, name);
  g_signal_connect (spin, "output", G_CALLBACK (output_cb), NULL);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (spin_changed_cb), self);

  return spin;
}

static void
tidings_time_entry_dispose (GObject *object)
{
  TidingsTimeEntry *self = TIDINGS_TIME_ENTRY (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tidings_time_entry_parent_class)->dispose (object);
}

static void
tidings_time_entry_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_MINUTES:
      g_value_set_int (value, TIDINGS_TIME_ENTRY (object)->value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_time_entry_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_MINUTES:
      tidings_time_entry_set_minutes (TIDINGS_TIME_ENTRY (object), g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_time_entry_class_init (TidingsTimeEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_time_entry_dispose;
  object_class->get_property = tidings_time_entry_get_property;
  object_class->set_property = tidings_time_entry_set_property;

  properties[PROP_MINUTES] = g_param_spec_int ("minutes", NULL, NULL, 0, DAY_MINUTES - 1, 0,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tidings_time_entry_init (TidingsTimeEntry *self)
{
  gboolean twelve = has_twelve_hours ();

  self->hours = make_spin (self, twelve ? 1 : 0, twelve ? 12 : 23, C_("time entry", "Hours"));
  self->minutes = make_spin (self, 0, 59, C_("time entry", "Minutes"));

  /* A clock time runs from left to right in every language. */
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_direction (self->box, GTK_TEXT_DIR_LTR);
  gtk_widget_set_valign (self->box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), self->hours);
  gtk_box_append (GTK_BOX (self->box), gtk_label_new (":"));
  gtk_box_append (GTK_BOX (self->box), self->minutes);
  if (twelve)
    {
      self->half = gtk_button_new ();
      gtk_widget_set_tooltip_text (self->half, C_("time entry", "Morning or afternoon"));
      g_signal_connect_swapped (self->half, "clicked", G_CALLBACK (half_clicked_cb), self);
      gtk_box_append (GTK_BOX (self->box), self->half);
    }
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  show (self);
}

GtkWidget *
tidings_time_entry_new (void)
{
  return g_object_new (TIDINGS_TYPE_TIME_ENTRY, NULL);
}

int
tidings_time_entry_get_minutes (TidingsTimeEntry *self)
{
  g_return_val_if_fail (TIDINGS_IS_TIME_ENTRY (self), 0);

  return self->value;
}

void
tidings_time_entry_set_minutes (TidingsTimeEntry *self,
                                int               minutes)
{
  g_return_if_fail (TIDINGS_IS_TIME_ENTRY (self));
  g_return_if_fail (minutes >= 0 && minutes < DAY_MINUTES);

  if (self->value == minutes)
    return;

  self->value = minutes;
  show (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MINUTES]);
}
