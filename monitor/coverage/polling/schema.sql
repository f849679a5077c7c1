-- What polling remembers. Times are Unix seconds (UTC). All of it can be lost: feeds are then fetched anew, and the
-- articles that the log knows stay as they are.
CREATE TABLE feeds (
    source TEXT PRIMARY KEY,  -- see memory.FeedMemory for all of these
    address TEXT NOT NULL,
    part_of TEXT,
    title TEXT,
    format TEXT,
    etag TEXT,
    last_modified TEXT,
    validators_from TEXT,
    digest BLOB,
    interval REAL,
    every REAL,
    fresh REAL,
    next_poll REAL,
    polled_at REAL,
    unconditional_at REAL,
    succeeded_at REAL,
    brought_new_at REAL,
    failures INTEGER NOT NULL,
    failing_since REAL,
    problem TEXT,
    gone INTEGER NOT NULL,
    moved_to TEXT,
    moved_first REAL,
    moved_last REAL,
    moved_days INTEGER NOT NULL
) STRICT;
CREATE INDEX feeds_parts ON feeds (part_of) WHERE part_of IS NOT NULL;

-- Every entry of every feed: the queue between a feed's poll and the log, and the memory of what has been through it.
CREATE TABLE entries (
    number INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    key TEXT NOT NULL,      -- what names the entry within its feed, see keys.py
    digest BLOB NOT NULL,   -- of what would make it worth another look
    entry BLOB,             -- the entry (MessagePack); null once it is recorded or parked
    state TEXT NOT NULL CHECK (state IN ('pending', 'recorded', 'parked')),
    seen_at REAL NOT NULL,  -- first
    tries INTEGER NOT NULL DEFAULT 0,
    next_try REAL NOT NULL DEFAULT 0,
    reason TEXT,            -- why it is parked, or what the last try's failure was
    article TEXT,           -- the id of the article that it became
    held INTEGER NOT NULL DEFAULT 0,  -- 1: differs from what is recorded, and waits for its feed's next answer; 2: which has it so
    UNIQUE (source, key)
) STRICT;
CREATE INDEX entries_pending ON entries (next_try) WHERE state = 'pending';
CREATE INDEX entries_held ON entries (source) WHERE held = 1;

-- The last definition of a story that has asked for entries again whose texts were not kept.
CREATE TABLE asked (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    position INTEGER NOT NULL  -- in the log
) STRICT;

CREATE TABLE hosts (
    authority TEXT PRIMARY KEY,  -- host:port
    tokens REAL NOT NULL,        -- see buckets.Bucket for these
    at REAL NOT NULL,
    closed_until REAL NOT NULL,
    spacing REAL NOT NULL
) STRICT;

CREATE TABLE robots (
    authority TEXT PRIMARY KEY,  -- scheme://host:port
    rules TEXT,                  -- robots.txt; null where it couldn't be had: then everything is forbidden
    fetched_at REAL NOT NULL
) STRICT
