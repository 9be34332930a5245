"""The sections of the month report tie to the tables, asked in plain SQL, on both engines."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.sections import ReportMonth, fault_in
from fmdesk.core.domain.spec import Text
from fmdesk.core.sql.engine import Database
from fmdesk.plugins.bundled.supplies.articles import Stamp
from fmdesk.plugins.bundled.supplies.goods import (
    Count,
    HandOut,
    MovementQuery,
    Receipt,
    Transfer,
    Undo,
)
from fmdesk.plugins.bundled.supplies.store import SuppliesStore
from fmdesk.plugins.bundled.supplies.worth import (
    COUNTED,
    NO_GROUP,
    TOTAL,
    VALUE,
    counted_of_month,
    value_of_month,
)

OpenStore = Callable[[], AbstractContextManager[SuppliesStore]]
STORE, CUPBOARD = Text("Magazijn", "Storeroom"), Text("Kast 3", "Cupboard 3")
MARCH = ReportMonth(
    "2026-03",
    datetime(2026, 2, 28, 23, tzinfo=UTC),
    datetime(2026, 3, 31, 22, tzinfo=UTC),
    datetime(2026, 4, 2, 8, tzinfo=UTC),
)
APRIL = replace(MARCH, month="2026-04", start=MARCH.end, end=datetime(2026, 4, 30, 22, tzinfo=UTC))
APRIL = replace(APRIL, as_of=APRIL.end)
LAYERS = "select place, sum(cents) from supplies_layer group by place"
MOVEMENTS = "select place, sum(cents) from supplies_movement group by place"
ISSUED = "select place, sum(cents) from supplies_movement where kind = 'issue' group by place"


@pytest.fixture
def moved_store(open_store: OpenStore, stamp: Stamp) -> OpenStore:
    """Goods that came in before March, and all that can happen to them in March and April."""
    february = replace(stamp, at=stamp.at - timedelta(days=10), day=stamp.day - timedelta(days=10))
    april = replace(stamp, at=stamp.at + timedelta(days=32))
    with open_store() as store:
        store.save_article(replace(store.article("PAP"), group="Papier"))
        store.receive(Receipt("PAP", "MAG", 3, cents=1000), february)
        store.receive(Receipt("PEN", "MAG", 7, cents=999), february)
        store.receive(Receipt("PAP", "MAG", 5, cents=2000), stamp)
        wrong = store.receive(Receipt("PEN", "KAST", 7, cents=999), stamp)
        store.undo(Undo(wrong, "verkeerde kast"), stamp)
        store.transfer(Transfer("PAP", "MAG", "KAST", 2), stamp)
        store.hand_out(HandOut("PAP", "KAST", 1, "balie"), stamp)
        store.hand_out(HandOut("PEN", "MAG", 3, "cursus"), stamp)
        store.correct(Count("PAP", "MAG", 5, "telling maart"), stamp)
        store.correct(Count("PEN", "MAG", 6, "telling maart"), stamp)
        store.hand_out(HandOut("PAP", "MAG", 2, "na de maand"), april)
    return open_store


def asked(
    store: SuppliesStore, run: Callable[..., tuple[Any, ...]], month: ReportMonth | None
) -> tuple[Any, ...]:
    rows = run(SimpleNamespace(store=store), month)
    spec = VALUE if run is value_of_month else COUNTED
    assert fault_in(rows, len(spec.columns)) == "", "what the month takes"
    return rows


def sums(database: Database, query: str) -> dict[str, int]:
    """Return place and cents that plain SQL finds."""
    with database.read() as connection:
        return {place: int(cents) for place, cents in connection.execute(sa.text(query)) if cents}


def test_the_value_of_a_month_is_that_of_its_lots_and_movements(
    moved_store: OpenStore, bare_database: Database
) -> None:
    with moved_store() as store:
        rows = asked(store, value_of_month, MARCH)
        april = asked(store, value_of_month, APRIL)
    assert rows == (
        (CUPBOARD, "Papier", 0, 0, -333, 666, 0, 333),
        (STORE, NO_GROUP, 999, 0, -428, 0, 285, 856),
        (STORE, "Papier", 1000, 2000, 0, -666, -334, 2000),
        (TOTAL, "", 1999, 2000, -761, 0, -49, 3189),
    )
    assert [row[2] for row in april] == [row[-1] for row in rows], (
        "one month begins as another ends"
    )
    names = {CUPBOARD: "KAST", STORE: "MAG"}
    worth = dict.fromkeys(names.values(), 0)
    for place, _group, *amounts in april[:-1]:
        worth[names[place]] += amounts[-1]
    assert worth == sums(bare_database, LAYERS), "what is left of the lots"
    assert worth == sums(bare_database, MOVEMENTS)
    assert sum(row[4] for row in (rows[-1], april[-1])) == sum(sums(bare_database, ISSUED).values())


def test_differences_of_counts_stand_with_article_and_reason(
    moved_store: OpenStore, stamp: Stamp
) -> None:
    paper, pen = Text("Papier A4", "Paper A4"), Text("Pen blauw", "Blue pen")
    with moved_store() as store:
        assert asked(store, counted_of_month, MARCH) == (
            (STORE, paper, "telling maart", -1, -334),
            (STORE, pen, "telling maart", 2, 285),
            (TOTAL, "", "", 1, -49),
        )
        assert asked(store, counted_of_month, APRIL) == ()
        last = store.movements(MovementQuery("PEN"))[0].booking
        store.undo(Undo(last, "verkeerd geteld"), replace(stamp, at=stamp.at + timedelta(days=1)))
        assert asked(store, counted_of_month, MARCH) == (
            (STORE, paper, "telling maart", -1, -334),
            (TOTAL, "", "", -1, -334),
        ), "taken back"
        assert asked(store, value_of_month, MARCH)[-1][-2:] == (-334, 2904)
        before = asked(store, counted_of_month, replace(MARCH, as_of=stamp.at))
        assert before[-1][-1] == -49, "as of an earlier day it still stands"


def test_without_stock_or_month_there_is_nothing(open_store: OpenStore) -> None:
    with open_store() as store:
        for run in (value_of_month, counted_of_month):
            assert asked(store, run, MARCH) == run(SimpleNamespace(store=store), None) == ()
