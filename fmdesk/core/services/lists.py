"""The list of lines as a screen walks it: the first rows at once, its length later, any place."""

from collections.abc import Sequence
from dataclasses import dataclass

from fmdesk.core.domain.listing import Extent, Mark
from fmdesk.core.domain.views import TicketFilter, TicketRow
from fmdesk.core.ports import Door
from fmdesk.core.services.queries import asked_by, rows_of


@dataclass(frozen=True, slots=True)
class Lists:
    """Questions about one list; each is answered from a view of its own.

    Attributes:
        door: For reading.
    """

    door: Door

    def first(self, wanted: TicketFilter, most: int) -> tuple[TicketRow, ...]:
        """Return the first rows, without knowing how long the list is.

        Raises:
            InvalidInputError: `month.format`.
        """
        with self.door.read() as work:
            asked = asked_by(wanted, work.actor)
            return rows_of(work, work.tickets.first_ids(asked, work.now, most))

    def extent(self, wanted: TicketFilter) -> Extent:
        """Return how long the list is, with its ids or the begins of its groups."""
        with self.door.read() as work:
            return work.tickets.extent(asked_by(wanted, work.actor), work.now)

    def marks(self, wanted: TicketFilter, after: Mark, step: int) -> Sequence[Mark]:
        """Return the next marks behind one, in its group.

        Args:
            wanted: Filter and sort.
            after: The last mark of the group that is known.
            step: Rows from mark to mark.
        """
        with self.door.read() as work:
            return work.tickets.marks(asked_by(wanted, work.actor), work.now, after, step)

    def ids(self, wanted: TicketFilter, mark: Mark, skip: int, most: int) -> Sequence[int]:
        """Return line ids from a mark on.

        Args:
            wanted: Filter and sort.
            mark: Where to begin.
            skip: Lines of its group that are left out first.
            most: Ids at most.
        """
        with self.door.read() as work:
            asked = asked_by(wanted, work.actor)
            return work.tickets.page_ids(asked, work.now, mark, skip, most)

    def page(self, wanted: TicketFilter, mark: Mark, skip: int, most: int) -> tuple[TicketRow, ...]:
        """Return rows from a mark on; arguments as for `ids`."""
        with self.door.read() as work:
            asked = asked_by(wanted, work.actor)
            return rows_of(work, work.tickets.page_ids(asked, work.now, mark, skip, most))

    def row_of(self, wanted: TicketFilter, line_id: int, begins: Sequence[Mark]) -> int | None:
        """Return the row of a line in a long list, None when it does not pass the filter.

        Args:
            wanted: Filter and sort.
            line_id: The line.
            begins: Where the groups of the list begin, from its extent.
        """
        with self.door.read() as work:
            asked = asked_by(wanted, work.actor)
            return work.tickets.row_of(asked, work.now, line_id, begins)
