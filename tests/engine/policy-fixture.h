/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person who may get everything and cases that put something in the way, for the tests of the rules. */
#pragma once

#include "tidings-policy.h"

G_BEGIN_DECLS

#define MINUTE (60 * G_GINT64_CONSTANT (1000))
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* Noon of a Friday in Berlin. */
#define NOW G_GINT64_CONSTANT (1795172400000)

typedef struct {
  TidingsPerson *person;
  TidingsAlertType *type;
  TidingsFacts facts;
} PolicyFixture;

/**
 * PolicyCase:
 * @type: (nullable): id of the alert type, `job_failed` without
 * @seen: (nullable): a look that stands in the trace, as it is written there; for what does not pass it is the last one
 * @held_for: for how long it is held, milliseconds from @now; 0 for until a person ends it
 * @why: why the case exists
 *
 * What a case changes; 0 leaves the fixture's value, which stands for "nothing in the way".
 */
typedef struct {
  const char *type;
  gboolean is_code, is_forced, is_lowered, is_unverified, is_stopped, is_off, has_no_types, gathers;
  const char *stopped_by;
  gint64 at;
  gint64 paused_for, person_paused_for;
  gint64 duplicate_age;
  guint window_s;
  guint person_hour, person_day, account_day, account_month;
  guint rate_hour, rate_day, cap_day, cap_month;
  gint64 price;
  gint64 budget, spent;
  gint64 day_budget, day_spent;
  gint64 group_budget, group_spent;
  guint burst, burst_used;
  gint64 burst_for;
  const char *quiet, *zone, *local_zone;
  const char *line_type;
  gboolean is_invalid, is_call;
  gboolean has_program, is_program_blocked;
  int program_allowance;
  guint program_day;
  TidingsVerdictKind kind;
  const char *reason;
  gint64 held_for;
  const char *seen;
  const char *why;
} PolicyCase;

void           policy_fixture_set_up (PolicyFixture    *fixture,
                                      const char       *type);
void           policy_fixture_clear  (PolicyFixture    *fixture);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PolicyFixture, policy_fixture_clear)

/* A person, a type and facts as the case says. */
void           policy_fixture_apply  (PolicyFixture    *fixture,
                                      const PolicyCase *policy_case);
TidingsVerdict policy_fixture_decide (PolicyFixture    *fixture);

/* Every skip and every hold has a reason, a trace whose last look is that gate's, and only a hold has an end. */
void           policy_assert_sound   (const TidingsVerdict *verdict);
/* Asks the rules about each case of the table and looks at what they say. */
void           policy_run_cases      (const PolicyCase *cases,
                                      gsize             n_cases);

G_END_DECLS
