/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever the values: what the rules may never do. GLib prints the seed; --seed repeats a run. */
#include "config.h"

#include <string.h>

#include "policy-fixture.h"

#define N_CASES 20000

static gboolean
chance (int one_in)
{
  return g_test_rand_int_range (0, one_in) == 0;
}

/* Mostly around the limit, sometimes far from it. */
static guint
random_count (guint limit)
{
  if (chance (20))
    return (guint) g_test_rand_int ();

  return (guint) MAX (0, (gint64) limit + g_test_rand_int_range (-12, 3));
}

static gint64
random_money (gint64 budget)
{
  return MAX (0, budget + g_test_rand_int_range (-12, 3));
}

static guint
random_limit (void)
{
  return chance (4) ? 0 : (guint) g_test_rand_int_range (1, 40);
}

static void
set_random_person (TidingsPerson *person,
                   gint64         now)
{
  static const char * const lines[] = { "mobile", "landline", "pager", "nonFixedVoip", "voicemail", "premium", "unheard-of" };
  static const char * const zones[] = { "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe", "Africa/Casablanca" };

  person->verified_at = chance (5) ? 0 : 1;
  person->opted_out_at = chance (6) ? 1 : 0;
  person->opted_out_by = person->opted_out_at != 0 && !chance (3) ? g_strdup ("carrier") : NULL;
  person->enabled = !chance (6);
  if (chance (5))
    g_clear_pointer (&person->types, g_strfreev);
  person->zone = chance (3) ? NULL : g_strdup (zones[g_test_rand_int_range (0, G_N_ELEMENTS (zones))]);
  person->line_type = chance (2) ? NULL : g_strdup (lines[g_test_rand_int_range (0, G_N_ELEMENTS (lines))]);
  person->paused_until = chance (4) ? now + g_test_rand_int_range (-1000, 1000) : chance (20) ? G_MAXINT64 : 0;
  if (chance (3))
    tidings_quiet_hours_set_every_day (&person->quiet, g_test_rand_int_range (0, 1440), g_test_rand_int_range (0, 1440));
}

static void
set_random_facts (TidingsFacts *facts)
{
  TidingsLimits *limits = &facts->limits;

  facts->now = NOW + (gint64) g_test_rand_int_range (0, 366 * 1440) * MINUTE;
  facts->local_zone = chance (2) ? "Europe/Berlin" : NULL;
  facts->paused_until = chance (8) ? facts->now + g_test_rand_int_range (-1000, 1000) : 0;
  facts->is_forced = chance (6);
  facts->is_lowered = chance (6);
  facts->gathers = chance (6);
  facts->is_invalid = chance (12);
  facts->is_call = chance (8);
  facts->duplicate_window_s = chance (2) ? 0 : (guint) g_test_rand_int_range (1, 10);
  facts->last_duplicate_at = chance (3) ? facts->now + g_test_rand_int_range (-12000, 12000) : 0;
  *limits = (TidingsLimits) {
    .rate_hour = random_limit (), .rate_day = random_limit (), .cap_day = random_limit (), .cap_month = random_limit (),
    .burst = random_limit (), .budget_day_micros = random_limit (), .budget_month_micros = random_limit (),
  };
  facts->budget_group_micros = random_limit ();
  facts->person_hour = random_count (limits->rate_hour);
  facts->person_day = random_count (limits->rate_day);
  facts->account_day = random_count (limits->cap_day);
  facts->account_month = random_count (limits->cap_month);
  facts->burst_used = random_count (limits->burst);
  facts->burst_ends_at = facts->now + g_test_rand_int_range (-1000, 600000);
  facts->spent_day_micros = random_money (limits->budget_day_micros);
  facts->spent_month_micros = random_money (limits->budget_month_micros);
  facts->spent_group_micros = random_money (facts->budget_group_micros);
  facts->price_micros = g_test_rand_int_range (-1, 4);
}

static void
set_random (PolicyFixture *fixture)
{
  static const char * const types[] = { "job_failed", "margin_call", "new_login", "message", "verification_code", "disk_full", "reminder" };
  const char *type = types[g_test_rand_int_range (0, G_N_ELEMENTS (types))];

  policy_fixture_set_up (fixture, type);
  set_random_facts (&fixture->facts);
  fixture->facts.is_code = g_str_equal (type, "verification_code");
  set_random_person (fixture->person, fixture->facts.now);
  /* Most of what is random is stopped early; so that the later gates are met, too, some people have nothing in the way. */
  if (!chance (2))
    return;
  fixture->facts.paused_until = 0;
  fixture->person->verified_at = 1;
  fixture->person->opted_out_at = 0;
  fixture->person->enabled = TRUE;
  fixture->facts.is_invalid = FALSE;
  fixture->facts.last_duplicate_at = 0;
}

static gboolean
is_critical (PolicyFixture *fixture)
{
  return !fixture->facts.is_lowered && (fixture->type->priority == TIDINGS_PRIORITY_CRITICAL || fixture->type->always_on);
}

static gboolean
is_over (gint64   spent,
         gint64   price,
         gint64   budget,
         gboolean may_use_tenth)
{
  gint64 room = may_use_tenth ? budget : budget * 9 / 10;

  return budget > 0 && (spent >= room || spent + MAX (price, 0) > room);
}

/* What goes never goes beyond a limit, to nobody who said no or was never asked. */
static void
test_never (void)
{
  guint n_sent = 0;

  for (guint i = 0; i < N_CASES; i++)
    {
      g_auto(PolicyFixture) fixture = { NULL };
      const TidingsFacts *facts = &fixture.facts;
      const TidingsLimits *limits = &fixture.facts.limits;
      TidingsVerdict verdict;
      gboolean may_use_tenth = FALSE;

      set_random (&fixture);
      verdict = policy_fixture_decide (&fixture);
      policy_assert_sound (&verdict);
      if (verdict.kind != TIDINGS_VERDICT_SEND)
        continue;
      n_sent++;
      may_use_tenth = is_critical (&fixture) || facts->is_code;

      g_assert_cmpint (fixture.person->opted_out_at, ==, 0);
      g_assert_true (fixture.person->verified_at != 0 || facts->is_code);
      g_assert_true (fixture.person->enabled || fixture.type->always_on || facts->is_code);
      g_assert_cmpint (facts->paused_until, <=, facts->now);
      g_assert_false (facts->is_invalid);
      if (!facts->is_code)
        {
          g_assert_true (limits->rate_hour == 0 || facts->person_hour < limits->rate_hour);
          g_assert_true (limits->rate_day == 0 || facts->person_day < limits->rate_day);
        }
      g_assert_true (limits->cap_day == 0 || facts->account_day < limits->cap_day);
      g_assert_true (limits->cap_month == 0 || facts->account_month < limits->cap_month);
      g_assert_true (may_use_tenth || limits->cap_day == 0 || facts->account_day < (limits->cap_day * 9) / 10);
      g_assert_true (may_use_tenth || limits->cap_month == 0 || facts->account_month < (limits->cap_month * 9) / 10);
      g_assert_false (is_over (facts->spent_day_micros, facts->price_micros, limits->budget_day_micros, may_use_tenth));
      g_assert_false (is_over (facts->spent_month_micros, facts->price_micros, limits->budget_month_micros, may_use_tenth));
      g_assert_false (is_over (facts->spent_group_micros, facts->price_micros, facts->budget_group_micros, may_use_tenth));
    }

  g_assert_cmpuint (n_sent, >, N_CASES / 100);
}

/* A function of its values: the same twice, and nothing that it was given is changed. */
static void
test_same (void)
{
  for (guint i = 0; i < N_CASES / 4; i++)
    {
      g_auto(PolicyFixture) fixture = { NULL };
      TidingsFacts before;
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      TidingsVerdict verdict;
      TidingsVerdict again;

      set_random (&fixture);
      memcpy (&before, &fixture.facts, sizeof before);
      verdict = policy_fixture_decide (&fixture);
      again = policy_fixture_decide (&fixture);
      first = tidings_verdict_dup_trace (&verdict);
      second = tidings_verdict_dup_trace (&again);
      g_assert_cmpstr (first, ==, second);
      g_assert_cmpint (verdict.until, ==, again.until);
      g_assert_cmpmem (&before, sizeof before, &fixture.facts, sizeof fixture.facts);
    }
}

static void
use_up (TidingsFacts *facts)
{
  const guint more = (guint) g_test_rand_int_range (1, 5);

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      facts->person_hour = facts->person_hour > G_MAXUINT - more ? G_MAXUINT : facts->person_hour + more;
      break;
    case 1:
      facts->person_day = facts->person_day > G_MAXUINT - more ? G_MAXUINT : facts->person_day + more;
      break;
    case 2:
      facts->account_day = facts->account_day > G_MAXUINT - more ? G_MAXUINT : facts->account_day + more;
      break;
    case 3:
      facts->account_month = facts->account_month > G_MAXUINT - more ? G_MAXUINT : facts->account_month + more;
      break;
    case 4:
      facts->spent_day_micros += more;
      break;
    case 5:
      facts->spent_month_micros += more;
      break;
    case 6:
      facts->spent_group_micros += more;
      break;
    default:
      facts->price_micros += more;
      break;
    }
}

/* The more is used up, the less goes: a skip never becomes a send or a hold, and a hold never a send. */
static void
test_less (void)
{
  for (guint i = 0; i < N_CASES; i++)
    {
      g_auto(PolicyFixture) fixture = { NULL };
      TidingsVerdict verdict;
      TidingsVerdict less;

      set_random (&fixture);
      verdict = policy_fixture_decide (&fixture);
      use_up (&fixture.facts);
      less = policy_fixture_decide (&fixture);
      if (verdict.kind == TIDINGS_VERDICT_SKIP)
        g_assert_cmpint (less.kind, ==, TIDINGS_VERDICT_SKIP);
      if (verdict.kind == TIDINGS_VERDICT_HOLD)
        g_assert_cmpint (less.kind, !=, TIDINGS_VERDICT_SEND);
    }
}

/* Made less of, a critical alert is as any other; and where the two differ, a gate that the rules name has decided. */
static void
test_critical (void)
{
  static const char * const may_differ[] = { "cap-day", "cap-month", "budget-day", "budget-month", "budget-group", "person-paused", "quiet-hours", NULL };
  guint n_differ = 0;

  for (guint i = 0; i < N_CASES; i++)
    {
      g_auto(PolicyFixture) fixture = { NULL };
      TidingsVerdict critical;
      TidingsVerdict lowered;

      set_random (&fixture);
      fixture.facts.is_lowered = FALSE;
      critical = policy_fixture_decide (&fixture);
      fixture.facts.is_lowered = TRUE;
      lowered = policy_fixture_decide (&fixture);
      if (critical.kind == lowered.kind && g_strcmp0 (critical.reason, lowered.reason) == 0)
        {
          g_assert_cmpint (critical.until, ==, lowered.until);
          continue;
        }
      n_differ++;
      fixture.facts.is_lowered = FALSE;
      g_assert_true (is_critical (&fixture));
      g_assert_cmpint (lowered.kind, !=, TIDINGS_VERDICT_SEND);
      g_assert_true (g_strv_contains (may_differ, lowered.reason));
    }

  g_assert_cmpuint (n_differ, >, 10);
}

/* What is held for a known time is no longer held by that gate when the time has come: nothing is held for ever. */
static void
test_ends (void)
{
  guint n_held = 0;

  for (guint i = 0; i < N_CASES; i++)
    {
      g_auto(PolicyFixture) fixture = { NULL };
      TidingsVerdict verdict;
      TidingsVerdict then;

      set_random (&fixture);
      verdict = policy_fixture_decide (&fixture);
      if (verdict.kind != TIDINGS_VERDICT_HOLD || verdict.until == 0)
        continue;
      n_held++;
      g_assert_cmpint (verdict.until, >=, fixture.facts.now);
      /* All week long has no end. */
      if (verdict.until - fixture.facts.now >= 7 * DAY)
        continue;
      fixture.facts.now = verdict.until;
      fixture.facts.gathers = FALSE;
      then = policy_fixture_decide (&fixture);
      g_assert_cmpstr (then.reason, !=, verdict.reason);
    }

  g_assert_cmpuint (n_held, >, N_CASES / 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/policy/random/never", test_never);
  g_test_add_func ("/policy/random/same", test_same);
  g_test_add_func ("/policy/random/less", test_less);
  g_test_add_func ("/policy/random/critical", test_critical);
  g_test_add_func ("/policy/random/ends", test_ends);

  return g_test_run ();
}
