"""What is taken once at a time is kept apart by the database itself, on both engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from fmdesk.core.sql.engine import Database, open_database
from fmdesk.plugins.api.sql import keep_apart

TABLE = """create table keys_loan (
    id integer primary key, ring integer, begins bigint, ends bigint, state text)"""
ADD = "insert into keys_loan values (:id, :ring, :begins, :ends, :state)"


@pytest.fixture
def database(empty_database_url: str) -> Iterator[Database]:
    """A database with one loan of ring 1, from 100 to 200."""
    if empty_database_url.startswith("sqlite"):
        Path(empty_database_url.removeprefix("sqlite:///")).touch()
    opened = open_database(empty_database_url)
    with opened.write() as connection:
        connection.exec_driver_sql(TABLE)
        keep_apart(
            connection,
            "keys_loan",
            row="ring",
            start="begins",
            until="ends",
            state="state",
            taking=("kept", "lent"),
        )
        connection.commit()
    add(opened, 1, 1, 100, 200)
    yield opened
    opened.close()


def add(
    database: Database, number: int, ring: int, begins: int, ends: int, state: str = "lent"
) -> None:
    values = {"id": number, "ring": ring, "begins": begins, "ends": ends, "state": state}
    with database.write() as connection:
        connection.execute(sa.text(ADD), values)
        connection.commit()


def change(database: Database, number: int, what: str) -> None:
    with database.write() as connection:
        connection.execute(sa.text(f"update keys_loan set {what} where id = {number}"))
        connection.commit()


@pytest.mark.parametrize(("begins", "ends"), [(199, 300), (50, 101), (120, 130), (50, 300)])
def test_an_overlap_is_refused_by_its_name(database: Database, begins: int, ends: int) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="keys_loan_apart"):
        add(database, 2, 1, begins, ends, "kept")
    add(database, 2, 2, begins, ends)  # the controls: another ring, and what takes nothing
    add(database, 3, 1, begins, ends, "back")
    with pytest.raises(sa.exc.IntegrityError, match="keys_loan_apart"):
        change(database, 3, "state = 'kept'")
    with pytest.raises(sa.exc.IntegrityError, match="keys_loan_apart"):
        change(database, 2, "ring = 1")


def test_what_touches_does_not_overlap_and_a_row_may_move_over_itself(database: Database) -> None:
    add(database, 2, 1, 200, 300)
    add(database, 3, 1, 50, 100)
    change(database, 1, "begins = 120, ends = 180")
    with pytest.raises(sa.exc.IntegrityError, match="keys_loan_apart"):
        change(database, 1, "ends = 201")
    change(database, 1, "state = 'back', ends = 201")
