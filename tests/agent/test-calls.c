/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls on the bus that no program of ours makes: each gets one named error with words, changes nothing, and ends no agent. */
#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <glib/gstdio.h>

#include "agent-fixture.h"

#define LONG 20000
#define SID "AC00000000000000000000000000000001"

static char *
dup_long (gsize n)
{
  char *text = g_malloc (n + 1);

  memset (text, 'x', n);
  text[n] = '\0';

  return text;
}

/* Says what is wrong in words, and not in megabytes. */
static void
assert_words (const GError *error)
{
  g_autofree char *words = tidings_bus_error_dup_words (error);

  g_assert_cmpuint (strlen (words), >, 0);
  g_assert_cmpuint (strlen (words), <, 1000);
}

/* Fails as expected, with the whole as it was. */
static void
assert_refused (Fixture     *fixture,
                const char  *method,
                GVariant    *arguments,
                int          code,
                const char  *why)
{
  g_autofree char *before = fixture_dup_whole (fixture);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = NULL;
  guint pid = fixture_get_pid (fixture);

  g_test_message ("%s: %s", method, why);
  reply = fixture_call (fixture, method, arguments, &error);
  g_assert_error (error, TIDINGS_BUS_ERROR, code);
  assert_words (error);
  after = fixture_dup_whole (fixture);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (fixture_get_pid (fixture), ==, pid);
}

typedef struct {
  const char *method;
  const char *arguments;
  int code;
  const char *why;
} Case;

#define INVALID TIDINGS_BUS_ERROR_INVALID_ARGUMENT
#define NOT_FOUND TIDINGS_BUS_ERROR_NOT_FOUND
#define NONE "@a{sv} {}"

static const Case cases[] = {
  { "Raise", "('', " NONE ", " NONE ")", NOT_FOUND, "no type" },
  { "Raise", "('../job_failed', " NONE ", " NONE ")", NOT_FOUND, "a path" },
  { "Raise", "('job_failed', " NONE ", " NONE ")", INVALID, "a value is missing" },
  { "Raise", "('job_failed', {'unit': <''>}, " NONE ")", INVALID, "a value is empty" },
  { "Raise", "('job_failed', {'': <'x'>, 'unit': <'x'>}, " NONE ")", INVALID, "a value without a name" },
  { "Raise", "('job_failed', {'unit': <@as []>}, " NONE ")", INVALID, "a list" },
  { "Raise", "('job_failed', {'unit': <@a{sv} {}>}, " NONE ")", INVALID, "a dictionary" },
  { "Raise", "('job_failed', {'unit': <<'x'>>}, " NONE ")", INVALID, "a value in a value" },
  { "Raise", "('job_failed', {'unit': <b'x'>}, " NONE ")", INVALID, "bytes" },
  { "Raise", "('job_failed', {'unit': <objectpath '/x'>}, " NONE ")", INVALID, "an object" },
  { "Raise", "('job_failed', {'unit': <handle 0>}, " NONE ")", INVALID, "a descriptor" },
  { "Raise", "('job_failed', {'unit': <inf>}, " NONE ")", INVALID, "no number" },
  { "Raise", "('job_failed', {'unit': <nan>}, " NONE ")", INVALID, "no number at all" },
  { "Raise", "('job_failed', {'unit': <'x'>}, {'to': <'Ann'>})", INVALID, "one person where a list belongs: not everybody" },
  { "Raise", "('job_failed', {'unit': <'x'>}, {'to': <[1]>})", INVALID, "numbers where texts belong" },
  { "Raise", "('job_failed', {'unit': <'x'>}, {'too': <['Ann']>})", INVALID, "a slip of the pen: not everybody" },
  { "Raise", "('job_failed', {'unit': <'x'>}, {'to': <@as []>})", INVALID, "nobody" },
  { "Raise", "('job_failed', {'unit': <'x'>}, {'to': <['']>})", NOT_FOUND, "a person without a name" },
  { "Raise", "('job_failed', {'unit': <'x'>}, {'to': <['Ann', 'Nobody']>})", NOT_FOUND, "one of two is unknown: nobody gets it" },
  { "Raise", "('job_failed', {'unit': <'x'>}, {'to': <['../../etc/passwd']>})", NOT_FOUND, "a path" },
  { "Raise", "('job_failed', {'unit': <'x'>}, {'to': <['-1']>})", NOT_FOUND, "a negative id" },
  { "Raise", "('job_failed', {'unit': <'x'>}, {'to': <['99999999999999999999999']>})", NOT_FOUND, "an id beyond all numbers" },
  { "Raise", "('job_failed', {'unit': <'x'>}, {'dedupe': <1>})", INVALID, "a number for a key" },
  { "Raise", "('job_failed', {'unit': <'x'>}, {'media': <'file:///etc/passwd'>})", INVALID, "a file of this computer" },
  { "Raise", "('job_failed', {'unit': <'x'>}, {'media': <''>})", INVALID, "no address" },
  { "Raise", "('job_failed', {'unit': <'x'>}, {'media': <'https://'>})", INVALID, "no host" },
  { "Raise", "('verification_code', {'code': <'123456'>, 'minutes': <10>}, {'to': <['Ann']>})", INVALID, "codes are the agent's own" },
  { "Raise", "('message', {'text': <'x'>}, " NONE ")", INVALID, "a free text to everybody" },
  { "Preview", "('', " NONE ", " NONE ")", NOT_FOUND, "no type" },
  { "Preview", "('job_failed', {'unit': <@as []>}, " NONE ")", INVALID, "a list" },
  { "Preview", "('job_failed', {'unit': <('a', 'b')>}, " NONE ")", INVALID, "a pair" },
  { "Preview", "('job_failed', {'unit': <{'name': <'x'>}>}, " NONE ")", INVALID, "an object where a text belongs" },
  { "Preview", "('job_failed', {'unit': <'x'>, 'a': <{'b': <{'c': <{'d': <{'e': <{'f': <{'g': <{'h': <{'i': <{'j': <{'k': <1>}>}>}>}>}>}>}>}>}>}>}, " NONE ")",
    INVALID, "nested too deep" },
  { "Preview", "('job_failed', {'unit': <'x'>, '': <'y'>}, " NONE ")", INVALID, "a value without a name" },
  { "Preview", "('battery_low', {'host': <'x'>, 'percent': <'eight'>}, " NONE ")", INVALID, "a word where a number belongs" },
  { "Preview", "('battery_low', {'host': <'x'>, 'percent': <true>}, " NONE ")", INVALID, "a switch where a number belongs" },
  { "Preview", "('new_login', {'service': <'a'>, 'device': <'b'>, 'link': <'javascript:x'>}, " NONE ")", INVALID, "no link" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'data': <''>})", INVALID, "no object" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'data': <'[]'>})", INVALID, "a list" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'data': <'{\"unit\":'>})", INVALID, "half an object" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'data': <'{\"unit\":NaN}'>})", INVALID, "not a number" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'data': <'{\"unit\":1e999}'>})", INVALID, "a number beyond all" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'data': <'{\"a\":1,\"a\":2}'>})", INVALID, "one name twice" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'data': <'{\"unit\":\"a\\\\u0000b\"}'>})", INVALID, "a character NUL" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'data': <'{\"unit\":\"\\\\ud800\"}'>})", INVALID, "half a character" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'data': <'{\"unit\":[1]}'>})", INVALID, "a list in the data" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'data': <{'unit': <'y'>}>})", INVALID, "a dictionary for the data" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'urgency': <'urgent'>})", INVALID, "no such urgency" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'urgency': <'critical'>})", INVALID, "more urgent than its type" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'urgency': <1>})", INVALID, "a number for a word" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'until': <@x 1>})", INVALID, "long ago" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'until': <@x -9223372036854775808>})", INVALID, "before all time" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'until': <1>})", INVALID, "another kind of number" },
  { "PutType", "('', {'title': <'T'>, 'template': <'x'>})", INVALID, "no id" },
  { "PutType", "('../tank', {'title': <'T'>, 'template': <'x'>})", INVALID, "a path for an id" },
  { "PutType", "('job_failed', {'title': <'T'>})", INVALID, "a built-in type" },
  { "PutType", "('tank', " NONE ")", INVALID, "nothing said of it" },
  { "PutType", "('tank', {'title': <'T'>})", INVALID, "no text" },
  { "PutType", "('tank', {'title': <'T'>, 'template': <'{{ a'>})", INVALID, "an open brace" },
  { "PutType", "('tank', {'title': <'T'>, 'template': <'x'>, 'group': <'security'>})", INVALID, "a group that is always on" },
  { "PutType", "('tank', {'title': <'T'>, 'template': <'x'>, 'fields': <['a b']>})", INVALID, "no field" },
  { "PutType", "('tank', {'title': <'T'>, 'template': <'x'>, 'fields': <'a'>})", INVALID, "one field where a list belongs" },
  { "PutType", "('tank', {'title': <'T'>, 'template': <'x'>, 'priority': <'urgent'>})", INVALID, "no such priority" },
  { "PutType", "('tank', {'title': <'T'>, 'template': <'x'>, 'always-on': <true>})", INVALID, "what is not for callers" },
  { "PutType", "('tank', {'title': <'T'>, 'template': <'x'>, 'max-segments': <@u 4294967295>})", INVALID, "a book" },
  { "PutType", "('tank', {'title': <'T'>, 'template': <'x'>, 'cooldown': <@u 4294967295>})", INVALID, "a century" },
  { "RemoveType", "('',)", NOT_FOUND, "no type" },
  { "RemoveType", "('tank',)", NOT_FOUND, "no such type" },
  { "RemoveType", "('job_failed',)", INVALID, "a built-in type" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'to': <'Ann'>})", INVALID, "one person where a list belongs" },
  { "SetPrivacy", "({'erase': <'none'>},)", INVALID, "nothing is erased: there is no such choice" },
  { "SetPrivacy", "({'erase': <true>},)", INVALID, "a switch where a word belongs" },
  { "SetPrivacy", "({'deletes': <true>},)", INVALID, "a slip of the pen" },
  { "SetWatch", "('weather', true, " NONE ")", TIDINGS_BUS_ERROR_NOT_FOUND, "nobody watches that" },
  { "SetWatch", "('disk', true, {'percent': <@u 0>})", INVALID, "every disk is as full as that" },
  { "SetWatch", "('disk', true, {'percent': <@u 100>})", INVALID, "no disk is fuller than that" },
  { "SetWatch", "('disk', true, {'percent': <95>})", INVALID, "a number of another kind" },
  { "SetWatch", "('battery', true, {'percent': <@u 95>})", INVALID, "UPower knows what is low" },
  { "SetWebhook", "(true, " NONE ")", TIDINGS_BUS_ERROR_NO_ACCOUNT, "practice" },
  { "SetWebhook", "(true, {'url': <'https://a.example.com'>})", TIDINGS_BUS_ERROR_NO_ACCOUNT, "practice, with an address" },
  { "SetWebhook", "(false, {'port': <@u 0>})", INVALID, "no port" },
  { "SetWebhook", "(false, {'port': <@u 65536>})", INVALID, "beyond all ports" },
  { "SetWebhook", "(false, {'port': <'8790'>})", INVALID, "digits where a number belongs" },
  { "Retry", "(@x 0,)", NOT_FOUND, "nothing" },
  { "Retry", "(@x -1,)", NOT_FOUND, "a negative id" },
  { "Retry", "(@x 9223372036854775807,)", NOT_FOUND, "the largest id" },
  { "Retry", "(@x 1,)", INVALID, "a code" },
  { "Cancel", "(@x 0,)", NOT_FOUND, "nothing" },
  { "Cancel", "(@x -9223372036854775808,)", NOT_FOUND, "the smallest id" },
  { "DeleteMessage", "(@x 0,)", NOT_FOUND, "nothing" },
  { "DeleteMessage", "(@x 9223372036854775807,)", NOT_FOUND, "the largest id" },
  { "Preview", "('job_failed', {'unit': <'x'>}, {'media': <'https://192.168.0.1/a.jpg'>})", INVALID, "a picture in the house" },
  { "LookUp", "(@x 0,)", NOT_FOUND, "nobody" },
  { "LookUp", "(@x -1,)", NOT_FOUND, "a negative id" },
  { "RefreshMessage", "(@x 0,)", NOT_FOUND, "nothing" },
  { "RefreshMessage", "(@x 9223372036854775807,)", NOT_FOUND, "the largest id" },
  { "AddPerson", "('', '0151 23456788', 'DE', " NONE ")", INVALID, "no name" },
  { "AddPerson", "('  ', '0151 23456788', 'DE', " NONE ")", INVALID, "blanks for a name" },
  { "AddPerson", "('Ben\\nCc', '0151 23456788', 'DE', " NONE ")", INVALID, "two lines for a name" },
  { "AddPerson", "('Ben', '', 'DE', " NONE ")", INVALID, "no number" },
  { "AddPerson", "('Ben', '../../../etc/passwd', 'DE', " NONE ")", INVALID, "a path for a number" },
  { "AddPerson", "('Ben', '/dev/null', '', " NONE ")", INVALID, "another" },
  { "AddPerson", "('Ben', '0151 23456788', 'XX', " NONE ")", INVALID, "a country that is none" },
  { "AddPerson", "('Ben', '0151 23456788', '', " NONE ")", INVALID, "no country" },
  { "AddPerson", "('Ben', '0151 23456789', 'DE', " NONE ")", INVALID, "Ann's number" },
  { "AddPerson", "('Ben', '0151 23456788', 'DE', {'zone': <'/etc/localtime'>})", INVALID, "a file for a zone" },
  { "AddPerson", "('Ben', '0151 23456788', 'DE', {'zone': <'../../../etc/localtime'>})", INVALID, "a path for a zone" },
  { "AddPerson", "('Ben', '0151 23456788', 'DE', {'language': <'../../x'>})", INVALID, "a path for a language" },
  { "AddPerson", "('Ben', '0151 23456788', 'DE', {'quiet-from': <1440>, 'quiet-to': <0>})", INVALID, "25 o'clock" },
  { "AddPerson", "('Ben', '0151 23456788', 'DE', {'quiet-from': <60>})", INVALID, "quiet hours without an end" },
  { "AddPerson", "('Ben', '0151 23456788', 'DE', {'enabled': <'yes'>})", INVALID, "a word for a switch" },
  { "AddPerson", "('Ben', '0151 23456788', 'DE', {'verified': <true>})", INVALID, "confirmed by decree" },
  { "EditPerson", "(@x 0, {'name': <'Ben'>, 'number': <'+4915123456788'>})", NOT_FOUND, "nobody: and nobody is added" },
  { "EditPerson", "(@x 99, {'name': <'Ben'>})", NOT_FOUND, "somebody unknown" },
  { "EditPerson", "(@x -1, " NONE ")", NOT_FOUND, "a negative id" },
  { "EditPerson", "(@x 1, {'name': <''>})", INVALID, "no name" },
  { "EditPerson", "(@x 1, {'name': <'Other'>, 'zone': <'Europe/Atlantis'>})", INVALID, "a good name with a bad zone: neither" },
  { "EditPerson", "(@x 1, {'number': <'12'>})", INVALID, "too short a number" },
  { "AddPerson", "('Ben', '0151 23456788', 'DE', {'quiet': <'mo 22-7'>})", INVALID, "hours without minutes" },
  { "EditPerson", "(@x 1, {'quiet': <'22:00-07:00'>, 'quiet-from': <60>, 'quiet-to': <10>})", INVALID, "said twice" },
  { "EditPerson", "(@x 1, {'quiet-from': <60>, 'quiet-to': <60>})", INVALID, "the whole day, or no time at all" },
  { "EditPerson", "(@x 1, {'rate-hour': <-2>})", INVALID, "fewer than none" },
  { "EditPerson", "(@x 1, {'rate-day': <100001>})", INVALID, "more than anybody gets" },
  { "EditPerson", "(@x 1, {'rate-day': <uint32 1>})", INVALID, "another kind of number" },
  { "EditPerson", "(@x 1, {'quiet-from': <-5>, 'quiet-to': <10>})", INVALID, "before midnight" },
  { "EditPerson", "(@x 1, {'quiet-from': <int16 5>, 'quiet-to': <10>})", INVALID, "another kind of number" },
  { "EditPerson", "(@x 1, {'verified-at': <@x 1>})", INVALID, "confirmed by decree" },
  { "CheckAccount", "({'to': <@x 99>},)", NOT_FOUND, "a test text to nobody" },
  { "CheckAccount", "({'to': <'Ann'>},)", INVALID, "a name where an id belongs" },
  { "CheckAccount", "({'too': <@x 1>},)", INVALID, "a slip of the pen: no test text" },
  { "PausePerson", "(@x 0, @x 0)", NOT_FOUND, "nobody, who would be somebody new" },
  { "PausePerson", "(@x 99, @x 9223372036854775807)", NOT_FOUND, "nobody" },
  { "RemovePerson", "(@x 0, true)", NOT_FOUND, "nobody" },
  { "RemovePerson", "(@x -1, true)", NOT_FOUND, "a negative id" },
  { "Erase", "(@x 0,)", NOT_FOUND, "nobody" },
  { "Erase", "(@x 77,)", NOT_FOUND, "an id that nobody has" },
  { "SendCode", "(@x 0, " NONE ")", NOT_FOUND, "nobody" },
  { "SendCode", "(@x -1, " NONE ")", NOT_FOUND, "a negative id" },
  { "SendCode", "(@x 1, " NONE ")", TIDINGS_BUS_ERROR_TRY_LATER, "too soon after the last" },
  { "SendCode", "(@x 1, {'channel': <'call'>})", INVALID, "a call without a Verify service" },
  { "SendCode", "(@x 1, {'channel': <'fax'>})", INVALID, "no such way" },
  { "SendCode", "(@x 1, {'channel': <1>})", INVALID, "a number for a way" },
  { "SendCode", "(@x 1, {'by': <'call'>})", INVALID, "a slip of the pen" },
  { "ConfirmCode", "(@x 0, '123456')", NOT_FOUND, "nobody" },
  { "ConfirmCode", "(@x 1, '123456')", TIDINGS_BUS_ERROR_TRY_LATER, "no code is on its way" },
  { "ConfirmCode", "(@x 1, '')", INVALID, "nothing" },
  { "ConfirmCode", "(@x 1, \"' OR 1=1 --\")", INVALID, "no digits" },
  { "GetCodeState", "(@x 0,)", NOT_FOUND, "nobody" },
  { "SetSubscription", "(@x -1, 'job_failed', true)", NOT_FOUND, "a negative id" },
  { "SetSubscription", "(@x 99, 'job_failed', true)", NOT_FOUND, "somebody unknown" },
  { "SetSubscription", "(@x 1, '', true)", NOT_FOUND, "no type" },
  { "SetSubscription", "(@x 0, 'new_login', false)", INVALID, "security has no switch" },
  { "SetSubscription", "(@x 1, 'message', true)", INVALID, "nor has what is addressed" },
  { "SetTemplate", "('', '', 'x')", NOT_FOUND, "no type" },
  { "SetTemplate", "('job_failed', '', '{{ nothing }}')", INVALID, "an unknown value" },
  { "SetTemplate", "('job_failed', '', '{{ unit')", INVALID, "an open brace" },
  { "SetTemplate", "('job_failed', '../de', 'x')", INVALID, "a path for a language" },
  { "SetTemplate", "('job_failed', 'd\\u0308', 'x')", INVALID, "no language" },
  { "AddReminder", "('', '2099-01-01T09:00', 'UTC', [@x 0], [@x 1], @a{sv} {})", INVALID, "no title" },
  { "AddReminder", "('x', '', 'UTC', [@x 0], [@x 1], @a{sv} {})", INVALID, "no time" },
  { "AddReminder", "('x', '2001-01-01T09:00', 'UTC', [@x 0], [@x 1], @a{sv} {})", INVALID, "long ago" },
  { "AddReminder", "('x', '2099-13-01T09:00', 'UTC', [@x 0], [@x 1], @a{sv} {})", INVALID, "a thirteenth month" },
  { "AddReminder", "('x', '2099-01-01T09:00', '/dev/zero', [@x 0], [@x 1], @a{sv} {})", INVALID, "a device for a zone" },
  { "AddReminder", "('x', '2099-01-01T09:00', 'UTC', [@x 0], [@x 1], {'rate': <1>})", INVALID, "no such option" },
  { "AddReminder", "('x', '2099-01-01T09:00', 'UTC', [@x 0], [@x 1], {'repeat': <'sometimes'>})", INVALID, "no rule" },
  { "AddReminder", "('x', '2099-01-01T09:00', 'UTC', [@x 0], [@x 1], {'repeat': <'FREQ=MINUTELY'>})", INVALID, "too often" },
  { "AddReminder", "('x', '2099-01-01T09:00', 'UTC', [@x 0], [@x 1], {'until': <'2099-02-01'>})", INVALID, "an end of nothing" },
  { "AddReminder", "('x', '2099-01-01T09:00', 'UTC', [@x 0], [@x 1], {'repeat': <'daily'>, 'until': <'2099-02-01'>, 'count': <@u 3>})", INVALID, "two ends" },
  { "AddReminder", "('x', '2099-01-01T09:00', 'UTC', [@x 0], [@x 1], {'type': <'job_failed'>})", INVALID, "a reminder has no unit" },
  { "AddReminder", "('x', '2099-01-01T09:00', 'UTC', [@x 0], [@x 1], {'overdue': <@x -1>})", INVALID, "overdue before it begins" },
  { "AddReminder", "('x', '2099-01-01T09:00', 'UTC', [@x -1], [@x 1], @a{sv} {})", INVALID, "after the event" },
  { "AddReminder", "('x', '2099-01-01T09:00', 'UTC', [@x 0, @x 9223372036854775807], [@x 1], @a{sv} {})", INVALID, "before all time" },
  { "AddReminder", "('x', '2099-01-01T09:00', 'UTC', [@x 0], @ax [], @a{sv} {})", INVALID, "nobody to tell" },
  { "AddReminder", "('x', '2099-01-01T09:00', 'UTC', [@x 0], [@x 1, @x 99], @a{sv} {})", NOT_FOUND, "one of two is unknown" },
  { "EditReminder", "(@x 0, " NONE ")", NOT_FOUND, "nothing" },
  { "EditReminder", "(@x 1, {'title': <''>})", INVALID, "no title" },
  { "EditReminder", "(@x 1, {'title': <'Other'>, 'people': <[@x 99]>})", NOT_FOUND, "a good title for nobody: neither" },
  { "EditReminder", "(@x 1, {'before': <[0]>})", INVALID, "another kind of number" },
  { "EditReminder", "(@x 1, {'state': <0>})", INVALID, "what is not for callers" },
  { "ImportReminders", "(handle 0, {'people': <[@x 1]>})", INVALID, "no file comes along" },
  { "ImportReminders", "(handle -1, {'people': <[@x 1]>})", INVALID, "no such file" },
  { "ImportReminders", "(handle 0, {'people': <@ax []>})", INVALID, "nobody to tell" },
  { "ImportReminders", "(handle 0, {'people': <[@x 1]>, 'whom': <1>})", INVALID, "no such option" },
  { "FinishReminder", "(@x 0,)", NOT_FOUND, "nothing" },
  { "FinishReminder", "(@x -1,)", NOT_FOUND, "a negative id" },
  { "ReopenReminder", "(@x 0,)", NOT_FOUND, "nothing" },
  { "RemoveReminder", "(@x 0,)", NOT_FOUND, "nothing" },
  { "SetPractice", "(false,)", TIDINGS_BUS_ERROR_NO_ACCOUNT, "there is no account" },
  { "UnlockKeyring", "()", TIDINGS_BUS_ERROR_KEYRING_LOCKED, "there is no keyring on this bus" },
  { "PracticeReply", "('', 'x')", INVALID, "nobody" },
  { "PracticeReply", "('0151 23456789', 'x')", INVALID, "no country" },
  { "PracticeReply", "('+4915123456789', '')", INVALID, "nothing" },
  { "PracticeReply", "('../../etc/passwd', 'x')", INVALID, "a path for a number" },
  { "PracticeSet", "('+4915123456789', '')", INVALID, "nothing" },
  { "PracticeSet", "('+4915123456789', 'broken')", INVALID, "no such way" },
  { "PracticeSet", "('x', 'off')", INVALID, "nobody" },
  { "PracticeSet", "('+4915123456789', 'fraud')", INVALID, "one for tests" },
  { "PutProgram", "('unit:backup.service', 'allowed', -1)", TIDINGS_BUS_ERROR_REFUSED, "a program does not decide what programs may" },
  { "ForgetProgram", "('unit:backup.service',)", TIDINGS_BUS_ERROR_REFUSED, "nor that it was never there" },
  { "PracticeAhead", "(int64 0,)", INVALID, "nothing is due" },
  { "PracticeAhead", "(int64 1,)", INVALID, "long ago" },
  { "PracticeAhead", "(int64 -1,)", INVALID, "before all time" },
  { "PracticeAhead", "(int64 9223372036854775807,)", INVALID, "further than 366 days" },
};

static void
add_reminder (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) added = NULL;

  added = fixture_call (fixture, "AddReminder", g_variant_new_parsed ("('Dentist', '2099-01-01T09:00', 'UTC', [@x 0], [@x 1], @a{sv} {})"),
                        &error);
  g_assert_no_error (error);
}

static void
test_hostile (Fixture       *fixture,
              gconstpointer  unused)
{
  g_assert_cmpint (fixture_add_ann (fixture), ==, 1);
  add_reminder (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      GVariant *arguments = g_variant_parse (NULL, cases[i].arguments, NULL, NULL, &error);

      g_assert_no_error (error);
      assert_refused (fixture, cases[i].method, arguments, cases[i].code, cases[i].why);
      g_variant_unref (arguments);
    }
}

/* Each method that takes texts, with one that is far too long in each place in turn. */
static void
test_huge (Fixture       *fixture,
           gconstpointer  unused)
{
  static const struct { const char *method; const char *format; int code; } huge[] = {
    { "Raise", "(%s, " NONE ", " NONE ")", INVALID },
    { "Raise", "('job_failed', {'unit': <%s>}, " NONE ")", INVALID },
    { "Raise", "('job_failed', {'unit': <'x'>, %s: <'x'>}, " NONE ")", INVALID },
    { "Raise", "('job_failed', {'unit': <'x'>}, {'to': <[%s]>})", INVALID },
    { "Raise", "('job_failed', {'unit': <'x'>}, {'dedupe': <%s>})", INVALID },
    { "Raise", "('job_failed', {'unit': <'x'>}, {'source': <%s>})", INVALID },
    { "Raise", "('job_failed', {'unit': <'x'>}, {'media': <%s>})", INVALID },
    { "Raise", "('job_failed', {'unit': <'x'>}, {'subject': <%s>})", INVALID },
    { "Raise", "('job_failed', {'unit': <'x'>}, {%s: <'x'>})", INVALID },
    { "Raise", "('job_failed', {'unit': <'x'>}, {'data': <%s>})", INVALID },
    { "Raise", "('job_failed', {'unit': <'x'>, 'a': <{%s: <'x'>}>}, " NONE ")", INVALID },
    { "Raise", "('job_failed', {'unit': <'x'>, 'a': <{'b': <%s>}>}, " NONE ")", INVALID },
    { "Raise", "('job_failed', {'unit': <'x'>}, {'urgency': <%s>})", INVALID },
    { "PutType", "(%s, {'title': <'T'>, 'template': <'x'>})", INVALID },
    { "PutType", "('tank', {'title': <%s>, 'template': <'x'>})", INVALID },
    { "PutType", "('tank', {'title': <'T'>, 'template': <%s>})", INVALID },
    { "PutType", "('tank', {'title': <'T'>, 'template': <'x'>, 'description': <%s>})", INVALID },
    { "PutType", "('tank', {'title': <'T'>, 'template': <'x'>, 'subject': <%s>})", INVALID },
    { "PutType", "('tank', {'title': <'T'>, 'template': <'x'>, 'fields': <[%s]>})", INVALID },
    { "PutType", "('tank', {'title': <'T'>, 'template': <'{{ a }}'>, 'samples': <[%s]>})", INVALID },
    { "PutType", "('tank', {'title': <'T'>, 'template': <'x'>, 'group': <%s>})", INVALID },
    { "RemoveType", "(%s,)", INVALID },
    { "Preview", "(%s, " NONE ", " NONE ")", INVALID },
    { "AddPerson", "(%s, '0151 23456788', 'DE', " NONE ")", INVALID },
    { "AddPerson", "('Ben', %s, 'DE', " NONE ")", INVALID },
    { "AddPerson", "('Ben', '0151 23456788', %s, " NONE ")", INVALID },
    { "AddPerson", "('Ben', '0151 23456788', 'DE', {'zone': <%s>})", INVALID },
    { "AddPerson", "('Ben', '0151 23456788', 'DE', {'language': <%s>})", INVALID },
    { "AddPerson", "('Ben', '0151 23456788', 'DE', {%s: <1>})", INVALID },
    { "EditPerson", "(@x 1, {'name': <%s>})", INVALID },
    { "EditPerson", "(@x 1, {'number': <%s>})", INVALID },
    { "EditPerson", "(@x 1, {'country': <%s>})", INVALID },
    { "ConfirmCode", "(@x 1, %s)", INVALID },
    { "SetSubscription", "(@x 1, %s, true)", INVALID },
    { "SetTemplate", "(%s, '', 'x')", INVALID },
    { "SetTemplate", "('job_failed', %s, 'x')", INVALID },
    { "SetTemplate", "('job_failed', '', %s)", INVALID },
    { "AddReminder", "(%s, '2099-01-01T09:00', 'UTC', [@x 0], [@x 1], @a{sv} {})", INVALID },
    { "AddReminder", "('x', %s, 'UTC', [@x 0], [@x 1], @a{sv} {})", INVALID },
    { "AddReminder", "('x', '2099-01-01T09:00', %s, [@x 0], [@x 1], @a{sv} {})", INVALID },
    { "EditReminder", "(@x 1, {'title': <%s>})", INVALID },
    { "PracticeReply", "(%s, 'x')", INVALID },
    { "PracticeReply", "('+4915123456789', %s)", INVALID },
    { "PracticeSet", "(%s, 'off')", INVALID },
    { "PracticeSet", "('+4915123456789', %s)", INVALID },
  };
  g_autofree char *text = dup_long (LONG);
  g_autofree char *quoted = g_strdup_printf ("'%s'", text);

  fixture_add_ann (fixture);
  add_reminder (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (huge); i++)
    {
      g_auto(GStrv) parts = g_strsplit (huge[i].format, "%s", -1);
      g_autofree char *arguments = g_strjoinv (quoted, parts);
      g_autoptr(GVariant) parsed = g_variant_parse (NULL, arguments, NULL, NULL, NULL);

      g_assert_nonnull (parsed);
      assert_refused (fixture, huge[i].method, parsed, huge[i].code, huge[i].format);
    }
}

static GVariant *
make_numbers (gsize n)
{
  g_autofree gint64 *numbers = g_new (gint64, n);

  for (gsize i = 0; i < n; i++)
    numbers[i] = i;

  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, numbers, n, sizeof *numbers);
}

static GVariant *
make_texts (gsize n)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));

  for (gsize i = 0; i < n; i++)
    g_variant_builder_add (&builder, "s", "Ann");

  return g_variant_builder_end (&builder);
}

static GVariant *
make_dictionary (gsize n)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("key%" G_GSIZE_FORMAT, i);

      g_variant_builder_add (&builder, "{sv}", key, g_variant_new_string ("x"));
    }

  return g_variant_builder_end (&builder);
}

static void
test_many (Fixture       *fixture,
           gconstpointer  unused)
{
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);
  GVariantDict changes = G_VARIANT_DICT_INIT (NULL);

  fixture_add_ann (fixture);
  add_reminder (fixture);
  assert_refused (fixture, "Raise", g_variant_new ("(s@a{sv}@a{sv})", "job_failed", make_dictionary (10000), make_dictionary (0)),
                  INVALID, "ten thousand values");
  assert_refused (fixture, "Raise", g_variant_new ("(s@a{sv}@a{sv})", "job_failed", make_dictionary (0), make_dictionary (10000)),
                  INVALID, "ten thousand options");
  g_variant_dict_insert_value (&options, "to", make_texts (10000));
  assert_refused (fixture, "Raise", g_variant_new ("(s@a{sv}@a{sv})", "job_failed", make_dictionary (0), g_variant_dict_end (&options)),
                  INVALID, "ten thousand people");
  assert_refused (fixture, "AddReminder", g_variant_new ("(sss@ax@axa{sv})", "x", "2099-01-01T09:00", "UTC", make_numbers (1000000), make_numbers (1), NULL),
                  INVALID, "a million texts before it");
  assert_refused (fixture, "AddReminder", g_variant_new ("(sss@ax@axa{sv})", "x", "2099-01-01T09:00", "UTC", make_numbers (1), make_numbers (1000000), NULL),
                  INVALID, "a million people");
  g_variant_dict_insert_value (&changes, "people", make_numbers (1000000));
  assert_refused (fixture, "EditReminder", g_variant_new ("(x@a{sv})", (gint64) 1, g_variant_dict_end (&changes)),
                  INVALID, "a million people, later");
}

/* A file that is no calendar, one for nobody, and a good one; canceling nothing is nothing. */
static void
test_import (Fixture       *fixture,
             gconstpointer  unused)
{
  static const char good[] = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:Dentist\nDTSTART:20991201T093000Z\nEND:VEVENT\nEND:VCALENDAR\n";
  static const struct { const char *text; const char *options; int code; const char *reply; const char *why; } rows[] = {
    { "Dear diary", "{'people': <[@x 1]>}", INVALID, NULL, "no calendar" },
    { "", "{'people': <[@x 1]>}", INVALID, NULL, "an empty file" },
    { good, "{'people': <[@x 99]>}", NOT_FOUND, NULL, "nobody of that id" },
    { good, "{'people': <[@x 1]>, 'before': <[@x -60]>}", 0, "(0, 0, 0, 1, true, ", "a text after the event" },
    { good, "{'people': <[@x 1]>, 'type': <'job_failed'>}", 0, "(0, 0, 0, 1, true, ", "a reminder has no unit" },
    { good, "{'people': <[@x 1]>, 'before': <[@x 60]>}", 0, "(1, 0, 0, 0, true, [])", "a new one" },
    { good, "{'people': <[@x 1]>}", 0, "(0, 0, 1, 0, true, [])", "the same one" },
  };
  g_autoptr(GVariant) canceled = NULL;

  g_assert_cmpint (fixture_add_ann (fixture), ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GUnixFDList) fds = g_unix_fd_list_new ();
      g_autoptr(GVariant) reply = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *path = NULL;
      g_autofree char *printed = NULL;
      int fd = g_file_open_tmp ("tidings-XXXXXX.ics", &path, NULL);

      g_test_message ("%s", rows[i].why);
      g_assert_true (g_file_set_contents (path, rows[i].text, -1, NULL));
      g_close (fd, NULL);
      fd = g_open (path, O_RDONLY, 0);
      g_unix_fd_list_append (fds, fd, NULL);
      g_close (fd, NULL);
      g_unlink (path);
      reply = fixture_call_fds (fixture, "ImportReminders", g_variant_new ("(h@a{sv})", 0, g_variant_new_parsed (rows[i].options)), fds,
                                &error);
      if (rows[i].reply == NULL)
        {
          g_assert_error (error, TIDINGS_BUS_ERROR, rows[i].code);
          assert_words (error);
          continue;
        }
      g_assert_no_error (error);
      printed = g_variant_print (reply, FALSE);
      if (!g_str_has_prefix (printed, rows[i].reply))
        g_assert_cmpstr (printed, ==, rows[i].reply);
    }
  canceled = fixture_call (fixture, "CancelImport", g_variant_new ("()"), NULL);
  g_assert_nonnull (canceled);
}

/* Arguments of other types than the interface has never reach a handler. */
static void
test_types (Fixture       *fixture,
            gconstpointer  unused)
{
  const GDBusInterfaceInfo *info = tidings_bus_agent1_interface_info ();

  fixture_add_ann (fixture);
  for (guint i = 0; info->methods[i] != NULL; i++)
    {
      g_autofree char *before = fixture_dup_whole (fixture);
      g_autofree char *after = NULL;
      g_autoptr(GVariant) reply = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", info->methods[i]->name);
      reply = fixture_call (fixture, info->methods[i]->name, g_variant_new_parsed ("(byte 1, ['x'], 'y')"), &error);
      g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS);
      after = fixture_dup_whole (fixture);
      g_assert_cmpstr (before, ==, after);
    }
}

static GVariant *
connect_arguments (const char *sid,
                   const char *key,
                   int         handle,
                   const char *options)
{
  return g_variant_new ("(ssh@a{sv})", sid, key, handle, g_variant_new_parsed (options));
}

/* A pipe with these bytes in it, closed; NULL for one that nobody closes. */
static GUnixFDList *
make_pipe (const char *secret,
           int        *write_end)
{
  GUnixFDList *list = NULL;
  int fds[2];

  g_assert_true (g_unix_open_pipe (fds, FD_CLOEXEC, NULL));
  if (secret != NULL)
    {
      g_assert_cmpint (write (fds[1], secret, strlen (secret)), ==, strlen (secret));
      close (fds[1]);
    }
  *write_end = secret != NULL ? -1 : fds[1];
  list = g_unix_fd_list_new_from_array (fds, 1);

  return list;
}

static void
test_connect (Fixture       *fixture,
              gconstpointer  unused)
{
  static const struct { const char *sid; const char *key; int handle; const char *secret; const char *options; const char *why; } rows[] = {
    { "", "", 0, "x", NONE, "no account" },
    { "AC1", "", 0, "x", NONE, "too short" },
    { "SK00000000000000000000000000000001", "", 0, "x", NONE, "a key for an account" },
    { "AC0000000000000000000000000000000g", "", 0, "x", NONE, "no hexadecimal digit" },
    { "AC../../etc/passwd0000000000000000", "", 0, "x", NONE, "a path" },
    { SID, "AC00000000000000000000000000000001", 0, "x", NONE, "an account for a key" },
    { SID, " ", 0, "x", NONE, "a blank for a key" },
    { SID, "", 0, "", NONE, "an empty secret" },
    { SID, "", 0, "a b", NONE, "a blank in the secret" },
    { SID, "", 1, "x", NONE, "a descriptor that did not come" },
    { SID, "", -1, "x", NONE, "a negative descriptor" },
    { SID, "", G_MAXINT, "x", NONE, "the largest descriptor" },
    { SID, "", 0, "x", "{'from': <1>}", "a number for a sender" },
    { SID, "", 0, "x", "{'from': <'12'>}", "too short a sender" },
    { SID, "", 0, "x", "{'from': <'TwelveLettersLong'>}", "too long a name" },
    { SID, "", 0, "x", "{'service': <'MG1'>}", "no service" },
    { SID, "", 0, "x", "{'verify': <'../x'>}", "a path for a service" },
    { SID, "", 0, "x", "{'region': <'evil.example/'>}", "a host for a region" },
    { SID, "", 0, "x", "{'check-only': <'true'>}", "a word for a switch: nothing is kept" },
    { SID, "", 0, "x", "{'check_only': <true>}", "a slip of the pen: nothing is kept" },
  };

  fixture_add_ann (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *before = fixture_dup_whole (fixture);
      g_autofree char *after = NULL;
      g_autoptr(GUnixFDList) fds = NULL;
      g_autoptr(GVariant) reply = NULL;
      g_autoptr(GError) error = NULL;
      int write_end;

      g_test_message ("%s", rows[i].why);
      fds = make_pipe (rows[i].secret, &write_end);
      reply = fixture_call_fds (fixture, "ConnectAccount",
                                connect_arguments (rows[i].sid, rows[i].key, rows[i].handle, rows[i].options), fds, &error);
      g_assert_error (error, TIDINGS_BUS_ERROR, INVALID);
      assert_words (error);
      after = fixture_dup_whole (fixture);
      g_assert_cmpstr (before, ==, after);
    }
}

/* Without any descriptor, and with a pipe that nobody closes: an answer comes all the same. */
static void
test_connect_without_end (Fixture       *fixture,
                          gconstpointer  unused)
{
  g_autoptr(GUnixFDList) fds = NULL;
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;
  int write_end;

  reply = fixture_call (fixture, "ConnectAccount", connect_arguments (SID, "", 0, NONE), &error);
  g_assert_error (error, TIDINGS_BUS_ERROR, INVALID);
  g_clear_error (&error);

  fds = make_pipe (NULL, &write_end);
  reply = fixture_call_fds (fixture, "ConnectAccount", connect_arguments (SID, "", 0, NONE), fds, &error);
  g_assert_error (error, TIDINGS_BUS_ERROR, INVALID);
  assert_words (error);
  close (write_end);
}

/* What a caller may rely on although it looks odd. */
static void
test_accepted (Fixture       *fixture,
               gconstpointer  unused)
{
  static const Case good[] = {
    { "Raise", "('job_failed', {'unit': <byte 7>}, {'to': <['1']>})", 0, "a small number, and a person by id" },
    { "Raise", "('job_failed', {'unit': <int16 -7>}, {'to': <['ann']>})", 0, "a negative one, and a name in another case" },
    { "Raise", "('job_failed', {'unit': <uint64 18446744073709551615>}, {'to': <['+49 151 23456789']>})", 0, "the largest one, and a number" },
    { "Raise", "('job_failed', {'unit': <true>}, {'to': <['Ann', 'Ann', '1']>})", 0, "a truth, and a person three times" },
    { "Raise", "('job_failed', {'unit': <1.5>, 'unknown': <'x'>}, " NONE ")", 0, "a value that the text does not use" },
    { "EditPerson", "(@x 1, " NONE ")", 0, "no change" },
    { "SetTemplate", "('job_failed', '', '')", 0, "nothing to restore" },
    { "Pause", "(@x -9223372036854775808,)", 0, "a pause that ended before all time" },
    { "Pause", "(@x 0,)", 0, "no pause" },
    { "PausePerson", "(@x 1, @x -9223372036854775808)", 0, "a pause that ended before all time" },
    { "PausePerson", "(@x 1, @x 9223372036854775807)", 0, "until a person ends it" },
    { "PausePerson", "(@x 1, @x 0)", 0, "which is now" },
    { "EditPerson", "(@x 1, {'quiet': <'mo 00:00-24:00'>, 'rate-hour': <0>, 'rate-day': <-1>})", 0, "a day of rest" },
    { "EditPerson", "(@x 1, {'quiet': <''>})", 0, "and none" },
    { "ClearAccount", "()", 0, "no account to forget" },
    { "SetBackground", "(false,)", 0, "off already" },
    { "CheckAccount", "({'brief': <true>},)", 0, "the practice account" },
    { "CancelCheck", "()", 0, "nothing runs" },
    { "SetPractice", "(true,)", 0, "practising already" },
    { "SetPrivacy", "(@a{sv} {},)", 0, "nothing new" },
    { "SetPrivacy", "({'erase': <'all'>, 'delete': <true>},)", 0, "everything" },
    { "SetWatch", "('logins', false, @a{sv} {})", 0, "off already" },
    { "SetWatch", "('disk', false, {'percent': <@u 90>})", 0, "for later" },
    { "SetWebhook", "(false, @a{sv} {})", 0, "off already" },
    { "SetWebhook", "(false, {'url': <'https://a.example.com'>, 'address': <'127.0.0.1'>, 'port': <@u 8791>})", 0, "for later" },
    { "PracticeSet", "('+4915123456780', 'off')", 0, "a phone that nobody has" },
    { "PracticePhones", "()", 0, "what stands on the phones" },
    { "PracticeNow", "()", 0, "in the present already" },
    { "FinishReminder", "(@x 1,)", 0, "one that waits" },
    { "FinishReminder", "(@x 1,)", 0, "one that is done" },
    { "ReopenReminder", "(@x 1,)", 0, "one that is done after all" },
  };

  fixture_add_ann (fixture);
  add_reminder (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(GVariant) arguments = g_variant_parse (NULL, good[i].arguments, NULL, NULL, NULL);
      g_autoptr(GVariant) reply = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s: %s", good[i].method, good[i].why);
      reply = fixture_call (fixture, good[i].method, arguments, &error);
      g_assert_no_error (error);
    }
}

static void
assert_same_args (GDBusArgInfo **a,
                  GDBusArgInfo **b)
{
  guint i = 0;

  for (; a != NULL && a[i] != NULL; i++)
    {
      g_assert_nonnull (b[i]);
      g_assert_cmpstr (a[i]->name, ==, b[i]->name);
      g_assert_cmpstr (a[i]->signature, ==, b[i]->signature);
    }
  g_assert_true (b == NULL || b[i] == NULL);
}

/* What the process offers is what the XML that is installed says: no more, no less. */
static void
test_introspection (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "src", "bus", "org.tidings.Tidings.Agent1.xml", NULL);
  g_autofree char *xml = NULL;
  g_autoptr(GDBusNodeInfo) written = NULL;
  g_autoptr(GDBusNodeInfo) offered = NULL;
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GError) error = NULL;
  const char *answer = NULL;
  GDBusInterfaceInfo *a;
  GDBusInterfaceInfo *b;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &xml, NULL, &error));
  written = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (fixture->connection, AGENT_NAME, AGENT_PATH, "org.freedesktop.DBus.Introspectable",
                                       "Introspect", NULL, G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NONE, 60000, NULL, &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(&s)", &answer);
  offered = g_dbus_node_info_new_for_xml (answer, &error);
  g_assert_no_error (error);

  a = g_dbus_node_info_lookup_interface (written, tidings_bus_agent1_interface_info ()->name);
  b = g_dbus_node_info_lookup_interface (offered, tidings_bus_agent1_interface_info ()->name);
  g_assert_nonnull (a);
  g_assert_nonnull (b);
  for (; a->methods[n] != NULL; n++)
    {
      GDBusMethodInfo *method = g_dbus_interface_info_lookup_method (b, a->methods[n]->name);

      g_assert_nonnull (method);
      assert_same_args (a->methods[n]->in_args, method->in_args);
      assert_same_args (a->methods[n]->out_args, method->out_args);
    }
  g_assert_null (b->methods[n]);
  for (n = 0; a->signals[n] != NULL; n++)
    {
      GDBusSignalInfo *signal = g_dbus_interface_info_lookup_signal (b, a->signals[n]->name);

      g_assert_nonnull (signal);
      assert_same_args (a->signals[n]->args, signal->args);
    }
  g_assert_null (b->signals[n]);
  g_assert_true (b->properties == NULL || b->properties[0] == NULL);
}

/* Every key that the XML promises of GetStatus is there with its type, and no other. */
static void
test_status (Fixture       *fixture,
             gconstpointer  unused)
{
  static const struct { const char *key; const char *type; } keys[] = {
    { "mode", "s" }, { "account-sid", "s" }, { "account-name", "s" }, { "account-kind", "s" }, { "account-state", "s" },
    { "sender", "s" }, { "keyring", "s" }, { "online", "b" }, { "balance", "s" }, { "balance-at", "x" }, { "currency", "s" },
    { "usage-at", "x" }, { "usage-today-texts", "x" }, { "usage-today-segments", "x" }, { "usage-today-price", "s" },
    { "usage-month-texts", "x" }, { "usage-month-segments", "x" }, { "usage-month-price", "s" },
    { "day-used", "u" }, { "day-cap", "u" }, { "month-used", "u" }, { "month-cap", "u" }, { "spent", "s" }, { "reserved", "s" },
    { "budget", "s" }, { "day-spent", "s" }, { "day-budget", "s" }, { "groups", "a{s(ss)}" }, { "forecast-at", "x" },
    { "forecast-what", "s" }, { "forecast-texts", "x" }, { "forecast-price", "s" }, { "next-at", "x" }, { "next-what", "s" }, { "held", "u" }, { "queued", "u" }, { "in-doubt", "u" },
    { "paused-until", "x" }, { "erase", "s" }, { "delete", "b" }, { "webhook", "s" }, { "webhook-trouble", "s" },
    { "webhook-listen", "s" }, { "webhook-url", "s" }, { "webhook-status-url", "s" }, { "webhook-inbound-url", "s" },
    { "store-note", "s" }, { "version", "s" }, { "practice-ahead", "x" }, { "practice-until", "x" }, { "practice-next", "x" },
    { "practice-next-what", "s" }, { "watches", "a{ss}" },
  };
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GVariant) status = NULL;
  g_autoptr(GError) error = NULL;

  reply = fixture_call (fixture, "GetStatus", NULL, &error);
  g_assert_no_error (error);
  status = g_variant_get_child_value (reply, 0);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr(GVariant) value = g_variant_lookup_value (status, keys[i].key, NULL);

      g_test_message ("%s", keys[i].key);
      g_assert_nonnull (value);
      g_assert_cmpstr (g_variant_get_type_string (value), ==, keys[i].type);
    }
  g_assert_cmpuint (g_variant_n_children (status), ==, G_N_ELEMENTS (keys));
}

/* What is not right is refused as a whole, and what is right is there at once. */
static void
test_limits (Fixture       *fixture,
             gconstpointer  unused)
{
  static const struct { const char *changes; const char *key; const char *value; const char *why; } tries[] = {
    { "{'cap-day': <uint32 7>}", "cap-day", "uint32 7", "a number of texts" },
    { "{'burst': <uint32 0>, 'rate-hour': <uint32 0>}", "burst", "uint32 0", "no limit, twice at once" },
    { "{'budget-day': <'2.50'>}", "budget-day", "'2.50'", "money is a decimal" },
    { "{'budget-day': <''>}", "budget-day", "''", "and nothing is none" },
    { "{'budget-month': <'0.0079'>}", "budget-month", "'0.0079'", "as little as one part costs" },
    { "{'budget-groups': <{'household': '3', 'health': '1'}>}", "budget-groups", "{'health': '1.00', 'household': '3.00'}", "groups" },
    { "{'budget-groups': <{'household': ''}>}", "budget-groups", "{'health': '1.00'}", "one goes, the other stays" },
    { "{'zone': <'Pacific/Apia'>}", "zone", "'Pacific/Apia'", "a zone" },
    { "{'zone': <''>}", "zone", "''", "the computer's zone" },
    { "{}", "cap-day", "uint32 7", "nothing to do" },
    { "{'cap-day': <uint32 8>, 'cap-month': <uint32 4000000000>}", NULL, NULL, "out of range" },
    { "{'cap-day': <uint32 8>, 'budget-day': <'-1'>}", NULL, NULL, "less than nothing" },
    { "{'cap-day': <uint32 8>, 'budget-day': <'a lot'>}", NULL, NULL, "no amount" },
    { "{'cap-day': <uint32 8>, 'budget-day': <'99999999999999999999'>}", NULL, NULL, "an amount that does not fit" },
    { "{'cap-day': <uint32 8>, 'budget-groups': <{'nobody': '1'}>}", NULL, NULL, "no such group" },
    { "{'cap-day': <uint32 8>, 'zone': <'Mars/One'>}", NULL, NULL, "no such zone" },
    { "{'cap-day': <uint32 8>, 'zone': <'../../etc/passwd'>}", NULL, NULL, "a file is no zone" },
    { "{'cap-day': <int32 8>}", NULL, NULL, "another type" },
    { "{'practice': <false>}", NULL, NULL, "no limit at all" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autoptr(GVariant) reply = NULL;
      g_autoptr(GVariant) limits = NULL;
      g_autoptr(GVariant) value = NULL;
      g_autofree char *text = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", tries[i].why);
      reply = fixture_call (fixture, "SetLimits",
                            g_variant_new ("(@a{sv})", g_variant_new_parsed (*(tries[i].changes + 1) == '}' ? "@a{sv} {}" : tries[i].changes)),
                            &error);
      if (tries[i].key == NULL)
        {
          g_assert_error (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT);
          reply = fixture_call (fixture, "GetLimits", NULL, NULL);
        }
      limits = g_variant_get_child_value (reply, 0);
      value = g_variant_lookup_value (limits, tries[i].key != NULL ? tries[i].key : "cap-day", NULL);
      text = g_variant_print (value, TRUE);
      g_assert_cmpstr (text, ==, tries[i].key != NULL ? tries[i].value : "uint32 7");
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/calls/import", test_import);
  ADD ("/calls/hostile", test_hostile);
  ADD ("/calls/huge", test_huge);
  ADD ("/calls/many", test_many);
  ADD ("/calls/types", test_types);
  ADD ("/calls/connect", test_connect);
  ADD ("/calls/connect-without-end", test_connect_without_end);
  ADD ("/calls/accepted", test_accepted);
  ADD ("/calls/introspection", test_introspection);
  ADD ("/calls/status", test_status);
  ADD ("/calls/limits", test_limits);

  return g_test_run ();
}
