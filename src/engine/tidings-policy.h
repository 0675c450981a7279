/* SPDX-License-Identifier: GPL-3.0-or-later */
/* May this alert go to this person now? Values in, a verdict out; no clock, no store, no network. */
#pragma once

#include "tidings-alert-type.h"
#include "tidings-person.h"

G_BEGIN_DECLS

/**
 * TidingsLimits:
 * @rate_hour: texts a person gets in an hour, 0 for no limit; likewise the others
 * @rate_day: texts a person gets in 24 hours
 * @cap_day: texts of the account in a calendar day of its owner
 * @cap_month: texts of the account in a calendar month of its owner
 * @budget_day_micros: money a day, millionths of the account's currency, 0 for no limit; likewise a month
 * @burst: texts of one type that a person gets in ten minutes before the rest become one text, 0 for any
 *
 * The household's numbers (settings). A tenth of each account cap and each budget, rounded up, is kept for critical types.
 */
typedef struct {
  guint rate_hour;
  guint rate_day;
  guint cap_day;
  guint cap_month;
  guint burst;
  gint64 budget_day_micros;
  gint64 budget_month_micros;
} TidingsLimits;

/* Whoever brings a dedupe key means it, also where the type has no cooldown: an hour. The interface's XML, the command's
 * help and the manual page say so too. */
#define TIDINGS_DUPLICATE_WINDOW_S 3600

/**
 * TidingsFacts:
 * @now: UTC milliseconds
 * @paused_until: UTC milliseconds the household's switch is off until, 0 for not paused
 * @local_zone: (nullable): IANA zone for people without one of their own
 * @is_code: a confirmation code: passes not-verified, person-off, type-off, rates and quiet hours, and may use the protected tenth
 * @is_lowered: whoever raised it says that it matters less than its type does: it passes as a critical one no longer
 * @is_forced: a person at the computer asked for this very text to be sent now: passes flood, person-paused, quiet hours, @gathers
 *   and the allowance of whichever program asked for it first
 * @last_duplicate_at: creation of the newest message with the same dedupe key, 0 for none or no key
 * @duplicate_window_s: seconds in which the same key is sent once, 0 for no such rule: the type's cooldown, or
 *   %TIDINGS_DUPLICATE_WINDOW_S for a key that a caller brings to a type without one
 * @person_hour: texts to the person in the last hour
 * @person_day: texts to the person in the last 24 hours
 * @account_day: texts of the account today
 * @account_month: texts of the account this month
 * @spent_month_micros: settled and reserved this month
 * @price_micros: estimate for this text, -1 if unknown
 * @spent_day_micros: settled and reserved today
 * @budget_group_micros: money a month for the alert's group, 0 for no limit
 * @spent_group_micros: settled and reserved this month for the alert's group
 * @burst_used: texts of this type to the person that were counted in the last ten minutes
 * @burst_ends_at: UTC milliseconds at which the oldest of those is ten minutes old: until then the rest is gathered
 * @gathers: the alert is late and may have company: it is held until @now, so that those of one type become one text
 * @is_invalid: a lookup says that there cannot be such a number
 * @is_call: it is spoken by a voice, which every line takes
 * @has_program: a program asked for it, so that its allowance counts; without, it is the household's own
 * @is_program_blocked: the person has said that this program may send nothing
 * @program_allowance: texts a day that it may, 0 for none, %TIDINGS_PROGRAM_NO_LIMIT
 * @program_day: texts of the program today
 * @limits: the numbers that hold for this person and this type
 *
 * Everything the gates look at beside the person and the type, read from the store at once.
 */
typedef struct {
  gint64 now;
  gint64 paused_until;
  const char *local_zone;
  gboolean is_code;
  gboolean is_lowered;
  gboolean is_forced;
  gint64 last_duplicate_at;
  guint duplicate_window_s;
  guint person_hour;
  guint person_day;
  guint account_day;
  guint account_month;
  gint64 spent_month_micros;
  gint64 price_micros;
  gint64 spent_day_micros;
  gint64 budget_group_micros;
  gint64 spent_group_micros;
  guint burst_used;
  gint64 burst_ends_at;
  gboolean gathers;
  gboolean is_invalid;
  gboolean is_call;
  gboolean has_program;
  gboolean is_program_blocked;
  int program_allowance;
  guint program_day;
  TidingsLimits limits;
} TidingsFacts;

typedef enum {
  TIDINGS_VERDICT_SEND,
  TIDINGS_VERDICT_HOLD,
  TIDINGS_VERDICT_SKIP,
} TidingsVerdictKind;

/* More than there are gates. */
#define TIDINGS_MAX_LOOKS 24

/**
 * TidingsLook:
 * @gate: the gate's name, one of tidings-reason.h; `line` for what a lookup says, which stops under two names (static)
 * @word: what else it saw: why something closed let this one pass (`code`, `critical`, `forced`, `always-on`, `addressed`), who
 *   opted them out, what kind of line it is; "" for nothing
 * @n_numbers: how many of @numbers it saw
 * @numbers: of rates what is used and the limit; of caps also what is kept of it for critical types; of budgets what is spent,
 *   this text's price (-1 if unknown) and the budget, in millionths; of `duplicate` the seconds since the last one and the window; of
 *   `flood` and `program-day` texts and limit; of pauses, quiet hours and what gathers the UTC milliseconds until which (0 for until a person ends it)
 *
 * What one gate has looked at.
 */
typedef struct {
  const char *gate;
  char word[24];
  guint n_numbers;
  gint64 numbers[3];
} TidingsLook;

/**
 * TidingsVerdict:
 * @kind: what happens to the alert
 * @reason: (nullable): name of the gate that holds or stops it (static)
 * @until: UTC milliseconds at which a held one is looked at again, 0 when a person ends what holds it
 * @n_looks: how many gates were asked
 * @looks: what they saw, in order; the last one decided unless @kind is to send
 */
typedef struct {
  TidingsVerdictKind kind;
  const char *reason;
  gint64 until;
  guint n_looks;
  TidingsLook looks[TIDINGS_MAX_LOOKS];
} TidingsVerdict;

/**
 * tidings_verdict_dup_trace:
 * @self: a verdict, also one that no gate was asked for
 *
 * What a message's story keeps as `rules`, for tidings_story_describe(): the outcome, then each gate that was asked with its word and
 * its numbers: "skip rate-hour;paused;not-verified;…;rate-hour 10 10", "hold quiet-hours 1763622000000;…", "send;…;quiet-hours:critical".
 *
 * Returns: (transfer full): the trace
 */
char          *tidings_verdict_dup_trace  (const TidingsVerdict *self);

/**
 * tidings_policy_decide:
 * @person: who would get it
 * @type: what it is
 * @facts: everything else
 *
 * Asks the gates in the order of the architecture's section 4; the first that does not let it pass decides. Any thread.
 *
 * Returns: the verdict
 */
TidingsVerdict tidings_policy_decide      (TidingsPerson      *person,
                                           TidingsAlertType   *type,
                                           const TidingsFacts *facts);

/**
 * tidings_policy_decide_again:
 * @person: who would get it
 * @type: what it is
 * @facts: the instants and flags; the counts are not looked at
 *
 * Asks those gates anew that somebody can close while a text that has passed waits for its turn: the program, the pause, STOP, the
 * switches, and what a lookup has said meanwhile. Any thread.
 *
 * Returns: the verdict
 */
TidingsVerdict tidings_policy_decide_again (TidingsPerson      *person,
                                            TidingsAlertType   *type,
                                            const TidingsFacts *facts);

G_END_DECLS
