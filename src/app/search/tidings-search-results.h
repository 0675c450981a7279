/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop's search finds of Tidings, and what it shows of it. */
#pragma once

#include "tidings-store.h"

G_BEGIN_DECLS

/** At most so many of people, of reminders and of messages. */
#define TIDINGS_SEARCH_MAX_EACH 5

/** TidingsSearchKind: what a result is */
typedef enum {
  TIDINGS_SEARCH_PERSON,
  TIDINGS_SEARCH_REMINDER,
  TIDINGS_SEARCH_MESSAGE,
} TidingsSearchKind;

/**
 * tidings_search_find:
 * @store: a store, open for looking
 * @terms: (array zero-terminated=1): words; each must begin a word of what is found, or be digits of a person's number
 * @now: UTC milliseconds
 * @error: return location; an interrupted search is one
 *
 * People come first, then reminders (the next one before the others), then messages (the newest first). Messages are looked for
 * from two letters on: a single one is in nearly all of them. May run in any thread that has the store for itself.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): ids for tidings_search_describe(), the same for as long as the
 *   thing is there
 */
char   **tidings_search_find     (TidingsStore       *store,
                                  const char * const *terms,
                                  gint64              now,
                                  GError            **error);

/**
 * tidings_search_describe:
 * @store: a store, open for looking
 * @ids: (array zero-terminated=1): what tidings_search_find() gave; what is no id, or of nothing that is there any more, is
 *   passed over
 * @now: UTC milliseconds
 * @hide_text: whether texts and titles stay hidden: then only kinds, names and times are told, and nothing can be copied
 *
 * Codes are never told.
 *
 * Returns: (transfer floating): `aa{sv}`, as the method GetResultMetas gives it
 */
GVariant *tidings_search_describe (TidingsStore       *store,
                                   const char * const *ids,
                                   gint64              now,
                                   gboolean            hide_text);

/** tidings_search_parse_id: Returns: whether @id is one of ours; then @kind and @row are what it means */
gboolean  tidings_search_parse_id (const char         *id,
                                   TidingsSearchKind  *kind,
                                   gint64             *row);

G_END_DECLS
