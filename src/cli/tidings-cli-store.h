/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading from the store, and who is meant. Apart from tidings-cli.h, so that `status` starts without store and numbers. */
#pragma once

#include "tidings-cli.h"
#include "tidings-message.h"
#include "tidings-person.h"
#include "tidings-store.h"

G_BEGIN_DECLS

/**
 * tidings_cli_open_store:
 * @self: the run
 * @store: (out) (transfer none) (nullable): the store, read-only; %NULL while there is none yet
 * @error: return location
 *
 * A store of an earlier version is brought up to date by the agent first.
 *
 * Returns: %FALSE with @error set
 */
gboolean          tidings_cli_open_store     (TidingsCli    *self,
                                              TidingsStore **store,
                                              GError       **error);

/** tidings_cli_peek_store: Returns: (transfer none) (nullable): the store, if it can be read at once as it is; nobody is asked for anything */
TidingsStore     *tidings_cli_peek_store     (TidingsCli    *self);

/**
 * tidings_cli_keep_going:
 * @self: the run
 * @message: a message that is shown
 *
 * Makes sure that somebody works on a message that is not at its end: after a crash no agent runs until the bus is asked
 * for one. Asks once a run, waits for nothing.
 */
void              tidings_cli_keep_going     (TidingsCli     *self,
                                              TidingsMessage *message);

/** tidings_cli_find_person: Returns: (transfer full) (nullable): whom WHO means; an error of usage if nobody, or two people */
TidingsPerson    *tidings_cli_find_person    (TidingsCli  *self,
                                              const char  *who,
                                              GError     **error);

/**
 * tidings_cli_find_people:
 * @self: the run
 * @list: WHO, or several with commas between them; a name that has a comma itself is understood
 * @error: return location
 *
 * Returns: (transfer full) (element-type TidingsPerson) (nullable): each person once
 */
GPtrArray        *tidings_cli_find_people    (TidingsCli  *self,
                                              const char  *list,
                                              GError     **error);

/**
 * tidings_cli_dup_name:
 * @store: (nullable): where to look
 * @person: row id
 *
 * Returns: (transfer full): the person's name, or words with the id for somebody who is gone
 */
char             *tidings_cli_dup_name       (TidingsStore *store,
                                              gint64        person);

/** tidings_cli_take_store_error: turns the @error of a row that was typed and does not exist into an error of usage. Returns: %FALSE */
gboolean          tidings_cli_take_store_error (GError **error);

/** tidings_cli_follow_practice: from now on the clock is as far ahead as practice has put it; call it before the clock is used */
void              tidings_cli_follow_practice (TidingsCli *self);

G_END_DECLS
