"""What the desk settles in one key: answered, done at the desk, made to measure; all counted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from fmdesk.bootstrap import Silent
from fmdesk.core.domain.charter import Guarantee, LimitSource, Sanction, SanctionKind
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.intake_views import Promotion
from fmdesk.core.domain.ticket import (
    AnswerDraft,
    BespokeDraft,
    ContactKind,
    ContactOutcome,
    LineState,
    OrderLine,
)
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.projection import project
from fmdesk.core.sql.verify import verify
from fmdesk.testing import plain_charter
from tests.integration.intake.conftest import Desk


def bespoke(desk: Desk, **changes: object) -> BespokeDraft:
    draft = BespokeDraft(
        uuid4(),
        "phone",
        "Een rode loper\nvan twaalf meter",
        "MAG",
        12_500,
        desk.time.now() + timedelta(days=3),
        "telefonisch, 9:05",
        requester="P1",
    )
    return replace(draft, **changes)


def counts(desk: Desk, month: str = "2026-03") -> dict[tuple[str, ContactOutcome], int]:
    found = desk.knowledge.outcomes(month, "nl")
    return {(one.product, one.outcome): one.count for one in found}


# --- answered from the questions ---------------------------------------------------------------


def test_an_answer_is_a_contact_and_counts_one_use(desk: Desk) -> None:
    question = desk.knowledge.card("PAP", "nl").questions[0]
    draft = AnswerDraft(uuid4(), "phone", question.id, "P1", 40, "kort")
    answered = desk.intake.answer(draft)
    assert answered.uses == question.uses + 1
    (contact,) = desk.knowledge.caller("P1").contacts
    assert (contact.id, contact.kind) == (answered.contact_id, ContactKind.QUESTION)
    assert (contact.outcome, contact.ticket_id, contact.note) == (ContactOutcome.FAQ, None, "kort")
    assert desk.intake.answer(draft) == answered  # the same key twice counts once
    assert counts(desk) == {("PAP", ContactOutcome.FAQ): 1}


def test_nobody_needs_a_name_to_get_an_answer(desk: Desk) -> None:
    question = desk.knowledge.card("PAP", "nl").questions[0]
    desk.intake.answer(AnswerDraft(uuid4(), "desk", question.id))
    assert counts(desk) == {("PAP", ContactOutcome.FAQ): 1}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"faq_id": 99_999}, "faq.unknown"),
        ({"requester": "P99"}, "person.unknown"),
        ({"channel": "smoke"}, "intake.unknown_channel"),
    ],
)
def test_an_answer_that_cannot_be_recorded_counts_nothing(
    desk: Desk, changes: dict[str, object], code: str
) -> None:
    question = desk.knowledge.card("PAP", "nl").questions[0]
    draft = AnswerDraft(uuid4(), "phone", question.id, "P1")
    with pytest.raises((InvalidInputError, NotFoundError)) as told:
        desk.intake.answer(replace(draft, **changes))
    assert told.value.code == code
    assert desk.knowledge.card("PAP", "nl").questions[0].uses == question.uses
    assert counts(desk) == {}


# --- done at the desk --------------------------------------------------------------------------


def test_what_is_done_at_the_desk_is_ready_with_its_front_steps(desk: Desk) -> None:
    taken = desk.intake.take_done(desk.draft(OrderLine("PAP", 2), OrderLine("PAP", 1, "spoed")))
    for line in desk.queries.ticket(taken.ticket_id, "nl").lines:
        assert (line.state, line.ready_at) == (LineState.READY, desk.time.now())
        assert [event.kind for event in line.events] == [
            EventKind.RECEIVED,
            EventKind.STARTED,
            EventKind.STEP_FINISHED,
            EventKind.READY,
        ]
        assert [step.state for step in line.steps] == ["done", "waiting"]
        (part,) = line.deliveries
        assert (part.quantity, part.charged_cents) == (line.quantity, line.price_cents)
    assert counts(desk) == {("PAP", ContactOutcome.DESK): 2}


def test_its_clock_ran_from_the_letter_to_the_desk(desk: Desk) -> None:
    """Received by post an hour before: kept within its 24 hours, whatever the steps took."""
    letter = desk.time.now() - timedelta(hours=1)
    taken = desk.intake.take_done(desk.draft(received_at=letter, channel="post"))
    with desk.door.read() as work:
        line = work.tickets.line(taken.line_ids[0])
        assert (line.opened_at, line.ready_at) == (letter, work.now)
        assert line.due_at == letter + timedelta(hours=24)
        assert project(work, line, work.tickets.events(line.id)) == line


def test_the_same_key_twice_is_one_order_and_another_key_is_refused(desk: Desk) -> None:
    draft = desk.draft()
    first = desk.intake.take_done(draft)
    assert desk.intake.take_done(draft) == first
    with pytest.raises(ConflictError):
        desk.intake.take_done(replace(draft, note="anders"))
    assert counts(desk) == {("PAP", ContactOutcome.DESK): 1}


def test_an_order_that_is_refused_leaves_nothing_behind(desk: Desk) -> None:
    with pytest.raises(InvalidInputError):
        desk.intake.take_done(desk.draft(OrderLine("PAP"), OrderLine("PAP", 0)))
    assert desk.knowledge.caller("P1").recent == ()
    assert counts(desk) == {}


def test_a_product_without_a_process_is_done_as_well(desk: Desk) -> None:
    desk.product("KAAL", process="", calendar="", lead_time=None)
    taken = desk.intake.take_done(desk.draft(OrderLine("KAAL")))
    (line,) = desk.queries.ticket(taken.ticket_id, "nl").lines
    assert (line.state, line.steps, line.due_at) == (LineState.READY, (), None)


# --- not in the catalogue ----------------------------------------------------------------------


def test_what_was_agreed_is_price_and_guarantee(desk: Desk) -> None:
    draft = bespoke(desk)
    taken = desk.intake.take_bespoke(draft)
    assert (taken.price_cents, taken.due_at) == (12_500, draft.agreed_at)
    ticket = desk.queries.ticket(taken.ticket_id, "nl")
    (line,) = ticket.lines
    assert (ticket.subject, line.product, line.unit) == ("Een rode loper", "Maatwerk", "Magazijn")
    assert (line.due_at, line.cost_centre) == (draft.agreed_at, "4100 Financiën")
    (kept,) = desk.knowledge.bespoke("2026-03")
    assert kept.description == "Een rode loper\nvan twaalf meter"
    assert (kept.consent, kept.unit, kept.agreed_at) == (
        "telefonisch, 9:05",
        "Magazijn",
        draft.agreed_at,
    )
    assert counts(desk) == {("maatwerk", ContactOutcome.BESPOKE): 1}
    assert desk.knowledge.bespoke("2026-02") == ()


def test_a_charter_on_what_is_made_to_measure_judges_by_the_agreed_date(desk: Desk) -> None:
    def promise(work: UnitOfWork) -> None:
        work.catalog.add_charter_version(
            plain_charter(
                id=0,
                code="AFSPRAAK",
                promise_nl="Op de afgesproken datum.",
                promise_en="On the agreed date.",
                guarantee=Guarantee(source=LimitSource.GIVEN),
                sanction=Sanction(SanctionKind.PERCENTAGE, basis_points=1000),
                products=("maatwerk",),
            )
        )

    desk.change(promise)
    taken = desk.intake.take_bespoke(bespoke(desk))
    assert "Op de afgesproken datum." in taken.promises
    desk.time.advance(days=4)
    assert [row.is_late for row in desk.knowledge.caller("P1").open] == [True]


def test_the_projections_of_a_bespoke_line_hold(desk: Desk) -> None:
    taken = desk.intake.take_bespoke(bespoke(desk))
    desk.intake.take_done(desk.draft())
    report = verify(desk.door, project, progress=Silent())
    assert (report.lines, report.findings) == (2, ())
    assert taken.line_ids


def test_two_of_them_share_one_product_that_nobody_finds(desk: Desk) -> None:
    desk.intake.take_bespoke(bespoke(desk))
    desk.intake.take_bespoke(bespoke(desk, description="Een blauwe"))
    assert [one.description for one in desk.knowledge.bespoke()] == [
        "Een blauwe",
        "Een rode loper\nvan twaalf meter",
    ]
    assert desk.knowledge.find("maatwerk", "nl", 5) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"description": " \n"}, "intake.no_description"),
        ({"consent": " "}, "intake.no_consent"),
        ({"price_cents": -1}, "intake.price"),
        ({"agreed_at": datetime(2026, 3, 2, 8, 0, tzinfo=UTC)}, "intake.agreed_past"),
        ({"agreed_at": datetime(2027, 1, 1)}, "time.naive"),  # noqa: DTZ001  # must be refused
        ({"unit": "ZZ"}, "unit.unknown"),
        ({"requester": "P2"}, "intake.no_payer"),
        ({"quantity": 0}, "intake.quantity"),
        ({"channel": "smoke"}, "intake.unknown_channel"),
    ],
)
def test_what_was_not_agreed_is_not_taken(
    desk: Desk, changes: dict[str, object], code: str
) -> None:
    with pytest.raises((InvalidInputError, NotFoundError)) as told:
        desk.intake.take_bespoke(bespoke(desk, **changes))
    assert told.value.code == code
    assert desk.knowledge.bespoke() == ()


def test_what_costs_nothing_needs_no_payer(desk: Desk) -> None:
    taken = desk.intake.take_bespoke(bespoke(desk, price_cents=0, requester="P2"))
    assert taken.price_cents == 0


def test_a_line_remembers_the_product_it_became(desk: Desk) -> None:
    taken = desk.intake.take_bespoke(bespoke(desk))
    desk.product("LOPER")
    with pytest.raises(NotFoundError, match=r"product\.unknown"):
        desk.knowledge.promote(Promotion(uuid4(), taken.line_ids[0], "ZZ"))
    changes = desk.knowledge.promote(Promotion(uuid4(), taken.line_ids[0], "LOPER"))
    assert changes.tickets == (taken.ticket_id,)
    assert [one.product for one in desk.knowledge.bespoke()] == ["LOPER"]


def test_a_line_of_the_catalogue_cannot_become_a_product(desk: Desk) -> None:
    taken = desk.intake.take(desk.draft())
    with pytest.raises(NotFoundError, match=r"line\.unknown"):
        desk.knowledge.promote(Promotion(uuid4(), taken.line_ids[0], "PAP"))


# --- counts ------------------------------------------------------------------------------------


def test_an_ordinary_order_is_not_counted_and_months_are_apart(desk: Desk) -> None:
    desk.intake.take(desk.draft())
    desk.intake.take_done(desk.draft())
    desk.time.at = datetime(2026, 3, 31, 22, 0, tzinfo=UTC)  # 1 April in Amsterdam
    desk.intake.take_done(desk.draft())
    assert counts(desk) == counts(desk, "2026-04") == {("PAP", ContactOutcome.DESK): 1}
    assert desk.knowledge.outcomes("2026-03", "en")[0].name == "Paper A4"


def test_a_month_that_is_none_is_said(desk: Desk) -> None:
    with pytest.raises(InvalidInputError, match=r"month\.format"):
        desk.knowledge.outcomes("maart", "nl")
    with pytest.raises(InvalidInputError, match=r"month\.format"):
        desk.knowledge.bespoke("2026-13")


# --- for somebody else -------------------------------------------------------------------------


def test_who_asks_who_receives_and_who_pays_are_apart(desk: Desk) -> None:
    """Ayşe orders for Petra, at the cost of the lawyers; it is brought to where Petra sits."""
    line = OrderLine("PAP", 1, cost_centre="4200")
    taken = desk.intake.take(desk.draft(line, recipient="P3"))
    ticket = desk.queries.ticket(taken.ticket_id, "nl")
    (ordered,) = ticket.lines
    assert (ticket.requester, ticket.recipient) == ("Ayşe Özdemir", "Petra 1234-Jansen")
    assert (ordered.cost_centre, ordered.location) == ("4200 Juridische Zaken", "Balzaal Pantry")
    for code in ("P1", "P3"):
        assert [row.line_id for row in desk.knowledge.caller(code).open] == [*taken.line_ids]


def test_without_a_cost_centre_of_its_own_the_requester_pays(desk: Desk) -> None:
    taken = desk.intake.take(desk.draft(recipient="P3"))
    (ordered,) = desk.queries.ticket(taken.ticket_id, "nl").lines
    assert ordered.cost_centre == "4100 Financiën"
