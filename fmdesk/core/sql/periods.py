"""Periods and their frozen results in the database: the only place that writes these tables."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError, NotFoundError, StorageError
from fmdesk.core.domain.month_progress import PeriodAct, PeriodActKind
from fmdesk.core.domain.period import Month, Period, PeriodState
from fmdesk.core.sql.bulk import insert_once
from fmdesk.core.sql.tables import command_head, period, period_act, period_document

FIGURES = "figures.json"
"""Name of the document with the canonical JSON."""


class SqlPeriods:
    """The period port.

    Args:
        connection: Connection of the unit of work.
        now: Its instant, with which a close is stamped.
        actor: Who closes.
    """

    def __init__(self, connection: sa.Connection, now: datetime, actor: str) -> None:
        self._connection = connection
        self._now = now
        self._actor = actor

    def period(self, month: Month) -> Period:
        """Return the newest revision; an unknown month is open."""
        return self._newest(month) or Period(month)

    def periods(self) -> tuple[Period, ...]:
        """Return all revisions that are stored, by month and revision."""
        query = sa.select(period).order_by(period.c.month, period.c.revision)
        return tuple(_period(row) for row in self._connection.execute(query))

    def lock(self, month: Month) -> Period:
        """Lock the row of the period until the end of the unit of work, and return it.

        On SQLite the writer holds the whole file already.
        """
        first = {"month": str(month), "revision": 1, "state": PeriodState.OPEN.value}
        if self._newest(month) is None:
            self._connection.execute(insert_once(self._connection, period), first)
        found = self._newest(month, is_locking=True)
        if found is None:
            raise NotFoundError("month.unknown", month=str(month))
        return found

    def close(self, period: Period, figures_json: bytes, documents: Mapping[str, bytes]) -> None:
        """Freeze a revision with its canonical JSON and its documents.

        Args:
            period: The revision as `lock` returned it; an empty `chain_head` is filled in.
            figures_json: The canonical JSON.
            documents: Name -> bytes.

        Raises:
            ConflictError: `month.closed` when it is closed already.
        """
        there = self.lock(period.month)
        if there.state is PeriodState.CLOSED or there.revision != period.revision:
            raise ConflictError("month.closed", month=str(period.month))
        head = (
            period.chain_head
            or self._connection.execute(sa.select(command_head.c.hash)).scalar_one()
        )
        for name, content in ((FIGURES, figures_json), *sorted(documents.items())):
            self.keep(period, name, content)
        self._connection.execute(
            sa.update(_PERIOD)
            .where(_PERIOD.c.month == str(period.month), _PERIOD.c.revision == period.revision)
            .values(
                state=PeriodState.CLOSED.value,
                closed_at=self._now,
                closed_by=self._actor,
                figures_sha256=sha256(figures_json).hexdigest(),
                chain_head=head,
            )
        )

    def reopen(self, month: Month, reason: str) -> Period:
        """Add the next revision of a closed month; the closed one stays as it is.

        Raises:
            ConflictError: `month.not_closed`.
        """
        there = self.lock(month)
        if there.state is not PeriodState.CLOSED:
            raise ConflictError("month.not_closed", month=str(month))
        values = {"month": str(month), "revision": there.revision + 1, "reason": reason}
        self._connection.execute(sa.insert(_PERIOD), {**values, "state": PeriodState.OPEN.value})
        return self.period(month)

    def figures(self, month: Month, revision: int | None = None) -> bytes:
        """Return the stored canonical JSON of a revision, the newest closed one by default."""
        return self.document(month, FIGURES, revision)

    def document(self, month: Month, name: str, revision: int | None = None) -> bytes:
        """Return the stored bytes of a document of a revision, the newest closed one by default.

        Raises:
            NotFoundError: `month.no_document`.
            StorageError: `storage.damaged` when the bytes no longer have the stored hash.
        """
        table = period_document
        query = sa.select(table.c.content, table.c.sha256).where(
            table.c.month == str(month), table.c.name == name
        )
        if revision is not None:
            query = query.where(table.c.revision == revision)
        row = self._connection.execute(query.order_by(table.c.revision.desc()).limit(1)).first()
        if row is None:
            raise NotFoundError("month.no_document", month=str(month), name=name)
        content = bytes(row.content)
        if sha256(content).hexdigest() != row.sha256:
            raise StorageError("storage.damaged", place=f"{month} {name}", reason="sha256")
        return content

    def keep(self, period: Period, name: str, content: bytes) -> None:
        """Add a document to a revision; it is never changed."""
        values = {"month": str(period.month), "revision": period.revision, "name": name}
        values["sha256"] = sha256(content).hexdigest()
        self._connection.execute(sa.insert(period_document), values | {"content": content})

    def kept(self, month: Month, name: str) -> tuple[int, ...]:
        """Return the revisions that have a document of this name, oldest first."""
        table = period_document.c
        query = sa.select(table.revision).where(table.month == str(month), table.name == name)
        return tuple(self._connection.execute(query.order_by(table.revision)).scalars())

    def add_act(self, act: PeriodAct) -> None:
        """Store what somebody said about a revision."""
        values = asdict(act) | {"kind": act.kind.value}
        self._connection.execute(sa.insert(period_act).values(values))

    def acts(self, month: Month) -> tuple[PeriodAct, ...]:
        """Return what was said about a month, oldest first."""
        table = period_act
        query = sa.select(table).where(table.c.month == str(month)).order_by(table.c.id)
        return tuple(
            PeriodAct(
                row.month,
                row.revision,
                PeriodActKind(row.kind),
                row.at,
                row.actor,
                row.reason,
                row.sha256,
            )
            for row in self._connection.execute(query)
        )

    def _newest(self, month: Month, *, is_locking: bool = False) -> Period | None:
        query = sa.select(period).where(period.c.month == str(month))
        query = query.order_by(period.c.revision.desc()).limit(1)
        row = self._connection.execute(query.with_for_update() if is_locking else query).first()
        return None if row is None else _period(row)


_PERIOD = period


def _period(row: sa.Row[Any]) -> Period:
    return Period(
        month=Month.parse(row.month),
        revision=row.revision,
        state=PeriodState(row.state),
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        figures_sha256=row.figures_sha256,
        chain_head=row.chain_head,
    )
