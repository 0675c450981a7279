/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sender check, step by step. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-check-private.h"
#include "tidings-engine-private.h"
#include "tidings-intake.h"
#include "tidings-phone-number.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"

#define TEST_TYPE "delivery_test"

/* How long a test text is waited for. Carriers take seconds as a rule; some never say anything. */
#define PATIENCE_MS (5 * 60 * G_GINT64_CONSTANT (1000))

void
tidings_check_free (TidingsCheck *check)
{
  g_ptr_array_unref (check->lines);
  g_clear_pointer (&check->account, tidings_twilio_account_free);
  g_free (check->currency);
  g_free (check);
}

static void
stop_waiting (TidingsCheckRun *self)
{
  if (self->changed_id != 0)
    g_signal_handler_disconnect (self->engine, self->changed_id);
  if (self->canceled_id != 0)
    g_signal_handler_disconnect (self->cancellable, self->canceled_id);
  if (self->patience_id != 0)
    tidings_clock_cancel (self->core->clock, self->patience_id);
  self->changed_id = 0;
  self->canceled_id = 0;
  self->patience_id = 0;
}

static void
run_free (TidingsCheckRun *self)
{
  stop_waiting (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->sources); i++)
    {
      if (self->sources[i] != NULL)
        g_signal_handler_disconnect (self->sources[i], self->source_ids[i]);
      g_clear_object (&self->sources[i]);
    }
  g_clear_pointer (&self->check, tidings_check_free);
  g_clear_pointer (&self->numbers, g_ptr_array_unref);
  g_clear_pointer (&self->pool, g_ptr_array_unref);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->toll_free, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->countries, g_ptr_array_unref);
  g_clear_object (&self->person);
  g_clear_object (&self->twilio);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->task);
  g_clear_object (&self->engine);
  g_free (self->region);
  g_free (self->sender);
  g_free (self->service);
  g_free (self->sender_name);
  g_free (self->verify_service);
  g_free (self);
}

void
tidings_check_run_tell (TidingsCheckRun  *self,
                        TidingsCheckLine *line)
{
  g_ptr_array_add (self->check->lines, line);
  if (self->told != NULL)
    self->told (line, self->told_data);
}

gboolean
tidings_check_run_has_people_in (TidingsCheckRun *self,
                                 const char      *country)
{
  return g_ptr_array_find_with_equal_func (self->countries, country, g_str_equal, NULL);
}

char *
tidings_check_dup_country (TidingsPerson *person)
{
  g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (person->number, person->country);

  return g_ascii_strup (check->country != NULL ? check->country : "", -1);
}

/* --- The proof --- */

static void
finish (TidingsCheckRun *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  g_task_return_pointer (task, g_steal_pointer (&self->check), (GDestroyNotify) tidings_check_free);
  run_free (self);
}

static void
end_with (TidingsCheckRun  *self,
          TidingsCheckLine *line)
{
  stop_waiting (self);
  tidings_check_run_tell (self, line);
  finish (self);
}

/* Whether nothing more comes of the test soon. What is queued for want of an account, or held, may wait for days. */
static gboolean
is_told (TidingsMessage *message)
{
  return tidings_message_state_is_final (message->state) || message->state == TIDINGS_MESSAGE_HELD ||
         (message->next_at == 0 && message->state != TIDINGS_MESSAGE_SENDING);
}

static void
look_at_test (TidingsCheckRun *self,
              gboolean         is_over)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsMessage) message = tidings_store_get_message (self->core->store, self->test_id, &error);

  if (message == NULL)
    end_with (self, tidings_check_line_new_unknown (TIDINGS_CHECK_PROOF, NULL, error));
  else if (is_over || is_told (message))
    end_with (self, tidings_check_line_proof (self->person, message, self->proves));
}

static void
changed_cb (TidingsEngine *engine,
            const char    *subject,
            gpointer       user_data)
{
  if (g_str_equal (subject, "messages"))
    look_at_test (user_data, FALSE);
}

static void
patience_over_cb (gpointer user_data)
{
  TidingsCheckRun *self = user_data;

  self->patience_id = 0;
  look_at_test (self, TRUE);
}

static void
canceled_cb (GCancellable *cancellable,
             gpointer      user_data)
{
  look_at_test (user_data, TRUE);
}

static gint64
raise_test (TidingsCheckRun *self,
            GError         **error)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autofree char *who = g_strdup_printf ("%" G_GINT64_FORMAT, self->person->id);
  const char *to[] = { who, NULL };
  TidingsRaise raise = { .type = TEST_TYPE, .values = values, .to = to, .source = "check" };
  g_autoptr(GPtrArray) outcomes = tidings_intake_raise (self->core, &raise, FALSE, error);

  if (outcomes == NULL)
    return 0;

  return ((TidingsOutcome *) g_ptr_array_index (outcomes, 0))->message->id;
}

static void
test (TidingsCheckRun *self)
{
  gint64 now = tidings_core_now (self->core);
  g_autoptr(GError) error = NULL;

  if (self->check->account == NULL)
    end_with (self, tidings_check_line_untried ());
  else if ((self->test_id = raise_test (self, &error)) == 0)
    end_with (self, tidings_check_line_new_unknown (TIDINGS_CHECK_PROOF, NULL, error));
  else
    {
      self->changed_id = g_signal_connect (self->engine, "changed", G_CALLBACK (changed_cb), self);
      self->canceled_id = g_signal_connect (self->cancellable, "cancelled", G_CALLBACK (canceled_cb), self);
      self->patience_id = tidings_clock_call_at (self->core->clock, now + PATIENCE_MS, patience_over_cb, self);
      /* A rule may have stopped it already. */
      look_at_test (self, FALSE);
    }
}

static void
end (TidingsCheckRun *self)
{
  g_autoptr(GError) error = NULL;

  if (self->is_brief)
    finish (self);
  else if (g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    end_with (self, tidings_check_line_new_unknown (TIDINGS_CHECK_PROOF, NULL, error));
  else if (self->person != NULL)
    test (self);
  else
    end_with (self, tidings_check_line_unproved (self->proves));
}

/* --- The whole --- */

void
tidings_check_run_go_on (TidingsCheckRun *self)
{
  TidingsCheckStep step = tidings_check_get_step (self->step);

  if (step == NULL || (self->is_brief && self->step >= TIDINGS_CHECK_BRIEF_STEPS) || g_cancellable_is_cancelled (self->cancellable))
    {
      end (self);
      return;
    }

  self->step++;
  step (self);
}

static void
note_countries (TidingsCheckRun *self)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      g_autofree char *country = tidings_check_dup_country (g_ptr_array_index (self->people, i));

      if (*country != '\0' && !tidings_check_run_has_people_in (self, country))
        g_ptr_array_add (self->countries, g_steal_pointer (&country));
    }
}

static void
source_canceled_cb (GCancellable *cancellable,
                    gpointer      user_data)
{
  TidingsCheckRun *self = user_data;

  g_cancellable_cancel (self->cancellable);
}

static void
follow (TidingsCheckRun *self,
        guint            i,
        GCancellable    *source)
{
  if (source == NULL)
    return;

  self->sources[i] = g_object_ref (source);
  self->source_ids[i] = g_signal_connect (source, "cancelled", G_CALLBACK (source_canceled_cb), self);
  if (g_cancellable_is_cancelled (source))
    g_cancellable_cancel (self->cancellable);
}

/* The settings as they are now: what changes meanwhile is another check's matter. */
static void
copy_settings (TidingsCheckRun *self)
{
  const TidingsEngineSettings *settings = &self->core->settings;

  self->sender = g_strdup (settings->sender);
  self->service = g_strdup (settings->service);
  self->sender_name = g_strdup (settings->sender_name);
  self->verify_service = g_strdup (settings->verify_service);
  self->low_micros = settings->low_balance_micros;
  self->proves = settings->proves_numbers;
}

static gboolean
prepare (TidingsCheckRun *self,
         gint64           person,
         GError         **error)
{
  GError *local_error = NULL;

  if (self->core->twilio == NULL || !tidings_twilio_has_credentials (self->core->twilio))
    {
      g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NO_ACCOUNT, _("No Twilio account is connected"));
      return FALSE;
    }
  self->people = tidings_store_list_people (self->core->store, &local_error);
  if (self->people != NULL && person != 0)
    self->person = tidings_store_get_person (self->core->store, person, &local_error);
  if (local_error != NULL)
    {
      tidings_core_take_error (error, local_error);
      return FALSE;
    }

  note_countries (self);

  return TRUE;
}

void
tidings_engine_check_async (TidingsEngine          *self,
                            const TidingsCheckWish *wish,
                            TidingsCheckFunc        told,
                            gpointer                told_data,
                            GCancellable           *cancellable,
                            GAsyncReadyCallback     callback,
                            gpointer                user_data)
{
  TidingsCheckRun *run;
  GError *error = NULL;

  g_return_if_fail (TIDINGS_IS_ENGINE (self));
  g_return_if_fail (wish != NULL);

  run = g_new0 (TidingsCheckRun, 1);
  run->engine = g_object_ref (self);
  run->core = tidings_engine_get_core (self);
  /* What was learned is given also when it is stopped. */
  run->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (run->task, tidings_engine_check_async);
  run->cancellable = g_cancellable_new ();
  follow (run, 0, cancellable);
  follow (run, 1, run->core->cancellable);
  run->told = told;
  run->told_data = told_data;
  run->region = g_strdup (wish->region);
  run->is_brief = wish->is_brief;
  run->is_unasked = wish->is_unasked;
  run->countries = g_ptr_array_new_with_free_func (g_free);
  run->toll_free = g_ptr_array_new ();
  run->check = g_new0 (TidingsCheck, 1);
  run->check->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_check_line_free);
  copy_settings (run);

  if (!prepare (run, wish->person, &error))
    {
      g_task_return_error (run->task, error);
      run_free (run);
      return;
    }
  run->twilio = g_object_ref (run->core->twilio);
  tidings_check_run_go_on (run);
}

TidingsCheck *
tidings_engine_check_finish (TidingsEngine  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
