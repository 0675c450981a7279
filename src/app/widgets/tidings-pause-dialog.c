/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks how long to pause. */
#include "config.h"

#include "tidings-pause-dialog.h"

#include <glib/gi18n.h>

#include "tidings-format.h"
#include "tidings-pause-time.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define MORNING_HOUR 8

/* Shared by the question and the window for a time of one's own. */
typedef struct {
  GtkWindow *parent;
  TidingsClock *clock;
  TidingsPauseFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
} Question;

static void
question_clear (gpointer data)
{
  Question *question = data;

  if (question->destroy != NULL)
    question->destroy (question->user_data);
  g_object_unref (question->clock);
  g_object_unref (question->parent);
}

static void
question_unref (gpointer data)
{
  g_rc_box_release_full (data, question_clear);
}

static void
response_gone_cb (gpointer  data,
                  GClosure *closure)
{
  question_unref (data);
}

static void
time_chosen_cb (gint64   until,
                gpointer user_data)
{
  Question *question = user_data;

  question->func (until, question->user_data);
}

gint64
tidings_pause_get_morning (gint64 now)
{
  g_autoptr(GDateTime) local = g_date_time_new_from_unix_local (now / 1000);
  g_autoptr(GDateTime) next = g_date_time_add_days (local, 1);
  g_autoptr(GDateTime) morning = g_date_time_new_local (g_date_time_get_year (next), g_date_time_get_month (next),
                                                        g_date_time_get_day_of_month (next), MORNING_HOUR, 0, 0);

  return g_date_time_to_unix (morning) * 1000;
}

static void
response_cb (Question   *question,
             const char *response)
{
  gint64 now = tidings_clock_get_now (question->clock);

  if (g_str_equal (response, "hour"))
    question->func (now + HOUR_MS, question->user_data);
  else if (g_str_equal (response, "hours"))
    question->func (now + 2 * HOUR_MS, question->user_data);
  else if (g_str_equal (response, "morning"))
    question->func (tidings_pause_get_morning (now), question->user_data);
  else if (g_str_equal (response, "time"))
    tidings_pause_time_ask (question->parent, question->clock, time_chosen_cb, g_rc_box_acquire (question), question_unref);
  else if (g_str_equal (response, "resumed"))
    question->func (G_MAXINT64, question->user_data);
}

void
tidings_pause_dialog_ask (GtkWindow        *parent,
                          TidingsClock     *clock,
                          const char       *heading,
                          const char       *body,
                          TidingsPauseFunc  func,
                          gpointer          user_data,
                          GDestroyNotify    destroy)
{
  GtkWidget *dialog = NULL;
  Question *question = NULL;
  g_autofree char *morning = NULL;
  g_autofree char *until_morning = NULL;
  gint64 now;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (TIDINGS_IS_CLOCK (clock));
  g_return_if_fail (func != NULL);

  now = tidings_clock_get_now (clock);
  morning = tidings_format_moment (tidings_pause_get_morning (now), now);
  /* Translators: %s is a moment such as “tomorrow 08:00” */
  until_morning = g_strdup_printf (_("_Until %s"), morning);

  dialog = adw_message_dialog_new (parent, heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "hour", _("For 1 _Hour"),
                                    "hours", _("For _2 Hours"),
                                    "morning", until_morning,
                                    "time", _("Until a _Time…"),
                                    "resumed", _("Until _Resumed"),
                                    NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "hour");

  question = g_rc_box_new0 (Question);
  question->parent = g_object_ref (parent);
  question->clock = g_object_ref (clock);
  question->func = func;
  question->user_data = user_data;
  question->destroy = destroy;
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, response_gone_cb, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
