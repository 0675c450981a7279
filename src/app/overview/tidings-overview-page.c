/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Overview. */
#include "config.h"

#include "tidings-overview-page.h"

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-message-days.h"
#include "tidings-message-row.h"
#include "tidings-money.h"
#include "tidings-quota-row.h"
#include "tidings-reminder-dialog.h"
#include "tidings-reminder-sections.h"
#include "tidings-set-up.h"
#include "tidings-store-messages.h"
#include "tidings-test-dialog.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

#define MINUTE_MS ((gint64) 60 * 1000)
#define N_NEXT 2
#define N_LATEST 3

struct _TidingsOverviewPage
{
  AdwBin parent_instance;

  TidingsClient *client;
  GSettings *settings;
  TidingsSetUp *set_up;
  TidingsQuota *day;
  TidingsQuota *month;
  TidingsMoney *money;
  TidingsReminderSections *reminders;
  TidingsMessageList *messages;
  TidingsMessageDays *latest_days;
  GListModel *next;
  GListModel *latest;
  guint tick; /* while the page is shown */

  GtkWidget *set_up_group;
  GtkWidget *account_row;
  GtkWidget *account_icon;
  GtkWidget *number_row;
  GtkWidget *number_icon;
  GtkWidget *test_row;
  GtkWidget *test_icon;
  GtkWidget *day_row;
  GtkWidget *month_row;
  GtkWidget *waiting_group;
  GtkWidget *waiting_row;
  GtkWidget *mode_row;
  GtkWidget *balance_row;
  GtkWidget *balance_label;
  GtkWidget *spent_row;
  GtkWidget *today_row;
  GtkLabel *today_label;
  GtkWidget *forecast_row;
  GtkWidget *usage_row;
  GtkWidget *spent_label;
  GtkWidget *next_group;
  GtkListBox *next_list;
  GtkWidget *latest_group;
  GtkListBox *latest_list;
};

enum {
  PROP_0,
  PROP_CLIENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsOverviewPage, tidings_overview_page, ADW_TYPE_BIN)

#define REMINDER_KEY "tidings-reminder"

static void
show_step (GtkWidget  *row,
           GtkWidget  *icon,
           const char *title,
           const char *subtitle,
           gboolean    is_done)
{
  static const char * const kinds[] = { "success", "dim-label", NULL };
  const char *note = is_done ? C_("step", "Done") : subtitle;

  tidings_row_set_texts (row, title, note);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), is_done ? "tidings-check-symbolic" : "tidings-dots-symbolic");
  tidings_set_kind (icon, kinds, is_done ? "success" : "dim-label");
}

static void
set_up_changed_cb (TidingsOverviewPage *self)
{
  gboolean has_account = FALSE, has_number = FALSE, has_test = FALSE, is_done = FALSE;

  g_object_get (self->set_up, "has-account", &has_account, "has-number", &has_number, "has-test", &has_test, "is-done",
                &is_done, NULL);
  show_step (self->account_row, self->account_icon, _("Account"), _("Connect Twilio, or practice first"), has_account);
  show_step (self->number_row, self->number_icon, _("Confirm your number"), _("A code shows that texts arrive"), has_number);
  show_step (self->test_row, self->test_icon, _("Send a test text"), _("To see it arrive"), has_test);
  gtk_widget_set_sensitive (self->test_row, has_number);
  gtk_widget_set_visible (self->set_up_group, !is_done);
}

static void
account_activated_cb (TidingsOverviewPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.set-up", "s", "");
}

static void
number_activated_cb (TidingsOverviewPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.set-up", "s", "number");
}

static void
test_activated_cb (TidingsOverviewPage *self)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), "delivery_test");

  g_return_if_fail (type != NULL);

  tidings_test_dialog_present (GTK_WIDGET (self), self->client, type);
}

static void
waiting_activated_cb (TidingsOverviewPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "activity");
}

/* Practice was chosen once the assistant was finished or closed; before that the first step is still to do. */
static void
account_changed_cb (TidingsOverviewPage *self)
{
  gboolean is_practice = TRUE;
  gboolean has_account = FALSE;
  g_autofree char *name = NULL;
  g_autofree char *sender = NULL;

  g_object_get (self->client, "is-practice", &is_practice, "account-name", &name, "sender", &sender, NULL);
  has_account = !is_practice || g_settings_get_boolean (self->settings, "set-up");
  g_object_set (self->set_up, "has-account", has_account, NULL);

  if (is_practice)
    tidings_row_set_texts (self->mode_row, _("Practice mode"), _("No texts leave this computer, and the money is not real"));
  else
    tidings_row_set_texts (self->mode_row, *name != '\0' ? name : _("Twilio account"), sender);
}

static void
waiting_changed_cb (TidingsOverviewPage *self)
{
  g_autofree char *words = NULL;
  guint n_held = 0, n_queued = 0, n_in_doubt = 0;

  g_object_get (self->client, "n-held", &n_held, "n-queued", &n_queued, "n-in-doubt", &n_in_doubt, NULL);
  words = tidings_words_waiting (n_held, n_queued, n_in_doubt);
  tidings_row_set_texts (self->waiting_row, words, NULL);
  gtk_widget_set_visible (self->waiting_group, *words != '\0');
}

/* Today's money beside its limit, and how long the month's limits last. */
static void
show_pace (TidingsOverviewPage *self)
{
  g_autofree char *today = NULL;
  g_autofree char *forecast = NULL;
  g_autofree char *today_name = NULL;

  g_object_get (self->money, "day-words", &today, "forecast-words", &forecast, NULL);
  today_name = tidings_words_join_facts (_("Spent today"), today, NULL);
  gtk_label_set_label (self->today_label, today);
  tidings_set_name (self->today_row, today_name);
  gtk_widget_set_visible (self->today_row, *today != '\0');
  tidings_row_set_texts (self->forecast_row, _("Forecast"), forecast);
  gtk_widget_set_visible (self->forecast_row, *forecast != '\0');
}

/* The accessible names of rows hold what their labels show. */
static void
money_changed_cb (TidingsOverviewPage *self)
{
  g_autofree char *balance = NULL;
  g_autofree char *age = NULL;
  g_autofree char *spent = NULL;
  g_autofree char *budget = NULL;
  g_autofree char *balance_name = NULL;
  g_autofree char *spent_name = NULL;
  g_autofree char *usage = NULL;

  g_object_get (self->money, "balance-words", &balance, "age-words", &age, "spent-words", &spent, "budget-words", &budget,
                "usage-words", &usage, NULL);
  gtk_label_set_label (GTK_LABEL (self->balance_label), balance);
  gtk_label_set_label (GTK_LABEL (self->spent_label), spent);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->balance_row), age);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->spent_row), budget);

  balance_name = tidings_words_join_facts (_("Balance"), balance, age);
  spent_name = tidings_words_join_facts (_("Spent this month"), spent, budget);
  tidings_set_name (self->balance_row, balance_name);
  tidings_set_name (self->spent_row, spent_name);
  tidings_row_set_texts (self->usage_row, _("Counted by Twilio"), usage);
  gtk_widget_set_visible (self->usage_row, *usage != '\0');
  show_pace (self);
}

static void
tick_cb (gpointer user_data)
{
  TidingsOverviewPage *self = user_data;
  TidingsClock *clock = tidings_client_get_clock (self->client);
  gint64 now = tidings_clock_get_now (clock);

  g_object_set (self->money, "now", now, NULL);
  self->tick = tidings_clock_call_at (clock, now + MINUTE_MS, tick_cb, self);
}

static void
stop_ticking (TidingsOverviewPage *self)
{
  if (self->tick != 0)
    tidings_clock_cancel (tidings_client_get_clock (self->client), self->tick);
  self->tick = 0;
}

static void
refresh_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  TidingsOverviewPage *self = TIDINGS_OVERVIEW_PAGE (widget);
  TidingsBusAgent1 *agent = tidings_verb_get_agent (self->client, widget);

  if (agent != NULL)
    tidings_bus_agent1_call_refresh (agent, NULL, tidings_verb_cb, tidings_verb_new (widget, NULL));
}

static void
reminder_activated_cb (TidingsOverviewPage *self,
                       AdwActionRow        *row)
{
  tidings_reminder_dialog_present (GTK_WIDGET (self), self->client, g_object_get_data (G_OBJECT (row), REMINDER_KEY));
}

static GtkWidget *
make_reminder_row (gpointer item,
                   gpointer user_data)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  GtkWidget *row = NULL;

  g_object_get (item, "title", &title, "subtitle", &subtitle, NULL);
  row = tidings_row_new (title, subtitle);
  tidings_row_add_next (row);
  g_object_set_data_full (G_OBJECT (row), REMINDER_KEY, g_object_ref (tidings_reminder_item_get_reminder (item)),
                          g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (reminder_activated_cb), user_data, G_CONNECT_SWAPPED);

  return row;
}

static GtkWidget *
make_message_row (gpointer item,
                  gpointer user_data)
{
  TidingsOverviewPage *self = user_data;

  return tidings_message_row_new (item, self->client, TRUE);
}

static void
lists_changed_cb (TidingsOverviewPage *self)
{
  gtk_widget_set_visible (self->next_group, self->next != NULL && g_list_model_get_n_items (self->next) > 0);
  gtk_widget_set_visible (self->latest_group, self->latest != NULL && g_list_model_get_n_items (self->latest) > 0);
}

static void
messages_changed_cb (TidingsOverviewPage *self)
{
  tidings_set_up_look (self->set_up, tidings_client_get_store (self->client));
  if (self->messages != NULL)
    tidings_message_list_refresh (self->messages, NULL);
}

static gpointer
list_day_items (gpointer item,
                gpointer user_data)
{
  g_autoptr(GObject) day = item;

  return g_object_ref (tidings_message_day_list_items (TIDINGS_MESSAGE_DAY (day)));
}

/* The first few messages, one list again: the days are only needed for their headings elsewhere. */
static GListModel *
make_latest (TidingsOverviewPage *self)
{
  GtkSliceListModel *slice = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->messages)), 0, N_LATEST);
  GtkMapListModel *lists = NULL;

  self->latest_days = tidings_message_days_new (G_LIST_MODEL (slice), tidings_client_get_clock (self->client));
  g_object_unref (slice);
  g_settings_bind (self->settings, "hide-text", self->latest_days, "hide-text", G_SETTINGS_BIND_GET);
  lists = gtk_map_list_model_new (g_object_ref (tidings_message_days_list (self->latest_days)), list_day_items, NULL, NULL);

  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (lists)));
}

static void
store_changed_cb (TidingsOverviewPage *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  TidingsMessageFilter all = { 0 };

  gtk_list_box_bind_model (self->latest_list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->latest);
  g_clear_object (&self->latest_days);
  g_clear_object (&self->messages);

  if (store != NULL)
    {
      self->messages = tidings_message_list_new (store);
      self->latest = make_latest (self);
      gtk_list_box_bind_model (self->latest_list, self->latest, make_message_row, self, NULL);
      g_signal_connect_object (self->latest, "items-changed", G_CALLBACK (lists_changed_cb), self, G_CONNECT_SWAPPED);
      /* A store that cannot be read is told of on the page Activity; here the list just stays away. */
      tidings_message_list_set_filter (self->messages, &all, NULL);
    }

  messages_changed_cb (self);
  lists_changed_cb (self);
}

static void
bind_next (TidingsOverviewPage *self)
{
  GListStore *lists = g_list_store_new (G_TYPE_LIST_MODEL);
  GtkFlattenListModel *ahead = NULL;

  self->reminders = tidings_reminder_sections_new (tidings_client_list_reminders (self->client),
                                                   tidings_client_list_people (self->client),
                                                   tidings_client_get_clock (self->client));
  g_list_store_append (lists, tidings_reminder_sections_list (self->reminders, TIDINGS_REMINDER_SECTION_SOON));
  g_list_store_append (lists, tidings_reminder_sections_list (self->reminders, TIDINGS_REMINDER_SECTION_LATER));
  ahead = gtk_flatten_list_model_new (G_LIST_MODEL (lists));
  self->next = G_LIST_MODEL (gtk_slice_list_model_new (G_LIST_MODEL (ahead), 0, N_NEXT));
  gtk_list_box_bind_model (self->next_list, self->next, make_reminder_row, self, NULL);
  g_signal_connect_object (self->next, "items-changed", G_CALLBACK (lists_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
bind_numbers (TidingsOverviewPage *self)
{
  static const char * const money[] = { "balance", "currency", "spent", "reserved", "budget", "balance-at", "usage-at",
                                        "usage-today-texts", "usage-today-price", "usage-month-texts", "usage-month-price", "day-spent", "day-budget",
                                        "forecast-at", "forecast-what", "forecast-texts", "forecast-price" };
  GObject *client = G_OBJECT (self->client);

  g_object_bind_property (client, "day-used", self->day, "used", G_BINDING_SYNC_CREATE);
  g_object_bind_property (client, "day-cap", self->day, "cap", G_BINDING_SYNC_CREATE);
  g_object_bind_property (client, "month-used", self->month, "used", G_BINDING_SYNC_CREATE);
  g_object_bind_property (client, "month-cap", self->month, "cap", G_BINDING_SYNC_CREATE);
  for (guint i = 0; i < G_N_ELEMENTS (money); i++)
    g_object_bind_property (client, money[i], self->money, money[i], G_BINDING_SYNC_CREATE);
}

static void
follow (TidingsOverviewPage *self,
        const char * const  *names,
        GCallback            callback)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *detailed = g_strconcat ("notify::", names[i], NULL);

      g_signal_connect_object (self->client, detailed, callback, self, G_CONNECT_SWAPPED);
    }
}

static void
set_client (TidingsOverviewPage *self,
            TidingsClient       *client)
{
  static const char * const account[] = { "is-practice", "account-name", "sender", NULL };
  static const char * const waiting[] = { "n-held", "n-queued", "n-in-doubt", NULL };
  static const char * const store[] = { "store", NULL };

  if (!g_set_object (&self->client, client))
    return;

  self->set_up = tidings_set_up_new (tidings_client_list_people (client));
  g_signal_connect_object (self->set_up, "notify::is-done", G_CALLBACK (set_up_changed_cb), self, G_CONNECT_SWAPPED);
  follow (self, account, G_CALLBACK (account_changed_cb));
  follow (self, waiting, G_CALLBACK (waiting_changed_cb));
  follow (self, store, G_CALLBACK (store_changed_cb));
  g_signal_connect_object (self->settings, "changed::set-up", G_CALLBACK (account_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed::messages", G_CALLBACK (messages_changed_cb), self, G_CONNECT_SWAPPED);

  bind_numbers (self);
  bind_next (self);
  account_changed_cb (self);
  set_up_changed_cb (self);
  waiting_changed_cb (self);
  money_changed_cb (self);
  store_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT]);
}

static void
tidings_overview_page_map (GtkWidget *widget)
{
  TidingsOverviewPage *self = TIDINGS_OVERVIEW_PAGE (widget);

  GTK_WIDGET_CLASS (tidings_overview_page_parent_class)->map (widget);

  if (self->client != NULL && self->tick == 0)
    tick_cb (self);
}

static void
tidings_overview_page_unmap (GtkWidget *widget)
{
  stop_ticking (TIDINGS_OVERVIEW_PAGE (widget));

  GTK_WIDGET_CLASS (tidings_overview_page_parent_class)->unmap (widget);
}

static void
tidings_overview_page_dispose (GObject *object)
{
  TidingsOverviewPage *self = TIDINGS_OVERVIEW_PAGE (object);

  stop_ticking (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_OVERVIEW_PAGE);
  g_clear_object (&self->latest);
  g_clear_object (&self->latest_days);
  g_clear_object (&self->messages);
  g_clear_object (&self->next);
  g_clear_object (&self->reminders);
  g_clear_object (&self->set_up);
  g_clear_object (&self->day);
  g_clear_object (&self->month);
  g_clear_object (&self->money);
  g_clear_object (&self->settings);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_overview_page_parent_class)->dispose (object);
}

static void
tidings_overview_page_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, TIDINGS_OVERVIEW_PAGE (object)->client);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_overview_page_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CLIENT:
      set_client (TIDINGS_OVERVIEW_PAGE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (TIDINGS_TYPE_QUOTA_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, set_up_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, account_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, account_icon);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, number_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, number_icon);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, test_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, test_icon);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, day_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, month_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, waiting_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, waiting_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, mode_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, balance_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, balance_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, spent_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, today_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, today_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, forecast_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, usage_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, spent_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, next_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, next_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, latest_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, latest_list);
  gtk_widget_class_bind_template_callback (widget_class, account_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, waiting_activated_cb);
}

static void
tidings_overview_page_class_init (TidingsOverviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_overview_page_dispose;
  object_class->get_property = tidings_overview_page_get_property;
  object_class->set_property = tidings_overview_page_set_property;
  widget_class->map = tidings_overview_page_map;
  widget_class->unmap = tidings_overview_page_unmap;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_cb);
}

static void
tidings_overview_page_init (TidingsOverviewPage *self)
{
  self->settings = g_settings_new (APP_ID);
  self->day = tidings_quota_new (TIDINGS_QUOTA_DAY);
  self->month = tidings_quota_new (TIDINGS_QUOTA_MONTH);
  self->money = tidings_money_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_set (self->day_row, "quota", self->day, NULL);
  g_object_set (self->month_row, "quota", self->month, NULL);
  g_signal_connect_object (self->money, "notify::balance-words", G_CALLBACK (money_changed_cb), self, G_CONNECT_SWAPPED);
}
