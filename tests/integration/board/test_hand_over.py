"""The hand-over list: what one shift leaves, the next one takes over in one command."""

from uuid import uuid4

import pytest

from fmdesk.core.domain.board import Counted, Figure
from fmdesk.core.domain.call_back import CallBackRule, CallBackRules
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.hand_over import HandOverDraft, HandOverItem
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from tests.integration.board.conftest import BoardOffice


def give(office: BoardOffice, to: str = "", **notes: str) -> tuple[int, ...]:
    items = tuple(HandOverItem(int(line[4:]), note=note) for line, note in notes.items())
    return office.hand_overs.give(HandOverDraft(uuid4(), to, items)).ids


def owner(office: BoardOffice, line_id: int) -> str:
    with office.door.read() as work:
        return work.tickets.ticket(work.tickets.line(line_id).ticket_id).owner


def test_somebody_can_hand_over_open_lines_and_call_backs_of_own_tickets(
    office: BoardOffice,
) -> None:
    rules = CallBackRules((CallBackRule(1, product="paper"),))
    office.call_backs.save_rules(uuid4(), rules)
    ready, open_ = (office.order().line_ids[0] for _each in range(2))
    office.record(ready, EventKind.READY)
    office.sit_down("noor")
    office.order()
    office.sit_down("anneke")
    own = office.hand_overs.own("nl")
    assert [(one.line_id, one.call_back_id) for one in own] == [(ready, 1), (open_, None)]
    assert [(one.number, one.product, one.customer) for one in own] == [
        ("M000001.1", "Kopieerpapier", "Anneke de Vries"),
        ("M000002.1", "Kopieerpapier", "Anneke de Vries"),
    ]


def test_the_next_one_takes_all_over_and_owns_the_tickets(office: BoardOffice) -> None:
    lines = [office.order().line_ids[0] for _each in range(2)]
    ids = give(office, line1="Belt om elf uur", line2="Wacht op magazijn")
    office.sit_down("noor")
    assert office.figure(Figure.HANDED) == 2
    counted = Counted(Figure.HANDED)
    rows = office.board.rows(counted, office.board.ids(counted), "nl")
    assert [(row.note, row.who) for row in rows] == [
        ("Belt om elf uur", "anneke"),
        ("Wacht op magazijn", "anneke"),
    ]
    taken = office.hand_overs.take(uuid4(), ids)
    assert (taken.ids, taken.tickets) == (ids, (1, 2))
    assert office.figure(Figure.HANDED) == 0
    assert {owner(office, line) for line in lines} == {"noor"}
    with office.door.read() as work:
        assert work.tickets.ticket(1).version == 2, "who edits the ticket meanwhile is told"


def test_what_is_for_one_person_is_shown_to_that_person(office: BoardOffice) -> None:
    office.order()
    give(office, "Noor", line1="")
    assert office.figure(Figure.HANDED) == 0
    office.sit_down("Noor")
    assert office.figure(Figure.HANDED) == 1


def test_two_who_take_at_once_get_each_thing_once(office: BoardOffice) -> None:
    for _each in range(3):
        office.order()
    ids = give(office, line1="", line2="", line3="")
    office.sit_down("noor")
    office.hand_overs.take(uuid4(), ids[:1])
    office.sit_down("pim")
    assert office.hand_overs.take(uuid4(), ids).ids == ids[1:]
    with pytest.raises(ConflictError, match=r"hand_over\.taken"):
        office.hand_overs.take(uuid4(), ids)
    assert [owner(office, line) for line in (1, 2, 3)] == ["noor", "pim", "pim"]


def test_a_repeat_changes_nothing(office: BoardOffice) -> None:
    office.order()
    ids, op_id = give(office, line1=""), uuid4()
    assert office.hand_overs.take(op_id, ids) == office.hand_overs.take(op_id, ids)


def test_nothing_and_what_is_not_there_are_refused(office: BoardOffice) -> None:
    with pytest.raises(InvalidInputError, match=r"hand_over\.nothing"):
        give(office)
    with pytest.raises(NotFoundError, match=r"line\.unknown"):
        give(office, line9="")
    office.order()
    with pytest.raises(NotFoundError, match=r"call_back\.unknown"):
        office.hand_overs.give(HandOverDraft(uuid4(), "", (HandOverItem(1, 7),)))
    assert office.figure(Figure.HANDED) == 0


def test_colleagues_are_the_others_at_the_front_office(office: BoardOffice) -> None:
    def hire(work: UnitOfWork) -> Changes:
        desk = work.people.unit_by_code("desk").id
        work.people.save_person(Person(0, "pim", "Pim Jansen", unit_id=desk))
        work.people.save_person(Person(0, "gone", "Weg Gegaan", unit_id=desk, is_active=False))
        return Changes()

    office.do(hire)
    office.sit_down("Pim Jansen")
    assert office.hand_overs.colleagues() == ("Noor van Dijk",)
