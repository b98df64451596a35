-- +goose Up

-- Who may use the ledger through its pages and its API. Of secrets only hashes are kept. Times are microseconds since 1970.

CREATE TABLE account (
    name     TEXT COLLATE "C" PRIMARY KEY,
    role     TEXT COLLATE "C" NOT NULL,
    password TEXT COLLATE "C" NOT NULL, -- hash, in the PHC string format
    since    BIGINT NOT NULL
);

CREATE TABLE login (
    hash     TEXT COLLATE "C" PRIMARY KEY,
    account  TEXT COLLATE "C" NOT NULL REFERENCES account,
    ends     BIGINT NOT NULL
);
CREATE INDEX login_account ON login (account);
CREATE INDEX login_ends ON login (ends);

CREATE TABLE token (
    hash     TEXT COLLATE "C" PRIMARY KEY,
    name     TEXT COLLATE "C" NOT NULL UNIQUE,
    role     TEXT COLLATE "C" NOT NULL,
    since    BIGINT NOT NULL
);
