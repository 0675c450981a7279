/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twilio's error codes in everyday words: what happened, what to do, and whether the same text may go again. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-reason-private.h"

#define ERROR_ADDRESS "https://www.twilio.com/docs/errors/%d"

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
  WORDS_TRIAL_LENGTH,
  WORDS_TRIAL_USED_UP,
  WORDS_TRIAL_FEATURE,
  WORDS_ACCOUNT_DAY,
  WORDS_COUNTRY_CONSOLE,
  WORDS_CONFIRMED,
  WORDS_CONFIRMED_ELSEWHERE,
  WORDS_POOL,
  WORDS_TOO_LATE,
  WORDS_SCHEDULE_TIME,
  WORDS_SCHEDULE_SERVICE,
  WORDS_SCHEDULE_FULL,
  WORDS_SCHEDULE_FAILED,
  WORDS_LINE_NOTHING,
  WORDS_LINE_APPROVAL,
  WORDS_LINE_FEATURE,
  WORDS_LINE_COUNTRY,
  WORDS_LINE_MOBILE,
  WORDS_LINE_REGION,
  WORDS_LINE_LATER,
  WORDS_LINE_LIMIT,
  WORDS_LINE_OFF,
  WORDS_CODE_NUMBER,
  WORDS_CODE_WRONG,
  WORDS_CODE_OFTEN,
  WORDS_CODE_LANDLINE,
  WORDS_CODE_WAY,
  WORDS_CODE_CHINA,
  WORDS_CODE_REVIEW,
  WORDS_CODE_FRAUD,
  WORDS_CODE_COUNTRY,
} Words;

static const struct { const char *words; TidingsRetry retry; } words[] = {
  [WORDS_SIGN_IN] = { N_("Twilio refused the sign-in. Check the account’s SID and its token or key"), TIDINGS_RETRY_NO },
  [WORDS_KEY_RIGHTS] = { N_("This key may not do that. Give it the permission at Twilio or use another key"), TIDINGS_RETRY_NO },
  [WORDS_TEST_CREDENTIALS] = { N_("Test credentials cannot do this. Use the live ones"), TIDINGS_RETRY_NO },
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
  [WORDS_TRIAL_LENGTH] = { N_("The text is too long for a trial account. Shorten it or upgrade the account"), TIDINGS_RETRY_NO },
  [WORDS_TRIAL_USED_UP] = { N_("The trial account has used up its texts. Upgrade it"), TIDINGS_RETRY_NO },
  [WORDS_TRIAL_FEATURE] = { N_("A trial account cannot do this. Upgrade it"), TIDINGS_RETRY_NO },
  [WORDS_ACCOUNT_DAY] = { N_("The account’s texts for today are used up. Wait until tomorrow or ask Twilio for more"), TIDINGS_RETRY_NO },
  [WORDS_COUNTRY_CONSOLE] = { N_("This country can only be switched on at Twilio itself. Do it there"), TIDINGS_RETRY_NO },
  [WORDS_CONFIRMED] = { N_("Twilio knows this number as confirmed already. Go on"), TIDINGS_RETRY_NO },
  [WORDS_CONFIRMED_ELSEWHERE] = { N_("Another Twilio account has confirmed this number. Use another number"), TIDINGS_RETRY_NO },
  [WORDS_POOL] = { N_("The messaging service cannot take this sender. Check its senders at Twilio"), TIDINGS_RETRY_NO },
  [WORDS_TOO_LATE] = { N_("It is too late to take this text back. Nothing more can be done"), TIDINGS_RETRY_NO },
  [WORDS_SCHEDULE_TIME] = { N_("Twilio keeps a text between 15 minutes and 35 days. Choose another time"), TIDINGS_RETRY_NO },
  [WORDS_SCHEDULE_SERVICE] = { N_("Only a messaging service can keep a text for later. Choose one or send it when it is time"), TIDINGS_RETRY_NO },
  [WORDS_SCHEDULE_FULL] = { N_("Too many texts wait at Twilio already. Send it when it is time"), TIDINGS_RETRY_LATER },
  [WORDS_SCHEDULE_FAILED] = { N_("Twilio failed to send it at its time. Send it again"), TIDINGS_RETRY_LATER },
  [WORDS_LINE_NOTHING] = { N_("Twilio knows nothing of this number. Check it"), TIDINGS_RETRY_NO },
  [WORDS_LINE_APPROVAL] = { N_("Twilio tells what lines in Canada are only after approval. Ask Twilio"), TIDINGS_RETRY_NO },
  [WORDS_LINE_FEATURE] = { N_("This account may not ask what lines are. Ask Twilio"), TIDINGS_RETRY_NO },
  [WORDS_LINE_COUNTRY] = { N_("Twilio cannot tell what lines in this country are. Go on without it"), TIDINGS_RETRY_NO },
  [WORDS_LINE_MOBILE] = { N_("Twilio can tell this of mobile phones only. Go on without it"), TIDINGS_RETRY_NO },
  [WORDS_LINE_REGION] = { N_("Twilio cannot tell this in the account’s region. Go on without it"), TIDINGS_RETRY_NO },
  [WORDS_LINE_LATER] = { N_("Twilio cannot tell what this line is at the moment. Try again later"), TIDINGS_RETRY_LATER },
  [WORDS_LINE_LIMIT] = { N_("Too many questions about lines. Try again later"), TIDINGS_RETRY_LATER },
  [WORDS_LINE_OFF] = { N_("Twilio has switched off questions about lines for this account. Ask Twilio"), TIDINGS_RETRY_NO },
  [WORDS_CODE_NUMBER] = { N_("Twilio cannot send a code to this number, or the code is not written right. Check both"), TIDINGS_RETRY_NO },
  [WORDS_CODE_WRONG] = { N_("Too many wrong codes. Wait ten minutes, then ask for a new one"), TIDINGS_RETRY_LATER },
  [WORDS_CODE_OFTEN] = { N_("The code was sent too often. Wait ten minutes, then ask for a new one"), TIDINGS_RETRY_LATER },
  [WORDS_CODE_LANDLINE] = { N_("This line takes no texts. Let a call tell the code"), TIDINGS_RETRY_NO },
  [WORDS_CODE_WAY] = { N_("Twilio’s codes are not set up to go this way. Switch it on at Twilio"), TIDINGS_RETRY_NO },
  [WORDS_CODE_CHINA] = { N_("Codes to China need Twilio’s approval. Ask Twilio"), TIDINGS_RETRY_NO },
  [WORDS_CODE_REVIEW] = { N_("Twilio sends no codes there, or it looks into this account first. Wait three days, then ask Twilio"), TIDINGS_RETRY_NO },
  [WORDS_CODE_FRAUD] = { N_("Twilio blocks codes to this number for half a day, to prevent fraud. Try again tomorrow"), TIDINGS_RETRY_LATER },
  [WORDS_CODE_COUNTRY] = { N_("Codes to this country are switched off at Twilio. Switch them on there"), TIDINGS_RETRY_NO },
};

/* Twilio reference, section 7; 1.6 and 3 for senders, 2.5 and 2.7 for what is kept for later, 4 for lines, 5 for codes,
 * 6 for countries, 9 for webhooks. Sorted, so that a gap or an overlap shows. */
static const struct { int first; int last; Words words; } codes[] = {
  { 10001, 10001, WORDS_ACCOUNT_CLOSED },
  { 10002, 10002, WORDS_NO_FEATURE },
  { 11200, 11200, WORDS_CALLBACK },
  { 11243, 11243, WORDS_CALLBACK },
  { 11751, 11751, WORDS_PICTURE },
  { 12100, 12100, WORDS_PROGRAM },
  { 12200, 12200, WORDS_PROGRAM },
  { 12300, 12300, WORDS_PROGRAM },
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
  { 21449, 21450, WORDS_CONFIRMED },
  { 21453, 21453, WORDS_CONFIRMED_ELSEWHERE },
  { 21454, 21454, WORDS_PROGRAM },
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
  { 21708, 21709, WORDS_BAD_SENDER },
  { 21710, 21710, WORDS_POOL },
  { 21711, 21711, WORDS_SERVICE },
  { 21712, 21712, WORDS_POOL },
  { 21714, 21715, WORDS_POOL },
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
  { 30020, 30020, WORDS_SCHEDULE_FAILED },
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
  { 30044, 30044, WORDS_TRIAL_LENGTH },
  { 30100, 30124, WORDS_SHORT_LINKS },
  { 30125, 30126, WORDS_US_NUMBER },
  { 30127, 30136, WORDS_SHORT_LINKS },
  { 30400, 30400, WORDS_PROGRAM },
  { 30404, 30404, WORDS_NOT_FOUND },
  { 30409, 30409, WORDS_TOO_LATE },
  { 30410, 30410, WORDS_NO_ANSWER },
  { 30440, 30449, WORDS_TOLL_FREE },
  { 30450, 30450, WORDS_PUMPING },
  { 30451, 30452, WORDS_TOLL_FREE },
  { 30453, 30453, WORDS_FRAUD },
  { 30454, 30454, WORDS_TRIAL_USED_UP },
  { 30455, 30480, WORDS_TOLL_FREE },
  { 30485, 30485, WORDS_FRAUD },
  { 30500, 30500, WORDS_TROUBLE },
  { 30610, 30610, WORDS_QUIET_THERE },
  { 30615, 30615, WORDS_QUIET_THERE },
  { 30620, 30620, WORDS_NOT_WANTED },
  { 30630, 30630, WORDS_NOT_WANTED },
  { 30640, 30640, WORDS_NOT_WANTED },
  { 30649, 30649, WORDS_COUNTRY_CONSOLE },
  { 30880, 30898, WORDS_US_CAMPAIGN },
  { 35111, 35111, WORDS_PROGRAM },
  { 35114, 35115, WORDS_SCHEDULE_TIME },
  { 35117, 35117, WORDS_SCHEDULE_TIME },
  { 35118, 35118, WORDS_SCHEDULE_SERVICE },
  { 35125, 35125, WORDS_SCHEDULE_FULL },
  { 35126, 35126, WORDS_PROGRAM },
  { 60200, 60200, WORDS_CODE_NUMBER },
  { 60202, 60202, WORDS_CODE_WRONG },
  { 60203, 60203, WORDS_CODE_OFTEN },
  { 60204, 60204, WORDS_NO_FEATURE },
  { 60205, 60205, WORDS_CODE_LANDLINE },
  { 60212, 60212, WORDS_CODE_OFTEN },
  { 60217, 60217, WORDS_CODE_WAY },
  { 60220, 60220, WORDS_CODE_CHINA },
  { 60223, 60223, WORDS_CODE_WAY },
  { 60238, 60238, WORDS_CODE_REVIEW },
  { 60410, 60410, WORDS_CODE_FRAUD },
  { 60600, 60600, WORDS_LINE_NOTHING },
  { 60601, 60601, WORDS_LINE_APPROVAL },
  { 60605, 60605, WORDS_CODE_COUNTRY },
  { 60606, 60606, WORDS_LINE_FEATURE },
  { 60607, 60607, WORDS_LINE_COUNTRY },
  { 60608, 60608, WORDS_LINE_LATER },
  { 60609, 60609, WORDS_LINE_FEATURE },
  { 60610, 60610, WORDS_LINE_NOTHING },
  { 60611, 60611, WORDS_LINE_LIMIT },
  { 60612, 60612, WORDS_LINE_MOBILE },
  { 60613, 60613, WORDS_LINE_LATER },
  { 60614, 60614, WORDS_LINE_REGION },
  { 60616, 60616, WORDS_LINE_LIMIT },
  { 60617, 60618, WORDS_PROGRAM },
  { 60619, 60619, WORDS_LINE_REGION },
  { 60622, 60622, WORDS_TEST_CREDENTIALS },
  { 60624, 60624, WORDS_TRIAL_FEATURE },
  { 60699, 60699, WORDS_LINE_OFF },
  { 63000, 63037, WORDS_OTHER_CHANNEL },
  { 63038, 63038, WORDS_ACCOUNT_DAY },
  { 63039, 63999, WORDS_OTHER_CHANNEL },
  { 70051, 70051, WORDS_KEY_RIGHTS },
  { 572002, 572002, WORDS_TRIAL_NUMBER },
  { 572005, 572005, WORDS_TRIAL_NUMBER },
  { 575001, 575001, WORDS_TRIAL_FEATURE },
};

gboolean
tidings_reason_get_range (guint  i,
                          int   *first,
                          int   *last)
{
  if (i >= G_N_ELEMENTS (codes))
    return FALSE;

  *first = codes[i].first;
  *last = codes[i].last;

  return TRUE;
}

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

char *
tidings_reason_describe_code (int error_code)
{
  Words found = WORDS_PROGRAM;

  return find_words (error_code, &found) ? g_strdup (_(words[found].words)) : NULL;
}

/* Twilio's English may quote the number that was texted; errors end up in logs, so long rows of digits are cut short. */
static char *
shorten_numbers (const char *text)
{
  GString *shortened = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      gsize n_digits = strspn (p, "0123456789");

      if (n_digits > 6)
        g_string_append_printf (shortened, "…%.2s", p + n_digits - 2);
      else if (n_digits > 0)
        g_string_append_len (shortened, p, n_digits);
      else
        g_string_append_c (shortened, *p);
      p += MAX (n_digits, 1);
    }

  while (g_str_has_suffix (shortened->str, "."))
    g_string_truncate (shortened, shortened->len - 1);

  return g_string_free (shortened, FALSE);
}

char *
tidings_reason_describe_error (int         error_code,
                               const char *twilio_words)
{
  char *known = tidings_reason_describe_code (error_code);
  g_autofree char *address = NULL;
  g_autofree char *shortened = NULL;

  if (known != NULL)
    return known;

  address = g_strdup_printf (ERROR_ADDRESS, error_code);
  if (twilio_words == NULL || *twilio_words == '\0')
    /* Translators: %1$d is a number of Twilio's, %2$s the address of a web page */
    return g_strdup_printf (_("Twilio says no (%1$d). Read why at %2$s"), error_code, address);

  shortened = shorten_numbers (twilio_words);
  /* Translators: first Twilio’s own (English) sentence, then its error code, then the address of the explanation */
  return g_strdup_printf (_("Twilio says: %s (%d), explained at %s"), shortened, error_code, address);
}

TidingsRetry
tidings_reason_get_retry (int error_code)
{
  Words found = WORDS_PROGRAM;

  return find_words (error_code, &found) ? words[found].retry : TIDINGS_RETRY_NO;
}
