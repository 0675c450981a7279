/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules say of a message, and what follows from it for its row. */
#include "config.h"

#include "tidings-format.h"
#include "tidings-programs.h"
#include "tidings-quota.h"
#include "tidings-reason.h"
#include "tidings-ruling.h"
#include "tidings-store-messages.h"
#include "tidings-upkeep.h"

void
tidings_ruling_apply (TidingsMessage       *message,
                      const TidingsVerdict *verdict,
                      gint64                now)
{
  g_free (message->reason);
  message->reason = g_strdup (verdict->reason);
  message->updated_at = now;
  message->until = 0;
  message->next_at = 0;
  message->queued_at = 0;

  switch (verdict->kind)
    {
    case TIDINGS_VERDICT_SEND:
      message->state = TIDINGS_MESSAGE_QUEUED;
      message->queued_at = now;
      message->next_at = now;
      break;
    case TIDINGS_VERDICT_HOLD:
      message->state = TIDINGS_MESSAGE_HELD;
      message->until = verdict->until;
      message->next_at = verdict->until;
      break;
    case TIDINGS_VERDICT_SKIP:
      message->state = TIDINGS_MESSAGE_SKIPPED;
      break;
    default:
      g_assert_not_reached ();
    }
}

TidingsVerdict
tidings_ruling_ask (TidingsCore             *core,
                    TidingsPerson           *person,
                    TidingsAlertType        *type,
                    TidingsMessage          *message,
                    const TidingsRulingCase *own_case)
{
  TidingsFacts facts;

  tidings_quota_read_facts (core, person, type, own_case->dedupe, own_case->window_s, tidings_core_now (core), &facts);
  if (own_case->program != NULL)
    tidings_programs_read_facts (core, own_case->program, facts.now, &facts);
  else
    tidings_programs_read_facts_of (core, message->program_id, facts.now, &facts);
  facts.is_code = g_str_equal (type->id, TIDINGS_RULING_CODE_TYPE);
  facts.is_forced = own_case->is_forced;
  facts.is_call = g_strcmp0 (message->channel, TIDINGS_CHANNEL_VERIFY_CALL) == 0;
  facts.is_lowered = message->priority < type->priority;
  facts.gathers = own_case->gathers;
  facts.price_micros = message->price_micros >= 0 ? message->price_micros : message->reserved_micros;

  return tidings_policy_decide (person, type, &facts);
}

void
tidings_ruling_note_missing_account (TidingsCore    *core,
                                     TidingsMessage *message)
{
  if (message->state != TIDINGS_MESSAGE_QUEUED ||
      (tidings_core_can_send (core) && tidings_core_get_sender (core) != NULL))
    return;

  g_free (message->reason);
  message->reason = g_strdup (TIDINGS_REASON_NO_ACCOUNT);
}

gint64
tidings_ruling_estimate (TidingsCore         *core,
                         TidingsPerson       *person,
                         TidingsMessage      *message,
                         const TidingsChoice *choice)
{
  tidings_upkeep_want_prices (core->upkeep, person->country);

  return tidings_router_estimate (core, person, message, choice->kind);
}

gboolean
tidings_ruling_is_text (TidingsMessage *message)
{
  return message->channel == NULL || *message->channel == '\0';
}

gboolean
tidings_ruling_keep_route (TidingsCore     *core,
                           TidingsMessage  *message,
                           TidingsChoice   *choice,
                           GError         **error)
{
  if (message->state != TIDINGS_MESSAGE_QUEUED)
    return TRUE;

  tidings_upkeep_want_line (core->upkeep, message->to);
  /* What Twilio's Verify sends comes from its own senders. */
  if (choice->sender == NULL || !tidings_ruling_is_text (message))
    return TRUE;

  return tidings_store_add_event (core->store, message->id, tidings_core_now (core), "route", choice->detail, error);
}

void
tidings_ruling_set_route (TidingsMessage      *message,
                          const TidingsChoice *choice)
{
  g_clear_pointer (&message->sender, g_free);
  if (message->state == TIDINGS_MESSAGE_QUEUED && tidings_ruling_is_text (message))
    message->sender = g_strdup (choice->sender);
  else if (message->state != TIDINGS_MESSAGE_QUEUED)
    message->reserved_micros = -1;
  /* What will not be sent costs nothing. */
  if (message->state == TIDINGS_MESSAGE_SKIPPED)
    message->price_micros = -1;
}

char *
tidings_ruling_dup_size (TidingsMessage *message,
                         const char     *note)
{
  GString *size = g_string_new (NULL);

  g_string_printf (size, "%u %s", message->n_segments, tidings_encoding_to_string (message->encoding));
  if (message->price_micros >= 0 && message->currency != NULL)
    {
      g_autofree char *price = tidings_format_decimal (message->price_micros);

      g_string_append_printf (size, " %s %s", price, message->currency);
    }
  if (note != NULL && *note != '\0')
    g_string_append_printf (size, ";%s", note);

  return g_string_free (size, FALSE);
}

gboolean
tidings_ruling_keep_trace (TidingsCore           *core,
                           gint64                 id,
                           const TidingsVerdict  *verdict,
                           GError               **error)
{
  g_autofree char *trace = tidings_verdict_dup_trace (verdict);

  return tidings_store_add_event (core->store, id, tidings_core_now (core), "rules", trace, error);
}

TidingsVerdict
tidings_ruling_judge_late (gint64 late_at)
{
  return (TidingsVerdict) {
    .kind = TIDINGS_VERDICT_SKIP,
    .reason = TIDINGS_REASON_MISSED,
    .n_looks = 1,
    .looks = { { .gate = TIDINGS_REASON_MISSED, .n_numbers = 1, .numbers = { late_at } } },
  };
}

gboolean
tidings_ruling_is_limit (const char *reason)
{
  static const char * const limits[] = {
    TIDINGS_REASON_PROGRAM_DAY, TIDINGS_REASON_RATE_HOUR, TIDINGS_REASON_RATE_DAY, TIDINGS_REASON_CAP_DAY, TIDINGS_REASON_CAP_MONTH,
    TIDINGS_REASON_BUDGET_DAY, TIDINGS_REASON_BUDGET_MONTH, TIDINGS_REASON_BUDGET_GROUP, NULL
  };

  return reason != NULL && g_strv_contains (limits, reason);
}

void
tidings_ruling_tell (TidingsCore    *core,
                     TidingsMessage *message,
                     TidingsPerson  *person)
{
  if (g_strcmp0 (message->reason, TIDINGS_REASON_MISSED) == 0)
    tidings_core_notice (core, TIDINGS_NOTICE_MISSED, message, person, NULL);
  else if (tidings_ruling_is_limit (message->reason))
    tidings_core_notice (core, TIDINGS_NOTICE_LIMIT, message, person, NULL);
}
