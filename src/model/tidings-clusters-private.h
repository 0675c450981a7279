/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grapheme clusters: what a person takes for one character. */
#pragma once

#include <glib.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

G_BEGIN_DECLS

/** TidingsClusters: a search for the boundaries between clusters of a text in UTF-8, as byte offsets from @iterator. Both halves must be closed */
typedef struct {
  UBreakIterator *iterator;
  UText *text;
} TidingsClusters;

/** tidings_clusters_open: @body: UTF-8 text that outlives the search. Returns: the search, to be closed */
TidingsClusters tidings_clusters_open  (const char      *body);
void            tidings_clusters_close (TidingsClusters *clusters);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TidingsClusters, tidings_clusters_close)

G_END_DECLS
