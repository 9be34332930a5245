"""What becomes of an order that the budget does not cover: told, approved, or not taken."""

from dataclasses import replace
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.people import OverBudget
from fmdesk.core.domain.ticket import OrderLine
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services import taking
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from tests.integration.intake.conftest import Desk
from tests.integration.month.stories import in_both

TOO_MUCH = OrderLine("PAP", 21)
"""Cost centre 4100 has 100.00 for the year; 21 packs of 4.95 cost 103.95."""


def rule(desk: Desk, over: OverBudget) -> None:
    def work_on(work: UnitOfWork) -> None:
        centre = work.people.cost_centre_by_code("4100")
        work.people.save_cost_centre(replace(centre, over=over))

    desk.change(work_on)


def told(desk: Desk, line: OrderLine = TOO_MUCH, **more: object) -> list[tuple[str, bool]]:
    quote = desk.intake.quote(desk.draft(line, **more), "nl")
    return [(one.code, one.is_refusal) for one in quote.remarks]


def test_the_desk_is_told_and_the_order_is_taken(desk: Desk) -> None:
    assert told(desk) == [("intake.over_budget", False)]
    assert desk.intake.take(desk.draft(TOO_MUCH)).price_cents == 10_395


def test_a_budget_that_allows_no_more_takes_nothing(desk: Desk) -> None:
    rule(desk, OverBudget.BLOCK)
    assert ("intake.budget_blocked", True) in told(desk)
    assert ("intake.budget_blocked", True) in told(desk, approval="Jan de Wit")
    with pytest.raises(InvalidInputError) as refused:
        desk.intake.take(desk.draft(TOO_MUCH, approval="Jan de Wit"))
    assert refused.value.params["over"].endswith("3,95")
    assert desk.intake.take(desk.draft(OrderLine("PAP", 20))).price_cents == 9_900
    with pytest.raises(InvalidInputError):
        desk.intake.take(desk.draft(OrderLine("PAP", 1)))


def test_another_cost_centre_may_pay(desk: Desk) -> None:
    rule(desk, OverBudget.BLOCK)
    other = replace(TOO_MUCH, cost_centre="4200")
    assert told(desk, other) == []
    assert desk.intake.take(desk.draft(other)).price_cents == 10_395


def test_several_lines_count_together(desk: Desk) -> None:
    rule(desk, OverBudget.BLOCK)
    lines = (OrderLine("PAP", 11), OrderLine("PAP", 10))
    with pytest.raises(InvalidInputError, match=r"intake\.budget_blocked"):
        desk.intake.take(desk.draft(*lines))


def test_what_costs_nothing_is_taken_whatever_the_budget(desk: Desk) -> None:
    desk.product("FREE", price_cents=0)
    desk.intake.take(desk.draft(TOO_MUCH))
    rule(desk, OverBudget.BLOCK)
    assert desk.intake.take(desk.draft(OrderLine("FREE", 1))).price_cents == 0


def test_an_approval_is_asked_for_and_kept_with_the_request(desk: Desk) -> None:
    rule(desk, OverBudget.APPROVE)
    assert ("intake.budget_approval", True) in told(desk)
    with pytest.raises(InvalidInputError, match=r"intake\.budget_approval"):
        desk.intake.take(desk.draft(TOO_MUCH, approval="   "))
    approval = "Jan de Wit, telefonisch 13:05"
    assert told(desk, approval=approval) == [("intake.over_budget", False)]
    taken = desk.intake.take(desk.draft(TOO_MUCH, note="Graag snel", approval=approval))
    with desk.door.read() as work:
        rows = work.dossier.contacts(taken.ticket_id)
    (note,) = [one.note for one in rows]
    assert note.startswith("Graag snel\n")
    assert note.endswith(approval)


def test_a_budget_of_nought_is_a_budget(desk: Desk) -> None:
    """Nothing left is not the same as no budget at all: 4200 has none, 4100 gets 0."""

    def nothing(work: UnitOfWork) -> None:
        work.budgets.save(work.people.cost_centre_by_code("4100").id, 2026, 0)

    desk.change(nothing)
    for one in (OverBudget.WARN, OverBudget.APPROVE, OverBudget.BLOCK):
        rule(desk, one)
        asked = told(desk, OrderLine("PAP", 1), approval="Jan de Wit")
        assert ("intake.budget_blocked", True) in asked, "whatever the rule, and who approves"
    with pytest.raises(InvalidInputError) as refused:
        desk.intake.take(desk.draft(OrderLine("PAP", 1)))
    dutch, english = in_both(refused.value)
    assert dutch.startswith("Deze bestelling gaat €\u00a04,95 over het budget van 4100")
    assert english.startswith("This order goes €\u00a04,95 over the budget of 4100")


def test_a_form_that_comes_in_by_itself_is_held_to_it_too(desk: Desk) -> None:
    """Whatever takes orders goes through the same check: no channel is a way around it."""
    rule(desk, OverBudget.BLOCK)
    plugins = Gateway(PluginHost(()))
    draft = replace(desk.draft(TOO_MUCH), op_id=uuid4(), channel="intranet")
    with pytest.raises(InvalidInputError, match=r"intake\.budget_blocked"):
        desk.change(lambda work: taking.take(work, plugins, draft))
