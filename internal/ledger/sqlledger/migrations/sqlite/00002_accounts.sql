-- +goose Up

-- Who may use the ledger through its pages and its API. Of secrets only hashes are kept. Times are microseconds since 1970.

CREATE TABLE account (
    name     TEXT PRIMARY KEY,
    role     TEXT NOT NULL,
    password TEXT NOT NULL, -- hash, in the PHC string format
    since    INTEGER NOT NULL
);

CREATE TABLE login (
    hash     TEXT PRIMARY KEY,
    account  TEXT NOT NULL REFERENCES account,
    ends     INTEGER NOT NULL
);
CREATE INDEX login_account ON login (account);
CREATE INDEX login_ends ON login (ends);

CREATE TABLE token (
    hash     TEXT PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    role     TEXT NOT NULL,
    since    INTEGER NOT NULL
);
