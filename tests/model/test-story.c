/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The story of a text: each step in words, each rule with its numbers, and the setting that stopped it. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "tidings-reason.h"
#include "tidings-story.h"

/* 21 November 2026, 07:00 UTC: a Saturday. */
#define MORNING "1795244400000"

static void
test_steps (void)
{
  static const struct { const char *what; const char *detail; const char *words; const char *why; } cases[] = {
    { "raised", "cli", "Raised: From the command line", "one of ours" },
    { "raised", "window", "Raised: From the window", "one of ours" },
    { "raised", "reminder", "Raised: By a reminder", "one of ours" },
    { "raised", "answer", "Raised: By an answer", "a phone asked for it" },
    { "raised", "tidings", "Raised: By Tidings itself", "several as one" },
    { "raised", "backup.service", "Raised: backup.service", "a program names itself" },
    { "raised", "", "Raised", "nobody said who" },
    { "composed", "1 GSM-7", "Text written: 1 text", "one" },
    { "composed", "2 UCS-2", "Text written: 2 texts", "two" },
    { "composed", "2 UCS-2 0.15 USD", "Text written: 2 texts, about $0.1500", "and what they cost" },
    { "composed", "1 GSM-7 0.075 USD;look-alikes,cut",
      "Text written: 1 text, about $0.0750 · Curly quotes and dashes are sent straight · End cut off", "all of it" },
    { "composed", "1 GSM-7;footer", "Text written: 1 text · How to unsubscribe left out", "without a price" },
    { "composed", "look-alikes,footer", "Text written: Curly quotes and dashes are sent straight · How to unsubscribe left out", "as an earlier version kept it" },
    { "composed", "brand-new", "Text written: brand-new", "as a later version keeps it" },
    { "gathered", "12", "Several alerts put together: 12 alerts", "how many" },
    { "gathered", "1", "Several alerts put together: 1 alert", "one of them" },
    { "gathered", "many", "Several alerts put together: many", "what cannot be read is shown" },
    { "repeated", "3", "Came again: 3 times by now", "how often" },
    { "repeated", "often", "Came again: often", "what cannot be read is shown" },
    { "merged", "17", "Said by another text: Text 17", "which one" },
    { "sent-again", "16", "Sent again: Text 16", "which one it repeats" },
    { "missed", MORNING, "Missed: It made sense until Sat, Nov 21, 7:00 AM", "until when it would have gone" },
    { "missed", NULL, "Missed", "an earlier version kept no moment" },
    { "held", "quiet-hours", "Waiting: Quiet hours", "why" },
    { "held", "person-paused", "Waiting: Texts to this person are paused", "why" },
    { "held", "flood", "Waiting: Many of one kind came at once; the rest become one text", "why" },
    { "queued", NULL, "Waiting to send", "nothing in the way" },
    { "queued", "no-account", "Waiting to send: No Twilio account is connected, or the keyring is locked", "something is" },
    { "skipped", "rate-hour", "Skipped: Limit of texts an hour reached", "why" },
    { "skipped", "merged", "Skipped: Another text says it", "why" },
    { "canceled", "skipped", "Canceled: Its date was taken out or moved", "why" },
    { "canceled", "21610", "Canceled: ", "with Twilio's code" },
    { "sending", "1", "Handed over to Twilio", "the number of tries is of no use" },
    { "accepted", "SM00000000000000000000000000000000", "Taken by Twilio", "ids stand elsewhere" },
    { "route", "own-number +15005550006", "Sender chosen: +1 500 555 0006, a number of the account in the person’s country", "a number" },
    { "route", "same-number +15005550006", "Sender chosen: +1 500 555 0006, a number in the person’s country that they know already", "again" },
    { "route", "service MG00000000000000000000000000000000", "Sender chosen: The messaging service chooses the sender", "no number yet" },
    { "route", "name Home", "Sender chosen: Home, as the country allows names and nobody answers this", "a name" },
    { "route", "default +15005550006", "Sender chosen: +1 500 555 0006, the sender that is set", "as set" },
    { "route", "other-number +15005550006", "Sender chosen: +1 500 555 0006, as the sender that is set cannot do this", "another one" },
    { "route", "no-sender", "Sender chosen: No sender is set. Choose a number or a messaging service", "none" },
    { "route", "Die einzige Nummer", "Sender chosen: Die einzige Nummer", "a sentence of an earlier version" },
    { "retry", "offline", "Another try: No connection to Twilio. It goes out later", "a name for what went wrong" },
    { "in-doubt", "lost-answer", "Twilio’s answer was lost: It may have arrived. Twilio has no answer yet", "likewise" },
    { "in-doubt", "Die Antwort ging verloren", "Twilio’s answer was lost: Die Antwort ging verloren", "a sentence of an earlier version" },
    { "price", "0.0079 USD", "Cost settled: $0.0079", "money as money" },
    { "price", "free", "Cost settled: free", "what cannot be read is shown" },
    { "snoozed", "2026-11-21T07:00:00Z", "Answered: later: Sat, Nov 21, 7:00 AM", "until when" },
    { "done", "Dentist", "Answered: done: Dentist", "what is done" },
    { "brand-new", "with a detail", "brand-new: with a detail", "a step of a later version is shown as it is" },
    { "brand-new", NULL, "brand-new", "also without a detail" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_story_describe (cases[i].what, cases[i].detail, "UTC");

      g_test_message ("%s, %s: %s", cases[i].what, cases[i].detail != NULL ? cases[i].detail : "-", cases[i].why);
      if (g_str_has_suffix (cases[i].words, ": "))
        g_assert_true (g_str_has_prefix (words, cases[i].words) && strlen (words) > strlen (cases[i].words) + 10);
      else
        g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_rules (void)
{
  static const struct { const char *trace; const char *line; const char *why; } cases[] = {
    { "send;paused", "Sending is not paused", "passed" },
    { "hold paused 0;paused 0", "Sending is paused until somebody ends it. So it waits; the setting is Main menu", "without end" },
    { "hold paused " MORNING ";paused " MORNING, "Sending is paused until Sat, Nov 21, 7:00 AM. So it waits", "with one" },
    { "send;not-verified", "The number is confirmed", "passed" },
    { "send;not-verified:code", "The number is not confirmed; a code passes", "why it passes" },
    { "skip not-verified;not-verified", "The number is not confirmed. So it was not sent; the setting is People", "stopped" },
    { "send;opted-out", "Nobody texted STOP from this number", "passed" },
    { "skip opted-out;opted-out:carrier", "This number texted STOP, as the carrier says. So it was not sent", "no setting helps" },
    { "skip opted-out;opted-out:reply", "This number texted STOP. So it was not sent", "likewise" },
    { "send;person-off", "Alerts are on for this person", "passed" },
    { "skip person-off;person-off", "Alerts are off for this person. So it was not sent", "stopped" },
    { "send;person-off:always-on", "Alerts are off for this person; a security alert passes", "why it passes" },
    { "send;type-off", "This type is on for this person", "passed" },
    { "skip type-off;type-off", "This type is off for this person. So it was not sent", "stopped" },
    { "send;type-off:addressed", "This type has no switch", "there is none" },
    { "send;duplicate", "The same was not told before", "passed" },
    { "skip duplicate;duplicate 125 3600", "The same was told 2 min ago; once in 60 min is enough. So it was not sent; the setting is the cooldown", "stopped" },
    { "skip rate-hour;rate-hour 10 10", "Texts to this person in an hour: 10 of 10. So it was not sent; the setting is Preferences ▸ Limits", "stopped" },
    { "send;rate-hour 3 0", "Texts to this person in an hour: 3, no limit", "no limit" },
    { "send;rate-day:code 30 30", "Texts to this person in 24 hours: 30 of 30; a code passes", "why it passes" },
    { "skip cap-day;cap-day 45 50 5", "All texts today: 45 of 50, of which 5 are kept for critical alerts. So it was not sent", "the protected tenth" },
    { "send;cap-month 45 500 0", "All texts this month: 45 of 500", "nothing kept" },
    { "skip budget-day;budget-day 900000 200000 1000000", "Money today: 0.90 of 1.00 spent, this text costs 0.20. So it was not sent", "money" },
    { "send;budget-month 900000 -1 1000000", "Money this month: 0.90 of 1.00 spent, the price of this text is unknown", "no price" },
    { "send;budget-group 900000 1 0", "Money this month for this group of alerts: 0.90 spent, no limit", "no limit" },
    { "hold flood " MORNING ";flood 6 5 " MORNING, "Texts of this type in ten minutes: 6 of 5. So it waits; the setting is", "a flood" },
    { "hold person-paused 0;person-paused 0", "This person’s texts are paused until somebody ends it. So it waits; the setting is", "a pause" },
    { "send;person-paused:forced " MORNING, "This person’s texts are paused until Sat, Nov 21, 7:00 AM; it was asked for by hand", "why it passes" },
    { "send;quiet-hours", "No quiet hours", "passed" },
    { "hold quiet-hours " MORNING ";quiet-hours " MORNING, "Quiet hours until Sat, Nov 21, 7:00 AM. So it waits; the setting is People", "held" },
    { "send;quiet-hours:critical " MORNING, "Quiet hours until Sat, Nov 21, 7:00 AM; a critical alert passes", "why it passes" },
    { "send;line", "What kind of line it is was not looked up", "unknown" },
    { "send;line:mobile", "The line is of the kind “mobile”", "known" },
    { "skip landline;landline:landline", "The line is of the kind “landline”, which takes no texts. So it was not sent", "stopped" },
    { "skip not-reachable;not-reachable:none", "Twilio says that there is no such number. So it was not sent", "nobody there" },
    { "skip missed;missed " MORNING, "It made sense until Sat, Nov 21, 7:00 AM. So it was not sent; the setting is the alert’s “--until”", "too late" },
    { "hold gathering 1;gathering 1", "Late, with others: they become one text. So it waits", "company" },
    { "send;brand-new 1 2", "brand-new", "a rule of a later version" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_story_describe ("rules", cases[i].trace, "UTC");
      g_auto(GStrv) lines = g_strsplit (words, "\n", -1);

      g_test_message ("%s: %s", cases[i].trace, cases[i].why);
      g_assert_cmpuint (g_strv_length (lines), ==, 2);
      g_assert_true (g_str_has_prefix (lines[0], "Rules checked: "));
      if (!g_str_has_prefix (lines[1], cases[i].line))
        g_error ("“%s” does not begin with “%s”", lines[1], cases[i].line);
    }
}

/* One line for each rule that was asked, in their order; only the last one of what did not pass has decided. */
static void
test_whole_trace (void)
{
  g_autofree char *words = tidings_story_describe ("rules", "skip rate-hour;paused;not-verified;rate-hour 10 10", NULL);
  g_autofree char *sent = tidings_story_describe ("rules", "send;paused;rate-hour 1 10;quiet-hours", NULL);
  g_auto(GStrv) lines = g_strsplit (words, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_cmpstr (lines[0], ==, "Rules checked: Limit of texts an hour reached");
  g_assert_null (strstr (lines[1], "So it"));
  g_assert_null (strstr (lines[2], "So it"));
  g_assert_nonnull (strstr (lines[3], "So it was not sent"));
  g_assert_null (strstr (sent, "So it"));
  g_assert_true (g_str_has_prefix (sent, "Rules checked: All passed\n"));
}

/* What an earlier version kept, and what nobody wrote, is shown as it is and breaks nothing. */
static void
test_other_traces (void)
{
  static const char * const texts[] = {
    "passed: hour 1 of 10, day 1 of 30", "rate-hour 10 of 10", "quiet-hours 22:00 to 07:00, until 2026-11-20T13:00:00Z", "skip", "hold",
    "send well", ";", ";;;", "skip ;", "skip rate-hour;rate-hour ten of 10", "skip rate-hour;;", "missed", "hold paused;",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *words = tidings_story_describe ("rules", texts[i], NULL);
      g_autofree char *expected = g_strconcat ("Rules checked: ", texts[i], NULL);

      g_assert_cmpstr (words, ==, expected);
    }

  /* Too many numbers, and too large ones, are no reason to fail either. */
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *words = tidings_story_describe ("rules", i == 0 ? "send;rate-hour 1 2 3 4 5" : "send;cap-day 9223372036854775807 -5 -9223372036854775808", NULL);

      g_assert_nonnull (words);
    }
}

static void
test_settings (void)
{
  static const char * const gates[] = {
    "paused", "not-verified", "person-off", "type-off", "rate-hour", "rate-day", "cap-day", "cap-month", "budget-day", "budget-month",
    "budget-group", "flood", "person-paused", "quiet-hours", "duplicate", "landline", "not-reachable", "program-off", "program-day",
  };
  g_autofree char *missed = tidings_story_dup_setting ("missed");
  static const char * const others[] = { "opted-out", "merged", "twilio", "brand-new" };

  for (guint i = 0; i < G_N_ELEMENTS (gates); i++)
    {
      g_autofree char *setting = tidings_story_dup_setting (gates[i]);

      g_assert_nonnull (setting);
      g_assert_true (tidings_reason_is_gate (gates[i]));
    }
  /* No gate, but somebody said until when it makes sense. */
  g_assert_cmpstr (missed, ==, "the alert’s “--until”, or “--late” of its type or reminder");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_null (tidings_story_dup_setting (others[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/story/steps", test_steps);
  g_test_add_func ("/story/rules", test_rules);
  g_test_add_func ("/story/whole-trace", test_whole_trace);
  g_test_add_func ("/story/other-traces", test_other_traces);
  g_test_add_func ("/story/settings", test_settings);

  return g_test_run ();
}
