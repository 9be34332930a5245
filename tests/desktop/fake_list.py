"""The made-up list, by its places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from fmdesk.core.domain.bulk import BulkOrder, BulkResult, Done, Refused
from fmdesk.core.domain.listing import SHORT, Extent, Mark
from fmdesk.core.domain.views import TicketFilter, TicketRow

if TYPE_CHECKING:
    from tests.desktop.fakes import FakeQueries


@dataclass
class FakeLists:
    """Gives what the made-up queries list; one longer than `SHORT` has marks."""

    queries: "FakeQueries"
    marks_asked: list[Mark] = field(default_factory=list)
    pages_asked: list[tuple[Mark, int]] = field(default_factory=list)

    def _ids(self, wanted: TicketFilter) -> Sequence[int]:
        kept = len(self.queries.log)
        ids = list(chain.from_iterable(self.queries.list_ids(wanted)))
        del self.queries.log[kept:]
        return ids

    def first(self, wanted: TicketFilter, most: int) -> tuple[TicketRow, ...]:
        """Return the first rows; only this is noted in the queries' log."""
        self.queries.log.append(wanted)
        return self.queries.rows(self._ids(wanted)[:most])

    def extent(self, wanted: TicketFilter) -> Extent:
        """Return how long the list is."""
        ids = self._ids(wanted)
        return Extent(len(ids), ids=ids) if len(ids) <= SHORT else Extent(len(ids), (Mark(),))

    def marks(self, wanted: TicketFilter, after: Mark, step: int) -> Sequence[Mark]:
        """Return the next two marks."""
        self.marks_asked.append(after)
        total = len(self._ids(wanted))
        places = (after.row + step, after.row + 2 * step)
        return [Mark(row, key=(row,)) for row in places if row < total]

    def ids(self, wanted: TicketFilter, mark: Mark, skip: int, most: int) -> Sequence[int]:
        """Return ids from a mark on."""
        first = mark.row + skip
        return self._ids(wanted)[first : first + most]

    def page(self, wanted: TicketFilter, mark: Mark, skip: int, most: int) -> Sequence[TicketRow]:
        """Return rows from a mark on."""
        self.pages_asked.append((mark, skip))
        return self.queries.rows(self.ids(wanted, mark, skip, most))

    def row_of(self, wanted: TicketFilter, line_id: int, begins: Sequence[Mark]) -> int | None:
        """Return the row of a line."""
        assert begins
        ids = self._ids(wanted)
        return ids.index(line_id) if line_id in ids else None


@dataclass
class FakeBulk:
    """Knows who owns tickets."""

    def owners(self) -> tuple[str, ...]:
        """Return two of them."""
        return ("noor", "rob")


def bulk_job(order: BulkOrder, language: str, progress: object) -> BulkResult:
    """Do it to every line but those whose number ends in 7; stop before line 13."""
    del language
    done = [Done(line, line, 2, 2) for line in order.line_ids if line % 10 != 7]
    refused = [
        Refused(line, f"M{line:06}.1", "fulfilment.not_possible", (("state", "ready"),))
        for line in order.line_ids
        if line % 10 == 7
    ]
    progress.report(len(order.line_ids), len(order.line_ids))
    if 13 in order.line_ids and order.reason == "stop":
        return BulkResult(order.kind, tuple(done[:1]), (), len(order.line_ids) - 1)
    return BulkResult(order.kind, tuple(done), tuple(refused))


def undo_job(
    order: BulkOrder, done: Sequence[Done], reason: str, language: str, progress: object
) -> BulkResult:
    """Take every line back but number 4998, which somebody changed."""
    del reason, language, progress
    refused = [
        Refused(one.line_id, f"M{one.line_id:06}.1", "bulk.changed")
        for one in done
        if one.line_id == 4998
    ]
    kept = tuple(one for one in done if one.line_id != 4998)
    return BulkResult(order.kind, kept, tuple(refused))
