/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop is told: the few things of the window's guide, section 13. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-reason.h"

#define CODE_TYPE "verification_code"

/* The first words of a text, or its kind where texts are hidden. Codes are never shown. */
static char *
dup_summary (TidingsAgent   *self,
             TidingsMessage *message)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), message->type);
  g_autofree char *line = NULL;

  if (type != NULL &&
      (g_str_equal (message->type, CODE_TYPE) || g_settings_get_boolean (tidings_agent_get_settings (self), "hide-text")))
    return tidings_alert_type_dup_title (type, NULL);

  line = g_strndup (message->body, strcspn (message->body, "\n"));
  if (g_utf8_strlen (line, -1) > 60)
    {
      g_autofree char *cut = g_utf8_substring (line, 0, 59);

      return g_strconcat (cut, "…", NULL);
    }

  return g_steal_pointer (&line);
}

static void
show (TidingsAgent          *self,
      const char            *id,
      const char            *title,
      const char            *body,
      GNotificationPriority  priority)
{
  g_autoptr(GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, priority);
  g_notification_set_default_action (notification, "app.show");
  g_application_send_notification (tidings_agent_get_desktop (self), id, notification);
}

static void
show_reason (TidingsAgent   *self,
             TidingsMessage *message,
             const char     *prefix,
             const char     *title,
             const char     *format,
             const char     *reason)
{
  g_autofree char *summary = dup_summary (self, message);
  g_autofree char *id = g_strdup_printf ("%s-%" G_GINT64_FORMAT, prefix, message->id);
  g_autofree char *body = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  body = g_strdup_printf (format, summary, reason);
#pragma GCC diagnostic pop
  show (self, id, title, body,
        message->priority == TIDINGS_PRIORITY_CRITICAL ? G_NOTIFICATION_PRIORITY_HIGH : G_NOTIFICATION_PRIORITY_NORMAL);
}

static void
show_message (TidingsAgent   *self,
              TidingsMessage *message,
              const char     *prefix,
              const char     *title,
              const char     *format)
{
  g_autofree char *reason = tidings_reason_describe (message->reason, message->error_code, message->person);

  show_reason (self, message, prefix, title, format, reason);
}

static void
show_person (TidingsAgent  *self,
             TidingsPerson *person,
             const char    *prefix,
             const char    *title,
             const char    *body)
{
  g_autofree char *id = g_strdup_printf ("%s-%" G_GINT64_FORMAT, prefix, person->id);

  show (self, id, title, body, G_NOTIFICATION_PRIORITY_NORMAL);
}

void
tidings_agent_show_stopped (const char     *reason,
                            guint           count,
                            TidingsMessage *last,
                            gboolean        is_urgent,
                            gpointer        user_data)
{
  TidingsAgent *self = user_data;
  g_autofree char *why = tidings_reason_describe (reason, last->error_code, last->person);
  g_autofree char *summary = dup_summary (self, last);
  g_autofree char *id = g_strconcat ("limit-", reason, NULL);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

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

  show (self, id, title, body, is_urgent ? G_NOTIFICATION_PRIORITY_HIGH : G_NOTIFICATION_PRIORITY_NORMAL);
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
  g_autofree char *id = g_strdup_printf ("missed-%" G_GINT64_FORMAT, first->id);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  if (count == 1)
    {
      /* Translators: the first %s is the beginning of a text, the second the reason why it was not sent */
      show_message (self, first, "missed", _("Reminder Missed"), _("%s: %s"));
      return;
    }

  title = g_strdup_printf (ngettext ("%u Text Was Missed", "%u Texts Were Missed", count), count);
  body = list_missed (self, messages, count);
  show (self, id, title, body, G_NOTIFICATION_PRIORITY_NORMAL);
}

/* Each of several limits stays to be read. */
static void
notice_near_limit (TidingsAgent *self,
                   const char   *text)
{
  g_autofree char *id = g_strdup_printf ("near-limit-%08x", g_str_hash (text));

  show (self, id, _("Limit Nearly Reached"), text, G_NOTIFICATION_PRIORITY_NORMAL);
}

static void
notice_reply (TidingsAgent  *self,
              TidingsPerson *person,
              const char    *text)
{
  gboolean hide = g_settings_get_boolean (tidings_agent_get_settings (self), "hide-text");
  /* Translators: %s is a person's name */
  g_autofree char *title = g_strdup_printf (_("%s Answered"), person->name);

  show_person (self, person, "reply", title, hide ? _("A text came in") : text);
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
notice_overdue (TidingsAgent *self,
                const char   *text)
{
  gboolean hide = g_settings_get_boolean (tidings_agent_get_settings (self), "hide-text");

  show (self, "overdue", _("Not Done Yet"), hide ? _("Something should have been done by now") : text,
        G_NOTIFICATION_PRIORITY_NORMAL);
}

void
tidings_agent_notice (TidingsAgent   *self,
                      TidingsNotice   kind,
                      TidingsMessage *message,
                      TidingsPerson  *person,
                      const char     *text)
{
  g_autofree char *words = NULL;

  switch (kind)
    {
    case TIDINGS_NOTICE_FAILED:
      /* Translators: the first %s is the beginning of a text, the second the reason why it did not arrive */
      show_message (self, message, "failed", _("Text Not Delivered"), _("%s: %s"));
      break;
    case TIDINGS_NOTICE_LIMIT:
      tidings_stopped_add (tidings_agent_get_stopped (self), message);
      break;
    case TIDINGS_NOTICE_MISSED:
      tidings_missed_add (tidings_agent_get_missed (self), message);
      break;
    case TIDINGS_NOTICE_NEAR_LIMIT:
      notice_near_limit (self, text);
      break;
    case TIDINGS_NOTICE_OPTED_OUT:
      if (person == NULL)
        break;
      /* Translators: %s is a person's name; STOP stays as it is */
      words = text != NULL ? g_strdup (text) : g_strdup_printf (_("Nothing is sent to %s any more, because of a STOP"), person->name);
      show_person (self, person, "opt-out", _("Someone Opted Out"), words);
      break;
    case TIDINGS_NOTICE_OPTED_IN:
      if (person == NULL)
        break;
      /* Translators: %s is a person's name; START stays as it is */
      words = g_strdup_printf (_("%s texted START and receives texts again"), person->name);
      show_person (self, person, "opt-out", _("Someone Opted In"), words);
      break;
    case TIDINGS_NOTICE_REPLY:
      if (person != NULL)
        notice_reply (self, person, text);
      break;
    case TIDINGS_NOTICE_NOT_AHEAD:
      /* Translators: the first %s is the beginning of a text, the second says what Twilio did with it */
      show_reason (self, message, "ahead", _("Not Kept for Later"), _("%s: %s"), text);
      break;
    case TIDINGS_NOTICE_WANTS_STOP:
      if (person != NULL)
        notice_wants_stop (self, person);
      break;
    case TIDINGS_NOTICE_SIGN_IN:
      show (self, "sign-in", _("Twilio Refused the Sign-In"), _("Nothing is sent until the account is connected again"),
            G_NOTIFICATION_PRIORITY_HIGH);
      break;
    case TIDINGS_NOTICE_OVERDUE:
      notice_overdue (self, text);
      break;
    case TIDINGS_NOTICE_LOW_BALANCE:
      show (self, "low-balance", _("Little Money Left"), text, G_NOTIFICATION_PRIORITY_NORMAL);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The window is another program; the bus starts or raises it. */
static void
show_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  TidingsAgent *self = user_data;
  GDBusConnection *bus = g_application_get_dbus_connection (tidings_agent_get_desktop (self));

  g_dbus_connection_call (bus, APP_ID, APP_PATH, "org.freedesktop.Application", "Activate",
                          g_variant_new ("(@a{sv})", g_variant_new ("a{sv}", NULL)), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          NULL, NULL);
}

void
tidings_agent_connect_notices (TidingsAgent *self)
{
  static const GActionEntry entries[] = { { .name = "show", .activate = show_cb } };

  g_action_map_add_action_entries (G_ACTION_MAP (tidings_agent_get_desktop (self)), entries, G_N_ELEMENTS (entries), self);
}
