-- +goose Up

-- Sources of the ledger that may have to do with each other share a circle: they are derived together.

ALTER TABLE speaker ADD COLUMN circle TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE speaker SET circle = id;
CREATE INDEX speaker_circle ON speaker (circle);
