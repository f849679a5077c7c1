-- The log as the newest migration leaves it. Tests hold the migrations to it; an opened log is compared with it.

CREATE TABLE events (
    position    INTEGER PRIMARY KEY AUTOINCREMENT, -- from 1, without a gap; AUTOINCREMENT: never used twice
    id          TEXT NOT NULL UNIQUE,
    type        TEXT NOT NULL,                     -- 'article.recorded/1'
    stream      TEXT NOT NULL,                     -- 'article/<id>'
    version     INTEGER NOT NULL,                  -- from 1 in each stream, without a gap
    recorded_at TEXT NOT NULL,                     -- UTC: '2024-05-06T07:08:09.000000Z'
    digest      BLOB NOT NULL,                     -- 32 bytes, see chain.py
    compression INTEGER NOT NULL,                  -- how data is stored, see compression.py
    data        BLOB NOT NULL,                     -- JSON, compressed; last, so that a scan of the others skips it
    UNIQUE (stream, version)
) STRICT;

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are never changed');
END;

CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are never removed');
END;

-- INSERT OR REPLACE removes what it replaces without asking the trigger above. FAIL rather than ABORT, here and in
-- insert.sql: either stops the statement, but for ABORT SQLite keeps a journal for every row, which costs 17 us.
CREATE TRIGGER events_are_never_replaced BEFORE INSERT ON events
WHEN NEW.position <= (SELECT max(position) FROM events)
  OR EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM events WHERE stream = NEW.stream AND version = NEW.version)
BEGIN
    SELECT RAISE(FAIL, 'events are never replaced');
END;
