"""People, catalogue and settings: saved by code, versions added and never edited."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.catalog import Cluster, Faq, ProductVersion, Variant
from fmdesk.core.domain.charter import Charter, Condition, Conditions, Operator
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.events import PauseClass
from fmdesk.core.domain.limits import Limit, LimitUnit, TimeOfDay
from fmdesk.core.domain.people import (
    Channel,
    CostCentre,
    Department,
    Location,
    PauseReason,
    Person,
    Unit,
)
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database
from fmdesk.testing import FakeTime
from tests.integration.storage.conftest import FROM, Change

LATER = date(2026, 1, 1)


def test_records_are_saved_by_their_code(office: SqlDoor, change: Change) -> None:
    kept: list[object] = []

    def save(work: UnitOfWork) -> None:
        before = work.people.unit_by_code("MAG")
        changed = work.people.save_unit(Unit(0, "MAG", "Magazijn Zuid", is_front_office=True))
        assert changed == Unit(before.id, "MAG", "Magazijn Zuid", is_front_office=True)
        kept.append(changed)

    change(save)
    with office.read() as work:
        assert work.people.unit(work.people.unit_by_code("MAG").id) == kept[0]
        assert [unit.code for unit in work.people.units()] == ["FO", "MAG"]


def test_an_equal_record_is_left_alone(office: SqlDoor, change: Change) -> None:
    head = office.head()

    def save(work: UnitOfWork) -> None:
        for unit in work.people.units():
            work.people.save_unit(unit)
        for person in work.people.find_persons("", 10):
            work.people.save_person(replace(person, id=0))
        for channel in work.people.channels():
            work.people.save_channel(channel)

    change(save)
    assert office.head() == head


def test_the_rest_of_the_organisation(office: SqlDoor, change: Change) -> None:
    def save(work: UnitOfWork) -> None:
        people = work.people
        department = people.save_department(Department(0, "ICT", "Informatie", None))
        centre = people.save_cost_centre(CostCentre(0, "5000", "ICT", department.id))
        work.budgets.save(centre.id, 2026, 100_000)
        work.budgets.save(centre.id, 2026, 120_000)
        site = people.save_location(Location(0, "A", "Gebouw A", "building"))
        people.save_location(Location(0, "A1", "Verdieping 1", "floor", site.id))
        people.save_channel(Channel("desk", "Loket", "Counter", 5))
        people.save_pause_reason(PauseReason("parts", "Delen", "Parts", PauseClass.INTERNAL))

    change(save)
    with office.read() as work:
        people = work.people
        assert [one.code for one in people.departments()] == ["FIN", "ICT"]
        assert people.cost_centre(people.cost_centre_by_code("5000").id).name == "ICT"
        assert [one.code for one in people.cost_centres()] == ["4100", "5000"]
        assert people.location(people.location_by_code("A1").id).parent_id is not None
        assert [one.code for one in people.locations()] == ["A", "A1", "A1.01"]
        assert people.channels()[0] == Channel("desk", "Loket", "Counter", 5)
        reasons = {one.code: one.pause_class for one in people.pause_reasons()}
        assert reasons["parts"] is PauseClass.INTERNAL


FOUND = [
    ("", "P1 P2"),
    ("ozdemir", "P1"),
    ("AYŞE ö", "P1"),
    ("de jan", "P2"),
    ("p2", "P2"),
    ("1234", "P1"),
    ("example", "P1 P2"),
    ("zdemir", ""),
    ("%", "P1 P2"),
    ("100%_", ""),
]


def test_persons_are_found_by_the_begins_of_words(office: SqlDoor) -> None:
    with office.read() as work:
        for typed, codes in FOUND:
            found = " ".join(one.code for one in work.people.find_persons(typed, 10))
            assert (typed, found) == (typed, codes)
        assert len(work.people.find_persons("", 1)) == 1


def test_who_left_is_no_longer_offered(office: SqlDoor, change: Change) -> None:
    change(lambda work: work.people.save_person(Person(0, "P1", "Ayşe", is_active=False)))
    with office.read() as work:
        assert work.people.find_persons("ays", 10) == ()
        assert work.people.person_by_code("P1").name == "Ayşe"


def test_what_is_not_there_says_so(office: SqlDoor) -> None:
    with office.read() as work:
        for ask in (
            lambda: work.people.unit_by_code("X"),
            lambda: work.people.unit(0),
            lambda: work.people.person_by_code("X"),
            lambda: work.people.cost_centre_by_code("X"),
            lambda: work.people.location_by_code("X"),
            lambda: work.catalog.product("X", LATER),
            lambda: work.catalog.product("PAP", FROM - timedelta(days=1)),
            lambda: work.catalog.product_version(0),
            lambda: work.catalog.process("X"),
            lambda: work.catalog.process_version(0),
            lambda: work.catalog.calendar("X", LATER),
            lambda: work.catalog.calendar("office", FROM - timedelta(days=1)),
            lambda: work.catalog.calendar_version(0),
            lambda: work.catalog.charter_version(0),
        ):
            with pytest.raises(NotFoundError, match="unknown"):
                ask()


def test_a_product_keeps_its_versions(office: SqlDoor, change: Change) -> None:
    with office.read() as work:
        first = work.catalog.product("PAP", LATER)
    second = replace(
        first,
        valid_from=LATER,
        price_cents=525,
        lead_time=Limit(LimitUnit.WORKING_DAYS, 2, TimeOfDay.CLOSE),
        tips=("Vraag naar het formaat.", "Recycled mag ook."),
        variants=(
            Variant("spoed", "Spoed", "Urgent", 900, Limit(LimitUnit.WORKING_HOURS, 4)),
            Variant("rest", "Restpartij", "Leftover", 100),
        ),
        faqs=(Faq(0, "nl", "Is er A3?", "Ja.", 3), Faq(0, "en", "Is there A3?", "Yes.")),
        contact_ids=(2, 1),
        limits="Niet meer dan 10 dozen.",
    )
    change(lambda work: work.catalog.add_product_version(second))
    with office.read() as work:
        catalog = work.catalog
        assert catalog.product("PAP", LATER - timedelta(days=1)) == first
        found = catalog.product("PAP", LATER)
        numbered = tuple(
            replace(faq, id=there.id) for faq, there in zip(second.faqs, found.faqs, strict=True)
        )
        assert found == replace(second, id=found.id, faqs=numbered)
        assert catalog.product_version(first.id) == first
        assert catalog.products(FROM) == (first,)
        assert catalog.products(LATER) == (found,)
        assert catalog.products(FROM - timedelta(days=1)) == ()
    head = office.head()
    change(lambda work: work.catalog.add_product_version(replace(second, id=0, product_id=0)))
    assert office.head() == head


def test_a_product_refers_to_what_is_there(change: Change, office: SqlDoor) -> None:
    with office.read() as work:
        product = work.catalog.product("PAP", LATER)
    for name in ("calendar", "process", "cluster"):
        wrong: ProductVersion = replace(product, **{name: "X"})
        with pytest.raises(NotFoundError, match=rf"{name}\.unknown"):
            change(lambda work, wrong=wrong: work.catalog.add_product_version(wrong))


def test_a_process_keeps_its_versions(office: SqlDoor, change: Change) -> None:
    with office.read() as work:
        first = work.catalog.process("deliver")
    shorter = replace(first, steps=first.steps[:1])
    change(lambda work: work.catalog.add_process_version(first))
    change(lambda work: work.catalog.add_process_version(shorter))
    with office.read() as work:
        second = work.catalog.process("deliver")
        assert second == replace(shorter, id=second.id)
        assert second.id != first.id
        assert work.catalog.process_version(first.id) == first


def test_a_calendar_keeps_its_versions(office: SqlDoor, change: Change) -> None:
    with office.read() as work:
        number, first = work.catalog.calendar("office", LATER)
    longer = Calendar("Europe/Amsterdam", {0: [("08:00", "18:00")]})
    made: list[int] = []

    def add(work: UnitOfWork) -> None:
        assert work.catalog.add_calendar_version("office", LATER, first) == number
        made.append(work.catalog.add_calendar_version("office", LATER, longer))

    change(add)
    with office.read() as work:
        assert work.catalog.calendar("office", LATER) == (made[0], longer)
        assert work.catalog.calendar("office", LATER - timedelta(days=1)) == (number, first)
        assert work.catalog.calendar_version(number) == ("office", first)
        assert work.catalog.calendars() == ("office",)


def test_a_charter_keeps_its_versions(office: SqlDoor, change: Change) -> None:
    with office.read() as work:
        [first] = work.catalog.charters()
    assert first.version == 1
    conditions = Conditions(items=(Condition("line.quantity", Operator.IN, (1, 2)),))
    second: Charter = replace(
        first, applies_when=conditions, valid_from=LATER, valid_to=LATER + timedelta(days=30)
    )
    change(lambda work: work.catalog.add_charter_version(first))
    change(lambda work: work.catalog.add_charter_version(second))
    with office.read() as work:
        catalog = work.catalog
        assert len(catalog.charters()) == 2
        [stored] = catalog.charters(LATER)
        assert stored == replace(second, id=stored.id, version=2)
        assert catalog.charters(LATER - timedelta(days=1)) == (first,)
        assert catalog.charters(LATER + timedelta(days=31)) == ()
        assert catalog.charter_version(first.id) == first


def test_clusters_form_a_tree(office: SqlDoor, change: Change) -> None:
    def add(work: UnitOfWork) -> None:
        top = work.catalog.clusters()[0]
        work.catalog.save_cluster(Cluster(0, "PAPER", "Papier", "Paper", top.id))

    change(add)
    with office.read() as work:
        assert [one.code for one in work.catalog.clusters()] == ["PAPER", "SUP"]


def test_settings(office: SqlDoor, change: Change) -> None:
    change(lambda work: work.settings.put("organisation", "Gemeente"))
    change(lambda work: work.settings.put("organisation", "Provincie"))
    with office.read() as work:
        assert work.settings.get("organisation") == "Provincie"
        assert work.settings.get("logo", "geen") == "geen"


def test_another_desk_reads_the_same(office: SqlDoor, database: Database) -> None:
    """It has kept nothing in memory of what the first one stored."""
    other = SqlDoor(database, "piet", FakeTime())
    with office.read() as mine, other.read() as work:
        here, there = mine.catalog, work.catalog
        assert there.products(LATER) == here.products(LATER)
        assert there.process("deliver") == here.process("deliver")
        assert there.calendar("office", LATER) == here.calendar("office", LATER)
        assert there.charters() == here.charters()


def test_a_product_may_stand_alone(office: SqlDoor, change: Change) -> None:
    with office.read() as work:
        product = work.catalog.product("PAP", LATER)
    bare = replace(
        product, code="VRAAG", cluster="", calendar="", process="", lead_time=None, synonyms=()
    )
    change(lambda work: work.catalog.add_product_version(bare))
    with office.read() as work:
        found = work.catalog.product("VRAAG", LATER)
        assert found == replace(bare, id=found.id, product_id=found.product_id)
        assert found.product_id != product.product_id
