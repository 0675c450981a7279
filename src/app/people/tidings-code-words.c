/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said while a number is being confirmed. */
#include "config.h"

#include "tidings-code-words.h"

#include <glib/gi18n.h>
#include "tidings-format.h"
#include "tidings-words.h"

#define SECOND_MS 1000

char *
tidings_code_words_send_label (gint64 resend_at,
                               gint64 now)
{
  gint64 seconds = (resend_at - now + SECOND_MS - 1) / SECOND_MS;
  g_autofree char *time = NULL;
  g_autofree char *isolated = NULL;

  if (seconds <= 0)
    return g_strdup (_("Send Again"));

  time = g_strdup_printf ("%d:%02d", (int) (seconds / 60), (int) (seconds % 60));
  isolated = tidings_words_isolate (time);
  /* Translators: %s is minutes and seconds left to wait, such as 0:24 */
  return g_strdup_printf (_("Send Again in %s"), isolated);
}

char *
tidings_code_words_later (const char *sentence,
                          const char *now_words,
                          gint64      resend_at,
                          gint64      now)
{
  g_autofree char *time = NULL;
  g_autofree char *isolated = NULL;
  g_auto(GStrv) parts = NULL;

  if (resend_at <= now)
    return g_strdup (now_words);

  time = tidings_format_moment (resend_at, now);
  isolated = tidings_words_isolate (time);
  parts = g_strsplit (sentence, "%s", 2);
  return g_strjoinv (isolated, parts);
}

char *
tidings_code_words_state (const char *state,
                          guint       n_left,
                          gint64      resend_at,
                          gint64      now)
{
  if (g_str_equal (state, "sent") && n_left > 0)
    return g_strdup_printf (ngettext ("That code is not right. %u try left", "That code is not right. %u tries left", n_left),
                            n_left);
  if (g_str_equal (state, "sent") || g_str_equal (state, "used-up"))
    /* Translators: %s is a clock time */
    return tidings_code_words_later (_("Too many tries. A new code can be sent at %s"), _("Too many tries. Send a new code"),
                                     resend_at, now);
  return g_strdup (_("This code has run out. Send a new one"));
}
