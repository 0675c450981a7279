/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thousand texts to a Twilio that answers late, and one time in twenty badly: each ends as exactly one text. */
#include "engine-control.h"

#include <string.h>

#include "tidings-engine-private.h"

#define N_TEXTS 1000
#define N_PEOPLE 20

/* The clock goes in steps that are shorter than the latency, so that there are always several requests on their way. */
#define STEP_MS 20

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture_set_up (fixture, unused);
  fixture->settings.limits = (TidingsLimits) { 0 };
  fixture_apply (fixture);

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %u", i);
      g_autofree char *number = g_strdup_printf ("+49151234567%02u", i);
      gint64 id = fixture_add (fixture, name, number);
      g_autoptr(TidingsPerson) person = tidings_store_get_person (fixture->store, id, NULL);

      person->verified_at = FIXTURE_NOW;
      g_assert_true (tidings_store_update_person (fixture->store, person, NULL));
    }
  fixture_subscribe (fixture, 0);
  control_forget_requests (fixture);
}

static void
go_on (Fixture *fixture,
       gint64   ms)
{
  for (gint64 left = ms; left > 0; left -= STEP_MS)
    {
      tidings_test_clock_advance (fixture->clock, STEP_MS);
      for (guint i = 0; i < 10000 && g_main_context_iteration (NULL, FALSE); i++)
        ;
    }
}

static guint
count_in (Fixture *fixture,
          guint    states)
{
  return tidings_store_count_messages_in (fixture->store, states);
}

static const guint open_states = 1u << TIDINGS_MESSAGE_QUEUED | 1u << TIDINGS_MESSAGE_SENDING | 1u << TIDINGS_MESSAGE_ACCEPTED |
                                 1u << TIDINGS_MESSAGE_SENT;

/* A person answers what cannot be known: it is not there, so it may go again. */
static guint
answer_questions (Fixture *fixture)
{
  g_autoptr(GPtrArray) doubted = tidings_store_list_messages_in (fixture->store, 1u << TIDINGS_MESSAGE_IN_DOUBT, NULL);
  guint n = 0;

  for (guint i = 0; i < doubted->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (doubted, i);
      g_autoptr(GError) error = NULL;

      if (message->next_at != 0)
        continue;
      g_assert_cmpint (tidings_engine_retry (fixture->engine, message->id, &error), !=, 0);
      g_assert_no_error (error);
      n++;
    }

  return n;
}

static void
forget (Fixture *fixture)
{
  tidings_simulator_push_fault (fixture->simulator, NULL, TIDINGS_SIMULATOR_FAULT_NONE, 0, 0);
  fixture_settle (fixture);
}

/* Numbers of the texts that the simulator has, by unit. */
static void
count_texts (Fixture *fixture,
             guint   *n_texts)
{
  for (guint i = 0; i < N_TEXTS; i++)
    n_texts[i] = 0;

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *number = g_strdup_printf ("+49151234567%02u", i);
      g_autoptr(GPtrArray) listed = fixture_list_texts_to (fixture, number);

      for (guint k = 0; k < listed->len; k++)
        {
          const char *unit = strstr (((TidingsTwilioMessage *) g_ptr_array_index (listed, k))->body, "unit-");

          if (unit != NULL)
            n_texts[atoi (unit + strlen ("unit-"))]++;
        }
    }
}

static void
test_thousand (Fixture       *fixture,
               gconstpointer  data)
{
  gboolean is_proof = GPOINTER_TO_INT (data);
  g_autofree guint *n_texts = g_new0 (guint, N_TEXTS);
  guint n_asked = 0;
  Requests requests;

  fixture->settings.absence_is_proof = is_proof;
  fixture_apply (fixture);
  control_post (fixture, "/faults", "Fault", "latency", "Amount", "80", "Times", "0", NULL);
  control_post (fixture, "/faults", "Fault", "random", "Times", "0", "Probability", "5", "Seed", "20261121", "Path", "/Messages", NULL);
  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *unit = g_strdup_printf ("unit-%u-", i);
      g_autofree char *who = g_strdup_printf ("Person %u", i % N_PEOPLE);

      fixture_raise_one (fixture, unit, who);
    }

  for (guint i = 0; i < 60 && count_in (fixture, open_states | 1u << TIDINGS_MESSAGE_IN_DOUBT) > 0; i++)
    {
      go_on (fixture, MINUTE_MS);
      n_asked += answer_questions (fixture);
    }
  requests = control_get_requests (fixture);
  forget (fixture);
  g_test_message ("%u requests: %u posts, %u lists, %u fetches, %u at once at the most; a person was asked %u times; "
                  "%" G_GINT64_FORMAT " s", requests.n, requests.n_posts, requests.n_lists, requests.n_fetches, requests.peak,
                  n_asked, (tidings_clock_get_now (fixture->clock) - FIXTURE_NOW) / 1000);

  g_assert_cmpuint (count_in (fixture, open_states | 1u << TIDINGS_MESSAGE_IN_DOUBT), ==, 0);
  g_assert_cmpuint (count_in (fixture, 1u << TIDINGS_MESSAGE_DELIVERED), ==, N_TEXTS);
  count_texts (fixture, n_texts);
  for (guint i = 0; i < N_TEXTS; i++)
    g_assert_cmpuint (n_texts[i], ==, 1);

  /* The faults were real: some requests had to be made again, and some answers were lost for good. */
  g_assert_cmpuint (requests.n_posts, >, N_TEXTS + 10);
  if (!is_proof)
    g_assert_cmpuint (n_asked, >, 0);
  g_assert_cmpuint (requests.peak, <=, 4);
  g_assert_cmpuint (requests.n_lists + requests.n_fetches, <, N_TEXTS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/thousand/asked", Fixture, GINT_TO_POINTER (FALSE), set_up, test_thousand, fixture_tear_down);
  g_test_add ("/thousand/absence-is-proof", Fixture, GINT_TO_POINTER (TRUE), set_up, test_thousand, fixture_tear_down);

  return g_test_run ();
}
