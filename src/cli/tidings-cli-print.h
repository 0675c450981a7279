/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words on the terminal: lines, complaints and tables whose columns stay in line in every script. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_cli_print:
 * @format: printf format; the line end is the caller's
 *
 * Writes to standard output in the locale's character set. In the plain C locale, which says nothing about the reader
 * (cron has it), the text goes out as UTF-8. Failing is noticed by tidings_cli_close_output().
 */
void     tidings_cli_print          (const char *format,
                                     ...) G_GNUC_PRINTF (1, 2);

/** tidings_cli_print_utf8: writes @text and a line end to standard output, in UTF-8 whatever the locale: JSON */
void     tidings_cli_print_utf8     (const char *text);

/** tidings_cli_tell: writes one line to standard error, without the line end in @format */
void     tidings_cli_tell           (const char *format,
                                     ...) G_GNUC_PRINTF (1, 2);

/** tidings_cli_complain: as tidings_cli_tell(), with the program's name in front: an error */
void     tidings_cli_complain       (const char *format,
                                     ...) G_GNUC_PRINTF (1, 2);

/**
 * tidings_cli_close_output:
 *
 * Hands over what is still buffered.
 *
 * Returns: whether all output was taken; a reader that went away early (`| head`) is fine
 */
gboolean tidings_cli_close_output   (void);

/** tidings_cli_is_output_gone: hands over what is buffered. Returns: whether nobody reads standard output any more */
gboolean tidings_cli_is_output_gone (void);

/**
 * tidings_cli_clean:
 * @text: (nullable): text from outside
 *
 * Returns: (transfer full): the text on one line, without control characters that a terminal would obey
 */
char    *tidings_cli_clean          (const char *text);

/**
 * tidings_cli_width:
 * @text: UTF-8
 *
 * Returns: columns it takes on a terminal: two for wide characters, none for marks and joiners
 */
guint    tidings_cli_width          (const char *text);

/**
 * TidingsTable:
 *
 * Rows of cells under headings. The last column is not padded, and cut where a terminal ends.
 */
typedef struct _TidingsTable TidingsTable;

/** tidings_table_new: Returns: (transfer full): a table with these headings, a %NULL ends them; they are translated already */
TidingsTable *tidings_table_new     (const char   *heading,
                                     ...) G_GNUC_NULL_TERMINATED;
void          tidings_table_free    (TidingsTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsTable, tidings_table_free)

/** tidings_table_add: adds a row: one cell for each heading (%NULL is empty); cells are cleaned by tidings_cli_clean() */
void          tidings_table_add     (TidingsTable       *self,
                                     const char * const *cells);

/**
 * tidings_table_to_string:
 * @self: a table
 * @max_width: columns of the terminal, 0 for no end
 * @is_bold: whether the headings are made bold by a terminal's escape
 *
 * Returns: (transfer full): the lines; empty without rows
 */
char         *tidings_table_to_string (TidingsTable *self,
                                       guint         max_width,
                                       gboolean      is_bold);

/** tidings_table_print: writes it as wide as the terminal; without a terminal, whole and without escapes */
void          tidings_table_print   (TidingsTable *self);

G_END_DECLS
