"""An office with two cars and a bike, on Monday 2 March 2026, 09:00 in Amsterdam."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fmdesk_vehicles.loans import (
    Load,
    Loan,
    Plan,
    PlanQuestion,
    TakeBack,
    Vehicle,
    VehicleRow,
    Which,
)

from fmdesk.core.domain.ticket import Line
from fmdesk.testing.office import Offer, PluginDesk, at, fill_office, opened_desk

MODULES = {"vehicles": "fmdesk_vehicles.plugin"}
OFFERS = (Offer("LENEN", "vehicles", "loan", "vehicles.loan"),)
POOL = (
    VehicleRow(2, "A1", "Blauwe Kangoo", "auto", "X-123-YZ", "41200"),
    VehicleRow(3, "A2", "Witte Zoe", "auto", "G-777-KL", "9800"),
    VehicleRow(4, "F1", "Rode fiets", "fiets"),
)
START, END = "2026-03-02T10:00", "2026-03-02T12:00"


class Desk(PluginDesk):
    """A desk that lends vehicles."""

    def lend(self, kind: str = "car", start: str = START, end: str = END, **details: Any) -> Line:
        """Reserve a vehicle, as by phone."""
        return self.order("LENEN", kind=kind, start=start, end=end, **details)

    def plan(self, start: str = "2026-03-02T00:00", end: str = "2026-03-03T00:00") -> Plan:
        """Return what the planner shows."""
        found: Plan = self.ask("plan", PlanQuestion(at(start), at(end)))
        return found

    def loan(self, line: Line) -> Loan:
        """Return the loan of a line that the planner shows."""
        [found] = [one for one in self.plan().loans if one.line_id == line.id]
        return found

    def vehicle(self, code: str) -> Vehicle:
        """Return a vehicle."""
        return next(one for one in self.plan().vehicles if one.code == code)

    def code(self, line: Line) -> str:
        """Return which vehicle a line has."""
        loan = self.loan(line)
        return next(one.code for one in self.plan().vehicles if one.id == loan.vehicle_id)

    def hand_out(self, line: Line) -> None:
        """Hand out the key."""
        self.run("hand_out", Which(self.loan(line).id))

    def take_back(self, line: Line, mileage: int, damage: str = "", **more: Any) -> None:
        """Take the vehicle back."""
        self.run("take_back", TakeBack(self.loan(line).id, mileage, damage, **more))

    def codes(self) -> Sequence[str]:
        """Return the vehicles of the pool."""
        return [one.code for one in self.plan().vehicles]


@contextmanager
def opened(url: str, folder: Path) -> Iterator[Desk]:
    """Open a desk on a database."""
    with opened_desk(Desk, url, folder, MODULES) as desk:
        yield desk


def fill(url: str) -> None:
    """Put the office into a database."""
    with TemporaryDirectory() as folder, opened(url, Path(folder)) as desk:
        fill_office(desk, OFFERS)
        desk.run("load", Load(POOL))
