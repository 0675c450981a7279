/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes a text dear, told on the terminal and to programs. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * tidings_cli_print_cheaper:
 * @body: a text as it would leave
 * @micros: what it costs at most, millionths, -1 when unknown
 * @currency: ISO 4217, empty when unknown
 *
 * Says, where other words would take fewer parts, which characters make the text dear, how many texts it counts as now and then,
 * what it would cost, and the cheaper words.
 */
void        tidings_cli_print_cheaper        (const char *body,
                                              gint64      micros,
                                              const char *currency);

/**
 * tidings_cli_cheaper_to_json:
 * @body: a text as it would leave
 * @micros: what it costs at most, millionths, -1 when unknown
 *
 * Returns: (transfer full) (nullable): `text segments costly lossless price`; %NULL where no other words are cheaper
 */
JsonObject *tidings_cli_cheaper_to_json      (const char *body,
                                              gint64      micros);

/**
 * tidings_cli_warn_of_costly:
 * @wording: a wording that was set
 *
 * Says on standard error which of its own letters make every text with it dear, and the same wording without them. Curly quotes
 * and dashes are no reason: they are sent straight where that saves something.
 */
void        tidings_cli_warn_of_costly       (const char *wording);

/** tidings_cli_is_too_long: @text: what was typed; @may_lose: cheaper words may be sent. Returns: whether a free text would have to be cut, however it is written */
gboolean    tidings_cli_is_too_long          (const char *text,
                                              gboolean    may_lose);

G_END_DECLS
