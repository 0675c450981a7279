/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that do not stay at Twilio. */
#include "config.h"

#include "tidings-erasures.h"
#include "tidings-fault.h"
#include "tidings-reason.h"
#include "tidings-store-erasures.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-types.h"

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)

/* The last look for a price is a day after the end (Twilio reference, section 13.1); a record must not go before. */
#define NO_PRICE_MS (24 * HOUR_MS + 10 * MINUTE_MS)

/* A try that failed is followed by another after five seconds, doubling up to six hours. A definite no is believed after
 * six hours; trouble at Twilio, and texts that it calls unfinished, after nine days. */
#define SHORTEST_WAIT_MS (5 * SECOND_MS)
#define LONGEST_WAIT_MS (6 * HOUR_MS)
#define MAX_REFUSALS 13
#define MAX_TRIES 48

/* Without an answer nothing is tried for this long, doubling up to ten minutes. */
#define SHORTEST_PAUSE_MS (2 * SECOND_MS)
#define LONGEST_PAUSE_MS (10 * MINUTE_MS)

/* Twilio's code for a text that is still on its way: "wait a minute, then some more; in rare cases days" (Twilio reference,
 * section 2.5). */
#define IN_FLIGHT_CODE 20009
#define IN_FLIGHT_WAIT_MS MINUTE_MS

#define PLANNED (1u << TIDINGS_ERASURE_REDACT | 1u << TIDINGS_ERASURE_DELETE)

struct _TidingsErasures {
  TidingsCore *core;
  gint64 pause_until;
  guint n_lost;
  gboolean is_busy;
  gboolean is_gone;
};

/* A request on its way. */
typedef struct {
  TidingsErasures *erasures;
  TidingsErasureJob *job;
  guint ticket;
} Errand;

static void
errand_free (Errand *errand)
{
  g_clear_pointer (&errand->job, tidings_erasure_job_free);
  g_free (errand);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static const char *
get_account (TidingsCore *core)
{
  return core->settings.account != NULL ? core->settings.account : "";
}

static TidingsErasure
get_wish (TidingsCore *core,
          const char  *type_id)
{
  if (!core->settings.erases_all && (type_id == NULL || !tidings_types_is_private (core, type_id)))
    return TIDINGS_ERASURE_NONE;

  return core->settings.deletes ? TIDINGS_ERASURE_DELETE : TIDINGS_ERASURE_REDACT;
}

static gboolean
is_doubted (TidingsMessageState state)
{
  return state == TIDINGS_MESSAGE_SENDING || state == TIDINGS_MESSAGE_IN_DOUBT;
}

/* Nothing more will be learned of it: it has ended, or no receipt came in three days. */
static gboolean
is_over (TidingsMessage *message)
{
  if (tidings_message_state_is_final (message->state))
    return TRUE;

  return message->state == TIDINGS_MESSAGE_SENT && message->next_at == 0 &&
         g_strcmp0 (message->reason, TIDINGS_REASON_NO_RECEIPT) == 0;
}

static gboolean
has_text_at_twilio (TidingsMessage *message)
{
  /* Codes of Twilio's Verify are no texts of this account's. */
  return message->sid != NULL && (message->channel == NULL || *message->channel == '\0');
}

static gboolean
plan_text (TidingsCore     *core,
           TidingsMessage  *message,
           TidingsErasure   wish,
           GError         **error)
{
  gint64 now = tidings_core_now (core);
  /* What never left costs nothing, so no price is waited for. */
  gboolean is_priced = message->is_settled || message->state == TIDINGS_MESSAGE_CANCELED || message->state == TIDINGS_MESSAGE_FAILED;
  gboolean is_new = FALSE;
  TidingsErasureJob job = {
    .sid = message->sid,
    .message_id = message->id,
    .number = message->to,
    .deletes = wish == TIDINGS_ERASURE_DELETE,
    .next_at = is_priced ? now : now + NO_PRICE_MS,
  };

  if (!tidings_store_set_erasure (core->store, message->id, 1u << TIDINGS_ERASURE_NONE, wish, &is_new, error))
    return FALSE;
  if (is_new)
    return tidings_store_put_erasure (core->store, get_account (core), &job, error);

  /* It was planned when it ended; its price may have come since. */
  return !is_priced || tidings_store_hasten_erasure (core->store, message->sid, now, error);
}

gboolean
tidings_erasures_plan (TidingsCore          *core,
                       TidingsMessage       *message,
                       TidingsMessageState   before,
                       GError              **error)
{
  TidingsErasure wish = get_wish (core, message->type);

  if (is_doubted (before) && !is_doubted (message->state) &&
      !tidings_store_release_erasures (core->store, message->to, tidings_core_now (core), error))
    return FALSE;

  /* What another account has left behind is not this one's to erase. */
  if (wish == TIDINGS_ERASURE_NONE || core->is_taking_over || !has_text_at_twilio (message) || !is_over (message))
    return TRUE;

  return plan_text (core, message, wish, error);
}

gboolean
tidings_erasures_plan_answer (TidingsCore  *core,
                              const char   *sid,
                              const char   *number,
                              GError      **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  TidingsErasureJob job = {
    .sid = (char *) sid,
    .number = (char *) number,
    .deletes = core->settings.deletes,
    .next_at = tidings_core_now (core),
  };

  if (!core->settings.erases_all)
    return TRUE;
  /* Texts of others are none of ours. */
  person = tidings_store_find_person_by_number (core->store, number);
  if (person == NULL)
    return TRUE;

  return tidings_store_put_erasure (core->store, get_account (core), &job, error);
}

static void
pause_after_loss (TidingsErasures *self,
                  gint64           asked_ms)
{
  gint64 wait_ms = MIN (SHORTEST_PAUSE_MS << MIN (self->n_lost, 10), LONGEST_PAUSE_MS);

  self->n_lost++;
  self->pause_until = tidings_core_now (self->core) + MAX (wait_ms, asked_ms);
}

/* Writes in one transaction what came of a job: @what and @detail are the step of the story, @next_at 0 ends it. */
static gboolean
write_end (TidingsCore              *core,
           const TidingsErasureJob  *job,
           TidingsErasure            erasure,
           const char               *what,
           const char               *detail,
           GError                  **error)
{
  gboolean is_there = FALSE;

  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!tidings_store_remove_erasure (core->store, job->sid, error) ||
      (job->message_id != 0 && !tidings_store_set_erasure (core->store, job->message_id, PLANNED, erasure, &is_there, error)) ||
      (is_there && what != NULL &&
       !tidings_store_add_event (core->store, job->message_id, tidings_core_now (core), what, detail, error)))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  if (is_there)
    tidings_core_changed (core, "messages");

  return tidings_core_commit (core, error);
}

static void
end_job (TidingsErasures         *self,
         const TidingsErasureJob *job,
         TidingsErasure           erasure,
         const char              *what,
         const char              *detail)
{
  g_autoptr(GError) error = NULL;

  if (write_end (self->core, job, erasure, what, detail, &error))
    {
      /* This may have been all that the process waited for. */
      tidings_core_changed (self->core, "status");
      return;
    }

  /* Erased twice is erased. */
  g_warning ("Could not keep what became of a text at Twilio: %s", error->message);
  self->pause_until = tidings_core_now (self->core) + SHORTEST_PAUSE_MS;
}

static void
put_job (TidingsErasures         *self,
         const TidingsErasureJob *job)
{
  g_autoptr(GError) error = NULL;

  if (tidings_store_put_erasure (self->core->store, get_account (self->core), job, &error))
    return;

  g_warning ("Could not keep what is to be erased at Twilio: %s", error->message);
  self->pause_until = tidings_core_now (self->core) + SHORTEST_PAUSE_MS;
}

static void
try_again (TidingsErasures   *self,
           TidingsErasureJob *job,
           const GError      *error)
{
  gint64 asked_ms = tidings_twilio_error_get_retry_after (error) * SECOND_MS;
  gint64 wait_ms = MIN (SHORTEST_WAIT_MS << MIN (job->n_tries, 20), LONGEST_WAIT_MS);
  gboolean is_in_flight = tidings_twilio_error_get_code (error) == IN_FLIGHT_CODE || tidings_twilio_error_get_status (error) == 409;
  gboolean is_definite = g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_REFUSED) && !is_in_flight;

  if (!is_definite && !is_in_flight)
    pause_after_loss (self, asked_ms);
  /* It did not get as far as being tried. */
  if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_SENT))
    return;

  job->n_tries++;
  if (job->n_tries >= (is_definite ? MAX_REFUSALS : MAX_TRIES))
    {
      g_autofree char *fault = tidings_fault_dup (error);

      end_job (self, job, TIDINGS_ERASURE_GIVEN_UP, "not-erased", fault);
      return;
    }

  job->next_at = tidings_core_now (self->core) + MAX (MAX (wait_ms, asked_ms), is_in_flight ? IN_FLIGHT_WAIT_MS : 0);
  put_job (self, job);
}

static void
take_reply (TidingsErasures   *self,
            TidingsErasureJob *job,
            const GError      *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error == NULL || g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND))
    {
      /* Somebody else deleted it. */
      gboolean is_gone = job->deletes || error != NULL;

      self->n_lost = 0;
      end_job (self, job, is_gone ? TIDINGS_ERASURE_DELETED : TIDINGS_ERASURE_REDACTED, is_gone ? "deleted" : "erased", NULL);
      return;
    }

  /* Days of trouble need not be said each time. */
  if (job->n_tries == 0)
    g_message ("Could not erase %s at Twilio yet: %s", job->sid, error->message);
  try_again (self, job, error);
}

static void
keep_pace (TidingsErasures *self,
           guint            ticket,
           const GError    *error)
{
  guint status = tidings_twilio_error_get_status (error);
  TidingsPaceReply reply = {
    .is_good = error == NULL || (status >= 400 && status < 500 && status != 429),
    .is_too_many = status == 429,
    .retry_after_ms = tidings_twilio_error_get_retry_after (error) * SECOND_MS,
    .n_at_once = self->core->twilio != NULL ? tidings_twilio_get_concurrent (self->core->twilio) : 0,
    .chance = g_random_double (),
  };

  tidings_pace_end (self->core->pace, ticket, error != NULL && status == 0 ? NULL : &reply, tidings_core_now (self->core));
}

static void
erased_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Errand) errand = user_data;
  TidingsErasures *self = errand->erasures;
  g_autoptr(GError) error = NULL;

  if (errand->job->deletes)
    tidings_twilio_delete_message_finish (TIDINGS_TWILIO (object), result, &error);
  else
    tidings_twilio_redact_message_finish (TIDINGS_TWILIO (object), result, &error);

  if (self->is_gone)
    {
      g_free (self);
      return;
    }

  self->is_busy = FALSE;
  keep_pace (self, errand->ticket, error);
  take_reply (self, errand->job, error);
  tidings_core_wake (self->core);
}

/* The wish of now counts, not that of the day it was planned. Returns: FALSE when it is no longer wanted */
static gboolean
renew_wish (TidingsErasures   *self,
            TidingsErasureJob *job)
{
  TidingsCore *core = self->core;
  g_autoptr(TidingsMessage) message = NULL;
  TidingsErasure wish;

  /* Of somebody who was erased, which no setting takes back. */
  if (*job->number == '\0')
    return TRUE;
  if (job->message_id != 0)
    message = tidings_store_get_message (core->store, job->message_id, NULL);
  /* A text that was deleted here meanwhile is erased as it was planned. */
  if (job->message_id != 0 && message == NULL)
    return TRUE;

  wish = get_wish (core, message != NULL ? message->type : NULL);
  job->deletes = wish == TIDINGS_ERASURE_DELETE;

  return wish != TIDINGS_ERASURE_NONE;
}

static void
start (TidingsErasures   *self,
       TidingsErasureJob *job)
{
  TidingsCore *core = self->core;
  Errand *errand = g_new0 (Errand, 1);
  gboolean deletes = job->deletes;
  const char *sid = job->sid;

  errand->erasures = self;
  errand->job = job;
  errand->ticket = tidings_pace_begin (core->pace);
  self->is_busy = TRUE;
  if (deletes)
    tidings_twilio_delete_message_async (core->twilio, sid, core->cancellable, erased_cb, errand);
  else
    tidings_twilio_redact_message_async (core->twilio, sid, core->cancellable, erased_cb, errand);
}

void
tidings_erasures_work (TidingsErasures *self,
                       gboolean         has_room)
{
  TidingsCore *core = self->core;
  gint64 now = tidings_core_now (core);
  g_autoptr(TidingsErasureJob) job = NULL;

  while (!self->is_busy && now >= self->pause_until && tidings_core_can_send (core) &&
         (job = tidings_store_get_due_erasure (core->store, get_account (core), now)) != NULL)
    {
      if (!has_room)
        /* Texts go first. */
        self->pause_until = now + SECOND_MS;
      else if (!renew_wish (self, job))
        end_job (self, job, TIDINGS_ERASURE_NONE, NULL, NULL);
      else if (tidings_store_is_doubted (core->store, job->number))
        {
          /* The end of the doubt makes it due again. */
          job->next_at = 0;
          put_job (self, job);
        }
      else
        start (self, g_steal_pointer (&job));

      g_clear_pointer (&job, tidings_erasure_job_free);
    }
}

void
tidings_erasures_go_on (TidingsErasures *self)
{
  g_autoptr(GError) error = NULL;

  self->pause_until = 0;
  self->n_lost = 0;
  if (!tidings_store_release_erasures (self->core->store, NULL, tidings_core_now (self->core), &error))
    g_warning ("What is to be erased at Twilio waits: %s", error->message);
  tidings_core_wake (self->core);
}

gint64
tidings_erasures_get_next_at (TidingsErasures *self)
{
  TidingsCore *core = self->core;
  gint64 next;

  if (self->is_busy || !tidings_core_can_send (core))
    return 0;

  next = tidings_store_get_next_erasure_at (core->store, get_account (core));

  return next != 0 ? MAX (next, self->pause_until) : 0;
}

gboolean
tidings_erasures_is_busy (TidingsErasures *self)
{
  return self->is_busy;
}

TidingsErasures *
tidings_erasures_new (TidingsCore *core)
{
  TidingsErasures *self = g_new0 (TidingsErasures, 1);

  self->core = core;

  return self;
}

void
tidings_erasures_free (TidingsErasures *self)
{
  /* An answer that is still to come frees it. */
  if (self->is_busy)
    self->is_gone = TRUE;
  else
    g_free (self);
}
