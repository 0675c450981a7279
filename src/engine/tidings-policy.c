/* SPDX-License-Identifier: GPL-3.0-or-later */
/* May this alert go to this person now? Values in, a verdict out; no clock, no store, no network. */
#include "config.h"

#include <stdarg.h>

#include "tidings-policy.h"
#include "tidings-reason.h"
#include "tidings-sender.h"

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MICROS 1000000.0

/* What every gate looks at, and what the one that does not let pass writes. */
typedef struct {
  TidingsPerson *person;
  TidingsAlertType *type;
  const TidingsFacts *facts;
  gboolean is_critical;
  TidingsVerdict verdict;
} Case;

/* Returns whether the alert passes; otherwise the verdict is filled in. */
typedef gboolean (*Gate) (Case *self);

static gboolean G_GNUC_PRINTF (3, 4)
skip (Case       *self,
      const char *reason,
      const char *format,
      ...)
{
  va_list args;

  self->verdict.kind = TIDINGS_VERDICT_SKIP;
  self->verdict.reason = reason;
  va_start (args, format);
  g_vsnprintf (self->verdict.explanation, sizeof self->verdict.explanation, format, args);
  va_end (args);

  return FALSE;
}

/* @until: UTC milliseconds, or 0 for a hold that only a person ends */
static gboolean
hold (Case       *self,
      const char *reason,
      gint64      until,
      const char *details)
{
  g_autoptr(GDateTime) moment = until != 0 ? g_date_time_new_from_unix_utc (until / SECOND_MS) : NULL;
  g_autofree char *end = moment != NULL ? g_date_time_format (moment, "until %Y-%m-%dT%H:%M:%SZ") : g_strdup ("until resumed");

  skip (self, reason, "%s%s %s", reason, details, end);
  self->verdict.kind = TIDINGS_VERDICT_HOLD;
  self->verdict.until = until;

  return FALSE;
}

static gboolean
pass_paused (Case *self)
{
  gint64 until = self->facts->paused_until;

  if (until == 0 || until <= self->facts->now)
    return TRUE;
  /* Somebody waits for a code, and it would have run out before the pause does. */
  if (self->facts->is_code)
    return skip (self, TIDINGS_REASON_PAUSED, "paused, and a code cannot wait");

  return hold (self, TIDINGS_REASON_PAUSED, until == G_MAXINT64 ? 0 : until, "");
}

static gboolean
pass_not_verified (Case *self)
{
  if (self->person->verified_at != 0 || self->facts->is_code)
    return TRUE;

  return skip (self, TIDINGS_REASON_NOT_VERIFIED, "not-verified");
}

static gboolean
pass_opted_out (Case *self)
{
  if (self->person->opted_out_at == 0)
    return TRUE;

  return skip (self, TIDINGS_REASON_OPTED_OUT, "opted-out by %s",
               self->person->opted_out_by != NULL ? self->person->opted_out_by : "unknown");
}

static gboolean
pass_person_off (Case *self)
{
  if (self->person->enabled || self->type->always_on || self->facts->is_code)
    return TRUE;

  return skip (self, TIDINGS_REASON_PERSON_OFF, "person-off");
}

static gboolean
pass_type_off (Case *self)
{
  if (self->type->always_on || self->type->addressed || self->facts->is_code ||
      tidings_person_has_type (self->person, self->type->id))
    return TRUE;

  return skip (self, TIDINGS_REASON_TYPE_OFF, "type-off %s", self->type->id);
}

static gboolean
pass_duplicate (Case *self)
{
  gint64 window = self->facts->duplicate_window_s * SECOND_MS;
  gint64 age = self->facts->now - self->facts->last_duplicate_at;

  /* A clock that was set back makes ages negative; such a one is a duplicate for as long as it would have been. */
  if (self->facts->last_duplicate_at == 0 || ABS (age) >= window)
    return TRUE;

  return skip (self, TIDINGS_REASON_DUPLICATE, "duplicate %" G_GINT64_FORMAT " s of %u s", age / SECOND_MS,
               self->facts->duplicate_window_s);
}

static gboolean
pass_rate (Case       *self,
           const char *reason,
           guint       used,
           guint       limit)
{
  if (limit == 0 || used < limit || self->facts->is_code)
    return TRUE;

  return skip (self, reason, "%s %u of %u", reason, used, limit);
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

  if (cap == 0 || used < cap - kept)
    return TRUE;
  if (used >= cap)
    return skip (self, reason, "%s %u of %u", reason, used, cap);

  return skip (self, reason, "%s %u of %u, %u kept for critical alerts", reason, used, cap, kept);
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
pass_budget_month (Case *self)
{
  gint64 budget = self->facts->limits.budget_month_micros;
  gint64 spent = self->facts->spent_month_micros;
  gint64 price = MAX (self->facts->price_micros, 0);

  /* What costs nothing known still stops at a budget that is used up. */
  if (budget == 0 || (spent < budget && price <= budget - spent))
    return TRUE;

  return skip (self, TIDINGS_REASON_BUDGET_MONTH, "budget-month %.4f and %.4f of %.4f", spent / MICROS, price / MICROS, budget / MICROS);
}

static gboolean
pass_person_paused (Case *self)
{
  gint64 until = self->person->paused_until;

  if (until <= self->facts->now || self->is_critical || self->facts->is_code || self->facts->is_forced)
    return TRUE;

  return hold (self, TIDINGS_REASON_PERSON_PAUSED, until == G_MAXINT64 ? 0 : until, "");
}

static gboolean
pass_quiet_hours (Case *self)
{
  TidingsPerson *person = self->person;
  const char *zone = person->zone != NULL ? person->zone : self->facts->local_zone;
  gint64 end = 0;

  if (self->is_critical || self->facts->is_code || self->facts->is_forced)
    return TRUE;
  end = tidings_quiet_hours_get_end (&person->quiet, zone, self->facts->now);

  return end == 0 || hold (self, TIDINGS_REASON_QUIET_HOURS, end, "");
}

/* What a lookup says of lines that take no texts (Twilio reference, section 4). Unknown types pass: the carrier decides. */
static gboolean
pass_line (Case *self)
{
  const char *line_type = self->person->line_type;

  if (self->facts->is_invalid)
    return skip (self, TIDINGS_REASON_NOT_REACHABLE, "not-reachable, no such number");
  if (self->facts->is_call || tidings_line_takes_texts (line_type))
    return TRUE;
  if (g_str_equal (line_type, "landline"))
    return skip (self, TIDINGS_REASON_LANDLINE, "landline");

  return skip (self, TIDINGS_REASON_NOT_REACHABLE, "not-reachable %s", line_type);
}

/* The architecture's section 4, in its order; @is_switch: it may close while a text waits. */
static const struct {
  Gate gate;
  gboolean is_switch;
} gates[] = {
  { pass_paused, TRUE },
  { pass_not_verified, TRUE },
  { pass_opted_out, TRUE },
  { pass_person_off, TRUE },
  { pass_type_off, TRUE },
  { pass_duplicate, FALSE },
  { pass_rate_hour, FALSE },
  { pass_rate_day, FALSE },
  { pass_cap_day, FALSE },
  { pass_cap_month, FALSE },
  { pass_budget_month, FALSE },
  { pass_person_paused, FALSE },
  { pass_quiet_hours, FALSE },
  { pass_line, TRUE },
};

static TidingsVerdict
ask_gates (TidingsPerson      *person,
           TidingsAlertType   *type,
           const TidingsFacts *facts,
           gboolean            only_switches)
{
  Case self = { person, type, facts, FALSE, { TIDINGS_VERDICT_SEND, NULL, 0, "" } };

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
  TidingsVerdict verdict = { .kind = TIDINGS_VERDICT_SKIP };

  g_return_val_if_fail (TIDINGS_IS_PERSON (person), verdict);
  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type), verdict);
  g_return_val_if_fail (facts != NULL, verdict);

  verdict = ask_gates (person, type, facts, FALSE);
  if (verdict.kind == TIDINGS_VERDICT_SEND)
    g_snprintf (verdict.explanation, sizeof verdict.explanation,
                "passed: hour %u of %u, day %u of %u, account day %u of %u, month %u of %u",
                facts->person_hour, facts->limits.rate_hour, facts->person_day, facts->limits.rate_day,
                facts->account_day, facts->limits.cap_day, facts->account_month, facts->limits.cap_month);

  return verdict;
}
