/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text of a reminder that was missed, as a list shows it. */
#include "config.h"

#include "tidings-missed-text.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-words.h"

struct _TidingsMissedText
{
  GObject parent_instance;

  TidingsMessage *message;
  char *title;
  char *subtitle;
};

G_DEFINE_FINAL_TYPE (TidingsMissedText, tidings_missed_text, G_TYPE_OBJECT)

static void
tidings_missed_text_finalize (GObject *object)
{
  TidingsMissedText *self = TIDINGS_MISSED_TEXT (object);

  g_clear_object (&self->message);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);

  G_OBJECT_CLASS (tidings_missed_text_parent_class)->finalize (object);
}

static void
tidings_missed_text_class_init (TidingsMissedTextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tidings_missed_text_finalize;
}

static void
tidings_missed_text_init (TidingsMissedText *self)
{
}

TidingsMissedText *
tidings_missed_text_new (TidingsMessage  *message,
                         TidingsReminder *reminder,
                         gint64           now)
{
  g_autofree char *when = NULL;
  g_autofree char *moment = NULL;
  TidingsMissedText *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), NULL);
  g_return_val_if_fail (TIDINGS_IS_REMINDER (reminder), NULL);

  when = tidings_format_moment (message->moment_at, now);
  moment = tidings_words_begin (when);
  self = g_object_new (TIDINGS_TYPE_MISSED_TEXT, NULL);
  self->message = g_object_ref (message);
  self->title = g_strdup (reminder->title);
  /* Translators: of a text that was missed: %1$s is when it was due, “Fri 09:30”, %2$s a person's name */
  self->subtitle = message->person != NULL ? g_strdup_printf (C_("missed text", "%1$s · %2$s"), moment, message->person)
                                           : g_steal_pointer (&moment);

  return self;
}

TidingsMessage *
tidings_missed_text_get_message (TidingsMissedText *self)
{
  g_return_val_if_fail (TIDINGS_IS_MISSED_TEXT (self), NULL);

  return self->message;
}

const char *
tidings_missed_text_get_title (TidingsMissedText *self)
{
  g_return_val_if_fail (TIDINGS_IS_MISSED_TEXT (self), NULL);

  return self->title;
}

const char *
tidings_missed_text_get_subtitle (TidingsMissedText *self)
{
  g_return_val_if_fail (TIDINGS_IS_MISSED_TEXT (self), NULL);

  return self->subtitle;
}
