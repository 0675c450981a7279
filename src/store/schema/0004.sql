-- SPDX-License-Identifier: GPL-3.0-or-later
-- The window, whole: lists of messages that cost the same among a thousand and among a million.

-- Two filters at once, in the order of ids; three take one of these and look at the rest on the way.
CREATE INDEX message_by_person_type ON message (person_id, type);
CREATE INDEX message_by_state_person ON message (state, person_id);
CREATE INDEX message_by_state_type ON message (state, type);

-- Every word that the search knows: which ones a beginning stands for is asked here, because FTS5 would first gather all
-- texts that hold any of them. It keeps nothing of its own.
CREATE VIRTUAL TABLE message_term USING fts5vocab (message_search, 'instance');

-- Messages that are younger by their id than another, and older by their instant, because the clock was set back. All others
-- are in the same order by both, so that a time is turned into an id by one look into the index.
CREATE TABLE message_behind (
  id INTEGER PRIMARY KEY,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX message_behind_by_creation ON message_behind (created_at, id);
INSERT INTO message_behind (id, created_at)
  SELECT id, created_at FROM (SELECT id, created_at, max (created_at) OVER (ORDER BY id) AS latest FROM message)
  WHERE created_at < latest;
CREATE TRIGGER message_added_behind AFTER INSERT ON message
WHEN new.created_at < (SELECT max (created_at) FROM message) BEGIN
  INSERT INTO message_behind (id, created_at) VALUES (new.id, new.created_at);
END;
CREATE TRIGGER message_deleted_behind AFTER DELETE ON message BEGIN
  DELETE FROM message_behind WHERE id = old.id;
END;

-- Who raised alerts: each by one look, however many texts there are.
CREATE INDEX message_by_source ON message (source, created_at);
