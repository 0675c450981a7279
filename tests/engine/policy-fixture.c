/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person who may get everything and cases that put something in the way, for the tests of the rules. */
#include "config.h"

#include <string.h>

#include "policy-fixture.h"

void
policy_fixture_set_up (PolicyFixture *fixture,
                       const char    *type)
{
  static const char * const types[] = { "disk_full", "job_failed", "margin_call", NULL };

  fixture->person = tidings_person_new ();
  fixture->person->verified_at = 1;
  g_strfreev (fixture->person->types);
  fixture->person->types = g_strdupv ((char **) types);
  fixture->type = tidings_catalog_lookup (tidings_catalog_get_default (), type != NULL ? type : "job_failed");
  g_assert_nonnull (fixture->type);
  g_object_ref (fixture->type);
  fixture->facts = (TidingsFacts) {
    .now = NOW,
    .local_zone = "Europe/Berlin",
    .price_micros = -1,
    .limits = { .rate_hour = 10, .rate_day = 30, .cap_day = 50, .cap_month = 500 },
  };
}

void
policy_fixture_clear (PolicyFixture *fixture)
{
  g_clear_object (&fixture->person);
  g_clear_object (&fixture->type);
}

static gint64
get_until (gint64 now,
           gint64 span)
{
  if (span == 0)
    return 0;

  return span == G_MAXINT64 ? G_MAXINT64 : now + span;
}

static void
apply_person (TidingsPerson    *person,
              const PolicyCase *policy_case,
              gint64            now)
{
  g_autoptr(GError) error = NULL;

  person->verified_at = !policy_case->is_unverified;
  person->opted_out_at = policy_case->is_stopped;
  if (policy_case->is_stopped)
    person->opted_out_by = g_strdup (policy_case->stopped_by != NULL ? policy_case->stopped_by : "reply");
  person->enabled = !policy_case->is_off;
  if (policy_case->has_no_types)
    g_clear_pointer (&person->types, g_strfreev);
  if (policy_case->quiet != NULL)
    tidings_quiet_hours_parse (policy_case->quiet, &person->quiet, &error);
  g_assert_no_error (error);
  person->paused_until = get_until (now, policy_case->person_paused_for);
  person->zone = g_strdup (policy_case->zone);
  person->line_type = g_strdup (policy_case->line_type);
}

static void
apply_limits (TidingsFacts     *facts,
              const PolicyCase *policy_case)
{
  if (policy_case->rate_hour != 0)
    facts->limits.rate_hour = policy_case->rate_hour;
  if (policy_case->rate_day != 0)
    facts->limits.rate_day = policy_case->rate_day;
  if (policy_case->cap_day != 0)
    facts->limits.cap_day = policy_case->cap_day;
  if (policy_case->cap_month != 0)
    facts->limits.cap_month = policy_case->cap_month;
  facts->limits.budget_day_micros = policy_case->day_budget;
  facts->limits.budget_month_micros = policy_case->budget;
  facts->limits.burst = policy_case->burst;
  facts->budget_group_micros = policy_case->group_budget;
}

void
policy_fixture_apply (PolicyFixture    *fixture,
                      const PolicyCase *policy_case)
{
  TidingsFacts *facts = &fixture->facts;

  if (policy_case->at != 0)
    facts->now = policy_case->at;
  if (policy_case->local_zone != NULL)
    facts->local_zone = policy_case->local_zone;
  apply_person (fixture->person, policy_case, facts->now);
  apply_limits (facts, policy_case);

  facts->is_code = policy_case->is_code;
  facts->is_forced = policy_case->is_forced;
  facts->is_lowered = policy_case->is_lowered;
  facts->is_invalid = policy_case->is_invalid;
  facts->is_call = policy_case->is_call;
  facts->gathers = policy_case->gathers;
  facts->has_program = policy_case->has_program;
  facts->is_program_blocked = policy_case->is_program_blocked;
  facts->program_allowance = policy_case->program_allowance;
  facts->program_day = policy_case->program_day;
  facts->paused_until = get_until (facts->now, policy_case->paused_for);
  if (policy_case->duplicate_age != 0)
    facts->last_duplicate_at = facts->now - policy_case->duplicate_age;
  facts->duplicate_window_s = policy_case->window_s != 0 ? policy_case->window_s : fixture->type->cooldown_s;
  facts->person_hour = policy_case->person_hour;
  facts->person_day = policy_case->person_day;
  facts->account_day = policy_case->account_day;
  facts->account_month = policy_case->account_month;
  facts->spent_day_micros = policy_case->day_spent;
  facts->spent_month_micros = policy_case->spent;
  facts->spent_group_micros = policy_case->group_spent;
  facts->burst_used = policy_case->burst_used;
  facts->burst_ends_at = get_until (facts->now, policy_case->burst_for);
  if (policy_case->price != 0)
    facts->price_micros = policy_case->price;
}

TidingsVerdict
policy_fixture_decide (PolicyFixture *fixture)
{
  return tidings_policy_decide (fixture->person, fixture->type, &fixture->facts);
}

void
policy_assert_sound (const TidingsVerdict *verdict)
{
  g_autofree char *trace = tidings_verdict_dup_trace (verdict);
  const TidingsLook *last = NULL;
  g_autofree char *start = NULL;

  g_assert_cmpuint (verdict->n_looks, >, 0);
  g_assert_cmpuint (verdict->n_looks, <=, TIDINGS_MAX_LOOKS);
  last = &verdict->looks[verdict->n_looks - 1];
  if (verdict->kind == TIDINGS_VERDICT_SEND)
    {
      g_assert_null (verdict->reason);
      g_assert_true (g_str_has_prefix (trace, "send;"));
      return;
    }

  g_assert_nonnull (verdict->reason);
  g_assert_cmpstr (last->gate, ==, verdict->reason);
  start = g_strdup_printf ("%s %s", verdict->kind == TIDINGS_VERDICT_HOLD ? "hold" : "skip", verdict->reason);
  g_assert_true (g_str_has_prefix (trace, start));
  if (verdict->kind == TIDINGS_VERDICT_SKIP)
    g_assert_cmpint (verdict->until, ==, 0);
}

static void
assert_seen (const char           *trace,
             const char           *seen,
             TidingsVerdictKind    kind)
{
  g_autofree char *inside = g_strdup_printf (";%s;", seen);
  g_autofree char *whole = g_strconcat (trace, ";", NULL);

  if (strstr (whole, inside) == NULL)
    g_error ("“%s” is not in “%s”", seen, trace);
  if (kind != TIDINGS_VERDICT_SEND)
    g_assert_true (g_str_has_suffix (whole, inside));
}

void
policy_run_cases (const PolicyCase *cases,
                  gsize             n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      const PolicyCase *policy_case = &cases[i];
      g_auto(PolicyFixture) fixture = { NULL };
      g_autofree char *trace = NULL;
      TidingsVerdict verdict;

      policy_fixture_set_up (&fixture, policy_case->type);
      policy_fixture_apply (&fixture, policy_case);
      verdict = policy_fixture_decide (&fixture);
      trace = tidings_verdict_dup_trace (&verdict);

      g_test_message ("%s: %s", policy_case->why, trace);
      g_assert_cmpstr (verdict.reason, ==, policy_case->reason);
      g_assert_cmpint (verdict.kind, ==, policy_case->kind);
      g_assert_cmpint (verdict.until, ==, policy_case->held_for != 0 ? fixture.facts.now + policy_case->held_for : 0);
      policy_assert_sound (&verdict);
      if (policy_case->seen != NULL)
        assert_seen (trace, policy_case->seen, verdict.kind);
    }
}
