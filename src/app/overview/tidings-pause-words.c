/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether texts are sent now, in words. */
#include "config.h"

#include "tidings-pause-words.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"

char *
tidings_pause_words_subtitle (gint64 until,
                              gint64 now)
{
  g_autofree char *moment = NULL;

  if (until <= now)
    return g_strdup (_("Texts are sent as they come"));
  if (until == G_MAXINT64)
    return g_strdup (_("Paused until somebody resumes; what comes up meanwhile waits"));

  moment = tidings_format_moment (until, now);

  /* Translators: %s is a moment, such as “18:00” or “Fri 08:00” */
  return g_strdup_printf (_("Paused until %s; what comes up meanwhile waits"), moment);
}
