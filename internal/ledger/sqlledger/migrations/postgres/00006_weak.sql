-- +goose Up

-- What may be the same follows from links and claims. Links that are nothing to decide on need no row each: a statement has those to earlier ones in one, packed
-- (links.go).

DROP TABLE suggestion;

CREATE TABLE weak (
    statement BIGINT PRIMARY KEY REFERENCES statement ON DELETE CASCADE,
    links     BYTEA NOT NULL
);

INSERT INTO weak (statement, links)
    SELECT b, string_agg(substring(int8send(a) FROM 3) || substring(int4send(round(score * 65535)::int) FROM 3), ''::bytea ORDER BY a)
    FROM link WHERE verdict = 'suggested' AND score < 0.2 GROUP BY b;
DELETE FROM link WHERE verdict = 'suggested' AND score < 0.2;
