/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who calls: the program at the other end of the bus, as far as the system shows it.
 *
 * The bus knows the process behind a connection, and /proc what it runs. That tells programs apart which do not set out to be
 * taken for others: it is what allowances go by. It is no proof. A program that has the person's rights can start the command
 * line, call itself what it likes, or write into this agent's settings and store; only one in a sandbox cannot. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** TidingsCallerKind: what kind of program it is */
typedef enum {
  TIDINGS_CALLER_OTHER,     /* it cannot be told: it is gone, or this agent may not look (in a sandbox of its own) */
  TIDINGS_CALLER_WINDOW,    /* our window */
  TIDINGS_CALLER_PERSON,    /* our command line, run by the person: in a terminal, or by a script in the session */
  TIDINGS_CALLER_FLATPAK,   /* an application in a sandbox, by its id */
  TIDINGS_CALLER_UNIT,      /* a service of systemd, by its name, whatever it runs */
  TIDINGS_CALLER_FILE,      /* any other, by the file it runs; scripts by their own */
} TidingsCallerKind;

/**
 * TidingsCaller:
 * @kind: what kind of program
 * @identity: `window`, `cli`, `flatpak:APPID`, `unit:NAME.service`, `exe:/PATH` or `bus`; see #TidingsProgram
 * @name: (nullable): what the process is called (`/proc/PID/comm`); %NULL if that cannot be told
 */
typedef struct {
  TidingsCallerKind kind;
  char *identity;
  char *name;
} TidingsCaller;

void           tidings_caller_free      (TidingsCaller          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsCaller, tidings_caller_free)

/**
 * tidings_caller_look:
 * @root: (type filename): `/proc`
 * @process: a process's id
 * @own: another one: this agent's
 *
 * What @root says of a process. A sandbox is told before all else. Our own command line is the person's unless a service runs
 * it; what the desktop starts (`app-….service`) is no service in this sense, nor is what systemd-run makes up (`run-….service`).
 * Nor does the service that @own is in tell anything: a whole session may run in one, as in a container or a test machine.
 * Instances of a template are one service. A script is told only by an absolute path that its interpreter was given; any other
 * is its interpreter.
 *
 * Returns: (transfer full): who that is
 */
TidingsCaller *tidings_caller_look      (const char             *root,
                                         guint32                 process,
                                         guint32                 own);

/**
 * tidings_caller_new:
 * @bus: where a call came in
 * @sender: the unique name it came from
 *
 * Asks the bus for the process, looks at it, and asks again: if the connection has ended meanwhile, the process may have,
 * too, and another may have its number. Waits for the bus, a second at most.
 *
 * Returns: (transfer full): who that is
 */
TidingsCaller *tidings_caller_new       (GDBusConnection        *bus,
                                         const char             *sender);

/** tidings_caller_is_program: Returns: whether allowances hold for it: it is neither the window nor the person */
gboolean       tidings_caller_is_program (const TidingsCaller   *self);

/**
 * tidings_caller_dup_name:
 * @bus: where the call came in
 * @invocation: a call
 *
 * For the trail of consent and numbers.
 *
 * Returns: (transfer full): `window`, `cli`, the program's name, or `bus` if it cannot be told
 */
char          *tidings_caller_dup_name  (GDBusConnection        *bus,
                                         GDBusMethodInvocation  *invocation);

G_END_DECLS
