/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window knows of the agent and the store.
 *
 * The agent leaves when it has nothing to do, and that is no news: the status read last stays true until a Changed
 * says otherwise. So the agent is only called at the start, after a Changed, when it appears on the bus (it is awake then
 * anyhow), and when a person asks. */
#include "config.h"

#include "tidings-client.h"

#include <glib/gstdio.h>
#include "tidings-bus-error.h"
#include "tidings-list-sync.h"
#include "tidings-store-people.h"
#include "tidings-store-reminders.h"
#include "tidings-store-types.h"

struct _TidingsClient {
  GObject parent_instance;

  TidingsClock *clock;
  GCancellable *cancellable;
  TidingsBusAgent1 *proxy;
  GVariant *status;            /* a{sv}, never NULL */
  TidingsAgentState agent_state;

  char *path;
  TidingsStore *store;
  guint64 store_device;        /* what the open store is: another file may have taken its place */
  guint64 store_inode;
  GListStore *people;
  GListStore *reminders;

  guint is_asking : 1;
  guint ask_again : 1;
  guint has_retried : 1;
};

enum {
  PROP_0,
  PROP_AGENT_STATE,
  PROP_IS_READY,
  PROP_STORE,
  PROP_IS_PRACTICE,
  PROP_IS_PAUSED,
  PROP_MODE,
  PROP_ACCOUNT_SID,
  PROP_ACCOUNT_NAME,
  PROP_ACCOUNT_KIND,
  PROP_ACCOUNT_STATE,
  PROP_SENDER,
  PROP_KEYRING,
  PROP_IS_ONLINE,
  PROP_BALANCE,
  PROP_CURRENCY,
  PROP_BALANCE_AT,
  PROP_DAY_USED,
  PROP_DAY_CAP,
  PROP_MONTH_USED,
  PROP_MONTH_CAP,
  PROP_SPENT,
  PROP_RESERVED,
  PROP_BUDGET,
  PROP_DAY_SPENT,
  PROP_DAY_BUDGET,
  PROP_FORECAST_AT,
  PROP_FORECAST_WHAT,
  PROP_FORECAST_TEXTS,
  PROP_FORECAST_PRICE,
  PROP_NEXT_AT,
  PROP_NEXT_WHAT,
  PROP_N_HELD,
  PROP_N_QUEUED,
  PROP_N_IN_DOUBT,
  PROP_PAUSED_UNTIL,
  PROP_USAGE_AT,
  PROP_USAGE_TODAY_TEXTS,
  PROP_USAGE_TODAY_PRICE,
  PROP_USAGE_MONTH_TEXTS,
  PROP_USAGE_MONTH_PRICE,
  PROP_WEBHOOK,
  PROP_WEBHOOK_TROUBLE,
  PROP_WEBHOOK_LISTEN,
  PROP_WEBHOOK_INBOUND_URL,
  PROP_STORE_NOTE,
  PROP_VERSION,
  N_PROPS
};

enum {
  CHANGED,
  N_SIGNALS
};

/* Which entry of GetStatus a property shows; those above are derived. */
static const struct {
  guint prop;
  const char *name;
  const char *key;
  char type;
} fields[] = {
  { PROP_MODE, "mode", "mode", 's' },
  { PROP_ACCOUNT_SID, "account-sid", "account-sid", 's' },
  { PROP_ACCOUNT_NAME, "account-name", "account-name", 's' },
  { PROP_ACCOUNT_KIND, "account-kind", "account-kind", 's' },
  { PROP_ACCOUNT_STATE, "account-state", "account-state", 's' },
  { PROP_SENDER, "sender", "sender", 's' },
  { PROP_KEYRING, "keyring", "keyring", 's' },
  { PROP_IS_ONLINE, "is-online", "online", 'b' },
  { PROP_BALANCE, "balance", "balance", 's' },
  { PROP_CURRENCY, "currency", "currency", 's' },
  { PROP_BALANCE_AT, "balance-at", "balance-at", 'x' },
  { PROP_DAY_USED, "day-used", "day-used", 'u' },
  { PROP_DAY_CAP, "day-cap", "day-cap", 'u' },
  { PROP_MONTH_USED, "month-used", "month-used", 'u' },
  { PROP_MONTH_CAP, "month-cap", "month-cap", 'u' },
  { PROP_SPENT, "spent", "spent", 's' },
  { PROP_RESERVED, "reserved", "reserved", 's' },
  { PROP_BUDGET, "budget", "budget", 's' },
  { PROP_DAY_SPENT, "day-spent", "day-spent", 's' },
  { PROP_DAY_BUDGET, "day-budget", "day-budget", 's' },
  { PROP_FORECAST_AT, "forecast-at", "forecast-at", 'x' },
  { PROP_FORECAST_WHAT, "forecast-what", "forecast-what", 's' },
  { PROP_FORECAST_TEXTS, "forecast-texts", "forecast-texts", 'x' },
  { PROP_FORECAST_PRICE, "forecast-price", "forecast-price", 's' },
  { PROP_NEXT_AT, "next-at", "next-at", 'x' },
  { PROP_NEXT_WHAT, "next-what", "next-what", 's' },
  { PROP_N_HELD, "n-held", "held", 'u' },
  { PROP_N_QUEUED, "n-queued", "queued", 'u' },
  { PROP_N_IN_DOUBT, "n-in-doubt", "in-doubt", 'u' },
  { PROP_PAUSED_UNTIL, "paused-until", "paused-until", 'x' },
  { PROP_USAGE_AT, "usage-at", "usage-at", 'x' },
  { PROP_USAGE_TODAY_TEXTS, "usage-today-texts", "usage-today-texts", 'x' },
  { PROP_USAGE_TODAY_PRICE, "usage-today-price", "usage-today-price", 's' },
  { PROP_USAGE_MONTH_TEXTS, "usage-month-texts", "usage-month-texts", 'x' },
  { PROP_USAGE_MONTH_PRICE, "usage-month-price", "usage-month-price", 's' },
  { PROP_WEBHOOK, "webhook", "webhook", 's' },
  { PROP_WEBHOOK_TROUBLE, "webhook-trouble", "webhook-trouble", 's' },
  { PROP_WEBHOOK_LISTEN, "webhook-listen", "webhook-listen", 's' },
  { PROP_WEBHOOK_INBOUND_URL, "webhook-inbound-url", "webhook-inbound-url", 's' },
  { PROP_STORE_NOTE, "store-note", "store-note", 's' },
  { PROP_VERSION, "version", "version", 's' },
};

G_DEFINE_FINAL_TYPE (TidingsClient, tidings_client, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void ask_status (TidingsClient *self);

static GVariant *
lookup_field (GVariant *status,
              guint     i)
{
  const char type[] = { fields[i].type, '\0' };

  return g_variant_lookup_value (status, fields[i].key, G_VARIANT_TYPE (type));
}

static gboolean
has_same_field (GVariant *a,
                GVariant *b,
                guint     i)
{
  g_autoptr(GVariant) one = lookup_field (a, i);
  g_autoptr(GVariant) other = lookup_field (b, i);

  if (one == NULL || other == NULL)
    return one == other;

  return g_variant_equal (one, other);
}

static gboolean
get_is_practice (TidingsClient *self)
{
  const char *mode = NULL;

  /* Practice is the mode until an account is connected, also while nothing is known yet. */
  return !g_variant_lookup (self->status, "mode", "&s", &mode) || g_strcmp0 (mode, "account") != 0;
}

static gboolean
get_is_paused (TidingsClient *self)
{
  gint64 until = 0;

  return g_variant_lookup (self->status, "paused-until", "x", &until) && until > tidings_clock_get_now (self->clock);
}

static void
set_agent_state (TidingsClient     *self,
                 TidingsAgentState  state)
{
  if (self->agent_state == state)
    return;

  self->agent_state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AGENT_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_READY]);
}

static void
take_status (TidingsClient *self,
             GVariant      *status)
{
  g_autoptr(GVariant) previous = self->status;
  gboolean was_practice = get_is_practice (self);
  gboolean was_paused = get_is_paused (self);

  self->status = status;
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!has_same_field (previous, status, i))
      g_object_notify_by_pspec (G_OBJECT (self), properties[fields[i].prop]);
  if (was_practice != get_is_practice (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_PRACTICE]);
  if (was_paused != get_is_paused (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_PAUSED]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Whether the file at our path is not the one we have open: the agent puts a damaged store aside and begins a fresh one. */
static gboolean
was_replaced (TidingsClient *self)
{
  GStatBuf info = { 0 };

  return g_stat (self->path, &info) == 0 && (info.st_dev != self->store_device || info.st_ino != self->store_inode);
}

static void
note_identity (TidingsClient *self)
{
  GStatBuf info = { 0 };

  if (g_stat (self->path, &info) != 0)
    return;

  self->store_device = info.st_dev;
  self->store_inode = info.st_ino;
}

static void
ensure_store (TidingsClient *self)
{
  g_autoptr(GError) error = NULL;
  gboolean had_store = self->store != NULL;

  if (had_store && !was_replaced (self))
    return;

  /* The identity is noted first: a file that takes its place meanwhile is noticed the next time. */
  g_clear_object (&self->store);
  note_identity (self);
  self->store = tidings_store_open_read_only (self->path, &error);
  if (self->store == NULL && !g_error_matches (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_MISSING))
    g_message ("Cannot look into the store: %s", error->message);

  if (had_store || self->store != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE]);
}

static void
reload_people (TidingsClient *self)
{
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GError) error = NULL;

  if (self->store == NULL)
    return;

  people = tidings_store_list_people (self->store, &error);
  if (people != NULL)
    tidings_list_sync (self->people, people, tidings_person_get_key, tidings_person_is_same);
  else
    g_message ("Cannot list people: %s", error->message);
}

static void
reload_reminders (TidingsClient *self)
{
  g_autoptr(GPtrArray) reminders = NULL;
  g_autoptr(GError) error = NULL;

  if (self->store == NULL)
    return;

  reminders = tidings_store_list_reminders (self->store, TRUE, &error);
  if (reminders != NULL)
    tidings_list_sync (self->reminders, reminders, tidings_reminder_get_key, tidings_reminder_is_same);
  else
    g_message ("Cannot list reminders: %s", error->message);
}

/* People's own alert types stand in the catalog, where all pages look. */
static void
reload_types (TidingsClient *self)
{
  g_autoptr(GError) error = NULL;

  if (self->store != NULL && !tidings_store_load_types (self->store, tidings_catalog_get_default (), &error))
    g_message ("Cannot list alert types: %s", error->message);
}

static void
reload_all (TidingsClient *self)
{
  ensure_store (self);
  reload_types (self);
  reload_people (self);
  reload_reminders (self);
}

static void
changed_cb (TidingsClient *self,
            const char    *subject)
{
  ensure_store (self);

  if (g_str_equal (subject, "types"))
    reload_types (self);
  /* Removing a person also takes them out of reminders, and a switch of a type is part of the person. */
  if (g_str_equal (subject, "people") || g_str_equal (subject, "types"))
    reload_people (self);
  if (g_str_equal (subject, "people") || g_str_equal (subject, "reminders"))
    reload_reminders (self);

  /* Texts and reminders move the quotas, the queue and the next moment, which are part of the status. */
  if (g_str_equal (subject, "status") || g_str_equal (subject, "messages") || g_str_equal (subject, "reminders"))
    ask_status (self);

  g_signal_emit (self, signals[CHANGED], g_quark_from_string (subject), subject);
}

static void
status_failed (TidingsClient *self,
               const GError  *error)
{
  gboolean was_cut_off = g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY);

  /* An agent that left just while it was asked is started by asking once more. */
  if (was_cut_off && !self->has_retried)
    {
      self->has_retried = TRUE;
      self->ask_again = TRUE;
      return;
    }

  g_message ("No status from the agent: %s", error->message);
  if (tidings_bus_error_is_unreachable (error))
    set_agent_state (self, TIDINGS_AGENT_GONE);
}

static void
status_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  TidingsClient *self = user_data;
  g_autoptr(GVariant) status = NULL;
  g_autoptr(GError) error = NULL;
  gboolean was_ready = FALSE;

  tidings_bus_agent1_call_get_status_finish (TIDINGS_BUS_AGENT1 (object), &status, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->is_asking = FALSE;
  was_ready = self->agent_state == TIDINGS_AGENT_READY;
  if (error == NULL)
    {
      self->has_retried = FALSE;
      take_status (self, g_steal_pointer (&status));
      /* Its first answer comes after the store was opened by it, so now at the latest there is something to read. */
      if (!was_ready || self->store == NULL)
        reload_all (self);
      set_agent_state (self, TIDINGS_AGENT_READY);
    }
  else
    status_failed (self, error);

  if (self->ask_again)
    ask_status (self);
}

static void
ask_status (TidingsClient *self)
{
  if (self->proxy == NULL)
    return;

  if (self->is_asking)
    {
      self->ask_again = TRUE;
      return;
    }

  self->is_asking = TRUE;
  self->ask_again = FALSE;
  tidings_bus_agent1_call_get_status (self->proxy, self->cancellable, status_cb, self);
}

static void
owner_cb (TidingsClient *self)
{
  g_autofree char *owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (self->proxy));

  /* Leaving is no news. Appearing is: it may have done things while nobody listened. Our own call that starts it is
   * already on its way, so it is not asked twice. */
  if (owner != NULL && !self->is_asking)
    ask_status (self);
}

static void
proxy_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  TidingsClient *self = user_data;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *proxy = tidings_bus_agent1_proxy_new_for_bus_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->is_asking = FALSE;
  if (proxy == NULL)
    {
      g_message ("No session bus: %s", error->message);
      set_agent_state (self, TIDINGS_AGENT_GONE);
      return;
    }

  self->proxy = proxy;
  g_signal_connect_object (proxy, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (proxy, "notify::g-name-owner", G_CALLBACK (owner_cb), self, G_CONNECT_SWAPPED);
  ask_status (self);
}

/* The proxy is made without starting the agent, so that the first call tells why it cannot be started. */
static void
connect_agent (TidingsClient *self)
{
  if (self->is_asking)
    return;

  self->is_asking = TRUE;
  tidings_bus_agent1_proxy_new_for_bus (G_BUS_TYPE_SESSION,
                                        G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES |
                                        G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START_AT_CONSTRUCTION,
                                        AGENT_NAME, AGENT_PATH, self->cancellable, proxy_cb, self);
}

static void
tidings_client_dispose (GObject *object)
{
  TidingsClient *self = TIDINGS_CLIENT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->proxy);
  g_clear_object (&self->store);
  g_list_store_remove_all (self->people);
  g_list_store_remove_all (self->reminders);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tidings_client_parent_class)->dispose (object);
}

static void
tidings_client_finalize (GObject *object)
{
  TidingsClient *self = TIDINGS_CLIENT (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->people);
  g_object_unref (self->reminders);
  g_variant_unref (self->status);
  g_free (self->path);

  G_OBJECT_CLASS (tidings_client_parent_class)->finalize (object);
}

static void
get_status_field (TidingsClient *self,
                  guint          prop_id,
                  GValue        *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr(GVariant) field = NULL;

      if (fields[i].prop != prop_id)
        continue;

      field = lookup_field (self->status, i);
      if (field != NULL)
        g_dbus_gvariant_to_gvalue (field, value);
      else
        g_param_value_set_default (properties[prop_id], value);
    }
}

static void
tidings_client_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TidingsClient *self = TIDINGS_CLIENT (object);

  switch (prop_id)
    {
    case PROP_AGENT_STATE:
      g_value_set_int (value, self->agent_state);
      break;
    case PROP_IS_READY:
      g_value_set_boolean (value, self->agent_state == TIDINGS_AGENT_READY);
      break;
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_IS_PRACTICE:
      g_value_set_boolean (value, get_is_practice (self));
      break;
    case PROP_IS_PAUSED:
      g_value_set_boolean (value, get_is_paused (self));
      break;
    default:
      get_status_field (self, prop_id, value);
    }
}

static GParamSpec *
make_field_pspec (guint i)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  switch (fields[i].type)
    {
    case 'b':
      /* Before the agent has answered nothing is claimed to be wrong. */
      return g_param_spec_boolean (fields[i].name, NULL, NULL, TRUE, flags);
    case 'u':
      return g_param_spec_uint (fields[i].name, NULL, NULL, 0, G_MAXUINT, 0, flags);
    case 'x':
      return g_param_spec_int64 (fields[i].name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    default:
      return g_param_spec_string (fields[i].name, NULL, NULL, "", flags);
    }
}

static void
tidings_client_class_init (TidingsClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_client_dispose;
  object_class->finalize = tidings_client_finalize;
  object_class->get_property = tidings_client_get_property;

  properties[PROP_AGENT_STATE] = g_param_spec_int ("agent-state", NULL, NULL, TIDINGS_AGENT_CONNECTING, TIDINGS_AGENT_GONE,
                                                   TIDINGS_AGENT_CONNECTING, flags);
  properties[PROP_IS_READY] = g_param_spec_boolean ("is-ready", NULL, NULL, FALSE, flags);
  properties[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, TIDINGS_TYPE_STORE, flags);
  properties[PROP_IS_PRACTICE] = g_param_spec_boolean ("is-practice", NULL, NULL, TRUE, flags);
  properties[PROP_IS_PAUSED] = g_param_spec_boolean ("is-paused", NULL, NULL, FALSE, flags);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    properties[fields[i].prop] = make_field_pspec (i);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /* So that errors of the first call already arrive in their own domain. */
  g_assert (TIDINGS_BUS_ERROR != 0);
}

static void
tidings_client_init (TidingsClient *self)
{
  self->cancellable = g_cancellable_new ();
  self->people = g_list_store_new (TIDINGS_TYPE_PERSON);
  self->reminders = g_list_store_new (TIDINGS_TYPE_REMINDER);
  self->status = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
}

TidingsClient *
tidings_client_new_for_path (TidingsClock *clock,
                             const char   *path)
{
  TidingsClient *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (TIDINGS_TYPE_CLIENT, NULL);
  self->clock = g_object_ref (clock);
  self->path = g_strdup (path);
  connect_agent (self);
  reload_all (self);

  return self;
}

TidingsClient *
tidings_client_new (TidingsClock *clock)
{
  g_autofree char *path = tidings_store_dup_default_path ();

  return tidings_client_new_for_path (clock, path);
}

TidingsBusAgent1 *
tidings_client_get_agent (TidingsClient *self)
{
  g_return_val_if_fail (TIDINGS_IS_CLIENT (self), NULL);

  return self->agent_state == TIDINGS_AGENT_READY ? self->proxy : NULL;
}

TidingsStore *
tidings_client_get_store (TidingsClient *self)
{
  g_return_val_if_fail (TIDINGS_IS_CLIENT (self), NULL);

  return self->store;
}

const char *
tidings_client_get_path (TidingsClient *self)
{
  g_return_val_if_fail (TIDINGS_IS_CLIENT (self), NULL);

  return self->path;
}

TidingsClock *
tidings_client_get_clock (TidingsClient *self)
{
  g_return_val_if_fail (TIDINGS_IS_CLIENT (self), NULL);

  return self->clock;
}

GListModel *
tidings_client_list_people (TidingsClient *self)
{
  g_return_val_if_fail (TIDINGS_IS_CLIENT (self), NULL);

  return G_LIST_MODEL (self->people);
}

GListModel *
tidings_client_list_reminders (TidingsClient *self)
{
  g_return_val_if_fail (TIDINGS_IS_CLIENT (self), NULL);

  return G_LIST_MODEL (self->reminders);
}

TidingsPerson *
tidings_client_find_person (TidingsClient *self,
                            gint64         id)
{
  GListModel *people = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (self), NULL);

  people = G_LIST_MODEL (self->people);
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      if (person->id == id)
        return person;
    }

  return NULL;
}

void
tidings_client_restart_agent (TidingsClient *self)
{
  g_return_if_fail (TIDINGS_IS_CLIENT (self));

  self->has_retried = FALSE;
  set_agent_state (self, TIDINGS_AGENT_CONNECTING);
  if (self->proxy != NULL)
    ask_status (self);
  else
    connect_agent (self);
}

void
tidings_client_refresh_status (TidingsClient *self)
{
  g_return_if_fail (TIDINGS_IS_CLIENT (self));

  ask_status (self);
}
