/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receiver as the household has set it. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-bus-error.h"
#include "tidings-receiver.h"
#include "tidings-webhook.h"

struct _TidingsWebhook {
  GObject parent_instance;

  TidingsEngine *engine;
  TidingsLink *link;
  GSettings *settings;
  TidingsClock *clock;
  TidingsReceiver *receiver;
  char *trouble;        /* why it does not listen although it should */
  gboolean is_started;
  gboolean is_changing;
};

/* What is or shall be set. */
typedef struct {
  char *url;
  char *address;
  guint port;
} Wish;

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TidingsWebhook, tidings_webhook, G_TYPE_OBJECT)

static void
wish_clear (Wish *wish)
{
  g_free (wish->url);
  g_free (wish->address);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static Wish
read_wish (TidingsWebhook             *self,
           const TidingsWebhookChange *change)
{
  return (Wish) {
    .url = change != NULL && change->url != NULL ? g_strdup (change->url) : g_settings_get_string (self->settings, "webhook-url"),
    .address = change != NULL && change->address != NULL ? g_strdup (change->address)
                                                         : g_settings_get_string (self->settings, "webhook-address"),
    .port = change != NULL && change->port != 0 ? change->port : g_settings_get_uint (self->settings, "webhook-port"),
  };
}

static gboolean
take_cb (TidingsTwilioMessage *message,
         gpointer              user_data)
{
  TidingsWebhook *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!message->is_inbound)
    return tidings_engine_take_report (self->engine, message);
  if (tidings_engine_take_inbound (self->engine, message, &error))
    return TRUE;
  g_warning ("A text that came in was not kept: %s", error->message);

  return FALSE;
}

static gboolean
check_link (TidingsWebhook  *self,
            GError         **error)
{
  if (tidings_link_is_practice (self->link))
    g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_NO_ACCOUNT,
                         _("Practice is on, so nothing comes from Twilio"));
  else if (!tidings_link_is_settled (self->link) || tidings_link_get_keyring (self->link) != TIDINGS_KEYRING_OK)
    g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_KEYRING_LOCKED,
                         _("The account’s token is out of reach. Unlock the keyring"));
  else
    return TRUE;

  return FALSE;
}

/* Makes it listen as wished; what listens already so stays. */
static gboolean
listen (TidingsWebhook  *self,
        const Wish      *wish,
        GError         **error)
{
  TidingsReceiverSetup setup = {
    .twilio = tidings_link_get_twilio (self->link),
    .address = wish->address,
    .port = wish->port,
    .url = wish->url,
  };

  if (!check_link (self, error))
    {
      g_clear_object (&self->receiver);
      return FALSE;
    }
  if (self->receiver != NULL && tidings_receiver_matches (self->receiver, &setup))
    return TRUE;

  /* It may be on the port that is wanted. */
  g_clear_object (&self->receiver);
  self->receiver = tidings_receiver_new (&setup, self->clock, take_cb, self, error);

  return self->receiver != NULL;
}

static char *
summarize (TidingsWebhook *self)
{
  return g_strjoin ("\n", self->receiver != NULL ? tidings_receiver_get_status_url (self->receiver) : "",
                    self->trouble != NULL ? self->trouble : "", NULL);
}

/* Says what is different; texts that leave from now on name the receiver, or nobody. @before: what summarize() gave */
static void
note (TidingsWebhook *self,
      const GError   *trouble,
      const char     *before)
{
  g_autofree char *now = NULL;

  g_free (self->trouble);
  self->trouble = trouble != NULL ? g_strdup (trouble->message) : NULL;
  now = summarize (self);
  if (g_str_equal (now, before))
    return;

  if (trouble != NULL)
    g_message ("The receiver does not listen: %s", trouble->message);
  self->is_changing = TRUE;
  tidings_link_set_status_callback (self->link, self->receiver != NULL ? tidings_receiver_get_status_url (self->receiver) : NULL);
  self->is_changing = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Listens, or does not, as the settings say. */
static void
follow_settings (TidingsWebhook  *self,
                 GError         **error)
{
  g_auto(Wish) wish = read_wish (self, NULL);

  if (g_settings_get_boolean (self->settings, "webhook"))
    listen (self, &wish, error);
  else
    g_clear_object (&self->receiver);
}

static void
update (TidingsWebhook *self)
{
  g_autofree char *before = summarize (self);
  g_autoptr(GError) trouble = NULL;

  follow_settings (self, &trouble);
  note (self, trouble, before);
}

static void
link_changed_cb (TidingsLink *link,
                 gpointer     user_data)
{
  TidingsWebhook *self = user_data;

  if (!self->is_changing)
    update (self);
}

static void
settings_changed_cb (GSettings  *settings,
                     const char *key,
                     gpointer    user_data)
{
  TidingsWebhook *self = user_data;

  if (!self->is_changing && g_str_has_prefix (key, "webhook"))
    update (self);
}

static gboolean
keep (TidingsWebhook  *self,
      gboolean         is_on,
      const Wish      *wish,
      GError         **error)
{
  gboolean is_kept;

  self->is_changing = TRUE;
  is_kept = g_settings_set_string (self->settings, "webhook-url", wish->url) &&
            g_settings_set_string (self->settings, "webhook-address", wish->address) &&
            g_settings_set_uint (self->settings, "webhook-port", wish->port) &&
            g_settings_set_boolean (self->settings, "webhook", is_on);
  self->is_changing = FALSE;
  if (!is_kept)
    g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_STORAGE,
                         _("The settings of Tidings cannot be changed on this computer"));

  return is_kept;
}

gboolean
tidings_webhook_set (TidingsWebhook              *self,
                     gboolean                     is_on,
                     const TidingsWebhookChange  *change,
                     GError                     **error)
{
  g_auto(Wish) wish = read_wish (self, change);
  g_autofree char *before = summarize (self);
  g_autoptr(GError) trouble = NULL;
  gboolean is_done;

  g_return_val_if_fail (TIDINGS_IS_WEBHOOK (self), FALSE);

  is_done = (!is_on || listen (self, &wish, error)) && keep (self, is_on, &wish, error);
  /* Also back to what was, when it could not be done. */
  follow_settings (self, &trouble);
  note (self, trouble, before);

  return is_done;
}

void
tidings_webhook_start (TidingsWebhook *self)
{
  g_return_if_fail (TIDINGS_IS_WEBHOOK (self));

  if (self->is_started)
    return;
  self->is_started = TRUE;
  g_signal_connect_object (self->link, "changed", G_CALLBACK (link_changed_cb), self, 0);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (settings_changed_cb), self, 0);
  update (self);
}

gboolean
tidings_webhook_is_listening (TidingsWebhook *self)
{
  g_return_val_if_fail (TIDINGS_IS_WEBHOOK (self), FALSE);

  return self->receiver != NULL;
}

void
tidings_webhook_describe (TidingsWebhook *self,
                          GVariantDict   *status)
{
  gboolean is_on = g_settings_get_boolean (self->settings, "webhook");
  g_auto(Wish) wish = read_wish (self, NULL);
  g_autofree char *listen_at = g_strdup_printf (strchr (wish.address, ':') != NULL ? "[%s]:%u" : "%s:%u", wish.address, wish.port);
  TidingsReceiver *receiver = self->receiver;

  g_variant_dict_insert (status, "webhook", "s", receiver != NULL ? "on" : is_on ? "stopped" : "off");
  g_variant_dict_insert (status, "webhook-trouble", "s", self->trouble != NULL ? self->trouble : "");
  g_variant_dict_insert (status, "webhook-listen", "s", listen_at);
  g_variant_dict_insert (status, "webhook-url", "s", wish.url);
  g_variant_dict_insert (status, "webhook-status-url", "s", receiver != NULL ? tidings_receiver_get_status_url (receiver) : "");
  g_variant_dict_insert (status, "webhook-inbound-url", "s", receiver != NULL ? tidings_receiver_get_inbound_url (receiver) : "");
}

static void
tidings_webhook_dispose (GObject *object)
{
  TidingsWebhook *self = TIDINGS_WEBHOOK (object);

  g_clear_object (&self->receiver);
  g_clear_object (&self->engine);
  g_clear_object (&self->link);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tidings_webhook_parent_class)->dispose (object);
}

static void
tidings_webhook_finalize (GObject *object)
{
  TidingsWebhook *self = TIDINGS_WEBHOOK (object);

  g_free (self->trouble);

  G_OBJECT_CLASS (tidings_webhook_parent_class)->finalize (object);
}

static void
tidings_webhook_class_init (TidingsWebhookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tidings_webhook_dispose;
  object_class->finalize = tidings_webhook_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
tidings_webhook_init (TidingsWebhook *self)
{
}

TidingsWebhook *
tidings_webhook_new (TidingsEngine *engine,
                     TidingsLink   *link,
                     GSettings     *settings,
                     TidingsClock  *clock)
{
  TidingsWebhook *self;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (TIDINGS_IS_LINK (link), NULL);

  self = g_object_new (TIDINGS_TYPE_WEBHOOK, NULL);
  self->engine = g_object_ref (engine);
  self->link = g_object_ref (link);
  self->settings = g_object_ref (settings);
  self->clock = g_object_ref (clock);

  return self;
}
