/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of a limit, in one row. */
#include "config.h"

#include "tidings-quota-row.h"

#include "tidings-widgets.h"
#include "tidings-words.h"

struct _TidingsQuotaRow
{
  AdwPreferencesRow parent_instance;

  TidingsQuota *quota;
  char *bar_name;

  GtkWidget *words_label;
  GtkWidget *limit_button;
  GtkWidget *note_label;
  GtkLevelBar *bar;
};

enum {
  PROP_0,
  PROP_QUOTA,
  PROP_BAR_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsQuotaRow, tidings_quota_row, ADW_TYPE_PREFERENCES_ROW)

/* What template expressions cannot reach: accessible texts, visibility of the bar, and the colour of the words. */
static void
quota_changed_cb (TidingsQuotaRow *self)
{
  g_autofree char *value = NULL;
  g_autofree char *note = NULL;
  g_autofree char *name = NULL;
  gboolean is_limited = FALSE;
  gboolean is_unlimited = FALSE;
  gboolean is_low = FALSE;

  g_object_get (self->quota, "value-text", &value, "note", &note, "is-limited", &is_limited,
                "is-unlimited", &is_unlimited, "is-low", &is_low, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), is_limited);
  gtk_widget_set_visible (self->limit_button, is_unlimited);
  gtk_widget_set_visible (self->note_label, note != NULL && *note != '\0');
  if (is_low)
    gtk_widget_add_css_class (self->words_label, "warning");
  else
    gtk_widget_remove_css_class (self->words_label, "warning");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, self->bar_name != NULL ? self->bar_name : "",
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value,
                                  -1);
  name = tidings_words_join_facts (self->bar_name, value, note);
  tidings_set_name (GTK_WIDGET (self), name);
}

static void
tidings_quota_row_dispose (GObject *object)
{
  TidingsQuotaRow *self = TIDINGS_QUOTA_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_QUOTA_ROW);
  g_clear_object (&self->quota);
  g_clear_pointer (&self->bar_name, g_free);

  G_OBJECT_CLASS (tidings_quota_row_parent_class)->dispose (object);
}

static void
tidings_quota_row_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  TidingsQuotaRow *self = TIDINGS_QUOTA_ROW (object);

  switch (prop_id)
    {
    case PROP_QUOTA:
      g_value_set_object (value, self->quota);
      break;
    case PROP_BAR_NAME:
      g_value_set_string (value, self->bar_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_quota (TidingsQuotaRow *self,
           TidingsQuota    *quota)
{
  if (!g_set_object (&self->quota, quota))
    return;

  g_signal_connect_object (quota, "notify::note", G_CALLBACK (quota_changed_cb), self, G_CONNECT_SWAPPED);
  quota_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUOTA]);
}

static void
tidings_quota_row_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  TidingsQuotaRow *self = TIDINGS_QUOTA_ROW (object);

  switch (prop_id)
    {
    case PROP_QUOTA:
      set_quota (self, g_value_get_object (value));
      break;
    case PROP_BAR_NAME:
      g_free (self->bar_name);
      self->bar_name = g_value_dup_string (value);
      if (self->quota != NULL)
        quota_changed_cb (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_quota_row_class_init (TidingsQuotaRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_quota_row_dispose;
  object_class->get_property = tidings_quota_row_get_property;
  object_class->set_property = tidings_quota_row_set_property;

  properties[PROP_QUOTA] = g_param_spec_object ("quota", NULL, NULL, TIDINGS_TYPE_QUOTA, both);
  properties[PROP_BAR_NAME] = g_param_spec_string ("bar-name", NULL, NULL, NULL, both);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (TIDINGS_TYPE_QUOTA);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-quota-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsQuotaRow, words_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsQuotaRow, limit_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsQuotaRow, note_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsQuotaRow, bar);
}

static void
tidings_quota_row_init (TidingsQuotaRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  /* The bar shows what is left, so only its lower end means something: a fifth. */
  gtk_level_bar_remove_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_add_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_LOW, 0.2);
}
