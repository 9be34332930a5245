"""The desk of a small office on both databases: callers, a catalogue, guides."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

import pytest

from fmdesk.core.domain.catalog import Cluster, Faq, Variant
from fmdesk.core.domain.charter import Guarantee, LimitSource
from fmdesk.core.domain.intake_views import LinkView
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.people import CostCentre, Location, Person, Unit
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.intake import Intake
from fmdesk.core.services.knowledge import Knowledge
from fmdesk.core.services.queries import Queries
from fmdesk.core.sql.door import SqlDoor
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.testing import FakeTime, Fill, plain_charter
from tests.integration.storage.conftest import Change, build, change, database, door, fill, office

__all__ = ["change", "database", "door", "office"]

FROM = date(2020, 1, 1)


@dataclass(frozen=True)
class Desk:
    """What a test of the intake works with."""

    door: SqlDoor
    change: Change
    time: FakeTime
    intake: Intake
    knowledge: Knowledge
    queries: Queries

    def draft(self, *lines: OrderLine, **values: object) -> OrderDraft:
        """Return an order of Ayşe by phone."""
        given = {"op_id": uuid4(), "channel": "phone", "requester": "P1", **values}
        return OrderDraft(lines=lines or (OrderLine("PAP", 3),), **given)

    def product(self, code: str, **values: object) -> None:
        """Add a product like paper, from a day on."""

        def add(work: UnitOfWork) -> None:
            like = work.catalog.product("PAP", FROM)
            made = replace(like, id=0, product_id=0, code=code, **values)
            work.catalog.add_product_version(made)

        self.change(add)


def busy_office(url: str) -> None:
    """Put the small office with more to ask for, and more people, into a database."""
    fill(url, build, _more)


@pytest.fixture
def database_content() -> Fill:
    return busy_office


@pytest.fixture
def desk(office: SqlDoor, change: Change, time_source: FakeTime) -> Desk:
    """The small office with a budget, more people and rooms, questions and a trial charter."""
    plugins = Gateway(PluginHost(()))
    return Desk(
        office,
        change,
        time_source,
        Intake(office, plugins),
        Knowledge(office, plugins),
        Queries(office, plugins),
    )


def _more(work: UnitOfWork) -> None:
    people, catalog = work.people, work.catalog
    centre = people.cost_centre_by_code("4100")
    other = people.save_cost_centre(CostCentre(0, "4200", "Juridische Zaken", centre.department_id))
    work.budgets.save(centre.id, 2026, 10_000)
    floor = people.save_location(Location(0, "A1", "Verdieping 1", "floor"))
    first = people.location_by_code("A1.01")
    people.save_location(replace(first, parent_id=floor.id))
    second = people.save_location(Location(0, "A1.02", "Balzaal Pantry", "room", floor.id))
    at = {"location_id": second.id, "cost_centre_id": other.id}
    people.save_person(Person(0, "P3", "Petra 1234-Jansen", phone="06-9999", **at))
    people.save_person(Person(0, "P4", "Jansje Peters", phone="4012", **at))
    people.save_person(Person(0, "P5", "Oud Jansen", phone="4013", is_active=False, **at))
    store = people.unit_by_code("MAG")
    leader, deputy = people.person_by_code("P2"), people.person_by_code("P4")
    people.save_unit(replace(store, leader_id=leader.id, deputy_id=deputy.id))
    catalog.save_cluster(Cluster(0, "REPRO", "Drukwerk", "Printing"))
    paper = catalog.product("PAP", FROM)
    known = catalog.add_product_version(
        replace(
            paper,
            valid_from=date(2026, 1, 1),
            description_nl="Wit, 80 gram.",
            description_en="White, 80 grams.",
            limits="Hooguit 100 pakken.",
            tips=("Vraag naar de afleverplek.",),
            variants=(Variant("spoed", "Spoed", "Urgent", 695, Limit(LimitUnit.WORKING_HOURS, 4)),),
            faqs=(
                Faq(0, "nl", "Wanneer komt het?", "Binnen 24 uur.", 3),
                Faq(0, "nl", "Is het gerecycled?", "Ja.", 5),
                Faq(0, "en", "When does it come?", "Within 24 hours.", 4),
            ),
        )
    )
    work.knowledge.save_links(known.product_id, (LinkView("Blad", "https://example.org/pap"),))
    catalog.add_charter_version(
        plain_charter(
            id=0,
            code="TRIAL",
            promise_nl="Wij proberen het.",
            promise_en="We try.",
            guarantee=Guarantee(source=LimitSource.PRODUCT),
            products=("PAP",),
            rank=1,
            trial_until=date(2026, 12, 31),
        )
    )
    people.save_unit(Unit(0, "LEEG", "Zonder leiding", parent_id=store.id))
