/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which next step a message offers: the tables of the window's guide, section 10. */
#include "config.h"

#include "tidings-message-item.h"

#include "tidings-alert-type.h"
#include "tidings-reason.h"

static const struct {
  const char *reason;
  TidingsStep step;
} rule_steps[] = {
  { TIDINGS_REASON_PROGRAM_OFF, TIDINGS_STEP_CHANGE_LIMITS },
  { TIDINGS_REASON_PROGRAM_DAY, TIDINGS_STEP_CHANGE_LIMITS },
  { TIDINGS_REASON_PAUSED, TIDINGS_STEP_RESUME },
  { TIDINGS_REASON_NOT_VERIFIED, TIDINGS_STEP_CONFIRM },
  { TIDINGS_REASON_OPTED_OUT, TIDINGS_STEP_HOW_TO_UNDO },
  { TIDINGS_REASON_PERSON_OFF, TIDINGS_STEP_SHOW_PERSON },
  { TIDINGS_REASON_TYPE_OFF, TIDINGS_STEP_ALERT_SETTINGS },
  { TIDINGS_REASON_DUPLICATE, TIDINGS_STEP_NONE },
  { TIDINGS_REASON_RATE_HOUR, TIDINGS_STEP_CHANGE_LIMITS },
  { TIDINGS_REASON_RATE_DAY, TIDINGS_STEP_CHANGE_LIMITS },
  { TIDINGS_REASON_CAP_DAY, TIDINGS_STEP_CHANGE_LIMITS },
  { TIDINGS_REASON_CAP_MONTH, TIDINGS_STEP_CHANGE_LIMITS },
  { TIDINGS_REASON_BUDGET_DAY, TIDINGS_STEP_CHANGE_LIMITS },
  { TIDINGS_REASON_BUDGET_MONTH, TIDINGS_STEP_CHANGE_LIMITS },
  { TIDINGS_REASON_BUDGET_GROUP, TIDINGS_STEP_CHANGE_LIMITS },
  { TIDINGS_REASON_FLOOD, TIDINGS_STEP_CHANGE_LIMITS },
  { TIDINGS_REASON_PERSON_PAUSED, TIDINGS_STEP_SHOW_PERSON },
  { TIDINGS_REASON_MERGED, TIDINGS_STEP_SHOW_OTHER },
  { TIDINGS_REASON_QUIET_HOURS, TIDINGS_STEP_SEND_NOW },
  { TIDINGS_REASON_LANDLINE, TIDINGS_STEP_EDIT_NUMBER },
  { TIDINGS_REASON_NOT_REACHABLE, TIDINGS_STEP_EDIT_NUMBER },
  { TIDINGS_REASON_MISSED, TIDINGS_STEP_RETRY },
  { TIDINGS_REASON_NO_ACCOUNT, TIDINGS_STEP_CHECK_ACCOUNT },
  { TIDINGS_REASON_OFFLINE, TIDINGS_STEP_RETRY },
  { TIDINGS_REASON_BUSY, TIDINGS_STEP_RETRY },
  { TIDINGS_REASON_LOST_ANSWER, TIDINGS_STEP_ASK_AGAIN },
  { TIDINGS_REASON_NO_RECEIPT, TIDINGS_STEP_ASK_AGAIN },
};

/* Twilio's codes whose next step is more than "again" or "read what it means". */
static const struct {
  int code;
  TidingsStep step;
} code_steps[] = {
  { 20003, TIDINGS_STEP_CHECK_ACCOUNT },
  { 21211, TIDINGS_STEP_EDIT_NUMBER },
  { 21408, TIDINGS_STEP_OPEN_TWILIO },
  { 21608, TIDINGS_STEP_READ_MORE },
  { 21610, TIDINGS_STEP_HOW_TO_UNDO },
  { 21614, TIDINGS_STEP_EDIT_NUMBER },
  { 21618, TIDINGS_STEP_EDIT_WORDING },
  { 21635, TIDINGS_STEP_EDIT_NUMBER },
  { 30003, TIDINGS_STEP_RETRY },
  { 30005, TIDINGS_STEP_EDIT_NUMBER },
  { 30006, TIDINGS_STEP_EDIT_NUMBER },
  { 30007, TIDINGS_STEP_EDIT_WORDING },
  { 30008, TIDINGS_STEP_RETRY },
  { 30017, TIDINGS_STEP_RETRY },
  { 30032, TIDINGS_STEP_CHECK_SENDING },
  { 30034, TIDINGS_STEP_CHECK_SENDING },
  { 30035, TIDINGS_STEP_CHECK_SENDING },
  { 30410, TIDINGS_STEP_ASK_AGAIN },
};

static TidingsStep
find_code_step (int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (code_steps); i++)
    {
      if (code_steps[i].code == code)
        return code_steps[i].step;
    }

  switch (tidings_reason_get_retry (code))
    {
    case TIDINGS_RETRY_LATER:
      return TIDINGS_STEP_RETRY;
    case TIDINGS_RETRY_ASK:
      return TIDINGS_STEP_ASK_AGAIN;
    case TIDINGS_RETRY_NO:
    default:
      return TIDINGS_STEP_EXPLANATION;
    }
}

static TidingsStep
find_rule_step (const char *reason)
{
  for (guint i = 0; reason != NULL && i < G_N_ELEMENTS (rule_steps); i++)
    {
      if (g_str_equal (rule_steps[i].reason, reason))
        return rule_steps[i].step;
    }

  return TIDINGS_STEP_NONE;
}

/* What a step is about may be gone by now: the other text, the person, a type of one's own. */
static gboolean
leads_nowhere (TidingsMessage *message,
               TidingsStep     step)
{
  switch (step)
    {
    case TIDINGS_STEP_SHOW_OTHER:
      return message->merged_into == 0;
    case TIDINGS_STEP_RETRY:
    case TIDINGS_STEP_ASK_AGAIN:
    case TIDINGS_STEP_SEND_NOW:
    case TIDINGS_STEP_CONFIRM:
    case TIDINGS_STEP_HOW_TO_UNDO:
    case TIDINGS_STEP_EDIT_NUMBER:
    case TIDINGS_STEP_SHOW_PERSON:
      return message->person_id == 0;
    case TIDINGS_STEP_ALERT_SETTINGS:
    case TIDINGS_STEP_EDIT_WORDING:
      return tidings_catalog_lookup (tidings_catalog_get_default (), message->type) == NULL;
    default:
      return FALSE;
    }
}

/* What ended without arriving. */
static TidingsStep
find_ended_step (TidingsMessage *message)
{
  TidingsStep step = message->error_code != 0 ? find_code_step (message->error_code) : find_rule_step (message->reason);

  /* Quiet hours that skipped it, or a failure without a known cause: the text itself may simply go again. */
  if (step == TIDINGS_STEP_NONE && message->state != TIDINGS_MESSAGE_SKIPPED)
    step = TIDINGS_STEP_RETRY;
  if (step == TIDINGS_STEP_SEND_NOW)
    step = TIDINGS_STEP_RETRY;
  /* A code is not sent again: the page where it is typed sends a new one. */
  if (tidings_message_is_code (message) && (step == TIDINGS_STEP_RETRY || step == TIDINGS_STEP_ASK_AGAIN))
    step = TIDINGS_STEP_CONFIRM;

  return step;
}

static gboolean
has_no_receipt (TidingsMessage *message)
{
  return g_strcmp0 (message->reason, TIDINGS_REASON_NO_RECEIPT) == 0;
}

static TidingsStep
find_step (TidingsMessage *message)
{
  TidingsStep step = TIDINGS_STEP_NONE;

  switch (message->state)
    {
    case TIDINGS_MESSAGE_HELD:
      step = find_rule_step (message->reason);
      if (step != TIDINGS_STEP_RESUME && step != TIDINGS_STEP_SEND_NOW && step != TIDINGS_STEP_SHOW_PERSON)
        return TIDINGS_STEP_CANCEL;
      return leads_nowhere (message, step) ? TIDINGS_STEP_CANCEL : step;

    case TIDINGS_MESSAGE_QUEUED:
    case TIDINGS_MESSAGE_SCHEDULED:
      return TIDINGS_STEP_CANCEL;

    case TIDINGS_MESSAGE_IN_DOUBT:
      /* While it is still looked for at Twilio, sending again could make two of it. */
      return tidings_message_is_lost (message) && !tidings_message_is_code (message) ? TIDINGS_STEP_ASK_AGAIN :
                                                                                       TIDINGS_STEP_NONE;

    case TIDINGS_MESSAGE_UNDELIVERED:
    case TIDINGS_MESSAGE_FAILED:
    case TIDINGS_MESSAGE_SKIPPED:
      return find_ended_step (message);

    case TIDINGS_MESSAGE_ACCEPTED:
    case TIDINGS_MESSAGE_SENT:
      return has_no_receipt (message) && !tidings_message_is_code (message) ? TIDINGS_STEP_ASK_AGAIN : TIDINGS_STEP_NONE;

    case TIDINGS_MESSAGE_SENDING:
    case TIDINGS_MESSAGE_DELIVERED:
    case TIDINGS_MESSAGE_CANCELED:
    default:
      return TIDINGS_STEP_NONE;
    }
}

TidingsStep
tidings_message_get_step (TidingsMessage *message)
{
  TidingsStep step = TIDINGS_STEP_NONE;

  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), TIDINGS_STEP_NONE);

  step = find_step (message);

  return leads_nowhere (message, step) ? TIDINGS_STEP_NONE : step;
}

TidingsStep
tidings_message_get_other_step (TidingsMessage *message)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), TIDINGS_STEP_NONE);

  return tidings_message_is_lost (message) ? TIDINGS_STEP_LEAVE : TIDINGS_STEP_NONE;
}

TidingsStep
tidings_message_get_setting_step (TidingsMessage *message)
{
  TidingsStep step = TIDINGS_STEP_NONE;

  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), TIDINGS_STEP_NONE);

  if (message->state != TIDINGS_MESSAGE_HELD && message->state != TIDINGS_MESSAGE_SKIPPED)
    return TIDINGS_STEP_NONE;

  step = find_rule_step (message->reason);
  /* Quiet hours are set where the person is; what is next is to send it in spite of them. */
  if (g_strcmp0 (message->reason, TIDINGS_REASON_QUIET_HOURS) == 0 || step == TIDINGS_STEP_CONFIRM)
    step = TIDINGS_STEP_SHOW_PERSON;
  if (step != TIDINGS_STEP_SHOW_PERSON && step != TIDINGS_STEP_ALERT_SETTINGS && step != TIDINGS_STEP_CHANGE_LIMITS)
    return TIDINGS_STEP_NONE;

  return leads_nowhere (message, step) ? TIDINGS_STEP_NONE : step;
}

gboolean
tidings_message_is_lost (TidingsMessage *message)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), FALSE);

  return message->state == TIDINGS_MESSAGE_IN_DOUBT && message->next_at == 0 &&
         g_strcmp0 (message->reason, TIDINGS_REASON_LOST_ANSWER) == 0;
}

gboolean
tidings_message_can_ask (TidingsMessage *message)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), FALSE);

  return message->sid != NULL || message->state == TIDINGS_MESSAGE_IN_DOUBT;
}

gboolean
tidings_message_can_send_again (TidingsMessage *message)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), FALSE);

  if (tidings_message_is_code (message) || message->person_id == 0)
    return FALSE;

  switch (message->state)
    {
    case TIDINGS_MESSAGE_UNDELIVERED:
    case TIDINGS_MESSAGE_FAILED:
    case TIDINGS_MESSAGE_CANCELED:
    case TIDINGS_MESSAGE_SKIPPED:
      return TRUE;
    case TIDINGS_MESSAGE_IN_DOUBT:
      return tidings_message_is_lost (message);
    case TIDINGS_MESSAGE_ACCEPTED:
    case TIDINGS_MESSAGE_SENT:
      return has_no_receipt (message);
    default:
      return FALSE;
    }
}

gboolean
tidings_message_can_cancel (TidingsMessage *message)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), FALSE);

  return message->state == TIDINGS_MESSAGE_HELD || message->state == TIDINGS_MESSAGE_QUEUED ||
         message->state == TIDINGS_MESSAGE_SCHEDULED;
}

gboolean
tidings_message_can_delete (TidingsMessage *message)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), FALSE);

  return tidings_message_state_is_final (message->state);
}

gboolean
tidings_message_is_code (TidingsMessage *message)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), FALSE);

  return g_strcmp0 (message->type, "verification_code") == 0;
}
