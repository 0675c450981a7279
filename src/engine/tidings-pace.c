/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast Twilio is asked and texts leave: requests at once, waits that Twilio wants, parts a second of each sender. */
#include "config.h"

#include "tidings-pace.h"

#define SECOND_MS G_GINT64_CONSTANT (1000)

/* Good answers in a row before one more request at once is tried. */
#define GOOD_FOR_MORE 10

/* Whatever a server asks for, it is tried again after an hour. */
#define HELD_MAX_MS (60 * 60 * SECOND_MS)

/* A text of ten parts at one part a second is as long as it gets; a sender that seems taken for longer is so by a clock that
 * was set back. */
#define SENDER_MAX_MS (60 * SECOND_MS)

#define BACK_OFF_FIRST_MS SECOND_MS
#define BACK_OFF_MAX_MS (60 * SECOND_MS)
#define QUEUE_FIRST_MS (60 * SECOND_MS)
#define QUEUE_MAX_MS (60 * 60 * SECOND_MS)

/* Twilio's bounds of a validity period; below ten seconds a text may miss its chance although all is well. */
#define VALIDITY_MIN_S 10
#define VALIDITY_MAX_S 36000

/*
 * limit: requests at once
 * n: those on their way
 * era: counts the halvings; a request's ticket is the era in which it left
 * n_good: answers since the last 429 or the last step up
 * n_too_many: 429s in a row that did not say how long to wait
 * held_until: UTC milliseconds
 * senders: sender to the UTC milliseconds (as gint64 *) from which it is free
 */
struct _TidingsPace {
  guint limit;
  guint n;
  guint era;
  guint n_good;
  guint n_too_many;
  gint64 held_until;
  GHashTable *senders;
};

gint64
tidings_pace_get_held_until (TidingsPace *self,
                             gint64       now)
{
  /* A hold from before the clock was set back holds no longer than any. */
  if (self->held_until - now > HELD_MAX_MS)
    self->held_until = now + HELD_MAX_MS;

  return self->held_until > now ? self->held_until : 0;
}

gboolean
tidings_pace_has_room (TidingsPace *self,
                       gint64       now)
{
  return self->n < self->limit && tidings_pace_get_held_until (self, now) == 0;
}

guint
tidings_pace_get_limit (TidingsPace *self)
{
  return self->limit;
}

guint
tidings_pace_get_n (TidingsPace *self)
{
  return self->n;
}

guint
tidings_pace_begin (TidingsPace *self)
{
  self->n++;

  return self->era;
}

static void
hold (TidingsPace *self,
      gint64       wait_ms,
      gint64       now)
{
  self->held_until = MAX (self->held_until, now + MIN (wait_ms, HELD_MAX_MS));
}

static void
slow_down (TidingsPace            *self,
           guint                   ticket,
           const TidingsPaceReply *reply,
           gint64                  now)
{
  self->n_good = 0;
  /* Four that left together and are all turned away say the same thing, not four. */
  if (ticket != self->era)
    return;

  self->limit = MAX (1, self->limit / 2);
  self->era++;
  if (reply->retry_after_ms == 0)
    hold (self, tidings_pace_back_off (self->n_too_many++, reply->chance), now);
}

static void
speed_up (TidingsPace            *self,
          const TidingsPaceReply *reply)
{
  self->n_too_many = 0;
  if (self->limit >= TIDINGS_PACE_AT_ONCE || ++self->n_good < GOOD_FOR_MORE)
    return;

  self->n_good = 0;
  /* What Twilio answers beyond our own is somebody else's, who may be what it was too much for. */
  if (reply->n_at_once <= self->limit)
    self->limit++;
}

void
tidings_pace_end (TidingsPace            *self,
                  guint                   ticket,
                  const TidingsPaceReply *reply,
                  gint64                  now)
{
  g_return_if_fail (self->n > 0);

  self->n--;
  if (reply == NULL)
    return;

  if (reply->retry_after_ms > 0)
    hold (self, reply->retry_after_ms, now);
  if (reply->is_too_many)
    slow_down (self, ticket, reply, now);
  else if (reply->is_good)
    speed_up (self, reply);
}

gint64
tidings_pace_get_sender_at (TidingsPace *self,
                            const char  *sender,
                            gint64       now)
{
  gint64 *free_at = g_hash_table_lookup (self->senders, sender);

  return free_at != NULL && *free_at - now <= SENDER_MAX_MS ? *free_at : now;
}

void
tidings_pace_take (TidingsPace *self,
                   const char  *sender,
                   guint        rate,
                   guint        n_parts,
                   gint64       now)
{
  gint64 *free_at = g_new (gint64, 1);

  *free_at = now + MIN (MAX (n_parts, 1) * SECOND_MS / MAX (rate, 1), SENDER_MAX_MS);
  g_hash_table_replace (self->senders, g_strdup (sender), free_at);
}

void
tidings_pace_forget_time (TidingsPace *self)
{
  self->held_until = 0;
  g_hash_table_remove_all (self->senders);
}

static gint64
grow (gint64 first_ms,
      gint64 max_ms,
      guint  n)
{
  return MIN (max_ms, first_ms << MIN (n, 10));
}

gint64
tidings_pace_back_off (guint  n,
                       double chance)
{
  return (gint64) (chance * (double) grow (BACK_OFF_FIRST_MS, BACK_OFF_MAX_MS, n));
}

gint64
tidings_pace_full_queue (guint  n,
                         double chance)
{
  gint64 most = grow (QUEUE_FIRST_MS, QUEUE_MAX_MS, n);

  return most / 2 + (gint64) (chance * (double) most / 2);
}

guint
tidings_pace_validity_s (gint64 late_at,
                         guint  life_s,
                         gint64 now)
{
  gint64 left_s = late_at != 0 ? (late_at - now) / SECOND_MS : G_MAXINT64;

  if (life_s != 0)
    left_s = MIN (left_s, life_s);
  if (left_s == G_MAXINT64)
    return 0;

  return (guint) CLAMP (left_s, VALIDITY_MIN_S, VALIDITY_MAX_S);
}

TidingsPace *
tidings_pace_new (void)
{
  TidingsPace *self = g_new0 (TidingsPace, 1);

  self->limit = TIDINGS_PACE_AT_ONCE;
  self->senders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
tidings_pace_free (TidingsPace *self)
{
  g_hash_table_unref (self->senders);
  g_free (self);
}
