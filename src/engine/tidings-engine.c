/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine: one loop over what is due, and one alarm for what comes next. */
#include "config.h"

#include "tidings-accounts.h"
#include "tidings-ahead.h"
#include "tidings-core-host.h"
#include "tidings-engine-practice.h"
#include "tidings-engine-private.h"
#include "tidings-erasures.h"
#include "tidings-forgetting.h"
#include "tidings-gather.h"
#include "tidings-inbox.h"
#include "tidings-purse.h"
#include "tidings-quota.h"
#include "tidings-rewind.h"
#include "tidings-scheduler.h"
#include "tidings-store-messages.h"
#include "tidings-store-purse.h"
#include "tidings-store-reminders.h"
#include "tidings-store-waiting.h"
#include "tidings-types.h"
#include "tidings-upkeep.h"
#include "tidings-verify.h"

/* Due rows taken up in one turn, so that the bus is answered in between. What waits to leave is looked at further, because
 * the sender of the first may be busy and that of another free. */
#define BATCH 50
#define QUEUE_BATCH 100

/* A store that refused a write is tried again after this. */
#define MEND_AFTER_MS 5000

/* A look for a price that is further away than this keeps no process alive; it is made at the next start. */
#define PRICE_PATIENCE_MS (10 * 60 * G_GINT64_CONSTANT (1000))

struct _TidingsEngine {
  GObject parent_instance;

  TidingsCore core;
  TidingsOutbox *outbox;
  TidingsInbox *inbox;
  TidingsErasures *erasures;
  TidingsAhead *ahead;
  TidingsForgetting *forgetting;
  GPtrArray *subjects;

  guint alarm_id;
  guint wake_id;
  guint changed_id;
  gboolean is_running;
  gboolean is_resting;
};

enum {
  CHANGED,
  NOTICE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_QUARK (tidings-engine-error-quark, tidings_engine_error)
G_DEFINE_FINAL_TYPE (TidingsEngine, tidings_engine, G_TYPE_OBJECT)

static void arm (TidingsEngine *self);

TidingsCore *
tidings_engine_get_core (TidingsEngine *self)
{
  return &self->core;
}

TidingsForgetting *
tidings_engine_get_forgetting (TidingsEngine *self)
{
  return self->forgetting;
}

TidingsOutbox *
tidings_engine_get_outbox (TidingsEngine *self)
{
  return self->outbox;
}

gboolean
tidings_engine_is_asking (TidingsEngine *self)
{
  return tidings_verify_is_busy (self->core.verify) || tidings_inbox_is_busy (self->inbox) ||
         tidings_erasures_is_busy (self->erasures) || tidings_ahead_is_busy (self->ahead) ||
         tidings_upkeep_is_busy (self->core.upkeep);
}

static gboolean
emit_changed_cb (gpointer user_data)
{
  TidingsEngine *self = user_data;
  g_autoptr(GPtrArray) subjects = g_steal_pointer (&self->subjects);
  g_autoptr(TidingsEngine) keep = g_object_ref (self);

  self->changed_id = 0;
  self->subjects = g_ptr_array_new ();
  /* Everything that counts comes by here: what was raised, released, handed over, and prices that Twilio has named. */
  if (g_ptr_array_find_with_equal_func (subjects, "messages", g_str_equal, NULL))
    tidings_quota_tell_if_near (&self->core);
  for (guint i = 0; i < subjects->len; i++)
    g_signal_emit (self, signals[CHANGED], 0, g_ptr_array_index (subjects, i));

  return G_SOURCE_REMOVE;
}

void
tidings_engine_host_changed (TidingsEngine *self,
                             const char    *subject)
{
  if (!g_ptr_array_find_with_equal_func (self->subjects, subject, g_str_equal, NULL))
    g_ptr_array_add (self->subjects, (gpointer) g_intern_string (subject));
  if (self->changed_id == 0)
    self->changed_id = g_idle_add_full (G_PRIORITY_DEFAULT, emit_changed_cb, self, NULL);
}

void
tidings_engine_host_notice (TidingsEngine  *self,
                            TidingsNotice   kind,
                            TidingsMessage *message,
                            TidingsPerson  *person,
                            gint64          reminder,
                            const char     *text)
{
  g_signal_emit (self, signals[NOTICE], 0, kind, message, person, reminder, text);
}

/* Takes up what is due of one kind. Returns FALSE when some of it must wait: for a request to come back, a sender to be free,
 * or the store. */
static gboolean
take_up (TidingsEngine *self,
         GPtrArray     *due,
         gboolean      *is_broken)
{
  gboolean is_done = TRUE;

  for (guint i = 0; i < due->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (due, i);
      TidingsOutboxTake take;

      if (tidings_verify_is_carried (message))
        {
          *is_broken = !tidings_verify_take (self->core.verify, message);
          if (*is_broken)
            return FALSE;
          continue;
        }
      take = tidings_outbox_take (self->outbox, message);
      if (message->state == TIDINGS_MESSAGE_SENDING)
        tidings_inbox_expect (self->inbox, tidings_core_now (&self->core));
      *is_broken = tidings_outbox_has_stranded (self->outbox);
      if (take == TIDINGS_OUTBOX_FULL || *is_broken)
        return FALSE;
      is_done = is_done && take == TIDINGS_OUTBOX_TAKEN;
    }

  return is_done;
}

/* What Twilio is asked does not wait behind what is to leave, nor the other way round. */
static gboolean
take_up_due (TidingsEngine *self,
             gint64         now)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) others = tidings_store_list_due_others (self->core.store, now, BATCH, &error);
  g_autoptr(GPtrArray) queued = others != NULL ? tidings_store_list_due_queued (self->core.store, now, QUEUE_BATCH, &error) : NULL;
  gboolean is_broken = FALSE;
  gboolean is_done;

  if (queued == NULL)
    {
      g_warning ("What is due cannot be read: %s", error->message);
      return FALSE;
    }

  tidings_outbox_begin_turn (self->outbox);
  is_done = take_up (self, others, &is_broken);
  is_done = !is_broken && tidings_outbox_end_turn (self->outbox) && is_done;
  if (!is_broken && !tidings_outbox_has_stranded (self->outbox))
    is_done = take_up (self, queued, &is_broken) && is_done;

  return is_done;
}

/* Another account may carry nothing before the store knows of it: what waits was meant for the one before. */
static gboolean
take_over (TidingsEngine *self)
{
  g_autoptr(GError) error = NULL;

  if (!self->core.is_taking_over)
    return TRUE;
  if (!tidings_accounts_take_over (&self->core, &error))
    {
      g_warning ("The account cannot be changed yet: %s", error->message);
      return FALSE;
    }

  self->core.is_taking_over = FALSE;
  if (!tidings_outbox_rearm (self->outbox, &error))
    g_warning ("What waits for an account cannot be read: %s", error->message);

  return TRUE;
}

/* Takes up what is due. Returns FALSE when the rest has to wait. */
static gboolean
work (TidingsEngine *self)
{
  g_autoptr(GError) error = NULL;
  gint64 now = tidings_core_now (&self->core);
  gint64 inbox_at = tidings_inbox_get_next_at (self->inbox);
  gint64 moment_at = tidings_store_get_next_moment (self->core.store, NULL);
  gboolean is_done;

  if (!take_over (self) ||
      (tidings_outbox_has_stranded (self->outbox) && !tidings_outbox_recover (self->outbox, &error)))
    return FALSE;
  if (!tidings_scheduler_fire (&self->core, &error))
    {
      g_warning ("Reminders cannot be raised: %s", error->message);
      return FALSE;
    }

  /* Also a text that Twilio has kept for this moment may be answered now. */
  if (moment_at != 0 && moment_at <= now)
    tidings_inbox_expect (self->inbox, now);
  tidings_ahead_work (self->ahead);
  /* What fell due while nothing ran becomes one text once all of it is there. */
  moment_at = tidings_store_get_next_moment (self->core.store, NULL);
  if ((moment_at == 0 || moment_at > now) && !tidings_gather_work (&self->core, &error))
    {
      g_warning ("What was held cannot be released: %s", error->message);
      return FALSE;
    }
  is_done = take_up_due (self, now);
  if (inbox_at != 0 && inbox_at <= now)
    tidings_inbox_check (self->inbox);
  tidings_erasures_work (self->erasures, is_done && tidings_outbox_has_room (self->outbox));

  return is_done && !tidings_outbox_has_stranded (self->outbox);
}

static gboolean
wake_cb (gpointer user_data)
{
  TidingsEngine *self = user_data;

  self->wake_id = 0;
  if (!self->is_resting)
    arm (self);

  return G_SOURCE_REMOVE;
}

void
tidings_engine_host_wake (TidingsEngine *self)
{
  if (self->is_running && self->wake_id == 0)
    self->wake_id = g_idle_add_full (G_PRIORITY_DEFAULT, wake_cb, self, NULL);
}

static gint64
earliest (gint64 a,
          gint64 b)
{
  if (a == 0 || b == 0)
    return MAX (a, b);

  return MIN (a, b);
}

static void
alarm_cb (gpointer user_data)
{
  TidingsEngine *self = user_data;

  self->alarm_id = 0;
  if (!self->is_resting)
    arm (self);
}

/* When the next row is due that did not have to wait just now, or when one of those may go on by the clock. */
static gint64
get_next_after_waiting (TidingsEngine *self,
                        gint64         now)
{
  gint64 ready_at = tidings_outbox_get_ready_at (self->outbox);

  /* An answer that comes back wakes us. */
  if (ready_at == 0 && !tidings_outbox_is_busy (self->outbox))
    ready_at = now + MEND_AFTER_MS;

  return earliest (ready_at, tidings_store_get_next_message_after (self->core.store, now));
}

/* What is asked of the account takes the room that the texts have left. */
static gboolean
work_on (TidingsEngine *self)
{
  gboolean is_done = work (self);

  tidings_upkeep_work (self->core.upkeep);
  tidings_forgetting_work (self->forgetting);

  return is_done;
}

/* Works off what is due and arms the one alarm for the earliest row that is left. */
static void
arm (TidingsEngine *self)
{
  gint64 now = tidings_core_now (&self->core);
  gboolean is_done = work_on (self);
  gint64 others = earliest (earliest (tidings_store_get_next_moment (self->core.store, NULL),
                                      tidings_inbox_get_next_at (self->inbox)),
                            earliest (tidings_erasures_get_next_at (self->erasures),
                                      earliest (earliest (tidings_ahead_get_next_at (self->ahead),
                                                          tidings_forgetting_get_next_at (self->forgetting)),
                                                tidings_upkeep_get_next_at (self->core.upkeep))));
  gint64 next = tidings_store_get_next_message_at (self->core.store);

  if (self->alarm_id != 0)
    tidings_clock_cancel (self->core.clock, self->alarm_id);
  self->alarm_id = 0;

  if (!is_done && next != 0 && next <= now)
    next = get_next_after_waiting (self, now);
  next = earliest (next, others);
  if (self->core.is_taking_over || tidings_outbox_has_stranded (self->outbox) || (!is_done && next != 0 && next <= now))
    next = now + MEND_AFTER_MS;

  if (next != 0)
    self->alarm_id = tidings_clock_call_at (self->core.clock, next, alarm_cb, self);
}

static const char *
keep (GStringChunk *strings,
      const char   *text)
{
  return text != NULL ? g_string_chunk_insert (strings, text) : NULL;
}

static GHashTable *
copy_budgets (GHashTable *budgets)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer group = NULL;
  gpointer micros = NULL;

  if (budgets == NULL)
    return copy;

  g_hash_table_iter_init (&iter, budgets);
  while (g_hash_table_iter_next (&iter, &group, &micros))
    g_hash_table_insert (copy, g_strdup (group), g_memdup2 (micros, sizeof (gint64)));

  return copy;
}

static void
copy_settings (TidingsCore                 *core,
               const TidingsEngineSettings *settings)
{
  GStringChunk *strings = g_string_chunk_new (256);
  TidingsEngineSettings copy = *settings;

  copy.household = keep (strings, settings->household);
  copy.zone = keep (strings, settings->zone);
  copy.group_budgets = copy_budgets (settings->group_budgets);
  copy.sender = keep (strings, settings->sender);
  copy.service = keep (strings, settings->service);
  copy.sender_name = keep (strings, settings->sender_name);
  copy.verify_service = keep (strings, settings->verify_service);
  copy.status_callback = keep (strings, settings->status_callback);
  copy.account = keep (strings, settings->account);

  g_clear_pointer (&core->strings, g_string_chunk_free);
  core->strings = strings;
  g_clear_pointer (&core->settings.group_budgets, g_hash_table_unref);
  core->settings = copy;
}

static void
renew_cancellable (TidingsCore *core)
{
  g_cancellable_cancel (core->cancellable);
  g_object_unref (core->cancellable);
  core->cancellable = g_cancellable_new ();
}

/* What a pause held is looked at again when the pause is over or another. */
static void
release_paused (TidingsEngine *self)
{
  g_autoptr(GError) error = NULL;

  if (!tidings_gather_look_again (&self->core, 0, &error))
    g_warning ("What a pause holds cannot be released: %s", error->message);
}

/* The clock was set, or the computer has slept. */
static void
clock_jumped_cb (TidingsClock *clock,
                 gpointer      user_data)
{
  TidingsEngine *self = user_data;
  gint64 now = tidings_core_now (&self->core);
  gboolean is_rewound = FALSE;
  g_autoptr(GError) error = NULL;

  /* Whoever announced a sleep may not say that it is over. */
  self->is_resting = FALSE;
  if (!self->is_running)
    return;

  tidings_outbox_clock_jumped (self->outbox);
  tidings_inbox_clock_changed (self->inbox, now);
  tidings_erasures_go_on (self->erasures);
  if (!tidings_purse_follow (&self->core, &error))
    g_warning ("Whether the clock was set cannot be kept: %s", error->message);
  g_clear_error (&error);
  /* What was counted in an earlier boot, when the clock was ahead. */
  if (!tidings_store_move_future (self->core.store, now, &error))
    g_warning ("What was counted in the future stays there: %s", error->message);
  g_clear_error (&error);
  if (!tidings_store_hurry_future (self->core.store, now, &error))
    g_warning ("What was held in the future stays held: %s", error->message);
  g_clear_error (&error);
  /* Before anything of the wrong time can leave; the scheduler goes on with the rest. */
  if (!tidings_rewind_work (&self->core, &is_rewound, &error))
    g_warning ("What is to come again cannot be found: %s", error->message);
  tidings_core_changed (&self->core, "status");
  tidings_engine_host_wake (self);
}

void
tidings_engine_set_account (TidingsEngine               *self,
                            TidingsTwilio               *twilio,
                            const TidingsEngineSettings *settings)
{
  gint64 paused_until;
  gboolean is_first;
  gboolean is_other;

  g_return_if_fail (TIDINGS_IS_ENGINE (self));
  g_return_if_fail (twilio == NULL || TIDINGS_IS_TWILIO (twilio));
  g_return_if_fail (settings != NULL);

  paused_until = self->core.settings.paused_until;
  is_first = self->core.strings == NULL;
  is_other = twilio != self->core.twilio || g_strcmp0 (settings->account, self->core.settings.account) != 0;
  /* While the old client can still be asked. */
  if (self->core.settings.account != NULL && g_strcmp0 (settings->account, self->core.settings.account) != 0)
    tidings_ahead_leave_account (self->ahead);
  copy_settings (&self->core, settings);
  tidings_core_replan (&self->core);
  if (is_other)
    {
      /* Requests of the old account end as canceled, without a word; what they carried is in doubt. */
      renew_cancellable (&self->core);
      tidings_outbox_forget_questions (self->outbox);
      g_set_object (&self->core.twilio, twilio);
      self->core.is_refused = FALSE;
      tidings_upkeep_restart (self->core.upkeep);
    }

  self->core.is_taking_over = TRUE;
  take_over (self);
  /* The pause may have been ended while nothing ran. */
  if (paused_until != settings->paused_until || (is_first && settings->paused_until == 0))
    release_paused (self);
  tidings_core_changed (&self->core, "status");
  tidings_engine_host_wake (self);
}

void
tidings_engine_start (TidingsEngine *self)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (TIDINGS_IS_ENGINE (self));

  if (self->is_running)
    return;

  self->is_running = TRUE;
  if (g_cancellable_is_cancelled (self->core.cancellable))
    renew_cancellable (&self->core);
  /* The clock may have been set while nobody looked. */
  clock_jumped_cb (self->core.clock, self);
  if (!tidings_outbox_recover (self->outbox, &error))
    g_warning ("What an earlier process left cannot be read: %s", error->message);
  if (self->core.settings.polls_inbox && tidings_store_count_texts (self->core.store, 0, 0) > 0)
    tidings_inbox_check (self->inbox);
  tidings_engine_host_wake (self);
}

void
tidings_engine_stop (TidingsEngine *self)
{
  g_return_if_fail (TIDINGS_IS_ENGINE (self));

  self->is_running = FALSE;
  g_cancellable_cancel (self->core.cancellable);
  tidings_outbox_forget_questions (self->outbox);
  g_clear_handle_id (&self->wake_id, g_source_remove);
  if (self->alarm_id != 0)
    tidings_clock_cancel (self->core.clock, self->alarm_id);
  self->alarm_id = 0;
}

void
tidings_engine_wake (TidingsEngine *self)
{
  g_return_if_fail (TIDINGS_IS_ENGINE (self));

  tidings_engine_host_wake (self);
}

void
tidings_engine_network_changed (TidingsEngine *self)
{
  tidings_engine_set_online (self, TRUE);
}

gboolean
tidings_engine_is_online (TidingsEngine *self)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  return !self->core.is_offline;
}

void
tidings_engine_set_online (TidingsEngine *self,
                           gboolean       is_online)
{
  g_return_if_fail (TIDINGS_IS_ENGINE (self));

  self->core.is_offline = !is_online;
  if (!self->is_running)
    return;

  if (!is_online)
    {
      tidings_outbox_pause (self->outbox);
    }
  else if (tidings_core_can_send (&self->core))
    {
      tidings_outbox_go_on (self->outbox);
      tidings_erasures_go_on (self->erasures);
      tidings_upkeep_go_on (self->core.upkeep);
    }
}

void
tidings_engine_set_resting (TidingsEngine *self,
                            gboolean       is_resting)
{
  g_return_if_fail (TIDINGS_IS_ENGINE (self));

  self->is_resting = is_resting;
  tidings_engine_host_wake (self);
}

gboolean
tidings_engine_is_busy (TidingsEngine *self)
{
  gint64 next;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  if (self->wake_id != 0 || self->changed_id != 0 || tidings_outbox_is_busy (self->outbox) ||
      tidings_verify_is_busy (self->core.verify) ||
      tidings_ahead_is_busy (self->ahead) ||
      tidings_inbox_is_busy (self->inbox) || tidings_inbox_get_next_at (self->inbox) != 0 ||
      /* What is to be erased at Twilio is a promise, and at most hours away. */
      tidings_erasures_is_busy (self->erasures) || tidings_erasures_get_next_at (self->erasures) != 0 ||
      tidings_upkeep_is_busy (self->core.upkeep) || tidings_forgetting_get_next_at (self->forgetting) != 0 ||
      tidings_store_get_next_moment (self->core.store, NULL) != 0)
    return TRUE;

  next = tidings_store_get_next_message_at (self->core.store);

  return (next != 0 && next <= tidings_core_now (&self->core) + PRICE_PATIENCE_MS) || tidings_store_has_open (self->core.store);
}

gboolean
tidings_engine_is_at_rest (TidingsEngine *self)
{
  gint64 next;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), TRUE);

  next = tidings_clock_get_next (self->core.clock);

  return self->wake_id == 0 && self->changed_id == 0 && !tidings_outbox_is_busy (self->outbox) &&
         !tidings_engine_is_asking (self) && (next < 0 || next > tidings_core_now (&self->core));
}

gboolean
tidings_engine_has_requests (TidingsEngine *self)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  return tidings_outbox_is_busy (self->outbox) || tidings_engine_is_asking (self);
}

gboolean
tidings_engine_is_calling_back (TidingsEngine *self)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  return tidings_ahead_is_busy (self->ahead);
}

gboolean
tidings_engine_sign_in_refused (TidingsEngine *self)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  return self->core.is_refused;
}

void
tidings_engine_check_inbox (TidingsEngine *self)
{
  g_return_if_fail (TIDINGS_IS_ENGINE (self));

  tidings_inbox_check (self->inbox);
}

gboolean
tidings_engine_take_inbound (TidingsEngine         *self,
                             TidingsTwilioMessage  *text,
                             GError               **error)
{
  GError *local_error = NULL;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (text != NULL && text->sid != NULL, FALSE);

  if (!tidings_inbox_take (self->inbox, text, &local_error))
    {
      tidings_core_take_error (error, local_error);
      return FALSE;
    }
  tidings_core_wake (&self->core);

  return TRUE;
}

gboolean
tidings_engine_take_report (TidingsEngine        *self,
                            TidingsTwilioMessage *report)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (report != NULL && report->sid != NULL, FALSE);

  tidings_outbox_take_report (self->outbox, report);

  return !tidings_outbox_has_stranded (self->outbox);
}

void
tidings_engine_get_quota (TidingsEngine      *self,
                          TidingsQuotaStatus *status)
{
  TidingsStore *store = self->core.store;
  gint64 now = tidings_core_now (&self->core);
  TidingsWindow day = tidings_purse_get_window (&self->core, TIDINGS_PERIOD_DAY, now);
  TidingsWindow month = tidings_purse_get_window (&self->core, TIDINGS_PERIOD_MONTH, now);
  gint64 reminder_id = 0;
  g_autoptr(TidingsReminder) reminder = NULL;

  g_return_if_fail (TIDINGS_IS_ENGINE (self));
  g_return_if_fail (status != NULL);

  *status = (TidingsQuotaStatus) {
    .day_used = tidings_quota_count_day (&self->core, now),
    .month_used = tidings_quota_count_month (&self->core, now),
    .day_micros = tidings_quota_sum (&self->core, &day, NULL),
    .next_at = tidings_store_get_next_moment (store, &reminder_id),
    .n_held = tidings_store_count_messages_in (store, 1u << TIDINGS_MESSAGE_HELD),
    .n_queued = tidings_store_count_messages_in (store, 1u << TIDINGS_MESSAGE_QUEUED | 1u << TIDINGS_MESSAGE_SENDING),
    .n_in_doubt = tidings_store_count_messages_in (store, 1u << TIDINGS_MESSAGE_IN_DOUBT),
  };
  tidings_store_sum_prices_between (store, NULL, month.start, month.end, &status->settled_micros, &status->reserved_micros);

  if (status->next_at != 0 && (reminder = tidings_store_get_reminder (store, reminder_id, NULL)) != NULL)
    status->next_what = g_strdup (reminder->title);
}

static void
tidings_engine_dispose (GObject *object)
{
  TidingsEngine *self = TIDINGS_ENGINE (object);

  if (self->core.cancellable != NULL)
    tidings_engine_stop (self);
  g_clear_handle_id (&self->changed_id, g_source_remove);
  g_clear_pointer (&self->ahead, tidings_ahead_free);
  g_clear_pointer (&self->outbox, tidings_outbox_free);
  g_clear_pointer (&self->inbox, tidings_inbox_free);
  g_clear_pointer (&self->core.verify, tidings_verify_free);
  g_clear_pointer (&self->erasures, tidings_erasures_free);
  g_clear_pointer (&self->core.upkeep, tidings_upkeep_free);
  g_clear_pointer (&self->forgetting, tidings_forgetting_free);
  tidings_core_clear (&self->core);

  G_OBJECT_CLASS (tidings_engine_parent_class)->dispose (object);
}

static void
tidings_engine_finalize (GObject *object)
{
  TidingsEngine *self = TIDINGS_ENGINE (object);

  g_clear_pointer (&self->subjects, g_ptr_array_unref);

  G_OBJECT_CLASS (tidings_engine_parent_class)->finalize (object);
}

static void
tidings_engine_class_init (TidingsEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tidings_engine_dispose;
  object_class->finalize = tidings_engine_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[NOTICE] = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 5, G_TYPE_INT, TIDINGS_TYPE_MESSAGE, TIDINGS_TYPE_PERSON, G_TYPE_INT64,
                                  G_TYPE_STRING);
}

static void
tidings_engine_init (TidingsEngine *self)
{
  self->subjects = g_ptr_array_new ();
  tidings_core_init (&self->core, self);
  self->core.settings.code_life_s = 600;
  self->outbox = tidings_outbox_new (&self->core);
  self->inbox = tidings_inbox_new (&self->core);
  self->core.verify = tidings_verify_new (&self->core);
  self->erasures = tidings_erasures_new (&self->core);
  self->ahead = tidings_ahead_new (&self->core, self->outbox);
  self->core.upkeep = tidings_upkeep_new (&self->core);
  self->forgetting = tidings_forgetting_new (&self->core);
}

TidingsEngine *
tidings_engine_new (TidingsStore *store,
                    TidingsClock *clock)
{
  TidingsEngine *self;

  g_return_val_if_fail (TIDINGS_IS_STORE (store), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);

  self = g_object_new (TIDINGS_TYPE_ENGINE, NULL);
  self->core.store = g_object_ref (store);
  self->core.clock = g_object_ref (clock);
  tidings_types_load (&self->core);
  g_signal_connect_object (clock, "jumped", G_CALLBACK (clock_jumped_cb), self, 0);

  return self;
}
