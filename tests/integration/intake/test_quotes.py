"""While typing the desk reads what `take` would answer, and nothing is stored."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.intake_views import Quote
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.domain.views import Taken
from fmdesk.core.ports import UnitOfWork
from fmdesk.messages import explain
from tests.integration.intake.conftest import Desk


def refused(quote: Quote) -> list[tuple[str, int | None]]:
    return [(one.code, one.line) for one in quote.remarks if one.is_refusal]


def told(quote: Quote) -> list[str]:
    return [one.code for one in quote.remarks if not one.is_refusal]


def answer(desk: Desk, draft: OrderDraft) -> Taken | str:
    """Return what taking an order answers, or the code of why it is refused."""
    try:
        return desk.intake.take(draft)
    except DomainError as problem:
        return problem.code


ORDERS = (
    (OrderLine("PAP", 3),),
    (OrderLine("PAP", 2, "spoed"),),
    (OrderLine("PAP", 1), OrderLine("PAP", 4, "spoed", cost_centre="4200")),
    (OrderLine("PAP", 1_000_000),),
    (OrderLine("PAP", 0),),
    (OrderLine("ZZZ"),),
    (OrderLine("PAP", variant="zz"),),
    (OrderLine("PAP", cost_centre="9999"),),
    (OrderLine("PAP", location="Z9"),),
    (),
)
CHANGES = (
    {},
    {"requester": ""},
    {"requester": "P2"},
    {"requester": "P99"},
    {"requester": "P2", "recipient": "P1"},
    {"requester": "", "recipient": "P1"},
    {"channel": "smoke"},
)


def test_a_quote_says_what_taking_the_order_does(desk: Desk) -> None:
    """Every order of a few by every circumstance: equal figures, or both refuse for one reason."""
    accepted = 0
    for lines in ORDERS:
        for changes in CHANGES:
            draft = replace(desk.draft(*lines, **changes), lines=lines)
            quote = desk.intake.quote(draft, "nl")
            taken = answer(desk, draft)
            if isinstance(taken, str):
                assert taken in [code for code, _line in refused(quote)], draft
                continue
            accepted += 1
            assert refused(quote) == [], draft
            assert (quote.price_cents, quote.due_at) == (taken.price_cents, taken.due_at)
            to_read_out = {one.text for one in quote.promises if not one.is_trial}
            assert to_read_out == set(taken.promises)
            (paid, *_more) = [desk.knowledge.caller("P1").budget]
            own = [one for one in quote.budgets if paid and one.cost_centre == paid.cost_centre]
            assert own in ([], [paid])
    assert accepted == 8


def test_nothing_is_stored_and_the_order_can_still_be_taken(desk: Desk) -> None:
    draft = desk.draft()
    before = desk.door.head()
    desk.intake.quote(draft, "nl")
    assert desk.door.head() == before
    assert desk.intake.take(draft).number == "M000001"


def test_each_line_has_its_own_price_due_time_and_promise(desk: Desk) -> None:
    quote = desk.intake.quote(desk.draft(OrderLine("PAP", 2), OrderLine("PAP", 1, "spoed")), "en")
    standard, urgent = quote.lines
    assert (standard.name, standard.price_cents, urgent.price_cents) == ("Paper A4", 990, 695)
    assert urgent.due_at == desk.time.now() + timedelta(hours=4)
    assert quote.due_at == standard.due_at == desk.time.now() + timedelta(hours=24)
    assert [(one.text, one.is_trial) for one in quote.promises] == [
        ("Within 24 hours, or free.", False),
        ("We try.", True),
    ]


def test_a_line_that_is_wrong_leaves_the_others_their_figures(desk: Desk) -> None:
    quote = desk.intake.quote(desk.draft(OrderLine("PAP", 0), OrderLine("PAP", 2)), "nl")
    assert refused(quote) == [("intake.quantity", 0)]
    assert [line.price_cents for line in quote.lines] == [0, 990]
    assert (quote.price_cents, quote.is_refused) == (990, True)


def test_an_order_that_is_only_begun_has_an_answer(desk: Desk) -> None:
    empty = OrderDraft(desk.draft().op_id, "phone", ())
    quote = desk.intake.quote(empty, "nl")
    assert (refused(quote), quote.lines, quote.due_at) == ([("intake.no_lines", None)], (), None)


def test_the_budget_shows_what_is_left_after_the_order(desk: Desk) -> None:
    (budget,) = desk.intake.quote(desk.draft(OrderLine("PAP", 10)), "nl").budgets
    assert (budget.cost_centre, budget.committed, budget.left) == ("4100", 4950, 5050)
    desk.intake.take(desk.draft(OrderLine("PAP", 10)))
    quote = desk.intake.quote(desk.draft(OrderLine("PAP", 10), OrderLine("PAP", 1)), "nl")
    assert (told(quote), refused(quote)) == (["intake.over_budget"], [])
    (remark,) = quote.remarks
    words = explain(DomainError(remark.code, **remark.params))
    assert "4100" in words
    assert "€\N{NO-BREAK SPACE}3,95" in words  # 10 000 - 4 950 - 5 445 = -395


def test_who_pays_without_a_budget_is_not_warned(desk: Desk) -> None:
    quote = desk.intake.quote(desk.draft(OrderLine("PAP", 500, cost_centre="4200")), "nl")
    assert [(one.left, told(quote)) for one in quote.budgets] == [(None, [])]


def test_a_letter_whose_promise_has_passed_is_told_about(desk: Desk) -> None:
    late = desk.time.now() - timedelta(days=2)
    quote = desk.intake.quote(desk.draft(received_at=late), "nl")
    assert (told(quote), quote.is_refused) == (["intake.due_passed"], False)


@pytest.mark.parametrize("hours", [1, 24 * 400])
def test_a_letter_of_tomorrow_is_refused(desk: Desk, hours: int) -> None:
    quote = desk.intake.quote(
        desk.draft(received_at=desk.time.now() + timedelta(hours=hours)), "nl"
    )
    assert refused(quote) == [("intake.received_later", None)]


def test_an_instant_without_a_zone_is_refused(desk: Desk) -> None:
    naive = datetime(2026, 3, 2, 8, 0)  # noqa: DTZ001  # what must be refused
    assert refused(desk.intake.quote(desk.draft(received_at=naive), "nl")) == [("time.naive", None)]


def test_who_left_service_is_told_about(desk: Desk) -> None:
    assert told(desk.intake.quote(desk.draft(requester="P5"), "nl")) == ["intake.left_service"]


def test_a_product_of_a_plugin_that_is_gone_is_refused_here_already(desk: Desk) -> None:
    desk.product("STEK", plugin="gone")
    quote = desk.intake.quote(desk.draft(OrderLine("STEK")), "nl")
    assert refused(quote) == [("plugin.unavailable", 0)]


def test_the_budget_of_another_year_counts_for_a_letter_of_that_year(desk: Desk) -> None:
    def set_budget(work: UnitOfWork) -> None:
        work.budgets.save(work.people.cost_centre_by_code("4100").id, 2025, 500)

    desk.change(set_budget)
    at = desk.time.now().replace(year=2025, month=12)
    (budget,) = desk.intake.quote(desk.draft(OrderLine("PAP", 1), received_at=at), "nl").budgets
    assert (budget.year, budget.left) == (2025, 5)
