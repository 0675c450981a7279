/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people are told about, and in which words: `tidings types`. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-alert-type.h"
#include "tidings-answer.h"
#include "tidings-cli-cheaper.h"
#include "tidings-cli-command.h"
#include "tidings-cli-json.h"
#include "tidings-store-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-replies.h"
#include "tidings-cli-store.h"
#include "tidings-cli-types.h"
#include "tidings-field.h"
#include "tidings-store-people.h"

/* The group whose texts people are tempted to answer with CANCEL. */
#define APPOINTMENTS "health"

/* Whose switches are shown: one person's, or everyone's. */
typedef struct {
  TidingsStore *store; /* not owned, may be NULL */
  TidingsPerson *person;
  GPtrArray *people;
} Audience;

static void
audience_clear (Audience *audience)
{
  g_clear_object (&audience->person);
  g_clear_pointer (&audience->people, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Audience, audience_clear)

static gboolean
audience_read (Audience    *audience,
               TidingsCli  *cli,
               const char  *who,
               GError     **error)
{
  if (who != NULL && (audience->person = tidings_cli_find_person (cli, who, error)) == NULL)
    return FALSE;
  if (!tidings_cli_open_store (cli, &audience->store, error))
    return FALSE;

  audience->people = audience->store != NULL ? tidings_store_list_people (audience->store, error) : g_ptr_array_new ();

  return audience->people != NULL;
}

static TidingsSwitch
audience_get_switch (const Audience   *audience,
                     TidingsAlertType *type)
{
  guint n_on = 0;

  if (type->addressed)
    return TIDINGS_SWITCH_NONE;
  if (type->always_on)
    return TIDINGS_SWITCH_ON;
  if (audience->person != NULL)
    return tidings_person_has_type (audience->person, type->id) ? TIDINGS_SWITCH_ON : TIDINGS_SWITCH_OFF;

  for (guint i = 0; i < audience->people->len; i++)
    n_on += tidings_person_has_type (g_ptr_array_index (audience->people, i), type->id) ? 1 : 0;

  if (n_on == 0)
    return TIDINGS_SWITCH_OFF;

  return n_on == audience->people->len ? TIDINGS_SWITCH_ON : TIDINGS_SWITCH_MIXED;
}

/* Language whose wording is shown: the one asked for, the person's, or the process's. */
static const char *
audience_get_language (const Audience *audience,
                       const char     *language)
{
  if (language != NULL)
    return language;
  if (audience->person != NULL)
    return audience->person->language;

  for (const char * const *name = g_get_language_names (); *name != NULL; name++)
    if (strpbrk (*name, ".@") == NULL)
      return g_str_equal (*name, "C") ? "en" : *name;

  return "en";
}

/* The text in use: the household's own wording, or the one that came with Tidings. */
static char *
dup_wording (const Audience   *audience,
             TidingsAlertType *type,
             const char       *language)
{
  const char *choice = audience_get_language (audience, language);
  char *own = audience->store != NULL ? tidings_store_dup_wording (audience->store, type->id, choice) : NULL;

  return own != NULL ? own : tidings_alert_type_dup_template (type, choice);
}

static const char *
get_switch_words (TidingsAlertType *type,
                  TidingsSwitch     on)
{
  if (type->always_on)
    return C_("alert type", "always on");

  switch (on)
    {
    case TIDINGS_SWITCH_ON:
      return C_("alert type", "on");
    case TIDINGS_SWITCH_MIXED:
      return C_("alert type", "for some");
    case TIDINGS_SWITCH_NONE:
      return C_("alert type", "when named");
    case TIDINGS_SWITCH_OFF:
    default:
      return C_("alert type", "off");
    }
}

static TidingsAlertType *
find_type (const char  *id,
           GError     **error)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), id);

  if (type == NULL)
    tidings_cli_set_usage (error, _("There is no alert type called “%s”; “tidings types” lists them"), id);

  return type;
}

static void
print_group (TidingsTable   *table,
             GListModel     *types,
             const char     *group,
             const Audience *audience)
{
  g_autofree char *group_title = tidings_catalog_dup_group_title (tidings_catalog_get_default (), group);

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);
      g_autofree char *title = NULL;

      if (!g_str_equal (type->group, group))
        continue;

      title = tidings_alert_type_dup_title (type, NULL);
      tidings_table_add (table, (const char *[]) { group_title, type->id,
                                                   get_switch_words (type, audience_get_switch (audience, type)), title });
    }
}

static void
print_types (const Audience *audience)
{
  g_autoptr(TidingsTable) table = tidings_table_new (C_("column", "Group"), C_("column", "Type"), C_("column", "Switch"),
                                                     C_("column", "Title"), NULL);
  TidingsCatalog *catalog = tidings_catalog_get_default ();

  for (const char * const *group = tidings_catalog_list_groups (catalog); *group != NULL; group++)
    print_group (table, tidings_catalog_list_types (catalog), *group, audience);

  tidings_table_print (table);
}

static void
print_types_json (const Audience *audience)
{
  GListModel *types = tidings_catalog_list_types (tidings_catalog_get_default ());
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);
      g_autofree char *wording = dup_wording (audience, type, NULL);

      json_array_add_object_element (array, tidings_alert_type_to_json (type, wording, audience_get_switch (audience, type)));
    }

  tidings_cli_print_array (array);
}

static TidingsExit
run_list (TidingsCli           *cli,
          const TidingsCommand *command,
          char                **argv)
{
  g_autofree char *who = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "for", 'f', 0, G_OPTION_ARG_FILENAME, &who, N_("Show this person’s switches"), N_("WHO") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_auto(Audience) audience = { NULL };
  g_autoptr(GError) error = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (!audience_read (&audience, cli, who, &error))
    return tidings_cli_fail (error);

  if (json)
    print_types_json (&audience);
  else
    print_types (&audience);

  return TIDINGS_EXIT_DONE;
}

static void
print_field (const char *label,
             const char *value)
{
  g_autofree char *clean = tidings_cli_clean (value);

  if (*clean != '\0')
    /* Translators: a label and its value, “Title: Job failed” */
    tidings_cli_print (_("%1$s: %2$s"), label, clean);
  if (*clean != '\0')
    tidings_cli_print ("\n");
}

/* "unit code:number link:link?" */
static char *
dup_fields (TidingsAlertType *type)
{
  GString *fields = g_string_new (NULL);

  for (guint i = 0; type->fields[i] != NULL; i++)
    {
      g_autofree char *field = tidings_field_format (type->fields[i], type->kinds[i]);

      g_string_append_printf (fields, "%s%s", i > 0 ? " " : "", field);
    }

  return g_string_free (fields, FALSE);
}

static void
print_type (TidingsAlertType *type,
            const Audience   *audience)
{
  TidingsCatalog *catalog = tidings_catalog_get_default ();
  g_autofree char *title = tidings_alert_type_dup_title (type, NULL);
  g_autofree char *description = tidings_alert_type_dup_description (type, NULL);
  g_autofree char *group = tidings_catalog_dup_group_title (catalog, type->group);
  g_autofree char *wording = dup_wording (audience, type, NULL);
  g_autofree char *fields = dup_fields (type);

  print_field (_("Type"), type->id);
  print_field (_("Title"), title);
  print_field (_("Group"), group);
  if (type->is_own)
    print_field (_("Origin"), C_("alert type", "your own"));
  print_field (_("Description"), description);
  print_field (_("Priority"), tidings_priority_to_string (type->priority));
  print_field (_("Switch"), get_switch_words (type, audience_get_switch (audience, type)));
  print_field (_("Values (? may be left out)"), fields);
  print_field (_("Wording"), wording);
  if (g_str_equal (type->group, APPOINTMENTS) || tidings_answer_asks_for_cancel (wording))
    tidings_cli_tell_cancel ();
}

static TidingsExit
run_show (TidingsCli           *cli,
          const TidingsCommand *command,
          char                **argv)
{
  g_autofree char *who = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "for", 'f', 0, G_OPTION_ARG_FILENAME, &who, N_("Show this person’s switch and language"), N_("WHO") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_auto(Audience) audience = { NULL };
  g_autofree char *wording = NULL;
  g_autoptr(GError) error = NULL;
  TidingsAlertType *type = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (!audience_read (&audience, cli, who, &error) || (type = find_type (arguments[0], &error)) == NULL)
    return tidings_cli_fail (error);

  wording = dup_wording (&audience, type, NULL);
  if (json)
    tidings_cli_print_object (tidings_alert_type_to_json (type, wording, audience_get_switch (&audience, type)));
  else
    print_type (type, &audience);

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
set_subscription (TidingsCli *cli,
                  gint64      person,
                  const char *type,
                  gboolean    on)
{
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, &error);
  gboolean is_done = FALSE;

  if (agent == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_set_subscription_sync (agent, person, type, on, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  return is_done ? TIDINGS_EXIT_DONE : tidings_cli_fail_lost (error, "tidings types");
}

static void
print_switched (const char *type,
                const char *name,
                gboolean    on)
{
  if (name != NULL && on)
    /* Translators: %1$s is the id of an alert type, %2$s a person’s name */
    tidings_cli_print (_("%1$s is on for %2$s"), type, name);
  else if (name != NULL)
    tidings_cli_print (_("%1$s is off for %2$s"), type, name);
  else if (on)
    tidings_cli_print (_("%s is on for everyone"), type);
  else
    tidings_cli_print (_("%s is off for everyone"), type);

  tidings_cli_print ("\n");
}

static TidingsExit
switch_type (TidingsCli           *cli,
             const TidingsCommand *command,
             char                **argv,
             gboolean              on)
{
  g_autofree char *who = NULL;
  const GOptionEntry entries[] = {
    { "for", 'f', 0, G_OPTION_ARG_FILENAME, &who, N_("Only for this person; otherwise for everyone"), N_("WHO") },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (who != NULL && (person = tidings_cli_find_person (cli, who, &error)) == NULL)
    return tidings_cli_fail (error);

  status = set_subscription (cli, person != NULL ? person->id : 0, arguments[0], on);
  if (status == TIDINGS_EXIT_DONE)
    print_switched (arguments[0], person != NULL ? person->name : NULL, on);

  return status;
}

static TidingsExit
run_on (TidingsCli           *cli,
        const TidingsCommand *command,
        char                **argv)
{
  return switch_type (cli, command, argv, TRUE);
}

static TidingsExit
run_off (TidingsCli           *cli,
         const TidingsCommand *command,
         char                **argv)
{
  return switch_type (cli, command, argv, FALSE);
}

static TidingsExit
set_template (TidingsCli *cli,
              const char *type,
              const char *language,
              const char *text)
{
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, &error);
  gboolean is_done = FALSE;

  if (agent == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_set_template_sync (agent, type, language, text, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings types template");

  if (*text != '\0')
    /* Translators: %s is the id of an alert type */
    tidings_cli_print (_("%s has a wording of its own now"), type);
  else
    tidings_cli_print (_("%s has the wording again that came with Tidings"), type);
  tidings_cli_print ("\n");
  tidings_cli_warn_of_costly (text);
  if (tidings_answer_asks_for_cancel (text))
    tidings_cli_tell_cancel ();

  return TIDINGS_EXIT_DONE;
}

static void
print_wording_json (const char *type,
                    const char *language,
                    const char *wording)
{
  JsonObject *object = json_object_new ();

  tidings_json_set_text (object, "id", type);
  tidings_json_set_text (object, "language", language);
  tidings_json_set_text (object, "template", wording);
  tidings_cli_print_object (object);
}

static TidingsExit
run_template (TidingsCli           *cli,
              const TidingsCommand *command,
              char                **argv)
{
  g_autofree char *language = NULL;
  g_autofree char *who = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "language", 'l', 0, G_OPTION_ARG_FILENAME, &language, N_("Language of the wording, like de"), N_("LANGUAGE") },
    { "for", 'f', 0, G_OPTION_ARG_FILENAME, &who, N_("In this person’s language"), N_("WHO") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_auto(Audience) audience = { NULL };
  g_autofree char *wording = NULL;
  g_autoptr(GError) error = NULL;
  TidingsAlertType *type = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (!audience_read (&audience, cli, who, &error) || (type = find_type (arguments[0], &error)) == NULL)
    return tidings_cli_fail (error);
  if (language == NULL && audience.person != NULL)
    language = g_strdup (audience.person->language);
  if (arguments[1] != NULL)
    return set_template (cli, type->id, language != NULL ? language : "", arguments[1]);

  wording = dup_wording (&audience, type, language);
  if (json)
    print_wording_json (type->id, audience_get_language (&audience, language), wording);
  else
    tidings_cli_print ("%s\n", wording);

  return TIDINGS_EXIT_DONE;
}

static const TidingsCommand verbs[] = {
  { .name = "types list", .summary = N_("List all alert types and whether they are on"), .n_max = 0, .run = run_list },
  { .name = "types show", .arguments = N_("TYPE"), .summary = N_("Show one alert type with its values and its wording"),
    .n_min = 1, .n_max = 1, .run = run_show },
  { .name = "types on", .arguments = N_("TYPE"), .summary = N_("Switch an alert type on"),
    .n_min = 1, .n_max = 1, .run = run_on },
  { .name = "types off", .arguments = N_("TYPE"), .summary = N_("Switch an alert type off"),
    .n_min = 1, .n_max = 1, .run = run_off },
  { .name = "types template", .arguments = N_("TYPE [TEXT]"), .summary = N_("Show or change the wording of an alert type"),
    .details = N_("In TEXT, {{ unit }} stands for the value “unit”, and {{ link? }} for one that may be missing. An empty "
                  "TEXT brings back the wording that came with Tidings."),
    .n_min = 1, .n_max = 2, .run = run_template },
  { .name = "types add", .arguments = N_("ID"), .summary = N_("Add an alert type of your own"),
    .details = N_("ID is its name for programs: a to z, digits and _. Give at least --title and --text. In the text, {{ unit }} stands for the "
                  "value “unit”, {{ link? }} for one that may be missing, and {{ person }} for the name of who gets it. Nobody "
                  "gets it before it is switched on."),
    .n_min = 1, .n_max = 1, .run = tidings_cli_run_types_add },
  { .name = "types edit", .arguments = N_("ID"), .summary = N_("Change an alert type of your own"),
    .details = N_("What is not given stays as it is, and whoever had it on keeps it on. With another text and without --field its "
                  "values follow the placeholders."),
    .n_min = 1, .n_max = 1, .run = tidings_cli_run_types_edit },
  { .name = "types remove", .arguments = N_("ID"), .summary = N_("Remove an alert type of your own"),
    .details = N_("Texts of it that wait are canceled; the log keeps what was sent."),
    .n_min = 1, .n_max = 1, .run = tidings_cli_run_types_remove },
  { NULL },
};

const TidingsCommand tidings_command_types = {
  .name = "types",
  .arguments = N_("[list|show|on|off|template|add|edit|remove]"),
  .summary = N_("List alert types, switch them, change their wording, and make your own"),
  .verbs = verbs,
};
