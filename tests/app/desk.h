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
} Desk;

/** desk_set_up: a clock, and an agent that is not on the bus yet, so that its table can be filled */
void     desk_set_up    (Desk     *self);
/** desk_open: the agent arrives, and a client without a store gets ready */
void     desk_open      (Desk     *self);
/** desk_tear_down: nobody else may hold the client any more */
void     desk_tear_down (Desk     *self);
