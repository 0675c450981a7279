/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account and its money. */
#include "config.h"

#include "tidings-money-group.h"

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-help.h"
#include "tidings-help-topics.h"
#include "tidings-money.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

struct _TidingsMoneyGroup
{
  AdwPreferencesGroup parent_instance;

  TidingsClient *client;
  TidingsMoney *money;

  GtkWidget *mode_row;
  GtkWidget *balance_row;
  GtkLabel *balance_label;
  GtkWidget *more_button;
  GtkWidget *refresh_button;
  GtkWidget *spent_row;
  GtkLabel *spent_label;
  GtkWidget *ending_row;
  GtkWidget *usage_row;
};

enum {
  PROP_0,
  PROP_CLIENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsMoneyGroup, tidings_money_group, ADW_TYPE_PREFERENCES_GROUP)

/* A row with its value at the end: the accessible name holds what title, label and subtitle show. */
static void
show_value (GtkWidget  *row,
            GtkLabel   *label,
            const char *value,
            const char *subtitle)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autofree char *name = tidings_words_join_facts (title, value, subtitle);

  gtk_label_set_label (label, value);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  tidings_set_name (row, name);
}

static void
show_balance (TidingsMoneyGroup *self)
{
  g_autofree char *balance = NULL;
  g_autofree char *age = NULL;
  g_autofree char *lasts = NULL;
  g_autofree char *facts = NULL;
  gboolean is_hidden = FALSE;

  g_object_get (self->money, "balance-words", &balance, "age-words", &age, "lasts-words", &lasts, "is-balance-hidden", &is_hidden,
                NULL);
  facts = tidings_words_join_facts (age, lasts, NULL);
  show_value (self->balance_row, self->balance_label, balance, facts);
  gtk_widget_set_visible (self->more_button, is_hidden);
}

static void
money_changed_cb (TidingsMoneyGroup *self)
{
  g_autofree char *spent = NULL;
  g_autofree char *forecast = NULL;
  g_autofree char *usage = NULL;
  gboolean is_ending = FALSE;

  g_object_get (self->money, "spent-words", &spent, "forecast-words", &forecast, "usage-words", &usage, "is-ending", &is_ending,
                NULL);
  show_balance (self);
  show_value (self->spent_row, self->spent_label, spent, is_ending ? "" : forecast);
  tidings_row_set_texts (self->ending_row, _("Forecast"), forecast);
  gtk_widget_set_visible (self->ending_row, is_ending);
  tidings_row_set_texts (self->usage_row, _("Counted by Twilio"), usage);
  gtk_widget_set_visible (self->usage_row, *usage != '\0');
}

static void
account_changed_cb (TidingsMoneyGroup *self)
{
  gboolean is_practice = TRUE;
  g_autofree char *name = NULL;
  g_autofree char *sender = NULL;

  g_object_get (self->client, "is-practice", &is_practice, "account-name", &name, "sender", &sender, NULL);
  if (is_practice)
    tidings_row_set_texts (self->mode_row, _("Practice mode"), _("No texts leave this computer, and the money is not real"));
  else
    tidings_row_set_texts (self->mode_row, *name != '\0' ? name : _("Twilio account"), sender);
}

static void
more_clicked_cb (TidingsMoneyGroup *self)
{
  tidings_help_show (GTK_WIDGET (self), TIDINGS_HELP_KEYS);
}

static void
set_client (TidingsMoneyGroup *self,
            TidingsClient     *client)
{
  static const char * const money[] = { "balance", "currency", "spent", "reserved", "balance-at", "usage-at", "usage-today-texts",
                                        "usage-today-price", "usage-month-texts", "usage-month-price", "forecast-at",
                                        "forecast-what", "forecast-texts", "forecast-price" };
  static const char * const account[] = { "notify::is-practice", "notify::account-name", "notify::sender" };

  if (!g_set_object (&self->client, client))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (money); i++)
    g_object_bind_property (client, money[i], self->money, money[i], G_BINDING_SYNC_CREATE);
  for (guint i = 0; i < G_N_ELEMENTS (account); i++)
    g_signal_connect_object (client, account[i], G_CALLBACK (account_changed_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (client, "is-ready", self->refresh_button, "sensitive", G_BINDING_SYNC_CREATE);
  account_changed_cb (self);
  money_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT]);
}

static void
tidings_money_group_dispose (GObject *object)
{
  TidingsMoneyGroup *self = TIDINGS_MONEY_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_MONEY_GROUP);
  g_clear_object (&self->money);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_money_group_parent_class)->dispose (object);
}

static void
tidings_money_group_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, TIDINGS_MONEY_GROUP (object)->client);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_money_group_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CLIENT:
      set_client (TIDINGS_MONEY_GROUP (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_money_group_class_init (TidingsMoneyGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_money_group_dispose;
  object_class->get_property = tidings_money_group_get_property;
  object_class->set_property = tidings_money_group_set_property;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-money-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsMoneyGroup, mode_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsMoneyGroup, balance_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsMoneyGroup, balance_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsMoneyGroup, more_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsMoneyGroup, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsMoneyGroup, spent_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsMoneyGroup, spent_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsMoneyGroup, ending_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsMoneyGroup, usage_row);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
}

static void
tidings_money_group_init (TidingsMoneyGroup *self)
{
  self->money = tidings_money_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->money, "notify::balance-words", G_CALLBACK (money_changed_cb), self, G_CONNECT_SWAPPED);
}

void
tidings_money_group_set_costs (TidingsMoneyGroup *self,
                               TidingsDailyCost  *costs)
{
  g_return_if_fail (TIDINGS_IS_MONEY_GROUP (self));
  g_return_if_fail (TIDINGS_IS_DAILY_COST (costs));

  g_object_bind_property (costs, "pace", self->money, "pace", G_BINDING_SYNC_CREATE);
}

void
tidings_money_group_set_now (TidingsMoneyGroup *self,
                             gint64             now)
{
  g_return_if_fail (TIDINGS_IS_MONEY_GROUP (self));

  g_object_set (self->money, "now", now, NULL);
}
