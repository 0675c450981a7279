/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for what people answer. */
#include "config.h"

#include "tidings-answers.h"
#include "tidings-inbox.h"
#include "tidings-sender.h"
#include "tidings-store-inbound.h"
#include "tidings-store-messages.h"
#include "tidings-tasks.h"

/* Twilio reference, section 13.2. */
#define RECEIVING_EVERY_MS (15 * G_GINT64_CONSTANT (1000))
#define TALK_EVERY_MS (20 * G_GINT64_CONSTANT (1000))
#define TALK_FOR_MS (5 * 60 * G_GINT64_CONSTANT (1000))
#define SENT_EVERY_MS (60 * G_GINT64_CONSTANT (1000))
#define SENT_FOR_MS (10 * 60 * G_GINT64_CONSTANT (1000))
#define AWAIT_EVERY_MS (5 * 60 * G_GINT64_CONSTANT (1000))

/* Late arrivals and the list's day granularity make the overlap necessary, the known SIDs make it harmless. */
#define OVERLAP_MS (48 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define PAGE_SIZE 100

/* Between two looks through the whole overlap; in between the first page is enough as long as all of it is known. */
#define WHOLE_EVERY_MS (60 * 60 * G_GINT64_CONSTANT (1000))

/* What came in until then is known for certain. */
#define META_SEEN "inbox-seen-at"

struct _TidingsInbox {
  TidingsCore *core;
  gint64 next_at;
  gint64 sent_until;
  gint64 talk_until;
  gint64 whole_at;         /* of the next look through the whole overlap */
  gboolean has_receiving;  /* a text was still coming in */

  /* One round: the numbers that are asked for, and what was found. */
  GPtrArray *numbers;      /* NULL in it stands for all */
  guint n_asked;
  gboolean is_whole;
  gboolean is_one_page;    /* of the question on its way: nothing behind the first page is asked for */
  gint64 began_at;
  GPtrArray *texts;

  gboolean is_asking;
  gboolean ask_again;
  gboolean is_gone;
};

static void ask (TidingsInbox *self, guint max_rows);

/* How far away the next look is, 0 if nothing is awaited. */
static gint64
get_interval (TidingsInbox *self,
              gint64        now)
{
  if (self->has_receiving)
    return RECEIVING_EVERY_MS;
  if (now < self->talk_until)
    return TALK_EVERY_MS;
  if (now < self->sent_until)
    return SENT_EVERY_MS;
  if (tidings_store_get_awaited_until (self->core->store, now, TIDINGS_TASK_MS) > now)
    return AWAIT_EVERY_MS;

  return 0;
}

static void
plan_next (TidingsInbox *self,
           gint64        now)
{
  gint64 interval = self->core->settings.polls_inbox ? get_interval (self, now) : 0;

  self->next_at = interval != 0 ? now + interval : 0;
}

static void
note_hearing (TidingsInbox   *self,
              TidingsHearing  hearing)
{
  if (hearing != TIDINGS_HEARING_HEARD)
    return;

  self->talk_until = tidings_core_now (self->core) + TALK_FOR_MS;
  if (!self->is_asking)
    plan_next (self, tidings_core_now (self->core));
}

gboolean
tidings_inbox_take (TidingsInbox          *self,
                    TidingsTwilioMessage  *text,
                    GError               **error)
{
  TidingsHearing hearing = TIDINGS_HEARING_NOTHING;

  if (!tidings_core_begin (self->core, error))
    return FALSE;
  if (!tidings_answers_take (self->core, text, &hearing, error))
    {
      tidings_core_rollback (self->core);
      return FALSE;
    }
  if (!tidings_core_commit (self->core, error))
    return FALSE;
  note_hearing (self, hearing);

  return TRUE;
}

/* By when it was sent, then by when it was created; both have whole seconds. */
static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  const TidingsTwilioMessage *one = *(TidingsTwilioMessage * const *) a;
  const TidingsTwilioMessage *other = *(TidingsTwilioMessage * const *) b;
  gint64 one_at = one->sent_at != 0 ? one->sent_at : one->created_at;
  gint64 other_at = other->sent_at != 0 ? other->sent_at : other->created_at;

  if (one_at != other_at)
    return one_at < other_at ? -1 : 1;
  if (one->created_at != other->created_at)
    return one->created_at < other->created_at ? -1 : 1;

  return 0;
}

/* STOP and START count in the order in which they were said; Twilio lists the newest first. */
static void
sort (GPtrArray *texts)
{
  for (guint i = 0; i < texts->len / 2; i++)
    {
      gpointer first = texts->pdata[i];

      texts->pdata[i] = texts->pdata[texts->len - 1 - i];
      texts->pdata[texts->len - 1 - i] = first;
    }

  /* GLib's sort keeps the order of equals. */
  g_ptr_array_sort (texts, compare_texts);
}

static gboolean
remember_seen (TidingsInbox  *self,
               GError       **error)
{
  g_autofree char *seen = tidings_store_dup_meta (self->core->store, META_SEEN);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, self->began_at);

  /* Hours matter, not minutes: a look that finds nothing need not be written down each time. */
  if (!self->is_whole || (seen != NULL && self->began_at - g_ascii_strtoll (seen, NULL, 10) < WHOLE_EVERY_MS))
    return TRUE;

  return tidings_store_set_meta (self->core->store, META_SEEN, now, error);
}

static gboolean
take_in_all (TidingsInbox  *self,
             GError       **error)
{
  TidingsHearing loudest = TIDINGS_HEARING_NOTHING;

  sort (self->texts);
  if (!tidings_core_begin (self->core, error))
    return FALSE;

  for (guint i = 0; i < self->texts->len; i++)
    {
      TidingsTwilioMessage *text = g_ptr_array_index (self->texts, i);
      TidingsHearing hearing = TIDINGS_HEARING_NOTHING;

      self->has_receiving |= text->is_inbound && text->status == TIDINGS_TWILIO_STATUS_RECEIVING;
      if (!tidings_answers_take (self->core, text, &hearing, error))
        {
          tidings_core_rollback (self->core);
          return FALSE;
        }
      loudest = MAX (loudest, hearing);
    }
  if (!remember_seen (self, error))
    {
      tidings_core_rollback (self->core);
      return FALSE;
    }
  if (!tidings_core_commit (self->core, error))
    return FALSE;
  note_hearing (self, loudest);

  return TRUE;
}

/* That nothing more is looked for may be all that the process waits for. */
static void
note_end (TidingsInbox *self)
{
  if (self->next_at == 0 && !self->is_asking)
    tidings_core_changed (self->core, "status");
}

static void
end_round (TidingsInbox *self)
{
  g_autoptr(GError) error = NULL;

  self->is_asking = FALSE;
  self->has_receiving = FALSE;
  if (!take_in_all (self, &error))
    g_warning ("What came in could not be kept: %s", error->message);
  else if (self->is_whole)
    self->whole_at = self->began_at + WHOLE_EVERY_MS;
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_ptr_array_unref);
  plan_next (self, tidings_core_now (self->core));
}

/* Whether nothing on a page is news: then nothing behind it is. */
static gboolean
is_known (TidingsInbox *self,
          GPtrArray    *page)
{
  for (guint i = 0; i < page->len; i++)
    {
      TidingsTwilioMessage *text = g_ptr_array_index (page, i);
      g_autoptr(TidingsMessage) own = text->is_inbound ? NULL : tidings_store_find_message_by_sid (self->core->store, text->sid);

      if (text->is_inbound ? !tidings_store_has_inbound (self->core->store, text->sid) : own == NULL)
        return FALSE;
    }

  return TRUE;
}

static void
list_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  TidingsInbox *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) page = tidings_twilio_list_messages_finish (TIDINGS_TWILIO (object), result, &error);
  gboolean is_cut_off = page != NULL && self->is_one_page && page->len >= PAGE_SIZE;

  if (self->is_gone)
    {
      self->is_asking = FALSE;
      tidings_inbox_free (self);
      return;
    }

  if (page == NULL)
    {
      tidings_core_note_refusal (self->core, error);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("Could not look for replies: %s", error->message);
      /* What one number did not tell is looked for whole next time. */
      self->whole_at = 0;
      self->is_whole = FALSE;
    }
  else if (is_cut_off && tidings_core_can_send (self->core) && !is_known (self, page))
    {
      /* There may be more behind it. */
      ask (self, 0);
      return;
    }
  else
    {
      g_ptr_array_extend_and_steal (self->texts, g_steal_pointer (&page));
    }

  self->n_asked++;
  if (page == NULL && error != NULL)
    self->n_asked = self->numbers->len;
  if (self->n_asked < self->numbers->len && tidings_core_can_send (self->core))
    {
      ask (self, self->is_whole ? 0 : PAGE_SIZE);
      return;
    }

  end_round (self);
  if (self->ask_again)
    {
      self->ask_again = FALSE;
      tidings_inbox_check (self);
    }
  note_end (self);
  tidings_core_wake (self->core);
}

static gint64
get_since (TidingsInbox *self)
{
  g_autofree char *seen = tidings_store_dup_meta (self->core->store, META_SEEN);
  gint64 last = seen != NULL ? g_ascii_strtoll (seen, NULL, 10) : tidings_store_get_last_inbound_at (self->core->store);

  if (last == 0 || last > self->began_at)
    last = self->began_at;

  return MAX (0, last - OVERLAP_MS);
}

static void
ask (TidingsInbox *self,
     guint         max_rows)
{
  const char *number = g_ptr_array_index (self->numbers, self->n_asked);

  self->is_asking = TRUE;
  self->is_one_page = max_rows != 0;
  tidings_twilio_list_messages_async (self->core->twilio, number, NULL, get_since (self), PAGE_SIZE, max_rows,
                                      self->core->cancellable, list_cb, self);
}

/* Each own number that people may answer to. A service's pool is asked for at once: any of its numbers may have been chosen. */
static GPtrArray *
list_numbers (TidingsInbox *self)
{
  TidingsCore *core = self->core;
  GPtrArray *numbers = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) used = NULL;

  if (core->settings.service != NULL)
    {
      g_ptr_array_add (numbers, NULL);
      return numbers;
    }

  used = tidings_store_list_used_senders (core->store, self->began_at - TIDINGS_TASK_MS);
  if (core->settings.sender != NULL && tidings_sender_can_be_answered (core->settings.sender))
    g_ptr_array_add (numbers, g_strdup (core->settings.sender));
  for (char **number = used; *number != NULL; number++)
    if (g_strcmp0 (*number, core->settings.sender) != 0)
      g_ptr_array_add (numbers, g_strdup (*number));

  return numbers;
}

void
tidings_inbox_check (TidingsInbox *self)
{
  gint64 now = tidings_core_now (self->core);

  /* The next look is planned first, so that nothing below leaves the old one due. */
  plan_next (self, now);
  note_end (self);
  if (!tidings_core_can_send (self->core))
    return;
  if (self->is_asking)
    {
      self->ask_again = TRUE;
      return;
    }

  self->began_at = now;
  self->numbers = list_numbers (self);
  if (self->numbers->len == 0)
    {
      g_clear_pointer (&self->numbers, g_ptr_array_unref);
      return;
    }

  self->n_asked = 0;
  self->is_whole = now >= self->whole_at;
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_twilio_message_free);
  ask (self, self->is_whole ? 0 : PAGE_SIZE);
}

void
tidings_inbox_expect (TidingsInbox *self,
                      gint64        now)
{
  if (!self->core->settings.polls_inbox)
    return;

  self->sent_until = now + SENT_FOR_MS;
  if (self->next_at == 0 || self->next_at > now + SENT_EVERY_MS)
    self->next_at = now + SENT_EVERY_MS;
}

void
tidings_inbox_clock_changed (TidingsInbox *self,
                             gint64        now)
{
  self->sent_until = MIN (self->sent_until, now + SENT_FOR_MS);
  self->talk_until = MIN (self->talk_until, now + TALK_FOR_MS);
  self->whole_at = MIN (self->whole_at, now);
  self->next_at = MIN (self->next_at, now + SENT_EVERY_MS);
}

gint64
tidings_inbox_get_next_at (TidingsInbox *self)
{
  return self->next_at;
}

gboolean
tidings_inbox_is_busy (TidingsInbox *self)
{
  return self->is_asking;
}

TidingsInbox *
tidings_inbox_new (TidingsCore *core)
{
  TidingsInbox *self = g_new0 (TidingsInbox, 1);

  self->core = core;

  return self;
}

void
tidings_inbox_free (TidingsInbox *self)
{
  /* An answer that is still to come frees it. */
  self->is_gone = TRUE;
  if (self->is_asking)
    return;

  g_clear_pointer (&self->numbers, g_ptr_array_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_free (self);
}
