/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Overview. */
#include "config.h"

#include "tidings-overview-page.h"

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-format.h"
#include "tidings-money-group.h"
#include "tidings-overview-list.h"
#include "tidings-overview-rest.h"
#include "tidings-pause-words.h"
#include "tidings-quota-row.h"
#include "tidings-set-up-group.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

#define MINUTE_MS ((gint64) 60 * 1000)
#define N_WAITING 3
#define WAITING_STATES ((1u << TIDINGS_MESSAGE_HELD) | (1u << TIDINGS_MESSAGE_QUEUED) | (1u << TIDINGS_MESSAGE_IN_DOUBT))

struct _TidingsOverviewPage
{
  AdwBin parent_instance;

  TidingsClient *client;
  TidingsQuota *day;
  TidingsQuota *month;
  TidingsQuota *day_money;
  TidingsQuota *month_money;
  TidingsShortList *waiting;
  guint tick;             /* while the page is shown */
  gulong painted_handler; /* on the frame clock, until the page was seen for the first time */
  guint rest_id;

  GtkBox *groups;
  TidingsOverviewRest *rest; /* made last */
  GtkWidget *set_up_group;
  GtkWidget *pause_row;
  GtkWidget *pause_icon;
  GtkWidget *pause_button;
  GtkWidget *resume_button;
  GtkWidget *day_row;
  GtkWidget *month_row;
  GtkWidget *day_money_row;
  GtkWidget *month_money_row;
  GtkWidget *waiting_group;
  GtkListBox *waiting_list;
  TidingsMoneyGroup *money_group;
};

enum {
  PROP_0,
  PROP_CLIENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsOverviewPage, tidings_overview_page, ADW_TYPE_BIN)

/* Whether texts are sent, and until when not. A hidden button would take the focus with it, so the other one gets it. */
static void
pause_changed_cb (TidingsOverviewPage *self)
{
  static const char * const kinds[] = { "success", "warning", NULL };
  gint64 until = 0;
  gint64 now = tidings_clock_get_now (tidings_client_get_clock (self->client));
  g_autofree char *words = NULL;
  gboolean is_paused = FALSE;
  gboolean had_focus = FALSE;

  g_object_get (self->client, "paused-until", &until, NULL);
  is_paused = until > now;
  words = tidings_pause_words_subtitle (until, now);
  tidings_row_set_texts (self->pause_row, _("Sending"), words);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->pause_icon), is_paused ? "tidings-pause-symbolic" : "tidings-send-symbolic");
  tidings_set_kind (self->pause_icon, kinds, is_paused ? "warning" : "success");

  had_focus = gtk_widget_has_focus (is_paused ? self->pause_button : self->resume_button);
  gtk_widget_set_visible (self->pause_button, !is_paused);
  gtk_widget_set_visible (self->resume_button, is_paused);
  if (had_focus)
    gtk_widget_grab_focus (is_paused ? self->resume_button : self->pause_button);
}

static void
waiting_changed_cb (TidingsOverviewPage *self)
{
  g_autofree char *words = NULL;
  guint n_held = 0, n_queued = 0, n_in_doubt = 0;

  g_object_get (self->client, "n-held", &n_held, "n-queued", &n_queued, "n-in-doubt", &n_in_doubt, NULL);
  words = tidings_words_waiting (n_held, n_queued, n_in_doubt);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->waiting_group), words);
}

/* News are only looked at while the page is shown, and then at once. */
static void
news_cb (TidingsOverviewPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    tidings_short_list_look (self->waiting, tidings_client_get_store (self->client));
}

/* The limit of a day's money is seldom set, and its row says nothing without one. */
static void
day_money_changed_cb (TidingsOverviewPage *self)
{
  gboolean is_limited = FALSE;

  g_object_get (self->day_money, "is-limited", &is_limited, NULL);
  gtk_widget_set_visible (self->day_money_row, is_limited);
}

/* Ages and "yesterday" move on although nothing happens. */
static void
tick_cb (gpointer user_data)
{
  TidingsOverviewPage *self = user_data;
  TidingsClock *clock = tidings_client_get_clock (self->client);
  gint64 now = tidings_clock_get_now (clock);

  tidings_money_group_set_now (self->money_group, now);
  pause_changed_cb (self);
  tidings_short_list_look (self->waiting, tidings_client_get_store (self->client));
  if (self->rest != NULL)
    tidings_overview_rest_look (self->rest);
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

/* The status has amounts as decimals; "" is none. */
static gboolean
decimal_to_micros (GBinding     *binding,
                   const GValue *from,
                   GValue       *to,
                   gpointer      user_data)
{
  gint64 micros = 0;

  if (!tidings_parse_decimal (g_value_get_string (from), &micros))
    micros = 0;
  g_value_set_int64 (to, MAX (0, micros));

  return TRUE;
}

/* Before the first answer the client has only zeros, and nobody shall take them for "No limit". */
static gboolean
version_to_known (GBinding     *binding,
                  const GValue *from,
                  GValue       *to,
                  gpointer      user_data)
{
  g_value_set_boolean (to, *g_value_get_string (from) != '\0');

  return TRUE;
}

static void
bind_amount (TidingsOverviewPage *self,
             const char          *from,
             TidingsQuota        *quota,
             const char          *to)
{
  g_object_bind_property_full (self->client, from, quota, to, G_BINDING_SYNC_CREATE, decimal_to_micros, NULL, NULL, NULL);
}

static void
bind_quotas (TidingsOverviewPage *self)
{
  TidingsQuota *quotas[] = { self->day, self->month, self->day_money, self->month_money };
  GObject *client = G_OBJECT (self->client);

  g_object_bind_property (client, "day-used", self->day, "used", G_BINDING_SYNC_CREATE);
  g_object_bind_property (client, "day-cap", self->day, "cap", G_BINDING_SYNC_CREATE);
  g_object_bind_property (client, "month-used", self->month, "used", G_BINDING_SYNC_CREATE);
  g_object_bind_property (client, "month-cap", self->month, "cap", G_BINDING_SYNC_CREATE);
  bind_amount (self, "day-spent", self->day_money, "used");
  bind_amount (self, "day-budget", self->day_money, "cap");
  bind_amount (self, "spent", self->month_money, "used");
  bind_amount (self, "reserved", self->month_money, "pending");
  bind_amount (self, "budget", self->month_money, "cap");
  for (guint i = 0; i < G_N_ELEMENTS (quotas); i++)
    {
      g_object_bind_property (client, "currency", quotas[i], "currency", G_BINDING_SYNC_CREATE);
      g_object_bind_property_full (client, "version", quotas[i], "is-known", G_BINDING_SYNC_CREATE, version_to_known, NULL, NULL,
                                   NULL);
    }
  day_money_changed_cb (self);
}

static void
set_client (TidingsOverviewPage *self,
            TidingsClient       *client)
{
  static const char * const waiting[] = { "notify::n-held", "notify::n-queued", "notify::n-in-doubt" };

  if (!g_set_object (&self->client, client))
    return;

  bind_quotas (self);
  self->waiting = tidings_overview_show_messages (client, WAITING_STATES, N_WAITING, self->waiting_list, self->waiting_group);
  g_object_set (self->set_up_group, "client", client, NULL);
  g_object_set (self->money_group, "client", client, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    g_signal_connect_object (client, waiting[i], G_CALLBACK (waiting_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::store", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed::messages", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  waiting_changed_cb (self);
  g_signal_connect_object (client, "notify::paused-until", G_CALLBACK (pause_changed_cb), self, G_CONNECT_SWAPPED);
  pause_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT]);
}

/* Below all that is there already, so nothing that is seen moves. */
static gboolean
make_rest_cb (gpointer user_data)
{
  TidingsOverviewPage *self = user_data;

  self->rest_id = 0;
  self->rest = tidings_overview_rest_new (self->client);
  tidings_overview_rest_look (self->rest);
  tidings_money_group_set_costs (self->money_group, tidings_overview_rest_get_costs (self->rest));
  gtk_box_append (self->groups, GTK_WIDGET (self->rest));

  return G_SOURCE_REMOVE;
}

/* After what the window begins now, above all asking the agent. */
static void
painted_cb (TidingsOverviewPage *self,
            GdkFrameClock       *frame_clock)
{
  g_clear_signal_handler (&self->painted_handler, frame_clock);
  self->rest_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE + 1, make_rest_cb, self, NULL);
}

static void
tidings_overview_page_map (GtkWidget *widget)
{
  TidingsOverviewPage *self = TIDINGS_OVERVIEW_PAGE (widget);

  if (self->client != NULL && self->tick == 0)
    tick_cb (self);

  GTK_WIDGET_CLASS (tidings_overview_page_parent_class)->map (widget);

  /* Who opens the window sees the first groups sooner if the others are made later. */
  if (self->client != NULL && self->rest == NULL)
    self->painted_handler = g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (painted_cb),
                                                     self, G_CONNECT_SWAPPED);
}

static void
stop_waiting (TidingsOverviewPage *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  if (self->painted_handler != 0)
    g_clear_signal_handler (&self->painted_handler, gtk_widget_get_frame_clock (GTK_WIDGET (self)));
}

static void
tidings_overview_page_unmap (GtkWidget *widget)
{
  TidingsOverviewPage *self = TIDINGS_OVERVIEW_PAGE (widget);

  stop_ticking (self);
  stop_waiting (self);

  GTK_WIDGET_CLASS (tidings_overview_page_parent_class)->unmap (widget);
}

static void
tidings_overview_page_dispose (GObject *object)
{
  TidingsOverviewPage *self = TIDINGS_OVERVIEW_PAGE (object);

  stop_ticking (self);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_OVERVIEW_PAGE);
  g_clear_object (&self->waiting);
  g_clear_object (&self->day);
  g_clear_object (&self->month);
  g_clear_object (&self->day_money);
  g_clear_object (&self->month_money);
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
  g_type_ensure (TIDINGS_TYPE_MONEY_GROUP);
  g_type_ensure (TIDINGS_TYPE_QUOTA_ROW);
  g_type_ensure (TIDINGS_TYPE_SET_UP_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, groups);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, set_up_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, pause_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, pause_icon);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, pause_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, resume_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, day_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, month_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, day_money_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, month_money_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, waiting_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, waiting_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsOverviewPage, money_group);
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
  self->day = tidings_quota_new (TIDINGS_QUOTA_DAY);
  self->month = tidings_quota_new (TIDINGS_QUOTA_MONTH);
  self->day_money = tidings_quota_new_money (TIDINGS_QUOTA_DAY);
  self->month_money = tidings_quota_new_money (TIDINGS_QUOTA_MONTH);

  gtk_widget_init_template (GTK_WIDGET (self));
  /* The client tells; no amount is worded until then. */
  g_object_set (self->day, "is-known", FALSE, NULL);
  g_object_set (self->month, "is-known", FALSE, NULL);
  g_object_set (self->day_money, "is-known", FALSE, NULL);
  g_object_set (self->month_money, "is-known", FALSE, NULL);
  g_object_set (self->day_row, "quota", self->day, NULL);
  g_object_set (self->month_row, "quota", self->month, NULL);
  g_object_set (self->day_money_row, "quota", self->day_money, NULL);
  g_object_set (self->month_money_row, "quota", self->month_money, NULL);
  g_signal_connect_object (self->day_money, "notify::is-limited", G_CALLBACK (day_money_changed_cb), self, G_CONNECT_SWAPPED);
}
