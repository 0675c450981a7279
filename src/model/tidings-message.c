/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One text to one person, from the moment it was asked for to the carrier's last word. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-message.h"
#include "tidings-reason.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)

G_DEFINE_FINAL_TYPE (TidingsMessage, tidings_message, G_TYPE_OBJECT)

/* Ranks follow the order in which things can happen outside (Twilio reference, section 2.2): what is scheduled there
 * comes to be accepted, what is accepted is sent, and nothing comes after a final state. */
static const struct {
  const char *name;
  guint rank;
  const char *word;
} states[TIDINGS_MESSAGE_N_STATES] = {
  [TIDINGS_MESSAGE_HELD] = { "held", 0, NC_("message", "Waiting") },
  [TIDINGS_MESSAGE_QUEUED] = { "queued", 0, NC_("message", "Waiting to send") },
  [TIDINGS_MESSAGE_SENDING] = { "sending", 1, NC_("message", "Sending") },
  [TIDINGS_MESSAGE_IN_DOUBT] = { "in-doubt", 1, NC_("message", "Checking with Twilio") },
  [TIDINGS_MESSAGE_ACCEPTED] = { "accepted", 3, NC_("message", "At Twilio") },
  [TIDINGS_MESSAGE_SCHEDULED] = { "scheduled", 2, NC_("message", "Scheduled") },
  [TIDINGS_MESSAGE_SENT] = { "sent", 4, NC_("message", "Sent, no receipt yet") },
  [TIDINGS_MESSAGE_DELIVERED] = { "delivered", 5, NC_("message", "Delivered") },
  [TIDINGS_MESSAGE_UNDELIVERED] = { "undelivered", 5, NC_("message", "Not delivered") },
  [TIDINGS_MESSAGE_FAILED] = { "failed", 5, NC_("message", "Not sent") },
  [TIDINGS_MESSAGE_CANCELED] = { "canceled", 5, NC_("message", "Canceled") },
  [TIDINGS_MESSAGE_SKIPPED] = { "skipped", 5, NC_("message", "Skipped") },
};

static void
tidings_message_finalize (GObject *object)
{
  TidingsMessage *self = TIDINGS_MESSAGE (object);

  g_free (self->person);
  g_free (self->to);
  g_free (self->type);
  g_free (self->body);
  g_free (self->reason);
  g_free (self->sid);
  g_free (self->sender);
  g_free (self->currency);
  g_free (self->source);
  g_free (self->dedupe);
  g_free (self->alert_group);
  g_free (self->moment_wall);
  g_free (self->media_url);
  g_free (self->channel);

  G_OBJECT_CLASS (tidings_message_parent_class)->finalize (object);
}

static void
tidings_message_class_init (TidingsMessageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tidings_message_finalize;
}

static void
tidings_message_init (TidingsMessage *self)
{
  self->state = TIDINGS_MESSAGE_QUEUED;
  self->priority = TIDINGS_PRIORITY_NORMAL;
  self->price_micros = -1;
  self->reserved_micros = -1;
}

const char *
tidings_message_state_to_string (TidingsMessageState state)
{
  g_return_val_if_fail ((guint) state < TIDINGS_MESSAGE_N_STATES, NULL);

  return states[state].name;
}

gboolean
tidings_message_state_from_string (const char          *text,
                                   TidingsMessageState *state)
{
  for (guint i = 0; i < TIDINGS_MESSAGE_N_STATES; i++)
    {
      if (g_strcmp0 (states[i].name, text) != 0)
        continue;
      *state = i;
      return TRUE;
    }

  return FALSE;
}

gboolean
tidings_message_state_is_final (TidingsMessageState state)
{
  return tidings_message_state_get_rank (state) == 5;
}

guint
tidings_message_state_get_rank (TidingsMessageState state)
{
  g_return_val_if_fail ((guint) state < TIDINGS_MESSAGE_N_STATES, 0);

  return states[state].rank;
}

const char *
tidings_message_state_get_word (TidingsMessageState state)
{
  g_return_val_if_fail ((guint) state < TIDINGS_MESSAGE_N_STATES, NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "message", states[state].word);
}

TidingsMessage *
tidings_message_new (void)
{
  return g_object_new (TIDINGS_TYPE_MESSAGE, NULL);
}

/* The clock alone while it can only be the next such time; there is no now here to be near to, and words that say
 * "tomorrow" would be wrong tomorrow. */
static char *
dup_until (TidingsMessage *self)
{
  gboolean is_near = self->until - self->updated_at < DAY_MS;

  return tidings_format_moment (self->until, is_near ? self->until : self->until - 8 * DAY_MS);
}

char *
tidings_message_dup_ahead_words (TidingsMessage *self)
{
  g_autofree char *when = NULL;

  g_return_val_if_fail (TIDINGS_IS_MESSAGE (self), NULL);

  if (self->state != TIDINGS_MESSAGE_SCHEDULED || self->send_at == 0)
    return NULL;

  when = tidings_format_moment (self->send_at, self->send_at - 8 * DAY_MS);

  /* Translators: %s is a date and time */
  return g_strdup_printf (_("Arrives %s, even if this computer is off"), when);
}

/* Reasons that end at a known moment say so. */
static char *
dup_waiting_words (TidingsMessage *self)
{
  g_autofree char *until = NULL;

  /* A pause without an end has the largest of all moments. */
  if (self->until <= 0 || self->until == G_MAXINT64)
    return NULL;
  until = dup_until (self);

  if (g_str_equal (self->reason, TIDINGS_REASON_QUIET_HOURS))
    /* Translators: %s is a moment, “07:00” or “Fri 07:00” */
    return g_strdup_printf (_("Quiet hours until %s"), until);
  if (g_str_equal (self->reason, TIDINGS_REASON_PAUSED))
    /* Translators: %s is a moment, “18:00” or “Fri 18:00” */
    return g_strdup_printf (_("Sending is paused until %s"), until);
  if (g_str_equal (self->reason, TIDINGS_REASON_BUSY))
    /* Translators: %s is a moment, “14:10” */
    return g_strdup_printf (_("Twilio is busy, next try %s"), until);

  return NULL;
}

char *
tidings_message_dup_reason_words (TidingsMessage *self)
{
  char *waiting = NULL;

  g_return_val_if_fail (TIDINGS_IS_MESSAGE (self), NULL);

  /* What was the matter before it went on is no longer so. */
  if (self->reason == NULL || self->state == TIDINGS_MESSAGE_SENDING || self->state == TIDINGS_MESSAGE_ACCEPTED ||
      self->state == TIDINGS_MESSAGE_SCHEDULED || self->state == TIDINGS_MESSAGE_DELIVERED)
    return NULL;

  if (!tidings_message_state_is_final (self->state) && (waiting = dup_waiting_words (self)) != NULL)
    return waiting;

  return tidings_reason_describe (self->reason, self->error_code, self->person);
}
