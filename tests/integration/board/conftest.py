"""A small office with a board, whose days are told by hand."""

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from uuid import uuid4

import pytest

from fmdesk.core.domain.board import Counted, Figure
from fmdesk.core.domain.people import Channel, Person, Unit
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.board import Board
from fmdesk.core.services.call_backs import CallBacks
from fmdesk.core.services.escalations import Escalations
from fmdesk.core.services.fulfilment import Fulfilment
from fmdesk.core.services.hand_overs import HandOvers
from fmdesk.core.services.intake import Intake
from fmdesk.core.services.messages import Messages
from fmdesk.core.services.reachability import Reachability
from fmdesk.core.services.smtp import SmtpMailer
from fmdesk.core.sql.door import SqlDoor
from fmdesk.testing import FakeTime, Fill
from tests.integration.month.conftest import MONDAY, NO_ENGINE, SmallOffice

NO_TILES = SimpleNamespace(tiles=tuple)


class BoardOffice(SmallOffice):
    """The small office with everything that a board shows."""

    extensions: object = NO_TILES

    def __post_init__(self) -> None:
        super().__post_init__()
        self.sit_down("anneke")

    def sit_down(self, name: str) -> None:
        """Let somebody else sit at the desk."""
        self.door = SqlDoor(self.database, name, self.time)
        self.intake = Intake(self.door, self.plugins)
        self.fulfilment = Fulfilment(self.door, self.plugins)
        self.messages = Messages(self.door, SmtpMailer())
        self.call_backs = CallBacks(self.door, self.plugins)
        self.board = Board(self.door, self.extensions)
        self.hand_overs = HandOvers(self.door)
        self.reachability = Reachability(self.door)
        self.escalations = Escalations(self.door)

    def figure(self, figure: Figure) -> int:
        """Return a figure as the board shows it."""
        return self.board.state("nl").figures[figure]

    def behind(self, figure: Figure, **more: object) -> list[int]:
        """Return the lines of the records that a figure opens."""
        counted = Counted(figure, **more)
        rows = self.board.rows(counted, self.board.ids(counted), "nl")
        return [row.line.line_id for row in rows if row.line]

    def do(self, work: object) -> None:
        """Run something in a command."""
        self.door.run(uuid4(), "test.do", None, work, Changes)


def staff(work: UnitOfWork) -> Changes:
    """Give the units people, and the office the channels of a desk."""
    units = {unit.code: unit for unit in work.people.units()}
    top = work.people.save_unit(Unit(0, "fm", "Facilitair Bedrijf"))
    leaders = {"desk": "Noor van Dijk", "stock": "Rob Bakker", "fm": "Selin Özdemir"}
    for code, name in leaders.items():
        unit = units.get(code, top)
        mail = f"{code}@example.org"
        person = work.people.save_person(
            Person(0, name.split()[0].lower(), name, email=mail, unit_id=unit.id)
        )
        parent = None if unit.id == top.id else top.id
        work.people.save_unit(replace(unit, leader_id=person.id, parent_id=parent))
    channels = (("phone", "Telefoon", "Phone"), ("desk", "Balie", "Desk"))
    for rank, (code, nl, en) in enumerate(channels):
        work.people.save_channel(Channel(code, nl, en, rank))
    return Changes()


def staffed_office(url: str) -> None:
    """Put the office with its people into a database."""
    made = BoardOffice(url, FakeTime(MONDAY), NO_ENGINE)
    made.build()
    made.do(staff)
    made.close()


@pytest.fixture
def database_content() -> Fill:
    return staffed_office


@pytest.fixture
def office(database_url: str, time_source: FakeTime) -> Iterator[BoardOffice]:
    """The office on Monday 5 October 2026 at 10:00; it is open on weekdays from nine to five."""
    time_source.at = MONDAY
    made = BoardOffice(database_url, time_source, NO_ENGINE)
    yield made
    made.close()
