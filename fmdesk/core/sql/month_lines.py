"""The lines of a month with their events, read in pieces.

Reads in plain integers and fixed column order, since a month may have a million lines; the
statements are written out for that reason.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.events import EventKind, LineEvent, PauseClass
from fmdesk.core.domain.instants import to_epoch
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.ticket import NO_DETAILS, Scalar
from fmdesk.core.ports import MonthLine
from fmdesk.core.sql import tables as t

PIECE = 500
"""Numbers in one IN list."""
SPARSE = 4
"""A slice that spans more numbers than this times its length is read by IN lists."""

KINDS: Mapping[str, EventKind] = {kind.value: kind for kind in EventKind}
PAUSES: Mapping[str | None, PauseClass | None] = {
    None: None,
    **{kind.value: kind for kind in PauseClass},
}

LINES = """
SELECT l.id, t.number, l.position, l.product_version_id, l.process_version_id,
       l.calendar_version_id, l.charter_set_id, COALESCE(l.owner_id, l.unit_id), l.department_id,
       l.cost_centre_id, l.variant, l.quantity, l.price_cents, l.opened_at, l.due_given,
       t.channel, l.facts, l.version, l.level_id
FROM line AS l JOIN ticket AS t ON t.id = l.ticket_id
WHERE {where} ORDER BY l.id
"""
EVENTS = """
SELECT line_id, number, kind, at, actor, step, reason, pause_class, stops, evidence, quantity,
       new_run, corrects, corrected_at, unit_id
FROM line_event WHERE {where} AND recorded_at <= :as_of ORDER BY line_id, number
"""
OWN = """
SELECT id FROM line WHERE opened_at >= :start AND opened_at < :end AND opened_at <= :as_of
"""
EARLIER = """
SELECT id FROM line
WHERE opened_at < :start AND (settled_month IS NULL OR is_touched OR settled_month = :month)
"""


class SqlMonthLines:
    """Reads the lines of a month on one connection.

    Args:
        connection: Connection of the unit of work.
        now: The instant of the unit of work.
        actor: Who acts.
        zone: The office's zone.
    """

    def __init__(self, connection: sa.Connection, now: datetime, actor: str, zone: str) -> None:
        self._connection = connection
        self._now = now
        self._actor = actor
        self._zone = zone
        self._sets: dict[int, tuple[int, ...]] = {}

    # --- reading lines -------------------------------------------------------------------------

    def lines(
        self, month: Month, as_of: datetime, *, with_earlier: bool, size: int
    ) -> Iterator[Sequence[MonthLine]]:
        """Yield the lines of the month and the earlier ones that still matter, in pieces."""
        ids = self._ids(month, as_of, with_earlier=with_earlier)
        start = to_epoch(month.bounds(self._zone)[0])
        for first in range(0, len(ids), size):
            piece = ids[first : first + size]
            yield self._read(piece, start, as_of)

    def count(self, month: Month, as_of: datetime, *, with_earlier: bool) -> int:
        """Return how many lines `lines` will yield."""
        statements, values = self._of(month, as_of, with_earlier=with_earlier)
        counts = (sa.text(f"SELECT COUNT(*) FROM ({one}) AS o") for one in statements)  # noqa: S608  # our own statements
        return sum(self._connection.scalar(count, values) for count in counts)

    def line(self, line_id: int) -> MonthLine:
        """Return one line as the month run reads it; NotFoundError `line.unknown`."""
        found = self._read(array("q", (line_id,)), 0, self._now)
        if not found:
            raise NotFoundError("line.unknown", line=line_id)
        return found[0]

    def _ids(self, month: Month, as_of: datetime, *, with_earlier: bool) -> "array[int]":
        statements, values = self._of(month, as_of, with_earlier=with_earlier)
        ids = array("q")
        for statement in statements:
            result = self._connection.execute(sa.text(statement), values)
            while rows := result.fetchmany(10_000):
                ids.extend(row[0] for row in rows)
        return array("q", sorted(ids))

    def _of(
        self, month: Month, as_of: datetime, *, with_earlier: bool
    ) -> tuple[Sequence[str], Mapping[str, object]]:
        """Return the statements that find the lines, each its own ones, with their values."""
        start, end = (to_epoch(bound) for bound in month.bounds(self._zone))
        values = {"start": start, "end": end, "as_of": to_epoch(as_of), "month": str(month)}
        return (OWN, EARLIER) if with_earlier else (OWN,), values

    def _read(self, ids: "array[int]", start: int, as_of: datetime) -> list[MonthLine]:
        until = to_epoch(as_of)
        events = self._events(ids, until)
        wanted = frozenset(ids)
        return [
            self._line(row, start, tuple(events.get(row[0], ())))
            for row in self._select(LINES, "l.id", ids, {})
            if row[0] in wanted
        ]

    def _line(self, row: Sequence[Any], start: int, events: tuple[LineEvent, ...]) -> MonthLine:
        (line_id, ticket, position, product, process, calendar, charters, unit, *rest) = row
        (department, cost_centre, variant, quantity, price, opened, given, *rest) = rest
        channel, facts, version, level = rest
        return MonthLine(
            line_id,
            f"{ticket}.{position}",
            product,
            process,
            calendar,
            self._members(charters),
            unit,
            department,
            cost_centre,
            variant,
            quantity,
            price,
            datetime.fromtimestamp(opened, UTC),
            None if given is None else datetime.fromtimestamp(given, UTC),
            channel,
            _facts(facts),
            version,
            events,
            opened >= start,
            level,
        )

    def _events(self, ids: "array[int]", as_of: int) -> dict[int, list[LineEvent]]:
        events: dict[int, list[LineEvent]] = defaultdict(list)
        for row in self._select(EVENTS, "line_id", ids, {"as_of": as_of}):
            (line_id, number, kind, at, actor, step, reason, pause, stops, evidence, quantity,
             new_run, corrects, corrected_at, unit) = row  # fmt: skip
            events[line_id].append(
                LineEvent(
                    number,
                    KINDS[kind],
                    datetime.fromtimestamp(at, UTC),
                    actor,
                    step,
                    reason,
                    PAUSES[pause],
                    tuple(stops.split(",")) if stops else (),
                    evidence,
                    quantity,
                    bool(new_run),
                    corrects,
                    None if corrected_at is None else datetime.fromtimestamp(corrected_at, UTC),
                    unit,
                )
            )
        return events

    def _select(
        self, statement: str, column: str, ids: "array[int]", values: Mapping[str, object]
    ) -> Iterator[tuple[Any, ...]]:
        """Run a statement for a rising list of numbers: one range, or pieces when sparse."""
        if not ids:
            return
        if ids[-1] - ids[0] <= SPARSE * len(ids):
            where = f"{column} BETWEEN :low AND :high"
            given = {**values, "low": ids[0], "high": ids[-1]}
            yield from self._fetch(sa.text(statement.format(where=where)), given)
            return
        clause = sa.text(statement.format(where=f"{column} IN :ids")).bindparams(
            sa.bindparam("ids", expanding=True)
        )
        for first in range(0, len(ids), PIECE):
            piece = list(ids[first : first + PIECE])
            yield from self._fetch(clause, {**values, "ids": piece})

    def _fetch(self, statement: sa.TextClause, values: Mapping[str, object]) -> Sequence[Any]:
        """Return plain tuples straight from the driver: half the time for a million rows."""
        with self._connection.execute(statement, values) as result:
            return result.cursor.fetchall() if result.cursor else []

    def _members(self, set_id: int) -> tuple[int, ...]:
        if set_id not in self._sets:
            members = self._connection.scalar(
                sa.select(t.charter_set.c.members).where(t.charter_set.c.id == set_id)
            )
            self._sets[set_id] = tuple(int(part) for part in (members or "").split(",") if part)
        return self._sets[set_id]


def _facts(text: str) -> Mapping[str, Scalar]:
    return NO_DETAILS if text == "{}" else json.loads(text)
