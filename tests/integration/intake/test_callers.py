"""Who is calling: found by extension, name, room and cost centre, and shown with what goes on."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import DomainError, NotFoundError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.intake_views import FoundBy, Newcomer
from fmdesk.core.domain.ticket import ContactKind, EventDraft, OrderLine
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.fulfilment import Fulfilment
from fmdesk.i18n import using_language
from tests.integration.intake.conftest import Desk


def found(desk: Desk, text: str, limit: int = 9) -> list[tuple[str, FoundBy]]:
    return [(hit.code, hit.found_by) for hit in desk.knowledge.callers(text, limit)]


def test_the_exact_extension_comes_before_names_that_have_it(desk: Desk) -> None:
    assert found(desk, "06-1234") == [("P1", FoundBy.PHONE), ("P3", FoundBy.PHONE)]
    assert found(desk, "1234") == [("P1", FoundBy.PHONE), ("P3", FoundBy.NAME)]


def test_an_extension_is_found_while_it_is_typed(desk: Desk) -> None:
    assert found(desk, "40") == [("P4", FoundBy.PHONE)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("jans", ["P4", "P3"]),  # whose name begins so comes first
        ("ozdem", ["P1"]),
        ("ÖZD ayse", ["P1"]),
        ("jan@example", ["P2"]),
        ("jan wit", ["P2"]),
        ("oud", []),  # no longer in service
        ("", []),
        ("  -  ", []),
        ("%", []),
        ("'; drop table person; --", []),
        ('"*', []),
        ("jans\0", ["P4", "P3"]),
        ("\ud83d\njans", ["P4", "P3"]),
        ("q" * 60_000, []),
        ("jans " * 30_000, ["P4", "P3"]),
    ],
)
def test_a_name_is_found_by_begins_of_its_words(desk: Desk, text: str, codes: list[str]) -> None:
    assert [code for code, _kind in found(desk, text)] == codes


def test_persons_are_found_by_their_room_and_the_floor_of_it(desk: Desk) -> None:
    assert found(desk, "a1.02") == [("P4", FoundBy.ROOM), ("P3", FoundBy.ROOM)]
    assert found(desk, "pantry") == [("P4", FoundBy.ROOM), ("P3", FoundBy.ROOM)]
    assert found(desk, "verdieping") == [
        ("P1", FoundBy.ROOM),
        ("P4", FoundBy.ROOM),
        ("P3", FoundBy.ROOM),
    ]
    assert found(desk, "antry") == []


def test_persons_are_found_by_their_cost_centre(desk: Desk) -> None:
    assert found(desk, "4100") == [("P1", FoundBy.COST_CENTRE)]
    assert found(desk, "zaken") == [("P4", FoundBy.COST_CENTRE), ("P3", FoundBy.COST_CENTRE)]


def test_no_more_than_asked_are_found_and_each_once(desk: Desk) -> None:
    assert len(found(desk, "j", 2)) == 2
    codes = [code for code, _kind in found(desk, "j")]
    assert len(codes) == len(set(codes))


def test_a_find_shows_where_the_person_is(desk: Desk) -> None:
    (hit,) = desk.knowledge.callers("ayse", 5)
    assert (hit.name, hit.phone, hit.department) == ("Ayşe Özdemir", "06-1234", "Financiën")
    assert (hit.cost_centre, hit.room) == ("4100", "Kamer A1.01")


def test_a_renamed_person_is_found_by_the_new_name_alone(desk: Desk) -> None:
    def rename(work: UnitOfWork) -> None:
        people = work.people
        people.save_person(replace(people.person_by_code("P1"), name="Ayşe Bakker"))

    desk.change(rename)
    assert found(desk, "bakker") == [("P1", FoundBy.NAME)]
    assert found(desk, "ozdemir") == []


def test_an_unknown_caller_is_said(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match=r"person\.unknown"):
        desk.knowledge.caller("P99")


def test_a_caller_comes_with_open_lines_next_due_first(desk: Desk) -> None:
    late = desk.intake.take(desk.draft(OrderLine("PAP", 1)))
    desk.time.advance(minutes=5)
    urgent = desk.intake.take(desk.draft(OrderLine("PAP", 1, "spoed")))
    other = desk.intake.take(desk.draft(requester="P3", recipient="P1"))
    caller = desk.knowledge.caller("P1")
    assert [row.line_id for row in caller.open] == [
        *urgent.line_ids,
        *late.line_ids,
        *other.line_ids,  # received by, not asked by: five minutes later
    ]
    assert caller.recent == ()


def test_a_line_that_is_ready_moves_to_the_recent_ones(desk: Desk) -> None:
    taken = desk.intake.take(desk.draft())
    fulfilment = Fulfilment(desk.door, desk.intake.plugins)
    fulfilment.record(EventDraft(uuid4(), taken.line_ids[0], EventKind.READY, 1))
    caller = desk.knowledge.caller("P1")
    assert (len(caller.open), [row.line_id for row in caller.recent]) == (0, [*taken.line_ids])


def test_contacts_of_today_are_shown_and_those_of_yesterday_are_not(desk: Desk) -> None:
    desk.intake.take(desk.draft(note="gisteren"))
    desk.time.advance(hours=16)  # past midnight in Amsterdam
    today = desk.intake.take(desk.draft(note="vandaag"))
    with using_language("en"):
        (contact,) = desk.knowledge.caller("P1").contacts
    assert (contact.note, contact.number, contact.kind) == (
        "vandaag",
        today.number,
        ContactKind.ORDER,
    )
    assert (contact.channel, contact.outcome) == ("Phone", None)


def test_the_budget_is_the_sum_of_the_lines_of_the_year(desk: Desk) -> None:
    desk.intake.take(desk.draft(OrderLine("PAP", 3)))
    desk.intake.take_done(desk.draft(OrderLine("PAP", 2), OrderLine("PAP", 1, "spoed")))
    budget = desk.knowledge.caller("P1").budget
    assert budget is not None
    assert (budget.cents, budget.committed, budget.charged) == (10_000, 3 * 495, 2 * 495 + 695)
    assert budget.left == 10_000 - 6 * 495 - 200
    desk.time.at += timedelta(days=365)
    following = desk.knowledge.caller("P1").budget
    assert following is not None
    assert (following.year, following.left, following.committed) == (2027, None, 0)


def test_who_has_no_cost_centre_has_no_budget(desk: Desk) -> None:
    assert desk.knowledge.caller("P2").budget is None


def test_a_caller_whom_nobody_knows_is_taken_in_and_orders_at_once(desk: Desk) -> None:
    newcomer = Newcomer(uuid4(), "  Nieuwe   Beller ", "4499", "n@example.nl", "4100", "A1.02")
    hit = desk.knowledge.add_caller(newcomer)
    assert desk.knowledge.add_caller(newcomer) == hit, "sent twice is taken in once"
    assert (hit.name, hit.phone, hit.cost_centre) == ("Nieuwe Beller", "4499", "4100")
    assert (hit.room, bool(hit.department)) == ("Balzaal Pantry", True)
    assert found(desk, "4499") == [(hit.code, FoundBy.PHONE)]
    assert found(desk, "nieuwe") == [(hit.code, FoundBy.NAME)]
    taken = desk.intake.take(desk.draft(requester=hit.code))
    (line,) = desk.knowledge.caller(hit.code).open
    assert line.line_id == taken.line_ids[0]


def test_a_name_alone_is_enough(desk: Desk) -> None:
    hit = desk.knowledge.add_caller(Newcomer(uuid4(), "Gast"))
    assert (hit.name, hit.phone, hit.department, hit.cost_centre, hit.room) == (
        *("Gast", "", "", "", ""),
    )


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": "  "}, "person.no_name"),
        ({"name": "Gast", "email": "gast at example"}, "person.email"),
        ({"name": "Gast", "cost_centre": "9999"}, "cost_centre.unknown"),
        ({"name": "Gast", "location": "Z9"}, "location.unknown"),
    ],
)
def test_what_is_wrong_with_a_newcomer_is_said_and_nobody_is_stored(
    desk: Desk, values: dict[str, str], code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        desk.knowledge.add_caller(Newcomer(uuid4(), **values))
    assert refused.value.code == code
    assert found(desk, "gast") == []
