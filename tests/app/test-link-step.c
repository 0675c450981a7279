/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes next for a number that a link wants to have texted. */
#include "config.h"

#include "tidings-link-step.h"

#define NOW G_GINT64_CONSTANT (1763715600000)

static void
add_person (GListStore *people,
            gint64      id,
            const char *number,
            const char *country,
            gint64      verified_at)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();

  person->id = id;
  person->number = g_strdup (number);
  person->country = g_strdup (country);
  person->verified_at = verified_at;
  g_list_store_append (people, person);
}

static void
test_steps (void)
{
  static const struct {
    const char *number;
    const char *country;
    gint64 asked_after;
    TidingsLinkStep step;
    gint64 person_id;
    const char *why;
  } cases[] = {
    { "+49 151 23456789", NULL, -1, TIDINGS_LINK_STEP_WRITE, 1, "somebody has the number" },
    { "0151 23456789", "DE", -1, TIDINGS_LINK_STEP_WRITE, 1, "as it is dialed in this country" },
    { "0151 23456789", NULL, -1, TIDINGS_LINK_STEP_WRITE, 1, "as it is dialed in the person’s own country" },
    { "07700 900123", "DE", -1, TIDINGS_LINK_STEP_WRITE, 2, "which may be another than the computer’s" },
    { "+447700900123", NULL, -1, TIDINGS_LINK_STEP_WRITE, 2, "somebody who is not confirmed: the dialog says so" },
    { "+447700900123", NULL, 1, TIDINGS_LINK_STEP_WAIT, 2, "somebody who was just added has to confirm first" },
    { "+4915123456789", NULL, 0, TIDINGS_LINK_STEP_WRITE, 1, "and has done so" },
    { "+33612345678", NULL, -1, TIDINGS_LINK_STEP_ADD, 0, "nobody has it" },
    { "+33612345678", NULL, 2, TIDINGS_LINK_STEP_LEAVE, 0, "nobody was added" },
    { "+33612345678", NULL, 1, TIDINGS_LINK_STEP_WAIT, 2, "somebody was added, with a number that was put right" },
    { "06 12 34 56 78", NULL, -1, TIDINGS_LINK_STEP_ADD, 0, "the country is chosen when the person is added" },
    { "12", "DE", -1, TIDINGS_LINK_STEP_NEVER, 0, "too short for anybody" },
    { "+999 1234567", NULL, -1, TIDINGS_LINK_STEP_NEVER, 0, "no country has that code" },
    { "+4915", "DE", -1, TIDINGS_LINK_STEP_NEVER, 0, "half a number" },
  };
  g_autoptr(GListStore) people = g_list_store_new (TIDINGS_TYPE_PERSON);

  add_person (people, 1, "+4915123456789", "DE", NOW);
  add_person (people, 2, "+447700900123", "GB", 0);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsPerson) person = NULL;
      TidingsLinkStep step = tidings_link_step (G_LIST_MODEL (people), cases[i].number, cases[i].country, cases[i].asked_after,
                                                &person);

      g_test_message ("%s: %s", cases[i].number, cases[i].why);
      g_assert_cmpint (step, ==, cases[i].step);
      g_assert_cmpint (person != NULL ? person->id : 0, ==, cases[i].person_id);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-step/steps", test_steps);

  return g_test_run ();
}
