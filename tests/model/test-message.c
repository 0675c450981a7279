/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States of messages: their names, order and words; and what a new message and a new person start as. */
#include "config.h"

#include "tidings-message.h"
#include "tidings-person.h"

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
  g_assert_cmpint (person->quiet_from, ==, -1);
  g_assert_cmpint (person->quiet_to, ==, -1);
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message/names", test_names);
  g_test_add_func ("/message/ranks", test_ranks);
  g_test_add_func ("/message/new", test_new);
  g_test_add_func ("/person/properties", test_person_properties);

  return g_test_run ();
}
