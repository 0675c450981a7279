/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several texts of one person and type become one: the same words with their count, and what was held until the same moment. */
#include "config.h"

#include "tidings-digest.h"
#include "tidings-gather.h"
#include "tidings-reason.h"
#include "tidings-release.h"
#include "tidings-ruling.h"
#include "tidings-sender.h"
#include "tidings-store-people.h"
#include "tidings-store-waiting.h"

/* Who raises a text that says what several would have said. */
#define SOURCE "tidings"

/* Rows taken up in one turn, so that the bus is answered in between: of those that are written one by one, and of those that
 * one statement writes. */
#define SLICE 100
#define SWEEP 500
#define GROUPS 20

/* Texts that waited longer than this for a connection arrive late anyway: then rather together. */
#define OFFLINE_MS (10 * 60 * G_GINT64_CONSTANT (1000))

/* The words of a digest, owned. */
typedef struct {
  TidingsDigestWords words;
  char *title;
  char *stop;
  char *several;
  char *repeated;
  char *more;
} Words;

static void
words_clear (Words *self)
{
  g_free (self->title);
  g_free (self->stop);
  g_free (self->several);
  g_free (self->repeated);
  g_free (self->more);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static void
words_init (Words            *self,
            TidingsCore      *core,
            TidingsPerson    *person,
            TidingsAlertType *type)
{
  self->title = tidings_alert_type_dup_title (type, person->language);
  self->stop = tidings_catalog_dup_phrase (core->catalog, "stop", person->language);
  self->several = tidings_catalog_dup_phrase (core->catalog, "several", person->language);
  self->repeated = tidings_catalog_dup_phrase (core->catalog, "repeated", person->language);
  self->more = tidings_catalog_dup_phrase (core->catalog, "more", person->language);
  self->words = (TidingsDigestWords) {
    .title = self->title,
    .household = core->settings.household,
    .stop = self->stop,
    .several = self->several,
    .repeated = self->repeated,
    .more = self->more,
  };
}

void
tidings_gather_mark (TidingsMessage *message)
{
  g_autofree char *both = g_strconcat (message->type, "\n", message->body, NULL);
  g_autofree char *sum = NULL;

  message->fingerprint = 0;
  if (!tidings_ruling_is_text (message) || message->media_url != NULL || message->send_at != 0 ||
      g_str_equal (message->type, TIDINGS_RULING_CODE_TYPE) || g_str_equal (message->type, TIDINGS_RULING_TEST_TYPE))
    return;

  /* 64 bits of it, of which one is always set: 0 means none. */
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);
  sum[16] = '\0';
  message->fingerprint = (gint64) (g_ascii_strtoull (sum, NULL, 16) | 1);
}

static gboolean
may_repeat (TidingsMessage *message)
{
  return message->fingerprint != 0 &&
         (message->state != TIDINGS_MESSAGE_SKIPPED || tidings_ruling_is_limit (message->reason));
}

static gboolean
count_up (TidingsCore     *core,
          TidingsPerson   *person,
          TidingsMessage  *same,
          TidingsMessage  *message,
          GError         **error)
{
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, message->type);
  g_auto(Words) words = { 0 };
  g_autoptr(TidingsText) text = NULL;
  g_autofree char *count = NULL;

  same->n_repeats++;
  same->late_at = same->late_at == 0 || message->late_at == 0 ? 0 : MAX (same->late_at, message->late_at);
  count = g_strdup_printf ("%u", same->n_repeats + 1);

  words_init (&words, core, person, type);
  text = tidings_digest_repeat (&words.words, message->body, same->n_repeats + 1);
  g_free (same->body);
  same->body = g_strdup (text->body);
  same->encoding = text->segments.encoding;

  return tidings_store_update_message (core->store, same, error) &&
         tidings_store_put_event (core->store, same->id, tidings_core_now (core), "repeated", count, error);
}

gboolean
tidings_gather_repeat (TidingsCore     *core,
                       TidingsPerson   *person,
                       TidingsMessage  *message,
                       TidingsMessage **same,
                       GError         **error)
{
  g_autoptr(TidingsMessage) found = NULL;
  g_autoptr(GError) failure = NULL;

  *same = NULL;
  if (!may_repeat (message))
    return TRUE;

  found = tidings_store_find_same (core->store, message, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (found == NULL || (found->state == TIDINGS_MESSAGE_HELD && message->state == TIDINGS_MESSAGE_QUEUED))
    return TRUE;
  if (!count_up (core, person, found, message, error))
    return FALSE;
  *same = g_steal_pointer (&found);

  return TRUE;
}

static gboolean
release_each (TidingsCore  *core,
              GPtrArray    *messages,
              GError      **error)
{
  for (guint i = 0; i < messages->len; i++)
    if (!tidings_release_one (core, g_ptr_array_index (messages, i), FALSE, error))
      return FALSE;

  return TRUE;
}

/* What is late by now ends, and is told of. */
static gboolean
drop_late (TidingsCore  *core,
           gint64        now,
           GError      **error)
{
  g_autoptr(GPtrArray) late = tidings_store_list_late (core->store, now, SLICE, error);

  if (late == NULL)
    return FALSE;

  for (guint i = 0; i < late->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (late, i);
      g_autofree char *until = g_strdup_printf ("%" G_GINT64_FORMAT, message->late_at);

      message->queued_at = 0;
      if (!tidings_core_set_state (core, message, TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, "missed", until, error))
        return FALSE;
      tidings_core_notice (core, TIDINGS_NOTICE_MISSED, message, NULL, NULL);
    }

  return TRUE;
}

/* One text for a group, its words and rules still to come. */
static TidingsMessage *
make_message (TidingsCore          *core,
              TidingsPerson        *person,
              TidingsAlertType     *type,
              const TidingsWaiting *waiting)
{
  TidingsMessage *message = tidings_message_new ();

  message->person_id = person->id;
  message->person = g_strdup (person->name);
  message->to = g_strdup (waiting->number);
  message->type = g_strdup (type->id);
  message->alert_group = g_strdup (type->group);
  message->source = g_strdup (SOURCE);
  message->created_at = tidings_core_now (core);
  message->updated_at = message->created_at;

  return message;
}

static void
add_text (const char *body,
          guint       n_repeats,
          guint       n_texts,
          gpointer    user_data)
{
  tidings_digest_add (user_data, body, n_repeats, n_texts);
}

/* Fills in what the group says. Gives the number of alerts, 0 with @error set. */
static guint
compose (TidingsCore           *core,
         TidingsPerson         *person,
         TidingsAlertType      *type,
         const TidingsWaiting  *waiting,
         const char            *sender,
         TidingsMessage        *message,
         GError               **error)
{
  g_auto(Words) words = { 0 };
  g_autoptr(TidingsDigest) digest = NULL;
  g_autoptr(TidingsText) text = NULL;

  words_init (&words, core, person, type);
  words.words.says_stop = core->settings.asks_stop && sender != NULL && tidings_sender_can_be_answered (sender);
  digest = tidings_digest_new (&words.words);
  if (!tidings_store_each_waiting_text (core->store, waiting, message->created_at, add_text, digest, error) ||
      !tidings_store_sum_waiting (core->store, waiting, message->created_at, message, error))
    return 0;

  text = tidings_digest_compose (digest, type->max_segments);
  message->body = g_strdup (text->body);
  message->n_segments = text->segments.n_segments;
  message->encoding = text->segments.encoding;

  return tidings_digest_get_count (digest);
}

static gboolean
add_story (TidingsCore           *core,
           TidingsMessage        *message,
           const TidingsVerdict  *verdict,
           guint                  count,
           GError               **error)
{
  TidingsStore *store = core->store;
  gint64 now = message->created_at;
  g_autofree char *gathered = g_strdup_printf ("%u", count);
  g_autofree char *size = tidings_ruling_dup_size (message, NULL);

  return tidings_store_add_event (store, message->id, now, "raised", SOURCE, error) &&
         tidings_store_add_event (store, message->id, now, "gathered", gathered, error) &&
         tidings_store_add_event (store, message->id, now, "composed", size, error) &&
         tidings_ruling_keep_trace (core, message->id, verdict, error) &&
         tidings_store_add_event (store, message->id, now, "queued", message->reason, error);
}

static gboolean
send_group (TidingsCore           *core,
            const TidingsWaiting  *waiting,
            TidingsMessage        *message,
            const TidingsVerdict  *verdict,
            TidingsChoice         *choice,
            guint                  count,
            GError               **error)
{
  tidings_ruling_note_missing_account (core, message);
  tidings_ruling_set_route (message, choice);

  return tidings_store_add_message (core->store, message, error) &&
         add_story (core, message, verdict, count, error) &&
         tidings_ruling_keep_route (core, message, choice, error) &&
         tidings_store_merge_waiting (core->store, waiting, message->created_at, message->id, error);
}

/* A rule that stops the one text stops each of those that it would have said. */
static gboolean
skip_group (TidingsCore           *core,
            const TidingsWaiting  *waiting,
            const TidingsVerdict  *verdict,
            gint64                 now,
            GError               **error)
{
  g_autoptr(GPtrArray) messages = tidings_store_list_waiting_texts (core->store, waiting, now, FALSE, SLICE, error);

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    if (!tidings_release_settle (core, g_ptr_array_index (messages, i), verdict, NULL, error))
      return FALSE;

  return messages != NULL;
}

static gboolean
take_together (TidingsCore           *core,
               TidingsPerson         *person,
               TidingsAlertType      *type,
               const TidingsWaiting  *waiting,
               GError               **error)
{
  g_autoptr(TidingsMessage) message = make_message (core, person, type, waiting);
  g_autoptr(TidingsChoice) choice = tidings_router_choose (core, person, type, FALSE, FALSE);
  const TidingsRulingCase released = { 0 };
  gint64 now = message->created_at;
  guint count = compose (core, person, type, waiting, choice->sender, message, error);
  g_autofree char *trace = NULL;
  TidingsVerdict verdict;

  if (count == 0)
    return FALSE;

  tidings_ruling_estimate (core, person, message, choice);
  verdict = tidings_ruling_ask (core, person, type, message, &released);
  tidings_ruling_apply (message, &verdict, now);
  switch (verdict.kind)
    {
    case TIDINGS_VERDICT_SEND:
      return send_group (core, waiting, message, &verdict, choice, count, error);
    case TIDINGS_VERDICT_HOLD:
      trace = tidings_verdict_dup_trace (&verdict);
      return tidings_store_hold_waiting (core->store, waiting, now, message, trace, SWEEP, error);
    case TIDINGS_VERDICT_SKIP:
      return skip_group (core, waiting, &verdict, now, error);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
take_group (TidingsCore           *core,
            const TidingsWaiting  *waiting,
            gint64                 now,
            GError               **error)
{
  g_autoptr(GPtrArray) late = tidings_store_list_waiting_texts (core->store, waiting, now, TRUE, SLICE, error);
  g_autoptr(TidingsMessage) first = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GPtrArray) texts = NULL;
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, waiting->type);

  if (late == NULL || !(first = tidings_store_get_message (core->store, waiting->first_id, error)))
    return FALSE;
  /* What is left is looked at in the next turn. */
  if (late->len > 0)
    return release_each (core, late, error);
  if (waiting->n == 1)
    return tidings_release_one (core, first, FALSE, error);
  if (!tidings_release_find_addressee (core, first, &person, error))
    return FALSE;
  if (person != NULL && type != NULL)
    return take_together (core, person, type, waiting, error);

  texts = tidings_store_list_waiting_texts (core->store, waiting, now, FALSE, SLICE, error);

  return texts != NULL && release_each (core, texts, error);
}

static gboolean
take_due (TidingsCore  *core,
          gint64        now,
          GError      **error)
{
  g_autoptr(GPtrArray) groups = tidings_store_list_waiting (core->store, now, GROUPS, error);
  guint n = 0;

  if (groups == NULL)
    return FALSE;

  for (guint i = 0; i < groups->len; i++)
    if (!take_group (core, g_ptr_array_index (groups, i), now, error))
      return FALSE;

  return tidings_store_end_merged (core->store, now, SWEEP, &n, error);
}

gboolean
tidings_gather_work (TidingsCore  *core,
                     GError      **error)
{
  gint64 now = tidings_core_now (core);

  if (!tidings_store_has_waiting (core->store, now) && !tidings_store_has_late (core->store, now))
    return TRUE;

  /* All of a turn is one commit; what was decided holds until then. */
  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!drop_late (core, now, error) || !take_due (core, now, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  if (!tidings_core_commit (core, error))
    return FALSE;

  tidings_core_changed (core, "messages");
  tidings_core_wake (core);

  return TRUE;
}

gboolean
tidings_gather_queued (TidingsCore  *core,
                       GError      **error)
{
  gint64 now = tidings_core_now (core);
  guint n = 0;

  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!tidings_store_gather_queued (core->store, now - OFFLINE_MS, now, &n, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  if (!tidings_core_commit (core, error))
    return FALSE;

  if (n > 0)
    tidings_core_changed (core, "messages");

  return TRUE;
}

gboolean
tidings_gather_look_again (TidingsCore  *core,
                           gint64        person,
                           GError      **error)
{
  static const char * const of_all[] = { TIDINGS_REASON_PAUSED, NULL };
  static const char * const of_one[] = { TIDINGS_REASON_PERSON_PAUSED, TIDINGS_REASON_QUIET_HOURS, NULL };

  if (!tidings_store_hurry_held (core->store, person, person != 0 ? of_one : of_all, tidings_core_now (core), error))
    return FALSE;
  tidings_core_wake (core);

  return TRUE;
}
