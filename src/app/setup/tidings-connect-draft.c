/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Twilio account on its way to being connected. */
#include "config.h"

#include "tidings-connect-draft.h"

#include <errno.h>
#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include "tidings-bus-error.h"
#include "tidings-format.h"

#define SID_LENGTH 34

/* Twilio and the keyring's own dialog may take longer than the bus waits by itself. */
#define PATIENCE_MS (5 * 60 * 1000)

struct _TidingsConnectDraft {
  GObject parent_instance;

  TidingsClient *client;
  char *sid;
  char *key;
  char *region;
  char *secret;

  char *account_name;
  char *balance;
  char **senders;
  char *problem;

  guint is_busy : 1;
  guint is_checked : 1;
  guint is_trial : 1;
  guint is_keyring : 1; /* the problem is the keyring */
  guint is_twilio : 1;  /* the problem came from Twilio, or on the way there */
};

enum {
  PROP_0,
  PROP_SID,
  PROP_KEY,
  PROP_REGION,
  PROP_HAS_GOOD_SID,
  PROP_HAS_GOOD_KEY,
  PROP_CAN_CHECK,
  PROP_IS_BUSY,
  PROP_IS_CHECKED,
  PROP_IS_TRIAL,
  PROP_ACCOUNT_NAME,
  PROP_BALANCE,
  PROP_PROBLEM,
  PROP_NEEDS_UNLOCK,
  PROP_LACKS_KEYRING,
  PROP_IS_REFUSED,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TidingsConnectDraft, tidings_connect_draft, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static gboolean
is_sid (const char *text,
        const char *prefix)
{
  if (strlen (text) != SID_LENGTH || !g_str_has_prefix (text, prefix))
    return FALSE;

  for (const char *c = text + strlen (prefix); *c != '\0'; c++)
    if (!g_ascii_isxdigit (*c))
      return FALSE;

  return TRUE;
}

static gboolean
can_check (TidingsConnectDraft *self)
{
  return !self->is_busy && is_sid (self->sid, "AC") && (*self->key == '\0' || is_sid (self->key, "SK")) &&
         self->secret != NULL && *self->secret != '\0';
}

static void
notify_state (TidingsConnectDraft *self)
{
  for (guint i = PROP_HAS_GOOD_SID; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/* Takes @problem. @error: (nullable): where it came from, if it came over the bus. */
static void
set_problem (TidingsConnectDraft *self,
             char                *problem,
             const GError        *error)
{
  g_free (self->problem);
  self->problem = problem;
  self->is_keyring = g_error_matches (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_KEYRING_LOCKED);
  self->is_twilio = g_error_matches (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_TWILIO);
}

/* One error on the bus is for both: there is none, or it is locked. */
static gboolean
lacks_keyring (TidingsConnectDraft *self)
{
  g_autofree char *keyring = NULL;

  g_object_get (self->client, "keyring", &keyring, NULL);

  return self->is_keyring && g_strcmp0 (keyring, "missing") == 0;
}

static gboolean
is_refused (TidingsConnectDraft *self)
{
  gboolean is_online = FALSE;

  g_object_get (self->client, "is-online", &is_online, NULL);

  return self->is_twilio && is_online;
}

static void
forget_answer (TidingsConnectDraft *self)
{
  self->is_checked = FALSE;
  set_problem (self, g_strdup (""), NULL);
  notify_state (self);
}

static void
wipe_secret (TidingsConnectDraft *self)
{
  if (self->secret != NULL)
    explicit_bzero (self->secret, strlen (self->secret));

  g_clear_pointer (&self->secret, g_free);
}

static void
set_text (TidingsConnectDraft *self,
          char               **field,
          const char          *text,
          GParamSpec          *pspec)
{
  g_autofree char *clean = g_strstrip (g_strdup (text != NULL ? text : ""));

  if (g_str_equal (*field, clean))
    return;

  g_free (*field);
  *field = g_steal_pointer (&clean);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
  forget_answer (self);
}

static char *
describe_balance (GVariant *account)
{
  const char *balance = "";
  const char *currency = "";
  gint64 micros = 0;

  g_variant_lookup (account, "balance", "&s", &balance);
  g_variant_lookup (account, "currency", "&s", &currency);
  if (*currency == '\0' || !tidings_parse_decimal (balance, &micros))
    return g_strdup ("");

  return tidings_format_money (micros, currency, 2);
}

static void
take_account (TidingsConnectDraft *self,
              GVariant            *account)
{
  const char *kind = "";

  g_clear_pointer (&self->account_name, g_free);
  g_clear_pointer (&self->balance, g_free);
  g_clear_pointer (&self->senders, g_strfreev);

  if (!g_variant_lookup (account, "name", "s", &self->account_name))
    self->account_name = g_strdup ("");
  if (!g_variant_lookup (account, "senders", "^as", &self->senders))
    self->senders = g_new0 (char *, 1);
  g_variant_lookup (account, "kind", "&s", &kind);
  self->balance = describe_balance (account);
  self->is_trial = g_str_equal (kind, "Trial");
  self->is_checked = TRUE;
  set_problem (self, g_strdup (""), NULL);
}

static void
connect_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TidingsConnectDraft *self = g_task_get_source_object (task);
  g_autoptr(GVariant) account = NULL;
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;

  reply = g_dbus_proxy_call_with_unix_fd_list_finish (G_DBUS_PROXY (object), NULL, result, &error);
  self->is_busy = FALSE;
  if (reply != NULL)
    {
      account = g_variant_get_child_value (reply, 0);
      take_account (self, account);
    }
  else
    {
      set_problem (self, tidings_bus_error_dup_words (error), error);
      /* It tells whether there is a keyring, and whether there is a network. */
      tidings_client_refresh_status (self->client);
    }

  notify_state (self);
  g_task_return_boolean (task, reply != NULL);
}

/* A pipe holds far more than any secret, so writing before anybody reads does not block. */
static int
open_secret_pipe (const char  *secret,
                  GError     **error)
{
  int ends[2] = { -1, -1 };
  gsize length = strlen (secret);
  gssize written = 0;

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return -1;

  written = write (ends[1], secret, length);
  g_close (ends[1], NULL);
  if (written == (gssize) length)
    return ends[0];

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The secret could not be handed over"));
  g_close (ends[0], NULL);

  return -1;
}

static void
fail_early (TidingsConnectDraft *self,
            GTask               *task,
            char                *problem)
{
  set_problem (self, problem, NULL);
  notify_state (self);
  g_task_return_boolean (task, FALSE);
}

/* Takes @options, which may be floating. */
static void
connect_account (TidingsConnectDraft *self,
                 GVariant            *options,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr(GVariant) owned = g_variant_ref_sink (options);
  g_autoptr(GUnixFDList) fds = g_unix_fd_list_new ();
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);
  int fd = -1;
  int index = -1;

  g_task_set_source_tag (task, connect_account);
  if (agent == NULL)
    {
      fail_early (self, task, g_strdup (_("Sending service is not running")));
      return;
    }

  fd = open_secret_pipe (self->secret != NULL ? self->secret : "", &error);
  if (fd >= 0)
    {
      index = g_unix_fd_list_append (fds, fd, &error);
      g_close (fd, NULL);
    }
  if (index < 0)
    {
      fail_early (self, task, g_strdup (error->message));
      return;
    }

  self->is_busy = TRUE;
  notify_state (self);
  /* The generated call has no argument for more patience. */
  g_dbus_proxy_call_with_unix_fd_list (G_DBUS_PROXY (agent), "ConnectAccount",
                                       g_variant_new ("(ssh@a{sv})", self->sid, self->key, index, owned),
                                       G_DBUS_CALL_FLAGS_NONE, PATIENCE_MS, fds, NULL, connect_cb,
                                       g_steal_pointer (&task));
}

static void
insert_region (TidingsConnectDraft *self,
               GVariantDict        *options)
{
  if (*self->region != '\0')
    g_variant_dict_insert (options, "region", "s", self->region);
}

static void
tidings_connect_draft_finalize (GObject *object)
{
  TidingsConnectDraft *self = TIDINGS_CONNECT_DRAFT (object);

  wipe_secret (self);
  g_clear_object (&self->client);
  g_free (self->sid);
  g_free (self->key);
  g_free (self->region);
  g_free (self->account_name);
  g_free (self->balance);
  g_free (self->problem);
  g_strfreev (self->senders);

  G_OBJECT_CLASS (tidings_connect_draft_parent_class)->finalize (object);
}

static void
tidings_connect_draft_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  TidingsConnectDraft *self = TIDINGS_CONNECT_DRAFT (object);

  switch (prop_id)
    {
    case PROP_SID:
      g_value_set_string (value, self->sid);
      break;
    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;
    case PROP_REGION:
      g_value_set_string (value, self->region);
      break;
    case PROP_HAS_GOOD_SID:
      g_value_set_boolean (value, is_sid (self->sid, "AC"));
      break;
    case PROP_HAS_GOOD_KEY:
      g_value_set_boolean (value, is_sid (self->key, "SK"));
      break;
    case PROP_CAN_CHECK:
      g_value_set_boolean (value, can_check (self));
      break;
    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->is_busy);
      break;
    case PROP_IS_CHECKED:
      g_value_set_boolean (value, self->is_checked);
      break;
    case PROP_IS_TRIAL:
      g_value_set_boolean (value, self->is_trial);
      break;
    case PROP_ACCOUNT_NAME:
      g_value_set_string (value, self->account_name);
      break;
    case PROP_BALANCE:
      g_value_set_string (value, self->balance);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_NEEDS_UNLOCK:
      g_value_set_boolean (value, self->is_keyring && !lacks_keyring (self));
      break;
    case PROP_LACKS_KEYRING:
      g_value_set_boolean (value, lacks_keyring (self));
      break;
    case PROP_IS_REFUSED:
      g_value_set_boolean (value, is_refused (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_connect_draft_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  TidingsConnectDraft *self = TIDINGS_CONNECT_DRAFT (object);

  switch (prop_id)
    {
    case PROP_SID:
      set_text (self, &self->sid, g_value_get_string (value), pspec);
      break;
    case PROP_KEY:
      set_text (self, &self->key, g_value_get_string (value), pspec);
      break;
    case PROP_REGION:
      set_text (self, &self->region, g_value_get_string (value), pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_connect_draft_class_init (TidingsConnectDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_connect_draft_finalize;
  object_class->get_property = tidings_connect_draft_get_property;
  object_class->set_property = tidings_connect_draft_set_property;

  properties[PROP_SID] = g_param_spec_string ("sid", NULL, NULL, "", writable);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, "", writable);
  properties[PROP_REGION] = g_param_spec_string ("region", NULL, NULL, "", writable);
  properties[PROP_HAS_GOOD_SID] = g_param_spec_boolean ("has-good-sid", NULL, NULL, FALSE, readable);
  properties[PROP_HAS_GOOD_KEY] = g_param_spec_boolean ("has-good-key", NULL, NULL, FALSE, readable);
  properties[PROP_CAN_CHECK] = g_param_spec_boolean ("can-check", NULL, NULL, FALSE, readable);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, readable);
  properties[PROP_IS_CHECKED] = g_param_spec_boolean ("is-checked", NULL, NULL, FALSE, readable);
  properties[PROP_IS_TRIAL] = g_param_spec_boolean ("is-trial", NULL, NULL, FALSE, readable);
  properties[PROP_ACCOUNT_NAME] = g_param_spec_string ("account-name", NULL, NULL, "", readable);
  properties[PROP_BALANCE] = g_param_spec_string ("balance", NULL, NULL, "", readable);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, "", readable);
  properties[PROP_NEEDS_UNLOCK] = g_param_spec_boolean ("needs-unlock", NULL, NULL, FALSE, readable);
  properties[PROP_LACKS_KEYRING] = g_param_spec_boolean ("lacks-keyring", NULL, NULL, FALSE, readable);
  properties[PROP_IS_REFUSED] = g_param_spec_boolean ("is-refused", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_connect_draft_init (TidingsConnectDraft *self)
{
  self->sid = g_strdup ("");
  self->key = g_strdup ("");
  self->region = g_strdup ("");
  self->account_name = g_strdup ("");
  self->balance = g_strdup ("");
  self->problem = g_strdup ("");
  self->senders = g_new0 (char *, 1);
}

TidingsConnectDraft *
tidings_connect_draft_new (TidingsClient *client)
{
  TidingsConnectDraft *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_CONNECT_DRAFT, NULL);
  self->client = g_object_ref (client);
  g_signal_connect_object (client, "notify::keyring", G_CALLBACK (notify_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::is-online", G_CALLBACK (notify_state), self, G_CONNECT_SWAPPED);

  return self;
}

void
tidings_connect_draft_set_secret (TidingsConnectDraft *self,
                                  const char          *secret)
{
  g_return_if_fail (TIDINGS_IS_CONNECT_DRAFT (self));

  if (g_strcmp0 (self->secret, secret) == 0)
    return;

  wipe_secret (self);
  self->secret = g_strdup (secret);
  forget_answer (self);
}

const char * const *
tidings_connect_draft_list_senders (TidingsConnectDraft *self)
{
  g_return_val_if_fail (TIDINGS_IS_CONNECT_DRAFT (self), NULL);

  return (const char * const *) self->senders;
}

void
tidings_connect_draft_check_async (TidingsConnectDraft *self,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);

  g_return_if_fail (TIDINGS_IS_CONNECT_DRAFT (self));
  g_return_if_fail (!self->is_busy);

  g_variant_dict_insert (&options, "check-only", "b", TRUE);
  insert_region (self, &options);
  connect_account (self, g_variant_dict_end (&options), callback, user_data);
}

void
tidings_connect_draft_keep_async (TidingsConnectDraft *self,
                                  const char          *sender,
                                  const char          *service,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);

  g_return_if_fail (TIDINGS_IS_CONNECT_DRAFT (self));
  g_return_if_fail (sender != NULL && service != NULL);
  g_return_if_fail (!self->is_busy);

  if (*sender != '\0')
    g_variant_dict_insert (&options, "from", "s", sender);
  if (*service != '\0')
    g_variant_dict_insert (&options, "service", "s", service);
  insert_region (self, &options);
  connect_account (self, g_variant_dict_end (&options), callback, user_data);
}

void
tidings_connect_draft_renew_async (TidingsConnectDraft *self,
                                   GSettings           *settings,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  static const struct { const char *key; const char *option; } kept[] = {
    { "sender", "from" }, { "service", "service" }, { "verify-service", "verify" }, { "sender-name", "name" },
  };
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);

  g_return_if_fail (TIDINGS_IS_CONNECT_DRAFT (self));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (!self->is_busy);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *value = g_settings_get_string (settings, kept[i].key);

      if (*value != '\0')
        g_variant_dict_insert (&options, kept[i].option, "s", value);
    }
  insert_region (self, &options);
  connect_account (self, g_variant_dict_end (&options), callback, user_data);
}

gboolean
tidings_connect_draft_finish (TidingsConnectDraft *self,
                              GAsyncResult        *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
