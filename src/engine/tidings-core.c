/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine's parts share. */
#include "config.h"

#include "tidings-ahead.h"
#include "tidings-core.h"
#include "tidings-core-host.h"
#include "tidings-erasures.h"
#include "tidings-forgetting.h"
#include "tidings-reason.h"
#include "tidings-store-messages.h"
#include "tidings-store-audit.h"
#include "tidings-store-people.h"
#include "tidings-trail.h"

/* Looks for the price after a text ended, counted from its last change (Twilio reference, section 13.1; the first look
 * is ours: prices are usually there within seconds). */
static const guint price_looks_s[] = { 5, 5 * 60, 60 * 60, 24 * 60 * 60 };

gint64
tidings_core_now (TidingsCore *core)
{
  return tidings_clock_get_now (core->clock);
}

gint64
tidings_core_present (TidingsCore *core)
{
  return tidings_clock_get_now (core->clock) - tidings_clock_get_ahead (core->clock);
}

void
tidings_core_changed (TidingsCore *core,
                      const char  *subject)
{
  tidings_engine_host_changed (core->host, subject);
  if (g_str_equal (subject, "people") || g_str_equal (subject, "types"))
    tidings_core_replan (core);
}

void
tidings_core_replan (TidingsCore *core)
{
  core->is_plan_stale = TRUE;
  tidings_core_wake (core);
}

typedef struct {
  TidingsNotice kind;
  TidingsMessage *message;
  TidingsPerson *person;
  gint64 reminder;
  char *text;
} Notice;

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_clear_object (&notice->message);
  g_clear_object (&notice->person);
  g_free (notice->text);
  g_free (notice);
}

void
tidings_core_init (TidingsCore *core,
                   gpointer     host)
{
  core->host = host;
  core->catalog = tidings_catalog_get_default ();
  core->pace = tidings_pace_new ();
  core->cancellable = g_cancellable_new ();
  core->notices = g_ptr_array_new_with_free_func (notice_free);
}

void
tidings_core_clear (TidingsCore *core)
{
  g_clear_object (&core->cancellable);
  g_clear_pointer (&core->pace, tidings_pace_free);
  g_clear_object (&core->twilio);
  g_clear_object (&core->clock);
  g_clear_object (&core->store);
  g_clear_pointer (&core->notices, g_ptr_array_unref);
  g_clear_pointer (&core->settings.group_budgets, g_hash_table_unref);
  g_clear_pointer (&core->strings, g_string_chunk_free);
  g_clear_pointer (&core->zone, g_time_zone_unref);
  g_clear_pointer (&core->asker, g_free);
}

static void
take_notice (TidingsCore    *core,
             TidingsNotice   kind,
             TidingsMessage *message,
             TidingsPerson  *person,
             gint64          reminder,
             const char     *text)
{
  Notice *notice;

  if (core->depth == 0)
    {
      tidings_engine_host_notice (core->host, kind, message, person, reminder, text);
      return;
    }

  notice = g_new0 (Notice, 1);
  notice->kind = kind;
  g_set_object (&notice->message, message);
  g_set_object (&notice->person, person);
  notice->reminder = reminder;
  notice->text = g_strdup (text);
  g_ptr_array_add (core->notices, notice);
}

void
tidings_core_notice (TidingsCore    *core,
                     TidingsNotice   kind,
                     TidingsMessage *message,
                     TidingsPerson  *person,
                     const char     *text)
{
  /* Its person was erased while it was on its way. */
  if (message != NULL && message->erasure == TIDINGS_ERASURE_FORGET)
    return;

  take_notice (core, kind, message, person, message != NULL ? message->reminder_id : 0, text);
}

void
tidings_core_notice_overdue (TidingsCore *core,
                             gint64       reminder,
                             const char  *text)
{
  take_notice (core, TIDINGS_NOTICE_OVERDUE, NULL, NULL, reminder, text);
}

/* Whoever listens may call the engine again, so the list is taken first. */
static void
give_notices (TidingsCore *core)
{
  g_autoptr(GPtrArray) notices = g_steal_pointer (&core->notices);

  core->notices = g_ptr_array_new_with_free_func (notice_free);
  for (guint i = 0; i < notices->len; i++)
    {
      Notice *notice = g_ptr_array_index (notices, i);

      tidings_engine_host_notice (core->host, notice->kind, notice->message, notice->person, notice->reminder,
                                  notice->text);
    }
}

gboolean
tidings_core_begin (TidingsCore  *core,
                    GError      **error)
{
  if (!tidings_store_begin (core->store, error))
    return FALSE;
  if (core->depth == 0)
    core->is_doomed = FALSE;
  core->depth++;

  return TRUE;
}

gboolean
tidings_core_commit (TidingsCore  *core,
                     GError      **error)
{
  g_assert (core->depth > 0);

  core->depth--;
  if (!tidings_store_commit (core->store, error))
    {
      g_ptr_array_set_size (core->notices, 0);
      return FALSE;
    }
  if (core->depth == 0)
    give_notices (core);

  return TRUE;
}

void
tidings_core_rollback (TidingsCore *core)
{
  g_assert (core->depth > 0);

  core->depth--;
  core->is_doomed = TRUE;
  g_ptr_array_set_size (core->notices, 0);
  tidings_store_rollback (core->store);
}

void
tidings_core_wake (TidingsCore *core)
{
  tidings_engine_host_wake (core->host);
}

gboolean
tidings_core_can_send (TidingsCore *core)
{
  return core->twilio != NULL && !core->is_taking_over && !core->is_refused && tidings_twilio_has_credentials (core->twilio);
}

/* What waits stays safe, and ends when it is late. */
void
tidings_core_note_refusal (TidingsCore  *core,
                           const GError *error)
{
  if (core->is_refused ||
      !(g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN) ||
        g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NO_ACCOUNT)))
    return;

  core->is_refused = TRUE;
  tidings_core_notice (core, TIDINGS_NOTICE_SIGN_IN, NULL, NULL, NULL);
  tidings_core_changed (core, "status");
}

const char *
tidings_core_get_sender (TidingsCore *core)
{
  return core->settings.service != NULL ? core->settings.service : core->settings.sender;
}

void
tidings_core_take_error (GError **error,
                         GError  *store_error)
{
  TidingsEngineError code = TIDINGS_ENGINE_ERROR_STORAGE;

  g_assert (store_error != NULL);

  if (g_error_matches (store_error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
    code = TIDINGS_ENGINE_ERROR_NOT_FOUND;
  else if (g_error_matches (store_error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_CONFLICT))
    code = TIDINGS_ENGINE_ERROR_INVALID;
  else if (store_error->domain == TIDINGS_ENGINE_ERROR)
    code = store_error->code;

  g_set_error_literal (error, TIDINGS_ENGINE_ERROR, code, store_error->message);
  g_error_free (store_error);
}

char **
tidings_core_list_get (TidingsCore *core,
                       const char  *key)
{
  g_autofree char *value = tidings_store_dup_meta (core->store, key);

  if (value == NULL || *value == '\0')
    return g_new0 (char *, 1);

  return g_strsplit (value, ",", -1);
}

gboolean
tidings_core_list_add (TidingsCore *core,
                       const char  *key,
                       const char  *item,
                       GError     **error)
{
  g_auto(GStrv) items = tidings_core_list_get (core, key);
  g_autoptr(GStrvBuilder) builder = NULL;
  g_auto(GStrv) longer = NULL;
  g_autofree char *value = NULL;

  if (g_strv_contains ((const char * const *) items, item))
    return TRUE;

  builder = g_strv_builder_new ();
  g_strv_builder_addv (builder, (const char **) items);
  g_strv_builder_add (builder, item);
  longer = g_strv_builder_end (builder);
  value = g_strjoinv (",", longer);

  return tidings_store_set_meta (core->store, key, value, error);
}

gboolean
tidings_core_list_remove (TidingsCore *core,
                          const char  *key,
                          const char  *item,
                          GError     **error)
{
  g_auto(GStrv) items = tidings_core_list_get (core, key);
  g_autoptr(GStrvBuilder) builder = NULL;
  g_auto(GStrv) shorter = NULL;
  g_autofree char *value = NULL;

  if (!g_strv_contains ((const char * const *) items, item))
    return TRUE;

  builder = g_strv_builder_new ();
  for (char **i = items; *i != NULL; i++)
    if (!g_str_equal (*i, item))
      g_strv_builder_add (builder, *i);
  shorter = g_strv_builder_end (builder);
  value = g_strjoinv (",", shorter);

  return tidings_store_set_meta (core->store, key, *value != '\0' ? value : NULL, error);
}

/* A text that has cost something is looked at again until Twilio names the price, a few times at most. */
gint64
tidings_core_next_price_look (TidingsMessage *message,
                              gint64          now)
{
  if (message->is_settled || message->sid == NULL)
    return 0;
  if (message->state != TIDINGS_MESSAGE_DELIVERED && message->state != TIDINGS_MESSAGE_UNDELIVERED)
    return 0;
  if (message->n_looks >= G_N_ELEMENTS (price_looks_s))
    return 0;

  return MAX (MIN (message->updated_at, now) + price_looks_s[message->n_looks] * (gint64) 1000, now + 1000);
}

/* The caller keeps what was the reason before. */
static void
enter_state (TidingsMessage      *message,
             TidingsMessageState  state,
             const char          *reason,
             gint64               now)
{
  gboolean is_new = message->state != state;

  message->state = state;
  message->reason = g_strdup (reason);
  if (!is_new)
    return;

  message->updated_at = now;
  if (!tidings_message_state_is_final (state))
    return;

  /* The looks for the price are counted anew; those for the status are over. */
  message->n_looks = 0;
  message->until = 0;
  message->next_at = tidings_core_next_price_look (message, now);
  /* What never left costs nothing, and what never left Twilio a small fee at most: nothing more is set aside for it. */
  if ((state == TIDINGS_MESSAGE_FAILED || state == TIDINGS_MESSAGE_CANCELED || state == TIDINGS_MESSAGE_SKIPPED) &&
      !message->is_settled && g_strcmp0 (reason, TIDINGS_REASON_LOST_ANSWER) != 0)
    message->price_micros = -1;
}

/* Whether an answer may still come to a text whose person was erased. */
static gboolean
is_open (TidingsMessageState state)
{
  return state == TIDINGS_MESSAGE_SENDING || state == TIDINGS_MESSAGE_IN_DOUBT;
}

gboolean
tidings_core_set_state (TidingsCore         *core,
                        TidingsMessage      *message,
                        TidingsMessageState  state,
                        const char          *reason,
                        const char          *what,
                        const char          *detail,
                        GError             **error)
{
  gint64 now = tidings_core_now (core);
  TidingsMessageState before = message->state;
  /* The caller's reason and detail may be the message's own. */
  g_autofree char *previous = g_steal_pointer (&message->reason);

  enter_state (message, state, reason, now);

  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!tidings_store_update_message (core->store, message, error) ||
      !tidings_erasures_plan (core, message, before, error) ||
      (what != NULL && !tidings_store_add_event (core->store, message->id, now, what, detail, error)) ||
      (is_open (before) && !tidings_forgetting_settle (core, message, error)))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  if (!tidings_core_commit (core, error))
    return FALSE;

  tidings_core_changed (core, "messages");

  return TRUE;
}

static gboolean
cancel (TidingsCore     *core,
        TidingsMessage  *message,
        const char      *reason,
        GError         **error)
{
  if (message->state != TIDINGS_MESSAGE_HELD && message->state != TIDINGS_MESSAGE_QUEUED)
    return TRUE;

  message->queued_at = 0;

  return tidings_core_set_state (core, message, TIDINGS_MESSAGE_CANCELED, reason, "canceled", reason, error);
}

/* After a mere change what Twilio has may still be right; the look through it that follows tells. */
static gboolean
call_back (TidingsCore     *core,
           TidingsMessage  *message,
           const char      *reason,
           GError         **error)
{
  return g_str_equal (reason, TIDINGS_REASON_CANCELED) || tidings_ahead_call_back (core, message, reason, error);
}

static gboolean
cancel_waiting (TidingsCore  *core,
                gint64        person,
                gint64        reminder,
                const char   *number,
                const char   *type,
                const char   *reason,
                GError      **error)
{
  g_autoptr(GPtrArray) waiting = NULL;

  /* Of those that have left only what Twilio keeps for later can be called back. */
  waiting = tidings_store_list_messages_in (core->store, 1u << TIDINGS_MESSAGE_HELD | 1u << TIDINGS_MESSAGE_QUEUED |
                                            1u << TIDINGS_MESSAGE_SENDING | 1u << TIDINGS_MESSAGE_IN_DOUBT |
                                            1u << TIDINGS_MESSAGE_SCHEDULED, error);
  if (waiting == NULL)
    return FALSE;

  for (guint i = 0; i < waiting->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (waiting, i);

      if ((person != 0 && message->person_id != person) ||
          (reminder != 0 && message->reminder_id != reminder) ||
          (number != NULL && g_strcmp0 (message->to, number) != 0) ||
          (type != NULL && g_strcmp0 (message->type, type) != 0))
        continue;

      if (message->send_at != 0 ? !call_back (core, message, reason, error) :
                                  !cancel (core, message, reason, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
tidings_core_cancel_occurrence (TidingsCore  *core,
                                gint64        reminder,
                                gint64        at,
                                const char   *reason,
                                GError      **error)
{
  g_autoptr(GPtrArray) waiting = NULL;

  waiting = tidings_store_list_messages_in (core->store, 1u << TIDINGS_MESSAGE_HELD | 1u << TIDINGS_MESSAGE_QUEUED |
                                            1u << TIDINGS_MESSAGE_SENDING | 1u << TIDINGS_MESSAGE_IN_DOUBT |
                                            1u << TIDINGS_MESSAGE_SCHEDULED, error);
  if (waiting == NULL)
    return FALSE;

  for (guint i = 0; i < waiting->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (waiting, i);

      if (message->reminder_id != reminder || message->occurrence_at != at)
        continue;
      if (message->send_at != 0 ? !tidings_ahead_call_back (core, message, reason, error) :
                                  !cancel (core, message, reason, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
tidings_core_cancel_waiting (TidingsCore  *core,
                             gint64        person,
                             gint64        reminder,
                             const char   *number,
                             const char   *reason,
                             GError      **error)
{
  return cancel_waiting (core, person, reminder, number, NULL, reason, error);
}

gboolean
tidings_core_cancel_type (TidingsCore  *core,
                          const char   *type,
                          const char   *reason,
                          GError      **error)
{
  return cancel_waiting (core, 0, 0, NULL, type, reason, error);
}

static gboolean
keep_opt_out (TidingsCore  *core,
              const char   *number,
              gint64        at,
              const char   *by,
              const char   *sender,
              gboolean     *is_new,
              GError      **error)
{
  *is_new = !tidings_store_has_opt_out (core->store, number);
  if (*is_new && !tidings_trail_note_number (core, number, TIDINGS_AUDIT_OPTED_OUT, by, g_str_equal (by, "carrier") ? "twilio" : "phone",
                                             core->settings.proves_numbers ? NULL : "practice", error))
    return FALSE;
  if (!tidings_store_set_opt_out (core->store, number, at, by, sender, error) ||
      !tidings_core_cancel_waiting (core, 0, 0, number, TIDINGS_REASON_OPTED_OUT, error))
    return FALSE;

  return core->settings.proves_numbers || !*is_new ||
         tidings_core_list_add (core, TIDINGS_META_UNPROVEN_OPT_OUTS, number, error);
}

gboolean
tidings_core_keep_opt_out (TidingsCore  *core,
                           const char   *number,
                           gint64        at,
                           const char   *by,
                           const char   *sender,
                           gboolean     *is_new,
                           GError      **error)
{
  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!keep_opt_out (core, number, at, by, sender, is_new, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }

  return tidings_core_commit (core, error);
}

gboolean
tidings_core_drop_opt_out (TidingsCore  *core,
                           const char   *number,
                           gboolean     *is_gone,
                           GError      **error)
{
  g_auto(GStrv) unproven = tidings_core_list_get (core, TIDINGS_META_UNPROVEN_OPT_OUTS);

  *is_gone = TRUE;
  if (!core->settings.proves_numbers && !g_strv_contains ((const char * const *) unproven, number))
    {
      *is_gone = !tidings_store_has_opt_out (core->store, number);
      return TRUE;
    }

  return tidings_trail_note_number (core, number, TIDINGS_AUDIT_OPTED_IN, "reply", "phone",
                                    core->settings.proves_numbers ? NULL : "practice", error) &&
         tidings_store_clear_opt_out (core->store, number, error) &&
         tidings_core_list_remove (core, TIDINGS_META_UNPROVEN_OPT_OUTS, number, error);
}
