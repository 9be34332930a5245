"""Bulk access for the month: lines with their events in pieces, verdicts, sanctions, runs.

Reads in plain integers and fixed column order, since a month may have a million lines; the
statements are written out for that reason.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome, Verdict
from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.events import EventKind, LineEvent, PauseClass
from fmdesk.core.domain.instants import to_epoch
from fmdesk.core.domain.ledger import AccountKind, EntryKey, EntryKind, JournalEntry, LedgerRow
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.ticket import NO_DETAILS, Scalar
from fmdesk.core.ports import (
    ControlRun,
    MonthLine,
    Proposal,
    SanctionKey,
    SanctionRecord,
    StoredVerdict,
    VerdictRow,
)
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
       l.calendar_version_id, l.charter_set_id, l.unit_id, l.department_id, l.cost_centre_id,
       l.variant, l.quantity, l.price_cents, l.opened_at, l.due_given, t.channel, l.facts,
       l.version
FROM line AS l JOIN ticket AS t ON t.id = l.ticket_id
WHERE {where} ORDER BY l.id
"""
EVENTS = """
SELECT line_id, number, kind, at, actor, step, reason, pause_class, stops, evidence, quantity,
       new_run, corrects, corrected_at
FROM line_event WHERE {where} AND recorded_at <= :as_of ORDER BY line_id, number
"""
OWN = """
SELECT id FROM line WHERE opened_at >= :start AND opened_at < :end AND opened_at <= :as_of
"""
EARLIER = """
SELECT id FROM line
WHERE opened_at < :start AND (settled_month IS NULL OR is_touched OR settled_month = :month)
"""
VERDICTS = """
INSERT INTO verdict (month, line_id, part, clock_run, charter_version_id, outcome, quantity,
  due_at, finished_at, over_working, over_clock, facts, is_own, unit_id, department_id,
  product_version_id, cents, full_cents, points, bearer_id, is_trial, is_quarantined)
VALUES ({marks})
"""
"""The columns in the order of `ports.VerdictRow`."""


class SqlMonthStore:
    """The month's bulk access on one connection.

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
        return len(self._ids(month, as_of, with_earlier=with_earlier))

    def line(self, line_id: int) -> MonthLine:
        """Return one line as the month run reads it; NotFoundError `line.unknown`."""
        found = self._read(array("q", (line_id,)), 0, self._now)
        if not found:
            raise NotFoundError("line.unknown", line=line_id)
        return found[0]

    def _ids(self, month: Month, as_of: datetime, *, with_earlier: bool) -> "array[int]":
        start, end = (to_epoch(bound) for bound in month.bounds(self._zone))
        values = {"start": start, "end": end, "as_of": to_epoch(as_of), "month": str(month)}
        statements = [OWN]
        if with_earlier:
            statements.append(EARLIER)
        ids = array("q")
        for statement in statements:
            result = self._connection.execute(sa.text(statement), values)
            while rows := result.fetchmany(10_000):
                ids.extend(row[0] for row in rows)
        return array("q", sorted(ids))

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
        channel, facts, version = rest
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
        )

    def _events(self, ids: "array[int]", as_of: int) -> dict[int, list[LineEvent]]:
        events: dict[int, list[LineEvent]] = defaultdict(list)
        for row in self._select(EVENTS, "line_id", ids, {"as_of": as_of}):
            (line_id, number, kind, at, actor, step, reason, pause, stops, evidence, quantity,
             new_run, corrects, corrected_at) = row  # fmt: skip
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

    # --- ledger and sanctions --------------------------------------------------------------------

    def entries(self, line_ids: Sequence[int]) -> Mapping[int, Sequence[JournalEntry]]:
        """Return the journal entries of some lines, in the order of posting."""
        entry, row = t.journal_entry.c, t.journal_row.c
        found: dict[int, dict[int, tuple[EntryKey, str, int, str, list[LedgerRow]]]] = {}
        for piece in _pieces(line_ids):
            statement = (
                sa.select(
                    entry.id, entry.line_id, entry.part, entry.clock_run, entry.charter_version_id,
                    entry.kind, entry.revision, entry.month, entry.points, entry.reference,
                    row.account, row.account_id, row.cents,
                )
                .join_from(t.journal_entry, t.journal_row, row.entry_id == entry.id)
                .where(entry.line_id.in_(piece))
                .order_by(entry.id, row.number)
            )  # fmt: skip
            for (number, line_id, part, run, version, kind, revision, month, points, reference,
                 account, account_id, cents) in self._connection.execute(statement):  # fmt: skip
                entries = found.setdefault(line_id, {})
                if number not in entries:
                    key = EntryKey(line_id, part, run, version, EntryKind(kind), revision)
                    entries[number] = (key, month, points, reference, [])
                entries[number][4].append(LedgerRow(AccountKind(account), account_id, cents))
        return {
            line_id: [
                JournalEntry(key, month, tuple(rows), points, reference)
                for key, month, points, reference, rows in entries.values()
            ]
            for line_id, entries in found.items()
        }

    def sanctions(self, line_ids: Sequence[int]) -> Mapping[SanctionKey, SanctionRecord]:
        """Return the sanctions of some lines."""
        records = [
            record
            for piece in _pieces(line_ids)
            for record in self._sanctions(t.sanction.c.line_id.in_(piece))
        ]
        return {record.key: record for record in records}

    def sanction(self, sanction_id: int) -> SanctionRecord:
        """Return one sanction; NotFoundError `sanction.unknown`."""
        found = self._sanctions(t.sanction.c.id == sanction_id)
        if not found:
            raise NotFoundError("sanction.unknown", sanction=sanction_id)
        return found[0]

    def _sanctions(self, where: sa.ColumnElement[bool]) -> list[SanctionRecord]:
        s, d = t.sanction.c, t.sanction_decision.c
        rows = self._connection.execute(sa.select(t.sanction).where(where)).all()
        last: dict[int, tuple[str, int | None]] = {}
        for piece in _pieces([row.id for row in rows]):
            statement = (
                sa.select(d.sanction_id, d.kind, d.to_unit_id)
                .where(d.sanction_id.in_(piece))
                .order_by(d.id)
            )
            for sanction_id, kind, to_unit_id in self._connection.execute(statement):
                last[sanction_id] = (kind, to_unit_id)
        del s
        return [
            SanctionRecord(
                row.id,
                SanctionKey(row.line_id, row.part, row.clock_run, row.charter_version_id),
                row.month,
                row.cents,
                row.points,
                row.bearer_id,
                row.state,
                last.get(row.id, ("", None))[1],
                last.get(row.id, ("", None))[0] == "objection",
                row.version,
            )
            for row in rows
        ]

    def decide(
        self, sanction: SanctionRecord, kind: str, reason: str, to_unit_id: int | None
    ) -> None:
        """Store an objection or a decision and the state it leads to.

        Raises:
            ConflictError: `sanction.changed` when another change came first.
        """
        states = {"confirm": "confirmed", "move": "moved", "waive": "waived"}
        changed = self._connection.execute(
            sa.update(t.sanction)
            .where(t.sanction.c.id == sanction.id, t.sanction.c.version == sanction.version)
            .values(state=states.get(kind, sanction.state), version=sanction.version + 1)
        )
        if changed.rowcount != 1:
            raise ConflictError("sanction.changed", sanction=sanction.id)
        self._connection.execute(
            sa.insert(t.sanction_decision).values(
                sanction_id=sanction.id,
                at=self._now,
                actor=self._actor,
                kind=kind,
                reason=reason,
                to_unit_id=to_unit_id,
            )
        )

    # --- writing a run -------------------------------------------------------------------------

    def replace_verdicts(self, month: Month, pieces: Iterable[Sequence[VerdictRow]]) -> None:
        """Replace the verdicts of an open month by those of a new run."""
        self._connection.execute(sa.delete(t.verdict).where(t.verdict.c.month == str(month)))
        mark = "?" if self._connection.dialect.paramstyle == "qmark" else "%s"
        statement = VERDICTS.format(marks=", ".join([mark] * len(t.verdict.columns)))
        for piece in pieces:
            if piece:
                self._connection.exec_driver_sql(statement, list(piece))

    def replace_proposals(self, month: Month, proposals: Sequence[Proposal]) -> None:
        """Bring the proposals of a month up to date; decisions stay, unfounded ones go."""
        s = t.sanction.c
        there = {record.key: record for record in self._sanctions(s.month == str(month))}
        elsewhere = self.sanctions(sorted({one.key.line_id for one in proposals}))
        new: list[dict[str, object]] = []
        for proposal in proposals:
            there.pop(proposal.key, None)
            stored = elsewhere.get(proposal.key)
            if stored is None:
                new.append(_sanction_row(month, proposal))
            else:
                self._propose(month, proposal, stored)
        if new:
            self._connection.execute(sa.insert(t.sanction), new)
        for record in there.values():
            if record.state != "withdrawn":
                self._connection.execute(
                    sa.update(t.sanction)
                    .where(s.id == record.id)
                    .values(state="withdrawn", version=s.version + 1)
                )

    def _propose(self, month: Month, proposal: Proposal, stored: SanctionRecord) -> None:
        """Bring a stored sanction up to date."""
        values = {
            "month": str(month),
            "cents": proposal.cents,
            "points": proposal.points,
            "bearer_id": proposal.bearer_id,
        }
        state = "proposed" if stored.state == "withdrawn" else stored.state
        now = (stored.month, stored.cents, stored.points, stored.bearer_id, stored.state)
        if now != (*values.values(), state):
            self._connection.execute(
                sa.update(t.sanction)
                .where(t.sanction.c.id == stored.id)
                .values(state=state, version=t.sanction.c.version + 1, **values)
            )

    def mark_posted(self, month: Month) -> None:
        """Mark the month's proposed and confirmed sanctions as posted."""
        s = t.sanction.c
        self._connection.execute(
            sa.update(t.sanction)
            .where(s.month == str(month), s.state.in_(("proposed", "confirmed")))
            .values(state="posted", version=s.version + 1)
        )

    def settle(self, month: Month, lines: Iterable[tuple[int, int]]) -> None:
        """Mark lines (number, version read) as settled, unless they changed since."""
        statement = sa.text(
            "UPDATE line SET settled_month = :month, is_touched = :no"
            " WHERE id = :id AND version = :version"
        )
        rows = [
            {"month": str(month), "no": False, "id": line_id, "version": version}
            for line_id, version in lines
        ]
        if rows:
            self._connection.execute(statement, rows)

    # --- runs ------------------------------------------------------------------------------------

    def save_run(self, run: ControlRun) -> None:
        """Store the last control run of a month."""
        c = t.control_run.c
        self._connection.execute(sa.delete(t.control_run).where(c.month == run.month))
        self._connection.execute(
            sa.insert(t.control_run).values(
                month=run.month,
                as_of=run.as_of,
                at=run.at,
                engine=run.engine,
                charter_set_hash=run.charter_set,
                lines=run.lines,
                verdicts=run.verdicts,
                is_fallback=run.is_fallback,
                figures=run.figures,
            )
        )

    def run(self, month: Month) -> ControlRun | None:
        """Return the last control run of a month, None when there was none."""
        statement = sa.select(t.control_run).where(t.control_run.c.month == str(month))
        row = self._connection.execute(statement).one_or_none()
        return None if row is None else _run(row, row.figures or b"")

    def runs(self) -> tuple[ControlRun, ...]:
        """Return the last control run of each month, without its figures."""
        columns = [column for column in t.control_run.c if column.name != "figures"]
        rows = self._connection.execute(sa.select(*columns).order_by(t.control_run.c.month))
        return tuple(_run(row, b"") for row in rows)

    def opened(self) -> Mapping[str, int]:
        """Return the number of lines opened by month of the office's zone, oldest first."""
        c = t.line.c.opened_at
        first, last = self._connection.execute(sa.select(sa.func.min(c), sa.func.max(c))).one()
        if first is None:
            return {}
        counts: dict[str, int] = {}
        month, until = (Month.of(_instant(at), self._zone) for at in (first, last))
        while month <= until:
            start, end = month.bounds(self._zone)
            number = self._connection.scalar(
                sa.select(sa.func.count()).select_from(t.line).where(c >= start, c < end)
            )
            if number:
                counts[str(month)] = number
            month = month.shift(1)
        return counts

    def quarantined(self, month: Month) -> int:
        """Return how many verdicts of the last run wait in quarantine."""
        v = t.verdict.c
        return self._number(t.verdict, v.month == str(month), v.is_quarantined)

    def proposals(self, month: Month) -> int:
        """Return how many proposed sanctions of the month have an objection undecided."""
        s = t.sanction.c
        records = self._sanctions(sa.and_(s.month == str(month), s.state == "proposed"))
        return sum(record.has_objection for record in records)

    def verdicts(self, line_id: int) -> tuple[tuple[str, StoredVerdict], ...]:
        """Return month and verdict of every verdict stored for a line."""
        statement = (
            sa.select(t.verdict)
            .where(t.verdict.c.line_id == line_id)
            .order_by(t.verdict.c.month, t.verdict.c.part)
        )
        return tuple((row.month, _stored(row)) for row in self._connection.execute(statement))

    def _number(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
        statement = sa.select(sa.func.count()).select_from(table).where(*where)
        return self._connection.scalar(statement) or 0


def _facts(text: str) -> Mapping[str, Scalar]:
    return NO_DETAILS if text == "{}" else json.loads(text)


def _instant(at: datetime | int) -> datetime:
    return at if isinstance(at, datetime) else datetime.fromtimestamp(at, UTC)


def _pieces(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[first : first + PIECE] for first in range(0, len(numbers), PIECE))


def _sanction_row(month: Month, proposal: Proposal) -> dict[str, object]:
    key = proposal.key
    return {
        "line_id": key.line_id,
        "part": key.part,
        "clock_run": key.clock_run,
        "charter_version_id": key.charter_version_id,
        "month": str(month),
        "cents": proposal.cents,
        "points": proposal.points,
        "bearer_id": proposal.bearer_id,
        "state": "proposed",
        "version": 1,
    }


def _stored(row: sa.Row) -> StoredVerdict:  # type: ignore[type-arg]  # a row of the verdict table
    return StoredVerdict(
        Verdict(
            row.line_id,
            row.part,
            row.clock_run,
            row.charter_version_id,
            Outcome(row.outcome),
            row.quantity,
            row.due_at,
            row.finished_at,
            row.over_working,
            row.over_clock,
            row.facts,
        ),
        row.is_own,
        row.unit_id,
        row.department_id,
        row.product_version_id,
        row.cents,
        row.full_cents,
        row.points,
        row.bearer_id,
        row.is_trial,
        row.is_quarantined,
    )


def _run(row: sa.Row, figures: bytes) -> ControlRun:  # type: ignore[type-arg]  # a control_run row
    return ControlRun(
        row.month,
        row.as_of,
        row.at,
        row.engine,
        row.charter_set_hash,
        row.lines,
        row.verdicts,
        row.is_fallback,
        figures,
    )
