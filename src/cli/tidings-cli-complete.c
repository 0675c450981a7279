/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can stand at the end of a command line that is being typed: which command, option or argument the word is. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-cli-complete.h"
#include "tidings-cli-complete-private.h"

/* What stands behind a command: its options, and which of them were typed. */
typedef struct {
  GArray *options;     /* GOptionEntry, whose targets are gone */
  GHashTable *used;    /* names */
  const GOptionEntry *pending;   /* the one whose value comes next */
  gboolean only_arguments;
} Rest;

static void
rest_clear (Rest *rest)
{
  g_clear_pointer (&rest->options, g_array_unref);
  g_clear_pointer (&rest->used, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rest, rest_clear)

static void
candidate_free (gpointer data)
{
  TidingsCandidate *candidate = data;

  g_free (candidate->value);
  g_free (candidate->description);
  g_free (candidate);
}

void
tidings_completion_init (TidingsCompletion    *self,
                         TidingsCli           *cli,
                         const TidingsCommand *table)
{
  self->cli = cli;
  self->table = table;
  self->candidates = g_ptr_array_new_with_free_func (candidate_free);
  self->wants_files = FALSE;
}

void
tidings_completion_clear (TidingsCompletion *self)
{
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
}

static gboolean
begins_with (const char *value,
             const char *typed)
{
  g_autofree char *folded_value = g_utf8_casefold (value, -1);
  g_autofree char *folded_typed = g_utf8_casefold (typed, -1);

  return g_str_has_prefix (folded_value, folded_typed);
}

void
tidings_word_add (const TidingsWord *self,
                  const char        *value,
                  const char        *description)
{
  TidingsCandidate *candidate = NULL;

  if (!begins_with (value, self->typed))
    return;

  candidate = g_new0 (TidingsCandidate, 1);
  candidate->value = g_strconcat (self->head, value, NULL);
  candidate->description = g_strdup (description);
  g_ptr_array_add (self->completion->candidates, candidate);
}

static void
keep_options (const TidingsCommand *command,
              const GOptionEntry   *entries)
{
  Rest *rest = command->listener_data;

  for (const GOptionEntry *entry = entries; entry != NULL && entry->long_name != NULL; entry++)
    if ((entry->flags & G_OPTION_FLAG_HIDDEN) == 0)
      g_array_append_val (rest->options, *entry);
}

/* The command itself says which options it has, as it would read them. */
static void
rest_init (Rest                 *rest,
           TidingsCli           *cli,
           const TidingsCommand *command)
{
  TidingsCommand copy = *command;
  char *argv[] = { (char *) tidings_command_get_last_name (command), NULL };

  rest->options = g_array_new (FALSE, FALSE, sizeof (GOptionEntry));
  rest->used = g_hash_table_new (g_str_hash, g_str_equal);
  copy.listener = keep_options;
  copy.listener_data = rest;
  copy.run (cli, &copy, argv);
}

static const GOptionEntry *
rest_find (Rest       *rest,
           const char *name,
           gsize       length,
           char        letter)
{
  for (guint i = 0; i < rest->options->len; i++)
    {
      const GOptionEntry *option = &g_array_index (rest->options, GOptionEntry, i);
      gboolean is_it = name != NULL ? strlen (option->long_name) == length && strncmp (option->long_name, name, length) == 0
                                    : option->short_name == letter;

      if (is_it)
        return option;
    }

  return NULL;
}

static gboolean
takes_value (const GOptionEntry *option)
{
  return option->arg != G_OPTION_ARG_NONE;
}

static void
rest_use (Rest               *rest,
          const GOptionEntry *option)
{
  if (option->arg != G_OPTION_ARG_FILENAME_ARRAY && option->arg != G_OPTION_ARG_STRING_ARRAY)
    g_hash_table_add (rest->used, (char *) option->long_name);
}

static void
rest_pass_long (Rest       *rest,
                const char *word)
{
  gsize length = strcspn (word, "=");
  const GOptionEntry *option = rest_find (rest, word, length, 0);

  if (option == NULL)
    return;

  rest_use (rest, option);
  if (takes_value (option) && word[length] == '\0')
    rest->pending = option;
}

static void
rest_pass_short (Rest       *rest,
                 const char *letters)
{
  for (const char *letter = letters; *letter != '\0'; letter++)
    {
      const GOptionEntry *option = rest_find (rest, NULL, 0, *letter);

      if (option == NULL)
        return;

      rest_use (rest, option);
      if (takes_value (option))
        {
          rest->pending = letter[1] == '\0' ? option : NULL;
          return;
        }
    }
}

/* Takes note of a word before the one that is being typed. */
static void
rest_pass (Rest      *rest,
           GPtrArray *arguments,
           char      *word)
{
  if (rest->pending != NULL)
    rest->pending = NULL;
  else if (rest->only_arguments || word[0] != '-' || word[1] == '\0')
    g_ptr_array_add (arguments, word);
  else if (g_str_equal (word, "--"))
    rest->only_arguments = TRUE;
  else if (word[1] == '-')
    rest_pass_long (rest, word + 2);
  else
    rest_pass_short (rest, word + 1);
}

static void
add_options (const TidingsWord *word,
             Rest              *rest)
{
  for (guint i = 0; i < rest->options->len; i++)
    {
      const GOptionEntry *option = &g_array_index (rest->options, GOptionEntry, i);
      g_autofree char *name = g_strdup_printf ("--%s%s", option->long_name, takes_value (option) ? "=" : "");

      if (!g_hash_table_contains (rest->used, option->long_name))
        tidings_word_add (word, name, _(option->description));
    }
  tidings_word_add (word, "--help", _("Show this help"));
}

/* What the help calls the argument at this place: "WHO" of "WHO [CODE]"; the last one of "KEY=VALUE…" again and again. */
static char *
dup_argument_name (const TidingsCommand *command,
                   guint                 place)
{
  g_autofree char *text = g_strdelimit (g_strdup (command->arguments != NULL ? command->arguments : ""), "[]", ' ');
  g_auto(GStrv) all = g_strsplit (text, " ", -1);
  guint n = 0;

  for (char **name = all; *name != NULL; name++)
    {
      gboolean repeats = g_str_has_suffix (*name, "…");

      if (**name != '\0' && (n++ == place || repeats))
        return g_strndup (*name, strlen (*name) - (repeats ? strlen ("…") : 0));
    }

  return NULL;
}

static void
complete_argument (TidingsWord *word,
                   Rest        *rest)
{
  g_autofree char *name = dup_argument_name (word->command, word->arguments->len);

  if (name != NULL)
    tidings_word_add_values (word, name);
  else if (!rest->only_arguments)
    add_options (word, rest);
}

static void
complete_last (TidingsWord *word,
               Rest        *rest)
{
  const char *typed = word->typed;
  const char *equals = strchr (typed, '=');
  g_autofree char *head = equals != NULL ? g_strndup (typed, equals + 1 - typed) : NULL;
  const GOptionEntry *option = rest->pending;

  if (option == NULL && !rest->only_arguments && equals != NULL && g_str_has_prefix (typed, "--"))
    {
      option = rest_find (rest, typed + 2, equals - typed - 2, 0);
      word->head = head;
      word->typed = equals + 1;
      if (option == NULL)
        return;
    }

  if (option != NULL)
    tidings_word_add_values (word, option->arg_description != NULL ? option->arg_description : "");
  else if (!rest->only_arguments && typed[0] == '-')
    add_options (word, rest);
  else
    complete_argument (word, rest);
}

static void
complete_command (TidingsCompletion    *self,
                  const TidingsCommand *command,
                  char                **words)
{
  g_autoptr(GPtrArray) arguments = g_ptr_array_new ();
  g_auto(Rest) rest = { NULL };
  TidingsWord word = { self, command, arguments, "", NULL };

  rest_init (&rest, self->cli, command);
  for (; words[1] != NULL; words++)
    rest_pass (&rest, arguments, *words);

  word.typed = *words;
  complete_last (&word, &rest);
}

static void
add_commands (TidingsCompletion    *self,
              const TidingsCommand *table,
              const char           *typed)
{
  const TidingsWord word = { .completion = self, .head = "", .typed = typed };

  for (const TidingsCommand *command = table; command->name != NULL; command++)
    tidings_word_add (&word, tidings_command_get_last_name (command), _(command->summary));
}

/* `help` and the options that stand for no command. */
static void
add_general (TidingsCompletion *self,
             const char        *typed)
{
  const TidingsWord word = { .completion = self, .head = "", .typed = typed };

  tidings_word_add (&word, "help", _("List the commands, or tell about one"));
  if (*typed != '-')
    return;
  tidings_word_add (&word, "--help", _("List the commands, or tell about one"));
  tidings_word_add (&word, "--version", _("Print the version"));
}

/* Behind `help` stand names only. */
static void
complete_names (TidingsCompletion  *self,
                char              **words)
{
  const TidingsCommand *table = self->table;

  for (; words[1] != NULL && table != NULL; words++)
    {
      const TidingsCommand *command = tidings_command_find (table, *words);

      table = command != NULL ? command->verbs : NULL;
    }

  if (table != NULL)
    add_commands (self, table, *words);
}

static void
complete_group (TidingsCompletion     *self,
                const TidingsCommand  *group,
                char                 **words)
{
  const TidingsCommand *verb = NULL;

  if (words[0][0] == '-')
    complete_command (self, &group->verbs[0], words);
  else if (words[1] == NULL)
    add_commands (self, group->verbs, words[0]);
  else if ((verb = tidings_command_find (group->verbs, words[0])) != NULL)
    complete_command (self, verb, words + 1);
}

void
tidings_completion_find (TidingsCompletion  *self,
                         char              **words)
{
  const TidingsCommand *command = NULL;

  if (words[1] == NULL)
    {
      add_commands (self, self->table, words[0]);
      add_general (self, words[0]);
    }
  else if (g_str_equal (words[0], "help"))
    complete_names (self, words + 1);
  else if ((command = tidings_command_find (self->table, words[0])) != NULL && command->verbs != NULL)
    complete_group (self, command, words + 1);
  else if (command != NULL)
    complete_command (self, command, words + 1);
}
