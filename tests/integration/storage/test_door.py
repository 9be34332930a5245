"""The one door: once per op_id, everything in the log, nothing by halves."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    StorageError,
)
from fmdesk.core.domain.views import Changes, Taken
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database
from fmdesk.core.sql.log import GENESIS
from fmdesk.core.sql.tables import command_log, setting
from fmdesk.testing import FakeTime


@dataclass(frozen=True, slots=True)
class Draft:
    """A payload."""

    op_id: UUID
    value: str


def put(door: SqlDoor, draft: Draft, name: str = "organisation") -> Changes:
    """Store a setting through the door."""

    def work(unit: UnitOfWork) -> Changes:
        unit.settings.put(name, draft.value)
        return Changes(months=(draft.value,))

    return door.run(draft.op_id, "test.put", draft, work, Changes)


def value(door: SqlDoor, name: str = "organisation") -> str:
    """Return a setting."""
    with door.read() as work:
        return work.settings.get(name)


def log(database: Database) -> list[sa.Row[*tuple[object, ...]]]:
    """Return the rows of the command log."""
    with database.read() as connection:
        return list(connection.execute(sa.select(command_log).order_by(command_log.c.seq)))


def test_a_command_stands_in_the_log_with_its_change(door: SqlDoor, database: Database) -> None:
    assert door.head() == GENESIS
    draft = Draft(uuid4(), "Gemeente")
    assert put(door, draft) == Changes(months=("Gemeente",))
    [row] = log(database)
    assert (row.name, row.actor, row.op_id) == ("test.put", "jan", str(draft.op_id))
    assert row.at == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert door.head() == row.hash
    assert value(door) == "Gemeente"


def test_a_repeat_returns_the_first_result_and_changes_nothing(
    door: SqlDoor, database: Database
) -> None:
    draft = Draft(uuid4(), "Gemeente")
    first = put(door, draft)
    put(door, Draft(uuid4(), "Provincie"))
    assert put(door, draft) == first
    assert value(door) == "Provincie"
    assert len(log(database)) == 2


def test_results_come_back_in_their_own_class(door: SqlDoor) -> None:
    taken = Taken(1, "M000001", (1, 2), datetime(2026, 3, 3, 9, tzinfo=UTC), 990, ("Gratis",))
    op_id = uuid4()
    for _time in range(2):

        def work(unit: UnitOfWork) -> Taken:
            unit.settings.put("a", "b")
            return taken

        assert door.run(op_id, "test", None, work, Taken) == taken


def test_an_op_id_with_another_payload_is_refused(door: SqlDoor) -> None:
    draft = Draft(uuid4(), "Gemeente")
    put(door, draft)
    with pytest.raises(ConflictError, match=r"command\.reused"):
        put(door, Draft(draft.op_id, "Provincie"))
    assert value(door) == "Gemeente"


def test_an_erased_payload_leaves_the_chain_whole(door: SqlDoor, database: Database) -> None:
    draft = Draft(uuid4(), "Gemeente")
    put(door, draft)
    with database.write() as connection:
        connection.exec_driver_sql("DELETE FROM command_payload")  # as privacy law may ask
        connection.commit()
    with pytest.raises(ConflictError, match=r"command\.reused"):
        put(door, draft)
    assert put(door, Draft(uuid4(), "Provincie"))
    assert [row.seq for row in log(database)] == [1, 2]


def test_what_changes_nothing_writes_no_row(door: SqlDoor, database: Database) -> None:
    put(door, Draft(uuid4(), "Gemeente"))
    put(door, Draft(uuid4(), "Gemeente"))
    assert len(log(database)) == 1


def test_a_failure_rolls_everything_back(door: SqlDoor, database: Database) -> None:
    def work(unit: UnitOfWork) -> Changes:
        unit.settings.put("a", "b")
        raise InvalidInputError("test.refused")

    with pytest.raises(InvalidInputError):
        door.run(uuid4(), "test", None, work, Changes)
    assert value(door, "a") == ""
    assert log(database) == []


def test_a_version_that_was_rolled_back_is_forgotten(office: SqlDoor) -> None:
    with office.read() as work:
        version = work.catalog.product("PAP", datetime(2026, 3, 2, tzinfo=UTC).date())

    def fail(unit: UnitOfWork) -> Changes:
        unit.catalog.add_product_version(_priced(version, 1))
        raise InvalidInputError("test.refused")

    with pytest.raises(InvalidInputError):
        office.run(uuid4(), "test", None, fail, Changes)

    def add(unit: UnitOfWork) -> Changes:
        unit.catalog.add_product_version(_priced(version, 2))
        return Changes()

    office.run(uuid4(), "test", None, add, Changes)
    with office.read() as work:
        assert work.catalog.product("PAP", version.valid_from).price_cents == 2


def _priced(version: object, cents: int) -> object:
    from dataclasses import replace

    return replace(version, price_cents=cents)


def test_reading_cannot_write(door: SqlDoor) -> None:
    with pytest.raises(StorageError, match=r"storage\.read_only"), door.read() as work:
        work.settings.put("a", "b")


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(door: SqlDoor) -> None:
    put(door, Draft(uuid4(), "Gemeente"))
    with door.read() as work:
        assert work.settings.get("organisation") == "Gemeente"
        put(door, Draft(uuid4(), "Provincie"))
        assert work.settings.get("organisation") == "Gemeente"
    assert value(door) == "Provincie"


def test_many_desks_at_once_lose_and_double_nothing(
    database_url: str, door: SqlDoor, database: Database
) -> None:
    drafts = [Draft(uuid4(), str(number)) for number in range(12)]

    def send(draft: Draft) -> Changes:
        return put(door, draft, f"setting.{draft.value}")

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, drafts * 3))
    assert answers == [Changes(months=(draft.value,)) for draft in drafts] * 3
    rows = log(database)
    assert [row.seq for row in rows] == list(range(1, 13))
    assert [row.previous for row in rows] == [GENESIS, *(row.hash for row in rows[:-1])]


def test_the_zone_of_the_office_stands_in_its_database(database: Database) -> None:
    door = SqlDoor(database, "jan", FakeTime(), zone="America/New_York")
    with door.read() as work:
        assert work.zone == "America/New_York"
    put(door, Draft(uuid4(), "Europe/Brussels"), "zone")
    with door.read() as work:
        assert work.zone == "Europe/Brussels"


def test_a_store_opens_in_the_transaction(database: Database) -> None:
    opened: list[sa.Connection] = []

    def open_store(connection: sa.Connection) -> object:
        opened.append(connection)
        return connection

    door = SqlDoor(database, "jan", FakeTime(), stores={"keys": open_store})

    def work(unit: UnitOfWork) -> Changes:
        store = unit.stores("keys")
        assert unit.stores("keys") is store
        store.execute(sa.insert(setting), {"name": "keys", "value": "1"})
        raise InvalidInputError("test.refused")

    with pytest.raises(InvalidInputError):
        door.run(uuid4(), "test", None, work, Changes)
    assert len(opened) == 1
    assert value(door, "keys") == ""
    with door.read() as unit, pytest.raises(NotFoundError, match=r"plugin\.no_store"):
        unit.stores("rooms")


def test_nobody_is_no_actor(database: Database) -> None:
    with pytest.raises(InvalidInputError, match=r"storage\.no_actor"):
        SqlDoor(database, "")


@pytest.mark.logs
def test_a_clock_that_goes_back_is_clamped_and_then_stops_changes(
    door: SqlDoor, time_source: FakeTime
) -> None:
    put(door, Draft(uuid4(), "Gemeente"))
    stamp = time_source.at
    time_source.advance(minutes=-9)
    put(door, Draft(uuid4(), "Provincie"))
    with door.read() as work:
        assert work.now == stamp
    time_source.advance(minutes=-2)
    with pytest.raises(StorageError, match=r"time\.went_back"):
        put(door, Draft(uuid4(), "Rijk"))
    assert value(door) == "Provincie"


def test_without_a_time_source_the_database_or_host_tells_the_time(database: Database) -> None:
    door = SqlDoor(database, "jan")
    with door.read() as work:
        assert work.now.tzinfo is UTC
        assert work.now.microsecond == 0
        assert abs(work.now - datetime.now(UTC)) < timedelta(minutes=1)
