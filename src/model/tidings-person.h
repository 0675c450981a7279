/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Someone whose phone gets texts. */
#pragma once

#include <glib-object.h>
#include "tidings-quiet-hours.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_PERSON (tidings_person_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPerson, tidings_person, TIDINGS, PERSON, GObject)

/**
 * TidingsPerson:
 * @id: row id, 0 before it is stored
 * @name: as the household calls them, never empty
 * @number: E.164
 * @country: ISO 3166-1 alpha-2 code chosen for the number
 * @verified_at: UTC milliseconds of the confirmation by code, 0 while not confirmed
 * @opted_out_at: UTC milliseconds of the STOP on file for the number, 0 if none
 * @opted_out_by: (nullable): `reply`, `carrier` (Twilio's 21610) or `person`
 * @opted_out_sender: (nullable): own sender that the STOP was said to, empty if unknown
 * @language: language of their texts, `de` or `pt_BR`
 * @zone: (nullable): IANA time zone; %NULL for the computer's
 * @quiet: quiet hours by weekday, in @zone
 * @paused_until: UTC milliseconds until which only what passes quiet hours comes through, 0 for not paused,
 *   %G_MAXINT64 until a person ends it
 * @rate_hour: texts they get in an hour, -1 for the household's number, 0 for no limit; likewise @rate_day in 24 hours
 * @enabled: off means: gets nothing but always-on alerts and codes
 * @line_type: (nullable): as a lookup said (`mobile`, `landline`, …)
 * @carrier: (nullable): as a lookup said
 * @created_at: UTC milliseconds
 * @types: (array zero-terminated=1): ids of the alert types switched on, sorted; always-on ones are not listed
 *
 * A value: filled by the store (or by who adds a person) and never changed after it was handed out, so its fields are
 * read directly; a change in the store gives a new object. Every field is also a read-only property for expressions in
 * templates: `id name number country language zone is-verified is-opted-out`.
 */
struct _TidingsPerson {
  GObject parent_instance;

  gint64 id;
  char *name;
  char *number;
  char *country;
  gint64 verified_at;
  gint64 opted_out_at;
  char *opted_out_by;
  char *opted_out_sender;
  char *language;
  char *zone;
  TidingsQuietHours quiet;
  gint64 paused_until;
  int rate_hour;
  int rate_day;
  gboolean enabled;
  char *line_type;
  char *carrier;
  gint64 created_at;
  char **types;
};

/** tidings_person_new: Returns: (transfer full): an empty person, enabled, without quiet hours */
TidingsPerson *tidings_person_new (void);

/** tidings_person_has_type: Returns: whether the type's switch is on for this person */
gboolean tidings_person_has_type (TidingsPerson *self,
                                  const char    *type);

G_END_DECLS
