/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A phone of practice mode: whose it is and what stands on its screen. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_PRACTICE_TEXT (tidings_practice_text_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPracticeText, tidings_practice_text, TIDINGS, PRACTICE_TEXT, GObject)

/**
 * TidingsPracticeText:
 * @sid: what Twilio calls it
 * @sender: number or name that it came from, or that a reply went to
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

  char *sid;
  char *sender;
  char *body;
  gint64 at;
  gboolean is_reply;
  guint n_parts;
};

#define TIDINGS_TYPE_PRACTICE_PHONE (tidings_practice_phone_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPracticePhone, tidings_practice_phone, TIDINGS, PRACTICE_PHONE, GObject)

/**
 * TidingsPracticePhone properties, all read-only:
 *   number (string, E.164), title (string: whose it is, or the number), n-texts (uint), n-unread (uint: texts that came in since
 *   tidings_practice_phone_mark_read()), behaviour (string, as the interface's PracticeSet takes it), consequence (string: what
 *   that makes of texts to it, "" for a normal one), asks-done (bool: whether the newest text asks for DONE, so that LATER makes
 *   sense, too)
 */

/** tidings_practice_phone_mark_read: somebody looks at it */
void        tidings_practice_phone_mark_read  (TidingsPracticePhone *self);
/** tidings_practice_consequence: Returns: what a behaviour makes of texts, one sentence; "" for normal and unknown ones */
const char *tidings_practice_consequence      (const char           *behaviour);
/** tidings_practice_text_describe: Returns: (transfer full): when and in how many parts, and for replies that they are */
char       *tidings_practice_text_describe    (TidingsPracticeText  *text,
                                               gint64                now);
/** tidings_practice_text_read_aloud: Returns: (transfer full): the whole bubble in words: who says it, what, when */
char       *tidings_practice_text_read_aloud  (TidingsPracticeText  *text,
                                               gint64                now);

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
/** tidings_practice_inbox_set_texts: @texts and @behaviours: as the interface's PracticePhones gives them; what is there the first time counts as read */
void                  tidings_practice_inbox_set_texts   (TidingsPracticeInbox *self,
                                                          GVariant             *texts,
                                                          GVariant             *behaviours);

G_END_DECLS
