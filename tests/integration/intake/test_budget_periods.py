"""Budgets of a year, a quarter and a month: the one with least left says what may be ordered."""

from datetime import UTC, datetime

import pytest

from fmdesk.core.domain.budget import PARTS, WHOLE, BudgetPart
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.people import OverBudget
from fmdesk.core.domain.ticket import OrderLine
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.budgets import period_words
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from tests.integration.intake.conftest import Desk
from tests.integration.intake.test_over_budget import rule

PRICE = 495


def allow(desk: Desk, part: BudgetPart, cents: int) -> None:
    """Set a budget of 4100, which has 100.00 for the year."""

    def work_on(work: UnitOfWork) -> None:
        number = work.people.cost_centre_by_code("4100").id
        work.budgets.save(number, desk.time.at.year, cents, part)

    desk.change(work_on)


def left(desk: Desk, packs: int = 1) -> tuple[str, int | None]:
    """Return which budget an order leaves least of, and what."""
    (found,) = desk.intake.quote(desk.draft(OrderLine("PAP", packs)), "en").budgets
    return found.period, found.left


def test_the_tightest_period_holds_and_is_named(desk: Desk) -> None:
    """A year of 100.00, its quarter 30.00, its month 40.00; a pack of paper costs 4.95."""
    month = desk.time.at.month
    quarter = PARTS[f"Q{(month - 1) // 3 + 1}"]
    assert left(desk) == (str(desk.time.at.year), 10_000 - PRICE)
    allow(desk, quarter, 3_000)
    allow(desk, PARTS[str(month)], 4_000)
    allow(desk, PARTS[str(month % 12 + 1)], 1)
    with using_language("en"):
        named = period_words(desk.time.at.year, quarter)
    assert named == f"quarter {quarter.number} of {desk.time.at.year}"
    assert left(desk) == (named, 3_000 - PRICE), "the next month says nothing now"

    rule(desk, OverBudget.BLOCK)
    with pytest.raises(InvalidInputError) as caught:
        desk.intake.take(desk.draft(OrderLine("PAP", 7)))
    assert caught.value.code == "intake.budget_blocked"
    with using_language("nl"):
        said = explain(caught.value)
    assert "kwartaal" in said
    assert "4100" in said
    desk.intake.take(desk.draft(OrderLine("PAP", 6)))
    assert left(desk) == (named, 3_000 - 7 * PRICE)

    # The month, once it has less.
    allow(desk, PARTS[str(month)], 2_975)
    assert left(desk)[1] == 2_975 - 7 * PRICE


def test_what_was_ordered_before_the_quarter_counts_in_the_year_alone(desk: Desk) -> None:
    desk.time.at = datetime(2026, 9, 30, 21, 30, tzinfo=UTC)
    desk.intake.take(desk.draft(OrderLine("PAP", 2)))
    desk.time.at = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)
    allow(desk, PARTS["Q4"], 9_500)
    assert left(desk) == ("2026", 10_000 - 3 * PRICE)
    allow(desk, PARTS["Q4"], 8_000)
    assert left(desk) == ("quarter 4 of 2026", 8_000 - PRICE)


def test_a_month_alone_leaves_the_others_free(desk: Desk) -> None:
    def only(work: UnitOfWork) -> None:
        number = work.people.cost_centre_by_code("4200").id
        work.budgets.save(number, 2027, 500, PARTS["2"])

    desk.change(only)
    with desk.door.read() as work:
        number = work.people.cost_centre_by_code("4200").id
        assert work.budgets.of(number, 2027) == {PARTS["2"]: 500}
        assert WHOLE not in work.budgets.of(number, 2027)
