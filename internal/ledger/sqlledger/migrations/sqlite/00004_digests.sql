-- +goose Up

-- What is derived anew and comes out as it was need not be written again: a hash of everything that is kept of a claim.

ALTER TABLE claim ADD COLUMN digest TEXT NOT NULL DEFAULT '';
