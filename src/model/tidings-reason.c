/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a text did not go, or did not arrive: names for programs, words for people, and what to do about it. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-reason.h"

#define CODE_STOPPED 21610
#define ERROR_ADDRESS "https://www.twilio.com/docs/errors/"

/* Words of a rule or an end; @with_person holds one %s for a name and is %NULL where a name adds nothing. */
static const struct
{
  const char *name;
  gboolean is_gate;
  const char *words;
  const char *with_person;
} reasons[] = {
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
  { TIDINGS_REASON_RATE_HOUR, TRUE, N_("Limit of texts an hour reached"),
    /* Translators: %s is a person's name */
    N_("Limit of texts an hour for %s reached") },
  { TIDINGS_REASON_RATE_DAY, TRUE, N_("Limit of texts a day reached for this person"),
    /* Translators: %s is a person's name */
    N_("Limit of texts a day for %s reached") },
  { TIDINGS_REASON_CAP_DAY, TRUE, N_("Daily limit reached"), NULL },
  { TIDINGS_REASON_CAP_MONTH, TRUE, N_("Monthly limit reached"), NULL },
  { TIDINGS_REASON_BUDGET_MONTH, TRUE, N_("This month’s budget is used up"), NULL },
  { TIDINGS_REASON_QUIET_HOURS, TRUE, N_("Quiet hours"), NULL },
  { TIDINGS_REASON_LANDLINE, TRUE, N_("This line takes no texts"), NULL },
  { TIDINGS_REASON_NOT_REACHABLE, TRUE, N_("This number cannot be reached"), NULL },
  { TIDINGS_REASON_MISSED, FALSE, N_("It was due while the computer was off, and is too late now"), NULL },
  { TIDINGS_REASON_TWILIO, FALSE, N_("Twilio did not take it"), NULL },
  { TIDINGS_REASON_NO_ACCOUNT, FALSE, N_("No Twilio account is connected, or the keyring is locked"), NULL },
  { TIDINGS_REASON_OFFLINE, FALSE, N_("No connection to Twilio. It goes out later"), NULL },
  { TIDINGS_REASON_BUSY, FALSE, N_("Twilio is busy. It is tried again"), NULL },
  { TIDINGS_REASON_LOST_ANSWER, FALSE, N_("It may have arrived. Twilio has no answer yet"), NULL },
  { TIDINGS_REASON_NO_RECEIPT, FALSE, N_("Sent, but the carrier never confirmed that it arrived"), NULL },
  { TIDINGS_REASON_CANCELED, FALSE, N_("It was canceled at this computer"), NULL },
  { TIDINGS_REASON_REPLACED, FALSE, N_("A newer code took its place"), NULL },
  { TIDINGS_REASON_REMOVED, FALSE, N_("Its person or its reminder was removed"), NULL },
};

/* Codes that mean the same to a person share their words. */
typedef enum {
  WORDS_SIGN_IN,
  WORDS_KEY_RIGHTS,
  WORDS_TEST_CREDENTIALS,
  WORDS_ACCOUNT_CLOSED,
  WORDS_NO_FEATURE,
  WORDS_PROGRAM,
  WORDS_OLD_ENCRYPTION,
  WORDS_NOT_FOUND,
  WORDS_NOT_READY,
  WORDS_BUSY,
  WORDS_TROUBLE,
  WORDS_NO_SUCH_NUMBER,
  WORDS_BAD_SENDER,
  WORDS_COUNTRY_OFF,
  WORDS_FOREIGN_SENDER,
  WORDS_EMPTY,
  WORDS_NO_SENDER,
  WORDS_NO_NUMBER,
  WORDS_TOO_LONG,
  WORDS_TRIAL_NUMBER,
  WORDS_CALLBACK,
  WORDS_STOPPED,
  WORDS_QUEUE_FULL,
  WORDS_WRONG_SENDER,
  WORDS_LANDLINE,
  WORDS_AMBIGUOUS_SENDER,
  WORDS_FILTERED,
  WORDS_PICTURE,
  WORDS_PICTURE_THERE,
  WORDS_PART_MISSING,
  WORDS_SERVICE,
  WORDS_UNREACHABLE,
  WORDS_BLOCKED,
  WORDS_NO_REASON,
  WORDS_NETWORK_BUSY,
  WORDS_LOOP,
  WORDS_SENDER_ID,
  WORDS_CARRIER_LIMIT,
  WORDS_CARRIER_LIMIT_NEAR,
  WORDS_SENDER_NEW,
  WORDS_US_SENDER,
  WORDS_US_SENDER_WAITS,
  WORDS_US_SUSPENDED,
  WORDS_WAITED_TOO_LONG,
  WORDS_SENDING_OFF,
  WORDS_INBOUND_HIDDEN,
  WORDS_SENDER_NAME,
  WORDS_ACCOUNT_LIMIT,
  WORDS_SHORT_LINKS,
  WORDS_US_NUMBER,
  WORDS_NO_ANSWER,
  WORDS_TOLL_FREE,
  WORDS_PUMPING,
  WORDS_FRAUD,
  WORDS_QUIET_THERE,
  WORDS_NOT_WANTED,
  WORDS_US_CAMPAIGN,
  WORDS_OTHER_CHANNEL,
  WORDS_SCHEDULE,
} Words;

static const struct { const char *words; TidingsRetry retry; } words[] = {
  [WORDS_SIGN_IN] = { N_("Twilio refused the sign-in. Check the account’s SID and its token or key"), TIDINGS_RETRY_NO },
  [WORDS_KEY_RIGHTS] = { N_("This key may not send texts. Give it the messaging permission"), TIDINGS_RETRY_NO },
  [WORDS_TEST_CREDENTIALS] = { N_("Test credentials cannot send. Use the live ones"), TIDINGS_RETRY_NO },
  [WORDS_ACCOUNT_CLOSED] = { N_("The Twilio account is suspended or closed. Add money or ask Twilio"), TIDINGS_RETRY_NO },
  [WORDS_NO_FEATURE] = { N_("This Twilio account cannot do this. Upgrade it or ask Twilio"), TIDINGS_RETRY_NO },
  [WORDS_PROGRAM] = { N_("Twilio did not understand Tidings. Please report this"), TIDINGS_RETRY_NO },
  [WORDS_OLD_ENCRYPTION] = { N_("The encryption here is too old for Twilio. Update this computer"), TIDINGS_RETRY_NO },
  [WORDS_NOT_FOUND] = { N_("Twilio does not have this, or the account’s SID is another one. Check the account"), TIDINGS_RETRY_NO },
  [WORDS_NOT_READY] = { N_("Twilio is still busy with it. Try again in some minutes"), TIDINGS_RETRY_LATER },
  [WORDS_BUSY] = { N_("Twilio is busy. Try again later"), TIDINGS_RETRY_LATER },
  [WORDS_TROUBLE] = { N_("Twilio has trouble at the moment. Try again later"), TIDINGS_RETRY_LATER },
  [WORDS_NO_SUCH_NUMBER] = { N_("This number does not exist. Correct it"), TIDINGS_RETRY_NO },
  [WORDS_BAD_SENDER] = { N_("This sender is not allowed. Choose another one"), TIDINGS_RETRY_NO },
  [WORDS_COUNTRY_OFF] = { N_("Texts to this country are switched off at Twilio. Switch them on there"), TIDINGS_RETRY_NO },
  [WORDS_FOREIGN_SENDER] = { N_("This sender is not yours, or it cannot text this number. Choose one of the account’s own numbers"), TIDINGS_RETRY_NO },
  [WORDS_EMPTY] = { N_("The text is empty. Write something"), TIDINGS_RETRY_NO },
  [WORDS_NO_SENDER] = { N_("No sender is chosen. Choose a number or a messaging service"), TIDINGS_RETRY_NO },
  [WORDS_NO_NUMBER] = { N_("There is no number to send to. Enter one"), TIDINGS_RETRY_NO },
  [WORDS_TOO_LONG] = { N_("The text is too long. Shorten it"), TIDINGS_RETRY_NO },
  [WORDS_TRIAL_NUMBER] = { N_("Trial account: confirm this number at Twilio too"), TIDINGS_RETRY_NO },
  [WORDS_CALLBACK] = { N_("Twilio cannot reach the address for its reports. Correct it or leave it out"), TIDINGS_RETRY_NO },
  [WORDS_STOPPED] = { N_("This number texted STOP. Nothing is sent until it texts START"), TIDINGS_RETRY_NO },
  [WORDS_QUEUE_FULL] = { N_("Too many texts at once for this sender. Try again later"), TIDINGS_RETRY_LATER },
  [WORDS_WRONG_SENDER] = { N_("This sender cannot reach this number. Choose another sender"), TIDINGS_RETRY_NO },
  [WORDS_LANDLINE] = { N_("This line takes no texts. Use another number"), TIDINGS_RETRY_NO },
  [WORDS_AMBIGUOUS_SENDER] = { N_("The sender’s number is ambiguous. Write it with + and the country’s code"), TIDINGS_RETRY_NO },
  [WORDS_FILTERED] = { N_("The carrier filtered it as unwanted. Change the wording"), TIDINGS_RETRY_NO },
  [WORDS_PICTURE] = { N_("The picture cannot be sent. Leave it out or choose another sender"), TIDINGS_RETRY_NO },
  [WORDS_PICTURE_THERE] = { N_("The picture does not arrive there. Send a text or a smaller picture"), TIDINGS_RETRY_NO },
  [WORDS_PART_MISSING] = { N_("Part of a text that came in is missing. Ask for it again"), TIDINGS_RETRY_NO },
  [WORDS_SERVICE] = { N_("The messaging service has no fitting sender. Check it at Twilio"), TIDINGS_RETRY_NO },
  [WORDS_UNREACHABLE] = { N_("Phone switched off or out of reach. Try again later"), TIDINGS_RETRY_LATER },
  [WORDS_BLOCKED] = { N_("The phone or its carrier blocks these texts. Ask for them to be allowed"), TIDINGS_RETRY_NO },
  [WORDS_NO_REASON] = { N_("The carrier gave no reason. Try again once"), TIDINGS_RETRY_LATER },
  [WORDS_NETWORK_BUSY] = { N_("The phone network is busy. Try again later"), TIDINGS_RETRY_LATER },
  [WORDS_LOOP] = { N_("Too many texts back and forth. Stop what answers by itself"), TIDINGS_RETRY_LATER },
  [WORDS_SENDER_ID] = { N_("This country wants a registered sender. Register it at Twilio"), TIDINGS_RETRY_NO },
  [WORDS_CARRIER_LIMIT] = { N_("T-Mobile’s limit for today is used up. Try again after midnight in California"), TIDINGS_RETRY_LATER },
  [WORDS_CARRIER_LIMIT_NEAR] = { N_("T-Mobile’s limit for today is nearly used up. Send less"), TIDINGS_RETRY_NO },
  [WORDS_SENDER_NEW] = { N_("The carrier does not know this sender yet. Try again later"), TIDINGS_RETRY_LATER },
  [WORDS_US_SENDER] = { N_("The sender is not registered for US texts yet. Register it at Twilio"), TIDINGS_RETRY_NO },
  [WORDS_US_SENDER_WAITS] = { N_("The sender is not registered for US texts yet. Wait until Twilio is done"), TIDINGS_RETRY_LATER },
  [WORDS_US_SUSPENDED] = { N_("The sender’s registration for US texts is suspended. Ask Twilio"), TIDINGS_RETRY_NO },
  [WORDS_WAITED_TOO_LONG] = { N_("It waited too long at Twilio. Try again with fewer at once"), TIDINGS_RETRY_LATER },
  [WORDS_SENDING_OFF] = { N_("Twilio has switched off sending for this account. Ask Twilio"), TIDINGS_RETRY_NO },
  [WORDS_INBOUND_HIDDEN] = { N_("Twilio kept back a text that came in"), TIDINGS_RETRY_NO },
  [WORDS_SENDER_NAME] = { N_("This sender’s name is not allowed there. Choose another sender"), TIDINGS_RETRY_NO },
  [WORDS_ACCOUNT_LIMIT] = { N_("A limit of the Twilio account is reached. Shorten the text, wait a day or upgrade"), TIDINGS_RETRY_NO },
  [WORDS_SHORT_LINKS] = { N_("Short links are not set up at Twilio. Switch them off"), TIDINGS_RETRY_NO },
  [WORDS_US_NUMBER] = { N_("The sender could not be registered for US texts. Ask Twilio"), TIDINGS_RETRY_NO },
  [WORDS_NO_ANSWER] = { N_("It may have arrived. Twilio has no answer yet"), TIDINGS_RETRY_ASK },
  [WORDS_TOLL_FREE] = { N_("The toll-free sender was refused. Correct its registration at Twilio"), TIDINGS_RETRY_NO },
  [WORDS_PUMPING] = { N_("Twilio blocks this number for half an hour, to prevent fraud. Try again later"), TIDINGS_RETRY_LATER },
  [WORDS_FRAUD] = { N_("Twilio blocks this number for some hours, to prevent fraud. Try again later"), TIDINGS_RETRY_LATER },
  [WORDS_QUIET_THERE] = { N_("Twilio keeps quiet hours for this number. Try again later"), TIDINGS_RETRY_LATER },
  [WORDS_NOT_WANTED] = { N_("Twilio does not let this sender text this number. Do not send to it"), TIDINGS_RETRY_NO },
  [WORDS_US_CAMPAIGN] = { N_("The registration for US texts was refused. Correct it at Twilio"), TIDINGS_RETRY_NO },
  [WORDS_OTHER_CHANNEL] = { N_("This sender is for something else than texts. Choose another sender"), TIDINGS_RETRY_NO },
  [WORDS_SCHEDULE] = { N_("Twilio cannot keep this text for later. Send it when it is time"), TIDINGS_RETRY_NO },
};

/* Twilio reference, section 7, and section 2.7 for what is scheduled; sorted, so that a gap or an overlap shows. */
static const struct { int first; int last; Words words; } codes[] = {
  { 10001, 10001, WORDS_ACCOUNT_CLOSED },
  { 10002, 10002, WORDS_NO_FEATURE },
  { 14107, 14107, WORDS_LOOP },
  { 20001, 20001, WORDS_PROGRAM },
  { 20003, 20003, WORDS_SIGN_IN },
  { 20004, 20004, WORDS_PROGRAM },
  { 20005, 20005, WORDS_ACCOUNT_CLOSED },
  { 20006, 20006, WORDS_KEY_RIGHTS },
  { 20007, 20007, WORDS_PROGRAM },
  { 20008, 20008, WORDS_TEST_CREDENTIALS },
  { 20009, 20009, WORDS_NOT_READY },
  { 20010, 20010, WORDS_NO_FEATURE },
  { 20011, 20012, WORDS_OLD_ENCRYPTION },
  { 20403, 20403, WORDS_ACCOUNT_CLOSED },
  { 20404, 20404, WORDS_NOT_FOUND },
  { 20409, 20409, WORDS_NOT_READY },
  { 20410, 20410, WORDS_PROGRAM },
  { 20422, 20423, WORDS_PROGRAM },
  { 20429, 20429, WORDS_BUSY },
  { 20500, 20500, WORDS_TROUBLE },
  { 20503, 20504, WORDS_TROUBLE },
  { 21211, 21211, WORDS_NO_SUCH_NUMBER },
  { 21212, 21212, WORDS_BAD_SENDER },
  { 21401, 21401, WORDS_NO_SUCH_NUMBER },
  { 21408, 21408, WORDS_COUNTRY_OFF },
  { 21421, 21421, WORDS_NO_SUCH_NUMBER },
  { 21601, 21601, WORDS_FOREIGN_SENDER },
  { 21602, 21602, WORDS_EMPTY },
  { 21603, 21603, WORDS_NO_SENDER },
  { 21604, 21604, WORDS_NO_NUMBER },
  { 21605, 21605, WORDS_TOO_LONG },
  { 21606, 21607, WORDS_FOREIGN_SENDER },
  { 21608, 21608, WORDS_TRIAL_NUMBER },
  { 21609, 21609, WORDS_CALLBACK },
  { 21610, 21610, WORDS_STOPPED },
  { 21611, 21611, WORDS_QUEUE_FULL },
  { 21612, 21612, WORDS_WRONG_SENDER },
  { 21614, 21614, WORDS_LANDLINE },
  { 21616, 21616, WORDS_AMBIGUOUS_SENDER },
  { 21617, 21617, WORDS_TOO_LONG },
  { 21618, 21618, WORDS_FILTERED },
  { 21619, 21619, WORDS_EMPTY },
  { 21620, 21623, WORDS_PICTURE },
  { 21624, 21624, WORDS_PROGRAM },
  { 21635, 21635, WORDS_LANDLINE },
  { 21653, 21656, WORDS_PROGRAM },
  { 21657, 21657, WORDS_BAD_SENDER },
  { 21658, 21658, WORDS_PROGRAM },
  { 21659, 21661, WORDS_FOREIGN_SENDER },
  { 21664, 21664, WORDS_PROGRAM },
  { 21666, 21667, WORDS_PROGRAM },
  { 21701, 21705, WORDS_SERVICE },
  { 21711, 21711, WORDS_SERVICE },
  { 30001, 30001, WORDS_QUEUE_FULL },
  { 30002, 30002, WORDS_ACCOUNT_CLOSED },
  { 30003, 30003, WORDS_UNREACHABLE },
  { 30004, 30004, WORDS_BLOCKED },
  { 30005, 30005, WORDS_NO_SUCH_NUMBER },
  { 30006, 30006, WORDS_LANDLINE },
  { 30007, 30007, WORDS_FILTERED },
  { 30008, 30008, WORDS_NO_REASON },
  { 30009, 30009, WORDS_PART_MISSING },
  { 30010, 30010, WORDS_PROGRAM },
  { 30011, 30011, WORDS_PICTURE_THERE },
  { 30012, 30016, WORDS_PROGRAM },
  { 30017, 30017, WORDS_NETWORK_BUSY },
  { 30018, 30018, WORDS_SENDER_ID },
  { 30019, 30019, WORDS_PICTURE_THERE },
  { 30020, 30020, WORDS_SCHEDULE },
  { 30021, 30021, WORDS_TROUBLE },
  { 30022, 30022, WORDS_QUEUE_FULL },
  { 30023, 30023, WORDS_CARRIER_LIMIT },
  { 30024, 30024, WORDS_SENDER_NEW },
  { 30025, 30026, WORDS_CARRIER_LIMIT_NEAR },
  { 30027, 30027, WORDS_CARRIER_LIMIT },
  { 30028, 30031, WORDS_PROGRAM },
  { 30032, 30032, WORDS_US_SENDER },
  { 30033, 30033, WORDS_US_SUSPENDED },
  { 30034, 30034, WORDS_US_SENDER },
  { 30035, 30035, WORDS_US_SENDER_WAITS },
  { 30036, 30036, WORDS_WAITED_TOO_LONG },
  { 30037, 30037, WORDS_SENDING_OFF },
  { 30038, 30039, WORDS_INBOUND_HIDDEN },
  { 30040, 30040, WORDS_SENDER_ID },
  { 30041, 30043, WORDS_SENDER_NAME },
  { 30044, 30044, WORDS_ACCOUNT_LIMIT },
  { 30100, 30124, WORDS_SHORT_LINKS },
  { 30125, 30126, WORDS_US_NUMBER },
  { 30127, 30136, WORDS_SHORT_LINKS },
  { 30410, 30410, WORDS_NO_ANSWER },
  { 30440, 30449, WORDS_TOLL_FREE },
  { 30450, 30450, WORDS_PUMPING },
  { 30451, 30452, WORDS_TOLL_FREE },
  { 30453, 30453, WORDS_FRAUD },
  { 30454, 30454, WORDS_ACCOUNT_LIMIT },
  { 30455, 30480, WORDS_TOLL_FREE },
  { 30485, 30485, WORDS_FRAUD },
  { 30500, 30500, WORDS_TROUBLE },
  { 30610, 30610, WORDS_QUIET_THERE },
  { 30615, 30615, WORDS_QUIET_THERE },
  { 30620, 30620, WORDS_NOT_WANTED },
  { 30630, 30630, WORDS_NOT_WANTED },
  { 30640, 30640, WORDS_NOT_WANTED },
  { 30880, 30898, WORDS_US_CAMPAIGN },
  { 35111, 35111, WORDS_SCHEDULE },
  { 35114, 35115, WORDS_SCHEDULE },
  { 35117, 35118, WORDS_SCHEDULE },
  { 35125, 35126, WORDS_SCHEDULE },
  { 63000, 63037, WORDS_OTHER_CHANNEL },
  { 63038, 63038, WORDS_ACCOUNT_LIMIT },
  { 63039, 63999, WORDS_OTHER_CHANNEL },
  { 70051, 70051, WORDS_KEY_RIGHTS },
  { 572002, 572002, WORDS_TRIAL_NUMBER },
  { 572005, 572005, WORDS_TRIAL_NUMBER },
};

static gboolean
find_words (int    error_code,
            Words *found)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (error_code < codes[i].first || error_code > codes[i].last)
        continue;
      *found = codes[i].words;
      return TRUE;
    }

  return FALSE;
}

static char *
describe_unknown_code (int error_code)
{
  g_autofree char *address = g_strdup_printf (ERROR_ADDRESS "%d", error_code);

  /* Translators: %1$d is a number of Twilio's, %2$s the address of a web page */
  return g_strdup_printf (_("Twilio says no (%1$d). Read why at %2$s"), error_code, address);
}

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
    {
      char *described = tidings_reason_describe_code (error_code);

      return described != NULL ? described : describe_unknown_code (error_code);
    }

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

char *
tidings_reason_describe_code (int error_code)
{
  Words found = WORDS_PROGRAM;

  return find_words (error_code, &found) ? g_strdup (_(words[found].words)) : NULL;
}

TidingsRetry
tidings_reason_get_retry (int error_code)
{
  Words found = WORDS_PROGRAM;

  return find_words (error_code, &found) ? words[found].retry : TIDINGS_RETRY_NO;
}

gboolean
tidings_reason_is_gate (const char *reason)
{
  for (guint i = 0; reason != NULL && i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reason, reasons[i].name))
      return reasons[i].is_gate;

  return FALSE;
}
