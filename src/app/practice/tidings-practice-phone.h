/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A phone of practice mode: whose it is and what stands on its screen. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_PRACTICE_TEXT (tidings_practice_text_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPracticeText, tidings_practice_text, TIDINGS, PRACTICE_TEXT, GObject)

/**
 * TidingsPracticeText:
 * @sender: number or name it came from; the phone's own number for a reply
 * @body: what it says
 * @at: UTC milliseconds at which it arrived, or the reply left
 * @is_reply: whether the phone sent it
 * @n_parts: parts it took on the air
 *
 * A value, never changed after it was handed out.
 */
struct _TidingsPracticeText
{
  GObject parent_instance;

  char *sender;
  char *body;
  gint64 at;
  gboolean is_reply;
  guint n_parts;
};

#define TIDINGS_TYPE_PRACTICE_PHONE (tidings_practice_phone_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPracticePhone, tidings_practice_phone, TIDINGS, PRACTICE_PHONE, GObject)

/**
 * TidingsPracticePhone properties:
 *   number (string, E.164, read-only), title (string, read-only: whose it is, or the number), n-texts (uint, read-only),
 *   behaviour (string, read-write: `normal`, `off`, `network-trouble` or `slow`, as the interface's PracticeSet takes it)
 */

/** tidings_practice_phone_get_number: Returns: E.164 */
const char *tidings_practice_phone_get_number (TidingsPracticePhone *self);
/** tidings_practice_phone_list_texts: Returns: (transfer none): a #GListModel of #TidingsPracticeText, oldest first */
GListModel *tidings_practice_phone_list_texts (TidingsPracticePhone *self);

#define TIDINGS_TYPE_PRACTICE_INBOX (tidings_practice_inbox_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPracticeInbox, tidings_practice_inbox, TIDINGS, PRACTICE_INBOX, GObject)

/**
 * tidings_practice_inbox_new:
 * @people: a #GListModel of #TidingsPerson: each has a phone, texts or not; it is followed
 *
 * Returns: (transfer full): all phones of practice mode
 */
TidingsPracticeInbox *tidings_practice_inbox_new         (GListModel           *people);
/** tidings_practice_inbox_list_phones: Returns: (transfer none): a #GListModel of #TidingsPracticePhone: people's by name, then other numbers */
GListModel           *tidings_practice_inbox_list_phones (TidingsPracticeInbox *self);
/** tidings_practice_inbox_set_texts: @texts: an `a(sssxs)` as the interface's PracticeInbox gives it; replies made here stay between them */
void                  tidings_practice_inbox_set_texts   (TidingsPracticeInbox *self,
                                                          GVariant             *texts);
/** tidings_practice_inbox_add_reply: shows what the phone has sent; the agent tells only of what it received */
void                  tidings_practice_inbox_add_reply   (TidingsPracticeInbox *self,
                                                          const char           *number,
                                                          const char           *body,
                                                          gint64                at);

G_END_DECLS
