/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything about one text: `tidings log ID`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-json.h"
#include "tidings-cli-log.h"
#include "tidings-cli-print.h"
#include "tidings-cli-replies.h"
#include "tidings-cli-store.h"
#include "tidings-cli-watch.h"
#include "tidings-format.h"
#include "tidings-phone-number.h"
#include "tidings-reason.h"
#include "tidings-store-json.h"
#include "tidings-story.h"

static char *
dup_words (TidingsMessage *message)
{
  if (message->reason == NULL || *message->reason == '\0')
    return NULL;

  return tidings_reason_describe (message->reason, message->error_code, message->person);
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
  g_autofree char *state = tidings_cli_log_dup_state (message);
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

gboolean
tidings_cli_log_refresh (TidingsCli  *cli,
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
TidingsExit
tidings_cli_log_remove (TidingsCli *cli,
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

TidingsExit
tidings_cli_log_show (TidingsCli *cli,
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
