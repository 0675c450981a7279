/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows when texts leave through another account. */
#include "config.h"

#include "tidings-accounts.h"
#include "tidings-ahead.h"
#include "tidings-money.h"
#include "tidings-quota.h"
#include "tidings-reason.h"
#include "tidings-store-audit.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-store-prices.h"
#include "tidings-trail.h"
#include "tidings-upkeep.h"

#define META_ACCOUNT "account"

/* Row id of the last message before an account that proves nothing came; later ones are its own. */
#define META_UNPROVEN_SINCE "unproven-since"

static gboolean
forget_confirmations (TidingsCore  *core,
                      GError      **error)
{
  g_auto(GStrv) people = tidings_core_list_get (core, TIDINGS_META_UNPROVEN_PEOPLE);

  for (char **id = people; *id != NULL; id++)
    {
      g_autoptr(TidingsPerson) person = NULL;
      GError *local_error = NULL;

      person = tidings_store_get_person (core->store, g_ascii_strtoll (*id, NULL, 10), &local_error);
      if (g_error_matches (local_error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
        {
          g_error_free (local_error);
          continue;
        }
      if (person == NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      person->verified_at = 0;
      if (!tidings_store_update_person (core->store, person, error) ||
          !tidings_trail_note (core, person, TIDINGS_AUDIT_UNCONFIRMED, "practice", TIDINGS_TRAIL_OURSELVES, NULL, error))
        return FALSE;
    }

  return tidings_store_set_meta (core->store, TIDINGS_META_UNPROVEN_PEOPLE, NULL, error);
}

static gboolean
forget_opt_outs (TidingsCore  *core,
                 GError      **error)
{
  g_auto(GStrv) numbers = tidings_core_list_get (core, TIDINGS_META_UNPROVEN_OPT_OUTS);

  for (char **number = numbers; *number != NULL; number++)
    if (!tidings_store_clear_opt_out (core->store, *number, error) ||
        !tidings_trail_note_number (core, *number, TIDINGS_AUDIT_STOP_ENDED, "practice", TIDINGS_TRAIL_OURSELVES, NULL, error))
      return FALSE;

  return tidings_store_set_meta (core->store, TIDINGS_META_UNPROVEN_OPT_OUTS, NULL, error);
}

/* A practice phone tells nothing of the real line. */
static gboolean
forget_lines (TidingsCore  *core,
              GError      **error)
{
  g_auto(GStrv) numbers = tidings_core_list_get (core, TIDINGS_META_UNPROVEN_LINES);

  for (char **number = numbers; *number != NULL; number++)
    if (!tidings_store_forget_line (core->store, *number, error))
      return FALSE;

  return tidings_store_set_meta (core->store, TIDINGS_META_UNPROVEN_LINES, NULL, error);
}

/* What another account has told of money and prices is not this one's. */
static gboolean
forget_money (TidingsCore  *core,
              GError      **error)
{
  return tidings_money_forget (core, error) && tidings_store_forget_prices (core->store, error) &&
         tidings_upkeep_forget (core, error);
}

/* Rehearsals take nothing from the quotas of an account that texts for real. */
static gboolean
forget_counts (TidingsCore  *core,
               GError      **error)
{
  g_autofree char *since = tidings_store_dup_meta (core->store, META_UNPROVEN_SINCE);

  if (since == NULL)
    return TRUE;

  return tidings_store_uncount_texts (core->store, g_ascii_strtoll (since, NULL, 10), error) &&
         tidings_quota_forget_notices (core, error) &&
         tidings_store_set_meta (core->store, META_UNPROVEN_SINCE, NULL, error);
}

static gboolean
mark_unproven (TidingsCore  *core,
               GError      **error)
{
  g_autofree char *since = tidings_store_dup_meta (core->store, META_UNPROVEN_SINCE);
  g_autofree char *last = NULL;
  gint64 id;

  /* From one rehearsal to the next: the older mark holds for both. */
  if (since != NULL)
    return TRUE;
  if ((id = tidings_store_get_last_message_id (core->store, error)) < 0)
    return FALSE;
  last = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  return tidings_store_set_meta (core->store, META_UNPROVEN_SINCE, last, error);
}

/* Nobody can be asked any more what became of it; the person at the computer may send it again. */
static gboolean
leave_one_behind (TidingsCore     *core,
                  TidingsMessage  *message,
                  GError         **error)
{
  gboolean is_known = message->state != TIDINGS_MESSAGE_SENDING && message->state != TIDINGS_MESSAGE_IN_DOUBT;

  message->next_at = 0;
  message->n_looks = TIDINGS_LOOKS_OVER;

  return tidings_core_set_state (core, message, is_known ? message->state : TIDINGS_MESSAGE_IN_DOUBT,
                                 is_known ? TIDINGS_REASON_NO_RECEIPT : TIDINGS_REASON_LOST_ANSWER, "account-changed", NULL,
                                 error);
}

static gboolean
drop_price_looks (TidingsCore  *core,
                  GError      **error)
{
  g_autoptr(GPtrArray) due = tidings_store_list_due_messages (core->store, G_MAXINT64, G_MAXUINT, error);

  if (due == NULL)
    return FALSE;

  for (guint i = 0; i < due->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (due, i);

      if (!tidings_message_state_is_final (message->state))
        continue;
      message->next_at = 0;
      message->n_looks = TIDINGS_LOOKS_OVER;
      if (!tidings_core_set_state (core, message, message->state, message->reason, NULL, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* What was on its way with another account cannot be asked of this one. */
static gboolean
leave_behind (TidingsCore  *core,
              GError      **error)
{
  g_autoptr(GPtrArray) open = NULL;

  open = tidings_store_list_messages_in (core->store,
                                         1u << TIDINGS_MESSAGE_SENDING | 1u << TIDINGS_MESSAGE_IN_DOUBT |
                                         1u << TIDINGS_MESSAGE_ACCEPTED | 1u << TIDINGS_MESSAGE_SCHEDULED |
                                         1u << TIDINGS_MESSAGE_SENT, error);
  if (open == NULL)
    return FALSE;

  for (guint i = 0; i < open->len; i++)
    if (!leave_one_behind (core, g_ptr_array_index (open, i), error))
      return FALSE;

  return drop_price_looks (core, error) &&
         tidings_core_cancel_waiting (core, 0, 0, NULL, TIDINGS_REASON_CANCELED, error);
}

static gboolean
change (TidingsCore  *core,
        const char   *last,
        GError      **error)
{
  g_autofree char *rehearsed_since = tidings_store_dup_meta (core->store, META_UNPROVEN_SINCE);

  if (last != NULL && !(tidings_ahead_forget_account (core, rehearsed_since != NULL, error) && leave_behind (core, error)))
    return FALSE;
  if (!forget_money (core, error))
    return FALSE;
  if (core->settings.proves_numbers &&
      !(forget_confirmations (core, error) && forget_opt_outs (core, error) && forget_lines (core, error) &&
        forget_counts (core, error)))
    return FALSE;
  if (!core->settings.proves_numbers && !mark_unproven (core, error))
    return FALSE;

  return tidings_store_set_meta (core->store, META_ACCOUNT, core->settings.account, error);
}

gboolean
tidings_accounts_take_over (TidingsCore  *core,
                            GError      **error)
{
  g_autofree char *last = tidings_store_dup_meta (core->store, META_ACCOUNT);

  if (core->settings.account == NULL || g_strcmp0 (last, core->settings.account) == 0)
    return TRUE;

  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!change (core, last, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  tidings_core_changed (core, "people");

  return tidings_core_commit (core, error);
}
