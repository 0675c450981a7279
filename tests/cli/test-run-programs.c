/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `tidings programs`: what is asked of the agent, and what is not. */
#include "config.h"

#include "fixture.h"

static void
test_programs (Fixture       *fixture,
               gconstpointer  user_data)
{
  static const struct { const char *arguments; const char *call; int status; const char *why; } cases[] = {
    { "programs allow unit:a.service", "PutProgram ('unit:a.service', 'allowed', -1)", 0, "any number" },
    { "programs allow unit:a.service --no-limit", "PutProgram ('unit:a.service', 'allowed', -1)", 0, "said aloud" },
    { "programs allow unit:a.service --day 7", "PutProgram ('unit:a.service', 'allowed', 7)", 0, "a number" },
    { "programs allow unit:a.service -d 0", "PutProgram ('unit:a.service', 'allowed', 0)", 0, "none for now" },
    { "programs allow unit:a.service --day -2", "", 2, "less than none" },
    { "programs allow unit:a.service --day 7 --no-limit", "", 2, "both" },
    { "programs allow", "", 2, "nobody" },
    { "programs block bus", "PutProgram ('bus', 'blocked', 0)", 0, "nothing" },
    { "programs forget exe:/usr/bin/foo", "ForgetProgram ('exe:/usr/bin/foo',)", 0, "as if it had never come" },
    { "programs new 3", "SetLimits ({'allowance-new': <uint32 3>},)", 0, "the number of new ones" },
    { "programs new many", "", 2, "no number" },
    { "programs new", "GetLimits ()", 0, "shown when none is given" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture own = { NULL };
      g_autofree char *calls = NULL;

      g_test_message ("%s", cases[i].why);
      fixture_set_up (&own, NULL);
      fixture_reply (&own, "PutProgram", "()");
      fixture_reply (&own, "ForgetProgram", "()");
      fixture_reply (&own, "SetLimits", "({'allowance-new': <uint32 3>},)");
      fixture_reply (&own, "GetLimits", "({'allowance-new': <uint32 5>},)");
      fixture_run (&own, cases[i].arguments, NULL);
      g_assert_cmpint (own.status, ==, cases[i].status);
      calls = fixture_dup_calls (&own);
      if (*cases[i].call == '\0')
        g_assert_cmpstr (calls, ==, "");
      else
        assert_has (calls, cases[i].call);
      if (g_str_equal (cases[i].arguments, "programs new"))
        g_assert_cmpstr (own.out, ==, "5\n");
      fixture_tear_down (&own, NULL);
    }
}

/* A program that asks to decide about programs is told so, as every refusal is. */
static void
test_programs_refused (Fixture       *fixture,
                       gconstpointer  user_data)
{
  fixture_refuse (fixture, "PutProgram", "org.tidings.Tidings.Error.Refused", "only-person: Only a person can say what programs may send");
  fixture_run (fixture, "programs block bus", NULL);
  g_assert_cmpint (fixture->status, ==, 3);
  assert_has (fixture->err, "Only a person can say");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/cli/run-programs/calls", test_programs);
  ADD ("/cli/run-programs/refused", test_programs_refused);

  return g_test_run ();
}
