"""Intake and fulfilment at their edges: hostile texts, corrections, repeats and sentences."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import DomainError, InvalidInputError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.ticket import EventDraft, LineState, OrderDraft, OrderLine
from fmdesk.core.services.ordering import QUANTITY_MOST
from fmdesk.messages import explain
from tests.integration.month.conftest import PAPER_CENTS, SmallOffice

Language = Callable[[str], None]
BOTH = pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"])


@pytest.fixture
def database_kind() -> str:
    """Nothing here depends on the database, but for the tests that ask for both."""
    return "sqlite"


def order(**more: object) -> OrderDraft:
    made = OrderDraft(uuid4(), "phone", (OrderLine("paper"),), requester="p1")
    return replace(made, **more)


def correct(office: SmallOffice, line: int, number: int, hours: float) -> None:
    """Say that an event happened so many hours from now."""
    right = office.time.at + timedelta(hours=hours)
    office.record(
        line, EventKind.CORRECTED, corrects=number, corrected_at=right, reason="bon nagekeken"
    )


# --- texts -------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize(
    "draft",
    [
        order(subject="a\x00b"),
        order(note="half \ud800"),
        order(lines=(OrderLine("paper", details={"x": "\x00"}),)),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused_on_both_databases(
    office: SmallOffice, draft: OrderDraft, language: Language
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        office.intake.take(draft)
    language("nl")
    assert "een teken dat niet kan worden bewaard" in explain(caught.value)
    assert office.months.states() == ()


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE ticket; --",
        '"><script>alert(1)</script>',
        "漢字 عربى 🎉 e\u0301",
        "\\u0000 \\x00 %s {0} {name}",
        "regel\nregel\ttab",
        "x" * 20_000,
    ],
)
def test_hostile_texts_are_kept_as_they_are(office: SmallOffice, text: str) -> None:
    taken = office.intake.take(order(subject=text, note=text))
    ticket = office.queries.ticket(taken.ticket_id, "nl")
    assert ticket.subject == text
    (line,) = taken.line_ids
    office.time.advance(hours=1)
    office.record(
        line,
        EventKind.PAUSED,
        reason=text,
        pause_class=PauseClass.CUSTOMER,
        evidence=text,
    )
    paused = office.queries.line(line, "nl").events[-1]
    assert (paused.reason, paused.evidence) == (text.strip(), text.strip())


def test_an_order_without_a_subject_is_about_its_first_product(office: SmallOffice) -> None:
    for subject in ("", "   "):
        taken = office.intake.take(order(subject=subject))
        assert office.queries.ticket(taken.ticket_id, "en").subject == "Kopieerpapier"


def test_an_unknown_channel_is_named(office: SmallOffice, language: Language) -> None:
    with pytest.raises(InvalidInputError) as caught:
        office.intake.take(order(channel="duif"))
    language("nl")
    assert explain(caught.value) == "Er is geen kanaal duif. Kies er een uit de lijst."


# --- what is told ------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", ["desk", "phone", "e-mail", "post", "intranet"])
def test_price_due_time_and_promise_are_the_same_over_every_channel(
    office: SmallOffice, channel: str
) -> None:
    known = {one.code for one in office.queries.choices("channel", "", "nl", 50)}
    if channel not in known:
        pytest.fail(f"no channel {channel} in {sorted(known)}")
    taken = office.intake.take(order(channel=channel, lines=(OrderLine("paper", 2),)))
    assert taken.price_cents == 2 * PAPER_CENTS
    assert taken.due_at == office.time.at + timedelta(hours=24)
    assert taken.promises == ("Wij leveren voorraadartikelen binnen 24 uur.",)


def test_the_promise_is_told_in_the_language_of_the_desk(
    office: SmallOffice, language: Callable[[str], None]
) -> None:
    language("en")
    taken = office.intake.take(order(lines=(OrderLine("paper", 2),)))
    assert taken.promises == ("We deliver stock articles within 24 hours.",)


def test_an_order_of_several_lines_is_promised_for_the_last_and_priced_as_a_whole(
    office: SmallOffice,
) -> None:
    taken = office.intake.take(order(lines=(OrderLine("paper", 1), OrderLine("paper", 4))))
    assert len(taken.line_ids) == 2
    assert taken.price_cents == 5 * PAPER_CENTS
    assert len(taken.promises) == 1
    numbers = [office.queries.line(line, "nl").number for line in taken.line_ids]
    assert numbers == [f"{taken.number}.1", f"{taken.number}.2"]


def test_the_largest_order_is_priced_to_the_cent(office: SmallOffice) -> None:
    taken = office.intake.take(order(lines=(OrderLine("paper", QUANTITY_MOST),)))
    assert taken.price_cents == QUANTITY_MOST * PAPER_CENTS
    assert office.queries.line(taken.line_ids[0], "nl").price_cents == taken.price_cents


def test_a_time_in_a_refusal_is_that_of_the_office(office: SmallOffice, language: Language) -> None:
    """The desk typed 12:00; at that moment it is 10:00 in Amsterdam and 08:00 UTC."""
    language("nl")
    later = office.time.at + timedelta(hours=2)
    (line,) = office.order(1).line_ids
    for act in (
        lambda: office.intake.take(order(received_at=later)),
        lambda: office.record(line, EventKind.READY, at=later),
    ):
        with pytest.raises(InvalidInputError) as caught:
            act()
        assert "05-10-2026 12:00" in explain(caught.value)
    with pytest.raises(InvalidInputError) as caught:
        office.record(line, EventKind.READY, at=office.time.at - timedelta(hours=1))
    assert "05-10-2026 09:00" in explain(caught.value)


@pytest.mark.parametrize(
    ("before", "dutch", "english"),
    [
        ((), "zolang de regel nieuw is", "while the line is new"),
        ((EventKind.READY,), "zolang de regel gereed is", "while the line is ready"),
        ((EventKind.CANCELLED,), "zolang de regel vervallen is", "while the line is cancelled"),
    ],
)
def test_a_refusal_names_the_state_in_the_users_words(
    office: SmallOffice,
    before: tuple[EventKind, ...],
    dutch: str,
    english: str,
    language: Language,
) -> None:
    (line,) = office.order(1).line_ids
    for kind in before:
        office.record(line, kind, reason="zo")
    for spoken, words in (("nl", dutch), ("en", english)):
        language(spoken)
        with pytest.raises(InvalidInputError) as caught:
            office.record(line, EventKind.RESUMED)
        assert words in explain(caught.value)


# --- corrections -------------------------------------------------------------------------------


def test_a_correction_moves_the_moment_and_keeps_the_story(office: SmallOffice) -> None:
    (line,) = office.order(2).line_ids
    office.time.advance(hours=30)
    office.deliver(line, 2)
    late = office.queries.line(line, "nl")
    correct(office, line, 3, -10)
    right = office.queries.line(line, "nl")
    assert late.ready_at is not None
    assert right.ready_at == late.ready_at - timedelta(hours=10)
    assert [event.kind for event in right.events] == [
        EventKind.RECEIVED,
        EventKind.DELIVERED,
        EventKind.READY,
        EventKind.CORRECTED,
    ]
    assert right.events[2].at == late.ready_at


def test_of_two_corrections_of_one_event_the_last_counts(office: SmallOffice) -> None:
    (line,) = office.order(1).line_ids
    office.time.advance(hours=30)
    office.record(line, EventKind.READY)
    for hours in (-10, -2):
        correct(office, line, 2, hours)
    view = office.queries.line(line, "nl")
    assert view.ready_at == office.time.at - timedelta(hours=2)


def test_a_correction_is_not_corrected_itself(office: SmallOffice) -> None:
    """One corrects the event again; a correction of a correction would say nothing."""
    (line,) = office.order(1).line_ids
    office.time.advance(hours=30)
    office.record(line, EventKind.READY)
    correct(office, line, 2, -10)
    with pytest.raises(InvalidInputError, match=r"fulfilment\.correction"):
        correct(office, line, 3, -5)


def test_nothing_happened_before_the_request_came_in(office: SmallOffice) -> None:
    (line,) = office.order(1).line_ids
    office.time.advance(hours=30)
    office.record(line, EventKind.READY)
    with pytest.raises(InvalidInputError, match=r"fulfilment\.before_received"):
        correct(office, line, 2, -31)
    with pytest.raises(InvalidInputError, match=r"fulfilment\.correction"):
        correct(office, line, 2, 1)
    correct(office, line, 2, -30)
    assert office.queries.line(line, "nl").ready_at == office.time.at - timedelta(hours=30)


def test_the_request_itself_may_turn_out_to_have_come_in_earlier(office: SmallOffice) -> None:
    """Two hours earlier, so its clock ends two hours earlier too."""
    (line,) = office.order(1).line_ids
    correct(office, line, 1, -2)
    view = office.queries.line(line, "nl")
    assert view.due_at == office.time.at + timedelta(hours=22)


# --- repeats and states ------------------------------------------------------------------------


def test_the_same_delivery_sent_twice_is_one_delivery(office: SmallOffice) -> None:
    (line,) = office.order(3).line_ids
    version = office.queries.line(line, "nl").version
    draft = EventDraft(uuid4(), line, EventKind.DELIVERED, version, quantity=2)
    assert office.fulfilment.record(draft) == office.fulfilment.record(draft)
    view = office.queries.line(line, "nl")
    assert [one.quantity for one in view.deliveries] == [2, 1]
    with pytest.raises(DomainError, match=r"command\.reused"):
        office.fulfilment.record(replace(draft, quantity=1))


def test_the_last_piece_makes_the_line_ready_and_not_before(office: SmallOffice) -> None:
    (line,) = office.order(3).line_ids
    states = []
    for _ in range(3):
        office.time.advance(hours=1)
        office.deliver(line, 1)
        states.append(office.queries.line(line, "nl").state)
    assert states == [LineState.RUNNING, LineState.RUNNING, LineState.READY]


def test_an_internal_pause_needs_no_evidence_and_stops_no_clock(office: SmallOffice) -> None:
    (line,) = office.order(1).line_ids
    due = office.queries.line(line, "nl").due_at
    office.record(
        line, EventKind.PAUSED, reason="wachten op collega", pause_class=PauseClass.INTERNAL
    )
    office.time.advance(hours=30)
    office.record(line, EventKind.READY)
    assert office.queries.line(line, "nl").due_at == due
    assert office.control("2026-10").total.broken == 1


@pytest.mark.parametrize("pause_class", [PauseClass.CUSTOMER, PauseClass.FORCE_MAJEURE])
def test_a_pause_followed_by_ready_counts_as_a_pause(
    office: SmallOffice, pause_class: PauseClass
) -> None:
    (line,) = office.order(1).line_ids
    office.time.advance(hours=23)
    office.record(
        line, EventKind.PAUSED, reason="klant weg", pause_class=pause_class, evidence="mail"
    )
    assert office.queries.line(line, "nl").due_at is None, "while paused there is no next due"
    office.time.advance(hours=100)
    office.record(line, EventKind.READY)
    assert office.control("2026-10").total.kept == 1


def test_a_cancelled_line_costs_what_was_delivered_before(office: SmallOffice) -> None:
    (line,) = office.order(4).line_ids
    office.time.advance(hours=2)
    office.deliver(line, 1)
    office.record(line, EventKind.CANCELLED, reason="niet meer nodig")
    figures = office.control("2026-10")
    assert figures.total.charged_cents == PAPER_CENTS
    assert figures.total.credited_cents == 0
    view = office.queries.line(line, "nl")
    assert view.state is LineState.CANCELLED
    assert [one.quantity for one in view.deliveries] == [1]
