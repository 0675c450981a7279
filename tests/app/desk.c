/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the window's parts need around them. */
#include "config.h"

#include "desk.h"

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
desk_open (Desk *self)
{
  fake_agent_arrive (self->agent);
  self->client = tidings_client_new_for_path (self->clock, "/nonexistent/tidings.db");
  iterate_until (is_ready, self->client);
}

void
desk_tear_down (Desk *self)
{
  g_assert_finalize_object (self->client);
  g_object_unref (self->clock);
  fake_agent_free (self->agent);
}
