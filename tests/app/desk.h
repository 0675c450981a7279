/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the window's parts need around them: an agent that answers, a clock that stands, and a client that is ready. */
#pragma once

#include "fake-agent.h"
#include "tidings-client.h"
#include "tidings-clock.h"

/* Friday 21 November 2025, 09:00 UTC. */
#define DESK_NOW G_GINT64_CONSTANT (1763715600000)

typedef struct {
  FakeAgent *agent;
  TidingsClock *clock;
  TidingsClient *client;
  TidingsStore *store;     /* for writing, %NULL without desk_keep() */
  char *folder;            /* of the store */
} Desk;

/** desk_set_up: a clock, and an agent that is not on the bus yet, so that its table can be filled */
void     desk_set_up    (Desk     *self);
/** desk_keep: makes a store in which @person is, before desk_open(); gets the person's row id */
void     desk_keep      (Desk          *self,
                         TidingsPerson *person);
/** desk_open: the agent arrives, and a client gets ready, with the store if there is one */
void     desk_open      (Desk     *self);
/** desk_tear_down: nobody else may hold the client any more */
void     desk_tear_down (Desk     *self);
