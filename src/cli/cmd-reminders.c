/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Announcing what is to come: `tidings remind` and `tidings reminders`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cmd-reminders-import.h"
#include "tidings-cli-command.h"
#include "tidings-cli-json.h"
#include "tidings-store-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-format.h"
#include "tidings-message.h"
#include "tidings-reminder.h"
#include "tidings-store-handovers.h"
#include "tidings-store-reminders.h"

#define DEFAULT_BEFORE "24h,1h"
#define SECOND_MS 1000

static GVariant *
people_to_variant (GPtrArray *people)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ax"));

  for (guint i = 0; i < people->len; i++)
    g_variant_builder_add (&builder, "x", ((TidingsPerson *) g_ptr_array_index (people, i))->id);

  return g_variant_builder_end (&builder);
}

static GVariant *
seconds_to_variant (const gint64 *seconds,
                    guint         n)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, seconds, n, sizeof *seconds);
}

/* Moment of the event and the texts before it, as they were typed. */
typedef struct {
  char *zone; /* as given, or NULL */
  char *wall;
  gint64 at;
  gint64 *before_s;
  guint n_before;
} Plan;

static void
plan_clear (Plan *plan)
{
  g_free (plan->zone);
  g_free (plan->wall);
  g_free (plan->before_s);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static gboolean
plan_read_when (Plan        *plan,
                const char  *when,
                gint64       now,
                GError     **error)
{
  g_autofree char *zone = plan->zone != NULL ? g_strdup (plan->zone) : tidings_zone_dup_local ();

  if ((plan->wall = tidings_when_parse (when, now, zone, error)) == NULL ||
      (plan->at = tidings_wall_clock_to_instant (plan->wall, zone, error)) < 0)
    return tidings_cli_make_usage (error);

  return TRUE;
}

static gboolean
plan_read_before (Plan        *plan,
                  const char  *before,
                  GError     **error)
{
  if ((plan->before_s = tidings_before_parse (before, &plan->n_before, error)) == NULL)
    return tidings_cli_make_usage (error);

  return TRUE;
}

/* Says which texts come too late to be sent; an event for which all do is an error. */
static gboolean
plan_check (const Plan  *plan,
            gint64       now,
            GError     **error)
{
  g_autoptr(GString) passed = g_string_new (NULL);
  guint n_passed = 0;

  for (guint i = 0; i < plan->n_before; i++)
    {
      g_autofree char *before = tidings_before_to_string (plan->before_s[i]);

      if (plan->at - plan->before_s[i] * SECOND_MS > now)
        continue;
      g_string_append_printf (passed, "%s%s", n_passed > 0 ? ", " : "", before);
      n_passed++;
    }

  if (n_passed > 0 && n_passed == plan->n_before)
    {
      /* Translators: %s lists times before an event: “24h, 1h” */
      tidings_cli_set_usage (error, _("All moments to text have passed already (%s before); give an earlier one with --before, or 0 for the time itself"), passed->str);
      return FALSE;
    }
  if (n_passed > 0)
    tidings_cli_tell (_("No text will be sent %s before, because that moment has passed"), passed->str);

  return TRUE;
}

static void
print_added (TidingsCli *cli,
             const char *title,
             const Plan *plan,
             gint64      id)
{
  g_autofree char *when = tidings_format_moment (plan->at, tidings_cli_get_now (cli));
  g_autofree char *row = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  /* Translators: a new reminder: title, time, and its id in the list */
  tidings_cli_print (_("%1$s, %2$s (reminder %3$s)"), title, when, row);
  tidings_cli_print ("\n");
}

static TidingsExit
add_reminder (TidingsCli *cli,
              const char *title,
              const Plan *plan,
              GPtrArray  *people)
{
  g_autoptr(GVariant) before = g_variant_ref_sink (seconds_to_variant (plan->before_s, plan->n_before));
  g_autoptr(GVariant) ids = g_variant_ref_sink (people_to_variant (people));
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, &error);
  gint64 id = 0;
  gboolean is_done = FALSE;

  if (agent == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_add_reminder_sync (agent, title, plan->wall, plan->zone != NULL ? plan->zone : "",
                                                         before, ids, &id, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings reminders");

  print_added (cli, title, plan, id);

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
run_remind (TidingsCli           *cli,
            const TidingsCommand *command,
            char                **argv)
{
  g_auto(Plan) plan = { NULL };
  g_autofree char *before = NULL;
  const GOptionEntry entries[] = {
    { "before", 'b', 0, G_OPTION_ARG_FILENAME, &before, N_("How long before to text, 24h,1h if not given; 0 is the time itself"), N_("24h,1h") },
    { "zone", 'z', 0, G_OPTION_ARG_FILENAME, &plan.zone, N_("Time zone of WHEN, like Europe/Berlin"), N_("ZONE") },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gint64 now = 0;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;

  now = tidings_cli_get_now (cli);
  if ((people = tidings_cli_find_people (cli, arguments[0], &error)) == NULL ||
      !plan_read_when (&plan, arguments[1], now, &error) ||
      !plan_read_before (&plan, before != NULL ? before : DEFAULT_BEFORE, &error) || !plan_check (&plan, now, &error))
    return tidings_cli_fail (error);

  return add_reminder (cli, arguments[2], &plan, people);
}

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

      tidings_cli_set_text (object, "person", message->person);
      tidings_cli_set_instant (object, "at", message->send_at);
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

  tidings_table_add (table, (const char *[]) { id, when, next, state, people, reminder->title });
}

static void
print_reminders (TidingsCli   *cli,
                 TidingsStore *store,
                 GPtrArray    *reminders,
                 gboolean      json)
{
  g_autoptr(TidingsTable) table = tidings_table_new (C_("column", "Id"), C_("column", "When"), C_("column", "Next text"),
                                                     C_("column", "State"), C_("column", "People"),
                                                     C_("column", "Title"), NULL);
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
          JsonObject *object = tidings_cli_reminder_to_json (reminder, (const char * const *) names);

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
run_on_one (TidingsCli           *cli,
            const TidingsCommand *command,
            char                **argv,
            ReminderCall          call,
            const char           *done)
{
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gint64 id = 0;
  gboolean is_done = FALSE;

  if (!tidings_command_parse (command, NULL, argv, &arguments, &status))
    return status;
  if ((id = tidings_cli_parse_id (arguments[0], &error)) == 0 || (agent = tidings_cli_get_agent (cli, &error)) == NULL)
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
  return run_on_one (cli, command, argv, tidings_bus_agent1_call_finish_reminder_sync, _("The reminder is done"));
}

static TidingsExit
run_remove (TidingsCli           *cli,
            const TidingsCommand *command,
            char                **argv)
{
  return run_on_one (cli, command, argv, tidings_bus_agent1_call_remove_reminder_sync, _("The reminder was removed"));
}

/* What `reminders edit` was given. */
typedef struct {
  char *title;
  char *when;
  char *before;
  char *to;
  char *zone;
} Edit;

static void
edit_clear (Edit *edit)
{
  g_free (edit->title);
  g_free (edit->when);
  g_free (edit->before);
  g_free (edit->to);
  g_free (edit->zone);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Edit, edit_clear)

static gboolean
add_moments (GVariantBuilder  *changes,
             const Edit       *edit,
             TidingsReminder  *old,
             gint64            now,
             GError          **error)
{
  g_auto(Plan) plan = { NULL };

  plan.zone = g_strdup (edit->zone != NULL ? edit->zone : old->zone);
  if (edit->when != NULL)
    {
      if (!plan_read_when (&plan, edit->when, now, error))
        return FALSE;
      g_variant_builder_add (changes, "{sv}", "wall", g_variant_new_string (plan.wall));
    }
  if (edit->before != NULL)
    {
      if (!plan_read_before (&plan, edit->before, error))
        return FALSE;
      g_variant_builder_add (changes, "{sv}", "before", seconds_to_variant (plan.before_s, plan.n_before));
    }
  if (edit->zone != NULL)
    g_variant_builder_add (changes, "{sv}", "zone", g_variant_new_string (edit->zone));

  return TRUE;
}

/* The changes as `a{sv}`, sunk; %NULL with @error set. */
static GVariant *
edit_to_variant (const Edit  *edit,
                 TidingsCli  *cli,
                 gint64       id,
                 GError     **error)
{
  g_auto(GVariantBuilder) changes = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr(TidingsReminder) old = NULL;
  g_autoptr(GPtrArray) people = NULL;
  TidingsStore *store = NULL;

  if (!tidings_cli_open_store (cli, &store, error))
    return NULL;
  if (store == NULL)
    {
      tidings_cli_set_usage (error, _("There is no reminder yet"));
      return NULL;
    }
  if ((old = tidings_store_get_reminder (store, id, error)) == NULL)
    {
      tidings_cli_take_store_error (error);
      return NULL;
    }
  if (!add_moments (&changes, edit, old, tidings_cli_get_now (cli), error))
    return NULL;
  if (edit->to != NULL)
    {
      if ((people = tidings_cli_find_people (cli, edit->to, error)) == NULL)
        return NULL;
      g_variant_builder_add (&changes, "{sv}", "people", people_to_variant (people));
    }
  if (edit->title != NULL)
    g_variant_builder_add (&changes, "{sv}", "title", g_variant_new_string (edit->title));

  return g_variant_ref_sink (g_variant_builder_end (&changes));
}

static TidingsExit
edit_reminder (TidingsCli *cli,
               gint64      id,
               GVariant   *changes)
{
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, &error);
  gboolean is_done = FALSE;

  if (agent == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_edit_reminder_sync (agent, id, changes, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings reminders");

  tidings_cli_print ("%s\n", _("The reminder was changed"));

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
run_edit (TidingsCli           *cli,
          const TidingsCommand *command,
          char                **argv)
{
  g_auto(Edit) edit = { NULL };
  const GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_FILENAME, &edit.title, N_("New title"), N_("TEXT") },
    { "when", 0, 0, G_OPTION_ARG_FILENAME, &edit.when, N_("New date and time"), N_("WHEN") },
    { "before", 'b', 0, G_OPTION_ARG_FILENAME, &edit.before, N_("How long before to text; 0 is the time itself"), N_("24h,1h") },
    { "to", 't', 0, G_OPTION_ARG_FILENAME, &edit.to, N_("Who is told, with commas between them"), N_("WHO") },
    { "zone", 'z', 0, G_OPTION_ARG_FILENAME, &edit.zone, N_("Time zone, like Europe/Berlin"), N_("ZONE") },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GVariant) changes = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gint64 id = 0;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((id = tidings_cli_parse_id (arguments[0], &error)) == 0 ||
      (changes = edit_to_variant (&edit, cli, id, &error)) == NULL)
    return tidings_cli_fail (error);
  if (g_variant_n_children (changes) == 0)
    return tidings_command_usage (command, _("Nothing is to be changed"));

  return edit_reminder (cli, id, changes);
}

static const TidingsCommand verbs[] = {
  { .name = "reminders list", .summary = N_("List what is to come"), .n_max = 0, .run = run_list },
  { .name = "reminders done", .arguments = N_("ID"), .summary = N_("Say that it is done; nothing more is sent for it"),
    .n_min = 1, .n_max = 1, .run = run_done },
  { .name = "reminders edit", .arguments = N_("ID"), .summary = N_("Change a reminder"),
    .n_min = 1, .n_max = 1, .run = run_edit },
  { .name = "reminders import", .arguments = N_("FILE.ics"), .summary = N_("Make reminders of the events of a calendar file"),
    .details = N_("FILE may be - for standard input. An event that was imported before is the same reminder again; Ctrl-C keeps what is in."),
    .n_min = 1, .n_max = 1, .run = tidings_cli_run_reminders_import },
  { .name = "reminders remove", .arguments = N_("ID"), .summary = N_("Remove a reminder"),
    .n_min = 1, .n_max = 1, .run = run_remove },
  { NULL },
};

const TidingsCommand tidings_command_reminders = {
  .name = "reminders",
  .arguments = N_("[list|done|edit|remove]"),
  .summary = N_("List, finish, edit or remove reminders"),
  .verbs = verbs,
};

const TidingsCommand tidings_command_remind = {
  .name = "remind",
  .arguments = N_("WHO WHEN TEXT"),
  .summary = N_("Text people ahead of an appointment"),
  .details = N_("WHO is a person’s name, id or number, or several with commas between them. WHEN is when it takes place: "
                "2026-11-22T09:00, “tomorrow 9:00”, “fri 18:30”, 18:30, or “in 2h”."),
  .n_min = 3,
  .n_max = 3,
  .run = run_remind,
};
