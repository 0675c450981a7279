/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every command of `tidings` shares: the agent, the clock, and how a command ends. */
#pragma once

#include <gio/gio.h>
#include "tidings-bus.h"
#include "tidings-bus-error.h"
#include "tidings-clock.h"

G_BEGIN_DECLS

/** TidingsExit: how a command ends; the numbers are a promise (architecture, section 7) */
typedef enum {
  TIDINGS_EXIT_DONE = 0,
  TIDINGS_EXIT_FAILED = 1,
  TIDINGS_EXIT_USAGE = 2,
  TIDINGS_EXIT_REFUSED = 3,
  TIDINGS_EXIT_NO_ACCOUNT = 4,
  TIDINGS_EXIT_UNREACHABLE = 5,
} TidingsExit;

#define TIDINGS_CLI_ERROR (tidings_cli_error_quark ())
GQuark tidings_cli_error_quark (void);

/**
 * TidingsCliError:
 * @TIDINGS_CLI_ERROR_USAGE: what was typed cannot be used; the message says what to do
 * @TIDINGS_CLI_ERROR_FAILED: anything else
 */
typedef enum {
  TIDINGS_CLI_ERROR_USAGE,
  TIDINGS_CLI_ERROR_FAILED,
} TidingsCliError;

/** TidingsCli: one run of the program. What it gives is made when it is first asked for. */
typedef struct _TidingsCli TidingsCli;

TidingsCli       *tidings_cli_new            (void);
void              tidings_cli_free           (TidingsCli *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsCli, tidings_cli_free)

/** tidings_cli_get_clock: Returns: (transfer none): the household's clock: the computer's, as far ahead as practice has put it when it is asked for first */
TidingsClock     *tidings_cli_get_clock      (TidingsCli  *self);
/** tidings_cli_set_ahead: how far the clock is ahead by now, as the agent says */
void              tidings_cli_set_ahead      (TidingsCli  *self,
                                              gint64       ahead_ms);
/** tidings_cli_get_now: Returns: UTC milliseconds */
gint64            tidings_cli_get_now        (TidingsCli  *self);

/**
 * tidings_cli_get_agent:
 * @self: the run
 * @error: return location
 *
 * The agent for calls; the first call starts it through the bus. It carries no signals, see tidings_cli_watch_agent().
 *
 * Returns: (transfer none) (nullable): the proxy; %NULL if there is no session bus
 */
TidingsBusAgent1 *tidings_cli_get_agent      (TidingsCli  *self,
                                              GError     **error);

/**
 * tidings_cli_watch_agent:
 * @self: the run
 * @error: return location
 *
 * The agent with its `changed` signal and its owner. When this returns, no signal that comes later is missed.
 *
 * Returns: (transfer full) (nullable): the proxy; %NULL if there is no session bus
 */
TidingsBusAgent1 *tidings_cli_watch_agent    (TidingsCli  *self,
                                              GError     **error);

/**
 * TidingsRepeat:
 * @TIDINGS_REPEAT_UNREACHED: the call must not be done twice: only when no agent got it
 * @TIDINGS_REPEAT_LOST: done twice is as done once: also when its answer was lost
 */
typedef enum {
  TIDINGS_REPEAT_UNREACHED,
  TIDINGS_REPEAT_LOST,
} TidingsRepeat;

/**
 * tidings_cli_may_repeat:
 * @self: the run
 * @repeat: what kind of call it was
 * @error: (inout): what it ended with; cleared if it may be repeated
 *
 * The agent leaves when it is idle, and the bus may hand it a call in that very moment. Such a call is made once more.
 *
 * Returns: whether to make the call again; at most once in a run
 */
gboolean          tidings_cli_may_repeat     (TidingsCli    *self,
                                              TidingsRepeat  repeat,
                                              GError       **error);

/**
 * tidings_cli_ask_status:
 * @self: the run
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what GetStatus gives, `a{sv}`
 */
GVariant         *tidings_cli_ask_status     (TidingsCli  *self,
                                              GError     **error);

/** tidings_cli_parse_id: Returns: the row id that @text is, 0 with an error of usage */
gint64            tidings_cli_parse_id       (const char  *text,
                                              GError     **error);

/** tidings_cli_get_exit: Returns: the exit status for an error of the bus or the command line */
TidingsExit       tidings_cli_get_exit       (const GError *error);

/** tidings_cli_fail: prints the error as one line saying what to do. Returns: its exit status */
TidingsExit       tidings_cli_fail           (const GError *error);

/** tidings_cli_fail_lost: as tidings_cli_fail() for a call that was no mere question: @look says where to see whether it was done */
TidingsExit       tidings_cli_fail_lost      (const GError *error,
                                              const char   *look);

/** tidings_cli_set_usage: sets @error to an error of usage; the sentence says what to do and has no period */
void              tidings_cli_set_usage      (GError     **error,
                                              const char  *format,
                                              ...) G_GNUC_PRINTF (2, 3);
/** tidings_cli_make_usage: turns @error, which comes from reading what was typed, into an error of usage. Returns: %FALSE */
gboolean          tidings_cli_make_usage     (GError     **error);

G_END_DECLS
