-- Pairs of blocks that two Parties hold, and the serials they share. DuckDB and SQLite both take it; `blocks` is the list.
SELECT count(*) AS pairs, coalesce(sum(CASE WHEN a.last < b.last THEN a.last ELSE b.last END -
                                       CASE WHEN a.first > b.first THEN a.first ELSE b.first END + 1), 0) AS serials
FROM blocks a JOIN blocks b
  ON a.series = b.series AND a.first <= b.last AND b.first <= a.last AND a.holder < b.holder;
