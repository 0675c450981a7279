/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the choice of countries. */
#include "config.h"

#include "tidings-country-row.h"

#include <glib/gi18n.h>
#include "tidings-widgets.h"

struct _TidingsCountryRow
{
  AdwBin parent_instance;

  GtkLabel *heading;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *code;
  GtkWidget *check;
};

G_DEFINE_FINAL_TYPE (TidingsCountryRow, tidings_country_row, ADW_TYPE_BIN)

static void
tidings_country_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TIDINGS_TYPE_COUNTRY_ROW);

  G_OBJECT_CLASS (tidings_country_row_parent_class)->dispose (object);
}

static void
tidings_country_row_class_init (TidingsCountryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_country_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-country-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsCountryRow, heading);
  gtk_widget_class_bind_template_child (widget_class, TidingsCountryRow, title);
  gtk_widget_class_bind_template_child (widget_class, TidingsCountryRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, TidingsCountryRow, code);
  gtk_widget_class_bind_template_child (widget_class, TidingsCountryRow, check);
}

static void
tidings_country_row_init (TidingsCountryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (GTK_WIDGET (self->code), GTK_TEXT_DIR_LTR);
}

GtkWidget *
tidings_country_row_new (void)
{
  return g_object_new (TIDINGS_TYPE_COUNTRY_ROW, NULL);
}

static void
name_row (TidingsCountryRow *self,
          TidingsCountry    *country,
          gboolean           is_current)
{
  guint code = tidings_country_get_calling_code (country);
  g_autofree char *name = NULL;

  if (is_current)
    /* Translators: read aloud; the name of a country and its calling code */
    name = g_strdup_printf (_("%s, plus %u, chosen"), tidings_country_get_name (country), code);
  else
    /* Translators: read aloud; the name of a country and its calling code */
    name = g_strdup_printf (_("%s, plus %u"), tidings_country_get_name (country), code);

  /* What is read is the list's own item around this one. */
  tidings_set_name (GTK_WIDGET (self), name);
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    tidings_set_name (gtk_widget_get_parent (GTK_WIDGET (self)), name);
}

void
tidings_country_row_show (TidingsCountryRow    *self,
                          TidingsCountryChoice *choice)
{
  g_autofree char *code = NULL;
  const char *name = NULL;
  const char *native = NULL;

  g_return_if_fail (TIDINGS_IS_COUNTRY_ROW (self));
  g_return_if_fail (TIDINGS_IS_COUNTRY_CHOICE (choice));

  name = tidings_country_get_name (choice->country);
  native = tidings_country_get_native_name (choice->country);
  code = g_strdup_printf ("+%u", tidings_country_get_calling_code (choice->country));

  gtk_label_set_label (self->heading, choice->heading != NULL ? choice->heading : "");
  gtk_widget_set_visible (GTK_WIDGET (self->heading), choice->heading != NULL);
  gtk_label_set_label (self->title, name);
  gtk_label_set_label (self->subtitle, native);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), !g_str_equal (name, native));
  gtk_label_set_label (self->code, code);
  gtk_widget_set_visible (self->check, choice->is_current);
  name_row (self, choice->country, choice->is_current);
}
