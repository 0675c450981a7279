/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that asks for texts: who it is as far as the system shows it, and how many texts a day it may. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The identity of all programs that cannot be told from each other. */
#define TIDINGS_PROGRAM_OTHERS "bus"

/* What begins the other identities: an application in a sandbox, a service of systemd, a file that is executed. */
#define TIDINGS_PROGRAM_FLATPAK "flatpak:"
#define TIDINGS_PROGRAM_UNIT "unit:"
#define TIDINGS_PROGRAM_FILE "exe:"

/* Of an allowance: any number. */
#define TIDINGS_PROGRAM_NO_LIMIT -1

/* The longest identity: a path (PATH_MAX) with what begins it. */
#define TIDINGS_MAX_PROGRAM 4200

/** TidingsProgramState: what the person has said about it. Numbers are stored; never reuse one. */
typedef enum {
  TIDINGS_PROGRAM_NEW = 0,      /* nothing yet: it has the allowance of new programs */
  TIDINGS_PROGRAM_ALLOWED = 1,  /* it has its own */
  TIDINGS_PROGRAM_BLOCKED = 2,  /* it has none */
} TidingsProgramState;

/** tidings_program_state_to_string: Returns: `new`, `allowed` or `blocked` */
const char *tidings_program_state_to_string   (TidingsProgramState   state);
/** tidings_program_state_from_string: Returns: whether @text is a state's name; then @state is set */
gboolean    tidings_program_state_from_string (const char           *text,
                                               TidingsProgramState  *state);

/**
 * TidingsProgram:
 * @id: row id, 0 before it is stored
 * @identity: what it is known by: `flatpak:` and an application's id, `unit:` and a service's name, `exe:` and a path, or `bus`
 * @label: the name that it gave itself last, "" for none: shown beside the identity, and never decides anything
 * @state: what the person has said about it
 * @per_day: texts a day once it is allowed, %TIDINGS_PROGRAM_NO_LIMIT for any number
 * @first_at: UTC milliseconds of its first alert, 0 while it has not raised one
 * @last_at: UTC milliseconds of its last one
 */
typedef struct {
  gint64 id;
  char *identity;
  char *label;
  TidingsProgramState state;
  int per_day;
  gint64 first_at;
  gint64 last_at;
} TidingsProgram;

/** tidings_program_new: Returns: (transfer full): a program that nobody has said anything about */
TidingsProgram *tidings_program_new           (const char           *identity);
void            tidings_program_free          (TidingsProgram       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsProgram, tidings_program_free)

/** tidings_program_get_allowance: Returns: texts a day it may raise, 0 for none, %TIDINGS_PROGRAM_NO_LIMIT; @of_new: the same for new programs */
int             tidings_program_get_allowance (const TidingsProgram *self,
                                               guint                 of_new);
/** tidings_program_is_identity: Returns: whether @text can be the identity of a program: one of the kinds, with something behind it that has no control characters */
gboolean        tidings_program_is_identity   (const char           *text);
/** tidings_program_dup_title: Returns: (transfer full): what a person calls the program with @identity, in the process's language: an application by its desktop entry (or its id), a service, a file's name */
char           *tidings_program_dup_title     (const char           *identity);

G_END_DECLS
