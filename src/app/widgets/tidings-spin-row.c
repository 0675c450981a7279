/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row in which a number is set. */
#include "config.h"

#include "tidings-spin-row.h"

#include "tidings-widgets.h"

/* A page of the keyboard goes so many steps. */
#define STEPS_A_PAGE 10

struct _TidingsSpinRow
{
  AdwActionRow parent_instance;

  GtkSpinButton *spin;
};

enum {
  PROP_0,
  PROP_VALUE,
  PROP_LOWER,
  PROP_UPPER,
  PROP_DIGITS,
  PROP_STEP,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TidingsSpinRow, tidings_spin_row, ADW_TYPE_ACTION_ROW)

static GParamSpec *properties[N_PROPS];

static void
value_changed_cb (TidingsSpinRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

static void
title_changed_cb (TidingsSpinRow *self)
{
  tidings_set_name (GTK_WIDGET (self->spin), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
}

static void
tidings_spin_row_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TidingsSpinRow *self = TIDINGS_SPIN_ROW (object);
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (self->spin);

  switch (property_id)
    {
    case PROP_VALUE:
      g_value_set_double (value, gtk_spin_button_get_value (self->spin));
      break;
    case PROP_LOWER:
      g_value_set_double (value, gtk_adjustment_get_lower (adjustment));
      break;
    case PROP_UPPER:
      g_value_set_double (value, gtk_adjustment_get_upper (adjustment));
      break;
    case PROP_DIGITS:
      g_value_set_uint (value, gtk_spin_button_get_digits (self->spin));
      break;
    case PROP_STEP:
      g_value_set_double (value, gtk_adjustment_get_step_increment (adjustment));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tidings_spin_row_set_property (GObject      *object,
                               guint         property_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  TidingsSpinRow *self = TIDINGS_SPIN_ROW (object);
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (self->spin);

  switch (property_id)
    {
    case PROP_VALUE:
      gtk_spin_button_set_value (self->spin, g_value_get_double (value));
      break;
    case PROP_LOWER:
      gtk_adjustment_set_lower (adjustment, g_value_get_double (value));
      break;
    case PROP_UPPER:
      gtk_adjustment_set_upper (adjustment, g_value_get_double (value));
      break;
    case PROP_DIGITS:
      gtk_spin_button_set_digits (self->spin, g_value_get_uint (value));
      break;
    case PROP_STEP:
      gtk_spin_button_set_increments (self->spin, g_value_get_double (value), g_value_get_double (value) * STEPS_A_PAGE);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tidings_spin_row_class_init (TidingsSpinRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tidings_spin_row_get_property;
  object_class->set_property = tidings_spin_row_set_property;

  properties[PROP_VALUE] = g_param_spec_double ("value", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_LOWER] = g_param_spec_double ("lower", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_UPPER] = g_param_spec_double ("upper", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_DIGITS] = g_param_spec_uint ("digits", NULL, NULL, 0, 20, 0, flags);
  properties[PROP_STEP] = g_param_spec_double ("step", NULL, NULL, 0, G_MAXDOUBLE, 1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_spin_row_init (TidingsSpinRow *self)
{
  self->spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, 1, 1));
  gtk_spin_button_set_numeric (self->spin, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->spin), 6);
  gtk_widget_set_valign (GTK_WIDGET (self->spin), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->spin));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->spin));
  g_signal_connect_object (self->spin, "value-changed", G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

static gboolean
to_double_cb (GValue   *value,
              GVariant *variant,
              gpointer  user_data)
{
  g_value_set_double (value, g_variant_is_of_type (variant, G_VARIANT_TYPE_UINT32) ? g_variant_get_uint32 (variant) :
                                                                                     g_variant_get_double (variant));

  return TRUE;
}

static GVariant *
from_double_cb (const GValue       *value,
                const GVariantType *type,
                gpointer            user_data)
{
  double number = g_value_get_double (value);

  return g_variant_type_equal (type, G_VARIANT_TYPE_UINT32) ? g_variant_new_uint32 ((guint32) (number + 0.5)) :
                                                              g_variant_new_double (number);
}

void
tidings_spin_row_bind (TidingsSpinRow *self,
                       GSettings      *settings,
                       const char     *key)
{
  g_return_if_fail (TIDINGS_IS_SPIN_ROW (self));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (key != NULL);

  g_settings_bind_with_mapping (settings, key, self, "value", G_SETTINGS_BIND_DEFAULT, to_double_cb, from_double_cb, NULL, NULL);
}
