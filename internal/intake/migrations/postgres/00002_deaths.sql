-- What tells an article that ends the program from those that only waited for their turn when it ended.

-- +goose Up
ALTER TABLE item ADD COLUMN worker TEXT NOT NULL DEFAULT ''; -- the process that is at work on it, '' if none
ALTER TABLE item ADD COLUMN deaths BIGINT NOT NULL DEFAULT 0; -- of processes while they were at work on it, in this state
