/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message's story in words. */
#include "config.h"

#include "tidings-message-story.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-reason.h"
#include "tidings-words.h"

typedef struct {
  const char *name;
  const char *words;
} Word;

static const Word steps[] = {
  { "raised", N_("Raised") },
  { "composed", N_("Text written") },
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
  { "calling-back", N_("Called back from Twilio") },
  { "left-anyway", N_("Had left before it could be called back") },
  { "not-scheduled", N_("Twilio did not keep it for later") },
  { "done", N_("Answered: done") },
  { "snoozed", N_("Answered: later") },
  { "not-snoozed", N_("Answered: later, but it would come too late") },
};

static const Word sources[] = {
  { "cli", N_("From the command line") },
  { "window", N_("From this window") },
  { "reminder", N_("By a reminder") },
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
    {
      if (g_str_equal (table[i].name, name))
        return _(table[i].words);
    }

  return NULL;
}

char *
tidings_event_dup_words (const TidingsEvent *event)
{
  const char *words = NULL;

  g_return_val_if_fail (event != NULL, NULL);

  words = find_words (steps, G_N_ELEMENTS (steps), event->what);

  return g_strdup (words != NULL ? words : event->what);
}

/* "1 GSM-7", or a list of notes */
static char *
dup_composed (const char *detail)
{
  g_auto(GStrv) names = g_strsplit (detail, ",", -1);
  g_autoptr(GPtrArray) words = g_ptr_array_new ();
  guint n_parts = 0;

  if (g_ascii_isdigit (*detail))
    {
      n_parts = (guint) g_ascii_strtoull (detail, NULL, 10);
      return g_strdup_printf (ngettext ("%u text", "%u texts", n_parts), n_parts);
    }

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *note = find_words (notes, G_N_ELEMENTS (notes), g_strstrip (names[i]));

      if (note != NULL)
        g_ptr_array_add (words, (gpointer) note);
    }
  g_ptr_array_add (words, NULL);

  return g_strjoinv (" · ", (char **) words->pdata);
}

/* "passed: …" or the name of the gate that held or stopped it, with the numbers that it saw */
static char *
dup_rules (const char *detail,
           const char *person)
{
  g_autofree char *gate = g_strndup (detail, strcspn (detail, " :"));

  if (*gate == '\0' || g_str_equal (gate, "passed"))
    return g_strdup (_("All passed"));

  return tidings_reason_describe (gate, 0, person);
}

/* "0.0079 USD" */
static char *
dup_price (const char *detail)
{
  g_auto(GStrv) parts = g_strsplit (detail, " ", 2);
  gint64 micros = 0;

  if (parts[0] == NULL || parts[1] == NULL || !tidings_parse_decimal (parts[0], &micros))
    return g_strdup (detail);

  return tidings_format_money (micros, parts[1], 4);
}

/* "2026-11-21T09:30:00Z" */
static char *
dup_moment (const TidingsEvent *event)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601 (event->detail, NULL);

  if (moment == NULL)
    return g_strdup (event->detail);

  return tidings_format_moment (g_date_time_to_unix (moment) * 1000, event->at);
}

static const char * const without_detail[] = { "sending", "accepted", "found", "gone", "scheduled", "not-scheduled", "sent-again",
                                               "account-changed", NULL };
static const char * const with_reason[] = { "held", "skipped", "canceled", "missed", "calling-back", NULL };

char *
tidings_event_dup_detail (const TidingsEvent *event,
                          const char         *person)
{
  const char *words = NULL;

  g_return_val_if_fail (event != NULL, NULL);

  if (event->detail == NULL || *event->detail == '\0')
    return g_strdup ("");
  if (g_str_equal (event->what, "composed"))
    return dup_composed (event->detail);
  if (g_str_equal (event->what, "rules"))
    return dup_rules (event->detail, person);
  if (g_str_equal (event->what, "price"))
    return dup_price (event->detail);
  if (g_str_equal (event->what, "snoozed"))
    return dup_moment (event);
  /* Ids, Twilio's words for states and numbers of tries stand in the details, or are of no use. */
  if (g_strv_contains (without_detail, event->what))
    return g_strdup ("");
  if (g_strv_contains (with_reason, event->what))
    return tidings_reason_describe (event->detail, 0, person);
  if (g_str_equal (event->what, "raised"))
    words = find_words (sources, G_N_ELEMENTS (sources), event->detail);

  return g_strdup (words != NULL ? words : event->detail);
}
