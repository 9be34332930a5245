"""The lists of the database: of lines, and of the verdicts behind a figure."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.views import JudgedRow, TicketFilter, TicketRow
from fmdesk.core.sql import ticket_list, verdict_list
from fmdesk.core.sql.catalog import SqlCatalog
from fmdesk.core.sql.nearness import near_by


class SqlLists:
    """Lists on one connection."""

    _connection: sa.Connection
    _zone: str
    _catalog: SqlCatalog

    def list_ids(self, wanted: TicketFilter, now: datetime) -> Iterator[Sequence[int]]:
        """Yield line ids in the order of the list, in pieces of some thousands."""
        near = self._near(now) if wanted.is_near else ()
        return ticket_list.list_ids(self._connection, wanted, now, self._zone, near)

    def rows(
        self, line_ids: Sequence[int], now: datetime, language: str = "nl"
    ) -> tuple[TicketRow, ...]:
        """Return the rows of the list for these lines, in their order."""
        return ticket_list.rows(self._connection, line_ids, now, language)

    def count(self, wanted: TicketFilter, now: datetime) -> int:
        """Return how many lines `list_ids` yields."""
        near = self._near(now) if wanted.is_near else ()
        return ticket_list.count(self._connection, wanted, now, self._zone, near)

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
