"""The work of a unit: who has a line, who does it, who is absent, and what customers said."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.catalog import Faq
from fmdesk.core.domain.contact import RemarkDraft
from fmdesk.core.domain.errors import InvalidInputError, NotFoundError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import Contact, ContactKind
from fmdesk.core.domain.unit_work import (
    Absence,
    AbsenceDraft,
    AssignDraft,
    MoveDraft,
    Whose,
    Within,
)
from fmdesk.core.services.contacts import Contacts
from tests.integration.cut.conftest import Cut
from tests.integration.storage.conftest import Change

MONDAY = date(2026, 3, 2)


def assign(cut: Cut, who: str | None, *line_ids: int) -> None:
    person = cut.people[who] if who else None
    cut.my_unit.assign(AssignDraft(uuid4(), cut.store, line_ids, person))


def test_a_line_is_the_work_of_whoever_has_its_step(cut: Cut) -> None:
    line_id = cut.order()
    assert (cut.work(cut.desk), cut.work(cut.store)) == ((line_id,), ())
    cut.record(line_id, EventKind.STARTED, step=0)
    (row,) = cut.my_unit.rows((line_id,), cut.desk, "en")
    assert (row.step, row.step_name, row.is_started) == (0, "Take", True)
    cut.record(line_id, EventKind.STEP_FINISHED, step=0)
    assert (cut.work(cut.desk), cut.work(cut.store)) == ((), (line_id,))
    (row,) = cut.my_unit.rows((line_id,), cut.store, "nl")
    assert (row.step_name, row.is_started, row.person, row.line.calendar is not None) == (
        "Leveren",
        False,
        "",
        True,
    )
    cut.record(line_id, EventKind.STARTED, step=1)
    cut.record(line_id, EventKind.READY)
    assert cut.work(cut.store) == ()
    cut.record(line_id, EventKind.REOPENED, reason="niet goed")
    assert cut.work(cut.store) == (line_id,), "who reported it ready has it again"


def test_the_next_due_stands_first_and_days_narrow_the_list(cut: Cut) -> None:
    first = cut.issued()
    cut.time.advance(days=1)
    second = cut.issued()
    cut.time.advance(days=1)
    third = cut.issued()
    assert cut.work(cut.store) == (first, second, third)
    expected = {  # on Wednesday, at the very due time of the second
        Within.ALL: (first, second, third),
        Within.LATE: (first,),
        Within.TODAY: (first, second),
        Within.TOMORROW: (third,),
        Within.WEEK: (first, second, third),
    }
    for within, lines in expected.items():
        assert cut.work(cut.store, within=within) == lines, within


def test_lines_are_given_to_members_and_the_last_word_counts(cut: Cut) -> None:
    one, two, three = cut.issued(), cut.issued(), cut.issued()
    assign(cut, "P2", one, two)
    assign(cut, "P3", two)
    assign(cut, "P3", three)
    assign(cut, None, three)
    me = cut.people["P2"]
    assert cut.work(cut.store, whose=Whose.MINE, person_id=me) == (one,)
    assert cut.work(cut.store, whose=Whose.COLLEAGUES, person_id=me) == (two,)
    assert cut.work(cut.store, whose=Whose.COLLEAGUES) == (one, two)
    assert cut.work(cut.store, whose=Whose.NOBODY) == (three,)
    assert cut.work(cut.store, whose=Whose.PERSON, person_id=cut.people["P3"]) == (two,)
    rows = cut.my_unit.rows((three, two, 99), cut.store, "nl")
    assert [(row.line.line_id, row.person) for row in rows] == [(three, ""), (two, "Rob Bakker")]


def test_an_assignment_is_of_the_unit_that_made_it(cut: Cut) -> None:
    line_id = cut.issued()
    assign(cut, "P2", line_id)
    cut.give_back(line_id)
    assert cut.work(cut.desk, whose=Whose.NOBODY) == (line_id,)
    cut.issue(line_id)
    assert cut.work(cut.store, whose=Whose.NOBODY) == (), "it comes back to who had it"


def test_work_goes_to_members_alone(cut: Cut) -> None:
    line_id = cut.issued()
    with pytest.raises(InvalidInputError, match=r"unit_work\.not_a_member"):
        assign(cut, "P1", line_id)
    with pytest.raises(NotFoundError, match=r"person\.unknown"):
        cut.my_unit.assign(AssignDraft(uuid4(), cut.store, (line_id,), 999))
    assert cut.work(cut.store, whose=Whose.NOBODY) == (line_id,)


def test_the_counts_of_people_are_the_lists_behind_them(cut: Cut) -> None:
    lines = [cut.issued() for _n in range(3)]
    assign(cut, "P2", *lines[:2])
    cut.time.advance(days=2)
    cut.issued()
    nobody, jan, rob = cut.my_unit.members(cut.store)
    assert [one.name for one in (nobody, jan, rob)] == ["", "Jan de Wit", "Rob Bakker"]
    assert (nobody.late, nobody.tomorrow, jan.late, rob.total) == (1, 1, 2, 0)
    who = {"whose": Whose.PERSON, "person_id": cut.people["P2"]}
    assert len(cut.work(cut.store, within=Within.LATE, **who)) == jan.late
    total = sum(one.total for one in (nobody, jan, rob))
    assert total == len(cut.work(cut.store)) == 4


def test_who_is_absent_shows_and_the_work_is_moved_in_one_go(cut: Cut) -> None:
    one, two = cut.issued(), cut.issued()
    assign(cut, "P2", one, two)
    jan, rob = cut.people["P2"], cut.people["P3"]
    away = Absence(jan, MONDAY, MONDAY + timedelta(days=1))
    cut.my_unit.set_absence(AbsenceDraft(uuid4(), cut.store, away))
    assert set(cut.work(cut.store, whose=Whose.ABSENT)) == {one, two}
    assert all(row.is_absent for row in cut.my_unit.rows((one, two), cut.store, "nl"))
    shown = {row.name: (row.is_absent, row.absence) for row in cut.my_unit.members(cut.store)}
    assert shown["Jan de Wit"] == (True, away)
    moved = cut.my_unit.move(MoveDraft(uuid4(), cut.store, jan, rob))
    assert (moved.lines, len(moved.tickets)) == (2, 2)
    assert cut.work(cut.store, whose=Whose.ABSENT) == ()
    cut.time.advance(days=2)
    assert not any(row.is_absent or row.absence for row in cut.my_unit.members(cut.store))


def test_an_absence_is_replaced_or_taken_back(cut: Cut) -> None:
    jan = cut.people["P2"]
    for last in (MONDAY, MONDAY + timedelta(days=9)):
        away = Absence(jan, MONDAY, last)
        cut.my_unit.set_absence(AbsenceDraft(uuid4(), cut.store, away))
    assert cut.my_unit.members(cut.store)[1].absence == away
    never = Absence(jan, date.max, date.min)
    cut.my_unit.set_absence(AbsenceDraft(uuid4(), cut.store, never))
    assert cut.my_unit.members(cut.store)[1].absence is None
    with pytest.raises(InvalidInputError, match=r"unit_work\.not_a_member"):
        cut.my_unit.set_absence(AbsenceDraft(uuid4(), cut.desk, away))


def test_customers_are_heard_about_the_work_of_their_lines(cut: Cut) -> None:
    line_id = cut.order()
    contacts = Contacts(cut.door)
    kind, due = ContactKind.COMPLAINT, cut.time.at + timedelta(days=7)
    contacts.remark(
        RemarkDraft(uuid4(), "phone", kind, "Te laat", "P1", line_id, "MAG", due_at=due)
    )
    praise = ContactKind.COMPLIMENT
    contacts.remark(RemarkDraft(uuid4(), "phone", praise, "Vriendelijk", "P1", line_id))
    contacts.remark(RemarkDraft(uuid4(), "phone", ContactKind.SUGGESTION, "Elders", "P1"))
    voices = cut.my_unit.voices(cut.store, "en")
    assert {(one.kind, one.text, one.product, one.number) for one in voices} == {
        ("complaint", "Te laat", "Paper A4", "M000001.1"),
        ("compliment", "Vriendelijk", "Paper A4", "M000001.1"),
    }
    assert cut.my_unit.voices(cut.desk, "nl") == ()
    cut.time.advance(days=91)
    assert cut.my_unit.voices(cut.store, "nl") == ()


def test_questions_without_an_answer_are_counted_by_their_words(cut: Cut, change: Change) -> None:
    def called(note: str, **more: object) -> None:
        contact = Contact(0, None, "phone", ContactKind.QUESTION, cut.time.at, note=note, **more)
        change(lambda work: work.tickets.add_contact(contact))

    for note in ("Fiets?", "Huisregels?", "Fiets?", ""):
        called(note)
    assert [(one.text, one.times) for one in cut.my_unit.asked_often()] == [
        ("Fiets?", 2),
        ("Huisregels?", 1),
    ]
    asked = Faq(0, "nl", "Fiets?", "In de kelder.")
    change(
        lambda work: work.catalog.add_product_version(
            replace(work.catalog.product("PAP", MONDAY), id=0, faqs=(asked,))
        )
    )
    assert [one.text for one in cut.my_unit.asked_often()] == ["Huisregels?"], "it has its answer"


def test_a_work_order_has_what_one_needs_on_the_way(cut: Cut) -> None:
    line_id = cut.issued()
    assign(cut, "P3", line_id)
    made = cut.my_unit.work_orders((line_id,), cut.store, "nl")
    (order,) = made.orders
    assert (order.number, order.product, order.quantity) == ("M000001.1", "Papier A4", "3 pak")
    assert (order.step, order.unit, order.person) == ("Leveren", "Magazijn", "Rob Bakker")
    assert (order.location, order.recipient, order.phone) == (
        "Kamer A1.01",
        "Ayşe Özdemir",
        "06-1234",
    )
    assert order.promises == ("Binnen 24 uur, anders gratis.",)
    assert order.due_at is not None
    (english,) = cut.my_unit.work_orders((line_id,), cut.store, "en").orders
    assert (english.product, english.step) == ("Paper A4", "Deliver")
    with pytest.raises(NotFoundError, match=r"line\.unknown"):
        cut.my_unit.work_orders((99,), cut.store, "nl")
