/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the agent share: each answers one group of the interface's methods. */
#pragma once

#include "tidings-account-info.h"
#include "tidings-agent.h"
#include "tidings-arguments.h"
#include "tidings-bus.h"
#include "tidings-bus-error.h"
#include "tidings-callers.h"
#include "tidings-engine.h"
#include "tidings-link.h"
#include "tidings-missed.h"
#include "tidings-practice-time.h"
#include "tidings-raises.h"
#include "tidings-screen-lock.h"
#include "tidings-sleep.h"
#include "tidings-tally.h"
#include "tidings-watches.h"
#include "tidings-webhook.h"

G_BEGIN_DECLS

/** tidings_agent_get_engine: Returns: (nullable): %NULL if the store could not be opened */
TidingsEngine *tidings_agent_get_engine   (TidingsAgent          *self);
TidingsAccountInfo *tidings_agent_get_info (TidingsAgent     *self);
TidingsLink   *tidings_agent_get_link     (TidingsAgent          *self);
TidingsWebhook *tidings_agent_get_webhook (TidingsAgent         *self);
/** tidings_agent_get_watches: Returns: (nullable): %NULL if the store could not be opened */
TidingsWatches *tidings_agent_get_watches (TidingsAgent         *self);
/** tidings_agent_get_clock: Returns: the household's clock, which practice may put ahead */
TidingsClock  *tidings_agent_get_clock    (TidingsAgent          *self);
/** tidings_agent_get_timer: Returns: the computer's clock: how long somebody waits goes by it */
TidingsClock  *tidings_agent_get_timer    (TidingsAgent          *self);
/** tidings_agent_get_practice_time: Returns: (nullable): %NULL if the store could not be opened */
TidingsPracticeTime *tidings_agent_get_practice_time (TidingsAgent *self);
TidingsStore  *tidings_agent_get_store    (TidingsAgent          *self);
GSettings     *tidings_agent_get_settings (TidingsAgent          *self);
GApplication  *tidings_agent_get_desktop  (TidingsAgent          *self);
/** tidings_agent_get_callers: Returns: (transfer none): who is at the other end of the bus */
TidingsCallers *tidings_agent_get_callers (TidingsAgent          *self);
TidingsMissed *tidings_agent_get_missed   (TidingsAgent          *self);
TidingsRaises *tidings_agent_get_raises   (TidingsAgent          *self);
TidingsScreenLock *tidings_agent_get_screen_lock (TidingsAgent     *self);
/** tidings_agent_get_failed: Returns: (transfer none): texts that finally failed, counted for a minute */
TidingsTally  *tidings_agent_get_failed   (TidingsAgent          *self);
/** tidings_agent_get_stopped: Returns: (transfer none): texts that a limit stopped, by that limit, counted for an hour */
TidingsTally  *tidings_agent_get_stopped  (TidingsAgent          *self);
/** tidings_agent_get_bus: Returns: (transfer none): where the interface is exported */
GDBusConnection *tidings_agent_get_bus    (TidingsAgent          *self);

/** tidings_agent_changed: says on the bus that @subject is different, soon and together with others */
void           tidings_agent_changed      (TidingsAgent          *self,
                                           const char            *subject);
/** tidings_agent_hold: keeps the process while a call is answered later; ended with tidings_agent_release() */
void           tidings_agent_hold         (TidingsAgent          *self);
void           tidings_agent_release      (TidingsAgent          *self);

typedef void (*TidingsAgentEndFunc) (gpointer user_data);

/**
 * tidings_agent_end:
 * @self: an agent
 * @func: called once, when nothing is served any more and the store is closed
 * @user_data: for @func
 *
 * Ends the process, whatever is pending; calls that come after this one meet the next.
 */
void           tidings_agent_end          (TidingsAgent          *self,
                                           TidingsAgentEndFunc    func,
                                           gpointer               user_data);
/** tidings_agent_forget_account: practice goes on; of the account nothing is kept but its secret, which is the keyring's */
void           tidings_agent_forget_account (TidingsAgent        *self);

/**
 * tidings_agent_check:
 * @self: an agent
 * @invocation: a call
 *
 * Notes that the agent is in use, and raises what programs have asked for before. Without a store the call is answered here
 * with the reason.
 *
 * Returns: (nullable): the engine; %NULL when the call has been answered
 */
TidingsEngine *tidings_agent_check        (TidingsAgent          *self,
                                           GDBusMethodInvocation *invocation);

/** tidings_agent_check_raise: as tidings_agent_check() for a call that raises an alert: others may wait to be raised with it. Returns: %FALSE when the call has been answered */
gboolean       tidings_agent_check_raise  (TidingsAgent          *self,
                                           GDBusMethodInvocation *invocation);
/** tidings_agent_answer_raise: answers a call with what it came to; consumes @invocation */
void           tidings_agent_answer_raise (GDBusMethodInvocation *invocation,
                                           GPtrArray             *outcomes);
/** tidings_agent_take_error: answers the call with @error (of the engine, Twilio, the keyring or GIO) under its name on the bus; consumes both */
void           tidings_agent_take_error   (GDBusMethodInvocation *invocation,
                                           GError                *error);

/** tidings_agent_get_program: Returns: (transfer none) (nullable): identity of the program that calls, whose allowance counts; %NULL for the window and the person */
const char    *tidings_agent_get_program  (TidingsAgent          *self,
                                           GDBusMethodInvocation *invocation);
/** tidings_agent_check_person: as tidings_agent_check(), for what is the person's to say: what programs may; refuses every program */
TidingsEngine *tidings_agent_check_person (TidingsAgent          *self,
                                           GDBusMethodInvocation *invocation);
/** tidings_agent_check_not_blocked: as tidings_agent_check(), for what sends texts later or without a type: refuses a program that is blocked */
TidingsEngine *tidings_agent_check_not_blocked (TidingsAgent          *self,
                                                GDBusMethodInvocation *invocation);
/** tidings_agent_put_program: tidings_engine_put_program(); the question to the person is answered then */
gboolean       tidings_agent_put_program  (TidingsAgent          *self,
                                           const char            *identity,
                                           TidingsProgramState    state,
                                           int                    per_day,
                                           GError               **error);
/** tidings_agent_ask_about_program: asks the person what a program may that they have not met */
void           tidings_agent_ask_about_program (TidingsAgent     *self,
                                                const char       *identity);

/**
 * tidings_agent_do:
 * @self: an agent
 * @face: the interface
 * @invocation: a call about one row, with nothing else to check; consumed
 * @id: row id
 * @verb: what the engine does
 * @complete: says that it is done
 *
 * Answers the call with what became of it.
 *
 * Returns: %TRUE, for the handler to give back
 */
gboolean       tidings_agent_do           (TidingsAgent          *self,
                                           TidingsBusAgent1      *face,
                                           GDBusMethodInvocation *invocation,
                                           gint64                 id,
                                           gboolean             (*verb) (TidingsEngine *engine, gint64 id, GError **error),
                                           void                 (*complete) (TidingsBusAgent1 *face, GDBusMethodInvocation *invocation));

/* Each connects the handlers of its methods. */
void tidings_agent_connect_account  (TidingsAgent *self, TidingsBusAgent1 *face);
void tidings_agent_connect_background (TidingsAgent *self, TidingsBusAgent1 *face);
void tidings_agent_connect_check    (TidingsAgent *self, TidingsBusAgent1 *face);
void tidings_agent_connect_connecting (TidingsAgent *self, TidingsBusAgent1 *face);
/** tidings_agent_watch_health: looks after the account once a day, and when Twilio has refused something */
void tidings_agent_watch_health     (TidingsAgent *self);
void tidings_agent_connect_erase_all (TidingsAgent *self, TidingsBusAgent1 *face);
void tidings_agent_connect_import   (TidingsAgent *self, TidingsBusAgent1 *face);
void tidings_agent_connect_limits   (TidingsAgent *self, TidingsBusAgent1 *face);
void tidings_agent_connect_messages (TidingsAgent *self, TidingsBusAgent1 *face);
void tidings_agent_connect_people   (TidingsAgent *self, TidingsBusAgent1 *face);
void tidings_agent_connect_practice (TidingsAgent *self, TidingsBusAgent1 *face);
void tidings_agent_connect_programs (TidingsAgent *self, TidingsBusAgent1 *face);
void tidings_agent_connect_reminders (TidingsAgent *self, TidingsBusAgent1 *face);
void tidings_agent_connect_status   (TidingsAgent *self, TidingsBusAgent1 *face);
void tidings_agent_connect_types    (TidingsAgent *self, TidingsBusAgent1 *face);
void tidings_agent_connect_watch    (TidingsAgent *self, TidingsBusAgent1 *face);
void tidings_agent_connect_webhook  (TidingsAgent *self, TidingsBusAgent1 *face);

/** tidings_agent_notice: shows a notice of the engine on the desktop, see TidingsEngine::notice */
void tidings_agent_notice (TidingsAgent   *self,
                           TidingsNotice   kind,
                           TidingsMessage *message,
                           TidingsPerson  *person,
                           gint64          reminder,
                           const char     *text);
/** tidings_agent_notice_done: takes a notification away that is not true any more: @subject `failed`, `missed` or `overdue` of row @id */
void tidings_agent_notice_done (TidingsAgent *self,
                                const char   *subject,
                                gint64        id);
/** tidings_agent_show_missed: a #TidingsMissedFunc of an agent: shows what was missed together */
void tidings_agent_show_missed (GPtrArray      *messages,
                                guint           count,
                                gpointer        user_data);
/** tidings_agent_show_failed: a #TidingsTallyFunc of an agent: shows what was not delivered */
void tidings_agent_show_failed (const char     *cause,
                                guint           count,
                                gint64          first,
                                TidingsMessage *last,
                                gboolean        is_urgent,
                                gpointer        user_data);
/** tidings_agent_show_stopped: a #TidingsTallyFunc of an agent: shows what a limit has stopped */
void tidings_agent_show_stopped (const char     *reason,
                                 guint           count,
                                 gint64          first,
                                 TidingsMessage *last,
                                 gboolean        is_urgent,
                                 gpointer        user_data);

/**
 * tidings_agent_make_notification:
 * @title: a title
 * @body: words without a secret
 * @is_urgent: only for security
 * @action: what a click on it does, such as `app.show-message`
 * @target: (nullable): for the action, sunk
 *
 * Returns: (transfer full): the notification, for buttons to be added
 */
GNotification *tidings_agent_make_notification (const char *title,
                                                const char *body,
                                                gboolean    is_urgent,
                                                const char *action,
                                                GVariant   *target);
/** tidings_agent_send_notification: shows it in the place of one with the same @id; consumes @notification */
void tidings_agent_send_notification (TidingsAgent  *self,
                                      const char    *id,
                                      GNotification *notification);
/** tidings_agent_withdraw: takes the notification with that id away, if it is shown */
void tidings_agent_withdraw (TidingsAgent *self,
                             const char   *id);
/** tidings_agent_connect_desktop: offers what the buttons of notifications do */
void tidings_agent_connect_desktop (TidingsAgent *self);

G_END_DECLS
