/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of the account now and then. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-pace.h"
#include "tidings-store-people.h"
#include "tidings-store-prices.h"
#include "tidings-upkeep-private.h"

#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))
#define DAY_MS (24 * 60 * MINUTE_MS)
#define KEEP_MS (30 * DAY_MS)
#define MONEY_EVERY_MS (5 * MINUTE_MS)
#define FAILED_MS (10 * MINUTE_MS)

static void
job_free (gpointer data)
{
  TidingsUpkeepJob *job = data;

  g_free (job->key);
  g_ptr_array_unref (job->waiters);
  g_free (job);
}

static gint64
read_instant (TidingsCore *core,
              const char  *key)
{
  g_autofree char *value = tidings_store_dup_meta (core->store, key);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

/* A memory only: if it cannot be written, the next process asks again. */
void
tidings_upkeep_write_instant (TidingsCore *core,
                              const char  *key,
                              gint64       instant)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, instant);
  g_autoptr(GError) error = NULL;

  if (!tidings_store_set_meta (core->store, key, value, &error))
    g_message ("When Twilio was asked last cannot be remembered: %s", error->message);
}

static gboolean
may_ask (TidingsUpkeep *self)
{
  return self->core->settings.asks_account && tidings_core_can_send (self->core);
}

/* A clock that was set back makes everything old. */
static gboolean
is_older (TidingsUpkeep *self,
          gint64         at,
          gint64         age_ms)
{
  gint64 now = tidings_core_now (self->core);

  return at == 0 || at > now || now - at >= age_ms;
}

static char *
failure_key (TidingsUpkeepKind  kind,
             const char        *key)
{
  return g_strdup_printf ("%d %s", kind, key);
}

static gboolean
has_failed (TidingsUpkeep     *self,
            TidingsUpkeepKind  kind,
            const char        *key)
{
  g_autofree char *name = failure_key (kind, key);
  gint64 *at = g_hash_table_lookup (self->failures, name);

  return at != NULL && !is_older (self, *at, FAILED_MS);
}

void
tidings_upkeep_note_failure (TidingsUpkeep          *self,
                             const TidingsUpkeepJob *job)
{
  gint64 now = tidings_core_now (self->core);

  g_hash_table_replace (self->failures, failure_key (job->kind, job->key), g_memdup2 (&now, sizeof now));
}

static TidingsUpkeepJob *
find_job (TidingsUpkeep     *self,
          TidingsUpkeepKind  kind,
          const char        *key)
{
  for (guint i = 0; i < self->jobs->len; i++)
    {
      TidingsUpkeepJob *job = g_ptr_array_index (self->jobs, i);

      if (job->kind == kind && g_str_equal (job->key, key))
        return job;
    }

  return NULL;
}

static TidingsUpkeepJob *
add_job (TidingsUpkeep     *self,
         TidingsUpkeepKind  kind,
         const char        *key)
{
  TidingsUpkeepJob *job = find_job (self, kind, key);

  if (job != NULL)
    return job;

  job = g_new0 (TidingsUpkeepJob, 1);
  job->kind = kind;
  job->key = g_strdup (key);
  job->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->jobs, job);
  tidings_core_wake (self->core);

  return job;
}

static void
want (TidingsUpkeep     *self,
      TidingsUpkeepKind  kind,
      const char        *key)
{
  gboolean is_on_its_way = self->job != NULL && self->job->kind == kind && g_str_equal (self->job->key, key);

  if (may_ask (self) && !is_on_its_way && !has_failed (self, kind, key))
    add_job (self, kind, key);
}

static void
want_all_money (TidingsUpkeep *self)
{
  self->money_due_at = 0;
  want (self, TIDINGS_UPKEEP_BALANCE, "");
  want (self, TIDINGS_UPKEEP_USAGE_TODAY, "");
  want (self, TIDINGS_UPKEEP_USAGE_MONTH, "");
}

static gboolean
is_for_refresh (const TidingsUpkeepJob *job)
{
  return job != NULL && job->kind >= TIDINGS_UPKEEP_SENDERS;
}

/* Those who wait for a refresh are answered when nothing of it is left. */
static void
answer_refreshers (TidingsUpkeep *self)
{
  g_autoptr(GPtrArray) refreshers = NULL;

  if (self->refreshers->len == 0 || is_for_refresh (self->job))
    return;
  for (guint i = 0; i < self->jobs->len; i++)
    if (is_for_refresh (g_ptr_array_index (self->jobs, i)))
      return;

  refreshers = g_steal_pointer (&self->refreshers);
  self->refreshers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < refreshers->len; i++)
    g_task_return_boolean (g_ptr_array_index (refreshers, i), self->has_learned);
}

static void
free_upkeep (TidingsUpkeep *self)
{
  g_ptr_array_unref (self->jobs);
  g_ptr_array_unref (self->refreshers);
  g_hash_table_unref (self->failures);
  g_free (self);
}

static void
fail_waiters (GPtrArray    *waiters,
              const GError *error)
{
  for (guint i = 0; i < waiters->len; i++)
    {
      GTask *task = g_ptr_array_index (waiters, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("The account was changed meanwhile"));
    }
  g_ptr_array_set_size (waiters, 0);
}

static void
keep_pace (TidingsUpkeep *self,
           const GError  *error)
{
  guint status = tidings_twilio_error_get_status (error);
  TidingsPaceReply reply = {
    .is_good = error == NULL || (status >= 400 && status < 500),
    .is_too_many = status == 429,
    .retry_after_ms = tidings_twilio_error_get_retry_after (error) * G_GINT64_CONSTANT (1000),
    .n_at_once = self->core->twilio != NULL ? tidings_twilio_get_concurrent (self->core->twilio) : 0,
    .chance = g_random_double (),
  };

  /* No answer says nothing about the pace. */
  tidings_pace_end (self->core->pace, self->ticket, error != NULL && status == 0 ? NULL : &reply, tidings_core_now (self->core));
}

/* Ends the request. Returns its job, or NULL if its answer is not this account's or nobody's any more; then @self may be gone. */
TidingsUpkeepJob *
tidings_upkeep_end_job (TidingsUpkeep *self,
                        const GError  *error)
{
  TidingsUpkeepJob *job = g_steal_pointer (&self->job);
  g_autoptr(GCancellable) cancellable = g_steal_pointer (&self->cancellable);

  if (self->is_gone)
    {
      fail_waiters (job->waiters, NULL);
      job_free (job);
      free_upkeep (self);
      return NULL;
    }

  keep_pace (self, error);
  tidings_core_wake (self->core);
  if (g_cancellable_is_cancelled (cancellable))
    {
      fail_waiters (job->waiters, NULL);
      job_free (job);
      answer_refreshers (self);
      return NULL;
    }
  if (error != NULL)
    {
      tidings_upkeep_note_failure (self, job);
      g_message ("Twilio was asked in vain: %s", error->message);
    }
  else
    self->has_learned |= is_for_refresh (job);

  return job;
}

void
tidings_upkeep_finish_job (TidingsUpkeep    *self,
                           TidingsUpkeepJob *job,
                           const GError     *error)
{
  fail_waiters (job->waiters, error);
  job_free (job);
  answer_refreshers (self);
}

/* --- The queue --- */

/* What a text to people who were entered before would cost. */
static void
look_at_people (TidingsUpkeep *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) people = tidings_store_list_people (self->core->store, &error);

  self->has_seen_people = TRUE;
  if (people == NULL)
    g_warning ("Whose prices are wanted cannot be read: %s", error->message);
  for (guint i = 0; people != NULL && i < people->len; i++)
    tidings_upkeep_want_prices (self, ((TidingsPerson *) g_ptr_array_index (people, i))->country);
}

static void
look_for_old (TidingsUpkeep *self)
{
  TidingsCore *core = self->core;

  if (!self->is_loaded)
    {
      self->senders_at = read_instant (core, TIDINGS_UPKEEP_META_SENDERS_AT);
      self->money_at = read_instant (core, TIDINGS_UPKEEP_META_MONEY_AT);
      self->is_loaded = TRUE;
    }
  if (!self->has_seen_people)
    look_at_people (self);
  if (is_older (self, self->senders_at, DAY_MS))
    want (self, TIDINGS_UPKEEP_SENDERS, "");
  if (is_older (self, self->money_at, DAY_MS) || (self->money_due_at != 0 && self->money_due_at <= tidings_core_now (core)))
    want_all_money (self);
}

static void
drop_jobs (TidingsUpkeep *self)
{
  while (self->jobs->len > 0)
    {
      TidingsUpkeepJob *job = g_ptr_array_steal_index (self->jobs, self->jobs->len - 1);

      fail_waiters (job->waiters, NULL);
      job_free (job);
    }
  answer_refreshers (self);
}

void
tidings_upkeep_work (TidingsUpkeep *self)
{
  guint first = 0;

  if (self->job != NULL)
    return;
  if (!tidings_core_can_send (self->core))
    {
      drop_jobs (self);
      return;
    }

  if (self->core->settings.asks_account)
    look_for_old (self);
  if (self->jobs->len == 0 || !tidings_pace_has_room (self->core->pace, tidings_core_now (self->core)))
    return;
  for (guint i = 1; i < self->jobs->len; i++)
    if (((TidingsUpkeepJob *) g_ptr_array_index (self->jobs, i))->kind < ((TidingsUpkeepJob *) g_ptr_array_index (self->jobs, first))->kind)
      first = i;

  tidings_upkeep_begin_job (self, g_ptr_array_steal_index (self->jobs, first));
}

gboolean
tidings_upkeep_forget (TidingsCore  *core,
                       GError      **error)
{
  return tidings_store_set_meta (core->store, TIDINGS_UPKEEP_META_SENDERS_AT, NULL, error) &&
         tidings_store_set_meta (core->store, TIDINGS_UPKEEP_META_MONEY_AT, NULL, error);
}

void
tidings_upkeep_restart (TidingsUpkeep *self)
{
  g_hash_table_remove_all (self->failures);
  self->is_loaded = FALSE;
  self->has_seen_people = FALSE;
  self->money_due_at = 0;
  drop_jobs (self);
}

gboolean
tidings_upkeep_is_busy (TidingsUpkeep *self)
{
  return self->job != NULL || (self->jobs->len > 0 && tidings_core_can_send (self->core));
}

gint64
tidings_upkeep_get_next_at (TidingsUpkeep *self)
{
  gint64 now = tidings_core_now (self->core);

  /* What is wanted is asked for as soon as there is room, which wakes us by itself, or when Twilio is to be asked again at all. */
  if (self->job == NULL && self->jobs->len > 0 && tidings_core_can_send (self->core))
    return tidings_pace_get_held_until (self->core->pace, now);

  return may_ask (self) && self->money_due_at > now ? self->money_due_at : 0;
}

void
tidings_upkeep_go_on (TidingsUpkeep *self)
{
  g_hash_table_remove_all (self->failures);
}

/* --- What is wanted --- */

/* Codes that say that a sender or a key is not what it was (reference, sections 7.1 and 7.2). */
static gboolean
is_about_senders (int error_code)
{
  static const int codes[] = {
    20003, 20006, 21212, 21601, 21603, 21606, 21607, 21612, 21621, 21622, 21657, 21659, 21660, 21661, 21701, 21702, 21703, 21704,
    21705, 21711, 70051
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i] == error_code)
      return TRUE;

  return FALSE;
}

void
tidings_upkeep_note_refusal (TidingsUpkeep *self,
                             int            error_code)
{
  if (self == NULL || !self->core->settings.asks_account || !is_about_senders (error_code))
    return;

  /* Also when nothing can be asked before somebody connects anew, by this process or a later one. */
  self->senders_at = 0;
  tidings_upkeep_write_instant (self->core, TIDINGS_UPKEEP_META_SENDERS_AT, 0);
  tidings_core_wake (self->core);
}

void
tidings_upkeep_want_prices (TidingsUpkeep *self,
                            const char    *country)
{
  if (self == NULL || country == NULL || *country == '\0' || !may_ask (self))
    return;
  if (is_older (self, tidings_store_get_prices_at (self->core->store, country), KEEP_MS))
    want (self, TIDINGS_UPKEEP_PRICES, country);
}

void
tidings_upkeep_want_line (TidingsUpkeep *self,
                          const char    *number)
{
  g_autoptr(TidingsLine) line = NULL;

  if (self == NULL || !may_ask (self))
    return;

  line = tidings_store_get_line (self->core->store, number);
  if (line == NULL || is_older (self, line->at, KEEP_MS) || (self->core->settings.may_look_up && !line->is_paid && line->is_valid))
    want (self, TIDINGS_UPKEEP_LINE, number);
}

void
tidings_upkeep_want_money (TidingsUpkeep *self)
{
  if (self == NULL || !may_ask (self))
    return;

  if (is_older (self, self->money_at, MONEY_EVERY_MS))
    want_all_money (self);
  else if (self->money_due_at == 0)
    {
      self->money_due_at = self->money_at + MONEY_EVERY_MS;
      tidings_core_wake (self->core);
    }
}

static gboolean
check_may_ask (TidingsUpkeep *self,
               GTask         *task)
{
  if (tidings_core_can_send (self->core))
    return TRUE;

  g_task_return_new_error (task, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NO_ACCOUNT, "%s",
                           _("Nothing can be asked without a connected account or practice mode"));

  return FALSE;
}

void
tidings_upkeep_look_up_async (TidingsUpkeep       *self,
                              const char          *number,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr(TidingsLine) line = tidings_store_get_line (self->core->store, number);

  g_task_set_source_tag (task, tidings_upkeep_look_up_async);
  if (line != NULL && line->is_paid && !is_older (self, line->at, KEEP_MS))
    g_task_return_pointer (task, g_steal_pointer (&line), (GDestroyNotify) tidings_line_free);
  else if (check_may_ask (self, task))
    g_ptr_array_add (add_job (self, TIDINGS_UPKEEP_LINE, number)->waiters, g_steal_pointer (&task));
}

TidingsLine *
tidings_upkeep_look_up_finish (TidingsUpkeep  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
tidings_upkeep_refresh_async (TidingsUpkeep       *self,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, tidings_upkeep_refresh_async);
  if (!check_may_ask (self, task))
    return;

  if (self->refreshers->len == 0)
    self->has_learned = FALSE;
  for (TidingsUpkeepKind kind = TIDINGS_UPKEEP_SENDERS; kind <= TIDINGS_UPKEEP_USAGE_MONTH; kind++)
    add_job (self, kind, "");
  g_ptr_array_add (self->refreshers, g_steal_pointer (&task));
}

gboolean
tidings_upkeep_refresh_finish (TidingsUpkeep  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

TidingsUpkeep *
tidings_upkeep_new (TidingsCore *core)
{
  TidingsUpkeep *self = g_new0 (TidingsUpkeep, 1);

  self->core = core;
  self->jobs = g_ptr_array_new_with_free_func (job_free);
  self->refreshers = g_ptr_array_new_with_free_func (g_object_unref);
  self->failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
tidings_upkeep_free (TidingsUpkeep *self)
{
  tidings_upkeep_restart (self);
  fail_waiters (self->refreshers, NULL);
  /* The answer that is still to come finds the mark. */
  self->is_gone = TRUE;
  if (self->job == NULL)
    free_upkeep (self);
}
