/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of the agent by the other commands, and what is made of its errors. */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "fixture.h"
#include "tidings-store-reminders.h"
#include "tidings-store-types.h"
#include "tidings-type-draft.h"

#define SID "AC0123456789abcdef0123456789abcdef"

static void
test_errors (Fixture       *fixture,
             gconstpointer  user_data)
{
  static const struct { const char *error; int status; const char *err; } cases[] = {
    { "org.tidings.Tidings.Error.InvalidArgument", 2, "tidings: Do this" },
    { "org.tidings.Tidings.Error.NotFound", 2, "tidings: Do this" },
    { "org.tidings.Tidings.Error.WrongCode", 1, "tidings: Do this" },
    { "org.tidings.Tidings.Error.TryLater", 1, "tidings: Do this" },
    { "org.tidings.Tidings.Error.NoAccount", 4, "tidings: Do this" },
    { "org.tidings.Tidings.Error.KeyringLocked", 4, "tidings: Do this" },
    { "org.tidings.Tidings.Error.Twilio", 1, "tidings: Do this" },
    { "org.tidings.Tidings.Error.Storage", 1, "tidings: Do this" },
    { "org.freedesktop.DBus.Error.NoReply", 5, "tidings: " },
    { "org.freedesktop.DBus.Error.UnknownMethod", 1, "tidings: " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture own = { NULL };

      g_test_message ("%s", cases[i].error);
      fixture_set_up (&own, NULL);
      fixture_refuse (&own, "SetPractice", cases[i].error, "Do this");
      fixture_run (&own, "practice off", NULL);
      g_assert_cmpint (own.status, ==, cases[i].status);
      g_assert_cmpstr (own.out, ==, "");
      assert_one_line (own.err, cases[i].err);
      fixture_tear_down (&own, NULL);
    }
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  user_data)
{
  fixture_refuse (fixture, "Cancel", "org.tidings.Tidings.Error.Refused", "paused: Sending is paused");
  fixture_run (fixture, "cancel 1", NULL);
  g_assert_cmpint (fixture->status, ==, 3);
  /* The rule's name is for programs, the sentence for people. */
  assert_one_line (fixture->err, "tidings: paused – Sending is paused\n");
}

static void
test_unreachable (Fixture       *fixture,
                  gconstpointer  without_agent)
{
  static const char * const lines[] = {
    "status", "status --json", "alert job_failed unit=backup", "alert job_failed unit=backup --dry-run", "practice inbox",
    "types on job_failed", "account", "account check", "account clear", "cancel 1", "retry 1", "reminders done 1",
    "people add Ann +4915123456789",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      fixture_run (fixture, lines[i], NULL);
      g_assert_cmpint (fixture->status, ==, 5);
      g_assert_cmpstr (fixture->out, ==, "");
      assert_one_line (fixture->err, "tidings: ");
    }

  /* What the store knows can be read all the same. */
  fixture_run (fixture, "people", NULL);
  g_assert_cmpint (fixture->status, ==, 0);

  g_subprocess_launcher_setenv (fixture->launcher, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  fixture_run (fixture, "status", NULL);
  g_assert_cmpint (fixture->status, ==, 5);
  assert_one_line (fixture->err, "tidings: ");
}

static void
test_damaged_store (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "tidings", NULL);
  g_autofree char *path = g_build_filename (folder, "tidings.db", NULL);
  g_autofree char *calls = NULL;

  /* What cannot be read is for the agent to put right, by an upgrade or by setting it aside; this one leaves it as it is. */
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "This is no database, although it has its place.", -1, NULL));

  fixture_run (fixture, "people", NULL);
  calls = fixture_dup_calls (fixture);
  g_assert_cmpstr (calls, ==, "GetStatus ()\n");
  g_assert_cmpint (fixture->status, ==, 1);
  assert_one_line (fixture->err, "tidings: ");
}

static void
test_status (Fixture       *fixture,
             gconstpointer  user_data)
{
  fixture_reply (fixture, "GetStatus", "({'mode': <'practice'>, 'day-used': <uint32 3>, 'day-cap': <uint32 50>,"
                                       " 'month-used': <uint32 12>, 'month-cap': <uint32 500>, 'balance': <'12.35'>,"
                                       " 'budget': <'5'>, 'spent': <'1.2'>, 'reserved': <'0.05'>,"
                                       " 'usage-at': <int64 1795262400000>, 'usage-today-texts': <int64 3>,"
                                       " 'usage-today-segments': <int64 4>, 'usage-today-price': <'0.0332'>,"
                                       " 'usage-month-texts': <int64 -1>, 'usage-month-segments': <int64 -1>, 'usage-month-price': <''>,"
                                       " 'currency': <'USD'>, 'version': <'0.1.0'>},)");
  fixture_run (fixture, "status", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "3 of 50 texts");
  assert_has (fixture->out, "12.35 USD");
  assert_has (fixture->out, "1.2 and 0.05 set aside of 5 USD");
  assert_has (fixture->out, "texts: 3, parts: 4, 0.0332 USD");
  g_assert_null (strstr (fixture->out, "Twilio month"));

  fixture_run (fixture, "status --json", NULL);
  assert_has (fixture->out, "\"mode\" : \"practice\"");
  assert_has (fixture->out, "\"balance\" : \"12.35\"");
  assert_has (fixture->out, "\"texts\" : 3");
  assert_has (fixture->out, "\"texts\" : null");
  assert_has (fixture->out, "\"at\" : \"2026-11-21T12:00:00Z\"");
}

/* The words for budgets and the pace; amounts as the agent gives them. */
static void
test_status_money (Fixture       *fixture,
                   gconstpointer  user_data)
{
  static const struct { const char *status; const char *words; const char *absent; const char *why; } cases[] = {
    { "'day-spent': <'0.3'>, 'day-budget': <'1'>", "0.3 of 1 USD", "Forecast", "a budget for the day, and no pace yet" },
    { "'day-spent': <'0.3'>, 'day-budget': <''>", "no limit", "0.3", "money without a budget is not a line" },
    { "'groups': <{'home': ('0.5', '2'), 'money': ('0.7', '')}>", "0.5 of 2 USD", "0.7", "a group with a budget, one without" },
    { "'forecast-at': <int64 4102444800000>, 'forecast-what': <'texts'>, 'forecast-texts': <int64 40>",
      "at this pace the texts of this month last until", "used up", "texts are short first" },
    { "'forecast-at': <int64 4102444800000>, 'forecast-what': <'money'>, 'forecast-texts': <int64 40>",
      "at this pace the money of this month lasts until", "used up", "money is short first" },
    { "'forecast-at': <int64 1000>, 'forecast-what': <'texts'>, 'forecast-texts': <int64 40>",
      "the texts of this month are used up", "last until", "reached already" },
    { "'forecast-at': <int64 0>, 'forecast-texts': <int64 40>, 'forecast-price': <'3.5'>",
      "at this pace 40 texts this month, for 3.5 USD", "last until", "nothing is short" },
    { "'forecast-at': <int64 0>, 'forecast-texts': <int64 40>, 'forecast-price': <''>",
      "at this pace 40 texts this month", " for ", "no price is known" },
    { "'forecast-at': <int64 0>, 'forecast-texts': <int64 -1>, 'forecast-price': <''>", "Next reminder", "pace", "too early" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *reply = g_strdup_printf ("({'mode': <'practice'>, 'currency': <'USD'>, %s},)", cases[i].status);
      Fixture own = { NULL };

      g_test_message ("%s", cases[i].why);
      fixture_set_up (&own, NULL);
      fixture_reply (&own, "GetStatus", reply);
      fixture_run (&own, "status", NULL);
      g_assert_cmpint (own.status, ==, 0);
      assert_has (own.out, cases[i].words);
      g_assert_null (strstr (own.out, cases[i].absent));
      fixture_tear_down (&own, NULL);
    }
}

static void
test_limits (Fixture       *fixture,
             gconstpointer  user_data)
{
  static const struct { const char *arguments; const char *call; int status; const char *why; } cases[] = {
    { "limits set cap-day 7", "SetLimits ({'cap-day': <uint32 7>},)", 0, "texts are numbers" },
    { "limits set cap-day off", "SetLimits ({'cap-day': <uint32 0>},)", 0, "no limit in words" },
    { "limits set budget-day 2.50", "SetLimits ({'budget-day': <'2.50'>},)", 0, "money goes as it was typed" },
    { "limits set budget-group:household 3", "SetLimits ({'budget-groups': <{'household': '3'}>},)", 0, "one group" },
    { "limits set budget-group:household none", "SetLimits ({'budget-groups': <{'household': ''}>},)", 0, "and none for it" },
    { "limits set zone off", "SetLimits ({'zone': <''>},)", 0, "the computer's zone" },
    { "limits set cap-day many", "", 2, "no number" },
    { "limits set cap-days 7", "", 2, "no such limit" },
    { "limits set cap-day", "", 2, "no value" },
    { "limits", "GetLimits ()", 0, "shown when nothing else is said" },
  };
  static const char reply[] = "({'rate-hour': <uint32 10>, 'cap-day': <uint32 0>, 'budget-day': <'2.50'>, 'budget-month': <''>,"
                              " 'budget-groups': <{'household': '3.00'}>, 'zone': <''>},)";

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture own = { NULL };
      g_autofree char *calls = NULL;

      g_test_message ("%s", cases[i].why);
      fixture_set_up (&own, NULL);
      fixture_reply (&own, "SetLimits", reply);
      fixture_reply (&own, "GetLimits", reply);
      fixture_run (&own, cases[i].arguments, NULL);
      g_assert_cmpint (own.status, ==, cases[i].status);
      calls = fixture_dup_calls (&own);
      g_assert_cmpstr (g_strchomp (calls), ==, cases[i].call);
      if (cases[i].status == 0)
        {
          assert_has (own.out, "budget-group:household");
          assert_has (own.out, "none");
        }
      fixture_tear_down (&own, NULL);
    }

  fixture_reply (fixture, "GetLimits", reply);
  fixture_run (fixture, "limits show --json", NULL);
  assert_has (fixture->out, "\"cap_day\" : null");
  assert_has (fixture->out, "\"budget_day\" : \"2.50\"");
  assert_has (fixture->out, "\"household\" : \"3.00\"");
  assert_has (fixture->out, "\"zone\" : null");
}

/* What is shown after a change is asked for, and not what was wished for. */
static void
test_background (Fixture       *fixture,
                 gconstpointer  user_data)
{
  static const struct { const char *arguments; const char *calls; const char *words; int status; const char *why; } cases[] = {
    { "background", "GetBackground ()", "does not start at login", 0, "shown when nothing else is said" },
    { "background on", "SetBackground (true,)\nGetBackground ()", "does not start at login", 0, "it was granted, and undone by somebody" },
    { "background off --json", "SetBackground (false,)\nGetBackground ()", "\"way\" : \"file\"", 0, "as an object" },
    { "background maybe", "", "", 2, "neither" },
    { "background on off", "", "", 2, "both" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture own = { NULL };
      g_autofree char *calls = NULL;

      g_test_message ("%s", cases[i].why);
      fixture_set_up (&own, NULL);
      fixture_reply (&own, "SetBackground", "(true,)");
      fixture_reply (&own, "GetBackground", "(false, 'file')");
      fixture_run (&own, cases[i].arguments, NULL);
      g_assert_cmpint (own.status, ==, cases[i].status);
      calls = fixture_dup_calls (&own);
      g_assert_cmpstr (g_strchomp (calls), ==, cases[i].calls);
      assert_has (own.out, cases[i].words);
      fixture_tear_down (&own, NULL);
    }

  fixture_refuse (fixture, "SetBackground", "org.tidings.Tidings.Error.Refused", "background: Not allowed by system settings");
  fixture_run (fixture, "background on", NULL);
  g_assert_cmpint (fixture->status, ==, 3);
  assert_has (fixture->err, "Not allowed by system settings");
}

static void
test_erase_all (Fixture       *fixture,
                gconstpointer  user_data)
{
  static const struct { const char *arguments; const char *calls; const char *words; int status; const char *why; } cases[] = {
    { "erase --all --yes", "EraseAll ()", "2 texts that Twilio keeps for later could not be called back", 0, "and what stays is told" },
    { "erase --all --yes --json", "EraseAll ()", "\"left\" : 2", 0, "as an object" },
    { "erase --all", "", "", 2, "nobody is there to ask" },
    { "erase --all Ann --yes", "", "", 2, "everything, or somebody" },
    { "erase", "", "", 2, "neither" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture own = { NULL };
      g_autofree char *calls = NULL;

      g_test_message ("%s", cases[i].why);
      fixture_set_up (&own, NULL);
      fixture_reply (&own, "EraseAll", "(@u 2,)");
      fixture_run (&own, cases[i].arguments, cases[i].status == 0 ? NULL : "delete\n");
      g_assert_cmpint (own.status, ==, cases[i].status);
      calls = fixture_dup_calls (&own);
      g_assert_cmpstr (g_strchomp (calls), ==, cases[i].calls);
      assert_has (own.out, cases[i].words);
      fixture_tear_down (&own, NULL);
    }

  fixture_refuse (fixture, "EraseAll", "org.tidings.Tidings.Error.KeyringLocked", "The keyring is locked");
  fixture_run (fixture, "erase --all --yes", NULL);
  g_assert_cmpint (fixture->status, ==, 4);
}

static void
test_refresh (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_reply (fixture, "Refresh", "()");
  fixture_reply (fixture, "GetStatus", "({'mode': <'practice'>, 'balance': <'7.00'>, 'currency': <'USD'>},)");
  fixture_run (fixture, "status --refresh", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "7.00 USD");
  calls = fixture_dup_calls (fixture);
  assert_has (calls, "Refresh");
}

static void
test_keep_text (Fixture       *fixture,
                gconstpointer  user_data)
{
  fixture_run (fixture, "log --remove", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  assert_one_line (fixture->err, "tidings: Say which text is to be deleted");

  /* What has not ended stays, and the agent says why. */
  fixture_refuse (fixture, "DeleteMessage", "org.tidings.Tidings.Error.InvalidArgument", "It waits still");
  fixture_run (fixture, "log 7 --remove", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_cmpstr (fixture->out, ==, "");
  assert_one_line (fixture->err, "tidings: It waits still");
}

static void
test_remove_text (Fixture       *fixture,
                  gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_reply (fixture, "DeleteMessage", "()");
  fixture_run (fixture, "log 7 --remove", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "Message 7 was deleted\n");
  calls = fixture_dup_calls (fixture);
  assert_has (calls, "DeleteMessage");
}

static void
test_lookup (Fixture       *fixture,
             gconstpointer  user_data)
{
  static const struct { const char *reply; const char *out; const char *json; const char *why; } cases[] = {
    { "(true, 'DE', 'mobile', 'Example DE', true, int64 1795262400000)", "“mobile”, carrier: Example DE", "\"carrier\" : \"Example DE\"",
      "all is known" },
    { "(true, 'DE', 'mobile', '', true, int64 1)", "“mobile”, carrier: unknown", "\"carrier\" : null", "but for the network" },
    { "(true, 'DE', 'landline', 'Example DE', true, int64 1)", "which takes no texts", "\"type\" : \"landline\"", "a line for voices" },
    { "(true, 'DE', '', '', false, int64 1)", "Twilio charges", "\"paid\" : false", "the free answer" },
    { "(true, 'DE', '', '', true, int64 1)", "are not known", "\"type\" : null", "paid for in vain" },
    { "(false, '', '', '', false, int64 1)", "cannot exist", "\"valid\" : false", "no such number" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture own = { NULL };

      g_test_message ("%s", cases[i].why);
      fixture_set_up (&own, NULL);
      fixture_add_person (&own, "Ann", "+4915123456789");
      fixture_reply (&own, "LookUp", cases[i].reply);
      fixture_run (&own, "people lookup Ann", NULL);
      g_assert_cmpint (own.status, ==, 0);
      assert_has (own.out, "Ann: ");
      assert_has (own.out, cases[i].out);
      fixture_run (&own, "people lookup Ann --json", NULL);
      assert_has (own.out, cases[i].json);
      fixture_tear_down (&own, NULL);
    }

  fixture_run (fixture, "people lookup Nobody", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
}

/* What makes `status` quick: that it is linked without what other commands need. */
static void
test_lean (Fixture       *fixture,
           gconstpointer  user_data)
{
  static const char * const heavy[] = { "phonenumber", "icu", "sqlite", "soup", "gtk" };

  g_subprocess_launcher_setenv (fixture->launcher, "LD_TRACE_LOADED_OBJECTS", "1", TRUE);
  fixture_run (fixture, "status", NULL);
  assert_has (fixture->out, "libgio");
  for (gsize i = 0; i < G_N_ELEMENTS (heavy); i++)
    g_assert_null (strstr (fixture->out, heavy[i]));
}

static void
test_people (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_reply (fixture, "AddPerson", "(int64 1, '+4915123456789')");
  fixture_run (fixture, "people add Ann '0151 23456789' --country de --quiet 22:00-07:00", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "Ann, +49 1512 3456789, not confirmed (id 1)\n");

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_reply (fixture, "EditPerson", "()");
  fixture_reply (fixture, "RemovePerson", "()");
  fixture_run (fixture, "people edit Ann --quiet off --off --name Anna", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  fixture_run (fixture, "people edit Ann --quiet 'Mo-Fr 22:00–7:00, sa-su 23:00-9:00' --rate-hour 3 --rate-day -1", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  fixture_run (fixture, "people remove '0151 23456789' --with-messages", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  fixture_run (fixture, "people edit Ann", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  fixture_run (fixture, "people edit Ann --on --off", NULL);
  g_assert_cmpint (fixture->status, ==, 2);

  calls = fixture_dup_calls (fixture);
  assert_has (calls, "AddPerson ('Ann', '0151 23456789', 'DE', {");
  assert_has (calls, "'quiet': <'22:00-07:00'>");
  assert_has (calls, "EditPerson (1, {'name': <'Anna'>, 'quiet': <'off'>, 'enabled': <false>})");
  assert_has (calls, "EditPerson (1, {'quiet': <'mo-fr 22:00-07:00 sa,su 23:00-09:00'>, 'rate-hour': <3>, 'rate-day': <-1>})");
  assert_has (calls, "RemovePerson (1, true)");
}

static void
test_pause (Fixture       *fixture,
            gconstpointer  user_data)
{
  static const struct { const char *line; int status; const char *out; const char *err; const char *why; } cases[] = {
    { "pause", 0, "Nothing comes through", "", "everybody, until a person ends it" },
    { "pause --for 2h", 0, "Nothing comes through", "", "and by itself" },
    { "pause --off", 0, "Sending goes on", "", "and now" },
    { "pause Ann --for 30m", 0, "Critical alerts, security alerts and codes still come through", "", "one person" },
    { "pause Ann", 0, "“tidings pause Ann --off”", "", "says how it ends" },
    { "pause Ann --off", 0, "Texts to Ann go on", "", "and does" },
    { "pause Ann --until 2100-01-01T08:00 --json", 0, "\"paused\" : true", "", "for programs" },
    { "pause --until 'sometime'", 2, "", "not a moment", "a moment that nobody understands" },
    { "pause --until 2020-01-01T08:00", 2, "", "has passed already", "a pause that is over before it begins" },
    { "pause --for 0m", 2, "", "30m, 2h or 3d", "no while at all" },
    { "pause --for soon", 2, "", "30m, 2h or 3d", "no while at all" },
    { "pause --for 2h --off", 2, "", "one of --for, --until and --off", "two ends" },
    { "pause Zoe", 2, "", "Zoe", "nobody" },
  };
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_reply (fixture, "Pause", "()");
  fixture_reply (fixture, "PausePerson", "()");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].line, cases[i].why);
      fixture_run (fixture, cases[i].line, NULL);
      g_assert_cmpint (fixture->status, ==, cases[i].status);
      assert_has (fixture->out, cases[i].out);
      assert_has (fixture->err, cases[i].err);
    }

  calls = fixture_dup_calls (fixture);
  assert_has (calls, "Pause (9223372036854775807,)");
  assert_has (calls, "Pause (0,)");
  assert_has (calls, "PausePerson (1, 9223372036854775807)");
  assert_has (calls, "PausePerson (1, 0)");
  assert_has (calls, "PausePerson (1, 4102");
}

static void
test_verify (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_message (fixture, 1, "123456 is your code", "queued");
  fixture_reply (fixture, "SendCode", "(int64 1, int64 1795250400000, int64 1795249830000)");
  fixture_steps (fixture, "1 sending\n1 delivered\n");
  fixture_run (fixture, "verify Ann", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "+49 1512 3456789");
  assert_has (fixture->out, "08:40");

  fixture_reply (fixture, "ConfirmCode", "()");
  fixture_run (fixture, "verify Ann 123456", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  calls = fixture_dup_calls (fixture);
  assert_has (calls, "ConfirmCode (1, '123456')");
}

static void
test_verify_fails (Fixture       *fixture,
                   gconstpointer  user_data)
{
  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_message (fixture, 1, "123456 is your code", "queued");
  fixture_reply (fixture, "SendCode", "(int64 1, int64 1795250400000, int64 1795249830000)");
  fixture_steps (fixture, "1 sending\n1 failed twilio 21211\n");

  /* Nobody waits for a code that did not get through. */
  fixture_run (fixture, "verify Ann", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  assert_one_line (fixture->err, "Ann: failed – ");
}

static void
test_wrong_code (Fixture       *fixture,
                 gconstpointer  user_data)
{
  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_refuse (fixture, "ConfirmCode", "org.tidings.Tidings.Error.WrongCode", "Wrong");
  fixture_reply (fixture, "GetCodeState", "('sent', uint32 2, int64 0, int64 0, uint32 6)");

  fixture_run (fixture, "verify Ann 000000", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_cmpstr (fixture->out, ==, "");
  assert_one_line (fixture->err, "tidings: ");
  assert_has (fixture->err, "2 tries are left");
}

static void
test_no_try_left (Fixture       *fixture,
                  gconstpointer  user_data)
{
  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_refuse (fixture, "ConfirmCode", "org.tidings.Tidings.Error.WrongCode", "Wrong");
  fixture_reply (fixture, "GetCodeState", "('used-up', uint32 0, int64 0, int64 0, uint32 6)");

  fixture_run (fixture, "verify Ann 000000", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  assert_has (fixture->err, "tidings verify Ann");
}

static void
test_types (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_reply (fixture, "SetSubscription", "()");
  fixture_reply (fixture, "SetTemplate", "()");
  fixture_run (fixture, "types on job_failed --for Ann", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  fixture_run (fixture, "types off job_failed", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  fixture_run (fixture, "types template job_failed 'Oh {{ unit }}' --language de", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  fixture_run (fixture, "types template job_failed ''", NULL);
  g_assert_cmpint (fixture->status, ==, 0);

  calls = fixture_dup_calls (fixture);
  assert_has (calls, "SetSubscription (1, 'job_failed', true)");
  assert_has (calls, "SetSubscription (0, 'job_failed', false)");
  assert_has (calls, "SetTemplate ('job_failed', 'de', 'Oh {{ unit }}')");
  assert_has (calls, "SetTemplate ('job_failed', '', '')");
}

/* A wording is in every text, so what makes it dear is told once, when it is set. */
static void
test_dear_wording (Fixture       *fixture,
                   gconstpointer  user_data)
{
  static const struct { const char *wording; const char *costly; const char *cheaper; const char *why; } cases[] = {
    { "{{ unit }} a \u00e9chou\u00e9", NULL, NULL, "letters that are free" },
    { "{{ unit }} \u2013 \u201cfailed\u201d", NULL, NULL, "quotes and dashes are sent straight by themselves" },
    { "{{ unit }} est termin\u00e9, gar\u00e7on", "\u00e7 makes", "{{ unit }} est termin\u00e9, garcon", "an accent that is not free" },
    { "\U0001f4a5 {{ unit }}", "\U0001f4a5 makes", "Cheaper: {{ unit }}\n", "an emoji" },
    { "{{ unit }} \u043d\u0435 \u0433\u043e\u0442\u043e\u0432", NULL, NULL, "a script that has no other letters" },
    { "", NULL, NULL, "the wording that came with Tidings" },
  };

  fixture_reply (fixture, "SetTemplate", "()");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strdup_printf ("types template job_failed '%s'", cases[i].wording);

      fixture_run (fixture, line, NULL);
      g_test_message ("%s: %s", cases[i].why, fixture->err);
      g_assert_cmpint (fixture->status, ==, 0);
      if (cases[i].costly == NULL)
        g_assert_cmpstr (fixture->err, ==, "");
      else
        assert_has (fixture->err, cases[i].costly);
      if (cases[i].cheaper != NULL)
        assert_has (fixture->err, cases[i].cheaper);
    }
}

static void
add_own_type (Fixture *fixture)
{
  g_autoptr(TidingsStore) store = fixture_open_store (fixture);
  g_autoptr(TidingsTypeDraft) draft = tidings_type_draft_new ();
  g_autoptr(TidingsAlertType) type = NULL;

  draft->id = g_strdup ("barn");
  draft->title = g_strdup ("Barn open");
  draft->template = g_strdup ("{{ barn }} is open");
  type = tidings_type_draft_finish (draft, tidings_catalog_get_default (), NULL);
  g_assert_true (tidings_store_put_type (store, type, 1000, NULL));
}

static void
test_own_type_refused (Fixture       *fixture,
                       gconstpointer  user_data)
{
  add_own_type (fixture);
  fixture_refuse (fixture, "PutType", "org.tidings.Tidings.Error.InvalidArgument", "The text asks for {{ x }}");
  fixture_run (fixture, "types edit barn --text '{{ x }}' --field barn", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  assert_one_line (fixture->err, "tidings");
  assert_has (fixture->err, "The text asks for {{ x }}");
}

/* What is typed of a type reaches the agent, and no more than that. */
static void
test_own_types (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  add_own_type (fixture);
  fixture_reply (fixture, "PutType", "()");
  fixture_reply (fixture, "RemoveType", "()");
  fixture_run (fixture, "types add tank --title 'Tank low' --text '{{ tank }} {{ level }}'", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "tidings types on tank");
  fixture_run (fixture, "types add full --title T --text X --group home --description D --subject S --priority high "
                        "--field tank --field level:number? --sample oil --sample 5 --cooldown 15m --dedupe-field tank "
                        "--late 0 --max-segments 3 --private yes --one-way no", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  fixture_run (fixture, "types edit barn --title 'Barn wide open'", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  fixture_run (fixture, "types remove barn", NULL);
  g_assert_cmpint (fixture->status, ==, 0);

  calls = fixture_dup_calls (fixture);
  assert_has (calls, "PutType ('tank', {'title': <'Tank low'>, 'template': <'{{ tank }} {{ level }}'>})");
  assert_has (calls, "PutType ('full', {'title': <'T'>, 'template': <'X'>, 'group': <'home'>, 'description': <'D'>, "
                     "'subject': <'S'>, 'priority': <'high'>, 'dedupe-field': <'tank'>, 'fields': <['tank', 'level:number?']>, "
                     "'samples': <['oil', '5']>, 'max-segments': <uint32 3>, 'cooldown': <uint32 900>, 'late': <uint32 0>, "
                     "'private': <true>, 'one-way': <false>})");
  assert_has (calls, "PutType ('barn', {'title': <'Barn wide open'>})");
  assert_has (calls, "RemoveType ('barn',)");

  fixture_run (fixture, "types add barn --title T --text X", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  assert_one_line (fixture->err, "tidings");
  assert_has (fixture->err, "types edit");
  fixture_run (fixture, "types", NULL);
  assert_has (fixture->out, "Barn open");
  assert_has (fixture->out, "My Alerts");
  fixture_run (fixture, "types show barn", NULL);
  assert_has (fixture->out, "your own");
  assert_has (fixture->out, "{{ barn }} is open");
  fixture_run (fixture, "types show barn --json", NULL);
  assert_has (fixture->out, "\"own\" : true");
}

static void
test_reminders (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_person (fixture, "Ben", "+4915123456780");
  fixture_reply (fixture, "AddReminder", "(int64 1,)");
  fixture_reply (fixture, "FinishReminder", "()");

  fixture_run (fixture, "remind Ann,Ben 2099-11-22T09:00 Dentist --before 2d,0 --zone Europe/Berlin", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "Dentist");
  assert_has (fixture->out, "(reminder 1)");
  fixture_run (fixture, "remind 'Ann' '2099-11-22 09:00' Dentist", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  fixture_run (fixture, "reminders done 1", NULL);
  g_assert_cmpint (fixture->status, ==, 0);

  /* What lies behind cannot be announced, and half of it is said. */
  fixture_run (fixture, "remind Ann 2001-11-22T09:00 Dentist", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  fixture_run (fixture, "remind Ann 'in 2h' Dentist", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->err, "24h");

  /* One that comes again, and its options as the bus has them. */
  fixture_run (fixture, "remind Ann 2099-11-22T09:00 Bins --before 0 --repeat weekly --count 3 --type chore_due --turns --overdue 4h --late 2h", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  fixture_run (fixture, "remind Ann 2099-11-22T09:00 Bins --repeat weekly --count never", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  fixture_run (fixture, "remind Ann 2099-11-22T09:00 Bins --overdue later", NULL);
  g_assert_cmpint (fixture->status, ==, 2);

  calls = fixture_dup_calls (fixture);
  assert_has (calls, "AddReminder ('Bins', '2099-11-22T09:00', '', [0], [1], {'type': <'chore_due'>, 'repeat': <'weekly'>, 'count': <uint32 3>, "
                     "'takes-turns': <true>, 'overdue': <int64 14400>, 'late': <int64 7200>})");
  assert_has (calls, "AddReminder ('Dentist', '2099-11-22T09:00', 'Europe/Berlin', [172800, 0], [1, 2], {})");
  assert_has (calls, "AddReminder ('Dentist', '2099-11-22T09:00', '', [86400, 3600], [1], {})");
  assert_has (calls, "FinishReminder (1,)");
}

/* A weekly reminder as the agent would have written it. */
static gint64
add_weekly (Fixture *fixture)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(TidingsStore) store = fixture_open_store (fixture);
  g_autoptr(GError) error = NULL;
  const gint64 before = 0;
  TidingsOccurrence *moved = tidings_reminder_add_occurrence (reminder, "2099-11-29T09:00");

  reminder->title = g_strdup ("Bins");
  reminder->wall = g_strdup ("2099-11-22T09:00");
  reminder->zone = g_strdup ("Europe/Berlin");
  g_free (reminder->rule);
  reminder->rule = g_strdup ("FREQ=WEEKLY");
  moved->moved_to = g_strdup ("2099-11-30T10:00");
  tidings_reminder_set_before (reminder, &before, 1);
  g_assert_true (tidings_store_put_reminder (store, reminder, 1, &error));
  g_assert_no_error (error);

  return reminder->id;
}

/* What was done or put off is taken back by the same command. */
static void
test_taken_back (Fixture *fixture)
{
  static const struct { const char *line; const char *call; const char *said; const char *why; } cases[] = {
    { "reminders done 1 --undo", "ReopenReminder (1,)", "It is open again", "not finished once more" },
    { "reminders snooze 1 off", "SnoozeReminder (1, 0)", "Bins: no text goes once more", "no moment called off" },
  };

  fixture_reply (fixture, "ReopenReminder", "()");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *before = fixture_dup_calls (fixture);
      g_autofree char *calls = NULL;

      g_test_message ("%s: %s", cases[i].line, cases[i].why);
      fixture_run (fixture, cases[i].line, NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      assert_has (fixture->out, cases[i].said);
      calls = fixture_dup_calls (fixture);
      /* This call and no other. */
      g_assert_true (g_str_has_prefix (calls, before));
      assert_has (calls + strlen (before), cases[i].call);
      g_assert_null (strstr (calls + strlen (before), "FinishReminder"));
    }
}

static void
test_occurrences (Fixture       *fixture,
                  gconstpointer  user_data)
{
  static const struct { const char *line; const char *call; const char *why; } cases[] = {
    { "reminders skip 1", "SkipOccurrence (1, '2099-11-22T09:00', true)", "the next one" },
    { "reminders skip 1 next --undo", "SkipOccurrence (1, '2099-11-22T09:00', false)", "and back" },
    { "reminders skip 1 2099-12-06", "SkipOccurrence (1, '2099-12-06T09:00', true)", "by its day" },
    { "reminders skip 1 2099-12-06T09:00", "SkipOccurrence (1, '2099-12-06T09:00', true)", "by its moment" },
    { "reminders skip 1 2099-11-30", "SkipOccurrence (1, '2099-11-29T09:00', true)", "where it was moved to" },
    { "reminders skip 1 2099-12-07", NULL, "it does not come that day" },
    { "reminders skip 1 sometime", NULL, "no day" },
    { "reminders skip 9", NULL, "no such reminder" },
    { "reminders move 1 2099-12-06 2099-12-07T18:00", "MoveOccurrence (1, '2099-12-06T09:00', '2099-12-07T18:00')", "to another day" },
    { "reminders move 1 next later", NULL, "to no moment" },
    { "reminders snooze 1 soon", NULL, "neither a while nor a moment" },
    { "reminders edit 1 --repeat never", "EditReminder (1, {'repeat': <''>})", "the series ends" },
    { "reminders edit 1 --no-turns --overdue 0", "EditReminder (1, {'takes-turns': <false>, 'overdue': <int64 0>})", "switched off" },
  };
  g_autofree char *calls = NULL;

  g_assert_cmpint (add_weekly (fixture), ==, 1);
  fixture_reply (fixture, "SkipOccurrence", "()");
  fixture_reply (fixture, "MoveOccurrence", "()");
  fixture_reply (fixture, "SnoozeReminder", "()");
  fixture_reply (fixture, "EditReminder", "()");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].line, cases[i].why);
      fixture_run (fixture, cases[i].line, NULL);
      g_assert_cmpint (fixture->status, ==, cases[i].call != NULL ? 0 : 2);
    }
  fixture_run (fixture, "reminders snooze 1 2h", NULL);
  g_assert_cmpint (fixture->status, ==, 0);

  calls = fixture_dup_calls (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (cases[i].call != NULL)
      assert_has (calls, cases[i].call);
  assert_has (calls, "SnoozeReminder (1, ");
  g_assert_null (strstr (calls, "SnoozeReminder (1, 0)"));
  test_taken_back (fixture);

  fixture_run (fixture, "reminders show 1", NULL);
  assert_has (fixture->out, "Bins");
  assert_has (fixture->out, "Europe/Berlin");
  assert_has (fixture->out, "moved to");
  fixture_run (fixture, "reminders show 1 --json", NULL);
  assert_has (fixture->out, "\"repeat\" : \"FREQ=WEEKLY\"");
  assert_has (fixture->out, "\"moved_to\" : \"2099-11-30T10:00\"");
}

/* The secret comes out of the pipe at the other side, and stands nowhere else. */
static void
test_secret (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autofree char *calls = NULL;
  const char *secret = NULL;

  fixture_reply (fixture, "ConnectAccount", "({'name': <'Home'>, 'kind': <'Trial'>, 'balance': <'12.35'>, 'currency': <'USD'>},)");
  fixture_run (fixture, "account set --sid " SID " --from +15005550006 --region ie1", "0123456789abcdef0123456789abcdef\r\nmore\n");
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "Home");

  calls = fixture_dup_calls (fixture);
  assert_has (calls, "ConnectAccount ('" SID "', '', 0, {'from': <'+15005550006'>, 'region': <'ie1'>})");
  secret = strstr (calls, "0123456789abcdef0123456789abcdef\n");
  g_assert_nonnull (secret);
  assert_has (calls, "secret=0123456789abcdef0123456789abcdef\n");
  g_assert_null (strstr (secret + 1, "0123456789abcdef0123456789abcdef\n"));
  g_assert_null (strstr (fixture->out, "0123456789abcdef0123456789abcdef"));
}

static void
test_locked_keyring (Fixture       *fixture,
                     gconstpointer  user_data)
{
  fixture_refuse (fixture, "ConnectAccount", "org.tidings.Tidings.Error.KeyringLocked", "Unlock the keyring");
  fixture_run (fixture, "account set --sid " SID " --service MG0123456789abcdef0123456789abcdef", "abc\n");
  g_assert_cmpint (fixture->status, ==, 4);
  g_assert_cmpstr (fixture->out, ==, "");
  assert_one_line (fixture->err, "tidings: Unlock the keyring");
  g_assert_null (strstr (fixture->err, "abc"));
}

/* What cannot be watched here, and for whom nothing is watched, is said. */
static void
test_watch (Fixture       *fixture,
            gconstpointer  user_data)
{
  static const char list[] = "([('logins', true, true, '', 'new_login', uint32 1), ('battery', false, false, 'This computer has no battery', "
                             "'battery_low', 0), ('disk', true, true, '', 'disk_full', 0)], uint32 90)";
  g_autofree char *calls = NULL;

  fixture_reply (fixture, "GetWatches", list);
  fixture_reply (fixture, "SetWatch", "()");
  fixture_reply (fixture, "GetBackground", "(false, 'file')");
  fixture_reply (fixture, "GetStatus", "({'watches': <{'disk': '', 'battery': 'This computer has no battery'}>},)");
  fixture_run (fixture, "watch on disk --percent 90", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "A disk is 90% full");
  assert_has (fixture->out, "battery: This computer has no battery\n");
  assert_has (fixture->out, "“tidings types on disk_full”");
  assert_has (fixture->out, "“tidings background on”");
  g_assert_null (strstr (fixture->out, "battery_low"));
  g_assert_null (strstr (fixture->out, "new_login"));
  fixture_run (fixture, "watch off disk --json", NULL);
  assert_has (fixture->out, "\"percent\" : 90");
  assert_has (fixture->out, "\"why\" : \"This computer has no battery\"");
  calls = fixture_dup_calls (fixture);
  assert_has (calls, "SetWatch ('disk', true, {'percent': <uint32 90>})");
  assert_has (calls, "SetWatch ('disk', false, {})");

  fixture_run (fixture, "watch on disk --percent 100", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  fixture_run (fixture, "watch on", NULL);
  g_assert_cmpint (fixture->status, ==, 2);

  fixture_run (fixture, "status", NULL);
  assert_has (fixture->out, "battery: This computer has no battery\n");
}

static void
test_webhook (Fixture       *fixture,
              gconstpointer  user_data)
{
  static const char state[] = "({'webhook': <'on'>, 'webhook-trouble': <''>, 'webhook-listen': <'127.0.0.1:8790'>, "
                              "'webhook-url': <'https://a.example.com'>, 'webhook-status-url': <'https://a.example.com/s'>, "
                              "'webhook-inbound-url': <'https://a.example.com/i'>},)";
  g_autofree char *calls = NULL;

  fixture_reply (fixture, "SetWebhook", state);
  fixture_reply (fixture, "GetStatus", "({'webhook': <'stopped'>, 'webhook-trouble': <'Practice is on'>},)");
  fixture_run (fixture, "account webhook on --url https://a.example.com --port 8790", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "127.0.0.1:8790\n");
  assert_has (fixture->out, "https://a.example.com/i\n");
  fixture_run (fixture, "account webhook off --address 127.0.0.2 --json", NULL);
  assert_has (fixture->out, "\"inbound_url\" : \"https://a.example.com/i\"");
  calls = fixture_dup_calls (fixture);
  assert_has (calls, "SetWebhook (true, {'port': <uint32 8790>, 'url': <'https://a.example.com'>})");
  assert_has (calls, "SetWebhook (false, {'address': <'127.0.0.2'>})");

  /* Without a word it is only looked at. */
  fixture_run (fixture, "account webhook", NULL);
  assert_has (fixture->out, "Practice is on\n");
  g_assert_null (strstr (fixture->out, "/i"));
  fixture_run (fixture, "status", NULL);
  assert_has (fixture->out, "Practice is on\n");
}

static void
test_webhook_refused (Fixture       *fixture,
                      gconstpointer  user_data)
{
  fixture_refuse (fixture, "SetWebhook", "org.tidings.Tidings.Error.NoAccount", "Use the token");
  fixture_run (fixture, "account webhook on", NULL);
  g_assert_cmpint (fixture->status, ==, 4);
  assert_one_line (fixture->err, "tidings: Use the token");
}

static void
test_privacy (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_reply (fixture, "SetPrivacy", "()");
  fixture_reply (fixture, "GetStatus", "({'erase': <'all'>, 'delete': <true>},)");
  fixture_run (fixture, "account privacy all --delete on --json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "\"erase\" : \"all\"");
  assert_has (fixture->out, "\"delete\" : true");
  fixture_run (fixture, "account privacy --delete off", NULL);
  assert_has (fixture->out, "deleted at Twilio\n");
  fixture_run (fixture, "account privacy", NULL);
  calls = fixture_dup_calls (fixture);
  assert_has (calls, "SetPrivacy ({'erase': <'all'>, 'delete': <true>},)");
  assert_has (calls, "SetPrivacy ({'delete': <false>},)");
  g_assert_null (strstr (calls, "SetPrivacy (@a{sv} {},)"));
}

static void
test_account_check (Fixture       *fixture,
                    gconstpointer  user_data)
{
  fixture_reply (fixture, "CheckAccount", "([('account', 'good', 'It is active', '', ''), "
                                          "('trial', 'unknown', 'It is\nhidden', '', 'person:1')],)");
  fixture_run (fixture, "account check", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "✓ Account: It is active\n");
  assert_has (fixture->out, "? Trial: It is hidden\n");
  fixture_run (fixture, "account check --json", NULL);
  assert_has (fixture->out, "\"person_id\" : 1");
  assert_has (fixture->out, "\"next\" : null");
}

static void
test_account_check_bad (Fixture       *fixture,
                        gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_reply (fixture, "CheckAccount", "([('account', 'good', 'It is active', '', ''), "
                                          "('country', 'bad', 'It is off', 'Switch it on', 'country:KE')],)");
  fixture_run (fixture, "account check --to Ann", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  assert_has (fixture->out, "✗ Country: It is off\n  → Switch it on\n");
  fixture_run (fixture, "account check --json", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  assert_has (fixture->out, "\"result\" : \"bad\"");
  assert_has (fixture->out, "\"country\" : \"KE\"");
  calls = fixture_dup_calls (fixture);
  assert_has (calls, "CheckAccount ({'to': <int64 1>},)");

  fixture_run (fixture, "account check --to Nobody", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
}

/* The code is the last run of six digits of the output, whatever else stands there. */
static void
test_inbox (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autoptr(GRegex) six = g_regex_new ("\\b[0-9]{6}\\b", 0, 0, NULL);
  g_autoptr(GMatchInfo) matches = NULL;
  g_autofree char *last = NULL;

  fixture_reply (fixture, "PracticePhones",
                 "([('+4915123456789', '+15005550006', false, '654321 is old', int64 1795249800000, 'SM1'),"
                 " ('+4915123456789', '+15005550006', true, '222222 is an answer', int64 1795249800000, 'SM4'),"
                 " ('+4915123456789', '+15005550006', false, '123456 is your\ncode', int64 1795249800000, 'SM2'),"
                 " ('+447700900123', '+15005550006', false, 'Hello', int64 1795249800000, 'SM3')],"
                 " {'+4915123456789': 'off'})");
  fixture_run (fixture, "practice inbox", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  for (g_regex_match (six, fixture->out, 0, &matches); g_match_info_matches (matches); g_match_info_next (matches, NULL))
    {
      g_free (last);
      last = g_match_info_fetch (matches, 0);
    }
  g_assert_cmpstr (last, ==, "123456");
  assert_has (fixture->out, "123456 is your code\n");
  g_assert_null (strstr (fixture->out, "answer"));

  fixture_run (fixture, "practice inbox --replies", NULL);
  assert_has (fixture->out, "+15005550006  222222 is an answer\n");

  fixture_run (fixture, "practice inbox --json", NULL);
  assert_has (fixture->out, "\"sid\" : \"SM3\"");
  assert_has (fixture->out, "\"at\" : \"2026-11-21T08:30:00Z\"");
}

static void
test_practice_phone (Fixture       *fixture,
                     gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_add_person (fixture, "Ben", "+447700900123");
  fixture_reply (fixture, "PracticePhones", "(@a(ssbsxs) [], {'+4915123456789': 'off'})");
  fixture_reply (fixture, "PracticeSet", "()");
  fixture_run (fixture, "practice phone Ann", NULL);
  g_assert_cmpstr (fixture->out, ==, "off\n");
  fixture_run (fixture, "practice phone Ben", NULL);
  g_assert_cmpstr (fixture->out, ==, "normal\n");

  fixture_run (fixture, "practice phone Ben landline", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  calls = fixture_dup_calls (fixture);
  assert_has (calls, "PracticeSet ('+447700900123', 'landline')");
}

/* Where the household's clock is a day and an hour ahead. */
static void
test_practice_time (Fixture       *fixture,
                    gconstpointer  user_data)
{
  static const struct { const char *line; int status; const char *why; } cases[] = {
    { "practice ahead", 2, "neither how far nor --next" },
    { "practice ahead --next 24h", 2, "both" },
    { "practice ahead yesterday", 2, "no moment" },
    { "practice ahead 2001-01-01T09:00", 2, "time only goes ahead" },
  };
  g_autofree char *calls = NULL;

  fixture_reply (fixture, "GetStatus", "({'mode': <'practice'>, 'practice-ahead': <int64 86400000>, 'practice-next': <int64 0>,"
                                       " 'practice-next-what': <''>},)");
  fixture_reply (fixture, "PracticeAhead", "(int64 1795249800000,)");
  fixture_reply (fixture, "PracticeNow", "()");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fixture_run (fixture, cases[i].line, NULL);
      if (fixture->status != cases[i].status)
        g_error ("%s: status %d", cases[i].why, fixture->status);
    }

  fixture_run (fixture, "practice ahead --next --json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_has (fixture->out, "\"ahead_s\" : 86400");
  calls = fixture_dup_calls (fixture);
  assert_has (calls, "PracticeAhead (0,)");
  fixture_run (fixture, "practice ahead 24h", NULL);
  assert_has (fixture->out, "Practice time: tomorrow");
  fixture_run (fixture, "practice now", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
}

/* Outside practice mode the agent says so. */
static void
test_practice_time_refused (Fixture       *fixture,
                            gconstpointer  user_data)
{
  fixture_refuse (fixture, "PracticeAhead", "org.tidings.Tidings.Error.InvalidArgument", "The practice phone is there in practice mode only");
  fixture_run (fixture, "practice ahead 24h", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  assert_has (fixture->err, "practice mode only");
}

static void
test_practice_reply (Fixture       *fixture,
                     gconstpointer  user_data)
{
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_reply (fixture, "PracticeReply", "()");
  fixture_run (fixture, "practice reply Ann STOP", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  calls = fixture_dup_calls (fixture);
  assert_has (calls, "PracticeReply ('+4915123456789', 'STOP')");
}

static void
test_import (Fixture       *fixture,
             gconstpointer  user_data)
{
  static const struct { const char *line; const char *call; const char *why; } cases[] = {
    { "reminders import /dev/null", "ImportReminders (0, {'people': <[int64 1]>})", "the only one there is" },
    { "reminders import /dev/null --before 1h,0 --type chore_due",
      "ImportReminders (0, {'people': <[int64 1]>, 'before': <[int64 3600, 0]>, 'type': <'chore_due'>})", "all options" },
    { "reminders import", NULL, "of which file" },
    { "reminders import /nowhere/at-all.ics", NULL, "no such file" },
    { "reminders import /dev/null --before soon", NULL, "no lead time" },
    { "reminders import /dev/null --to Nobody", NULL, "nobody of that name" },
  };
  g_autofree char *calls = NULL;

  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_reply (fixture, "ImportReminders", "(uint32 3, uint32 1, uint32 2, uint32 4, true, ['Something is past'])");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].line, cases[i].why);
      fixture_run (fixture, cases[i].line, NULL);
      g_assert_cmpint (fixture->status, ==, cases[i].call != NULL ? 0 : 2);
    }
  calls = fixture_dup_calls (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (cases[i].call != NULL)
      assert_has (calls, cases[i].call);

  fixture_run (fixture, "reminders import /dev/null", NULL);
  g_assert_cmpstr (fixture->out, ==, "3 added, 1 changed, 2 as they were, 4 not usable\n");
  assert_has (fixture->err, "Something is past");
  fixture_run (fixture, "reminders import /dev/null --json", NULL);
  assert_has (fixture->out, "\"added\" : 3");
  assert_has (fixture->out, "\"complete\" : true");

  /* With two people there is nobody that goes without saying. */
  fixture_add_person (fixture, "Ben", "+4915123456780");
  fixture_run (fixture, "reminders import /dev/null", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  assert_has (fixture->err, "--to");
  fixture_run (fixture, "reminders import /dev/null --to Ann --to Ben", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
}

/* Canceled by somebody: what came of it is told, and that it is not all. */
static void
test_import_canceled (Fixture       *fixture,
                      gconstpointer  user_data)
{
  fixture_add_person (fixture, "Ann", "+4915123456789");
  fixture_reply (fixture, "ImportReminders", "(uint32 3, uint32 0, uint32 0, uint32 0, false, @as [])");
  fixture_run (fixture, "reminders import /dev/null", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_cmpstr (fixture->out, ==, "3 added, 0 changed, 0 as they were, 0 not usable\n");
  assert_has (fixture->err, "goes on from there");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/cli/run-agent/errors", test_errors);
  ADD ("/cli/run-agent/refused", test_refused);
  g_test_add ("/cli/run-agent/unreachable", Fixture, "without", fixture_set_up, test_unreachable, fixture_tear_down);
  ADD ("/cli/run-agent/damaged-store", test_damaged_store);
  ADD ("/cli/run-agent/status", test_status);
  ADD ("/cli/run-agent/status-money", test_status_money);
  ADD ("/cli/run-agent/background", test_background);
  ADD ("/cli/run-agent/erase-all", test_erase_all);
  ADD ("/cli/run-agent/limits", test_limits);
  ADD ("/cli/run-agent/refresh", test_refresh);
  ADD ("/cli/run-agent/keep-text", test_keep_text);
  ADD ("/cli/run-agent/remove-text", test_remove_text);
  ADD ("/cli/run-agent/lookup", test_lookup);
  ADD ("/cli/run-agent/lean", test_lean);
  ADD ("/cli/run-agent/people", test_people);
  ADD ("/cli/run-agent/pause", test_pause);
  ADD ("/cli/run-agent/verify", test_verify);
  ADD ("/cli/run-agent/verify-fails", test_verify_fails);
  ADD ("/cli/run-agent/wrong-code", test_wrong_code);
  ADD ("/cli/run-agent/no-try-left", test_no_try_left);
  ADD ("/cli/run-agent/types", test_types);
  ADD ("/cli/run-agent/types-dear", test_dear_wording);
  ADD ("/cli/run-agent/own-types", test_own_types);
  ADD ("/cli/run-agent/own-type-refused", test_own_type_refused);
  ADD ("/cli/run-agent/reminders", test_reminders);
  ADD ("/cli/run-agent/occurrences", test_occurrences);
  ADD ("/cli/run-agent/import", test_import);
  ADD ("/cli/run-agent/import-canceled", test_import_canceled);
  ADD ("/cli/run-agent/secret", test_secret);
  ADD ("/cli/run-agent/locked-keyring", test_locked_keyring);
  ADD ("/cli/run-agent/webhook", test_webhook);
  ADD ("/cli/run-agent/webhook-refused", test_webhook_refused);
  ADD ("/cli/run-agent/privacy", test_privacy);
  ADD ("/cli/run-agent/account-check", test_account_check);
  ADD ("/cli/run-agent/account-check-bad", test_account_check_bad);
  ADD ("/cli/run-agent/inbox", test_inbox);
  ADD ("/cli/run-agent/practice-reply", test_practice_reply);
  ADD ("/cli/run-agent/practice-phone", test_practice_phone);
  ADD ("/cli/run-agent/watch", test_watch);
  ADD ("/cli/run-agent/practice-time", test_practice_time);
  ADD ("/cli/run-agent/practice-time-refused", test_practice_time_refused);

  return g_test_run ();
}
