"""Changing and cancelling a line: what is shown first is what comes of it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.agreement import Agreement, Level, OrderLimit
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.dossier import Cancel, LineEdit
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.people import OverBudget
from fmdesk.core.domain.ticket import BespokeDraft, LineState, OrderLine
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.taking import add_line
from tests.integration.month.conftest import MONDAY, PAPER_CENTS
from tests.integration.ticket.conftest import CHAIR_CENTS, FAST_CENTS, TicketOffice


def test_more_pieces_cost_more_and_the_budget_says_so(office: TicketOffice) -> None:
    [line_id] = office.order(2).line_ids
    effect = office.preview(line_id, quantity=5)
    assert effect.after is not None
    assert (effect.before.price_cents, effect.after.price_cents) == (
        2 * PAPER_CENTS,
        5 * PAPER_CENTS,
    )
    assert effect.before.budget is not None
    assert effect.after.budget is not None
    assert effect.after.budget.committed - effect.before.budget.committed == 3 * PAPER_CENTS
    assert office.line(line_id).quantity == 2, "a preview stores nothing"


@pytest.mark.parametrize("over", [OverBudget.BLOCK, OverBudget.APPROVE])
def test_a_change_is_held_to_the_budget_of_who_pays(office: TicketOffice, over: OverBudget) -> None:
    """Chairs of 100.00: 4410 has 10,000.00, of which 40 chairs are ordered; 5500 has 300.00."""

    def rules(work: UnitOfWork) -> Changes:
        for code, cents in (("4410", 1_000_000), ("5500", 30_000)):
            centre = work.people.cost_centre_by_code(code)
            work.people.save_cost_centre(replace(centre, over=over))
            work.budgets.save(centre.id, 2026, cents)
        return Changes()

    [line_id] = office.order_of(OrderLine("chair", 40)).line_ids
    office.door.run(uuid4(), "test.rules", None, rules, Changes)
    refusal = office.preview(line_id, quantity=101).refusal
    assert refusal is not None
    assert (refusal.code, refusal.is_refusal) == ("change.over_budget", True)
    for values in ({"quantity": 101}, {"cost_centre": "5500"}, {"variant": "fast", "quantity": 70}):
        with pytest.raises(InvalidInputError, match=r"change\.over_budget"):
            office.change(line_id, **values)
    office.change(line_id, quantity=100)
    assert office.line(line_id).price_cents == 100 * CHAIR_CENTS
    office.change(line_id, quantity=3)
    office.change(line_id, cost_centre="5500")
    office.change(line_id, location="B2")
    assert office.line(line_id).quantity == 3


@pytest.mark.parametrize(
    "values",
    [
        {"quantity": 5},
        {"quantity": 1},
        {"location": "B1"},
        {"cost_centre": "5500"},
        {"quantity": 7, "cost_centre": "5500", "location": "C3"},
    ],
)
def test_what_is_shown_is_what_happens(office: TicketOffice, values: dict[str, object]) -> None:
    [line_id] = office.order(2).line_ids
    effect = office.preview(line_id, **values)
    assert office.change(line_id, **values).is_stored
    assert office.preview(line_id).before == effect.after
    assert {name: office.fields(line_id)[name] for name in values} == values


def test_another_variant_has_its_price_and_its_clock(office: TicketOffice) -> None:
    [line_id] = office.order(1, "chair").line_ids
    before = office.line(line_id)
    effect = office.preview(line_id, variant="fast")
    assert effect.after is not None
    assert effect.after.price_cents == FAST_CENTS
    assert effect.after.due_at == before.opened_at + timedelta(hours=4)
    office.change(line_id, variant="fast")
    after = office.line(line_id)
    assert (after.price_cents, after.due_at) == (FAST_CENTS, effect.after.due_at)
    assert after.pins == before.pins


def test_what_a_change_leads_to_names_the_promises(office: TicketOffice) -> None:
    [line_id] = office.order(2).line_ids
    office.time.advance(hours=30)
    effect = office.preview(line_id, quantity=3)
    assert effect.after is not None
    [promise] = effect.after.promises
    assert promise.text == "We deliver stock articles within 24 hours."
    assert promise.outcome is Outcome.BROKEN
    assert promise.cents == effect.after.credited_cents == 3 * PAPER_CENTS


def test_the_change_is_kept_with_before_after_and_reason(office: TicketOffice) -> None:
    taken = office.order(2)
    office.change(taken.line_ids[0], quantity=5, location="B1")
    [told] = office.told(taken.ticket_id, "change")
    assert (told.actor, told.text) == ("anneke", "the customer asked for it")
    assert [(one.field, one.before, one.after) for one in told.changes] == [
        ("location", "", "Kamer B1"),
        ("quantity", "2", "5"),
    ]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"quantity": 0}, "intake.quantity"),
        ({"variant": "gold"}, "intake.unknown_variant"),
        ({"location": "Z9"}, "location.unknown"),
        ({"cost_centre": "0"}, "cost_centre.unknown"),
        ({"cost_centre": ""}, "intake.no_payer"),
    ],
)
def test_what_intake_refuses_a_change_refuses(
    office: TicketOffice, values: dict[str, object], code: str
) -> None:
    [line_id] = office.order(2).line_ids
    effect = office.preview(line_id, **values)
    assert effect.after is None
    assert effect.refusal is not None
    assert effect.refusal.code == code
    with pytest.raises((InvalidInputError, NotFoundError)) as caught:
        office.change(line_id, **values)
    assert caught.value.code == code
    assert office.line(line_id).version == 1


def test_a_change_says_why(office: TicketOffice) -> None:
    [line_id] = office.order(2).line_ids
    seen = office.fields(line_id)
    draft = LineEdit(uuid4(), line_id, seen, {**seen, "quantity": 3}, "  ")
    with pytest.raises(InvalidInputError) as caught:
        office.changing.change_line(draft)
    assert caught.value.code == "change.reason_missing"


def test_what_was_delivered_stays_delivered(office: TicketOffice) -> None:
    [line_id] = office.order(10).line_ids
    office.deliver(line_id, 4)
    for values, code in (
        ({"quantity": 3}, "change.below_delivered"),
        ({"cost_centre": "5500"}, "change.delivered"),
    ):
        effect = office.preview(line_id, **values)
        assert effect.refusal is not None
        assert effect.refusal.code == code
    assert office.changing.form(line_id, "en").delivered == 4
    assert office.change(line_id, location="B2").is_stored


def test_asking_for_no_more_than_was_delivered_makes_the_line_ready(office: TicketOffice) -> None:
    [line_id] = office.order(10).line_ids
    office.deliver(line_id, 4)
    office.time.advance(hours=1)
    effect = office.preview(line_id, quantity=4)
    assert effect.after is not None
    assert effect.after.state is LineState.READY
    office.change(line_id, quantity=4)
    line = office.line(line_id)
    assert (line.state, line.ready_at) == (LineState.READY, office.time.at)
    assert office.preview(line_id).before == effect.after


def test_a_line_that_is_ready_stands(office: TicketOffice) -> None:
    [line_id] = office.order(1).line_ids
    office.deliver(line_id, 1)
    effect = office.preview(line_id, location="B1")
    assert effect.refusal is not None
    assert effect.refusal.code == "change.not_open"
    assert office.changing.preview_cancel(line_id, "en").refusal == effect.refusal


def test_a_reopened_line_keeps_what_its_money_rests_on(office: TicketOffice) -> None:
    [line_id] = office.order(2).line_ids
    office.deliver(line_id, 2)
    office.record(line_id, EventKind.REOPENED, reason="one was wet")
    effect = office.preview(line_id, quantity=3)
    assert effect.refusal is not None
    assert effect.refusal.code == "change.reopened"
    assert office.change(line_id, location="B1").is_stored


def test_an_agreed_price_is_not_worked_out_anew(office: TicketOffice) -> None:
    agreed = office.time.at + timedelta(days=9)
    draft = BespokeDraft(
        uuid4(), "phone", "A shelf", "stock", 9_999, agreed, "by phone", requester="p1"
    )
    [line_id] = office.intake.take_bespoke(draft).line_ids
    effect = office.preview(line_id, quantity=2)
    assert effect.refusal is not None
    assert effect.refusal.code == "change.agreed_price"
    assert office.change(line_id, location="B1").is_stored
    assert office.line(line_id).price_cents == 9_999


def test_cancelling_shows_what_it_costs_first(office: TicketOffice) -> None:
    [line_id] = office.order(10).line_ids
    office.deliver(line_id, 4)
    effect = office.changing.preview_cancel(line_id, "en")
    assert effect.after is not None
    assert effect.after.state is LineState.CANCELLED
    assert effect.after.charged_cents == 4 * PAPER_CENTS
    assert effect.after.budget is not None
    assert (effect.after.budget.committed, effect.after.budget.charged) == (0, 4 * PAPER_CENTS)
    office.cancel(line_id)
    assert office.line(line_id).state is LineState.CANCELLED
    assert office.preview(line_id).before == effect.after


def test_cancelling_what_is_not_delivered_costs_nothing(office: TicketOffice) -> None:
    [line_id] = office.order(10).line_ids
    office.time.advance(days=3)
    office.control("2026-10")
    effect = office.changing.preview_cancel(line_id, "en")
    office.cancel(line_id)
    assert effect.after is not None
    assert effect.after.budget is not None
    assert (effect.after.budget.committed, effect.after.budget.charged) == (0, 0)
    assert office.preview(line_id).before == effect.after


def test_a_line_is_cancelled_as_it_was_seen(office: TicketOffice) -> None:
    [line_id] = office.order(10).line_ids
    seen = office.line(line_id).version
    office.desk("bob").deliver(line_id, 1)
    with pytest.raises(ConflictError) as caught:
        office.changing.cancel(Cancel(uuid4(), line_id, seen, "no longer needed"))
    assert caught.value.code == "fulfilment.changed"


def test_what_is_saved_is_what_was_shown_or_nothing(office: TicketOffice) -> None:
    [line_id] = office.order(2).line_ids
    seen, effect = office.fields(line_id), office.preview(line_id, quantity=5)
    assert effect.after is not None
    office.time.advance(hours=1)
    office.desk("bob").record(
        line_id, EventKind.PAUSED, reason="r", evidence="e", pause_class=PauseClass.CUSTOMER
    )
    draft = LineEdit(uuid4(), line_id, seen, {**seen, "quantity": 5}, "more", effect.after.shown)
    answer = office.changing.change_line(draft)
    assert answer.is_other
    assert not answer.is_stored
    assert office.line(line_id).quantity == 2


def test_no_change_is_no_change(office: TicketOffice) -> None:
    [line_id] = office.order(2).line_ids
    assert office.change(line_id).version == 1
    assert office.line(line_id).version == 1


def test_the_form_offers_what_the_line_may_become(office: TicketOffice) -> None:
    [line_id] = office.order_of(OrderLine("chair", 2, location="B1")).line_ids
    form = office.changing.form(line_id, "en")
    assert [one.text for one in form.variants] == ["Standard", "Urgent"]
    assert form.location is not None
    assert (form.location.code, form.location.text) == ("B1", "Kamer B1")
    assert form.cost_centre is not None
    assert form.cost_centre.text == "4410 Juridisch"
    assert office.line(line_id).price_cents == 2 * CHAIR_CENTS


def test_another_variant_has_the_time_that_is_agreed_for_it(office: TicketOffice) -> None:
    """Fast within 2 hours and 30 for the rest: each change takes the level of its variant."""
    levels = (
        Level("chair", "fast", lead_time=Limit(LimitUnit.CLOCK_HOURS, 2)),
        Level("chair", lead_time=Limit(LimitUnit.CLOCK_HOURS, 30)),
    )

    def agree(work: UnitOfWork) -> Changes:
        work.agreements.add(Agreement("legal", MONDAY.date(), levels=levels))
        return Changes()

    office.door.run(uuid4(), "test.agree", None, agree, Changes)
    [line_id] = office.order(1, "chair").line_ids
    first = office.line(line_id)
    assert first.due_at == first.opened_at + timedelta(hours=30)
    office.change(line_id, variant="fast")
    fast = office.line(line_id)
    assert fast.due_at == fast.opened_at + timedelta(hours=2)
    assert fast.pins.level_id != first.pins.level_id
    office.change(line_id, variant="")
    assert office.line(line_id).pins == first.pins
    assert office.line(line_id).due_at == first.due_at


def test_a_change_and_an_added_line_are_held_to_the_whole_order(office: TicketOffice) -> None:
    """Anybody may order for 200 euros at once. Two lines of one chair of 100 each make that: none
    may become two, and none may be added. Cancelled, the other line leaves room for one more."""

    def agree(work: UnitOfWork) -> Changes:
        limits = (OrderLimit("", 2 * CHAIR_CENTS),)
        work.agreements.add(Agreement("", MONDAY.date(), limits=limits))
        return Changes()

    office.door.run(uuid4(), "test.agree", None, agree, Changes)
    taken = office.order_of(OrderLine("chair", 1), OrderLine("chair", 1))

    def one_more(work: UnitOfWork) -> Changes:
        add_line(work, office.plugins, taken.ticket_id, OrderLine("chair", 1))
        return Changes()

    for line_id in taken.line_ids:
        with pytest.raises(InvalidInputError, match=r"agreement\.over_limit"):
            office.change(line_id, quantity=2)
    with pytest.raises(InvalidInputError, match=r"agreement\.over_limit"):
        office.door.run(uuid4(), "test.add", None, one_more, Changes)
    first, second = taken.line_ids
    office.cancel(second)
    assert office.change(first, quantity=2).is_stored
    assert office.line(first).price_cents == 200_00


def test_a_change_is_held_to_what_may_be_ordered_at_once(office: TicketOffice) -> None:
    """Anybody may order for 200 euros at once: two chairs pass, three do not; fewer always do."""

    def agree(work: UnitOfWork) -> Changes:
        limits = (OrderLimit("", 2 * CHAIR_CENTS),)
        work.agreements.add(Agreement("", MONDAY.date(), limits=limits))
        return Changes()

    [line_id] = office.order(2, "chair").line_ids
    office.door.run(uuid4(), "test.agree", None, agree, Changes)
    with pytest.raises(InvalidInputError, match=r"agreement\.over_limit"):
        office.change(line_id, quantity=3)
    assert office.line(line_id).quantity == 2
    assert office.change(line_id, quantity=1).is_stored
    with pytest.raises(InvalidInputError, match=r"agreement\.over_limit"):
        office.order(3, "chair")
