-- +goose Up

-- Keys that all statements of a revision have, or all its sentences, are kept once: under the sorts 5 and 6, of the revision. Most keys are such.

INSERT INTO blocking (sort, hash, at, item)
    SELECT sort + 2, hash, at, revision FROM (
        SELECT b.sort, b.hash, b.at, x.revision, count(*) AS n FROM blocking b
        JOIN (SELECT 3 AS sort, key, revision FROM statement UNION ALL SELECT 4, key, revision FROM sentence) x ON x.sort = b.sort AND x.key = b.item
        GROUP BY b.sort, b.hash, b.at, x.revision) of_all
    WHERE n > 1 AND n = CASE sort WHEN 3 THEN (SELECT count(*) FROM statement st WHERE st.revision = of_all.revision)
        ELSE (SELECT count(*) FROM sentence se WHERE se.revision = of_all.revision) END;
DELETE FROM blocking WHERE sort = 3 AND EXISTS (SELECT 1 FROM blocking w
    WHERE w.sort = 5 AND w.hash = blocking.hash AND w.at = blocking.at AND w.item = (SELECT revision FROM statement st WHERE st.key = blocking.item));
DELETE FROM blocking WHERE sort = 4 AND EXISTS (SELECT 1 FROM blocking w
    WHERE w.sort = 6 AND w.hash = blocking.hash AND w.at = blocking.at AND w.item = (SELECT revision FROM sentence se WHERE se.key = blocking.item));
