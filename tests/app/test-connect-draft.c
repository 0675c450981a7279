/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account on its way to being connected: shapes, the secret's way through a pipe, Twilio's word and every refusal. */
#include "config.h"

#include <locale.h>
#include "desk.h"
#include "tidings-bus-error.h"
#include "tidings-connect-draft.h"

#define SID "AC0123456789abcdef0123456789ABCDEF"
#define KEY "SK0123456789abcdef0123456789abcdef"

typedef struct {
  Desk desk;
  TidingsConnectDraft *draft;
  gboolean is_done;
  gboolean worked;
} Fixture;

static gboolean
is_gone (gpointer data)
{
  int state = 0;

  g_object_get (data, "agent-state", &state, NULL);

  return state == TIDINGS_AGENT_GONE;
}

static void
setup (Fixture       *fixture,
       gconstpointer  data)
{
  desk_set_up (&fixture->desk);
  fixture->desk.agent->account = g_variant_ref_sink (g_variant_new_parsed (
    "{'name': <'Home'>, 'kind': <'Trial'>, 'state': <'active'>, 'balance': <'12.5'>, 'currency': <'USD'>,"
    " 'senders': <['+15005550006', '+14155550100']>, 'sender': <''>}"));
  desk_open (&fixture->desk);
  fixture->draft = tidings_connect_draft_new (fixture->desk.client);
}

static void
teardown (Fixture       *fixture,
          gconstpointer  data)
{
  g_assert_finalize_object (fixture->draft);
  desk_tear_down (&fixture->desk);
}

static gboolean
get_flag (Fixture    *fixture,
          const char *name)
{
  gboolean flag = FALSE;

  g_object_get (fixture->draft, name, &flag, NULL);

  return flag;
}

static void
assert_text (Fixture    *fixture,
             const char *name,
             const char *expected)
{
  g_autofree char *text = NULL;

  g_object_get (fixture->draft, name, &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->worked = tidings_connect_draft_finish (TIDINGS_CONNECT_DRAFT (object), result);
  fixture->is_done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Fixture *) data)->is_done;
}

static void
check (Fixture *fixture)
{
  fixture->is_done = FALSE;
  tidings_connect_draft_check_async (fixture->draft, done_cb, fixture);
  iterate_until (is_done, fixture);
}

static void
fill (Fixture *fixture)
{
  g_object_set (fixture->draft, "sid", SID, NULL);
  tidings_connect_draft_set_secret (fixture->draft, "0123456789secret");
}

static void
test_shapes (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    const char *sid;
    const char *key;
    const char *secret;
    gboolean can_check;
    const char *why;
  } cases[] = {
    { "", "", "", FALSE, "nothing" },
    { SID, "", "", FALSE, "no secret" },
    { SID, "", "s", TRUE, "a token" },
    { " " SID "\n", "", "s", TRUE, "blanks from copying do not count" },
    { "AC0123", "", "s", FALSE, "too short" },
    { SID "0", "", "s", FALSE, "too long" },
    { "XX0123456789abcdef0123456789abcdef", "", "s", FALSE, "another thing's id" },
    { "AC0123456789abcdef0123456789abcdeg", "", "s", FALSE, "g is no hexadecimal digit" },
    { SID, KEY, "s", TRUE, "a key" },
    { SID, "SK01", "s", FALSE, "half a key" },
    { KEY, SID, "s", FALSE, "the two exchanged" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_object_set (fixture->draft, "sid", cases[i].sid, "key", cases[i].key, NULL);
      tidings_connect_draft_set_secret (fixture->draft, cases[i].secret);
      g_assert_cmpint (get_flag (fixture, "can-check"), ==, cases[i].can_check);
    }
}

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  const char * const *senders = NULL;
  gboolean check_only = FALSE;

  fill (fixture);
  tidings_connect_draft_check_async (fixture->draft, done_cb, fixture);
  g_assert_true (get_flag (fixture, "is-busy"));
  g_assert_false (get_flag (fixture, "can-check"));
  iterate_until (is_done, fixture);

  g_assert_true (fixture->worked);
  g_assert_cmpstr (fixture->desk.agent->secret, ==, "0123456789secret");
  g_assert_true (g_variant_lookup (fixture->desk.agent->options, "check-only", "b", &check_only));
  g_assert_true (check_only);
  g_assert_true (get_flag (fixture, "is-checked"));
  g_assert_true (get_flag (fixture, "is-trial"));
  g_assert_false (get_flag (fixture, "is-busy"));
  assert_text (fixture, "account-name", "Home");
  assert_text (fixture, "problem", "");
  senders = tidings_connect_draft_list_senders (fixture->draft);
  g_assert_cmpstr (senders[0], ==, "+15005550006");
  g_assert_cmpstr (senders[1], ==, "+14155550100");
  g_assert_null (senders[2]);

  /* What Twilio said of one secret says nothing of the next. */
  tidings_connect_draft_set_secret (fixture->draft, "another");
  g_assert_false (get_flag (fixture, "is-checked"));
}

static void
test_balance_not_visible (Fixture       *fixture,
                          gconstpointer  data)
{
  g_variant_unref (fixture->desk.agent->account);
  fixture->desk.agent->account = g_variant_ref_sink (g_variant_new_parsed ("{'name': <'Home'>, 'balance': <''>, 'currency': <''>}"));
  fill (fixture);
  check (fixture);

  g_assert_true (fixture->worked);
  assert_text (fixture, "balance", "");
  g_assert_null (tidings_connect_draft_list_senders (fixture->draft)[0]);
}

static void
test_problems (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct {
    TidingsBusError code;
    const char *message;
    const char *problem;
    const char *keyring;
    gboolean is_online;
    gboolean needs_unlock;
    gboolean lacks_keyring;
    gboolean is_refused;
  } cases[] = {
    { TIDINGS_BUS_ERROR_TWILIO, "Twilio does not know this SID and token together",
      "Twilio does not know this SID and token together", "ok", TRUE, FALSE, FALSE, TRUE },
    { TIDINGS_BUS_ERROR_TWILIO, "No connection to Twilio. Check your network",
      "No connection to Twilio. Check your network", "ok", FALSE, FALSE, FALSE, FALSE },
    { TIDINGS_BUS_ERROR_KEYRING_LOCKED, "The keyring is locked", "The keyring is locked", "locked", TRUE, TRUE, FALSE, FALSE },
    { TIDINGS_BUS_ERROR_KEYRING_LOCKED, "No keyring on this computer", "No keyring on this computer", "missing", TRUE, FALSE, TRUE,
      FALSE },
  };

  fill (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_variant_dict_insert (fixture->desk.agent->status, "keyring", "s", cases[i].keyring);
      g_variant_dict_insert (fixture->desk.agent->status, "online", "b", cases[i].is_online);
      fixture->desk.agent->wrong = g_error_new_literal (TIDINGS_BUS_ERROR, cases[i].code, cases[i].message);
      check (fixture);
      g_assert_false (fixture->worked);
      g_assert_false (get_flag (fixture, "is-checked"));
      g_assert_true (get_flag (fixture, "can-check"));
      assert_text (fixture, "problem", cases[i].problem);
      /* The status of the agent says the rest, and comes after the answer. */
      while (get_flag (fixture, "needs-unlock") != cases[i].needs_unlock ||
             get_flag (fixture, "lacks-keyring") != cases[i].lacks_keyring || get_flag (fixture, "is-refused") != cases[i].is_refused)
        g_main_context_iteration (NULL, TRUE);
    }

  /* Typing takes the sentence away: it was about something else. */
  g_object_set (fixture->draft, "key", KEY, NULL);
  assert_text (fixture, "problem", "");
  g_assert_false (get_flag (fixture, "needs-unlock"));
}

static void
test_keep (Fixture       *fixture,
           gconstpointer  data)
{
  const char *from = NULL;
  const char *region = NULL;
  gboolean check_only = FALSE;

  fill (fixture);
  g_object_set (fixture->draft, "region", "ie1", NULL);
  tidings_connect_draft_keep_async (fixture->draft, "+14155550100", "", done_cb, fixture);
  iterate_until (is_done, fixture);

  g_assert_true (fixture->worked);
  g_assert_true (g_variant_lookup (fixture->desk.agent->options, "from", "&s", &from));
  g_assert_cmpstr (from, ==, "+14155550100");
  g_assert_true (g_variant_lookup (fixture->desk.agent->options, "region", "&s", &region));
  g_assert_cmpstr (region, ==, "ie1");
  g_assert_false (g_variant_lookup (fixture->desk.agent->options, "service", "&s", &from));
  g_assert_false (g_variant_lookup (fixture->desk.agent->options, "check-only", "b", &check_only));
}

static void
test_agent_gone (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *problem = NULL;

  fill (fixture);
  fake_agent_leave (fixture->desk.agent);
  check (fixture);

  /* It left for good: the sentence says so, and the client has noticed. */
  g_assert_false (fixture->worked);
  g_object_get (fixture->draft, "problem", &problem, NULL);
  g_assert_cmpstr (problem, !=, "");
  iterate_until (is_gone, fixture->desk.client);
  check (fixture);
  assert_text (fixture, "problem", "Sending service is not running");
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GTestDBus) bus = NULL;
  int status = 0;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

#define ADD(name, func) g_test_add ("/app/connect-draft/" name, Fixture, NULL, setup, func, teardown)
  ADD ("shapes", test_shapes);
  ADD ("check", test_check);
  ADD ("balance-not-visible", test_balance_not_visible);
  ADD ("problems", test_problems);
  ADD ("keep", test_keep);
  ADD ("agent-gone", test_agent_gone);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
