-- +goose Up

-- What may be the same follows from links and claims. Links that are nothing to decide on need no row each: a statement has those to earlier ones in one, packed
-- (links.go).

DROP TABLE suggestion;

CREATE TABLE weak (
    statement INTEGER PRIMARY KEY REFERENCES statement ON DELETE CASCADE,
    links     BLOB NOT NULL
);

INSERT INTO weak (statement, links)
    SELECT b, unhex(group_concat(printf('%012X%04X', a, CAST(round(score * 65535) AS INTEGER)), ''))
    FROM (SELECT a, b, score FROM link WHERE verdict = 'suggested' AND score < 0.2 ORDER BY b, a) few GROUP BY b;
DELETE FROM link WHERE verdict = 'suggested' AND score < 0.2;
