/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The story of a message: steps as the store keeps them, told to people in their language. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-moment.h"
#include "tidings-phone-number.h"
#include "tidings-reason.h"
#include "tidings-story-private.h"

typedef struct {
  const char *name;
  const char *words;
} Word;

static const Word steps[] = {
  { "raised", N_("Raised") },
  { "composed", N_("Text written") },
  { "gathered", N_("Several alerts put together") },
  { "repeated", N_("Came again") },
  { "merged", N_("Said by another text") },
  { "rules", N_("Rules checked") },
  { "held", N_("Waiting") },
  { "queued", N_("Waiting to send") },
  { "sending", N_("Handed over to Twilio") },
  { "in-doubt", N_("Twilio’s answer was lost") },
  { "not-found", N_("Not found at Twilio yet") },
  { "not-sent", N_("Twilio does not have it") },
  { "left", N_("Left as it is") },
  { "gave-up", N_("No longer looked for at Twilio") },
  { "found", N_("Found at Twilio") },
  { "gone", N_("No longer at Twilio") },
  { "accepted", N_("Taken by Twilio") },
  { "scheduled", N_("Scheduled at Twilio") },
  { "not-scheduled", N_("Twilio did not keep it for later") },
  { "calling-back", N_("To be canceled at Twilio") },
  { "left-anyway", N_("Left before it was canceled") },
  { "route", N_("Sender chosen") },
  { "warning", N_("Twilio warns") },
  { "sent", N_("Taken by the carrier") },
  { "delivered", N_("Arrived on the phone") },
  { "undelivered", N_("Not delivered") },
  { "failed", N_("Not sent") },
  { "canceled", N_("Canceled") },
  { "skipped", N_("Skipped") },
  { "missed", N_("Missed") },
  { "price", N_("Cost settled") },
  { "erased", N_("Text erased at Twilio") },
  { "deleted", N_("Deleted at Twilio") },
  { "not-erased", N_("Could not be erased at Twilio") },
  { "done", N_("Answered: done") },
  { "snoozed", N_("Answered: later") },
  { "not-snoozed", N_("Answered: later, but it would come too late") },
  { "account-changed", N_("Another account was connected") },
  { "retry", N_("Another try") },
  { "sent-again", N_("Sent again") },
};

static const Word sources[] = {
  { "cli", N_("From the command line") },
  { "window", N_("From the window") },
  { "reminder", N_("By a reminder") },
  { "answer", N_("By an answer") },
  { "tidings", N_("By Tidings itself") },
};

/* What was given up so that a text fits. */
static const Word notes[] = {
  { "look-alikes", N_("Curly quotes and dashes are sent straight") },
  { "accents", N_("Accents and emoji left out") },
  { "footer", N_("How to unsubscribe left out") },
  { "subject", N_("Heading left out") },
  { "household", N_("Name of the household left out") },
  { "cut", N_("End cut off") },
};

static const char *
find_words (const Word *table,
            gsize       n_words,
            const char *name)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_str_equal (table[i].name, name))
      return _(table[i].words);

  return NULL;
}

char *
tidings_story_dup_title (const char *what)
{
  const char *words = NULL;

  g_return_val_if_fail (what != NULL, NULL);

  words = find_words (steps, G_N_ELEMENTS (steps), what);

  return g_strdup (words != NULL ? words : what);
}

char *
tidings_story_dup_moment (gint64      instant,
                          const char *zone)
{
  const char *language = g_get_language_names ()[0];

  return tidings_moment_describe (instant, zone, g_str_equal (language, "C") ? NULL : language);
}

/* "2 GSM-7 0.15 USD"; NULL if it is none */
static char *
describe_size (const char *size)
{
  g_auto(GStrv) parts = g_strsplit (size, " ", -1);
  g_autofree char *price = NULL;
  g_autofree char *texts = NULL;
  guint64 n = 0;
  gint64 micros = 0;

  if (parts[0] == NULL || !g_ascii_string_to_unsigned (parts[0], 10, 0, 100000, &n, NULL))
    return NULL;

  texts = g_strdup_printf (ngettext ("%u text", "%u texts", (gulong) n), (guint) n);
  if (g_strv_length (parts) < 4 || !tidings_parse_decimal (parts[2], &micros))
    return g_steal_pointer (&texts);

  price = tidings_format_money (micros, parts[3], 4);

  /* Translators: %1$s is how long, such as “2 texts”, %2$s a price, such as “$0.15” */
  return g_strdup_printf (_("%1$s, about %2$s"), texts, price);
}

/* The size, what was given up so that it fits, or both; earlier versions kept only one of them. */
static char *
describe_composed (const char *detail)
{
  g_auto(GStrv) parts = g_strsplit_set (detail, ";,", -1);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *note = find_words (notes, G_N_ELEMENTS (notes), g_strstrip (parts[i]));
      char *size = i == 0 && note == NULL ? describe_size (parts[i]) : NULL;

      if (size != NULL || *parts[i] != '\0')
        g_ptr_array_add (words, size != NULL ? size : g_strdup (note != NULL ? note : parts[i]));
    }
  g_ptr_array_add (words, NULL);

  return g_strjoinv (" · ", (char **) words->pdata);
}

/* "0.0079 USD" */
static char *
describe_price (const char *detail)
{
  g_auto(GStrv) parts = g_strsplit (detail, " ", 2);
  gint64 micros = 0;

  if (parts[0] == NULL || parts[1] == NULL || !tidings_parse_decimal (parts[0], &micros))
    return g_strdup (detail);

  return tidings_format_money (micros, parts[1], 4);
}

/* "2026-11-21T09:30:00Z" */
static char *
describe_moment (const char *detail,
                 const char *zone)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601 (detail, NULL);

  if (moment == NULL)
    return g_strdup (detail);

  return tidings_story_dup_moment (g_date_time_to_unix (moment) * 1000, zone);
}

/* Twilio's code, with its own English behind it where we have no words ("30001 Queue overflow"), or a reason's name. */
static char *
describe_fault (const char *detail,
                const char *person)
{
  g_auto(GStrv) parts = g_strsplit (detail, " ", 2);
  guint64 code = 0;

  if (parts[0] != NULL && g_ascii_string_to_unsigned (parts[0], 10, 1, 99999, &code, NULL))
    return tidings_reason_describe_error ((int) code, parts[1]);

  return tidings_reason_describe (detail, 0, person);
}

char *
tidings_story_describe_route (const char *detail)
{
  static const struct { const char *name; const char *words; } routes[] = {
    /* Translators: %s is the number that a text comes from */
    { "own-number", N_("%s, a number of the account in the person’s country") },
    /* Translators: %s is the number that a text comes from */
    { "same-number", N_("%s, a number in the person’s country that they know already") },
    { "service", N_("The messaging service chooses the sender") },
    /* Translators: %s is the name that a text comes from */
    { "name", N_("%s, as the country allows names and nobody answers this") },
    /* Translators: %s is the number or name that a text comes from */
    { "default", N_("%s, the sender that is set") },
    /* Translators: %s is the number that a text comes from */
    { "other-number", N_("%s, as the sender that is set cannot do this") },
    { "no-pictures-there",
      N_("Pictures can be sent to phones in the United States, Canada and Australia only. Leave the picture out") },
    { "no-pictures", N_("None of the account’s senders can send a picture there. Leave it out, or choose a number that can") },
    { "no-sender", N_("No sender is set. Choose a number or a messaging service") },
  };
  g_auto(GStrv) parts = NULL;
  g_auto(GStrv) halves = NULL;
  g_autofree char *shown = NULL;

  g_return_val_if_fail (detail != NULL, NULL);

  parts = g_strsplit (detail, " ", 2);
  for (guint i = 0; parts[0] != NULL && i < G_N_ELEMENTS (routes); i++)
    {
      if (!g_str_equal (parts[0], routes[i].name))
        continue;
      if (parts[1] != NULL)
        shown = *parts[1] == '+' ? tidings_phone_number_format (parts[1]) : g_strdup (parts[1]);
      halves = g_strsplit (_(routes[i].words), "%s", 2);
      return g_strjoinv (shown != NULL ? shown : "", halves);
    }

  return g_strdup (detail);
}

/* "3", of alerts */
static char *
describe_count (const char *detail)
{
  guint64 n = 0;

  if (!g_ascii_string_to_unsigned (detail, 10, 0, G_MAXUINT, &n, NULL))
    return g_strdup (detail);

  return g_strdup_printf (ngettext ("%u alert", "%u alerts", (gulong) n), (guint) n);
}

/* "3", of times */
static char *
describe_times (const char *detail)
{
  guint64 n = 0;

  if (!g_ascii_string_to_unsigned (detail, 10, 0, G_MAXUINT, &n, NULL))
    return g_strdup (detail);

  return g_strdup_printf (ngettext ("%u time by now", "%u times by now", (gulong) n), (guint) n);
}

/* The row id of another text */
static char *
describe_text (const char *detail)
{
  /* Translators: %s is the number of a text in the list of texts */
  return g_strdup_printf (_("Text %s"), detail);
}

char *
tidings_story_describe_late (gint64      late_at,
                             const char *zone)
{
  g_autofree char *moment = tidings_story_dup_moment (late_at, zone);

  /* Translators: %s is a moment, such as “Fri, Nov 20, 7:00 AM” */
  return g_strdup_printf (_("It made sense until %s"), moment);
}

/* The UTC milliseconds until which the text made sense; earlier versions kept none. */
static char *
describe_missed (const char *detail,
                 const char *person,
                 const char *zone)
{
  gint64 late_at = 0;

  if (!g_ascii_string_to_signed (detail, 10, 1, G_MAXINT64, &late_at, NULL))
    return describe_fault (detail, person);

  return tidings_story_describe_late (late_at, zone);
}

static const char * const without_detail[] = {
  "sending", "accepted", "found", "gone", "scheduled", "not-scheduled", "account-changed", "sent", "delivered", "erased", "deleted", NULL
};
static const char * const with_fault[] = { "warning", "undelivered", "failed", "retry", "in-doubt", "not-erased", NULL };
static const char * const with_reason[] = { "held", "queued", "skipped", "canceled", "calling-back", NULL };

char *
tidings_story_dup_detail (const char *what,
                          const char *detail,
                          const char *person,
                          const char *zone)
{
  const char *words = NULL;
  char *rules = NULL;

  g_return_val_if_fail (what != NULL, NULL);

  /* Ids, Twilio's words for states and numbers of tries stand elsewhere, or are of no use. */
  if (detail == NULL || *detail == '\0' || g_strv_contains (without_detail, what))
    return g_strdup ("");
  if (g_str_equal (what, "rules") && (rules = tidings_story_describe_rules (detail, person, zone)) != NULL)
    return rules;
  if (g_str_equal (what, "composed"))
    return describe_composed (detail);
  if (g_str_equal (what, "price"))
    return describe_price (detail);
  if (g_str_equal (what, "route"))
    return tidings_story_describe_route (detail);
  if (g_str_equal (what, "snoozed"))
    return describe_moment (detail, zone);
  if (g_str_equal (what, "gathered"))
    return describe_count (detail);
  if (g_str_equal (what, "repeated"))
    return describe_times (detail);
  if (g_str_equal (what, "merged") || g_str_equal (what, "sent-again"))
    return describe_text (detail);
  if (g_str_equal (what, "missed"))
    return describe_missed (detail, person, zone);
  if (g_strv_contains (with_reason, what) || g_strv_contains (with_fault, what))
    return describe_fault (detail, person);
  if (g_str_equal (what, "raised"))
    words = find_words (sources, G_N_ELEMENTS (sources), detail);

  return g_strdup (words != NULL ? words : detail);
}

char *
tidings_story_describe (const char *what,
                        const char *detail,
                        const char *zone)
{
  g_autofree char *title = NULL;
  g_autofree char *more = NULL;

  g_return_val_if_fail (what != NULL, NULL);

  title = tidings_story_dup_title (what);
  more = tidings_story_dup_detail (what, detail, NULL, zone);
  if (*more == '\0')
    return g_steal_pointer (&title);

  /* Translators: %1$s is a step of a text’s way, such as “Waiting”, %2$s more about it, such as “Quiet hours” */
  return g_strdup_printf (C_("story", "%1$s: %2$s"), title, more);
}

char *
tidings_story_dup_setting (const char *reason)
{
  static const Word settings[] = {
    { TIDINGS_REASON_PROGRAM_OFF, N_("Preferences ▸ Background ▸ Programs, or “tidings programs allow”") },
    { TIDINGS_REASON_PROGRAM_DAY, N_("Preferences ▸ Background ▸ Programs, or “tidings programs allow”") },
    { TIDINGS_REASON_PAUSED, N_("Main menu ▸ Pause Sending, or “tidings pause --off”") },
    { TIDINGS_REASON_NOT_VERIFIED, N_("People ▸ the person ▸ Confirm, or “tidings verify”") },
    { TIDINGS_REASON_PERSON_OFF, N_("People ▸ the person ▸ Alerts, or “tidings people edit --on”") },
    { TIDINGS_REASON_TYPE_OFF, N_("Alerts ▸ the type ▸ the person, or “tidings types on”") },
    { TIDINGS_REASON_DUPLICATE, N_("the cooldown of the alert type, or the alert’s “--dedupe”") },
    { TIDINGS_REASON_RATE_HOUR, N_("Preferences ▸ Limits ▸ Each Person ▸ Texts an hour, or “tidings people edit --rate-hour”") },
    { TIDINGS_REASON_RATE_DAY, N_("Preferences ▸ Limits ▸ Each Person ▸ Texts in 24 hours, or “tidings people edit --rate-day”") },
    { TIDINGS_REASON_CAP_DAY, N_("Preferences ▸ Limits ▸ All Texts ▸ Texts a day, or “tidings limits set cap-day”") },
    { TIDINGS_REASON_CAP_MONTH, N_("Preferences ▸ Limits ▸ All Texts ▸ Texts a month, or “tidings limits set cap-month”") },
    { TIDINGS_REASON_BUDGET_DAY, N_("Preferences ▸ Limits ▸ Money ▸ Money a day, or “tidings limits set budget-day”") },
    { TIDINGS_REASON_BUDGET_MONTH, N_("Preferences ▸ Limits ▸ Money ▸ Money a month, or “tidings limits set budget-month”") },
    { TIDINGS_REASON_BUDGET_GROUP, N_("Preferences ▸ Limits ▸ Money ▸ Money a month by kind of alert, or “tidings limits set budget-group:GROUP”") },
    { TIDINGS_REASON_FLOOD, N_("Preferences ▸ Limits ▸ Each Person ▸ Alerts of one kind in ten minutes, or “tidings limits set burst”") },
    { TIDINGS_REASON_PERSON_PAUSED, N_("People ▸ the person ▸ Pause, or “tidings pause WHO --off”") },
    { TIDINGS_REASON_QUIET_HOURS, N_("People ▸ the person ▸ Quiet hours, or “tidings people edit --quiet”") },
    { TIDINGS_REASON_LANDLINE, N_("People ▸ the person ▸ Number, or “tidings people edit --number”") },
    { TIDINGS_REASON_NOT_REACHABLE, N_("People ▸ the person ▸ Number, or “tidings people edit --number”") },
    { TIDINGS_REASON_MISSED, N_("the alert’s “--until”, or “--late” of its type or reminder") },
  };
  const char *words = NULL;

  g_return_val_if_fail (reason != NULL, NULL);

  words = find_words (settings, G_N_ELEMENTS (settings), reason);

  return g_strdup (words);
}
