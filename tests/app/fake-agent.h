/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An agent that answers from a table, on a connection of its own to the private bus of a test. */
#pragma once

#include <gio/gio.h>
#include "tidings-bus.h"

typedef struct {
  GDBusConnection *connection;
  TidingsBusAgent1 *skeleton;
  GVariantDict *status;
  guint n_asked;          /* calls of GetStatus */
  guint n_deaths;         /* leaves the bus instead of answering the next GetStatus, so many times */
  GVariant *verdicts;     /* what Raise answers, a(xxss) */
  guint n_raised;
  GVariant *account;      /* what ConnectAccount answers, a{sv} */
  char *secret;           /* what came through the last ConnectAccount's pipe */
  GVariant *options;      /* of the last ConnectAccount */
  GError *wrong;          /* (nullable): error with which ConnectAccount fails, once */
  const char *refuses;    /* (nullable): error message with which Raise and SetSubscription fail */
} FakeAgent;

/** fake_agent_new: a table with an empty status; not on the bus yet */
FakeAgent *fake_agent_new    (void);
/** fake_agent_arrive: owns the agent's name */
void       fake_agent_arrive (FakeAgent  *self);
/** fake_agent_leave: leaves the bus, as an idle agent does */
void       fake_agent_leave  (FakeAgent  *self);
/** fake_agent_free: leaves and frees */
void       fake_agent_free   (FakeAgent  *self);

/** iterate_until: turns the main loop until @condition gives %TRUE; the test's own timeout ends what never comes */
void       iterate_until     (gboolean  (*condition) (gpointer data),
                              gpointer    data);
