/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A while without texts, for everybody or for one: `tidings pause`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-cli-values.h"
#include "tidings-format.h"

/* How long, as it was typed. */
typedef struct {
  char *span;
  char *moment;
  gboolean is_off;
  gboolean json;
} Pause;

static void
pause_clear (Pause *pause)
{
  g_free (pause->span);
  g_free (pause->moment);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pause, pause_clear)

/* The instant at which the pause ends: 0 for none at all, %G_MAXINT64 when a person ends it; -1 with an error of usage. */
static gint64
read_end (const Pause  *pause,
          gint64        now,
          GError      **error)
{
  gint64 span_ms = 0;

  if (pause->is_off + (pause->span != NULL) + (pause->moment != NULL) > 1)
    {
      tidings_cli_set_usage (error, _("Give one of --for, --until and --off"));
      return -1;
    }
  if (pause->is_off)
    return 0;
  if (pause->moment != NULL)
    return tidings_cli_parse_moment (pause->moment, now, error);
  if (pause->span == NULL)
    return G_MAXINT64;

  span_ms = tidings_cli_parse_span (pause->span);
  if (span_ms > 0)
    return now + span_ms;

  /* Translators: %s is what was typed for how long */
  tidings_cli_set_usage (error, _("“%s” is not a while; write 30m, 2h or 3d"), pause->span);

  return -1;
}

static void
print_household (gint64 until,
                 gint64 now)
{
  g_autofree char *moment = tidings_format_moment (until, now);

  if (until == 0)
    tidings_cli_print ("%s\n", _("Sending goes on. What waited is sent now, as far as it still makes sense"));
  else if (until == G_MAXINT64)
    tidings_cli_print ("%s\n", _("Sending is paused until “tidings pause --off”. Nothing comes through: all alerts wait, and no codes are sent"));
  else
    {
      /* Translators: %s is a moment, such as “tomorrow 08:00” */
      tidings_cli_print (_("Sending is paused until %s. Nothing comes through: all alerts wait, and no codes are sent"), moment);
      tidings_cli_print ("\n");
    }
}

static void
print_person (TidingsPerson *person,
              gint64         until,
              gint64         now)
{
  g_autofree char *moment = tidings_format_moment (until, now);

  if (until == 0)
    /* Translators: %s is a person’s name */
    tidings_cli_print (_("Texts to %s go on. What waited is sent now, as far as it still makes sense"), person->name);
  else if (until == G_MAXINT64)
    /* Translators: %s is a person’s name, twice */
    tidings_cli_print (_("Texts to %1$s wait until “tidings pause %1$s --off”. Critical alerts, security alerts and codes still come through"),
                       person->name);
  else
    /* Translators: %1$s is a person’s name, %2$s a moment, such as “tomorrow 08:00” */
    tidings_cli_print (_("Texts to %1$s wait until %2$s. Critical alerts, security alerts and codes still come through"),
                       person->name, moment);
  tidings_cli_print ("\n");
}

static void
print_json (TidingsPerson *person,
            gint64         until)
{
  JsonObject *object = json_object_new ();

  if (person != NULL)
    json_object_set_int_member (object, "person_id", person->id);
  else
    json_object_set_null_member (object, "person_id");
  tidings_json_set_text (object, "person", person != NULL ? person->name : NULL);
  json_object_set_boolean_member (object, "paused", until != 0);
  tidings_json_set_instant (object, "paused_until", until == G_MAXINT64 ? 0 : until);
  tidings_cli_print_object (object);
}

static TidingsExit
set_pause (TidingsCli    *cli,
           TidingsPerson *person,
           gint64         until,
           gboolean       json)
{
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, &error);
  gboolean is_done = FALSE;

  if (agent == NULL)
    return tidings_cli_fail (error);

  /* Until the same moment twice is no longer than once. */
  do
    is_done = person != NULL ? tidings_bus_agent1_call_pause_person_sync (agent, person->id, until, NULL, &error)
                             : tidings_bus_agent1_call_pause_sync (agent, until, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, person != NULL ? "tidings people" : "tidings status");

  if (json)
    print_json (person, until);
  else if (person != NULL)
    print_person (person, until, tidings_cli_get_now (cli));
  else
    print_household (until, tidings_cli_get_now (cli));

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
run_pause (TidingsCli           *cli,
           const TidingsCommand *command,
           char                **argv)
{
  g_auto(Pause) pause = { NULL };
  const GOptionEntry entries[] = {
    { "for", 0, 0, G_OPTION_ARG_FILENAME, &pause.span, N_("How long"), N_("2h") },
    { "until", 0, 0, G_OPTION_ARG_FILENAME, &pause.moment, N_("When it ends by itself, such as “tomorrow 8:00”"), N_("WHEN") },
    { "off", 0, 0, G_OPTION_ARG_NONE, &pause.is_off, N_("Go on now"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &pause.json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gint64 until = 0;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((until = read_end (&pause, tidings_cli_get_now (cli), &error)) < 0 ||
      (arguments[0] != NULL && (person = tidings_cli_find_person (cli, arguments[0], &error)) == NULL))
    return tidings_cli_fail (error);

  return set_pause (cli, person, until, pause.json);
}

const TidingsCommand tidings_command_pause = {
  .name = "pause",
  .arguments = N_("[WHO]"),
  .summary = N_("Let texts wait for a while"),
  .details = N_("Without WHO nothing is sent to anybody: alerts wait, and no codes are sent. With WHO the texts of one person wait, but "
                "for critical alerts, security alerts and codes. The pause ends by itself with --for or --until; without them "
                "it waits for --off. What has waited is sent then, as far as it still makes sense."),
  .n_max = 1,
  .run = run_pause,
};
