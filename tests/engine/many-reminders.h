/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hundred thousand reminders, and a clock that counts what it is asked for: for the test that counts and the bench that
 * measures. */
#pragma once

#include "tidings-engine.h"

G_BEGIN_DECLS

#define MANY_N 100000
/* Saturday 21 November 2026, 12:00 UTC. */
#define MANY_NOW G_GINT64_CONSTANT (1795262400000)
#define MANY_DAY_MS G_GINT64_CONSTANT (86400000)
/* Of all of them, every so-manieth has a text in the week to come; the others' are later. */
#define MANY_SHARE 2500

typedef struct {
  char *dir;
  char *path;
  gint64 first_at;     /* the earliest moment of all */
  guint n_in_week;     /* instants at which something is due in the week after MANY_NOW */
} Many;

/* A store with that many reminders, every second one repeating; the first are told to one person. */
void          many_begin          (Many         *many);
void          many_end            (Many         *many);
/* An engine on it that holds every text: what it raises leads to nothing else. */
TidingsEngine *many_start_engine  (TidingsStore *store,
                                   TidingsClock *clock);
/* Runs the main context dry. */
void          many_drain          (void);

/* A clock that stands until it is moved. */
TidingsClock *many_clock_new      (gint64        now);
/* How often it was armed, and how often it woke somebody. */
guint         many_clock_get_arms (TidingsClock *clock);
guint         many_clock_get_fires (TidingsClock *clock);
/* Goes to the armed instant if that is not after @until, and wakes. Gives FALSE when nothing is armed before it. */
gboolean      many_clock_step     (TidingsClock *clock,
                                   gint64        until);

G_END_DECLS
