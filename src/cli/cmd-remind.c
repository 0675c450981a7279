/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Announcing what is to come: `tidings remind`, and changing it: `tidings reminders edit`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cmd-reminders-private.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-cli-values.h"
#include "tidings-format.h"
#include "tidings-store-reminders.h"

#define SECOND_MS 1000

/* Which texts come too late to be sent, "" for none; an event for which all do is an error. */
static char *
plan_check (const TidingsPlan  *plan,
            gint64              now,
            GError            **error)
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

  if (plan->at <= now)
    {
      tidings_cli_set_usage (error, _("That moment has passed already"));
      return NULL;
    }
  if (n_passed > 0 && n_passed == plan->n_before)
    {
      /* Translators: %s lists times before an event: “24h, 1h” */
      tidings_cli_set_usage (error, _("All moments to text have passed already (%s before); give an earlier one with --before, or 0 for the time itself"), passed->str);
      return NULL;
    }

  return g_string_free (g_steal_pointer (&passed), FALSE);
}

static void
print_added (TidingsCli *cli,
             const char *title,
             const TidingsPlan *plan,
             gint64      id)
{
  g_autofree char *when = tidings_cli_dup_clocks (plan->at, plan->zone, tidings_cli_get_now (cli));
  g_autofree char *row = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  /* Translators: a new reminder: title, time, and its id in the list */
  tidings_cli_print (_("%1$s, %2$s (reminder %3$s)"), title, when, row);
  tidings_cli_print ("\n");
}

/* What was added, as `reminders show` has it. */
static TidingsExit
print_added_json (TidingsCli *cli,
                  gint64      id)
{
  const TidingsCommand *show = tidings_command_find (tidings_command_reminders.verbs, "show");
  g_autofree char *row = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  char *argv[] = { (char *) "show", row, (char *) "--json", NULL };

  return tidings_command_run (show, cli, argv);
}

static TidingsExit
add_reminder (TidingsCli        *cli,
              const char        *title,
              const TidingsPlan *plan,
              const char        *passed,
              GPtrArray         *people,
              GVariant          *options,
              gboolean           json)
{
  g_autoptr(GVariant) before = g_variant_ref_sink (tidings_seconds_to_variant (plan->before_s, plan->n_before));
  g_autoptr(GVariant) ids = g_variant_ref_sink (tidings_people_to_variant (people));
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, &error);
  gint64 id = 0;
  gboolean is_done = FALSE;

  if (agent == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_add_reminder_sync (agent, title, plan->wall, plan->zone != NULL ? plan->zone : "",
                                                         before, ids, options, &id, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings reminders");

  if (*passed != '\0')
    /* Translators: %s lists times before an event: “24h, 1h” */
    tidings_cli_tell (_("No text will be sent %s before, because that moment has passed"), passed);
  if (json)
    return print_added_json (cli, id);

  print_added (cli, title, plan, id);

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
run_remind (TidingsCli           *cli,
            const TidingsCommand *command,
            char                **argv)
{
  g_auto(TidingsPlan) plan = { NULL };
  g_auto(TidingsSeries) series = { NULL };
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *before = NULL;
  g_autofree char *passed = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "before", 'b', 0, G_OPTION_ARG_FILENAME, &before, N_("How long before to text, 24h,1h if not set otherwise; 0 is the time itself"), N_("24h,1h") },
    { "zone", 'z', 0, G_OPTION_ARG_FILENAME, &plan.zone, N_("Time zone of WHEN, like Europe/Berlin"), N_("ZONE") },
    TIDINGS_SERIES_ENTRIES,
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GVariant) options = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gint64 now = 0;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;

  now = tidings_cli_get_now (cli);
  if ((people = tidings_cli_find_people (cli, arguments[0], &error)) == NULL ||
      !tidings_plan_read_when (&plan, arguments[1], now, &error) ||
      !tidings_plan_read_before (&plan, before, &error) ||
      (passed = series.repeat == NULL ? plan_check (&plan, now, &error) : g_strdup ("")) == NULL ||
      !tidings_series_add (&series, &builder, &error))
    return tidings_cli_fail (error);

  options = g_variant_ref_sink (g_variant_builder_end (&builder));

  return add_reminder (cli, arguments[2], &plan, passed, people, options, json);
}

const TidingsCommand tidings_command_remind = {
  .name = "remind",
  .arguments = N_("WHO WHEN TEXT"),
  .summary = N_("Text people ahead of an appointment"),
  .details = N_("WHO is a person’s name, id or number, or several with commas between them. WHEN is when it takes place: "
                "2026-11-22T09:00, “tomorrow 9:00”, “fri 18:30”, 18:30, or “in 2h”. With --repeat it is the first time."),
  .n_min = 3,
  .n_max = 3,
  .run = run_remind,
};

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
  g_auto(TidingsPlan) plan = { NULL };

  plan.zone = g_strdup (edit->zone != NULL ? edit->zone : old->zone);
  if (edit->when != NULL)
    {
      if (!tidings_plan_read_when (&plan, edit->when, now, error))
        return FALSE;
      g_variant_builder_add (changes, "{sv}", "wall", g_variant_new_string (plan.wall));
    }
  if (edit->before != NULL)
    {
      if (!tidings_plan_read_before (&plan, edit->before, error))
        return FALSE;
      g_variant_builder_add (changes, "{sv}", "before", tidings_seconds_to_variant (plan.before_s, plan.n_before));
    }
  if (edit->zone != NULL)
    g_variant_builder_add (changes, "{sv}", "zone", g_variant_new_string (edit->zone));

  return TRUE;
}

/* The changes as `a{sv}`, sunk; %NULL with @error set. */
static GVariant *
edit_to_variant (const Edit           *edit,
                 const TidingsSeries  *series,
                 TidingsCli           *cli,
                 gint64                id,
                 GError              **error)
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
  if (!add_moments (&changes, edit, old, tidings_cli_get_now (cli), error) || !tidings_series_add (series, &changes, error))
    return NULL;
  if (edit->to != NULL)
    {
      if ((people = tidings_cli_find_people (cli, edit->to, error)) == NULL)
        return NULL;
      g_variant_builder_add (&changes, "{sv}", "people", tidings_people_to_variant (people));
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

TidingsExit
tidings_cli_run_reminders_edit (TidingsCli           *cli,
                                const TidingsCommand *command,
                                char                **argv)
{
  g_auto(Edit) edit = { NULL };
  g_auto(TidingsSeries) series = { NULL };
  const GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_FILENAME, &edit.title, N_("New title"), N_("TEXT") },
    { "when", 0, 0, G_OPTION_ARG_FILENAME, &edit.when, N_("New date and time"), N_("WHEN") },
    { "before", 'b', 0, G_OPTION_ARG_FILENAME, &edit.before, N_("How long before to text; 0 is the time itself"), N_("24h,1h") },
    { "to", 't', 0, G_OPTION_ARG_FILENAME, &edit.to, N_("Who is told, with commas between them"), N_("WHO") },
    { "zone", 'z', 0, G_OPTION_ARG_FILENAME, &edit.zone, N_("Time zone, like Europe/Berlin"), N_("ZONE") },
    TIDINGS_SERIES_ENTRIES,
    { "no-turns", 0, 0, G_OPTION_ARG_NONE, &series.no_turns, N_("All people are told each time"), NULL },
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
      (changes = edit_to_variant (&edit, &series, cli, id, &error)) == NULL)
    return tidings_cli_fail (error);
  if (g_variant_n_children (changes) == 0)
    return tidings_command_usage (command, _("Nothing is to be changed"));

  return edit_reminder (cli, id, changes);
}

