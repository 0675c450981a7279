/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hundred thousand reminders, and a clock that counts what it is asked for. */
#include "config.h"

#include "many-reminders.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "tidings-store-people.h"
#include "tidings-store-reminders.h"

#define MANY_TYPE_CLOCK (many_clock_get_type ())
G_DECLARE_FINAL_TYPE (ManyClock, many_clock, MANY, CLOCK, TidingsClock)

struct _ManyClock {
  TidingsClock parent_instance;

  gint64 now;
  gint64 armed;
  guint n_arms;
  guint n_fires;
};

G_DEFINE_FINAL_TYPE (ManyClock, many_clock, TIDINGS_TYPE_CLOCK)

static gint64
many_clock_get_now (TidingsClock *clock)
{
  return MANY_CLOCK (clock)->now;
}

static gint64
many_clock_get_offset (TidingsClock *clock)
{
  return 0;
}

static const char *
many_clock_get_era (TidingsClock *clock)
{
  return "many";
}

static void
many_clock_arm (TidingsClock *clock,
                gint64        instant)
{
  ManyClock *self = MANY_CLOCK (clock);

  self->n_arms += instant >= 0 && instant != self->armed;
  self->armed = instant;
}

static void
many_clock_class_init (ManyClockClass *klass)
{
  TidingsClockClass *clock_class = TIDINGS_CLOCK_CLASS (klass);

  clock_class->get_now = many_clock_get_now;
  clock_class->get_offset = many_clock_get_offset;
  clock_class->get_era = many_clock_get_era;
  clock_class->arm = many_clock_arm;
}

static void
many_clock_init (ManyClock *self)
{
  self->armed = -1;
}

TidingsClock *
many_clock_new (gint64 now)
{
  ManyClock *self = g_object_new (MANY_TYPE_CLOCK, NULL);

  self->now = now;

  return TIDINGS_CLOCK (self);
}

guint
many_clock_get_arms (TidingsClock *clock)
{
  return MANY_CLOCK (clock)->n_arms;
}

guint
many_clock_get_fires (TidingsClock *clock)
{
  return MANY_CLOCK (clock)->n_fires;
}

void
many_drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

gboolean
many_clock_step (TidingsClock *clock,
                 gint64        until)
{
  ManyClock *self = MANY_CLOCK (clock);

  many_drain ();
  if (self->armed < 0 || self->armed > until)
    return FALSE;

  self->now = MAX (self->now, self->armed);
  self->n_fires++;
  tidings_clock_fire (clock);
  many_drain ();

  return TRUE;
}

/* The n-th is in the week to come for every MANY_SHARE-th n, hours apart, and otherwise minutes apart from the week after on.
 * Every second one comes again each month. Written at once, because a program that adds them one by one takes half a minute. */
static void
add_all (const char *path,
         gint64      person)
{
  sqlite3 *db = NULL;
  g_autofree char *sql = g_strdup_printf (
    "BEGIN;"
    "CREATE TEMP TABLE many (id INTEGER PRIMARY KEY, at INTEGER, wall TEXT);"
    "INSERT INTO many (id, at) WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %1$d - 1) "
    "SELECT i + 1, CASE WHEN i %% %2$d = 0 THEN %3$" G_GINT64_FORMAT " + (i / %2$d + 1) * 10800000 "
    "ELSE %3$" G_GINT64_FORMAT " + 8 * 86400000 + i * 60000 END FROM n;"
    "UPDATE many SET wall = strftime ('%%Y-%%m-%%dT%%H:%%M', at / 1000, 'unixepoch');"
    "INSERT INTO reminder (id, title, wall, zone, at, next_at, state, created_at, rule, next_wall, planned_wall, planned_at) "
    "SELECT id, 'Reminder ' || id, wall, 'UTC', at, at, 0, 1, CASE WHEN id %% 2 = 1 THEN 'FREQ=MONTHLY' ELSE '' END, wall, wall, "
    "CASE WHEN id %% 2 = 1 THEN at ELSE 0 END FROM many;"
    "INSERT INTO reminder_before SELECT id, 0 FROM many;"
    "INSERT INTO moment (reminder_id, wall, kind, before_s, at, due_at, state) SELECT id, wall, 0, 0, at, at, 0 FROM many;"
    "INSERT INTO reminder_person SELECT id, 0, %4$" G_GINT64_FORMAT " FROM many WHERE (id - 1) %% %2$d = 0;"
    "COMMIT",
    MANY_N, MANY_SHARE, MANY_NOW, person);

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static gint64
add_person (TidingsStore *store)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();
  g_autoptr(GError) error = NULL;

  person->name = g_strdup ("Ann");
  person->number = g_strdup ("+4915123456789");
  person->country = g_strdup ("DE");
  person->language = g_strdup ("en");
  person->verified_at = 1;
  g_assert_true (tidings_store_add_person (store, person, &error));
  g_assert_no_error (error);

  return person->id;
}

void
many_begin (Many *many)
{
  g_autoptr(TidingsStore) store = NULL;
  g_autoptr(GError) error = NULL;
  gint64 person;

  many->dir = g_dir_make_tmp ("tidings-many-XXXXXX", &error);
  g_assert_no_error (error);
  many->path = g_build_filename (many->dir, "tidings.db", NULL);
  many->first_at = MANY_NOW + 3 * 3600 * G_GINT64_CONSTANT (1000);
  many->n_in_week = MANY_N / MANY_SHARE;

  store = tidings_store_open (many->path, &error);
  g_assert_no_error (error);
  person = add_person (store);
  g_clear_object (&store);
  add_all (many->path, person);
}

void
many_end (Many *many)
{
  g_autoptr(GDir) dir = g_dir_open (many->dir, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (many->dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (many->dir);
  g_free (many->dir);
  g_free (many->path);
}

TidingsEngine *
many_start_engine (TidingsStore *store,
                   TidingsClock *clock)
{
  TidingsEngine *engine = tidings_engine_new (store, clock);
  const TidingsEngineSettings settings = { .paused_until = G_MAXINT64, .code_life_s = 600 };

  tidings_engine_set_account (engine, NULL, &settings);
  tidings_engine_start (engine);

  return engine;
}
