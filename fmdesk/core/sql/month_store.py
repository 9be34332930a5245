"""What the month keeps: verdicts, sanctions, runs; its lines are read by `month_lines`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome, Verdict
from fmdesk.core.domain.ledger import AccountKind, EntryKey, EntryKind, JournalEntry, LedgerRow
from fmdesk.core.domain.objection import before_posting
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.ports import ControlRun, StoredVerdict, VerdictRow
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.bulk import insert_rows
from fmdesk.core.sql.rulings import SqlRulings
from fmdesk.core.sql.sanctions import among, pieces


class SqlMonthStore(SqlRulings):
    """The month's bulk access on one connection."""

    # --- ledger ----------------------------------------------------------------------------------

    def entries(self, line_ids: Sequence[int]) -> Mapping[int, Sequence[JournalEntry]]:
        """Return the journal entries of some lines, in the order of posting."""
        entry, row = t.journal_entry.c, t.journal_row.c
        found: dict[int, dict[int, tuple[EntryKey, str, int, str, list[LedgerRow]]]] = {}
        for where in among(entry.line_id, line_ids):
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

    # --- writing a run -------------------------------------------------------------------------

    def replace_verdicts(self, month: Month, pieces: Iterable[Sequence[VerdictRow]]) -> None:
        """Replace the verdicts of an open month by those of a new run."""
        self._connection.execute(sa.delete(t.verdict).where(t.verdict.c.month == str(month)))
        columns = tuple(t.verdict.columns)  # in the order of `VerdictRow`; a test compares them
        for piece in pieces:
            insert_rows(self._connection, columns, piece)

    def mark_open(self, month: Month) -> None:
        """Give what was posted the state of before, once its month is opened again.

        A draft of a later month may have it by now.
        """
        s = t.sanction.c
        posted = self._sanctions(sa.and_(s.month >= str(month), s.state == "posted"))
        acts, numbers = self.acts([one.id for one in posted]), defaultdict[str, list[int]](list)
        for one in posted:
            numbers[before_posting(acts.get(one.id, ()), one.told_at)].append(one.id)
        for state, some in numbers.items():
            for piece in pieces(some):
                self._connection.execute(
                    sa.update(t.sanction)
                    .where(s.id.in_(piece))
                    .values(state=state, version=s.version + 1)
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
                head_seq=run.head_seq,
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

    def open_lines(self, month: Month) -> int:
        """Return how many lines opened in a month are not over."""
        start, end = month.bounds(self._zone)
        over = (LineState.READY.value, LineState.CANCELLED.value)
        c = t.line.c
        return self._number(t.line, c.opened_at >= start, c.opened_at < end, c.state.not_in(over))

    def quarantined(self, month: Month) -> int:
        """Return how many verdicts of the last run wait in quarantine."""
        v = t.verdict.c
        return self._number(t.verdict, v.month == str(month), v.outcome == Outcome.MANUAL)

    def verdicts(self, line_id: int) -> tuple[tuple[str, StoredVerdict], ...]:
        """Return month and verdict of every verdict stored for a line."""
        statement = (
            sa.select(t.verdict)
            .where(t.verdict.c.month.in_(sa.select(t.control_run.c.month)))
            .where(t.verdict.c.line_id == line_id)
            .order_by(t.verdict.c.month, t.verdict.c.part)
        )
        return tuple((row.month, _stored(row)) for row in self._connection.execute(statement))


def _instant(at: datetime | int) -> datetime:
    return at if isinstance(at, datetime) else datetime.fromtimestamp(at, UTC)


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
        row.head_seq,
        figures,
    )
