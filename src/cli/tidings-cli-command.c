/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands as data: their names, arguments and help, and reading what was typed after them. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-print.h"

#define MAX_SLIPS 2

static const char exit_help[] = N_(
  "Exit status:\n"
  "  0  done\n"
  "  1  it failed: Twilio said no, or a text did not arrive\n"
  "  2  wrong usage, or there is no such person, type or id\n"
  "  3  refused by a rule; its name is printed\n"
  "  4  no account is connected, or the keyring is locked\n"
  "  5  the agent cannot be reached, or did not answer");

const char *
tidings_command_get_last_name (const TidingsCommand *self)
{
  const char *blank = strrchr (self->name, ' ');

  return blank != NULL ? blank + 1 : self->name;
}

const TidingsCommand *
tidings_command_find (const TidingsCommand *table,
                      const char           *name)
{
  for (const TidingsCommand *command = table; command->name != NULL; command++)
    if (g_str_equal (tidings_command_get_last_name (command), name))
      return command;

  return NULL;
}

/* Letters to add, take away, replace or swap with their neighbour to get from one word to the other. */
static guint
count_slips (const char *a,
             const char *b)
{
  gsize n_a = strlen (a);
  gsize n_b = strlen (b);
  g_autofree guint *cells = g_new0 (guint, (n_a + 1) * (n_b + 1));

#define CELL(i, j) cells[(i) * (n_b + 1) + (j)]
  for (gsize i = 0; i <= n_a; i++)
    for (gsize j = 0; j <= n_b; j++)
      {
        if (i == 0 || j == 0)
          {
            CELL (i, j) = i + j;
            continue;
          }
        CELL (i, j) = MIN (CELL (i - 1, j), CELL (i, j - 1)) + 1;
        CELL (i, j) = MIN (CELL (i, j), CELL (i - 1, j - 1) + (a[i - 1] != b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          CELL (i, j) = MIN (CELL (i, j), CELL (i - 2, j - 2) + 1);
      }

  return CELL (n_a, n_b);
#undef CELL
}

const TidingsCommand *
tidings_command_find_nearest (const TidingsCommand *table,
                              const char           *name)
{
  const TidingsCommand *nearest = NULL;
  guint fewest = MAX_SLIPS + 1;

  for (const TidingsCommand *command = table; command->name != NULL; command++)
    {
      const char *last = tidings_command_get_last_name (command);
      guint n = *name != '\0' && g_str_has_prefix (last, name) ? 0 : count_slips (name, last);

      /* Two slips in a word of three letters make any word of it. */
      if (n < fewest && n < strlen (last))
        {
          fewest = n;
          nearest = command;
        }
    }

  return nearest;
}

TidingsExit
tidings_command_usage (const TidingsCommand *self,
                       const char           *format,
                       ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  /* Translators: an error; first what is wrong, then the name of a command */
  tidings_cli_complain (_("%1$s; see “tidings %2$s --help”"), text, self->name);

  return TIDINGS_EXIT_USAGE;
}

char *
tidings_command_dup_list (const TidingsCommand *table)
{
  GString *text = g_string_new (NULL);
  guint width = 0;

  for (const TidingsCommand *command = table; command->name != NULL; command++)
    width = MAX (width, strlen (command->name));

  for (const TidingsCommand *command = table; command->name != NULL; command++)
    g_string_append_printf (text, "  %-*s  %s\n", (int) width, command->name, _(command->summary));

  return g_string_free (text, FALSE);
}

static TidingsExit
print_group_help (const TidingsCommand *self)
{
  g_autofree char *list = tidings_command_dup_list (self->verbs);

  /* Translators: %s is the name of a group of commands */
  tidings_cli_print (_("Usage:\n  tidings %s COMMAND [OPTION…]"), self->name);
  tidings_cli_print ("\n\n%s\n\n%s\n%s\n%s\n", _(self->summary), _("Commands:"), list, _(exit_help));

  return TIDINGS_EXIT_DONE;
}

static gboolean
is_help (const char *argument)
{
  return argument != NULL && (g_str_equal (argument, "--help") || g_str_equal (argument, "-h"));
}

TidingsExit
tidings_command_run (const TidingsCommand  *self,
                     TidingsCli            *cli,
                     char                 **argv)
{
  const TidingsCommand *verb = NULL;

  if (self->verbs == NULL)
    return self->run (cli, self, argv);
  if (is_help (argv[1]))
    return print_group_help (self);
  if (argv[1] == NULL || argv[1][0] == '-')
    return self->verbs[0].run (cli, &self->verbs[0], argv);

  if ((verb = tidings_command_find (self->verbs, argv[1])) != NULL)
    return verb->run (cli, verb, argv + 1);

  if ((verb = tidings_command_find_nearest (self->verbs, argv[1])) != NULL)
    {
      tidings_cli_complain (_("There is no command “%1$s %2$s”; did you mean “%3$s”?"), self->name, argv[1], verb->name);
      return TIDINGS_EXIT_USAGE;
    }

  return tidings_command_usage (self, _("There is no command “%1$s %2$s”"), self->name, argv[1]);
}

static void
print_help (const TidingsCommand *self,
            GOptionContext       *context)
{
  g_autofree char *name = g_strdup_printf ("tidings %s", self->name);
  g_autofree char *help = NULL;

  g_set_prgname (name);
  help = g_option_context_get_help (context, TRUE, NULL);
  g_set_prgname ("tidings");

  tidings_cli_print ("%s", help);
}

static GOptionContext *
make_context (const TidingsCommand *self,
              const GOptionEntry   *entries,
              const GOptionEntry   *own_entries)
{
  GOptionContext *context = g_option_context_new (self->arguments != NULL ? _(self->arguments) : NULL);
  g_autofree char *summary = self->details != NULL ? g_strdup_printf ("%s\n\n%s", _(self->summary), _(self->details))
                                                   : g_strdup (_(self->summary));

  /* GLib's own --help prints in the locale's character set only and ends the program by itself. */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, _(exit_help));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, own_entries, GETTEXT_PACKAGE);

  return context;
}

static gboolean
check_count (const TidingsCommand *self,
             char                **arguments,
             TidingsExit          *status)
{
  guint n = arguments != NULL ? g_strv_length (arguments) : 0;

  if (n < self->n_min)
    *status = tidings_command_usage (self, _("Something is missing: tidings %1$s %2$s"), self->name, _(self->arguments));
  else if (n > self->n_max)
    *status = tidings_command_usage (self, _("“%s” is one word too many; put quotes around a text with blanks"),
                                     arguments[self->n_max]);
  else
    return TRUE;

  return FALSE;
}

gboolean
tidings_command_parse (const TidingsCommand *self,
                       const GOptionEntry   *entries,
                       char                **argv,
                       char               ***arguments,
                       TidingsExit          *status)
{
  gboolean wants_help = FALSE;
  g_auto(GStrv) rest = NULL;
  const GOptionEntry own_entries[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &wants_help, N_("Show this help"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    { NULL },
  };
  g_autoptr(GOptionContext) context = make_context (self, entries, own_entries);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) copy = g_strdupv (argv);

  *arguments = NULL;
  *status = TIDINGS_EXIT_DONE;
  if (self->listener != NULL)
    {
      self->listener (self, entries);
      return FALSE;
    }
  if (!g_option_context_parse_strv (context, &copy, &error))
    {
      *status = tidings_command_usage (self, "%s", error->message);
      return FALSE;
    }
  if (wants_help)
    {
      print_help (self, context);
      return FALSE;
    }
  if (!check_count (self, rest, status))
    return FALSE;

  *arguments = rest != NULL ? g_steal_pointer (&rest) : g_new0 (char *, 1);

  return TRUE;
}
