/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A log that goes on with what comes: `tidings log --follow`. */
#include "config.h"

#include "tidings-cli-json.h"
#include "tidings-cli-log.h"
#include "tidings-cli-print.h"
#include "tidings-cli-store.h"
#include "tidings-cli-watch.h"
#include "tidings-format.h"
#include "tidings-store-json.h"

/* One row by itself, for --follow, where no table can be measured. */
static void
print_line (TidingsMessage *message,
            gint64          now)
{
  g_autofree char *time = tidings_format_moment (message->created_at, now);
  g_autofree char *whom = tidings_cli_log_dup_whom (message);
  g_autofree char *state = tidings_cli_log_dup_state (message);
  g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT "  %s  %s  %s  %s  %s", message->id, time, whom,
                                           message->type, state, message->body);
  g_autofree char *clean = tidings_cli_clean (line);

  tidings_cli_print ("%s\n", clean);
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

TidingsExit
tidings_cli_log_follow (TidingsCli                 *cli,
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
