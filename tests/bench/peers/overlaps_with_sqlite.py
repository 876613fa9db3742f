"""Pairs of blocks that two Parties hold, with an index over series and serials: `overlaps_with_sqlite.py blocks.csv overlaps.sql`."""
import csv
import sqlite3
import sys

base = sqlite3.connect(":memory:")
base.execute("create table blocks(holder, series, first integer, last integer)")
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    rows = csv.reader(file)
    next(rows)
    base.executemany("insert into blocks values(?, ?, ?, ?)", rows)
base.execute("create index by_serials on blocks(series, first, last, holder)")
with open(sys.argv[2], encoding="utf-8") as query:
    print(*base.execute(query.read()).fetchone())
