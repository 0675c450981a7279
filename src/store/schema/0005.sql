-- SPDX-License-Identifier: GPL-3.0-or-later
-- At home on the desktop: who asks for texts, and how many of them a day each may.

-- A program as the system shows it (flatpak:…, unit:…, exe:…, or bus for those that cannot be told). Its row id is never given
-- out twice, so that a program that comes again after it was forgotten does not get the texts of before.
CREATE TABLE program (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  identity TEXT NOT NULL UNIQUE CHECK (identity <> ''),
  label TEXT NOT NULL,         -- what it called itself last
  state INTEGER NOT NULL,      -- TidingsProgramState
  per_day INTEGER NOT NULL,    -- texts a day once it is allowed, -1 for any number
  first_at INTEGER NOT NULL,   -- 0 while it has not raised anything
  last_at INTEGER NOT NULL
) STRICT;

-- Whose text it is; 0 for the household's own: the window, the command line, reminders, and all that is older than this table.
ALTER TABLE message ADD COLUMN program INTEGER NOT NULL DEFAULT 0;
CREATE INDEX message_counted_by_program ON message (program, queued_at) WHERE is_counted AND program > 0;

-- Others are listed by the name that goes with them; programs have a list of their own.
DROP INDEX message_by_source;
CREATE INDEX message_by_source ON message (source, created_at) WHERE program = 0;
