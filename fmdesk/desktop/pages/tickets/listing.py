"""One list, by its places: what is known of it so far, asked for on the read lane."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from threading import Lock
from typing import TYPE_CHECKING

from fmdesk.core.domain.listing import Extent, Mark
from fmdesk.core.domain.views import TicketFilter, TicketRow

if TYPE_CHECKING:
    from fmdesk.core.services.office import Services

_ROW = attrgetter("row")


class Listing:
    """The lines that pass a filter. Its methods are called on threads.

    Args:
        services: Asked for rows and places.
        wanted: Filter and sort.
    """

    def __init__(self, services: "Services", wanted: TicketFilter) -> None:
        self._lists, self._queries = services.lists, services.queries
        self.wanted = wanted
        self._extent: Extent | None = None
        self._marks: Sequence[Mark] = ()
        self._pending: list[tuple[Mark, int]] = []
        self._lock = Lock()

    @property
    def is_short(self) -> bool:
        """Whether its lines are known by their ids, so that its rows stay the same lines."""
        return self._extent is not None and not self._extent.marks

    def first(self, most: int) -> Sequence[TicketRow]:
        """Return the first rows, without waiting for how many there are."""
        return self._lists.first(self.wanted, most)

    def extent(self) -> Extent:
        """Return how long the list is; it is found out once."""
        with self._lock:
            if self._extent is None:
                self._extent = found = self._lists.extent(self.wanted)
                self._marks = found.marks
                ends = (*(mark.row for mark in found.marks[1:]), found.total)
                self._pending = list(zip(found.marks, ends, strict=False))[::-1]
            return self._extent

    def rows(self, first: int, most: int) -> Sequence[TicketRow]:
        """Return rows from a place on."""
        extent = self.extent()
        if not extent.marks:
            return self._queries.rows(extent.ids[first : first + most])
        mark = self._before(first)
        return self._lists.page(self.wanted, mark, first - mark.row, most)

    def ids(self, first: int, last: int) -> Sequence[int]:
        """Return the ids from one place to another, both included."""
        extent = self.extent()
        if not extent.marks:
            return extent.ids[first : last + 1]
        found = array("q")
        while first <= last:
            mark = self._before(first)
            most = min(last - first + 1, extent.step)
            piece = self._lists.ids(self.wanted, mark, first - mark.row, most)
            found.extend(piece)
            first += most
        return found

    def ids_of(self, runs: Sequence[tuple[int, int]]) -> Sequence[int]:
        """Return the ids of runs of rows, each from its first to its last."""
        found = array("q")
        for first, last in runs:
            found.extend(self.ids(first, last))
        return found

    def row_of(self, line_id: int) -> int | None:
        """Return the place of a line, None when it is not in the list."""
        extent = self.extent()
        if extent.marks:
            return self._lists.row_of(self.wanted, line_id, extent.marks)
        return extent.ids.index(line_id) if line_id in extent.ids else None

    def find_marks(self) -> bool:
        """Find some more marks; tell whether there are others to be found."""
        step = self.extent().step
        while self._pending:
            after, end = self._pending.pop()
            if end - after.row > step:
                marks = self._lists.marks(self.wanted, after, step)
                found = [mark for mark in marks if mark.row < end]
                self._marks = sorted((*self._marks, *found), key=_ROW)
                self._pending += [(mark, end) for mark in found[-1:]]
                break
        return bool(self._pending)

    def _before(self, row: int) -> Mark:
        """Return the last known mark that is not behind a row."""
        marks = self._marks
        return marks[bisect_right(marks, row, key=_ROW) - 1]
