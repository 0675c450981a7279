/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trail of somebody's consent and numbers: `tidings people history`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-history.h"
#include "tidings-cli-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-consent.h"
#include "tidings-format.h"
#include "tidings-store-json.h"

static void
print_history (GPtrArray *entries,
               gint64     now)
{
  g_autoptr(TidingsTable) table = tidings_table_new (C_("column", "When"), C_("column", "What"), C_("column", "How"), NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      TidingsAuditEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *when = tidings_format_moment (entry->at, now);
      g_autofree char *words = tidings_consent_describe (entry->what, entry->how, entry->detail);
      g_autofree char *asker = tidings_consent_describe_asker (entry->by);
      const char *cells[] = { when, words, asker };

      tidings_table_add (table, cells);
    }

  tidings_table_print (table);
}

TidingsExit
tidings_cli_run_history (TidingsCli           *cli,
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
  g_autoptr(GPtrArray) trail = NULL;
  g_autoptr(GError) error = NULL;
  TidingsStore *store = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if ((person = tidings_cli_find_person (cli, arguments[0], &error)) == NULL ||
      !tidings_cli_open_store (cli, &store, &error) ||
      (trail = tidings_store_list_audit (store, person->id, &error)) == NULL)
    return tidings_cli_fail (error);

  if (json)
    {
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < trail->len; i++)
        json_array_add_object_element (array, tidings_audit_to_json (g_ptr_array_index (trail, i)));
      tidings_cli_print_array (array);
    }
  else
    print_history (trail, tidings_cli_get_now (cli));

  return TIDINGS_EXIT_DONE;
}
