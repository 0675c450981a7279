/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The windows that limits count in, kept through changes of the clock and the zone. */
#include "config.h"

#include "tidings-forecast.h"
#include "tidings-purse.h"
#include "tidings-store-purse.h"
#include "tidings-zone.h"

/* "ERA OFFSET ZONE DAY-START DAY-END MONTH-START MONTH-END": what the clock and the zone were at the last look, and windows
 * that outlast a change (0 0 for none). */
#define META_WINDOWS "windows"
/* "NAME WINDOW LIMIT;…": what was told. */
#define META_TOLD "told-near"

/* Smaller steps are left to be told by the next one: a look at two clocks is not sharper than milliseconds. */
#define SMALLEST_JUMP_MS 1000

typedef struct {
  char *era;
  gint64 offset;
  char *zone;
  TidingsWindow carried[2];
} Look;

static void
look_clear (Look *look)
{
  g_free (look->era);
  g_free (look->zone);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static gboolean
read_look (TidingsCore *core,
           Look        *look)
{
  g_autofree char *value = tidings_store_dup_meta (core->store, META_WINDOWS);
  g_auto(GStrv) words = value != NULL ? g_strsplit (value, " ", 7) : NULL;

  if (words == NULL || g_strv_length (words) != 7)
    return FALSE;

  look->era = g_strdup (words[0]);
  look->offset = g_ascii_strtoll (words[1], NULL, 10);
  look->zone = g_strdup (words[2]);
  for (guint i = 0; i < G_N_ELEMENTS (look->carried); i++)
    look->carried[i] = (TidingsWindow) { g_ascii_strtoll (words[3 + 2 * i], NULL, 10),
                                         g_ascii_strtoll (words[4 + 2 * i], NULL, 10) };

  return TRUE;
}

static gboolean
write_look (TidingsCore  *core,
            const Look   *look,
            GError      **error)
{
  g_autofree char *value = NULL;

  value = g_strdup_printf ("%s %" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                           " %" G_GINT64_FORMAT, look->era, look->offset, look->zone,
                           look->carried[TIDINGS_PERIOD_DAY].start, look->carried[TIDINGS_PERIOD_DAY].end,
                           look->carried[TIDINGS_PERIOD_MONTH].start, look->carried[TIDINGS_PERIOD_MONTH].end);

  return tidings_store_set_meta (core->store, META_WINDOWS, value, error);
}

/* A zone that this computer does not know counts as its own, as it does for the windows. */
static char *
dup_zone (TidingsCore *core)
{
  g_autoptr(GTimeZone) previous = g_steal_pointer (&core->zone);
  char *name = NULL;

  if (core->settings.zone != NULL && (core->zone = tidings_zone_new (core->settings.zone)) != NULL)
    return g_strdelimit (g_strdup (core->settings.zone), " ", '_');

  core->zone = tidings_zone_new (NULL);
  name = tidings_zone_dup_local ();

  return g_strdelimit (name, " ", '_');
}

/* The entries of META_TOLD, with the windows of each moved along. */
static gboolean
move_told (TidingsCore  *core,
           gint64        by_ms,
           GError      **error)
{
  g_autofree char *value = tidings_store_dup_meta (core->store, META_TOLD);
  g_auto(GStrv) entries = g_strsplit (value != NULL ? value : "", ";", -1);
  g_autoptr(GString) moved = g_string_new (NULL);

  if (value == NULL)
    return TRUE;

  for (char **entry = entries; *entry != NULL; entry++)
    {
      g_auto(GStrv) words = g_strsplit (*entry, " ", 3);

      if (g_strv_length (words) == 3)
        g_string_append_printf (moved, "%s%s %" G_GINT64_FORMAT " %s", moved->len > 0 ? ";" : "", words[0],
                                g_ascii_strtoll (words[1], NULL, 10) + by_ms, words[2]);
    }

  return tidings_store_set_meta (core->store, META_TOLD, moved->str, error);
}

static gboolean
move_all (TidingsCore  *core,
          gint64        since,
          gint64        by_ms,
          GError      **error)
{
  g_message ("The clock was moved by %" G_GINT64_FORMAT " s; what was counted moves along", by_ms / 1000);

  return tidings_store_move_counted (core->store, since, by_ms, error) && move_told (core, by_ms, error);
}

/* Takes over what the clock and the zone are now. */
static gboolean
take_over (TidingsCore  *core,
           Look         *look,
           gint64        moved_ms,
           const char   *zone,
           gint64        offset,
           GError      **error)
{
  gint64 now = tidings_core_now (core);
  gint64 since = now - moved_ms - TIDINGS_FORECAST_HISTORY_MS;

  for (guint i = 0; i < G_N_ELEMENTS (look->carried); i++)
    {
      TidingsWindow window = tidings_window_carry (i, now, moved_ms, look->zone, zone, &look->carried[i]);

      since = MIN (since, window.start - moved_ms);
    }

  g_free (look->era);
  look->era = g_strdup (tidings_clock_get_era (core->clock));
  look->offset = offset;
  g_free (look->zone);
  look->zone = g_strdup (zone);

  return (moved_ms == 0 || move_all (core, since, moved_ms, error)) && write_look (core, look, error);
}

gboolean
tidings_purse_follow (TidingsCore  *core,
                      GError      **error)
{
  const char *era = tidings_clock_get_era (core->clock);
  /* Where somebody tries out what a day ahead brings, that day begins with limits of its own. */
  gint64 offset = tidings_clock_get_offset (core->clock) - tidings_clock_get_ahead (core->clock);
  g_autofree char *zone = dup_zone (core);
  g_auto(Look) look = { 0 };
  gboolean is_same_era;
  gint64 moved_ms;

  if (!read_look (core, &look))
    {
      look = (Look) { g_strdup (era), offset, g_strdup (zone), { { 0, 0 }, { 0, 0 } } };
      return write_look (core, &look, error);
    }

  is_same_era = g_str_equal (look.era, era);
  moved_ms = is_same_era ? offset - look.offset : 0;
  if (ABS (moved_ms) < SMALLEST_JUMP_MS)
    moved_ms = 0;
  if (is_same_era && moved_ms == 0 && g_str_equal (look.zone, zone))
    return TRUE;

  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!take_over (core, &look, moved_ms, zone, moved_ms != 0 || !is_same_era ? offset : look.offset, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }

  return tidings_core_commit (core, error);
}

TidingsWindow
tidings_purse_get_window (TidingsCore   *core,
                          TidingsPeriod  period,
                          gint64         at)
{
  static const TidingsWindow none = { 0, 0 };
  g_auto(Look) look = { 0 };
  gboolean is_known = read_look (core, &look);

  return tidings_window_at (period, at, core->settings.zone, is_known ? &look.carried[period] : &none);
}

/* The window and limit that stand behind @name. */
static char *
dup_mark (const char *name,
          gint64      window,
          gint64      limit)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, name, window, limit);
}

gboolean
tidings_purse_was_told (TidingsCore *core,
                        const char  *name,
                        gint64       window,
                        gint64       limit)
{
  g_autofree char *value = tidings_store_dup_meta (core->store, META_TOLD);
  g_autofree char *mark = dup_mark (name, window, limit);
  g_auto(GStrv) entries = g_strsplit (value != NULL ? value : "", ";", -1);

  return g_strv_contains ((const char * const *) entries, mark);
}

gboolean
tidings_purse_note_told (TidingsCore  *core,
                         const char   *name,
                         gint64        window,
                         gint64        limit,
                         GError      **error)
{
  g_autofree char *value = tidings_store_dup_meta (core->store, META_TOLD);
  g_autofree char *prefix = g_strconcat (name, " ", NULL);
  g_auto(GStrv) entries = g_strsplit (value != NULL ? value : "", ";", -1);
  g_autofree char *mark = dup_mark (name, window, limit);
  g_autoptr(GString) told = g_string_new (mark);

  for (char **entry = entries; *entry != NULL; entry++)
    if (**entry != '\0' && !g_str_has_prefix (*entry, prefix))
      g_string_append_printf (told, ";%s", *entry);

  return tidings_store_set_meta (core->store, META_TOLD, told->str, error);
}

gboolean
tidings_purse_forget_told (TidingsCore  *core,
                           GError      **error)
{
  return tidings_store_set_meta (core->store, META_TOLD, NULL, error);
}
