/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message's story in words. */
#include "config.h"

#include "tidings-message-story.h"

#include "tidings-story.h"
#include "tidings-words.h"

char *
tidings_event_dup_words (const TidingsEvent *event)
{
  g_return_val_if_fail (event != NULL, NULL);

  return tidings_story_dup_title (event->what);
}

char *
tidings_event_dup_detail (const TidingsEvent *event,
                          const char         *person)
{
  g_autofree char *detail = NULL;

  g_return_val_if_fail (event != NULL, NULL);

  detail = tidings_story_dup_detail (event->what, event->detail, person, NULL);

  return detail != NULL ? tidings_words_isolate_numbers (detail) : NULL;
}
