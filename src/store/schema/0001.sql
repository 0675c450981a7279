-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first schema. Instants are UTC milliseconds, 0 for never; money is in millionths of its currency; states,
-- priorities and encodings are the numbers of the enums in src/model, which are never reused.
-- A released script is never edited: what changes later is the next script.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Row ids are shown to people and kept by programs, so none is given out twice (AUTOINCREMENT).
CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (name <> ''),
  number TEXT NOT NULL UNIQUE,
  country TEXT NOT NULL,
  verified_at INTEGER NOT NULL,
  language TEXT NOT NULL,
  zone TEXT,
  quiet_from INTEGER NOT NULL,
  quiet_to INTEGER NOT NULL,
  enabled INTEGER NOT NULL,
  line_type TEXT,
  carrier TEXT,
  created_at INTEGER NOT NULL
) STRICT;

-- A STOP belongs to the number: it stays when the person is removed, and when they are entered again.
CREATE TABLE opt_out (
  number TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE subscription (
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  PRIMARY KEY (person_id, type)
) STRICT, WITHOUT ROWID;

CREATE TABLE wording (
  type TEXT NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (type, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE code (
  person_id INTEGER PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
  number TEXT NOT NULL,
  salt BLOB NOT NULL CHECK (length (salt) = 16),
  hash BLOB NOT NULL CHECK (length (hash) = 32),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  n_tries_left INTEGER NOT NULL,
  message_id INTEGER NOT NULL
) STRICT;

-- Without a person on purpose: who removes and adds a person does not get five more codes.
CREATE TABLE code_sent (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX code_sent_by_number ON code_sent (number, at);
CREATE INDEX code_sent_by_time ON code_sent (at);

CREATE TABLE message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER REFERENCES person (id),
  number TEXT NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL,
  state INTEGER NOT NULL,
  reason TEXT,
  error_code INTEGER NOT NULL,
  until INTEGER NOT NULL,
  sid TEXT,
  sender TEXT,
  n_segments INTEGER NOT NULL,
  encoding INTEGER NOT NULL,
  price_micros INTEGER NOT NULL,
  currency TEXT,
  is_settled INTEGER NOT NULL,
  n_attempts INTEGER NOT NULL,
  n_looks INTEGER NOT NULL,
  source TEXT NOT NULL,
  dedupe TEXT,
  priority INTEGER NOT NULL,
  reminder_id INTEGER NOT NULL,
  media_url TEXT,
  late_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  queued_at INTEGER NOT NULL,
  sending_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  -- Whether it takes from the quotas: it was queued, and nobody can say that it never left. Failed (9) without an id of
  -- Twilio's means that the text stayed here, unless the answer was lost. 10 is canceled, 11 is skipped.
  is_counted INTEGER AS (queued_at > 0 AND state NOT IN (10, 11)
                         AND NOT (state = 9 AND sid IS NULL AND reason IS NOT 'lost-answer')) VIRTUAL
) STRICT;

-- What the engine has to look at, in the order in which it does: codes, then by priority, at the same moment.
CREATE INDEX message_due ON message (next_at, (type = 'verification_code') DESC, priority DESC) WHERE next_at > 0;
CREATE INDEX message_by_state ON message (state);
CREATE UNIQUE INDEX message_by_sid ON message (sid) WHERE sid IS NOT NULL;
CREATE INDEX message_by_person ON message (person_id);
CREATE INDEX message_by_type ON message (type);
CREATE INDEX message_by_creation ON message (created_at);
CREATE INDEX message_by_dedupe ON message (person_id, type, dedupe, created_at) WHERE dedupe IS NOT NULL;
CREATE INDEX message_counted ON message (queued_at, is_settled, price_micros) WHERE is_counted;
CREATE INDEX message_counted_by_person ON message (person_id, queued_at) WHERE is_counted;

-- Words of texts and of names. The index holds no copy of them: the triggers keep it in step, and must tell it the old
-- words exactly as they were when it learned them. Symbols (So) count as words, or nobody would find an emoji.
CREATE VIEW message_words AS
  SELECT message.id AS id, message.body AS body, coalesce (person.name, '') AS person
  FROM message LEFT JOIN person ON person.id = message.person_id;
CREATE VIRTUAL TABLE message_search USING fts5 (
  body, person,
  content = 'message_words', content_rowid = 'id', columnsize = 0, prefix = '2 3',
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co So'"
);

CREATE TRIGGER message_added AFTER INSERT ON message BEGIN
  INSERT INTO message_search (rowid, body, person)
  VALUES (new.id, new.body, coalesce ((SELECT name FROM person WHERE id = new.person_id), ''));
END;
CREATE TRIGGER message_deleted AFTER DELETE ON message BEGIN
  INSERT INTO message_search (message_search, rowid, body, person)
  VALUES ('delete', old.id, old.body, coalesce ((SELECT name FROM person WHERE id = old.person_id), ''));
END;
CREATE TRIGGER message_reworded AFTER UPDATE OF body, person_id ON message
WHEN old.body IS NOT new.body OR old.person_id IS NOT new.person_id BEGIN
  INSERT INTO message_search (message_search, rowid, body, person)
  VALUES ('delete', old.id, old.body, coalesce ((SELECT name FROM person WHERE id = old.person_id), ''));
  INSERT INTO message_search (rowid, body, person)
  VALUES (new.id, new.body, coalesce ((SELECT name FROM person WHERE id = new.person_id), ''));
END;
CREATE TRIGGER person_renamed AFTER UPDATE OF name ON person WHEN old.name IS NOT new.name BEGIN
  INSERT INTO message_search (message_search, rowid, body, person)
  SELECT 'delete', id, body, old.name FROM message WHERE person_id = old.id;
  INSERT INTO message_search (rowid, body, person)
  SELECT id, body, new.name FROM message WHERE person_id = new.id;
END;
-- Before, and not by ON DELETE SET NULL: the trigger above still needs the name.
CREATE TRIGGER person_removed BEFORE DELETE ON person BEGIN
  UPDATE message SET person_id = NULL WHERE person_id = old.id;
END;

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  what TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_message ON event (message_id);

CREATE TABLE inbound (
  sid TEXT PRIMARY KEY,
  "from" TEXT NOT NULL,
  "to" TEXT NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX inbound_by_time ON inbound (at);

CREATE TABLE reminder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL CHECK (title <> ''),
  wall TEXT NOT NULL,
  zone TEXT NOT NULL,
  at INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX reminder_by_time ON reminder (at);
CREATE INDEX reminder_by_state ON reminder (state, at);

CREATE TABLE reminder_person (
  reminder_id INTEGER NOT NULL REFERENCES reminder (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  PRIMARY KEY (reminder_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX reminder_person_by_person ON reminder_person (person_id);

-- state: 0 waits, 1 has fired, 2 passed without (it was in the past when written down, or the reminder was done).
CREATE TABLE moment (
  reminder_id INTEGER NOT NULL REFERENCES reminder (id) ON DELETE CASCADE,
  before_s INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  PRIMARY KEY (reminder_id, before_s)
) STRICT, WITHOUT ROWID;
CREATE INDEX moment_due ON moment (due_at) WHERE state = 0;
