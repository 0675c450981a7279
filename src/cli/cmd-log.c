/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent and what became of it: `tidings log`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-alert-type.h"
#include "tidings-cli-command.h"
#include "tidings-cli-json.h"
#include "tidings-cli-log.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-cli-values.h"
#include "tidings-format.h"
#include "tidings-reminder.h"
#include "tidings-store-json.h"

#define DEFAULT_LIMIT 50

char *
tidings_cli_log_dup_state (TidingsMessage *message)
{
  const char *state = tidings_message_state_to_string (message->state);

  if (message->reason == NULL || *message->reason == '\0')
    return g_strdup (state);

  return g_strdup_printf ("%s: %s", state, message->reason);
}

char *
tidings_cli_log_dup_whom (TidingsMessage *message)
{
  return g_strdup (message->person != NULL ? message->person : message->to);
}

static void
print_table (GPtrArray *messages,
             gint64     now)
{
  g_autoptr(TidingsTable) table = tidings_table_new (C_("column", "Id"), C_("column", "Time"), C_("column", "To"),
                                                     C_("column", "Type"), C_("column", "State"), C_("column", "Text"),
                                                     NULL);

  for (guint i = messages->len; i-- > 0;)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, message->id);
      g_autofree char *time = tidings_format_moment (message->created_at, now);
      g_autofree char *whom = tidings_cli_log_dup_whom (message);
      g_autofree char *state = tidings_cli_log_dup_state (message);

      tidings_table_add (table, (const char *[]) { id, time, whom, message->type, state, message->body });
    }

  tidings_table_print (table);
}

static void
print_json (GPtrArray *messages)
{
  JsonArray *array = json_array_new ();

  for (guint i = messages->len; i-- > 0;)
    json_array_add_object_element (array, tidings_message_to_json (g_ptr_array_index (messages, i), NULL));

  tidings_cli_print_array (array);
}

static TidingsExit
list_log (TidingsCli                 *cli,
          const TidingsMessageFilter *filter,
          gboolean                    json)
{
  g_autoptr(GPtrArray) messages = NULL;
  g_autoptr(GError) error = NULL;
  TidingsStore *store = NULL;

  if (!tidings_cli_open_store (cli, &store, &error))
    return tidings_cli_fail (error);
  messages = store != NULL ? tidings_store_list_messages (store, filter, &error) : g_ptr_array_new ();
  if (messages == NULL)
    return tidings_cli_fail (error);
  for (guint i = 0; i < messages->len; i++)
    tidings_cli_keep_going (cli, g_ptr_array_index (messages, i));

  if (json)
    print_json (messages);
  else
    print_table (messages, tidings_cli_get_now (cli));

  return TIDINGS_EXIT_DONE;
}

/* What to look for, as it was typed. */
typedef struct {
  char *search;
  char *state;
  char *who;
  char *type;
  char *since;
  char *until;
  int limit;
} Typed;

static void
typed_clear (Typed *typed)
{
  g_free (typed->search);
  g_free (typed->state);
  g_free (typed->who);
  g_free (typed->type);
  g_free (typed->since);
  g_free (typed->until);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

/* Of a type of one's own that is gone, texts may be there still. */
static gboolean
check_type (TidingsCli  *cli,
            const char  *type,
            GError     **error)
{
  TidingsMessageFilter any = { .type = type, .limit = 1 };
  g_autoptr(GPtrArray) found = NULL;
  TidingsStore *store = NULL;

  if (tidings_catalog_lookup (tidings_catalog_get_default (), type) != NULL)
    return TRUE;
  if (!tidings_cli_open_store (cli, &store, error))
    return FALSE;
  /* Types of one's own are known once the store is open. */
  if (tidings_catalog_lookup (tidings_catalog_get_default (), type) != NULL)
    return TRUE;
  if (store != NULL && (found = tidings_store_list_messages (store, &any, error)) == NULL)
    return FALSE;
  if (found != NULL && found->len > 0)
    return TRUE;

  tidings_cli_set_usage (error, _("There is no alert type called “%s”; “tidings types” lists them"), type);

  return FALSE;
}

/* Both ends of the period; 0 where none was given. */
static gboolean
parse_period (const Typed           *typed,
              gint64                 now,
              TidingsMessageFilter  *filter,
              GError               **error)
{
  g_autofree char *zone = tidings_zone_dup_local ();

  if (typed->since != NULL && (filter->since = tidings_cli_parse_since (typed->since, now, zone, error)) < 0)
    return FALSE;
  if (typed->until != NULL && (filter->until = tidings_cli_parse_since (typed->until, now, zone, error)) < 0)
    return FALSE;
  if (filter->until == 0 || filter->since < filter->until)
    return TRUE;

  tidings_cli_set_usage (error, _("--since must be before --until"));

  return FALSE;
}

static gboolean
typed_to_filter (const Typed           *typed,
                 TidingsCli            *cli,
                 TidingsMessageFilter  *filter,
                 GError               **error)
{
  g_autoptr(TidingsPerson) person = NULL;

  filter->search = typed->search;
  filter->type = typed->type;
  filter->limit = typed->limit;
  if (typed->limit <= 0)
    {
      tidings_cli_set_usage (error, _("The limit must be 1 or more"));
      return FALSE;
    }
  if (typed->state != NULL && (filter->states = tidings_cli_parse_states (typed->state, error)) == 0)
    return FALSE;
  if (typed->type != NULL && !check_type (cli, typed->type, error))
    return FALSE;
  if (typed->who != NULL)
    {
      if ((person = tidings_cli_find_person (cli, typed->who, error)) == NULL)
        return FALSE;
      filter->person_id = person->id;
    }

  return parse_period (typed, tidings_cli_get_now (cli), filter, error);
}

static TidingsExit
run_log (TidingsCli           *cli,
         const TidingsCommand *command,
         char                **argv)
{
  g_auto(Typed) typed = { .limit = DEFAULT_LIMIT };
  gboolean follow = FALSE;
  gboolean asks = FALSE;
  gboolean removes = FALSE;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "search", 's', 0, G_OPTION_ARG_FILENAME, &typed.search, N_("Only texts and names with words that begin like this"), N_("TEXT") },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &typed.state, N_("Only in this state, or in one of several with commas between them"), N_("STATE") },
    { "who", 'w', 0, G_OPTION_ARG_FILENAME, &typed.who, N_("Only to this person"), N_("WHO") },
    { "type", 't', 0, G_OPTION_ARG_FILENAME, &typed.type, N_("Only of this alert type, as “tidings types” lists them"), N_("TYPE") },
    { "since", 0, 0, G_OPTION_ARG_FILENAME, &typed.since, N_("Only from then on: 2026-11-21, today, yesterday, 2h"), N_("DATE") },
    { "until", 0, 0, G_OPTION_ARG_FILENAME, &typed.until, N_("Only from before then, written as with --since"), N_("DATE") },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &typed.limit, N_("At most this many, the newest; 50 if not given"), N_("N") },
    { "follow", 'f', 0, G_OPTION_ARG_NONE, &follow, N_("Go on with what comes, until interrupted"), NULL },
    { "refresh", 'r', 0, G_OPTION_ARG_NONE, &asks, N_("With ID: ask Twilio first what became of it"), NULL },
    { "remove", 0, 0, G_OPTION_ARG_NONE, &removes, N_("With ID: delete a text that has ended, here and at Twilio"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON; with --follow, one object a line"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  TidingsMessageFilter filter = { NULL };
  TidingsExit status = TIDINGS_EXIT_DONE;
  gint64 id = 0;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (arguments[0] != NULL)
    {
      id = tidings_cli_parse_id (arguments[0], &error);
      if (id != 0 && removes)
        return tidings_cli_log_remove (cli, id);
      return id != 0 && (!asks || tidings_cli_log_refresh (cli, id, &error)) ? tidings_cli_log_show (cli, id, json)
                                                                              : tidings_cli_fail (error);
    }
  if (removes)
    {
      tidings_cli_set_usage (&error, _("Say which text is to be deleted: “tidings log ID --remove”"));
      return tidings_cli_fail (error);
    }
  if (asks)
    {
      tidings_cli_set_usage (&error, _("Say which text Twilio is to be asked about: “tidings log ID --refresh”"));
      return tidings_cli_fail (error);
    }
  if (!typed_to_filter (&typed, cli, &filter, &error))
    return tidings_cli_fail (error);

  return follow ? tidings_cli_log_follow (cli, &filter, json) : list_log (cli, &filter, json);
}

const TidingsCommand tidings_command_log = {
  .name = "log",
  .arguments = N_("[ID]"),
  .summary = N_("Show texts and what became of them"),
  .details = N_("The newest stand last. With ID, everything about one text and its story. States are held, queued, sending, "
                "in-doubt, accepted, scheduled, sent, delivered, undelivered, failed, canceled and skipped."),
  .n_max = 1,
  .run = run_log,
};
