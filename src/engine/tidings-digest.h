/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several texts as one. Pure: the words come from outside. */
#pragma once

#include "tidings-composer.h"

G_BEGIN_DECLS

/**
 * TidingsDigestWords:
 * @title: what the texts are, as people call it: the title of their alert type
 * @household: (nullable): the name that stands in front of texts
 * @stop: (nullable): how to unsubscribe, which may stand on a line of its own behind them
 * @says_stop: whether the one text may say it
 * @several: the wording of `several`, with `title`, `count` and `texts`
 * @repeated: the wording of `repeated`, with `text` and `count`
 * @more: the wording of `more`, with `count`
 *
 * What a digest is made of beside the texts, all in the language of who gets it.
 */
typedef struct {
  const char *title;
  const char *household;
  const char *stop;
  gboolean says_stop;
  const char *several;
  const char *repeated;
  const char *more;
} TidingsDigestWords;

typedef struct _TidingsDigest TidingsDigest;

/** tidings_digest_new: Returns: (transfer full): a digest without texts; @words is borrowed for as long as it lives */
TidingsDigest *tidings_digest_new      (const TidingsDigestWords *words);
void           tidings_digest_free     (TidingsDigest            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsDigest, tidings_digest_free)

/**
 * tidings_digest_add:
 * @self: a digest
 * @body: a text as it would have left
 * @n_repeats: alerts with the same words that came after the one it is of; then @body says their count, if that fitted
 * @n_texts: how many such texts there are
 *
 * Adds texts. The newest are added first. Name, count and how to unsubscribe are taken off; what is then the same is one
 * text with its count.
 */
void           tidings_digest_add      (TidingsDigest            *self,
                                        const char               *body,
                                        guint                     n_repeats,
                                        guint                     n_texts);
/** tidings_digest_get_count: Returns: how many alerts there are in all */
guint          tidings_digest_get_count (TidingsDigest           *self);

/**
 * tidings_digest_compose:
 * @self: a digest with a text at least
 * @max_segments: the most parts it may take
 *
 * Says how many there are and what they say, the newest first, as many as fit whole, and then how many others there are. If
 * all are the same it is that text with its count. If not even the newest fits, it is cut at a word; with a link, which is
 * never cut, it is left out. Typographic characters become look-alikes where that saves a part or lets more fit. The household's name stands in
 * front, and how to unsubscribe goes along if neither costs a part or a text. Any thread.
 *
 * Returns: (transfer full): the text
 */
TidingsText   *tidings_digest_compose  (TidingsDigest            *self,
                                        guint                     max_segments);

/**
 * tidings_digest_repeat:
 * @words: the words; only @household, @stop and @repeated count
 * @body: a text as it was composed
 * @count: how often it was to be sent, at least 2
 *
 * Returns: (transfer full): the text with its count, or as it is if the count would cost a part
 */
TidingsText   *tidings_digest_repeat   (const TidingsDigestWords *words,
                                        const char               *body,
                                        guint                     count);

G_END_DECLS
