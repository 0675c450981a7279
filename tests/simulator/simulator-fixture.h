/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A simulator that listens, a clock to move, and a client that asks: what all tests of this room begin with. */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "tidings-simulator.h"

/* Sunday, 12 April 2026, 12:00:00 GMT. */
#define NOON G_GINT64_CONSTANT (1775995200000)
#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

#define BASE "/2010-04-01/Accounts/" TIDINGS_SIMULATOR_ACCOUNT_SID
#define MESSAGES BASE "/Messages.json"
#define ANN "+4915123456789"
#define BOB "+447400123456"

typedef struct {
  TidingsClock *clock;
  TidingsSimulator *simulator;
  SoupSession *session;
  const char *user;       /* who signs in; NULL for nobody */
  const char *password;
} Fixture;

/* What came back. */
typedef struct {
  guint status;           /* 0 if the connection ended without an answer */
  SoupMessage *message;
  char *text;
  JsonNode *json;         /* NULL if it is no JSON */
} Answer;

void        fixture_setup    (Fixture       *f,
                              gconstpointer  data);
void        fixture_teardown (Fixture       *f,
                              gconstpointer  data);

void        answer_free      (Answer        *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/** ask: @path: with its query; @form: (nullable): the encoded body. Waits for the answer while the clock stands still */
Answer     *ask              (Fixture       *f,
                              const char    *method,
                              const char    *path,
                              const char    *form);
/** ask_bytes: the same with any body */
Answer     *ask_bytes        (Fixture       *f,
                              const char    *method,
                              const char    *path,
                              const char    *type,
                              GBytes        *body);
/** start_asking: gives the answer in @answer later */
void        start_asking     (Fixture       *f,
                              const char    *method,
                              const char    *path,
                              const char    *form,
                              Answer       **answer);

/** send_text: sends from the account's number. Returns: (transfer full): the SID */
char       *send_text        (Fixture       *f,
                              const char    *to,
                              const char    *body);
/** send_scheduled: through the service, in @seconds. Returns: (transfer full): the SID */
char       *send_scheduled   (Fixture       *f,
                              guint          seconds);
/** fetch: Returns: (transfer full): the answer about one text */
Answer     *fetch            (Fixture       *f,
                              const char    *sid);

/** get_string: Returns: (nullable): a member of the answer's object, %NULL for null; fails if it is of another type */
const char *get_string       (Answer        *answer,
                              const char    *name);
/** get_error: Returns: the code of Twilio's error body, whose other members are checked too */
int         get_error        (Answer        *answer);
/** get_rows: Returns: the array under @key */
JsonArray  *get_rows         (Answer        *answer,
                              const char    *key);

/** control: @form: encoded; posts to one of the simulator's own paths, which must agree. Returns: (transfer full) (nullable): the SID that it made */
char       *control          (Fixture       *f,
                              const char    *path,
                              const char    *form);
/** code_of: Returns: the error code of a request that is refused, 0 for one that is not */
int         code_of          (Fixture       *f,
                              const char    *method,
                              const char    *path,
                              const char    *form);
