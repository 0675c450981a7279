/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking about many texts in one question: a list of what a sender has sent (Twilio reference, section 13.1). */
#include "config.h"

#include "tidings-outbox-private.h"
#include "tidings-sender.h"
#include "tidings-store-messages.h"

#define PAGE_MIN 100
#define PAGE_MAX 1000

/* Newer texts that stand before ours in the list, of other programs or of people, for which pages are followed. */
#define FOREIGN_MAX 1000

/* Lists follow each other no faster, so that what falls due meanwhile is asked about together. */
#define LIST_EVERY_MS 2000

/* A text whose own look is nearer than this part of its age is asked about along with the others. */
#define NEAR_PART 4
#define NEAR_MIN_MS 1000

/* The list's first day must not begin after a text, however the clocks differ. */
#define CLOCK_SLACK_MS (60 * 60 * G_GINT64_CONSTANT (1000))

typedef struct {
  TidingsFlight *flight;
  char *sender;
  gboolean with_date;
} Listing;

static void
listing_free (Listing *listing)
{
  g_free (listing->sender);
  g_free (listing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Listing, listing_free)

static void list_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static gint64
get_oldest (GPtrArray *messages)
{
  gint64 oldest = G_MAXINT64;

  for (guint i = 0; i < messages->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i);

      oldest = MIN (oldest, message->server_at != 0 ? message->server_at : message->sending_at);
    }

  return MAX (1, oldest - CLOCK_SLACK_MS);
}

/* @messages: (transfer full) */
static void
ask (TidingsOutbox *self,
     GPtrArray     *messages,
     const char    *sender,
     gboolean       with_date)
{
  TidingsCore *core = self->core;
  Listing *listing = g_new0 (Listing, 1);
  gint64 since = with_date ? get_oldest (messages) : 0;
  guint page_size = CLAMP (2 * messages->len, PAGE_MIN, PAGE_MAX);
  guint max_rows = messages->len + FOREIGN_MAX;

  listing->sender = g_strdup (sender);
  listing->with_date = with_date;
  listing->flight = tidings_outbox_start_flight_of (self, messages);
  /* A service's texts come from any of its numbers. */
  tidings_twilio_list_messages_async (core->twilio, NULL,
                                      tidings_sender_kind_of (sender) == TIDINGS_SENDER_SERVICE ? NULL : sender,
                                      since, page_size, max_rows, core->cancellable, list_cb, listing);
}

static GHashTable *
index_by_sid (GPtrArray *listed)
{
  GHashTable *by_sid = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < listed->len; i++)
    {
      TidingsTwilioMessage *answer = g_ptr_array_index (listed, i);

      if (answer->sid != NULL)
        g_hash_table_insert (by_sid, answer->sid, answer);
    }

  return by_sid;
}

static void
list_failed (TidingsOutbox *self,
             GPtrArray     *messages,
             GError        *error)
{
  for (guint i = 0; i < messages->len; i++)
    {
      g_autoptr(TidingsMessage) message = g_object_ref (g_ptr_array_index (messages, i));

      if (tidings_outbox_reread (self, &message))
        tidings_outbox_ask_later (self, message, error);
    }
}

/* What a list does not show is asked about by itself, as soon as there is room. */
static void
leave_alone (TidingsOutbox  *self,
             TidingsMessage *message)
{
  g_hash_table_add (self->alone, g_memdup2 (&message->id, sizeof message->id));
  message->next_at = tidings_core_now (self->core);
  tidings_outbox_write (self, message, message->state, message->reason, NULL, NULL);
}

/* Returns: (transfer full): those that were not in the list. */
static GPtrArray *
take_listed (TidingsOutbox *self,
             GPtrArray     *messages,
             GPtrArray     *listed)
{
  g_autoptr(GHashTable) by_sid = index_by_sid (listed);
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < messages->len; i++)
    {
      g_autoptr(TidingsMessage) message = g_object_ref (g_ptr_array_index (messages, i));
      TidingsTwilioMessage *answer;

      if (!tidings_outbox_reread (self, &message) || message->sid == NULL)
        continue;
      if ((answer = g_hash_table_lookup (by_sid, message->sid)) != NULL)
        tidings_outbox_take_fetched (self, message, answer);
      else
        g_ptr_array_add (missing, g_steal_pointer (&message));
    }

  return missing;
}

/* All answers of a list are one commit. */
static GPtrArray *
take_all (TidingsOutbox *self,
          GPtrArray     *messages,
          GPtrArray     *listed)
{
  g_autoptr(GError) error = NULL;
  gboolean has_begun = tidings_core_begin (self->core, NULL);
  GPtrArray *missing = take_listed (self, messages, listed);

  if (has_begun && !tidings_core_commit (self->core, &error))
    {
      self->has_stranded = TRUE;
      g_warning ("Could not keep what Twilio said of %u messages: %s", messages->len, error->message);
    }

  return missing;
}

static void
list_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Listing) listing = user_data;
  TidingsOutbox *self = listing->flight->outbox;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) listed = tidings_twilio_list_messages_finish (TIDINGS_TWILIO (object), result, &error);
  g_autoptr(GPtrArray) messages = tidings_outbox_end_flight (listing->flight, error);
  g_autoptr(GPtrArray) missing = NULL;

  if (messages == NULL)
    return;
  if (listed == NULL)
    {
      list_failed (self, messages, error);
      return;
    }

  missing = take_all (self, messages, listed);
  /* Texts that no carrier has yet have no date to be found by. */
  if (listing->with_date && missing->len > TIDINGS_OUTBOX_ALONE && tidings_outbox_has_room (self))
    ask (self, g_steal_pointer (&missing), listing->sender, FALSE);
  else
    for (guint i = 0; i < missing->len; i++)
      leave_alone (self, g_ptr_array_index (missing, i));
}

static gint64
get_listed_at (TidingsOutbox *self,
               const char    *sender)
{
  gint64 *at = g_hash_table_lookup (self->listed, sender);

  return at != NULL ? *at : 0;
}

void
tidings_outbox_list (TidingsOutbox *self,
                     GPtrArray     *messages)
{
  TidingsMessage *first = g_ptr_array_index (messages, 0);
  g_autofree char *sender = g_strdup (first->sender);
  gint64 now = tidings_core_now (self->core);

  g_hash_table_replace (self->listed, g_strdup (sender), g_memdup2 (&now, sizeof now));
  ask (self, messages, sender, TRUE);
}

static gboolean
is_near (TidingsMessage *message,
         gint64          now)
{
  return message->next_at - now <= MAX (NEAR_MIN_MS, (now - message->sending_at) / NEAR_PART);
}

/* All of a sender that are due, or will be soon. Returns: (transfer full). */
static GPtrArray *
gather (TidingsOutbox *self,
        GPtrArray     *followed,
        const char    *sender)
{
  gint64 now = tidings_core_now (self->core);
  GPtrArray *group = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < followed->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (followed, i);

      if (g_strcmp0 (message->sender, sender) == 0 && is_near (message, now) && !tidings_outbox_has (self, message->id) &&
          !g_hash_table_contains (self->alone, &message->id) && tidings_outbox_guard (self, message))
        g_ptr_array_add (group, g_object_ref (message));
    }

  return group;
}

static gboolean
ask_alone (TidingsOutbox  *self,
           TidingsMessage *message)
{
  if (tidings_outbox_has (self, message->id))
    return TRUE;
  if (!tidings_outbox_has_room (self))
    return FALSE;
  /* If that cannot be kept, neither can the answer; asking on would go round as fast as Twilio answers. */
  if (tidings_outbox_guard (self, message))
    tidings_outbox_fetch (self, message);

  return TRUE;
}

static gboolean
ask_together (TidingsOutbox  *self,
              TidingsMessage *message,
              GPtrArray      *followed)
{
  g_autoptr(GPtrArray) group = NULL;
  gint64 now = tidings_core_now (self->core);
  gint64 may_list_at = get_listed_at (self, message->sender) + LIST_EVERY_MS;

  if (tidings_outbox_has (self, message->id))
    return TRUE;
  if (may_list_at > now && may_list_at <= now + LIST_EVERY_MS)
    {
      tidings_outbox_note_ready (self, may_list_at);
      return FALSE;
    }
  if (!tidings_outbox_has_room (self))
    return FALSE;

  group = gather (self, followed, message->sender);
  if (group->len > 0)
    tidings_outbox_list (self, g_steal_pointer (&group));

  return TRUE;
}

gboolean
tidings_outbox_ask_collected (TidingsOutbox *self)
{
  g_autoptr(GPtrArray) followed = NULL;
  gboolean is_done = TRUE;

  if (self->asked->len == 0)
    return TRUE;

  /* What has no news for a long time is asked about now and then only; it is the rest that may be many. */
  followed = tidings_store_list_followed (self->core->store, TIDINGS_MESSAGE_PAUSED - 1, FOREIGN_MAX, NULL);
  for (guint i = 0; i < self->asked->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (self->asked, i);
      gboolean is_alone = followed == NULL || followed->len <= TIDINGS_OUTBOX_ALONE || message->sender == NULL ||
                          g_hash_table_contains (self->alone, &message->id) || tidings_outbox_is_awaited (self, message->id);

      is_done = (is_alone ? ask_alone (self, message) : ask_together (self, message, followed)) && is_done;
    }

  return is_done;
}
