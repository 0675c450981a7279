/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an alert that was raised to rows in the store. */
#include "config.h"

#include "tidings-answer.h"
#include "tidings-composer.h"
#include "tidings-intake.h"
#include "tidings-quota.h"
#include "tidings-raise-check.h"
#include "tidings-reason.h"
#include "tidings-router.h"
#include "tidings-sender.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-template.h"
#include "tidings-upkeep.h"
#include "tidings-verification.h"

#define CODE_TYPE "verification_code"

void
tidings_outcome_free (TidingsOutcome *outcome)
{
  if (outcome == NULL)
    return;

  g_clear_object (&outcome->message);
  g_clear_object (&outcome->person);
  g_free (outcome->sender);
  g_free (outcome->route);
  g_free (outcome);
}

/* The values as one person's text sees them: with their name in reach. */
static JsonObject *
values_for (const TidingsRaise *raise,
            TidingsPerson      *person)
{
  JsonObject *values = json_object_new ();
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  json_object_set_string_member (values, "person", person->name);
  json_object_iter_init (&iter, raise->values);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (values, name, json_node_copy (node));

  return values;
}

/* Nobody is asked to answer a name, which cannot be answered. */
static char *
take_requests_out (const char *sender,
                   char       *wording)
{
  char *rest;

  if (wording == NULL || sender == NULL || tidings_sender_can_be_answered (sender))
    return wording;

  rest = tidings_answer_drop_requests (wording);
  g_free (wording);

  return rest;
}

static TidingsText *
compose (TidingsCore         *core,
         TidingsPerson       *person,
         TidingsAlertType    *type,
         const TidingsRaise  *raise,
         const char          *sender,
         GError             **error)
{
  g_autoptr(JsonObject) values = values_for (raise, person);
  g_autofree char *own = take_requests_out (sender, tidings_store_dup_wording (core->store, type->id, person->language));
  g_autofree char *template = take_requests_out (sender, tidings_alert_type_dup_template (type, person->language));
  g_autofree char *subject = raise->subject != NULL ? NULL : tidings_alert_type_dup_subject (type, person->language);
  g_autoptr(GError) local_error = NULL;
  TidingsText *text;

  /* A subject that the caller brings is plain text, not a template: it may hold braces of its own. */
  if (raise->subject != NULL)
    {
      json_object_set_string_member (values, "subject", raise->subject);
      subject = g_strdup ("{{ subject }}");
    }

  /* An own wording was checked when it was set; the type may have lost a value since. Then the text that came with it is
   * better than none. */
  text = own != NULL ?
         tidings_composer_compose (own, subject, core->settings.household, values, type->max_segments, NULL) : NULL;
  if (text == NULL)
    text = tidings_composer_compose (template, subject, core->settings.household, values, type->max_segments, &local_error);
  if (text == NULL)
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, local_error->message);

  return text;
}

static gboolean
has_own_key (const TidingsRaise *raise)
{
  return raise->dedupe != NULL && *raise->dedupe != '\0';
}

static char *
dedupe_key (TidingsAlertType   *type,
            const TidingsRaise *raise)
{
  return has_own_key (raise) ? g_strdup (raise->dedupe) : tidings_raise_dup_value (raise->values, type->dedupe_field);
}

static guint
duplicate_window (TidingsAlertType   *type,
                  const TidingsRaise *raise)
{
  return type->cooldown_s == 0 && has_own_key (raise) ? TIDINGS_DUPLICATE_WINDOW_S : type->cooldown_s;
}

static TidingsMessage *
make_message (TidingsCore        *core,
              TidingsPerson      *person,
              TidingsAlertType   *type,
              const TidingsRaise *raise,
              TidingsText        *text)
{
  TidingsMessage *message = tidings_message_new ();
  gint64 now = tidings_core_now (core);

  message->person_id = person->id;
  message->person = g_strdup (person->name);
  message->to = g_strdup (person->number);
  message->type = g_strdup (type->id);
  message->body = g_strdup (text->body);
  message->n_segments = text->segments.n_segments;
  message->encoding = text->segments.encoding;
  message->source = g_strdup (raise->source != NULL ? raise->source : "");
  message->media_url = g_strdup (raise->media_url);
  message->channel = g_strdup (raise->channel);
  message->dedupe = dedupe_key (type, raise);
  message->priority = type->priority;
  message->created_at = now;
  message->updated_at = now;
  message->late_at = type->late_s > 0 ? now + type->late_s * G_GINT64_CONSTANT (1000) : 0;

  return message;
}

/* Puts a verdict's outcome into the message; what is queued counts from now on. */
static void
apply_verdict (TidingsMessage       *message,
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

static TidingsVerdict
decide (TidingsCore      *core,
        TidingsPerson    *person,
        TidingsAlertType *type,
        TidingsMessage   *message,
        const char       *dedupe,
        guint             window_s,
        gboolean          is_forced)
{
  TidingsFacts facts;

  tidings_quota_read_facts (core, person, type, dedupe, window_s, tidings_core_now (core), &facts);
  facts.is_code = g_str_equal (type->id, CODE_TYPE);
  facts.is_forced = is_forced;
  facts.is_call = g_strcmp0 (message->channel, TIDINGS_CHANNEL_VERIFY_CALL) == 0;
  facts.price_micros = message->price_micros;

  return tidings_policy_decide (person, type, &facts);
}

/* A queued text that cannot leave for want of an account says so from the start. */
static void
note_missing_account (TidingsCore    *core,
                      TidingsMessage *message)
{
  if (message->state != TIDINGS_MESSAGE_QUEUED ||
      (tidings_core_can_send (core) && tidings_core_get_sender (core) != NULL))
    return;

  g_free (message->reason);
  message->reason = g_strdup (TIDINGS_REASON_NO_ACCOUNT);
}

static const char *
state_step (TidingsMessageState state)
{
  return tidings_message_state_to_string (state);
}

static gboolean
store_message (TidingsCore           *core,
               TidingsMessage        *message,
               const TidingsVerdict  *verdict,
               TidingsText           *text,
               GError               **error)
{
  gint64 now = message->created_at;
  g_autofree char *size = g_strdup_printf ("%u %s", text->segments.n_segments, tidings_encoding_to_string (text->segments.encoding));

  return tidings_store_add_message (core->store, message, error) &&
         tidings_store_add_event (core->store, message->id, now, "raised", message->source, error) &&
         tidings_store_add_event (core->store, message->id, now, "composed",
                                  *text->note != '\0' ? text->note : size, error) &&
         tidings_store_add_event (core->store, message->id, now, "rules", verdict->explanation, error) &&
         tidings_store_add_event (core->store, message->id, now, state_step (message->state), message->reason, error);
}

static TidingsVerdict
decide_first (TidingsCore         *core,
              TidingsPerson       *person,
              TidingsAlertType    *type,
              const TidingsRaise  *raise,
              TidingsMessage      *message)
{
  TidingsVerdict missed = { .kind = TIDINGS_VERDICT_SKIP, .reason = TIDINGS_REASON_MISSED, .explanation = "missed" };

  if (message->late_at != 0 && message->created_at > message->late_at)
    return missed;

  return decide (core, person, type, message, message->dedupe, duplicate_window (type, raise), FALSE);
}

/* What it costs. A price that is not known is asked for, for the next text. */
static gint64
estimate (TidingsCore         *core,
          TidingsPerson       *person,
          TidingsMessage      *message,
          const TidingsChoice *choice)
{
  tidings_upkeep_want_prices (core->upkeep, person->country);

  return tidings_router_estimate (core, person, message, choice->kind);
}

static gboolean
is_text (TidingsMessage *message)
{
  return message->channel == NULL || *message->channel == '\0';
}

/* A text that goes its way has a sender and, in its story, the reason for it; only one that is counted sets money aside. */
static gboolean
keep_route (TidingsCore     *core,
            TidingsMessage  *message,
            TidingsChoice   *choice,
            GError         **error)
{
  if (message->state != TIDINGS_MESSAGE_QUEUED)
    return TRUE;

  tidings_upkeep_want_line (core->upkeep, message->to);
  /* What Twilio's Verify sends comes from its own senders. */
  if (choice->sender == NULL || !is_text (message))
    return TRUE;

  return tidings_store_add_event (core->store, message->id, tidings_core_now (core), "route", choice->words, error);
}

static void
set_route (TidingsMessage      *message,
           const TidingsChoice *choice)
{
  g_clear_pointer (&message->sender, g_free);
  if (message->state == TIDINGS_MESSAGE_QUEUED && is_text (message))
    message->sender = g_strdup (choice->sender);
  else if (message->state != TIDINGS_MESSAGE_QUEUED)
    message->reserved_micros = -1;
  /* What will not be sent costs nothing. */
  if (message->state == TIDINGS_MESSAGE_SKIPPED)
    message->price_micros = -1;
}

/* A picture that cannot go is no rule's matter: whoever asked must change something. */
static gboolean
check_picture (TidingsPerson        *person,
               TidingsMessage       *message,
               const TidingsChoice  *choice,
               GError              **error)
{
  if (message->media_url == NULL || choice->sender != NULL || choice->reason == TIDINGS_ROUTE_NO_SENDER)
    return TRUE;

  g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, "%s: %s", person->name, choice->words);

  return FALSE;
}

/* Somebody who neither asked for the type nor was named gets no row in the log, only a word to the caller. */
static gboolean
concerns (TidingsPerson    *person,
          TidingsAlertType *type,
          gboolean          is_addressed)
{
  return is_addressed || type->always_on || type->addressed || tidings_person_has_type (person, type->id);
}

static gboolean
is_limit (const char *reason)
{
  static const char * const limits[] = {
    TIDINGS_REASON_RATE_HOUR, TIDINGS_REASON_RATE_DAY, TIDINGS_REASON_CAP_DAY, TIDINGS_REASON_CAP_MONTH,
    TIDINGS_REASON_BUDGET_MONTH, NULL
  };

  return reason != NULL && g_strv_contains (limits, reason);
}

static void
tell_verdict (TidingsCore    *core,
              TidingsMessage *message,
              TidingsPerson  *person)
{
  if (g_strcmp0 (message->reason, TIDINGS_REASON_MISSED) == 0)
    tidings_core_notice (core, TIDINGS_NOTICE_MISSED, message, person, NULL);
  else if (is_limit (message->reason))
    tidings_core_notice (core, TIDINGS_NOTICE_LIMIT, message, person, NULL);
}

TidingsOutcome *
tidings_intake_raise_for (TidingsCore         *core,
                          TidingsPerson       *person,
                          TidingsAlertType    *type,
                          const TidingsRaise  *raise,
                          gboolean             is_addressed,
                          gboolean             is_preview,
                          gint64               late_at,
                          gint64               reminder_id,
                          GError             **error)
{
  g_autoptr(TidingsChoice) choice = tidings_router_choose (core, person, type, raise->media_url != NULL, FALSE);
  g_autoptr(TidingsText) text = compose (core, person, type, raise, choice->sender, error);
  g_autoptr(TidingsMessage) message = NULL;
  TidingsVerdict verdict;
  TidingsOutcome *outcome;
  gint64 low_micros = -1;

  if (text == NULL)
    return NULL;

  message = make_message (core, person, type, raise, text);
  message->reminder_id = reminder_id;
  if (late_at != 0)
    message->late_at = late_at;
  low_micros = estimate (core, person, message, choice);
  if (!check_picture (person, message, choice, error))
    return NULL;
  verdict = decide_first (core, person, type, raise, message);
  apply_verdict (message, &verdict, message->created_at);
  note_missing_account (core, message);
  set_route (message, choice);

  if (!is_preview && concerns (person, type, is_addressed))
    {
      if (!store_message (core, message, &verdict, text, error) || !keep_route (core, message, choice, error))
        return NULL;
      tell_verdict (core, message, person);
    }

  outcome = g_new0 (TidingsOutcome, 1);
  outcome->message = g_steal_pointer (&message);
  outcome->person = g_object_ref (person);
  outcome->price_low_micros = outcome->message->price_micros >= 0 ? low_micros : -1;
  outcome->sender = g_strdup (choice->sender);
  outcome->route = g_strdup (choice->words);

  return outcome;
}

/* The rules at a moment to come. One that is already with Twilio counts there itself, so its limits are not asked again. */
static TidingsVerdict
decide_ahead (TidingsCore      *core,
              TidingsPerson    *person,
              TidingsAlertType *type,
              TidingsMessage   *message,
              gint64            at,
              gboolean          is_preview)
{
  TidingsFacts facts;

  tidings_quota_read_facts (core, person, type, NULL, 0, at, &facts);
  facts.price_micros = message->price_micros;
  if (is_preview)
    facts.limits = (TidingsLimits) { 0 };

  return tidings_policy_decide (person, type, &facts);
}

TidingsMessage *
tidings_intake_hand_over (TidingsCore         *core,
                          TidingsPerson       *person,
                          TidingsAlertType    *type,
                          const TidingsRaise  *raise,
                          gint64               due_at,
                          gint64               late_at,
                          gint64               reminder_id,
                          gboolean             is_preview,
                          GError             **error)
{
  g_autoptr(TidingsChoice) choice = tidings_router_choose (core, person, type, FALSE, TRUE);
  g_autoptr(TidingsText) text = compose (core, person, type, raise, choice->sender, error);
  g_autoptr(TidingsMessage) message = NULL;
  TidingsVerdict verdict;
  gint64 at = due_at;

  if (text == NULL)
    return NULL;

  message = make_message (core, person, type, raise, text);
  message->reminder_id = reminder_id;
  message->late_at = late_at;
  message->send_at = at;
  estimate (core, person, message, choice);
  verdict = decide_ahead (core, person, type, message, at, is_preview);
  /* After the night, if it still makes sense then. */
  if (verdict.kind == TIDINGS_VERDICT_HOLD && g_strcmp0 (verdict.reason, TIDINGS_REASON_QUIET_HOURS) == 0 &&
      verdict.until <= late_at)
    {
      at = verdict.until;
      verdict = decide_ahead (core, person, type, message, at, is_preview);
    }

  apply_verdict (message, &verdict, message->created_at);
  set_route (message, choice);
  if (message->state != TIDINGS_MESSAGE_QUEUED)
    {
      message->send_at = 0;
      return g_steal_pointer (&message);
    }

  /* It counts when it goes. */
  message->send_at = at;
  message->queued_at = at;
  if (!is_preview &&
      (!store_message (core, message, &verdict, text, error) || !keep_route (core, message, choice, error)))
    return NULL;

  return g_steal_pointer (&message);
}

static GPtrArray *
find_people (TidingsCore         *core,
             const TidingsRaise  *raise,
             GError             **error)
{
  g_autoptr(GPtrArray) people = NULL;
  GError *local_error = NULL;

  if (raise->to == NULL)
    people = tidings_store_list_people (core->store, &local_error);
  else
    people = g_ptr_array_new_with_free_func (g_object_unref);

  for (const char * const *who = raise->to; local_error == NULL && who != NULL && *who != NULL; who++)
    {
      TidingsPerson *person = tidings_store_find_person (core->store, *who, NULL, &local_error);
      gboolean is_known = FALSE;

      if (person == NULL)
        break;
      for (guint i = 0; i < people->len; i++)
        is_known |= ((TidingsPerson *) g_ptr_array_index (people, i))->id == person->id;
      if (is_known)
        g_object_unref (person);
      else
        g_ptr_array_add (people, person);
    }

  if (local_error != NULL)
    {
      tidings_core_take_error (error, local_error);
      return NULL;
    }

  return g_steal_pointer (&people);
}

static GPtrArray *
raise_for_all (TidingsCore         *core,
               TidingsAlertType    *type,
               GPtrArray           *people,
               const TidingsRaise  *raise,
               gboolean             is_preview,
               GError             **error)
{
  g_autoptr(GPtrArray) outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_outcome_free);
  gboolean is_addressed = raise->to != NULL;
  gboolean is_for_someone = is_addressed;

  for (guint i = 0; i < people->len; i++)
    is_for_someone |= concerns (g_ptr_array_index (people, i), type, is_addressed);

  for (guint i = 0; i < people->len; i++)
    {
      TidingsPerson *person = g_ptr_array_index (people, i);
      TidingsOutcome *outcome;

      /* Those who did not ask for it are named only if nobody did. */
      if (is_for_someone && !concerns (person, type, is_addressed))
        continue;
      outcome = tidings_intake_raise_for (core, person, type, raise, is_addressed, is_preview, 0, 0, error);
      if (outcome == NULL)
        return NULL;
      g_ptr_array_add (outcomes, outcome);
    }

  return g_steal_pointer (&outcomes);
}

GPtrArray *
tidings_intake_raise (TidingsCore         *core,
                      const TidingsRaise  *raise,
                      gboolean             is_preview,
                      GError             **error)
{
  TidingsAlertType *type = tidings_raise_check (core->catalog, raise, error);
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GPtrArray) outcomes = NULL;
  GError *local_error = NULL;

  if (type == NULL || (people = find_people (core, raise, error)) == NULL)
    return NULL;
  if (is_preview)
    return raise_for_all (core, type, people, raise, TRUE, error);

  /* One transaction for all people: the counts that the rules read include what was queued a line earlier, and the caller
   * is answered when everything is on disk. */
  if (tidings_core_begin (core, &local_error))
    {
      outcomes = raise_for_all (core, type, people, raise, FALSE, &local_error);
      if (outcomes == NULL)
        tidings_core_rollback (core);
      else if (!tidings_core_commit (core, &local_error))
        g_clear_pointer (&outcomes, g_ptr_array_unref);
    }

  if (outcomes == NULL)
    {
      tidings_core_take_error (error, local_error);
      return NULL;
    }

  tidings_core_changed (core, "messages");
  tidings_core_wake (core);
  tidings_quota_tell_if_near (core);

  return g_steal_pointer (&outcomes);
}

/* Whom the message is for, NULL if that no longer holds: a text goes to the number it was written for, or not at all. */
static gboolean
find_addressee (TidingsCore     *core,
                TidingsMessage  *message,
                TidingsPerson  **person,
                GError         **error)
{
  GError *local_error = NULL;

  *person = tidings_store_get_person (core->store, message->person_id, &local_error);
  if (*person != NULL && !g_str_equal ((*person)->number, message->to))
    g_clear_object (person);

  /* A store that cannot be read says nothing about the person. */
  if (local_error != NULL && !g_error_matches (local_error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  g_clear_error (&local_error);

  return TRUE;
}

static gboolean
decide_again (TidingsCore     *core,
              TidingsMessage  *message,
              gboolean         is_forced,
              TidingsVerdict  *verdict,
              TidingsChoice  **choice,
              GError         **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, message->type);

  *verdict = (TidingsVerdict) { .kind = TIDINGS_VERDICT_SKIP, .reason = TIDINGS_REASON_REMOVED };
  if (!find_addressee (core, message, &person, error))
    return FALSE;

  if (person == NULL || type == NULL)
    return TRUE;

  *choice = tidings_router_choose (core, person, type, message->media_url != NULL, message->send_at != 0);
  estimate (core, person, message, *choice);
  if (message->late_at != 0 && tidings_core_now (core) > message->late_at && !is_forced)
    verdict->reason = TIDINGS_REASON_MISSED;
  else
    /* Without its key, or it would meet itself as its own duplicate. */
    *verdict = decide (core, person, type, message, NULL, 0, is_forced);

  return TRUE;
}

gboolean
tidings_intake_may_leave (TidingsCore     *core,
                          TidingsMessage  *message,
                          gboolean        *may_leave,
                          GError         **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, message->type);
  TidingsVerdict verdict = { .kind = TIDINGS_VERDICT_SKIP, .reason = TIDINGS_REASON_REMOVED };
  const TidingsFacts facts = {
    .now = MAX (tidings_core_now (core), message->send_at),
    .paused_until = core->settings.paused_until,
    .is_code = g_str_equal (message->type, CODE_TYPE),
    .is_invalid = tidings_quota_is_invalid (core, message->to),
    .is_call = g_strcmp0 (message->channel, TIDINGS_CHANNEL_VERIFY_CALL) == 0,
  };

  if (!find_addressee (core, message, &person, error))
    return FALSE;
  if (person != NULL && type != NULL)
    verdict = tidings_policy_decide_again (person, type, &facts);

  *may_leave = verdict.kind == TIDINGS_VERDICT_SEND;
  if (!*may_leave)
    apply_verdict (message, &verdict, facts.now);

  return TRUE;
}

gboolean
tidings_intake_release (TidingsCore     *core,
                        TidingsMessage  *message,
                        gboolean         is_forced,
                        GError         **error)
{
  TidingsVerdict verdict;
  g_autoptr(TidingsChoice) choice = NULL;
  g_autofree char *reason = NULL;

  if (!tidings_core_begin (core, error))
    return FALSE;

  if (!decide_again (core, message, is_forced, &verdict, &choice, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  apply_verdict (message, &verdict, tidings_core_now (core));
  note_missing_account (core, message);
  if (choice != NULL)
    set_route (message, choice);
  reason = g_strdup (message->reason);

  if (!tidings_store_add_event (core->store, message->id, tidings_core_now (core), "rules", verdict.explanation, error) ||
      (choice != NULL && !keep_route (core, message, choice, error)) ||
      !tidings_core_set_state (core, message, message->state, reason, state_step (message->state), reason, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  if (!tidings_core_commit (core, error))
    return FALSE;

  tell_verdict (core, message, NULL);
  tidings_core_wake (core);

  return TRUE;
}
