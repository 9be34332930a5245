"""A small office with a desk, a store and its people, on both databases."""

from dataclasses import dataclass
from uuid import uuid4

import pytest

from fmdesk.core.domain.crossing import (
    IssueDraft,
    QuestionTarget,
    ReturnDraft,
    ReturnReason,
    UnitQuestion,
)
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.people import Person, Unit
from fmdesk.core.domain.ticket import EventDraft, OrderDraft, OrderLine
from fmdesk.core.domain.unit_work import WorkFilter
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.fulfilment import Fulfilment
from fmdesk.core.services.intake import Intake
from fmdesk.core.services.knowledge import Knowledge
from fmdesk.core.services.my_unit import MyUnit
from fmdesk.core.services.queries import Queries
from fmdesk.core.services.questions import Questions, put_target
from fmdesk.core.services.returns import Returns
from fmdesk.core.sql.door import SqlDoor
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.testing import FakeTime, Fill
from tests.integration.storage.conftest import build, change, database, door, fill, office

__all__ = ["change", "database", "door", "office"]

HOURS = Limit(LimitUnit.WORKING_HOURS, 4)
REASONS = (
    ReturnReason("incomplete", "Onvolledig", "Incomplete", 1),
    ReturnReason("other-unit", "Ander onderdeel", "Another unit", 2),
)


@dataclass(frozen=True)
class Cut:
    """What a test works with."""

    door: SqlDoor
    intake: Intake
    fulfilment: Fulfilment
    questions: Questions
    returns: Returns
    my_unit: MyUnit
    knowledge: Knowledge
    queries: Queries
    time: FakeTime
    desk: int
    store: int
    people: dict[str, int]

    def order(self) -> int:
        """Take an order of Ayşe; return its line."""
        draft = OrderDraft(uuid4(), "phone", (OrderLine("PAP", 3),), requester="P1")
        return self.intake.take(draft).line_ids[0]

    def issued(self) -> int:
        """Take an order and pass it on to the store."""
        line_id = self.order()
        self.record(line_id, EventKind.STEP_FINISHED, step=0)
        return line_id

    def version(self, line_id: int) -> int:
        return self.queries.line(line_id, "nl").version

    def record(self, line_id: int, kind: EventKind, **more: object) -> None:
        """Record what happened to a line now."""
        draft = EventDraft(uuid4(), line_id, kind, self.version(line_id), **more)
        self.fulfilment.record(draft)

    def give_back(self, line_id: int, reason: str = "incomplete", note: str = "Kamer?") -> None:
        """Return a line with a reason."""
        version = self.version(line_id)
        self.returns.give_back(ReturnDraft(uuid4(), line_id, version, reason, note))

    def issue(self, line_id: int, note: str = "Kamer A1.01") -> None:
        """Issue a returned line again."""
        self.returns.issue(IssueDraft(uuid4(), line_id, self.version(line_id), note))

    def other_unit(self) -> int:
        """Return a unit that has nothing to do with it."""
        with self.door.read() as work:
            return work.people.unit_by_code("TR").id

    def work(self, unit_id: int, **more: object) -> tuple[int, ...]:
        """Return the lines that a unit has."""
        return tuple(self.my_unit.list_ids(WorkFilter(unit_id, **more)))

    def question(self, number: int) -> UnitQuestion:
        """Return a question as it is stored."""
        with self.door.read() as work:
            return work.crossing.question(number)


def staffed_store(url: str) -> None:
    """Put the small office with two people in its store into a database."""

    def more(work: UnitOfWork) -> None:
        store = work.people.unit_by_code("MAG").id
        work.people.save_unit(Unit(0, "TR", "Vervoer"))
        for code, name in (("P2", "Jan de Wit"), ("P3", "Rob Bakker")):
            work.people.save_person(Person(0, code, name, unit_id=store))
        for one in REASONS:
            work.crossing.save_return_reason(one)
        put_target(work, QuestionTarget(HOURS, "office"))

    fill(url, build, more)


@pytest.fixture
def database_content() -> Fill:
    return staffed_store


@pytest.fixture
def cut(office: SqlDoor, time_source: FakeTime) -> Cut:
    """The office on Monday 2 March 2026, 09:00, with two people in its store."""
    plugins = Gateway(PluginHost(()))
    with office.read() as work:
        units = {one.code: one.id for one in work.people.units()}
        people = {code: work.people.person_by_code(code).id for code in ("P1", "P2", "P3")}
    return Cut(
        office,
        Intake(office, plugins),
        Fulfilment(office, plugins),
        Questions(office),
        Returns(office, plugins),
        MyUnit(office, plugins),
        Knowledge(office, plugins),
        Queries(office, plugins),
        time_source,
        units["FO"],
        units["MAG"],
        people,
    )
