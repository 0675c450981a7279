/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands about reminders share: moments and options as they are typed. */
#pragma once

#include "tidings-cli-command.h"
#include "tidings-reminder.h"

G_BEGIN_DECLS

/**
 * TidingsPlan:
 * @zone: (nullable): as given
 * @wall: (nullable): wall clock of the event
 * @at: its UTC milliseconds
 * @before_s: (array length=n_before): seconds before it at which texts go
 * @n_before: how many
 *
 * Moment of the event and the texts before it, as they were typed.
 */
typedef struct {
  char *zone;
  char *wall;
  gint64 at;
  gint64 *before_s;
  guint n_before;
} TidingsPlan;

void      tidings_plan_clear       (TidingsPlan  *plan);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TidingsPlan, tidings_plan_clear)

/** tidings_plan_read_when: reads the moment in the plan's zone. Returns: %FALSE with an error of usage */
gboolean  tidings_plan_read_when   (TidingsPlan  *plan,
                                    const char   *when,
                                    gint64        now,
                                    GError      **error);
/** tidings_plan_read_before: reads the offsets, the household's usual ones for %NULL. Returns: %FALSE with an error of usage */
gboolean  tidings_plan_read_before (TidingsPlan  *plan,
                                    const char   *before,
                                    GError      **error);

/**
 * TidingsSeries:
 *
 * What makes a reminder come again, take turns and be overdue, as it was typed; %NULL where it was not.
 */
typedef struct {
  char *type;
  char *repeat;
  char *until;
  char *count;
  char *overdue;
  char *late;
  gboolean turns;
  gboolean no_turns;
} TidingsSeries;

void      tidings_series_clear     (TidingsSeries   *series);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TidingsSeries, tidings_series_clear)

/* Rows of a command's options, for a TidingsSeries named `series`. */
#define TIDINGS_SERIES_ENTRIES \
    { "repeat", 'r', 0, G_OPTION_ARG_FILENAME, &series.repeat, N_("How often it comes again: daily, weekdays, weekly, monthly, monthly-weekday, yearly, or the rule of a calendar (RRULE)"), N_("RULE") }, \
    { "until", 'u', 0, G_OPTION_ARG_FILENAME, &series.until, N_("Last day on which it comes again, 2026-12-31"), N_("DATE") }, \
    { "count", 'c', 0, G_OPTION_ARG_FILENAME, &series.count, N_("How often it comes in all"), N_("N") }, \
    { "type", 0, 0, G_OPTION_ARG_FILENAME, &series.type, N_("Alert type of its texts, like chore_due; “reminder” if not given"), N_("TYPE") }, \
    { "turns", 0, 0, G_OPTION_ARG_NONE, &series.turns, N_("The people take turns: one is told each time"), NULL }, \
    { "overdue", 0, 0, G_OPTION_ARG_FILENAME, &series.overdue, N_("How long after WHEN it is overdue unless somebody says that it is done, 0 for never"), N_("4h") }, \
    { "late", 0, 0, G_OPTION_ARG_FILENAME, &series.late, N_("How long after WHEN a text still makes sense"), N_("2h") }

/**
 * tidings_series_add:
 * @series: what was typed
 * @options: (a{sv}) builder for AddReminder or EditReminder
 * @error: return location
 *
 * Returns: %FALSE with an error of usage
 */
gboolean  tidings_series_add       (const TidingsSeries  *series,
                                    GVariantBuilder      *options,
                                    GError              **error);

/** tidings_people_to_variant: Returns: (floating): row ids as `ax`; @people: (element-type TidingsPerson) */
GVariant *tidings_people_to_variant  (GPtrArray    *people);
/** tidings_seconds_to_variant: Returns: (floating): `ax` */
GVariant *tidings_seconds_to_variant (const gint64 *seconds,
                                      guint         n);

/** tidings_cli_dup_clocks: Returns: (transfer full): a moment on the clocks here, and on those of @zone (nullable) where they show another time */
char     *tidings_cli_dup_clocks     (gint64        instant,
                                      const char   *zone,
                                      gint64        now);

/** tidings_cli_run_reminders_edit: `tidings reminders edit` */
TidingsExit tidings_cli_run_reminders_edit (TidingsCli           *cli,
                                            const TidingsCommand *command,
                                            char                **argv);

/**
 * tidings_cli_read_occurrence:
 * @reminder: a reminder
 * @text: (nullable): what was typed: `next`, a day, or a moment; %NULL for the next
 * @now: UTC milliseconds
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the rule's wall clock of the occurrence that is meant; %NULL with an error of usage
 */
char     *tidings_cli_read_occurrence (TidingsReminder  *reminder,
                                       const char       *text,
                                       gint64            now,
                                       GError          **error);

G_END_DECLS
