/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar file's lines, sorted into events and time zones, before anything is made of them. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-calendar.h"
#include "tidings-calendar-private.h"

/* A VEVENT holds VALARMs, a VTIMEZONE its STANDARD and DAYLIGHT; more than that is made to exhaust somebody. */
#define MAX_DEPTH 3
#define MAX_BLOCK_BYTES (256 * 1024)
#define MAX_ZONES 200

typedef struct {
  GPtrArray *events;
  GPtrArray *zones;
  GString *block;        /* of the event or zone that is open, NULL outside */
  gboolean is_zone;
  gboolean is_broken;
  gboolean is_kept;      /* whether the line that a folded one continues is kept */
  gboolean is_canceled;
  gboolean is_calendar;
  guint depth;
} Splitter;

void
tidings_calendar_block_free (TidingsCalendarBlock *block)
{
  g_free (block->text);
  g_free (block);
}

/* Whether @line is of the property @name: followed by parameters or the value. */
static gboolean
is_property (const char *line,
             const char *name)
{
  gsize n = strlen (name);

  return g_ascii_strncasecmp (line, name, n) == 0 && (line[n] == ':' || line[n] == ';');
}

static gboolean
is_of_interest (const char *line)
{
  static const char * const names[] = {
    "UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "STATUS",
    "BEGIN", "END", "TRIGGER", "ACTION", "TZID", "X-LIC-LOCATION", "TZOFFSETFROM", "TZOFFSETTO",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_property (line, names[i]))
      return TRUE;

  return FALSE;
}

/* Whether @line begins or ends (@what) a component of that name; any with NULL. */
static gboolean
is_bracket (const char *line,
            const char *what,
            const char *name)
{
  g_autofree char *value = NULL;

  if (!is_property (line, what))
    return FALSE;
  if (name == NULL)
    return TRUE;
  value = g_strstrip (g_strdup (line + strlen (what) + 1));

  return g_ascii_strcasecmp (value, name) == 0;
}

static void
close_block (Splitter *splitter,
             gboolean  is_whole)
{
  TidingsCalendarBlock *block = g_new0 (TidingsCalendarBlock, 1);

  block->is_canceled = splitter->is_canceled;
  block->text = g_string_free (g_steal_pointer (&splitter->block), !is_whole || splitter->is_broken);
  g_ptr_array_add (splitter->is_zone ? splitter->zones : splitter->events, block);
}

static void
open_block (Splitter   *splitter,
            const char *line)
{
  if (splitter->block != NULL)
    close_block (splitter, FALSE);
  splitter->is_zone = is_bracket (line, "BEGIN", "VTIMEZONE");
  splitter->block = g_string_new (NULL);
  splitter->depth = 0;
  splitter->is_broken = FALSE;
}

static void
keep (Splitter   *splitter,
      const char *line)
{
  if (splitter->block->len > MAX_BLOCK_BYTES)
    splitter->is_broken = TRUE;
  if (splitter->is_broken)
    return;
  g_string_append (splitter->block, line);
  g_string_append (splitter->block, "\r\n");
}

static void
take_inside (Splitter   *splitter,
             const char *line)
{
  if (is_bracket (line, "END", "VCALENDAR"))
    {
      close_block (splitter, FALSE);
      return;
    }
  if (is_bracket (line, "BEGIN", NULL) && ++splitter->depth > MAX_DEPTH)
    splitter->is_broken = TRUE;
  keep (splitter, line);
  if (is_bracket (line, "END", NULL) && --splitter->depth == 0)
    close_block (splitter, TRUE);
}

static void
take_line (Splitter   *splitter,
           const char *line)
{
  if (*line == ' ' || *line == '\t')
    {
      if (splitter->is_kept && splitter->block != NULL)
        keep (splitter, line);
      return;
    }
  splitter->is_kept = is_of_interest (line);

  if (is_bracket (line, "BEGIN", "VCALENDAR"))
    {
      splitter->is_calendar = TRUE;
      splitter->is_canceled = FALSE;
    }
  else if (is_property (line, "METHOD") && splitter->block == NULL)
    splitter->is_canceled = g_ascii_strncasecmp (line + strlen ("METHOD:"), "CANCEL", strlen ("CANCEL")) == 0;
  if (splitter->is_calendar && (is_bracket (line, "BEGIN", "VEVENT") || is_bracket (line, "BEGIN", "VTIMEZONE")))
    open_block (splitter, line);
  if (splitter->block != NULL && splitter->is_kept)
    take_inside (splitter, line);
}

/* Valid UTF-8 without a byte order mark and zero bytes. Old programs write what Windows wrote in Western Europe; all of its
 * bytes are some letter, so nothing is lost but what was lost before. */
static char *
read_text (GBytes *data)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data (data, &size);
  g_autofree char *text = NULL;

  if (size >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      bytes += 3;
      size -= 3;
    }
  text = g_malloc (size + 1);
  if (size > 0)
    memcpy (text, bytes, size);
  text[size] = '\0';
  for (gsize i = 0; i < size; i++)
    if (text[i] == '\0')
      text[i] = ' ';

  if (!g_utf8_validate (text, size, NULL))
    {
      char *converted = g_convert_with_fallback (text, size, "UTF-8", "WINDOWS-1252", "?", NULL, NULL, NULL);

      return converted != NULL ? converted : g_utf8_make_valid (text, size);
    }

  return g_steal_pointer (&text);
}

gboolean
tidings_calendar_split (GBytes     *data,
                        GPtrArray  *events,
                        GPtrArray  *zones,
                        GError    **error)
{
  Splitter splitter = { .events = events, .zones = zones };
  g_autofree char *text = NULL;

  if (g_bytes_get_size (data) > TIDINGS_CALENDAR_MAX_BYTES)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("This calendar file is too large. Export a shorter span of time"));
      return FALSE;
    }

  text = read_text (data);
  for (char *line = text, *end; *line != '\0' && events->len <= TIDINGS_CALENDAR_MAX_EVENTS && zones->len <= MAX_ZONES; line = end)
    {
      /* By hand, because under a sanitizer strcspn() reads all that follows, for each line. */
      for (end = line; *end != '\0' && *end != '\r' && *end != '\n'; end++)
        ;
      while (*end == '\r' || *end == '\n')
        *end++ = '\0';
      take_line (&splitter, line);
    }
  if (splitter.block != NULL)
    close_block (&splitter, FALSE);

  if (events->len > TIDINGS_CALENDAR_MAX_EVENTS || zones->len > MAX_ZONES)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("There are too many events in this calendar file. Export a shorter span of time"));
      return FALSE;
    }
  if (!splitter.is_calendar)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("This is not a calendar file. Export the calendar as an .ics file"));
      return FALSE;
    }

  return TRUE;
}
