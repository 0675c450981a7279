/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every state and every reason has words and, where there is one, a next step that leads somewhere. */
#include "tidings-alert-type.h"
#include "tidings-message-item.h"
#include "tidings-reason.h"

/* 2026-11-21 14:05 UTC */
#define NOW G_GINT64_CONSTANT (1795269900000)

/* What is left of what the text was about. */
typedef enum {
  ALL_THERE,
  PERSON_GONE,
  TYPE_GONE,
  N_LEFTS,
} Left;

typedef struct {
  const char *reason;
  TidingsMessageState state;  /* in which it is met most */
  TidingsStep step;
  const char *words;          /* a part of the sentence */
} Case;

/* The window's guide, section 10, and what came since. */
static const Case cases[] = {
  { TIDINGS_REASON_PROGRAM_OFF, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_CHANGE_LIMITS, "nothing" },
  { TIDINGS_REASON_PROGRAM_DAY, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_CHANGE_LIMITS, "today" },
  { TIDINGS_REASON_PAUSED, TIDINGS_MESSAGE_HELD, TIDINGS_STEP_RESUME, "aused" },
  { TIDINGS_REASON_NOT_VERIFIED, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_CONFIRM, "onfirmed" },
  { TIDINGS_REASON_OPTED_OUT, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_HOW_TO_UNDO, "STOP" },
  { TIDINGS_REASON_PERSON_OFF, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_SHOW_PERSON, "Ben" },
  { TIDINGS_REASON_TYPE_OFF, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_ALERT_SETTINGS, "off" },
  { TIDINGS_REASON_DUPLICATE, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_NONE, "ame alert" },
  { TIDINGS_REASON_RATE_HOUR, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_CHANGE_LIMITS, "hour" },
  { TIDINGS_REASON_RATE_DAY, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_CHANGE_LIMITS, "day" },
  { TIDINGS_REASON_CAP_DAY, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_CHANGE_LIMITS, "limit" },
  { TIDINGS_REASON_CAP_MONTH, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_CHANGE_LIMITS, "limit" },
  { TIDINGS_REASON_BUDGET_DAY, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_CHANGE_LIMITS, "budget" },
  { TIDINGS_REASON_BUDGET_MONTH, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_CHANGE_LIMITS, "budget" },
  { TIDINGS_REASON_BUDGET_GROUP, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_CHANGE_LIMITS, "budget" },
  { TIDINGS_REASON_FLOOD, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_CHANGE_LIMITS, "at once" },
  { TIDINGS_REASON_QUIET_HOURS, TIDINGS_MESSAGE_HELD, TIDINGS_STEP_SEND_NOW, "uiet hours" },
  { TIDINGS_REASON_PERSON_PAUSED, TIDINGS_MESSAGE_HELD, TIDINGS_STEP_SHOW_PERSON, "paused" },
  { TIDINGS_REASON_LANDLINE, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_EDIT_NUMBER, "takes no texts" },
  { TIDINGS_REASON_NOT_REACHABLE, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_EDIT_NUMBER, "cannot be reached" },
  { TIDINGS_REASON_MISSED, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_RETRY, "too late" },
  { TIDINGS_REASON_MERGED, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_SHOW_OTHER, "Another text" },
  { TIDINGS_REASON_GATHERING, TIDINGS_MESSAGE_HELD, TIDINGS_STEP_CANCEL, "one text" },
  { TIDINGS_REASON_SKIPPED, TIDINGS_MESSAGE_SKIPPED, TIDINGS_STEP_NONE, "taken out or moved" },
  { TIDINGS_REASON_TWILIO, TIDINGS_MESSAGE_UNDELIVERED, TIDINGS_STEP_RETRY, "switched off or out of reach" },
  { TIDINGS_REASON_NO_ACCOUNT, TIDINGS_MESSAGE_FAILED, TIDINGS_STEP_CHECK_ACCOUNT, "ccount" },
  { TIDINGS_REASON_OFFLINE, TIDINGS_MESSAGE_FAILED, TIDINGS_STEP_RETRY, "No connection" },
  { TIDINGS_REASON_BUSY, TIDINGS_MESSAGE_FAILED, TIDINGS_STEP_RETRY, "busy" },
  { TIDINGS_REASON_LOST_ANSWER, TIDINGS_MESSAGE_IN_DOUBT, TIDINGS_STEP_ASK_AGAIN, "may have arrived" },
  { TIDINGS_REASON_NO_RECEIPT, TIDINGS_MESSAGE_SENT, TIDINGS_STEP_ASK_AGAIN, "never confirmed" },
  { TIDINGS_REASON_CANCELED, TIDINGS_MESSAGE_CANCELED, TIDINGS_STEP_NONE, "anceled" },
  { TIDINGS_REASON_REPLACED, TIDINGS_MESSAGE_CANCELED, TIDINGS_STEP_NONE, "newer code" },
  { TIDINGS_REASON_REMOVED, TIDINGS_MESSAGE_CANCELED, TIDINGS_STEP_NONE, "removed" },
  { TIDINGS_REASON_REPLANNED, TIDINGS_MESSAGE_CANCELED, TIDINGS_STEP_NONE, "planned anew" },
  { TIDINGS_REASON_NOT_AHEAD, TIDINGS_MESSAGE_CANCELED, TIDINGS_STEP_NONE, "for later" },
  { TIDINGS_REASON_DONE, TIDINGS_MESSAGE_CANCELED, TIDINGS_STEP_NONE, "is done" },
  { TIDINGS_REASON_SNOOZED, TIDINGS_MESSAGE_HELD, TIDINGS_STEP_CANCEL, "LATER" },
};

static TidingsMessage *
make_message (TidingsMessageState  state,
              const char          *reason,
              Left                 left)
{
  TidingsMessage *message = tidings_message_new ();

  message->id = 1;
  message->person_id = left == PERSON_GONE ? 0 : 1;
  message->person = left == PERSON_GONE ? NULL : g_strdup ("Ben");
  message->to = g_strdup ("+447400123456");
  message->type = g_strdup (left == TYPE_GONE ? "own_one" : "disk_full");
  message->body = g_strdup ("Disk almost full");
  message->state = state;
  message->reason = g_strdup (reason);
  message->error_code = g_strcmp0 (reason, TIDINGS_REASON_TWILIO) == 0 ? 30003 : 0;
  message->merged_into = g_strcmp0 (reason, TIDINGS_REASON_MERGED) == 0 && left == ALL_THERE ? 7 : 0;
  message->until = state == TIDINGS_MESSAGE_HELD ? NOW + G_GINT64_CONSTANT (7200000) : 0;
  message->created_at = NOW;
  message->updated_at = NOW;

  return message;
}

static const Case *
find_case (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_str_equal (cases[i].reason, reason))
      return &cases[i];

  return NULL;
}

/* A reason that is new has to be given its words and its step, here and there. */
static void
test_complete (void)
{
  g_autofree char *header = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "src", "model", "tidings-reason.h", NULL);
  g_autoptr(GRegex) regex = g_regex_new ("#define TIDINGS_REASON_\\w+ +\"([a-z-]+)\"", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GError) error = NULL;
  guint n = 0;

  g_file_get_contents (path, &header, NULL, &error);
  g_assert_no_error (error);
  for (g_regex_match (regex, header, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *reason = g_match_info_fetch (match, 1);

      g_test_message ("%s", reason);
      g_assert_nonnull (find_case (reason));
      n++;
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (cases));
}

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsMessage) message = make_message (cases[i].state, cases[i].reason, ALL_THERE);
      g_autoptr(TidingsMessageItem) item = tidings_message_item_new (message, NOW, FALSE);
      g_autofree char *words = tidings_reason_describe (cases[i].reason, message->error_code, "Ben");
      g_autofree char *line = NULL;
      g_autofree char *label = NULL;

      g_object_get (item, "state-line", &line, "step-label", &label, NULL);
      g_test_message ("%s: %s – %s [%s]", cases[i].reason, words, line, label);
      /* A name without words is shown as it is. */
      g_assert_cmpstr (words, !=, cases[i].reason);
      g_assert_cmpstr (words, !=, "");
      g_assert_nonnull (strstr (line, cases[i].words));
      g_assert_cmpint (tidings_message_get_step (message), ==, cases[i].step);
      g_assert_cmpint (*label == '\0', ==, cases[i].step == TIDINGS_STEP_NONE);
    }
}

/* What the window can do about the message, as it is. */
static gboolean
leads_somewhere (TidingsMessage *message,
                 TidingsStep     step)
{
  switch (step)
    {
    case TIDINGS_STEP_RETRY:
    case TIDINGS_STEP_ASK_AGAIN:
      return tidings_message_can_send_again (message);
    case TIDINGS_STEP_CANCEL:
      return tidings_message_can_cancel (message);
    case TIDINGS_STEP_SEND_NOW:
    case TIDINGS_STEP_CONFIRM:
    case TIDINGS_STEP_HOW_TO_UNDO:
    case TIDINGS_STEP_EDIT_NUMBER:
    case TIDINGS_STEP_SHOW_PERSON:
      return message->person_id != 0;
    case TIDINGS_STEP_SHOW_OTHER:
      return message->merged_into != 0;
    case TIDINGS_STEP_ALERT_SETTINGS:
    case TIDINGS_STEP_EDIT_WORDING:
      return tidings_catalog_lookup (tidings_catalog_get_default (), message->type) != NULL;
    case TIDINGS_STEP_READ_MORE:
    case TIDINGS_STEP_EXPLANATION:
      return message->error_code != 0;
    default:
      return TRUE;
    }
}

/* Also of those that do not belong together, and where what it is about is gone. */
static void
test_everything (void)
{
  for (guint state = 0; state < TIDINGS_MESSAGE_N_STATES; state++)
    for (guint i = 0; i <= G_N_ELEMENTS (cases); i++)
      for (Left left = ALL_THERE; left < N_LEFTS; left++)
        {
          const char *reason = i < G_N_ELEMENTS (cases) ? cases[i].reason : NULL;
          g_autoptr(TidingsMessage) message = make_message (state, reason, left);
          g_autoptr(TidingsMessageItem) item = tidings_message_item_new (message, NOW, FALSE);
          g_autofree char *line = NULL;

          g_object_get (item, "state-line", &line, NULL);
          g_test_message ("%s, %s, %d: %s", tidings_message_state_to_string (state), reason, left, line);
          g_assert_cmpstr (line, !=, "");
          g_assert_null (strstr (line, "(null)"));
          g_assert_true (leads_somewhere (message, tidings_message_get_step (message)));
          g_assert_true (leads_somewhere (message, tidings_message_get_setting_step (message)));
        }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/message-reasons/complete", test_complete);
  g_test_add_func ("/app/message-reasons/words", test_words);
  g_test_add_func ("/app/message-reasons/everything", test_everything);

  return g_test_run ();
}
