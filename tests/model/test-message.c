/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States of messages: their names, order and words; and what a new message and a new person start as. */
#include "config.h"

#include "tidings-message.h"
#include "tidings-person.h"
#include "tidings-reason.h"
#include "tidings-when.h"

static void
test_names (void)
{
  static const char * const names[TIDINGS_MESSAGE_N_STATES] = {
    "held", "queued", "sending", "in-doubt", "accepted", "scheduled",
    "sent", "delivered", "undelivered", "failed", "canceled", "skipped",
  };
  TidingsMessageState state = TIDINGS_MESSAGE_HELD;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpstr (tidings_message_state_to_string (i), ==, names[i]);
      g_assert_true (tidings_message_state_from_string (names[i], &state));
      g_assert_cmpint (state, ==, i);
      g_assert_cmpstr (tidings_message_state_get_word (i), !=, names[i]);
    }

  g_assert_false (tidings_message_state_from_string ("Held", &state));
  g_assert_false (tidings_message_state_from_string ("", &state));
  g_assert_false (tidings_message_state_from_string (NULL, &state));
}

static void
test_ranks (void)
{
  static const struct { TidingsMessageState from; TidingsMessageState to; gboolean rises; const char *why; } cases[] = {
    { TIDINGS_MESSAGE_HELD, TIDINGS_MESSAGE_QUEUED, FALSE, "both wait here" },
    { TIDINGS_MESSAGE_QUEUED, TIDINGS_MESSAGE_SENDING, TRUE, "the request leaves" },
    { TIDINGS_MESSAGE_SENDING, TIDINGS_MESSAGE_IN_DOUBT, FALSE, "nothing is known to have happened" },
    { TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_MESSAGE_ACCEPTED, TRUE, "it was found at Twilio" },
    { TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_MESSAGE_SCHEDULED, TRUE, "it was found at Twilio, for later" },
    { TIDINGS_MESSAGE_SCHEDULED, TIDINGS_MESSAGE_ACCEPTED, TRUE, "its time came at Twilio" },
    { TIDINGS_MESSAGE_ACCEPTED, TIDINGS_MESSAGE_SENT, TRUE, "a carrier took it" },
    { TIDINGS_MESSAGE_SENT, TIDINGS_MESSAGE_ACCEPTED, FALSE, "a late report must not take it back" },
    { TIDINGS_MESSAGE_SENT, TIDINGS_MESSAGE_UNDELIVERED, TRUE, "a final word after the carrier's" },
    { TIDINGS_MESSAGE_DELIVERED, TIDINGS_MESSAGE_FAILED, FALSE, "final stays final" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_message_state_get_rank (cases[i].to) > tidings_message_state_get_rank (cases[i].from),
                       ==, cases[i].rises);
    }

  for (guint i = 0; i < TIDINGS_MESSAGE_N_STATES; i++)
    g_assert_cmpint (tidings_message_state_is_final (i), ==, i >= TIDINGS_MESSAGE_DELIVERED);
}

static void
test_new (void)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(TidingsPerson) person = tidings_person_new ();

  g_assert_cmpint (message->state, ==, TIDINGS_MESSAGE_QUEUED);
  g_assert_cmpint (message->price_micros, ==, -1);
  g_assert_cmpint (message->priority, ==, TIDINGS_PRIORITY_NORMAL);
  g_assert_true (person->enabled);
  g_assert_true (tidings_quiet_hours_is_none (&person->quiet));
  g_assert_cmpint (person->rate_hour, ==, -1);
  g_assert_cmpint (person->rate_day, ==, -1);
  g_assert_false (tidings_person_has_type (person, "job_failed"));
}

static void
test_person_properties (void)
{
  static const char * const types[] = { "job_failed", "reminder", NULL };
  g_autoptr(TidingsPerson) person = tidings_person_new ();
  g_autofree char *name = NULL;
  gboolean is_verified = FALSE;
  gboolean is_opted_out = TRUE;
  gint64 id = 0;

  person->id = 7;
  person->name = g_strdup ("Ann");
  person->verified_at = 1;
  g_strfreev (person->types);
  person->types = g_strdupv ((char **) types);

  g_object_get (person, "id", &id, "name", &name, "is-verified", &is_verified, "is-opted-out", &is_opted_out, NULL);
  g_assert_cmpint (id, ==, 7);
  g_assert_cmpstr (name, ==, "Ann");
  g_assert_true (is_verified);
  g_assert_false (is_opted_out);
  g_assert_true (tidings_person_has_type (person, "job_failed"));
  g_assert_false (tidings_person_has_type (person, "job"));
}

static void
test_reason_words (void)
{
  static const struct
  {
    TidingsMessageState state; const char *reason; int code; const char *until; const char *words; const char *why;
  } cases[] = {
    { TIDINGS_MESSAGE_HELD, "quiet-hours", 0, "2026-11-21T07:00", "Quiet hours until 07:00", "within a day the clock is enough" },
    { TIDINGS_MESSAGE_HELD, "quiet-hours", 0, NULL, "Quiet hours", "no end known" },
    { TIDINGS_MESSAGE_HELD, "paused", 0, "2026-11-20T18:00", "Sending is paused until 18:00", "the same day" },
    { TIDINGS_MESSAGE_HELD, "paused", 0, "2026-11-24T18:00", "Sending is paused until 24 Nov 18:00", "farther away the day is needed" },
    { TIDINGS_MESSAGE_QUEUED, "busy", 0, "2026-11-20T14:10", "Twilio is busy, next try 14:10", "a retry with its moment" },
    { TIDINGS_MESSAGE_QUEUED, "offline", 0, "2026-11-20T14:10", "No connection to Twilio. It goes out later", "a moment nobody can promise" },
    { TIDINGS_MESSAGE_QUEUED, NULL, 0, NULL, NULL, "nothing is the matter" },
    { TIDINGS_MESSAGE_SENDING, "busy", 0, NULL, NULL, "what was the matter is over" },
    { TIDINGS_MESSAGE_IN_DOUBT, "lost-answer", 0, NULL, "It may have arrived. Twilio has no answer yet", "in doubt" },
    { TIDINGS_MESSAGE_SENT, "no-receipt", 0, NULL, "Sent, but the carrier never confirmed that it arrived", "no success, but all there is" },
    { TIDINGS_MESSAGE_DELIVERED, "busy", 0, NULL, NULL, "success has no reason" },
    { TIDINGS_MESSAGE_SKIPPED, "quiet-hours", 0, "2026-11-21T07:00", "Quiet hours", "nothing will happen then" },
    { TIDINGS_MESSAGE_SKIPPED, "type-off", 0, NULL, "Turned off for Ben", "with the person's name" },
    { TIDINGS_MESSAGE_UNDELIVERED, "twilio", 30003, NULL, "Phone switched off or out of reach. Try again later", "Twilio's code" },
    { TIDINGS_MESSAGE_FAILED, "twilio", 21610, NULL, "Ben texted STOP", "a STOP that Twilio knew of" },
  };
  const gint64 updated_at = tidings_wall_clock_to_instant ("2026-11-20T14:00", "UTC", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsMessage) message = tidings_message_new ();
      g_autofree char *words = NULL;

      message->state = cases[i].state;
      message->reason = g_strdup (cases[i].reason);
      message->error_code = cases[i].code;
      message->person = g_strdup ("Ben");
      message->updated_at = updated_at;
      message->until = cases[i].until != NULL ? tidings_wall_clock_to_instant (cases[i].until, "UTC", NULL) : 0;
      words = tidings_message_dup_reason_words (message);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* "Until resumed" is the largest of all moments, which no calendar can show. */
static void
test_endless_pause (void)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autofree char *words = NULL;

  message->state = TIDINGS_MESSAGE_HELD;
  message->reason = g_strdup (TIDINGS_REASON_PAUSED);
  message->until = G_MAXINT64;
  words = tidings_message_dup_reason_words (message);
  g_assert_cmpstr (words, ==, "Sending is paused");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message/names", test_names);
  g_test_add_func ("/message/ranks", test_ranks);
  g_test_add_func ("/message/new", test_new);
  g_test_add_func ("/message/reason-words", test_reason_words);
  g_test_add_func ("/message/endless-pause", test_endless_pause);
  g_test_add_func ("/person/properties", test_person_properties);

  return g_test_run ();
}
