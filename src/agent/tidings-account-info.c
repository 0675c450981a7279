/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the account said of itself last. */
#include "config.h"

#include "tidings-account-info.h"
#include "tidings-format.h"

#define FRESH_MS 60000
#define META_AT "account-info-at"

G_DEFINE_FINAL_TYPE (TidingsAccountInfo, tidings_account_info, G_TYPE_OBJECT)

typedef struct {
  const char *key;
  gsize offset;
} Field;

static const Field fields[] = {
  { "account-info-name", G_STRUCT_OFFSET (TidingsAccountInfo, name) },
  { "account-info-kind", G_STRUCT_OFFSET (TidingsAccountInfo, kind) },
  { "account-info-state", G_STRUCT_OFFSET (TidingsAccountInfo, state) },
  { "account-info-balance", G_STRUCT_OFFSET (TidingsAccountInfo, balance) },
  { "account-info-currency", G_STRUCT_OFFSET (TidingsAccountInfo, currency) },
};

static char **
get_field (TidingsAccountInfo *self,
           guint               i)
{
  return G_STRUCT_MEMBER_P (self, fields[i].offset);
}

static void
load (TidingsAccountInfo *self)
{
  g_autofree char *at = tidings_store_dup_meta (self->store, META_AT);

  self->at = at != NULL ? g_ascii_strtoll (at, NULL, 10) : 0;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    *get_field (self, i) = tidings_store_dup_meta (self->store, fields[i].key);
}

/* It is only a memory of what Twilio will say again: when it cannot be written, it is asked for anew next time. */
static void
save (TidingsAccountInfo *self)
{
  g_autofree char *at = self->at != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, self->at) : NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_saved = FALSE;

  if (tidings_store_begin (self->store, &error))
    {
      is_saved = tidings_store_set_meta (self->store, META_AT, at, &error);
      for (guint i = 0; is_saved && i < G_N_ELEMENTS (fields); i++)
        is_saved = tidings_store_set_meta (self->store, fields[i].key, *get_field (self, i), &error);
      if (!is_saved)
        tidings_store_rollback (self->store);
      else
        is_saved = tidings_store_commit (self->store, &error);
    }

  if (!is_saved)
    g_message ("The account’s state cannot be remembered: %s", error->message);
}

gboolean
tidings_account_info_is_stale (TidingsAccountInfo *self)
{
  gint64 age;

  g_return_val_if_fail (TIDINGS_IS_ACCOUNT_INFO (self), FALSE);

  /* A clock that was set back must not make an old answer young for ever. */
  age = tidings_clock_get_now (self->clock) - self->at;

  return self->at == 0 || age > FRESH_MS || age < 0;
}

void
tidings_account_info_forget (TidingsAccountInfo *self)
{
  g_return_if_fail (TIDINGS_IS_ACCOUNT_INFO (self));

  self->at = 0;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_clear_pointer (get_field (self, i), g_free);
  save (self);
}

static void
take_account (TidingsAccountInfo         *self,
              const TidingsTwilioAccount *account)
{
  g_free (self->name);
  self->name = g_strdup (account->name);
  g_free (self->kind);
  self->kind = g_strdup (account->kind);
  g_free (self->state);
  self->state = g_strdup (account->state);
}

static void
take_balance (TidingsAccountInfo *self,
              gint64              micros,
              const char         *currency)
{
  g_free (self->balance);
  self->balance = tidings_format_decimal (micros);
  g_free (self->currency);
  self->currency = g_strdup (currency);
  self->at = tidings_clock_get_now (self->clock);
}

void
tidings_account_info_take (TidingsAccountInfo         *self,
                           const TidingsTwilioAccount *account,
                           gint64                      micros,
                           const char                 *currency)
{
  g_return_if_fail (TIDINGS_IS_ACCOUNT_INFO (self));
  g_return_if_fail (account != NULL);

  take_account (self, account);
  if (currency != NULL)
    take_balance (self, micros, currency);
  save (self);
}

static void
balance_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TidingsAccountInfo *self = g_task_get_source_object (task);
  gint64 micros = 0;
  g_autofree char *currency = NULL;
  GError *error = NULL;

  /* Some keys may not see the balance; what was learned of the account stays. */
  if (tidings_twilio_get_balance_finish (TIDINGS_TWILIO (object), result, &micros, &currency, &error))
    take_balance (self, micros, currency);
  save (self);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
account_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  TidingsTwilio *twilio = TIDINGS_TWILIO (object);
  g_autoptr(GTask) task = user_data;
  TidingsAccountInfo *self = g_task_get_source_object (task);
  g_autoptr(TidingsTwilioAccount) account = NULL;
  GError *error = NULL;

  account = tidings_twilio_get_account_finish (twilio, result, &error);
  if (account == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  take_account (self, account);
  tidings_twilio_get_balance_async (twilio, g_task_get_cancellable (task), balance_cb, g_object_ref (task));
}

void
tidings_account_info_refresh_async (TidingsAccountInfo  *self,
                                    TidingsTwilio       *twilio,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (TIDINGS_IS_ACCOUNT_INFO (self));
  g_return_if_fail (TIDINGS_IS_TWILIO (twilio));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tidings_account_info_refresh_async);
  tidings_twilio_get_account_async (twilio, cancellable, account_cb, g_steal_pointer (&task));
}

gboolean
tidings_account_info_refresh_finish (TidingsAccountInfo  *self,
                                     GAsyncResult        *result,
                                     GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
tidings_account_info_finalize (GObject *object)
{
  TidingsAccountInfo *self = TIDINGS_ACCOUNT_INFO (object);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_free (*get_field (self, i));
  g_clear_object (&self->store);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tidings_account_info_parent_class)->finalize (object);
}

static void
tidings_account_info_class_init (TidingsAccountInfoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tidings_account_info_finalize;
}

static void
tidings_account_info_init (TidingsAccountInfo *self)
{
}

TidingsAccountInfo *
tidings_account_info_new (TidingsStore *store,
                          TidingsClock *clock)
{
  TidingsAccountInfo *self;

  g_return_val_if_fail (TIDINGS_IS_STORE (store), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);

  self = g_object_new (TIDINGS_TYPE_ACCOUNT_INFO, NULL);
  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  load (self);

  return self;
}
