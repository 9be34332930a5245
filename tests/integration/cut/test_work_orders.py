"""What stands on a work order: of the line as it is now, in the language asked for."""

from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.people import Location, Person
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.domain.unit_work import AssignDraft, WorkOrder
from fmdesk.core.ports import UnitOfWork
from fmdesk.reports.writer import render_work_orders
from tests.integration.cut.conftest import Cut
from tests.integration.storage.conftest import Change

HOSTILE = "<b>vet</b> {0} %s '; DROP TABLE line; --"


def take(cut: Cut, *lines: OrderLine, **more: object) -> tuple[int, ...]:
    more.setdefault("requester", "P1")
    draft = OrderDraft(uuid4(), "phone", lines or (OrderLine("PAP", 3),), **more)
    return cut.intake.take(draft).line_ids


def order(cut: Cut, line_id: int, language: str = "nl", unit: int = 0) -> WorkOrder:
    (made,) = cut.my_unit.work_orders((line_id,), unit or cut.store, language).orders
    return made


def test_a_place_is_named_from_the_site_down(cut: Cut, change: Change) -> None:
    def build(work: UnitOfWork) -> None:
        above = None
        for code, kind in (("T1", "site"), ("GA", "building"), ("GA2", "floor"), ("R9", "room")):
            place = Location(0, code, f"Plek {code}", kind, above)
            above = work.people.save_location(place).id

    change(build)
    (line_id,) = take(cut, OrderLine("PAP", 1, location="R9"))
    assert order(cut, line_id).location == "Plek T1 · Plek GA · Plek GA2 · Plek R9"


def test_who_receives_it_is_named_and_else_who_asked(cut: Cut, change: Change) -> None:
    change(lambda work: work.people.save_person(Person(0, "P9", "Bea Smit", phone="4163")))
    (own,), (other,) = take(cut), take(cut, recipient="P9")
    assert (order(cut, own).recipient, order(cut, own).phone) == ("Ayşe Özdemir", "06-1234")
    assert (order(cut, other).recipient, order(cut, other).phone) == ("Bea Smit", "4163")


def test_the_step_is_the_one_that_has_the_line_now(cut: Cut) -> None:
    line_id = cut.order()
    steps = {language: order(cut, line_id, language).step for language in ("nl", "en")}
    assert steps == {"nl": "Aannemen", "en": "Take"}
    cut.record(line_id, EventKind.STEP_FINISHED, step=0)
    assert order(cut, line_id).step == "Leveren"
    cut.give_back(line_id)
    assert order(cut, line_id).step == "Aannemen", "it is at the desk again"
    cut.issue(line_id)
    assert order(cut, line_id, "en").step == "Deliver"


def test_yes_and_no_are_words_of_the_language(cut: Cut) -> None:
    (line_id,) = take(cut, OrderLine("PAP", 1, details={"spoed": True, "gratis": False}))
    assert set(order(cut, line_id).details) == {("spoed", "Ja"), ("gratis", "Nee")}
    assert set(order(cut, line_id, "en").details) == {("spoed", "Yes"), ("gratis", "No")}


def test_what_was_left_empty_in_the_form_is_not_on_it(cut: Cut) -> None:
    (line_id,) = take(cut, OrderLine("PAP", 1, details={"kleur": "", "maat": "A3", "stuks": 0}))
    assert set(order(cut, line_id).details) == {("maat", "A3"), ("stuks", "0")}


def test_hostile_words_of_the_customer_come_as_they_are_and_print(cut: Cut) -> None:
    (line_id,) = take(cut, OrderLine("PAP", 1, details={"wens": HOSTILE}), note=HOSTILE)
    made = cut.my_unit.work_orders((line_id,), cut.store, "nl")
    (found,) = made.orders
    assert (found.note, found.details) == (HOSTILE, (("wens", HOSTILE),))
    content = render_work_orders(made, "nl")
    assert content.startswith(b"%PDF")
    assert content == render_work_orders(made, "nl")


def test_orders_come_in_the_order_of_the_list_and_a_line_twice_is_two_sheets(cut: Cut) -> None:
    first, second, third = take(cut, *[OrderLine("PAP", n) for n in (1, 2, 3)])
    asked = (third, first, second, first)
    made = cut.my_unit.work_orders(asked, cut.store, "nl")
    assert [one.number for one in made.orders] == [
        "M000001.3",
        "M000001.1",
        "M000001.2",
        "M000001.1",
    ]
    assert [one.quantity for one in made.orders] == ["3 pak", "1 pak", "2 pak", "1 pak"]
    assert made.printed_at == cut.time.at
    assert made.zone == "Europe/Amsterdam"
    assert cut.my_unit.work_orders((), cut.store, "nl").orders == ()


def test_many_pieces_are_written_as_the_language_writes_them(cut: Cut) -> None:
    (line_id,) = take(cut, OrderLine("PAP", 1200))
    assert order(cut, line_id).quantity == "1.200 pak"
    assert order(cut, line_id, "en").quantity == "1,200 pak"


def test_a_person_is_named_for_the_unit_that_gave_the_line(cut: Cut) -> None:
    line_id = cut.issued()
    for person, name in (("P2", "Jan de Wit"), ("P3", "Rob Bakker")):
        cut.my_unit.assign(AssignDraft(uuid4(), cut.store, (line_id,), cut.people[person]))
        assert order(cut, line_id).person == name
    elsewhere = order(cut, line_id, unit=cut.other_unit())
    assert (elsewhere.unit, elsewhere.person) == ("Vervoer", "")
    cut.my_unit.assign(AssignDraft(uuid4(), cut.store, (line_id,), None))
    assert order(cut, line_id).person == ""


def test_one_line_that_is_not_there_makes_no_sheets_at_all(cut: Cut) -> None:
    line_id = cut.issued()
    for gone in (0, 999, -1):
        with pytest.raises(NotFoundError, match=r"line\.unknown"):
            cut.my_unit.work_orders((line_id, gone), cut.store, "nl")
