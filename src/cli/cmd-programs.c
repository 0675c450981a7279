/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What programs may send: `tidings programs`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-format.h"
#include "tidings-store-programs.h"
#include "tidings-zone.h"

/* Since when it is summed, and what for. */
typedef struct {
  gint64 since;
  TidingsProgramUse use;
} Span;

enum { SPAN_DAY, SPAN_MONTH, SPAN_ALL, N_SPANS };

typedef struct {
  TidingsStore *store;       /* NULL while there is none yet */
  GPtrArray *programs;       /* NULL then, too */
  char *currency;
  guint of_new;              /* texts a day of a new program */
  gint64 now;
  Span spans[N_SPANS];
} Listing;

static void
listing_clear (Listing *self)
{
  g_clear_pointer (&self->programs, g_ptr_array_unref);
  g_free (self->currency);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

static gboolean
ask_allowance (TidingsCli  *cli,
               guint       *of_new,
               GError     **error)
{
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, error);
  g_autoptr(GVariant) values = NULL;

  if (agent == NULL)
    return FALSE;
  do
    tidings_bus_agent1_call_get_limits_sync (agent, &values, NULL, error);
  while (values == NULL && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, error));

  return values != NULL && g_variant_lookup (values, "allowance-new", "u", of_new);
}

/* Days and months as the calendar of this computer has them, as in `tidings costs`. */
static gboolean
read_listing (TidingsCli  *cli,
              Listing     *self,
              GError     **error)
{
  g_autoptr(GVariant) status = tidings_cli_ask_status (cli, error);
  g_autoptr(GTimeZone) zone = tidings_zone_new (NULL);
  g_autoptr(GDateTime) wall = NULL;
  const char *currency = "";

  if (status == NULL || !tidings_cli_open_store (cli, &self->store, error) || !ask_allowance (cli, &self->of_new, error))
    return FALSE;

  self->now = tidings_cli_get_now (cli);
  wall = g_date_time_new_from_unix_utc (tidings_zone_to_wall (zone, self->now) / 1000);
  self->spans[SPAN_DAY].since = tidings_zone_get_midnight (zone, self->now, 0);
  self->spans[SPAN_MONTH].since = tidings_zone_get_midnight (zone, self->now, 1 - g_date_time_get_day_of_month (wall));
  g_variant_lookup (status, "currency", "&s", &currency);
  self->currency = g_strdup (*currency != '\0' ? currency : "USD");
  if (self->store != NULL)
    self->programs = tidings_store_list_programs (self->store, error);

  return self->store == NULL || self->programs != NULL;
}

static gboolean
sum (Listing               *self,
     const TidingsProgram  *program,
     GError               **error)
{
  for (guint i = 0; i < N_SPANS; i++)
    if (!tidings_store_sum_program (self->store, program->id, self->spans[i].since, self->currency, &self->spans[i].use, error))
      return FALSE;

  return TRUE;
}

static JsonObject *
program_to_json (const Listing        *self,
                 const TidingsProgram *program)
{
  static const char * const keys[] = { "today", "month", "all" };
  g_autofree char *title = tidings_program_dup_title (program->identity);
  int allowance = tidings_program_get_allowance (program, self->of_new);
  JsonObject *object = json_object_new ();

  tidings_json_set_text (object, "id", program->identity);
  tidings_json_set_text (object, "name", title);
  tidings_json_set_text (object, "label", program->label);
  tidings_json_set_text (object, "state", tidings_program_state_to_string (program->state));
  /* No limit is no number. */
  if (allowance == TIDINGS_PROGRAM_NO_LIMIT)
    json_object_set_null_member (object, "per_day");
  else
    json_object_set_int_member (object, "per_day", allowance);
  tidings_json_set_instant (object, "first", program->first_at);
  tidings_json_set_instant (object, "last", program->last_at);
  for (guint i = 0; i < N_SPANS; i++)
    {
      JsonObject *use = json_object_new ();
      g_autofree char *cost = tidings_format_decimal (self->spans[i].use.micros);

      json_object_set_int_member (use, "texts", self->spans[i].use.n_texts);
      tidings_json_set_text (use, "cost", cost);
      json_object_set_object_member (object, keys[i], use);
    }
  tidings_json_set_text (object, "currency", self->currency);

  return object;
}

static gboolean
print_json (Listing  *self,
            GError  **error)
{
  g_autoptr(JsonArray) array = json_array_new ();

  for (guint i = 0; self->programs != NULL && i < self->programs->len; i++)
    {
      const TidingsProgram *program = g_ptr_array_index (self->programs, i);

      if (!sum (self, program, error))
        return FALSE;
      json_array_add_object_element (array, program_to_json (self, program));
    }
  tidings_cli_print_array (g_steal_pointer (&array));

  return TRUE;
}

static const char *
get_state_word (TidingsProgramState state)
{
  switch (state)
    {
    case TIDINGS_PROGRAM_ALLOWED:
      return C_("program", "allowed");
    case TIDINGS_PROGRAM_BLOCKED:
      return C_("program", "blocked");
    case TIDINGS_PROGRAM_NEW:
    default:
      return C_("program", "new");
    }
}

/* "5 of 20" */
static char *
dup_day (const Listing        *self,
         const TidingsProgram *program)
{
  int allowance = tidings_program_get_allowance (program, self->of_new);
  guint n = self->spans[SPAN_DAY].use.n_texts;

  if (allowance == TIDINGS_PROGRAM_NO_LIMIT)
    /* Translators: %u texts of a program today, of which it may send any number */
    return g_strdup_printf (_("%u, no limit"), n);

  /* Translators: %1$u texts of a program today, of %2$d that it may send */
  return g_strdup_printf (_("%1$u of %2$d"), n, allowance);
}

static char *
dup_sum (const Listing *self,
         guint          span)
{
  const TidingsProgramUse *use = &self->spans[span].use;
  g_autofree char *money = tidings_format_money (use->micros, self->currency, 2);

  /* Translators: %1$u texts of a program, %2$s is what they cost */
  return g_strdup_printf (_("%1$u for %2$s"), use->n_texts, money);
}

static gboolean
print_table (Listing  *self,
             GError  **error)
{
  g_autoptr(TidingsTable) table = tidings_table_new (C_("column", "State"), C_("column", "Today"), C_("column", "This month"),
                                                     C_("column", "In all"), C_("column", "Last"), C_("column", "Program"), NULL);

  for (guint i = 0; self->programs != NULL && i < self->programs->len; i++)
    {
      const TidingsProgram *program = g_ptr_array_index (self->programs, i);
      g_autofree char *day = NULL;
      g_autofree char *month = NULL;
      g_autofree char *all = NULL;
      g_autofree char *last = program->last_at != 0 ? tidings_format_moment (program->last_at, self->now) : NULL;

      if (!sum (self, program, error))
        return FALSE;
      day = dup_day (self, program);
      month = dup_sum (self, SPAN_MONTH);
      all = dup_sum (self, SPAN_ALL);
      tidings_table_add (table, (const char *[]) { get_state_word (program->state), day, month, all, last, program->identity });
    }

  if (self->programs == NULL || self->programs->len == 0)
    tidings_cli_print ("%s\n", _("No program has asked for a text yet"));
  tidings_table_print (table);

  return TRUE;
}

static TidingsExit
run_list (TidingsCli           *cli,
          const TidingsCommand *command,
          char                **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_auto(Listing) listing = { 0 };
  g_autoptr(GError) error = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (!read_listing (cli, &listing, &error) || !(json ? print_json (&listing, &error) : print_table (&listing, &error)))
    return tidings_cli_fail (error);

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
put (TidingsCli *cli,
     const char *identity,
     const char *state,
     int         per_day)
{
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, &error);
  gboolean is_done = FALSE;

  if (agent == NULL)
    return tidings_cli_fail (error);
  do
    is_done = tidings_bus_agent1_call_put_program_sync (agent, identity, state, per_day, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  return is_done ? TIDINGS_EXIT_DONE : tidings_cli_fail_lost (error, "tidings programs");
}

static TidingsExit
run_allow (TidingsCli           *cli,
           const TidingsCommand *command,
           char                **argv)
{
  int per_day = TIDINGS_PROGRAM_NO_LIMIT;
  gboolean has_no_limit = FALSE;
  const GOptionEntry entries[] = {
    { "day", 'd', 0, G_OPTION_ARG_INT, &per_day, N_("Texts a day that it may send, 0 for none; any number if not given"), N_("N") },
    { "no-limit", 0, 0, G_OPTION_ARG_NONE, &has_no_limit, N_("Any number, as without --day"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (has_no_limit && per_day != TIDINGS_PROGRAM_NO_LIMIT)
    return tidings_command_usage (command, _("Give --day or --no-limit, not both"));
  if (per_day < TIDINGS_PROGRAM_NO_LIMIT)
    return tidings_command_usage (command, _("--day takes a number of texts, 0 for none"));

  return put (cli, arguments[0], "allowed", per_day);
}

static TidingsExit
run_block (TidingsCli           *cli,
           const TidingsCommand *command,
           char                **argv)
{
  g_auto(GStrv) arguments = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, NULL, argv, &arguments, &status))
    return status;

  return put (cli, arguments[0], "blocked", 0);
}

static TidingsExit
run_forget (TidingsCli           *cli,
            const TidingsCommand *command,
            char                **argv)
{
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gboolean is_done = FALSE;

  if (!tidings_command_parse (command, NULL, argv, &arguments, &status))
    return status;
  if ((agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);
  do
    is_done = tidings_bus_agent1_call_forget_program_sync (agent, arguments[0], NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  return is_done ? TIDINGS_EXIT_DONE : tidings_cli_fail_lost (error, "tidings programs");
}

static gboolean
set_allowance (TidingsCli  *cli,
               guint        n,
               GError     **error)
{
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, error);
  GVariantDict changes = G_VARIANT_DICT_INIT (NULL);
  g_autoptr(GVariant) options = NULL;
  g_autoptr(GVariant) values = NULL;

  if (agent == NULL)
    return FALSE;
  g_variant_dict_insert (&changes, "allowance-new", "u", n);
  options = g_variant_ref_sink (g_variant_dict_end (&changes));
  do
    tidings_bus_agent1_call_set_limits_sync (agent, options, &values, NULL, error);
  while (values == NULL && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, error));

  return values != NULL;
}

static TidingsExit
run_new (TidingsCli           *cli,
         const TidingsCommand *command,
         char                **argv)
{
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  guint64 n = 0;
  guint now = 0;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, NULL, argv, &arguments, &status))
    return status;
  if (arguments[0] != NULL)
    {
      if (!g_ascii_string_to_unsigned (arguments[0], 10, 0, G_MAXUINT32, &n, NULL))
        return tidings_command_usage (command, _("“%s” is no number of texts"), arguments[0]);
      return set_allowance (cli, n, &error) ? TIDINGS_EXIT_DONE : tidings_cli_fail (error);
    }

  if (!ask_allowance (cli, &now, &error))
    return tidings_cli_fail (error);
  tidings_cli_print ("%u\n", now);

  return TIDINGS_EXIT_DONE;
}

static const TidingsCommand verbs[] = {
  { .name = "programs list", .summary = N_("Show programs, what they may send, and what they sent and spent"), .n_max = 0, .run = run_list },
  { .name = "programs allow", .arguments = N_("PROGRAM"), .summary = N_("Let a program send texts, any number or so many a day"),
    .details = N_("PROGRAM is as “tidings programs” shows it, such as unit:backup.service, exe:/usr/local/bin/backup, "
                  "flatpak:org.example.App, or bus for all that cannot be told from each other. It may be one that has not asked yet."),
    .n_min = 1, .n_max = 1, .run = run_allow },
  { .name = "programs block", .arguments = N_("PROGRAM"), .summary = N_("Let a program send nothing"),
    .details = N_("What waits of it is not sent either, not even critical alerts."), .n_min = 1, .n_max = 1, .run = run_block },
  { .name = "programs forget", .arguments = N_("PROGRAM"), .summary = N_("Forget a program"),
    .details = N_("Its texts stay in the log. When it comes again you are asked about it again."), .n_min = 1, .n_max = 1, .run = run_forget },
  { .name = "programs new", .arguments = N_("[N]"), .summary = N_("Show or set how many texts a day a new program may send; 0 is none"),
    .n_max = 1, .run = run_new },
  { NULL },
};

const TidingsCommand tidings_command_programs = {
  .name = "programs",
  .arguments = N_("[list|allow PROGRAM|block PROGRAM|forget PROGRAM|new [N]]"),
  .summary = N_("Show programs that ask for texts, and set what they may send"),
  .verbs = verbs,
};
