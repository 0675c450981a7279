/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether texts are sent now, in words. */
#include "config.h"

#include "tidings-pause-words.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-zone.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)

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

gint64
tidings_pause_words_get_moment (gint64 now,
                                guint  n_days,
                                int    minutes)
{
  g_autoptr(GTimeZone) zone = tidings_zone_new (NULL);
  gint64 wall = tidings_zone_to_wall (zone, tidings_zone_get_midnight (zone, now, n_days));

  /* Where midnight is skipped the day begins later; its clock still counts from midnight. */
  wall -= wall % (24 * 60 * MINUTE_MS);

  return tidings_zone_from_wall (zone, wall + minutes * MINUTE_MS, NULL);
}

char *
tidings_pause_words_choice (gint64 until,
                            gint64 now)
{
  g_autofree char *moment = NULL;

  if (until <= now)
    return g_strdup (_("That moment has passed"));

  moment = tidings_format_moment (until, now);

  /* Translators: how long a pause will be; %s is a moment such as “tomorrow 07:30” */
  return g_strdup_printf (_("Until %s"), moment);
}
