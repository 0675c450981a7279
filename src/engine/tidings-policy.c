/* SPDX-License-Identifier: GPL-3.0-or-later */
/* May this alert go to this person now? Values in, a verdict out; no clock, no store, no network. */
#include "config.h"

#include <string.h>

#include "tidings-policy.h"
#include "tidings-program.h"
#include "tidings-reason.h"
#include "tidings-sender.h"

#define SECOND_MS G_GINT64_CONSTANT (1000)

/* What every gate looks at, and what the one that does not let pass writes. */
typedef struct {
  TidingsPerson *person;
  TidingsAlertType *type;
  const TidingsFacts *facts;
  gboolean is_critical;
  TidingsVerdict verdict;
} Case;

/* Notes what it saw as one look, and returns whether the alert passes; otherwise the verdict is filled in. */
typedef gboolean (*Gate) (Case *self);

static TidingsLook *
look (Case       *self,
      const char *gate,
      guint       n_numbers,
      gint64      first,
      gint64      second,
      gint64      third)
{
  TidingsLook *seen = &self->verdict.looks[self->verdict.n_looks];

  g_assert (self->verdict.n_looks < TIDINGS_MAX_LOOKS);
  self->verdict.n_looks++;
  *seen = (TidingsLook) { .gate = gate, .n_numbers = n_numbers, .numbers = { first, second, third } };

  return seen;
}

/* Words of others are cut, and hold nothing that means something in a trace. */
static void
say (TidingsLook *seen,
     const char  *word)
{
  if (word == NULL)
    return;
  g_strlcpy (seen->word, word, sizeof seen->word);
  g_strcanon (seen->word, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_", '-');
}

static gboolean
skip (Case       *self,
      const char *reason)
{
  self->verdict.kind = TIDINGS_VERDICT_SKIP;
  self->verdict.reason = reason;

  return FALSE;
}

/* @until: UTC milliseconds, or 0 for a hold that only a person ends */
static gboolean
hold (Case       *self,
      const char *reason,
      gint64      until)
{
  self->verdict.kind = TIDINGS_VERDICT_HOLD;
  self->verdict.reason = reason;
  self->verdict.until = until;

  return FALSE;
}

/* Before all else, a pause included: what a blocked program asks for is not even kept until later. Neither a critical type nor a
 * security alert passes, as the type is the caller's choice. */
static gboolean
pass_program_off (Case *self)
{
  TidingsLook *seen;

  if (!self->facts->has_program)
    return TRUE;

  seen = look (self, TIDINGS_REASON_PROGRAM_OFF, 0, 0, 0, 0);
  if (!self->facts->is_program_blocked)
    return TRUE;
  if (!self->facts->is_forced)
    return skip (self, TIDINGS_REASON_PROGRAM_OFF);

  say (seen, "forced");

  return TRUE;
}

/* The instant at which a pause ends by itself: 0 for none and for one that a person ends. */
static gint64
get_end (gint64 until)
{
  return until == G_MAXINT64 ? 0 : until;
}

static gboolean
pass_paused (Case *self)
{
  gint64 until = self->facts->paused_until;

  if (until <= self->facts->now)
    {
      look (self, TIDINGS_REASON_PAUSED, 0, 0, 0, 0);
      return TRUE;
    }

  look (self, TIDINGS_REASON_PAUSED, 1, get_end (until), 0, 0);
  /* Somebody waits for a code, and it would have run out before the pause does. */
  if (self->facts->is_code)
    return skip (self, TIDINGS_REASON_PAUSED);

  return hold (self, TIDINGS_REASON_PAUSED, get_end (until));
}

static gboolean
pass_not_verified (Case *self)
{
  TidingsLook *seen = look (self, TIDINGS_REASON_NOT_VERIFIED, 0, 0, 0, 0);

  if (self->person->verified_at != 0)
    return TRUE;
  if (!self->facts->is_code)
    return skip (self, TIDINGS_REASON_NOT_VERIFIED);

  say (seen, "code");

  return TRUE;
}

static gboolean
pass_opted_out (Case *self)
{
  TidingsLook *seen = look (self, TIDINGS_REASON_OPTED_OUT, 0, 0, 0, 0);

  if (self->person->opted_out_at == 0)
    return TRUE;

  say (seen, self->person->opted_out_by);

  return skip (self, TIDINGS_REASON_OPTED_OUT);
}

static gboolean
pass_person_off (Case *self)
{
  TidingsLook *seen = look (self, TIDINGS_REASON_PERSON_OFF, 0, 0, 0, 0);

  if (self->person->enabled)
    return TRUE;
  if (!self->type->always_on && !self->facts->is_code)
    return skip (self, TIDINGS_REASON_PERSON_OFF);

  say (seen, self->facts->is_code ? "code" : "always-on");

  return TRUE;
}

static gboolean
pass_type_off (Case *self)
{
  TidingsLook *seen = look (self, TIDINGS_REASON_TYPE_OFF, 0, 0, 0, 0);

  if (self->facts->is_code)
    say (seen, "code");
  else if (self->type->always_on)
    say (seen, "always-on");
  else if (self->type->addressed)
    say (seen, "addressed");
  else if (!tidings_person_has_type (self->person, self->type->id))
    return skip (self, TIDINGS_REASON_TYPE_OFF);

  return TRUE;
}

static gboolean
pass_duplicate (Case *self)
{
  gint64 window = self->facts->duplicate_window_s * SECOND_MS;
  gint64 age = self->facts->now - self->facts->last_duplicate_at;

  if (self->facts->last_duplicate_at == 0)
    {
      look (self, TIDINGS_REASON_DUPLICATE, 0, 0, 0, 0);
      return TRUE;
    }

  look (self, TIDINGS_REASON_DUPLICATE, 2, age / SECOND_MS, self->facts->duplicate_window_s, 0);

  /* A clock that was set back makes ages negative; such a one is a duplicate for as long as it would have been. */
  return ABS (age) >= window || skip (self, TIDINGS_REASON_DUPLICATE);
}

/* Behind the duplicates, which take from no allowance, and before the limits of persons and household, which are theirs. */
static gboolean
pass_program_day (Case *self)
{
  const TidingsFacts *facts = self->facts;
  gboolean has_limit = facts->program_allowance != TIDINGS_PROGRAM_NO_LIMIT;
  TidingsLook *seen;

  if (!facts->has_program)
    return TRUE;

  /* As in all looks 0 is no limit, so that one of nothing has no numbers. */
  seen = look (self, TIDINGS_REASON_PROGRAM_DAY, has_limit && facts->program_allowance == 0 ? 0 : 2,
               facts->program_day, has_limit ? facts->program_allowance : 0, 0);
  if (!has_limit || (gint64) facts->program_day < facts->program_allowance)
    return TRUE;
  if (!facts->is_forced)
    return skip (self, TIDINGS_REASON_PROGRAM_DAY);

  say (seen, "forced");

  return TRUE;
}

static gboolean
pass_rate (Case       *self,
           const char *reason,
           guint       used,
           guint       limit)
{
  TidingsLook *seen = look (self, reason, 2, used, limit, 0);

  if (limit == 0 || used < limit)
    return TRUE;
  if (!self->facts->is_code)
    return skip (self, reason);

  say (seen, "code");

  return TRUE;
}

static gboolean
pass_rate_hour (Case *self)
{
  return pass_rate (self, TIDINGS_REASON_RATE_HOUR, self->facts->person_hour, self->facts->limits.rate_hour);
}

static gboolean
pass_rate_day (Case *self)
{
  return pass_rate (self, TIDINGS_REASON_RATE_DAY, self->facts->person_day, self->facts->limits.rate_day);
}

static gboolean
pass_cap (Case       *self,
          const char *reason,
          guint       used,
          guint       cap)
{
  /* The last tenth, rounded up, is for what cannot wait for tomorrow. */
  guint kept = self->is_critical || self->facts->is_code ? 0 : cap / 10 + (cap % 10 != 0);

  look (self, reason, 3, used, cap, kept);

  return cap == 0 || used < cap - kept || skip (self, reason);
}

static gboolean
pass_cap_day (Case *self)
{
  return pass_cap (self, TIDINGS_REASON_CAP_DAY, self->facts->account_day, self->facts->limits.cap_day);
}

static gboolean
pass_cap_month (Case *self)
{
  return pass_cap (self, TIDINGS_REASON_CAP_MONTH, self->facts->account_month, self->facts->limits.cap_month);
}

static gboolean
pass_budget (Case       *self,
             const char *reason,
             gint64      spent,
             gint64      budget)
{
  gint64 price = MAX (self->facts->price_micros, 0);
  /* As of the caps, the last tenth is for what cannot wait. */
  gint64 kept = self->is_critical || self->facts->is_code ? 0 : budget / 10 + (budget % 10 != 0);
  gint64 room = budget - kept;
  TidingsLook *seen = look (self, reason, 3, spent, self->facts->price_micros, budget);

  /* What costs nothing known still stops at a budget that is used up. */
  if (budget == 0 || (spent < room && price <= room - spent))
    return TRUE;
  if (spent < budget && price <= budget - spent)
    say (seen, "kept");

  return skip (self, reason);
}

static gboolean
pass_budget_day (Case *self)
{
  return pass_budget (self, TIDINGS_REASON_BUDGET_DAY, self->facts->spent_day_micros, self->facts->limits.budget_day_micros);
}

static gboolean
pass_budget_month (Case *self)
{
  return pass_budget (self, TIDINGS_REASON_BUDGET_MONTH, self->facts->spent_month_micros, self->facts->limits.budget_month_micros);
}

static gboolean
pass_budget_group (Case *self)
{
  return pass_budget (self, TIDINGS_REASON_BUDGET_GROUP, self->facts->spent_group_micros, self->facts->budget_group_micros);
}

static gboolean
pass_flood (Case *self)
{
  const TidingsFacts *facts = self->facts;
  TidingsLook *seen = look (self, TIDINGS_REASON_FLOOD, 2, facts->burst_used, facts->limits.burst, 0);

  if (facts->limits.burst == 0 || facts->burst_used < facts->limits.burst || facts->burst_ends_at <= facts->now)
    return TRUE;
  /* A code is of use to nobody later, and one who asks for this very text has seen what there is. */
  if (facts->is_code || facts->is_forced)
    {
      say (seen, facts->is_code ? "code" : "forced");
      return TRUE;
    }

  seen->n_numbers = 3;
  seen->numbers[2] = facts->burst_ends_at;

  return hold (self, TIDINGS_REASON_FLOOD, facts->burst_ends_at);
}

/* Why what disturbs nobody in quiet hours may disturb: NULL if it may not. */
static const char *
get_excuse (Case *self)
{
  if (self->facts->is_code)
    return "code";
  if (self->facts->is_forced)
    return "forced";
  if (self->is_critical)
    return self->type->always_on ? "always-on" : "critical";

  return NULL;
}

/* @until: 0 if nothing is in the way, %G_MAXINT64 until a person ends it */
static gboolean
pass_rest (Case       *self,
           const char *reason,
           gint64      until)
{
  const char *excuse = get_excuse (self);

  if (until <= self->facts->now)
    {
      look (self, reason, 0, 0, 0, 0);
      return TRUE;
    }

  say (look (self, reason, 1, get_end (until), 0, 0), excuse);

  return excuse != NULL || hold (self, reason, get_end (until));
}

static gboolean
pass_person_paused (Case *self)
{
  return pass_rest (self, TIDINGS_REASON_PERSON_PAUSED, self->person->paused_until);
}

static gboolean
pass_quiet_hours (Case *self)
{
  const char *zone = self->person->zone != NULL ? self->person->zone : self->facts->local_zone;

  return pass_rest (self, TIDINGS_REASON_QUIET_HOURS, tidings_quiet_hours_get_end (&self->person->quiet, zone, self->facts->now));
}

/* What a lookup says of lines that take no texts (Twilio reference, section 4). Unknown types pass: the carrier decides. */
static gboolean
pass_line (Case *self)
{
  const char *line_type = self->person->line_type;
  TidingsLook *seen = look (self, "line", 0, 0, 0, 0);

  say (seen, self->facts->is_invalid ? "none" : line_type);
  if (!self->facts->is_invalid && (self->facts->is_call || tidings_line_takes_texts (line_type)))
    return TRUE;

  seen->gate = !self->facts->is_invalid && g_str_equal (line_type, "landline") ? TIDINGS_REASON_LANDLINE : TIDINGS_REASON_NOT_REACHABLE;

  return skip (self, seen->gate);
}

static gboolean
pass_gathers (Case *self)
{
  if (!self->facts->gathers || self->facts->is_code || self->facts->is_forced)
    return TRUE;

  look (self, TIDINGS_REASON_GATHERING, 1, self->facts->now, 0, 0);

  return hold (self, TIDINGS_REASON_GATHERING, self->facts->now);
}

/* The architecture's section 4, in its order; @is_switch: it may close while a text waits. */
static const struct {
  Gate gate;
  gboolean is_switch;
} gates[] = {
  { pass_program_off, TRUE },
  { pass_paused, TRUE },
  { pass_not_verified, TRUE },
  { pass_opted_out, TRUE },
  { pass_person_off, TRUE },
  { pass_type_off, TRUE },
  { pass_duplicate, FALSE },
  { pass_program_day, FALSE },
  { pass_rate_hour, FALSE },
  { pass_rate_day, FALSE },
  { pass_cap_day, FALSE },
  { pass_cap_month, FALSE },
  { pass_budget_day, FALSE },
  { pass_budget_month, FALSE },
  { pass_budget_group, FALSE },
  { pass_flood, FALSE },
  { pass_person_paused, FALSE },
  { pass_quiet_hours, FALSE },
  { pass_line, TRUE },
  { pass_gathers, FALSE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (gates) <= TIDINGS_MAX_LOOKS);

static TidingsVerdict
ask_gates (TidingsPerson      *person,
           TidingsAlertType   *type,
           const TidingsFacts *facts,
           gboolean            only_switches)
{
  Case self = { .person = person, .type = type, .facts = facts, .verdict = { .kind = TIDINGS_VERDICT_SEND } };

  self.is_critical = !facts->is_lowered && (type->priority == TIDINGS_PRIORITY_CRITICAL || type->always_on);
  for (guint i = 0; i < G_N_ELEMENTS (gates); i++)
    if ((gates[i].is_switch || !only_switches) && !gates[i].gate (&self))
      break;

  return self.verdict;
}

TidingsVerdict
tidings_policy_decide_again (TidingsPerson      *person,
                             TidingsAlertType   *type,
                             const TidingsFacts *facts)
{
  const TidingsVerdict none = { .kind = TIDINGS_VERDICT_SKIP };

  g_return_val_if_fail (TIDINGS_IS_PERSON (person), none);
  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type), none);
  g_return_val_if_fail (facts != NULL, none);

  return ask_gates (person, type, facts, TRUE);
}

TidingsVerdict
tidings_policy_decide (TidingsPerson      *person,
                       TidingsAlertType   *type,
                       const TidingsFacts *facts)
{
  const TidingsVerdict none = { .kind = TIDINGS_VERDICT_SKIP };

  g_return_val_if_fail (TIDINGS_IS_PERSON (person), none);
  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type), none);
  g_return_val_if_fail (facts != NULL, none);

  return ask_gates (person, type, facts, FALSE);
}

char *
tidings_verdict_dup_trace (const TidingsVerdict *self)
{
  static const char * const kinds[] = {
    [TIDINGS_VERDICT_SEND] = "send", [TIDINGS_VERDICT_HOLD] = "hold", [TIDINGS_VERDICT_SKIP] = "skip",
  };
  GString *trace = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  trace = g_string_new (kinds[self->kind]);
  if (self->reason != NULL)
    g_string_append_printf (trace, " %s", self->reason);
  if (self->kind == TIDINGS_VERDICT_HOLD)
    g_string_append_printf (trace, " %" G_GINT64_FORMAT, self->until);

  for (guint i = 0; i < self->n_looks; i++)
    {
      const TidingsLook *seen = &self->looks[i];

      g_string_append_printf (trace, ";%s", seen->gate);
      if (*seen->word != '\0')
        g_string_append_printf (trace, ":%s", seen->word);
      for (guint n = 0; n < seen->n_numbers; n++)
        g_string_append_printf (trace, " %" G_GINT64_FORMAT, seen->numbers[n]);
    }

  return g_string_free (trace, FALSE);
}
