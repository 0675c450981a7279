/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text of a reminder that was missed, as a list shows it. */
#pragma once

#include <gio/gio.h>
#include "tidings-message.h"
#include "tidings-reminder.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_MISSED_TEXT (tidings_missed_text_get_type ())
G_DECLARE_FINAL_TYPE (TidingsMissedText, tidings_missed_text, TIDINGS, MISSED_TEXT, GObject)

/**
 * tidings_missed_text_new:
 * @message: the text
 * @reminder: what it reminds of
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): the item
 */
TidingsMissedText *tidings_missed_text_new          (TidingsMessage    *message,
                                                     TidingsReminder   *reminder,
                                                     gint64             now);

/** tidings_missed_text_get_message: Returns: (transfer none): the text */
TidingsMessage    *tidings_missed_text_get_message  (TidingsMissedText *self);
/** tidings_missed_text_get_title: Returns: (transfer none): what it reminds of */
const char        *tidings_missed_text_get_title    (TidingsMissedText *self);
/** tidings_missed_text_get_subtitle: Returns: (transfer none): when it was due, and for whom: "Fri 09:30 · Amina" */
const char        *tidings_missed_text_get_subtitle (TidingsMissedText *self);

G_END_DECLS
