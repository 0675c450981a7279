/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Overview has below the money: what it cost, what comes, what was last, and the phones. */
#include "config.h"

#include "tidings-overview-rest.h"

#include "tidings-box-model.h"
#include "tidings-cost-group.h"
#include "tidings-overview-list.h"
#include "tidings-proofs.h"
#include "tidings-reminder-dialog.h"
#include "tidings-reminder-sections.h"

#define N_NEXT 2
#define N_LATEST 3
#define REMINDER_KEY "tidings-reminder"

struct _TidingsOverviewRest
{
  GtkBox parent_instance;

  TidingsClient *client;
  TidingsDailyCost *costs;
  TidingsShortList *latest;
  TidingsProofs *proofs;
  TidingsReminderSections *reminders;
  GListModel *next;

  GtkWidget *cost_group;
  GtkWidget *next_group;
  GtkListBox *next_list;
  GtkWidget *latest_group;
  GtkListBox *latest_list;
  GtkWidget *phones_group;
  GtkListBox *phones_list;
};

G_DEFINE_FINAL_TYPE (TidingsOverviewRest, tidings_overview_rest, GTK_TYPE_BOX)

/* What the store holds of messages. */
static void
look (TidingsOverviewRest *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);

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

static void
bind_messages (TidingsOverviewRest *self)
{
  self->latest = tidings_overview_show_messages (self->client, 0, N_LATEST, self->latest_list, self->latest_group);
  self->proofs = tidings_proofs_new (tidings_client_list_people (self->client), tidings_client_get_clock (self->client));
  tidings_overview_show_list (tidings_proofs_list (self->proofs), self->phones_list, self->phones_group, make_proof_row, self);
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
  tidings_overview_show_list (self->next, self->next_list, self->next_group, make_reminder_row, self);
}

static void
bind_costs (TidingsOverviewRest *self)
{
  self->costs = tidings_daily_cost_new (tidings_client_get_path (self->client), tidings_client_get_clock (self->client));
  g_object_bind_property (self->client, "currency", self->costs, "currency", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->client, "is-practice", self->costs, "is-practice", G_BINDING_SYNC_CREATE);
  g_object_set (self->cost_group, "costs", self->costs, NULL);
}

static void
set_client (TidingsOverviewRest *self,
            TidingsClient       *client)
{
  self->client = g_object_ref (client);
  bind_costs (self);
  bind_messages (self);
  bind_next (self);

  g_signal_connect_object (client, "notify::store", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed::messages", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
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
  g_clear_object (&self->latest);
  g_clear_object (&self->proofs);
  g_clear_object (&self->next);
  g_clear_object (&self->reminders);
  g_clear_object (&self->costs);
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
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-overview-rest.ui");
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
tidings_overview_rest_look (TidingsOverviewRest *self)
{
  g_return_if_fail (TIDINGS_IS_OVERVIEW_REST (self));

  look (self);
}

TidingsDailyCost *
tidings_overview_rest_get_costs (TidingsOverviewRest *self)
{
  g_return_val_if_fail (TIDINGS_IS_OVERVIEW_REST (self), NULL);

  return self->costs;
}
