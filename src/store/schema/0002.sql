-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a real account adds: how a text goes, what a line is, what senders there are, what a text costs, who answered what.

-- How it goes: '' as a text of ours, 'verify-sms' and 'verify-call' as a code that Twilio makes and sends itself.
ALTER TABLE message ADD COLUMN channel TEXT NOT NULL DEFAULT '';
-- The instant a text is for: a reminder's moment that Twilio was given ahead of time; 0 for now.
ALTER TABLE message ADD COLUMN send_at INTEGER NOT NULL DEFAULT 0;
-- What becomes of it at Twilio (TidingsErasure).
ALTER TABLE message ADD COLUMN erasure INTEGER NOT NULL DEFAULT 0;
-- What was set aside for it when it was counted, beside what it cost in the end (price_micros once is_settled).
ALTER TABLE message ADD COLUMN reserved_micros INTEGER NOT NULL DEFAULT -1;
-- When the last request left by Twilio's clock, so that a text can be told from others there after ours was set; 0 if unknown.
ALTER TABLE message ADD COLUMN server_at INTEGER NOT NULL DEFAULT 0;
-- What waits to leave, in the order in which it does; and all else that is due, which must not wait behind it.
CREATE INDEX message_queue ON message ((type = 'verification_code') DESC, priority DESC, next_at) WHERE state = 1;
CREATE INDEX message_followed ON message (next_at) WHERE next_at > 0 AND state <> 1;
CREATE INDEX message_of_reminder ON message (reminder_id, state) WHERE reminder_id > 0;

-- A reminder's moment of one person that was given to Twilio ahead of time. No row is tied to its reminder, person or
-- message: a text that nobody here knows any more is still to be called back there. The moment is not sent from here as
-- long as its row names a message; 0 means that Twilio would not keep it, so that it goes from here.
CREATE TABLE handover (
  id INTEGER PRIMARY KEY,
  reminder_id INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  service TEXT NOT NULL,       -- MG… that it is given to
  sid TEXT,
  recall TEXT NOT NULL,        -- why it is to be canceled there, '' while it is not
  n_tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,    -- of the next try, 0 while there is nothing to try
  UNIQUE (reminder_id, due_at, person_id)
) STRICT;
CREATE INDEX handover_by_message ON handover (message_id);
CREATE INDEX handover_due ON handover (next_at) WHERE next_at > 0;

-- What is still to be erased at Twilio: a text, or an answer (message_id 0). It outlives the text here, which may be deleted.
CREATE TABLE erasure (
  sid TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  message_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  deletes INTEGER NOT NULL,
  n_tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL     -- 0 while it is not known whether another text to the number left
) STRICT, WITHOUT ROWID;
CREATE INDEX erasure_due ON erasure (account, next_at) WHERE next_at > 0;
CREATE INDEX erasure_waiting ON erasure (number) WHERE next_at = 0;

-- What a lookup said of a number. A paid answer is kept for 30 days, a free one is asked for again with the next one.
CREATE TABLE line (
  number TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  is_paid INTEGER NOT NULL,
  is_valid INTEGER NOT NULL,
  country TEXT,
  type TEXT,
  carrier TEXT,
  mcc TEXT,
  mnc TEXT,
  error_code INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the account can send from, as it was listed last.
CREATE TABLE sender (
  account TEXT NOT NULL,
  id TEXT NOT NULL,            -- E.164, short code, name, or MG…
  kind INTEGER NOT NULL,       -- TidingsSenderKind
  sid TEXT,                    -- PN…, SC…, AI… or MG…
  service TEXT,                -- MG… whose pool it is in
  country TEXT,                -- of a number
  name TEXT,
  can_text INTEGER NOT NULL,
  can_mms INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;

-- Prices of one part of a text, in millionths, by country and network ('' for all others).
CREATE TABLE price (
  country TEXT NOT NULL,
  mcc TEXT NOT NULL,
  mnc TEXT NOT NULL,
  number_type TEXT NOT NULL,
  micros INTEGER NOT NULL,
  currency TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (country, mcc, mnc, number_type)
) STRICT, WITHOUT ROWID;

-- When a phone last truly received something, and from where: the carrier's receipt, or an answer.
CREATE TABLE arrival (
  number TEXT NOT NULL,
  sender TEXT NOT NULL,
  at INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  PRIMARY KEY (number, sender)
) STRICT, WITHOUT ROWID;

-- What an answer was about and what it did: '' nothing, else a word of TidingsInbound.
ALTER TABLE inbound ADD COLUMN message_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbound ADD COLUMN effect TEXT NOT NULL DEFAULT '';
ALTER TABLE inbound ADD COLUMN n_media INTEGER NOT NULL DEFAULT 0;
CREATE INDEX inbound_by_sender ON inbound ("from", at);
CREATE INDEX inbound_by_message ON inbound (message_id) WHERE message_id > 0;
CREATE INDEX message_by_number ON message (number);
-- Which sender the STOP was said to; '' when a person at the computer, or a carrier without a sender, said it.
ALTER TABLE opt_out ADD COLUMN sender TEXT NOT NULL DEFAULT '';

-- A code that a Verify Service keeps (VE…): its digits never come here.
ALTER TABLE code ADD COLUMN verify_sid TEXT;
