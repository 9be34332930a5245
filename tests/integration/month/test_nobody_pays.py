"""What is credited of a free line that nobody pays: it is no waiver, and its growth no move.

Late costs 2.50, and 0.75 more for every whole day over, above the price, which is nothing. The line
is never delivered; October closes on 2 November and November on 2 December.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from fmdesk.core.domain.charter import Sanction, SanctionKind
from fmdesk.core.domain.ledger import AccountKind, EntryKind
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.domain.views import Changes, MonthFigures
from fmdesk.core.ports import UnitOfWork
from fmdesk.testing import FakeTime, Fill
from tests.integration.month.conftest import LATE_BREAK, MONDAY, NO_ENGINE, SmallOffice, charter
from tests.integration.month.stories import balance, close_month, sanctions_of

FIRST, GROWN = 2_50 + 27 * 75, 30 * 75
"""Late from 6 October on: 27 whole days until 2 November, and 30 more until 2 December."""


def free_of_charge(url: str) -> None:
    """Put an office whose paper is free into a database."""
    stepped = Sanction(
        SanctionKind.STEPPED,
        base_cents=2_50,
        per_step_cents=75,
        step_seconds=24 * 3600,
        max_steps=200,
        is_working_time=False,
        may_exceed_price=True,
    )
    made = SmallOffice(url, FakeTime(MONDAY), NO_ENGINE)
    made.build(charter(LATE_BREAK, stepped))

    def give_away(work: UnitOfWork) -> Changes:
        paper = work.catalog.product("paper", date(2026, 10, 5))
        work.catalog.add_product_version(
            replace(paper, id=0, valid_from=date(2026, 10, 1), price_cents=0)
        )
        return Changes()

    made.door.run(uuid4(), "test.free", None, give_away, Changes)
    made.close()


@pytest.fixture
def database_content() -> Fill:
    return free_of_charge


@pytest.fixture
def line(office: SmallOffice) -> int:
    """The order of somebody who is not known, on 2 November; the draft told the stock."""
    (line,) = office.intake.take(OrderDraft(uuid4(), "desk", (OrderLine("paper"),))).line_ids
    office.time.at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    office.control("2026-10")
    return line


def closed(office: SmallOffice, month: str) -> MonthFigures:
    close_month(office, month)
    return office.months.figures(month)


def money(figures: MonthFigures) -> tuple[int, int, int]:
    total = figures.total
    return total.credited_cents, total.waived_cents, total.borne_cents


def test_the_months_add_up_and_growth_is_a_sanction(office: SmallOffice, line: int) -> None:
    october = closed(office, "2026-10")
    assert money(october) == (FIRST, 0, FIRST)
    assert [one.cents for one in october.broken] == [FIRST]
    office.time.at = datetime(2026, 12, 2, 9, tzinfo=UTC)
    november = closed(office, "2026-11")
    assert money(november) == (GROWN, 0, GROWN)
    assert [one.cents for one in november.broken] == [GROWN]
    with office.door.read() as work:
        kinds = [one.key.kind for one in work.ledger.entries_of_line(line)]
    assert kinds == [EntryKind.SANCTION] * 2
    with office.door.read() as work:
        stock = work.people.unit_by_code("stock").id
    assert balance(office, line) == {
        (AccountKind.COST_CENTRE, 0): -FIRST - GROWN,
        (AccountKind.UNIT, stock): FIRST + GROWN,
    }
    assert {one.account for one in office.queries.line(line, "nl").posted} == {
        "Niemand betaalt",
        "Voorraad",
    }


def test_what_is_waived_of_it_is_waived(office: SmallOffice, line: int) -> None:
    (sanction,) = sanctions_of(office, line)
    office.sanctions.decide(SanctionDraft(uuid4(), sanction.id, "waive", "Lift stuk"))
    assert money(closed(office, "2026-10")) == (FIRST, FIRST, 0)
    office.time.at = datetime(2026, 12, 2, 9, tzinfo=UTC)
    assert money(closed(office, "2026-11")) == (GROWN, GROWN, 0)
