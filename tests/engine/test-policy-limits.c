/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits in texts and in money, floods and company: below, at and above each. */
#include "config.h"

#include "policy-fixture.h"

#define CENT G_GINT64_CONSTANT (10000)
#define EURO (100 * CENT)

static const PolicyCase rate_cases[] = {
  { .rate_hour = 1, .why = "the only one an hour" },
  { .rate_hour = 1, .person_hour = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .seen = "rate-hour 1 1", .why = "and the next" },
  { .rate_hour = 3, .person_hour = 2, .seen = "rate-hour 2 3", .why = "one below" },
  { .rate_hour = 3, .person_hour = 3, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .why = "at it" },
  { .rate_hour = 3, .person_hour = 4, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .why = "above it, after it was lowered" },
  { .rate_hour = G_MAXUINT, .person_hour = G_MAXUINT - 1, .rate_day = G_MAXUINT, .why = "the largest number there is" },
  { .rate_hour = G_MAXUINT, .person_hour = G_MAXUINT, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .why = "has an end, too" },
  { .rate_day = 1, .person_day = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-day", .seen = "rate-day 1 1", .why = "one a day" },
  { .rate_day = 5, .person_day = 4, .person_hour = 4, .seen = "rate-day 4 5", .why = "one below, all of them just now" },
  { .rate_day = 5, .person_day = 5, .person_hour = 0, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-day", .why = "a quiet hour does not help" },
  { .rate_day = 5, .person_day = 6, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-day", .why = "above it" },
  { .type = "margin_call", .rate_day = 5, .person_day = 5, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-day", .why = "critical changes nothing about rates" },
  { .type = "new_login", .rate_day = 5, .person_day = 5, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-day", .why = "nor does security" },
  { .type = "new_login", .rate_hour = 5, .person_hour = 5, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .why = "in an hour as in a day" },
  { .is_forced = TRUE, .rate_hour = 5, .person_hour = 5, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .why = "nor does Send Now" },
  { .is_forced = TRUE, .rate_day = 5, .person_day = 5, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-day", .why = "in a day either" },
  { .type = "message", .rate_hour = 5, .person_hour = 5, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .why = "nor naming who gets it" },
  { .type = "verification_code", .is_code = TRUE, .rate_hour = 5, .person_hour = 5, .seen = "rate-hour:code 5 5", .why = "a code passes, and says so" },
  { .type = "verification_code", .is_code = TRUE, .rate_hour = 5, .person_hour = 4, .seen = "rate-hour 4 5", .why = "and does not where it need not" },
  { .type = "verification_code", .is_code = TRUE, .rate_day = 5, .person_day = 9, .seen = "rate-day:code 9 5", .why = "the day's as well" },
};

static const PolicyCase cap_cases[] = {
  { .cap_day = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .seen = "cap-day 0 1 1", .why = "the only text of the day is kept for what is critical" },
  { .type = "margin_call", .cap_day = 1, .seen = "cap-day 0 1 0", .why = "which may have it" },
  { .type = "margin_call", .cap_day = 1, .account_day = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .why = "once" },
  { .cap_day = 10, .account_day = 8, .seen = "cap-day 8 10 1", .why = "the ninth of ten" },
  { .cap_day = 10, .account_day = 9, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .seen = "cap-day 9 10 1", .why = "the tenth is kept" },
  { .type = "new_login", .cap_day = 10, .account_day = 9, .why = "for security" },
  { .type = "verification_code", .is_code = TRUE, .cap_day = 10, .account_day = 9, .seen = "cap-day 9 10 0", .why = "and for codes" },
  { .type = "margin_call", .is_lowered = TRUE, .cap_day = 10, .account_day = 9, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day",
    .why = "not for one that its caller made less of" },
  { .type = "new_login", .is_lowered = TRUE, .cap_day = 10, .account_day = 9, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day",
    .why = "nor for such a security alert" },
  { .is_forced = TRUE, .cap_day = 10, .account_day = 9, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .why = "nor for Send Now" },
  { .type = "message", .cap_day = 10, .account_day = 9, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .why = "nor for a free text" },
  { .cap_day = 11, .account_day = 8, .seen = "cap-day 8 11 2", .why = "a tenth is rounded up: two of eleven are kept" },
  { .cap_day = 11, .account_day = 9, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .why = "so that nine go" },
  { .cap_day = 100, .account_day = 89, .why = "the ninetieth of a hundred" },
  { .cap_day = 100, .account_day = 90, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .seen = "cap-day 90 100 10", .why = "the next: exactly ninety go" },
  { .type = "margin_call", .cap_day = 100, .account_day = 99, .why = "the hundredth, critical" },
  { .type = "margin_call", .cap_day = 100, .account_day = 100, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .why = "exactly a hundred go" },
  { .type = "margin_call", .cap_day = 100, .account_day = 101, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .why = "a cap that was lowered" },
  { .cap_day = 100, .account_day = G_MAXUINT, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .why = "more than can be counted" },
  { .cap_month = 10, .account_month = 8, .seen = "cap-month 8 10 1", .why = "the month's ninth of ten" },
  { .cap_month = 10, .account_month = 9, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-month", .why = "the month's kept tenth" },
  { .type = "margin_call", .cap_month = 10, .account_month = 9, .seen = "cap-month 9 10 0", .why = "for what is critical" },
  { .type = "verification_code", .is_code = TRUE, .cap_month = 10, .account_month = 9, .why = "and for codes" },
  { .type = "verification_code", .is_code = TRUE, .cap_month = 10, .account_month = 10, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-month",
    .why = "a code has no month of its own" },
  { .type = "margin_call", .is_lowered = TRUE, .cap_month = 10, .account_month = 9, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-month",
    .why = "made less of" },
  { .cap_month = G_MAXUINT, .account_month = 3865470565u, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-month", .why = "the tenth of the largest number" },
  { .cap_month = G_MAXUINT, .account_month = 3865470564u, .why = "and one below it" },
};

static const PolicyCase budget_cases[] = {
  { .day_budget = EURO, .day_spent = 80 * CENT, .price = 10 * CENT, .seen = "budget-day 800000 100000 1000000", .why = "the last cent before the tenth that is kept" },
  { .day_budget = EURO, .day_spent = 80 * CENT, .price = 10 * CENT + 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-day",
    .seen = "budget-day:kept 800000 100001 1000000", .why = "a millionth into it" },
  { .day_budget = EURO, .day_spent = 90 * CENT, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-day", .seen = "budget-day:kept 900000 -1 1000000",
    .why = "only the tenth is left; the price is unknown" },
  { .type = "margin_call", .day_budget = EURO, .day_spent = 90 * CENT, .price = 10 * CENT, .seen = "budget-day 900000 100000 1000000",
    .why = "the day's last cent, for what is critical" },
  { .type = "margin_call", .day_budget = EURO, .day_spent = 90 * CENT, .price = 10 * CENT + 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-day",
    .seen = "budget-day 900000 100001 1000000", .why = "a millionth over it" },
  { .type = "new_login", .day_budget = EURO, .day_spent = 90 * CENT, .price = 10 * CENT, .why = "security uses the tenth" },
  { .type = "verification_code", .is_code = TRUE, .day_budget = EURO, .day_spent = 90 * CENT, .price = 10 * CENT, .why = "so do codes" },
  { .type = "margin_call", .is_lowered = TRUE, .day_budget = EURO, .day_spent = 90 * CENT, .price = 1, .kind = TIDINGS_VERDICT_SKIP,
    .reason = "budget-day", .why = "made less of" },
  { .is_forced = TRUE, .day_budget = EURO, .day_spent = 90 * CENT, .price = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-day",
    .why = "Send Now does not" },
  { .day_budget = 15, .day_spent = 12, .price = 1, .why = "the tenth is rounded up: 2 of 15" },
  { .day_budget = 15, .day_spent = 12, .price = 2, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-day", .why = "and one more" },
  { .day_budget = EURO, .day_spent = EURO, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-day", .seen = "budget-day 1000000 -1 1000000",
    .why = "used up; the price is unknown" },
  { .day_budget = EURO, .day_spent = 90 * CENT - 1, .why = "an unknown price passes while something is left" },
  { .day_budget = EURO, .day_spent = 2 * EURO, .price = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-day", .why = "overspent: a text was dearer than thought" },
  { .day_budget = EURO, .price = EURO + 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-day", .why = "one that is dearer than a day" },
  { .type = "margin_call", .day_budget = EURO, .price = EURO, .why = "one that is just as dear" },
  { .day_spent = 99 * EURO, .price = EURO, .seen = "budget-day 99000000 1000000 0", .why = "no budget for a day" },
  { .type = "margin_call", .day_budget = EURO, .day_spent = EURO, .price = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-day",
    .why = "used up: critical stops as well" },
  { .type = "new_login", .day_budget = EURO, .day_spent = EURO, .price = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-day", .why = "so does security" },
  { .type = "verification_code", .is_code = TRUE, .day_budget = EURO, .day_spent = EURO, .price = 1, .kind = TIDINGS_VERDICT_SKIP,
    .reason = "budget-day", .why = "so do codes" },
  { .is_forced = TRUE, .day_budget = EURO, .day_spent = EURO, .price = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-day", .why = "so does Send Now" },
  { .type = "margin_call", .day_budget = G_MAXINT64, .day_spent = G_MAXINT64 - 1, .price = 1, .why = "no overflow at the largest budget" },
  { .day_budget = G_MAXINT64, .day_spent = G_MAXINT64 - 1, .price = G_MAXINT64, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-day",
    .why = "nor with the largest price" },
  { .budget = 10 * EURO, .spent = 9 * EURO - 1, .price = 1, .why = "the month's last cent before the tenth" },
  { .budget = 10 * EURO, .spent = 9 * EURO, .price = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-month",
    .seen = "budget-month:kept 9000000 1 10000000", .why = "the month's tenth" },
  { .type = "margin_call", .budget = 10 * EURO, .spent = 9 * EURO, .price = EURO, .seen = "budget-month 9000000 1000000 10000000", .why = "the month's last cent" },
  { .type = "margin_call", .budget = 10 * EURO, .spent = 9 * EURO, .price = EURO + 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-month", .why = "a millionth over the month" },
  { .budget = 10 * EURO, .spent = 10 * EURO, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-month", .why = "the month is used up" },
  { .budget = 10 * EURO, .spent = 20 * EURO, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-month", .why = "a budget that was lowered" },
  { .type = "margin_call", .budget = EURO, .spent = EURO, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-month", .why = "the month stops what is critical" },
  { .type = "verification_code", .is_code = TRUE, .budget = EURO, .spent = EURO, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-month", .why = "and codes" },
  { .group_budget = EURO, .group_spent = 80 * CENT, .price = 10 * CENT, .why = "the group's last cent before the tenth" },
  { .group_budget = EURO, .group_spent = 80 * CENT, .price = 10 * CENT + 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-group",
    .seen = "budget-group:kept 800000 100001 1000000", .why = "the group's tenth" },
  { .type = "margin_call", .group_budget = EURO, .group_spent = 90 * CENT, .price = 10 * CENT, .seen = "budget-group 900000 100000 1000000", .why = "the group's last cent" },
  { .type = "margin_call", .group_budget = EURO, .group_spent = 90 * CENT, .price = 10 * CENT + 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-group",
    .why = "a millionth over the group" },
  { .group_budget = EURO, .group_spent = EURO, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-group", .seen = "budget-group 1000000 -1 1000000",
    .why = "the group has nothing left" },
  { .group_spent = EURO, .price = EURO, .seen = "budget-group 1000000 1000000 0", .why = "a group without a budget" },
  { .group_budget = EURO, .spent = 99 * EURO, .price = 90 * CENT, .why = "other groups' money is not the group's" },
  { .group_budget = 99 * EURO, .budget = EURO, .spent = EURO, .price = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-month",
    .why = "a group cannot have more than all" },
  { .type = "margin_call", .group_budget = EURO, .group_spent = EURO, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-group", .why = "critical, in a group" },
  { .type = "new_login", .group_budget = EURO, .group_spent = EURO, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-group", .why = "security, in a group" },
};

static const PolicyCase flood_cases[] = {
  { .burst = 5, .burst_used = 4, .burst_for = MINUTE, .seen = "flood 4 5", .why = "the fifth" },
  { .burst = 5, .burst_used = 5, .burst_for = MINUTE, .kind = TIDINGS_VERDICT_HOLD, .reason = "flood", .held_for = MINUTE,
    .seen = "flood 5 5 1795172460000", .why = "the sixth waits until the first is ten minutes old" },
  { .burst = 5, .burst_used = 6, .burst_for = MINUTE, .kind = TIDINGS_VERDICT_HOLD, .reason = "flood", .held_for = MINUTE, .why = "so does the seventh" },
  { .burst = 5, .burst_used = 5, .burst_for = 10 * MINUTE, .kind = TIDINGS_VERDICT_HOLD, .reason = "flood", .held_for = 10 * MINUTE,
    .why = "five at this very moment" },
  { .burst = 5, .burst_used = 5, .burst_for = 1, .kind = TIDINGS_VERDICT_HOLD, .reason = "flood", .held_for = 1, .why = "the last millisecond" },
  { .burst = 5, .burst_used = 5, .burst_for = -1, .why = "an end that has passed holds nothing" },
  { .burst = 5, .burst_used = 5, .why = "nor does one that is not there" },
  { .burst = 1, .burst_used = 1, .burst_for = MINUTE, .kind = TIDINGS_VERDICT_HOLD, .reason = "flood", .held_for = MINUTE, .why = "one in ten minutes" },
  { .burst = 1, .burst_used = 0, .burst_for = 0, .seen = "flood 0 1", .why = "which this is" },
  { .burst_used = 1000, .burst_for = MINUTE, .seen = "flood 1000 0", .why = "as many as come" },
  { .type = "margin_call", .burst = 5, .burst_used = 5, .burst_for = MINUTE, .kind = TIDINGS_VERDICT_HOLD, .reason = "flood", .held_for = MINUTE,
    .why = "what is critical floods a phone as well; a type may say that it has no such number" },
  { .type = "new_login", .burst = 5, .burst_used = 5, .burst_for = MINUTE, .kind = TIDINGS_VERDICT_HOLD, .reason = "flood", .held_for = MINUTE,
    .why = "so do security alerts" },
  { .type = "verification_code", .is_code = TRUE, .burst = 5, .burst_used = 5, .burst_for = MINUTE, .seen = "flood:code 5 5", .why = "a code is of no use later" },
  { .is_forced = TRUE, .burst = 5, .burst_used = 5, .burst_for = MINUTE, .seen = "flood:forced 5 5", .why = "Send Now is one, and wanted" },
  { .type = "verification_code", .is_code = TRUE, .gathers = TRUE, .why = "a code has no company" },
  { .is_forced = TRUE, .gathers = TRUE, .why = "nor has what is asked for by hand" },
  { .gathers = TRUE, .quiet = "11:00-14:00", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = 2 * HOUR,
    .why = "the company comes when the hours are over" },
  { .gathers = TRUE, .person_hour = 10, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .why = "a limit comes before it" },
  { .gathers = TRUE, .burst = 5, .burst_used = 5, .burst_for = MINUTE, .kind = TIDINGS_VERDICT_HOLD, .reason = "flood", .held_for = MINUTE,
    .why = "and a flood is company already" },
};

#define RUN(table) policy_run_cases (table, G_N_ELEMENTS (table))

static void
test_rates (void)
{
  RUN (rate_cases);
}

static void
test_caps (void)
{
  RUN (cap_cases);
}

static void
test_budgets (void)
{
  RUN (budget_cases);
}

static void
test_floods (void)
{
  RUN (flood_cases);
}

/* Held until this very moment: it is looked at with the others that fell due by now. */
static void
test_company (void)
{
  g_auto(PolicyFixture) fixture = { NULL };
  TidingsVerdict verdict;

  policy_fixture_set_up (&fixture, NULL);
  fixture.facts.gathers = TRUE;
  verdict = policy_fixture_decide (&fixture);
  g_assert_cmpint (verdict.kind, ==, TIDINGS_VERDICT_HOLD);
  g_assert_cmpstr (verdict.reason, ==, "gathering");
  g_assert_cmpint (verdict.until, ==, NOW);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/policy/limits/rates", test_rates);
  g_test_add_func ("/policy/limits/caps", test_caps);
  g_test_add_func ("/policy/limits/budgets", test_budgets);
  g_test_add_func ("/policy/limits/floods", test_floods);
  g_test_add_func ("/policy/limits/company", test_company);

  return g_test_run ();
}
