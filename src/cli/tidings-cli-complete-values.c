/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can stand at the end of a command line that is being typed: the people, types and ids that there are, and fixed words. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-alert-type.h"
#include "tidings-cli-complete-private.h"
#include "tidings-cli-store.h"
#include "tidings-country.h"
#include "tidings-field.h"
#include "tidings-format.h"
#include "tidings-language.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-store-programs.h"
#include "tidings-store-reminders.h"

/* A list that nobody reads to its end is no help. */
#define MAX_ROWS 50

static TidingsStore *
get_store (const TidingsWord *word)
{
  return tidings_cli_peek_store (word->completion->cli);
}

static gboolean
takes (const TidingsWord *word,
       const char        *command)
{
  return g_str_equal (word->command->name, command);
}

static void
add_id (const TidingsWord *word,
        gint64             id,
        const char        *description)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  tidings_word_add (word, text, description);
}

static gboolean
is_same_name (TidingsPerson *a,
              TidingsPerson *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a->name, -1);
  g_autofree char *folded_b = g_utf8_casefold (b->name, -1);

  return a != b && g_str_equal (folded_a, folded_b);
}

/* Whether a name says who is meant, also on a command line. */
static gboolean
is_clear (GPtrArray     *people,
          TidingsPerson *person,
          gboolean       in_list)
{
  if (person->name[0] == '-' || (in_list && strchr (person->name, ',') != NULL))
    return FALSE;
  for (const char *at = person->name; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      return FALSE;
  for (guint i = 0; i < people->len; i++)
    if (is_same_name (g_ptr_array_index (people, i), person))
      return FALSE;

  return TRUE;
}

/* Names are for everybody who looks over the shoulder, numbers only for those who begin to type one. */
static void
add_person (const TidingsWord *word,
            GPtrArray         *people,
            TidingsPerson     *person,
            gboolean           in_list)
{
  g_autofree char *name = g_strdelimit (g_strdup (person->name), "\t\r\n", ' ');
  g_autofree char *end = strlen (person->number) > 2 ? g_strdup (person->number + strlen (person->number) - 2) : g_strdup ("");
  g_autofree char *both = g_strdup_printf ("%s, …%s", name, end);

  if (word->typed[0] == '+')
    tidings_word_add (word, person->number, name);
  else if (is_clear (people, person, in_list))
    tidings_word_add (word, person->name, NULL);

  if (g_ascii_isdigit (word->typed[0]) || !is_clear (people, person, in_list))
    add_id (word, person->id, both);
}

static gboolean
takes_several_people (const TidingsWord *word)
{
  return takes (word, "send") || takes (word, "remind") || takes (word, "alert") || takes (word, "reminders edit");
}

/* The part behind the last comma, where several may stand. */
static void
split_list (const TidingsWord  *word,
            TidingsWord        *last,
            char              **head)
{
  const char *comma = strrchr (word->typed, ',');

  *last = *word;
  if (comma == NULL)
    return;

  last->typed = comma + 1;
  *head = g_strdup_printf ("%s%.*s", word->head, (int) (comma + 1 - word->typed), word->typed);
  last->head = *head;
}

static void
add_people (const TidingsWord *word)
{
  g_autoptr(GPtrArray) people = get_store (word) != NULL ? tidings_store_list_people (get_store (word), NULL) : NULL;
  g_autofree char *head = NULL;
  TidingsWord last = *word;

  if (people == NULL)
    return;
  if (takes_several_people (word))
    split_list (word, &last, &head);

  for (guint i = 0; i < people->len; i++)
    add_person (&last, people, g_ptr_array_index (people, i), head != NULL);
}

/* What is switched has a switch, and what is changed is one's own. */
static gboolean
fits_command (const TidingsWord *word,
              TidingsAlertType  *type)
{
  if (takes (word, "types edit") || takes (word, "types remove"))
    return type->is_own;
  if (takes (word, "types on") || takes (word, "types off"))
    return !type->addressed && !type->always_on;

  return TRUE;
}

static void
add_types (const TidingsWord *word)
{
  GListModel *types = tidings_catalog_list_types (tidings_catalog_get_default ());

  get_store (word);
  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);
      g_autofree char *title = tidings_alert_type_dup_title (type, NULL);

      if (fits_command (word, type))
        tidings_word_add (word, type->id, title);
    }
}

static gboolean
is_given (const TidingsWord *word,
          const char        *key)
{
  for (guint i = 1; i < word->arguments->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (word->arguments, i), key))
      return TRUE;

  return FALSE;
}

/* The values that the type takes, which is the first argument, with one for example. */
static void
add_keys (const TidingsWord *word)
{
  TidingsAlertType *type = NULL;
  g_autoptr(JsonObject) samples = NULL;

  get_store (word);
  type = tidings_catalog_lookup (tidings_catalog_get_default (), g_ptr_array_index (word->arguments, 0));
  if (type == NULL)
    return;

  samples = tidings_alert_type_dup_samples (type);
  for (guint i = 0; type->fields[i] != NULL; i++)
    {
      g_autofree char *name = tidings_field_dup_name (type->fields[i]);
      g_autofree char *key = g_strconcat (name, "=", NULL);

      if (!is_given (word, key))
        tidings_word_add (word, key, json_object_get_string_member_with_default (samples, name, NULL));
    }
}

static void
add_reminders (const TidingsWord *word)
{
  gboolean with_past = takes (word, "reminders show") || takes (word, "reminders remove");
  g_autoptr(GPtrArray) reminders = get_store (word) != NULL ? tidings_store_list_reminders (get_store (word), with_past, NULL)
                                                            : NULL;

  for (guint i = 0; reminders != NULL && i < MIN (reminders->len, MAX_ROWS); i++)
    {
      TidingsReminder *reminder = g_ptr_array_index (reminders, i);
      g_autofree char *moment = tidings_format_moment (reminder->at, tidings_cli_get_now (word->completion->cli));
      g_autofree char *description = g_strdup_printf ("%s · %s", reminder->title, moment);

      add_id (word, reminder->id, description);
    }
}

#define BIT(state) (1u << TIDINGS_MESSAGE_ ## state)

/* What can be sent again, or be canceled; any for the rest. */
static guint
get_states (const TidingsWord *word)
{
  if (takes (word, "retry"))
    return BIT (FAILED) | BIT (UNDELIVERED) | BIT (SKIPPED) | BIT (CANCELED) | BIT (HELD) | BIT (QUEUED);
  if (takes (word, "cancel"))
    return BIT (HELD) | BIT (QUEUED) | BIT (SCHEDULED) | BIT (IN_DOUBT);

  return 0;
}

/* Not its words: a code or what a doctor has to say is nothing for a list that a slip of the finger opens. */
static char *
dup_message_words (const TidingsWord *word,
                   TidingsMessage    *message)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), message->type);
  g_autofree char *title = type != NULL ? tidings_alert_type_dup_title (type, NULL) : g_strdup (message->type);
  g_autofree char *moment = tidings_format_moment (message->created_at, tidings_cli_get_now (word->completion->cli));

  return g_strdup_printf ("%s · %s · %s · %s", message->person != NULL ? message->person : "", title,
                          tidings_message_state_to_string (message->state), moment);
}

static void
add_messages (const TidingsWord *word)
{
  const TidingsMessageFilter filter = { .limit = MAX_ROWS, .states = get_states (word) };
  g_autoptr(GPtrArray) messages = get_store (word) != NULL ? tidings_store_list_messages (get_store (word), &filter, NULL) : NULL;

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i);
      g_autofree char *description = dup_message_words (word, message);

      add_id (word, message->id, description);
    }
}

static void
add_ids (const TidingsWord *word)
{
  if (g_str_has_prefix (word->command->name, "reminders "))
    add_reminders (word);
  else if (takes (word, "types edit") || takes (word, "types remove"))
    add_types (word);
  else if (!g_str_has_prefix (word->command->name, "types "))
    add_messages (word);
}

static void
add_states (const TidingsWord *word)
{
  g_autofree char *head = NULL;
  TidingsWord last = *word;

  split_list (word, &last, &head);
  for (guint i = 0; i < TIDINGS_MESSAGE_N_STATES; i++)
    tidings_word_add (&last, tidings_message_state_to_string (i), NULL);
}

static void
add_groups_behind (const TidingsWord *word,
                   const char        *prefix)
{
  TidingsCatalog *catalog = tidings_catalog_get_default ();

  for (const char * const *group = tidings_catalog_list_groups (catalog); *group != NULL; group++)
    {
      g_autofree char *title = tidings_catalog_dup_group_title (catalog, *group);
      g_autofree char *value = g_strconcat (prefix, *group, NULL);

      tidings_word_add (word, value, title);
    }
}

static void
add_groups (const TidingsWord *word)
{
  add_groups_behind (word, "");
}

static void
add_priorities (const TidingsWord *word)
{
  for (TidingsPriority priority = TIDINGS_PRIORITY_LOW; priority <= TIDINGS_PRIORITY_CRITICAL; priority++)
    tidings_word_add (word, tidings_priority_to_string (priority), NULL);
}

static void
add_countries (const TidingsWord *word)
{
  g_autoptr(GListModel) countries = tidings_country_list_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (countries); i++)
    {
      g_autoptr(TidingsCountry) country = g_list_model_get_item (countries, i);

      tidings_word_add (word, tidings_country_get_code (country), tidings_country_get_name (country));
    }
}

static void
add_languages (const TidingsWord *word)
{
  g_auto(GStrv) languages = tidings_language_list ();

  for (char **language = languages; *language != NULL; language++)
    {
      g_autofree char *name = tidings_language_dup_name (*language);

      tidings_word_add (word, *language, name);
    }
}

/* The third column of the table of zones that the system has, if it has one. */
static void
add_zones (const TidingsWord *word)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  if (!g_file_get_contents ("/usr/share/zoneinfo/zone.tab", &text, NULL, NULL))
    return;

  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto(GStrv) cells = g_strsplit (*line, "\t", -1);

      if (**line != '#' && g_strv_length (cells) >= 3)
        tidings_word_add (word, cells[2], NULL);
    }
}

static void
add_words (const TidingsWord *word,
           const char        *words)
{
  g_auto(GStrv) all = g_strsplit_set (words, " |", -1);

  for (char **one = all; *one != NULL; one++)
    tidings_word_add (word, *one, NULL);
}

static void
add_rules (const TidingsWord *word)
{
  add_words (word, "daily weekdays weekly monthly monthly-weekday yearly");
  if (takes (word, "reminders edit"))
    tidings_word_add (word, "never", NULL);
}

static void
add_behaviours (const TidingsWord *word)
{
  add_words (word, "normal off network-trouble slow landline unknown filtered opted-out unpriced");
}

static void
add_names (const TidingsWord *word)
{
  if (takes (word, "watch on") || takes (word, "watch off"))
    add_words (word, "logins battery disk units");
  if (!takes (word, "limits set"))
    return;

  add_words (word, "rate-hour rate-day cap-day cap-month burst budget-day budget-month zone");
  add_groups_behind (word, "budget-group:");
}

/* Those that have asked for texts, and what a person has said something about. */
static void
add_programs (const TidingsWord *word)
{
  g_autoptr(GPtrArray) programs = get_store (word) != NULL ? tidings_store_list_programs (get_store (word), NULL) : NULL;

  for (guint i = 0; programs != NULL && i < programs->len && i < MAX_ROWS; i++)
    {
      const TidingsProgram *program = g_ptr_array_index (programs, i);

      tidings_word_add (word, program->identity, program->label);
    }
}

static void
add_formats (const TidingsWord *word)
{
  add_words (word, "json csv");
}

static void
want_files (const TidingsWord *word)
{
  word->completion->wants_files = TRUE;
}

/* Words in small letters with bars between them can be typed as they stand in the help. */
static gboolean
is_choice (const char *name)
{
  return strchr (name, '|') != NULL && strspn (name, "abcdefghijklmnopqrstuvwxyz|") == strlen (name);
}

void
tidings_word_add_values (const TidingsWord *self,
                         const char        *name)
{
  static const struct { const char *name; void (*add) (const TidingsWord *word); } kinds[] = {
    { "WHO", add_people }, { "TYPE", add_types }, { "ID", add_ids }, { "KEY=VALUE", add_keys }, { "FILE", want_files },
    { "FILE.ics", want_files }, { "STATE", add_states }, { "GROUP", add_groups }, { "URGENCY", add_priorities },
    { "PRIORITY", add_priorities }, { "CC", add_countries }, { "LANGUAGE", add_languages }, { "ZONE", add_zones },
    { "RULE", add_rules }, { "BEHAVIOUR", add_behaviours }, { "NAME", add_names }, { "PROGRAM", add_programs }, { "FORMAT", add_formats },
  };

  if (is_choice (name))
    add_words (self, name);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      kinds[i].add (self);
}
