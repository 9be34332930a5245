"""No way around a budget: made to measure, added to a ticket, changed, or two desks at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import DomainError, InvalidInputError
from fmdesk.core.domain.people import OverBudget
from fmdesk.core.domain.ticket import OrderLine
from fmdesk.core.domain.views import Taken
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services import taking
from fmdesk.core.sql.budgets import SqlBudgets
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from tests.integration.intake.conftest import Desk
from tests.integration.intake.test_at_once import bespoke
from tests.integration.intake.test_over_budget import TOO_MUCH, rule

PLUGINS = Gateway(PluginHost(()))
HALF = OrderLine("PAP", 12)
"""59.40 of the 100.00 that 4100 has."""
A_WHILE = 0.3
"""For which the first order stays open, at most; without holding, the second is then long done."""


def refused(code: str, desk: Desk, **changes: object) -> None:
    with pytest.raises(InvalidInputError) as caught:
        desk.intake.take_bespoke(bespoke(desk, **changes))
    assert caught.value.code == code


def test_made_to_measure_is_held_to_it(desk: Desk) -> None:
    """125.00 of a budget of 100.00: told, approved with a name, or not taken."""
    rule(desk, OverBudget.BLOCK)
    refused("intake.budget_blocked", desk)
    refused("intake.budget_blocked", desk, approval="Jan de Wit")
    rule(desk, OverBudget.APPROVE)
    refused("intake.budget_approval", desk)
    with using_language("en"):
        taken = desk.intake.take_bespoke(bespoke(desk, approval="Jan de Wit, by phone"))
    with desk.door.read() as work:
        (contact,) = work.dossier.contacts(taken.ticket_id)
    assert contact.note.endswith("Approved over budget: Jan de Wit, by phone")
    rule(desk, OverBudget.WARN)
    assert desk.intake.take_bespoke(bespoke(desk)).number


@pytest.mark.parametrize("over", [OverBudget.BLOCK, OverBudget.APPROVE])
def test_what_a_plugin_adds_to_a_ticket_is_held_to_it(desk: Desk, over: OverBudget) -> None:
    taken = desk.intake.take(desk.draft(HALF))
    rule(desk, over)

    def add(packs: int) -> None:
        order = replace(HALF, quantity=packs)
        desk.change(lambda work: taking.add_line(work, PLUGINS, taken.ticket_id, order))

    with pytest.raises(InvalidInputError) as caught:
        add(12)
    assert caught.value.code == "change.over_budget"
    with using_language("nl"):
        assert "over het budget van 4100 voor 2026" in explain(caught.value)
    add(8)
    rule(desk, OverBudget.WARN)
    add(12)


def both(desk: Desk) -> list[Taken | DomainError]:
    """Let two desks order half of it each, the second before the first is stored for good."""
    desk.intake.take(desk.draft(OrderLine("PAP", 1)))  # what orders share is there from now on
    stored, is_over = threading.Event(), threading.Event()

    def first() -> Taken:
        def work_on(work: UnitOfWork) -> Taken:
            taken = taking.take(work, PLUGINS, replace(desk.draft(HALF), op_id=uuid4()))
            stored.set()
            is_over.wait(A_WHILE)
            return taken

        return desk.door.run(uuid4(), "intake.take", None, work_on, Taken)

    def second() -> Taken | DomainError:
        stored.wait()
        try:
            return desk.intake.take(replace(desk.draft(HALF), op_id=uuid4()))
        except DomainError as problem:
            return problem
        finally:
            is_over.set()

    with ThreadPoolExecutor(2) as pool:
        return [one.result() for one in (pool.submit(first), pool.submit(second))]


def test_two_desks_at_once_spend_a_budget_once(desk: Desk) -> None:
    rule(desk, OverBudget.BLOCK)
    one, other = both(desk)
    assert isinstance(one, Taken)
    assert isinstance(other, DomainError)
    assert other.code == "intake.budget_blocked"
    (left,) = desk.intake.quote(desk.draft(OrderLine("PAP", 1)), "nl").budgets
    assert (left.committed, left.left) == (14 * 495, 10_000 - 14 * 495)


def test_without_holding_two_desks_overspend_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: on PostgreSQL both would look at the budget before either has spent it."""
    rule(desk, OverBudget.BLOCK)
    monkeypatch.setattr(SqlBudgets, "hold_payers", lambda *_asked: None)
    monkeypatch.setattr("tests.integration.intake.test_no_way_around.A_WHILE", 30)
    if desk.door.database.is_single_user:
        monkeypatch.setattr("tests.integration.intake.test_no_way_around.A_WHILE", 0)
        assert isinstance(both(desk)[1], DomainError), "SQLite has one writer anyway"
        return
    found = both(desk)
    assert [one for one in found if not isinstance(one, Taken)] == []


def test_what_is_too_much_stays_too_much(desk: Desk) -> None:
    rule(desk, OverBudget.BLOCK)
    with pytest.raises(InvalidInputError, match=r"intake\.budget_blocked"):
        desk.intake.take(desk.draft(TOO_MUCH))
