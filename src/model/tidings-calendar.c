/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar files as reminders can be made of them: each VEVENT is read alone, then overrides find their events. */
#include "config.h"

#include <string.h>
#include <libical/ical.h>
#include <glib/gi18n-lib.h>

#include "tidings-calendar-private.h"

void
tidings_calendar_event_free (TidingsCalendarEvent *event)
{
  g_free (event->uid);
  g_free (event->title);
  g_free (event->wall);
  g_free (event->zone);
  g_free (event->rule);
  g_strfreev (event->skipped);
  g_strfreev (event->moved);
  g_free (event->before_s);
  g_free (event->revision);
  g_free (event->problem);
  g_free (event);
}

static void
add_wall (GPtrArray *walls,
          char      *wall)
{
  if (wall != NULL && !g_ptr_array_find_with_equal_func (walls, wall, g_str_equal, NULL))
    g_ptr_array_add (walls, wall);
  else
    g_free (wall);
}

static gboolean
has_same_alarms (const TidingsCalendarEvent *a,
                 const TidingsCalendarEvent *b)
{
  return a->n_before == b->n_before && (a->n_before == 0 || memcmp (a->before_s, b->before_s, a->n_before * sizeof *a->before_s) == 0);
}

/* The occurrence at @from is an event of its own from here on. */
static void
set_own_uid (TidingsCalendarEntry *entry,
             const char           *from)
{
  g_autofree char *uid = g_steal_pointer (&entry->event->uid);

  entry->event->uid = g_strdup_printf ("%s/%s", uid, from);
  g_free (entry->event->rule);
  entry->event->rule = g_strdup ("");
}

/* What a RECURRENCE-ID says of one occurrence of @master. One that is moved to another time alone stays with its event; one
 * that has become something else, or a day instead of a time, is an event of its own. */
static void
merge_override (TidingsCalendarEntry *master,
                TidingsCalendarEntry *entry)
{
  g_autofree char *from = tidings_calendar_moment_format (&entry->override, &master->start);
  g_autofree char *to = NULL;
  gboolean is_alike;

  if (entry->is_range)
    {
      tidings_calendar_entry_set_problem (master, g_strdup_printf (
        /* Translators: %s is an event's title */
        _("“%s” changes for good from one time on, which was left out. Change the reminder itself"), master->event->title));
      entry->is_merged = TRUE;
      return;
    }
  if (entry->event->is_canceled)
    {
      add_wall (master->skipped, g_steal_pointer (&from));
      entry->is_merged = TRUE;
      return;
    }
  if (!entry->event->is_usable)
    return;

  to = tidings_calendar_moment_format (&entry->start, &master->start);
  is_alike = g_str_equal (entry->event->title, master->event->title) && has_same_alarms (entry->event, master->event) &&
             entry->start.is_day == master->start.is_day;
  if (!is_alike)
    {
      set_own_uid (entry, from);
      add_wall (master->skipped, g_steal_pointer (&from));
      return;
    }
  if (!g_str_equal (from, to))
    g_ptr_array_add (master->moved, g_strdup_printf ("%s %s", from, to));
  entry->is_merged = TRUE;
}

/* Extra dates become events of their own, so that each can be moved, done and removed as any other. */
static void
add_extra (TidingsCalendarEntry *entry,
           GPtrArray            *entries)
{
  TidingsCalendarEvent *event = entry->event;

  for (guint i = 0; i < MIN (entry->extra->len, TIDINGS_CALENDAR_MAX_EXTRA); i++)
    {
      const TidingsCalendarMoment *moment = &g_array_index (entry->extra, TidingsCalendarMoment, i);
      g_autofree char *wall = tidings_calendar_moment_format (moment, &entry->start);
      TidingsCalendarEntry *own = NULL;

      if (wall == NULL || g_str_equal (wall, event->wall) || g_ptr_array_find_with_equal_func (entry->skipped, wall, g_str_equal, NULL))
        continue;
      own = tidings_calendar_entry_new ();
      own->event->uid = g_strdup_printf ("%s/%s", event->uid, wall);
      own->event->title = g_strdup (event->title);
      own->event->wall = g_steal_pointer (&wall);
      own->event->zone = g_strdup (event->zone);
      own->event->rule = g_strdup ("");
      own->event->before_s = g_memdup2 (event->before_s, event->n_before * sizeof *event->before_s);
      own->event->n_before = event->n_before;
      own->event->is_canceled = event->is_canceled;
      own->start = entry->start;
      g_ptr_array_add (entries, own);
    }
  if (entry->extra->len > TIDINGS_CALENDAR_MAX_EXTRA)
    /* Translators: %s is an event's title */
    tidings_calendar_entry_set_problem (entry, g_strdup_printf (_("“%s” has too many extra dates; the later ones were left out"), event->title));
}

static void
update (GChecksum  *checksum,
        const char *text)
{
  const char *value = text != NULL ? text : "";

  /* With the zero byte at its end, so that two fields are not one. */
  g_checksum_update (checksum, (const guchar *) value, strlen (value) + 1);
}

static void
seal (TidingsCalendarEvent *event)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *before = NULL;

  update (checksum, event->title);
  update (checksum, event->wall);
  update (checksum, event->zone);
  update (checksum, event->rule);
  for (guint i = 0; event->skipped[i] != NULL; i++)
    update (checksum, event->skipped[i]);
  update (checksum, "moved");
  for (guint i = 0; event->moved[i] != NULL; i++)
    update (checksum, event->moved[i]);
  g_checksum_update (checksum, (const guchar *) event->before_s, event->n_before * sizeof *event->before_s);
  event->revision = g_strndup (g_checksum_get_string (checksum), 32);

  /* Without a UID it is known by what it is; changed, it is another one. */
  if (*event->uid == '\0')
    {
      g_free (event->uid);
      event->uid = g_strdup_printf ("tidings-%s", event->revision);
    }
}

static int
compare_walls (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static char **
take_strings (GPtrArray *strings)
{
  char **copy = g_new0 (char *, strings->len + 1);

  g_ptr_array_sort (strings, compare_walls);
  for (guint i = 0; i < strings->len; i++)
    copy[i] = g_strdup (g_ptr_array_index (strings, i));

  return copy;
}

static GPtrArray *
finish (GPtrArray *entries)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_calendar_event_free);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < entries->len; i++)
    {
      TidingsCalendarEntry *entry = g_ptr_array_index (entries, i);
      TidingsCalendarEvent *event = entry->event;

      if (entry->is_merged)
        continue;
      event->skipped = take_strings (entry->skipped);
      event->moved = take_strings (entry->moved);
      seal (event);
      /* The same event twice is one, the first. */
      if (!g_hash_table_add (seen, event->uid))
        continue;
      g_ptr_array_add (events, g_steal_pointer (&entry->event));
    }

  return g_steal_pointer (&events);
}

static void
put_together (GPtrArray *entries)
{
  g_autoptr(GHashTable) masters = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_read = entries->len;

  for (guint i = 0; i < n_read; i++)
    {
      TidingsCalendarEntry *entry = g_ptr_array_index (entries, i);

      if (!entry->has_override && entry->event->is_usable && *entry->event->uid != '\0' &&
          !g_hash_table_contains (masters, entry->event->uid))
        g_hash_table_insert (masters, entry->event->uid, entry);
      for (guint j = 0; !entry->has_override && entry->event->is_usable && j < entry->out->len; j++)
        add_wall (entry->skipped, tidings_calendar_moment_format (&g_array_index (entry->out, TidingsCalendarMoment, j), &entry->start));
    }
  for (guint i = 0; i < n_read; i++)
    {
      TidingsCalendarEntry *entry = g_ptr_array_index (entries, i);
      TidingsCalendarEntry *master = entry->has_override ? g_hash_table_lookup (masters, entry->event->uid) : NULL;

      if (master != NULL)
        merge_override (master, entry);
      else if (entry->has_override && entry->event->is_usable)
        {
          g_autofree char *from = tidings_calendar_moment_format (&entry->override, &entry->start);

          set_own_uid (entry, from);
        }
      if (!entry->has_override && entry->event->is_usable)
        add_extra (entry, entries);
    }
}

GPtrArray *
tidings_calendar_parse (GBytes        *data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_calendar_block_free);
  g_autoptr(GPtrArray) zone_blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_calendar_block_free);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_calendar_entry_free);
  g_autoptr(TidingsCalendarZones) zones = NULL;

  g_return_val_if_fail (data != NULL, NULL);

  /* A build of libical may end the process at an error; what is wrong with a file is no reason to. */
  icalerror_set_errors_are_fatal (0);
  if (!tidings_calendar_split (data, events, zone_blocks, error))
    return NULL;

  zones = tidings_calendar_zones_new (zone_blocks);
  for (guint i = 0; i < events->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      g_ptr_array_add (entries, tidings_calendar_entry_read (g_ptr_array_index (events, i), zones));
    }
  put_together (entries);

  return finish (entries);
}
