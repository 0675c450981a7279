/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window knows: the agent on the bus, the store for looking, and lists that follow both.
 *
 * Pages bind to this object and to the lists it gives. None of them opens the store or watches the bus by itself. */
#pragma once

#include <gio/gio.h>
#include "tidings-bus.h"
#include "tidings-clock.h"
#include "tidings-store.h"
#include "tidings-person.h"
#include "tidings-reminder.h"

G_BEGIN_DECLS

/** TidingsAgentState: GONE means that the bus could not start it or that it stopped answering */
typedef enum {
  TIDINGS_AGENT_CONNECTING,
  TIDINGS_AGENT_READY,
  TIDINGS_AGENT_GONE,
} TidingsAgentState;

/**
 * TidingsStoreState:
 * @TIDINGS_STORE_STATE_NOTHING: nothing was stored yet, so empty lists are the truth
 * @TIDINGS_STORE_STATE_READABLE: the lists show what is stored
 * @TIDINGS_STORE_STATE_WAITING: another program holds the file, or the agent has to mend it first; it is looked at again
 * @TIDINGS_STORE_STATE_UNREADABLE: it is there and cannot be read; the property store-trouble says why
 */
typedef enum {
  TIDINGS_STORE_STATE_NOTHING,
  TIDINGS_STORE_STATE_READABLE,
  TIDINGS_STORE_STATE_WAITING,
  TIDINGS_STORE_STATE_UNREADABLE,
} TidingsStoreState;

#define TIDINGS_TYPE_CLIENT (tidings_client_get_type ())
G_DECLARE_FINAL_TYPE (TidingsClient, tidings_client, TIDINGS, CLIENT, GObject)

/**
 * TidingsClient properties, all read-only and notified on change; texts are "" where unknown:
 *   agent-state (int, #TidingsAgentState), is-ready (bool), mode (`practice`, `account`), is-practice (bool),
 *   account-sid, account-name, account-kind, account-state, sender, keyring, is-online (bool), balance, currency,
 *   balance-at (int64), day-used, day-cap, month-used, month-cap (uint), spent, reserved, budget, next-at (int64),
 *   day-spent, day-budget, forecast-at (int64), forecast-what, forecast-texts (int64, -1 if unknown), forecast-price,
 *   usage-at (int64), usage-today-texts, usage-month-texts (int64, -1 if unknown), usage-today-price, usage-month-price,
 *   webhook (`off`, `on`, `stopped`), webhook-trouble, webhook-listen, webhook-inbound-url,
 *   next-what, n-held, n-queued, n-in-doubt (uint), paused-until (int64), is-paused (bool), practice-ahead, practice-until,
 *   practice-next (int64), practice-next-what, store-note, version
 * as the interface's GetStatus describes them. And store (#TidingsStore): notified when it was opened, or opened anew because
 * the agent had put a damaged one aside; lists that look into the store by themselves are made anew then.
 * store-state (int, #TidingsStoreState), store-trouble (string for people, "" while all is well). Nothing ever waits for the
 * store: the main loop goes on turning while another program holds it.
 */

/** TidingsClient::changed: (detail = subject) the agent said that something changed; lists and properties have followed already */

/** tidings_client_new: Returns: (transfer full): a client that shows what is stored, as far as it can be read at once */
TidingsClient    *tidings_client_new            (TidingsClock  *clock);
/** tidings_client_new_for_path: the same with the store at @path (type filename); for tests */
TidingsClient    *tidings_client_new_for_path   (TidingsClock  *clock,
                                                 const char    *path);
/** tidings_client_connect: starts the agent through the bus and has it read the status; nothing blocks. The window does so after its first frame, which an answer would only hold up */
void              tidings_client_connect        (TidingsClient *self);

/** tidings_client_get_agent: Returns: (transfer none) (nullable): the proxy for verbs, %NULL while connecting or gone; ask anew for each use */
TidingsBusAgent1 *tidings_client_get_agent      (TidingsClient *self);
/** tidings_client_get_store: Returns: (transfer none) (nullable): the store, read-only, %NULL while there is none yet */
TidingsStore     *tidings_client_get_store      (TidingsClient *self);
/** tidings_client_get_path: Returns: (transfer none) (type filename): where the store is, or will be: for who opens one of their own, in a thread */
const char       *tidings_client_get_path       (TidingsClient *self);
/** tidings_client_get_clock: Returns: (transfer none): the household's clock, for countdowns and "yesterday": as far ahead as practice has put it; it jumps (TidingsClock::jumped) when that changes */
TidingsClock     *tidings_client_get_clock      (TidingsClient *self);

/** tidings_client_list_people: Returns: (transfer none): a #GListModel of #TidingsPerson, by name; the same object for ever, only changed rows are replaced */
GListModel       *tidings_client_list_people    (TidingsClient *self);
/** tidings_client_list_reminders: Returns: (transfer none): a #GListModel of #TidingsReminder by instant, past ones included */
GListModel       *tidings_client_list_reminders (TidingsClient *self);
/** tidings_client_find_person: Returns: (transfer none) (nullable): the person with that id in the list */
TidingsPerson    *tidings_client_find_person    (TidingsClient *self,
                                                 gint64         id);

/** tidings_client_restart_agent: tries to start the agent again after GONE */
void              tidings_client_restart_agent  (TidingsClient *self);
/** tidings_client_look_again: tries to open the store now, after it was UNREADABLE */
void              tidings_client_look_again     (TidingsClient *self);
/** tidings_client_refresh_status: asks the agent for its status now */
void              tidings_client_refresh_status (TidingsClient *self);

G_END_DECLS
