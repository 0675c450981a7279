/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one text that came in does. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-answer.h"
#include "tidings-answers.h"
#include "tidings-arrivals.h"
#include "tidings-erasures.h"
#include "tidings-format.h"
#include "tidings-store-erasures.h"
#include "tidings-store-inbound.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-tasks.h"

/* So many texts of one number in so short a time come from a machine, as Twilio's own guard has it (14107): they are kept,
 * but nobody is told and only STOP and START are obeyed. */
#define LOOP_TEXTS 30
#define LOOP_MS (15 * 60 * G_GINT64_CONSTANT (1000))

/* A text that is older than this is not what somebody answers to. */
#define ANSWER_MS (7 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

#define CODE_TYPE "verification_code"
#define APPOINTMENT_GROUP "health"

/* One text on its way through the steps below. */
typedef struct {
  TidingsCore *core;
  TidingsInbound row;
  TidingsPerson *person;      /* NULL when only the log knows the number */
  TidingsMessage *answered;   /* the text that it answers, or NULL */
  TidingsAnswer answer;
} Case;

static void
case_clear (Case *self)
{
  g_clear_object (&self->person);
  g_clear_object (&self->answered);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static gboolean
is_own_sender (TidingsCore *core,
               const char  *number)
{
  return g_strcmp0 (core->settings.sender, number) == 0 || tidings_store_is_own_sender (core->store, number);
}

/* Kept without its words. */
static void
ignore (Case       *self,
        const char *effect)
{
  self->row.effect = (char *) effect;
  self->row.body = NULL;
}

/* Until when a text may have left, by our clock, that this is an answer to. Twilio's times have whole seconds: who answers at
 * once seems to do so before they were asked. Where Twilio's clock is behind ours it is the same for longer. */
static gint64
get_asked_until (Case *self)
{
  gint64 skew = self->core->twilio != NULL ? tidings_twilio_get_server_skew (self->core->twilio) : 0;

  return self->row.at - self->row.at % 1000 + 999 - MIN (skew, 0);
}

/* The newest text to the number that is no code: nobody answers those. */
static gboolean
find_answered (Case    *self,
               GError **error)
{
  g_autoptr(GPtrArray) texts = tidings_store_list_texts_to (self->core->store, self->row.from, self->row.at - ANSWER_MS,
                                                            get_asked_until (self), error);

  if (texts == NULL)
    return FALSE;
  for (guint i = 0; i < texts->len && self->answered == NULL; i++)
    if (!g_str_equal (((TidingsMessage *) g_ptr_array_index (texts, i))->type, CODE_TYPE))
      self->answered = g_object_ref (g_ptr_array_index (texts, i));

  return TRUE;
}

static gboolean
is_about_an_appointment (Case *self)
{
  TidingsAlertType *type = self->answered != NULL ? tidings_catalog_lookup (self->core->catalog, self->answered->type) : NULL;

  return type != NULL && (self->answered->reminder_id != 0 || g_str_equal (type->group, APPOINTMENT_GROUP));
}

static void
tell (Case          *self,
      TidingsNotice  kind,
      const char    *words)
{
  if (self->person != NULL)
    tidings_core_notice (self->core, kind, NULL, self->person, words);
}

static gboolean
stop (Case    *self,
      GError **error)
{
  g_autofree char *words = NULL;
  gboolean is_new = FALSE;

  /* A wish that was said later has been heard before this one. */
  if (self->row.at < tidings_store_get_last_wish_at (self->core->store, self->row.from))
    return TRUE;

  self->row.effect = (char *) "stop";
  if (!tidings_core_keep_opt_out (self->core, self->row.from, self->row.at, "reply", self->row.to, &is_new, error))
    return FALSE;
  tidings_core_changed (self->core, "people");

  if (tidings_answer_is_cancel (self->answer.word) && is_about_an_appointment (self) && self->person != NULL)
    /* Translators: %s is a person's name; CANCEL, STOP and START stay as they are */
    words = g_strdup_printf (_("%s answered CANCEL, which phone companies take for STOP: nothing is sent to them any more, until they text START. The appointment itself was not canceled"),
                             self->person->name);
  if (is_new)
    tell (self, TIDINGS_NOTICE_OPTED_OUT, words);

  return TRUE;
}

static gboolean
start (Case    *self,
       GError **error)
{
  gboolean is_gone = FALSE;

  if (self->row.at < tidings_store_get_last_wish_at (self->core->store, self->row.from))
    return TRUE;
  /* YES is also what people answer to a question. */
  if (!tidings_store_has_opt_out (self->core->store, self->row.from))
    {
      tell (self, TIDINGS_NOTICE_REPLY, self->row.body);
      return TRUE;
    }

  self->row.effect = (char *) "start";
  if (!tidings_core_drop_opt_out (self->core, self->row.from, &is_gone, error))
    return FALSE;
  tidings_core_changed (self->core, "people");
  if (is_gone)
    tell (self, TIDINGS_NOTICE_OPTED_IN, NULL);

  return TRUE;
}

static gboolean
finish (Case         *self,
        TidingsTask  *task,
        GError      **error)
{
  /* Translators: %s is the title of a reminder, or the beginning of a text */
  g_autofree char *words = g_strdup_printf (_("“%s” is done"), task->title);

  self->row.effect = (char *) "done";
  if (!tidings_tasks_finish (self->core, task, error))
    return FALSE;
  tell (self, TIDINGS_NOTICE_REPLY, words);

  return TRUE;
}

static gboolean
snooze (Case         *self,
        TidingsTask  *task,
        GError      **error)
{
  g_autofree char *when = NULL;
  g_autofree char *words = NULL;
  gint64 until = 0;

  if (!tidings_tasks_snooze (self->core, task, self->row.at, &until, error))
    return FALSE;
  if (until == 0)
    {
      /* Translators: %s is the title of a reminder, or the beginning of a text */
      words = g_strdup_printf (_("“%s” cannot be put off any more: it would come too late"), task->title);
      tell (self, TIDINGS_NOTICE_REPLY, words);
      return TRUE;
    }

  self->row.effect = (char *) "later";
  when = tidings_format_moment (until, tidings_core_now (self->core));
  /* Translators: %1$s is the title of a reminder, or the beginning of a text, %2$s a moment such as “14:05” or “tomorrow 07:00” */
  words = g_strdup_printf (_("“%1$s” is put off until %2$s"), task->title, when);
  tell (self, TIDINGS_NOTICE_REPLY, words);

  return TRUE;
}

/* DONE and LATER; about nothing that is open they are texts like any other. */
static gboolean
obey_task (Case    *self,
           GError **error)
{
  g_autoptr(TidingsTask) task = NULL;

  if (self->person != NULL &&
      !tidings_tasks_find (self->core, self->person, self->answer.number, get_asked_until (self), &task, error))
    return FALSE;
  if (task == NULL)
    {
      tell (self, TIDINGS_NOTICE_REPLY, self->row.body);
      return TRUE;
    }

  g_set_object (&self->answered, task->message);

  return self->answer.kind == TIDINGS_ANSWER_DONE ? finish (self, task, error) : snooze (self, task, error);
}

static gboolean
obey (Case    *self,
      GError **error)
{
  gboolean is_wish = self->answer.kind == TIDINGS_ANSWER_STOP || self->answer.kind == TIDINGS_ANSWER_START;

  if (!is_wish && tidings_store_count_inbound (self->core->store, self->row.from, self->row.at - LOOP_MS) >= LOOP_TEXTS)
    {
      self->row.effect = (char *) "loop";
      return TRUE;
    }

  switch (self->answer.kind)
    {
    case TIDINGS_ANSWER_STOP:
      return stop (self, error);
    case TIDINGS_ANSWER_START:
      return start (self, error);
    case TIDINGS_ANSWER_DONE:
    case TIDINGS_ANSWER_LATER:
      return obey_task (self, error);
    case TIDINGS_ANSWER_HELP:
      /* Twilio has answered it already. */
      self->row.effect = (char *) "help";
      return TRUE;
    case TIDINGS_ANSWER_WANTS_STOP:
      self->row.effect = (char *) "wants-stop";
      tell (self, TIDINGS_NOTICE_WANTS_STOP, self->row.body);
      return TRUE;
    case TIDINGS_ANSWER_NONE:
      tell (self, TIDINGS_NOTICE_REPLY, self->row.body);
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
hear (Case                  *self,
      TidingsTwilioMessage  *text,
      TidingsHearing        *hearing,
      GError               **error)
{
  self->person = tidings_store_find_person_by_number (self->core->store, text->from);
  *hearing = TIDINGS_HEARING_IGNORED;

  if (is_own_sender (self->core, text->from))
    {
      ignore (self, "own");
      return TRUE;
    }
  if (self->person == NULL && !tidings_store_has_texted (self->core->store, text->from))
    {
      ignore (self, "unknown");
      g_message ("A text came in from a number that nobody here has; its words were not kept");
      return TRUE;
    }

  self->answer = tidings_answer_parse (text->body);
  if (!find_answered (self, error) ||
      !tidings_arrivals_note_answer (self->core, text->from, text->to, text->service, self->row.at, error) ||
      !obey (self, error))
    return FALSE;

  if (g_strcmp0 (self->row.effect, "loop") != 0)
    *hearing = TIDINGS_HEARING_HEARD;
  self->row.message_id = self->answered != NULL ? self->answered->id : 0;

  return TRUE;
}

gboolean
tidings_answers_take (TidingsCore           *core,
                      TidingsTwilioMessage  *text,
                      TidingsHearing        *hearing,
                      GError               **error)
{
  g_auto(Case) self = { .core = core };
  gboolean is_new = FALSE;

  *hearing = TIDINGS_HEARING_NOTHING;
  if (!text->is_inbound || text->sid == NULL || text->from == NULL || text->status == TIDINGS_TWILIO_STATUS_RECEIVING ||
      tidings_store_has_inbound (core->store, text->sid) || tidings_store_is_erasing (core->store, text->sid))
    return TRUE;

  self.row = (TidingsInbound) {
    .sid = text->sid, .from = text->from, .to = text->to, .body = text->body, .n_media = text->n_media,
    .at = text->created_at != 0 ? text->created_at : tidings_core_now (core),
  };
  /* Twilio's times have whole seconds; what is said within one stays in the order in which it was heard. */
  self.row.at = MAX (self.row.at, tidings_store_get_last_inbound_within (core->store, text->from, self.row.at, 999) + 1);
  if (!hear (&self, text, hearing, error) || !tidings_store_put_inbound (core->store, &self.row, &is_new, error))
    return FALSE;
  tidings_core_changed (core, "messages");

  return tidings_erasures_plan_answer (core, text->sid, text->from, error);
}
