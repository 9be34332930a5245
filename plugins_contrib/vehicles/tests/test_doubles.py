"""No vehicle is lent twice at one time, however many desks ask, on both engines."""

import threading
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from vehicles_office import Desk, opened

from fmdesk.core.domain.errors import PluginError
from fmdesk.testing import race
from fmdesk.testing.office import at

DESKS = 4
COPY = sa.text(
    "insert into vehicles_loan (vehicle_id, line_id, line_number, borrower, start, ends, state,"
    " purpose, driven, damage) select vehicle_id, :line, '', '', start + :late, ends + :late,"
    " state, '', 0, '' from vehicles_loan where line_id = :of"
)
FORGET = sa.text("delete from vehicles_loan where line_id = :id")


def test_of_desks_that_ask_at_once_as_many_get_one_as_there_are(
    desk: Desk, database_url: str, tmp_path: Path
) -> None:
    """Four desks want one of two cars at the same time, twice over."""
    got: list[str] = []
    with ExitStack() as opening:
        desks = [
            opening.enter_context(opened(database_url, tmp_path / f"desk{number}"))
            for number in range(DESKS)
        ]

        def ask(number: int) -> None:
            for hour in (10, 14):
                wanted = {"start": f"2026-03-02T{hour}:00", "end": f"2026-03-02T{hour + 2}:00"}
                with suppress(PluginError):
                    got.append(f"{desk.code(desks[number].lend(**wanted))} {hour}")

        race(DESKS, ask)
    assert sorted(got) == ["A1 10", "A1 14", "A2 10", "A2 14"]


def test_who_looks_first_and_writes_later_lends_one_car_twice(
    desk: Desk, database_url: str
) -> None:
    """The control: the same question without lock and constraint makes doubles."""
    database = desk.office.database
    with database.write() as connection:
        connection.exec_driver_sql("create table naive_loan (vehicle text, desk integer)")
        connection.commit()
    looked = threading.Barrier(DESKS)

    def take(number: int) -> None:
        with database.read() as connection:
            count = connection.scalar(sa.text("select count(*) from naive_loan"))
        looked.wait(timeout=60)
        if not count:
            with database.write() as connection:
                values = {"desk": number}
                connection.execute(sa.text("insert into naive_loan values ('A1', :desk)"), values)
                connection.commit()

    race(DESKS, take)
    with database.read() as connection:
        assert connection.scalar(sa.text("select count(*) from naive_loan")) == DESKS


def test_the_database_itself_refuses_a_double(desk: Desk) -> None:
    first = desk.lend(vehicle="A1")
    spare = desk.lend(start="2026-03-05T10:00", end="2026-03-05T11:00")
    with desk.office.database.write() as connection:
        connection.execute(
            sa.text("delete from vehicles_loan where line_id = :id"), {"id": spare.id}
        )
        connection.commit()
    for late, is_refused in ((0, True), (7199, True), (7200, False)):
        values = {"line": spare.id, "late": late, "of": first.id}
        with desk.office.database.write() as connection:
            if is_refused:
                with pytest.raises(sa.exc.IntegrityError, match="vehicles_loan_apart"):
                    connection.execute(COPY, values)
            else:
                connection.execute(COPY, values)
            connection.rollback()
    assert desk.loan(first).start == at("2026-03-02T10:00")
