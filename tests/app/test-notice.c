/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The banner tells of one lasting state at a time: the first that is true, in the order of the window's guide. */
#include "config.h"

#include <locale.h>
#include "tidings-notice.h"

#define NOW G_GINT64_CONSTANT (1763715600000)
#define HOUR G_GINT64_CONSTANT (3600000)

/* Each case overwrites what it is about. */
#pragma GCC diagnostic ignored "-Woverride-init"

/* Everything as it should be, with an account. */
#define FINE .agent_state = TIDINGS_AGENT_READY, .store_note = "", .keyring = "ok", .account_state = "active", \
             .balance = "10.00", .is_online = TRUE, .now = NOW

static void
test_order (void)
{
  static const struct {
    const char *why;
    TidingsNoticeFacts facts;
    const char *title;     /* its beginning, NULL for no banner */
    const char *kind;
    const char *action;
  } cases[] = {
    { "nothing to tell", { FINE }, NULL, NULL, NULL },
    { "nothing is claimed before the first answer",
      { FINE, .agent_state = TIDINGS_AGENT_CONNECTING, .is_practice = TRUE }, NULL, NULL, NULL },
    { "without the agent nothing else is known",
      { FINE, .agent_state = TIDINGS_AGENT_GONE, .keyring = "locked" }, "Sending service", "error", "win.restart-agent" },
    { "a store that was set aside is said before all that is normal",
      { FINE, .store_note = "A damaged file was kept aside", .is_practice = TRUE }, "A damaged file", "warning", NULL },
    { "locked before refused: the sign-in cannot be tried without the secret",
      { FINE, .keyring = "locked", .account_state = "refused" }, "Keyring locked", "warning", "win.unlock-keyring" },
    { "a missing keyring cannot be unlocked", { FINE, .keyring = "missing" }, "No keyring", "warning", NULL },
    { "practice needs no keyring",
      { FINE, .keyring = "locked", .is_practice = TRUE }, "Practice mode", "accent", "win.set-up::connect" },
    { "refused before the balance, which is older news then",
      { FINE, .account_state = "refused", .balance = "0" }, "Twilio refused", "error", "win.set-up::connect" },
    { "suspended", { FINE, .account_state = "suspended" }, "Twilio has suspended", "error", "win.open-twilio" },
    { "no money left", { FINE, .balance = "-0.01" }, "Twilio balance used up", "error", "win.open-twilio" },
    { "an unknown balance is not an empty one", { FINE, .balance = "" }, NULL, NULL, NULL },
    { "paused before limits",
      { FINE, .paused_until = NOW + HOUR, .day_used = 50, .day_cap = 50 }, "Sending paused until ", "accent", "win.resume" },
    { "paused until a person resumes", { FINE, .paused_until = G_MAXINT64 }, "Sending paused", "accent", "win.resume" },
    { "a pause that is over", { FINE, .paused_until = NOW }, NULL, NULL, NULL },
    { "the last tenth of the day is kept", { FINE, .day_used = 45, .day_cap = 50 }, "Daily limit", "warning",
      "app.show-preferences::limits" },
    { "one text before that", { FINE, .day_used = 44, .day_cap = 50 }, NULL, NULL, NULL },
    { "the tenth is rounded up", { FINE, .day_used = 4, .day_cap = 5 }, "Daily limit", "warning",
      "app.show-preferences::limits" },
    { "no limit", { FINE, .day_used = 4000, .day_cap = 0 }, NULL, NULL, NULL },
    { "the month outlives the day", { FINE, .day_used = 50, .day_cap = 50, .month_used = 450, .month_cap = 500 },
      "Monthly limit", "warning", "app.show-preferences::limits" },
    { "offline", { FINE, .is_online = FALSE }, "Offline \u2013 texts", "accent", NULL },
    { "offline, one waits", { FINE, .is_online = FALSE, .n_waiting = 1 }, "Offline \u2013 1 text will", "accent", NULL },
    { "offline, some wait", { FINE, .is_online = FALSE, .n_waiting = 3 }, "Offline \u2013 3 texts will", "accent", NULL },
    { "a practised day is said to be none of today's",
      { FINE, .is_practice = TRUE, .practice_ahead = 24 * HOUR }, "Practice time: tomorrow", "accent", "win.practice-now" },
    { "practice needs no connection", { FINE, .is_online = FALSE, .is_practice = TRUE }, "Practice mode", "accent",
      "win.set-up::connect" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TidingsNotice) notice = tidings_notice_new (&cases[i].facts);

      g_test_message ("%s", cases[i].why);
      if (cases[i].title == NULL)
        {
          g_assert_null (notice);
          continue;
        }

      g_assert_nonnull (notice);
      g_assert_true (g_str_has_prefix (notice->title, cases[i].title));
      g_assert_cmpstr (notice->kind, ==, cases[i].kind);
      g_assert_cmpstr (notice->action, ==, cases[i].action);
      g_assert_cmpint (notice->button != NULL, ==, notice->action != NULL);
    }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/notice/order", test_order);

  return g_test_run ();
}
