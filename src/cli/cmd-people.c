/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose phones get texts: `tidings people`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-history.h"
#include "tidings-cli-json.h"
#include "tidings-store-json.h"
#include "tidings-cli-opt-in.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-cli-values.h"
#include "tidings-country.h"
#include "tidings-format.h"
#include "tidings-phone-number.h"
#include "tidings-sender.h"
#include "tidings-store-arrivals.h"
#include "tidings-store-people.h"

static char *
dup_state_words (TidingsPerson *person,
                 gint64         now)
{
  g_autofree char *when = NULL;

  if (person->opted_out_at != 0)
    {
      when = tidings_format_moment (person->opted_out_at, now);
      /* Translators: someone wants no texts: since when, and how it became known: “by an answer” */
      return g_strdup_printf (C_("person", "stopped %1$s, %2$s"), when, tidings_cli_get_opt_out_words (person));
    }
  if (person->verified_at == 0)
    return g_strdup (C_("person", "not confirmed"));
  if (person->enabled && person->paused_until == G_MAXINT64)
    return g_strdup (C_("person", "paused"));
  if (person->enabled && person->paused_until > now)
    {
      when = tidings_format_moment (person->paused_until, now);
      /* Translators: someone’s texts wait; %s is a moment, such as “tomorrow 08:00” */
      return g_strdup_printf (C_("person", "paused until %s"), when);
    }

  return g_strdup (person->enabled ? C_("person", "confirmed") : C_("person", "switched off"));
}

static char *
dup_quiet (TidingsPerson *person)
{
  int from = -1;
  int to = -1;

  /* Most people's days are alike, and then they are not worth a word. */
  if (!tidings_quiet_hours_get_first (&person->quiet, &from, &to))
    return tidings_quiet_hours_describe_windows (&person->quiet);

  return from < 0 ? g_strdup ("") : g_strdup_printf ("%02d:%02d–%02d:%02d", from / 60, from % 60, to / 60, to % 60);
}

static void
print_people (GPtrArray *people,
              gint64     now)
{
  g_autoptr(TidingsTable) table = tidings_table_new (C_("column", "Id"), C_("column", "Name"), C_("column", "Number"),
                                                     C_("column", "State"), C_("column", "Quiet hours"),
                                                     C_("column", "Alerts"), NULL);

  for (guint i = 0; i < people->len; i++)
    {
      TidingsPerson *person = g_ptr_array_index (people, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, person->id);
      g_autofree char *number = tidings_phone_number_format (person->number);
      g_autofree char *quiet = dup_quiet (person);
      g_autofree char *n_types = g_strdup_printf ("%u", person->types != NULL ? g_strv_length (person->types) : 0);
      g_autofree char *state = dup_state_words (person, now);
      const char *cells[] = { id, person->name, number, state, quiet, n_types };

      tidings_table_add (table, cells);
    }

  tidings_table_print (table);
}

/* What the people's own rows do not say: when their phone last truly received something, and from where. */
static JsonObject *
person_to_json (TidingsStore  *store,
                TidingsPerson *person)
{
  JsonObject *object = tidings_person_to_json (person);
  g_autoptr(TidingsArrival) arrival = tidings_store_get_last_arrival (store, person->number, NULL);

  tidings_json_set_instant (object, "last_received", arrival != NULL ? arrival->at : 0);
  tidings_json_set_text (object, "last_received_from", arrival != NULL ? arrival->sender : NULL);

  return object;
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
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GError) error = NULL;
  TidingsStore *store = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (!tidings_cli_open_store (cli, &store, &error))
    return tidings_cli_fail (error);
  people = store != NULL ? tidings_store_list_people (store, &error) : g_ptr_array_new ();
  if (people == NULL)
    return tidings_cli_fail (error);

  if (json)
    {
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < people->len; i++)
        json_array_add_object_element (array, person_to_json (store, g_ptr_array_index (people, i)));
      tidings_cli_print_array (array);
    }
  else
    print_people (people, tidings_cli_get_now (cli));

  return TIDINGS_EXIT_DONE;
}

/* No number that anybody types. */
#define UNSAID G_MININT

/* What can be said of a person besides name and number. */
typedef struct {
  char *name;
  char *number;
  char *country;
  char *language;
  char *zone;
  char *quiet;
  int rate_hour;
  int rate_day;
  gboolean on;
  gboolean off;
} Changes;

static void
changes_clear (Changes *changes)
{
  g_free (changes->name);
  g_free (changes->number);
  g_free (changes->country);
  g_free (changes->language);
  g_free (changes->zone);
  g_free (changes->quiet);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Changes, changes_clear)

static void
add_text (GVariantBuilder *builder,
          const char      *key,
          const char      *text)
{
  if (text != NULL)
    g_variant_builder_add (builder, "{sv}", key, g_variant_new_string (text));
}

/* The changes as `a{sv}`, floating; %NULL with an error of usage. */
static GVariant *
changes_to_variant (const Changes  *changes,
                    GError        **error)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  TidingsQuietHours quiet = TIDINGS_QUIET_HOURS_NONE;
  g_autofree char *hours = NULL;
  g_autoptr(GError) failure = NULL;

  if (changes->quiet != NULL && !tidings_quiet_hours_parse (changes->quiet, &quiet, &failure))
    {
      tidings_cli_set_usage (error, "%s", failure->message);
      return NULL;
    }
  if (changes->on && changes->off)
    {
      tidings_cli_set_usage (error, _("Give either --on or --off"));
      return NULL;
    }

  add_text (&builder, "name", changes->name);
  add_text (&builder, "number", changes->number);
  add_text (&builder, "country", changes->country);
  add_text (&builder, "language", changes->language);
  add_text (&builder, "zone", changes->zone);
  if (changes->quiet != NULL)
    {
      hours = tidings_quiet_hours_to_string (&quiet);
      add_text (&builder, "quiet", *hours != '\0' ? hours : "off");
    }
  if (changes->rate_hour != UNSAID)
    g_variant_builder_add (&builder, "{sv}", "rate-hour", g_variant_new_int32 (changes->rate_hour));
  if (changes->rate_day != UNSAID)
    g_variant_builder_add (&builder, "{sv}", "rate-day", g_variant_new_int32 (changes->rate_day));
  if (changes->on || changes->off)
    g_variant_builder_add (&builder, "{sv}", "enabled", g_variant_new_boolean (changes->on));

  return g_variant_builder_end (&builder);
}

/* Looks at the number before the agent does, for the words that help: what is wrong with it, what was probably meant. */
static gboolean
check_number (const char  *number,
              const char  *country,
              char       **warning,
              GError     **error)
{
  g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (number, country);
  g_autofree char *words = tidings_number_check_describe (check);
  g_autofree char *meant = check->suggestion != NULL ? tidings_phone_number_format (check->suggestion) : NULL;

  if (!tidings_number_verdict_blocks (check->verdict))
    *warning = g_steal_pointer (&words);
  else if (meant != NULL)
    /* Translators: first what is wrong with a phone number, then the number that was probably meant */
    tidings_cli_set_usage (error, _("%1$s; did you mean %2$s?"), words, meant);
  else if (check->verdict == TIDINGS_NUMBER_NO_COUNTRY)
    tidings_cli_set_usage (error, _("The number has no country; begin it with + or give --country, for example --country DE"));
  else
    tidings_cli_set_usage (error, "%s", words);

  return !tidings_number_verdict_blocks (check->verdict);
}

/* The country to read national digits in: the one given, or the locale's; "" without either, %NULL with an error. */
static char *
choose_country (const char  *given,
                GError     **error)
{
  g_autofree char *country = given != NULL ? g_ascii_strup (given, -1) : tidings_country_code_for_locale (NULL);

  if (given != NULL && tidings_phone_number_calling_code (country) == 0)
    {
      tidings_cli_set_usage (error, _("“%s” is not a country; give its two letters, for example DE"), given);
      return NULL;
    }

  return country != NULL ? g_steal_pointer (&country) : g_strdup ("");
}

static void
print_added (const char *name,
             const char *e164,
             gint64      id)
{
  g_autofree char *number = tidings_phone_number_format (e164);
  g_autofree char *row = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  /* Translators: a new person: name, number, and their id in the list */
  tidings_cli_print (_("%1$s, %2$s, not confirmed (id %3$s)"), name, number, row);
  tidings_cli_print ("\n");
}

static TidingsExit
add_person (TidingsCli *cli,
            const char *name,
            const char *number,
            const char *country,
            GVariant   *changes)
{
  g_autoptr(GVariant) own_changes = g_variant_ref_sink (changes);
  g_autofree char *warning = NULL;
  g_autofree char *e164 = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  gint64 id = 0;
  gboolean is_done = FALSE;

  if (!check_number (number, *country != '\0' ? country : NULL, &warning, &error) ||
      (agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_add_person_sync (agent, name, number, country, own_changes, &id, &e164, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings people");

  print_added (name, e164, id);
  if (warning != NULL)
    tidings_cli_tell ("%s", warning);

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
run_add (TidingsCli           *cli,
         const TidingsCommand *command,
         char                **argv)
{
  g_auto(Changes) changes = { .rate_hour = UNSAID, .rate_day = UNSAID };
  const GOptionEntry entries[] = {
    { "country", 'c', 0, G_OPTION_ARG_FILENAME, &changes.country, N_("Country of a number without +, as two letters"), N_("CC") },
    { "language", 0, 0, G_OPTION_ARG_FILENAME, &changes.language, N_("Language of their texts, like de"), N_("LANGUAGE") },
    { "zone", 0, 0, G_OPTION_ARG_FILENAME, &changes.zone, N_("Their time zone, like Europe/Berlin"), N_("ZONE") },
    { "quiet", 0, 0, G_OPTION_ARG_FILENAME, &changes.quiet, N_("Quiet hours, also by weekday, or off"), N_("22:00-07:00") },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autofree char *country = NULL;
  g_autoptr(GError) error = NULL;
  GVariant *variant = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((country = choose_country (changes.country, &error)) == NULL)
    return tidings_cli_fail (error);

  g_clear_pointer (&changes.country, g_free);
  if ((variant = changes_to_variant (&changes, &error)) == NULL)
    return tidings_cli_fail (error);

  return add_person (cli, arguments[0], arguments[1], country, variant);
}

static TidingsExit
edit_person (TidingsCli    *cli,
             TidingsPerson *person,
             GVariant      *changes)
{
  g_autoptr(GVariant) own_changes = g_variant_ref_sink (changes);
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, &error);
  gboolean is_done = FALSE;

  if (agent == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_edit_person_sync (agent, person->id, own_changes, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings people");

  /* Translators: %s is a person’s name */
  tidings_cli_print (_("%s was changed"), person->name);
  tidings_cli_print ("\n");

  return TIDINGS_EXIT_DONE;
}

static gboolean
check_edit (TidingsPerson  *person,
            Changes        *changes,
            GError        **error)
{
  g_autofree char *country = NULL;
  g_autofree char *warning = NULL;

  if (changes->country != NULL)
    {
      if ((country = choose_country (changes->country, error)) == NULL)
        return FALSE;
      g_free (changes->country);
      changes->country = g_steal_pointer (&country);
    }

  if (changes->number == NULL)
    return TRUE;
  if (!check_number (changes->number, changes->country != NULL ? changes->country : person->country, &warning, error))
    return FALSE;
  if (warning != NULL)
    tidings_cli_tell ("%s", warning);

  return TRUE;
}

static TidingsExit
run_edit (TidingsCli           *cli,
          const TidingsCommand *command,
          char                **argv)
{
  g_auto(Changes) changes = { .rate_hour = UNSAID, .rate_day = UNSAID };
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &changes.name, N_("New name"), N_("NAME") },
    { "number", 0, 0, G_OPTION_ARG_FILENAME, &changes.number, N_("New number; it has to be confirmed again"), N_("NUMBER") },
    { "country", 'c', 0, G_OPTION_ARG_FILENAME, &changes.country, N_("Country of the number, as two letters"), N_("CC") },
    { "language", 0, 0, G_OPTION_ARG_FILENAME, &changes.language, N_("Language of their texts, like de"), N_("LANGUAGE") },
    { "zone", 0, 0, G_OPTION_ARG_FILENAME, &changes.zone, N_("Their time zone, like Europe/Berlin; empty for the computer’s"), N_("ZONE") },
    { "quiet", 0, 0, G_OPTION_ARG_FILENAME, &changes.quiet, N_("Quiet hours, also by weekday, or off"), N_("22:00-07:00") },
    { "rate-hour", 0, 0, G_OPTION_ARG_INT, &changes.rate_hour, N_("Texts they get in an hour; 0 for any, -1 for everybody’s limit"), N_("N") },
    { "rate-day", 0, 0, G_OPTION_ARG_INT, &changes.rate_day, N_("Texts they get in a day; 0 for any, -1 for everybody’s limit"), N_("N") },
    { "on", 0, 0, G_OPTION_ARG_NONE, &changes.on, N_("They get their alerts"), NULL },
    { "off", 0, 0, G_OPTION_ARG_NONE, &changes.off, N_("They get nothing but security alerts"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GVariant) variant = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((person = tidings_cli_find_person (cli, arguments[0], &error)) == NULL ||
      !check_edit (person, &changes, &error) || (variant = changes_to_variant (&changes, &error)) == NULL)
    return tidings_cli_fail (error);

  g_variant_ref_sink (variant);
  if (g_variant_n_children (variant) == 0)
    return tidings_command_usage (command, _("Nothing is to be changed"));

  return edit_person (cli, person, variant);
}

static void
print_line (TidingsPerson *person,
            gboolean       is_valid,
            const char    *type,
            const char    *carrier,
            gboolean       is_paid)
{
  g_autofree char *number = tidings_phone_number_format (person->number);

  if (!is_valid)
    /* Translators: %1$s is a person’s name, %2$s their number */
    tidings_cli_print (_("%1$s: Twilio says that %2$s cannot exist. Nothing is sent to it; correct the number"), person->name, number);
  else if (!is_paid)
    /* Translators: %1$s is a person’s name, %2$s their number */
    tidings_cli_print (_("%1$s: %2$s can exist. Line type and carrier were not asked for, as Twilio charges for that"), person->name, number);
  else if (!tidings_line_takes_texts (type))
    /* Translators: %1$s is a person’s name, %2$s their number, %3$s a kind of line in Twilio’s words, such as “landline” */
    tidings_cli_print (_("%1$s: %2$s is of the kind “%3$s”, which takes no texts"), person->name, number, type);
  else if (type == NULL)
    /* Translators: %1$s is a person’s name, %2$s their number */
    tidings_cli_print (_("%1$s: %2$s can exist. Its line type and carrier are not known"), person->name, number);
  else
    /* Translators: %1$s is a person’s name, %2$s their number, %3$s a kind of line in Twilio’s words, such as “mobile”,
     * %4$s the name of a phone network, may be “unknown” */
    tidings_cli_print (_("%1$s: %2$s is of the kind “%3$s”, carrier: %4$s"), person->name, number, type,
                       carrier != NULL ? carrier : C_("carrier", "unknown"));
  tidings_cli_print ("\n");
}

static void
print_line_json (TidingsPerson *person,
                 gboolean       is_valid,
                 const char    *country,
                 const char    *type,
                 const char    *carrier,
                 gboolean       is_paid,
                 gint64         at)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", person->id);
  tidings_json_set_text (object, "name", person->name);
  tidings_json_set_text (object, "number", person->number);
  json_object_set_boolean_member (object, "valid", is_valid);
  tidings_json_set_text (object, "country", country);
  tidings_json_set_text (object, "type", type);
  tidings_json_set_text (object, "carrier", carrier);
  json_object_set_boolean_member (object, "paid", is_paid);
  tidings_json_set_instant (object, "at", at);
  tidings_cli_print_object (object);
}

static TidingsExit
run_lookup (TidingsCli           *cli,
            const TidingsCommand *command,
            char                **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autofree char *country = NULL;
  g_autofree char *type = NULL;
  g_autofree char *carrier = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gboolean is_valid = FALSE;
  gboolean is_paid = FALSE;
  gboolean is_done = FALSE;
  gint64 at = 0;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((person = tidings_cli_find_person (cli, arguments[0], &error)) == NULL ||
      (agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_look_up_sync (agent, person->id, &is_valid, &country, &type, &carrier, &is_paid, &at,
                                                    NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  if (!is_done)
    return tidings_cli_fail (error);

  if (json)
    print_line_json (person, is_valid, country, type, carrier, is_paid, at);
  else
    print_line (person, is_valid, *type != '\0' ? type : NULL, *carrier != '\0' ? carrier : NULL, is_paid);

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
run_remove (TidingsCli           *cli,
            const TidingsCommand *command,
            char                **argv)
{
  gboolean with_messages = FALSE;
  const GOptionEntry entries[] = {
    { "with-messages", 0, 0, G_OPTION_ARG_NONE, &with_messages, N_("Also delete their texts from the log"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gboolean is_done = FALSE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((person = tidings_cli_find_person (cli, arguments[0], &error)) == NULL ||
      (agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_remove_person_sync (agent, person->id, with_messages, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings people");

  /* Translators: %s is a person’s name */
  tidings_cli_print (_("%s was removed"), person->name);
  tidings_cli_print ("\n");

  return TIDINGS_EXIT_DONE;
}

static const TidingsCommand verbs[] = {
  { .name = "people list", .summary = N_("List everyone"), .n_max = 0, .run = run_list },
  { .name = "people add", .arguments = N_("NAME NUMBER"), .summary = N_("Add somebody"),
    .details = N_("The number may be written as people write it. Without + it is read in --country, or in the country of "
                  "your locale. Nothing is sent to it before it is confirmed, see “tidings verify”."),
    .n_min = 2, .n_max = 2, .run = run_add },
  { .name = "people edit", .arguments = N_("WHO"), .summary = N_("Change somebody"),
    .details = N_("Quiet hours may differ by weekday: --quiet \"mo-fr 22:00-07:00 sa,su 23:00-09:00\". A window belongs to the day on "
                  "which it begins. Texts wait until they end; critical alerts, security alerts and codes still come through."),
    .n_min = 1, .n_max = 1, .run = run_edit },
  { .name = "people lookup", .arguments = N_("WHO"), .summary = N_("Ask Twilio what somebody’s number is"),
    .details = N_("Whether such a number can exist is free to know. Line type and carrier are asked for only if the setting "
                  "look-up is on, as Twilio charges for each number; that answer is kept for 30 days. Nothing is sent to a "
                  "number that cannot exist, or to a line that takes no texts."),
    .n_min = 1, .n_max = 1, .run = run_lookup },
  { .name = "people opt-in", .arguments = N_("WHO"), .summary = N_("Show how somebody who texted STOP comes back"),
    .details = N_("Nothing is sent to them until they themselves text START to the sender. The code that is printed opens that "
                  "text on a phone, ready to be sent."),
    .n_min = 1, .n_max = 1, .run = tidings_cli_run_opt_in },
  { .name = "people history", .arguments = N_("WHO"), .summary = N_("Show what happened to somebody’s consent and number"),
    .details = N_("When they were added, confirmed their number, texted STOP or START, and what was switched on or off for them, with "
                  "who asked for it."),
    .n_min = 1, .n_max = 1, .run = tidings_cli_run_history },
  { .name = "people remove", .arguments = N_("WHO"), .summary = N_("Remove somebody"),
    .n_min = 1, .n_max = 1, .run = run_remove },
  { NULL },
};

const TidingsCommand tidings_command_people = {
  .name = "people",
  .arguments = N_("[list|add|edit|lookup|opt-in|history|remove]"),
  .summary = N_("List, add, edit or remove people"),
  .verbs = verbs,
};
