/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop is told: the few things of the window's guide, section 13. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-reason.h"

#define CODE_TYPE "verification_code"

/* Whether what texts say stays out of sight: everywhere, or only while a stranger may look at the screen. */
static gboolean
is_hidden (TidingsAgent *self)
{
  GSettings *settings = tidings_agent_get_settings (self);

  return g_settings_get_boolean (settings, "hide-text")
         || (tidings_screen_lock_is_active (tidings_agent_get_screen_lock (self))
             && !g_settings_get_boolean (settings, "lock-screen-texts"));
}

/* The first words of a text, or its kind where texts are hidden. Codes are never shown. */
static char *
dup_summary (TidingsAgent   *self,
             TidingsMessage *message)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), message->type);
  g_autofree char *line = NULL;

  if (g_str_equal (message->type, CODE_TYPE) || is_hidden (self))
    return type != NULL ? tidings_alert_type_dup_title (type, NULL) : g_strdup (_("A text"));

  line = g_strndup (message->body, strcspn (message->body, "\n"));
  if (g_utf8_strlen (line, -1) > 60)
    {
      g_autofree char *cut = g_utf8_substring (line, 0, 59);

      return g_strconcat (cut, "…", NULL);
    }

  return g_steal_pointer (&line);
}

/* A named state, with the one step that leads out of it. */
static void
show_state (TidingsAgent *self,
            const char   *id,
            const char   *title,
            const char   *body,
            gboolean      is_urgent,
            const char   *button,
            const char   *page)
{
  GNotification *notification = tidings_agent_make_notification (title, body, is_urgent, "app.show", NULL);

  if (button != NULL)
    g_notification_add_button_with_target (notification, button, "app.show-preferences", "s", page);
  tidings_agent_send_notification (self, id, notification);
}

/* One text: a click shows it, and the button, where there is one, sends it again. */
static void
show_message (TidingsAgent   *self,
              TidingsMessage *message,
              const char     *id,
              const char     *title,
              const char     *reason,
              const char     *button)
{
  g_autofree char *summary = dup_summary (self, message);
  g_autofree char *body = NULL;
  GNotification *notification = NULL;

  if (message->person != NULL)
    /* Translators: the beginning of a text, the person it was for, and the reason why it did not arrive */
    body = g_strdup_printf (_("%1$s, to %2$s: %3$s"), summary, message->person, reason);
  else
    /* Translators: the beginning of a text, and the reason why it did not arrive */
    body = g_strdup_printf (_("%1$s: %2$s"), summary, reason);

  notification = tidings_agent_make_notification (title, body, message->priority == TIDINGS_PRIORITY_CRITICAL,
                                                  "app.show-message", g_variant_new_int64 (message->id));
  if (button != NULL)
    g_notification_add_button_with_target (notification, button, "app.retry-message", "x", message->id);
  tidings_agent_send_notification (self, id, notification);
}

static void
show_person (TidingsAgent  *self,
             TidingsPerson *person,
             const char    *prefix,
             const char    *title,
             const char    *body)
{
  g_autofree char *id = g_strdup_printf ("%s-%" G_GINT64_FORMAT, prefix, person->id);

  tidings_agent_send_notification (self, id, tidings_agent_make_notification (title, body, FALSE, "app.show-person",
                                                                              g_variant_new_int64 (person->id)));
}

void
tidings_agent_show_failed (const char     *cause,
                           guint           count,
                           gint64          first,
                           TidingsMessage *last,
                           gboolean        is_urgent,
                           gpointer        user_data)
{
  TidingsAgent *self = user_data;
  g_autofree char *why = tidings_reason_describe (last->reason, last->error_code, last->person);
  g_autofree char *id = g_strdup_printf ("failed-%" G_GINT64_FORMAT, first);
  g_autofree char *title = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *body = NULL;

  if (count == 1)
    {
      show_message (self, last, id, _("Text Not Delivered"), why, _("Try Again"));
      return;
    }

  title = g_strdup_printf (ngettext ("%u Text Not Delivered", "%u Texts Not Delivered", count), count);
  summary = dup_summary (self, last);
  /* Translators: the beginning of the last of several texts, and the reason why that one did not arrive */
  body = g_strdup_printf (_("The last one was “%1$s”: %2$s"), summary, why);
  tidings_agent_send_notification (self, id, tidings_agent_make_notification (title, body, is_urgent, "app.show-page",
                                                                              g_variant_new_string ("activity")));
}

void
tidings_agent_show_stopped (const char     *reason,
                            guint           count,
                            gint64          first,
                            TidingsMessage *last,
                            gboolean        is_urgent,
                            gpointer        user_data)
{
  TidingsAgent *self = user_data;
  g_autofree char *why = tidings_reason_describe (reason, last->error_code, last->person);
  g_autofree char *summary = dup_summary (self, last);
  g_autofree char *id = g_strconcat ("limit-", reason, NULL);
  gboolean is_program = g_str_equal (reason, TIDINGS_REASON_PROGRAM_DAY);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  GNotification *notification = NULL;

  if (count == 1)
    {
      title = g_strdup (_("Text Not Sent"));
      /* Translators: the first %s is the beginning of a text, the second the limit that stopped it */
      body = g_strdup_printf (_("“%s” was not sent: %s"), summary, why);
    }
  else
    {
      title = g_strdup_printf (ngettext ("%u Text Not Sent", "%u Texts Not Sent", count), count);
      /* Translators: the first %s is the limit that stopped several texts, the second the beginning of the last of them */
      body = g_strdup_printf (_("%s. The last one was “%s”. All are kept and can be sent again"), why, summary);
    }

  notification = tidings_agent_make_notification (title, body, is_urgent, "app.show-message", g_variant_new_int64 (last->id));
  g_notification_add_button_with_target (notification, _("Change Limits"), "app.show-preferences", "s",
                                         is_program ? "programs" : "limits");
  tidings_agent_send_notification (self, id, notification);
}

/* What the first few say, and how many others there are. */
static char *
list_missed (TidingsAgent *self,
             GPtrArray    *messages,
             guint         count)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  guint n_more = count - messages->len;

  for (guint i = 0; i < messages->len; i++)
    g_ptr_array_add (lines, dup_summary (self, g_ptr_array_index (messages, i)));
  if (n_more > 0)
    g_ptr_array_add (lines, /* Translators: goes below the first of several texts that were missed */
                     g_strdup_printf (ngettext ("and %u more", "and %u more", n_more), n_more));
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}

void
tidings_agent_show_missed (GPtrArray *messages,
                           guint      count,
                           gpointer   user_data)
{
  TidingsAgent *self = user_data;
  TidingsMessage *first = g_ptr_array_index (messages, 0);
  g_autofree char *why = tidings_reason_describe (first->reason, first->error_code, first->person);
  g_autofree char *id = g_strdup_printf ("missed-%" G_GINT64_FORMAT, first->id);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  if (count == 1)
    {
      show_message (self, first, id, first->reminder_id != 0 ? _("Reminder Missed") : _("Alert Missed"), why, _("Send Now"));
      return;
    }

  title = g_strdup_printf (ngettext ("%u Text Was Missed", "%u Texts Were Missed", count), count);
  body = list_missed (self, messages, count);
  tidings_agent_send_notification (self, id, tidings_agent_make_notification (title, body, FALSE, "app.show-page",
                                                                              g_variant_new_string ("activity")));
}

/* Each of several limits stays to be read. */
static void
notice_near_limit (TidingsAgent *self,
                   const char   *text)
{
  g_autofree char *id = g_strdup_printf ("near-limit-%08x", g_str_hash (text));

  show_state (self, id, _("Limit Nearly Reached"), text, FALSE, _("Change Limits"), "limits");
}

static void
notice_reply (TidingsAgent  *self,
              TidingsPerson *person,
              const char    *text)
{
  /* Translators: %s is a person's name */
  g_autofree char *title = g_strdup_printf (_("%s Answered"), person->name);

  show_person (self, person, "reply", title, is_hidden (self) ? _("A text came in") : text);
}

/* Only the exact word stops texts at Twilio, so somebody has to hear of the others. */
static void
notice_wants_stop (TidingsAgent  *self,
                   TidingsPerson *person)
{
  /* Translators: both %s are a person's name; STOP stays as it is */
  g_autofree char *words = g_strdup_printf (_("%s seems to want no more texts. Only the single word STOP ends them; turn off %s’s alerts or ask"),
                                            person->name, person->name);

  show_person (self, person, "reply", _("Someone Wants No More Texts"), words);
}

static void
notice_opted (TidingsAgent  *self,
              TidingsPerson *person,
              gboolean       is_out,
              const char    *text)
{
  g_autofree char *words = NULL;

  if (text != NULL)
    words = g_strdup (text);
  else if (is_out)
    /* Translators: %s is a person's name; STOP stays as it is */
    words = g_strdup_printf (_("Nothing is sent to %s any more, because of a STOP"), person->name);
  else
    /* Translators: %s is a person's name; START stays as it is */
    words = g_strdup_printf (_("%s texted START and receives texts again"), person->name);

  /* The one takes the other's place, as only the latest is true. */
  show_person (self, person, "consent", is_out ? _("Someone Opted Out") : _("Someone Opted In"), words);
}

static void
notice_overdue (TidingsAgent *self,
                gint64        reminder,
                const char   *text)
{
  g_autofree char *id = g_strdup_printf ("overdue-%" G_GINT64_FORMAT, reminder);
  GNotification *notification = NULL;

  notification = tidings_agent_make_notification (_("Not Done Yet"),
                                                  is_hidden (self) ? _("Something should have been done by now") : text, FALSE,
                                                  "app.show-page", g_variant_new_string ("reminders"));
  g_notification_add_button_with_target (notification, _("Done"), "app.finish-reminder", "x", reminder);
  /* Translators: the button reminds again in an hour */
  g_notification_add_button_with_target (notification, _("In an Hour"), "app.snooze-reminder", "x", reminder);
  tidings_agent_send_notification (self, id, notification);
}

static void
notice_not_ahead (TidingsAgent   *self,
                  TidingsMessage *message,
                  const char     *text)
{
  g_autofree char *id = g_strdup_printf ("ahead-%" G_GINT64_FORMAT, message->id);

  show_message (self, message, id, _("Not Kept for Later"), text, NULL);
}

/* What somebody does not want to hear of is not shown; it stays in the window. */
static gboolean
is_wanted (TidingsAgent  *self,
           TidingsNotice  kind)
{
  const char *key = "notify-failures";

  switch (kind)
    {
    case TIDINGS_NOTICE_LIMIT:
    case TIDINGS_NOTICE_NEAR_LIMIT:
    case TIDINGS_NOTICE_LOW_BALANCE:
      key = "notify-limits";
      break;
    case TIDINGS_NOTICE_REPLY:
    case TIDINGS_NOTICE_OPTED_OUT:
    case TIDINGS_NOTICE_OPTED_IN:
    case TIDINGS_NOTICE_WANTS_STOP:
      key = "notify-replies";
      break;
    default:
      break;
    }

  return g_settings_get_boolean (tidings_agent_get_settings (self), key);
}

void
tidings_agent_notice (TidingsAgent   *self,
                      TidingsNotice   kind,
                      TidingsMessage *message,
                      TidingsPerson  *person,
                      gint64          reminder,
                      const char     *text)
{
  /* A question is no news: without it the person could not answer. */
  if (kind == TIDINGS_NOTICE_NEW_PROGRAM)
    {
      tidings_agent_ask_about_program (self, text);
      return;
    }
  if (!is_wanted (self, kind))
    return;

  switch (kind)
    {
    case TIDINGS_NOTICE_FAILED:
      tidings_tally_add (tidings_agent_get_failed (self), "failed", message);
      break;
    case TIDINGS_NOTICE_LIMIT:
      tidings_tally_add (tidings_agent_get_stopped (self), message->reason, message);
      break;
    case TIDINGS_NOTICE_MISSED:
      tidings_missed_add (tidings_agent_get_missed (self), message);
      break;
    case TIDINGS_NOTICE_NEAR_LIMIT:
      notice_near_limit (self, text);
      break;
    case TIDINGS_NOTICE_OPTED_OUT:
    case TIDINGS_NOTICE_OPTED_IN:
      if (person != NULL)
        notice_opted (self, person, kind == TIDINGS_NOTICE_OPTED_OUT, text);
      break;
    case TIDINGS_NOTICE_REPLY:
      if (person != NULL)
        notice_reply (self, person, text);
      break;
    case TIDINGS_NOTICE_NOT_AHEAD:
      notice_not_ahead (self, message, text);
      break;
    case TIDINGS_NOTICE_WANTS_STOP:
      if (person != NULL)
        notice_wants_stop (self, person);
      break;
    case TIDINGS_NOTICE_SIGN_IN:
      show_state (self, "sign-in", _("Twilio Refused the Sign-In"), _("Nothing is sent until the account is connected again"), TRUE,
                  _("Check Account"), "account");
      break;
    case TIDINGS_NOTICE_OVERDUE:
      notice_overdue (self, reminder, text);
      break;
    case TIDINGS_NOTICE_LOW_BALANCE:
      show_state (self, "low-balance", _("Little Money Left"), text, FALSE, NULL, NULL);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
tidings_agent_notice_done (TidingsAgent *self,
                           const char   *subject,
                           gint64        id)
{
  g_autofree char *notification = g_strdup_printf ("%s-%" G_GINT64_FORMAT, subject, id);

  tidings_agent_withdraw (self, notification);
}
