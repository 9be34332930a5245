"""The charter of the source text: a stock article within 24 clock hours, else it is not charged."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.core.domain.charter import (
    Charter,
    Condition,
    Conditions,
    Operator,
)
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.views import Changes, MonthFigures
from fmdesk.core.ports import RuleEngine, UnitOfWork
from fmdesk.core.services.month import Months
from fmdesk.rules.engine import open_engine
from fmdesk.testing import FakeTime, plain_charter
from tests.integration.month.conftest import Quiet
from tests.integration.month.stories import NoPaper
from tests.integration.supplies.test_supplies_orders import Desk
from tests.integration.supplies.test_supplies_story import open_desk

PACK = 495
MONTH = "2026-03"


def promise(code: str, fact: str, rank: int) -> Charter:
    """Return the charter on lines of which a fact of the plugin is true."""
    asks = Conditions(items=(Condition(fact, Operator.EQ, True),))
    return plain_charter(id=0, code=code, applies_when=asks, rank=rank)


@pytest.fixture(scope="module")
def engine() -> Iterator[RuleEngine]:
    """The real engine, one for these tests."""
    made = open_engine()
    yield made
    made.close()


@pytest.fixture
def desk(storeroom: Path) -> Iterator[Desk]:
    """A desk with ten packs of paper."""
    with open_desk(storeroom) as made:
        yield made


def adopt(desk: Desk, *charters: Charter) -> None:
    def add(work: UnitOfWork) -> Changes:
        for one in charters:
            work.catalog.add_charter_version(one)
        return Changes()

    desk.door.run(uuid4(), "test.charters", None, add, Changes)


def control(desk: Desk, engine: RuleEngine) -> MonthFigures:
    months = Months(desk.door, engine, desk.gateway, NoPaper())
    return months.control(MONTH, Quiet())


def advance(desk: Desk, hours: int) -> None:
    time = desk.door.time_source
    assert isinstance(time, FakeTime)
    time.advance(hours=hours)


def test_running_out_of_stock_does_not_void_the_promise(desk: Desk, engine: RuleEngine) -> None:
    adopt(desk, promise("literal", "supplies.stock_article", 10))
    line = desk.order(12)
    assert line.facts["supplies.from_stock"] is False
    advance(desk, 20)
    desk.record(line, EventKind.DELIVERED, quantity=10)
    desk.receive(2)
    advance(desk, 28)
    desk.record(line, EventKind.DELIVERED, quantity=2)
    total = control(desk, engine).total
    assert (total.kept, total.broken) == (1, 1)
    assert (total.charged_cents, total.credited_cents) == (12 * PACK, 2 * PACK)


def test_an_office_may_promise_only_what_was_reserved_at_once(
    desk: Desk, engine: RuleEngine
) -> None:
    """Both charters on the same lines: what differs is the line that had to wait."""
    literal = promise("literal", "supplies.stock_article", 10)
    reserved = promise("reserved", "supplies.from_stock", 20)
    adopt(desk, literal, replace(reserved, code="reserved"))
    there, waiting = desk.order(10), desk.order(3)
    advance(desk, 48)
    desk.record(there, EventKind.DELIVERED, quantity=10)
    desk.receive(3)
    desk.record(waiting, EventKind.DELIVERED, quantity=3)
    rows = {row.key: row.month for row in control(desk, engine).rows if row.dimension == "charter"}
    assert (rows["literal"].broken, rows["literal"].not_applicable) == (2, 0)
    assert (rows["reserved"].broken, rows["reserved"].not_applicable) == (1, 1)
    assert rows["literal"].credited_cents == 13 * PACK, "nothing is credited twice"
    assert rows["reserved"].credited_cents == 0


def test_what_is_bought_to_order_is_no_stock_article(desk: Desk, engine: RuleEngine) -> None:
    adopt(desk, promise("literal", "supplies.stock_article", 10))
    line = desk.order(1, "lamp")
    advance(desk, 100)
    desk.record(line, EventKind.DELIVERED, quantity=1)
    total = control(desk, engine).total
    assert (total.broken, total.not_applicable, total.credited_cents) == (0, 1, 0)
    assert total.charged_cents == PACK


def test_stock_that_comes_and_goes_later_does_not_change_the_promise(
    desk: Desk, engine: RuleEngine
) -> None:
    adopt(desk, promise("reserved", "supplies.from_stock", 20))
    line = desk.order(4)
    desk.extensions.run(
        uuid4(),
        "supplies",
        "correct",
        {"article": "PAP", "place": "MAG", "counted": 0, "reason": "lekkage"},
    )
    assert desk.stock() == (0, 0, 4)
    advance(desk, 30)
    desk.receive(4)
    desk.record(line, EventKind.DELIVERED, quantity=4)
    total = control(desk, engine).total
    assert (total.broken, total.credited_cents) == (1, 4 * PACK)
