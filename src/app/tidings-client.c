/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window knows of the agent and the store.
 *
 * The agent leaves when it has nothing to do, and that is no news: the status read last stays true until a Changed
 * says otherwise. So the agent is only called at the start, after a Changed, when it appears on the bus (it is awake then
 * anyhow), and when a person asks. */
#include "config.h"

#include "tidings-client-private.h"

#include "tidings-bus-error.h"

#define MAX_RETRIES 3

enum {
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (TidingsClient, tidings_client, G_TYPE_OBJECT)

GParamSpec *tidings_client_properties[N_PROPS];
static guint signals[N_SIGNALS];

static void ask_status (TidingsClient *self);

static void
set_agent_state (TidingsClient     *self,
                 TidingsAgentState  state)
{
  if (self->agent_state == state)
    return;

  self->agent_state = state;
  /* What the agent was to mend is either mended now or will not be. */
  if (state != TIDINGS_AGENT_CONNECTING && self->store == NULL)
    tidings_client_ensure_store (self);
  g_object_notify_by_pspec (G_OBJECT (self), tidings_client_properties[PROP_AGENT_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), tidings_client_properties[PROP_IS_READY]);
}

static void
changed_cb (TidingsClient *self,
            const char    *subject)
{
  tidings_client_ensure_store (self);

  if (g_str_equal (subject, "types"))
    tidings_client_reload_types (self);
  /* Removing a person also takes them out of reminders, and a switch of a type is part of the person. */
  if (g_str_equal (subject, "people") || g_str_equal (subject, "types"))
    tidings_client_reload_people (self);
  if (g_str_equal (subject, "people") || g_str_equal (subject, "reminders"))
    tidings_client_reload_reminders (self);

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

  /* An agent that left just while it was asked is started by asking once more. One that does so again and again is broken. */
  if (was_cut_off && self->n_retries < MAX_RETRIES)
    {
      self->n_retries++;
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
      self->n_retries = 0;
      tidings_client_take_status (self, g_steal_pointer (&status));
      /* Its first answer comes after the store was opened by it, so now at the latest there is something to read.
       * Where everything was deleted, it is another one. */
      if (!was_ready || self->store == NULL)
        tidings_client_reload_all (self);
      else
        tidings_client_ensure_store (self);
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
  tidings_client_forget_store (self);
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
  g_free (self->store_trouble);
  g_free (self->path);

  G_OBJECT_CLASS (tidings_client_parent_class)->finalize (object);
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
    case PROP_STORE_STATE:
      g_value_set_int (value, self->store_state);
      break;
    case PROP_STORE_TROUBLE:
      g_value_set_string (value, self->store_trouble);
      break;
    case PROP_IS_PRACTICE:
      g_value_set_boolean (value, tidings_client_get_is_practice (self));
      break;
    case PROP_IS_PAUSED:
      g_value_set_boolean (value, tidings_client_get_is_paused (self));
      break;
    default:
      tidings_client_get_status_field (self, prop_id, value);
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

  tidings_client_properties[PROP_AGENT_STATE] = g_param_spec_int ("agent-state", NULL, NULL, TIDINGS_AGENT_CONNECTING,
                                                                  TIDINGS_AGENT_GONE, TIDINGS_AGENT_CONNECTING, flags);
  tidings_client_properties[PROP_IS_READY] = g_param_spec_boolean ("is-ready", NULL, NULL, FALSE, flags);
  tidings_client_properties[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, TIDINGS_TYPE_STORE, flags);
  tidings_client_properties[PROP_STORE_STATE] = g_param_spec_int ("store-state", NULL, NULL, TIDINGS_STORE_STATE_NOTHING,
                                                                  TIDINGS_STORE_STATE_UNREADABLE,
                                                                  TIDINGS_STORE_STATE_NOTHING, flags);
  tidings_client_properties[PROP_STORE_TROUBLE] = g_param_spec_string ("store-trouble", NULL, NULL, "", flags);
  tidings_client_properties[PROP_IS_PRACTICE] = g_param_spec_boolean ("is-practice", NULL, NULL, TRUE, flags);
  tidings_client_properties[PROP_IS_PAUSED] = g_param_spec_boolean ("is-paused", NULL, NULL, FALSE, flags);
  tidings_client_install_status (tidings_client_properties);
  g_object_class_install_properties (object_class, N_PROPS, tidings_client_properties);

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
  self->store_trouble = g_strdup ("");
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
  self->clock = tidings_practice_clock_new (clock);
  self->path = g_strdup (path);
  tidings_client_ensure_store (self);

  return self;
}

TidingsClient *
tidings_client_new (TidingsClock *clock)
{
  g_autofree char *path = tidings_store_dup_default_path ();

  return tidings_client_new_for_path (clock, path);
}

void
tidings_client_connect (TidingsClient *self)
{
  g_return_if_fail (TIDINGS_IS_CLIENT (self));

  if (self->proxy == NULL)
    connect_agent (self);
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

  self->n_retries = 0;
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

void
tidings_client_look_again (TidingsClient *self)
{
  g_return_if_fail (TIDINGS_IS_CLIENT (self));

  tidings_client_ensure_store (self);
}
