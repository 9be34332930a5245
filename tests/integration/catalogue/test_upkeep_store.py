"""What is stored of the upkeep, and what two desks may do at the same time."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError, DomainError, NotFoundError
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.product_change import Keeper
from fmdesk.core.domain.upkeep_drafts import (
    Decision,
    ProcessDraft,
    ProductDraft,
    ProductMade,
    ReadDraft,
    Withdrawal,
)
from fmdesk.core.domain.upkeep_views import ChangeProposal
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.catalogue import Catalogue
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.door import SqlDoor
from fmdesk.testing import race
from tests.integration.catalogue.conftest import LATER, TODAY, Desk


def others(desk: Desk, count: int) -> list[Catalogue]:
    """Return the catalogue of as many desks, each with a door of its own."""
    doors = [
        SqlDoor(desk.door.database, f"desk{place}", time_source=desk.time) for place in range(count)
    ]
    return [replace(desk.catalogue, door=door) for door in doors]


def test_versions_stand_newest_first_with_their_lines(desk: Desk) -> None:
    first = desk.on(TODAY)
    later = desk.save(begins=LATER, price_cents=600).version_id
    now = desk.save(limits="Hooguit 10.").version_id
    with desk.door.read() as work:
        numbers = [one for one, _gone, _lines in work.upkeep.versions(first.product_id)]
        coming = work.upkeep.coming(TODAY)
    assert numbers[-1] < numbers[-2] == first.id
    assert set(numbers) >= {later, now}
    assert numbers.index(now) > numbers.index(later)
    assert coming == {first.product_id: LATER}


def test_what_was_withdrawn_is_not_to_come(desk: Desk) -> None:
    saved = desk.save(begins=LATER, price_cents=600)
    desk.catalogue.withdraw(Withdrawal(uuid4(), saved.version_id or 0))
    with desk.door.read() as work:
        assert work.upkeep.coming(TODAY) == {}
        _number, is_gone, lines = work.upkeep.versions(desk.on(TODAY).product_id)[0]
    assert (is_gone, lines) == (True, 0)


def test_a_withdrawal_and_a_reading_are_never_taken_back(desk: Desk) -> None:
    saved = desk.save(begins=LATER, price_cents=600)
    desk.catalogue.withdraw(Withdrawal(uuid4(), saved.version_id or 0))
    desk.catalogue.read(ReadDraft(uuid4(), desk.on(TODAY).id))
    for table in (t.product_withdrawal, t.product_reading):
        for change in (sa.delete(table), sa.update(table).values(at=desk.time.at)):
            with (
                desk.door.database.write() as connection,
                pytest.raises(sa.exc.DBAPIError, match="append_only"),
            ):
                connection.execute(change)


def test_a_reading_of_a_version_that_is_none_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match=r"product\.unknown"):
        desk.catalogue.read(ReadDraft(uuid4(), 999))


def test_staff_is_who_works_there_now_by_name(desk: Desk) -> None:
    def hire(work: UnitOfWork) -> None:
        unit = work.people.unit_by_code("FO").id
        for code, name, is_active in (
            ("B1", "Zoë", True),
            ("B2", "Anna", True),
            ("B3", "Oud", False),
        ):
            person = Person(0, code, name, unit_id=unit, is_active=is_active)
            work.people.save_person(person)

    desk.change(hire)
    with desk.door.read() as work:
        units = {one.code: one.id for one in work.people.units()}
        assert [one.name for one in work.upkeep.staff([units["FO"]])] == ["Anna", "Zoë"]
        assert [one.code for one in work.upkeep.staff([units["MAG"]])] == ["P2"]
        assert work.upkeep.staff([]) == ()


def test_of_many_who_decide_at_once_one_does(desk: Desk) -> None:
    def propose(work: UnitOfWork) -> None:
        base = work.catalog.product("PAP", TODAY)
        after = replace(base, valid_from=TODAY, limits="Hooguit 10.")
        work.upkeep.add_proposal(
            ChangeProposal(0, base.product_id, base.id, Keeper.UNIT, after, "Zo.", "els", work.now)
        )

    desk.change(propose)
    (number,) = (one.id for one in desk.catalogue.proposals("nl"))
    desks = others(desk, 4)

    def decide(place: int) -> str:
        try:
            desks[place].decide(Decision(uuid4(), number, is_accepted=place % 2 == 0))
        except ConflictError as problem:
            return problem.code
        return "decided"

    told = race(4, decide)
    assert sorted(told) == ["decided", *["proposal.decided"] * 3]


def test_of_many_who_make_the_same_product_one_does(desk: Desk) -> None:
    like = replace(desk.on(TODAY), code="NIEUW", valid_from=TODAY)
    desks = others(desk, 4)

    def make(place: int) -> str:
        product = replace(like, price_cents=100 + place)
        try:
            desks[place].make_product(ProductMade(uuid4(), product, ()))
        except DomainError as problem:
            return problem.code
        return "made"

    told = race(4, make)
    assert told.count("made") == 1
    assert set(told) <= {"made", "catalogue.exists", "storage.taken"}
    assert [one.code for one in desk.catalogue.tree("nl").products] == ["NIEUW", "PAP"]


def test_of_many_who_change_the_same_field_one_does_and_the_rest_are_told(desk: Desk) -> None:
    seen = desk.page().version
    desks = others(desk, 3)

    def change(place: int) -> str:
        after = replace(seen, valid_from=TODAY, price_cents=700 + place)
        try:
            desks[place].change(ProductDraft(uuid4(), seen.id, after))
        except ConflictError as problem:
            return problem.code
        return "saved"

    told = race(3, change)
    assert sorted(told) == ["catalogue.conflict", "catalogue.conflict", "saved"]
    winner = told.index("saved")
    assert desk.on(TODAY).price_cents == 700 + winner


def test_of_many_who_design_a_process_one_does(desk: Desk) -> None:
    seen = desk.catalogue.processes("nl")[0].version
    desks = others(desk, 3)

    def design(place: int) -> str:
        after = replace(seen, name_en=f"Deliver {place}")
        try:
            desks[place].save_process(ProcessDraft(uuid4(), seen.id, after, ("PAP",)))
        except ConflictError as problem:
            return problem.code
        return "saved"

    assert sorted(race(3, design)) == ["process.changed", "process.changed", "saved"]
    assert desk.catalogue.processes("nl")[0].number == 2


def test_a_repeated_command_is_done_once(desk: Desk) -> None:
    saved = desk.save(begins=LATER, price_cents=600)
    draft = Withdrawal(uuid4(), saved.version_id or 0)
    assert desk.catalogue.withdraw(draft) == desk.catalogue.withdraw(draft)
    product = ProductMade(uuid4(), replace(desk.on(TODAY), code="N", valid_from=TODAY), ())
    assert desk.catalogue.make_product(product) == desk.catalogue.make_product(product)


def test_a_desk_that_was_open_all_the_time_sees_the_change(desk: Desk) -> None:
    (other,) = others(desk, 1)
    assert other.product("PAP", "nl").card.price_cents == 495
    saved = desk.save(begins=LATER, price_cents=600)
    assert other.product("PAP", "nl").versions[0].id == saved.version_id
    desk.catalogue.withdraw(Withdrawal(uuid4(), saved.version_id or 0))
    assert other.product("PAP", "nl").versions[0].is_withdrawn
    desk.time.at += timedelta(days=40)
    assert other.product("PAP", "nl").card.price_cents == 495
