/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people answer to a text, understood from its words alone. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TidingsAnswerKind:
 * @TIDINGS_ANSWER_NONE: something for people to read
 * @TIDINGS_ANSWER_STOP: a word with which Twilio and carriers end all texts (Twilio reference, section 10); the whole body, in
 *   any case, and nothing else in it
 * @TIDINGS_ANSWER_START: a word that lets texts through again, likewise
 * @TIDINGS_ANSWER_HELP: a word that Twilio answers itself, likewise
 * @TIDINGS_ANSWER_WANTS_STOP: reads like a STOP that Twilio does not know: “Stop please”
 * @TIDINGS_ANSWER_DONE: what the text was about is done
 * @TIDINGS_ANSWER_LATER: remind me later
 */
typedef enum {
  TIDINGS_ANSWER_NONE,
  TIDINGS_ANSWER_STOP,
  TIDINGS_ANSWER_START,
  TIDINGS_ANSWER_HELP,
  TIDINGS_ANSWER_WANTS_STOP,
  TIDINGS_ANSWER_DONE,
  TIDINGS_ANSWER_LATER,
} TidingsAnswerKind;

/**
 * TidingsAnswer:
 * @kind: what it means
 * @word: (nullable): the word of Twilio's list that it is, in capitals (static); %NULL for other kinds
 * @number: what DONE or LATER is about, 0 when it was not said: `DONE #12`
 */
typedef struct {
  TidingsAnswerKind kind;
  const char *word;
  gint64 number;
} TidingsAnswer;

/**
 * tidings_answer_parse:
 * @body: (nullable): a text that came in
 *
 * DONE and LATER are understood in any case, with or without accents, in the languages that people here write: FERTIG,
 * SPÄTER, FAIT, PLUS TARD and so on; a word of thanks beside them does no harm, a question mark makes them a question.
 *
 * Returns: what it means
 */
TidingsAnswer tidings_answer_parse          (const char *body);

/** tidings_answer_is_cancel: Returns: whether @word is CANCEL, which people say to an appointment and carriers take for a STOP */
gboolean      tidings_answer_is_cancel      (const char *word);

/** tidings_answer_asks_for_cancel: Returns: whether a wording asks people to answer CANCEL: it has the word in capitals */
gboolean      tidings_answer_asks_for_cancel (const char *wording);

/** tidings_answer_asks_for_done: Returns: whether a wording asks people to answer DONE: it has the word in capitals */
gboolean      tidings_answer_asks_for_done   (const char *wording);

/**
 * tidings_answer_drop_requests:
 * @wording: a template
 *
 * Leaves out the sentences that ask for an answer (DONE, LATER, STOP in capitals), for texts whose sender cannot be answered.
 *
 * Returns: (transfer full): the rest, never empty: without other sentences it is the wording itself
 */
char         *tidings_answer_drop_requests   (const char *wording);

G_END_DECLS
