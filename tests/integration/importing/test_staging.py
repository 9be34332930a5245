"""Others go on working while a file is read, and nothing wrong gets in through what they change."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import ConflictError, DomainError, StorageError
from fmdesk.core.domain.import_views import ImportResult
from fmdesk.core.domain.ticket import Ticket
from fmdesk.core.domain.views import Changes, TicketFilter
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services import importing, importing_plan
from fmdesk.core.services.importing import Importing
from fmdesk.core.services.importing_plan import Plan
from fmdesk.core.services.importing_tickets import TicketWriter
from fmdesk.core.sql import staging
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.testing import FakeTime
from tests.integration.importing.conftest import HEADER

BringIn = Callable[..., ImportResult]
Act = Callable[[], object]
ROWS = "".join(f"{number},lamp,2026-03-02 09:00,,,1\n" for number in range(1, 51))


@pytest.fixture
def neighbour(door: SqlDoor, database_url: str, time_source: FakeTime) -> Iterator[SqlDoor]:
    """Another desk, with connections of its own; it does not wait for a lock."""
    database = open_database(database_url, busy_ms=1)
    with closing(database):
        yield SqlDoor(database, actor="piet", time_source=time_source)


class Meanwhile:
    """A progress at whose first reports something else is done."""

    def __init__(self, *acts: Act) -> None:
        self.acts = list(acts)
        self.reports: list[tuple[int, int]] = []

    def report(self, done: int, total: int) -> None:
        self.reports.append((done, total))
        if self.acts:
            self.acts.pop(0)()

    def is_cancelled(self) -> bool:
        return False


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """Every plan that is made, in pieces of ten rows."""
    made: list[Plan] = []
    make = Plan.make

    def count(plan: Plan, work: UnitOfWork) -> ImportResult:
        made.append(plan)
        return make(plan, work)

    monkeypatch.setattr(importing_plan, "PIECE", 10)
    monkeypatch.setattr(Plan, "make", count)
    return made


def put(door: SqlDoor) -> Changes:
    def work(unit: UnitOfWork) -> Changes:
        unit.settings.put("organisation", str(uuid4()))
        return Changes()

    return door.run(uuid4(), "test.put", None, work, Changes)


def take(door: SqlDoor) -> Changes:
    """Take a ticket, as a desk does."""

    def work(unit: UnitOfWork) -> Changes:
        found = unit.tickets.find_external("meldingen", ["1"])
        assert not found, "what is imported must not be seen yet"
        ticket = Ticket(0, "", None, None, "phone", unit.now, unit.now, "piet", "Vraag")
        unit.tickets.add_ticket(ticket)
        return Changes()

    return door.run(uuid4(), "test.take", None, work, Changes)


def dearer(door: SqlDoor) -> Changes:
    """Give the lamp another price from February on."""

    def work(unit: UnitOfWork) -> Changes:
        lamp = unit.catalog.product("lamp", unit.now.date())
        first = datetime(2026, 2, 1, tzinfo=UTC).date()
        changed = replace(lamp, id=0, price_cents=lamp.price_cents + 1, valid_from=first)
        unit.catalog.add_product_version(changed)
        return Changes()

    return door.run(uuid4(), "test.price", None, work, Changes)


def prices(door: SqlDoor) -> set[int]:
    with door.read() as work:
        ids = work.tickets.find_external("meldingen", [str(number) for number in range(1, 51)])
        return {work.tickets.ticket(number).lines[0].price_cents for number in ids.values()}


def count(door: SqlDoor) -> int:
    with door.read() as work:
        return work.tickets.count(TicketFilter(), work.now)


def test_a_neighbour_takes_tickets_while_a_file_is_read(
    door: SqlDoor, neighbour: SqlDoor, bring_in: BringIn, plans: list[Plan]
) -> None:
    """The numbers that the neighbour takes are not the import's either."""
    busy = Meanwhile(*[lambda: take(neighbour)] * 4)
    assert bring_in(ROWS, progress=busy).added == 50
    assert (busy.acts, len(plans)) == ([], 1)
    with door.read() as work:
        ids = work.tickets.find_external("meldingen", [str(number) for number in range(1, 51)])
        tickets = [work.tickets.ticket(number) for number in ids.values()]
    assert {ticket.number for ticket in tickets} == {f"M{number:06d}" for number in ids.values()}
    assert min(ids.values()) > 4
    assert {len(ticket.lines) for ticket in tickets} == {1}
    assert count(door) == 50  # the neighbour's tickets have no lines


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_control_a_neighbour_is_locked_out_while_it_is_written(
    neighbour: SqlDoor, bring_in: BringIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This is what the test above would find if reading held the lock."""
    carry_out = Plan.carry_out
    told: list[str] = []

    def watched(plan: Plan, work: UnitOfWork) -> ImportResult:
        with pytest.raises(StorageError) as caught:
            take(neighbour)
        told.append(caught.value.code)
        return carry_out(plan, work)

    monkeypatch.setattr(Plan, "carry_out", watched)
    assert bring_in(ROWS).added == 50
    assert told == ["storage.locked"]


def test_a_change_that_does_not_matter_costs_nothing(
    neighbour: SqlDoor, bring_in: BringIn, plans: list[Plan]
) -> None:
    assert bring_in(ROWS, progress=Meanwhile(lambda: put(neighbour))).added == 50
    assert len(plans) == 1


def test_a_price_that_changes_meanwhile_is_the_one_that_counts(
    door: SqlDoor, neighbour: SqlDoor, bring_in: BringIn, plans: list[Plan]
) -> None:
    assert bring_in(ROWS, progress=Meanwhile(lambda: dearer(neighbour))).added == 50
    assert len(plans) == 2
    assert prices(door) == {1251}


def test_a_cost_centre_that_moves_meanwhile_is_the_one_that_counts(
    door: SqlDoor, neighbour: SqlDoor, bring_in: BringIn, plans: list[Plan]
) -> None:
    def move() -> None:
        def work(unit: UnitOfWork) -> Changes:
            other = next(one for one in unit.people.departments() if one.code == "sociaal")
            payer = unit.people.cost_centre_by_code("4200")
            unit.people.save_cost_centre(replace(payer, department_id=other.id))
            return Changes()

        neighbour.run(uuid4(), "test.move", None, work, Changes)

    assert bring_in(ROWS, progress=Meanwhile(move)).added == 50
    assert len(plans) == 2
    with door.read() as work:
        (found,) = work.tickets.find_external("meldingen", ["7"]).values()
        line = work.tickets.ticket(found).lines[0]
        assert line.department_id == work.people.cost_centre_by_code("4200").department_id


def test_without_asking_again_the_old_price_gets_in(
    door: SqlDoor,
    neighbour: SqlDoor,
    bring_in: BringIn,
    plans: list[Plan],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control of the two tests above."""
    monkeypatch.setattr(TicketWriter, "still_holds", lambda *_given: True)
    bring_in(ROWS, progress=Meanwhile(lambda: dearer(neighbour)))
    assert (len(plans), prices(door)) == (1, {1250})


@pytest.mark.logs  # psycopg tells of the batch that came second
def test_two_imports_of_one_file_at_once_store_it_once(
    door: SqlDoor, neighbour: SqlDoor, bring_in: BringIn, tmp_path: Path, plans: list[Plan]
) -> None:
    other = Importing(neighbour)

    def same() -> None:
        result = other.run(tmp_path / "meldingen.csv", str(tmp_path / "meldingen.toml"))
        assert result.added == 50

    result = bring_in(ROWS, progress=Meanwhile(same))
    assert (result.added, result.unchanged, count(door)) == (0, 50, 50)
    assert len(plans) == 3


def test_lines_that_others_work_on_are_judged_as_they_stand_when_it_is_written(
    door: SqlDoor, neighbour: SqlDoor, bring_in: BringIn, plans: list[Plan]
) -> None:
    bring_in(ROWS)
    closed = ROWS.replace("09:00,,", "09:00,2026-03-03 10:00,")

    def close_first() -> None:
        with neighbour.read() as work:
            numbers = work.tickets.find_external("meldingen", ["1"])
            line = work.tickets.ticket(numbers["1"]).lines[0]

        def work_on(unit: UnitOfWork) -> Changes:
            unit.tickets.update_line(replace(unit.tickets.line(line.id), details={"merk": "x"}))
            return Changes()

        neighbour.run(uuid4(), "test.note", None, work_on, Changes)

    plans.clear()
    assert bring_in(closed, progress=Meanwhile(close_first)).changed == 50
    assert len(plans) == 1
    with door.read() as work:
        (found,) = work.tickets.find_external("meldingen", ["1"]).values()
        line = work.tickets.ticket(found).lines[0]
    assert (line.details, line.state.value) == ({"merk": "x"}, "ready")


def test_who_never_finds_a_quiet_moment_is_told_so(
    door: SqlDoor, neighbour: SqlDoor, bring_in: BringIn, plans: list[Plan]
) -> None:
    busy = Meanwhile(*[lambda: dearer(neighbour)] * 100)
    with pytest.raises(ConflictError, match=r"import\.moved"):
        bring_in(ROWS, progress=busy)
    assert len(plans) == importing.TRIES
    assert count(door) == 0


def test_a_file_that_is_still_being_written_is_not_imported(
    door: SqlDoor, bring_in: BringIn, tmp_path: Path, plans: list[Plan]
) -> None:
    def go_on() -> None:
        with (tmp_path / "meldingen.csv").open("a") as file:
            file.write("99,lamp,2026-03-02 09:00,,,1\n")

    with pytest.raises(DomainError, match=r"import\.file_changed"):
        bring_in(ROWS, progress=Meanwhile(go_on))
    assert (count(door), len(plans)) == (0, 1)


def test_no_room_for_what_waits_is_told(
    door: SqlDoor, bring_in: BringIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(staging.Spool, "add", full)
    with pytest.raises(StorageError, match=r"import\.no_room"):
        bring_in(ROWS)
    assert count(door) == 0


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_no_room_to_lay_it_ready_is_told(
    door: SqlDoor, bring_in: BringIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay = staging._lay

    def cramped(driver: SimpleNamespace, waiting: object) -> None:
        driver.execute("PRAGMA staged.max_page_count=2")
        lay(driver, waiting)

    monkeypatch.setattr(staging, "_lay", cramped)
    with pytest.raises(StorageError, match=r"import\.no_room"):
        bring_in(ROWS)
    monkeypatch.setattr(staging, "_lay", lay)
    assert count(door) == 0
    assert bring_in(ROWS).added == 50


def test_the_progress_ends_when_all_is_written(bring_in: BringIn, plans: list[Plan]) -> None:
    real, tried = Meanwhile(), Meanwhile()
    bring_in(ROWS, progress=tried, is_dry_run=True)
    bring_in(ROWS, progress=real)
    size = len(HEADER + ROWS)
    assert tried.reports[-1] == (size, size)
    assert real.reports[-2:] == [(size, size + size // 2), (size + size // 2, size + size // 2)]
