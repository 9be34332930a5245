"""What a desk keeps in memory of versions: they are added, never edited.

A calendar has its open seconds worked out for years ahead, so making it anew in each unit of work
would cost more than the work. The units of work of one door share what is committed; one that may
add versions works on a copy and hands it in after its commit, since a version that is rolled back
leaves its number to another one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import TypeVar

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.process import ProcessVersion

V = TypeVar("V")


@dataclass(slots=True)
class Versions:
    """Versions by number.

    Attributes:
        products: Product versions.
        processes: Process versions.
        calendars: Code and calendar.
        charters: Charter versions.
        sets: Members of charter sets.
    """

    products: dict[int, ProductVersion] = field(default_factory=dict)
    processes: dict[int, ProcessVersion] = field(default_factory=dict)
    calendars: dict[int, tuple[str, Calendar]] = field(default_factory=dict)
    charters: dict[int, Charter] = field(default_factory=dict)
    sets: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def copy(self) -> "Versions":
        """Return a copy to add to."""
        return Versions(*(dict(getattr(self, name)) for name in _NAMES))

    def take(self, other: "Versions") -> None:
        """Take over what another one knows."""
        for name in _NAMES:
            getattr(self, name).update(getattr(other, name))


def remember(known: dict[int, V], number: int, read: Callable[[int], V]) -> V:
    """Return what is known under a number, read once."""
    found = known.get(number)
    if found is None:
        found = known[number] = read(number)
    return found


_NAMES = tuple(one.name for one in fields(Versions))
