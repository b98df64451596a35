-- What tells whether a feed said that an article was changed while it was under way.

-- +goose Up
ALTER TABLE item ADD COLUMN asked INTEGER NOT NULL DEFAULT 0; -- what updated was when its page was asked for
UPDATE item SET asked = updated WHERE state <> 'found';
