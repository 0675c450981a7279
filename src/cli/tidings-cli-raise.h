/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raising an alert and telling what came of it, person by person. */
#pragma once

#include "tidings-cli.h"
#include "tidings-message.h"

G_BEGIN_DECLS

/** TidingsReport: how the outcome is shown */
typedef enum {
  TIDINGS_REPORT_WORDS = 0,
  TIDINGS_REPORT_JSON = 1 << 0,
  TIDINGS_REPORT_WAIT = 1 << 1,
  TIDINGS_REPORT_DRY_RUN = 1 << 2,
} TidingsReport;

/**
 * tidings_cli_raise:
 * @self: the run
 * @type: alert type id
 * @values: `a{sv}`, a floating reference is taken
 * @options: `a{sv}` as Raise takes them, a floating reference is taken
 * @report: how to show the outcome
 *
 * Raises the alert, or with %TIDINGS_REPORT_DRY_RUN asks what would happen. It is never raised twice: when the answer is
 * lost, that is said.
 *
 * Returns: how the program ends
 */
TidingsExit tidings_cli_raise           (TidingsCli    *self,
                                         const char    *type,
                                         GVariant      *values,
                                         GVariant      *options,
                                         TidingsReport  report);

/** tidings_cli_report_message: waits for the one message if asked to and tells what came of it. Returns: how the program ends */
TidingsExit tidings_cli_report_message  (TidingsCli    *self,
                                         gint64         id,
                                         TidingsReport  report);

/**
 * tidings_message_to_line:
 * @message: a message
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): what became of it: "Ann: delivered (message 12)", "Ann: not-verified – Number not confirmed"
 */
char       *tidings_message_to_line     (TidingsMessage *message,
                                         gint64          now);

/**
 * tidings_messages_get_exit:
 * @messages: (element-type TidingsMessage): what was raised
 *
 * Returns: FAILED if one did not arrive, REFUSED if rules stopped them all (or nobody was there to get one), otherwise DONE
 */
TidingsExit tidings_messages_get_exit   (GPtrArray      *messages);

G_END_DECLS
