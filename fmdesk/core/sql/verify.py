"""`fmdesk db verify`: whether what is stored still says what was done.

The command log's chain with the payloads under it, its head, and the heads that were printed or
stored elsewhere; the ledger's balance; closed months with their papers, entries, sums, prices and
verdicts, and what was said about sanctions, against what the chain holds of them; files against
their digests; the guards; and every projection against the events it was made from.
"""

from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

import sqlalchemy as sa

from fmdesk.core.domain.audit import VerifyReport, heads_of
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.ticket import Line
from fmdesk.core.ports import Progress, UnitOfWork
from fmdesk.core.sql import triggers
from fmdesk.core.sql.attachments import damaged
from fmdesk.core.sql.closed_months import check_decisions, check_months
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.findings import Findings
from fmdesk.core.sql.log import GENESIS, Command, digest_of
from fmdesk.core.sql.logged import Logged
from fmdesk.core.sql.tables import (
    command_head,
    command_log,
    command_payload,
    journal_entry,
    journal_row,
    line,
    period,
)

PIECE = 500
STREAM = 2000
_LINKS = {"verify.command_missing", "verify.chain_broken", "verify.payload_changed"}
"""What is wrong with one command of the chain."""

Project = Callable[[UnitOfWork, Line, Sequence[LineEvent]], Line]
"""Projects a line anew from its events."""


@dataclass(slots=True)
class _Heads:
    """Heads that somebody has on paper, or beginnings of them, and where they are in the chain."""

    given: Sequence[str]
    places: dict[str, int] = field(default_factory=dict)

    def take(self, head: str, seq: int) -> None:
        """Note whose head it is."""
        for one in self.given:
            if head.startswith(one):
                self.places[one] = seq

    def missing(self) -> Sequence[str]:
        """Return those that are not in the chain; an empty log has a head too."""
        there = (*self.places, *(one for one in self.given if GENESIS.startswith(one)))
        return [one for one in self.given if one not in there]


@dataclass(slots=True)
class _Pace:
    """How far it is; told every `PIECE` rows."""

    progress: Progress | None
    total: int
    done: int = 0

    def step(self, rows: int = 1) -> None:
        """Note rows that were looked at; DomainError `job.cancelled` when it shall stop."""
        before, self.done = self.done, self.done + rows
        if self.progress is None or (before and before // PIECE == self.done // PIECE):
            return
        self.progress.report(min(self.done, self.total), self.total)
        if self.progress.is_cancelled():
            raise DomainError("job.cancelled")


def _size(connection: sa.Connection) -> int:
    """Return how many commands and lines there are to look at."""
    counts = (sa.select(sa.func.count()).select_from(one) for one in (command_log, line))
    return sum(int(connection.execute(count).scalar_one()) for count in counts)


def verify(
    door: SqlDoor,
    project: Project,
    *,
    anchors: Collection[str] = (),
    progress: Progress | None = None,
) -> VerifyReport:
    """Verify an office's database; nothing is changed.

    Args:
        door: The door of the office.
        project: Projects a line anew.
        anchors: Heads of the chain known from elsewhere, or beginnings of them: printed in reports,
            told by backups. Those stored with closed months are looked for anyway.
        progress: Told of the commands and lines done; may ask to stop.

    Raises:
        InvalidInputError: `verify.head_format`.
        DomainError: `job.cancelled`.
        StorageError: The database cannot be read.
    """
    heads = _Heads(heads_of(anchors))
    found = Findings()
    with door.database.read() as connection:
        pace = _Pace(progress, _size(connection))
        logged = Logged()
        closed = sa.select(period.c.chain_head).where(period.c.state == "closed")
        stored = {head for head in connection.execute(closed).scalars() if head}
        commands, head = _check_chain(connection, stored, found, pace, (logged, heads))
        for given in heads.missing():
            found.add("verify.head_given", given)
        entries = _check_ledger(connection, found)
        documents = check_months(connection, logged, found)
        check_decisions(connection, logged, found)
        for digest in damaged(connection):
            found.add("verify.file", digest[:12])
        dialect = connection.dialect.name
        for name in sorted(triggers.expected(dialect) - triggers.present(connection)):
            found.add("verify.guard_missing", name)
    lines = _check_lines(door, project, found, pace)
    return VerifyReport(
        commands,
        head,
        entries,
        documents,
        lines,
        tuple(found.told),
        sum(found.counts.values()),
        min((int(one.subject) for one in found.told if one.code in _LINKS), default=0),
        tuple(heads.places.items()),
    )


def _check_chain(
    connection: sa.Connection,
    anchors: set[str],
    found: Findings,
    pace: "_Pace",
    gathered: tuple[Logged, "_Heads"],
) -> tuple[int, str]:
    """Walk the chain and gather what it holds; return the number of commands and its head."""
    missing = anchors - {GENESIS}
    logged, heads = gathered
    count, previous = 0, GENESIS
    with closing(_commands(connection)) as rows:
        for row in rows:
            count += 1
            command = Command.of(row)
            if row.seq != count:
                found.add("verify.command_missing", count)
                count = row.seq
            if command.previous != previous or command.hash != row.hash:
                found.add("verify.chain_broken", row.seq)
            is_there = row.payload is not None
            is_given = is_there and digest_of(row.salt, row.payload) == command.digest
            if not is_given:
                found.add("verify.payload_changed" if is_there else "verify.payload_gone", row.seq)
            logged.take(row, is_given=is_given)
            previous = row.hash
            missing.discard(previous)
            heads.take(previous, count)
            pace.step()
    head = connection.execute(sa.select(command_head)).one_or_none()
    if head is None or (head.seq, head.hash) != (count, previous):
        found.add("verify.tail_cut", count)
    for anchor in sorted(missing):
        found.add("verify.head_unknown", anchor)
    return count, previous


def _commands(
    connection: sa.Connection,
) -> Generator[sa.Row[*tuple[object, ...]], None, None]:
    query = (
        sa.select(command_log, command_payload.c.salt, command_payload.c.payload)
        .outerjoin(command_payload, command_payload.c.seq == command_log.c.seq)
        .order_by(command_log.c.seq)
        .execution_options(yield_per=STREAM)
    )
    with connection.execute(query) as found:  # closed too when somebody stops half-way
        yield from found


def _check_ledger(connection: sa.Connection, found: Findings) -> int:
    """Look for entries that do not balance and rows without an entry; return the entries."""
    total, count = sa.func.sum(journal_row.c.cents), sa.func.count(journal_row.c.number)
    query = (
        sa.select(journal_entry.c.id)
        .outerjoin(journal_row, journal_row.c.entry_id == journal_entry.c.id)
        .group_by(journal_entry.c.id)
        .having(sa.or_(count < 2, total != 0))  # noqa: PLR2004  # two sides at least
    )
    for number in connection.execute(query).scalars():
        found.add("verify.unbalanced", number)
    there = sa.exists().where(journal_entry.c.id == journal_row.c.entry_id)
    for number in connection.execute(
        sa.select(journal_row.c.entry_id).where(~there).distinct()
    ).scalars():
        found.add("verify.unbalanced", number)
    entries = sa.select(sa.func.count()).select_from(journal_entry)
    return int(connection.execute(entries).scalar_one())


def _projected(one: Line) -> tuple[object, ...]:
    return one.state, one.due_at, one.ready_at, one.unit_id


def _check_lines(door: SqlDoor, project: Project, found: Findings, pace: "_Pace") -> int:
    """Project every line anew and compare; return how many were."""
    done = 0
    with door.database.read() as connection:
        query = sa.select(line.c.id).order_by(line.c.id).execution_options(yield_per=PIECE)
        with connection.execute(query) as ids:
            for piece in ids.scalars().partitions(PIECE):
                with door.read() as work:
                    for stored, events in work.tickets.with_events(piece):
                        made = project(work, stored, events)
                        if _projected(made) != _projected(stored):
                            found.add("verify.projection", work.tickets.line_number(stored))
                done += len(piece)
                pace.step(len(piece))
    return done
