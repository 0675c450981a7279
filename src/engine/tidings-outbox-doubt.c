/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A send whose answer was lost: looked for in Twilio's own list, and left to a person when it cannot be known
 * (Twilio reference, section 13.4). */
#include "config.h"

#include "tidings-doubt.h"
#include "tidings-outbox-private.h"
#include "tidings-reason.h"
#include "tidings-store-messages.h"
#include "tidings-verification.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define PAGE_SIZE 50

/* When a lost answer is looked for, counted from the request. A text that is found early may be adopted early; that there
 * is none is only believed after the last look, because the server may still be working. */
static const guint looks_s[] = { 2, 10, 45, 120, 300 };

/* Where absence is proof, nothing can still be working. */
static const guint quick_looks_s[] = { 1, 2 };

/* While an equal text is on its way to the same phone, it cannot be said whose the one in the list is. */
#define AFTER_RIVAL_MS 1000

/* Texts to one phone that are looked through for one that Twilio keeps for later; it is among the newest. */
#define AHEAD_ROWS 1000

/* How far away the moment of such a text has to be for its absence to mean that it never came there. */
#define AHEAD_MS (60 * G_GINT64_CONSTANT (1000))

typedef struct {
  TidingsFlight *flight;
  gboolean with_date;
} Look;

static const guint *
get_looks (TidingsOutbox *self,
           guint         *n)
{
  gboolean is_quick = self->core->settings.absence_is_proof;

  *n = is_quick ? G_N_ELEMENTS (quick_looks_s) : G_N_ELEMENTS (looks_s);

  return is_quick ? quick_looks_s : looks_s;
}

gint64
tidings_outbox_next_look (TidingsOutbox  *self,
                          TidingsMessage *message,
                          gint64          now)
{
  guint n;
  const guint *looks = get_looks (self, &n);

  if (message->n_looks >= n)
    return 0;

  return MAX (MIN (message->sending_at, now) + looks[message->n_looks] * G_GINT64_CONSTANT (1000), now + 200);
}

gboolean
tidings_outbox_is_looking (TidingsOutbox  *self,
                           TidingsMessage *message)
{
  return message->next_at != 0 || tidings_outbox_next_look (self, message, tidings_core_now (self->core)) != 0;
}

void
tidings_outbox_doubt (TidingsOutbox  *self,
                      TidingsMessage *message,
                      const char     *fault)
{
  message->n_looks = 0;
  message->next_at = tidings_outbox_next_look (self, message, tidings_core_now (self->core));
  tidings_outbox_write (self, message, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, "in-doubt", fault);
}

/* When the request left, by Twilio's clock; a reply that has come since tells how far ours is off. */
static gint64
get_start (TidingsOutbox  *self,
           TidingsMessage *message)
{
  return message->server_at != 0 ? message->server_at :
                                   message->sending_at + tidings_twilio_get_server_skew (self->core->twilio);
}

static gboolean
is_same_code (TidingsMessage *message,
              const char     *ours,
              const char     *theirs,
              gpointer        user_data)
{
  return tidings_verification_is_body (user_data, message, ours, theirs);
}

static TidingsDoubtMatch
match (TidingsOutbox        *self,
       TidingsMessage       *message,
       TidingsTwilioMessage *candidate)
{
  gboolean is_code = g_str_equal (message->type, TIDINGS_OUTBOX_CODE_TYPE);
  TidingsDoubtMatch result = tidings_doubt_match (message, get_start (self, message), candidate,
                                                  is_code ? is_same_code : NULL, self->core);
  g_autoptr(TidingsMessage) owner = NULL;

  if (result == TIDINGS_DOUBT_OTHER)
    return result;
  owner = tidings_store_find_message_by_sid (self->core->store, candidate->sid);

  return owner == NULL || owner->id == message->id ? result : TIDINGS_DOUBT_OTHER;
}

/* Texts in the list that the message may be, oldest first. */
static GPtrArray *
find_candidates (TidingsOutbox  *self,
                 TidingsMessage *message,
                 GPtrArray      *listed,
                 gboolean       *is_unknown)
{
  GPtrArray *found = g_ptr_array_new ();

  *is_unknown = FALSE;
  for (guint i = listed->len; i-- > 0;)
    {
      TidingsTwilioMessage *candidate = g_ptr_array_index (listed, i);
      TidingsDoubtMatch result = match (self, message, candidate);
      guint at = found->len;

      *is_unknown = *is_unknown || result == TIDINGS_DOUBT_UNKNOWN;
      if (result != TIDINGS_DOUBT_SAME)
        continue;
      /* Twilio lists the newest first, but nothing says that it always will. */
      while (at > 0 && ((TidingsTwilioMessage *) g_ptr_array_index (found, at - 1))->created_at > candidate->created_at)
        at--;
      g_ptr_array_insert (found, (int) at, candidate);
    }

  return found;
}

static int
compare_start (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  gint64 left = get_start (user_data, *(TidingsMessage * const *) a);
  gint64 right = get_start (user_data, *(TidingsMessage * const *) b);

  return (left > right) - (left < right);
}

static gboolean
is_equal_text (TidingsMessage *a,
               TidingsMessage *b)
{
  return g_str_equal (a->to, b->to) && g_strcmp0 (a->sender, b->sender) == 0 && g_strcmp0 (a->body, b->body) == 0;
}

/* The message and those that were lost with it and say the same, in the order in which they left. */
static GPtrArray *
find_rivals (TidingsOutbox  *self,
             TidingsMessage *message,
             gboolean       *is_sending)
{
  g_autoptr(GPtrArray) lost = tidings_store_list_messages_in (self->core->store,
                                                              1u << TIDINGS_MESSAGE_SENDING | 1u << TIDINGS_MESSAGE_IN_DOUBT,
                                                              NULL);
  GPtrArray *rivals = g_ptr_array_new_with_free_func (g_object_unref);

  *is_sending = FALSE;
  g_ptr_array_add (rivals, g_object_ref (message));
  /* Codes are stored without their digits, so they only seem equal. */
  if (g_str_equal (message->type, TIDINGS_OUTBOX_CODE_TYPE))
    return rivals;

  for (guint i = 0; lost != NULL && i < lost->len; i++)
    {
      TidingsMessage *other = g_ptr_array_index (lost, i);

      if (other->id == message->id || !is_equal_text (other, message))
        continue;
      *is_sending = *is_sending || other->state == TIDINGS_MESSAGE_SENDING;
      g_ptr_array_add (rivals, g_object_ref (other));
    }
  g_ptr_array_sort_with_data (rivals, compare_start, self);

  return rivals;
}

/* The one of the texts found that is this message's, if several lost ones share them; NULL if all are others'. */
static TidingsTwilioMessage *
choose (TidingsOutbox  *self,
        TidingsMessage *message,
        GPtrArray      *rivals,
        GPtrArray      *found)
{
  g_autofree gint64 *started_at = g_new (gint64, rivals->len);
  g_autofree gint64 *created_at = g_new (gint64, found->len);
  g_autofree int *chosen = g_new (int, rivals->len);

  for (guint i = 0; i < rivals->len; i++)
    started_at[i] = get_start (self, g_ptr_array_index (rivals, i));
  for (guint i = 0; i < found->len; i++)
    created_at[i] = ((TidingsTwilioMessage *) g_ptr_array_index (found, i))->created_at;
  tidings_doubt_assign (started_at, rivals->len, created_at, found->len, chosen);

  for (guint i = 0; i < rivals->len; i++)
    if (((TidingsMessage *) g_ptr_array_index (rivals, i))->id == message->id && chosen[i] >= 0)
      return g_ptr_array_index (found, chosen[i]);

  return NULL;
}

static void
adopt (TidingsOutbox        *self,
       TidingsMessage       *message,
       TidingsTwilioMessage *found)
{
  message->n_looks = 0;
  message->error_code = 0;
  /* From doubt to certainty: whatever Twilio says now is news. */
  message->state = TIDINGS_MESSAGE_SENDING;
  tidings_outbox_take_answer (self, message, found, "found");
}

static void
look_again_soon (TidingsOutbox  *self,
                 TidingsMessage *message)
{
  message->next_at = tidings_core_now (self->core) + AFTER_RIVAL_MS;
  tidings_outbox_write (self, message, message->state, message->reason, NULL, NULL);
}

/* Looks whose time has passed need not be made up for: this one came after them. */
static void
count_look (TidingsOutbox  *self,
            TidingsMessage *message,
            gint64          now)
{
  guint n;
  const guint *looks = get_looks (self, &n);
  gint64 age_s = (now - MIN (message->sending_at, now)) / 1000;

  message->n_looks++;
  while (message->n_looks < n && looks[message->n_looks] <= age_s)
    message->n_looks++;
}

/* Only a person may decide to risk a second text. */
static void
give_up (TidingsOutbox  *self,
         TidingsMessage *message,
         gboolean        is_unknown,
         gboolean        is_news)
{
  message->next_at = 0;
  tidings_outbox_write (self, message, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, is_news ? "gave-up" : "not-found",
                        is_unknown ? "erased" : NULL);
  if (is_news)
    tidings_core_notice (self->core, TIDINGS_NOTICE_FAILED, message, NULL, NULL);
}

/* What Twilio keeps for a moment to come stands in its list until then, so one that is not there never was: unlike a text
 * that went at once, it can be given away again without asking anybody. */
static gboolean
would_be_there (TidingsMessage *message,
                gint64          now)
{
  return message->send_at > now + AHEAD_MS;
}

static void
not_found (TidingsOutbox  *self,
           TidingsMessage *message,
           gboolean        is_unknown)
{
  TidingsCore *core = self->core;
  gint64 now = tidings_core_now (core);
  gboolean was_open = tidings_outbox_next_look (self, message, now) != 0;

  count_look (self, message, now);
  message->next_at = tidings_outbox_next_look (self, message, now);
  if (message->next_at != 0)
    tidings_outbox_write (self, message, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, "not-found", NULL);
  else if ((core->settings.absence_is_proof || would_be_there (message, now)) && !is_unknown)
    {
      message->next_at = now;
      message->n_looks = 0;
      tidings_outbox_write (self, message, TIDINGS_MESSAGE_QUEUED, NULL, "not-sent", NULL);
    }
  else
    give_up (self, message, is_unknown, was_open);
}

static void look_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static void
ask (TidingsOutbox  *self,
     TidingsMessage *message,
     gboolean        with_date)
{
  TidingsCore *core = self->core;
  Look *look = g_new0 (Look, 1);
  const char *from = message->sender != NULL && *message->sender == '+' ? message->sender : NULL;
  gint64 since = 0;

  look->flight = tidings_outbox_start_flight (self, message);
  look->with_date = with_date;
  /* A filter by date may leave out what Twilio keeps for later: it has no such date yet (Twilio reference, section 2.4). */
  if (with_date && message->send_at == 0)
    since = MAX (1, get_start (self, message) - DAY_MS);
  tidings_twilio_list_messages_async (core->twilio, message->to, from, since, PAGE_SIZE,
                                      with_date ? (message->send_at == 0 ? 0 : AHEAD_ROWS) : PAGE_SIZE,
                                      core->cancellable, look_cb, look);
}

static void
judge (TidingsOutbox  *self,
       TidingsMessage *message,
       GPtrArray      *listed,
       gboolean        is_whole)
{
  gboolean is_unknown;
  gboolean is_sending;
  g_autoptr(GPtrArray) found = find_candidates (self, message, listed, &is_unknown);
  g_autoptr(GPtrArray) rivals = find_rivals (self, message, &is_sending);
  TidingsTwilioMessage *ours = found->len > 0 ? choose (self, message, rivals, found) : NULL;

  if (found->len > 0 && is_sending)
    look_again_soon (self, message);
  else if (ours != NULL)
    adopt (self, message, ours);
  else if (!is_whole)
    ask (self, message, TRUE);
  else
    not_found (self, message, is_unknown);
}

static void
look_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Look *look = user_data;
  TidingsOutbox *self = look->flight->outbox;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) listed = tidings_twilio_list_messages_finish (TIDINGS_TWILIO (object), result, &error);
  g_autoptr(TidingsMessage) message = tidings_outbox_end_flight_of_one (look->flight, error);

  if (message == NULL || !tidings_outbox_reread (self, &message))
    return;

  if (listed == NULL)
    tidings_outbox_ask_later (self, message, error);
  else
    /* Without a date the list holds everything, so it is whole if it ended; otherwise the text may be on a later page. */
    judge (self, message, listed, look->with_date || listed->len < PAGE_SIZE);
}

void
tidings_outbox_look_for (TidingsOutbox  *self,
                         TidingsMessage *message)
{
  ask (self, message, FALSE);
}
