/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of time zones that changed between two runs. */
#include "config.h"

#include <glib/gstdio.h>

#include "tidings-occurrences.h"
#include "tidings-store-reminders.h"
#include "tidings-zone-watch.h"

#define META_ZONES "zones"
#define META_CHECKED "zones-checked"

/* Reminders looked at in one turn, so that the bus is answered in between. */
#define BATCH 200

#define LINE_BYTES 64

/* The line that the zones' authors put first ("# version 2026b"), and what the file system says of the file, because some
 * packagers change the data and not the line. */
static char *
dup_version (void)
{
  const char *dir = g_getenv ("TZDIR");
  g_autofree char *path = g_build_filename (dir != NULL && *dir != '\0' ? dir : "/usr/share/zoneinfo", "tzdata.zi", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char line[LINE_BYTES + 1] = { 0 };
  GStatBuf info = { 0 };
  gsize n = 0;

  if (stream == NULL || g_stat (path, &info) != 0)
    return g_strdup ("unknown");
  g_input_stream_read_all (G_INPUT_STREAM (stream), line, LINE_BYTES, &n, NULL, NULL);
  line[strcspn (line, "\n")] = '\0';

  return g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, line, (gint64) info.st_size, (gint64) info.st_mtime);
}

/* Moves what waits; what has fired stays where it was. */
static gboolean
move_moment (TidingsCore       *core,
             TidingsDueMoment  *moment,
             gint64             at,
             GError           **error)
{
  gint64 difference = at - moment->at;

  if (difference == 0 || moment->state != TIDINGS_MOMENT_WAITS)
    return TRUE;

  moment->at = at;
  /* Somebody asked for that very instant. */
  if (moment->kind != TIDINGS_MOMENT_SNOOZED)
    moment->due_at += difference;

  return tidings_store_put_moment (core->store, moment, error);
}

static gboolean
check_one (TidingsCore  *core,
           gint64        id,
           GError      **error)
{
  g_autoptr(TidingsReminder) reminder = tidings_store_get_reminder (core->store, id, error);
  g_autoptr(GArray) moments = reminder != NULL ? tidings_store_list_moments (core->store, id, error) : NULL;
  gboolean has_moved = FALSE;

  if (moments == NULL)
    return FALSE;

  for (guint i = 0; i < moments->len; i++)
    {
      TidingsDueMoment *moment = &g_array_index (moments, TidingsDueMoment, i);
      gint64 old_at = moment->at;

      if (!move_moment (core, moment, tidings_occurrences_get_instant (reminder, moment->wall), error))
        return FALSE;
      has_moved |= moment->at != old_at;
      /* What brings up the next occurrences goes along. */
      if (moment->at != old_at && g_strcmp0 (moment->wall, reminder->planned_wall) == 0 &&
          tidings_occurrences_repeats (reminder) &&
          !tidings_store_set_planned (core->store, id, moment->wall,
                                      moment->at - (reminder->n_before > 0 ? reminder->before_s[0] : 0) * 1000, error))
        return FALSE;
    }

  return !has_moved || tidings_store_follow_moments (core->store, id, error);
}

static gboolean
check_some (TidingsCore  *core,
            gint64        after,
            const char   *version,
            gboolean     *is_done,
            GError      **error)
{
  g_autoptr(GArray) ids = tidings_store_list_active_reminders (core->store, after, BATCH);
  g_autofree char *last = NULL;

  for (guint i = 0; i < ids->len; i++)
    if (!check_one (core, g_array_index (ids, gint64, i), error))
      return FALSE;

  *is_done = ids->len < BATCH;
  if (*is_done)
    {
      tidings_core_changed (core, "reminders");
      tidings_core_replan (core);
      return tidings_store_set_meta (core->store, META_ZONES, version, error) &&
             tidings_store_set_meta (core->store, META_CHECKED, NULL, error);
    }
  last = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (ids, gint64, ids->len - 1));

  return tidings_store_set_meta (core->store, META_CHECKED, last, error);
}

gboolean
tidings_zone_watch_work (TidingsCore  *core,
                         gboolean     *is_done,
                         GError      **error)
{
  g_autofree char *version = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *checked = NULL;

  *is_done = core->has_checked_zones;
  if (*is_done)
    return TRUE;

  version = dup_version ();
  kept = tidings_store_dup_meta (core->store, META_ZONES);
  *is_done = core->has_checked_zones = g_strcmp0 (version, kept) == 0;
  if (*is_done)
    return TRUE;
  /* A new store: what is in it was computed by these. */
  if (kept == NULL)
    {
      *is_done = core->has_checked_zones = TRUE;
      return tidings_store_set_meta (core->store, META_ZONES, version, error);
    }

  checked = tidings_store_dup_meta (core->store, META_CHECKED);
  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!check_some (core, checked != NULL ? g_ascii_strtoll (checked, NULL, 10) : 0, version, is_done, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }

  return tidings_core_commit (core, error);
}
