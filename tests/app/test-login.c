/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The switch of starting at login shows what the agent says, whatever was wished for. */
#include "config.h"

#include "desk.h"
#include "tidings-bus-error.h"
#include "tidings-login.h"

typedef struct {
  Desk desk;
  TidingsLogin *login;
  gboolean is_on;       /* how it is with the agent */
  gboolean ignores;     /* it grants, and the entry is gone again */
  gboolean refuses;
  guint n_asked;
  guint n_set;
} Fixture;

static gboolean
get_cb (TidingsBusAgent1      *skeleton,
        GDBusMethodInvocation *invocation,
        Fixture               *fixture)
{
  fixture->n_asked++;
  tidings_bus_agent1_complete_get_background (skeleton, invocation, fixture->is_on, "file");

  return TRUE;
}

static gboolean
set_cb (TidingsBusAgent1      *skeleton,
        GDBusMethodInvocation *invocation,
        gboolean               login,
        Fixture               *fixture)
{
  fixture->n_set++;
  if (fixture->refuses)
    {
      g_dbus_method_invocation_return_error (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_REFUSED,
                                             "background: Not allowed by system settings");
      return TRUE;
    }
  fixture->is_on = login && !fixture->ignores;
  tidings_bus_agent1_complete_set_background (skeleton, invocation, fixture->is_on);

  return TRUE;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  desk_set_up (&fixture->desk);
  desk_open (&fixture->desk);
  g_signal_connect (fixture->desk.agent->skeleton, "handle-get-background", G_CALLBACK (get_cb), fixture);
  g_signal_connect (fixture->desk.agent->skeleton, "handle-set-background", G_CALLBACK (set_cb), fixture);
  fixture->login = tidings_login_new (fixture->desk.client);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->login);
  desk_tear_down (&fixture->desk);
}

static gboolean
get_flag (Fixture    *fixture,
          const char *name)
{
  gboolean flag = FALSE;

  g_object_get (fixture->login, name, &flag, NULL);

  return flag;
}

static gboolean
is_known (gpointer data)
{
  return get_flag (data, "is-known");
}

static gboolean
is_on (gpointer data)
{
  return get_flag (data, "is-on");
}

static gboolean
is_off (gpointer data)
{
  return !get_flag (data, "is-on");
}

static gboolean
has_problem (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *problem = NULL;

  g_object_get (fixture->login, "problem", &problem, NULL);

  return *problem != '\0';
}

static gboolean
was_asked_again (gpointer data)
{
  return ((Fixture *) data)->n_asked > 1;
}

static void
count_cb (gpointer count)
{
  (*(guint *) count)++;
}

static void
look (Fixture *fixture)
{
  tidings_login_read (fixture->login);
  iterate_until (is_known, fixture);
}

static void
test_read (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_false (is_known (fixture));
  g_assert_cmpuint (fixture->n_asked, ==, 0);
  fixture->is_on = TRUE;
  look (fixture);
  g_assert_true (is_on (fixture));

  /* Somebody else has removed the entry. */
  fixture->is_on = FALSE;
  tidings_login_read (fixture->login);
  iterate_until (is_off, fixture);
}

static void
test_set (Fixture       *fixture,
          gconstpointer  data)
{
  look (fixture);
  tidings_login_set (fixture->login, TRUE);
  iterate_until (is_on, fixture);
  tidings_login_set (fixture->login, FALSE);
  iterate_until (is_off, fixture);
  g_assert_false (has_problem (fixture));
}

/* The switch has to hear that it goes back, although is-on is what it was. */
static gboolean
was_told (gpointer data)
{
  return *(guint *) data > 0;
}

static void
test_goes_back (Fixture       *fixture,
                gconstpointer  data)
{
  guint n_told = 0;

  look (fixture);
  g_signal_connect_swapped (fixture->login, "notify::is-on", G_CALLBACK (count_cb), &n_told);
  fixture->ignores = TRUE;
  tidings_login_set (fixture->login, TRUE);
  iterate_until (was_told, &n_told);
  g_assert_true (is_off (fixture));
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *problem = NULL;

  look (fixture);
  fixture->refuses = TRUE;
  tidings_login_set (fixture->login, TRUE);
  iterate_until (has_problem, fixture);
  g_object_get (fixture->login, "problem", &problem, NULL);
  g_assert_cmpstr (problem, ==, "Not allowed by system settings");
  g_assert_true (is_off (fixture));
  iterate_until (was_asked_again, fixture);

  /* The next one that works clears it. */
  fixture->refuses = FALSE;
  tidings_login_set (fixture->login, TRUE);
  iterate_until (is_on, fixture);
  g_assert_false (has_problem (fixture));
}

/* Who presses before the answer is there has the last word. */
static void
test_early (Fixture       *fixture,
            gconstpointer  data)
{
  tidings_login_read (fixture->login);
  tidings_login_set (fixture->login, TRUE);
  iterate_until (is_on, fixture);
  g_assert_cmpuint (fixture->n_set, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GTestDBus) bus = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/app/login/read", test_read);
  ADD ("/app/login/set", test_set);
  ADD ("/app/login/goes-back", test_goes_back);
  ADD ("/app/login/refused", test_refused);
  ADD ("/app/login/early", test_early);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
