-- +goose Up

-- What was made of a ledger, such as a page, holds as long as its state does: one row, whose mark is another one after each update. There is none before the first.

CREATE TABLE state (
    place BIGINT PRIMARY KEY CHECK (place = 1),
    mark  BIGINT NOT NULL
);
