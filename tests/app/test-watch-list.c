/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of what is watched show what the agent says, whatever was wished for. */
#include "config.h"

#include "desk.h"
#include "tidings-bus-error.h"
#include "tidings-watch-list.h"

typedef struct {
  Desk desk;
  TidingsWatchList *list;
  gboolean is_on[3];       /* how it is with the agent: logins, battery, disk */
  guint n_receivers;       /* of what the disk raises */
  gboolean refuses;
  guint n_asked;
  guint n_changed;         /* times that is-on of the first item was notified */
} Fixture;

static const char * const names[] = { "logins", "battery", "disk" };

static gboolean
get_cb (TidingsBusAgent1      *skeleton,
        GDBusMethodInvocation *invocation,
        Fixture               *fixture)
{
  GVariantBuilder builder;

  fixture->n_asked++;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sbbssu)"));
  g_variant_builder_add (&builder, "(sbbssu)", "logins", fixture->is_on[0], TRUE, "", "new_login", 1);
  g_variant_builder_add (&builder, "(sbbssu)", "battery", fixture->is_on[1], FALSE, "This computer has no battery", "battery_low", 1);
  g_variant_builder_add (&builder, "(sbbssu)", "disk", fixture->is_on[2], TRUE, "", "disk_full", fixture->n_receivers);
  g_variant_builder_add (&builder, "(sbbssu)", "weather", FALSE, TRUE, "", "job_failed", 1);
  tidings_bus_agent1_complete_get_watches (skeleton, invocation, g_variant_builder_end (&builder), 95);

  return TRUE;
}

static gboolean
set_cb (TidingsBusAgent1      *skeleton,
        GDBusMethodInvocation *invocation,
        const char            *name,
        gboolean               is_on,
        GVariant              *options,
        Fixture               *fixture)
{
  if (fixture->refuses)
    {
      g_dbus_method_invocation_return_error (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_STORAGE, "The settings cannot be changed");
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      fixture->is_on[i] = is_on;
  tidings_bus_agent1_complete_set_watch (skeleton, invocation);

  return TRUE;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  desk_set_up (&fixture->desk);
  desk_open (&fixture->desk);
  g_signal_connect (fixture->desk.agent->skeleton, "handle-get-watches", G_CALLBACK (get_cb), fixture);
  g_signal_connect (fixture->desk.agent->skeleton, "handle-set-watch", G_CALLBACK (set_cb), fixture);
  fixture->n_receivers = 1;
  fixture->list = tidings_watch_list_new (fixture->desk.client);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->list);
  desk_tear_down (&fixture->desk);
}

static gboolean
has_items (gpointer data)
{
  return g_list_model_get_n_items (G_LIST_MODEL (((Fixture *) data)->list)) > 0;
}

static void
look (Fixture *fixture)
{
  tidings_watch_list_read (fixture->list);
  iterate_until (has_items, fixture);
}

static TidingsWatchItem *
get_item (Fixture *fixture,
          guint    i)
{
  g_autoptr(TidingsWatchItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);

  /* The list keeps it. */
  return item;
}

static void
assert_item (Fixture    *fixture,
             guint       i,
             const char *title,
             const char *subtitle,
             gboolean    is_on,
             gboolean    can_switch)
{
  g_autofree char *own_title = NULL;
  g_autofree char *own_subtitle = NULL;
  gboolean on = FALSE;
  gboolean can = FALSE;

  g_object_get (get_item (fixture, i), "title", &own_title, "subtitle", &own_subtitle, "is-on", &on, "can-switch", &can, NULL);
  g_assert_cmpstr (own_title, ==, title);
  g_assert_cmpstr (own_subtitle, ==, subtitle);
  g_assert_cmpint (on, ==, is_on);
  g_assert_cmpint (can, ==, can_switch);
}

static gboolean
watches_disks (gpointer data)
{
  gboolean is_on = FALSE;

  g_object_get (((Fixture *) data)->list, "watches-disks", &is_on, NULL);

  return is_on;
}

static void
test_read (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_false (has_items (fixture));
  look (fixture);
  assert_item (fixture, 0, "Sign-ins", "Somebody signs in to this computer, here or from elsewhere", FALSE, TRUE);
  assert_item (fixture, 1, "Battery", "This computer has no battery", FALSE, FALSE);
  assert_item (fixture, 2, "Disks", "One is almost full, once until there is room again", FALSE, TRUE);
  /* One that a newer agent has. */
  assert_item (fixture, 3, "weather", "Job failed", FALSE, TRUE);
}

/* One that is on can always be switched off. */
static void
test_on_without (Fixture       *fixture,
                 gconstpointer  data)
{
  fixture->is_on[1] = TRUE;
  look (fixture);
  assert_item (fixture, 1, "Battery", "This computer has no battery", TRUE, TRUE);
}

static gboolean
is_heard (gpointer data)
{
  g_autofree char *subtitle = NULL;

  g_object_get (get_item (data, 2), "subtitle", &subtitle, NULL);

  return g_str_has_prefix (subtitle, "One is");
}

static void
test_nobody_hears (Fixture       *fixture,
                   gconstpointer  data)
{
  fixture->n_receivers = 0;
  look (fixture);
  tidings_watch_list_set (fixture->list, get_item (fixture, 2), TRUE);
  iterate_until (watches_disks, fixture);
  assert_item (fixture, 2, "Disks", "Nobody gets “Disk almost full” yet. Switch it on under Alerts", TRUE, TRUE);

  /* Somebody is switched on meanwhile. */
  fixture->n_receivers = 1;
  tidings_bus_agent1_emit_changed (fixture->desk.agent->skeleton, "people");
  iterate_until (is_heard, fixture);
}

static void
count_cb (gpointer count)
{
  (*(guint *) count)++;
}

static gboolean
has_problem (gpointer data)
{
  g_autofree char *problem = NULL;

  g_object_get (((Fixture *) data)->list, "problem", &problem, NULL);

  return *problem != '\0';
}

static gboolean
went_back (gpointer data)
{
  return ((Fixture *) data)->n_changed > 0;
}

/* The switch has to hear that it goes back, although is-on is what it was. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *problem = NULL;

  look (fixture);
  fixture->refuses = TRUE;
  g_signal_connect_swapped (get_item (fixture, 0), "notify::is-on", G_CALLBACK (count_cb), &fixture->n_changed);
  tidings_watch_list_set (fixture->list, get_item (fixture, 0), TRUE);
  iterate_until (has_problem, fixture);
  iterate_until (went_back, fixture);
  g_object_get (fixture->list, "problem", &problem, NULL);
  g_assert_cmpstr (problem, ==, "The settings cannot be changed");
  assert_item (fixture, 0, "Sign-ins", "Somebody signs in to this computer, here or from elsewhere", FALSE, TRUE);
}

static gboolean
was_asked_twice (gpointer data)
{
  return ((Fixture *) data)->n_asked > 1;
}

/* Two looks at the same time are one, and one more after it: what the first saw may be old. */
static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  tidings_watch_list_read (fixture->list);
  tidings_watch_list_read (fixture->list);
  tidings_watch_list_read (fixture->list);
  iterate_until (was_asked_twice, fixture);
  g_assert_cmpuint (fixture->n_asked, ==, 2);
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
  ADD ("/app/watch-list/read", test_read);
  ADD ("/app/watch-list/on-without", test_on_without);
  ADD ("/app/watch-list/nobody-hears", test_nobody_hears);
  ADD ("/app/watch-list/refused", test_refused);
  ADD ("/app/watch-list/busy", test_busy);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
