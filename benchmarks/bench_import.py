"""Import of a large file, against a bare executemany of all the rows that it wrote.

The rows are Boston's requests, repeated under new numbers. The peer has the same tables with the
same indexes and triggers, the rows ready in memory, and one transaction; it does nothing else.
FMDESK_BENCH_ROWS sets the number of rows (default 200,000).
"""

import csv
import gzip
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from itertools import count, islice
from pathlib import Path

from benchmarks.result import Result, at_most
from fmdesk.config import resources_path
from fmdesk.core.services.demo_boston import build_boston
from fmdesk.core.services.importing import Importing
from fmdesk.core.sql import create_tables
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database

ROWS = int(os.environ.get("FMDESK_BENCH_ROWS", "200000"))
TABLES = ("ticket", "line", "line_search", "line_event")
FILE = "requests_2011_q3.csv.gz"
ROOT = Path(__file__).resolve().parent.parent
MEMORY = 400


def run() -> list[Result]:
    """Measure, in a process that has done nothing else."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_import"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures = json.loads(done.stdout.splitlines()[-1])
    return [
        at_most(
            f"import of {ROWS:,} rows",
            figures["ours"],
            figures["other"],
            5,
            unit="s",
            note=f"a bare executemany of the {figures['written']:,} rows it writes",
        ),
        at_most(
            f"peak memory, import of {ROWS:,} rows",
            figures["megabytes"],
            MEMORY,
            1,
            unit="MB",
            note=f"a budget of {MEMORY} MB",
        ),
    ]


def _child() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = resources_path("demo", "boston", FILE)
        repeat(source, folder / "many.csv")
        url = f"sqlite:///{folder / 'ours.db'}"
        create_tables(url)
        database = open_database(url)
        door = SqlDoor(database, actor="bench")
        build_boston(door)
        _copy(folder / "ours.db", folder / "peer.db")
        begin = time.perf_counter()
        result = Importing(door).run(folder / "many.csv", "boston")
        ours = time.perf_counter() - begin
        assert (result.added, result.bad_count) == (ROWS, 0)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        database.close()
        rows = _written(folder / "ours.db", folder / "peer.db")
        other = _bare(folder / "peer.db", rows)
        written = sum(len(values) for _, values in rows.values())
    return {"ours": ours, "other": other, "written": written, "megabytes": peak}


def repeat(source: Path, target: Path) -> None:
    """Write `ROWS` rows of a file, over and over, each with a number of its own."""
    with gzip.open(source, "rt", newline="") as file:
        header, *rows = list(csv.reader(file))
    numbers = count(1)
    many = ([f"B{next(numbers)}", *row[1:]] for _round in count() for row in rows)
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(islice(many, ROWS))


def _copy(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as there, sqlite3.connect(target) as copy:
        there.backup(copy)


def _written(ours: Path, before: Path) -> dict[str, tuple[int, list[tuple[object, ...]]]]:
    """Return the rows that the import added to each table, with the number of columns."""
    connection = sqlite3.connect(ours)
    connection.execute("attach ? as before", (str(before),))
    found = {}
    for table in TABLES:
        key = "line_id" if table.startswith("line_") else "id"
        query = f"select * from {table} where {key} > (select max({key}) from before.{table})"
        cursor = connection.execute(query)
        found[table] = (len(cursor.description), cursor.fetchall())
    connection.close()
    return found


def _bare(path: Path, rows: dict[str, tuple[int, list[tuple[object, ...]]]]) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")
    begin = time.perf_counter()
    connection.execute("begin immediate")
    for table, (columns, values) in rows.items():
        marks = ", ".join("?" * columns)
        connection.executemany(f"insert into {table} values ({marks})", values)
    connection.execute("commit")
    seconds = time.perf_counter() - begin
    connection.close()
    return seconds


if __name__ == "__main__":
    print(json.dumps(_child()))
