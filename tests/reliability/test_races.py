"""Many clients at once: stock, ledger, closing and edits stay right, on both databases.

Each client has connections of its own, as workstations have. Nothing is asserted about speed.
"""

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError, DomainError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ledger import EntryKey, EntryKind, JournalEntry, charge
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.ticket import EventDraft
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.core.sql.tables import journal_entry
from fmdesk.plugins.bundled.supplies.articles import StockQuery
from fmdesk.plugins.host import PluginHost
from fmdesk.rules.engine import open_engine
from fmdesk.testing import FakeTime
from tests.integration.month.conftest import SmallOffice
from tests.integration.supplies import test_supplies_orders as supplies
from tests.reliability.conftest import Tell
from tests.reliability.often import often

CLIENTS = often(8, 32)
ORDERS = often(3, 25)
"""Orders of each client."""
KEYS = often(40, 150)
CLOSES = often(8, 200)
POSTERS = 3
"""Clients that post into a month while another one closes it."""
EDITORS, EDITS = often(4, 16), often(48, 500)
PATIENCE_MS = 600_000


@pytest.fixture
def databases(database_url: str) -> Iterator[list[Database]]:
    """One database per client, all the same."""
    made = [open_database(database_url, busy_ms=PATIENCE_MS) for _ in range(CLIENTS)]
    yield made
    for one in made:
        one.close()


@pytest.fixture
def doors(databases: list[Database], time_source: FakeTime) -> list[SqlDoor]:
    """One door per client."""
    return [SqlDoor(one, f"client {at}", time_source) for at, one in enumerate(databases)]


def together(works: Sequence[Callable[[], object]]) -> list[object]:
    """Run all at once, each in a thread of its own, and return their answers."""
    begin = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        begin.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [one.result() for one in [pool.submit(run, work) for work in works]]


def change(door: SqlDoor, work: Callable[[UnitOfWork], object]) -> None:
    """Run something as a command."""

    def changed(unit: UnitOfWork) -> Changes:
        work(unit)
        return Changes()

    door.run(uuid4(), "test.change", None, changed, Changes)


# --- stock -----------------------------------------------------------------------------------


def test_stock_is_never_promised_twice_nor_below_nothing(
    database_url: str, databases: list[Database], time_source: FakeTime, tell: Tell
) -> None:
    host = PluginHost(passing=supplies.DATABASE_ERRORS)
    host.start()
    with databases[0].write() as connection:
        supplies.upgrade_plugin(connection, host.schemas()["supplies"])
        connection.commit()
    desks = [
        supplies.Desk(one, host, SqlDoor(one, "jan", time_source, stores=host.stores()))
        for one in databases
    ]
    first = desks[0]
    change(first.door, supplies.build)
    first.extensions.run(uuid4(), "supplies", "load", supplies.LOAD)
    first.extensions.enable(uuid4(), "supplies")
    change(first.door, supplies.offer)
    first.receive(CLIENTS)
    stock = first.stock()[0]
    counts = {"delivered": 0, "cancelled": 0, "refused": 0}
    lock = threading.Lock()

    def work(desk: supplies.Desk, chance: random.Random) -> None:
        for _order in range(ORDERS):
            line = desk.order(1)
            kind = chance.choice((EventKind.DELIVERED, EventKind.CANCELLED))
            outcome = "delivered" if kind is EventKind.DELIVERED else "cancelled"
            try:
                desk.record(line, kind, quantity=1, reason="proef")
            except DomainError:
                outcome = "refused"
            (row,) = desk.extensions.ask("supplies", "stock", StockQuery(("PAP",)))
            assert 0 <= row.reserved <= row.on_hand
            with lock:
                counts[outcome] += 1

    together([
        lambda desk=desk, at=at: work(desk, random.Random(at)) for at, desk in enumerate(desks)
    ])  # fmt: skip
    tell(f"{CLIENTS} clients, {CLIENTS * ORDERS} orders of {stock} pieces: {counts}")
    assert counts["delivered"] > 0 < counts["cancelled"]
    on_hand, reserved, _waited_for = first.stock()
    assert on_hand == stock - counts["delivered"] >= reserved
    with first.door.read() as unit:
        assert unit.stores("supplies").differences() == ()


# --- ledger and closing ----------------------------------------------------------------------


@pytest.fixture
def line(database_url: str, time_source: FakeTime) -> Iterator[tuple[SmallOffice, int]]:
    """An office and a line of it."""
    office = SmallOffice(database_url, time_source, open_engine("reference"))
    office.build()
    yield office, office.order(10 * EDITS).line_ids[0]
    office.close()


def entry(line_id: int, part: int, month: str) -> JournalEntry:
    """Return a charge under the key of a part."""
    key = EntryKey(line_id, part, 1, 0, EntryKind.CHARGE)
    return charge(key, month, cost_centre_id=1, unit_id=1, cents=100 + part, reference="levering")


def post(door: SqlDoor, entries: Sequence[JournalEntry]) -> int:
    """Post entries, again when somebody posts the same at that moment; return the new ones."""
    counts: list[int] = []
    while True:
        try:
            change(door, lambda unit: counts.append(unit.ledger.post(entries)))
        except ConflictError as problem:
            if problem.code != "storage.taken":
                raise
        else:
            return counts[-1]


def stored_entries(connection: sa.Connection, month: str) -> int:
    """Count the entries of a month."""
    query = sa.select(sa.func.count()).where(journal_entry.c.month == month)
    return int(connection.execute(query).scalar_one())


@pytest.mark.logs  # the driver tells of each batch that met a taken key
def test_exactly_one_row_per_key(
    doors: list[SqlDoor], line: tuple[SmallOffice, int], tell: Tell
) -> None:
    """Each client posts every key, in an order of its own and a few at a time."""
    entries = [entry(line[1], part, "2026-03") for part in range(1, KEYS + 1)]

    def work(door: SqlDoor, chance: random.Random) -> int:
        mine = chance.sample(entries, KEYS)
        return sum(post(door, mine[first : first + 10]) for first in range(0, KEYS, 10))

    new = together([
        lambda door=door, at=at: work(door, random.Random(at)) for at, door in enumerate(doors)
    ])  # fmt: skip
    tell(f"{CLIENTS} clients posted {CLIENTS * KEYS} entries under {KEYS} keys")
    with doors[0].database.read() as connection:
        assert sum(new) == KEYS == stored_entries(connection, "2026-03")


def closed_under_way(
    doors: Sequence[SqlDoor],
    line_id: int,
    rounds: range,
    close: Callable[[SqlDoor, Month, Callable[[], object]], int],
) -> tuple[int, int]:
    """Let some post into a month while another closes it, round after round.

    Returns:
        Months whose frozen count is not what stands in them, and entries that came too late.
    """
    closer, posters = doors[0], doors[1:]
    wrong = late = 0
    for number in rounds:
        month = Month(1970 + number // 12, number % 12 + 1)

        def try_to_post(door: SqlDoor, part: int, month: Month = month) -> bool:
            try:
                post(door, [entry(line_id, part, str(month))])
            except ConflictError as problem:
                if problem.code != "month.closed":
                    raise
                return False
            return True

        attempts = [
            lambda door=door, part=10 * number + at: try_to_post(door, part)
            for at, door in enumerate(posters, start=1)
        ]
        works = [partial(close, closer, month, attempts[0]), *attempts[1:]]
        counted, *posted = together(works)
        with closer.database.read() as connection:
            wrong += counted != stored_entries(connection, str(month))
        late += posted.count(False)
    return wrong, late


def close_well(door: SqlDoor, month: Month, post_first: Callable[[], object]) -> int:
    """Count and freeze under the lock of the period."""
    counts: list[int] = []

    def work(unit: UnitOfWork) -> None:
        period = unit.periods.lock(month)
        counts.append(sum(1 for _ in unit.ledger.entries_of_month(month)))
        unit.periods.close(period, b"%d" % counts[-1], {})

    post_first()
    change(door, work)
    return counts[-1]


def close_badly(door: SqlDoor, month: Month, post_first: Callable[[], object]) -> int:
    """Count first and lock then: what is posted in between is missed."""
    with door.read() as unit:
        count = sum(1 for _ in unit.ledger.entries_of_month(month))
    post_first()
    change(door, lambda unit: unit.periods.close(unit.periods.lock(month), b"%d" % count, {}))
    return count


def test_what_is_posted_while_a_month_closes_is_in_it_or_refused(
    doors: list[SqlDoor], line: tuple[SmallOffice, int], tell: Tell
) -> None:
    groups = [doors[at : at + POSTERS + 1] for at in range(0, CLIENTS, POSTERS + 1)]
    each = CLOSES // len(groups)
    answers = together([
        lambda group=group, at=at: closed_under_way(
            group, line[1], range(at * each, (at + 1) * each), close_well
        )
        for at, group in enumerate(groups)
    ])  # fmt: skip
    late = sum(answer[1] for answer in answers)
    tell(f"{each * len(groups)} months closed, {late} of {each * len(groups) * 2} came too late")
    assert [answer[0] for answer in answers] == [0] * len(groups)
    balance = "SELECT coalesce(sum(cents), 0) FROM journal_row"
    with doors[0].database.read() as connection:
        assert connection.exec_driver_sql(balance).scalar_one() == 0


def test_control_a_close_that_counts_before_it_locks_is_wrong(
    doors: list[SqlDoor], line: tuple[SmallOffice, int]
) -> None:
    wrong, _late = closed_under_way(doors[: POSTERS + 1], line[1], range(4), close_badly)
    assert wrong == 4


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_the_first_posting_of_a_month_holds_up_its_close(
    doors: list[SqlDoor], line: tuple[SmallOffice, int]
) -> None:
    """Nobody has used the month before, so there is no row of it that could be locked."""
    poster, closer, watcher = doors[:3]
    month = Month(2026, 5)
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"

    def work(unit: UnitOfWork) -> None:
        unit.ledger.post([entry(line[1], 1, str(month))])
        closing = pool.submit(close_well, closer, month, lambda: None)
        while not closing.done():
            with watcher.database.read() as connection:
                if connection.exec_driver_sql(waiting).scalar_one():
                    break
        counted.append(closing)

    counted: list[Future[int]] = []
    with ThreadPoolExecutor(1) as pool:
        change(poster, work)
        assert counted[0].result() == 1


# --- two desks -------------------------------------------------------------------------------


def edited(
    offices: Sequence[SmallOffice], line_id: int, version: Callable[[int], int]
) -> tuple[int, int]:
    """Let all record deliveries of one piece on one line; return accepted and refused ones."""
    lock, left = threading.Lock(), [EDITS]

    def work(office: SmallOffice) -> tuple[int, int]:
        accepted = refused = 0
        while True:
            with lock:
                if not left[0]:
                    return accepted, refused
                left[0] -= 1
            with office.door.read() as unit:
                seen = unit.tickets.line(line_id).version
            draft = EventDraft(uuid4(), line_id, EventKind.DELIVERED, version(seen), quantity=1)
            try:
                office.fulfilment.record(draft)
            except ConflictError as problem:
                if problem.code not in ("fulfilment.changed", "line.changed"):
                    raise
                refused += 1
            else:
                accepted += 1

    answers = together([lambda office=office: work(office) for office in offices])
    return tuple(map(sum, zip(*answers, strict=True)))


def test_two_desks_never_lose_an_edit_silently(
    database_url: str, line: tuple[SmallOffice, int], tell: Tell
) -> None:
    first, line_id = line
    offices = [SmallOffice(database_url, first.time, first.engine) for _ in range(EDITORS)]
    with first.door.read() as unit:
        before = unit.tickets.line(line_id).version
    accepted, refused = edited(offices, line_id, lambda seen: seen)
    tell(f"{EDITORS} desks, {EDITS} edits: {accepted} accepted, {refused} told of another's")
    assert accepted + refused == EDITS
    assert accepted > 0
    with first.door.read() as unit:
        assert unit.tickets.line(line_id).version - before == accepted
        delivered = [one for one in unit.tickets.events(line_id) if one.quantity]
        assert sum(one.quantity or 0 for one in delivered) == accepted
    for office in offices:
        office.close()
