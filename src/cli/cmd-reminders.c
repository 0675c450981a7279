/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to come, and what is done about it: `tidings reminders`. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "cmd-reminders-import.h"
#include "cmd-reminders-private.h"
#include "tidings-cli-json.h"
#include "tidings-store-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-format.h"
#include "tidings-message.h"
#include "tidings-recurrence.h"
#include "tidings-zone.h"
#include "tidings-store-handovers.h"
#include "tidings-store-reminders.h"

static char **
dup_names (TidingsStore    *store,
           TidingsReminder *reminder)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < reminder->n_people; i++)
    {
      g_autofree char *name = tidings_cli_dup_name (store, reminder->people[i]);

      g_strv_builder_add (names, name);
    }

  return g_strv_builder_end (names);
}

/* Whether all texts that go next are with Twilio; then they arrive whatever this computer does. */
static gboolean
is_ahead (TidingsReminder *reminder,
          GPtrArray       *ahead)
{
  guint n = 0;

  for (guint i = 0; i < ahead->len; i++)
    n += ((TidingsMessage *) g_ptr_array_index (ahead, i))->send_at >= reminder->next_at;

  return reminder->next_at != 0 && n >= reminder->n_people && n > 0;
}

static char *
dup_state (TidingsReminder *reminder,
           GPtrArray       *ahead)
{
  const char *state = tidings_reminder_state_to_string (reminder->state);

  if (!is_ahead (reminder, ahead))
    return g_strdup (state);

  /* Translators: %s is the name of a reminder's state, “active” */
  return g_strdup_printf (_("%s: arrives even if this computer is off"), state);
}

static JsonArray *
ahead_to_json (GPtrArray *ahead)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < ahead->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (ahead, i);
      JsonObject *object = json_object_new ();

      tidings_json_set_text (object, "person", message->person);
      tidings_json_set_instant (object, "at", message->send_at);
      json_object_set_int_member (object, "message", message->id);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
add_row (TidingsTable    *table,
         TidingsReminder *reminder,
         char           **names,
         GPtrArray       *ahead,
         gint64           now)
{
  g_autofree char *state = dup_state (reminder, ahead);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, reminder->id);
  g_autofree char *when = tidings_format_moment (reminder->at, now);
  g_autofree char *next = reminder->next_at != 0 ? tidings_format_moment (reminder->next_at, now) : NULL;
  g_autofree char *people = g_strjoinv (", ", names);

  g_autofree char *repeat = tidings_recurrence_describe (reminder->rule, reminder->wall);

  tidings_table_add (table, (const char *[]) { id, when, next, state, people, reminder->title, repeat });
}

static void
print_reminders (TidingsCli   *cli,
                 TidingsStore *store,
                 GPtrArray    *reminders,
                 gboolean      json)
{
  g_autoptr(TidingsTable) table = tidings_table_new (C_("column", "Id"), C_("column", "When"), C_("column", "Next text"),
                                                     C_("column", "State"), C_("column", "People"),
                                                     C_("column", "Title"), C_("column", "Repeats"), NULL);
  JsonArray *array = json_array_new ();
  gint64 now = tidings_cli_get_now (cli);

  for (guint i = 0; i < reminders->len; i++)
    {
      TidingsReminder *reminder = g_ptr_array_index (reminders, i);
      g_auto(GStrv) names = dup_names (store, reminder);
      g_autoptr(GPtrArray) ahead = tidings_store_list_ahead (store, reminder->id, NULL);

      if (ahead == NULL)
        ahead = g_ptr_array_new ();
      if (json)
        {
          JsonObject *object = tidings_reminder_to_json (reminder, (const char * const *) names);

          json_object_set_array_member (object, "ahead", ahead_to_json (ahead));
          json_array_add_object_element (array, object);
        }
      else
        {
          add_row (table, reminder, names, ahead, now);
        }
    }

  if (json)
    tidings_cli_print_array (json_array_ref (array));
  else
    tidings_table_print (table);
  json_array_unref (array);
}

static TidingsExit
run_list (TidingsCli           *cli,
          const TidingsCommand *command,
          char                **argv)
{
  gboolean all = FALSE;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "all", 'a', 0, G_OPTION_ARG_NONE, &all, N_("Also those that are past or done"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GPtrArray) reminders = NULL;
  g_autoptr(GError) error = NULL;
  TidingsStore *store = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (!tidings_cli_open_store (cli, &store, &error))
    return tidings_cli_fail (error);

  reminders = store != NULL ? tidings_store_list_reminders (store, all, &error) : g_ptr_array_new ();
  if (reminders == NULL)
    return tidings_cli_fail (error);

  print_reminders (cli, store, reminders, json);

  return TIDINGS_EXIT_DONE;
}

typedef gboolean (*ReminderCall) (TidingsBusAgent1  *agent,
                                  gint64             id,
                                  GCancellable      *cancellable,
                                  GError           **error);

static TidingsExit
call_on_one (TidingsCli   *cli,
             const char   *typed,
             ReminderCall  call,
             const char   *done)
{
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  gint64 id = tidings_cli_parse_id (typed, &error);
  gboolean is_done = FALSE;

  if (id == 0 || (agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    is_done = call (agent, id, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings reminders");

  tidings_cli_print ("%s\n", done);

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
run_done (TidingsCli           *cli,
          const TidingsCommand *command,
          char                **argv)
{
  gboolean undo = FALSE;
  const GOptionEntry entries[] = {
    { "undo", 'u', 0, G_OPTION_ARG_NONE, &undo, N_("Take back that it is done"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (undo)
    return call_on_one (cli, arguments[0], tidings_bus_agent1_call_reopen_reminder_sync, _("It is open again"));

  return call_on_one (cli, arguments[0], tidings_bus_agent1_call_finish_reminder_sync, _("It is done"));
}

static TidingsExit
run_remove (TidingsCli           *cli,
            const TidingsCommand *command,
            char                **argv)
{
  g_auto(GStrv) arguments = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, NULL, argv, &arguments, &status))
    return status;

  return call_on_one (cli, arguments[0], tidings_bus_agent1_call_remove_reminder_sync, _("The reminder was removed"));
}

/* The reminder with that id, as it was typed. */
static TidingsReminder *
read_reminder (TidingsCli   *cli,
               const char   *id,
               TidingsStore **store,
               GError      **error)
{
  TidingsReminder *reminder = NULL;
  gint64 row = tidings_cli_parse_id (id, error);

  if (row == 0 || !tidings_cli_open_store (cli, store, error))
    return NULL;
  if (*store == NULL)
    {
      tidings_cli_set_usage (error, _("There is no reminder yet"));
      return NULL;
    }
  if ((reminder = tidings_store_get_reminder (*store, row, error)) == NULL)
    tidings_cli_take_store_error (error);

  return reminder;
}

static void
print_field (const char *name,
             const char *value)
{
  if (value != NULL && *value != '\0')
    tidings_cli_print ("%s: %s\n", name, value);
}

/* A wall clock of the reminder's zone, as people read it. */
static char *
dup_moment (TidingsReminder *reminder,
            const char      *wall,
            gint64           now)
{
  return tidings_format_moment (tidings_wall_clock_to_instant (wall, reminder->zone, NULL), now);
}

static void
print_exceptions (TidingsReminder *reminder,
                  gint64           now)
{
  for (guint i = 0; i < reminder->exceptions->len; i++)
    {
      const TidingsOccurrence *occurrence = g_ptr_array_index (reminder->exceptions, i);
      g_autofree char *from = dup_moment (reminder, occurrence->wall, now);
      g_autofree char *to = occurrence->moved_to != NULL ? dup_moment (reminder, occurrence->moved_to, now) : NULL;

      if (to != NULL)
        /* Translators: both %s are moments such as “Fri 18:30” */
        tidings_cli_print (_("%1$s: moved to %2$s"), from, to);
      else if (occurrence->state == TIDINGS_OCCURRENCE_SKIPPED)
        /* Translators: %s is a moment such as “Fri 18:30” */
        tidings_cli_print (_("%s: skipped"), from);
      else if (occurrence->state == TIDINGS_OCCURRENCE_DONE)
        /* Translators: %s is a moment such as “Fri 18:30” */
        tidings_cli_print (_("%s: done"), from);
      else if (occurrence->state == TIDINGS_OCCURRENCE_OVERDUE)
        /* Translators: %s is a moment such as “Fri 18:30” */
        tidings_cli_print (_("%s: overdue"), from);
      else
        continue;
      tidings_cli_print ("\n");
    }
}

static void
print_reminder (TidingsCli      *cli,
                TidingsStore    *store,
                TidingsReminder *reminder,
                char           **names,
                GPtrArray       *ahead)
{
  gint64 now = tidings_cli_get_now (cli);
  g_autofree char *state = dup_state (reminder, ahead);
  g_autofree char *when = tidings_cli_dup_clocks (reminder->at, reminder->zone, now);
  g_autofree char *next = reminder->next_at != 0 ? tidings_format_moment (reminder->next_at, now) : NULL;
  g_autofree char *repeat = tidings_recurrence_describe (reminder->rule, reminder->wall);
  g_autofree char *people = g_strjoinv (", ", names);
  g_autofree char *turn = reminder->turn != 0 ? tidings_cli_dup_name (store, reminder->turn) : NULL;

  tidings_cli_print ("%s\n", reminder->title);
  print_field (_("When"), when);
  print_field (_("Time zone"), reminder->zone);
  print_field (_("Repeats"), repeat);
  print_field (_("Next text"), next);
  print_field (_("State"), state);
  print_field (_("People"), people);
  print_field (_("Turn"), turn);
  print_field (_("Type"), reminder->type);
  print_exceptions (reminder, now);
}

static TidingsExit
run_show (TidingsCli           *cli,
          const TidingsCommand *command,
          char                **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_auto(GStrv) names = NULL;
  g_autoptr(TidingsReminder) reminder = NULL;
  g_autoptr(GPtrArray) ahead = NULL;
  g_autoptr(GError) error = NULL;
  TidingsStore *store = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((reminder = read_reminder (cli, arguments[0], &store, &error)) == NULL ||
      (ahead = tidings_store_list_ahead (store, reminder->id, &error)) == NULL)
    return tidings_cli_fail (error);

  names = dup_names (store, reminder);
  if (json)
    {
      JsonObject *object = tidings_reminder_to_json (reminder, (const char * const *) names);

      json_object_set_array_member (object, "ahead", ahead_to_json (ahead));
      tidings_cli_print_object (object);
    }
  else
    {
      print_reminder (cli, store, reminder, names, ahead);
    }

  return TIDINGS_EXIT_DONE;
}

/* The first one to come that was left out: without a moment, that is the one to take back in. */
static const char *
find_skipped (TidingsReminder *reminder,
              gint64           now)
{
  const char *first = NULL;

  for (guint i = 0; i < reminder->exceptions->len; i++)
    {
      const TidingsOccurrence *occurrence = g_ptr_array_index (reminder->exceptions, i);

      if (occurrence->state == TIDINGS_OCCURRENCE_SKIPPED && (first == NULL || strcmp (occurrence->wall, first) < 0) &&
          tidings_wall_clock_to_instant (occurrence->wall, reminder->zone, NULL) > now)
        first = occurrence->wall;
    }

  return first;
}

/* The occurrence that is left out, or taken back in; %NULL with @error set. */
static char *
read_skip (TidingsReminder  *reminder,
           const char       *when,
           gboolean          undo,
           gint64            now,
           GError          **error)
{
  const char *skipped = undo && when == NULL ? find_skipped (reminder, now) : NULL;

  if (skipped != NULL)
    return g_strdup (skipped);
  if (!undo || when != NULL)
    return tidings_cli_read_occurrence (reminder, when, now, error);
  tidings_cli_set_usage (error, _("Nothing that is to come was left out"));

  return NULL;
}

static TidingsExit
run_skip (TidingsCli           *cli,
          const TidingsCommand *command,
          char                **argv)
{
  gboolean undo = FALSE;
  const GOptionEntry entries[] = {
    { "undo", 'u', 0, G_OPTION_ARG_NONE, &undo, N_("Take it back in"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autofree char *wall = NULL;
  g_autofree char *when = NULL;
  g_autoptr(TidingsReminder) reminder = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsStore *store = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gint64 now = tidings_cli_get_now (cli);
  gboolean is_done = FALSE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((reminder = read_reminder (cli, arguments[0], &store, &error)) == NULL ||
      (wall = read_skip (reminder, arguments[1], undo, now, &error)) == NULL ||
      (agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  /* Twice is once: it names the occurrence. */
  do
    is_done = tidings_bus_agent1_call_skip_occurrence_sync (agent, reminder->id, wall, !undo, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));
  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings reminders");

  when = dup_moment (reminder, wall, now);
  /* Translators: %1$s is the title of a reminder, %2$s a moment such as “Fri 18:30” */
  tidings_cli_print (undo ? _("%1$s, %2$s: it takes place") : _("%1$s, %2$s: skipped"), reminder->title, when);
  tidings_cli_print ("\n");

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
run_move (TidingsCli           *cli,
          const TidingsCommand *command,
          char                **argv)
{
  g_auto(GStrv) arguments = NULL;
  g_autofree char *wall = NULL;
  g_autofree char *to = NULL;
  g_autofree char *when = NULL;
  g_autoptr(TidingsReminder) reminder = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsStore *store = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gint64 now = tidings_cli_get_now (cli);
  gboolean is_done = FALSE;

  if (!tidings_command_parse (command, NULL, argv, &arguments, &status))
    return status;
  if ((reminder = read_reminder (cli, arguments[0], &store, &error)) == NULL ||
      (wall = tidings_cli_read_occurrence (reminder, arguments[1], now, &error)) == NULL)
    return tidings_cli_fail (error);
  if ((to = tidings_when_parse (arguments[2], now, reminder->zone, &error)) == NULL)
    {
      tidings_cli_make_usage (&error);
      return tidings_cli_fail (error);
    }
  if ((agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_move_occurrence_sync (agent, reminder->id, wall, to, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));
  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings reminders");

  when = dup_moment (reminder, to, now);
  /* Translators: %1$s is the title of a reminder, %2$s a moment such as “Fri 18:30” */
  tidings_cli_print (_("%1$s takes place %2$s"), reminder->title, when);
  tidings_cli_print ("\n");

  return TIDINGS_EXIT_DONE;
}

/* A while from now, or a moment. */
static gint64
read_until (TidingsReminder  *reminder,
            const char       *text,
            gint64            now,
            GError          **error)
{
  gint64 seconds = tidings_duration_parse (text, NULL);
  g_autofree char *wall = NULL;

  if (seconds > 0)
    return now + seconds * 1000;
  if ((wall = tidings_when_parse (text, now, reminder->zone, NULL)) != NULL)
    return tidings_wall_clock_to_instant (wall, reminder->zone, NULL);

  tidings_cli_set_usage (error, _("“%s” is neither a while nor a moment; write 30m, 2h, or “tomorrow 9:00”"), text);

  return 0;
}

static TidingsExit
run_snooze (TidingsCli           *cli,
            const TidingsCommand *command,
            char                **argv)
{
  g_auto(GStrv) arguments = NULL;
  g_autofree char *when = NULL;
  g_autoptr(TidingsReminder) reminder = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsStore *store = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gint64 now = tidings_cli_get_now (cli);
  gint64 until = 0;
  gboolean is_off = FALSE;
  gboolean is_done = FALSE;

  if (!tidings_command_parse (command, NULL, argv, &arguments, &status))
    return status;
  is_off = g_str_equal (arguments[1], "off");
  if ((reminder = read_reminder (cli, arguments[0], &store, &error)) == NULL ||
      (!is_off && (until = read_until (reminder, arguments[1], now, &error)) == 0) ||
      (agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_snooze_reminder_sync (agent, reminder->id, until, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));
  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings reminders");

  when = tidings_format_moment (until, now);
  if (is_off)
    /* Translators: %s is the title of a reminder */
    tidings_cli_print (_("%s: no text goes once more"), reminder->title);
  else
    /* Translators: %1$s is the title of a reminder, %2$s a moment such as “Fri 18:30” */
    tidings_cli_print (_("%1$s: a text goes %2$s once more"), reminder->title, when);
  tidings_cli_print ("\n");

  return TIDINGS_EXIT_DONE;
}

static const TidingsCommand verbs[] = {
  { .name = "reminders list", .summary = N_("List what is to come"), .n_max = 0, .run = run_list },
  { .name = "reminders show", .arguments = N_("ID"), .summary = N_("Show a reminder and what was changed of it"),
    .n_min = 1, .n_max = 1, .run = run_show },
  { .name = "reminders done", .arguments = N_("ID"), .summary = N_("Say that it is done; of one that comes again, this time"),
    .n_min = 1, .n_max = 1, .run = run_done },
  { .name = "reminders skip", .arguments = N_("ID [WHEN]"), .summary = N_("Leave out one time of a reminder that comes again"),
    .details = N_("WHEN is a day or moment at which it comes, the next one if not given."),
    .n_min = 1, .n_max = 2, .run = run_skip },
  { .name = "reminders move", .arguments = N_("ID WHEN TO"), .summary = N_("Move one time of a reminder"),
    .details = N_("WHEN is a day or moment at which it comes, or “next”; TO is when it takes place instead."),
    .n_min = 3, .n_max = 3, .run = run_move },
  { .name = "reminders snooze", .arguments = N_("ID FOR"), .summary = N_("Send one more text later"),
    .details = N_("FOR is a while (30m, 2h), a moment (“tomorrow 9:00”), or “off” to take it back."),
    .n_min = 2, .n_max = 2, .run = run_snooze },
  { .name = "reminders edit", .arguments = N_("ID"), .summary = N_("Change a reminder"),
    .n_min = 1, .n_max = 1, .run = tidings_cli_run_reminders_edit },
  { .name = "reminders import", .arguments = N_("FILE.ics"), .summary = N_("Make reminders of the events of a calendar file"),
    .details = N_("FILE may be - for standard input. An event that was imported before is the same reminder again; Ctrl-C keeps what is in."),
    .n_min = 1, .n_max = 1, .run = tidings_cli_run_reminders_import },
  { .name = "reminders remove", .arguments = N_("ID"), .summary = N_("Remove a reminder, with all times it would come again"),
    .n_min = 1, .n_max = 1, .run = run_remove },
  { NULL },
};

const TidingsCommand tidings_command_reminders = {
  .name = "reminders",
  .arguments = N_("[list|show|done|skip|move|snooze|edit|import|remove]"),
  .summary = N_("List, finish, change or remove reminders"),
  .verbs = verbs,
};
