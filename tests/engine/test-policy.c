/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gates, each for what passes, what is stopped and the value between. */
#include "config.h"

#include <string.h>

#include "policy-fixture.h"

static const PolicyCase policy_cases[] = {
  { .why = "nothing in the way", .seen = "cap-month 0 500 50" },

  { .paused_for = -1, .why = "a pause that is over" },
  { .paused_for = HOUR, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused", .held_for = HOUR,
    .seen = "paused 1795176000000", .why = "held until the pause ends" },
  { .paused_for = 1, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused", .held_for = 1, .why = "its last millisecond" },
  { .paused_for = G_MAXINT64, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused",
    .seen = "paused 0", .why = "a pause without end" },
  { .type = "new_login", .paused_for = HOUR, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused", .held_for = HOUR,
    .why = "security alerts included" },
  { .paused_for = HOUR, .is_forced = TRUE, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused", .held_for = HOUR,
    .why = "nothing means nothing: resume first" },
  { .type = "verification_code", .is_code = TRUE, .paused_for = HOUR, .kind = TIDINGS_VERDICT_SKIP, .reason = "paused",
    .why = "a code cannot wait" },
  { .paused_for = HOUR, .is_unverified = TRUE, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused", .held_for = HOUR,
    .why = "the first gate decides" },

  { .is_unverified = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "not-verified", .seen = "not-verified", .why = "not confirmed" },
  { .type = "new_login", .is_unverified = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "not-verified", .why = "not even security alerts" },
  { .type = "delivery_test", .is_unverified = TRUE, .is_forced = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "not-verified",
    .why = "not even a test that someone asks for" },
  { .type = "verification_code", .is_code = TRUE, .is_unverified = TRUE, .why = "a code is how a number is confirmed" },

  { .is_stopped = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "opted-out", .seen = "opted-out:reply", .why = "STOP" },
  { .type = "new_login", .is_stopped = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "opted-out", .why = "not even security alerts" },
  { .type = "verification_code", .is_code = TRUE, .is_unverified = TRUE, .is_stopped = TRUE, .kind = TIDINGS_VERDICT_SKIP,
    .reason = "opted-out", .why = "not even codes" },

  { .is_off = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "person-off", .why = "the person is switched off" },
  { .type = "message", .is_off = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "person-off", .why = "also for what is addressed to them" },
  { .type = "new_login", .is_off = TRUE, .why = "but always-on alerts" },
  { .type = "verification_code", .is_code = TRUE, .is_off = TRUE, .why = "and codes" },

  { .has_no_types = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "type-off", .seen = "type-off", .why = "opt in" },
  { .type = "margin_call", .has_no_types = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "type-off", .why = "critical is not always on" },
  { .type = "new_login", .has_no_types = TRUE, .why = "always on" },
  { .type = "message", .has_no_types = TRUE, .why = "addressed: there is no switch" },

  { .type = "disk_full", .duplicate_age = 21600 * 1000 - 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "duplicate",
    .seen = "duplicate 21599 21600", .why = "the cooldown's last millisecond" },
  { .type = "disk_full", .duplicate_age = 21600 * 1000, .why = "the cooldown is over" },
  { .type = "disk_full", .duplicate_age = -60 * 1000, .kind = TIDINGS_VERDICT_SKIP, .reason = "duplicate", .why = "the clock was set back a minute" },
  { .type = "disk_full", .duplicate_age = -21600 * 1000, .why = "the clock was set back far: not stopped for ever" },
  { .type = "job_failed", .duplicate_age = 1, .why = "a type without a cooldown" },
  { .type = "job_failed", .duplicate_age = 3600 * 1000 - 1, .window_s = 3600, .kind = TIDINGS_VERDICT_SKIP, .reason = "duplicate",
    .seen = "duplicate 3599 3600", .why = "a key that the caller brought" },
  { .type = "job_failed", .duplicate_age = 3600 * 1000, .window_s = 3600, .why = "a key that the caller brought, an hour ago" },

  { .has_program = TRUE, .program_allowance = 5, .program_day = 4, .seen = "program-day 4 5", .why = "the program's fifth text of the day" },
  { .has_program = TRUE, .program_allowance = 5, .program_day = 5, .kind = TIDINGS_VERDICT_SKIP, .reason = "program-day",
    .seen = "program-day 5 5", .why = "its sixth" },
  { .has_program = TRUE, .program_allowance = 5, .program_day = G_MAXUINT, .kind = TIDINGS_VERDICT_SKIP, .reason = "program-day",
    .why = "a store that cannot be read, and an allowance that was lowered" },
  { .has_program = TRUE, .program_allowance = -1, .program_day = 5000, .seen = "program-day 5000 0", .why = "a program without a limit" },
  { .has_program = TRUE, .program_allowance = 0, .kind = TIDINGS_VERDICT_SKIP, .reason = "program-day", .seen = "program-day",
    .why = "new programs may send nothing" },
  { .program_allowance = 5, .program_day = 5, .is_program_blocked = TRUE, .seen = "cap-month 0 500 50", .why = "the household's own has no allowance" },
  { .type = "margin_call", .has_program = TRUE, .program_allowance = 5, .program_day = 5, .kind = TIDINGS_VERDICT_SKIP, .reason = "program-day",
    .why = "the caller chooses the type: critical is no way around" },
  { .type = "new_login", .has_program = TRUE, .program_allowance = 5, .program_day = 5, .kind = TIDINGS_VERDICT_SKIP, .reason = "program-day",
    .why = "nor is security" },
  { .has_program = TRUE, .program_allowance = 5, .program_day = 5, .is_forced = TRUE, .seen = "program-day:forced 5 5",
    .why = "the person sends it again by hand" },
  { .has_program = TRUE, .is_program_blocked = TRUE, .program_allowance = 0, .kind = TIDINGS_VERDICT_SKIP, .reason = "program-off",
    .seen = "program-off", .why = "blocked" },
  { .type = "new_login", .has_program = TRUE, .is_program_blocked = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "program-off",
    .why = "blocked for security alerts as well" },
  { .has_program = TRUE, .is_program_blocked = TRUE, .paused_for = HOUR, .kind = TIDINGS_VERDICT_SKIP, .reason = "program-off",
    .why = "blocked: not even kept for after the pause" },
  { .has_program = TRUE, .is_program_blocked = TRUE, .is_forced = TRUE, .seen = "program-off:forced", .why = "the person sends it by hand" },
  { .has_program = TRUE, .program_allowance = 5, .program_day = 5, .duplicate_age = 1, .window_s = 60, .kind = TIDINGS_VERDICT_SKIP,
    .reason = "duplicate", .why = "a duplicate takes from no allowance" },
  { .has_program = TRUE, .program_allowance = 5, .program_day = 5, .person_hour = 10, .kind = TIDINGS_VERDICT_SKIP, .reason = "program-day",
    .why = "the program before the person" },

  { .person_hour = 9, .why = "the tenth text of the hour" },
  { .person_hour = 10, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .seen = "rate-hour 10 10", .why = "the eleventh" },
  { .person_hour = 99, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .why = "a limit that was lowered" },
  { .type = "margin_call", .person_hour = 10, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .why = "critical alerts can flood, too" },
  { .type = "verification_code", .is_code = TRUE, .person_hour = 10, .why = "codes have limits of their own" },
  { .person_day = 29, .why = "the thirtieth of the day" },
  { .person_day = 30, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-day", .seen = "rate-day 30 30", .why = "the next" },
  { .type = "verification_code", .is_code = TRUE, .person_day = 30, .why = "codes pass the day's, too" },

  { .account_day = 44, .why = "the last before the protected tenth of 50" },
  { .account_day = 45, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .seen = "cap-day 45 50 5",
    .why = "the protected tenth" },
  { .type = "margin_call", .account_day = 45, .why = "critical alerts may use it" },
  { .type = "new_login", .account_day = 49, .why = "security alerts to the last" },
  { .type = "verification_code", .is_code = TRUE, .account_day = 49, .why = "codes, too" },
  { .type = "margin_call", .account_day = 50, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .seen = "cap-day 50 50 0",
    .why = "a cap is a cap" },
  { .type = "verification_code", .is_code = TRUE, .account_day = 50, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .why = "for codes, too" },
  { .account_month = 449, .why = "the last before the protected tenth of 500" },
  { .account_month = 450, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-month", .why = "the month's tenth" },
  { .type = "new_login", .account_month = 499, .why = "the month's last" },
  { .type = "new_login", .account_month = 500, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-month", .seen = "cap-month 500 500 0",
    .why = "the month is full" },

  { .budget = 5000000, .spent = 4490000, .price = 10000, .why = "the last cent of the budget before the tenth that is kept" },
  { .budget = 5000000, .spent = 4490000, .price = 10001, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-month",
    .seen = "budget-month:kept 4490000 10001 5000000", .why = "a millionth over it" },
  { .budget = 5000000, .spent = 4499999, .why = "an unknown price passes while something is left" },
  { .budget = 5000000, .spent = 5000000, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-month", .why = "nothing is left" },
  { .spent = 5000000, .price = 10000, .why = "no budget" },

  { .quiet = "12:00-14:00", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = 2 * HOUR,
    .seen = "quiet-hours 1795179600000", .why = "held, not lost, until they end" },
  { .quiet = "12:01-14:00", .why = "a minute before they begin" },
  { .quiet = "10:00-12:00", .why = "the minute they end" },
  { .type = "margin_call", .quiet = "11:00-14:00", .why = "critical passes" },
  { .type = "new_login", .quiet = "11:00-14:00", .why = "security passes" },
  { .type = "verification_code", .is_code = TRUE, .quiet = "11:00-14:00", .why = "a code passes" },
  { .is_forced = TRUE, .quiet = "11:00-14:00", .why = "Send Now passes" },
  { .quiet = "11:00-14:00", .person_hour = 10, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour",
    .why = "limits come before quiet hours" },

  { .line_type = "mobile", .why = "a mobile line" },
  { .line_type = "something_new", .why = "a kind of line of the future" },
  { .line_type = "landline", .kind = TIDINGS_VERDICT_SKIP, .reason = "landline", .why = "takes no texts" },
  { .line_type = "pager", .kind = TIDINGS_VERDICT_SKIP, .reason = "not-reachable", .seen = "not-reachable:pager", .why = "nor does a pager" },
  { .type = "verification_code", .is_code = TRUE, .line_type = "landline", .kind = TIDINGS_VERDICT_SKIP, .reason = "landline",
    .why = "not even a code" },
  { .type = "verification_code", .is_code = TRUE, .is_call = TRUE, .line_type = "landline", .why = "but a voice speaks it there" },
  { .line_type = "voicemail", .kind = TIDINGS_VERDICT_SKIP, .reason = "not-reachable", .seen = "not-reachable:voicemail",
    .why = "a machine" },
  { .line_type = "fixedVoip", .why = "many take texts" },
  { .is_invalid = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "not-reachable", .seen = "not-reachable:none",
    .why = "Twilio says that there is no such number" },
  { .is_invalid = TRUE, .line_type = "landline", .kind = TIDINGS_VERDICT_SKIP, .reason = "not-reachable", .why = "whatever line it was" },
  { .type = "verification_code", .is_code = TRUE, .is_call = TRUE, .is_invalid = TRUE, .kind = TIDINGS_VERDICT_SKIP,
    .reason = "not-reachable", .why = "nor can it be called" },
  { .type = "new_login", .is_invalid = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "not-reachable", .why = "security changes nothing" },
  { .budget = 100, .spent = 60, .price = 30, .why = "the last that fits: settled and reserved together" },
  { .budget = 100, .spent = 60, .price = 31, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-month", .why = "a millionth too much" },
};

/* What a person's own pause stops, and what comes through: what quiet hours let through, and nothing else. */
static const PolicyCase pause_cases[] = {
  { .person_paused_for = HOUR, .kind = TIDINGS_VERDICT_HOLD, .reason = "person-paused", .held_for = HOUR, .seen = "person-paused 1795176000000",
    .why = "held until the pause ends by itself" },
  { .person_paused_for = 1, .kind = TIDINGS_VERDICT_HOLD, .reason = "person-paused", .held_for = 1, .why = "its last millisecond" },
  { .person_paused_for = -1, .seen = "person-paused", .why = "a pause that is over" },
  { .person_paused_for = G_MAXINT64, .kind = TIDINGS_VERDICT_HOLD, .reason = "person-paused", .seen = "person-paused 0",
    .why = "until a person ends it: then it is not looked at by itself" },
  { .type = "margin_call", .person_paused_for = HOUR, .seen = "person-paused:critical 1795176000000", .why = "critical comes through" },
  { .type = "margin_call", .is_lowered = TRUE, .person_paused_for = HOUR, .kind = TIDINGS_VERDICT_HOLD, .reason = "person-paused",
    .held_for = HOUR, .why = "but not one that its caller made less of" },
  { .type = "new_login", .person_paused_for = HOUR, .seen = "person-paused:always-on 1795176000000", .why = "security comes through" },
  { .type = "new_login", .is_lowered = TRUE, .person_paused_for = HOUR, .kind = TIDINGS_VERDICT_HOLD, .reason = "person-paused",
    .held_for = HOUR, .why = "unless its caller made less of it" },
  { .type = "new_login", .person_paused_for = G_MAXINT64, .seen = "person-paused:always-on 0", .why = "also through a pause without end" },
  { .type = "verification_code", .is_code = TRUE, .person_paused_for = HOUR, .seen = "person-paused:code 1795176000000", .why = "a code comes through" },
  { .is_forced = TRUE, .person_paused_for = HOUR, .seen = "person-paused:forced 1795176000000", .why = "Send Now comes through" },
  { .type = "message", .person_paused_for = HOUR, .kind = TIDINGS_VERDICT_HOLD, .reason = "person-paused", .held_for = HOUR,
    .why = "a free text waits" },
  { .type = "reminder", .person_paused_for = HOUR, .kind = TIDINGS_VERDICT_HOLD, .reason = "person-paused", .held_for = HOUR,
    .why = "a reminder waits" },
  { .person_paused_for = HOUR, .quiet = "11:00-14:00", .kind = TIDINGS_VERDICT_HOLD, .reason = "person-paused", .held_for = HOUR,
    .why = "the pause is asked before the quiet hours, which are asked again when it ends" },
  { .person_paused_for = 3 * HOUR, .paused_for = HOUR, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused", .held_for = HOUR,
    .why = "the household's pause is asked first" },
  { .type = "new_login", .person_paused_for = HOUR, .paused_for = HOUR, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused", .held_for = HOUR,
    .why = "and lets nothing through" },
  { .person_paused_for = HOUR, .person_hour = 10, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .why = "a limit does not wait for a pause" },
  { .person_paused_for = HOUR, .is_stopped = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "opted-out", .why = "nor does a STOP" },
  { .person_paused_for = HOUR, .line_type = "landline", .kind = TIDINGS_VERDICT_HOLD, .reason = "person-paused", .held_for = HOUR,
    .why = "what the line takes is asked when the pause is over" },
  { .person_paused_for = 100 * DAY, .kind = TIDINGS_VERDICT_HOLD, .reason = "person-paused", .held_for = 100 * DAY, .why = "a long one" },
};

/* Quiet hours through the rules: whose zone, which day, who passes. */
static const PolicyCase quiet_cases[] = {
  { .quiet = "fr 11:00-14:00", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = 2 * HOUR, .why = "it is Friday" },
  { .quiet = "sa 11:00-14:00", .seen = "quiet-hours", .why = "and not Saturday" },
  { .quiet = "th 13:00-12:30", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = HOUR / 2, .why = "Thursday's lasts until now" },
  { .quiet = "th 13:00-12:00", .why = "but not longer" },
  { .quiet = "fr 12:00-13:00 sa 00:00-24:00", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = HOUR,
    .why = "a gap is a gap: until 13:00" },
  { .quiet = "fr 12:00-00:00 sa 00:00-24:00", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = 36 * HOUR,
    .why = "windows that touch are one" },
  { .quiet = "00:00-24:00", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = 7 * DAY, .why = "all week long: looked at in a week" },
  { .type = "margin_call", .quiet = "00:00-24:00", .seen = "quiet-hours:critical 1795777200000", .why = "which critical alerts pass" },
  { .type = "margin_call", .is_lowered = TRUE, .quiet = "11:00-14:00", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = 2 * HOUR,
    .why = "a critical alert that its caller made less of waits" },
  { .type = "new_login", .is_lowered = TRUE, .quiet = "11:00-14:00", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = 2 * HOUR,
    .why = "so does a security alert" },
  { .quiet = "22:00-07:00", .zone = "America/New_York", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = HOUR,
    .why = "noon in Berlin is six in the morning in New York" },
  { .quiet = "22:00-07:00", .zone = "Pacific/Auckland", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = 7 * HOUR,
    .why = "and midnight in Auckland" },
  { .quiet = "sa 00:00-07:00", .zone = "Pacific/Auckland", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = 7 * HOUR,
    .why = "where it is Saturday already" },
  { .quiet = "fr 00:00-24:00", .zone = "Pacific/Auckland", .why = "and no longer Friday" },
  { .quiet = "22:00-07:00", .local_zone = "America/New_York", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = HOUR,
    .why = "without a zone of their own it is the computer's" },
  { .quiet = "22:00-07:00", .zone = "Europe/Berlin", .local_zone = "America/New_York", .why = "with one the computer's does not matter" },
  { .quiet = "10:30-11:30", .zone = "No/Such_Zone", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = HOUR / 2,
    .why = "a zone that nobody knows is the computer's, UTC here" },
  { .quiet = "11:59-12:01", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = MINUTE, .why = "a short one" },
  { .at = NOW + 59999, .quiet = "11:00-12:01", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = 1, .why = "its last millisecond" },
  { .at = NOW + 60000, .quiet = "11:00-12:01", .why = "the next one" },
  /* 25 October 2026, 00:30 UTC: half past two in Berlin, for the first time. */
  { .at = G_GINT64_CONSTANT (1792888200000), .quiet = "22:00-03:00", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours",
    .held_for = HOUR + HOUR / 2, .why = "an hour that comes twice is quiet twice" },
  /* 28 March 2027, 00:30 UTC: half past one in Berlin, and no half past two. */
  { .at = G_GINT64_CONSTANT (1806193800000), .quiet = "22:00-02:30", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours",
    .held_for = HOUR / 2, .why = "an end that the day does not have is the end of the gap" },
  { .type = "delivery_test", .quiet = "11:00-14:00", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = 2 * HOUR,
    .why = "a test text waits, too" },
};

/* The order: what is closed twice is told under the earlier name. */
static const PolicyCase order_cases[] = {
  { .paused_for = HOUR, .is_stopped = TRUE, .is_unverified = TRUE, .kind = TIDINGS_VERDICT_HOLD, .reason = "paused", .held_for = HOUR,
    .why = "a paused household first; the rest is asked when it goes on" },
  { .is_unverified = TRUE, .is_stopped = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "not-verified", .why = "the number before the STOP" },
  { .is_stopped = TRUE, .is_off = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "opted-out", .why = "the STOP before the switches" },
  { .is_off = TRUE, .has_no_types = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "person-off", .why = "the person before the type" },
  { .type = "disk_full", .has_no_types = TRUE, .duplicate_age = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "type-off", .why = "the type before the key" },
  { .type = "disk_full", .duplicate_age = 1, .person_hour = 10, .kind = TIDINGS_VERDICT_SKIP, .reason = "duplicate", .why = "the key before the rates" },
  { .person_hour = 10, .person_day = 30, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-hour", .why = "the hour before the day" },
  { .person_day = 30, .account_day = 50, .kind = TIDINGS_VERDICT_SKIP, .reason = "rate-day", .why = "the person before the account" },
  { .account_day = 50, .account_month = 500, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-day", .why = "the day before the month" },
  { .account_month = 500, .day_budget = 1, .day_spent = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "cap-month", .why = "texts before money" },
  { .day_budget = 1, .day_spent = 1, .budget = 1, .spent = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-day", .why = "today's money before the month's" },
  { .budget = 1, .spent = 1, .group_budget = 1, .group_spent = 1, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-month",
    .why = "everybody's money before the group's" },
  { .group_budget = 1, .group_spent = 1, .burst = 5, .burst_used = 5, .burst_for = MINUTE, .kind = TIDINGS_VERDICT_SKIP, .reason = "budget-group",
    .why = "what is skipped does not wait for company" },
  { .burst = 5, .burst_used = 5, .burst_for = MINUTE, .person_paused_for = HOUR, .kind = TIDINGS_VERDICT_HOLD, .reason = "flood", .held_for = MINUTE,
    .why = "the flood before the pause" },
  { .quiet = "11:00-14:00", .line_type = "landline", .kind = TIDINGS_VERDICT_HOLD, .reason = "quiet-hours", .held_for = 2 * HOUR,
    .why = "the hours before the line" },
  { .line_type = "landline", .gathers = TRUE, .kind = TIDINGS_VERDICT_SKIP, .reason = "landline", .why = "the line before the company" },
};

#define RUN(table) policy_run_cases (table, G_N_ELEMENTS (table))

static void
test_gates (void)
{
  RUN (policy_cases);
}

static void
test_pause (void)
{
  RUN (pause_cases);
}

static void
test_quiet_hours (void)
{
  RUN (quiet_cases);
}

static void
test_order (void)
{
  RUN (order_cases);
}

/* Each gate closed alone, in the order in which they are asked. */
static const PolicyCase closed[] = {
  { .is_program_blocked = TRUE, .reason = "program-off", .why = "the program" },
  { .paused_for = HOUR, .reason = "paused", .why = "the household" },
  { .is_unverified = TRUE, .reason = "not-verified", .why = "the number" },
  { .is_stopped = TRUE, .reason = "opted-out", .why = "STOP" },
  { .is_off = TRUE, .reason = "person-off", .why = "the person's switch" },
  { .has_no_types = TRUE, .reason = "type-off", .why = "the type's switch" },
  { .duplicate_age = 1, .window_s = 60, .reason = "duplicate", .why = "the key" },
  { .program_day = 5, .reason = "program-day", .why = "the program's day" },
  { .person_hour = 10, .reason = "rate-hour", .why = "the hour" },
  { .person_day = 30, .reason = "rate-day", .why = "24 hours" },
  { .account_day = 50, .reason = "cap-day", .why = "the day" },
  { .account_month = 500, .reason = "cap-month", .why = "the month" },
  { .day_budget = 1, .day_spent = 1, .reason = "budget-day", .why = "the day's money" },
  { .budget = 1, .spent = 1, .reason = "budget-month", .why = "the month's money" },
  { .group_budget = 1, .group_spent = 1, .reason = "budget-group", .why = "the group's money" },
  { .burst = 1, .burst_used = 1, .burst_for = MINUTE, .reason = "flood", .why = "many at once" },
  { .person_paused_for = HOUR, .reason = "person-paused", .why = "the person's pause" },
  { .quiet = "11:00-14:00", .reason = "quiet-hours", .why = "the hours" },
  { .line_type = "landline", .reason = "landline", .why = "the line" },
  { .gathers = TRUE, .reason = "gathering", .why = "company" },
};

/* Whatever else is closed, the earliest gate decides, and the gates behind it are not asked. */
static void
test_pairs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (closed); i++)
    for (guint j = i; j < G_N_ELEMENTS (closed); j++)
      {
        g_auto(PolicyFixture) fixture = { NULL };
        PolicyCase both = closed[i];
        const char *bytes = (const char *) &closed[j];
        TidingsVerdict verdict;

        /* What both leave alone is 0 in both. */
        for (gsize at = 0; at < sizeof both; at++)
          if (((char *) &both)[at] == 0)
            ((char *) &both)[at] = bytes[at];
        both.has_program = TRUE;
        both.program_allowance = 5;
        both.reason = closed[i].reason;
        both.quiet = closed[i].quiet != NULL ? closed[i].quiet : closed[j].quiet;
        both.line_type = closed[i].line_type != NULL ? closed[i].line_type : closed[j].line_type;

        g_test_message ("%s and %s", closed[i].why, closed[j].why);
        policy_fixture_set_up (&fixture, NULL);
        policy_fixture_apply (&fixture, &both);
        verdict = policy_fixture_decide (&fixture);
        g_assert_cmpstr (verdict.reason, ==, closed[i].reason);
        g_assert_cmpuint (verdict.n_looks, ==, i + 1);
        policy_assert_sound (&verdict);
      }
}

/* The whole of it, as a story keeps it. */
static void
test_trace (void)
{
  static const struct { PolicyCase policy_case; const char *trace; } cases[] = {
    { { .why = "all pass" },
      "send;paused;not-verified;opted-out;person-off;type-off;duplicate;rate-hour 0 10;rate-day 0 30;cap-day 0 50 5;cap-month 0 500 50;"
      "budget-day 0 -1 0;budget-month 0 -1 0;budget-group 0 -1 0;flood 0 0;person-paused;quiet-hours;line" },
    { { .person_hour = 10, .why = "stopped: what is behind it was not looked at" },
      "skip rate-hour;paused;not-verified;opted-out;person-off;type-off;duplicate;rate-hour 10 10" },
    { { .paused_for = G_MAXINT64, .why = "held without end" }, "hold paused 0;paused 0" },
    { { .paused_for = HOUR, .why = "held" }, "hold paused 1795176000000;paused 1795176000000" },
    { { .is_stopped = TRUE, .stopped_by = "a; word: with 5 signs, and too long for it", .why = "a word of somebody else breaks nothing" },
      "skip opted-out;paused;not-verified;opted-out:a--word--with-5-signs--" },
  };
  const TidingsVerdict missed = { .kind = TIDINGS_VERDICT_SKIP, .reason = "missed" };
  g_autofree char *bare = tidings_verdict_dup_trace (&missed);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(PolicyFixture) fixture = { NULL };
      g_autofree char *trace = NULL;
      TidingsVerdict verdict;

      g_test_message ("%s", cases[i].policy_case.why);
      policy_fixture_set_up (&fixture, NULL);
      policy_fixture_apply (&fixture, &cases[i].policy_case);
      verdict = policy_fixture_decide (&fixture);
      trace = tidings_verdict_dup_trace (&verdict);
      g_assert_cmpstr (trace, ==, cases[i].trace);
    }

  /* What no gate was asked for names its reason all the same. */
  g_assert_cmpstr (bare, ==, "skip missed");
}

/* A text that waits is asked again only about what somebody can close meanwhile: the counts hold its own place already. */
static void
test_again (void)
{
  static const char * const switches[] = { "program-off", "paused", "not-verified", "opted-out", "person-off", "type-off", "landline", "not-reachable", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (policy_cases); i++)
    {
      const PolicyCase *policy_case = &policy_cases[i];
      g_auto(PolicyFixture) fixture = { NULL };
      TidingsVerdict verdict;
      gboolean is_switch = policy_case->reason != NULL && g_strv_contains (switches, policy_case->reason);

      g_test_message ("%s", policy_case->why);
      policy_fixture_set_up (&fixture, policy_case->type);
      policy_fixture_apply (&fixture, policy_case);
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
      g_auto(PolicyFixture) fixture = { NULL };

      g_test_message ("%s", cases[i].why);
      policy_fixture_set_up (&fixture, NULL);
      fixture.facts.limits.cap_day = cases[i].cap;
      fixture.facts.account_day = cases[i].last;
      g_assert_cmpint (policy_fixture_decide (&fixture).kind, ==, TIDINGS_VERDICT_SKIP);
      if (cases[i].last == 0)
        continue;
      fixture.facts.account_day = cases[i].last - 1;
      g_assert_cmpint (policy_fixture_decide (&fixture).kind, ==, TIDINGS_VERDICT_SEND);
    }
}

static void
test_no_limits (void)
{
  g_auto(PolicyFixture) fixture = { NULL };
  TidingsFacts *facts = &fixture.facts;

  policy_fixture_set_up (&fixture, NULL);
  facts->limits = (TidingsLimits) { 0 };
  facts->person_hour = facts->person_day = facts->account_day = facts->account_month = G_MAXUINT;
  facts->spent_month_micros = G_MAXINT64;
  facts->price_micros = G_MAXINT64;
  g_assert_cmpint (policy_fixture_decide (&fixture).kind, ==, TIDINGS_VERDICT_SEND);

  facts->limits.budget_month_micros = 1;
  g_assert_cmpstr (policy_fixture_decide (&fixture).reason, ==, "budget-month");
}

/* The moment at which a pause ends is not paused: a text held until then would be held for ever. */
static void
test_pause_end (void)
{
  g_auto(PolicyFixture) fixture = { NULL };

  policy_fixture_set_up (&fixture, NULL);
  fixture.facts.paused_until = fixture.facts.now;
  g_assert_cmpint (policy_fixture_decide (&fixture).kind, ==, TIDINGS_VERDICT_SEND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/policy/gates", test_gates);
  g_test_add_func ("/policy/pause", test_pause);
  g_test_add_func ("/policy/quiet-hours", test_quiet_hours);
  g_test_add_func ("/policy/order", test_order);
  g_test_add_func ("/policy/pairs", test_pairs);
  g_test_add_func ("/policy/trace", test_trace);
  g_test_add_func ("/policy/again", test_again);
  g_test_add_func ("/policy/caps", test_caps);
  g_test_add_func ("/policy/no-limits", test_no_limits);
  g_test_add_func ("/policy/pause-end", test_pause_end);

  return g_test_run ();
}
