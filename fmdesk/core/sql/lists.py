"""The lists of the database: of lines, and of the verdicts behind a figure."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.listing import Extent, Mark
from fmdesk.core.domain.views import JudgedRow, TicketFilter, TicketRow
from fmdesk.core.sql import list_places, ticket_list, verdict_list
from fmdesk.core.sql.catalog import SqlCatalog
from fmdesk.core.sql.nearness import near_by
from fmdesk.core.sql.tables import line, ticket


class SqlLists:
    """Lists on one connection."""

    _connection: sa.Connection
    _zone: str
    _catalog: SqlCatalog

    def list_ids(self, wanted: TicketFilter, now: datetime) -> Iterator[Sequence[int]]:
        """Yield line ids in the order of the list, in pieces of some thousands."""
        return list_places.list_ids(self._connection, self._asked(wanted, now))

    def first_ids(self, wanted: TicketFilter, now: datetime, most: int) -> Sequence[int]:
        """Return the first line ids of the list."""
        return list_places.first_ids(self._connection, self._asked(wanted, now), most)

    def page_ids(
        self, wanted: TicketFilter, now: datetime, mark: Mark, skip: int, most: int
    ) -> Sequence[int]:
        """Return line ids from a mark on, so many of its group left out first."""
        asked = self._asked(wanted, now)
        return list_places.page_ids(self._connection, asked, mark, skip, most)

    def extent(self, wanted: TicketFilter, now: datetime) -> Extent:
        """Return how long the list is."""
        return list_places.extent(self._connection, self._asked(wanted, now))

    def marks(self, wanted: TicketFilter, now: datetime, after: Mark, step: int) -> Sequence[Mark]:
        """Return the next marks of the group of a mark, so many rows from each other."""
        return list_places.marks(self._connection, self._asked(wanted, now), after, step)

    def row_of(
        self, wanted: TicketFilter, now: datetime, line_id: int, begins: Sequence[Mark]
    ) -> int | None:
        """Return the row of a line in a long list, None when it does not pass the filter."""
        return list_places.row_of(self._connection, self._asked(wanted, now), line_id, begins)

    def rows(
        self, line_ids: Sequence[int], now: datetime, language: str = "nl"
    ) -> tuple[TicketRow, ...]:
        """Return the rows of the list for these lines, in their order."""
        return ticket_list.rows(self._connection, line_ids, now, language)

    def owners(self) -> tuple[str, ...]:
        """Return who owns tickets, by name."""
        owner = ticket.c.owner
        query = sa.select(owner).distinct().where(owner != "").order_by(owner)
        return tuple(self._connection.execute(query).scalars())

    def count(self, wanted: TicketFilter, now: datetime) -> int:
        """Return how many lines `list_ids` yields."""
        conditions = self._asked(wanted, now).conditions()
        query = sa.select(sa.func.count()).select_from(line).where(*conditions)
        return int(self._connection.execute(query).scalar_one())

    def _asked(self, wanted: TicketFilter, now: datetime) -> ticket_list.Asked:
        near = self._near(now) if wanted.is_near else ()
        return ticket_list.Asked(wanted, now, self._zone, self._connection.dialect.name, near)

    def _near(self, now: datetime) -> ticket_list.Near:
        """Return for each pinned calendar by when a line must be due to be near breach."""
        return near_by(self._connection, self._catalog, now)

    def verdict_ids(self, wanted: TicketFilter) -> Sequence[int]:
        """Return the number of each verdict behind a figure."""
        return verdict_list.ids(self._connection, wanted, self._zone)

    def verdict_rows(
        self, wanted: TicketFilter, numbers: Sequence[int], language: str
    ) -> tuple[JudgedRow, ...]:
        """Return the verdicts with these numbers, in their order, their charters not yet named."""
        name = "name_en" if language == "en" else "name_nl"
        return verdict_list.rows(self._connection, wanted, numbers, self._zone, name)
