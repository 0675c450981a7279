/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gates, each for what passes, what is stopped and the value between. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "tidings-format.h"
#include "tidings-policy.h"
#include "tidings-when.h"

#define HOUR (60 * 60 * G_GINT64_CONSTANT (1000))

static gint64
get_instant (const char *wall,
             const char *zone)
{
  gint64 instant = tidings_wall_clock_to_instant (wall, zone, NULL);

  g_assert_cmpint (instant, >=, 0);

  return instant;
}

/* Someone who may get everything: a case changes what it is about. */
typedef struct {
  TidingsPerson *person;
  TidingsAlertType *type;
  TidingsFacts facts;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  type)
{
  static const char * const types[] = { "disk_full", "job_failed", "margin_call", NULL };

  fixture->person = tidings_person_new ();
  fixture->person->verified_at = 1;
  g_strfreev (fixture->person->types);
  fixture->person->types = g_strdupv ((char **) types);
  fixture->type = g_object_ref (tidings_catalog_lookup (tidings_catalog_get_default (), type != NULL ? type : "job_failed"));
  fixture->facts = (TidingsFacts) {
    .now = get_instant ("2026-11-20T12:00", "Europe/Berlin"),
    .local_zone = "Europe/Berlin",
    .price_micros = -1,
    .limits = { .rate_hour = 10, .rate_day = 30, .cap_day = 50, .cap_month = 500 },
  };
}

static void
fixture_clear (Fixture *fixture)
{
  g_clear_object (&fixture->person);
  g_clear_object (&fixture->type);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

/* What a case changes; 0 leaves the fixture's value, which stands for "nothing in the way". */
typedef struct {
  const char *type;
  gboolean is_code, is_forced, is_unverified, is_stopped, is_off, has_no_types;
  gint64 paused_for;
  gint64 duplicate_age;
  guint window_s;
  guint person_hour, person_day, account_day, account_month;
  gint64 budget, spent, price;
  int quiet_from, quiet_to;
  const char *line_type;
  gboolean is_invalid, is_call;
  TidingsVerdictKind kind;
  const char *reason;
  gint64 held_for;
  const char *explanation;
  const char *why;
} PolicyCase;

static const PolicyCase policy_cases[] = {
  { .why = "nothing in the way", .explanation = "passed: hour 0 of 10, day 0 of 30, account day 0 of 50, month 0 of 500" },

  { .paused_for = -1, .why = "a pause that is over" },
  { .paused_for = HOUR, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused", .held_for = HOUR,
    .explanation = "paused until 2026-11-20T12:00:00Z", .why = "held until the pause ends" },
  { .paused_for = 1, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused", .held_for = 1, .why = "its last millisecond" },
  { .paused_for = G_MAXINT64, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused",
    .explanation = "paused until resumed", .why = "a pause without end" },
  { .type = "new_login", .paused_for = HOUR, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused", .held_for = HOUR,
    .why = "security alerts included" },
  { .paused_for = HOUR, .is_forced = TRUE, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused", .held_for = HOUR,
    .why = "nothing means nothing: resume first" },
  { .type = "verification_code", .is_code = TRUE, .paused_for = HOUR, .kind = TIDINGS_VERDICT_SKIP, .reason = "paused",
    .why = "a code cannot wait" },
  { .paused_for = HOUR, .is_unverified = TRUE, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused", .held_for = HOUR,
    .why = "the first gate decides" },

  { .is_unverified = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "not-verified", .explanation = "not-verified", .why = "not confirmed" },
  { .type = "new_login", .is_unverified = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "not-verified", .why = "not even security alerts" },
  { .type = "delivery_test", .is_unverified = TRUE, .is_forced = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "not-verified",
    .why = "not even a test that someone asks for" },
  { .type = "verification_code", .is_code = TRUE, .is_unverified = TRUE, .why = "a code is how a number is confirmed" },

  { .is_stopped = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "opted-out", .explanation = "opted-out by reply", .why = "STOP" },
  { .type = "new_login", .is_stopped = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "opted-out", .why = "not even security alerts" },
  { .type = "verification_code", .is_code = TRUE, .is_unverified = TRUE, .is_stopped = TRUE, .kind = TIDINGS_VERDICT_SKIP,
    .reason = "opted-out", .why = "not even codes" },

  { .is_off = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "person-off", .why = "the person is switched off" },
  { .type = "message", .is_off = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "person-off", .why = "also for what is addressed to them" },
  { .type = "new_login", .is_off = TRUE, .why = "but always-on alerts" },
  { .type = "verification_code", .is_code = TRUE, .is_off = TRUE, .why = "and codes" },

  { .has_no_types = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "type-off", .explanation = "type-off job_failed", .why = "opt in" },
  { .type = "margin_call", .has_no_types = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "type-off", .why = "critical is not always on" },
  { .type = "new_login", .has_no_types = TRUE, .why = "always on" },
  { .type = "message", .has_no_types = TRUE, .why = "addressed: there is no switch" },

  { .type = "disk_full", .duplicate_age = 21600 * 1000 - 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "duplicate",
    .explanation = "duplicate 21599 s of 21600 s", .why = "the cooldown's last millisecond" },
  { .type = "disk_full", .duplicate_age = 21600 * 1000, .why = "the cooldown is over" },
  { .type = "disk_full", .duplicate_age = -60 * 1000, .kind = TIDINGS_VERDICT_SKIP, .reason = "duplicate", .why = "the clock was set back a minute" },
  { .type = "disk_full", .duplicate_age = -21600 * 1000, .why = "the clock was set back far: not stopped for ever" },
  { .type = "job_failed", .duplicate_age = 1, .why = "a type without a cooldown" },
  { .type = "job_failed", .duplicate_age = 3600 * 1000 - 1, .window_s = 3600, .kind = TIDINGS_VERDICT_SKIP, .reason = "duplicate",
    .explanation = "duplicate 3599 s of 3600 s", .why = "a key that the caller brought" },
  { .type = "job_failed", .duplicate_age = 3600 * 1000, .window_s = 3600, .why = "a key that the caller brought, an hour ago" },

  { .person_hour = 9, .why = "the tenth text of the hour" },
  { .person_hour = 10, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .explanation = "rate-hour 10 of 10", .why = "the eleventh" },
  { .person_hour = 99, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .why = "a limit that was lowered" },
  { .type = "margin_call", .person_hour = 10, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .why = "critical alerts can flood, too" },
  { .type = "verification_code", .is_code = TRUE, .person_hour = 10, .why = "codes have limits of their own" },
  { .person_day = 29, .why = "the thirtieth of the day" },
  { .person_day = 30, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-day", .explanation = "rate-day 30 of 30", .why = "the next" },
  { .type = "verification_code", .is_code = TRUE, .person_day = 30, .why = "codes pass the day's, too" },

  { .account_day = 44, .why = "the last before the protected tenth of 50" },
  { .account_day = 45, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .explanation = "cap-day 45 of 50, 5 kept for critical alerts",
    .why = "the protected tenth" },
  { .type = "margin_call", .account_day = 45, .why = "critical alerts may use it" },
  { .type = "new_login", .account_day = 49, .why = "security alerts to the last" },
  { .type = "verification_code", .is_code = TRUE, .account_day = 49, .why = "codes, too" },
  { .type = "margin_call", .account_day = 50, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .explanation = "cap-day 50 of 50",
    .why = "a cap is a cap" },
  { .type = "verification_code", .is_code = TRUE, .account_day = 50, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .why = "for codes, too" },
  { .account_month = 449, .why = "the last before the protected tenth of 500" },
  { .account_month = 450, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-month", .why = "the month's tenth" },
  { .type = "new_login", .account_month = 499, .why = "the month's last" },
  { .type = "new_login", .account_month = 500, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-month", .explanation = "cap-month 500 of 500",
    .why = "the month is full" },

  { .budget = 5000000, .spent = 4990000, .price = 10000, .why = "the last cent of the budget" },
  { .budget = 5000000, .spent = 4990000, .price = 10001, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-month",
    .explanation = "budget-month 4.9900 and 0.0100 of 5.0000", .why = "a millionth over it" },
  { .budget = 5000000, .spent = 4999999, .why = "an unknown price passes while something is left" },
  { .budget = 5000000, .spent = 5000000, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-month", .why = "nothing is left" },
  { .spent = 5000000, .price = 10000, .why = "no budget" },

  { .quiet_from = 12 * 60, .quiet_to = 14 * 60, .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = 2 * HOUR,
    .explanation = "quiet-hours until 2026-11-20T13:00:00Z", .why = "held, not lost, until they end" },
  { .quiet_from = 12 * 60 + 1, .quiet_to = 14 * 60, .why = "a minute before they begin" },
  { .quiet_from = 10 * 60, .quiet_to = 12 * 60, .why = "the minute they end" },
  { .type = "margin_call", .quiet_from = 11 * 60, .quiet_to = 14 * 60, .why = "critical passes" },
  { .type = "new_login", .quiet_from = 11 * 60, .quiet_to = 14 * 60, .why = "security passes" },
  { .type = "verification_code", .is_code = TRUE, .quiet_from = 11 * 60, .quiet_to = 14 * 60, .why = "a code passes" },
  { .is_forced = TRUE, .quiet_from = 11 * 60, .quiet_to = 14 * 60, .why = "Send Now passes" },
  { .quiet_from = 11 * 60, .quiet_to = 14 * 60, .person_hour = 10, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour",
    .why = "limits come before quiet hours" },

  { .line_type = "mobile", .why = "a mobile line" },
  { .line_type = "something_new", .why = "a kind of line of the future" },
  { .line_type = "landline", .kind = TIDINGS_VERDICT_SKIP, .reason = "landline", .why = "takes no texts" },
  { .line_type = "pager", .kind = TIDINGS_VERDICT_SKIP, .reason = "not-reachable", .explanation = "not-reachable pager", .why = "nor does a pager" },
  { .type = "verification_code", .is_code = TRUE, .line_type = "landline", .kind = TIDINGS_VERDICT_SKIP, .reason = "landline",
    .why = "not even a code" },
  { .type = "verification_code", .is_code = TRUE, .is_call = TRUE, .line_type = "landline", .why = "but a voice speaks it there" },
  { .line_type = "voicemail", .kind = TIDINGS_VERDICT_SKIP, .reason = "not-reachable", .explanation = "not-reachable voicemail",
    .why = "a machine" },
  { .line_type = "fixedVoip", .why = "many take texts" },
  { .is_invalid = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "not-reachable", .explanation = "not-reachable, no such number",
    .why = "Twilio says that there is no such number" },
  { .is_invalid = TRUE, .line_type = "landline", .kind = TIDINGS_VERDICT_SKIP, .reason = "not-reachable", .why = "whatever line it was" },
  { .type = "verification_code", .is_code = TRUE, .is_call = TRUE, .is_invalid = TRUE, .kind = TIDINGS_VERDICT_SKIP,
    .reason = "not-reachable", .why = "nor can it be called" },
  { .type = "new_login", .is_invalid = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "not-reachable", .why = "security changes nothing" },
  { .budget = 100, .spent = 60, .price = 40, .why = "the last that fits: settled and reserved together" },
  { .budget = 100, .spent = 60, .price = 41, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-month", .why = "a millionth too much" },
};

static void
apply_case (Fixture          *fixture,
            const PolicyCase *policy_case)
{
  TidingsPerson *person = fixture->person;
  TidingsFacts *facts = &fixture->facts;

  person->verified_at = !policy_case->is_unverified;
  person->opted_out_at = policy_case->is_stopped;
  person->opted_out_by = policy_case->is_stopped ? g_strdup ("reply") : NULL;
  person->enabled = !policy_case->is_off;
  if (policy_case->has_no_types)
    g_clear_pointer (&person->types, g_strfreev);
  if (policy_case->quiet_to != 0)
    tidings_quiet_hours_set_every_day (&person->quiet, policy_case->quiet_from, policy_case->quiet_to);
  person->line_type = g_strdup (policy_case->line_type);
  facts->is_invalid = policy_case->is_invalid;
  facts->is_call = policy_case->is_call;

  facts->is_code = policy_case->is_code;
  facts->is_forced = policy_case->is_forced;
  if (policy_case->paused_for == G_MAXINT64)
    facts->paused_until = G_MAXINT64;
  else if (policy_case->paused_for != 0)
    facts->paused_until = facts->now + policy_case->paused_for;
  if (policy_case->duplicate_age != 0)
    facts->last_duplicate_at = facts->now - policy_case->duplicate_age;
  facts->duplicate_window_s = policy_case->window_s != 0 ? policy_case->window_s : fixture->type->cooldown_s;
  facts->person_hour = policy_case->person_hour;
  facts->person_day = policy_case->person_day;
  facts->account_day = policy_case->account_day;
  facts->account_month = policy_case->account_month;
  facts->limits.budget_month_micros = policy_case->budget;
  facts->spent_month_micros = policy_case->spent;
  if (policy_case->price != 0)
    facts->price_micros = policy_case->price;
}

static void
test_gates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (policy_cases); i++)
    {
      const PolicyCase *policy_case = &policy_cases[i];
      g_auto(Fixture) fixture = { NULL };
      TidingsVerdict verdict;

      fixture_set_up (&fixture, policy_case->type);
      apply_case (&fixture, policy_case);
      verdict = tidings_policy_decide (fixture.person, fixture.type, &fixture.facts);

      g_test_message ("%s: %s", policy_case->why, verdict.explanation);
      g_assert_cmpstr (verdict.reason, ==, policy_case->reason);
      g_assert_cmpint (verdict.kind, ==, policy_case->kind);
      g_assert_cmpint (verdict.until, ==, policy_case->held_for != 0 ? fixture.facts.now + policy_case->held_for : 0);
      g_assert_cmpuint (strlen (verdict.explanation), >, 0);
      if (policy_case->explanation != NULL)
        g_assert_cmpstr (verdict.explanation, ==, policy_case->explanation);
    }
}

/* A text that waits is asked again only about what somebody can close meanwhile: the counts hold its own place already. */
static void
test_again (void)
{
  static const char * const switches[] = { "paused", "not-verified", "opted-out", "person-off", "type-off", "landline", "not-reachable", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (policy_cases); i++)
    {
      const PolicyCase *policy_case = &policy_cases[i];
      g_auto(Fixture) fixture = { NULL };
      TidingsVerdict verdict;
      gboolean is_switch = policy_case->reason != NULL && g_strv_contains (switches, policy_case->reason);

      g_test_message ("%s", policy_case->why);
      fixture_set_up (&fixture, policy_case->type);
      apply_case (&fixture, policy_case);
      verdict = tidings_policy_decide_again (fixture.person, fixture.type, &fixture.facts);
      g_assert_cmpstr (verdict.reason, ==, is_switch ? policy_case->reason : NULL);
      g_assert_cmpint (verdict.kind, ==, is_switch ? policy_case->kind : TIDINGS_VERDICT_SEND);
    }
}

/* A tenth is rounded up, and 0 is no limit. */
static void
test_caps (void)
{
  static const struct { guint cap; guint last; const char *why; } cases[] = {
    { 1, 0, "the only text is kept" },
    { 2, 1, "one of two is kept" },
    { 9, 8, "a tenth of 9 is one" },
    { 10, 9, "a tenth of 10 is one" },
    { 11, 9, "a tenth of 11 is two" },
    { 100, 90, "a tenth of 100" },
    { G_MAXUINT, G_MAXUINT - 429496730u, "no overflow" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(Fixture) fixture = { NULL };

      g_test_message ("%s", cases[i].why);
      fixture_set_up (&fixture, NULL);
      fixture.facts.limits.cap_day = cases[i].cap;
      fixture.facts.account_day = cases[i].last;
      g_assert_cmpint (tidings_policy_decide (fixture.person, fixture.type, &fixture.facts).kind, ==, TIDINGS_VERDICT_SKIP);
      if (cases[i].last == 0)
        continue;
      fixture.facts.account_day = cases[i].last - 1;
      g_assert_cmpint (tidings_policy_decide (fixture.person, fixture.type, &fixture.facts).kind, ==, TIDINGS_VERDICT_SEND);
    }
}

static void
test_no_limits (void)
{
  g_auto(Fixture) fixture = { NULL };
  TidingsFacts *facts = &fixture.facts;

  fixture_set_up (&fixture, NULL);
  facts->limits = (TidingsLimits) { 0 };
  facts->person_hour = facts->person_day = facts->account_day = facts->account_month = G_MAXUINT;
  facts->spent_month_micros = G_MAXINT64;
  facts->price_micros = G_MAXINT64;
  g_assert_cmpint (tidings_policy_decide (fixture.person, fixture.type, facts).kind, ==, TIDINGS_VERDICT_SEND);

  facts->limits.budget_month_micros = 1;
  g_assert_cmpstr (tidings_policy_decide (fixture.person, fixture.type, facts).reason, ==, "budget-month");
}

/* The moment at which a pause ends is not paused: a text held until then would be held for ever. */
static void
test_pause_end (void)
{
  g_auto(Fixture) fixture = { NULL };

  fixture_set_up (&fixture, NULL);
  fixture.facts.paused_until = fixture.facts.now;
  g_assert_cmpint (tidings_policy_decide (fixture.person, fixture.type, &fixture.facts).kind, ==, TIDINGS_VERDICT_SEND);
}

static void
test_zone (void)
{
  g_auto(Fixture) fixture = { NULL };

  fixture_set_up (&fixture, NULL);
  tidings_quiet_hours_set_every_day (&fixture.person->quiet, 22 * 60, 7 * 60);
  g_assert_cmpint (tidings_policy_decide (fixture.person, fixture.type, &fixture.facts).kind, ==, TIDINGS_VERDICT_SEND);

  /* Noon in Berlin is six in the morning in New York. */
  fixture.person->zone = g_strdup ("America/New_York");
  g_assert_cmpint (tidings_policy_decide (fixture.person, fixture.type, &fixture.facts).until, ==, fixture.facts.now + HOUR);

  g_clear_pointer (&fixture.person->zone, g_free);
  fixture.facts.local_zone = "Asia/Tokyo";
  fixture.facts.now = get_instant ("2026-11-20T23:00", "Asia/Tokyo");
  g_assert_cmpint (tidings_policy_decide (fixture.person, fixture.type, &fixture.facts).until, ==, fixture.facts.now + 8 * HOUR);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/policy/gates", test_gates);
  g_test_add_func ("/policy/again", test_again);
  g_test_add_func ("/policy/caps", test_caps);
  g_test_add_func ("/policy/no-limits", test_no_limits);
  g_test_add_func ("/policy/pause-end", test_pause_end);
  g_test_add_func ("/policy/zone", test_zone);

  return g_test_run ();
}
