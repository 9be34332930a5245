"""Writes the first revision of the core's tables as plain SQL, one file per kind of database.

The program's tables, guards and seeds (`fmdesk.core.sql.tables`, `triggers`, `seeds`) may change
from day to day until the first release; each change is followed by this, and a test says so. With
the second revision it is over: what is frozen stays, and a change is a revision of its own.
"""

import argparse
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine.mock import MockConnection

from fmdesk.core.sql import schema, seeds, triggers
from fmdesk.core.sql.tables import metadata

ADDRESSES = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}
"""In this order: making them for PostgreSQL marks the references that close a circle as made by
ALTER, for good, and SQLite would go without them."""
END = ";\n\n"
"""What stands between statements; no statement has it inside."""


def main() -> int:
    """Write the files, or with `--check` tell whether they are as they should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say whether they are up to date")
    is_check = parser.parse_args().check
    if len(schema.revisions()) > 1:
        print("The first revision was released. Write a revision of its own instead.")
        return 2
    stale = [
        name for name, text in texts().items() if path(name).read_text(encoding="utf-8") != text
    ]
    if not is_check:
        for name in stale:
            path(name).write_text(texts()[name], encoding="utf-8")
    print(*([path(name).name for name in stale] or ["Nothing has changed."]))
    return 1 if stale and is_check else 0


def path(dialect: str) -> Path:
    """Return the file for a kind of database."""
    return schema.FOLDER / f"0001_core.{dialect}.sql"


@cache
def texts() -> Mapping[str, str]:
    """Return, by kind of database, what makes tables, guards and seeds in an empty one."""
    return {name: _text(name) for name in ADDRESSES}


def _text(dialect: str) -> str:
    made: list[str] = []

    def note(statement: sa.schema.ExecutableDDLElement, *_parameters: object) -> None:
        lines = str(statement.compile(dialect=engine.dialect)).strip().splitlines()
        made.append("\n".join(line.replace("\t", "    ").rstrip() for line in lines))

    engine = sa.create_mock_engine(ADDRESSES[dialect], note)
    metadata.create_all(engine, checkfirst=False)
    # Tables come in the order of their references, all else in none; here by what it says.
    made.sort(key=lambda one: "" if one.startswith("CREATE TABLE") else one)
    made += triggers.statements(dialect)
    made += _seeds(engine)
    assert not [one for one in made if END in one]
    return "".join(one + END for one in made)


def _seeds(engine: MockConnection) -> list[str]:
    """Return the statements that insert what every office starts with, one per table."""

    def values(table: sa.Table, row: Mapping[str, object]) -> tuple[str, str]:
        insert = sa.insert(table).values(row)
        literal = insert.compile(dialect=engine.dialect, compile_kwargs={"literal_binds": True})
        head, _values, rest = str(literal).partition(" VALUES ")
        return head, rest

    made = []
    for table, rows in seeds.rows().items():
        heads, lines = zip(*(values(table, row) for row in rows), strict=True)
        made.append(f"{heads[0]} VALUES\n    " + ",\n    ".join(lines))
    return made


if __name__ == "__main__":
    sys.exit(main())
