/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences of what stands around a text, and of new reminders. */
#include "config.h"

#include "tidings-texts-page.h"

#include <glib/gi18n.h>

#include "tidings-language.h"

struct _TidingsTextsPage
{
  AdwPreferencesPage parent_instance;

  GSettings *settings;

  char **languages;

  AdwComboRow *language_row;
  GtkEditable *household_row;
  GtkWidget *stop_switch;
  GtkWidget *day_switch;
  GtkWidget *hour_switch;
  GtkWidget *event_switch;
};

G_DEFINE_FINAL_TYPE (TidingsTextsPage, tidings_texts_page, ADW_TYPE_PREFERENCES_PAGE)

static void
household_applied_cb (TidingsTextsPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->household_row)));

  g_settings_set_string (self->settings, "household", name);
}

/* The first row is for the country's; a language that nobody has translated the texts to shows as that. */
static gboolean
to_language_cb (GValue   *value,
                GVariant *variant,
                gpointer  user_data)
{
  TidingsTextsPage *self = user_data;
  guint selected = 0;

  for (guint i = 0; self->languages[i] != NULL; i++)
    if (g_str_equal (self->languages[i], g_variant_get_string (variant, NULL)))
      selected = i + 1;
  g_value_set_uint (value, selected);

  return TRUE;
}

static GVariant *
from_language_cb (const GValue       *value,
                  const GVariantType *type,
                  gpointer            user_data)
{
  TidingsTextsPage *self = user_data;
  guint selected = g_value_get_uint (value);

  return g_variant_new_string (selected > 0 && selected <= g_strv_length (self->languages) ? self->languages[selected - 1] : "");
}

static void
bind_language (TidingsTextsPage *self)
{
  const char *first[] = { _("As in the country"), NULL };
  g_autoptr(GtkStringList) names = gtk_string_list_new (first);

  self->languages = tidings_language_list ();
  for (guint i = 0; self->languages[i] != NULL; i++)
    {
      g_autofree char *name = tidings_language_dup_name (self->languages[i]);

      gtk_string_list_append (names, name);
    }
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  g_settings_bind_with_mapping (self->settings, "text-language", self->language_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                to_language_cb, from_language_cb, self, NULL);
}

static gboolean
has_offset (GVariant *offsets,
            gint64    before_s)
{
  GVariantIter iter;
  gint64 offset = 0;

  g_variant_iter_init (&iter, offsets);
  while (g_variant_iter_next (&iter, "x", &offset))
    if (offset == before_s)
      return TRUE;

  return FALSE;
}

static gint64
get_offset (gpointer user_data)
{
  return GPOINTER_TO_INT (g_object_get_data (user_data, "tidings-before"));
}

static gboolean
to_switch_cb (GValue   *value,
              GVariant *variant,
              gpointer  user_data)
{
  g_value_set_boolean (value, has_offset (variant, get_offset (user_data)));

  return TRUE;
}

/* The setting holds all offsets, those without a switch here, too. */
static GVariant *
from_switch_cb (const GValue       *value,
                const GVariantType *type,
                gpointer            user_data)
{
  TidingsTextsPage *self = TIDINGS_TEXTS_PAGE (gtk_widget_get_ancestor (user_data, TIDINGS_TYPE_TEXTS_PAGE));
  g_autoptr(GVariant) offsets = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  gint64 offset = 0;

  if (self == NULL)
    return NULL;

  offsets = g_settings_get_value (self->settings, "reminder-before");
  g_variant_builder_init (&builder, type);
  g_variant_iter_init (&iter, offsets);
  while (g_variant_iter_next (&iter, "x", &offset))
    if (offset != get_offset (user_data))
      g_variant_builder_add (&builder, "x", offset);
  if (g_value_get_boolean (value))
    g_variant_builder_add (&builder, "x", get_offset (user_data));

  return g_variant_builder_end (&builder);
}

static void
bind_offset (TidingsTextsPage *self,
             GtkWidget        *widget,
             int               before_s)
{
  g_object_set_data (G_OBJECT (widget), "tidings-before", GINT_TO_POINTER (before_s));
  g_settings_bind_with_mapping (self->settings, "reminder-before", widget, "active", G_SETTINGS_BIND_DEFAULT, to_switch_cb,
                                from_switch_cb, widget, NULL);
}

static void
tidings_texts_page_dispose (GObject *object)
{
  TidingsTextsPage *self = TIDINGS_TEXTS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_TEXTS_PAGE);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tidings_texts_page_parent_class)->dispose (object);
}

static void
tidings_texts_page_finalize (GObject *object)
{
  g_strfreev (TIDINGS_TEXTS_PAGE (object)->languages);

  G_OBJECT_CLASS (tidings_texts_page_parent_class)->finalize (object);
}

static void
tidings_texts_page_class_init (TidingsTextsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_texts_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = tidings_texts_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-texts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsTextsPage, language_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsTextsPage, household_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsTextsPage, stop_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsTextsPage, day_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsTextsPage, hour_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsTextsPage, event_switch);
  gtk_widget_class_bind_template_callback (widget_class, household_applied_cb);
}

static void
tidings_texts_page_init (TidingsTextsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tidings_texts_page_bind (TidingsTextsPage *self,
                         GSettings        *settings)
{
  g_autofree char *household = NULL;

  g_return_if_fail (TIDINGS_IS_TEXTS_PAGE (self));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  household = g_settings_get_string (settings, "household");
  gtk_editable_set_text (self->household_row, household);
  bind_language (self);
  g_settings_bind (settings, "ask-stop", self->stop_switch, "active", G_SETTINGS_BIND_DEFAULT);
  bind_offset (self, self->day_switch, 86400);
  bind_offset (self, self->hour_switch, 3600);
  bind_offset (self, self->event_switch, 0);
}
