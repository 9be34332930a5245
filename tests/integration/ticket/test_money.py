"""Money stays exact when an order changes after part of it was delivered, or charged."""

import pytest

from fmdesk.core.domain.events import EventKind
from tests.integration.month.conftest import PAPER_CENTS, Quiet
from tests.integration.ticket.conftest import TicketOffice


def close(office: TicketOffice, month: str) -> None:
    from uuid import uuid4

    office.months.close(uuid4(), month, Quiet())


def test_a_change_after_a_partial_delivery_balances(office: TicketOffice) -> None:
    [line_id] = office.order(10).line_ids
    office.deliver(line_id, 4)
    office.time.advance(days=28)
    close(office, "2026-10")
    assert office.ledger(line_id) == 4 * PAPER_CENTS - 6 * PAPER_CENTS, "the late rest is free"
    effect = office.preview(line_id, quantity=7)
    office.change(line_id, quantity=7)
    office.deliver(line_id, 3)
    figures = office.control("2026-11")
    assert effect.after is not None
    assert effect.after.credited_cents == 3 * PAPER_CENTS
    office.time.advance(days=30)
    close(office, "2026-11")
    assert office.ledger(line_id) == 4 * PAPER_CENTS
    assert office.balance() == 0
    assert figures.quarantined == 0


def test_a_cancel_after_a_partial_delivery_balances(office: TicketOffice) -> None:
    [line_id] = office.order(10).line_ids
    office.deliver(line_id, 4)
    office.time.advance(days=28)
    close(office, "2026-10")
    effect = office.changing.preview_cancel(line_id, "en")
    office.cancel(line_id)
    office.control("2026-11")
    office.time.advance(days=30)
    close(office, "2026-11")
    assert effect.after is not None
    assert (effect.after.charged_cents, effect.after.credited_cents) == (4 * PAPER_CENTS, 0)
    assert office.ledger(line_id) == 4 * PAPER_CENTS
    assert office.balance() == 0


def test_who_pays_changes_before_anything_is_delivered(office: TicketOffice) -> None:
    [line_id] = office.order(2).line_ids
    office.change(line_id, cost_centre="5500")
    office.deliver(line_id, 2)
    office.time.advance(days=28)
    close(office, "2026-10")
    line = office.line(line_id)
    with office.door.read() as work:
        accounts = {
            (row.account.value, row.account_id): row.cents
            for entry in work.ledger.entries_of_line(line_id)
            for row in entry.rows
        }
    assert accounts[("cost_centre", line.cost_centre_id)] == 2 * PAPER_CENTS
    assert office.line(line_id).department_id == line.department_id


def test_a_closed_month_keeps_its_figures(office: TicketOffice) -> None:
    [line_id] = office.order(10).line_ids
    office.deliver(line_id, 10)
    office.time.advance(days=28)
    close(office, "2026-10")
    with office.door.read() as work:
        frozen = work.periods.figures(work.periods.periods()[0].month)
    entries = office.entries()
    office.record(line_id, EventKind.REOPENED, reason="wet")
    office.change(line_id, location="B1")
    assert office.entries() == entries
    with office.door.read() as work:
        assert work.periods.figures(work.periods.periods()[0].month) == frozen
    assert touched(office, line_id), "the next month looks at it again"


def touched(office: TicketOffice, line_id: int) -> bool:
    return bool(office._scalar(f"SELECT is_touched FROM line WHERE id = {int(line_id)}"))


def test_a_settled_line_that_nobody_changes_is_not_touched(office: TicketOffice) -> None:
    [line_id] = office.order(1).line_ids
    office.deliver(line_id, 1)
    office.time.advance(days=28)
    close(office, "2026-10")
    assert not touched(office, line_id)


@pytest.mark.parametrize("quantity", [3, 7])
def test_odd_prices_leave_no_cent_behind(office: TicketOffice, quantity: int) -> None:
    [line_id] = office.order(9).line_ids
    office.deliver(line_id, 1)
    office.deliver(line_id, 1)
    office.change(line_id, quantity=quantity)
    office.deliver(line_id, quantity - 2)
    office.time.advance(days=28)
    close(office, "2026-10")
    assert office.ledger(line_id) == quantity * PAPER_CENTS
    assert office.balance() == 0


def test_the_budget_counts_what_was_delivered_of_a_cancelled_line(office: TicketOffice) -> None:
    first, second = office.order(10).line_ids[0], office.order(1).line_ids[0]
    office.deliver(first, 4)
    office.cancel(first)
    budget = office.preview(second).before.budget
    assert budget is not None
    assert (budget.committed, budget.charged) == (PAPER_CENTS, 4 * PAPER_CENTS)
    assert budget.left == 1_000_000 - 5 * PAPER_CENTS
