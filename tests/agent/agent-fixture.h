/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agent that was built, started by a private bus, practising, with a folder of its own for all it keeps. */
#pragma once

#include "tidings-bus.h"
#include "tidings-bus-error.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-store-reminders.h"

G_BEGIN_DECLS

#define ANN "+4915123456789"

typedef struct {
  char *folder;
  char *data;        /* XDG_DATA_HOME */
  char *address;
  GSubprocess *bus;
  GDBusConnection *connection;
  TidingsBusAgent1 *agent;
} Fixture;

/* @options: (nullable): command line of the agent beyond its name */
void      fixture_set_up    (Fixture       *fixture,
                             gconstpointer  options);
void      fixture_tear_down (Fixture       *fixture,
                             gconstpointer  options);
/* What goes wrong inside an agent that the launcher starts fails the test when it is torn down, in a build with sanitizers. */
void      fixture_watch     (Fixture             *fixture,
                             GSubprocessLauncher *launcher);
/* Another connection to the bus, as another program has one. */
GDBusConnection *fixture_connect (Fixture *fixture);
/* Process id of the agent, 0 when there is none; asking does not start it. */
guint     fixture_get_pid   (Fixture       *fixture);
/* Waits until the agent of this process id has left. */
void      fixture_wait_gone (Fixture       *fixture,
                             guint          pid);
/* Calls a method with arguments in GVariant's text format; the reply must be one, or an error of the bus is given. */
GVariant *fixture_call      (Fixture       *fixture,
                             const char    *method,
                             GVariant      *arguments,
                             GError       **error);
/* The same with a list of descriptors. */
GVariant *fixture_call_fds  (Fixture       *fixture,
                             const char    *method,
                             GVariant      *arguments,
                             GUnixFDList   *fds,
                             GError       **error);
/* Somebody who has confirmed and gets job_failed. */
gint64    fixture_add_ann   (Fixture       *fixture);
/* The store, read only. */
TidingsStore *fixture_open_store (Fixture  *fixture);
/* All that a call may change, as text. */
char     *fixture_dup_whole (Fixture       *fixture);

G_END_DECLS
