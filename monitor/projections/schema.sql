-- Projections of the log. Everything here follows from it and may be deleted.

-- How far the log has been folded: one row, written in the transaction of the rows that follow from it.
CREATE TABLE checkpoint (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    position INTEGER NOT NULL          -- of the last event folded; 0 before the first
) STRICT;

CREATE TABLE stories (
    id TEXT PRIMARY KEY,
    definition BLOB NOT NULL,          -- MessagePack of events.definition.StoryDefinition
    defined_at INTEGER NOT NULL,       -- position of the event; changes that follow from earlier ones are backfill
    identities BLOB NOT NULL           -- MessagePack of events.identities.Identities: who is who, by corrections
) STRICT, WITHOUT ROWID;

-- Articles that bear on a story.
CREATE TABLE articles (
    story TEXT NOT NULL,
    id TEXT NOT NULL,
    published TEXT,                    -- ISO 8601; null when nobody says
    data BLOB NOT NULL,                -- MessagePack of events.story.Coverage
    PRIMARY KEY (story, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX articles_by_id ON articles (id);
CREATE INDEX articles_by_time ON articles (story, published);

-- What is kept of each article's text to find its copies, see events/copies.py.
CREATE TABLE prints (
    story TEXT NOT NULL,
    id TEXT NOT NULL,
    data BLOB NOT NULL,                -- MessagePack of events.copies.Print
    PRIMARY KEY (story, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE bands (
    story TEXT NOT NULL,
    band INTEGER NOT NULL,             -- articles that share one may be copies
    id TEXT NOT NULL,
    PRIMARY KEY (story, band, id)
) STRICT, WITHOUT ROWID;

-- What persons corrected, in order.
CREATE TABLE corrections (
    seq INTEGER PRIMARY KEY,
    story TEXT NOT NULL,
    data BLOB NOT NULL                 -- MessagePack of events.log.CorrectionMade
) STRICT;
CREATE INDEX corrections_of_story ON corrections (story, seq);

-- What the articles that corrections are about say without them, so that one can be undone.
CREATE TABLE as_read (
    story TEXT NOT NULL,
    id TEXT NOT NULL,
    data BLOB NOT NULL,                -- MessagePack of events.story.AsRead
    PRIMARY KEY (story, id)
) STRICT, WITHOUT ROWID;

-- Facts and loose accounts, grouped as they are settled.
CREATE TABLE blocks (
    story TEXT NOT NULL,
    key TEXT NOT NULL,
    data BLOB NOT NULL,                -- MessagePack of events.facts.Block
    PRIMARY KEY (story, key)
) STRICT, WITHOUT ROWID;

-- Where each fact lies, and what the status screen shows of it without opening the block.
CREATE TABLE facts (
    story TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    block TEXT NOT NULL,
    last TEXT NOT NULL,                -- publication of its latest account; '' when none is dated
    accounts INTEGER NOT NULL,
    held INTEGER NOT NULL,             -- 1: none of its accounts is sure
    PRIMARY KEY (story, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX facts_by_block ON facts (story, block);
CREATE INDEX facts_latest ON facts (story, kind, last DESC, id);
CREATE INDEX facts_held ON facts (story) WHERE held;

-- What the status screen shows of each fact, see cards.py.
CREATE TABLE cards (
    story TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,                -- '' for an account that is too vague to be placed
    held INTEGER NOT NULL,             -- 1: too unsure to be news, held for review
    origins INTEGER NOT NULL,          -- that found it out
    at TEXT NOT NULL,                  -- sorts by when it happened, then by when it became known
    data BLOB NOT NULL,                -- MessagePack
    PRIMARY KEY (story, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX cards_by_weight ON cards (story, kind, held, origins DESC);

-- Every account by its permanent address.
CREATE TABLE accounts (
    story TEXT NOT NULL,
    id TEXT NOT NULL,
    block TEXT NOT NULL,
    fact TEXT,                         -- null for a loose account
    origin TEXT NOT NULL,
    held INTEGER NOT NULL,             -- 1: it is unsure, and nobody vouched for it
    PRIMARY KEY (story, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX accounts_by_block ON accounts (story, block);
CREATE INDEX accounts_held ON accounts (story) WHERE held;

-- Ids by which facts were known that are no account's any more, see events/lineage.py.
CREATE TABLE lineage (
    seq INTEGER PRIMARY KEY,           -- in the order in which the log gave them up
    story TEXT NOT NULL,
    id TEXT NOT NULL,                  -- of the fact then
    was TEXT NOT NULL,
    whole INTEGER NOT NULL,            -- 0: what `was` meant went on as another fact
    UNIQUE (story, id, was)
) STRICT;
CREATE INDEX lineage_of_old_ids ON lineage (story, was);

-- How many accounts each origin has, so that origins are counted without reading the accounts.
CREATE TABLE origins (
    story TEXT NOT NULL,
    origin TEXT NOT NULL,
    accounts INTEGER NOT NULL,
    PRIMARY KEY (story, origin)
) STRICT, WITHOUT ROWID;

-- Which blocks may contradict or answer which: by party, and by what the claims do.
CREATE TABLE stances (
    story TEXT NOT NULL,
    party TEXT NOT NULL,
    stance TEXT NOT NULL,              -- 'rejects', 'asserts', 'asks' or 'answers'
    block TEXT NOT NULL,
    PRIMARY KEY (story, party, stance, block)
) STRICT, WITHOUT ROWID;
CREATE INDEX stances_by_block ON stances (story, block);

CREATE TABLE contradictions (
    story TEXT NOT NULL,
    id TEXT NOT NULL,
    strength TEXT NOT NULL,
    rejected TEXT NOT NULL,            -- ids of facts
    asserted TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (story, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contradictions_by_rejected ON contradictions (story, rejected, strength);
CREATE INDEX contradictions_by_asserted ON contradictions (story, asserted, strength);

CREATE TABLE answers (
    story TEXT NOT NULL,
    demand TEXT NOT NULL,              -- ids of facts
    act TEXT NOT NULL,
    PRIMARY KEY (story, demand, act)
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_act ON answers (story, act);

CREATE TABLE changes (
    seq INTEGER PRIMARY KEY,           -- in the order in which the log made them
    story TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,         -- of the event that made it
    recorded_at TEXT NOT NULL,         -- of that event; UTC, ISO 8601
    published TEXT,                    -- of the article that made it
    backfill INTEGER NOT NULL,         -- 1: follows from coverage recorded before the story was defined
    claim TEXT NOT NULL,               -- the id of the fact that changed
    held INTEGER NOT NULL,             -- 1: of what was too unsure to be news then
    data BLOB NOT NULL                 -- MessagePack of events.changes.Change
) STRICT;
-- With the position, so that what is new is found without reading the rows.
CREATE INDEX changes_of_story ON changes (story, seq, position);
CREATE INDEX changes_by_id ON changes (story, id);
CREATE INDEX changes_of_claim ON changes (story, claim, seq);

-- Which version of each article is in the index of words, see search.py.
CREATE TABLE texts (
    number INTEGER PRIMARY KEY,        -- the row in text_words
    article TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE text_words USING fts5 (
    title, text, content = '', tokenize = 'porter unicode61 remove_diacritics 2', prefix = '1 2'
);
INSERT INTO text_words (text_words, rank) VALUES ('rank', 'bm25(4.0, 1.0)');

CREATE TABLE claim_texts (
    number INTEGER PRIMARY KEY,        -- the row in claim_words
    story TEXT NOT NULL,
    id TEXT NOT NULL,                  -- of the account
    block TEXT NOT NULL,
    article TEXT NOT NULL,
    UNIQUE (story, id)
) STRICT;
CREATE VIRTUAL TABLE claim_words USING fts5 (
    sentence, quote, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '1 2'
);

-- Who is told of which story. What was recorded before `begun` is never told.
CREATE TABLE subscriptions (
    story TEXT NOT NULL,
    recipient TEXT NOT NULL,
    number INTEGER NOT NULL,           -- 1 for the first time, 2 when the recipient came back
    begun INTEGER NOT NULL,            -- position of the event
    active INTEGER NOT NULL,           -- 0 when it has ended
    settled INTEGER NOT NULL,          -- position up to which nothing waits, see events.log.AlertDue.up_to
    PRIMARY KEY (story, recipient)
) STRICT, WITHOUT ROWID;

-- What a recipient is to be told: one row a change, written in the transaction of the change itself.
CREATE TABLE outbox (
    story TEXT NOT NULL,
    recipient TEXT NOT NULL,
    change TEXT NOT NULL,
    claim TEXT NOT NULL,
    position INTEGER NOT NULL,         -- of the event that made the change
    recorded_at TEXT NOT NULL,         -- of that event
    held INTEGER NOT NULL DEFAULT 0,   -- 1: it waits for a review; what is kept is told as a change of its own
    state TEXT NOT NULL,               -- 'waiting', 'due', 'sent' or 'dropped'
    message TEXT,                      -- the message that tells it; null while waiting
    reason TEXT,                       -- why it was dropped
    PRIMARY KEY (story, recipient, change)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_waiting ON outbox (story, recipient, position) WHERE state = 'waiting';
CREATE INDEX outbox_by_position ON outbox (story, recipient, position);
CREATE INDEX outbox_told ON outbox (story, recipient, claim) WHERE state = 'sent';

CREATE TABLE messages (
    id TEXT NOT NULL,                  -- RFC 5322 Message-ID
    recipient TEXT NOT NULL,
    story TEXT NOT NULL,
    planned_at TEXT NOT NULL,          -- UTC
    state TEXT NOT NULL,               -- 'due', 'sent', 'parked' or 'dropped'
    attempts INTEGER NOT NULL,         -- since it was due or resumed
    resumed INTEGER NOT NULL,          -- how often a person had it tried again
    failing_since TEXT,                -- of the first of these attempts; UTC
    next_at TEXT NOT NULL,             -- not before; UTC
    ended_at TEXT,                     -- when it was sent, parked or dropped; UTC
    reason TEXT,                       -- of the last failure, or why it was dropped
    data BLOB NOT NULL,                -- MessagePack of events.log.AlertDue
    PRIMARY KEY (id, recipient)
) STRICT, WITHOUT ROWID;
CREATE INDEX messages_due ON messages (next_at) WHERE state = 'due';
CREATE INDEX messages_lately ON messages (recipient, planned_at);
