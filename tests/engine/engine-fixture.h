/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An engine with a store of its own, a clock that the test moves, and a Twilio on the loopback interface. */
#pragma once

#include "tidings-engine.h"
#include "tidings-simulator.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-store-reminders.h"

G_BEGIN_DECLS

/* Saturday 21 November 2026, 12:00 UTC. */
#define FIXTURE_NOW G_GINT64_CONSTANT (1795262400000)
#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)

typedef struct {
  char *dir;
  char *path;
  TidingsClock *clock;
  TidingsSimulator *simulator;
  TidingsStore *store;
  TidingsTwilio *twilio;
  TidingsEngine *engine;
  TidingsEngineSettings settings;
  guint n_notices[16];
  GLogLevelFlags fatal;
  guint n_warnings;
} Fixture;

void            fixture_set_up         (Fixture             *fixture,
                                        gconstpointer        unused);
void            fixture_tear_down      (Fixture             *fixture,
                                        gconstpointer        unused);
/* Ends the engine at once, as SIGKILL does: nothing is told to anyone. The store and the simulator stay. */
void            fixture_kill           (Fixture             *fixture);
/* A new engine on the same store. */
void            fixture_restart        (Fixture             *fixture);
/* Another client, as when somebody connects anew: with this token, or (NULL) without credentials. */
void            fixture_connect        (Fixture             *fixture,
                                        const char          *token);
/* Hands fixture->settings to the engine. */
void            fixture_apply          (Fixture             *fixture);
/* Waits for the answers of all requests that are on their way, and for what follows from them. */
void            fixture_settle         (Fixture             *fixture);
/* Moves the clock in steps, and waits for the answers after each. */
void            fixture_advance        (Fixture             *fixture,
                                        gint64               ms,
                                        gint64               step_ms);
/* From here on the store refuses to write, and warnings are counted instead of ending the test. */
void            fixture_break_store    (Fixture             *fixture);
/* The store is whole again. Gives how often somebody warned of it. */
guint           fixture_mend_store     (Fixture             *fixture);
/* Somebody whose number is confirmed by a real code; gives the row id. */
gint64          fixture_add_confirmed  (Fixture             *fixture,
                                        const char          *name,
                                        const char          *number);
gint64          fixture_add            (Fixture             *fixture,
                                        const char          *name,
                                        const char          *number);
/* Switches job_failed on; 0 is everyone. */
void            fixture_subscribe      (Fixture             *fixture,
                                        gint64               person);
/* Quiet hours in UTC, minutes after midnight; -1 for none. */
void            fixture_set_quiet      (Fixture             *fixture,
                                        gint64               person,
                                        int                  from,
                                        int                  to);
gboolean        fixture_has_event      (Fixture             *fixture,
                                        gint64               id,
                                        const char          *what);
/* Raises job_failed with one value, to one person or (NULL) to all who want it. */
GPtrArray      *fixture_raise          (Fixture             *fixture,
                                        const char          *unit,
                                        const char          *who,
                                        GError             **error);
/* The same, expecting one row; gives its id. */
gint64          fixture_raise_one      (Fixture             *fixture,
                                        const char          *unit,
                                        const char          *who);
TidingsMessage *fixture_get            (Fixture             *fixture,
                                        gint64               id);
void            fixture_assert_state   (Fixture             *fixture,
                                        gint64               id,
                                        TidingsMessageState  state,
                                        const char          *reason);
/* How many texts with these words the simulator has accepted, whatever became of them. */
guint           fixture_count_texts    (Fixture             *fixture,
                                        const char          *words);
/* All texts to a phone that the simulator has accepted. */
GPtrArray      *fixture_list_texts_to  (Fixture             *fixture,
                                        const char          *number);
/* What phones have texted to the account, as Twilio lists it. */
GPtrArray      *fixture_list_inbound   (Fixture             *fixture);
/* The digits in the latest text on a phone. */
char           *fixture_dup_code       (Fixture             *fixture);

G_END_DECLS
