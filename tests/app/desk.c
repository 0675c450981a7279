/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the window's parts need around them. */
#include "config.h"

#include "desk.h"

#include <glib/gstdio.h>
#include "tidings-store-people.h"

static gboolean
is_ready (gpointer client)
{
  gboolean ready = FALSE;

  g_object_get (client, "is-ready", &ready, NULL);

  return ready;
}

void
desk_set_up (Desk *self)
{
  self->clock = tidings_test_clock_new (DESK_NOW);
  self->agent = fake_agent_new ();
}

void
desk_keep (Desk          *self,
           TidingsPerson *person)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("tidings-desk-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "tidings.db", NULL);
  self->store = tidings_store_open (path, &error);
  g_assert_no_error (error);
  tidings_store_add_person (self->store, person, &error);
  g_assert_no_error (error);
}

void
desk_open (Desk *self)
{
  g_autofree char *path = g_build_filename (self->folder != NULL ? self->folder : "/nonexistent", "tidings.db", NULL);

  fake_agent_arrive (self->agent);
  self->client = tidings_client_new_for_path (self->clock, path);
  tidings_client_connect (self->client);
  iterate_until (is_ready, self->client);
}

static void
remove_store (Desk *self)
{
  const char *names[] = { "tidings.db", "tidings.db-wal", "tidings.db-shm" };

  g_clear_object (&self->store);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_clear_pointer (&self->folder, g_free);
}

void
desk_tear_down (Desk *self)
{
  g_assert_finalize_object (self->client);
  g_object_unref (self->clock);
  fake_agent_free (self->agent);
  if (self->folder != NULL)
    remove_store (self);
}
