/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One text of the days to come, as the agenda shows it. */
#pragma once

#include <gio/gio.h>
#include "tidings-reminder.h"

G_BEGIN_DECLS

/** TidingsAgendaKind: what makes the text go */
typedef enum {
  TIDINGS_AGENDA_TEXT,     /* a moment of the reminder */
  TIDINGS_AGENDA_SNOOZED,  /* somebody asked for it once more */
  TIDINGS_AGENDA_OVERDUE,  /* unless somebody says that it is done */
} TidingsAgendaKind;

/**
 * TidingsAgendaEntry:
 * @kind: what makes it go
 * @due_at: UTC milliseconds at which it would go
 * @arrives_at: UTC milliseconds at which it goes: the end of quiet hours, or @due_at
 * @before_s: seconds before the event, for %TIDINGS_AGENDA_TEXT
 * @names: who gets it, "Amina and Ben"
 * @n_people: how many those are, 0 if nobody can be texted
 * @is_ahead: whether Twilio keeps it, so that it arrives although this computer is off
 * @variant: tells apart lines of one moment that arrive at different times
 */
typedef struct {
  TidingsAgendaKind kind;
  gint64 due_at;
  gint64 arrives_at;
  gint64 before_s;
  const char *names;
  guint n_people;
  gboolean is_ahead;
  guint variant;
} TidingsAgendaEntry;

#define TIDINGS_TYPE_AGENDA_LINE (tidings_agenda_line_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAgendaLine, tidings_agenda_line, TIDINGS, AGENDA_LINE, GObject)

/**
 * TidingsAgendaLine properties:
 *   read-only: time ("09:30"), title (what it is about), subtitle ("1 day before · Amina and Ben · 2 texts · about $0.02"), note
 *   (what becomes of it: held by quiet hours, kept by Twilio; "" for nothing);
 *   read-write: cost (string: texts and price; "" until it is known)
 */

/** tidings_agenda_line_new: @entry: copied. Returns: (transfer full): the line */
TidingsAgendaLine *tidings_agenda_line_new          (TidingsReminder          *reminder,
                                                     const TidingsAgendaEntry *entry,
                                                     gint64                    now);
/** tidings_agenda_line_get_key: Returns: its identity, as tidings_list_sync() wants it */
gint64             tidings_agenda_line_get_key      (gpointer                  line);
/** tidings_agenda_line_is_same: Returns: whether both say the same, but for the cost */
gboolean           tidings_agenda_line_is_same      (gpointer                  line,
                                                     gpointer                  other);
/** tidings_agenda_line_get_arrival: Returns: UTC milliseconds */
gint64             tidings_agenda_line_get_arrival  (TidingsAgendaLine        *self);
/** tidings_agenda_line_get_reminder: Returns: (transfer none): whose text it is */
TidingsReminder   *tidings_agenda_line_get_reminder (TidingsAgendaLine        *self);

G_END_DECLS
