"""What the month keeps: verdicts, sanctions, runs; its lines are read by `month_lines`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome, Verdict
from fmdesk.core.domain.errors import ConflictError, NotFoundError
from fmdesk.core.domain.ledger import AccountKind, EntryKey, EntryKind, JournalEntry, LedgerRow
from fmdesk.core.domain.period import Month
from fmdesk.core.ports import (
    ControlRun,
    Proposal,
    SanctionKey,
    SanctionRecord,
    StoredVerdict,
    VerdictRow,
)
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.bulk import insert_rows
from fmdesk.core.sql.month_lines import PIECE, SPARSE, SqlMonthLines


class SqlMonthStore(SqlMonthLines):
    """The month's bulk access on one connection."""

    # --- ledger and sanctions --------------------------------------------------------------------

    def entries(self, line_ids: Sequence[int]) -> Mapping[int, Sequence[JournalEntry]]:
        """Return the journal entries of some lines, in the order of posting."""
        entry, row = t.journal_entry.c, t.journal_row.c
        found: dict[int, dict[int, tuple[EntryKey, str, int, str, list[LedgerRow]]]] = {}
        for where in _among(entry.line_id, line_ids):
            statement = (
                sa.select(
                    entry.id, entry.line_id, entry.part, entry.clock_run, entry.charter_version_id,
                    entry.kind, entry.revision, entry.month, entry.points, entry.reference,
                    row.account, row.account_id, row.cents,
                )
                .join_from(t.journal_entry, t.journal_row, row.entry_id == entry.id)
                .where(where)
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
            for where in _among(t.sanction.c.line_id, line_ids)
            for record in self._sanctions(where)
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
        columns = tuple(t.verdict.columns)  # in the order of `VerdictRow`; a test compares them
        for piece in pieces:
            insert_rows(self._connection, columns, piece)

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
        return self._number(t.verdict, v.month == str(month), v.outcome == Outcome.MANUAL)

    def proposals(self, month: Month) -> int:
        """Return how many proposed sanctions of the month have an objection undecided."""
        s = t.sanction.c
        records = self._sanctions(sa.and_(s.month == str(month), s.state == "proposed"))
        return sum(record.has_objection for record in records)

    def verdicts(self, line_id: int) -> tuple[tuple[str, StoredVerdict], ...]:
        """Return month and verdict of every verdict stored for a line."""
        statement = (
            sa.select(t.verdict)
            .where(t.verdict.c.month.in_(sa.select(t.control_run.c.month)))
            .where(t.verdict.c.line_id == line_id)
            .order_by(t.verdict.c.month, t.verdict.c.part)
        )
        return tuple((row.month, _stored(row)) for row in self._connection.execute(statement))

    def _number(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
        statement = sa.select(sa.func.count()).select_from(table).where(*where)
        return self._connection.scalar(statement) or 0


def _instant(at: datetime | int) -> datetime:
    return at if isinstance(at, datetime) else datetime.fromtimestamp(at, UTC)


def _among(
    column: sa.ColumnElement[int], numbers: Sequence[int]
) -> Iterator[sa.ColumnElement[bool]]:
    """Yield conditions that together find the rows of rising numbers: a range, or short lists.

    A range may find rows of numbers between them too.
    """
    if not numbers:
        return
    if numbers[-1] - numbers[0] <= SPARSE * len(numbers):
        yield column.between(numbers[0], numbers[-1])
        return
    for piece in _pieces(numbers):
        yield column.in_(piece)


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
        row.cents,
        row.full_cents,
        row.points,
        row.bearer_id,
        row.is_trial,
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
