/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Overview has below what is left: texts that wait, money, what comes and what was last. */
#include "config.h"

#include "tidings-overview-rest.h"

#include "tidings-box-model.h"
#include "tidings-cost-group.h"
#include "tidings-daily-cost.h"
#include "tidings-message-row.h"
#include "tidings-money-group.h"
#include "tidings-proofs.h"
#include "tidings-reminder-dialog.h"
#include "tidings-reminder-sections.h"
#include "tidings-short-list.h"
#include "tidings-words.h"

#define N_NEXT 2
#define N_LATEST 3
#define N_WAITING 3
#define WAITING_STATES ((1u << TIDINGS_MESSAGE_HELD) | (1u << TIDINGS_MESSAGE_QUEUED) | (1u << TIDINGS_MESSAGE_IN_DOUBT))
#define REMINDER_KEY "tidings-reminder"

struct _TidingsOverviewRest
{
  GtkBox parent_instance;

  TidingsClient *client;
  GSettings *settings;
  TidingsDailyCost *costs;
  TidingsShortList *waiting;
  TidingsShortList *latest;
  TidingsProofs *proofs;
  TidingsReminderSections *reminders;
  GListModel *next;

  GtkWidget *waiting_group;
  GtkListBox *waiting_list;
  TidingsMoneyGroup *money_group;
  GtkWidget *cost_group;
  GtkWidget *next_group;
  GtkListBox *next_list;
  GtkWidget *latest_group;
  GtkListBox *latest_list;
  GtkWidget *phones_group;
  GtkListBox *phones_list;
};

G_DEFINE_FINAL_TYPE (TidingsOverviewRest, tidings_overview_rest, GTK_TYPE_BOX)

static void
waiting_changed_cb (TidingsOverviewRest *self)
{
  g_autofree char *words = NULL;
  guint n_held = 0, n_queued = 0, n_in_doubt = 0;

  g_object_get (self->client, "n-held", &n_held, "n-queued", &n_queued, "n-in-doubt", &n_in_doubt, NULL);
  words = tidings_words_waiting (n_held, n_queued, n_in_doubt);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->waiting_group), words);
}

/* What the store holds of messages. */
static void
look (TidingsOverviewRest *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);

  tidings_short_list_look (self->waiting, store);
  tidings_short_list_look (self->latest, store);
  tidings_proofs_look (self->proofs, store);
}

static void
look_at_costs (TidingsOverviewRest *self)
{
  if (tidings_client_get_store (self->client) != NULL)
    tidings_daily_cost_look (self->costs);
}

/* News are only looked at while the groups are shown, and then at once. */
static void
news_cb (TidingsOverviewRest *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  look (self);
  look_at_costs (self);
}

static void
reminder_activated_cb (TidingsOverviewRest *self,
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
  TidingsOverviewRest *self = user_data;

  return tidings_message_row_new (item, self->client, TRUE);
}

static void
proof_changed_cb (GtkWidget  *row,
                  GParamSpec *pspec,
                  GObject    *proof)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  g_object_get (proof, "title", &title, "subtitle", &subtitle, NULL);
  tidings_row_set_texts (row, title, subtitle);
}

static void
proof_activated_cb (TidingsProof *proof,
                    GtkWidget    *row)
{
  gint64 id = 0;

  g_object_get (proof, "person-id", &id, NULL);
  gtk_widget_activate_action (row, "win.show-person", "x", id);
}

static GtkWidget *
make_proof_row (gpointer item,
                gpointer user_data)
{
  GtkWidget *row = tidings_row_new ("", "");

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), tidings_icon_new ("tidings-phone-symbolic"));
  tidings_row_add_next (row);
  g_signal_connect_object (item, "notify::subtitle", G_CALLBACK (proof_changed_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activated", G_CALLBACK (proof_activated_cb), item, G_CONNECT_SWAPPED);
  proof_changed_cb (row, NULL, item);

  return row;
}

/* A group is there as long as its list has something. */
static void
items_changed_cb (GtkWidget  *group,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GListModel *model)
{
  gtk_widget_set_visible (group, g_list_model_get_n_items (model) > 0);
}

static void
show_list (GListModel                  *model,
           GtkListBox                  *list,
           GtkWidget                   *group,
           GtkListBoxCreateWidgetFunc   make,
           TidingsOverviewRest         *self)
{
  gtk_list_box_bind_model (list, model, make, self, NULL);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), group, G_CONNECT_SWAPPED);
  items_changed_cb (group, 0, 0, 0, model);
}

static void
bind_messages (TidingsOverviewRest *self)
{
  TidingsClock *clock = tidings_client_get_clock (self->client);

  self->waiting = tidings_short_list_new (clock, WAITING_STATES, N_WAITING);
  self->latest = tidings_short_list_new (clock, 0, N_LATEST);
  g_settings_bind (self->settings, "hide-text", self->waiting, "hide-text", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "hide-text", self->latest, "hide-text", G_SETTINGS_BIND_GET);
  show_list (tidings_short_list_list (self->waiting), self->waiting_list, self->waiting_group, make_message_row, self);
  show_list (tidings_short_list_list (self->latest), self->latest_list, self->latest_group, make_message_row, self);

  self->proofs = tidings_proofs_new (tidings_client_list_people (self->client), clock);
  show_list (tidings_proofs_list (self->proofs), self->phones_list, self->phones_group, make_proof_row, self);
}

static void
bind_next (TidingsOverviewRest *self)
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
  show_list (self->next, self->next_list, self->next_group, make_reminder_row, self);
}

static void
bind_costs (TidingsOverviewRest *self)
{
  self->costs = tidings_daily_cost_new (tidings_client_get_path (self->client), tidings_client_get_clock (self->client));
  g_object_bind_property (self->client, "currency", self->costs, "currency", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->client, "is-practice", self->costs, "is-practice", G_BINDING_SYNC_CREATE);
  g_object_set (self->cost_group, "costs", self->costs, NULL);
  tidings_money_group_set_costs (self->money_group, self->costs);
}

static void
set_client (TidingsOverviewRest *self,
            TidingsClient       *client)
{
  static const char * const waiting[] = { "notify::n-held", "notify::n-queued", "notify::n-in-doubt" };

  self->client = g_object_ref (client);
  bind_costs (self);
  bind_messages (self);
  bind_next (self);
  g_object_set (self->money_group, "client", client, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    g_signal_connect_object (client, waiting[i], G_CALLBACK (waiting_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::store", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed::messages", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  waiting_changed_cb (self);
}

static void
tidings_overview_rest_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tidings_overview_rest_parent_class)->map (widget);

  look_at_costs (TIDINGS_OVERVIEW_REST (widget));
}

static void
tidings_overview_rest_dispose (GObject *object)
{
  TidingsOverviewRest *self = TIDINGS_OVERVIEW_REST (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_OVERVIEW_REST);
  g_clear_object (&self->waiting);
  g_clear_object (&self->latest);
  g_clear_object (&self->proofs);
  g_clear_object (&self->next);
  g_clear_object (&self->reminders);
  g_clear_object (&self->costs);
  g_clear_object (&self->settings);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_overview_rest_parent_class)->dispose (object);
}

static void
tidings_overview_rest_class_init (TidingsOverviewRestClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_overview_rest_dispose;
  widget_class->map = tidings_overview_rest_map;

  g_type_ensure (TIDINGS_TYPE_COST_GROUP);
  g_type_ensure (TIDINGS_TYPE_MONEY_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-overview-rest.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewRest, waiting_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewRest, waiting_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewRest, money_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewRest, cost_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewRest, next_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewRest, next_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewRest, latest_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewRest, latest_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewRest, phones_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewRest, phones_list);
}

static void
tidings_overview_rest_init (TidingsOverviewRest *self)
{
  self->settings = g_settings_new (APP_ID);

  gtk_widget_init_template (GTK_WIDGET (self));
}

TidingsOverviewRest *
tidings_overview_rest_new (TidingsClient *client)
{
  TidingsOverviewRest *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_OVERVIEW_REST, NULL);
  set_client (self, client);

  return self;
}

void
tidings_overview_rest_set_now (TidingsOverviewRest *self,
                               gint64               now)
{
  g_return_if_fail (TIDINGS_IS_OVERVIEW_REST (self));

  tidings_money_group_set_now (self->money_group, now);
  look (self);
}
