"""Intake and fulfilment: what is accepted, what is refused, and that nothing is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import ConflictError, DomainError, InvalidInputError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.ticket import EventDraft, LineState, OrderDraft, OrderLine
from tests.integration.month.conftest import PAPER_CENTS, SmallOffice

NAIVE = datetime(2026, 10, 5, 8)  # noqa: DTZ001  # refused, that is the point


def draft(*lines: OrderLine, **more: object) -> OrderDraft:
    made = OrderDraft(uuid4(), "phone", lines or (OrderLine("paper"),), requester="p1")
    return replace(made, **more)


def test_an_order_tells_number_due_time_price_and_promise(office: SmallOffice) -> None:
    taken = office.intake.take(draft(OrderLine("paper", 3)))
    assert taken.number.startswith("M")
    assert taken.due_at == office.time.at + timedelta(hours=24)
    assert taken.price_cents == 3 * PAPER_CENTS
    assert taken.promises == ("Wij leveren voorraadartikelen binnen 24 uur.",)


def test_the_same_order_sent_twice_is_one_ticket(office: SmallOffice) -> None:
    order = draft()
    assert office.intake.take(order) == office.intake.take(order)
    with pytest.raises(ConflictError, match=r"command\.reused"):
        office.intake.take(replace(order, note="anders"))


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (draft(lines=()), "intake.no_lines"),
        (draft(OrderLine("paper", 0)), "intake.quantity"),
        (draft(OrderLine("paper", 10**7)), "intake.quantity"),
        (draft(OrderLine("stone")), "product.unknown"),
        (draft(OrderLine("paper", variant="urgent")), "intake.unknown_variant"),
        (draft(OrderLine("paper", location="zolder")), "location.unknown"),
        (draft(OrderLine("paper", cost_centre="9999")), "cost_centre.unknown"),
        (draft(requester="niemand"), "person.unknown"),
        (draft(requester=""), "intake.no_payer"),
        (draft(received_at=datetime(2030, 1, 1, tzinfo=UTC)), "intake.received_later"),
        (draft(received_at=NAIVE), "time.naive"),
    ],
)
def test_an_order_that_cannot_be_taken_says_why_and_stores_nothing(
    office: SmallOffice, order: OrderDraft, code: str
) -> None:
    with pytest.raises(DomainError) as caught:
        office.intake.take(order)
    assert caught.value.code == code
    assert office.months.states() == ()


def test_post_counts_from_the_day_it_came_in(office: SmallOffice) -> None:
    received = office.time.at - timedelta(days=2)
    taken = office.intake.take(draft(received_at=received))
    assert taken.due_at == received + timedelta(hours=24)


def test_a_given_cost_centre_pays(office: SmallOffice) -> None:
    taken = office.intake.take(draft(OrderLine("paper", cost_centre="4410"), requester=""))
    assert taken.price_cents == PAPER_CENTS


def event(office: SmallOffice, line: int, kind: EventKind, **more: object) -> EventDraft:
    with office.door.read() as work:
        made = EventDraft(uuid4(), line, kind, work.tickets.line(line).version)
    return replace(made, **more)


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        (EventKind.DELIVERED, {"quantity": 0}, "fulfilment.quantity"),
        (EventKind.DELIVERED, {"quantity": 3}, "fulfilment.quantity"),
        (EventKind.PAUSED, {"reason": ""}, "fulfilment.reason_missing"),
        (EventKind.PAUSED, {"reason": "x"}, "fulfilment.reason_missing"),
        (
            EventKind.PAUSED,
            {"reason": "x", "pause_class": PauseClass.CUSTOMER},
            "fulfilment.evidence_missing",
        ),
        (EventKind.RESUMED, {}, "fulfilment.not_possible"),
        (EventKind.REOPENED, {"reason": "x"}, "fulfilment.not_possible"),
        (EventKind.RECEIVED, {}, "fulfilment.not_possible"),
        (EventKind.CANCELLED, {}, "fulfilment.reason_missing"),
        (EventKind.STARTED, {"step": 7}, "fulfilment.step_unknown"),
        (EventKind.STEP_FINISHED, {}, "fulfilment.step_unknown"),
        (EventKind.READY, {"at": datetime(2030, 1, 1, tzinfo=UTC)}, "fulfilment.later"),
        (EventKind.READY, {"at": NAIVE}, "time.naive"),
        (
            EventKind.READY,
            {"at": datetime(2026, 10, 1, tzinfo=UTC)},
            "fulfilment.before_received",
        ),
        (EventKind.CORRECTED, {"reason": "x", "corrects": 9}, "fulfilment.correction"),
    ],
)
def test_an_event_that_is_not_possible_says_why(
    office: SmallOffice, kind: EventKind, more: dict[str, object], code: str
) -> None:
    (line,) = office.order(2).line_ids
    with pytest.raises(DomainError) as caught:
        office.fulfilment.record(event(office, line, kind, **more))
    assert caught.value.code == code
    with office.door.read() as work:
        assert len(work.tickets.events(line)) == 1


def test_two_who_change_one_line_the_second_is_told(office: SmallOffice) -> None:
    (line,) = office.order(2).line_ids
    first = event(office, line, EventKind.DELIVERED, quantity=1)
    second = event(office, line, EventKind.DELIVERED, quantity=1)
    office.fulfilment.record(first)
    with pytest.raises(ConflictError, match=r"fulfilment\.changed"):
        office.fulfilment.record(second)


def test_a_pause_by_the_customer_moves_the_due_time(office: SmallOffice) -> None:
    (line,) = office.order(1).line_ids
    office.time.advance(hours=2)
    office.record(
        line,
        EventKind.PAUSED,
        reason="klant niet aanwezig",
        pause_class=PauseClass.CUSTOMER,
        evidence="telefoon 10:00",
    )
    assert office.queries.line(line, "nl").state is LineState.PAUSED
    office.time.advance(hours=30)
    office.record(line, EventKind.RESUMED)
    office.time.advance(hours=20)
    office.deliver(line, 1)
    figures = office.control("2026-10")
    assert (figures.total.kept, figures.total.broken) == (1, 0)
    (verdict,) = office.whys.explain(line, "nl").verdicts
    assert verdict.elapsed == 22 * 3600
    assert sum(one.seconds for one in verdict.intervals) == verdict.elapsed
    assert any("klant niet aanwezig" in one.text for one in verdict.intervals)


def test_a_line_returned_over_the_cut_and_reopened_keeps_its_story(office: SmallOffice) -> None:
    (line,) = office.order(1).line_ids
    for kind, more in (
        (EventKind.STARTED, {"step": 0}),
        (EventKind.STEP_FINISHED, {"step": 0}),
        (EventKind.STARTED, {"step": 1}),
        (EventKind.RETURNED, {"step": 1, "reason": "adres onvolledig"}),
        (EventKind.STARTED, {"step": 1}),
        (EventKind.READY, {}),
        (EventKind.REOPENED, {"reason": "verkeerde kleur"}),
        (EventKind.CANCELLED, {"reason": "niet meer nodig"}),
    ):
        office.time.advance(minutes=30)
        office.record(line, kind, **more)
    view = office.queries.line(line, "en")
    assert view.state is LineState.CANCELLED
    assert [one.kind for one in view.events][-2:] == [EventKind.REOPENED, EventKind.CANCELLED]
    with pytest.raises(InvalidInputError, match=r"fulfilment\.not_possible"):
        office.record(line, EventKind.READY)
