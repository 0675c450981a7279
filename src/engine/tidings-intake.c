/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an alert that was raised to rows in the store. */
#include "config.h"

#include <string.h>

#include "tidings-gather.h"
#include "tidings-intake.h"
#include "tidings-programs.h"
#include "tidings-quota.h"
#include "tidings-raise-check.h"
#include "tidings-reason.h"
#include "tidings-router.h"
#include "tidings-ruling.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-words.h"
#include "tidings-values.h"

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

static gboolean
has_own_key (const TidingsRaise *raise)
{
  return raise->dedupe != NULL && *raise->dedupe != '\0';
}

static char *
dedupe_key (TidingsAlertType   *type,
            const TidingsRaise *raise)
{
  return has_own_key (raise) ? g_strdup (raise->dedupe) : tidings_values_dup (raise->values, type->dedupe_field);
}

static guint
duplicate_window (TidingsAlertType   *type,
                  const TidingsRaise *raise)
{
  return type->cooldown_s == 0 && has_own_key (raise) ? TIDINGS_DUPLICATE_WINDOW_S : type->cooldown_s;
}

/* The earlier of two instants, of which 0 is never. */
static gint64
earlier (gint64 a,
         gint64 b)
{
  return a == 0 || b == 0 ? MAX (a, b) : MIN (a, b);
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
  message->program_id = raise->asker != NULL ? raise->asker->id : 0;
  message->media_url = g_strdup (raise->media_url);
  message->channel = g_strdup (raise->channel);
  message->dedupe = dedupe_key (type, raise);
  message->alert_group = g_strdup (type->group);
  message->priority = raise->urgency != 0 ? MIN (raise->urgency - 1, type->priority) : type->priority;
  message->occurrence_at = raise->occurrence_at;
  message->moment_at = raise->moment_at;
  message->moment_wall = g_strdup (raise->moment_wall);
  message->created_at = now;
  message->updated_at = now;
  message->late_at = earlier (type->late_s > 0 ? now + type->late_s * G_GINT64_CONSTANT (1000) : 0, raise->late_at);

  return message;
}

/* Of a program its story has what the system shows, and not the name that it chose. */
static const char *
get_raiser (const TidingsRaise   *raise,
            const TidingsMessage *message)
{
  return raise->asker != NULL ? raise->asker->identity : message->source;
}

static gboolean
store_message (TidingsCore           *core,
               const TidingsRaise    *raise,
               TidingsMessage        *message,
               const TidingsVerdict  *verdict,
               TidingsText           *text,
               GError               **error)
{
  gint64 now = message->created_at;
  g_autofree char *size = tidings_ruling_dup_size (message, text->note);

  return tidings_store_add_message (core->store, message, error) &&
         tidings_store_add_event (core->store, message->id, now, "raised", get_raiser (raise, message), error) &&
         tidings_store_add_event (core->store, message->id, now, "composed", size, error) &&
         tidings_ruling_keep_trace (core, message->id, verdict, error) &&
         tidings_store_add_event (core->store, message->id, now, tidings_message_state_to_string (message->state), message->reason, error);
}

static TidingsVerdict
decide_first (TidingsCore         *core,
              TidingsPerson       *person,
              TidingsAlertType    *type,
              const TidingsRaise  *raise,
              TidingsMessage      *message)
{
  const TidingsRulingCase own_case = {
    .dedupe = message->dedupe,
    .window_s = duplicate_window (type, raise),
    .program = raise->asker,
    .gathers = raise->gathers,
  };

  if (message->late_at != 0 && message->created_at > message->late_at)
    return tidings_ruling_judge_late (message->late_at);

  return tidings_ruling_ask (core, person, type, message, &own_case);
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

/* @message: (transfer full) */
static TidingsOutcome *
make_outcome (TidingsMessage      *message,
              TidingsPerson       *person,
              const TidingsChoice *choice,
              gint64               low_micros)
{
  TidingsOutcome *outcome = g_new0 (TidingsOutcome, 1);

  outcome->message = message;
  outcome->person = g_object_ref (person);
  outcome->price_low_micros = message->price_micros >= 0 ? low_micros : -1;
  outcome->sender = g_strdup (choice->sender);
  outcome->route = g_strdup (choice->words);

  return outcome;
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
  g_autoptr(TidingsText) text = tidings_words_compose (core, person, type, raise, choice->sender, error);
  g_autoptr(TidingsMessage) message = NULL;
  g_autoptr(TidingsMessage) same = NULL;
  TidingsVerdict verdict;
  gint64 low_micros = -1;

  if (text == NULL)
    return NULL;

  message = make_message (core, person, type, raise, text);
  message->reminder_id = reminder_id;
  if (late_at != 0)
    message->late_at = earlier (late_at, raise->late_at);
  low_micros = tidings_ruling_estimate (core, person, message, choice);
  if (!check_picture (person, message, choice, error))
    return NULL;
  verdict = decide_first (core, person, type, raise, message);
  tidings_ruling_apply (message, &verdict, message->created_at);
  tidings_ruling_note_missing_account (core, message);
  tidings_ruling_set_route (message, choice);

  tidings_gather_mark (message);
  if (!is_preview && concerns (person, type, is_addressed))
    {
      if (!tidings_gather_repeat (core, person, message, &same, error))
        return NULL;
      if (same != NULL)
        return make_outcome (g_steal_pointer (&same), person, choice, low_micros);
      if (!store_message (core, raise, message, &verdict, text, error) || !tidings_ruling_keep_route (core, message, choice, error))
        return NULL;
      tidings_ruling_tell (core, message, person);
    }

  return make_outcome (g_steal_pointer (&message), person, choice, low_micros);
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
  facts.price_micros = message->price_micros >= 0 ? message->price_micros : message->reserved_micros;
  if (is_preview)
    {
      facts.limits = (TidingsLimits) { 0 };
      facts.budget_group_micros = 0;
    }

  return tidings_policy_decide (person, type, &facts);
}

/* Whether it can go later, at a moment that is known: a night may follow a pause, and a pause a night. */
#define MAX_RESTS 3
static gboolean
is_rest (const TidingsVerdict *verdict)
{
  return verdict->kind == TIDINGS_VERDICT_HOLD && verdict->until != 0 &&
         (g_strcmp0 (verdict->reason, TIDINGS_REASON_QUIET_HOURS) == 0 ||
          g_strcmp0 (verdict->reason, TIDINGS_REASON_PERSON_PAUSED) == 0);
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
  g_autoptr(TidingsText) text = tidings_words_compose (core, person, type, raise, choice->sender, error);
  g_autoptr(TidingsMessage) message = NULL;
  TidingsVerdict verdict;
  gint64 at = due_at;
  guint n_rests = 0;

  if (text == NULL)
    return NULL;

  message = make_message (core, person, type, raise, text);
  message->reminder_id = reminder_id;
  message->late_at = late_at;
  message->send_at = at;
  tidings_ruling_estimate (core, person, message, choice);
  verdict = decide_ahead (core, person, type, message, at, is_preview);
  /* After the night and the pause, if it still makes sense then. */
  while (is_rest (&verdict) && verdict.until <= late_at && n_rests++ < MAX_RESTS)
    {
      at = verdict.until;
      verdict = decide_ahead (core, person, type, message, at, is_preview);
    }

  tidings_ruling_apply (message, &verdict, message->created_at);
  tidings_ruling_set_route (message, choice);
  if (message->state != TIDINGS_MESSAGE_QUEUED)
    {
      message->send_at = 0;
      return g_steal_pointer (&message);
    }

  /* It counts when it goes. */
  message->send_at = at;
  message->queued_at = at;
  if (!is_preview &&
      (!store_message (core, raise, message, &verdict, text, error) || !tidings_ruling_keep_route (core, message, choice, error)))
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

/* The same by a program, which is met first. */
static GPtrArray *
raise_by_program (TidingsCore         *core,
                  TidingsAlertType    *type,
                  GPtrArray           *people,
                  const TidingsRaise  *raise,
                  gboolean             is_preview,
                  GError             **error)
{
  g_autoptr(TidingsProgram) program = NULL;
  TidingsRaise own = *raise;

  if (!tidings_programs_meet (core, raise, is_preview, &program, error))
    return NULL;
  own.asker = program;

  return raise_for_all (core, type, people, &own, is_preview, error);
}

GPtrArray *
tidings_intake_raise (TidingsCore         *core,
                      const TidingsRaise  *raise,
                      gboolean             is_preview,
                      GError             **error)
{
  TidingsAlertType *type = tidings_raise_check (core->catalog, raise, tidings_core_now (core), error);
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GPtrArray) outcomes = NULL;
  GError *local_error = NULL;

  if (type == NULL || (people = find_people (core, raise, error)) == NULL)
    return NULL;

  /* One transaction for all people: the counts that the rules read include what was queued a line earlier, and the caller
   * is answered when everything is on disk. */
  if (is_preview)
    outcomes = raise_by_program (core, type, people, raise, TRUE, &local_error);
  else if (tidings_core_begin (core, &local_error))
    {
      outcomes = raise_by_program (core, type, people, raise, FALSE, &local_error);
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
  if (is_preview)
    return g_steal_pointer (&outcomes);

  tidings_core_changed (core, "messages");
  tidings_core_wake (core);

  return g_steal_pointer (&outcomes);
}

/* All in one commit. Returns FALSE if that is not possible, with nothing done. */
static gboolean
raise_together (TidingsCore         *core,
                const TidingsRaise  *raises,
                guint                n,
                GPtrArray          **outcomes,
                GError             **errors)
{
  if (!tidings_core_begin (core, NULL))
    return FALSE;

  for (guint i = 0; i < n && !core->is_doomed; i++)
    outcomes[i] = tidings_intake_raise (core, &raises[i], FALSE, &errors[i]);
  if (!core->is_doomed && tidings_core_commit (core, NULL))
    return TRUE;

  if (core->is_doomed)
    tidings_core_rollback (core);
  for (guint i = 0; i < n; i++)
    {
      g_clear_pointer (&outcomes[i], g_ptr_array_unref);
      g_clear_error (&errors[i]);
    }

  return FALSE;
}

void
tidings_intake_raise_all (TidingsCore         *core,
                          const TidingsRaise  *raises,
                          guint                n,
                          GPtrArray          **outcomes,
                          GError             **errors)
{
  memset (outcomes, 0, n * sizeof *outcomes);
  memset (errors, 0, n * sizeof *errors);
  if (n > 1 && raise_together (core, raises, n, outcomes, errors))
    return;

  /* One that has to be undone takes the others along, so each goes by itself. */
  for (guint i = 0; i < n; i++)
    outcomes[i] = tidings_intake_raise (core, &raises[i], FALSE, &errors[i]);
}
