/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line as it is typed into a shell, up to the cursor: its words, and how a word is written so that the shell takes it whole. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TidingsShellLine:
 * @words: what was typed, without quotes and backslashes; the last one is the word at the cursor, and may be empty
 * @quote: the quote that is open at the cursor, 0 for none
 * @n_cut: bytes of the last word before the part that the shell replaces
 */
typedef struct {
  char **words;
  char quote;
  gsize n_cut;
} TidingsShellLine;

void      tidings_shell_line_clear   (TidingsShellLine *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TidingsShellLine, tidings_shell_line_clear)

/**
 * tidings_shell_line_read:
 * @self: (out caller-allocates): what was typed
 * @line: from the command's name to the cursor, in UTF-8
 * @breaks: characters at which the shell cuts words when it completes (`COMP_WORDBREAKS`)
 *
 * Reads words as bash does, with backslashes and both quotes, also while one is open. Nothing is expanded or run.
 */
void      tidings_shell_line_read    (TidingsShellLine *self,
                                      const char       *line,
                                      const char       *breaks);

/** tidings_shell_line_dup_quoted: @value: a whole word. Returns: (transfer full): what the shell puts in place of what it replaces */
char     *tidings_shell_line_dup_quoted (const TidingsShellLine *self,
                                         const char             *value);

G_END_DECLS
