/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts on their way: `tidings send`, `alert`, `retry` and `cancel`. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-cli-cheaper.h"
#include "tidings-cli-command.h"
#include "tidings-cli-print.h"
#include "tidings-cli-raise.h"
#include "tidings-cli-store.h"
#include "tidings-cli-values.h"
#include "tidings-store-messages.h"

#define SOURCE "cli"

static TidingsReport
make_report (gboolean wait,
             gboolean dry_run,
             gboolean json)
{
  return (wait ? TIDINGS_REPORT_WAIT : 0) | (dry_run ? TIDINGS_REPORT_DRY_RUN : 0) | (json ? TIDINGS_REPORT_JSON : 0);
}

static GVariant *
ids_to_variant (GPtrArray *people)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (guint i = 0; i < people->len; i++)
    {
      TidingsPerson *person = g_ptr_array_index (people, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, person->id);

      g_variant_builder_add (&builder, "s", id);
    }

  return g_variant_builder_end (&builder);
}

static void
add_text_option (GVariantBuilder *builder,
                 const char      *key,
                 const char      *text)
{
  if (text != NULL)
    g_variant_builder_add (builder, "{sv}", key, g_variant_new_string (text));
}

static void
add_switch_option (GVariantBuilder *builder,
                   const char      *key,
                   gboolean         is_on)
{
  if (is_on)
    g_variant_builder_add (builder, "{sv}", key, g_variant_new_boolean (TRUE));
}

/* Nothing that somebody typed is cut without their knowing. */
static gboolean
check_text (const char  *text,
            gboolean     may_lose,
            gboolean     may_cut,
            const char **fault)
{
  *fault = NULL;
  if (text[strspn (text, " \t\r\n")] == '\0')
    *fault = _("The text is empty");
  else if (!may_cut && tidings_cli_is_too_long (text, may_lose))
    *fault = _("The text is too long: it counts as more than ten texts. Shorten it, or send its beginning with --cut");

  return *fault == NULL;
}

static TidingsExit
run_send (TidingsCli           *cli,
          const TidingsCommand *command,
          char                **argv)
{
  gboolean wait = FALSE;
  gboolean dry_run = FALSE;
  gboolean json = FALSE;
  gboolean cheaper = FALSE;
  gboolean cut = FALSE;
  g_autofree char *media = NULL;
  const GOptionEntry entries[] = {
    { "wait", 'w', 0, G_OPTION_ARG_NONE, &wait, N_("Wait until it is delivered or has failed"), NULL },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_("Say what would happen, and store and send nothing"), NULL },
    { "media", 0, 0, G_OPTION_ARG_FILENAME, &media, N_("Send the picture at this public address along, to phones in US, CA or AU"), N_("URL") },
    { "cheaper", 0, 0, G_OPTION_ARG_NONE, &cheaper, N_("Leave out accents and emoji where the text takes fewer parts without them"), NULL },
    { "cut", 0, 0, G_OPTION_ARG_NONE, &cut, N_("Send the beginning of a text that is too long"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr(GHashTable) values = tidings_cli_values_new ();
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) arguments = NULL;
  g_autofree char *text = NULL;
  const char *fault = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((people = tidings_cli_find_people (cli, arguments[0], &error)) == NULL)
    return tidings_cli_fail (error);
  if ((text = g_str_equal (arguments[1], "-") ? tidings_cli_read_input (&error) : g_strdup (arguments[1])) == NULL)
    return tidings_cli_fail (error);
  if (!check_text (text, cheaper, cut, &fault))
    return tidings_command_usage (command, "%s", fault);

  g_hash_table_insert (values, g_strdup ("text"), g_variant_ref_sink (g_variant_new_string (text)));
  g_variant_builder_add (&options, "{sv}", "to", ids_to_variant (people));
  add_text_option (&options, "source", SOURCE);
  add_text_option (&options, "media", media);
  add_switch_option (&options, "cheaper", cheaper);

  return tidings_cli_raise (cli, "message", tidings_cli_values_to_variant (values), g_variant_builder_end (&options),
                            make_report (wait, dry_run, json));
}

/* Everyone who is meant by the --to options together. */
static GPtrArray *
find_all (TidingsCli  *cli,
          char       **to,
          GError     **error)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (char **who = to; who != NULL && *who != NULL; who++)
    {
      g_autoptr(GPtrArray) people = tidings_cli_find_people (cli, *who, error);

      if (people == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&people));
    }

  return g_steal_pointer (&all);
}

static gboolean
read_values (GHashTable  *values,
             const char  *data_path,
             char       **pairs,
             GError     **error)
{
  g_autofree char *data = NULL;

  if (data_path != NULL && (data = tidings_cli_read_file (data_path, error)) == NULL)
    return FALSE;
  if (data != NULL && !tidings_cli_values_from_data (values, data, error))
    return FALSE;

  for (char **pair = pairs; *pair != NULL; pair++)
    if (!tidings_cli_values_from_pair (values, *pair, error))
      return FALSE;

  return TRUE;
}

static TidingsExit
run_alert (TidingsCli           *cli,
           const TidingsCommand *command,
           char                **argv)
{
  gboolean wait = FALSE;
  gboolean dry_run = FALSE;
  gboolean json = FALSE;
  gboolean cheaper = FALSE;
  g_autofree char *data_path = NULL;
  g_autofree char *urgency = NULL;
  g_autofree char *until = NULL;
  g_autofree char *dedupe = NULL;
  g_autofree char *media = NULL;
  g_auto(GStrv) to = NULL;
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_path, N_("Read values from a file with a JSON object; - is standard input"), N_("FILE") },
    { "to", 't', 0, G_OPTION_ARG_FILENAME_ARRAY, &to, N_("Only to this person; may be given several times"), N_("WHO") },
    { "urgency", 'u', 0, G_OPTION_ARG_FILENAME, &urgency, N_("low, normal, high or critical; not above the type’s own"), N_("URGENCY") },
    { "until", 0, 0, G_OPTION_ARG_FILENAME, &until, N_("Send it before this moment or not at all, like “today 18:30” or “in 2h”"), N_("WHEN") },
    { "dedupe", 0, 0, G_OPTION_ARG_FILENAME, &dedupe, N_("Alerts with the same key are sent once an hour only, or as rarely as their type says"), N_("KEY") },
    { "media", 0, 0, G_OPTION_ARG_FILENAME, &media, N_("Send the picture at this public address along, to phones in US, CA or AU"), N_("URL") },
    { "wait", 'w', 0, G_OPTION_ARG_NONE, &wait, N_("Wait until all are delivered or have failed"), NULL },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_("Say what would happen, and store and send nothing"), NULL },
    { "cheaper", 0, 0, G_OPTION_ARG_NONE, &cheaper, N_("Leave out accents and emoji where the text takes fewer parts without them"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr(GHashTable) values = tidings_cli_values_new ();
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) arguments = NULL;
  gint64 until_at = 0;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (!read_values (values, data_path, arguments + 1, &error))
    return tidings_cli_fail (error);
  if (until != NULL && (until_at = tidings_cli_parse_moment (until, tidings_cli_get_now (cli), &error)) < 0)
    return tidings_cli_fail (error);
  if ((people = find_all (cli, to, &error)) == NULL)
    return tidings_cli_fail (error);

  if (people->len > 0)
    g_variant_builder_add (&options, "{sv}", "to", ids_to_variant (people));
  add_text_option (&options, "source", SOURCE);
  add_text_option (&options, "dedupe", dedupe);
  add_text_option (&options, "urgency", urgency);
  if (until_at != 0)
    g_variant_builder_add (&options, "{sv}", "until", g_variant_new_int64 (until_at));
  add_text_option (&options, "media", media);
  add_switch_option (&options, "cheaper", cheaper);

  return tidings_cli_raise (cli, arguments[0], tidings_cli_values_to_variant (values),
                            g_variant_builder_end (&options), make_report (wait, dry_run, json));
}

static TidingsExit
run_retry (TidingsCli           *cli,
           const TidingsCommand *command,
           char                **argv)
{
  gboolean wait = FALSE;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "wait", 'w', 0, G_OPTION_ARG_NONE, &wait, N_("Wait until it is delivered or has failed"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gint64 id = 0;
  gint64 new_id = 0;
  gboolean is_done = FALSE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((id = tidings_cli_parse_id (arguments[0], &error)) == 0 || (agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_retry_sync (agent, id, &new_id, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings log");

  return tidings_cli_report_message (cli, new_id, make_report (wait, FALSE, json));
}

/* A text of which nobody knows whether it left cannot be canceled, only left as it is. */
static void
tell_canceled (TidingsCli *cli,
               gint64      id,
               const char *typed)
{
  g_autoptr(TidingsMessage) message = NULL;
  TidingsStore *store = NULL;

  if (tidings_cli_open_store (cli, &store, NULL) && store != NULL)
    message = tidings_store_get_message (store, id, NULL);

  if (message != NULL && message->state == TIDINGS_MESSAGE_FAILED)
    /* Translators: %s is the number of a text that may or may not have been sent */
    tidings_cli_print (_("Message %s is left as it is. It counts as sent"), typed);
  else
    tidings_cli_print (_("Message %s was canceled"), typed);
  tidings_cli_print ("\n");
}

static TidingsExit
run_cancel (TidingsCli           *cli,
            const TidingsCommand *command,
            char                **argv)
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
    is_done = tidings_bus_agent1_call_cancel_sync (agent, id, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings log");

  tell_canceled (cli, id, arguments[0]);

  return TIDINGS_EXIT_DONE;
}

const TidingsCommand tidings_command_send = {
  .name = "send",
  .arguments = N_("WHO TEXT"),
  .summary = N_("Send one text"),
  .details = N_("WHO is a person’s name, id or number, or several with commas between them. A TEXT of - is read from standard "
                "input. One that would count as more than ten texts is refused. With --wait the command ends when the text was delivered or has failed; one that is held for quiet "
                "hours or scheduled is reported and not waited for."),
  .n_min = 2,
  .n_max = 2,
  .run = run_send,
};

const TidingsCommand tidings_command_alert = {
  .name = "alert",
  .arguments = N_("TYPE [KEY=VALUE…]"),
  .summary = N_("Raise an alert"),
  .details = N_("It goes to everyone who has switched the TYPE on, or to those named by --to. The values fill the type’s "
                "wording, see “tidings types show TYPE”; nested values have dotted names like order.number. A value given as "
                "KEY=VALUE wins over the same one in --data. Values that the type does not know do nothing."),
  .n_min = 1,
  .n_max = G_MAXUINT,
  .run = run_alert,
};

const TidingsCommand tidings_command_retry = {
  .name = "retry",
  .arguments = N_("ID"),
  .summary = N_("Send a text again that did not arrive"),
  .details = N_("A new text goes, with a story of its own. One of which nobody knows whether it left (in-doubt) may arrive twice."),
  .n_min = 1,
  .n_max = 1,
  .run = run_retry,
};

const TidingsCommand tidings_command_cancel = {
  .name = "cancel",
  .arguments = N_("ID"),
  .summary = N_("Cancel a text that has not left yet"),
  .details = N_("A text of which nobody knows whether it left (in-doubt) is left as it is: it counts as sent, and nothing more is done."),
  .n_min = 1,
  .n_max = 1,
  .run = run_cancel,
};
