/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connecting a Twilio account: the secret from a pipe, Twilio's word on it, the keyring, and only then the settings. */
#include "config.h"

#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "tidings-agent-private.h"
#include "tidings-format.h"
#include "tidings-keyring.h"
#include "tidings-phone-number.h"
#include "tidings-secret-reader.h"
#include "tidings-sender.h"
#include "tidings-twilio-senders.h"
#include "tidings-twilio-verify.h"
#include "tidings-verify.h"

#define SID_LENGTH 34

/* Whoever hands over a secret has it at hand. */
#define PATIENCE_MS 10000

static const TidingsArgument connect_options[] = {
  { "from", "s", 100 },
  { "service", "s", 100 },
  { "verify", "s", 100 },
  { "name", "s", 100 },
  { "region", "s", 100 },
  { "check-only", "b", 0 },
};

typedef struct {
  TidingsAgent *agent;
  GDBusMethodInvocation *invocation;
  TidingsTwilio *twilio;
  TidingsTwilioAccount *account;
  char *sid;
  char *key;
  char *secret;
  char *from;
  char *service;
  char *verify;
  char *name;
  char *region;
  char **senders;
  gint64 balance_micros;
  char *currency;
  guint n_digits;            /* of the Verify service's codes */
  gboolean check_only;
  gboolean is_listed;        /* the account has told its numbers */
  GCancellable *cancellable; /* of the secret that does not come */
  guint patience_id;
} Connecting;

static void
end_patience (Connecting *self)
{
  if (self->patience_id != 0)
    tidings_clock_cancel (tidings_agent_get_clock (self->agent), self->patience_id);
  self->patience_id = 0;
}

static void
connecting_free (Connecting *self)
{
  end_patience (self);
  g_clear_object (&self->cancellable);
  tidings_agent_release (self->agent);
  g_clear_object (&self->agent);
  g_clear_object (&self->twilio);
  g_clear_pointer (&self->account, tidings_twilio_account_free);
  tidings_secret_free (self->secret);
  g_free (self->sid);
  g_free (self->key);
  g_free (self->from);
  g_free (self->service);
  g_free (self->verify);
  g_free (self->name);
  g_free (self->region);
  g_strfreev (self->senders);
  g_free (self->currency);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Connecting, connecting_free)

static void
fail (Connecting *self,
      GError     *error)
{
  tidings_agent_take_error (self->invocation, error);
  connecting_free (self);
}

static void
fail_with (Connecting *self,
           const char *words)
{
  fail (self, g_error_new_literal (TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, words));
}

static void
complete (Connecting *self)
{
  g_auto(GVariantDict) reply = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *balance = self->currency != NULL ? tidings_format_decimal (self->balance_micros) : g_strdup ("");
  const char *sender = self->service != NULL ? self->service : self->from != NULL ? self->from : "";

  g_variant_dict_insert (&reply, "name", "s", self->account->name != NULL ? self->account->name : "");
  g_variant_dict_insert (&reply, "kind", "s", self->account->kind != NULL ? self->account->kind : "");
  g_variant_dict_insert (&reply, "state", "s", self->account->state != NULL ? self->account->state : "");
  g_variant_dict_insert (&reply, "balance", "s", balance);
  g_variant_dict_insert (&reply, "currency", "s", self->currency != NULL ? self->currency : "");
  g_variant_dict_insert_value (&reply, "senders", g_variant_new_strv ((const char * const *) self->senders, -1));
  g_variant_dict_insert (&reply, "sender", "s", sender);
  tidings_bus_agent1_complete_connect_account (NULL, self->invocation, NULL, g_variant_dict_end (&reply));
  connecting_free (self);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* How many digits the codes have, for whoever types them; without it any number of them is taken. */
static void
keep_digits (Connecting *self)
{
  g_autoptr(GError) error = NULL;

  if (self->verify != NULL &&
      !tidings_verify_note_n_digits (tidings_agent_get_store (self->agent), self->verify, self->n_digits, &error))
    g_warning ("Could not remember how long codes are: %s", error->message);
}

static void
forgotten_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TidingsAgent) agent = user_data;
  g_autoptr(GError) error = NULL;

  /* The account that is connected now has its own; nobody has to be told. */
  if (!tidings_keyring_clear_finish (result, &error))
    g_warning ("The secret of the account before stays in the keyring: %s", error->message);
  tidings_agent_release (agent);
}

/* Of an account that another has replaced nothing is kept. */
static void
forget_previous (Connecting *self)
{
  g_autofree char *previous = g_settings_get_string (tidings_agent_get_settings (self->agent), "account-sid");

  if (*previous == '\0' || g_str_equal (previous, self->sid))
    return;

  tidings_agent_hold (self->agent);
  tidings_keyring_clear_async (previous, NULL, forgotten_cb, g_object_ref (self->agent));
}

/* All settings change in one step, so that neither the link nor a process that comes after this one meets half an account. */
static void
keep_settings (Connecting *self)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);

  g_settings_delay (settings);
  g_settings_set_string (settings, "key-sid", or_empty (self->key));
  g_settings_set_string (settings, "sender", self->service == NULL ? or_empty (self->from) : "");
  g_settings_set_string (settings, "service", or_empty (self->service));
  g_settings_set_string (settings, "verify-service", or_empty (self->verify));
  g_settings_set_string (settings, "sender-name", or_empty (self->name));
  g_settings_set_string (settings, "region", or_empty (self->region));
  g_settings_set_string (settings, "account-sid", self->sid);
  g_settings_set_boolean (settings, "practice", FALSE);
  g_settings_apply (settings);
  tidings_account_info_forget (tidings_agent_get_info (self->agent));
  tidings_link_reload (tidings_agent_get_link (self->agent));
}

static void
settled_cb (gpointer user_data)
{
  complete (user_data);
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Connecting *self = user_data;
  GError *error = NULL;

  if (!tidings_keyring_store_finish (result, &error))
    {
      fail (self, error);
      return;
    }

  keep_digits (self);
  forget_previous (self);
  keep_settings (self);
  tidings_link_when_settled (tidings_agent_get_link (self->agent), settled_cb, self);
}

static void
keep (Connecting *self)
{
  if (self->check_only)
    complete (self);
  else if (self->from == NULL && self->service == NULL)
    fail_with (self, _("Choose a sender number or a messaging service"));
  else
    tidings_keyring_store_async (self->sid, self->secret, NULL, stored_cb, self);
}

static void
verify_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Connecting *self = user_data;
  GError *error = NULL;
  g_autofree char *name = tidings_twilio_get_verify_service_finish (TIDINGS_TWILIO (object), result, &self->n_digits, &error);

  if (name != NULL)
    keep (self);
  else if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND))
    {
      g_error_free (error);
      fail_with (self, _("This account has no such Verify service. Check the SID that begins with VA"));
    }
  else
    fail (self, error);
}

static void
check_verify (Connecting *self)
{
  if (self->verify != NULL)
    tidings_twilio_get_verify_service_async (self->twilio, self->verify, NULL, verify_cb, self);
  else
    keep (self);
}

static void
service_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Connecting *self = user_data;
  GError *error = NULL;
  g_autofree char *name = tidings_twilio_get_service_finish (TIDINGS_TWILIO (object), result, &error);

  if (name != NULL)
    check_verify (self);
  else if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND))
    {
      g_error_free (error);
      fail_with (self, _("This account has no such messaging service. Check the SID that begins with MG"));
    }
  else
    fail (self, error);
}

/* A number must be one of the account's; a name is allowed on paid accounts, and only sending shows whether it works. */
static void
check_sender (Connecting *self)
{
  gboolean is_name = self->from != NULL && tidings_sender_kind_of (self->from) == TIDINGS_SENDER_NAME;

  if ((is_name || self->name != NULL) && g_strcmp0 (self->account->kind, "Trial") == 0)
    fail_with (self, _("A trial account sends from a number only, not from a name"));
  else if (self->service != NULL)
    tidings_twilio_get_service_async (self->twilio, self->service, NULL, service_cb, self);
  else if (self->from != NULL && !is_name && self->is_listed &&
           !g_strv_contains ((const char * const *) self->senders, self->from))
    fail_with (self, _("This number is not one of the account’s numbers that can text"));
  else
    check_verify (self);
}

/* Those that texts can come from. */
static char **
dup_ids (GPtrArray *senders)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; senders != NULL && i < senders->len; i++)
    {
      const TidingsSender *sender = g_ptr_array_index (senders, i);

      if (sender->can_text)
        g_strv_builder_add (builder, sender->id);
    }

  return g_strv_builder_end (builder);
}

static void
senders_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Connecting *self = user_data;
  GError *error = NULL;
  g_autoptr(GPtrArray) senders = tidings_twilio_list_numbers_finish (TIDINGS_TWILIO (object), result, &error);

  self->is_listed = senders != NULL;
  self->senders = dup_ids (senders);
  /* A restricted key may be allowed to text and not to list numbers. */
  if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN))
    g_clear_error (&error);
  if (error != NULL)
    fail (self, error);
  else
    check_sender (self);
}

static void
balance_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Connecting *self = user_data;
  g_autoptr(GError) error = NULL;

  /* Not every key may see the balance, and nothing here depends on it. */
  if (!tidings_twilio_get_balance_finish (TIDINGS_TWILIO (object), result, &self->balance_micros, &self->currency, &error))
    g_message ("The balance is not known: %s", error->message);

  tidings_twilio_list_numbers_async (self->twilio, NULL, senders_cb, self);
}

static void
account_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Connecting *self = user_data;
  GError *error = NULL;

  self->account = tidings_twilio_get_account_finish (TIDINGS_TWILIO (object), result, &error);
  if (self->account == NULL)
    fail (self, error);
  else if (g_strcmp0 (self->account->state, "suspended") == 0 || g_strcmp0 (self->account->state, "closed") == 0)
    fail_with (self, _("This account is suspended or closed. Ask Twilio why"));
  else
    tidings_twilio_get_balance_async (self->twilio, NULL, balance_cb, self);
}

static void
secret_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Connecting *self = user_data;
  GError *error = NULL;

  end_patience (self);
  self->secret = tidings_secret_read_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      fail_with (self, _("The secret did not come. Write it into the pipe and close it"));
      return;
    }
  if (self->secret != NULL)
    self->twilio = tidings_link_new_client (&error);
  if (self->twilio == NULL)
    {
      fail (self, error);
      return;
    }

  tidings_twilio_set_credentials (self->twilio, self->sid, self->key, self->secret, self->region);
  tidings_twilio_get_account_async (self->twilio, NULL, account_cb, self);
}

static void
patience_over_cb (gpointer user_data)
{
  Connecting *self = user_data;

  self->patience_id = 0;
  g_cancellable_cancel (self->cancellable);
}

static gboolean
is_sid (const char *text,
        const char *prefix)
{
  if (strlen (text) != SID_LENGTH || !g_str_has_prefix (text, prefix))
    return FALSE;

  for (const char *p = text + 2; *p != '\0'; p++)
    if (!g_ascii_isxdigit (*p))
      return FALSE;

  return TRUE;
}

/* Text of an option without blanks around it, NULL for an empty one. */
static char *
dup_option (GVariant   *options,
            const char *key)
{
  const char *value = NULL;
  g_autofree char *clean = NULL;

  if (!g_variant_lookup (options, key, "&s", &value))
    return NULL;
  clean = g_strstrip (g_strdup (value));

  return *clean != '\0' ? g_steal_pointer (&clean) : NULL;
}

static gboolean
has_letter (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isalpha (*p) || (guchar) *p >= 128)
      return TRUE;

  return FALSE;
}

static const char wrong_name[] = N_("A sender name has 1 to 11 letters, digits, spaces or + - _ &, and is no general word such as "
                                    "SMS");

/* Numbers may be typed as people type them; anything with a letter is a name (Twilio reference, section 3.1). */
static const char *
check_from (Connecting *self)
{
  g_autoptr(TidingsNumberCheck) check = NULL;

  if (self->from == NULL || (!has_letter (self->from) && tidings_sender_kind_of (self->from) == TIDINGS_SENDER_SHORT_CODE))
    return NULL;
  if (has_letter (self->from))
    return tidings_sender_is_name (self->from) ? NULL : _(wrong_name);

  check = tidings_phone_number_check (self->from, NULL);
  if (check->e164 == NULL)
    return _("Give the sender’s number with + and the country code");
  g_free (self->from);
  self->from = g_strdup (check->e164);

  return NULL;
}

static const char *
check_shapes (Connecting *self)
{
  if (!is_sid (self->sid, "AC"))
    return _("An Account SID is AC and 32 hexadecimal digits. It stands on the first page of Twilio’s console");
  if (self->key != NULL && !is_sid (self->key, "SK"))
    return _("An API key’s SID is SK and 32 hexadecimal digits");
  if (self->service != NULL && !is_sid (self->service, "MG"))
    return _("A messaging service’s SID is MG and 32 hexadecimal digits");
  if (self->verify != NULL && !is_sid (self->verify, "VA"))
    return _("A Verify service’s SID is VA and 32 hexadecimal digits");
  if (self->name != NULL && !tidings_sender_is_name (self->name))
    return _(wrong_name);
  if (self->region != NULL && !g_str_equal (self->region, "us1") && !g_str_equal (self->region, "ie1") &&
      !g_str_equal (self->region, "au1"))
    return _("A region is us1, ie1 or au1");

  return check_from (self);
}

/* The descriptor of argument INDEX, owned by the caller, or -1. */
static int
take_fd (GUnixFDList *fds,
         GVariant    *secret)
{
  int index = g_variant_get_handle (secret);

  if (fds == NULL || index < 0 || index >= g_unix_fd_list_get_length (fds))
    return -1;

  return g_unix_fd_list_get (fds, index, NULL);
}

static gboolean
handle_connect_account_cb (TidingsBusAgent1      *face,
                           GDBusMethodInvocation *invocation,
                           GUnixFDList           *fds,
                           const char            *sid,
                           const char            *key,
                           GVariant              *secret,
                           GVariant              *options,
                           gpointer               user_data)
{
  TidingsClock *clock;
  Connecting *self;
  const char *wrong;
  GError *error = NULL;
  int fd;

  if (tidings_agent_check (user_data, invocation) == NULL)
    return TRUE;
  if (!tidings_arguments_check (options, connect_options, G_N_ELEMENTS (connect_options), &error))
    {
      tidings_agent_take_error (invocation, error);
      return TRUE;
    }

  self = g_new0 (Connecting, 1);
  self->agent = g_object_ref (user_data);
  tidings_agent_hold (self->agent);
  self->invocation = invocation;
  self->sid = g_strstrip (g_strdup (sid));
  self->key = *key != '\0' ? g_strstrip (g_strdup (key)) : NULL;
  self->from = dup_option (options, "from");
  self->service = dup_option (options, "service");
  self->verify = dup_option (options, "verify");
  self->name = dup_option (options, "name");
  self->region = dup_option (options, "region");
  g_variant_lookup (options, "check-only", "b", &self->check_only);

  fd = take_fd (fds, secret);
  wrong = check_shapes (self);
  if (fd < 0)
    fail_with (self, _("Hand the secret over through a pipe"));
  else if (wrong != NULL)
    {
      g_close (fd, NULL);
      fail_with (self, wrong);
    }
  else
    {
      clock = tidings_agent_get_clock (self->agent);
      self->cancellable = g_cancellable_new ();
      self->patience_id = tidings_clock_call_at (clock, tidings_clock_get_now (clock) + PATIENCE_MS, patience_over_cb, self);
      tidings_secret_read_async (fd, self->cancellable, secret_cb, self);
    }

  return TRUE;
}

void
tidings_agent_connect_connecting (TidingsAgent     *self,
                                  TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-connect-account", G_CALLBACK (handle_connect_account_cb), self, 0);
}
