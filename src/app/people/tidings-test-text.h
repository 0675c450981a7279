/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One test text to one person, followed from the press of the button to the carrier's last word. */
#pragma once

#include "tidings-client.h"
#include "tidings-message.h"

G_BEGIN_DECLS

/** TIDINGS_TEST_TEXT_TYPE: the alert type that is raised */
#define TIDINGS_TEST_TEXT_TYPE "delivery_test"

#define TIDINGS_TYPE_TEST_TEXT (tidings_test_text_get_type ())
G_DECLARE_FINAL_TYPE (TidingsTestText, tidings_test_text, TIDINGS, TEST_TEXT, GObject)

/**
 * TidingsTestText properties, read-only:
 *   words (string): how it goes, as a sentence; "" before it was started
 *   is-busy (bool): no last word yet; a second one cannot be started meanwhile
 *   has-arrived (bool): it was delivered
 *   has-failed (bool): it ended otherwise; the words say why
 *   message-id (int64): row id of the text, 0 without one
 */

/** tidings_test_text_new: Returns: (transfer full): nothing is sent before tidings_test_text_start() */
TidingsTestText *tidings_test_text_new   (TidingsClient   *client);

/**
 * tidings_test_text_start:
 * @self: a test that is not busy
 * @person_id: row id of who gets it
 *
 * Raises `delivery_test` for that person and follows the message.
 */
void             tidings_test_text_start (TidingsTestText *self,
                                          gint64           person_id);

/**
 * tidings_test_text_raise:
 * @self: a test that is not busy
 * @type: id of an alert type
 * @values: (transfer floating): a{sv}, the values for its text
 * @person_id: row id of who gets it
 *
 * The same with any alert.
 */
void             tidings_test_text_raise (TidingsTestText *self,
                                          const char      *type,
                                          GVariant        *values,
                                          gint64           person_id);

G_END_DECLS
