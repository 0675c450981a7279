-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rules, money and time: hours by weekday, a purse, texts that are merged, reminders that come again, own alert types, an audit trail.

-- People: quiet hours as tidings_quiet_hours_parse() reads them, a pause that ends by itself, own limits (-1: the household's).
ALTER TABLE person ADD COLUMN quiet TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN paused_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN rate_hour INTEGER NOT NULL DEFAULT -1;
ALTER TABLE person ADD COLUMN rate_day INTEGER NOT NULL DEFAULT -1;
UPDATE person SET quiet = printf ('mo-su %02d:%02d-%02d:%02d', quiet_from / 60, quiet_from % 60, quiet_to / 60, quiet_to % 60)
  WHERE quiet_from >= 0 AND quiet_to >= 0 AND quiet_from <> quiet_to;
ALTER TABLE person DROP COLUMN quiet_from;
ALTER TABLE person DROP COLUMN quiet_to;

-- Texts: which one says what this one would have said (then this one is skipped as merged); how many alerts with the very
-- same words came after the one that this text is of; a number made of those words, to know them again; the group whose
-- budget it takes from; the instant of the occurrence it is about; the reminder's moment, and its occurrence's wall clock.
ALTER TABLE message ADD COLUMN merged_into INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN n_repeats INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN fingerprint INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN alert_group TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN occurrence_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN moment_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN moment_wall TEXT;
CREATE INDEX message_merged ON message (merged_into) WHERE merged_into > 0;
CREATE INDEX message_of_moment ON message (reminder_id, moment_at) WHERE moment_at > 0;
CREATE INDEX message_late ON message (late_at) WHERE late_at > 0 AND state = 1;
CREATE INDEX message_waiting ON message (person_id, type, fingerprint) WHERE state IN (0, 1);
CREATE INDEX message_counted_by_type ON message (person_id, type, queued_at) WHERE is_counted;
CREATE INDEX message_counted_by_group ON message (alert_group, queued_at, is_settled, price_micros) WHERE is_counted;

-- Alert types that people made. Texts of the same id in wording win over template, as for the built-in ones.
CREATE TABLE alert_type (
  id TEXT PRIMARY KEY CHECK (id <> ''),
  alert_group TEXT NOT NULL,
  title TEXT NOT NULL CHECK (title <> ''),
  description TEXT NOT NULL,
  template TEXT NOT NULL CHECK (template <> ''),
  subject TEXT,
  fields TEXT NOT NULL,        -- as the catalog writes them: "unit;code:number?;"
  samples TEXT NOT NULL,
  priority INTEGER NOT NULL,
  cooldown_s INTEGER NOT NULL,
  dedupe_field TEXT,
  late_s INTEGER NOT NULL,
  max_segments INTEGER NOT NULL,
  is_private INTEGER NOT NULL,
  is_one_way INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Reminders: what kind of alert they raise, an RFC 5545 rule ('' for once), whose turn it is, when they are overdue, how
-- long they make sense, where they came from.
ALTER TABLE reminder ADD COLUMN type TEXT NOT NULL DEFAULT 'reminder';
ALTER TABLE reminder ADD COLUMN rule TEXT NOT NULL DEFAULT '';
ALTER TABLE reminder ADD COLUMN takes_turns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reminder ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reminder ADD COLUMN overdue_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reminder ADD COLUMN late_s INTEGER NOT NULL DEFAULT -1;
ALTER TABLE reminder ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE reminder ADD COLUMN revision TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX reminder_by_uid ON reminder (uid) WHERE uid <> '';
-- The rule's wall clock of the occurrence at "at"; the last occurrence that moments were made of; and when the earliest of
-- its moments is, 0 when no occurrence comes after it.
ALTER TABLE reminder ADD COLUMN next_wall TEXT NOT NULL DEFAULT '';
ALTER TABLE reminder ADD COLUMN planned_wall TEXT NOT NULL DEFAULT '';
ALTER TABLE reminder ADD COLUMN planned_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX reminder_planned ON reminder (planned_at) WHERE planned_at > 0;
UPDATE reminder SET next_wall = wall, planned_wall = wall;

-- How long before each occurrence texts go: moments come and go with the occurrences.
CREATE TABLE reminder_before (
  reminder_id INTEGER NOT NULL REFERENCES reminder (id) ON DELETE CASCADE,
  before_s INTEGER NOT NULL,
  PRIMARY KEY (reminder_id, before_s)
) STRICT, WITHOUT ROWID;
INSERT INTO reminder_before SELECT reminder_id, before_s FROM moment;

-- Occurrences that are not as the rule says, or that somebody did something with. wall is the one of the rule.
CREATE TABLE occurrence (
  reminder_id INTEGER NOT NULL REFERENCES reminder (id) ON DELETE CASCADE,
  wall TEXT NOT NULL,
  moved_to TEXT NOT NULL,      -- another wall clock, '' for its own
  state INTEGER NOT NULL,      -- TidingsOccurrenceState
  turn INTEGER NOT NULL,       -- row id of the person whose turn it is or was, 0 while nobody was told; no reference
  PRIMARY KEY (reminder_id, wall)
) STRICT, WITHOUT ROWID;

-- Moments by occurrence: wall is the one of the rule, at the instant at which it takes place (moved or not), kind a
-- TidingsMomentKind. state as before: 0 waits, 1 has fired, 2 passed without.
CREATE TABLE moment_by_occurrence (
  reminder_id INTEGER NOT NULL REFERENCES reminder (id) ON DELETE CASCADE,
  wall TEXT NOT NULL,
  kind INTEGER NOT NULL,
  before_s INTEGER NOT NULL,
  at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  PRIMARY KEY (reminder_id, wall, kind, before_s)
) STRICT, WITHOUT ROWID;
INSERT INTO moment_by_occurrence (reminder_id, wall, kind, before_s, at, due_at, state)
  SELECT m.reminder_id, r.wall, 0, m.before_s, r.at, m.due_at, m.state FROM moment m JOIN reminder r ON r.id = m.reminder_id;
DROP TABLE moment;
ALTER TABLE moment_by_occurrence RENAME TO moment;
CREATE INDEX moment_due ON moment (due_at) WHERE state = 0;

-- Who has a moment: two occurrences may have one at the same instant.
CREATE TABLE handover_by_occurrence (
  id INTEGER PRIMARY KEY,
  reminder_id INTEGER NOT NULL,
  wall TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  service TEXT NOT NULL,
  sid TEXT,
  recall TEXT NOT NULL,
  n_tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  UNIQUE (reminder_id, wall, due_at, person_id)
) STRICT;
INSERT INTO handover_by_occurrence (id, reminder_id, wall, due_at, person_id, message_id, service, sid, recall, n_tries, next_at)
  SELECT h.id, h.reminder_id, coalesce (r.wall, ''), h.due_at, h.person_id, h.message_id, h.service, h.sid, h.recall, h.n_tries,
         h.next_at FROM handover h LEFT JOIN reminder r ON r.id = h.reminder_id;
DROP TABLE handover;
ALTER TABLE handover_by_occurrence RENAME TO handover;
CREATE INDEX handover_by_message ON handover (message_id);
CREATE INDEX handover_due ON handover (next_at) WHERE next_at > 0;

-- What happened to people's consent and numbers: it outlives the person; erasing them leaves the fact alone.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  person_id INTEGER NOT NULL,  -- as it was then; no reference
  name TEXT NOT NULL,
  number TEXT NOT NULL,
  what TEXT NOT NULL,          -- TidingsAuditEntry
  how TEXT NOT NULL,
  by TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_person ON audit (person_id);
CREATE INDEX audit_by_number ON audit (number);
-- What is known of the time before. A call or a text: nobody wrote down which brought the code.
INSERT INTO audit (at, person_id, name, number, what, how, by, detail)
  SELECT * FROM (
    SELECT created_at AS at, id AS person_id, name, number, 'added', '', '', '' FROM person
    UNION ALL SELECT verified_at, id, name, number, 'confirmed', '', 'phone', '' FROM person WHERE verified_at > 0
    UNION ALL SELECT opt_out.at, coalesce (person.id, 0), coalesce (person.name, ''), opt_out.number, 'opted-out', opt_out.by,
      CASE opt_out.by WHEN 'carrier' THEN 'twilio' ELSE 'phone' END, ''
      FROM opt_out LEFT JOIN person ON person.number = opt_out.number
  ) ORDER BY at;
