-- +goose Up

PRAGMA application_id = 1752392057; -- "hsay"

-- Kept facts. Keys are this database's own and show nowhere; ids are those of package ledger. Times are microseconds since 1970,
-- 4611686018427387904 where unknown, so that what has no date comes last. Dates are "precision time", "" where unknown.

CREATE TABLE outlet (
    key  INTEGER PRIMARY KEY,
    id   TEXT NOT NULL UNIQUE
);

CREATE TABLE article (
    key       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    outlet    INTEGER NOT NULL REFERENCES outlet,
    at        INTEGER NOT NULL,
    current   INTEGER NOT NULL, -- revision
    revisions INTEGER NOT NULL
);
CREATE INDEX article_at ON article (at, id);
CREATE INDEX article_outlet ON article (outlet, at, id);

CREATE TABLE former ( -- ids that an article had before
    id      TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article
);
CREATE INDEX former_article ON former (article);

CREATE TABLE address (
    url     TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article
);
CREATE INDEX address_article ON address (article);

CREATE TABLE revision (
    key         INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    article     INTEGER NOT NULL REFERENCES article,
    outlet      INTEGER NOT NULL REFERENCES outlet,
    given       TEXT NOT NULL,
    url         TEXT NOT NULL,
    outlet_name TEXT NOT NULL,
    title       TEXT NOT NULL,
    byline      TEXT NOT NULL,
    published   TEXT NOT NULL,
    modified    TEXT NOT NULL,
    fetched     INTEGER NOT NULL,
    place       INTEGER NOT NULL DEFAULT 0, -- among the article's revisions, in order of time
    since       INTEGER NOT NULL, -- when it became the text to be read
    until       INTEGER NOT NULL, -- when the next one did; 9223372036854775807 for the current one
    notes       TEXT NOT NULL,    -- JSON
    text_hash   TEXT NOT NULL,
    raw_hash    TEXT NOT NULL,
    reader      TEXT NOT NULL,
    text        TEXT NOT NULL,
    counts      INTEGER NOT NULL DEFAULT 0 -- 1 where its statements count and its words are found: the current one of an article
);
CREATE INDEX revision_article ON revision (article);

CREATE TABLE raw (
    revision INTEGER PRIMARY KEY REFERENCES revision,
    data     BLOB NOT NULL -- Zstandard
);

CREATE TABLE source ( -- of an article
    key      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL REFERENCES revision,
    place    INTEGER NOT NULL, -- in the list of the article's sources
    name     TEXT NOT NULL,
    body     TEXT NOT NULL,    -- JSON
    speaker  INTEGER           -- derived
);
CREATE INDEX source_revision ON source (revision, place);
CREATE INDEX source_speaker ON source (speaker) WHERE speaker IS NOT NULL;

CREATE TABLE statement (
    key          INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice, so that one can go on reading from the last one seen
    id           TEXT NOT NULL UNIQUE,
    revision     INTEGER NOT NULL REFERENCES revision,
    place        INTEGER NOT NULL, -- in the list of the article's statements, which is in order of the text
    outlet       INTEGER NOT NULL,
    source       INTEGER,
    stance       TEXT NOT NULL,
    quotation    TEXT NOT NULL,
    source_words TEXT NOT NULL,
    cue_words    TEXT NOT NULL,
    words        TEXT NOT NULL,    -- of the content
    body         TEXT NOT NULL,    -- JSON
    at           INTEGER NOT NULL, -- when these words of the article were first known
    claim        INTEGER,          -- derived, of current revisions only
    speaker      INTEGER           -- derived, of current revisions only
);
CREATE INDEX statement_revision ON statement (revision, place);
CREATE INDEX statement_source ON statement (source) WHERE source IS NOT NULL;
CREATE INDEX statement_at ON statement (at);
CREATE INDEX statement_outlet ON statement (outlet, at);
CREATE INDEX statement_claim ON statement (claim, at) WHERE claim IS NOT NULL;
CREATE INDEX statement_speaker ON statement (speaker, at) WHERE speaker IS NOT NULL;

CREATE TABLE vector (
    statement INTEGER PRIMARY KEY REFERENCES statement ON DELETE CASCADE,
    data      BLOB NOT NULL
);

CREATE TABLE sentence ( -- without attribution
    key      INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES revision,
    start    INTEGER NOT NULL,
    stop     INTEGER NOT NULL
);
CREATE INDEX sentence_revision ON sentence (revision, start);

CREATE TABLE feature (
    sort INTEGER NOT NULL, -- 1 article (the item is a revision), 2 source, 3 statement, 4 sentence
    item INTEGER NOT NULL,
    keys BLOB NOT NULL,    -- hashes of eight bytes
    data BLOB NOT NULL,
    PRIMARY KEY (sort, item)
) WITHOUT ROWID;

CREATE TABLE blocking ( -- what has a key of some hash
    sort INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    at   INTEGER NOT NULL, -- revision.since
    item INTEGER NOT NULL,
    PRIMARY KEY (sort, hash, at, item)
) WITHOUT ROWID;

CREATE TABLE link ( -- a < b
    a       INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    b       INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    verdict TEXT NOT NULL,
    score   REAL NOT NULL,
    reason  TEXT NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX link_b ON link (b, verdict);

CREATE TABLE relation ( -- that the text of a revision rests on that of another; one for each two
    revision INTEGER NOT NULL REFERENCES revision,
    other    INTEGER NOT NULL REFERENCES revision,
    means    TEXT NOT NULL,
    score    REAL NOT NULL,
    reason   TEXT NOT NULL,
    PRIMARY KEY (revision, other)
) WITHOUT ROWID;
CREATE INDEX relation_other ON relation (other);

CREATE TABLE voice (
    revision  INTEGER NOT NULL REFERENCES revision,
    start     INTEGER NOT NULL,
    stop      INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    score     REAL NOT NULL,
    reason    TEXT NOT NULL,
    PRIMARY KEY (revision, start, stop, statement)
) WITHOUT ROWID;
CREATE INDEX voice_statement ON voice (statement);

CREATE TABLE edit (
    key       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    kind      TEXT NOT NULL,
    value     TEXT NOT NULL,
    note      TEXT NOT NULL,
    by_whom   TEXT NOT NULL,
    at        INTEGER NOT NULL,
    undone_by TEXT NOT NULL,
    undone_at INTEGER NOT NULL -- 0 if it stands
);
CREATE INDEX edit_at ON edit (at, id);

CREATE TABLE anchor (
    edit    INTEGER NOT NULL REFERENCES edit,
    place   INTEGER NOT NULL,
    sort    INTEGER NOT NULL, -- as in feature
    article INTEGER NOT NULL REFERENCES article,
    words   TEXT NOT NULL,
    start   INTEGER NOT NULL,
    item    INTEGER, -- the statement or source that is meant in the current revision
    PRIMARY KEY (edit, place)
) WITHOUT ROWID;
CREATE INDEX anchor_article ON anchor (article);
CREATE INDEX anchor_item ON anchor (sort, item) WHERE item IS NOT NULL;

-- Derived state.

CREATE TABLE speaker ( -- a source of the ledger
    key         INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    role        TEXT NOT NULL,
    affiliation TEXT NOT NULL,
    names       TEXT NOT NULL, -- one a line
    statements  INTEGER NOT NULL
);
CREATE INDEX speaker_statements ON speaker (statements, id);

CREATE TABLE claim (
    key       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    text      TEXT NOT NULL,
    wording   INTEGER, -- statement
    status    TEXT NOT NULL,
    first     INTEGER NOT NULL,
    moved     INTEGER NOT NULL,
    positions INTEGER NOT NULL,
    origins   INTEGER NOT NULL,
    articles  INTEGER NOT NULL
);
CREATE INDEX claim_moved ON claim (moved, id);
CREATE INDEX claim_status ON claim (status, moved, id);

CREATE TABLE origin (
    claim   INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
    place   INTEGER NOT NULL,
    speaker INTEGER NOT NULL,
    PRIMARY KEY (claim, place)
) WITHOUT ROWID;
CREATE INDEX origin_speaker ON origin (speaker);

CREATE TABLE origin_article (
    claim   INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
    origin  INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (claim, origin, place)
) WITHOUT ROWID;
CREATE INDEX origin_article_article ON origin_article (article);

CREATE TABLE reason (
    claim   INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
    origin  INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    article INTEGER NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (claim, origin, place)
) WITHOUT ROWID;
CREATE INDEX reason_article ON reason (article);

CREATE TABLE change (
    claim  INTEGER NOT NULL REFERENCES claim ON DELETE CASCADE,
    place  INTEGER NOT NULL,
    status TEXT NOT NULL,
    at     TEXT NOT NULL,
    cause  INTEGER NOT NULL, -- statement
    PRIMARY KEY (claim, place)
) WITHOUT ROWID;

CREATE TABLE suggestion ( -- a < b
    a      INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    b      INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    score  REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX suggestion_b ON suggestion (b);

-- Full text: of current revisions only, kept up to date by the program. The words themselves stay where they are.

CREATE VIRTUAL TABLE article_words USING fts5 (title, text, content='revision', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE statement_words USING fts5 (words, cue_words, source_words, content='statement', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE claim_words USING fts5 (text, content='claim', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE speaker_words USING fts5 (name, names, content='speaker', content_rowid='key', tokenize='unicode61 remove_diacritics 2');
