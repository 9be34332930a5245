"""An office that receives visitors, on Monday 2 March 2026, 09:00 in Amsterdam."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fmdesk_visitors.visits import Announce, Named, Question, Reception, Reported, Show

from fmdesk.core.domain.ticket import Line
from fmdesk.testing.office import Offer, PluginDesk, at, fill_office, opened_desk

MODULES = {"visitors": "fmdesk_visitors.plugin"}
OFFERS = (Offer("BEZOEK", "visitors", "visit", "visitors.receive"),)
TEN = "2026-03-02T10:00"


class Desk(PluginDesk):
    """A desk with a reception."""

    def expect(self, arrival: str = TEN, people: int = 1, **details: Any) -> Line:
        """Announce a visit as at intake, without names."""
        return self.order("BEZOEK", arrival=arrival, people=people, **details)

    def announce(self, *names: str, host: str = "P1", arrival: str = TEN, **more: Any) -> Line:
        """Announce a visit at the reception, with names."""
        guests = tuple(Named(name, "ab-12-cd") for name in names)
        payload = Announce("BEZOEK", host, at(arrival), guests, "Acme", **more)
        return self.line(self.run("announce", payload).line_id)

    def reception(self, show: str = "day", on: str = "2026-03-02") -> Reception:
        """Return a list of the reception."""
        found: Reception = self.ask("reception", {"show": show, "on": on})
        return found

    def guests(self, line: Line) -> list[int]:
        """Return the numbers of the visitors of a line that the day's list shows."""
        day = Question(Show.DAY, self.clock.at.date())
        rows = self.ask("reception", day).rows
        return [row.guest.id for row in rows if row.line_id == line.id]

    def arrive(self, guest_id: int, badge: int = 0, moment: str = "") -> Reported:
        """Receive a visitor."""
        payload = {"guest_id": guest_id, "badge": badge, "at": at(moment) if moment else None}
        found: Reported = self.run("arrive", payload)
        return found


@contextmanager
def opened(url: str, folder: Path) -> Iterator[Desk]:
    """Open a desk on a database."""
    with opened_desk(Desk, url, folder, MODULES) as desk:
        yield desk


def fill(url: str) -> None:
    """Put the office into a database."""
    with TemporaryDirectory() as folder, opened(url, Path(folder)) as desk:
        fill_office(desk, OFFERS)
