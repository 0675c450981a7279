/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar files as Evolution, Google, Outlook and Apple export them, as standards allow them, and as nobody should write them. */
#include "config.h"

#include <string.h>

#include "tidings-calendar.h"
#include "tidings-recurrence.h"

/* Everything that is kept of an event, in a line. */
static char *
spell (const TidingsCalendarEvent *event)
{
  GString *text = g_string_new (NULL);
  g_autofree char *skipped = g_strjoinv (",", event->skipped);
  g_autofree char *moved = g_strjoinv (",", event->moved);

  g_string_printf (text, "%s | %s | %s | %s | %s", event->uid, event->title, event->wall, event->zone, event->rule);
  if (*skipped != '\0')
    g_string_append_printf (text, " | without %s", skipped);
  if (*moved != '\0')
    g_string_append_printf (text, " | moved %s", moved);
  for (guint i = 0; i < event->n_before; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i == 0 ? " | before " : ",", event->before_s[i]);
  if (event->is_canceled)
    g_string_append (text, " | canceled");
  if (event->problem != NULL)
    g_string_append (text, " | problem");

  return g_string_free (text, FALSE);
}

static GPtrArray *
parse (const char  *text,
       gssize       length,
       GError     **error)
{
  g_autoptr(GBytes) data = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return tidings_calendar_parse (data, NULL, error);
}

/* What a VEVENT with these lines becomes. */
static GPtrArray *
parse_event (const char *lines)
{
  g_autofree char *text = g_strconcat ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:one\r\nSUMMARY:Event\r\n", lines,
                                       "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", NULL);
  g_autoptr(GError) error = NULL;
  GPtrArray *events = parse (text, -1, &error);

  g_assert_no_error (error);

  return events;
}

static char *
load (const char *name,
      gsize      *length)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "calendars", name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);

  return text;
}

static void
test_files (void)
{
  static const struct { const char *name; const char *lines; } files[] = {
    { "evolution.ics",
      "choir-1@evolution.example | Choir practice, parish hall | 2026-11-03T19:30 | Europe/Berlin | "
      "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270330T193000 | without 2026-12-22T19:30,2026-12-29T19:30 | "
      "moved 2026-11-17T19:30 2026-11-18T20:00 | before 2700\n" },
    { "google.ics",
      "piano7q1@google.com | Piano lesson | 2026-12-01T16:00 | America/New_York | FREQ=MONTHLY;BYDAY=1TU | "
      "without 2027-03-02T16:00,2027-04-06T16:00 | before 86400,1800\n"
      "piano7q1@google.com/2027-03-02T16:00 | Piano recital | 2027-03-02T16:00 | America/New_York | \n"
      "dentist@google.com | Dentist | 2026-12-10T18:30 | UTC | \n"
      "birthday@google.com | Maja’s birthday | 2027-01-15T09:00 | (null) | FREQ=YEARLY | before 86400\n" },
    { "outlook.ics",
      "040000008200E00074C5B7101A82E00800000000 | Chemotherapie | 2026-11-09T09:30 | Europe/Berlin | "
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU;COUNT=20 | before 900\n"
      "auckland-call | Call with Auckland | 2026-11-11T08:00 | Pacific/Auckland |  | before 1800\n" },
    { "apple.ics",
      "3A1B-BINS | Bins out | 2026-11-12T09:00 | (null) | FREQ=WEEKLY;INTERVAL=2 | without 2026-12-24T09:00 | before 0\n"
      "3A1B-FLIGHT | Flight | 2026-12-20T10:30 | Asia/Tokyo |  | before 10800\n"
      "3A1B-FLOAT | Take tablets | 2026-11-12T08:00 | (null) | FREQ=DAILY;COUNT=10\n"
      "3A1B-BINS/2026-12-31T09:00 | Bins out | 2026-12-31T09:00 | (null) |  | before 0\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      gsize length = 0;
      g_autofree char *text = load (files[i].name, &length);
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) events = parse (text, length, &error);
      g_autoptr(GString) lines = g_string_new (NULL);

      g_assert_no_error (error);
      for (guint j = 0; j < events->len; j++)
        {
          g_autofree char *line = spell (g_ptr_array_index (events, j));

          g_string_append_printf (lines, "%s\n", line);
        }
      g_assert_cmpstr (lines->str, ==, files[i].lines);
    }
}

/* One event, its lines behind UID:one and SUMMARY:Event, and what becomes of it and of what comes out of it. */
static void
test_events (void)
{
  static const struct { const char *lines; const char *event; const char *why; } cases[] = {
    { "DTSTART:20261122T090000", "one | Event | 2026-11-22T09:00 | (null) | ", "a floating time is the computer's" },
    { "DTSTART:20261122T090000Z", "one | Event | 2026-11-22T09:00 | UTC | ", "UTC" },
    { "DTSTART;TZID=Europe/Berlin:20261122T090000", "one | Event | 2026-11-22T09:00 | Europe/Berlin | ", "a name without its VTIMEZONE" },
    { "DTSTART;TZID=/mozilla.org/20070129_1/Europe/Paris:20261122T090000", "one | Event | 2026-11-22T09:00 | Europe/Paris | ",
      "a name with something before it" },
    { "DTSTART;TZID=/x/America/Argentina/Ushuaia:20261122T090000", "one | Event | 2026-11-22T09:00 | America/Argentina/Ushuaia | ",
      "a name of three parts" },
    { "DTSTART;TZID=Tokyo Standard Time:20261122T090000", "one | Event | 2026-11-22T09:00 | Asia/Tokyo | ", "a Windows name" },
    { "DTSTART;TZID=Middle Earth:20261122T090000", "one | Event | 2026-11-22T09:00 | (null) |  | problem", "a name that nobody knows" },
    { "DTSTART;TZID=../../etc/passwd:20261122T090000", "one | Event | 2026-11-22T09:00 | (null) |  | problem", "no name of a place" },
    { "DTSTART;VALUE=DATE:20261122", "one | Event | 2026-11-22T09:00 | (null) | ", "a whole day begins at nine" },
    { "DTSTART:20261122T090059", "one | Event | 2026-11-22T09:00 | (null) | ", "seconds are dropped" },
    { "dtstart:20261122T090000\r\nrrule:freq=daily", "one | Event | 2026-11-22T09:00 | (null) | FREQ=DAILY", "small letters" },
    { "DTSTART;TZID=Europe/Berlin:20261122T090000\r\nRRULE:FREQ=DAILY;UNTIL=20261124T080000Z",
      "one | Event | 2026-11-22T09:00 | Europe/Berlin | FREQ=DAILY;UNTIL=20261124T090000", "an end in UTC" },
    { "DTSTART:20261122T090000\r\nRRULE:FREQ=MINUTELY", "one | Event | 2026-11-22T09:00 | (null) |  | problem", "too often" },
    { "DTSTART:20261122T090000\r\nRRULE:FREQ=SOMETIMES", "one | Event | 2026-11-22T09:00 | (null) |  | problem", "no rule" },
    { "DTSTART:20261122T090000\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "one | Event | 2026-11-22T09:00 | (null) |  | problem",
      "it never comes" },
    { "DTSTART:20261122T090000\r\nRRULE:FREQ=DAILY\r\nRRULE:FREQ=WEEKLY", "one | Event | 2026-11-22T09:00 | (null) |  | problem",
      "two rules" },
    { "DTSTART:20261122T090000\r\nRRULE:FREQ=DAILY\r\nEXRULE:FREQ=WEEKLY", "one | Event | 2026-11-22T09:00 | (null) |  | problem",
      "a rule of exceptions" },
    { "DTSTART;TZID=Europe/Berlin:20261122T090000\r\nRRULE:FREQ=DAILY\r\nEXDATE:20261124T080000Z",
      "one | Event | 2026-11-22T09:00 | Europe/Berlin | FREQ=DAILY | without 2026-11-24T09:00", "an exception in UTC" },
    { "DTSTART;TZID=Europe/Berlin:20261122T090000\r\nRRULE:FREQ=DAILY\r\nEXDATE;TZID=America/New_York:20261124T030000",
      "one | Event | 2026-11-22T09:00 | Europe/Berlin | FREQ=DAILY | without 2026-11-24T09:00", "an exception in another zone" },
    { "DTSTART;TZID=Europe/Berlin:20261122T090000\r\nRRULE:FREQ=DAILY\r\nEXDATE;VALUE=DATE:20261124,20261125,20261124",
      "one | Event | 2026-11-22T09:00 | Europe/Berlin | FREQ=DAILY | without 2026-11-24T09:00,2026-11-25T09:00",
      "exceptions by day, each once" },
    { "DTSTART:20261122T090000\r\nRDATE:20261122T090000,20261201T100000",
      "one | Event | 2026-11-22T09:00 | (null) | \none/2026-12-01T10:00 | Event | 2026-12-01T10:00 | (null) | ",
      "an extra date is an event of its own, the first one is not extra" },
    { "DTSTART:20261122T090000Z\r\nRDATE;VALUE=PERIOD:20261201T100000Z/PT1H",
      "one | Event | 2026-11-22T09:00 | UTC | \none/2026-12-01T10:00 | Event | 2026-12-01T10:00 | UTC | ", "extra spans count from their start" },
    { "DTSTART:20261122T090000\r\nSTATUS:CANCELLED", "one | Event | 2026-11-22T09:00 | (null) |  | canceled", "canceled" },
    { "DTSTART:20261122T090000\r\nRECURRENCE-ID:20261121T090000",
      "one/2026-11-21T09:00 | Event | 2026-11-22T09:00 | (null) | ", "one occurrence of an event that is not in the file" },
    { "DTSTART:20261122T090000\r\nDTEND:20261122T110000\r\nBEGIN:VALARM\r\nTRIGGER;RELATED=END:-PT3H\r\nEND:VALARM",
      "one | Event | 2026-11-22T09:00 | (null) |  | before 3600", "three hours before the end are one before the start" },
    { "DTSTART:20261122T090000\r\nDURATION:PT2H\r\nBEGIN:VALARM\r\nTRIGGER;RELATED=END:-PT3H\r\nEND:VALARM",
      "one | Event | 2026-11-22T09:00 | (null) |  | before 3600", "the same with a duration" },
    { "DTSTART;TZID=Europe/Berlin:20261122T090000\r\nBEGIN:VALARM\r\nTRIGGER;VALUE=DATE-TIME:20261122T070000Z\r\nEND:VALARM",
      "one | Event | 2026-11-22T09:00 | Europe/Berlin |  | before 3600", "an alarm at a moment" },
    { "DTSTART:20261122T090000Z\r\nBEGIN:VALARM\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\nBEGIN:VALARM\r\nTRIGGER:-P1D\r\nEND:VALARM\r\n"
      "BEGIN:VALARM\r\nTRIGGER:-PT60M\r\nEND:VALARM", "one | Event | 2026-11-22T09:00 | UTC |  | before 86400,3600",
      "in order, each once" },
    { "DTSTART:20261122T090000Z\r\nBEGIN:VALARM\r\nTRIGGER:PT0S\r\nEND:VALARM", "one | Event | 2026-11-22T09:00 | UTC |  | before 0",
      "at the time itself" },
    { "DTSTART:20261122T090000Z\r\nBEGIN:VALARM\r\nTRIGGER:-P9999D\r\nEND:VALARM", "one | Event | 2026-11-22T09:00 | UTC | ",
      "an alarm decades before is none" },
    { "DTSTART;VALUE=DATE:20261122\r\nBEGIN:VALARM\r\nTRIGGER:-P1D\r\nEND:VALARM",
      "one | Event | 2026-11-22T09:00 | (null) |  | before 118800", "a day before midnight is 33 hours before nine" },
    { "DTSTART:15000101T090000", "one | Event | (null) | (null) | (null) | problem", "no such year here" },
    { "DTSTART:99991231T090000", "one | Event | (null) | (null) | (null) | problem", "nor this one" },
    { "DTSTART:tomorrow", "one | Event | (null) | (null) | (null) | problem", "no moment" },
    { "DESCRIPTION:no start", "one | Event | (null) | (null) | (null) | problem", "no start" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) events = parse_event (cases[i].lines);
      g_autoptr(GString) found = g_string_new (NULL);

      for (guint j = 0; j < events->len; j++)
        {
          const TidingsCalendarEvent *event = g_ptr_array_index (events, j);
          g_autofree char *line = spell (event);

          g_string_append_printf (found, "%s%s", j > 0 ? "\n" : "", line);
          g_assert_cmpuint (strlen (event->revision), ==, 32);
          /* Only what nobody can make a reminder of is not usable: a zone that is guessed is told, and that is all. */
          g_assert_true (event->is_usable || event->problem != NULL);
        }
      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (found->str, ==, cases[i].event);
    }
}

static void
test_usable (void)
{
  static const struct { const char *lines; gboolean is_usable; } cases[] = {
    { "DTSTART:20261122T090000", TRUE },
    { "DTSTART;TZID=Middle Earth:20261122T090000", TRUE },
    { "DTSTART:20261122T090000\r\nRRULE:FREQ=MINUTELY", FALSE },
    { "DTSTART:20261122T090000\r\nRRULE:nonsense", FALSE },
    { "DESCRIPTION:no start", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) events = parse_event (cases[i].lines);

      g_assert_cmpuint (events->len, ==, 1);
      g_assert_cmpint (((TidingsCalendarEvent *) g_ptr_array_index (events, 0))->is_usable, ==, cases[i].is_usable);
    }
}

static void
test_zone_of_its_own (void)
{
  /* Half an hour west of Greenwich and never summer: no place has that. */
  static const char zone[] =
    "BEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:-0030\r\nTZOFFSETTO:-0030\r\n"
    "END:STANDARD\r\nEND:VTIMEZONE\r\n";
  /* A rule inside a zone that would come every second for centuries. */
  static const char bomb[] =
    "BEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nRRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:-0030\r\n"
    "TZOFFSETTO:-0030\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
  static const struct { const char *zone; const char *rule; const char *event; const char *why; } cases[] = {
    { zone, "", "one | Event | 2026-11-22T09:30 | UTC | ", "once: the instant is kept" },
    { zone, "RRULE:FREQ=DAILY\r\nEXDATE;TZID=Here:20261124T090000\r\n",
      "one | Event | 2026-11-22T09:30 | UTC | FREQ=DAILY | without 2026-11-24T09:30 | problem", "again: in UTC, and it is told" },
    { bomb, "", "one | Event | 2026-11-22T09:00 | (null) |  | problem", "its rules are not followed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:one\r\nSUMMARY:Event\r\n"
                                           "DTSTART;TZID=Here:20261122T090000\r\n", cases[i].rule, "END:VEVENT\r\n", cases[i].zone,
                                           "END:VCALENDAR\r\n", NULL);
      g_autoptr(GPtrArray) events = parse (text, -1, NULL);
      g_autofree char *line = spell (g_ptr_array_index (events, 0));

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (line, ==, cases[i].event);
    }
}

static void
test_forms (void)
{
#define EVENT "BEGIN:VEVENT\nUID:one\nDTSTART:20261122T090000\nSUMMARY:"
#define END "\nEND:VEVENT\nEND:VCALENDAR\n"
  static const struct { const char *text; const char *title; const char *why; } cases[] = {
    { "BEGIN:VCALENDAR\n" EVENT "Bins" END, "Bins", "lines that end as on Unix" },
    { "\xef\xbb\xbf" "BEGIN:VCALENDAR\n" EVENT "Bins" END, "Bins", "a byte order mark" },
    { "begin:vcalendar\nbegin:vevent\nuid:one\ndtstart:20261122T090000\nsummary:Bins\nend:vevent\nend:vcalendar\n", "Bins", "small letters" },
    { "BEGIN:VCALENDAR\n" EVENT "Caf\xe9 f\xfcr zw\xf6lf" END, "Café für zwölf", "what Windows wrote" },
    { "BEGIN:VCALENDAR\n" EVENT "Café" END, "Café", "UTF-8" },
    { "BEGIN:VCALENDAR\n" EVENT "A long\n  title\n \tand more" END, "A long title and more", "folded lines" },
    { "BEGIN:VCALENDAR\n" EVENT "a\\, b\\; c\\\\ d\\ne" END, "a, b; c\\ d e", "escaped letters; a title is one line" },
    { "BEGIN:VCALENDAR\n" EVENT "  \a bell  rings " END, "bell rings", "control characters and blanks" },
    { "BEGIN:VCALENDAR\n" EVENT "\u202eupside \u2067down\u2069" END, "upside down", "what would turn around the list it stands in" },
    { "BEGIN:VCALENDAR\nATTACH:x\n" EVENT "Bins\nATTACH;ENCODING=BASE64:AAAA\n BBBB\nX-OWN:y" END, "Bins", "attachments are not read" },
    { "garbage before\nBEGIN:VCALENDAR\n" EVENT "Bins" END "garbage after", "Bins", "garbage around it" },
    { "BEGIN:VCALENDAR\n" EVENT "Bins" END "BEGIN:VCALENDAR\n" EVENT "Other" END, "Bins", "the same event twice is the first" },
    { "BEGIN:VCALENDAR\nMETHOD:CANCEL\n" EVENT "Bins" END, "Bins", "a calendar of what is canceled" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) events = parse (cases[i].text, -1, &error);
      const TidingsCalendarEvent *event;

      g_test_message ("%s", cases[i].why);
      g_assert_no_error (error);
      g_assert_cmpuint (events->len, ==, 1);
      event = g_ptr_array_index (events, 0);
      g_assert_cmpstr (event->title, ==, cases[i].title);
      g_assert_true (event->is_usable);
      g_assert_cmpint (event->is_canceled, ==, strstr (cases[i].text, "METHOD:CANCEL") != NULL);
    }
}

/* Broken off, nested too deeply, endless: told as an event that is not usable, beside those that are. */
static void
test_broken (void)
{
  g_autoptr(GString) nested = g_string_new ("BEGIN:VCALENDAR\n");
  g_autoptr(GString) endless = g_string_new ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:");
  const char *good = "BEGIN:VEVENT\nUID:good\nDTSTART:20261122T090000\nSUMMARY:Good\nEND:VEVENT\nEND:VCALENDAR\n";
  g_autofree char *missing = g_strconcat ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:bad\nSUMMARY:Bad\n", good, NULL);
  const char *texts[3];

  for (guint i = 0; i < 100000; i++)
    g_string_append (nested, "BEGIN:VEVENT\nBEGIN:VALARM\nBEGIN:X\nBEGIN:X\n");
  for (guint i = 0; i < 300000; i++)
    g_string_append (endless, "x\n ");
  g_string_append_printf (endless, "\nEND:VEVENT\n%s", good);
  texts[0] = missing;
  texts[1] = endless->str;
  texts[2] = NULL;

  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr(GPtrArray) events = parse (texts[i], -1, NULL);
      const TidingsCalendarEvent *bad = g_ptr_array_index (events, 0);
      const TidingsCalendarEvent *last = g_ptr_array_index (events, events->len - 1);

      g_assert_false (bad->is_usable);
      g_assert_nonnull (bad->problem);
      g_assert_true (last->is_usable);
      g_assert_cmpstr (last->title, ==, "Good");
    }
  {
    g_autoptr(GPtrArray) events = parse (nested->str, nested->len, NULL);

    for (guint i = 0; i < events->len; i++)
      g_assert_false (((TidingsCalendarEvent *) g_ptr_array_index (events, i))->is_usable);
  }
}

static void
test_refused (void)
{
  g_autofree char *large = g_malloc0 (TIDINGS_CALENDAR_MAX_BYTES + 1);
  g_autoptr(GString) many = g_string_new ("BEGIN:VCALENDAR\n");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  const struct { const char *text; gssize length; const char *says; } cases[] = {
    { "", 0, "not a calendar" },
    { "Hello", -1, "not a calendar" },
    { "BEGIN:VEVENT\nEND:VEVENT\n", -1, "not a calendar" },
    { "\0\0\0\0", 4, "not a calendar" },
    { "BEGIN:VCARD\nEND:VCARD\n", -1, "not a calendar" },
    { large, TIDINGS_CALENDAR_MAX_BYTES + 1, "too large" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (parse (cases[i].text, cases[i].length, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
  {
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i <= TIDINGS_CALENDAR_MAX_EVENTS; i++)
      g_string_append (many, "BEGIN:VEVENT\nEND:VEVENT\n");
    g_assert_null (parse (many->str, many->len, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  }
  {
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) data = g_bytes_new_static ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\n", 40);

    g_cancellable_cancel (cancellable);
    g_assert_null (tidings_calendar_parse (data, cancellable, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
}

static void
test_revision (void)
{
  static const char * const lines[] = {
    "DTSTART:20261122T090000Z", "DTSTART:20261122T091500Z", "DTSTART:20261122T090000", "DTSTART:20261122T090000Z\r\nRRULE:FREQ=DAILY",
    "DTSTART:20261122T090000Z\r\nRRULE:FREQ=DAILY\r\nEXDATE:20261123T090000Z",
    "DTSTART:20261122T090000Z\r\nBEGIN:VALARM\r\nTRIGGER:-PT1H\r\nEND:VALARM",
  };
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) first = parse_event ("DTSTART:20261122T090000Z");
  g_autoptr(GPtrArray) stamped = parse_event ("DTSTART:20261122T090000Z\r\nSEQUENCE:7\r\nDTSTAMP:20261001T000000Z\r\nX-OWN:1");

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr(GPtrArray) events = parse_event (lines[i]);

      g_assert_true (g_hash_table_add (seen, g_strdup (((TidingsCalendarEvent *) g_ptr_array_index (events, 0))->revision)));
    }
  /* Each export has a new stamp; nothing that matters has changed. */
  g_assert_cmpstr (((TidingsCalendarEvent *) g_ptr_array_index (first, 0))->revision, ==,
                   ((TidingsCalendarEvent *) g_ptr_array_index (stamped, 0))->revision);
}

/* Promises of the header hold for whatever comes out. */
static void
check (GPtrArray *events)
{
  g_autoptr(GHashTable) uids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++)
    {
      const TidingsCalendarEvent *event = g_ptr_array_index (events, i);

      g_assert_cmpuint (strlen (event->uid), >, 0);
      g_assert_true (g_hash_table_add (uids, event->uid));
      g_assert_true (g_utf8_validate (event->title, -1, NULL));
      g_assert_true (g_utf8_validate (event->uid, -1, NULL));
      g_assert_true (event->is_usable || event->problem != NULL);
      if (!event->is_usable)
        continue;
      g_assert_cmpuint (strlen (event->title), >, 0);
      g_assert_cmpint (g_utf8_strlen (event->title, -1), <=, 200);
      g_assert_cmpuint (strlen (event->wall), ==, strlen ("2026-11-22T09:00"));
      if (*event->rule != '\0')
        {
          g_auto(GStrv) walls = tidings_recurrence_list (event->rule, event->wall, NULL, 2);

          g_assert_cmpstr (walls[0], ==, event->wall);
        }
      for (guint j = 0; j < event->n_before; j++)
        g_assert_true (event->before_s[j] >= 0 && (j == 0 || event->before_s[j] < event->before_s[j - 1]));
    }
}

static void
mutate (GByteArray *data,
        GRand      *rand)
{
  static const char * const pieces[] = {
    "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "BEGIN:VALARM\r\n", "END:VCALENDAR\r\n", "\r\n ", "RRULE:FREQ=DAILY;BYSETPOS=1\r\n", "99999999",
    ";VALUE=DATE", ";TZID=X", "\xff\xfe", "-P", "TRIGGER:", "RDATE;VALUE=PERIOD:", ":", ";", ",", "=", "\"", "0",
  };
  guint n = g_rand_int_range (rand, 1, 8);

  while (n-- > 0 && data->len > 1)
    {
      guint at = g_rand_int_range (rand, 0, data->len);
      guint wanted = g_rand_int_range (rand, 1, 40);
      guint length = MIN (data->len - at, wanted);
      const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];
      guint old = data->len;

      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0:
          data->data[at] = g_rand_int_range (rand, 0, 256);
          break;
        case 1:
          g_byte_array_remove_range (data, at, length);
          break;
        case 2:
          g_byte_array_append (data, (const guint8 *) piece, strlen (piece));
          memmove (data->data + at + strlen (piece), data->data + at, old - at);
          memcpy (data->data + at, piece, strlen (piece));
          break;
        default:
          g_byte_array_set_size (data, old + length);
          memmove (data->data + at + length, data->data + at, old - at);
          break;
        }
    }
}

static void
test_mutations (void)
{
  static const char * const names[] = { "evolution.ics", "google.ics", "outlook.ics", "apple.ics" };
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261122);

  for (guint i = 0; i < 600; i++)
    {
      gsize length = 0;
      g_autofree char *text = load (names[i % G_N_ELEMENTS (names)], &length);
      g_autoptr(GByteArray) data = g_byte_array_new ();
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) events = NULL;

      g_byte_array_append (data, (const guint8 *) text, length);
      mutate (data, rand);
      bytes = g_bytes_new (data->data, data->len);
      events = tidings_calendar_parse (bytes, NULL, &error);
      g_assert_true ((events == NULL) == (error != NULL));
      if (events != NULL)
        check (events);
    }
}

static void
test_random_bytes (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (8);

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr(GString) text = g_string_new (i % 2 ? "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n" : "");
      guint length = g_rand_int_range (rand, 0, 400);
      g_autoptr(GPtrArray) events = NULL;

      for (guint j = 0; j < length; j++)
        g_string_append_c (text, g_rand_int_range (rand, 0, 4) ? g_rand_int_range (rand, 32, 127) : g_rand_int_range (rand, 0, 256));
      events = parse (text->str, text->len, NULL);
      if (events != NULL)
        check (events);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/calendar/files", test_files);
  g_test_add_func ("/calendar/events", test_events);
  g_test_add_func ("/calendar/usable", test_usable);
  g_test_add_func ("/calendar/zone-of-its-own", test_zone_of_its_own);
  g_test_add_func ("/calendar/forms", test_forms);
  g_test_add_func ("/calendar/broken", test_broken);
  g_test_add_func ("/calendar/refused", test_refused);
  g_test_add_func ("/calendar/revision", test_revision);
  g_test_add_func ("/calendar/mutations", test_mutations);
  g_test_add_func ("/calendar/random-bytes", test_random_bytes);

  return g_test_run ();
}
