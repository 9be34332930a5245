"""What a plugin is given while it works: moment, actor, reading access and its own store."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.charter import FactValue
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.people import Location, Person
from fmdesk.core.domain.ticket import Line

Store = TypeVar("Store")


class Readers(Protocol):
    """Reading access to the core, in the same transaction; all answers are frozen data."""

    def line(self, line_id: int) -> Line:
        """Return a line; NotFoundError when there is none."""

    def line_number(self, line: Line) -> str:
        """Return the number that the customer knows, `M000123.1`."""

    def events(self, line_id: int) -> tuple[LineEvent, ...]:
        """Return the events of a line in their order."""

    def product(self, version_id: int) -> ProductVersion:
        """Return a version of a product."""

    def person(self, person_id: int) -> Person:
        """Return a person."""

    def locations(self) -> tuple[Location, ...]:
        """Return all locations."""

    def lines_due(self, plugin: str, start: datetime, end: datetime) -> tuple[int, ...]:
        """Return the numbers of a plugin's open lines due in [start, end), next due first."""


@dataclass(frozen=True, slots=True)
class WorkContext(Generic[Store]):
    """One unit of work as a plugin sees it; not to be kept after the call.

    Attributes:
        now: The instant of this unit of work, aware UTC in whole seconds.
        actor: Who works.
        zone: IANA name of the office's zone.
        store: The plugin's own store, opened in this transaction; None without a schema.
        readers: Reading access to the core.
        setting: Returns the value of one of the plugin's settings by its name.
    """

    now: datetime
    actor: str
    zone: str
    store: Store
    readers: Readers
    setting: Callable[[str], FactValue]
