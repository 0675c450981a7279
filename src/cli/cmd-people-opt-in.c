/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way back for somebody who texted STOP: `tidings people opt-in`. */
#include "config.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-json.h"
#include "tidings-cli-opt-in.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-cli-values.h"
#include "tidings-format.h"
#include "tidings-phone-number.h"
#include "tidings-qr.h"
#include "tidings-store-arrivals.h"

/* Black on white, whatever the terminal's own colours are: not every camera reads a code turned inside out. */
#define BLACK_ON_WHITE "\033[38;5;16;48;5;231m"
#define PLAIN "\033[0m"

/* Whether a phone can text it: a number or a short code, not a name and not a service. */
static gboolean
is_dialable (const char *sender)
{
  return sender != NULL && (*sender == '+' || g_ascii_isdigit (*sender));
}

/* The sender that START has to go to, NULL if it is not known. */
static char *
dup_sender (TidingsStore  *store,
            TidingsPerson *person)
{
  g_autoptr(TidingsArrival) arrival = NULL;

  if (is_dialable (person->opted_out_sender))
    return g_strdup (person->opted_out_sender);

  /* A service keeps the same number for the same phone, so the one it last came from is the one. */
  arrival = store != NULL ? tidings_store_get_last_arrival (store, person->number, NULL) : NULL;

  return arrival != NULL && is_dialable (arrival->sender) ? g_strdup (arrival->sender) : NULL;
}

char *
tidings_cli_dup_blocks (const TidingsQr *qr)
{
  static const char * const blocks[2][2] = { { " ", "▄" }, { "▀", "█" } };
  GString *lines = g_string_new (NULL);
  int end = (int) qr->size + TIDINGS_QR_MARGIN;

  /* Two modules stand in one character, one above the other. */
  for (int y = -TIDINGS_QR_MARGIN; y < end; y += 2)
    {
      for (int x = -TIDINGS_QR_MARGIN; x < end; x++)
        g_string_append (lines, blocks[tidings_qr_is_dark (qr, x, y)][tidings_qr_is_dark (qr, x, y + 1)]);
      g_string_append_c (lines, '\n');
    }

  return g_string_free (lines, FALSE);
}

static void
print_code (const char *uri)
{
  g_autoptr(TidingsQr) qr = tidings_qr_new (uri);
  g_autofree char *blocks = qr != NULL ? tidings_cli_dup_blocks (qr) : NULL;
  g_auto(GStrv) lines = NULL;
  gboolean is_terminal = isatty (STDOUT_FILENO);

  if (blocks == NULL)
    return;

  lines = g_strsplit (blocks, "\n", -1);
  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    tidings_cli_print ("%s%s%s\n", is_terminal ? BLACK_ON_WHITE : "", *line, is_terminal ? PLAIN : "");
}

const char *
tidings_cli_get_opt_out_words (TidingsPerson *person)
{
  if (g_strcmp0 (person->opted_out_by, "carrier") == 0)
    return C_("opted out", "Twilio said so");
  if (g_strcmp0 (person->opted_out_by, "person") == 0)
    return C_("opted out", "at this computer");

  return C_("opted out", "by an answer");
}

static void
print_way_back (TidingsPerson *person,
                const char    *sender,
                const char    *uri,
                gint64         now)
{
  g_autofree char *when = tidings_format_moment (person->opted_out_at, now);
  g_autofree char *number = sender != NULL ? tidings_phone_number_format (sender) : NULL;

  /* Translators: a person's name, a time, and how it became known: “by an answer” */
  tidings_cli_print (_("%1$s opted out: %2$s, %3$s. Nothing is sent to them until they themselves text START."), person->name, when,
                     tidings_cli_get_opt_out_words (person));
  tidings_cli_print ("\n");
  if (uri == NULL)
    {
      tidings_cli_print ("%s\n", _("It has to go to the number that the texts came from."));
      return;
    }

  /* Translators: a phone number; START stays as it is */
  tidings_cli_print (_("It has to go to %s. With this code their phone’s camera opens the text, and it only has to be sent:"), number);
  tidings_cli_print ("\n\n");
  print_code (uri);
  tidings_cli_print ("\n%s\n", uri);
}

static void
print_json (TidingsPerson *person,
            const char    *sender,
            const char    *uri)
{
  JsonObject *object = json_object_new ();

  tidings_json_set_text (object, "person", person->name);
  json_object_set_int_member (object, "person_id", person->id);
  json_object_set_boolean_member (object, "opted_out", person->opted_out_at != 0);
  tidings_json_set_text (object, "send_to", sender);
  tidings_json_set_text (object, "uri", uri);
  tidings_cli_print_object (object);
}

TidingsExit
tidings_cli_run_opt_in (TidingsCli           *cli,
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
  g_autofree char *sender = NULL;
  g_autofree char *uri = NULL;
  g_autoptr(GError) error = NULL;
  TidingsStore *store = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((person = tidings_cli_find_person (cli, arguments[0], &error)) == NULL || !tidings_cli_open_store (cli, &store, &error))
    return tidings_cli_fail (error);

  sender = dup_sender (store, person);
  uri = sender != NULL ? tidings_qr_dup_text_uri (sender, "START") : NULL;
  if (json)
    {
      print_json (person, sender, uri);
    }
  else if (person->opted_out_at == 0)
    {
      /* Translators: %s is a person's name */
      tidings_cli_print (_("%s has not opted out; there is nothing to do"), person->name);
      tidings_cli_print ("\n");
    }
  else
    {
      print_way_back (person, sender, uri, tidings_cli_get_now (cli));
    }

  return TIDINGS_EXIT_DONE;
}
