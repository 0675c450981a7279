/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages as lists show them: words, hidden texts, next steps, days, stories. */
#include "tidings-message-days.h"
#include "tidings-message-item.h"
#include "tidings-message-story.h"
#include "tidings-reason.h"
#include "tidings-reply-words.h"

/* 2026-11-21 14:05 UTC, the tests' local time */
#define NOW G_GINT64_CONSTANT (1795269900000)
#define HOUR_MS G_GINT64_CONSTANT (3600000)

static TidingsMessage *
make_message (gint64               id,
              TidingsMessageState  state,
              const char          *reason,
              int                  error_code)
{
  TidingsMessage *message = tidings_message_new ();

  message->id = id;
  message->person_id = 1;
  message->person = g_strdup ("Ben");
  message->to = g_strdup ("+447400123456");
  message->type = g_strdup ("disk_full");
  message->body = g_strdup ("Disk almost full\nsecond line");
  message->state = state;
  message->reason = g_strdup (reason);
  message->error_code = error_code;
  message->created_at = NOW;
  message->updated_at = NOW;

  return message;
}

static void
assert_shows (TidingsMessage *message,
              gboolean        hide_text,
              const char     *property,
              const char     *expected)
{
  g_autoptr(TidingsMessageItem) item = tidings_message_item_new (message, NOW, hide_text);
  g_autofree char *shown = NULL;

  g_object_get (item, property, &shown, NULL);
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_lines (void)
{
  static const struct {
    TidingsMessageState state;
    const char *reason;
    gint64 until;
    const char *icon;
    const char *style;
    const char *line;
  } cases[] = {
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_QUIET_HOURS, NOW + 2 * HOUR_MS, "tidings-clock-symbolic", "dim-label",
      "Waiting until 16:05 (quiet hours)" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PAUSED, NOW + 2 * HOUR_MS, "tidings-clock-symbolic", "dim-label",
      "Waiting until 16:05 (sending is paused)" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PAUSED, 0, "tidings-clock-symbolic", "dim-label", "Waiting (sending is paused)" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PAUSED, G_MAXINT64, "tidings-clock-symbolic", "dim-label",
      "Waiting (sending is paused)" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_SNOOZED, NOW + 2 * HOUR_MS, "tidings-clock-symbolic", "dim-label",
      "Waiting until 16:05 (LATER was answered)" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PERSON_PAUSED, NOW + 2 * HOUR_MS, "tidings-clock-symbolic", "dim-label",
      "Waiting until 16:05: Texts to Ben are paused" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PERSON_PAUSED, G_MAXINT64, "tidings-clock-symbolic", "dim-label",
      "Waiting: Texts to Ben are paused" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_GATHERING, NOW + 2 * HOUR_MS, "tidings-clock-symbolic", "dim-label",
      "Waiting until 16:05: Late, with others: they become one text" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_FLOOD, NOW + 2 * HOUR_MS, "tidings-clock-symbolic", "dim-label",
      "Waiting until 16:05: Many of one kind came at once; the rest become one text" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MERGED, 0, "tidings-minus-symbolic", "dim-label", "Skipped: Another text says it" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_SKIPPED, 0, "tidings-minus-symbolic", "dim-label",
      "Skipped: Its date was taken out or moved" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_BUDGET_DAY, 0, "tidings-minus-symbolic", "dim-label",
      "Skipped: Today’s budget is used up" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_BUDGET_GROUP, 0, "tidings-minus-symbolic", "dim-label",
      "Skipped: This month’s budget for this group of alerts is used up" },
    { TIDINGS_MESSAGE_SCHEDULED, NULL, NOW + 2 * HOUR_MS, "tidings-clock-cloud-symbolic", "dim-label", "Scheduled for 16:05" },
    { TIDINGS_MESSAGE_DELIVERED, NULL, 0, "tidings-check-symbolic", "success", "Delivered" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsMessage) message = make_message (1, cases[i].state, cases[i].reason, 0);

      /* What Twilio keeps has its moment there, all else waits here. */
      if (cases[i].state == TIDINGS_MESSAGE_SCHEDULED)
        message->send_at = cases[i].until;
      else
        message->until = cases[i].until;
      assert_shows (message, FALSE, "state-line", cases[i].line);
      assert_shows (message, FALSE, "icon-name", cases[i].icon);
      assert_shows (message, FALSE, "style-class", cases[i].style);
    }
}

/* Each state has a look of its own, so none falls through to nothing. */
static void
test_looks (void)
{
  for (guint state = 0; state < TIDINGS_MESSAGE_N_STATES; state++)
    {
      g_autoptr(TidingsMessage) message = make_message (1, state, NULL, 0);
      g_autoptr(TidingsMessageItem) item = tidings_message_item_new (message, NOW, FALSE);
      g_autofree char *icon = NULL;
      g_autofree char *line = NULL;

      g_object_get (item, "icon-name", &icon, "state-line", &line, NULL);
      g_assert_true (g_str_has_prefix (icon, "tidings-"));
      g_assert_cmpstr (line, !=, "");
    }
}

static void
test_texts (void)
{
  g_autoptr(TidingsMessage) message = make_message (1, TIDINGS_MESSAGE_DELIVERED, NULL, 0);

  assert_shows (message, FALSE, "title", "Disk almost full");
  assert_shows (message, FALSE, "text", "Disk almost full\nsecond line");
  assert_shows (message, FALSE, "subtitle", "Ben · 14:05 · Delivered");
  assert_shows (message, FALSE, "day", "Today");
  /* Hidden texts show the kind of alert, which the catalog calls the same here, and never the second line. */
  assert_shows (message, TRUE, "text", "Disk almost full");

  g_clear_pointer (&message->person, g_free);
  assert_shows (message, FALSE, "who", "\u2066+44 7400 123456\u2069");

  g_free (message->type);
  g_free (message->body);
  message->type = g_strdup ("verification_code");
  message->body = g_strdup ("123456 is your code");
  assert_shows (message, FALSE, "title", "Confirmation code");
  assert_shows (message, FALSE, "text", "Confirmation code");
}

static void
test_cost (void)
{
  g_autoptr(TidingsMessage) message = make_message (1, TIDINGS_MESSAGE_DELIVERED, NULL, 0);

  message->n_segments = 1;
  assert_shows (message, FALSE, "cost", "1 text · Price unknown");

  message->n_segments = 2;
  message->price_micros = 15800;
  message->currency = g_strdup ("USD");
  assert_shows (message, FALSE, "cost", "2 texts · About $0.0158, not billed yet");

  message->is_settled = TRUE;
  assert_shows (message, FALSE, "cost", "2 texts · $0.0158");

  message->state = TIDINGS_MESSAGE_SKIPPED;
  assert_shows (message, FALSE, "cost", "Nothing, it was not sent");
}

static void
test_steps (void)
{
  static const struct {
    TidingsMessageState state;
    const char *reason;
    int code;
    TidingsStep step;
    const char *why;
  } cases[] = {
    { TIDINGS_MESSAGE_DELIVERED, NULL, 0, TIDINGS_STEP_NONE, "nothing to do" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_QUIET_HOURS, 0, TIDINGS_STEP_SEND_NOW, "a person may let it pass" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PAUSED, 0, TIDINGS_STEP_RESUME, "the pause is what holds it" },
    { TIDINGS_MESSAGE_QUEUED, TIDINGS_REASON_OFFLINE, 0, TIDINGS_STEP_CANCEL, "it goes by itself" },
    { TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, 0, TIDINGS_STEP_ASK_AGAIN, "no longer looked for: it may be twice" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_NOT_VERIFIED, 0, TIDINGS_STEP_CONFIRM, "the number needs a code" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_OPTED_OUT, 0, TIDINGS_STEP_HOW_TO_UNDO, "only START helps" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_TYPE_OFF, 0, TIDINGS_STEP_ALERT_SETTINGS, "a switch is off" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_DUPLICATE, 0, TIDINGS_STEP_NONE, "it was sent just before" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_CAP_DAY, 0, TIDINGS_STEP_CHANGE_LIMITS, "a limit" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_PERSON_OFF, 0, TIDINGS_STEP_SHOW_PERSON, "all alerts are off there" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_BUDGET_DAY, 0, TIDINGS_STEP_CHANGE_LIMITS, "a limit of money" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_BUDGET_GROUP, 0, TIDINGS_STEP_CHANGE_LIMITS, "a limit of money too" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PERSON_PAUSED, 0, TIDINGS_STEP_SHOW_PERSON, "the pause ends on the person’s page" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_GATHERING, 0, TIDINGS_STEP_CANCEL, "it goes by itself, with others" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MERGED, 0, TIDINGS_STEP_NONE, "what said it is gone" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_SKIPPED, 0, TIDINGS_STEP_NONE, "somebody took its date out" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MISSED, 0, TIDINGS_STEP_RETRY, "late is better than never, if somebody says so" },
    { TIDINGS_MESSAGE_FAILED, TIDINGS_REASON_TWILIO, 21211, TIDINGS_STEP_EDIT_NUMBER, "no such number" },
    { TIDINGS_MESSAGE_FAILED, TIDINGS_REASON_TWILIO, 21408, TIDINGS_STEP_OPEN_TWILIO, "country is off there" },
    { TIDINGS_MESSAGE_FAILED, TIDINGS_REASON_TWILIO, 20003, TIDINGS_STEP_CHECK_ACCOUNT, "sign-in refused" },
    { TIDINGS_MESSAGE_UNDELIVERED, TIDINGS_REASON_TWILIO, 30003, TIDINGS_STEP_RETRY, "phone was off" },
    { TIDINGS_MESSAGE_UNDELIVERED, TIDINGS_REASON_TWILIO, 30006, TIDINGS_STEP_EDIT_NUMBER, "landline" },
    { TIDINGS_MESSAGE_UNDELIVERED, TIDINGS_REASON_TWILIO, 30007, TIDINGS_STEP_EDIT_WORDING, "filtered" },
    { TIDINGS_MESSAGE_UNDELIVERED, TIDINGS_REASON_TWILIO, 30034, TIDINGS_STEP_CHECK_SENDING, "sender not registered" },
    { TIDINGS_MESSAGE_UNDELIVERED, TIDINGS_REASON_TWILIO, 30410, TIDINGS_STEP_ASK_AGAIN, "may have arrived" },
    { TIDINGS_MESSAGE_UNDELIVERED, TIDINGS_REASON_TWILIO, 39999, TIDINGS_STEP_EXPLANATION, "a code nobody knows" },
    { TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_CANCELED, 0, TIDINGS_STEP_NONE, "a person did that" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsMessage) message = make_message (1, cases[i].state, cases[i].reason, cases[i].code);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_message_get_step (message), ==, cases[i].step);
    }
}

/* Each rule that a setting decides leads to where it is set. */
static void
test_settings (void)
{
  static const struct {
    TidingsMessageState state;
    const char *reason;
    TidingsStep step;
    const char *place;
    const char *title;
  } cases[] = {
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_RATE_HOUR, TIDINGS_STEP_CHANGE_LIMITS, "Preferences ▸ Limits", "Setting That Stopped It" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_BUDGET_DAY, TIDINGS_STEP_CHANGE_LIMITS, "Preferences ▸ Limits", "Setting That Stopped It" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_FLOOD, TIDINGS_STEP_CHANGE_LIMITS, "Preferences ▸ Limits", "Setting That Holds It" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_QUIET_HOURS, TIDINGS_STEP_SHOW_PERSON, "People ▸ the person", "Setting That Holds It" },
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PERSON_PAUSED, TIDINGS_STEP_SHOW_PERSON, "People ▸ the person", "Setting That Holds It" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_NOT_VERIFIED, TIDINGS_STEP_SHOW_PERSON, "People ▸ the person", "Setting That Stopped It" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_TYPE_OFF, TIDINGS_STEP_ALERT_SETTINGS, "Alerts ▸ the type", "Setting That Stopped It" },
    /* The button that resumes stands above already. */
    { TIDINGS_MESSAGE_HELD, TIDINGS_REASON_PAUSED, TIDINGS_STEP_NONE, "Main menu", "Setting That Holds It" },
    /* Not a setting's doing, or over. */
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_OPTED_OUT, TIDINGS_STEP_NONE, "", "Setting That Stopped It" },
    { TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MERGED, TIDINGS_STEP_NONE, "", "Setting That Stopped It" },
    { TIDINGS_MESSAGE_DELIVERED, TIDINGS_REASON_QUIET_HOURS, TIDINGS_STEP_NONE, "", "Setting That Stopped It" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsMessage) message = make_message (1, cases[i].state, cases[i].reason, 0);
      g_autoptr(TidingsMessageItem) item = tidings_message_item_new (message, NOW, FALSE);
      g_autofree char *setting = NULL;

      g_object_get (item, "setting", &setting, NULL);
      g_test_message ("%s: %s", cases[i].reason, setting);
      g_assert_true (g_str_has_prefix (setting, cases[i].place));
      g_assert_cmpint (*setting == '\0', ==, *cases[i].place == '\0');
      g_assert_cmpint (tidings_message_get_setting_step (message), ==, cases[i].step);
      assert_shows (message, FALSE, "setting-title", cases[i].title);
    }
}

static void
test_merged (void)
{
  g_autoptr(TidingsMessage) message = make_message (1, TIDINGS_MESSAGE_SKIPPED, TIDINGS_REASON_MERGED, 0);

  message->merged_into = 7;
  g_assert_cmpint (tidings_message_get_step (message), ==, TIDINGS_STEP_SHOW_OTHER);
  assert_shows (message, FALSE, "step-label", "_Show That Text");
}

static void
test_in_doubt (void)
{
  g_autoptr(TidingsMessage) message = make_message (1, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_REASON_LOST_ANSWER, 0);

  /* As long as the engine looks for it, a second one could be sent by accident. */
  message->next_at = NOW + HOUR_MS;
  g_assert_cmpint (tidings_message_get_step (message), ==, TIDINGS_STEP_NONE);
  g_assert_false (tidings_message_can_send_again (message));

  g_assert_cmpint (tidings_message_get_other_step (message), ==, TIDINGS_STEP_NONE);

  message->next_at = 0;
  g_assert_true (tidings_message_can_send_again (message));
  g_assert_cmpint (tidings_message_get_other_step (message), ==, TIDINGS_STEP_LEAVE);
  assert_shows (message, FALSE, "state-line", "It may have arrived. Twilio has no answer yet");
  assert_shows (message, FALSE, "step-label", "_Send Again…");
  assert_shows (message, FALSE, "other-label", "_Leave It");
}

static void
test_no_receipt (void)
{
  g_autoptr(TidingsMessage) message = make_message (1, TIDINGS_MESSAGE_SENT, NULL, 0);

  /* A carrier that may still say something is waited for. */
  g_assert_cmpint (tidings_message_get_step (message), ==, TIDINGS_STEP_NONE);
  g_assert_false (tidings_message_can_send_again (message));

  message->reason = g_strdup (TIDINGS_REASON_NO_RECEIPT);
  g_assert_cmpint (tidings_message_get_step (message), ==, TIDINGS_STEP_ASK_AGAIN);
  g_assert_true (tidings_message_can_send_again (message));
  assert_shows (message, FALSE, "state-line", "Sent, but the carrier never confirmed that it arrived");
}

static void
test_scheduled (void)
{
  g_autoptr(TidingsMessage) message = make_message (1, TIDINGS_MESSAGE_SCHEDULED, NULL, 0);

  assert_shows (message, FALSE, "note", "Arrives even if this computer is off");
  message->state = TIDINGS_MESSAGE_QUEUED;
  assert_shows (message, FALSE, "note", "");
}

/* Twilio can tell of what it has, or may have. */
static void
test_can_ask (void)
{
  g_autoptr(TidingsMessage) message = make_message (1, TIDINGS_MESSAGE_QUEUED, NULL, 0);

  g_assert_false (tidings_message_can_ask (message));
  message->state = TIDINGS_MESSAGE_IN_DOUBT;
  g_assert_true (tidings_message_can_ask (message));
  message->state = TIDINGS_MESSAGE_DELIVERED;
  message->sid = g_strdup ("SM00000000000000000000000000000000");
  g_assert_true (tidings_message_can_ask (message));
}

static void
test_replies (void)
{
  static const struct {
    const char *body;
    const char *effect;
    guint n_media;
    gboolean hide_text;
    const char *text;
    const char *words;
    const char *why;
  } cases[] = {
    { "STOP", "stop", 0, FALSE, "STOP", "Opted out", "what it did" },
    { "thanks", "", 0, FALSE, "thanks", "", "only kept" },
    { "thanks", "", 0, TRUE, "Reply", "", "hidden like any text" },
    { "", "", 2, FALSE, "2 pictures, not fetched", "", "pictures alone" },
    { NULL, "brand-new", 0, FALSE, "Empty text", "", "an effect of a later version" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsInbound reply = { .body = (char *) cases[i].body, .effect = (char *) cases[i].effect, .n_media = cases[i].n_media };
      g_autofree char *text = tidings_reply_dup_text (&reply, cases[i].hide_text);
      g_autofree char *words = tidings_reply_dup_effect (&reply);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_codes_are_not_repeated (void)
{
  g_autoptr(TidingsMessage) message = make_message (1, TIDINGS_MESSAGE_UNDELIVERED, TIDINGS_REASON_TWILIO, 30003);

  g_assert_true (tidings_message_can_send_again (message));
  g_free (message->type);
  message->type = g_strdup ("verification_code");
  g_assert_cmpint (tidings_message_get_step (message), ==, TIDINGS_STEP_CONFIRM);
  g_assert_false (tidings_message_can_send_again (message));
}

static guint
count_items (GListModel *days,
             guint       position)
{
  g_autoptr(TidingsMessageDay) day = g_list_model_get_item (days, position);

  return g_list_model_get_n_items (tidings_message_day_list_items (day));
}

static void
assert_day (GListModel *days,
            guint       position,
            const char *title)
{
  g_autoptr(TidingsMessageDay) day = g_list_model_get_item (days, position);
  g_autofree char *shown = NULL;

  g_object_get (day, "title", &shown, NULL);
  g_assert_cmpstr (shown, ==, title);
}

static void
test_days (void)
{
  g_autoptr(TidingsClock) clock = tidings_test_clock_new (NOW);
  g_autoptr(GListStore) messages = g_list_store_new (TIDINGS_TYPE_MESSAGE);
  g_autoptr(TidingsMessage) today = make_message (3, TIDINGS_MESSAGE_QUEUED, NULL, 0);
  g_autoptr(TidingsMessage) morning = make_message (2, TIDINGS_MESSAGE_DELIVERED, NULL, 0);
  g_autoptr(TidingsMessage) yesterday = make_message (1, TIDINGS_MESSAGE_DELIVERED, NULL, 0);
  g_autoptr(TidingsMessage) later = make_message (3, TIDINGS_MESSAGE_DELIVERED, NULL, 0);
  g_autoptr(TidingsMessageDays) days = NULL;
  g_autoptr(TidingsMessageDay) first = NULL;
  g_autoptr(TidingsMessageItem) item = NULL;
  g_autoptr(TidingsMessageItem) same = NULL;
  g_autofree char *icon = NULL;
  GListModel *list = NULL;

  morning->created_at = NOW - 10 * HOUR_MS;
  yesterday->created_at = NOW - 20 * HOUR_MS;
  g_list_store_append (messages, today);
  g_list_store_append (messages, morning);
  g_list_store_append (messages, yesterday);

  days = tidings_message_days_new (G_LIST_MODEL (messages), clock);
  list = tidings_message_days_list (days);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  g_assert_cmpuint (count_items (list, 0), ==, 2);
  g_assert_cmpuint (count_items (list, 1), ==, 1);
  assert_day (list, 0, "Today");
  assert_day (list, 1, "Yesterday");

  /* A message that goes on keeps its row. */
  first = g_list_model_get_item (list, 0);
  item = g_list_model_get_item (tidings_message_day_list_items (first), 0);
  g_list_store_splice (messages, 0, 1, (gpointer *) &later, 1);
  same = g_list_model_get_item (tidings_message_day_list_items (first), 0);
  g_assert_true (item == same);
  g_object_get (item, "icon-name", &icon, NULL);
  g_assert_cmpstr (icon, ==, "tidings-check-symbolic");

  /* Midnight changes the headings, nothing else. */
  tidings_test_clock_advance (clock, 10 * HOUR_MS);
  assert_day (list, 0, "Yesterday");
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);

  g_list_store_remove (messages, 2);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
}

static void
test_story (void)
{
  static const struct {
    const char *what;
    const char *detail;
    const char *words;
    const char *more;
    const char *why;
  } cases[] = {
    { "raised", "cli", "Raised", "From the command line", "one of ours" },
    { "raised", "backup.service", "Raised", "backup.service", "a program names itself" },
    { "composed", "2 UCS-2", "Text written", "2 texts", "how it counts" },
    { "composed", "look-alikes,cut", "Text written", "Curly quotes and dashes are sent straight · End cut off", "what was given up" },
    { "rules", "send;paused;rate-hour 1 10", "Rules checked", "All passed\nSending is not paused\nTexts to this person in an hour: 1 of 10", "line by line" },
    { "rules", "passed: hour 1 of 10, day 1 of 30", "Rules checked", "passed: hour 1 of 10, day 1 of 30", "as an earlier version kept it" },
    { "accepted", "SM00000000000000000000000000000000", "Taken by Twilio", "", "ids stand in the details" },
    { "price", "0.0079 USD", "Cost settled", "$0.0079", "money as money" },
    { "price", "free", "Cost settled", "free", "what cannot be read is shown as it is" },
    { "found", "SM00000000000000000000000000000000", "Found at Twilio", "", "ids stand in the details" },
    { "route", "Your only sender", "Sender chosen", "Your only sender", "the reason is a sentence already" },
    { "snoozed", "2026-11-21T14:35:00Z", "Answered: later", "Sat, Nov 21, 2:35 PM", "until when" },
    { "snoozed", "soon", "Answered: later", "soon", "what cannot be read is shown as it is" },
    { "brand-new", "", "brand-new", "", "a step of a later version" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsEvent event = { NOW, (char *) cases[i].what, (char *) cases[i].detail };
      g_autofree char *words = tidings_event_dup_words (&event);
      g_autofree char *more = tidings_event_dup_detail (&event, "Ben");

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpstr (more, ==, cases[i].more);
    }
}

static void
test_story_of_rules (void)
{
  TidingsEvent stopped = { NOW, (char *) "rules", (char *) "skip rate-hour;rate-hour 10 10" };
  TidingsEvent skipped = { NOW, (char *) "skipped", (char *) TIDINGS_REASON_RATE_HOUR };
  g_autofree char *expected = tidings_reason_describe (TIDINGS_REASON_RATE_HOUR, 0, "Ben");
  g_autofree char *by_rule = tidings_event_dup_detail (&stopped, "Ben");
  g_autofree char *by_state = tidings_event_dup_detail (&skipped, "Ben");

  g_assert_cmpstr (expected, !=, TIDINGS_REASON_RATE_HOUR);
  g_assert_true (g_str_has_prefix (by_rule, expected));
  g_assert_nonnull (strstr (by_rule, "10 of 10"));
  g_assert_cmpstr (by_state, ==, expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/message-item/lines", test_lines);
  g_test_add_func ("/app/message-item/looks", test_looks);
  g_test_add_func ("/app/message-item/texts", test_texts);
  g_test_add_func ("/app/message-item/cost", test_cost);
  g_test_add_func ("/app/message-item/steps", test_steps);
  g_test_add_func ("/app/message-item/settings", test_settings);
  g_test_add_func ("/app/message-item/merged", test_merged);
  g_test_add_func ("/app/message-item/in-doubt", test_in_doubt);
  g_test_add_func ("/app/message-item/no-receipt", test_no_receipt);
  g_test_add_func ("/app/message-item/scheduled", test_scheduled);
  g_test_add_func ("/app/message-item/can-ask", test_can_ask);
  g_test_add_func ("/app/message-item/replies", test_replies);
  g_test_add_func ("/app/message-item/codes-are-not-repeated", test_codes_are_not_repeated);
  g_test_add_func ("/app/message-item/days", test_days);
  g_test_add_func ("/app/message-item/story", test_story);
  g_test_add_func ("/app/message-item/story-of-rules", test_story_of_rules);

  return g_test_run ();
}
