/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent and what became of it: `tidings log`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-command.h"
#include "tidings-cli-json.h"
#include "tidings-store-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-replies.h"
#include "tidings-cli-store.h"
#include "tidings-cli-values.h"
#include "tidings-cli-watch.h"
#include "tidings-format.h"
#include "tidings-message.h"
#include "tidings-phone-number.h"
#include "tidings-reason.h"
#include "tidings-reminder.h"
#include "tidings-store-messages.h"
#include "tidings-story.h"

#define DEFAULT_LIMIT 50

static char *
dup_words (TidingsMessage *message)
{
  if (message->reason == NULL || *message->reason == '\0')
    return NULL;

  return tidings_reason_describe (message->reason, message->error_code, message->person);
}

/* State with the reason's name for rules: "skipped: not-verified". */
static char *
dup_state (TidingsMessage *message)
{
  const char *state = tidings_message_state_to_string (message->state);

  if (message->reason == NULL || *message->reason == '\0')
    return g_strdup (state);

  return g_strdup_printf ("%s: %s", state, message->reason);
}

static char *
dup_whom (TidingsMessage *message)
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
      g_autofree char *whom = dup_whom (message);
      g_autofree char *state = dup_state (message);

      tidings_table_add (table, (const char *[]) { id, time, whom, message->type, state, message->body });
    }

  tidings_table_print (table);
}

/* One row by itself, for --follow, where no table can be measured. */
static void
print_line (TidingsMessage *message,
            gint64          now)
{
  g_autofree char *time = tidings_format_moment (message->created_at, now);
  g_autofree char *whom = dup_whom (message);
  g_autofree char *state = dup_state (message);
  g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT "  %s  %s  %s  %s  %s", message->id, time, whom,
                                           message->type, state, message->body);
  g_autofree char *clean = tidings_cli_clean (line);

  tidings_cli_print ("%s\n", clean);
}

static void
print_json (GPtrArray *messages)
{
  JsonArray *array = json_array_new ();

  for (guint i = messages->len; i-- > 0;)
    json_array_add_object_element (array, tidings_message_to_json (g_ptr_array_index (messages, i), NULL));

  tidings_cli_print_array (array);
}

static void
print_field (const char *label,
             const char *value)
{
  g_autofree char *clean = tidings_cli_clean (value);
  guint width = tidings_cli_width (label);

  if (*clean != '\0')
    tidings_cli_print ("%s%*s%s\n", label, width < 14 ? (int) (14 - width) : 1, "", clean);
}

static void
print_moment (const char *label,
              gint64      instant,
              gint64      now)
{
  g_autofree char *text = instant != 0 ? tidings_format_moment (instant, now) : NULL;

  print_field (label, text);
}

static void
print_price (TidingsMessage *message)
{
  g_autofree char *price = NULL;
  g_autofree char *text = NULL;

  if (message->price_micros < 0 || message->currency == NULL)
    return;

  price = tidings_format_money (message->price_micros, message->currency, 4);
  text = message->is_settled ? g_strdup (price)
                             /* Translators: %s is an amount of money */
                             : g_strdup_printf (_("about %s"), price);
  print_field (_("Price"), text);
}

static void
print_details (TidingsMessage *message,
               gint64          now)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, message->id);
  g_autofree char *number = message->to != NULL ? tidings_phone_number_format (message->to) : NULL;
  g_autofree char *state = dup_state (message);
  g_autofree char *words = dup_words (message);
  g_autofree char *code = message->error_code != 0 ? g_strdup_printf ("%d", message->error_code) : NULL;
  g_autofree char *attempts = g_strdup_printf ("%u", message->n_attempts);
  g_autofree char *ahead = tidings_message_dup_ahead_words (message);
  g_autofree char *counts = g_strdup_printf ("%u, %s", message->n_segments, tidings_encoding_to_string (message->encoding));

  print_field (_("Message"), id);
  print_field (_("Person"), message->person);
  print_field (_("To"), number);
  print_field (_("From"), message->sender);
  print_field (_("Type"), message->type);
  print_field (_("State"), state);
  print_field (_("Reason"), words);
  print_field (_("Error code"), code);
  print_moment (_("Until"), message->until, now);
  print_field (_("At Twilio"), ahead);
  print_field (_("Text"), message->body);
  print_field (_("Picture"), message->media_url);
  print_field (_("Counts as"), counts);
  print_price (message);
  print_field (_("Attempts"), attempts);
  print_field (_("Raised by"), message->source);
  print_field (_("Twilio’s id"), message->sid);
  print_moment (_("Raised"), message->created_at, now);
  print_moment (_("Changed"), message->updated_at, now);
}

/* The moment, and beside it the words, which may take several lines. */
static void
print_step (TidingsEvent *event,
            const char   *moment,
            guint         width)
{
  g_autofree char *words = tidings_story_describe (event->what, event->detail, NULL);
  g_auto(GStrv) lines = g_strsplit (words, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *clean = tidings_cli_clean (lines[i]);
      const char *margin = i == 0 ? moment : "";

      /* What stands below belongs to the line above. */
      tidings_cli_print ("  %s%*s  %s%s\n", margin, (int) (width - tidings_cli_width (margin)), "", i == 0 ? "" : "  ", g_strchomp (clean));
    }
}

static void
print_story (GPtrArray *story,
             gint64     now)
{
  g_autoptr(GPtrArray) moments = g_ptr_array_new_with_free_func (g_free);
  guint width = 0;

  for (guint i = 0; i < story->len; i++)
    {
      char *moment = tidings_format_moment (((TidingsEvent *) g_ptr_array_index (story, i))->at, now);

      g_ptr_array_add (moments, moment);
      width = MAX (width, tidings_cli_width (moment));
    }

  tidings_cli_print ("\n%s\n", _("Story"));
  for (guint i = 0; i < story->len; i++)
    print_step (g_ptr_array_index (story, i), g_ptr_array_index (moments, i), width);
}

/* What cannot be known is asked. */
static void
print_question (TidingsMessage *message)
{
  if (message->state != TIDINGS_MESSAGE_IN_DOUBT || message->next_at != 0)
    return;

  /* Translators: both %lld are the number of the text; the words in quotation marks are typed as they are */
  tidings_cli_print (_("\nNobody can say whether this text left. “tidings retry %lld” sends it again, “tidings cancel %lld” leaves it as it is."),
                     (long long) message->id, (long long) message->id);
  tidings_cli_print ("\n");
}

static gboolean
refresh (TidingsCli  *cli,
         gint64       id,
         GError     **error)
{
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, error);
  gboolean is_done = FALSE;

  if (agent == NULL)
    return FALSE;

  do
    is_done = tidings_bus_agent1_call_refresh_message_sync (agent, id, NULL, error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, error));

  return is_done;
}

/* What a text said is gone afterwards, so its number is all that can be told. */
static TidingsExit
remove_one (TidingsCli *cli,
            gint64      id)
{
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, &error);
  gboolean is_done = FALSE;

  if (agent == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_delete_message_sync (agent, id, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings log");

  /* Translators: %lld is the number of a text */
  tidings_cli_print (_("Message %lld was deleted"), (long long) id);
  tidings_cli_print ("\n");

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
show_one (TidingsCli *cli,
          gint64      id,
          gboolean    json)
{
  g_autoptr(TidingsMessage) message = NULL;
  g_autoptr(GPtrArray) story = NULL;
  g_autoptr(GPtrArray) replies = NULL;
  g_autoptr(GError) error = NULL;
  TidingsStore *store = NULL;
  gint64 now = tidings_cli_get_now (cli);

  if (!tidings_cli_open_store (cli, &store, &error))
    return tidings_cli_fail (error);
  if (store == NULL)
    {
      tidings_cli_set_usage (&error, _("Nothing was sent yet"));
      return tidings_cli_fail (error);
    }
  if ((message = tidings_store_get_message (store, id, &error)) == NULL ||
      (story = tidings_store_list_events (store, id, &error)) == NULL ||
      (replies = tidings_cli_list_replies (store, id, &error)) == NULL)
    {
      tidings_cli_take_store_error (&error);
      return tidings_cli_fail (error);
    }
  tidings_cli_keep_going (cli, message);

  if (json)
    {
      JsonObject *object = tidings_message_to_json (message, story);

      json_object_set_array_member (object, "replies", tidings_cli_replies_to_json (replies));
      tidings_cli_print_object (object);
      return TIDINGS_EXIT_DONE;
    }

  print_details (message, now);
  print_story (story, now);
  tidings_cli_print_replies (replies, now);
  print_question (message);

  return TIDINGS_EXIT_DONE;
}

/* A log that goes on: which rows were seen, and which of them may still change. */
typedef struct {
  TidingsCli *cli;
  TidingsMessageFilter filter;
  guint states; /* to show; the filter itself has none after the first look, for a row may come into the state later */
  gint64 last_id;
  GHashTable *open; /* gint64 id to what is known of it */
  gboolean json;
  gboolean has_begun;
} Follow;

static guint
get_open_states (void)
{
  guint states = 0;

  for (guint i = 0; i < TIDINGS_MESSAGE_N_STATES; i++)
    states |= tidings_message_state_is_final (i) ? 0 : 1u << i;

  return states;
}

static char *
dup_fingerprint (TidingsMessage *message)
{
  return g_strdup_printf ("%d/%s/%u", message->state, message->reason != NULL ? message->reason : "", message->n_attempts);
}

static void
follow_show (Follow         *follow,
             TidingsMessage *message)
{
  if (follow->states != 0 && (follow->states & (1u << message->state)) == 0)
    return;

  if (follow->json)
    tidings_cli_print_object_line (tidings_message_to_json (message, NULL));
  else
    print_line (message, tidings_cli_get_now (follow->cli));
}

static void
follow_remember (Follow         *follow,
                 TidingsMessage *message)
{
  follow->last_id = MAX (follow->last_id, message->id);
  if (tidings_message_state_is_final (message->state))
    g_hash_table_remove (follow->open, &message->id);
  else
    g_hash_table_insert (follow->open, g_memdup2 (&message->id, sizeof message->id), dup_fingerprint (message));
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* Shows rows that were seen before and have changed. Those that cannot change any more are forgotten. */
static void
follow_changed (Follow       *follow,
                TidingsStore *store)
{
  g_autoptr(GList) ids = g_list_sort (g_hash_table_get_keys (follow->open), compare_ids);

  for (GList *next = ids; next != NULL; next = next->next)
    {
      gint64 id = *(gint64 *) next->data;
      g_autoptr(TidingsMessage) message = tidings_store_get_message (store, id, NULL);
      g_autofree char *fingerprint = message != NULL ? dup_fingerprint (message) : NULL;

      if (message == NULL)
        g_hash_table_remove (follow->open, &id);
      else if (!g_str_equal (fingerprint, g_hash_table_lookup (follow->open, &id)))
        {
          follow_show (follow, message);
          follow_remember (follow, message);
        }
    }
}

/* Shows the newest rows, and remembers what may change from here on. */
static gboolean
follow_begin (Follow        *follow,
              TidingsStore  *store,
              GError       **error)
{
  TidingsMessageFilter newest = { .limit = 1 };
  TidingsMessageFilter open = follow->filter;
  g_autoptr(GPtrArray) shown = tidings_store_list_messages (store, &follow->filter, error);
  g_autoptr(GPtrArray) last = NULL;
  g_autoptr(GPtrArray) changing = NULL;

  open.states = get_open_states ();
  open.limit = G_MAXINT;
  if (shown == NULL || (last = tidings_store_list_messages (store, &newest, error)) == NULL ||
      (changing = tidings_store_list_messages (store, &open, error)) == NULL)
    return FALSE;

  for (guint i = shown->len; i-- > 0;)
    follow_show (follow, g_ptr_array_index (shown, i));
  for (guint i = 0; i < changing->len; i++)
    follow_remember (follow, g_ptr_array_index (changing, i));
  if (last->len > 0)
    follow->last_id = ((TidingsMessage *) g_ptr_array_index (last, 0))->id;

  follow->filter.states = 0;
  follow->filter.limit = G_MAXINT;
  follow->has_begun = TRUE;

  return TRUE;
}

static gboolean
follow_go_on (Follow        *follow,
              TidingsStore  *store,
              GError       **error)
{
  g_autoptr(GPtrArray) messages = NULL;

  follow_changed (follow, store);
  follow->filter.after_id = follow->last_id;
  if ((messages = tidings_store_list_messages (store, &follow->filter, error)) == NULL)
    return FALSE;

  for (guint i = messages->len; i-- > 0;)
    {
      follow_show (follow, g_ptr_array_index (messages, i));
      follow_remember (follow, g_ptr_array_index (messages, i));
    }

  return TRUE;
}

static gboolean
follow_look (gpointer   user_data,
             GError   **error)
{
  Follow *follow = user_data;
  TidingsStore *store = NULL;

  if (!tidings_cli_open_store (follow->cli, &store, error))
    return FALSE;
  if (store == NULL)
    return TRUE;
  if (!(follow->has_begun ? follow_go_on (follow, store, error) : follow_begin (follow, store, error)))
    return FALSE;

  return !tidings_cli_is_output_gone ();
}

static TidingsExit
follow_log (TidingsCli                 *cli,
            const TidingsMessageFilter *filter,
            gboolean                    json)
{
  Follow follow = { .cli = cli, .filter = *filter, .states = filter->states, .json = json };
  g_autoptr(GHashTable) open = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr(GError) error = NULL;

  follow.open = open;
  if (!tidings_cli_follow_messages (cli, follow_look, &follow, &error))
    return tidings_cli_fail (error);

  return TIDINGS_EXIT_DONE;
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
  char *since;
  int limit;
} Typed;

static void
typed_clear (Typed *typed)
{
  g_free (typed->search);
  g_free (typed->state);
  g_free (typed->who);
  g_free (typed->since);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

static gboolean
typed_to_filter (const Typed           *typed,
                 TidingsCli            *cli,
                 TidingsMessageFilter  *filter,
                 GError               **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  g_autofree char *zone = NULL;

  filter->search = typed->search;
  filter->limit = typed->limit;
  if (typed->limit <= 0)
    {
      tidings_cli_set_usage (error, _("The limit must be 1 or more"));
      return FALSE;
    }
  if (typed->state != NULL && (filter->states = tidings_cli_parse_states (typed->state, error)) == 0)
    return FALSE;
  if (typed->who != NULL)
    {
      if ((person = tidings_cli_find_person (cli, typed->who, error)) == NULL)
        return FALSE;
      filter->person_id = person->id;
    }
  if (typed->since == NULL)
    return TRUE;

  zone = tidings_zone_dup_local ();
  filter->since = tidings_cli_parse_since (typed->since, tidings_cli_get_now (cli), zone, error);

  return filter->since >= 0;
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
    { "since", 0, 0, G_OPTION_ARG_FILENAME, &typed.since, N_("Only from then on: 2026-11-21, today, yesterday, 2h"), N_("DATE") },
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
        return remove_one (cli, id);
      return id != 0 && (!asks || refresh (cli, id, &error)) ? show_one (cli, id, json) : tidings_cli_fail (error);
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

  return follow ? follow_log (cli, &filter, json) : list_log (cli, &filter, json);
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
