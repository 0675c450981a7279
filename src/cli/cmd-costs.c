/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each of the last days cost: `tidings costs`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-format.h"
#include "tidings-store-days.h"
#include "tidings-zone.h"

#define DEFAULT_DAYS 30
#define MAX_DAYS 366

/* The days that were asked for, the oldest first. */
typedef struct {
  int n_days;
  char *currency;
  gint64 *starts;            /* n_days + 1 */
  TidingsDaySum *sums;
} Costs;

static void
costs_clear (Costs *costs)
{
  g_free (costs->currency);
  g_free (costs->starts);
  g_free (costs->sums);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Costs, costs_clear)

/* Money is the account's, as the window counts it. */
static gboolean
read_costs (TidingsCli  *cli,
            Costs       *costs,
            GError     **error)
{
  g_autoptr(GTimeZone) zone = tidings_zone_new (NULL);
  g_autoptr(GVariant) status = tidings_cli_ask_status (cli, error);
  TidingsStore *store = NULL;
  const char *currency = "";

  if (status == NULL || !tidings_cli_open_store (cli, &store, error))
    return FALSE;

  g_variant_lookup (status, "currency", "&s", &currency);
  costs->currency = g_strdup (*currency != '\0' ? currency : "USD");
  costs->starts = g_new0 (gint64, costs->n_days + 1);
  costs->sums = g_new0 (TidingsDaySum, costs->n_days);
  for (int i = 0; i <= costs->n_days; i++)
    costs->starts[i] = tidings_zone_get_midnight (zone, tidings_cli_get_now (cli), i + 1 - costs->n_days);

  return store == NULL || tidings_store_sum_days (store, costs->starts, costs->n_days, costs->currency, costs->sums, error);
}

static void
print_json (const Costs *costs)
{
  g_autoptr(GTimeZone) zone = tidings_zone_new (NULL);
  JsonArray *days = json_array_new ();

  for (int i = 0; i < costs->n_days; i++)
    {
      const TidingsDaySum *sum = &costs->sums[i];
      g_autoptr(GDateTime) wall = g_date_time_new_from_unix_utc (tidings_zone_to_wall (zone, costs->starts[i]) / 1000);
      g_autofree char *date = g_date_time_format (wall, "%Y-%m-%d");
      g_autofree char *billed = tidings_format_decimal (sum->billed_micros);
      g_autofree char *pending = tidings_format_decimal (sum->pending_micros);
      JsonObject *day = json_object_new ();

      tidings_json_set_text (day, "day", date);
      json_object_set_int_member (day, "texts", sum->n_texts);
      tidings_json_set_text (day, "billed", billed);
      tidings_json_set_text (day, "pending", pending);
      tidings_json_set_text (day, "currency", costs->currency);
      json_array_add_object_element (days, day);
    }

  tidings_cli_print_array (days);
}

static void
add_row (TidingsTable        *table,
         const char          *day,
         const TidingsDaySum *sum,
         const char          *currency)
{
  g_autofree char *texts = g_strdup_printf ("%u", sum->n_texts);
  g_autofree char *billed = tidings_format_money (sum->billed_micros, currency, 2);
  g_autofree char *pending = sum->pending_micros > 0 ? tidings_format_money (sum->pending_micros, currency, 2) : NULL;
  const char *cells[] = { day, texts, billed, pending };

  tidings_table_add (table, cells);
}

/* Days without a text say nothing. */
static void
print_table (const Costs *costs)
{
  g_autoptr(TidingsTable) table = tidings_table_new (C_("column", "Day"), C_("column", "Texts"), C_("column", "Billed"),
                                                     C_("column", "Not billed yet"), NULL);
  TidingsDaySum total = { 0 };

  for (int i = 0; i < costs->n_days; i++)
    {
      const TidingsDaySum *sum = &costs->sums[i];
      g_autofree char *day = tidings_format_date (costs->starts[i]);

      if (sum->n_texts == 0)
        continue;
      add_row (table, day, sum, costs->currency);
      total.n_texts += sum->n_texts;
      total.billed_micros += sum->billed_micros;
      total.pending_micros += sum->pending_micros;
    }

  if (total.n_texts == 0)
    tidings_cli_print ("%s\n", _("No cost yet"));
  else
    /* Translators: the last row of a table, the sum of all days */
    add_row (table, C_("row", "Total"), &total, costs->currency);
  tidings_table_print (table);
}

static TidingsExit
run_costs (TidingsCli           *cli,
           const TidingsCommand *command,
           char                **argv)
{
  gboolean json = FALSE;
  g_auto(Costs) costs = { .n_days = DEFAULT_DAYS };
  const GOptionEntry entries[] = {
    { "days", 'd', 0, G_OPTION_ARG_INT, &costs.n_days, N_("How many days, up to today; 30 if not given"), N_("N") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (costs.n_days < 1 || costs.n_days > MAX_DAYS)
    return tidings_command_usage (command, _("--days takes a number from 1 to %d"), MAX_DAYS);
  if (!read_costs (cli, &costs, &error))
    return tidings_cli_fail (error);

  if (json)
    print_json (&costs);
  else
    print_table (&costs);

  return TIDINGS_EXIT_DONE;
}

const TidingsCommand tidings_command_costs = {
  .name = "costs",
  .summary = N_("Show what each of the last days cost"),
  .details = N_("A day is one of this computer’s calendar. Texts without a price of Twilio’s count with what was set aside for them."),
  .n_max = 0,
  .run = run_costs,
};
