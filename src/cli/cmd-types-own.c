/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alert types of one's own: `tidings types add`, `edit` and `remove`. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-alert-type.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-cli-types.h"
#include "tidings-when.h"

/* What was typed of a type; NULL for what was not. */
typedef struct {
  char *title;
  char *text;
  char *group;
  char *description;
  char *subject;
  char *priority;
  char *cooldown;
  char *late;
  char *dedupe_field;
  char *is_private;
  char *is_one_way;
  char **fields;
  char **samples;
  int max_segments;
} Typed;

static void
typed_clear (Typed *typed)
{
  g_free (typed->title);
  g_free (typed->text);
  g_free (typed->group);
  g_free (typed->description);
  g_free (typed->subject);
  g_free (typed->priority);
  g_free (typed->cooldown);
  g_free (typed->late);
  g_free (typed->dedupe_field);
  g_free (typed->is_private);
  g_free (typed->is_one_way);
  g_strfreev (typed->fields);
  g_strfreev (typed->samples);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

static gboolean
parse (Typed                 *typed,
       const TidingsCommand  *command,
       char                 **argv,
       char                ***arguments,
       TidingsExit           *status)
{
  const GOptionEntry entries[] = {
    { "title", 't', 0, G_OPTION_ARG_FILENAME, &typed->title, N_("What people read in lists"), N_("TITLE") },
    { "text", 'x', 0, G_OPTION_ARG_FILENAME, &typed->text, N_("The text that goes out, like 'The tank {{ tank }} is low'"), N_("TEXT") },
    { "group", 'g', 0, G_OPTION_ARG_FILENAME, &typed->group, N_("Group it stands in; “own” without it"), N_("GROUP") },
    { "description", 0, 0, G_OPTION_ARG_FILENAME, &typed->description, N_("One sentence on what it tells"), N_("TEXT") },
    { "subject", 0, 0, G_OPTION_ARG_FILENAME, &typed->subject, N_("Heading in front of the text"), N_("TEXT") },
    { "priority", 'p', 0, G_OPTION_ARG_FILENAME, &typed->priority, N_("low, normal, high or critical"), N_("PRIORITY") },
    { "field", 'f', 0, G_OPTION_ARG_FILENAME_ARRAY, &typed->fields,
      N_("A value that it takes, like unit, code:number or link:link?; may be given several times. Without it the placeholders of the text"), N_("NAME") },
    { "sample", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed->samples,
      N_("A value for previews; one for each field, in their order"), N_("VALUE") },
    { "cooldown", 0, 0, G_OPTION_ARG_FILENAME, &typed->cooldown, N_("Send the same once in this time, like 15m or 1d; 0 always"), N_("TIME") },
    { "dedupe-field", 0, 0, G_OPTION_ARG_FILENAME, &typed->dedupe_field, N_("The value that tells the same from another"), N_("NAME") },
    { "late", 0, 0, G_OPTION_ARG_FILENAME, &typed->late, N_("For how long it makes sense, like 2h; 0 for ever"), N_("TIME") },
    { "max-segments", 0, 0, G_OPTION_ARG_INT, &typed->max_segments, N_("Most texts that one alert may count as, 1 to 10"), N_("NUMBER") },
    { "private", 0, 0, G_OPTION_ARG_FILENAME, &typed->is_private, N_("Erase the text at Twilio when it has arrived"), N_("yes|no") },
    { "one-way", 0, 0, G_OPTION_ARG_FILENAME, &typed->is_one_way, N_("Nobody answers it, so it may come from a name"), N_("yes|no") },
    { NULL },
  };

  typed->max_segments = G_MININT;

  return tidings_command_parse (command, entries, argv, arguments, status);
}

static void
add_text (GVariantBuilder *values,
          const char      *key,
          const char      *text)
{
  if (text != NULL)
    g_variant_builder_add (values, "{sv}", key, g_variant_new_string (text));
}

static void
add_list (GVariantBuilder  *values,
          const char       *key,
          char            **list)
{
  if (list != NULL)
    g_variant_builder_add (values, "{sv}", key, g_variant_new_strv ((const char * const *) list, -1));
}

static gboolean
add_seconds (GVariantBuilder  *values,
             const char       *key,
             const char       *text,
             GError          **error)
{
  g_autoptr(GError) failure = NULL;
  gint64 seconds = 0;

  if (text == NULL)
    return TRUE;
  if (!g_str_equal (text, "0") && (seconds = tidings_duration_parse (text, &failure)) < 0)
    {
      tidings_cli_set_usage (error, "%s", failure->message);
      return FALSE;
    }
  /* Ten years at most, which fit. */
  g_variant_builder_add (values, "{sv}", key, g_variant_new_uint32 (seconds));

  return TRUE;
}

static gboolean
add_choice (GVariantBuilder  *values,
            const char       *key,
            const char       *text,
            GError          **error)
{
  if (text == NULL)
    return TRUE;
  if (!g_str_equal (text, "yes") && !g_str_equal (text, "no"))
    {
      /* Translators: the first %s is the name of an option without its hyphens, the second what was typed for it */
      tidings_cli_set_usage (error, _("--%1$s is yes or no, not “%2$s”"), key, text);
      return FALSE;
    }
  g_variant_builder_add (values, "{sv}", key, g_variant_new_boolean (g_str_equal (text, "yes")));

  return TRUE;
}

/* Only what was typed: an edit leaves the rest as it is. */
static GVariant *
to_values (const Typed  *typed,
           GError      **error)
{
  g_autoptr(GVariantBuilder) values = g_variant_builder_new (G_VARIANT_TYPE_VARDICT);

  add_text (values, "title", typed->title);
  add_text (values, "template", typed->text);
  add_text (values, "group", typed->group);
  add_text (values, "description", typed->description);
  add_text (values, "subject", typed->subject);
  add_text (values, "priority", typed->priority);
  add_text (values, "dedupe-field", typed->dedupe_field);
  add_list (values, "fields", typed->fields);
  add_list (values, "samples", typed->samples);
  /* What is no number of parts is for the agent to refuse; below zero it cannot be said there. */
  if (typed->max_segments != G_MININT)
    g_variant_builder_add (values, "{sv}", "max-segments", g_variant_new_uint32 (MAX (typed->max_segments, 0)));
  if (!add_seconds (values, "cooldown", typed->cooldown, error) || !add_seconds (values, "late", typed->late, error) ||
      !add_choice (values, "private", typed->is_private, error) || !add_choice (values, "one-way", typed->is_one_way, error))
    return NULL;

  return g_variant_ref_sink (g_variant_builder_end (values));
}

static gboolean
put (TidingsCli  *cli,
     const char  *id,
     GVariant    *values,
     GError     **error)
{
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, error);
  gboolean is_done = FALSE;

  if (agent == NULL)
    return FALSE;

  do
    is_done = tidings_bus_agent1_call_put_type_sync (agent, id, values, NULL, error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, error));

  return is_done;
}

/* What is there under this id: to add is not to replace, and to edit is not to begin anew by a slip of the finger. */
static gboolean
look_up (TidingsCli        *cli,
         const char        *id,
         TidingsAlertType **type,
         GError           **error)
{
  TidingsStore *store = NULL;

  if (!tidings_cli_open_store (cli, &store, error))
    return FALSE;
  *type = tidings_catalog_lookup (tidings_catalog_get_default (), id);

  return TRUE;
}

TidingsExit
tidings_cli_run_types_add (TidingsCli            *cli,
                           const TidingsCommand  *command,
                           char                 **argv)
{
  g_auto(Typed) typed = { NULL };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GVariant) values = NULL;
  g_autoptr(GError) error = NULL;
  TidingsAlertType *type = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!parse (&typed, command, argv, &arguments, &status))
    return status;
  if (typed.title == NULL || typed.text == NULL)
    return tidings_command_usage (command, _("Give a title with --title and the text with --text"));
  if ((values = to_values (&typed, &error)) == NULL || !look_up (cli, arguments[0], &type, &error))
    return tidings_cli_fail (error);
  if (type != NULL && type->is_own)
    return tidings_command_usage (command, _("There is an alert type “%s” already; change it with “tidings types edit”"), type->id);
  if (!put (cli, arguments[0], values, &error))
    return tidings_cli_fail_lost (error, "tidings types");

  /* Translators: both %s are the id of an alert type */
  tidings_cli_print (_("%s was added; nobody gets it yet. Switch it on with “tidings types on %s”"), arguments[0], arguments[0]);
  tidings_cli_print ("\n");

  return TIDINGS_EXIT_DONE;
}

TidingsExit
tidings_cli_run_types_edit (TidingsCli            *cli,
                            const TidingsCommand  *command,
                            char                 **argv)
{
  g_auto(Typed) typed = { NULL };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GVariant) values = NULL;
  g_autoptr(GError) error = NULL;
  TidingsAlertType *type = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!parse (&typed, command, argv, &arguments, &status))
    return status;
  if ((values = to_values (&typed, &error)) == NULL)
    return tidings_cli_fail (error);
  if (g_variant_n_children (values) == 0)
    return tidings_command_usage (command, _("Say what to change"));
  if (!look_up (cli, arguments[0], &type, &error))
    return tidings_cli_fail (error);
  if (type == NULL)
    return tidings_command_usage (command, _("There is no alert type called “%s”; “tidings types” lists them"), arguments[0]);
  if (!put (cli, arguments[0], values, &error))
    return tidings_cli_fail_lost (error, "tidings types");

  /* Translators: %s is the id of an alert type */
  tidings_cli_print (_("%s was changed"), arguments[0]);
  tidings_cli_print ("\n");

  return TIDINGS_EXIT_DONE;
}

TidingsExit
tidings_cli_run_types_remove (TidingsCli            *cli,
                              const TidingsCommand  *command,
                              char                 **argv)
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
    is_done = tidings_bus_agent1_call_remove_type_sync (agent, arguments[0], NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings types");

  /* Translators: %s is the id of an alert type */
  tidings_cli_print (_("%s was removed"), arguments[0]);
  tidings_cli_print ("\n");

  return TIDINGS_EXIT_DONE;
}
