-- Times are microseconds since 1970 in UTC; 0 is a time that is not known.

-- +goose Up
CREATE TABLE feed (
    id TEXT PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    site TEXT NOT NULL,
    state TEXT NOT NULL,
    since BIGINT NOT NULL,
    due BIGINT NOT NULL,             -- when it is to be fetched next
    pause BIGINT NOT NULL,           -- microseconds between two fetches at present
    etag TEXT NOT NULL,
    modified TEXT NOT NULL,           -- Last-Modified as sent
    checked BIGINT NOT NULL,
    good BIGINT NOT NULL,            -- last fetched and read without error
    failures BIGINT NOT NULL,        -- since then
    error TEXT NOT NULL,              -- the last one in words, '' if the last fetch was good
    notes TEXT NOT NULL,              -- on what the feed has wrong, '' if nothing
    listed BIGINT NOT NULL           -- articles that it listed at last
);
CREATE INDEX feed_due ON feed (state, due);

CREATE TABLE item (
    id TEXT PRIMARY KEY,              -- made of the canonical address
    address TEXT NOT NULL,
    feed TEXT NOT NULL,               -- the first that listed it
    title TEXT NOT NULL,
    published BIGINT NOT NULL,       -- as the feed says
    updated BIGINT NOT NULL,
    relay TEXT NOT NULL,              -- the name of the source that the feed says it has it from
    relay_address TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,             -- why it is set aside, or was last tried in vain
    tries BIGINT NOT NULL,           -- in vain, in this state
    found BIGINT NOT NULL,
    changed BIGINT NOT NULL,         -- when it came into this state
    article TEXT NOT NULL             -- its id in the ledger
);
CREATE INDEX item_state ON item (state, changed);

-- What the step before left for the next one: a page, or a reading.
CREATE TABLE parcel (
    item TEXT PRIMARY KEY,
    data BYTEA NOT NULL
);

CREATE TABLE process (
    id TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    pid BIGINT NOT NULL,
    roles TEXT NOT NULL,
    since BIGINT NOT NULL,
    beat BIGINT NOT NULL,
    trouble TEXT NOT NULL             -- what keeps it from working, '' if nothing
);
