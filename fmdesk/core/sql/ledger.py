"""The ledger in the database: the only place that writes its tables.

The rows of an entry go in before the entry itself, whose trigger then sees that they sum to zero;
another trigger refuses entries of a closed month. On PostgreSQL that trigger locks the period's
row, so that a posting and a close wait for each other.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.instants import to_epoch
from fmdesk.core.domain.ledger import (
    AccountKind,
    EntryKey,
    EntryKind,
    JournalEntry,
    LedgerRow,
    select_new,
)
from fmdesk.core.domain.period import Month, PeriodState
from fmdesk.core.sql.bulk import insert_once, insert_rows, reserve_ids
from fmdesk.core.sql.tables import journal_entry, journal_row, period

PIECE = 500
"""Lines in one IN list."""
STREAM = 2000

_KEY = ("line_id", "part", "clock_run", "charter_version_id", "kind", "revision")
_ENTRY = (
    journal_entry.c.id,
    *(journal_entry.c[name] for name in _KEY),
    journal_entry.c.month,
    journal_entry.c.posted_at,
    journal_entry.c.points,
    journal_entry.c.reference,
)
_ROW = tuple(journal_row.columns)


class SqlLedger:
    """The ledger port.

    Args:
        connection: Connection of the unit of work.
        now: Its instant, with which entries are stamped.
    """

    def __init__(self, connection: sa.Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def entries(self, keys: Sequence[EntryKey]) -> tuple[JournalEntry, ...]:
        """Return the stored entries under these keys, by key."""
        wanted = frozenset(keys)
        lines = sorted({key.line_id for key in keys})
        found: list[JournalEntry] = []
        for first in range(0, len(lines), PIECE):
            piece = lines[first : first + PIECE]
            entries = self._select(journal_entry.c.line_id.in_(piece), *_KEY)
            found += (entry for entry in entries if entry.key in wanted)
        return tuple(found)

    def entries_of_line(self, line_id: int) -> tuple[JournalEntry, ...]:
        """Return the entries of a line in the order in which they were posted."""
        return tuple(self._select(journal_entry.c.line_id == line_id, "id"))

    def entries_of_month(
        self, month: Month, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[JournalEntry]:
        """Yield the entries posted in a month, after `since` and up to `until`, by line and key."""
        where = [journal_entry.c.month == str(month)]
        if since is not None:
            where.append(journal_entry.c.posted_at > since)
        if until is not None:
            where.append(journal_entry.c.posted_at <= until)
        return self._select(sa.and_(*where), *_KEY)

    def post(self, entries: Sequence[JournalEntry]) -> int:
        """Append the entries that are new and return how many; an equal repeat is ignored.

        Raises:
            ConflictError: `ledger.conflict`, or `month.closed` when the period is closed.
        """
        new = select_new(entries, self.entries([entry.key for entry in entries]))
        for month in sorted({entry.month for entry in new}):
            self._refuse_closed(month)
        posted_at = to_epoch(self._now)
        ids = reserve_ids(self._connection, journal_entry, len(new))
        rows, heads = [], []
        for entry_id, entry in zip(ids, new, strict=True):
            key = entry.key
            rows += [
                (entry_id, number, row.account.value, row.account_id, row.cents)
                for number, row in enumerate(entry.rows)
            ]
            values = (key.line_id, key.part, key.clock_run, key.charter_version_id, key.kind.value)
            rest = (key.revision, entry.month, posted_at, entry.points, entry.reference)
            heads.append((entry_id, *values, *rest))
        insert_rows(self._connection, _ROW, rows)
        insert_rows(self._connection, _ENTRY, heads)
        return len(new)

    def _refuse_closed(self, month: str) -> None:
        """Refuse a closed month and, on PostgreSQL, keep it from being closed meanwhile.

        A row that is not there cannot be locked, so the first posting of a month makes it.
        """
        newest = (
            sa.select(period.c.state)
            .where(period.c.month == month)
            .order_by(period.c.revision.desc())
            .limit(1)
            .with_for_update(read=True)
        )
        state = self._connection.execute(newest).scalar()
        if state is None:
            first = {"month": month, "revision": 1, "state": PeriodState.OPEN.value}
            self._connection.execute(insert_once(self._connection, period), first)
            state = self._connection.execute(newest).scalar()
        if state == PeriodState.CLOSED.value:
            raise ConflictError("month.closed", month=month)

    def _select(self, condition: sa.ColumnElement[bool], *order: str) -> Iterator[JournalEntry]:
        query = (
            sa.select(*_ENTRY, journal_row.c.account, journal_row.c.account_id, journal_row.c.cents)
            .join(journal_row, journal_row.c.entry_id == journal_entry.c.id)
            .where(condition)
            .order_by(
                *(journal_entry.c[name] for name in order),
                journal_row.c.entry_id,
                journal_row.c.number,
            )
            .execution_options(yield_per=STREAM)
        )
        return _grouped(self._connection.execute(query))


def _grouped(found: Iterable[sa.Row[Any]]) -> Iterator[JournalEntry]:
    for _entry_id, group in groupby(found, key=lambda row: row.id):
        rows = list(group)
        first = rows[0]
        yield JournalEntry(
            key=EntryKey(
                first.line_id,
                first.part,
                first.clock_run,
                first.charter_version_id,
                EntryKind(first.kind),
                first.revision,
            ),
            month=first.month,
            rows=tuple(
                LedgerRow(AccountKind(row.account), row.account_id, row.cents) for row in rows
            ),
            points=first.points,
            reference=first.reference,
        )
