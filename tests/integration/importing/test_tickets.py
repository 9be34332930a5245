"""Requests come in from a file: once, whole, and as if they had been taken at the desk."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import ConflictError, DomainError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.import_views import ImportResult
from fmdesk.core.domain.ticket import Line, LineState, Ticket
from fmdesk.core.domain.views import Changes, TicketFilter
from fmdesk.core.services import importing_plan
from fmdesk.core.services.importing import Importing
from fmdesk.core.sql.door import SqlDoor
from fmdesk.testing import FakeTime
from tests.integration.importing.conftest import HEADER

BringIn = Callable[..., ImportResult]
TWO = "1,lamp,2026-03-02 09:00,2026-03-03 10:00,,2\n2,lamp,2026-03-02 16:30,,2026-03-02 17:00,1\n"


def stored(door: SqlDoor, number: str) -> tuple[Ticket, Line, tuple[LineEvent, ...]]:
    with door.read() as work:
        ids = work.tickets.find_external("meldingen", [number])
        ticket = work.tickets.ticket(ids[number])
        return ticket, ticket.lines[0], work.tickets.events(ticket.lines[0].id)


def count(door: SqlDoor) -> int:
    with door.read() as work:
        return work.tickets.count(TicketFilter(), work.now)


def kinds(events: tuple[LineEvent, ...]) -> list[EventKind]:
    return [event.kind for event in events]


def test_a_row_becomes_a_ticket_like_one_taken_at_the_desk(
    door: SqlDoor, bring_in: BringIn
) -> None:
    result = bring_in(TWO)
    assert (result.read, result.added, result.bad_count) == (2, 2, 0)
    ticket, line, events = stored(door, "1")
    assert (ticket.source, ticket.external_id, ticket.channel) == ("meldingen", "1", "phone")
    assert ticket.subject == "Lamp vervangen"
    assert ticket.received_at == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert (line.quantity, line.price_cents, line.state) == (2, 2500, LineState.READY)
    assert line.due_at == datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
    assert line.ready_at == datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    assert kinds(events) == [EventKind.RECEIVED, EventKind.READY]
    with door.read() as work:
        assert line.unit_id == work.people.unit_by_code("gebouw").id
        assert line.cost_centre_id == work.people.cost_centre_by_code("4200").id
        version, _ = work.catalog.calendar("kantoor", ticket.received_at.date())
        assert line.pins.calendar_version_id == version


def test_a_due_time_of_the_source_is_the_one_that_counts(door: SqlDoor, bring_in: BringIn) -> None:
    bring_in(TWO)
    _, line, events = stored(door, "2")
    assert line.due_given == line.due_at == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
    assert (line.state, kinds(events)) == (LineState.NEW, [EventKind.RECEIVED])


def test_the_same_file_again_changes_nothing_and_leaves_no_trace(
    door: SqlDoor, bring_in: BringIn
) -> None:
    bring_in(TWO)
    head = door.head()
    again = bring_in(TWO)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert (count(door), door.head()) == (2, head)


def test_what_a_later_file_tells_is_added_to_the_events(door: SqlDoor, bring_in: BringIn) -> None:
    bring_in(TWO)
    later = TWO.replace("16:30,,2026-03-02 17:00", "16:30,2026-03-05 11:00,2026-03-06 17:00")
    result = bring_in(later.replace("09:00,2026-03-03 10:00", "09:00,2026-03-03 11:00"))
    assert (result.added, result.changed, result.unchanged) == (0, 2, 0)
    _, closed, events = stored(door, "2")
    assert (closed.state, closed.due_given) == (
        LineState.READY,
        datetime(2026, 3, 6, 16, 0, tzinfo=UTC),
    )
    assert kinds(events) == [EventKind.RECEIVED, EventKind.READY]
    _, corrected, events = stored(door, "1")
    assert kinds(events)[-1] is EventKind.CORRECTED
    assert corrected.ready_at == datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
    assert bring_in(later.replace("09:00,2026-03-03 10:00", "09:00,2026-03-03 11:00")).changed == 0


def test_what_a_line_has_pinned_is_never_changed(door: SqlDoor, bring_in: BringIn) -> None:
    bring_in(TWO)
    result = bring_in(TWO.replace(",,2\n", ",,3\n"), keep_good=True)
    (bad,) = result.bad
    assert (bad.line, bad.column, bad.code) == (2, "aantal", "import.pinned")
    assert result.unchanged == 1
    assert stored(door, "1")[1].quantity == 2


@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [
        ("3,lamp,2026-03-29 02:30,,,1", "open", "2026-03-29 02:30", "import.local_gap"),
        ("3,lampje,2026-03-02 09:00,,,1", "product", "lampje", "import.unknown_product"),
        ("3,lamp,2019-03-02 09:00,,,1", "product", "lamp", "import.unknown_product"),
        ("3,lamp,gisteren,,,1", "open", "gisteren", "import.not_date"),
        ("3,lamp,,,,1", "open", "", "import.value_missing"),
        (
            "3,lamp,2026-03-02 09:00,2026-03-01 09:00,,1",
            "dicht",
            "2026-03-01 09:00",
            "import.order_of_times",
        ),
        ("3,lamp,2026-06-02 09:00,,,1", "open", "2026-06-02 09:00", "import.later"),
        ("3,lamp,2026-03-02 09:00,,,0", "aantal", "0", "import.quantity"),
        ("3,lamp,2026-03-02 09:00,,,half", "aantal", "half", "import.not_integer"),
        ("1,lamp,2026-03-02 09:00,,,1", "nr", "1", "import.twice"),
        ("3,lamp,2026-03-02 09:00", "", "", "import.cell_count"),
    ],
)
def test_one_bad_row_refuses_the_file_unless_the_good_are_kept(
    door: SqlDoor, bring_in: BringIn, row: str, column: str, value: str, code: str
) -> None:
    refused = bring_in(f"{TWO}{row}\n")
    assert refused.is_refused
    (bad,) = refused.bad
    assert (bad.line, bad.column, bad.value, bad.code) == (4, column, value, code)
    assert count(door) == 0
    kept = bring_in(f"{TWO}{row}\n", keep_good=True)
    assert (kept.added, kept.bad_count, kept.is_refused, count(door)) == (2, 1, False, 2)


def test_what_the_mapping_itself_gives_wrong_is_named_in_brackets(
    door: SqlDoor, bring_in: BringIn, tmp_path: Path
) -> None:
    bring_in("")  # writes the mapping
    mapping = tmp_path / "meldingen.toml"
    mapping.write_text(mapping.read_text().replace('"phone"', '"duif"'), encoding="utf-8")
    path = tmp_path / "meldingen.csv"
    path.write_text(f"{HEADER}{TWO}", encoding="utf-8")
    result = Importing(door).run(path, str(mapping))
    assert {(bad.column, bad.code) for bad in result.bad} == {
        ("[channel]", "import.unknown_channel")
    }


def test_a_time_that_was_there_twice_is_taken_with_a_warning(bring_in: BringIn) -> None:
    result = bring_in("1,lamp,2025-10-26 02:30,,,1\n")
    (warning,) = result.warnings
    assert (warning.line, warning.column, warning.code) == (2, "open", "import.local_twice")
    assert (warning.is_warning, result.added) == (True, 1)


def test_a_dry_run_tells_the_same_and_writes_nothing(door: SqlDoor, bring_in: BringIn) -> None:
    head = door.head()
    dry = bring_in(f"{TWO}3,lampje,2026-03-02 09:00,,,1\n", is_dry_run=True, keep_good=True)
    assert (dry.is_dry_run, dry.added, dry.bad_count) == (True, 2, 1)
    assert (count(door), door.head()) == (0, head)


class Stopper:
    """A progress that is cancelled after some reports."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.reports: list[tuple[int, int]] = []

    def report(self, done: int, total: int) -> None:
        self.reports.append((done, total))

    def is_cancelled(self) -> bool:
        return len(self.reports) >= self.after


def test_cancelling_rolls_everything_back(
    door: SqlDoor, bring_in: BringIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing_plan, "PIECE", 10)
    rows = "".join(f"{number},lamp,2026-03-02 09:00,,,1\n" for number in range(100))
    head, stopper = door.head(), Stopper(after=3)
    with pytest.raises(DomainError, match=r"job\.cancelled"):
        bring_in(rows, progress=stopper)
    assert (count(door), door.head(), len(stopper.reports)) == (0, head, 3)
    watched = Stopper(after=1000)
    assert bring_in(rows, progress=watched).added == 100
    done, total = watched.reports[-1]
    assert done == total
    assert watched.reports == sorted(watched.reports)


def test_a_repeated_command_is_answered_from_the_log(door: SqlDoor, bring_in: BringIn) -> None:
    op_id = uuid4()
    first = bring_in(TWO, op_id=op_id)
    assert bring_in(TWO, op_id=op_id) == first
    with pytest.raises(ConflictError, match=r"command\.reused"):
        bring_in(TWO + "3,lamp,2026-03-02 09:00,,,1\n", op_id=op_id)
    assert count(door) == 2


def test_an_import_that_takes_too_long_is_stopped(
    bring_in: BringIn, door: SqlDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing_plan, "PIECE", 1)
    monkeypatch.setattr(importing_plan, "SECONDS_MOST", -60)
    with pytest.raises(DomainError, match=r"import\.too_slow"):
        bring_in(TWO)
    assert count(door) == 0


def test_lines_keep_the_version_of_their_day(
    door: SqlDoor, bring_in: BringIn, time_source: FakeTime
) -> None:
    """Pins are found with few questions; a price that changed in between must not be missed."""

    def dearer(work: object) -> Changes:
        product = work.catalog.product("lamp", datetime(2026, 4, 1, tzinfo=UTC).date())
        for day, cents in ((10, 1500), (20, 1750)):
            changed = {"id": 0, "price_cents": cents, "valid_from": datetime(2026, 4, day).date()}  # noqa: DTZ001
            work.catalog.add_product_version(type(product)(**{**_fields(product), **changed}))
        return Changes()

    door.run(uuid4(), "test.price", None, dearer, Changes)
    start = datetime(2026, 4, 1, 10, 0)  # noqa: DTZ001  # as the file writes it
    days = [start + timedelta(days=number) for number in (0, 25, 5, 12, 9, 19, 8, 30)]
    rows = "".join(f"{number},lamp,{day},,,1\n" for number, day in enumerate(days))
    assert bring_in(rows).added == len(days)
    prices = [stored(door, str(number))[1].price_cents for number in range(len(days))]
    assert prices == [1250, 1750, 1250, 1500, 1500, 1750, 1250, 1750]


def _fields(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__slots__}
