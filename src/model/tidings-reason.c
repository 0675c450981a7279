/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a text did not go, or did not arrive: names for programs, words for people, and what to do about it. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-reason.h"

#define CODE_STOPPED 21610

/* Words of a rule or an end; @with_person holds one %s for a name and is %NULL where a name adds nothing. */
static const struct
{
  const char *name;
  gboolean is_gate;
  const char *words;
  const char *with_person;
} reasons[] = {
  { TIDINGS_REASON_PROGRAM_OFF, TRUE, N_("The program that asked for it may send nothing"), NULL },
  { TIDINGS_REASON_PAUSED, TRUE, N_("Sending is paused"), NULL },
  { TIDINGS_REASON_NOT_VERIFIED, TRUE, N_("Number not confirmed"),
    /* Translators: %s is a person's name */
    N_("The number of %s is not confirmed") },
  { TIDINGS_REASON_OPTED_OUT, TRUE, N_("This number texted STOP"),
    /* Translators: %s is a person's name */
    N_("%s texted STOP") },
  { TIDINGS_REASON_PERSON_OFF, TRUE, N_("Alerts are turned off for this person"),
    /* Translators: %s is a person's name */
    N_("Alerts are turned off for %s") },
  { TIDINGS_REASON_TYPE_OFF, TRUE, N_("Turned off for this person"),
    /* Translators: %s is a person's name */
    N_("Turned off for %s") },
  { TIDINGS_REASON_DUPLICATE, TRUE, N_("The same alert went out a short time ago"), NULL },
  { TIDINGS_REASON_PROGRAM_DAY, TRUE, N_("The program that asked for it may send no more today"), NULL },
  { TIDINGS_REASON_RATE_HOUR, TRUE, N_("Limit of texts an hour reached"),
    /* Translators: %s is a person's name */
    N_("Limit of texts an hour for %s reached") },
  { TIDINGS_REASON_RATE_DAY, TRUE, N_("Limit of texts a day reached for this person"),
    /* Translators: %s is a person's name */
    N_("Limit of texts a day for %s reached") },
  { TIDINGS_REASON_CAP_DAY, TRUE, N_("Daily limit reached"), NULL },
  { TIDINGS_REASON_CAP_MONTH, TRUE, N_("Monthly limit reached"), NULL },
  { TIDINGS_REASON_BUDGET_DAY, TRUE, N_("Today’s budget is used up"), NULL },
  { TIDINGS_REASON_BUDGET_MONTH, TRUE, N_("This month’s budget is used up"), NULL },
  { TIDINGS_REASON_BUDGET_GROUP, TRUE, N_("This month’s budget for this group of alerts is used up"), NULL },
  { TIDINGS_REASON_FLOOD, TRUE, N_("Many of one kind came at once; the rest become one text"), NULL },
  { TIDINGS_REASON_PERSON_PAUSED, TRUE, N_("Texts to this person are paused"),
    /* Translators: %s is a person's name */
    N_("Texts to %s are paused") },
  { TIDINGS_REASON_QUIET_HOURS, TRUE, N_("Quiet hours"), NULL },
  { TIDINGS_REASON_LANDLINE, TRUE, N_("This line takes no texts"), NULL },
  { TIDINGS_REASON_NOT_REACHABLE, TRUE, N_("This number cannot be reached"), NULL },
  { TIDINGS_REASON_MISSED, FALSE, N_("It could not go in time, and is too late now"), NULL },
  { TIDINGS_REASON_MERGED, FALSE, N_("Another text says it"), NULL },
  { TIDINGS_REASON_GATHERING, FALSE, N_("Late, with others: they become one text"), NULL },
  { TIDINGS_REASON_SKIPPED, FALSE, N_("Its date was taken out or moved"), NULL },
  { TIDINGS_REASON_TWILIO, FALSE, N_("Twilio did not take it"), NULL },
  { TIDINGS_REASON_NO_ACCOUNT, FALSE, N_("No Twilio account is connected, or the keyring is locked"), NULL },
  { TIDINGS_REASON_OFFLINE, FALSE, N_("No connection to Twilio. It goes out later"), NULL },
  { TIDINGS_REASON_BUSY, FALSE, N_("Twilio is busy. It is tried again"), NULL },
  { TIDINGS_REASON_LOST_ANSWER, FALSE, N_("It may have arrived. Twilio has no answer yet"), NULL },
  { TIDINGS_REASON_NO_RECEIPT, FALSE, N_("Sent, but the carrier never confirmed that it arrived"), NULL },
  { TIDINGS_REASON_CANCELED, FALSE, N_("It was canceled at this computer"), NULL },
  { TIDINGS_REASON_REPLACED, FALSE, N_("A newer code took its place"), NULL },
  { TIDINGS_REASON_REMOVED, FALSE, N_("Its person, its reminder or its alert type was removed"), NULL },
  { TIDINGS_REASON_REPLANNED, FALSE, N_("Something about it changed, so it was planned anew"), NULL },
  { TIDINGS_REASON_NOT_AHEAD, FALSE, N_("Twilio did not keep it for later. This computer sends it in time"), NULL },
  { TIDINGS_REASON_DONE, FALSE, N_("What it is about is done"), NULL },
  { TIDINGS_REASON_SNOOZED, FALSE, N_("Asked for again later by an answer"), NULL },
};

static char *
insert_person (const char *format,
               const char *person)
{
  g_auto(GStrv) halves = g_strsplit (format, "%s", 2);

  /* A translation without its placeholder is still a sentence. */
  return halves[0] != NULL && halves[1] != NULL ? g_strconcat (halves[0], person, halves[1], NULL) : g_strdup (format);
}

char *
tidings_reason_describe (const char *reason,
                         int         error_code,
                         const char *person)
{
  g_return_val_if_fail (reason != NULL, NULL);

  /* A STOP that only Twilio knew of is the same to the person as one that is on file here. */
  if (g_str_equal (reason, TIDINGS_REASON_TWILIO) && error_code == CODE_STOPPED && person != NULL)
    reason = TIDINGS_REASON_OPTED_OUT;
  if (g_str_equal (reason, TIDINGS_REASON_TWILIO) && error_code != 0)
    return tidings_reason_describe_error (error_code, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (!g_str_equal (reason, reasons[i].name))
        continue;
      if (person == NULL || reasons[i].with_person == NULL)
        return g_strdup (_(reasons[i].words));
      return insert_person (_(reasons[i].with_person), person);
    }

  return g_strdup (reason);
}

gboolean
tidings_reason_is_gate (const char *reason)
{
  for (guint i = 0; reason != NULL && i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reason, reasons[i].name))
      return reasons[i].is_gate;

  return FALSE;
}
