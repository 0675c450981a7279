/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people answer. */
#include "config.h"

#include "tidings-arrivals.h"
#include "tidings-erasures.h"
#include "tidings-inbox.h"
#include "tidings-store-inbound.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"

#define LOOK_EVERY_MS (60 * G_GINT64_CONSTANT (1000))
#define LOOK_FOR_MS (10 * 60 * G_GINT64_CONSTANT (1000))

/* Late arrivals and the list's day granularity make the overlap necessary, the known SIDs make it harmless (Twilio
 * reference, section 13.2). */
#define OVERLAP_MS (48 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define PAGE_SIZE 100
#define MAX_ROWS 1000

struct _TidingsInbox {
  TidingsCore *core;
  gint64 next_at;
  gint64 expect_until;
  gboolean is_asking;
  gboolean ask_again;
  gboolean is_gone;
};

TidingsKeyword
tidings_keyword_from_body (const char *body)
{
  static const struct { const char *word; TidingsKeyword keyword; } words[] = {
    { "stop", TIDINGS_KEYWORD_STOP }, { "stopall", TIDINGS_KEYWORD_STOP }, { "unsubscribe", TIDINGS_KEYWORD_STOP },
    { "cancel", TIDINGS_KEYWORD_STOP }, { "end", TIDINGS_KEYWORD_STOP }, { "quit", TIDINGS_KEYWORD_STOP },
    { "revoke", TIDINGS_KEYWORD_STOP }, { "optout", TIDINGS_KEYWORD_STOP },
    { "start", TIDINGS_KEYWORD_START }, { "yes", TIDINGS_KEYWORD_START }, { "unstop", TIDINGS_KEYWORD_START },
    { "help", TIDINGS_KEYWORD_HELP }, { "info", TIDINGS_KEYWORD_HELP },
  };
  g_autofree char *clean = NULL;

  if (body == NULL)
    return TIDINGS_KEYWORD_NONE;

  clean = g_strstrip (g_strdup (body));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (clean, words[i].word) == 0)
      return words[i].keyword;

  return TIDINGS_KEYWORD_NONE;
}

static void
tell (TidingsCore    *core,
      TidingsKeyword  keyword,
      const char     *number,
      const char     *body)
{
  g_autoptr(TidingsPerson) person = tidings_store_find_person_by_number (core->store, number);

  if (person == NULL)
    return;
  if (keyword == TIDINGS_KEYWORD_STOP)
    tidings_core_notice (core, TIDINGS_NOTICE_OPTED_OUT, NULL, person, NULL);
  else if (keyword == TIDINGS_KEYWORD_START)
    tidings_core_notice (core, TIDINGS_NOTICE_OPTED_IN, NULL, person, NULL);
  else if (keyword == TIDINGS_KEYWORD_NONE)
    tidings_core_notice (core, TIDINGS_NOTICE_REPLY, NULL, person, body);
}

/* What a keyword does; *is_news is whether anything is different after it. */
static gboolean
obey (TidingsCore     *core,
      TidingsKeyword   keyword,
      const char      *number,
      const char      *sender,
      gint64           at,
      gboolean        *is_news,
      GError         **error)
{
  *is_news = TRUE;
  if (keyword == TIDINGS_KEYWORD_STOP)
    return tidings_core_keep_opt_out (core, number, at, "reply", sender, is_news, error);
  if (keyword == TIDINGS_KEYWORD_START)
    return tidings_core_drop_opt_out (core, number, is_news, error);

  return TRUE;
}

/* One text that came in, whole or not at all. */
static gboolean
take_in (TidingsCore           *core,
         TidingsTwilioMessage  *text,
         GError               **error)
{
  TidingsKeyword keyword = tidings_keyword_from_body (text->body);
  gint64 at = text->created_at != 0 ? text->created_at : tidings_core_now (core);
  TidingsInbound inbound;
  gboolean is_new = FALSE;
  gboolean is_news = FALSE;

  if (!text->is_inbound || text->from == NULL || text->status == TIDINGS_TWILIO_STATUS_RECEIVING)
    return TRUE;
  inbound = (TidingsInbound) { .sid = text->sid, .from = text->from, .to = text->to, .body = text->body, .at = at,
                               .n_media = text->n_media };
  if (!tidings_store_put_inbound (core->store, &inbound, &is_new, error))
    return FALSE;
  if (!is_new)
    return TRUE;
  if (!tidings_erasures_plan_answer (core, text->sid, text->from, error))
    return FALSE;

  if (!tidings_arrivals_note_answer (core, text->from, text->to, text->service, at, error) ||
      !obey (core, keyword, text->from, text->to, at, &is_news, error))
    return FALSE;

  if (is_news)
    tell (core, keyword, text->from, text->body);
  tidings_core_changed (core, "people");
  tidings_core_changed (core, "messages");

  return TRUE;
}

/* Twilio lists the newest first; STOP and START count in the order they were said. */
static gboolean
take_in_all (TidingsCore  *core,
             GPtrArray    *texts,
             GError      **error)
{
  if (!tidings_core_begin (core, error))
    return FALSE;

  for (guint i = texts->len; i > 0; i--)
    if (!take_in (core, g_ptr_array_index (texts, i - 1), error))
      {
        tidings_core_rollback (core);
        return FALSE;
      }

  return tidings_core_commit (core, error);
}

gboolean
tidings_inbox_take (TidingsInbox          *self,
                    TidingsTwilioMessage  *text,
                    GError               **error)
{
  if (!tidings_core_begin (self->core, error))
    return FALSE;
  if (!take_in (self->core, text, error))
    {
      tidings_core_rollback (self->core);
      return FALSE;
    }

  return tidings_core_commit (self->core, error);
}

/* That nothing more is looked for may be all that the process waits for. */
static void
note_end (TidingsInbox *self)
{
  if (self->next_at == 0 && !self->is_asking)
    tidings_core_changed (self->core, "status");
}

static void
list_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  TidingsInbox *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) texts = tidings_twilio_list_messages_finish (TIDINGS_TWILIO (object), result, &error);

  if (self->is_gone)
    {
      g_free (self);
      return;
    }

  self->is_asking = FALSE;
  if (texts == NULL)
    tidings_core_note_refusal (self->core, error);
  if ((texts == NULL || !take_in_all (self->core, texts, &error)) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("Could not look for replies: %s", error->message);
  if (self->ask_again)
    {
      self->ask_again = FALSE;
      tidings_inbox_check (self);
    }
  note_end (self);
  tidings_core_wake (self->core);
}

void
tidings_inbox_check (TidingsInbox *self)
{
  TidingsCore *core = self->core;
  gint64 now = tidings_core_now (core);
  gint64 last = tidings_store_get_last_inbound_at (core->store);
  const char *to = core->settings.service == NULL ? core->settings.sender : NULL;

  /* The next look is planned first, so that nothing below leaves the old one due. */
  self->next_at = now < self->expect_until ? now + LOOK_EVERY_MS : 0;
  note_end (self);
  if (!tidings_core_can_send (core))
    return;
  if (self->is_asking)
    {
      self->ask_again = TRUE;
      return;
    }

  /* An alphanumeric sender cannot be answered. */
  if (to != NULL && *to != '+')
    return;

  self->is_asking = TRUE;
  tidings_twilio_list_messages_async (core->twilio, to, NULL, MAX (0, (last != 0 ? last : now) - OVERLAP_MS), PAGE_SIZE,
                                      MAX_ROWS, core->cancellable, list_cb, self);
}

void
tidings_inbox_expect (TidingsInbox *self,
                      gint64        now)
{
  if (!self->core->settings.polls_inbox)
    return;

  self->expect_until = now + LOOK_FOR_MS;
  if (self->next_at == 0)
    self->next_at = now + LOOK_EVERY_MS;
}

void
tidings_inbox_clock_changed (TidingsInbox *self,
                             gint64        now)
{
  self->expect_until = MIN (self->expect_until, now + LOOK_FOR_MS);
  self->next_at = MIN (self->next_at, now + LOOK_EVERY_MS);
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
  if (self->is_asking)
    self->is_gone = TRUE;
  else
    g_free (self);
}
