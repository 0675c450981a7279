/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the real `tidings` on a private bus, with a store of its own and an agent that answers as the test writes. */
#pragma once

#include <gio/gio.h>
#include "tidings-store.h"

G_BEGIN_DECLS

typedef struct {
  char *folder;
  GSubprocess *bus;
  char *address;
  GKeyFile *script;
  GSubprocessLauncher *launcher;
  char *out;
  char *err;
  int status;
} Fixture;

/** fixture_set_up: @without_agent: (data of the test) non-%NULL: nothing on the bus can start an agent */
void          fixture_set_up      (Fixture       *fixture,
                                   gconstpointer  without_agent);
void          fixture_tear_down   (Fixture       *fixture,
                                   gconstpointer  without_agent);

/** fixture_run: runs `tidings` with the words of @line (quoted as in a shell); @input may be %NULL. Fills out, err and status */
void          fixture_run         (Fixture       *fixture,
                                   const char    *line,
                                   const char    *input);
/** fixture_start: starts `tidings` and leaves it running */
GSubprocess  *fixture_start       (Fixture       *fixture,
                                   const char    *line);

/** fixture_reply: from now on, @method answers @reply: a tuple in GVariant text */
void          fixture_reply       (Fixture       *fixture,
                                   const char    *method,
                                   const char    *reply);
/** fixture_refuse: @method answers an error of this name */
void          fixture_refuse      (Fixture       *fixture,
                                   const char    *method,
                                   const char    *error,
                                   const char    *message);
/** fixture_die: @method ends the agent instead of answering */
void          fixture_die         (Fixture       *fixture,
                                   const char    *method);
/** fixture_silence: @method is never answered */
void          fixture_silence     (Fixture       *fixture,
                                   const char    *method);
/** fixture_steps: what the agent does one after the other, a line each */
void          fixture_steps       (Fixture       *fixture,
                                   const char    *steps);
/** fixture_go_on: tells a running agent to go on with its steps */
void          fixture_go_on       (Fixture       *fixture);
/** fixture_dup_calls: Returns: (transfer full): what the agent was asked, a line for each call */
char         *fixture_dup_calls   (Fixture       *fixture);

/** fixture_open_store: Returns: (transfer full): the store, for writing */
TidingsStore *fixture_open_store  (Fixture       *fixture);
/** fixture_add_person: adds a person with id 1, 2, … */
void          fixture_add_person  (Fixture       *fixture,
                                   const char    *name,
                                   const char    *number);
/** fixture_add_message: adds a message to the person, in the state */
void          fixture_add_message (Fixture       *fixture,
                                   gint64         person,
                                   const char    *body,
                                   const char    *state);

/** assert_one_line: asserts that the text is one line that begins so */
void          assert_one_line     (const char    *text,
                                   const char    *begin);
/** assert_has: asserts that @text has @part in it */
void          assert_has          (const char    *text,
                                   const char    *part);

G_END_DECLS
