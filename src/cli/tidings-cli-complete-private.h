/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One word to complete; for the files that make up the completion. */
#pragma once

#include "tidings-cli-complete.h"

G_BEGIN_DECLS

/**
 * TidingsWord:
 * @completion: where candidates go
 * @command: the command that takes the word
 * @arguments: (element-type utf8): those of its arguments that are typed already
 * @head: what of the word stays as it is (`--for=`, `Ann,`)
 * @typed: what of the rest is typed already
 */
typedef struct {
  TidingsCompletion *completion;
  const TidingsCommand *command;
  GPtrArray *arguments;
  const char *head;
  const char *typed;
} TidingsWord;

/** tidings_word_add: adds a value that the word can become, if it begins as was typed */
void      tidings_word_add        (const TidingsWord *self,
                                   const char        *value,
                                   const char        *description);

/** tidings_word_add_values: @name: what the help calls the value: `WHO`, `TYPE`, `on|off`. Adds what can stand there */
void      tidings_word_add_values (const TidingsWord *self,
                                   const char        *name);

G_END_DECLS
