/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a test tells and asks the simulator from outside, by its own paths. */
#pragma once

#include "engine-fixture.h"

G_BEGIN_DECLS

/**
 * Requests:
 * @n: all to Twilio since the last control_forget_requests()
 * @n_posts: texts that were to be sent
 * @n_lists: lists of texts, each page for itself
 * @n_fetches: questions about one text
 * @peak: most at once since the simulator began
 */
typedef struct {
  guint n;
  guint n_posts;
  guint n_lists;
  guint n_fetches;
  guint peak;
} Requests;

/* Posts to a path of the simulator's own; @first: name, value, name, value …, NULL. */
void     control_post            (Fixture    *fixture,
                                  const char *path,
                                  const char *first,
                                  ...) G_GNUC_NULL_TERMINATED;
/* Counts from now on. */
void     control_forget_requests (Fixture    *fixture);
Requests control_get_requests    (Fixture    *fixture);

G_END_DECLS
