/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking Twilio about texts: what became of them, and whether one whose answer was lost is there. */
#include "config.h"

#include <string.h>

#include "tidings-outbox-private.h"
#include "tidings-reason.h"
#include "tidings-segments.h"
#include "tidings-store-messages.h"
#include "tidings-verification.h"

#define CODE_TYPE "verification_code"
#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define TRIAL_PREFIX "Sent from your Twilio trial account - "
#define PAGE_SIZE 50

/* When a lost answer is looked for, counted from the request. A text that is found early may be adopted early; that there
 * is none is only believed after the last look, because the server may still be working (Twilio reference, section 13.4). */
static const guint looks_s[] = { 2, 10, 30, 120, 300 };

/* Where absence is proof, nothing can still be working. */
static const guint quick_looks_s[] = { 1, 2 };

/* A message just created may answer 404 for a few seconds; one that is still unknown after this was deleted by somebody. */
#define NOT_FOUND_AGAIN_MS 5000
#define NOT_FOUND_GRACE_MS (10 * 60 * G_GINT64_CONSTANT (1000))

/* A candidate was created around the time of the request, by the server's clock. */
#define EARLIEST_MS (-5 * G_GINT64_CONSTANT (1000))
#define LATEST_MS (15 * 60 * G_GINT64_CONSTANT (1000))

typedef struct {
  TidingsFlight *flight;
  gboolean with_date;
} Look;

gint64
tidings_outbox_next_look (TidingsOutbox  *self,
                          TidingsMessage *message,
                          gint64          now)
{
  gboolean is_quick = tidings_outbox_get_core (self)->settings.absence_is_proof;
  const guint *looks = is_quick ? quick_looks_s : looks_s;
  guint n = is_quick ? G_N_ELEMENTS (quick_looks_s) : G_N_ELEMENTS (looks_s);

  if (message->n_looks >= n)
    return 0;

  return MAX (MIN (message->sending_at, now) + looks[message->n_looks] * G_GINT64_CONSTANT (1000), now + 200);
}

gboolean
tidings_outbox_is_looking (TidingsOutbox  *self,
                           TidingsMessage *message)
{
  return message->next_at != 0 || tidings_outbox_next_look (self, message, tidings_core_now (tidings_outbox_get_core (self))) != 0;
}

/* The question stays open; a lost connection says nothing about the text. */
static void
ask_later (TidingsOutbox  *self,
           TidingsMessage *message,
           GError         *error)
{
  TidingsCore *core = tidings_outbox_get_core (self);
  gint64 wait_ms;

  tidings_core_note_refusal (core, error);
  wait_ms = g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND) ?
            NOT_FOUND_AGAIN_MS : tidings_outbox_back_off (self);
  message->next_at = tidings_core_now (core) + MAX (wait_ms, tidings_twilio_error_get_retry_after (error) * G_GINT64_CONSTANT (1000));
  tidings_outbox_write (self, message, message->state, message->reason, NULL, NULL);
}

static void
fetch_failed (TidingsOutbox  *self,
              TidingsMessage *message,
              GError         *error)
{
  TidingsCore *core = tidings_outbox_get_core (self);

  if (!g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND) ||
      tidings_core_now (core) - message->sending_at < NOT_FOUND_GRACE_MS)
    {
      ask_later (self, message, error);
      return;
    }

  /* It was there once and is no longer: no more will be learned of it. */
  message->next_at = 0;
  message->n_looks = TIDINGS_LOOKS_OVER;
  tidings_outbox_write (self, message, message->state,
                        tidings_message_state_is_final (message->state) ? message->reason : TIDINGS_REASON_NO_RECEIPT,
                        "gone", NULL);
}

static void
fetch_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  TidingsFlight *flight = user_data;
  TidingsOutbox *self = flight->outbox;
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsTwilioMessage) answer = tidings_twilio_fetch_message_finish (TIDINGS_TWILIO (object), result, &error);
  g_autoptr(TidingsMessage) message = tidings_outbox_end_flight (flight);

  if (message == NULL)
    return;
  tidings_outbox_note_reply (self, error);
  if (answer == NULL)
    {
      fetch_failed (self, message, error);
      return;
    }

  message->n_looks++;
  tidings_outbox_take_answer (self, message, answer, NULL);
}

void
tidings_outbox_poll (TidingsOutbox  *self,
                     TidingsMessage *message)
{
  TidingsCore *core = tidings_outbox_get_core (self);

  g_assert (message->sid != NULL);

  tidings_twilio_fetch_message_async (core->twilio, message->sid, core->cancellable, fetch_cb,
                                      tidings_outbox_start_flight (self, message));
}

/* What both sides may have done to a body on the way: line ends, trailing blanks, a trial account's prefix, Smart Encoding. */
static char *
normalize (const char *body)
{
  g_auto(GStrv) lines = g_strsplit (body, "\r\n", -1);
  g_autofree char *joined = g_strjoinv ("\n", lines);
  const char *start = g_str_has_prefix (joined, TRIAL_PREFIX) ? joined + strlen (TRIAL_PREFIX) : joined;
  g_autofree char *trimmed = g_strchomp (g_strdup (start));

  return tidings_gsm7_look_alikes (trimmed);
}

static gboolean
has_same_body (TidingsCore          *core,
               TidingsMessage       *message,
               TidingsTwilioMessage *candidate)
{
  g_autofree char *ours = NULL;
  g_autofree char *theirs = NULL;

  if (candidate->body == NULL)
    return FALSE;

  theirs = normalize (candidate->body);
  ours = normalize (message->body);
  if (g_str_equal (message->type, CODE_TYPE))
    return tidings_verification_is_body (core, message, ours, theirs);

  return g_str_equal (ours, theirs);
}

static gboolean
is_candidate (TidingsCore          *core,
              TidingsMessage       *message,
              TidingsTwilioMessage *candidate)
{
  gint64 skew = tidings_twilio_get_server_skew (core->twilio);
  gint64 age = candidate->created_at - (message->sending_at + skew);
  g_autoptr(TidingsMessage) owner = NULL;

  /* Twilio's dates have whole seconds, so a candidate may look up to one second too old. */
  if (candidate->is_inbound || g_strcmp0 (candidate->to, message->to) != 0 ||
      age < EARLIEST_MS - 1000 || age > LATEST_MS)
    return FALSE;
  if (g_strcmp0 (candidate->from, message->sender) != 0 && g_strcmp0 (candidate->service, message->sender) != 0)
    return FALSE;

  owner = tidings_store_find_message_by_sid (core->store, candidate->sid);

  return (owner == NULL || owner->id == message->id) && has_same_body (core, message, candidate);
}

/* Several equal texts: each lost one adopts the oldest that nobody owns (Twilio reference, section 13.4, step 5). */
static TidingsTwilioMessage *
find_candidate (TidingsCore    *core,
                TidingsMessage *message,
                GPtrArray      *listed)
{
  TidingsTwilioMessage *oldest = NULL;

  for (guint i = 0; i < listed->len; i++)
    {
      TidingsTwilioMessage *candidate = g_ptr_array_index (listed, i);

      if (is_candidate (core, message, candidate) && (oldest == NULL || candidate->created_at <= oldest->created_at))
        oldest = candidate;
    }

  return oldest;
}

static void
adopt (TidingsOutbox        *self,
       TidingsMessage       *message,
       TidingsTwilioMessage *found)
{
  message->n_looks = 0;
  /* From doubt to certainty: whatever Twilio says now is news. */
  message->state = TIDINGS_MESSAGE_SENDING;
  tidings_outbox_take_answer (self, message, found, "found");
}

static void
not_found (TidingsOutbox  *self,
           TidingsMessage *message)
{
  TidingsCore *core = tidings_outbox_get_core (self);
  gint64 now = tidings_core_now (core);

  message->n_looks++;
  message->next_at = tidings_outbox_next_look (self, message, now);
  if (message->next_at != 0)
    {
      tidings_outbox_write (self, message, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, "not-found", NULL);
      return;
    }
  if (core->settings.absence_is_proof)
    {
      message->next_at = now;
      message->n_looks = 0;
      tidings_outbox_write (self, message, TIDINGS_MESSAGE_QUEUED, NULL, "not-sent", NULL);
      return;
    }

  /* Probably not sent; but only a person may decide to risk a second text. */
  tidings_outbox_write (self, message, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, "gave-up", NULL);
  tidings_core_notice (core, TIDINGS_NOTICE_FAILED, message, NULL, NULL);
}

static void look_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
ask (TidingsOutbox  *self,
     TidingsMessage *message,
     gboolean        with_date)
{
  TidingsCore *core = tidings_outbox_get_core (self);
  Look *look = g_new0 (Look, 1);
  const char *from = message->sender != NULL && *message->sender == '+' ? message->sender : NULL;

  look->flight = tidings_outbox_start_flight (self, message);
  look->with_date = with_date;
  tidings_twilio_list_messages_async (core->twilio, message->to, from, with_date ? message->sending_at - DAY_MS : 0,
                                      PAGE_SIZE, with_date ? 0 : PAGE_SIZE, core->cancellable, look_cb, look);
}

static void
look_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Look *look = user_data;
  TidingsOutbox *self = look->flight->outbox;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) listed = tidings_twilio_list_messages_finish (TIDINGS_TWILIO (object), result, &error);
  g_autoptr(TidingsMessage) message = tidings_outbox_end_flight (look->flight);
  TidingsTwilioMessage *found;

  if (message == NULL)
    return;
  tidings_outbox_note_reply (self, error);
  if (listed == NULL)
    {
      ask_later (self, message, error);
      return;
    }

  found = find_candidate (tidings_outbox_get_core (self), message, listed);
  if (found != NULL)
    adopt (self, message, found);
  else if (!look->with_date && listed->len >= PAGE_SIZE)
    /* The newest page was full: the text may be on a later one. */
    ask (self, message, TRUE);
  else
    not_found (self, message);
}

void
tidings_outbox_look_for (TidingsOutbox  *self,
                         TidingsMessage *message)
{
  ask (self, message, FALSE);
}
