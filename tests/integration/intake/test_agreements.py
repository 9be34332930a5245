"""What is agreed with a department holds for what it orders, and for the verdict on it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.agreement import Agreement, AgreementDraft, Level, OrderLimit
from fmdesk.core.domain.calendar import Calendar, Limit, LimitUnit
from fmdesk.core.domain.errors import ConflictError, DomainError, InvalidInputError, NotFoundError
from fmdesk.core.domain.ticket import BespokeDraft, OrderLine
from fmdesk.core.domain.views import Taken
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.agreements import SignedAgreements
from fmdesk.core.services.judging import Judge
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from fmdesk.reports.writer import render_document
from tests.integration.intake.conftest import FROM, Desk
from tests.unit.reports.readback import whole

EIGHT, FOUR, THIRTY = (Limit(LimitUnit.CLOCK_HOURS, n) for n in (8, 4, 30))
WHOLE = Level(lead_time=THIRTY)
SUPPLIES = Level(cluster="SUP", lead_time=EIGHT)
PAPER = Level(product="PAP", lead_time=FOUR, volume=100)


@pytest.fixture
def kept(desk: Desk) -> SignedAgreements:
    """Return the use cases of agreements on the small office."""
    return SignedAgreements(desk.door, render_document)


def agree(
    kept: SignedAgreements, desk: Desk, *levels: Level, department: str = "FIN", **more: object
) -> Agreement:
    """Agree something from today on and return the version as it is stored."""
    with desk.door.read() as work:
        versions = work.agreements.versions(department)
    after = versions[0].number if versions else 0
    today = desk.time.now().date()
    draft = Agreement(department, today, levels=levels, **more)
    kept.save(AgreementDraft(uuid4(), draft, after))
    with desk.door.read() as work:
        return work.agreements.versions(department)[0]


def hours(desk: Desk, taken: Taken) -> float | None:
    """Return after how many hours of the clock an order is due."""
    return None if taken.due_at is None else (taken.due_at - desk.time.now()) / timedelta(hours=1)


def order(desk: Desk, *lines: OrderLine, **more: object) -> Taken:
    return desk.intake.take(desk.draft(*lines, **more))


def test_the_most_specific_level_gives_the_due_time(desk: Desk, kept: SignedAgreements) -> None:
    """24 hours by the catalogue; 30 for everybody; 8 for its supplies; 4 for paper."""
    assert hours(desk, order(desk)) == 24
    agree(kept, desk, WHOLE, department="")
    assert hours(desk, order(desk)) == 30
    agree(kept, desk, SUPPLIES)
    assert hours(desk, order(desk)) == 8
    agree(kept, desk, SUPPLIES, PAPER)
    assert hours(desk, order(desk)) == 4
    quote = desk.intake.quote(desk.draft(), "nl")
    assert quote.due_at == desk.time.now() + timedelta(hours=4)


def test_nothing_promised_is_a_promise_too(desk: Desk, kept: SignedAgreements) -> None:
    agree(kept, desk, Level(cluster="SUP"))
    assert hours(desk, order(desk)) is None


def test_a_level_has_a_calendar_of_its_own(desk: Desk, kept: SignedAgreements) -> None:
    def nights(work: UnitOfWork) -> None:
        calendar = Calendar("Europe/Amsterdam", {day: [("00:00", "24:00")] for day in range(7)})
        work.catalog.add_calendar_version("always", FROM, calendar)

    desk.change(nights)
    working = Limit(LimitUnit.WORKING_HOURS, 20)
    agree(kept, desk, Level(product="PAP", lead_time=working, calendar="always"))
    taken = order(desk)
    assert hours(desk, taken) == 20
    with desk.door.read() as work:
        line = work.tickets.line(taken.line_ids[0])
        assert line.pins.calendar_version_id is not None
        assert work.catalog.calendar_version(line.pins.calendar_version_id)[0] == "always"


def test_a_line_keeps_its_level_when_something_else_is_agreed(
    desk: Desk, kept: SignedAgreements
) -> None:
    """The month judges it by the 8 hours that held when it was taken in."""
    agree(kept, desk, SUPPLIES)
    taken = order(desk)
    agree(kept, desk, PAPER)
    kept.end(uuid4(), "FIN", desk.time.now().date(), 2)
    with desk.door.read() as work:
        line = work.months.line(taken.line_ids[0])
        judge = Judge(work, work.now)
        trial = next(one for one in work.catalog.charters() if one.code == "TRIAL")
        assert judge.limit(trial, line) == EIGHT
        assert work.agreements.origin(line.level_id or 0) == ("FIN", 1)
    assert hours(desk, order(desk)) == 24


def test_the_verdict_follows_the_agreed_time(desk: Desk, kept: SignedAgreements) -> None:
    """One charter promises the product's lead time: 4 hours here, 24 for an order before."""
    before = order(desk)
    agree(kept, desk, PAPER)
    after = order(desk)
    with desk.door.read() as work:
        judge = Judge(work, work.now)
        dues = [_due(judge, work, taken) for taken in (before, after)]
    assert [due - desk.time.now() for due in dues if due] == [
        timedelta(hours=24),
        timedelta(hours=4),
    ]


def _due(judge: Judge, work: UnitOfWork, taken: Taken) -> object:
    cases = judge.ask(work.months.line(taken.line_ids[0])).cases
    return next(case.due_at for case in cases if case.charter.code == "TRIAL")


def test_who_orders_more_than_agreed_is_told_whom_to_ask(
    desk: Desk, kept: SignedAgreements
) -> None:
    """Ayşe may order up to 20.00 at once: 4 packs of 4.95 pass, 5 do not; Jan may any amount."""
    limits = (OrderLimit("P1", 2_000),)
    agree(kept, desk, PAPER, limits=limits, holder="P2")
    assert order(desk, OrderLine("PAP", 4)).price_cents == 1_980
    with pytest.raises(InvalidInputError) as refused:
        order(desk, OrderLine("PAP", 2), OrderLine("PAP", 3))
    assert refused.value.code == "agreement.over_limit"
    assert refused.value.params["holder"] == "Jan de Wit"
    quote = desk.intake.quote(desk.draft(OrderLine("PAP", 5)), "nl")
    assert [one.code for one in quote.remarks if one.is_refusal] == ["agreement.over_limit"]
    held = order(desk, OrderLine("PAP", 9, cost_centre="4100"), requester="P2")
    assert held.price_cents == 9 * 495


def _draft(department: str, day: date, after: int, *levels: Level) -> AgreementDraft:
    return AgreementDraft(uuid4(), Agreement(department, day, levels=levels), after)


def test_bad_drafts_are_refused_and_nothing_is_kept(desk: Desk, kept: SignedAgreements) -> None:
    today = desk.time.now().date()
    cases: Sequence[tuple[AgreementDraft, type[DomainError], str]] = (
        (_draft("XXX", today, 0, PAPER), NotFoundError, "department.unknown"),
        (_draft("FIN", today - timedelta(days=1), 0, PAPER), InvalidInputError, "agreement.past"),
        (_draft("FIN", today, 3, PAPER), ConflictError, "agreement.changed"),
        (_draft("FIN", today, 0, PAPER, PAPER), InvalidInputError, "agreement.twice"),
        (_draft("FIN", today, 0, Level("ZZZ", lead_time=FOUR)), InvalidInputError, ""),
    )
    for draft, kind, code in cases:
        with pytest.raises(kind) as refused:
            kept.save(draft)
        assert refused.value.code == (code or "agreement.no_product")
    assert kept.view("FIN", "nl").versions == ()


def test_a_later_version_waits_and_is_not_overtaken(desk: Desk, kept: SignedAgreements) -> None:
    today = desk.time.now().date()
    later = today + timedelta(days=10)
    kept.save(_draft("FIN", later, 0, PAPER))
    view = kept.view("FIN", "en")
    assert view.is_coming
    assert hours(desk, order(desk)) == 24
    with pytest.raises(InvalidInputError, match=r"agreement\.coming") as refused:
        kept.save(_draft("FIN", today, 1, SUPPLIES))
    with using_language("en"):
        assert "Take it back first" in explain(refused.value)
    desk.time.advance(days=10)
    assert hours(desk, order(desk)) == 4


def test_what_is_to_begin_later_is_taken_back_and_what_holds_is_changed_or_ended(
    desk: Desk, kept: SignedAgreements
) -> None:
    """Eight hours from the tenth day on are called off: four go on, until they end."""
    today = desk.time.now().date()
    agree(kept, desk, PAPER, budget_cents=10_000)
    with pytest.raises(ConflictError, match=r"agreement\.changed"):
        kept.take_back(uuid4(), "FIN", 1)
    later = replace(PAPER, lead_time=EIGHT)
    kept.save(_draft("FIN", today + timedelta(days=10), 1, later))
    with pytest.raises(ConflictError, match=r"agreement\.changed"):
        kept.take_back(uuid4(), "FIN", 1)
    kept.take_back(uuid4(), "FIN", 2)
    view = kept.view("FIN", "en")
    assert (view.is_coming, len(view.versions)) == (False, 3)
    assert view.agreement is not None
    assert (view.agreement.valid_from, view.agreement.budget_cents) == (today, 10_000)
    assert hours(desk, order(desk)) == 4
    kept.end(uuid4(), "FIN", today + timedelta(days=20), 3)
    desk.time.advance(days=10)
    assert hours(desk, order(desk)) == 4
    kept.take_back(uuid4(), "FIN", 4)
    desk.time.advance(days=10)
    assert hours(desk, order(desk)) == 4, "its end was taken back"


def test_the_first_agreement_is_taken_back_before_it_begins(
    desk: Desk, kept: SignedAgreements
) -> None:
    kept.save(_draft("FIN", desk.time.now().date() + timedelta(days=10), 0, PAPER))
    kept.take_back(uuid4(), "FIN", 1)
    desk.time.advance(days=10)
    assert hours(desk, order(desk)) == 24


def test_the_page_tells_use_budget_and_how_versions_differ(
    desk: Desk, kept: SignedAgreements
) -> None:
    order(desk, OrderLine("PAP", 2))  # before anything was agreed: it is of the year too
    agree(kept, desk, PAPER, budget_cents=10_000, client="P1")
    order(desk, OrderLine("PAP", 5))
    other = replace(PAPER, lead_time=EIGHT, volume=120)
    agree(kept, desk, other, SUPPLIES, budget_cents=12_000, holder="P2")
    order(desk, OrderLine("PAP", 3))
    view = kept.view("FIN", "en")
    assert [(row.what, row.lead_time, row.usual, row.ordered) for row in view.levels] == [
        ("Paper A4", "8 clock hours", "24 clock hours", 10),
        ("Supplies", "8 clock hours", "", 0),
    ]
    assert (view.spent_cents, view.holder, view.year) == (4_950, "Jan de Wit", 2026)
    assert view.versions[0].changes == (
        "Paper A4: 4 clock hours, 100 a year becomes 8 clock hours, 120 a year.",
        "New: Supplies, 8 clock hours.",
        "Client: Ayşe Özdemir becomes –.",
        "Budget holder: – becomes Jan de Wit.",
        "Budget of a year: €100.00 becomes €120.00.",
    )
    assert view.versions[1].changes == ("The first version.",)
    rows = {one.department: one.levels for one in kept.parties("nl")}
    assert rows == {"": 0, "FIN": 2}
    choices = kept.choices("FIN", "en")
    assert ("product:PAP:spoed", "Paper A4, Urgent") in choices.parts
    assert {code for code, _name in choices.persons} == {"P1", "P2"}


def test_use_is_what_the_department_ordered_in_the_year(desk: Desk, kept: SignedAgreements) -> None:
    """7 of paper before anything is agreed, then 3 urgent. Agreed are 100 of paper, 20 urgent, and
    500 of all supplies; a year later none of them is used."""
    order(desk, OrderLine("PAP", 7))
    urgent = Level("PAP", "spoed", lead_time=FOUR, volume=20)
    agree(kept, desk, PAPER, urgent, replace(SUPPLIES, volume=500), replace(WHOLE, volume=9))
    order(desk, OrderLine("PAP", 3, "spoed"))
    rows = {row.level.scope: row.ordered for row in kept.view("FIN", "nl").levels}
    assert rows == {
        ("PAP", "spoed", ""): 3,
        ("PAP", "", ""): 7,
        ("", "", "SUP"): 0,
        ("", "", ""): 0,
    }
    today = desk.time.now().date()
    kept.save(_draft("FIN", today, 1, replace(SUPPLIES, volume=500)))
    (row,) = kept.view("FIN", "nl").levels
    assert row.ordered == 10, "all paper of the year is of the supplies"
    agree(kept, desk, replace(PAPER, volume=5), replace(WHOLE, volume=9), department="")
    assert [row.ordered for row in kept.view("", "nl").levels] == [0, 0], "it has an agreement"
    kept.end(uuid4(), "FIN", today, 2)
    assert [row.ordered for row in kept.view("", "nl").levels] == [10, 0]
    desk.time.advance(days=365)
    assert [row.ordered for row in kept.view("", "nl").levels] == [0, 0]


def test_two_of_one_name_are_chosen_by_their_code(desk: Desk, kept: SignedAgreements) -> None:
    def another(work: UnitOfWork) -> None:
        one = work.people.person_by_code("P1")
        work.people.save_person(replace(one, id=0, code="P3"))
        work.people.save_person(replace(one, id=0, code="P4", name="Bo Vis"))

    desk.change(another)
    assert dict(kept.choices("FIN", "nl").persons) == {
        "P1": "Ayşe Özdemir (P1)",
        "P3": "Ayşe Özdemir (P3)",
        "P4": "Bo Vis",
    }
    parts = kept.choices("FIN", "nl").parts
    assert len({name for _code, name in parts}) == len(parts)


def test_it_is_printed_in_both_languages_to_be_signed(desk: Desk, kept: SignedAgreements) -> None:
    agree(kept, desk, PAPER, budget_cents=10_000)
    made = kept.paper("FIN", 1)
    assert made.startswith(b"%PDF")
    text = whole(made)
    for nl, en in (
        ("Voor de afdeling", "For the department"),
        ("Naam, datum en handtekening", "Name, date and signature"),
        ("pagina 1", "page 1"),
    ):
        assert f"{nl} / {en}" in text
    assert kept.paper("FIN", 1) == made
    with pytest.raises(NotFoundError, match=r"agreement\.no_version"):
        kept.paper("FIN", 2)


def test_the_desk_reads_by_which_agreement_an_order_is_promised(
    desk: Desk, kept: SignedAgreements
) -> None:
    assert [one.agreed for one in desk.intake.quote(desk.draft(), "en").lines] == [""]
    agree(kept, desk, SUPPLIES, department="")
    (general,) = desk.intake.quote(desk.draft(), "en").lines
    assert general.agreed == "As agreed with everybody (version 1): Supplies, 8 clock hours."
    agree(kept, desk, PAPER)
    (own,) = desk.intake.quote(desk.draft(), "nl").lines
    assert own.agreed == "Volgens de afspraak met Financiën (versie 1): Papier A4, 4 klokuren."


def test_what_is_not_in_the_catalogue_is_held_to_the_amounts_too(
    desk: Desk, kept: SignedAgreements
) -> None:
    agree(kept, desk, PAPER, limits=(OrderLimit("", 12_000),), holder="P2")
    agreed_at = desk.time.now() + timedelta(days=3)
    draft = BespokeDraft(
        uuid4(), "phone", "Een rode loper", "MAG", 12_500, agreed_at, "telefonisch", requester="P1"
    )
    with pytest.raises(InvalidInputError, match=r"agreement\.over_limit"):
        desk.intake.take_bespoke(draft)
    assert desk.intake.take_bespoke(replace(draft, op_id=uuid4(), price_cents=11_000)).number
