/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences of what the household may send and spend. */
#include "config.h"

#include "tidings-limits-page.h"

#include "tidings-account-words.h"
#include "tidings-alert-type.h"
#include "tidings-spin-row.h"

#define BUDGET_UPPER 100000
#define BUDGET_DIGITS 2

struct _TidingsLimitsPage
{
  AdwPreferencesPage parent_instance;

  GSettings *settings;
  TidingsClient *client;

  TidingsSpinRow *cap_day_row;
  TidingsSpinRow *cap_month_row;
  TidingsSpinRow *budget_day_row;
  TidingsSpinRow *budget_month_row;
  AdwExpanderRow *groups_row;
  TidingsSpinRow *low_balance_row;
  TidingsSpinRow *rate_hour_row;
  TidingsSpinRow *rate_day_row;
  TidingsSpinRow *burst_row;
};

G_DEFINE_FINAL_TYPE (TidingsLimitsPage, tidings_limits_page, ADW_TYPE_PREFERENCES_PAGE)

static const char *
get_group (TidingsSpinRow *row)
{
  return g_object_get_data (G_OBJECT (row), "tidings-group");
}

static gboolean
to_budget_cb (GValue   *value,
              GVariant *variant,
              gpointer  user_data)
{
  double budget = 0;

  g_variant_lookup (variant, get_group (user_data), "d", &budget);
  g_value_set_double (value, budget);

  return TRUE;
}

/* The setting holds all groups, so that each row writes what the others have, too; one without a budget is left out. */
static GVariant *
from_budget_cb (const GValue       *value,
                const GVariantType *type,
                gpointer            user_data)
{
  TidingsSpinRow *row = user_data;
  TidingsLimitsPage *self = TIDINGS_LIMITS_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (row), TIDINGS_TYPE_LIMITS_PAGE));
  g_autoptr(GVariant) budgets = NULL;
  g_auto(GVariantDict) changed = G_VARIANT_DICT_INIT (NULL);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *group = NULL;
  double budget = 0;

  if (self == NULL)
    return NULL;

  budgets = g_settings_get_value (self->settings, "budget-groups");
  g_variant_builder_init (&builder, type);
  g_variant_iter_init (&iter, budgets);
  while (g_variant_iter_next (&iter, "{&sd}", &group, &budget))
    if (!g_str_equal (group, get_group (row)))
      g_variant_builder_add (&builder, "{sd}", group, budget);
  if (g_value_get_double (value) > 0)
    g_variant_builder_add (&builder, "{sd}", get_group (row), g_value_get_double (value));

  return g_variant_builder_end (&builder);
}

static void
add_group (TidingsLimitsPage *self,
           const char        *group)
{
  g_autofree char *title = tidings_catalog_dup_group_title (tidings_catalog_get_default (), group);
  GtkWidget *row = g_object_new (TIDINGS_TYPE_SPIN_ROW, "use-markup", FALSE, "title", title, "upper", (double) BUDGET_UPPER,
                                 "digits", BUDGET_DIGITS, NULL);

  g_object_set_data_full (G_OBJECT (row), "tidings-group", g_strdup (group), g_free);
  adw_expander_row_add_row (self->groups_row, row);
  g_settings_bind_with_mapping (self->settings, "budget-groups", row, "value", G_SETTINGS_BIND_DEFAULT, to_budget_cb,
                                from_budget_cb, row, NULL);
}

static void
tidings_limits_page_dispose (GObject *object)
{
  TidingsLimitsPage *self = TIDINGS_LIMITS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_LIMITS_PAGE);
  g_clear_object (&self->client);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tidings_limits_page_parent_class)->dispose (object);
}

static void
tidings_limits_page_class_init (TidingsLimitsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_limits_page_dispose;

  g_type_ensure (TIDINGS_TYPE_SPIN_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-limits-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsLimitsPage, cap_day_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsLimitsPage, cap_month_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsLimitsPage, budget_day_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsLimitsPage, budget_month_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsLimitsPage, groups_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsLimitsPage, low_balance_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsLimitsPage, rate_hour_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsLimitsPage, rate_day_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsLimitsPage, burst_row);
}

static void
tidings_limits_page_init (TidingsLimitsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tidings_limits_page_bind (TidingsLimitsPage *self,
                          GSettings         *settings)
{
  const char * const *groups = tidings_catalog_list_groups (tidings_catalog_get_default ());

  g_return_if_fail (TIDINGS_IS_LIMITS_PAGE (self));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  tidings_spin_row_bind (self->cap_day_row, settings, "cap-day");
  tidings_spin_row_bind (self->cap_month_row, settings, "cap-month");
  tidings_spin_row_bind (self->budget_day_row, settings, "budget-day");
  tidings_spin_row_bind (self->budget_month_row, settings, "budget-month");
  tidings_spin_row_bind (self->low_balance_row, settings, "low-balance");
  tidings_spin_row_bind (self->rate_hour_row, settings, "rate-hour");
  tidings_spin_row_bind (self->rate_day_row, settings, "rate-day");
  tidings_spin_row_bind (self->burst_row, settings, "burst");
  for (guint i = 0; groups[i] != NULL; i++)
    add_group (self, groups[i]);
}

/* What stands there while the limit is not reached, as the template has it. */
static void
say (TidingsSpinRow *row,
     char           *(*make) (TidingsLimitsPage *self, const char *key, const char *otherwise),
     TidingsLimitsPage *self,
     const char     *key)
{
  const char *otherwise = g_object_get_data (G_OBJECT (row), "tidings-otherwise");
  g_autofree char *words = NULL;

  if (otherwise == NULL)
    {
      otherwise = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
      g_object_set_data_full (G_OBJECT (row), "tidings-otherwise", g_strdup (otherwise), g_free);
      otherwise = g_object_get_data (G_OBJECT (row), "tidings-otherwise");
    }
  words = make (self, key, otherwise);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
}

static char *
make_texts (TidingsLimitsPage *self,
            const char        *key,
            const char        *otherwise)
{
  gboolean is_month = g_str_equal (key, "cap-month");
  guint used = 0;

  g_object_get (self->client, is_month ? "month-used" : "day-used", &used, NULL);

  return tidings_limit_words_texts (g_settings_get_uint (self->settings, key), used, is_month, otherwise);
}

static char *
make_money (TidingsLimitsPage *self,
            const char        *key,
            const char        *otherwise)
{
  gboolean is_month = g_str_equal (key, "budget-month");
  g_autofree char *used = NULL;
  g_autofree char *currency = NULL;

  g_object_get (self->client, is_month ? "spent" : "day-spent", &used, "currency", &currency, NULL);

  return tidings_limit_words_money (g_settings_get_double (self->settings, key), used, currency, is_month, otherwise);
}

static void
follow_use (TidingsLimitsPage *self)
{
  say (self->cap_day_row, make_texts, self, "cap-day");
  say (self->cap_month_row, make_texts, self, "cap-month");
  say (self->budget_day_row, make_money, self, "budget-day");
  say (self->budget_month_row, make_money, self, "budget-month");
}

void
tidings_limits_page_follow (TidingsLimitsPage *self,
                            TidingsClient     *client)
{
  static const char * const signals[] = { "notify::day-used", "notify::month-used", "notify::spent", "notify::day-spent",
                                          "notify::currency" };
  static const char * const keys[] = { "changed::cap-day", "changed::cap-month", "changed::budget-day", "changed::budget-month" };

  g_return_if_fail (TIDINGS_IS_LIMITS_PAGE (self));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (self->settings != NULL && self->client == NULL);

  self->client = g_object_ref (client);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (client, signals[i], G_CALLBACK (follow_use), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_signal_connect_object (self->settings, keys[i], G_CALLBACK (follow_use), self, G_CONNECT_SWAPPED);
  follow_use (self);
}
